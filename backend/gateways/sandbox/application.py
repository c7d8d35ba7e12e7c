"""The ASGI application of the sandbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend.gateways.sandbox.api import Api
from backend.gateways.sandbox.checkout import Checkout
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.problem import Problem
from backend.gateways.sandbox.store import Store
from backend.gateways.sandbox.webhooks import Webhooks
from backend.supervision import supervised


class Sandbox:
    """The sandbox of an application, as `app.state.sandbox`.

    When the application runs by itself, its lifespan calls `run` and `close`. The lifespan of a mounted application is
    not run: the application around it runs `run` as a task, in one or more processes, or calls `deliver_due`.
    """

    def __init__(self, settings: SandboxSettings) -> None:
        self._store = Store(settings.path)
        self._webhooks = Webhooks(settings, self._store)
        self.routes = [*Checkout(settings, self._store, self._webhooks).routes()]
        self.routes += Api(settings, self._store, self._webhooks).routes()

    async def deliver_due(self) -> int:
        """Send the webhooks that are due now; gives their number."""
        return await self._webhooks.deliver_due()

    async def run(self) -> None:
        """Send webhooks until cancelled; errors are logged."""
        await supervised("sandbox webhooks", self._webhooks.run)

    async def close(self) -> None:
        """Close all connections; they are opened again when needed."""
        await self._webhooks.close()
        self._store.close()


def create_sandbox(settings: SandboxSettings) -> Starlette:
    """Build the application, which runs by itself or is mounted under a prefix."""
    sandbox = Sandbox(settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sending = asyncio.create_task(sandbox.run())
        try:
            yield
        finally:
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending
            await sandbox.close()

    application = Starlette(
        routes=sandbox.routes,
        lifespan=lifespan,
        exception_handlers={Problem: _refuse, HTTPException: _refuse, 500: _fail},
    )
    application.router.redirect_slashes = False
    application.state.sandbox = sandbox
    return application


async def _refuse(_: Request, error: Exception) -> Response:
    if isinstance(error, Problem):
        return _answer(error.status, error.code, error.message)
    assert isinstance(error, HTTPException)
    return _answer(error.status_code, "NOT_FOUND" if error.status_code == 404 else "BAD_REQUEST", error.detail)


async def _fail(_: Request, _error: Exception) -> Response:
    return _answer(500, "INTERNAL", "something went wrong")


def _answer(status: int, code: str, message: str) -> Response:
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)
