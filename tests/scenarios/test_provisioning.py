"""SIM management (P2), activation (P4): acts about contracts write orders, and the network has what they want."""

import asyncio
import dataclasses
import itertools
import time
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from pydantic import SecretStr

from backend.database import Connection, connect
from backend.gateways.network import Line, Network, Order, Outcome, Report
from backend.gateways.network.https import SIGNATURE
from backend.gateways.network.simulator import Fault, Simulator
from backend.gateways.payments import GatewayDown
from backend.gateways.signatures import sign
from backend.services.pool import restore_numbers
from backend.services.provisioning.comparison import compare
from backend.services.provisioning.dispatcher import Dispatcher
from backend.services.provisioning.outcomes import apply
from backend.services.sim_swap import complete_swaps
from backend.settings import Settings
from tests.client import Client
from tests.factories.phone_numbers import new_phone_numbers
from tests.factories.sims import new_sim
from tests.imports.bulk import iccid
from tests.scenarios.test_draft_contracts import person
from tests.scenarios.test_transfers import transferred

pytestmark = pytest.mark.database

GET_SIM = "mutation ($input: GetSimInput!) { getSim(input: $input) { contract { id } errors { code field } } }"
ACT = "mutation ($input: %sInput!) { %s(input: $input) { errors { code field message } } }"
ORDERS = """
select id, kind, barring, status, attempts, failure_code, late_at is not null as late
from provisioning_order where contract_id = $1::uuid order by place
"""


PLACES = itertools.count(101)


SERVICE = """
query ($id: ID!) {
  contract(id: $id) { inServiceAt activatedAt service { wanted barring actual inSync order { kind status } } }
}
"""


class Station:
    """A client, a network that is simulated, and a dispatcher between them. Delays are over at once."""

    def __init__(self, client: Client, settings: Settings, folder: Path) -> None:
        self.client, self.settings = client, settings
        self.faults: dict[str, list[Fault | None]] = {}  # by the kind of the order, for its next attempts
        self.now = 0.0
        self.network: Any = Simulator(
            folder / "network.sqlite", fault_of=self._fault, delay_seconds=1.0, now=lambda: self.now
        )
        self.connection: Connection = client.run(connect(client.url))

    def _fault(self, order: Order, _: int) -> Fault | None:
        waiting = self.faults.get(order.kind)
        return waiting.pop(0) if waiting else None

    def close(self) -> None:
        self.client.run(self.connection.close())
        self.client.run(self.network.close())

    def dispatcher(self, network: Network | None = None) -> Dispatcher:
        return Dispatcher(self.client.url, self.client.app.state.database, self.settings, network or self.network)

    def round(self, *, seconds: float = 2.0) -> int:
        """One round of the dispatcher, and another after the network did what it got."""
        done = self.client.run(self.dispatcher().round(self.connection))
        self.now += seconds
        return done + self.client.run(self.dispatcher().round(self.connection))

    def all(self) -> None:
        while self.round(seconds=100.0):
            pass

    def due(self) -> None:
        """Ask about every order now."""
        self.client.sql("update provisioning_order set ask_at = now() - interval '1 second' where ask_at is not null")

    def get_sim(self, msisdn: str | None = None, *, of: str | None = None) -> str:
        n = next(PLACES)
        self.client.insert(new_sim(iccid(n)), *new_phone_numbers("+99698", [n]))
        new = {"kind": "PERSON", "name": f"Подключаемый {n}", "phone": f"+9965553{n:05}"}
        given: dict[str, Any] = {
            "customer": new, "tariffCode": "T01", "iccid": iccid(n), "msisdn": msisdn or f"+99698{n:07}",
            "allowDuplicate": True,
        }  # fmt: skip
        if of is not None:
            (row,) = self.client.sql("select customer_id from contract where id = $1::uuid", of[4:])
            given = {**given, "customer": None, "customerId": f"cus_{row['customer_id']}"}
        payload = self.client.ask(GET_SIM, {"input": given})["getSim"]
        assert payload["errors"] == []
        return str(payload["contract"]["id"])

    def act(self, verb: str, command: str, **given: Any) -> Any:
        return self.client.ask(ACT % (command, verb), {"input": given})[verb]["errors"]

    def suspend(self, contract: str, **given: Any) -> None:
        assert self.act("suspendContract", "ContractAction", id=contract, reason="проверка", **given) == []

    def resume(self, contract: str, **given: Any) -> None:
        assert self.act("resumeContract", "ContractAction", id=contract, reason="проверка", **given) == []

    def close_contract(self, contract: str) -> None:
        assert self.act("closeContract", "ContractAction", id=contract, reason="проверка") == []

    def orders(self, contract: str) -> list[tuple[Any, ...]]:
        return [(row["kind"], row["barring"], row["status"]) for row in self.client.sql(ORDERS, contract[4:])]

    def service(self, contract: str) -> Any:
        return self.client.ask(SERVICE, {"id": contract})["contract"]

    def line(self, contract: str) -> Line | None:
        async def find() -> Line | None:
            pages = [page async for page in self.network.lines()]
            return next((each for page in pages for each in page if str(each.key) == contract[4:]), None)

        return self.client.run(find())


