"""Short messages to subscribers as a port: one-time codes go through it."""

from typing import Protocol

import structlog

from backend.errors import OutsideUnavailable

log = structlog.get_logger()


class Messages(Protocol):
    """Raises OutsideUnavailable when the message cannot be handed over. `connected`: whether there is a way at all."""

    @property
    def connected(self) -> bool: ...

    async def send_text(self, msisdn: str, text: str) -> None: ...


class LoggedMessages:
    """The harmless adapter of demo mode: what would have been sent stands in the log."""

    connected = True

    async def send_text(self, msisdn: str, text: str) -> None:
        log.info("message", to=msisdn, text=text)


class NoMessages:
    """Nothing is connected, and a log of real data is no place for codes."""

    connected = False

    async def send_text(self, msisdn: str, text: str) -> None:  # noqa: ARG002
        raise OutsideUnavailable("no way to send messages is configured")
