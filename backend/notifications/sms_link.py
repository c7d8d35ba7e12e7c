"""The link to the SMSC: one thread owns the socket; other threads use a queue and futures.

smpplib builds and sends the requests. PDUs are read here, because smpplib's reader loses received bytes when a PDU
arrives in pieces slower than the timeout, does not answer an unbind of the SMSC, ends at the first error status, and
uses select(), which fails for descriptors from 1024 on.
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
MAX_PDU_OCTETS = 65_536
OVERDUE_SECONDS = 600.0  # after which an answer is not waited for any more


@dataclass(frozen=True)
class Submission:
    """A submit_sm to send, and the future of its answer."""

    fields: Fields
    answer: Future[Answer]


@dataclass(frozen=True)
class Acknowledgement:
    """The answer to a deliver_sm, which is sent in the same session only."""

    session: Session
    sequence: int
    status: int


class SmscLink:
    """`on_deliver(body, session, sequence)` is called in the link's thread for every deliver_sm."""

    def __init__(self, settings: SmscSettings, on_deliver: Callable[[bytes, Session, int], None]) -> None:
        self._settings = settings
        self._on_deliver = on_deliver
        self._requests: queue.SimpleQueue[Submission | Acknowledgement] = queue.SimpleQueue()
        self._wake_reader, self._wake_writer = socket.socketpair()
        self._wake_reader.setblocking(False)
        self._wake_writer.setblocking(False)
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="smpp", daemon=True)

    def start(self) -> None:
        """Start the thread, which binds a session and binds again when it is lost."""
        self._thread.start()

    def submit(self, fields: Fields) -> Future[Answer]:
        """Send a submit_sm. The future fails with ChannelDown: immediately while no session is bound, and `uncertain`
        when the session is lost before the answer.
        """
        answer: Future[Answer] = Future()
        self._enqueue(Submission(fields, answer))
        return answer

    def acknowledge(self, session: Session, sequence: int, status: int) -> None:
        """Send a deliver_sm_resp."""
        self._enqueue(Acknowledgement(session, sequence, status))

    def stop(self) -> None:
        """Unbind the session and end the thread. Blocks for at most about three times the timeout."""
        self._stopping = True
        self._wake()
        self._thread.join()
        self._fail_queued("smpp: closed")
        self._wake_reader.close()
        self._wake_writer.close()

    def _enqueue(self, request: Submission | Acknowledgement) -> None:
        self._requests.put(request)
        self._wake()
        if not self._thread.is_alive():
            self._fail_queued("smpp: closed")

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # a full socket wakes the thread too; a closed one has no thread
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
                log.warning("smsc not connected", reason=reason, delay_seconds=delay_seconds)
                self._pause(delay_seconds, reason)
                delay_seconds = min(delay_seconds * 2, self._settings.max_delay_seconds)

    def _serve(self, session: Session) -> str:
        """Serve a session until it ends. Returns the reason. Unanswered requests fail with ChannelDown `uncertain`."""
        reason = "smpp: closed"
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(session.socket, selectors.EVENT_READ, "session")
                selector.register(self._wake_reader, selectors.EVENT_READ, "requests")
                while not self._stopping:
                    self._step(session, selector)
                self._unbind(session)
        except LinkLost as lost:
            reason = str(lost)
        except (exceptions.ConnectionError, exceptions.PDUError, OSError) as error:
            reason = f"smpp: connection lost {error}".rstrip()
        except Exception as error:  # the thread must survive any error of the SMSC or of smpplib
            log.exception("smpp session failed")
            reason = f"smpp: {error!r}"
        session.client.disconnect()
        for answer, _ in session.pending.values():
            answer.set_exception(ChannelDown(reason, uncertain=True))
        session.pending.clear()
        return reason

    def _step(self, session: Session, selector: selectors.BaseSelector) -> None:
        for key, _ in selector.select(max(0.0, self._keep_alive(session) - time.monotonic())):
            if key.data == "session":
                self._receive(session)
            else:
                self._drain()
        while not self._requests.empty():
            self._send(self._requests.get(), session)

    def _keep_alive(self, session: Session) -> float:
        """Send enquire_link when it is due, and fail overdue answers. Returns when to call again (monotonic seconds).

        Raises LinkLost when enquire_link was not answered.
        """
        now = time.monotonic()
        if session.enquired_at is not None:
            if now >= session.enquired_at + self._settings.timeout_seconds:
                raise LinkLost("smpp: enquire_link was not answered")
            return session.enquired_at + self._settings.timeout_seconds
        if now < session.received_at + self._settings.enquire_link_seconds:
            return session.received_at + self._settings.enquire_link_seconds
        session.client.send_pdu(smpp.make_pdu("enquire_link", client=session.client))
        session.enquired_at = now
        for sequence, (answer, sent_at) in list(session.pending.items()):
            if now > sent_at + OVERDUE_SECONDS:
                del session.pending[sequence]
                answer.set_exception(ChannelDown("smpp: submit_sm was never answered", uncertain=True))
        return now + self._settings.timeout_seconds

    def _drain(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._wake_reader.recv(4096):
                pass

    def _send(self, request: Submission | Acknowledgement, session: Session) -> None:
        if isinstance(request, Acknowledgement):
            if request.session is session:
                session.respond("deliver_sm_resp", request.sequence, request.status)
        elif request.answer.set_running_or_notify_cancel():
            pdu = smpp.make_pdu("submit_sm", client=session.client, **request.fields)
            session.pending[pdu.sequence] = (request.answer, time.monotonic())
            session.client.send_pdu(pdu)

    def _receive(self, session: Session) -> None:
        chunk = session.socket.recv(65_536)
        if not chunk:
            raise LinkLost("smpp: the SMSC closed the connection")
        session.received_at, session.enquired_at, session.proven = time.monotonic(), None, True
        session.received += chunk
        while len(session.received) >= HEADER.size:
            length, command, status, sequence = HEADER.unpack_from(session.received)
            if not HEADER.size <= length <= MAX_PDU_OCTETS:
                raise LinkLost(f"smpp: invalid PDU length of {length} octets")
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
            raise LinkLost("smpp: the SMSC unbound the session")
        elif command == UNBIND_RESP:
            raise LinkLost("smpp: closed")
        elif not command & RESPONSE_BIT:
            session.respond("generic_nack", sequence, consts.SMPP_ESME_RINVCMDID)

    def _unbind(self, session: Session) -> None:
        """Send unbind and receive answers until its response, at most for the timeout. Raises LinkLost at the response
        and when the connection is closed.
        """
        session.client.send_pdu(smpp.make_pdu("unbind", client=session.client))
        until = time.monotonic() + self._settings.timeout_seconds
        with selectors.DefaultSelector() as selector:
            selector.register(session.socket, selectors.EVENT_READ)
            while selector.select(max(0.0, until - time.monotonic())):
                self._receive(session)

    def _pause(self, delay_seconds: float, reason: str) -> None:
        """Wait before the next bind; requests fail meanwhile."""
        until = time.monotonic() + delay_seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake_reader, selectors.EVENT_READ)
            while not self._stopping:
                self._fail_queued(reason)
                if time.monotonic() >= until:
                    return
                if selector.select(max(0.0, until - time.monotonic())):
                    self._drain()

    def _fail_queued(self, reason: str) -> None:
        """Fail all queued requests; none of them was sent, so that the failure is not `uncertain`."""
        with contextlib.suppress(queue.Empty):
            while True:
                request = self._requests.get_nowait()
                if isinstance(request, Submission) and request.answer.set_running_or_notify_cancel():
                    request.answer.set_exception(ChannelDown(reason))