@pytest.fixture
def station(module_database_url: str, settings: Settings, tmp_path: Path) -> Iterator[Station]:
    connected = settings.model_copy(update={"network": "simulator"})
    client = Client(module_database_url, connected)
    # Orders of other tests are not this network's.
    client.sql(
        "update provisioning_order set status = 'CANCELLED', finished_at = now(), ask_at = null where finished_at is null or status = 'FAILED'"
    )
    opened = Station(client, connected, tmp_path)
    yield opened
    opened.close()
    client.close()


def test_a_new_contract_is_activated_in_the_network(station: Station) -> None:
    contract = station.get_sim()
    assert station.orders(contract) == [("ACTIVATE", None, "QUEUED")]
    assert station.line(contract) is None
    station.client.run(station.dispatcher().round(station.connection))
    assert station.orders(contract) == [("ACTIVATE", None, "SENT")]
    station.round()
    assert station.orders(contract) == [("ACTIVATE", None, "CONFIRMED")]
    found = station.line(contract)
    assert found is not None
    (bound,) = station.client.sql(
        "select s.iccid, n.msisdn from contract c join sim s on s.id = c.sim_id"
        " join phone_number n on n.id = c.phone_number_id where c.id = $1::uuid", contract[4:],
    )  # fmt: skip
    assert (found.iccid, found.msisdn, found.barring) == (bound["iccid"], bound["msisdn"], None)
    assert station.round() == 0
    # Another contract of a known customer is written by the verb, and not by the statement.
    second = station.get_sim(of=contract)
    assert station.orders(second) == [("ACTIVATE", None, "QUEUED")]
    station.all()
    assert station.line(second) is not None


def test_the_strictest_hold_is_what_the_network_bars(station: Station) -> None:
    contract = station.get_sim()
    station.all()
    bars: list[str | None] = []
    for step, given in (
        ("suspend", "DEBT"), ("suspend", "CUSTOMER"), ("suspend", "LOST"), ("resume", "CUSTOMER"), ("resume", "LOST"),
        ("resume", "DEBT"),
    ):  # fmt: skip
        getattr(station, step)(contract, hold=given)
        station.all()
        found = station.line(contract)
        assert found is not None
        bars.append(found.barring)
    assert bars == ["OUTGOING", "ALL", "ALL", "ALL", "OUTGOING", None]
    # A hold that changes nothing in the network is no order.
    assert [kind for kind, _, _ in station.orders(contract)] == ["ACTIVATE", "SUSPEND", "SUSPEND", "RESUME", "RESUME"]


def test_a_later_order_replaces_what_is_queued_or_failed(station: Station) -> None:
    contract = station.get_sim()
    station.suspend(contract)
    # The line was never activated: it is activated as it has to be now.
    assert station.orders(contract) == [("ACTIVATE", None, "SUPERSEDED"), ("ACTIVATE", "ALL", "QUEUED")]
    station.faults["ACTIVATE"] = [Fault.REFUSED]
    station.all()
    assert station.orders(contract)[-1] == ("ACTIVATE", "ALL", "FAILED")
    station.close_contract(contract)
    station.all()
    assert station.orders(contract)[1:] == [("ACTIVATE", "ALL", "SUPERSEDED"), ("TERMINATE", None, "CONFIRMED")]
    assert station.line(contract) is None


def test_orders_of_a_contract_are_sent_in_sequence(station: Station) -> None:
    contract, other = station.get_sim(), station.get_sim()
    station.client.run(station.dispatcher().round(station.connection))
    station.suspend(contract)
    station.client.run(station.dispatcher().round(station.connection))
    assert station.orders(contract) == [("ACTIVATE", None, "SENT"), ("SUSPEND", "ALL", "QUEUED")]
    assert station.orders(other) == [("ACTIVATE", None, "SENT")]
    station.all()
    assert [status for *_, status in station.orders(contract)] == ["CONFIRMED", "CONFIRMED"]


