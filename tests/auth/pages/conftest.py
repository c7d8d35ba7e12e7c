"""One application for all tests of the sign-in pages; its rows are restored before each test."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from backend.embedded import ServerLocation
from backend.settings import Settings
from tests.auth.pages.site import Browser, Site, World
from tests.databases import copy_of_template, statement


@pytest.fixture(scope="session")
def world(postgresql: ServerLocation, settings: Settings) -> Iterator[World]:
    name = copy_of_template(postgresql)
    opened = World(postgresql, name, settings)
    yield opened
    opened.close()
    asyncio.run(statement(postgresql, f"drop database {name} with (force)"))


@pytest.fixture(scope="session")
def usual(world: World, settings: Settings) -> Iterator[Site]:
    opened = Site(world, settings)
    yield opened
    opened.close()


@pytest.fixture
def site(usual: Site) -> Iterator[Site]:
    usual.world.restore()
    yield usual
    usual.reset()


@pytest.fixture
def make(site: Site) -> Iterator[Any]:
    """A function that opens a further application with changed settings on the same database."""
    opened: list[Site] = []

    def go(**changed: object) -> Site:
        opened.append(Site(site.world, site.settings.model_copy(update=changed)))
        return opened[-1]

    yield go
    for each in opened:
        each.close()


@pytest.fixture
def browser(site: Site) -> Browser:
    return site.browser()
