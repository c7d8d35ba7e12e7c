"""Assembly: settings in, an ASGI application out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette

from backend.database import Database
from backend.http.health import health_routes
from backend.settings import Settings


def create_app(settings: Settings, database_url: str) -> Starlette:
    """Build the application; nothing is opened before its lifespan starts."""
    database = Database(database_url, settings)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await database.close()

    return Starlette(routes=[*health_routes(database)], lifespan=lifespan)
