"""Assembly: settings in, an ASGI application out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.auth.secrets import load_secrets
from backend.auth.service import AuthService
from backend.auth.usage import CostBuckets
from backend.database import Database
from backend.gateways.messages import LoggedMessages, Messages, NoMessages
from backend.gateways.network import InMemoryNetwork, Network
from backend.http.graphql import Authenticate, GraphQLEndpoint
from backend.http.health import health_routes
from backend.http.oauth import OAuthEndpoints
from backend.http.sign_in import SignInPages
from backend.planner.persisted import PersistedDocuments
from backend.planner.planner import Planner
from backend.resolvers.engine import Engine
from backend.schema import Schema, build_schema
from backend.services.upkeep import Upkeep
from backend.settings import Settings


class Application(Starlette):
    """Starlette, except that `/graphql` is looked at first and goes past routing and middleware."""

    graphql: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/graphql":
            await self.graphql(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


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
    engine = Engine(
        schema,
        planner,
        database,
        settings,
        network or InMemoryNetwork(),
        CostBuckets(database, settings),
        PersistedDocuments.load(settings.persisted_documents),
    )
    return Assembly(schema, database, planner, engine)


def _company_routes(auth: AuthService, pages: SignInPages) -> list[Route]:
    """The company's provider, where one is configured: its client library is loaded for nobody else."""
    if auth.settings.company_issuer is None:
        return []
    from backend.http.company import CompanySignIn

    return CompanySignIn(auth, pages).routes()


def create_app(
    settings: Settings,
    database_url: str,
    *,
    network: Network | None = None,
    messages: Messages | None = None,
    authenticate: Authenticate | None = None,
) -> Application:
    """Build the application; nothing is opened before the first request.

    `authenticate` replaces the check of tokens, for tests of what comes after it.
    """
    parts = assemble(settings, database_url, network=network)
    database = parts.database
    auth = AuthService.build(database, settings, load_secrets(settings))
    messages = messages or (LoggedMessages() if settings.demo else NoMessages())

    pages = SignInPages(auth, messages)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        upkeep = asyncio.create_task(Upkeep(database, settings.data_dir).run())
        try:
            yield
        finally:
            upkeep.cancel()
            with suppress(asyncio.CancelledError):
                await upkeep
            await database.close()

    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type"],
    )
    app = Application(
        routes=[
            *health_routes(database),
            *OAuthEndpoints(auth).routes(),
            *pages.routes(),
            *_company_routes(auth, pages),
        ],
        middleware=[cors],
        lifespan=lifespan,
    )
    app.graphql = GraphQLEndpoint(parts.engine, authenticate or auth.authenticator, settings)
    app.state.database = database
    app.state.planner = parts.planner
    app.state.auth = auth
    return app
