"""E-mail over one SMTP connection, which is kept open between messages."""

import asyncio
import hashlib
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import parseaddr
from typing import Literal

import aiosmtplib
import idna
import structlog

from backend.notifications.channel import ChannelDown, OutgoingMessage, Undeliverable

log = structlog.get_logger()

Security = Literal["none", "starttls", "tls"]

# A plain mailbox, without characters that could start a second recipient, a display name, a header or a command. A
# local part that is not ASCII would need SMTPUTF8 at every server on the way.
LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
SAFE_REFERENCE = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
ENHANCED_STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}\b")  # RFC 3463
QUEUE_ID = re.compile(r"(?:queued as|\bid=)\s*([\w.-]+)", re.IGNORECASE)
# Bodies are encoded as quoted-printable or base64, so that the server need not support 8BITMIME.
POLICY = SMTP_POLICY.clone(cte_type="7bit")
AUTHENTICATION_ERRORS = (530, 534, 535, 538)


@dataclass(frozen=True, kw_only=True)
class SmtpSettings:
    """`sender`: an address or `Name <address>`. `local_hostname`: sent in EHLO; None looks it up in the DNS."""

    host: str
    port: int
    sender: str
    username: str | None = None
    password: str | None = None
    start_tls: Security = "starttls"
    timeout_seconds: float = 30.0
    local_hostname: str | None = None


def mailbox(address: str) -> str:
    """The address with its domain in ASCII form. Raises Undeliverable for anything but one plain mailbox."""
    local_part, _, domain = address.rpartition("@")
    try:
        domain = domain if domain.isascii() else idna.encode(domain, uts46=True).decode("ascii")
    except (UnicodeError, idna.IDNAError) as error:
        raise Undeliverable(f"not a domain: {domain[:100]!r}") from error
    if len(local_part) > 64 or len(domain) > 253 or not (LOCAL_PART.fullmatch(local_part) and DOMAIN.fullmatch(domain)):
        raise Undeliverable(f"not an e-mail address: {address[:100]!r}")
    return f"{local_part}@{domain}"


def message_id(reference: str, domain: str) -> str:
    """The Message-ID of a reference. It is the same in every attempt, so that a recipient's server can recognise a
    repeated message, and short, so that the header is not folded.
    """
    if len(reference) > 40 or SAFE_REFERENCE.fullmatch(reference) is None:
        reference = hashlib.sha256(reference.encode("utf-8", "surrogatepass")).hexdigest()[:40]
    return f"<{reference}@{domain}>"


def one_line(value: str) -> str:
    """A text in one line: each sequence of line breaks, control characters and spaces is replaced by one space."""
    return " ".join("".join(character if character.isprintable() else " " for character in value).split())


def compose(message: OutgoingMessage, sender: Address, now: datetime) -> EmailMessage:
    """The message in MIME form. Raises Undeliverable for an invalid address and for text with lone surrogates."""
    composed = EmailMessage(policy=POLICY)
    composed["From"] = sender
    composed["To"] = Address(addr_spec=mailbox(message.to))
    composed["Subject"] = one_line(message.subject or "")
    composed["Date"] = now
    composed["Message-ID"] = message_id(message.reference, sender.domain)
    composed["Auto-Submitted"] = "auto-generated"
    try:
        composed.set_content(message.text, charset="utf-8")
        if message.html is not None:
            composed.add_alternative(message.html, subtype="html", charset="utf-8")
    except (UnicodeError, MessageError) as error:
        raise Undeliverable(f"the text cannot be encoded: {error}") from error
    return composed


def _connection(settings: SmtpSettings, tls_context: ssl.SSLContext | None) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=settings.host,
        port=settings.port,
        username=settings.username,
        password=settings.password,
        use_tls=settings.start_tls == "tls",
        start_tls=settings.start_tls == "starttls",  # None would send unencrypted where the server offers no STARTTLS
        timeout=settings.timeout_seconds,
        tls_context=tls_context,
        local_hostname=settings.local_hostname,
    )