def test_an_order_does_not_wait_for_one_that_failed_before_it(station: Station) -> None:
    contract = station.get_sim()
    station.faults["ACTIVATE"] = [Fault.NOT_ANSWERED]
    station.client.run(station.dispatcher().round(station.connection))
    station.close_contract(contract)
    (sent,) = station.client.sql(ORDERS + " limit 1", contract[4:])
    refused = Report(sent["id"], Outcome.REFUSED, "NO", "no")
    assert station.client.run(apply(station.connection, [refused], "gateway:test")) == 1
    assert station.orders(contract) == [("ACTIVATE", None, "FAILED"), ("TERMINATE", None, "QUEUED")]
    # It is too late to repeat the failed one.
    (error,) = station.act("retryProvisioning", "RetryProvisioning", id=f"prv_{sent['id']}")
    assert error["code"] == "INVALID_TRANSITION"
    station.all()
    assert station.orders(contract) == [("ACTIVATE", None, "SUPERSEDED"), ("TERMINATE", None, "CONFIRMED")]


def test_the_number_from_before_a_failed_change_waits_for_the_next_one(station: Station) -> None:
    # The contract is from before there were orders.
    contract = station.get_sim()
    station.client.as_owner("delete from provisioning_order where contract_id = $1::uuid", contract[4:])
    numbers = [f"+99698{next(PLACES):07}" for _ in range(2)]
    station.client.insert(*(each for n in numbers for each in new_phone_numbers("+99698", [int(n[-7:])])))
    (first,) = station.client.sql("select phone_number_id from contract where id = $1::uuid", contract[4:])
    for n, msisdn in enumerate(numbers):
        given = {"id": contract, "msisdn": msisdn, "reason": "проверка"}
        assert station.act("changeNumber", "ChangeNumber", **given) == []
        if n == 0:
            station.client.run(station.dispatcher().round(station.connection))
    orders = station.client.sql(
        "select id, kind, old_phone_number_id as old from provisioning_order where contract_id = $1::uuid order by place",
        contract[4:],
    )
    assert [row["kind"] for row in orders] == ["CHANGE_NUMBER", "CHANGE_NUMBER"]
    assert orders[0]["old"] == first["phone_number_id"] != orders[1]["old"]
    refused = Report(orders[0]["id"], Outcome.REFUSED, "NO", "no")
    assert station.client.run(apply(station.connection, [refused], "gateway:test")) == 1
    station.client.run(station.dispatcher().round(station.connection))
    (old,) = station.client.sql(
        "select old_phone_number_id as old from provisioning_order where id = $1", orders[1]["id"]
    )
    assert old["old"] == first["phone_number_id"]
    station.all()
    found = station.line(contract)
    assert found is not None
    assert found.msisdn == numbers[1]


def test_a_number_waits_for_the_end_of_its_last_line(station: Station) -> None:
    contract = station.get_sim()
    station.all()
    (row,) = station.client.sql(
        "select n.id, n.msisdn from contract c join phone_number n on n.id = c.phone_number_id where c.id = $1::uuid",
        contract[4:],
    )
    station.close_contract(contract)
    station.client.sql("update phone_number set quarantined_until = now() - interval '1 day' where id = $1", row["id"])

    def restore() -> str:
        async def go() -> None:
            async with station.client.app.state.database.transaction() as session:
                await restore_numbers(session)

        station.client.run(go())
        (found,) = station.client.sql("select status from phone_number where id = $1", row["id"])
        return str(found["status"])

    assert restore() == "QUARANTINED"
    station.client.run(station.dispatcher().round(station.connection))
    assert restore() == "QUARANTINED"
    station.all()
    assert restore() == "AVAILABLE"
    # The same order also holds where the number gets a new contract in another way.
    station.faults["TERMINATE"] = [Fault.REFUSED]
    second = station.get_sim(row["msisdn"])
    station.all()
    station.close_contract(second)
    station.client.sql(
        "update phone_number set status = 'AVAILABLE', quarantined_until = null where id = $1", row["id"]
    )
    third = station.get_sim(row["msisdn"])
    station.all()
    assert station.orders(second)[-1] == ("TERMINATE", None, "FAILED")
    assert station.orders(third) == [("ACTIVATE", None, "QUEUED")]
    failed = station.client.sql(ORDERS, second[4:])[-1]["id"]
    assert station.act("retryProvisioning", "RetryProvisioning", id=f"prv_{failed}", reason="ещё раз") == []
    station.all()
    assert station.orders(second)[-1] == ("TERMINATE", None, "CONFIRMED")
    assert station.orders(third) == [("ACTIVATE", None, "CONFIRMED")]


