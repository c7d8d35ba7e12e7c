"""The SMPP session: one thread owns the socket, everybody else talks to it through a queue and futures.

smpplib makes and sends the requests. Reading is done here: its own reader loses what it has read so far when a PDU
arrives in pieces slower than the timeout, leaves an unbind of the far side unanswered, ends at the first error status,
and its poll() uses select(), which fails for descriptors from 1024 on.
"""

import contextlib
import queue
import selectors
import socket
import struct
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

import structlog
from smpplib import consts, exceptions, smpp

from backend.notifications.channel import ChannelDown
from backend.notifications.sms_session import Answer, Fields, LinkLost, Session, SmscSettings, bind

log = structlog.get_logger()

GENERIC_NACK, SUBMIT_SM_RESP, DELIVER_SM, UNBIND, UNBIND_RESP = 0x80000000, 0x80000004, 0x05, 0x06, 0x80000006
ENQUIRE_LINK, RESPONSE_BIT = 0x15, 0x80000000
HEADER = struct.Struct(">LLLL")
MOST_FRAME_OCTETS = 65_536
FORGET_SECONDS = 600.0  # how long an answer that is overdue is still waited for


@dataclass(frozen=True)
class Submission:
    fields: Fields
    answer: Future[Answer]


@dataclass(frozen=True)
class Acknowledgement:
    """Of a deliver_sm, in the session it came by and in no other."""

    session: Session
    sequence: int
    status: int


