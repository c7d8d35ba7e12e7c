"""Short messages over SMPP 3.4."""

import asyncio
import inspect
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable

import structlog
from smpplib import consts

from backend.notifications.channel import ChannelDown, OutgoingMessage, Undeliverable
from backend.notifications.sms_link import SmscLink
from backend.notifications.sms_receipt import Identifiers, ReceiptState, answered_id, parse_deliver_sm, read_receipt
from backend.notifications.sms_session import Answer, Fields, Session, SmscSettings
from backend.notifications.sms_text import encode

log = structlog.get_logger()

OnReceipt = Callable[[str, ReceiptState], Awaitable[None] | None]

NUMBER = re.compile(r"\+?([1-9][0-9]{4,14})", re.ASCII)
SHORT_NUMBER = re.compile(r"[0-9]{1,20}", re.ASCII)
REMEMBERED_MESSAGES = 10_000
# Throttling, a full queue, a temporary application error, and a session that is not bound any more.
TEMPORARY = frozenset(
    {
        consts.SMPP_ESME_RTHROTTLED,
        consts.SMPP_ESME_RMSGQFUL,
        consts.SMPP_ESME_RX_T_APPN,
        consts.SMPP_ESME_RINVBNDSTS,
    }
)

Key = tuple[str, str, str]  # reference, to, text


def destination(to: str) -> Fields:
    """The fields of the destination address. Raises Undeliverable where `to` is not an international number."""
    found = NUMBER.fullmatch(to)
    if found is None:
        raise Undeliverable(f"not an international number: {to[:40]!r}")
    return {
        "dest_addr_ton": consts.SMPP_TON_INTL,
        "dest_addr_npi": consts.SMPP_NPI_ISDN,
        "destination_addr": found[1],
    }


def source(sender: str) -> Fields:
    """The fields of the source address: an international number with its plus sign, a short number, or a name of at
    most 11 characters. Raises ValueError.
    """
    if sender.startswith("+") and (found := NUMBER.fullmatch(sender)):
        ton, npi, address = consts.SMPP_TON_INTL, consts.SMPP_NPI_ISDN, found[1]
    elif SHORT_NUMBER.fullmatch(sender):
        ton, npi, address = consts.SMPP_TON_UNK, consts.SMPP_NPI_ISDN, sender
    elif 1 <= len(sender) <= 11 and sender.isascii() and sender.isprintable():
        ton, npi, address = consts.SMPP_TON_ALNUM, consts.SMPP_NPI_UNK, sender
    else:
        raise ValueError(f"not a valid sender of short messages: {sender!r}")
    return {"source_addr_ton": ton, "source_addr_npi": npi, "source_addr": address}


