"""Messages that leave the system as a port: whoever sends knows neither SMTP nor SMPP."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class OutgoingMessage:
    """`to`: e-mail address or +E.164 number. `reference`: our own id of the notification, the same in every attempt."""

    to: str
    subject: str | None
    text: str
    html: str | None
    reference: str


class NotSent(Exception):
    """`accepted`: ids of the parts the far side has taken all the same; receipts for them may still arrive."""

    def __init__(self, reason: str, *, accepted: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.accepted = accepted


class Undeliverable(NotSent):
    """A permanent refusal: the same message would be refused again."""


class ChannelDown(NotSent):
    """Temporary: try again later. `uncertain`: the far side may have accepted the message without our hearing of it."""

    def __init__(self, reason: str, *, uncertain: bool = False, accepted: tuple[str, ...] = ()) -> None:
        super().__init__(reason, accepted=accepted)
        self.uncertain = uncertain


class Channel(Protocol):
    """`send` returns the far side's ids, comma-separated; raises Undeliverable, ChannelDown."""

    name: str

    async def send(self, message: OutgoingMessage) -> str: ...

    async def close(self) -> None: ...
