"""Fixtures: a PostgreSQL for the whole run, a template with the real migrations, and copies of it for tests that write.

`database_name` and the fixtures that use it belong to one test. Fixtures whose names begin with `module_` are shared by
the tests of one file, which must accept each other's rows; the start of a server process, for example, takes seconds.
"""

import asyncio
import functools
import gc
import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import hypothesis
import pytest
import structlog

import tests.certificates  # noqa: F401  for all clients of this process
from backend.auth.keys import KeyRing
from backend.auth.secrets import load_secrets
from backend.database import Database
from backend.demo import load_demo
from backend.demo.access import load_demo_access
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation, locate_server, private_server
from backend.embedded.cluster import initialise
from backend.migrate import migrate
from backend.resolvers.plans.fields import GraphFields
from backend.schema import build_schema
from backend.settings import Settings
from tests.client import Client
from tests.connections import PATIENCE_SECONDS, kept_connections
from tests.databases import TEMPLATE, Pool, copy_of_template, refuse_writes, statement
from tests.gateways.fake import FakeGateway
from tests.prepared import prepared_anew, prepared_once
from tests.readers import forked_readers
from tests.servers import Server, served
from tests.world import add_unusual_rows

# For each request httpx tries to import this again, and looks through all folders for it.
sys.modules.setdefault("sniffio", None)

# Hypothesis fails an example that takes longer than 200 ms; timing is never a test.
hypothesis.settings.register_profile("no deadline", deadline=None)
hypothesis.settings.load_profile("no deadline")

DEMO_CUSTOMERS = 12
IN_MEMORY, NEEDED_BYTES = Path("/dev/shm"), 4 << 30  # noqa: S108


@functools.cache
def _place_of_files() -> Path | None:
    """Where files of tests are, databases included, which need not reach a disk: in memory where there is room."""
    roomy = os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > NEEDED_BYTES
    return IN_MEMORY if roomy else None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.option.basetemp is None:  # of the run; its workers have folders in that of the run
        folder = tempfile.mkdtemp(prefix="crm-test-files-", dir=_place_of_files())
        config.option.basetemp = folder
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """In the first run each worker compiles a share of the test files, which pytest otherwise compiles in each worker."""
    worker = getattr(session.config, "workerinput", None)
    if worker is None:
        return
    roots = [Path(argument.partition("::")[0]) for argument in session.config.args]
    files = sorted({file for root in roots for file in ([root] if root.is_file() else _test_files(root))})
    for file in files[int(worker["workerid"].removeprefix("gw")) :: worker["workercount"]]:
        if str(file.parent) not in sys.path:
            sys.path.insert(0, str(file.parent))
        with suppress(Exception, pytest.skip.Exception):  # the collection imports it again, and reports the error
            importlib.import_module(file.stem)


def _test_files(folder: Path) -> Iterator[Path]:
    for depth in range(3):
        yield from folder.glob("*/" * depth + "test_*.py")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """With `-x` a failure in one worker ends the others after their current test, not after all tests assigned to them."""
    result = yield
    if hasattr(item.config, "workerinput"):
        seen_by_all = Path(item.config.option.basetemp).parent / "failed"
        if item.session.shouldfail:
            seen_by_all.touch()
        elif seen_by_all.exists():
            item.session.shouldstop = "another worker's test failed"
    return result


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for garbage less often, and not in what was imported: it took a tenth of the processor time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


@pytest.fixture(scope="session", autouse=True)
def schema_built_once() -> Iterator[None]:
    """All applications of the process share one schema, and what is derived from it for plans. Both are immutable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("backend.app.build_schema", functools.cache(build_schema))
        patch.setattr("backend.resolvers.plans.GraphFields", functools.cache(GraphFields))
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
def settings() -> Settings:
    which = os.environ.get("CRM_TEST_POSTGRES", "auto")
    folder = tempfile.mkdtemp(prefix="crm-test-", dir=_place_of_files())
    return Settings(
        data_dir=Path(folder), postgres=which, execution_seconds=PATIENCE_SECONDS, identity_provider="sandbox"
    )


@pytest.fixture(scope="session")
def postgresql(settings: Settings) -> Iterator[ServerLocation]:
    settings.data_dir.chmod(0o755)
    where = locate_server(settings)
    where.cluster.parent.mkdir(parents=True, exist_ok=True)
    initialise(where)
    # Tests kill processes, never the machine, so nothing must be flushed to disk.
    with (where.cluster / "postgresql.auto.conf").open("a") as file:
        file.write("fsync = off\nfull_page_writes = off\n")
    with private_server(settings, exclusive=True) as (server, _):
        asyncio.run(statement(server, f"create database {TEMPLATE}"))
        asyncio.run(migrate(server.url(OWNER_ROLE, TEMPLATE)))
        asyncio.run(load_demo(server.url(OWNER_ROLE, TEMPLATE), DEMO_CUSTOMERS, lambda *_: None))
        asyncio.run(load_demo_access(server.url(OWNER_ROLE, TEMPLATE), load_secrets(settings)))
        asyncio.run(_make_signing_keys(server.url(APPLICATION_ROLE, TEMPLATE), settings))
        asyncio.run(add_unusual_rows(server.url(OWNER_ROLE, TEMPLATE)))
        yield server
    shutil.rmtree(settings.data_dir, ignore_errors=True)


async def _make_signing_keys(url: str, settings: Settings) -> None:
    """Otherwise each test that signs a token makes two keys, which takes a third of a second."""
    database = Database(url, settings)
    await KeyRing(database, load_secrets(settings)).load()
    await database.close()


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
