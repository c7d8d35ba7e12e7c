"""Short messages to subscribers as a port: one-time codes go through it."""

from typing import Protocol


class Messages(Protocol):
    """Raises OutsideUnavailable when the message cannot be handed over. `connected`: whether there is a way at all."""

    @property
    def connected(self) -> bool: ...

    async def send_text(self, msisdn: str, text: str) -> None: ...
