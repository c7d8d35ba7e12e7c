"""The conformance suite of networks. Each adapter has a subclass that opens it on a network without faults, or with
the fault of the order of a kind.
"""

import asyncio
import uuid
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace

from backend.gateways.network import Line, Network, Order, Outcome, Report
from backend.gateways.network.simulator import Fault
from backend.identifiers import uuid7
from tests.gateways.conformance import in_loop

DELAY_SECONDS = 10.0


@dataclass
class Clock:
    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


def line(ending: int = 1) -> Line:
    return Line(uuid7(), f"899670000000000{ending:03}", f"+996700000{ending:03}", None, ("ROAMING", "SMS"))


def activation(of: Line) -> Order:
    return Order(uuid7(), "ACTIVATE", of)


async def lines_of(network: Network) -> list[Line]:
    return [each async for page in network.lines() for each in page]


class Conformance:
    """`received` is what arrived at the CRM: what the adapter reports itself, or what came by its webhook."""

    def opened(self, clock: Clock, faults: Mapping[uuid.UUID, Fault]) -> AbstractAsyncContextManager[Network]:
        raise NotImplementedError

    async def received(self, network: Network) -> Sequence[Report]:
        return await network.received()

    @in_loop
    async def test_an_order_is_done_later_and_confirmed_once(self):
        clock = Clock()
        async with self.opened(clock, {}) as network:
            order = activation(line())
            assert await network.send([order]) == [Report(order.id, Outcome.PENDING)]
            assert await self.received(network) == await lines_of(network) == []
            clock.now += DELAY_SECONDS
            assert await self.received(network) == [Report(order.id, Outcome.CONFIRMED)]
            assert await self.received(network) == []
            assert await network.ask([order.id]) == [Report(order.id, Outcome.CONFIRMED)]
            assert await lines_of(network) == [order.line]

    @in_loop
    async def test_an_order_says_the_whole_state_of_its_line(self):
        clock = Clock()
        async with self.opened(clock, {}) as network:
            first = line()
            barred = replace(first, barring="OUTGOING", services=())
            for kind, state, expected in (
                ("SUSPEND", barred, [barred]), ("RESUME", first, [first]), ("TERMINATE", first, []),
                ("TERMINATE", first, []), ("ACTIVATE", first, [first]),
            ):  # fmt: skip
                await network.send([Order(uuid7(), kind, state)])
                clock.now += DELAY_SECONDS
                assert await lines_of(network) == expected, kind

    @in_loop
    async def test_a_repeated_order_is_done_once(self):
        clock = Clock()
        async with self.opened(clock, {}) as network:
            order = activation(line())
            await network.send([order])
            await network.send([order])
            clock.now += DELAY_SECONDS
            assert await network.send([order]) == [Report(order.id, Outcome.CONFIRMED)]
            await network.send([Order(uuid7(), "TERMINATE", order.line)])
            clock.now += DELAY_SECONDS
            await network.send([order])
            clock.now += DELAY_SECONDS
            assert await lines_of(network) == []

    @in_loop
    async def test_a_refusal_has_a_code_and_may_be_sent_again(self):
        clock, order = Clock(), activation(line())
        async with self.opened(clock, {order.id: Fault.REFUSED}) as network:
            for _ in range(2):
                (report,) = await network.send([order])
                assert (report.id, report.outcome, report.code) == (order.id, Outcome.REFUSED, "NETWORK_BUSY")
                assert report.words
            clock.now += DELAY_SECONDS * 100
            assert await network.ask([order.id]) == [report]
            assert await lines_of(network) == []

    @in_loop
    async def test_what_was_not_received_is_unknown_and_what_was_not_answered_is_not(self):
        clock, lost, silent = Clock(), activation(line(1)), activation(line(2))
        faults = {lost.id: Fault.NOT_RECEIVED, silent.id: Fault.NOT_ANSWERED}
        async with self.opened(clock, faults) as network:
            never = uuid7()
            assert await network.send([lost, silent]) == []
            clock.now += DELAY_SECONDS
            assert await self.received(network) == []
            outcomes = {each.id: each.outcome for each in await network.ask([lost.id, silent.id, never])}
            assert outcomes == {lost.id: Outcome.UNKNOWN, silent.id: Outcome.CONFIRMED, never: Outcome.UNKNOWN}

    @in_loop
    async def test_confirmations_may_be_repeated_late_or_missing(self):
        clock = Clock()
        orders = [activation(line(n)) for n in range(1, 5)]
        faults = [Fault.REPEATED, Fault.LATE, Fault.NOT_CONFIRMED, Fault.REFUSED_BUT_DONE]
        async with self.opened(
            clock, {order.id: fault for order, fault in zip(orders, faults, strict=True)}
        ) as network:
            await network.send(orders)
            clock.now += DELAY_SECONDS
            assert {each.id for each in await self.received(network)} == {orders[0].id}
            late, missing = await network.ask([orders[1].id, orders[2].id])
            assert (late.outcome, missing.outcome) == (Outcome.PENDING, Outcome.CONFIRMED)
            clock.now += DELAY_SECONDS * 100
            assert {each.id for each in await self.received(network)} == {orders[1].id, orders[3].id}
            assert len(await lines_of(network)) == 4

    @in_loop
    async def test_a_number_and_a_sim_are_on_one_line(self):
        clock = Clock()
        async with self.opened(clock, {}) as network:
            first = line(1)
            for other in (replace(line(2), msisdn=first.msisdn), replace(line(2), iccid=first.iccid)):
                order = activation(other)
                await network.send([activation(first)])
                clock.now += DELAY_SECONDS
                await network.send([order])
                clock.now += DELAY_SECONDS
                (report,) = await network.ask([order.id])
                assert (report.outcome, report.code) in {
                    (Outcome.REFUSED, "NUMBER_IN_USE"), (Outcome.REFUSED, "SIM_IN_USE")
                }  # fmt: skip
            assert await lines_of(network) == [first]

    @in_loop
    async def test_the_state_of_sims_follows_their_lines(self):
        clock = Clock()
        async with self.opened(clock, {}) as network:
            attached, detached = line(1), replace(line(2), barring="ALL")
            await network.send([activation(attached), activation(detached)])
            clock.now += DELAY_SECONDS
            states = await network.states([attached.iccid, detached.iccid, "8999"])
            assert {iccid: state.registration for iccid, state in states.items()} == {
                attached.iccid: "ATTACHED", detached.iccid: "DETACHED"
            }  # fmt: skip

    @in_loop
    async def test_concurrent_calls_do_an_order_once(self):
        clock, order = Clock(), activation(line())
        async with self.opened(clock, {}) as network:
            await asyncio.gather(*(network.send([order]) for _ in range(5)))
            clock.now += DELAY_SECONDS
            assert [each.outcome for each in await self.received(network)] == [Outcome.CONFIRMED]
