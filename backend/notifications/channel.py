"""The port for outgoing messages, which is independent of SMTP and SMPP."""

from dataclasses import dataclass
from typing import ClassVar, Protocol

from backend.models import NotificationError


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

    `reason` may quote the provider. `status`: the status code of the provider's answer, without words.
    `accepted`: the provider's ids of the parts that were accepted; receipts for them may still arrive.
    """

    without_status: ClassVar[NotificationError]  # the code where the provider did not answer

    def __init__(self, reason: str, *, status: str | None = None, accepted: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.status = status
        self.accepted = accepted

    @property
    def code(self) -> NotificationError:
        return self.without_status if self.status is None else NotificationError.REFUSED


class Undeliverable(NotSent):
    """The provider rejected the message permanently; it is not tried again."""

    without_status = NotificationError.UNSENDABLE


class Expired(Undeliverable):
    """The message expired before it could be sent."""

    without_status = NotificationError.EXPIRED


class Interrupted(Undeliverable):
    """Every attempt to send the message was interrupted."""

    without_status = NotificationError.INTERRUPTED


class NoConsent(Undeliverable):
    """The customer withdrew the consent that the message needs."""

    without_status = NotificationError.NO_CONSENT


class NumberReleased(Undeliverable):
    """The number has left its holder: somebody else may have it."""

    without_status = NotificationError.NUMBER_RELEASED


class ChannelDown(NotSent):
    """A temporary failure; the message is tried again later.

    `uncertain`: the provider may have accepted the message, because the connection was lost before its answer.
    """

    without_status = NotificationError.UNREACHABLE

    def __init__(
        self, reason: str, *, uncertain: bool = False, status: str | None = None, accepted: tuple[str, ...] = ()
    ) -> None:
        super().__init__(reason, status=status, accepted=accepted)
        self.uncertain = uncertain


class Channel(Protocol):
    """`send` returns the provider's ids of the message's parts, comma-separated. Raises Undeliverable, ChannelDown."""

    name: str

    async def send(self, message: OutgoingMessage) -> str: ...

    async def close(self) -> None: ...