@pytest.mark.parametrize("fault", [Fault.NOT_RECEIVED, Fault.NOT_ANSWERED, Fault.NOT_CONFIRMED])
def test_an_order_without_an_answer_or_a_confirmation_is_asked_about(station: Station, fault: Fault) -> None:
    contract = station.get_sim()
    station.faults["ACTIVATE"] = [fault]
    station.all()
    is_answered = fault is Fault.NOT_CONFIRMED
    assert station.orders(contract) == [("ACTIVATE", None, "SENT" if is_answered else "UNKNOWN")]
    station.due()
    station.all()
    assert station.orders(contract) == [("ACTIVATE", None, "CONFIRMED")]
    assert station.line(contract) is not None
    (order,) = station.client.sql(ORDERS, contract[4:])
    assert station.client.run(station.network.times_done(order["id"])) == 1


def test_a_refused_order_is_told_to_staff_and_retried_once(station: Station) -> None:
    contract = station.get_sim()
    station.faults["ACTIVATE"] = [Fault.REFUSED]
    station.all()
    (order,) = station.client.sql(ORDERS, contract[4:])
    assert (order["status"], order["failure_code"]) == ("FAILED", "NETWORK_BUSY")
    (event,) = station.client.sql(
        "select payload::text as payload, contract_id from event where node_id = $1 and topic = 'provisioning_order.failed'", order["id"],
    )  # fmt: skip
    assert '"internal": true' in event["payload"]
    given = [{"id": f"prv_{order['id']}", "reason": "повтор"} for _ in range(4)]
    answers = station.client.together(ACT % ("RetryProvisioning", "retryProvisioning"), given)
    codes = sorted(str([each["code"] for each in answer["retryProvisioning"]["errors"]]) for answer in answers)
    assert codes == ["['INVALID_TRANSITION']"] * 3 + ["[]"]
    station.all()
    (order,) = station.client.sql(ORDERS, contract[4:])
    assert (order["status"], order["attempts"], order["failure_code"]) == ("CONFIRMED", 2, None)


def test_a_late_confirmation_is_compensated(station: Station) -> None:
    contract = station.get_sim()
    station.faults["ACTIVATE"] = [Fault.REFUSED_BUT_DONE]
    station.round()
    assert station.orders(contract) == [("ACTIVATE", None, "FAILED")]
    station.close_contract(contract)
    station.round()
    assert station.orders(contract)[-1] == ("TERMINATE", None, "CONFIRMED")
    station.now += 100.0  # the network does now what it refused
    assert station.line(contract) is not None
    station.all()
    assert station.orders(contract) == [
        ("ACTIVATE", None, "SUPERSEDED"), ("TERMINATE", None, "CONFIRMED"), ("TERMINATE", None, "CONFIRMED")
    ]  # fmt: skip
    assert station.line(contract) is None
    assert [row["late"] for row in station.client.sql(ORDERS, contract[4:])] == [True, False, False]


SWAPPED_CARD = "query ($id: ID!) { contract(id: $id) { sim { iccid status } newSim { iccid status } } }"


def _swap(station: Station, contract: str) -> tuple[str, str]:
    """Start a swap that is due now, and do what the job does. Returns the old and the new ICCID."""
    n = next(PLACES)
    station.client.insert(new_sim(iccid(n)))
    (old,) = station.client.sql(
        "select iccid from sim where id = (select sim_id from contract where id = $1::uuid)", contract[4:]
    )
    assert station.act("swapSim", "SwapSim", id=contract, iccid=iccid(n), reason="замена") == []
    station.client.sql("update contract set swap_started_at = now() - interval '1 day' where swap_sim_id is not null")
    for _ in range(2):  # the second time there is nothing to do
        _order_swaps(station)
    return str(old["iccid"]), iccid(n)


def _order_swaps(station: Station) -> None:
    async def go() -> None:
        async with station.client.app.state.database.transaction() as session:
            await complete_swaps(session, station.settings)

    station.client.run(go())


def _sims(station: Station, contract: str) -> Any:
    found = station.client.ask(SWAPPED_CARD, {"id": contract})["contract"]
    return [each and (each["iccid"], each["status"]) for each in (found["sim"], found["newSim"])]


