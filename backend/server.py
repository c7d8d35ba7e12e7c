"""Run the API in uvicorn, inside a loop and with signal handling of our own."""

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
# Whoever does not read is gone half a minute later, with the farewell of `http/wire.py`.
PING_SECONDS, PONG_SECONDS = 10.0, 14.0
BACKLOG = 2048

log = structlog.get_logger()


class _Server(uvicorn.Server):
    """uvicorn's own handler re-raises the signal when it is done, which would end us before PostgreSQL is down."""

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        # What is there now stays: to look through all of it for garbage took a tenth of a second, every time.
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
    """Serve until SIGINT or SIGTERM, or until the private PostgreSQL dies; with `workers`, in that many processes.

    Raises StartupError.
    """
    listener = _listen(settings)
    settings = settings.model_copy(update={"port": listener.getsockname()[1]})
    # Commands beside the server ask it who the issuer of its tokens is.
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
    died = uvloop.run(_serve(server, listener, postgresql))
    if died:
        raise StartupError("PostgreSQL ended unexpectedly; start again: what was committed is kept")
    if not server.started:
        raise StartupError("the API could not start; the lines above say why")


async def _serve(server: _Server, listener: socket.socket, postgresql: PrivateServer | None) -> bool:
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
