"""The port of short messages to subscribers, which carries one-time codes."""

from typing import Protocol


class Messages(Protocol):
    """Sends short messages."""

    @property
    def connected(self) -> bool:
        """Whether an adapter for short messages is configured."""

    async def send_text(self, msisdn: str, text: str) -> None:
        """Hand a message over for delivery. Raises OutsideUnavailable when that is not possible."""
