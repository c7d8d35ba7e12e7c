"""Assembly of the API: builds the ASGI application from the settings."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from backend.auth.secrets import Secrets, load_secrets
from backend.auth.service import AuthService
from backend.auth.usage import CostBuckets
from backend.billing import billing_routes, billing_service, mounted_sandbox
from backend.database import Database
from backend.documents.files import FileStore, Links
from backend.events.listener import EventConsumer, Listener
from backend.gateways.messages import Messages
from backend.gateways.network import InMemoryNetwork, Network, SimStates
from backend.gateways.payments import PaymentGateway
from backend.http.authorization import BrowserEndpoints
from backend.http.compression import Compression
from backend.http.connections import Connections
from backend.http.documentation import documentation_routes
from backend.http.exports import export_routes
from backend.http.files import file_routes
from backend.http.graphql import ALLOWED_HEADERS, Authenticate, GraphQLEndpoint
from backend.http.guards import guarded
from backend.http.health import health_routes
from backend.http.imports import import_routes
from backend.http.links import FetchRate, LinkUse
from backend.http.network import network_routes
from backend.http.oauth import OAuthEndpoints
from backend.http.papers import paper_routes
from backend.http.sign_in import SignInPages
from backend.http.socket import SocketEndpoint
from backend.http.start import start_routes
from backend.http.stream import StreamEndpoint
from backend.notifications.channels import sends_short_messages
from backend.notifications.sender import QueuedCodes
from backend.planner.persisted import PersistedDocuments
from backend.planner.planner import Planner
from backend.resolvers.engine import Engine
from backend.resolvers.live import Hub
from backend.resolvers.plans import Plans
from backend.schema import Schema, build_schema
from backend.services.billing import BillingService
from backend.settings import Settings
from backend.settings.rates import rate
from backend.space import Space
from backend.supervision import supervised
from backend.worker import Worker, connected_network, file_store


class Application(Starlette):
    """A Starlette application in which the GraphQL paths bypass routing and middleware, for speed."""

    graphql: GraphQLEndpoint
    direct: Mapping[tuple[str, str | None], ASGIApp]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        endpoint = self.direct.get((scope["type"], scope.get("path")))
        if endpoint is not None:
            await endpoint(scope, receive, send)
        else:
            await super().__call__(scope, receive, guarded(send))


@dataclass(frozen=True)
class Assembly:
    """The parts of an application."""

    schema: Schema
    database: Database
    planner: Planner
    engine: Engine
    buckets: CostBuckets
    files: FileStore
    links: Links
    link_use: LinkUse
    billing: BillingService
    network: Network | None


def assemble(
    settings: Settings,
    database_url: str,
    *,
    network: SimStates | None = None,
    gateways: Mapping[str, PaymentGateway] | None = None,
) -> Assembly:
    """Build the parts with the adapters that the settings name. Opens no connection."""
    schema = build_schema()
    secrets = load_secrets(settings)
    files = file_store(settings)
    links = Links(secrets.seal, secrets.unseal, settings.issuer)
    database = Database(database_url, settings)
    buckets = CostBuckets(database, settings)
    planner = Planner(schema.catalog, database, settings, buckets)
    billing = billing_service(settings, database, secrets, gateways)
    connected = connected_network(settings) if network is None else None
    engine = Engine(
        schema,
        planner,
        database,
        settings,
        network or connected or InMemoryNetwork(),
        buckets,
        PersistedDocuments.load(settings.persisted_documents),
        files,
        links,
        billing,
        Plans(schema.catalog, secrets),
    )
    link_use = LinkUse(buckets, FetchRate(rate(settings.link_rate)))
    return Assembly(schema, database, planner, engine, buckets, files, links, link_use, billing, connected)


def _company_routes(auth: AuthService, pages: SignInPages) -> list[Route]:
    """The routes of sign-in at the company's provider, if one is configured. Only then its client library is loaded."""
    if auth.settings.company_issuer is None:
        return []
    from backend.http.company import CompanySignIn

    return CompanySignIn(auth, pages).routes()


