"""The adapters of networks."""

import tempfile
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from backend.gateways.network import Line, Network, Order
from backend.gateways.network.simulator import Fault, Simulator, random_faults
from tests.gateways.conformance import in_loop
from tests.gateways.network_conformance import DELAY_SECONDS, Clock, Conformance, activation, line, lines_of


def simulator(path: Path, clock: Clock, faults: Mapping[uuid.UUID, Fault]) -> Simulator:
    return Simulator(path, fault_of=lambda order, _: faults.get(order.id), delay_seconds=DELAY_SECONDS, now=clock)


class TestSimulator(Conformance):
    @asynccontextmanager
    async def _opened(self, clock: Clock, faults: Mapping[uuid.UUID, Fault]) -> AsyncIterator[Network]:
        with tempfile.TemporaryDirectory() as folder:
            network = simulator(Path(folder) / "network.sqlite", clock, faults)
            yield network
            await network.close()

    def opened(self, clock: Clock, faults: Mapping[uuid.UUID, Fault]) -> AbstractAsyncContextManager[Network]:
        return self._opened(clock, faults)


@in_loop
async def test_a_restarted_simulator_has_its_lines_and_orders(tmp_path: Path) -> None:
    clock, order = Clock(), activation(line())
    first = simulator(tmp_path / "network.sqlite", clock, {})
    await first.send([order])
    await first.close()
    clock.now += DELAY_SECONDS
    second = simulator(tmp_path / "network.sqlite", clock, {})
    assert [each.id for each in await second.received()] == [order.id]
    assert await lines_of(second) == [order.line]
    assert await second.times_done(order.id) == 1
    await second.close()


def test_the_faults_follow_from_the_seed_and_have_the_given_share() -> None:
    orders = [Order(uuid.UUID(int=n), "ACTIVATE", Line(uuid.UUID(int=n), "89", "+996")) for n in range(4_000)]
    found = [random_faults(0.1, 7)(order, 1) for order in orders]
    assert found == [random_faults(0.1, 7)(order, 1) for order in orders]
    assert found != [random_faults(0.1, 8)(order, 1) for order in orders]
    assert 300 < sum(each is not None for each in found) < 500
    assert set(found) == {None, *Fault}