def test_a_sim_is_exchanged_when_the_network_has_confirmed_it(station: Station) -> None:
    contract = station.get_sim()
    station.all()
    old, new = _swap(station, contract)
    station.client.run(station.dispatcher().round(station.connection))
    assert station.orders(contract)[1:] == [("CHANGE_SIM", None, "SENT")]
    assert _sims(station, contract) == [(old, "ACTIVE"), (new, "RESERVED")]
    # A hold in the meantime does not take the exchange back.
    station.suspend(contract, hold="DEBT")

    async def together() -> None:
        station.now += 10.0
        connections = [await connect(station.client.url) for _ in range(3)]
        dispatchers = [station.dispatcher() for _ in connections]
        for _ in range(3):
            await asyncio.gather(*(one.round(on) for one, on in zip(dispatchers, connections, strict=True)))
            station.now += 10.0
        for each in connections:
            await each.close()

    station.client.run(together())
    station.all()
    assert station.orders(contract)[1:] == [("CHANGE_SIM", None, "CONFIRMED"), ("SUSPEND", "OUTGOING", "CONFIRMED")]
    assert _sims(station, contract) == [(new, "SUSPENDED"), None]
    found = station.line(contract)
    assert found is not None
    assert (found.iccid, found.barring) == (new, "OUTGOING")
    (row,) = station.client.sql("select status from sim where iccid = $1", old)
    assert row["status"] == "REPLACED"
    assert station.service(contract)["service"]["inSync"] is True


def test_an_exchange_that_the_network_refused_is_retried_or_cancelled(station: Station) -> None:
    contract = station.get_sim()
    station.all()
    station.faults["CHANGE_SIM"] = [Fault.REFUSED, None, Fault.REFUSED]
    old, new = _swap(station, contract)
    station.all()
    order = station.client.sql(ORDERS, contract[4:])[-1]
    assert (order["kind"], order["status"]) == ("CHANGE_SIM", "FAILED")
    assert _sims(station, contract) == [(old, "ACTIVE"), (new, "RESERVED")]
    assert station.act("retryProvisioning", "RetryProvisioning", id=f"prv_{order['id']}") == []
    station.client.run(station.dispatcher().round(station.connection))
    (error,) = station.act("cancelSimSwap", "CancelSimSwap", id=contract, reason="не просил")
    assert error["code"] == "INVALID_TRANSITION"
    station.all()
    assert _sims(station, contract) == [(new, "ACTIVE"), None]
    _, third = _swap(station, contract)
    station.all()
    assert station.act("cancelSimSwap", "CancelSimSwap", id=contract, reason="не просил") == []
    station.all()
    assert _sims(station, contract) == [(new, "ACTIVE"), None]
    (row,) = station.client.sql("select status from sim where iccid = $1", third)
    assert row["status"] == "AVAILABLE"
    assert station.orders(contract)[-2][2] == "SUPERSEDED"
    found = station.line(contract)
    assert found is not None
    assert found.iccid == new


MONEY = {"amount": "100", "currency": "KGS"}
DEPOSIT = "mutation ($input: GetDepositInput!) { getDeposit(input: $input) { errors { code } } }"
CHARGE = "mutation ($input: ChargeContractInput!) { chargeContract(input: $input) { errors { code } } }"
ANNUL = ACT % ("AnnulContract", "annulContract")


def _annulled(station: Station, contract: str, times: int = 1) -> list[str]:
    answers = station.client.together(ANNUL, [{"id": contract, "reason": "ошибка оператора"}] * times)
    return sorted(error["code"] for answer in answers for error in answer["annulContract"]["errors"])


