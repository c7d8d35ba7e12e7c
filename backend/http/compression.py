"""Responses made smaller: zstd, brotli or gzip, whichever the client takes (RFC 9110, section 12.5.3).

What a body holds decides whether it is compressed at all: where a secret and a text of the caller's choice share one,
its length tells the secret letter by letter (BREACH). Answers of queries, the editor's page, discovery documents, keys,
rows of files as CSV, metrics, the documentation and subscriptions are compressed. Answers of mutations
(`registerClient`, `inviteUser`), tokens, the pages of the sign-in with their forms, and our payment page are not. Files
and papers go as they are.

Levels were measured on answers of this API: per 100 KB zstd 3 takes 0.15 ms and leaves 20 %, brotli 3 takes 0.4 ms and
leaves 20 %, gzip 4 takes 0.8 ms and leaves 22 %. The next level of each costs twice as much and saves a hundredth.
"""

import asyncio
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import zstandard
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.http.web import headers_of

LEAST_BYTES = 1_024  # below, an answer fits a packet or nearly so
THREAD_BYTES = 65_536  # above, the loop does not wait for it
PREFERRED = (b"zstd", b"br", b"gzip")
ZSTD_LEVEL, BROTLI_LEVEL, GZIP_LEVEL = 3, 3, 4
GZIP = zlib.MAX_WBITS | 16
# An event stream lives for days, and there are thousands: a window of 2 KB takes some 16 KB of memory, one of 32 KB
# takes sixteen times that.
STREAM_LEVEL, STREAM_WINDOW, STREAM_MEMORY = 1, 11 | 16, 3
VARY = (b"vary", b"accept-encoding")
OPEN_PATHS = ("/.well-known/", "/oauth/jwks", "/oauth/style.css", "/metrics", "/imports/", "/docs/")

Step = Callable[[bytes], bytes]
Coder = tuple[Step, Callable[[], bytes]]  # a piece of a body, and the body's end


def encoding_of(accepted: bytes, offered: tuple[bytes, ...] = PREFERRED) -> bytes | None:
    """The encoding that a client likes best, ours among equals; None: none of ours, or none at all."""
    if not accepted:
        return None
    qualities: dict[bytes, float] = {}
    for part in accepted.lower().split(b","):
        name, *parameters = (piece.strip() for piece in part.split(b";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith(b"q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        qualities[b"gzip" if name == b"x-gzip" else name] = quality
    rest = qualities.get(b"*", 0.0)
    best = max(offered, key=lambda each: qualities.get(each, rest))
    quality = qualities.get(best, rest)
    return best if quality > 0 and quality >= qualities.get(b"identity", 0.0) else None


def compressed(encoding: bytes, body: bytes) -> bytes:
    """The whole of a body."""
    if encoding == b"zstd":
        return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body)
    if encoding == b"br":
        whole: bytes = brotli.compress(body, quality=BROTLI_LEVEL)
        return whole
    return zlib.compress(body, GZIP_LEVEL, GZIP)


async def shortened(accepted: bytes, body: bytes) -> tuple[bytes, bytes] | None:
    """The encoding and the body in it; None where it goes as it is. A large one is compressed in a thread."""
    if len(body) < LEAST_BYTES or (encoding := encoding_of(accepted)) is None:
        return None
    if len(body) < THREAD_BYTES:
        return encoding, compressed(encoding, body)
    return encoding, await asyncio.to_thread(compressed, encoding, body)


def events_shortened(accepted: bytes, send: Send) -> Send:
    """`send` for an event stream, in gzip where the client takes that: each event is out at once, whatever follows."""
    if encoding_of(accepted, (b"gzip",)) is None:
        return send
    coder = zlib.compressobj(STREAM_LEVEL, zlib.DEFLATED, STREAM_WINDOW, STREAM_MEMORY)

    async def shorter(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message["headers"], VARY, (b"content-encoding", b"gzip")]
            await send({**message, "headers": headers})
            return
        more = message.get("more_body", False)
        body = coder.compress(message["body"]) + coder.flush(zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)
        await send({"type": "http.response.body", "body": body, "more_body": more})

    return shorter


def _coder(encoding: bytes) -> Coder:
    if encoding == b"zstd":
        zstd = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compressobj()
        return zstd.compress, zstd.flush
    if encoding == b"br":
        br = brotli.Compressor(quality=BROTLI_LEVEL)
        return br.process, br.finish
    gzip = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP)
    return gzip.compress, gzip.flush


class Compression:
    """Middleware for what is served beside `/graphql`: of the paths that are listed, and of no others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(OPEN_PATHS):
            await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, _Answer(headers_of(scope).get(b"accept-encoding", b""), send).send)


class _Answer:
    """One answer on its way out: its head is held until the first piece of the body says whether it is worth it."""

    def __init__(self, accepted: bytes, send: Send) -> None:
        self._accepted = accepted
        self._send = send
        self._start: Message | None = None
        self._coder: Coder | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if self._start is not None:
            start, self._start = self._start, None
            body = await self._begin(start, body, more=more)
        elif self._coder is not None:
            body = await asyncio.to_thread(self._coder[0], body)
        if self._coder is not None and not more:
            body += self._coder[1]()
        if body or not more:
            await self._send({"type": "http.response.body", "body": body, "more_body": more})

    async def _begin(self, start: Message, body: bytes, *, more: bool) -> bytes:
        """Send the head; the first piece as it is to be sent."""
        headers = MutableHeaders(raw=start["headers"])
        if start["status"] == 200 and (more or len(body) >= LEAST_BYTES):
            headers.add_vary_header("accept-encoding")
            encoding = encoding_of(self._accepted)
            if encoding is not None:
                headers["content-encoding"] = encoding.decode()
                if more:
                    self._coder = _coder(encoding)
                    body = await asyncio.to_thread(self._coder[0], body)
                else:
                    body = (await shortened(self._accepted, body) or (encoding, body))[1]
                    headers["content-length"] = str(len(body))
        await self._send({**start, "headers": headers.raw})
        return body
