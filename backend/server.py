"""Run the API in uvicorn, with our own event loop and signal handlers."""

import asyncio
import gc
import signal
import socket

import structlog
import uvicorn
import uvloop

from backend.app import create_app
from backend.embedded import PrivateServer
from backend.errors import StartupError
from backend.http.limits import bounded
from backend.processes import supervise
from backend.settings import Settings

DRAIN_SECONDS = 10
# A client that stops reading is disconnected within half a minute, including the closing handshake of `http/wire.py`.
PING_SECONDS, PONG_SECONDS = 10.0, 14.0
BACKLOG = 2048

log = structlog.get_logger()


class _Server(uvicorn.Server):
    """A uvicorn server with our signal handlers.

    uvicorn's handler raises the signal again after the shutdown, which would end this process before the private
    PostgreSQL is stopped.
    """

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # The objects that exist now stay alive. Excluding them saves a tenth of a second in each full collection.
        gc.collect()
        gc.freeze()

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


def serve_forever(settings: Settings, database_url: str, postgresql: PrivateServer | None) -> None:
    """Serve until SIGINT or SIGTERM, in as many processes as `workers` says.

    Raises StartupError when the API cannot start, and when the private PostgreSQL ends.
    """
    listener = _listen(settings)
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
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
    config = bounded(
        create_app(settings, database_url),
        settings,
        ws_max_size=settings.max_body_bytes,
        ws_per_message_deflate=False,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PONG_SECONDS,
        lifespan="on",
        timeout_graceful_shutdown=DRAIN_SECONDS,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
    )
    server = _Server(config)
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