class SmscLink:
    """`on_deliver(body, session, sequence)` is called in the link's thread for every deliver_sm."""

    def __init__(self, settings: SmscSettings, on_deliver: Callable[[bytes, Session, int], None]) -> None:
        self._settings = settings
        self._on_deliver = on_deliver
        self._orders: queue.SimpleQueue[Submission | Acknowledgement] = queue.SimpleQueue()
        self._wake_reader, self._wake_writer = socket.socketpair()
        self._wake_reader.setblocking(False)
        self._wake_writer.setblocking(False)
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="smpp", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, fields: Fields) -> Future[Answer]:
        """Fails with ChannelDown: at once while there is no session; `uncertain` when it was lost before the answer."""
        answer: Future[Answer] = Future()
        self._order(Submission(fields, answer))
        return answer

    def acknowledge(self, session: Session, sequence: int, status: int) -> None:
        self._order(Acknowledgement(session, sequence, status))

    def stop(self) -> None:
        """Blocks until the session is unbound and the thread has ended: at most about three times the timeout."""
        self._stopping = True
        self._wake()
        self._thread.join()
        self._refuse("smpp: closed")
        self._wake_reader.close()
        self._wake_writer.close()

    def _order(self, order: Submission | Acknowledgement) -> None:
        self._orders.put(order)
        self._wake()
        if not self._thread.is_alive():
            self._refuse("smpp: closed")

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # full is as good as woken; closed has nobody to wake
            self._wake_writer.send(b"\0")

    def _run(self) -> None:
        delay_seconds = self._settings.first_delay_seconds
        while not self._stopping:
            try:
                session = bind(self._settings)
                log.info("smsc bound", host=self._settings.host, port=self._settings.port)
            except LinkLost as lost:
                reason = str(lost)
            else:
                reason = self._serve(session)
                if session.proven:
                    delay_seconds = self._settings.first_delay_seconds
            if not self._stopping:
                log.warning("smsc away", reason=reason, delay_seconds=delay_seconds)
                self._stay_away(delay_seconds, reason)
                delay_seconds = min(delay_seconds * 2, self._settings.longest_delay_seconds)

    def _serve(self, session: Session) -> str:
        """Until the session ends; says why. Whatever was still unanswered then may have been accepted."""
        reason = "smpp: closed"
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(session.socket, selectors.EVENT_READ, "session")
                selector.register(self._wake_reader, selectors.EVENT_READ, "orders")
                while not self._stopping:
                    self._turn(session, selector)
                self._unbind(session)
        except LinkLost as lost:
            reason = str(lost)
        except (exceptions.ConnectionError, exceptions.PDUError, OSError) as error:
            reason = f"smpp: connection lost {error}".rstrip()
        except Exception as error:  # the thread must survive whatever the far side or smpplib comes up with
            log.exception("smpp session")
            reason = f"smpp: {error!r}"
        session.client.disconnect()
        for answer, _ in session.pending.values():
            answer.set_exception(ChannelDown(reason, uncertain=True))
        session.pending.clear()
        return reason

    def _turn(self, session: Session, selector: selectors.BaseSelector) -> None:
        for key, _ in selector.select(max(0.0, self._keep_alive(session) - time.monotonic())):
            if key.data == "session":
                self._receive(session)
            else:
                self._drain()
        while not self._orders.empty():
            self._carry_out(self._orders.get(), session)

    def _keep_alive(self, session: Session) -> float:
        """When to look again."""
        now = time.monotonic()
        if session.enquired_at is not None:
            if now >= session.enquired_at + self._settings.timeout_seconds:
                raise LinkLost("smpp: enquire_link was not answered")
            return session.enquired_at + self._settings.timeout_seconds
        if now < session.heard_at + self._settings.enquire_link_seconds:
            return session.heard_at + self._settings.enquire_link_seconds
        session.client.send_pdu(smpp.make_pdu("enquire_link", client=session.client))
        session.enquired_at = now
        for sequence, (answer, sent_at) in list(session.pending.items()):
            if now > sent_at + FORGET_SECONDS:
                del session.pending[sequence]
                answer.set_exception(ChannelDown("smpp: never answered", uncertain=True))
        return now + self._settings.timeout_seconds

    def _drain(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._wake_reader.recv(4096):
                pass

    def _carry_out(self, order: Submission | Acknowledgement, session: Session) -> None:
        if isinstance(order, Acknowledgement):
            if order.session is session:
                session.respond("deliver_sm_resp", order.sequence, order.status)
        elif order.answer.set_running_or_notify_cancel():
            request = smpp.make_pdu("submit_sm", client=session.client, **order.fields)
            session.pending[request.sequence] = (order.answer, time.monotonic())
            session.client.send_pdu(request)

    def _receive(self, session: Session) -> None:
        chunk = session.socket.recv(65_536)
        if not chunk:
            raise LinkLost("smpp: the far side closed the connection")
        session.heard_at, session.enquired_at, session.proven = time.monotonic(), None, True
        session.received += chunk
        while len(session.received) >= HEADER.size:
            length, command, status, sequence = HEADER.unpack_from(session.received)
            if not HEADER.size <= length <= MOST_FRAME_OCTETS:
                raise LinkLost(f"smpp: a PDU of {length} octets")
            if len(session.received) < length:
                return
            body = bytes(session.received[HEADER.size : length])
            del session.received[:length]
            self._dispatch(session, command, status, sequence, body)

    def _dispatch(self, session: Session, command: int, status: int, sequence: int, body: bytes) -> None:
        if command in (SUBMIT_SM_RESP, GENERIC_NACK):
            answer, _ = session.pending.pop(sequence, (None, 0.0))
            if answer is not None:
                status = status or (consts.SMPP_ESME_RUNKNOWNERR if command == GENERIC_NACK else 0)
                answer.set_result(Answer(status, body.split(b"\0")[0].decode("latin-1")))
        elif command == DELIVER_SM:
            self._on_deliver(body, session, sequence)
        elif command == ENQUIRE_LINK:
            session.respond("enquire_link_resp", sequence)
        elif command == UNBIND:
            session.respond("unbind_resp", sequence)
            raise LinkLost("smpp: the far side unbound")
        elif command == UNBIND_RESP:
            raise LinkLost("smpp: closed")
        elif not command & RESPONSE_BIT:
            session.respond("generic_nack", sequence, consts.SMPP_ESME_RINVCMDID)

    def _unbind(self, session: Session) -> None:
        """Ends by LinkLost: answered, closed or tired of waiting. Answers still under way are taken in meanwhile."""
        session.client.send_pdu(smpp.make_pdu("unbind", client=session.client))
        until = time.monotonic() + self._settings.timeout_seconds
        with selectors.DefaultSelector() as selector:
            selector.register(session.socket, selectors.EVENT_READ)
            while selector.select(max(0.0, until - time.monotonic())):
                self._receive(session)

    def _stay_away(self, delay_seconds: float, reason: str) -> None:
        until = time.monotonic() + delay_seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake_reader, selectors.EVENT_READ)
            while not self._stopping:
                self._refuse(reason)
                if time.monotonic() >= until:
                    return
                if selector.select(max(0.0, until - time.monotonic())):
                    self._drain()

    def _refuse(self, reason: str) -> None:
        """Nothing of what waits in the queue was ever sent."""
        with contextlib.suppress(queue.Empty):
            while True:
                order = self._orders.get_nowait()
                if isinstance(order, Submission) and order.answer.set_running_or_notify_cancel():
                    order.answer.set_exception(ChannelDown(reason))
