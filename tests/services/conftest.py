"""The API with a gateway that does as the test says."""

from collections.abc import Iterator

import pytest

from backend.settings import Settings
from tests.client import Client
from tests.gateways.fake import FakeGateway


@pytest.fixture
def fake() -> FakeGateway:
    return FakeGateway()


@pytest.fixture
def paying(database_url: str, settings: Settings, fake: FakeGateway) -> Iterator[Client]:
    """The API with the gateway in memory."""
    opened = Client(database_url, settings, gateways={"fake": fake})
    yield opened
    opened.close()