@asynccontextmanager
async def _lifespan(
    settings: Settings,
    database_url: str,
    parts: Assembly,
    secrets: Secrets,
    hub: Hub,
    connections: Connections,
    sandbox: Starlette | None,
) -> AsyncIterator[None]:
    """Run the background tasks while the application runs; then stop them and close what is open."""
    worker = (
        Worker(settings, database_url, parts.database, secrets, parts.billing, parts.files, parts.planner)
        if settings.work
        else None
    )
    consumers: list[EventConsumer] = [hub, *(worker.consumers if worker else ())]
    background = [
        supervised("listener", Listener(database_url, consumers).run),
        supervised("connections", connections.watch),
        *(worker.tasks() if worker else ()),
        *([sandbox.state.sandbox.run()] if sandbox else ()),
    ]
    tasks = [asyncio.create_task(each) for each in background]
    jobs = asyncio.create_task(worker.jobs.run()) if worker else None
    try:
        yield
    finally:
        if worker is not None and jobs is not None:
            await worker.end(tasks, jobs)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await parts.billing.close()
        if parts.network is not None:
            await parts.network.close()
        if sandbox is not None:
            await sandbox.state.sandbox.close()
        parts.planner.preparation.close()
        await parts.database.close()


def create_app(
    settings: Settings,
    database_url: str,
    *,
    network: SimStates | None = None,
    messages: Messages | None = None,
    authenticate: Authenticate | None = None,
    gateways: Mapping[str, PaymentGateway] | None = None,
) -> Application:
    """Build the application. Nothing is opened before its lifespan starts.

    For tests: `network`, `messages` and `gateways` replace the configured adapters, `authenticate` replaces the check
    of tokens.
    """
    parts = assemble(settings, database_url, network=network, gateways=gateways)
    database = parts.database
    secrets = load_secrets(settings)
    auth = AuthService.build(database, settings, secrets)
    messages = messages or QueuedCodes(database, secrets.encrypt, connected=sends_short_messages(settings))

    pages = SignInPages(auth, messages)

    sandbox = mounted_sandbox(settings, secrets)
    hub = Hub(parts.planner, database, parts.engine.complete_live, parts.buckets, settings)
    connections = Connections(auth.authenticator, settings)

    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["authorization", "content-type", *ALLOWED_HEADERS, *settings.allowed_headers],
    )
    app = Application(
        routes=[
            *start_routes(settings),
            *documentation_routes(settings),
            *health_routes(database, settings, Space.of(settings)),
            *file_routes(parts.files, parts.links, parts.link_use),
            *paper_routes(parts.links, database, settings, parts.link_use),
            *import_routes(parts.links, database, parts.link_use),
            *export_routes(parts.files, parts.links, database, settings, parts.link_use),
            *OAuthEndpoints(auth).routes(),
            *BrowserEndpoints(auth).routes(),
            *pages.routes(),
            *_company_routes(auth, pages),
            *network_routes(parts.network, database),
            *billing_routes(settings, secrets, parts.billing, database, sandbox),
        ],
        middleware=[cors, Middleware(Compression)],
        lifespan=lambda _: _lifespan(settings, database_url, parts, secrets, hub, connections, sandbox),
    )
    # Such a redirect would lack the path prefix that a proxy removes.
    app.router.redirect_slashes = False
    app.graphql = GraphQLEndpoint(parts.engine, authenticate or auth.authenticator, settings)
    app.graphql.stream = StreamEndpoint(parts.engine, hub, connections, app.graphql, settings)
    app.direct = {
        ("http", "/graphql"): app.graphql,
        ("websocket", "/graphql"): SocketEndpoint(parts.engine, hub, connections, settings),
        ("http", "/graphql/stream"): app.graphql.stream,
    }
    app.state.database = database
    app.state.planner = parts.planner
    app.state.billing = parts.billing
    app.state.auth = auth
    return app
