"""The port for outgoing messages, which is independent of SMTP and SMPP."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class OutgoingMessage:
    """`to`: e-mail address or +E.164 number. `reference`: the notification's id, the same in every attempt."""

    to: str
    subject: str | None
    text: str
    html: str | None
    reference: str


class NotSent(Exception):
    """The message was not sent as a whole.

    `accepted`: the provider's ids of the parts that were accepted; receipts for them may still arrive.
    """

    def __init__(self, reason: str, *, accepted: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.accepted = accepted


class Undeliverable(NotSent):
    """The provider rejected the message permanently; it is not tried again."""


class ChannelDown(NotSent):
    """A temporary failure; the message is tried again later.

    `uncertain`: the provider may have accepted the message, because the connection was lost before its answer.
    """

    def __init__(self, reason: str, *, uncertain: bool = False, accepted: tuple[str, ...] = ()) -> None:
        super().__init__(reason, accepted=accepted)
        self.uncertain = uncertain


class Channel(Protocol):
    """`send` returns the provider's ids of the message's parts, comma-separated. Raises Undeliverable, ChannelDown."""

    name: str

    async def send(self, message: OutgoingMessage) -> str: ...

    async def close(self) -> None: ...
