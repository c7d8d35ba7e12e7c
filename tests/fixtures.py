"""Fixtures: a PostgreSQL for the whole run, a template with the real migrations, and copies of it for tests that write.

`database_name` and the fixtures that use it belong to one test. Fixtures whose names begin with `module_` are shared by
the tests of one file, which must accept each other's rows; the start of a server process, for example, takes seconds.
"""

import asyncio
import functools
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import structlog

import tests.certificates  # noqa: F401  for all clients of this process
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation, private_server
from backend.planner.persisted import PersistedDocuments
from backend.resolvers.plans.fields import GraphFields
from backend.schema import build_schema
from backend.settings import Settings
from tests.client import Client
from tests.connections import kept_connections
from tests.databases import Pool, copy_of_template, refuse_writes
from tests.gateways.fake import FakeGateway
from tests.installation import add_cluster, new_installation
from tests.prepared import prepared_anew, prepared_once
from tests.readers import forked_readers
from tests.run_folder import RUN_FOLDER
from tests.servers import Server, served

# For each request httpx tries to import this again, and looks through all folders for it.
sys.modules.setdefault("sniffio", None)

# Hypothesis fails an example that takes longer than 200 ms; timing is never a test.
hypothesis.settings.register_profile("no deadline", deadline=None)
hypothesis.settings.load_profile("no deadline")


@pytest.fixture(scope="session", autouse=True)
def schema_built_once() -> Iterator[None]:
    """All applications of the process share one schema, what is derived from it for plans, and the released documents.
    All are immutable.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("backend.app.build_schema", functools.cache(build_schema))
        patch.setattr("backend.resolvers.plans.GraphFields", functools.cache(GraphFields))
        patch.setattr(PersistedDocuments, "load", functools.cache(PersistedDocuments.load))
        yield


@pytest.fixture(scope="session", autouse=True)
def started_once() -> Iterator[None]:
    """What is costly: sessions of PostgreSQL, the process that reads an imported file, and plans of documents."""
    with kept_connections(), forked_readers(), prepared_once():
        yield


@pytest.fixture(autouse=True)
def planned_anew(request: pytest.FixtureRequest) -> Iterator[None]:
    """Plans are not shared by tests of the planner and by those that replace something: it may be a part of the planner."""
    if request.path.parent.name == "planner" or "monkeypatch" in request.fixturenames:
        with prepared_anew():
            yield
    else:
        yield


@pytest.fixture(scope="session", autouse=True)
def plain_tracebacks() -> None:
    """Log tracebacks as text: structlog's own configuration renders all variables of all frames, which took seconds."""
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], renderer])


@pytest.fixture(scope="session")
def run_folder(pytestconfig: pytest.Config) -> Path:
    """The folder of the run, for clusters of a test's own: PostgreSQL's account can reach what is in it."""
    return pytestconfig.stash[RUN_FOLDER]


@pytest.fixture(scope="session")
def settings(run_folder: Path, pytestconfig: pytest.Config) -> Settings:
    return new_installation(run_folder, getattr(pytestconfig, "workerinput", {"workerid": "alone"})["workerid"])


@pytest.fixture(scope="session")
def postgresql(run_folder: Path, settings: Settings) -> Iterator[ServerLocation]:
    add_cluster(run_folder, settings)
    with private_server(settings, exclusive=True) as (server, _):
        yield server


@pytest.fixture(scope="session")
def read_url(postgresql: ServerLocation) -> str:
    """The URL of a database that no test can write to; the application's role."""
    name = copy_of_template(postgresql)
    asyncio.run(refuse_writes(postgresql, name))
    return postgresql.url(APPLICATION_ROLE, name)


@pytest.fixture(scope="session")
def databases(postgresql: ServerLocation) -> Iterator[Pool]:
    pool = Pool(postgresql)
    yield pool
    pool.close()


@pytest.fixture
def database_name(databases: Pool) -> Iterator[str]:
    with databases.leased() as name:
        yield name


@pytest.fixture
def database_url(postgresql: ServerLocation, database_name: str) -> str:
    """The URL of a fresh database; the application's role."""
    return postgresql.url(APPLICATION_ROLE, database_name)


@pytest.fixture
def owner_url(postgresql: ServerLocation, database_name: str) -> str:
    """The URL of the same fresh database; the owner's role."""
    return postgresql.url(OWNER_ROLE, database_name)


@pytest.fixture
def client(database_url: str, settings: Settings) -> Iterator[Client]:
    """The API on a fresh database, called without a network."""
    opened = Client(database_url, settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reading_client(read_url: str, settings: Settings) -> Iterator[Client]:
    """The API on the database that no test writes to."""
    opened = Client(read_url, settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def module_database_url(postgresql: ServerLocation, databases: Pool) -> Iterator[str]:
    """The URL of a fresh database for all tests of a file; the application's role."""
    with databases.leased() as name:
        yield postgresql.url(APPLICATION_ROLE, name)


@pytest.fixture(scope="module")
def module_server(
    module_database_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server process on the database of the file."""
    with served(module_database_url, settings.data_dir, tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def module_client(module_database_url: str, settings: Settings) -> Iterator[Client]:
    """The API on the database of the file."""
    opened = Client(module_database_url, settings)
    yield opened
    opened.close()


@pytest.fixture
def fake() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
def paying(database_url: str, settings: Settings, fake: FakeGateway) -> Iterator[Client]:
    """The API with the gateway in memory."""
    opened = Client(database_url, settings, gateways={"fake": fake})
    yield opened
    opened.close()