def test_p4_a_contract_that_was_never_in_service_is_undone_whole(station: Station) -> None:
    contract = station.get_sim()
    station.faults["ACTIVATE"] = [Fault.REFUSED]
    station.all()
    for document, given in (
        (DEPOSIT, {"contractId": contract, "amount": MONEY, "method": "CASH", "idempotencyKey": str(uuid.uuid4())}),
        (CHARGE, {"contractId": contract, "amount": {**MONEY, "amount": "30"}, "reason": "подключение", "idempotencyKey": str(uuid.uuid4())}),
    ):  # fmt: skip
        (payload,) = station.client.ask(document, {"input": given}).values()
        assert payload["errors"] == []
    day = str(datetime.now(UTC).date() + timedelta(days=5))
    assert station.act("closeContract", "ContractAction", id=contract, day=day) == []
    assert _annulled(station, contract, times=4) == ["INVALID_TRANSITION"] * 3
    booked = "select status from scheduled_act where contract_id = $1::uuid"
    assert [row["status"] for row in station.client.sql(booked, contract[4:])] == ["SUPERSEDED"]
    line = station.client.ask(
        "query ($id: ID!) { contract(id: $id) { status balance { amount } inServiceAt sim { iccid status msisdn } } }",
        {"id": contract},
    )["contract"]
    assert (line["status"], line["balance"]["amount"], line["inServiceAt"]) == ("ANNULLED", "100.00", None)
    assert (line["sim"]["status"], line["sim"]["msisdn"]) == ("AVAILABLE", None)
    assert station.orders(contract) == [("ACTIVATE", None, "CANCELLED")]
    # What was paid is not charged again, and nothing more is paid in.
    again = {"contractId": contract, "amount": MONEY, "method": "CASH", "idempotencyKey": str(uuid.uuid4())}
    (payload,) = station.client.ask(DEPOSIT, {"input": again}).values()
    assert [error["code"] for error in payload["errors"]] == ["CONTRACT_CLOSED"]
    # The SIM and the number are free at once.
    (row,) = station.client.sql(
        "select n.msisdn, n.status, c.customer_id from contract c join phone_number n on n.id = c.phone_number_id"
        " where c.id = $1::uuid", contract[4:],
    )  # fmt: skip
    assert row["status"] == "AVAILABLE"
    given = {
        "customerId": f"cus_{row['customer_id']}", "tariffCode": "T01", "iccid": line["sim"]["iccid"],
        "msisdn": row["msisdn"], "allowDuplicate": True,
    }  # fmt: skip
    payload = station.client.ask(GET_SIM, {"input": given})["getSim"]
    assert payload["errors"] == []
    station.all()
    assert station.orders(payload["contract"]["id"]) == [("ACTIVATE", None, "CONFIRMED")]
    assert _annulled(station, payload["contract"]["id"]) == ["INVALID_TRANSITION"]


def test_a_contract_that_the_network_may_be_activating_is_not_annulled(station: Station) -> None:
    contract, late = station.get_sim(), station.get_sim()
    station.faults["ACTIVATE"] = [Fault.NOT_CONFIRMED, Fault.REFUSED_BUT_DONE]
    station.round()
    assert [station.orders(each)[0][2] for each in (contract, late)] == ["SENT", "FAILED"]
    assert _annulled(station, contract) == ["INVALID_TRANSITION"]
    assert station.orders(contract) == [("ACTIVATE", None, "SENT")]
    # The network does afterwards what it refused: the line is taken out again.
    assert _annulled(station, late) == []
    station.now += 100.0
    assert station.line(late) is not None
    station.all()
    assert station.orders(late) == [("ACTIVATE", None, "CANCELLED"), ("TERMINATE", None, "CONFIRMED")]
    assert station.line(late) is None
    assert station.service(late)["inServiceAt"] is None


def test_a_sim_that_was_in_use_does_not_return_to_the_pool(station: Station) -> None:
    contract = station.get_sim()
    free = "update sim set status = 'AVAILABLE', activated_at = null where id = (select sim_id from contract where id = $1::uuid)"
    with pytest.raises(asyncpg.CheckViolationError, match="was in use"):
        station.client.sql(free, contract[4:])


class Silent:
    """A network that never answers, or does not answer about the last order."""

    name = "silent"

    def __init__(self, behind: Any, *, partly: bool) -> None:
        self._behind, self._partly = behind, partly

    async def send(self, orders: Sequence[Order]) -> Sequence[Report]:
        if not self._partly:
            raise GatewayDown("no route")
        reports: Sequence[Report] = await self._behind.send(orders)
        return reports[:-1]

    async def ask(self, ids: Sequence[uuid.UUID]) -> Sequence[Report]:
        raise GatewayDown("no route")

    async def received(self) -> Sequence[Report]:
        raise GatewayDown("no route")


@pytest.mark.parametrize("partly", [False, True])
def test_a_network_that_does_not_answer_leaves_orders_unknown(station: Station, *, partly: bool) -> None:
    contracts = [station.get_sim(), station.get_sim()]
    silent: Any = Silent(station.network, partly=partly)
    station.client.run(station.dispatcher(silent).round(station.connection))
    statuses = [station.orders(each)[0][2] for each in contracts]
    assert statuses == (["SENT", "UNKNOWN"] if partly else ["UNKNOWN", "UNKNOWN"])
    station.due()
    station.client.run(station.dispatcher(silent).round(station.connection))
    assert [station.orders(each)[0][2] for each in contracts] == ["UNKNOWN", "UNKNOWN"]
    station.due()
    station.all()
    assert [station.orders(each)[0][2] for each in contracts] == ["CONFIRMED", "CONFIRMED"]


