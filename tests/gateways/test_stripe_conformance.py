"""The conformance suite for the Stripe adapter."""

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from backend.gateways.payments import ChargeStatus
from backend.gateways.stripe import StripeGateway
from tests.gateways.conformance import Conformance
from tests.gateways.stripe_stand import SECRET, Driver, Stand, stripe_stand

OLD_SECRET = "whsec_before"


class StripeDriver:
    """The driver of the conformance suite."""

    def __init__(self, gateway: StripeGateway, driver: Driver) -> None:
        self.gateway, self.pay, self.decline, self._driver = gateway, driver.pay, driver.decline, driver

    def signed(self, kind: str, reference: str, *, old: bool = False) -> tuple[bytes, Mapping[str, str]]:
        return self._driver.signed(kind, reference, OLD_SECRET if old else SECRET)

    def now(self) -> float:
        return time.time()


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with stripe_stand(tmp_path_factory.mktemp("stripe")) as it:
        yield it


class TestStripe(Conformance):
    success_kind = "payment_intent.succeeded"
    after_decline = ChargeStatus.PENDING
    stand: Stand

    @pytest.fixture(autouse=True)
    def _with_stand(self, stand: Stand) -> None:
        self.stand = stand

    def opened(self, folder: Path) -> AbstractAsyncContextManager[StripeDriver]:
        return _driven(self.stand)


@asynccontextmanager
async def _driven(stand: Stand) -> AsyncIterator[StripeDriver]:
    stand.proxy.failure = None
    gateway = stand.gateway(SECRET, OLD_SECRET)
    try:
        yield StripeDriver(gateway, stand.driver)
    finally:
        await gateway.close()
