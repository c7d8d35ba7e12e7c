"""What a connection may send, and how slowly: uvicorn's HTTP/1.1 with the limits that its parser does not have.

httptools keeps a header that is not complete in memory and copies it with each piece that arrives, so a header without
an end would take all memory, in quadratic time. Here every byte is counted before the parser sees it.

RFC 9112 is HTTP/1.1; RFC 6585 (431) and RFC 9110 (408, 414) have the answers.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from typing import Any

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from backend.http.wire import WebSocketServer, refusal
from backend.settings import Settings

MOST_PIPELINED = 32  # requests that wait on one connection; the rest is not read
LINGER_SECONDS = 2.0  # how long a refused client may go on sending, so that it reads the answer and not a reset
HOP_BY_HOP = frozenset({b"upgrade", b"http2-settings"})


@dataclass(frozen=True)
class Limits:
    """Sizes are bytes. A body brings `body_bytes_per_second` in each `body_seconds`, or it ends in them."""

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
    """What is being waited for from the client."""

    HEADERS = auto()
    BODY = auto()


# An enum's member is looked up by a descriptor each time, and these are compared for every header.
HEADERS, BODY = _Stage.HEADERS, _Stage.BODY


class _Refused(Exception):
    """Raised inside the parser's callbacks, to stop it."""


class _Answers:
    """What a request writes its answer to. It is the transport, but for how it is closed."""

    def __init__(self, transport: asyncio.Transport, close: Callable[[], None]) -> None:
        self.write = transport.write
        self.is_closing = transport.is_closing
        self.close = close


