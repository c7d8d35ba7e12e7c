"""Fixtures: a PostgreSQL for the whole run, a template with the real migrations, and copies of it for tests that write.

`database_name` and the fixtures that use it belong to one test. Fixtures whose names begin with `module_` are shared by
the tests of one file, which must accept each other's rows; the start of a server process, for example, takes seconds.
"""

import asyncio
import functools
import gc
import importlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import structlog

import tests.certificates  # noqa: F401  for all clients of this process
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation, private_server
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
from tests.run_folder import held, new_folder, place_of_runs, remove_abandoned
from tests.servers import Server, served

# For each request httpx tries to import this again, and looks through all folders for it.
sys.modules.setdefault("sniffio", None)

# Hypothesis fails an example that takes longer than 200 ms; timing is never a test.
hypothesis.settings.register_profile("no deadline", deadline=None)
hypothesis.settings.load_profile("no deadline")

RUN_FOLDER = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Each process of the run holds the folder of the run, which the first one makes."""
    with ExitStack() as held_until_the_end:
        if hasattr(config, "workerinput"):
            folder = Path(config.workerinput["run_folder"])
            held_until_the_end.enter_context(held(folder))
        else:
            remove_abandoned(place_of_runs())
            folder = held_until_the_end.enter_context(new_folder(place_of_runs()))
        config.stash[RUN_FOLDER] = folder
        if config.option.basetemp is None:  # workers have folders in that of the run
            config.option.basetemp = folder / "files"
        config.add_cleanup(held_until_the_end.pop_all().close)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])


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
        seen_by_all = item.config.stash[RUN_FOLDER] / "failed"
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
