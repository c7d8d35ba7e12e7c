"""Assembly: settings in, an ASGI application out."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.auth.viewer import Role, Viewer
from backend.database import Database
from backend.gateways.network import InMemoryNetwork, Network
from backend.http.graphql import Authenticate, GraphQLEndpoint
from backend.http.health import health_routes
from backend.planner.planner import Planner
from backend.resolvers.engine import Engine
from backend.schema import Schema, build_schema
from backend.settings import Settings


class Application(Starlette):
    """Starlette, except that `/graphql` is looked at first and goes past routing and middleware."""

    graphql: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/graphql":
            await self.graphql(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def everybody_is_operator(settings: Settings) -> Authenticate:
    """Until access control is built, every caller is an OPERATOR, and only loopback is served."""
    viewer = Viewer(Role.OPERATOR, actor="operator", currency=settings.currency)

    def authenticate(_: Mapping[bytes, bytes]) -> Viewer:
        return viewer

    return authenticate


@dataclass(frozen=True)
class Assembly:
    """The parts an application is made of."""

    schema: Schema
    database: Database
    planner: Planner
    engine: Engine


def assemble(settings: Settings, database_url: str, *, network: Network | None = None) -> Assembly:
    """Choose the adapters, here and only here, and put the parts together. Opens nothing."""
    schema = build_schema()
    database = Database(database_url, settings)
    planner = Planner(schema.catalog, database, settings)
    engine = Engine(schema.core, planner, database, settings, network or InMemoryNetwork())
    return Assembly(schema, database, planner, engine)


def create_app(
    settings: Settings,
    database_url: str,
    *,
    network: Network | None = None,
    authenticate: Authenticate | None = None,
) -> Application:
    """Build the application; nothing is opened before the first request."""
    parts = assemble(settings, database_url, network=network)
    database = parts.database

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await database.close()

    app = Application(routes=[*health_routes(database)], lifespan=lifespan)
    app.graphql = GraphQLEndpoint(
        parts.engine, authenticate or everybody_is_operator(settings), settings.max_body_bytes
    )
    app.state.database = database
    app.state.planner = parts.planner
    return app
