"""Servers on loopback: an SMSC in its own process, an SMTP server in the loop of the test."""

import asyncio
import functools
import json
import os
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvloop
from aiosmtpd.smtp import SMTP, AuthResult

from tests.servers import free_port, node

SIMULATOR = Path(__file__).parents[1] / "node" / "sms" / "smsc.mjs"
PATIENCE_SECONDS = 30  # only a test that has failed waits that long


def in_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    @functools.wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        uvloop.run(asyncio.wait_for(test(*arguments, **named), 4 * PATIENCE_SECONDS))

    return run


class Smsc:
    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.port = port
        self.lines: list[dict[str, Any]] = []
        self._process = process
        self._read: dict[str, int] = {}
        self._news = asyncio.Condition()
        self._reading = asyncio.create_task(self._collect())

    async def _collect(self) -> None:
        async for line in self._process.stdout:
            async with self._news:
                self.lines.append(json.loads(line))
                self._news.notify_all()

    def count(self, kind: str) -> int:
        return sum(kind in line for line in self.lines)

    async def next_line(self, kind: str) -> Any:
        """The next unread line of this kind from the simulator."""
        nth = self._read[kind] = self._read.get(kind, 0) + 1
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: self.count(kind) >= nth), PATIENCE_SECONDS)
        return [line[kind] for line in self.lines if kind in line][nth - 1]

    async def order(self, **order: Any) -> None:
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        await self.next_line("done")

    def submits(self) -> list[dict[str, Any]]:
        return [line["submit"] for line in self.lines if "submit" in line]

    async def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        await self._reading


@asynccontextmanager
async def smsc(port: int | None = None) -> AsyncIterator[Smsc]:
    binary = node("smpp")
    port = port or free_port()
    pipe = asyncio.subprocess.PIPE
    environment = {**os.environ, "NODE_ENV": "test"}
    process = await asyncio.create_subprocess_exec(
        binary, str(SIMULATOR), str(port), stdin=pipe, stdout=pipe, env=environment
    )
    peer = Smsc(process, port)
    try:
        await peer.next_line("listening")
        yield peer
    finally:
        await peer.kill()


class MailServer:
    """The test sets the answers; `None` accepts. `drop_at`: the command at which the connection is closed."""

    def __init__(self) -> None:
        self.port = free_port()
        self.received: list[tuple[str, list[str], bytes]] = []
        self.commands: list[str] = []
        self.connections: list[SMTP] = []
        self.sender_answer: str | None = None
        self.recipient_answer: str | None = None
        self.data_answer: str | None = None
        self.drop_at: str | None = None
        self.logins: list[tuple[bytes, bytes]] = []

    def authenticate(self, server, session, envelope, mechanism, data) -> AuthResult:
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"secret", handled=False)

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.commands.append("MAIL")
        if self.drop_at == "MAIL":
            self.drop_at = None
            server.transport.abort()
            return "250 never read"
        if self.sender_answer is None:
            envelope.mail_from = address
        return self.sender_answer or "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.commands.append("RCPT")
        if self.recipient_answer is not None:
            return self.recipient_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.commands.append("DATA")
        if self.data_answer is None:
            self.received.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.drop_at == "DATA":
            self.drop_at = None
            server.transport.abort()
        return self.data_answer or f"250 2.0.0 Ok: queued as Q{len(self.received)}"

    def cut(self) -> None:
        """Close all connections, as a restart does."""
        for connection in self.connections:
            if connection.transport is not None:
                connection.transport.abort()


@asynccontextmanager
async def mail_server(tls_context: ssl.SSLContext | None = None, **options: Any) -> AsyncIterator[MailServer]:
    """An SMTP server. With `wrapped=True` TLS from the first byte; otherwise the context is for STARTTLS."""
    peer = MailServer()
    wrapped = options.pop("wrapped", False)

    def connection() -> SMTP:
        one = SMTP(
            peer,
            hostname="mail.test",
            ident="test",
            enable_SMTPUTF8=False,
            tls_context=None if wrapped else tls_context,
            loop=asyncio.get_running_loop(),
            **({"authenticator": peer.authenticate, **options} if options else {}),
        )
        peer.connections.append(one)
        return one

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", peer.port, ssl=tls_context if wrapped else None)
    try:
        yield peer
    finally:
        server.close()
        peer.cut()
        await server.wait_closed()