class HttpServer(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *arguments: Any, limits: Limits, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._limits = limits
        self._deaf = False  # what still comes is thrown away
        self._lingers = False  # the last answer was written
        self._refusal: tuple[int, str, str] | None = None
        self._header_count = 0
        # Bytes since headers, a piece of a body, or a request were last complete. They may be headers, trailers,
        # extensions of a chunk or empty lines: whatever they are, they have one limit.
        self._quiet_bytes = 0
        self._progress = False
        self._stage: _Stage | None = None
        self._body_bytes = 0
        self._ignored_upgrade = False
        self._watched: _Stage | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._window_began_paused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._answers = _Answers(transport, self._close)
        self.timeout_keep_alive_task = self.loop.call_later(self.timeout_keep_alive, self.timeout_keep_alive_handler)

    def connection_lost(self, exc: Exception | None) -> None:
        self._unset_keepalive_if_required()
        self._watch(None)
        super().connection_lost(exc)

    # Bytes

    def data_received(self, data: bytes) -> None:
        if self._deaf:
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
                self.handle_websocket_upgrade()
                return
            except httptools.HttpParserError:
                self._refuse(*(self._refusal or (400, "BAD_REQUEST", "this is not a request of HTTP/1.1")))
                return
            if self._deaf:
                return
            rest = rest[len(piece) :]
            self._quiet_bytes = 0 if self._progress else self._quiet_bytes + len(piece)
            self._progress = False
            if self._quiet_bytes >= self._limits.header_bytes:
                self._refuse(431, "HEADERS_TOO_LARGE", f"headers have at most {self._limits.header_bytes} bytes in all")
                return
        stage = self._stage or (HEADERS if self._quiet_bytes else None)
        if stage is not self._watched:
            self._watch(stage)

    def _without_upgrade(self) -> bytes:
        """The head of the request again, as if no upgrade had been asked for; RFC 9110, section 7.8, allows that.

        The parser takes what follows an upgrade for another protocol, and cannot be told otherwise.
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
            self._stop(414, "TARGET_TOO_LONG", f"a target has at most {self._limits.target_bytes} bytes; use POST")

    def on_header(self, name: bytes, value: bytes) -> None:
        self._header_count += 1
        if self._header_count > self._limits.headers:
            self._stop(431, "TOO_MANY_HEADERS", f"a request has at most {self._limits.headers} headers")
        # Trailers come when the headers were read already; nothing here means anything by them.
        if self._stage is HEADERS:
            HttpToolsProtocol.on_header(self, name, value)

    def on_headers_complete(self) -> None:
        self._stage = BODY
        self._progress = True
        if self._watched is not None:
            self._watch(None)
        self._body_bytes = 0
        if self.parser.should_upgrade() and not self._should_upgrade():
            self.scope["method"] = self.parser.get_method().decode("ascii")
            self.scope["http_version"] = self.parser.get_http_version()
            if self.scope["method"] == "CONNECT":
                self._stop(405, "METHOD_NOT_ALLOWED", "this is no proxy")
            self._ignored_upgrade = True
            return
        if len(self.pipeline) >= MOST_PIPELINED:
            # Whoever has not been answered when the connection closes asks again (RFC 9112, section 9.3.2).
            self.cycle.keep_alive = False
            self._deaf = True
            return
        HttpToolsProtocol.on_headers_complete(self)
        if self.cycle is not None:  # a WebSocket that comes first has none
            self.cycle.transport = self._answers  # type: ignore[assignment]

    def on_body(self, body: bytes) -> None:
        self._progress = True
        self._body_bytes += len(body)
        if not self._deaf:
            HttpToolsProtocol.on_body(self, body)

    def on_message_complete(self) -> None:
        self._stage = None
        self._progress = True
        if not self._ignored_upgrade and not self._deaf:
            HttpToolsProtocol.on_message_complete(self)

    # Time

    def _watch(self, stage: _Stage | None) -> None:
        """Give the client its time for a stage. Nothing happens where it is in that stage already."""
        if stage is self._watched:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._watched = stage
        if stage is not None:
            self._begin_window()

    def _begin_window(self) -> None:
        seconds = self._limits.header_seconds if self._watched is HEADERS else self._limits.body_seconds
        self._window_began_paused = self.flow.read_paused
        self._timer = self.loop.call_later(seconds, self._time_is_up)

    def _time_is_up(self) -> None:
        if self._watched is HEADERS:
            if self._answering():
                self._begin_window()
            else:
                self._refuse(408, "REQUEST_TIMEOUT", "the headers took too long to arrive")
            return
        arrived, self._body_bytes = self._body_bytes, 0
        enough = arrived >= self._limits.body_seconds * self._limits.body_bytes_per_second
        ours = self._window_began_paused or self.flow.read_paused or self.cycle.waiting_for_100_continue
        if enough or ours:
            self._begin_window()
        else:
            self._refuse(408, "REQUEST_TIMEOUT", "the body took too long to arrive")

    # Refusals

    def _stop(self, status: int, code: str, message: str) -> None:
        self._refusal = status, code, message
        raise _Refused

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def send_400_response(self, msg: str) -> None:
        self._refuse(400, "BAD_REQUEST", msg)

    def _refuse(self, status: int, code: str, message: str) -> None:
        """Answer and close. An answer that has begun, or others that wait, are cut off without a word."""
        self._deaf = True
        self._watch(None)
        if self.transport.is_closing():
            return
        if self._answering():
            own = self._stage is BODY and not self.pipeline and not self.cycle.response_started
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if not own:
                self.transport.close()
                return
        self.transport.write(refusal(status, code, message))
        self._linger()

    # The end

    def on_response_complete(self) -> None:
        if self._lingers:
            self.pipeline.clear()
        super().on_response_complete()

    def _close(self) -> None:
        """Close after the last answer. A client that still sends gets the answers first."""
        if self._lingers or self.transport.is_closing():
            return
        if self._deaf or self._stage is not None:
            self._linger()
        else:
            self.transport.close()

    def _linger(self) -> None:
        """Close our side, and read on for a while.

        A socket that is closed while bytes wait in it is reset, and with it goes what the client has not read yet
        (RFC 9112, section 9.6).
        """
        self._deaf = self._lingers = True
        self._watch(None)
        self.flow.resume_reading()
        self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self._end)

    def _end(self) -> None:
        if self.transport.get_write_buffer_size():
            self.loop.call_later(LINGER_SECONDS, self._end)
        else:
            self.transport.abort()


def bounded(application: Callable[..., Any], settings: Settings, **more: Any) -> uvicorn.Config:
    """The configuration of every server that is started here; `more` is for uvicorn.Config."""
    http: Any = partial(HttpServer, limits=Limits.of(settings))
    return uvicorn.Config(
        application,
        http=http,
        ws=WebSocketServer,
        timeout_keep_alive=settings.keep_alive_seconds,
        server_header=False,
        date_header=False,
        access_log=False,
        log_config=None,
        **more,
    )
