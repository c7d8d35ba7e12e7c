"""One authorization server for the tests of a file."""

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
    """Somebody of the staff who is signed in, and stays so."""
    return house.run(house.staff())