def test_two_dispatchers_send_each_order_once_and_in_sequence(station: Station) -> None:
    contracts = [station.get_sim() for _ in range(6)]
    sent: list[Order] = []

    class Counting:
        name = "counting"

        async def send(self, orders: Sequence[Order]) -> Sequence[Report]:
            sent.extend(orders)
            await asyncio.sleep(0)
            return [Report(each.id, Outcome.CONFIRMED) for each in orders]

        async def received(self) -> Sequence[Report]:
            return []

    for contract in contracts[:3]:
        station.suspend(contract)
    counting: Any = Counting()

    async def go() -> None:
        connections = [await connect(station.client.url) for _ in range(4)]
        dispatchers = [station.dispatcher(counting) for _ in connections]
        for _ in range(3):
            await asyncio.gather(*(one.round(on) for one, on in zip(dispatchers, connections, strict=True)))
        for each in connections:
            await each.close()

    station.client.run(go())
    assert len(sent) == len({each.id for each in sent}) == 6
    assert {each.line.barring for each in sent} == {"ALL", None}


def test_reports_in_any_order_decide_an_order_once(station: Station) -> None:
    contract = station.get_sim()
    station.client.run(station.dispatcher().round(station.connection))
    (order,) = station.client.sql(ORDERS, contract[4:])
    confirmed, refused = Report(order["id"], Outcome.CONFIRMED), Report(order["id"], Outcome.REFUSED, "NO", "no")
    stranger = dataclasses.replace(confirmed, id=uuid.uuid4())

    def report(*given: Report) -> int:
        return station.client.run(apply(station.connection, given, "gateway:test"))

    assert report(Report(order["id"], Outcome.PENDING), stranger) == 0
    assert report(confirmed, refused, confirmed) == 1
    assert report(refused) == report(confirmed) == report(Report(order["id"], Outcome.UNKNOWN)) == 0
    assert station.orders(contract) == [("ACTIVATE", None, "CONFIRMED")]


def test_without_a_network_no_orders_are_written(
    station: Station, settings: Settings, module_database_url: str
) -> None:
    assert settings.network_in_use == "none"
    client = Client(module_database_url, settings, beside=station.client)
    contract = station.get_sim()
    station.all()
    payload = client.ask(ACT % ("ContractAction", "closeContract"), {"input": {"id": contract, "reason": "проверка"}})
    assert payload["closeContract"]["errors"] == []
    assert station.orders(contract) == [("ACTIVATE", None, "CONFIRMED")]
    client.close()


def test_the_network_confirms_by_a_webhook(station: Station, settings: Settings, module_database_url: str) -> None:
    contract = station.get_sim()
    station.client.run(station.dispatcher().round(station.connection))
    (order,) = station.client.sql(ORDERS, contract[4:])
    over = {"network": "https", "network_url": "https://network.example", "network_secret": SecretStr("secret")}
    client = Client(module_database_url, settings.model_copy(update=over), beside=station.client)

    def post(body: bytes, signed: bytes | None = None) -> tuple[int, str]:
        headers = {SIGNATURE: sign("secret", body if signed is None else signed, int(time.time()))}
        answer = client.run(client.http.post("/webhooks/network", content=body, headers=headers))
        found = answer.json()
        return answer.status_code, "" if answer.is_success else found["errors"][0]["extensions"]["code"]

    body = orjson.dumps({"reports": [{"id": str(order["id"]), "outcome": "CONFIRMED"}] * 2})
    assert post(body, b"another body") == (400, "BAD_SIGNATURE")
    assert post(b"{}") == post(b"[]") == post(b"no JSON") == (400, "BAD_REQUEST")
    assert post(b" " * 300_000) == (413, "TOO_LARGE")
    assert station.orders(contract) == [("ACTIVATE", None, "SENT")]
    assert post(body) == post(body) == (200, "")
    assert station.orders(contract) == [("ACTIVATE", None, "CONFIRMED")]
    client.close()


def test_a_contract_shows_what_the_network_has(station: Station) -> None:
    contract = station.get_sim()

    def shown() -> tuple[Any, ...]:
        found = station.service(contract)["service"]
        order = found["order"]
        return (found["wanted"], found["barring"], found["actual"], found["inSync"], order["kind"], order["status"])

    assert shown() == ("ACTIVE", None, None, False, "ACTIVATE", "QUEUED")
    assert station.service(contract)["inServiceAt"] is None
    station.all()
    assert shown() == ("ACTIVE", None, "ACTIVE", True, "ACTIVATE", "CONFIRMED")
    (order,) = station.client.sql(
        "select finished_at from provisioning_order where contract_id = $1::uuid", contract[4:]
    )
    since = station.service(contract)["inServiceAt"]
    assert datetime.fromisoformat(since) == order["finished_at"]
    station.faults["SUSPEND"] = [Fault.REFUSED]
    station.suspend(contract, hold="DEBT")
    station.all()
    assert shown() == ("BARRED", "OUTGOING", "ACTIVE", False, "SUSPEND", "FAILED")
    station.suspend(contract, hold="LOST")
    station.all()
    assert shown() == ("BARRED", "ALL", "BARRED", True, "SUSPEND", "CONFIRMED")
    station.close_contract(contract)
    assert shown() == ("OFF", None, "BARRED", False, "TERMINATE", "QUEUED")
    station.all()
    assert shown() == ("OFF", None, "OFF", True, "TERMINATE", "CONFIRMED")
    assert station.service(contract)["inServiceAt"] == since