class EmailChannel:
    """One connection, one message at a time. A connection that was lost while idle is replaced."""

    name = "email"

    def __init__(
        self, settings: SmtpSettings, clock: Callable[[], datetime], tls_context: ssl.SSLContext | None = None
    ) -> None:
        """`clock` returns aware times. `tls_context`: None trusts the system's certificate authorities.

        Raises ValueError for an invalid sender.
        """
        display_name, address = parseaddr(settings.sender)
        try:
            self._sender = Address(display_name=display_name, addr_spec=mailbox(address))
        except Undeliverable as error:
            raise ValueError(f"not a valid sender of e-mail: {settings.sender!r}") from error
        self._clock = clock
        self._client = _connection(settings, tls_context)
        self._turn = asyncio.Lock()

    async def send(self, message: OutgoingMessage) -> str:
        """Send a message. Returns the server's queue id, or its answer where that has none.

        Raises Undeliverable, ChannelDown.
        """
        content = compose(message, self._sender, self._clock()).as_bytes()
        recipient = mailbox(message.to)
        async with self._turn:
            try:
                await self._envelope(recipient)
                answer = await self._content(content)
            except BaseException as error:
                if not isinstance(error, Undeliverable | ChannelDown):
                    self._client.close()  # cancelled: the next answer would be taken for that of the next command
                raise
        found = QUEUE_ID.search(answer)
        return found[1] if found else one_line(answer)[:200]

    async def close(self) -> None:
        """Quit the SMTP session, after the message that is being sent."""
        async with self._turn:
            if self._client.is_connected:
                try:
                    await self._client.quit()
                except (aiosmtplib.SMTPException, OSError) as error:
                    log.info("smtp quit failed", reason=one_line(str(error)))
            self._client.close()

    async def _envelope(self, recipient: str) -> None:
        """Send MAIL and RCPT. Nothing is accepted before DATA, so that a stale connection is replaced once."""
        reused = self._client.is_connected
        if not reused:
            await self._connect()
        try:
            await self._client.mail(self._sender.addr_spec)
            await self._client.rcpt(recipient)
        except aiosmtplib.SMTPResponseException as error:
            if reused and error.code == aiosmtplib.SMTPStatus.domain_unavailable:  # 421: it is closing the connection
                self._client.close()
                await self._envelope(recipient)
                return
            await self._reset()
            raise _refusal(error) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            self._client.close()
            if not reused:
                raise ChannelDown(f"smtp: {one_line(str(error))}") from error
            log.info("smtp connection was stale", reason=one_line(str(error)))
            await self._envelope(recipient)

    async def _connect(self) -> None:
        """Connect and authenticate. Raises ChannelDown for any failure, because none is the message's fault."""
        try:
            await self._client.connect()
            if self._client.is_ehlo_or_helo_needed:
                await self._client.ehlo()
        except (aiosmtplib.SMTPException, OSError, UnicodeError) as error:
            self._client.close()
            raise ChannelDown(f"smtp: {one_line(str(error))}") from error

    async def _content(self, content: bytes) -> str:
        """Send DATA. After a lost connection it is uncertain whether the message was accepted; it is not repeated here.

        Raises Undeliverable, ChannelDown.
        """
        try:
            return (await self._client.data(content)).message
        except aiosmtplib.SMTPResponseException as error:
            await self._reset()
            raise _refusal(error) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            self._client.close()
            raise ChannelDown(f"smtp: {one_line(str(error))}", uncertain=True) from error

    async def _reset(self) -> None:
        """Reset the envelope for the next message; close the connection where that fails."""
        try:
            await self._client.rset()
        except (aiosmtplib.SMTPException, OSError):
            self._client.close()


def _refusal(error: aiosmtplib.SMTPResponseException) -> Undeliverable | ChannelDown:
    words = one_line(error.message)
    reason = f"smtp: {error.code} {words}"
    enhanced = ENHANCED_STATUS.match(words)
    status = f"{error.code} {enhanced[0]}" if enhanced else str(error.code)
    if 500 <= error.code <= 599 and error.code not in AUTHENTICATION_ERRORS:
        return Undeliverable(reason, status=status)
    return ChannelDown(reason, status=status)