class SmsChannel:
    """Sends the parts of a message one after another, each after the answer to the previous one.

    The accepted parts are remembered by reference, number and text until the message is accepted or rejected as a
    whole. A repeated `send` continues with the first part that was not accepted, also when its answer came after the
    timeout. The memory is local to the process and bounded; after a restart all parts are sent again, with the same
    concatenation number.
    """

    name = "sms"

    def __init__(
        self,
        settings: SmscSettings,
        sender: str,
        on_receipt: OnReceipt,
        *,
        identifiers: Identifiers = "same",
        window: int = 10,
        temporary: frozenset[int] = TEMPORARY,
    ) -> None:
        """`on_receipt` runs in the event loop; the receipt is acknowledged after it, or rejected as temporarily failed
        if it raises. `window`: the maximum of unanswered submit_sm. `temporary`: statuses that raise ChannelDown.
        """
        self._settings = settings
        self._source = source(sender)
        self._on_receipt = on_receipt
        self._identifiers: Identifiers = identifiers
        self._window = asyncio.Semaphore(window)
        self._temporary = temporary
        self._accepted: OrderedDict[Key, dict[int, str]] = OrderedDict()
        self._link: SmscLink | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._receipts: set[asyncio.Task[None]] = set()
        self._closed = False

    async def open(self) -> None:
        """Bind now, to receive receipts of earlier messages; otherwise the first `send` binds."""
        if self._closed:
            raise ChannelDown("smpp: closed")
        if self._link is None:
            self._loop = asyncio.get_running_loop()
            self._link = SmscLink(self._settings, self._delivered)
            self._link.start()

    async def send(self, message: OutgoingMessage) -> str:
        """Send a message. Returns the ids of all parts in order, comma-separated. Raises Undeliverable, ChannelDown."""
        fields = self._source | destination(message.to)
        encoded = encode(message.text, message.reference)
        fields |= {
            "esm_class": encoded.esm_class,
            "data_coding": encoded.data_coding,
            "registered_delivery": consts.SMPP_SMSC_DELIVERY_RECEIPT_BOTH,
        }
        await self.open()
        key = (message.reference, message.to, message.text)
        accepted = self._progress(key)
        try:
            for index, part in enumerate(encoded.parts):
                if index not in accepted:
                    accepted[index] = await self._submit({**fields, "short_message": part}, accepted, index)
        except Undeliverable as rejected:
            self._accepted.pop(key, None)
            rejected.accepted = tuple(accepted[index] for index in sorted(accepted))
            raise
        except ChannelDown as down:
            down.accepted = tuple(accepted[index] for index in sorted(accepted))
            raise
        self._accepted.pop(key, None)
        return ",".join(accepted[index] for index in range(len(encoded.parts)))

    async def close(self) -> None:
        """Finish the receipts that are being handled, then unbind the session."""
        self._closed = True
        if self._receipts:
            await asyncio.wait(set(self._receipts))
        link, self._link = self._link, None
        if link is not None:
            await asyncio.to_thread(link.stop)

    def _progress(self, key: Key) -> dict[int, str]:
        accepted = self._accepted.setdefault(key, {})
        self._accepted.move_to_end(key)
        if len(self._accepted) > REMEMBERED_MESSAGES:
            self._accepted.popitem(last=False)
        return accepted

    async def _submit(self, fields: Fields, accepted: dict[int, str], index: int) -> str:
        if self._link is None:
            raise ChannelDown("smpp: closed")
        async with self._window:
            submitted = self._link.submit(fields)
            answer = asyncio.wrap_future(submitted)
            answer.add_done_callback(lambda done: self._remember(done, accepted, index))
            try:
                await asyncio.wait({answer}, timeout=self._settings.timeout_seconds)
            except asyncio.CancelledError:
                submitted.cancel()  # without effect once it is sent; a later answer is still remembered
                raise
        if answer.done():
            return self._message_id(answer.result())
        if submitted.cancel():
            raise ChannelDown("smpp: no session was bound in time")
        raise ChannelDown("smpp: submit_sm was not answered in time", uncertain=True)

    def _message_id(self, answer: Answer) -> str:
        if answer.status == consts.SMPP_ESME_ROK:
            return answered_id(answer.message_id, self._identifiers)
        meaning = consts.DESCRIPTIONS.get(answer.status, "vendor-specific status")
        status = f"0x{answer.status:08x}"
        refused = ChannelDown if answer.status in self._temporary else Undeliverable
        raise refused(f"smpp: {status} {meaning}", status=status)

    def _remember(self, done: asyncio.Future[Answer], accepted: dict[int, str], index: int) -> None:
        """Remember an accepted part, also when the answer came after the timeout."""
        if not done.cancelled() and done.exception() is None and done.result().status == consts.SMPP_ESME_ROK:
            accepted[index] = answered_id(done.result().message_id, self._identifiers)

    def _delivered(self, body: bytes, session: Session, sequence: int) -> None:
        """Pass a deliver_sm to the event loop. Called in the link's thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._start_receipt, body, session, sequence)

    def _start_receipt(self, body: bytes, session: Session, sequence: int) -> None:
        task = asyncio.ensure_future(self._receipt(body, session, sequence))
        self._receipts.add(task)
        task.add_done_callback(self._receipts.discard)

    async def _receipt(self, body: bytes, session: Session, sequence: int) -> None:
        status = consts.SMPP_ESME_ROK
        try:
            delivered = parse_deliver_sm(body)
            receipt = read_receipt(delivered, self._identifiers)
            if receipt is None:
                log.info("deliver_sm is not a receipt", source=delivered.source, esm_class=delivered.esm_class)
            elif receipt.state is not None:
                handled = self._on_receipt(receipt.message_id, receipt.state)
                if inspect.isawaitable(handled):
                    await handled
        except ValueError as error:  # acknowledged, because a repeated one would be invalid too
            log.warning("invalid deliver_sm", reason=str(error))
        except Exception:  # the status below makes the SMSC send the receipt again
            log.exception("handling a receipt failed")
            status = consts.SMPP_ESME_RX_T_APPN
        if self._link is not None:
            self._link.acknowledge(session, sequence, status)
