"""uvicorn's HTTP/1.1 protocol with limits of size and time that its parser does not have.

httptools keeps an incomplete header in memory and copies it with each piece that arrives, so a header without an end
would take all memory, in quadratic time. Here every byte is counted before it is passed to the parser.

HTTP/1.1 is RFC 9112; the statuses of refusals are defined in RFC 6585 (431) and RFC 9110 (408, 414).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from backend.http.clients import MAX_REFUSED, Clients, Wait
from backend.http.unread import Unread
from backend.http.wire import WebSocketServer, refusal
from backend.metrics import REFUSED
from backend.settings import Settings

MAX_PIPELINED = 32  # requests that may wait on one connection; further ones are not read
RETRY_SECONDS = 5  # after which a client that was refused for want of connections may try again
DISCARD_SECONDS = 0.2  # between two reads of bytes that are discarded: a client may send them as fast as it can
LINGER_SECONDS = 2.0  # how long a refused client's bytes are still read, so that it gets the response and not a reset
WAITING = frozenset({429, 503})
HOP_BY_HOP = frozenset({b"upgrade", b"http2-settings"})
RESPOND = "crm.respond"  # the ASGI extension of an HTTP request: `HttpServer._respond`


@dataclass(frozen=True)
class Limits:
    """Limits of a request; sizes in bytes, `headers` is their number.

    In each window of `body_seconds` a body must end or deliver at least `body_bytes_per_second` on average. A client
    must read a response at the same rate.
    """

    header_bytes: int
    headers: int
    target_bytes: int
    header_seconds: float
    body_seconds: float
    body_bytes_per_second: int

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        return cls(
            settings.max_header_bytes,
            settings.max_headers,
            settings.max_target_bytes,
            settings.header_seconds,
            settings.body_seconds,
            settings.body_bytes_per_second,
        )


class _Stage(Enum):
    """The part of a request that the client is sending."""

    HEADERS = auto()
    BODY = auto()


# Module constants: these are compared for every header, and each access to a member of an enum calls a descriptor.
HEADERS, BODY = _Stage.HEADERS, _Stage.BODY


class _Refused(Exception):
    """Raised in a callback of the parser to stop parsing."""


class _Answers:
    """The transport as a request sees it: `close` is replaced, so that the connection lingers."""

    def __init__(self, transport: asyncio.Transport, close: Callable[[], None]) -> None:
        self.write = transport.write
        self.is_closing = transport.is_closing
        self.close = close


class HttpServer(HttpToolsProtocol):
    """The protocol of one connection."""

    def __init__(self, *arguments: Any, limits: Limits, clients: Clients, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._limits = limits
        self._clients = clients
        self._discarding = False  # further bytes are discarded
        self._lingering = False  # the last response was written, and our side is closed
        self._refusal: tuple[int, str, str] | None = None
        self._header_count = 0
        # Bytes since the last complete headers, piece of a body, or request. They may be headers, trailers, extensions
        # of a chunk or empty lines; one limit applies to all of them.
        self._quiet_bytes = 0
        self._progress = False
        self._stage: _Stage | None = None
        self._body_bytes = 0
        self._ignored_upgrade = False
        self._watched: _Stage | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._window_began_paused = False
        self._running: RequestResponseCycle | None = None  # the request that is being answered, or was the last

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._answers = _Answers(transport, self._close)
        seconds = self._limits.body_seconds
        self._unread = Unread(transport, seconds, seconds * self._limits.body_bytes_per_second)
        self.timeout_keep_alive_task = self.loop.call_later(
            self._limits.header_seconds, self.timeout_keep_alive_handler
        )
        limit = self._clients.enter(self, self.client[0] if self.client else "")
        if limit is not None:
            self._turn_away(limit)

    def connection_lost(self, exc: Exception | None) -> None:
        self._clients.leave(self)
        self._unset_keepalive_if_required()
        self._watch(None)
        self._unread.stop()
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True  # uvicorn tells the newest request only, which may wait behind this one
            self._running.message_event.set()
        super().connection_lost(exc)

    def _turn_away(self, limit: str) -> None:
        """Refuse a new connection: one network, or all clients together, have as many as they may have."""
        if len(self._clients.refused) >= MAX_REFUSED:
            REFUSED.labels("too_many_connections").inc()
            self.transport.abort()
            return
        self._clients.refused.add(self)
        status = 429 if limit == "ADDRESS" else 503
        self._refuse(status, "TOO_MANY_CONNECTIONS", "there are too many connections; close some, or try again later")

    def waits_for(self) -> Wait:
        if not self._answering():
            return Wait.CLIENT
        return Wait.BODY if self._stage is BODY and not self.cycle.response_started else Wait.SERVER

    def give_way(self) -> None:
        """Close the connection in favour of another one. A client that was sending a request gets a response."""
        REFUSED.labels("connection_gave_way").inc()
        sending = self._stage is not None or self._quiet_bytes > 0
        self._discarding = True
        self._watch(None)
        if self._answering():
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if sending and not self._lingering:
            message = "the request was arriving while other clients needed its connection; send it again"
            self.transport.write(refusal(503, "TOO_MANY_CONNECTIONS", message, RETRY_SECONDS))
        if self.transport.get_write_buffer_size():
            self.transport.abort()  # to close it would wait until the client has read everything
        else:
            self.transport.close()

    # Bytes

    def data_received(self, data: bytes) -> None:
        if self._discarding:
            self.flow.pause_reading()
            self.loop.call_later(DISCARD_SECONDS, self._discard_more)
            return
        self._unset_keepalive_if_required()
        rest = data
        while rest:
            piece = rest[: self._limits.header_bytes - self._quiet_bytes]
            try:
                self.parser.feed_data(piece)
            except httptools.HttpParserUpgrade as upgrade:
                if self._ignored_upgrade:
                    rest = self._without_upgrade() + rest[upgrade.args[0] :]
                    continue
                self._become_websocket()
                return
            except httptools.HttpParserError:
                self._refuse(*(self._refusal or (400, "BAD_REQUEST", "the request is not valid HTTP/1.1")))
                return
            if self._discarding:
                return
            rest = rest[len(piece) :]
            self._quiet_bytes = 0 if self._progress else self._quiet_bytes + len(piece)
            self._progress = False
            if self._quiet_bytes >= self._limits.header_bytes:
                message = f"the headers are larger than {self._limits.header_bytes} bytes in total"
                self._refuse(431, "HEADERS_TOO_LARGE", message)
                return
        stage = self._stage or (HEADERS if self._quiet_bytes else None)
        if stage is not self._watched:
            self._watch(stage)

    def _discard_more(self) -> None:
        if not self.transport.is_closing():
            self.flow.resume_reading()

    def _without_upgrade(self) -> bytes:
        """The head of the request without its upgrade, to be parsed again (allowed by RFC 9110, section 7.8).

        The parser treats everything after an upgrade as another protocol; it has no setting for this.
        """
        lines = [b"%s %s HTTP/%s" % (self.scope["method"].encode(), self.url, self.scope["http_version"].encode())]
        for name, value in self.headers:
            if name == b"connection":
                kept = [token for token in value.split(b",") if token.strip().lower() not in HOP_BY_HOP]
                lines.append(b"connection: " + b",".join(kept))
            elif name not in HOP_BY_HOP:
                lines.append(b"%s: %s" % (name, value))
        self._ignored_upgrade = False
        self._quiet_bytes = 0
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        return b"\r\n".join(lines) + b"\r\n\r\n"

    def _become_websocket(self) -> None:
        self.handle_websocket_upgrade()
        self._clients.keep(self)
        successor = self.transport.get_protocol()
        assert isinstance(successor, WebSocketServer)
        successor.ended = partial(self._clients.leave, self)

    def _should_upgrade(self) -> bool:
        return super()._should_upgrade() and self.parser.get_method() == b"GET"

    # Callbacks of the parser

    def on_message_begin(self) -> None:
        HttpToolsProtocol.on_message_begin(self)
        self._stage = HEADERS
        self._header_count = 0

    def on_url(self, url: bytes) -> None:
        self.url += url
        if len(self.url) > self._limits.target_bytes:
            message = f"the request target is longer than {self._limits.target_bytes} bytes; use POST"
            self._stop(414, "TARGET_TOO_LONG", message)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._header_count += 1
        if self._header_count > self._limits.headers:
            self._stop(431, "TOO_MANY_HEADERS", f"the request has more than {self._limits.headers} headers")
        # Trailers, which arrive after the headers, are counted and ignored.
        if self._stage is HEADERS:
            HttpToolsProtocol.on_header(self, name, value)

    def on_headers_complete(self) -> None:
        self._stage = BODY
        self._progress = True
        if self._watched is not None:
            self._watch(None)
        self._body_bytes = 0
        if self.cycle is None:
            self._clients.used(self)  # its first request; later ones are counted when their responses end
        if self.parser.should_upgrade() and not self._should_upgrade():
            self.scope["method"] = self.parser.get_method().decode("ascii")
            self.scope["http_version"] = self.parser.get_http_version()
            if self.scope["method"] == "CONNECT":
                self._stop(405, "METHOD_NOT_ALLOWED", "CONNECT is not supported: this server is not a proxy")
            self._ignored_upgrade = True
            return
        if len(self.pipeline) >= MAX_PIPELINED:
            # A client repeats the requests without a response when the connection closes (RFC 9112, section 9.3.2).
            self.cycle.keep_alive = False
            self._discarding = True
            return
        HttpToolsProtocol.on_headers_complete(self)
        if self.cycle is not None:  # None when the first request is a WebSocket
            self.cycle.transport = self._answers  # type: ignore[assignment]
            self.scope["extensions"] = {RESPOND: partial(self._respond, self.cycle)}  # type: ignore[dict-item]

    def _respond(self, cycle: RequestResponseCycle, head: bytes, body: bytes) -> bool:
        """Write a whole response at once: one system call and one packet, where ASGI needs two of each. `head` ends
        with its last header, `content-length` included. False: the client does not read what was written before, so
        nothing was written now.
        """
        if self.transport.is_closing():
            cycle.disconnected = True
            return True
        if self.flow.write_paused:
            return False
        if not cycle.disconnected:
            cycle.response_started = True
            cycle.waiting_for_100_continue = False
            end = b"\r\n" if cycle.keep_alive else b"connection: close\r\n\r\n"
            # A client would read a body of a response to HEAD as its next response.
            self.transport.writelines((head, end) if cycle.scope["method"] == "HEAD" else (head, end, body))
            cycle.response_complete = True
            cycle.message_event.set()
            if not cycle.keep_alive:
                self._close()
            cycle.on_response()
        return True

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def on_body(self, body: bytes) -> None:
        self._progress = True
        self._body_bytes += len(body)
        if not self._discarding:
            HttpToolsProtocol.on_body(self, body)

    def on_message_complete(self) -> None:
        self._stage = None
        self._progress = True
        if not self._ignored_upgrade and not self._discarding:
            HttpToolsProtocol.on_message_complete(self)

    # Time

    def _watch(self, stage: _Stage | None) -> None:
        """Start the timer of a stage; None stops the timer. A stage that is already being timed is not restarted."""
        if stage is self._watched:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._watched = stage
        if stage is not None:
            self._begin_window()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._unread.watch()

    def resume_writing(self) -> None:
        if not self.transport.is_closing():
            self._unread.stop()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        if self.transport.get_write_buffer_size():
            self._unread.watch()  # to close it now would wait for the client without end
        super().timeout_keep_alive_handler()

    def _begin_window(self) -> None:
        seconds = self._limits.header_seconds if self._watched is HEADERS else self._limits.body_seconds
        self._window_began_paused = self.flow.read_paused
        self._timer = self.loop.call_later(seconds, self._time_is_up)

    def _time_is_up(self) -> None:
        if self._watched is HEADERS:
            if self._answering():
                self._begin_window()
            else:
                message = f"the headers did not arrive within {self._limits.header_seconds:g} s"
                self._refuse(408, "REQUEST_TIMEOUT", message)
            return
        arrived, self._body_bytes = self._body_bytes, 0
        enough = arrived >= self._limits.body_seconds * self._limits.body_bytes_per_second
        waiting_for_server = self._window_began_paused or self.flow.read_paused or self.cycle.waiting_for_100_continue
        if enough or waiting_for_server:
            self._begin_window()
        else:
            message = f"the body arrived at less than {self._limits.body_bytes_per_second} bytes per second"
            self._refuse(408, "REQUEST_TIMEOUT", message)

    # Refusals

    def _stop(self, status: int, code: str, message: str) -> None:
        self._refusal = status, code, message
        raise _Refused

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def send_400_response(self, msg: str) -> None:
        self._refuse(400, "BAD_REQUEST", msg)

    def _refuse(self, status: int, code: str, message: str) -> None:
        """Write the refusal and close. If another response has begun or waits, the connection is closed without it."""
        self._discarding = True
        self._watch(None)
        if self.transport.is_closing():
            return
        REFUSED.labels(code.lower()).inc()
        if self._answering():
            own = self._stage is BODY and not self.pipeline and not self.cycle.response_started
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if not own:
                self.transport.close()
                return
        self.transport.write(refusal(status, code, message, RETRY_SECONDS if status in WAITING else None))
        self._linger()

    # The end

    def on_response_complete(self) -> None:
        if self._lingering:
            self.pipeline.clear()
        self._clients.used(self)
        super().on_response_complete()

    def _close(self) -> None:
        """Close after the last response. If the client is still sending, linger so that it can read the responses."""
        if self._lingering or self.transport.is_closing():
            return
        if self._discarding or self._stage is not None:
            self._linger()
        else:
            self.transport.close()

    def _linger(self) -> None:
        """Close the sending side and keep reading for LINGER_SECONDS.

        Closing a socket that has unread bytes resets the connection, and the client loses what it has not read yet
        (RFC 9112, section 9.6).
        """
        self._discarding = self._lingering = True
        self._watch(None)
        self.flow.resume_reading()
        self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self._end)

    def _end(self) -> None:
        if not self.transport.get_write_buffer_size():
            self.transport.abort()
            return
        self._unread.watch()
        self.loop.call_later(LINGER_SECONDS, self._end)


def bounded(
    application: Callable[..., Any], settings: Settings, clients: Clients | None = None, **more: Any
) -> uvicorn.Config:
    """The uvicorn configuration of every server of the product, with these limits. `more` is for uvicorn.Config."""
    http: Any = partial(HttpServer, limits=Limits.of(settings), clients=clients or Clients.of(settings))
    websocket: Any = partial(WebSocketServer, messages_per_second=settings.socket_messages_per_second)
    return uvicorn.Config(
        application,
        http=http,
        ws=websocket,
        timeout_keep_alive=settings.keep_alive_seconds,
        server_header=False,
        date_header=False,
        access_log=False,
        log_config=None,
        **more,
    )
