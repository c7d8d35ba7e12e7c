"""Run the API in uvicorn, with our own event loop and signal handlers."""

import asyncio
import gc
import signal
import socket
import sys

import structlog
import uvicorn
import uvloop

from backend.app import create_app
from backend.embedded import PrivateServer
from backend.errors import StartupError
from backend.http.acceptor import Acceptor
from backend.http.clients import Clients
from backend.http.limits import bounded
from backend.processes import supervise
from backend.settings import Settings
from backend.shortage import raise_descriptor_limit

DRAIN_SECONDS = 10
# A client that stops reading is disconnected within half a minute, including the closing handshake of `http/wire.py`.
PING_SECONDS, PONG_SECONDS = 10.0, 14.0
BACKLOG = 2048
SWITCH_SECONDS = 0.001
RESERVED_DESCRIPTORS = 1_024  # for the database, files and gateways; a quarter of all where the limit is low

log = structlog.get_logger()


class _Server(uvicorn.Server):
    """A uvicorn server with our signal handlers, which accepts connections by our Acceptor.

    uvicorn's handler raises the signal again after the shutdown, which would end this process before the private
    PostgreSQL is stopped.
    """

    def __init__(self, config: uvicorn.Config, clients: Clients) -> None:
        self._exiting = asyncio.Event()
        super().__init__(config)
        self._clients = clients

    @property
    def should_exit(self) -> bool:
        return self._exiting.is_set()

    @should_exit.setter
    def should_exit(self, value: bool) -> None:
        if value:
            self._exiting.set()

    async def main_loop(self) -> None:
        """Wait for the end. uvicorn's loop wakes up ten times a second, also to date headers that are not sent."""
        await self._exiting.wait()

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup([])
        for listener in sockets or ():
            listener.listen(BACKLOG)
            self.servers.append(Acceptor(listener, self._protocol, self._clients))  # type: ignore[arg-type]
        # The objects that exist now stay alive. Excluding them saves a tenth of a second in each full collection.
        gc.collect()
        gc.freeze()
        # A thread that parses or compiles gives way to the event loop after a millisecond, by default after five.
        sys.setswitchinterval(SWITCH_SECONDS)

    def _protocol(self) -> asyncio.Protocol:
        made: asyncio.Protocol = self.config.http_protocol_class(  # type: ignore[call-arg]
            config=self.config, server_state=self.server_state, app_state=self.lifespan.state
        )
        return made

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        self.install(asyncio.get_running_loop())
        await self._serve(sockets)


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        raise StartupError(f"CRM_HOST={settings.host} CRM_PORT={settings.port}: {error.strerror}") from None
    return listener


def fitted(settings: Settings) -> Settings:
    """The settings with as many connections as this process may have descriptors, after asking for all it needs."""
    limit = raise_descriptor_limit(settings.max_tcp_connections + RESERVED_DESCRIPTORS)
    most = min(settings.max_tcp_connections, limit - min(RESERVED_DESCRIPTORS, limit // 4))
    if most < settings.max_tcp_connections:
        log.info("fewer connections than CRM_MAX_TCP_CONNECTIONS", connections=most, descriptors=limit)
    reduced = {
        "max_tcp_connections": most,
        "max_tcp_connections_per_address": min(settings.max_tcp_connections_per_address, most // 2 or 1),
        "max_connections": min(settings.max_connections, most - most // 10),
    }
    return settings.model_copy(update=reduced)


def serve_forever(settings: Settings, database_url: str, postgresql: PrivateServer | None) -> None:
    """Serve until SIGINT or SIGTERM, in as many processes as `workers` says.

    Raises StartupError when the API cannot start, and when the private PostgreSQL ends.
    """
    listener = _listen(settings)
    settings = fitted(settings.model_copy(update={"port": listener.getsockname()[1]}))
    # Commands that run beside the server read the issuer of its tokens from this file.
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    (settings.data_dir / "issuer").write_text(settings.issuer + "\n")
    if settings.workers > 1:
        listener.listen(BACKLOG)
        supervise(settings.workers, lambda: _serve_here(settings, database_url, listener, None), postgresql)
    else:
        _serve_here(settings, database_url, listener, postgresql)


def _serve_here(
    settings: Settings, database_url: str, listener: socket.socket, postgresql: PrivateServer | None
) -> None:
    clients = Clients.of(settings)
    config = bounded(
        create_app(settings, database_url),
        settings,
        clients,
        ws_max_size=settings.max_body_bytes,
        ws_per_message_deflate=False,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PONG_SECONDS,
        lifespan="on",
        timeout_graceful_shutdown=DRAIN_SECONDS,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
    )
    server = _Server(config, clients)
    postgresql_ended = uvloop.run(_serve(server, listener, postgresql))
    if postgresql_ended:
        raise StartupError("PostgreSQL ended unexpectedly; committed data is kept: start again")
    if not server.started:
        raise StartupError("the API could not start; see the log lines above")


async def _serve(server: _Server, listener: socket.socket, postgresql: PrivateServer | None) -> bool:
    """Serve until the server stops; gives whether it stopped because the private PostgreSQL ended."""
    host, port = listener.getsockname()[:2]
    log.info("listening", url=f"http://{host}:{port}/graphql")
    serving = asyncio.create_task(server.serve([listener]))
    while not serving.done():
        await asyncio.wait({serving}, timeout=0.25)
        if postgresql and not serving.done() and not postgresql.running():
            server.should_exit = server.force_exit = True
            await serving
            return True
    await serving
    return False
