"""Compression of responses with zstd, brotli or gzip, as the client accepts (RFC 9110, section 12.5.3).

A body that contains a secret beside text chosen by the caller is not compressed, because its length would reveal the
secret letter by letter (BREACH). Responses of queries, the editor's page, discovery documents, keys, rows of files as
CSV, metrics, the documentation and subscriptions are compressed. Responses of mutations (`registerClient`,
`inviteUser`), tokens, the sign-in pages with their forms, and the payment page are not. Attachments and PDF documents
are not compressed either.

The levels were measured on responses of this API: per 100 KB zstd 3 takes 0.15 ms and leaves 20 %, brotli 3 takes
0.4 ms and leaves 20 %, gzip 4 takes 0.8 ms and leaves 22 %. The next level of each takes twice as long and saves 1 %.
"""

import asyncio
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import zstandard
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.http.web import headers_of

MIN_BYTES = 1_024  # a smaller body fits into about one packet
THREAD_BYTES = 65_536  # a body of this size or more is compressed in a thread, so that the event loop is not blocked
PREFERRED = (b"zstd", b"br", b"gzip")
ZSTD_LEVEL, BROTLI_LEVEL, GZIP_LEVEL = 3, 3, 4
GZIP = zlib.MAX_WBITS | 16
# There can be thousands of event streams, each open for days: a window of 2 KB takes about 16 KB of memory, a window of
# 32 KB sixteen times as much.
STREAM_LEVEL, STREAM_WINDOW, STREAM_MEMORY = 1, 11 | 16, 3
VARY = (b"vary", b"accept-encoding")
COMPRESSED_PATHS = ("/.well-known/", "/oauth/jwks", "/oauth/style.css", "/metrics", "/imports/", "/docs/")

Step = Callable[[bytes], bytes]
Coder = tuple[Step, Callable[[], bytes]]  # compresses a piece of the body; ends the body


def choose_encoding(accepted: bytes, offered: tuple[bytes, ...] = PREFERRED) -> bytes | None:
    """The offered encoding with the highest quality in Accept-Encoding, the first among equals.

    None when the client accepts none of them, or prefers an uncompressed body.
    """
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


def encode_body(encoding: bytes, body: bytes) -> bytes:
    """A whole body in the given encoding: `zstd`, `br` or `gzip`."""
    if encoding == b"zstd":
        return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(body)
    if encoding == b"br":
        whole: bytes = brotli.compress(body, quality=BROTLI_LEVEL)
        return whole
    return zlib.compress(body, GZIP_LEVEL, GZIP)


async def compress(accepted: bytes, body: bytes) -> tuple[bytes, bytes] | None:
    """The encoding and the compressed body; None when the body is to be sent as it is.

    `accepted` is the value of Accept-Encoding. A body of THREAD_BYTES or more is compressed in a thread.
    """
    if len(body) < MIN_BYTES or (encoding := choose_encoding(accepted)) is None:
        return None
    if len(body) < THREAD_BYTES:
        return encoding, encode_body(encoding, body)
    return encoding, await asyncio.to_thread(encode_body, encoding, body)


def compress_events(accepted: bytes, send: Send) -> Send:
    """`send` for an event stream, with gzip when the client accepts it. Each event is flushed immediately."""
    if choose_encoding(accepted, (b"gzip",)) is None:
        return send
    coder = zlib.compressobj(STREAM_LEVEL, zlib.DEFLATED, STREAM_WINDOW, STREAM_MEMORY)

    async def send_compressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message["headers"], VARY, (b"content-encoding", b"gzip")]
            await send({**message, "headers": headers})
            return
        more = message.get("more_body", False)
        body = coder.compress(message["body"]) + coder.flush(zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)
        await send({"type": "http.response.body", "body": body, "more_body": more})

    return send_compressed


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
    """Middleware that compresses responses of the paths in COMPRESSED_PATHS; `/graphql` compresses its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(COMPRESSED_PATHS):
            await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, _CompressingSend(headers_of(scope).get(b"accept-encoding", b""), send).send)


class _CompressingSend:
    """One response. Its head is held back until the first piece of the body shows whether it is large enough."""

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
        """Send the head. Returns the first piece of the body, compressed where the response is."""
        headers = MutableHeaders(raw=start["headers"])
        if start["status"] == 200 and (more or len(body) >= MIN_BYTES):
            headers.add_vary_header("accept-encoding")
            encoding = choose_encoding(self._accepted)
            if encoding is not None:
                headers["content-encoding"] = encoding.decode()
                if more:
                    self._coder = _coder(encoding)
                    body = await asyncio.to_thread(self._coder[0], body)
                else:
                    body = (await compress(self._accepted, body) or (encoding, body))[1]
                    headers["content-length"] = str(len(body))
        await self._send({**start, "headers": headers.raw})
        return body
