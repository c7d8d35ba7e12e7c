"""A real PostgreSQL for the whole run, a template with the real migrations, a fresh copy of it wherever a test writes."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.auth.secrets import load_secrets
from backend.demo import load_demo
from backend.demo.access import load_demo_access
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, Place, private_server
from backend.migrate import migrate
from backend.settings import Settings
from tests.client import Client
from tests.databases import TEMPLATE, copy_of_template, statement
from tests.world import add_oddities

DEMO_CUSTOMERS = 12


@pytest.fixture(scope="session")
def settings() -> Settings:
    which = os.environ.get("CRM_TEST_POSTGRES", "auto")
    return Settings(data_dir=Path(tempfile.mkdtemp(prefix="crm-test-")), postgres=which)


@pytest.fixture(scope="session")
def postgresql(settings: Settings) -> Iterator[Place]:
    settings.data_dir.chmod(0o755)
    with private_server(settings, exclusive=True) as (place, _):
        asyncio.run(statement(place, f"create database {TEMPLATE}"))
        asyncio.run(migrate(place.url(OWNER_ROLE, TEMPLATE)))
        asyncio.run(load_demo(place.url(OWNER_ROLE, TEMPLATE), DEMO_CUSTOMERS, lambda *_: None))
        asyncio.run(load_demo_access(place.url(OWNER_ROLE, TEMPLATE), load_secrets(settings)))
        asyncio.run(add_oddities(place.url(OWNER_ROLE, TEMPLATE)))
        yield place
    shutil.rmtree(settings.data_dir, ignore_errors=True)


@pytest.fixture(scope="session")
def read_url(postgresql: Place) -> str:
    """A database nobody writes to; the application's role."""
    return postgresql.url(APPLICATION_ROLE, copy_of_template(postgresql))


@pytest.fixture
def database_name(postgresql: Place) -> Iterator[str]:
    name = copy_of_template(postgresql)
    yield name
    asyncio.run(statement(postgresql, f"drop database {name} with (force)"))


@pytest.fixture
def database_url(postgresql: Place, database_name: str) -> str:
    """A fresh database; the application's role."""
    return postgresql.url(APPLICATION_ROLE, database_name)


@pytest.fixture
def owner_url(postgresql: Place, database_name: str) -> str:
    """The same fresh database; the owner's role."""
    return postgresql.url(OWNER_ROLE, database_name)


@pytest.fixture
def client(database_url: str, settings: Settings) -> Iterator[Client]:
    """The API on a fresh database, over HTTP without a network."""
    opened = Client(database_url, settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reading_client(read_url: str, settings: Settings) -> Iterator[Client]:
    """The API on the database nobody writes to."""
    opened = Client(read_url, settings)
    yield opened
    opened.close()
