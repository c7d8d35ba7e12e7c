"""One authorization server per file."""

from collections.abc import Iterator

import pytest

from backend.settings import Settings
from tests.auth.flows import (
    Browser,
    House,
    opened,
)
from tests.databases import Pool


@pytest.fixture(scope="module")
def house(settings: Settings, databases: Pool) -> Iterator[House]:
    with opened(settings, databases) as house:
        yield house


@pytest.fixture(scope="module")
def desk(house: House) -> Browser:
    """A browser in which a user of the staff is signed in for the whole file."""
    return house.run(house.staff())