def test_a_contract_from_before_there_were_orders_is_in_service_since_its_activation(station: Station) -> None:
    contract = station.get_sim()
    station.client.as_owner("delete from provisioning_order where contract_id = $1::uuid", contract[4:])
    found = station.service(contract)
    assert found["inServiceAt"] == found["activatedAt"]
    assert found["service"] == {"wanted": "ACTIVE", "barring": None, "actual": None, "inSync": None, "order": None}
    station.suspend(contract)
    assert station.orders(contract) == [("SUSPEND", "ALL", "QUEUED")]
    assert station.service(contract)["inServiceAt"] == found["activatedAt"]
    station.all()
    assert station.service(contract)["service"]["inSync"] is True


def test_a_transferred_line_is_taken_from_one_contract_and_put_into_service_for_the_other(station: Station) -> None:
    contract, taker = station.get_sim(), person(station.client, 81)
    station.all()
    new = transferred(station.client, station.settings, contract, taker)["id"]
    assert station.orders(new) == [("ACTIVATE", None, "QUEUED")]
    station.all()
    assert station.orders(contract) == [("ACTIVATE", None, "CONFIRMED"), ("TERMINATE", None, "CONFIRMED")]
    assert station.orders(new) == [("ACTIVATE", None, "CONFIRMED")]
    assert station.line(contract) is None
    assert station.line(new) is not None
    assert station.service(new)["service"]["inSync"] is True


DRIFT = """
{ networkDrift { nodes { id kind mend iccid barring mendedAt contract { id } order { id } } } }
"""


def test_a_comparison_lists_differences_and_what_mends_them(station: Station) -> None:
    station.client.sql("delete from network_drift")
    missing, other, failing, same = (station.get_sim() for _ in range(4))
    station.all()
    station.faults["SUSPEND"] = [Fault.REFUSED]
    station.suspend(failing)
    station.all()
    stranger = Line(uuid.uuid4(), "8999600000000000991", "+996700999991")
    known = station.line(other)
    assert known is not None

    gone = station.line(missing)
    assert gone is not None

    async def change() -> None:
        for kind, line in (
            ("TERMINATE", gone), ("SUSPEND", dataclasses.replace(known, barring="ALL")), ("ACTIVATE", stranger)
        ):  # fmt: skip
            await station.network.send([Order(uuid.uuid4(), kind, line)])

    station.client.run(change())
    station.now += 100.0

    def compared() -> dict[str | None, Any]:
        station.client.run(compare(station.connection, station.network))
        nodes = station.client.ask(DRIFT)["networkDrift"]["nodes"]
        found = {each["contract"] and each["contract"]["id"]: each for each in nodes}
        # The contracts of other tests are not in this network either.
        return {key: each for key, each in found.items() if key in {missing, other, failing, same, None}}

    found = compared()
    assert {key: (each["kind"], each["mend"], each["barring"]) for key, each in found.items()} == {
        missing: ("MISSING", "MEND_NETWORK_DRIFT", None),
        other: ("DIFFERENT", "MEND_NETWORK_DRIFT", "ALL"),
        failing: ("DIFFERENT", "RETRY_PROVISIONING", None),
        None: ("UNEXPECTED", "BY_HAND", None),
    }
    assert same not in found
    assert found[failing]["order"] is not None
    assert {key: each["id"] for key, each in compared().items()} == {key: each["id"] for key, each in found.items()}

    def mend(key: str | None) -> Any:
        return [each["code"] for each in station.act("mendNetworkDrift", "MendNetworkDrift", id=found[key]["id"])]

    assert mend(None) == ["INVALID_INPUT"]
    assert mend(missing) == mend(other) == []
    assert station.act("retryProvisioning", "RetryProvisioning", id=found[failing]["order"]["id"]) == []
    # What is under way is no difference any more.
    assert list(compared()) == [None]
    station.all()
    assert list(compared()) == [None]
    assert {each.barring for each in (station.line(missing), station.line(other)) if each} == {None}
