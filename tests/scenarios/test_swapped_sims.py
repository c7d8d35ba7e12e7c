"""Exchange of a SIM (P2): started, told to the customer, and completed some minutes later, or cancelled."""

from typing import Any

import pytest
from stdnum import luhn

from backend.database import Database
from backend.services.sim_swap import complete_swaps
from backend.settings import Settings
from tests.client import Client
from tests.factories.sims import new_sim
from tests.scenarios.test_holds import ACT, contract  # noqa: F401  a fixture too

pytestmark = pytest.mark.database
ICCID = "89996000000000006" + "1" + luhn.calc_check_digit("899960000000000061")
LINE = """contract { id status swapStartedAt sim { id iccid status msisdn } newSim { iccid status }
    holds { reason } } errors { code field }"""
SWAP = f"mutation ($input: SwapSimInput!) {{ swapSim(input: $input) {{ {LINE} }} }}"
CANCEL = f"mutation ($input: CancelSimSwapInput!) {{ cancelSimSwap(input: $input) {{ {LINE} }} }}"
CARD = (
    f"query ($id: ID!) {{ {LINE.replace('contract {', 'contract(id: $id) {').replace('errors { code field }', '')} }}"
)
STARTED_BEFORE = (
    "update contract set swap_started_at = swap_started_at - interval '6 minutes' where swap_sim_id is not null"
)


def swap(client: Client, line: str, **more: Any) -> Any:
    given = {"id": line, "iccid": ICCID, "reason": "потеряна", **more}
    return client.ask(SWAP, {"input": given})["swapSim"]


def cancel(client: Client, line: str) -> Any:
    return client.ask(CANCEL, {"input": {"id": line, "reason": "не просил"}})["cancelSimSwap"]


def codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["errors"]]


def card(client: Client, line: str) -> Any:
    return client.ask(CARD, {"id": line})["contract"]


def completed(client: Client, settings: Settings) -> int:
    """Complete the swaps that are due, as the job does. Returns how many."""

    async def go() -> int:
        database: Database = client.app.state.database
        async with database.transaction() as session:
            return await complete_swaps(session, settings)

    return client.run(go())


@pytest.fixture
def new(client: Client) -> str:
    """The id of a SIM that can be handed out."""
    return f"sim_{client.insert(new_sim(ICCID)).id}"


def test_a_sim_is_replaced_some_minutes_later(client: Client, settings: Settings, contract: str, new: str) -> None:  # noqa: F811
    before = card(client, contract)
    started = swap(client, contract)
    assert codes(started) == []
    assert started["contract"]["newSim"] == {"iccid": ICCID, "status": "RESERVED"}
    assert (started["contract"]["status"], started["contract"]["sim"]) == ("ACTIVE", before["sim"]), "the old one works"
    told = "select count(*) from event where topic = 'contract.sim_swap_started' and contract_id = $1::uuid"
    assert client.value(told, contract[4:]) == 1
    assert codes(swap(client, contract)) == ["SWAP_PENDING"]
    assert completed(client, settings) == 0, "the customer may object"
    client.sql(STARTED_BEFORE)
    assert completed(client, settings) == 1
    assert completed(client, settings) == 0
    after = card(client, contract)
    assert after["sim"] == {"id": new, "iccid": ICCID, "status": "ACTIVE", "msisdn": before["sim"]["msisdn"]}
    assert (after["status"], after["newSim"], after["swapStartedAt"]) == ("ACTIVE", None, None)
    old = client.sql("select status, msisdn from sim where id = $1::uuid", before["sim"]["id"][4:])[0]
    assert tuple(old) == ("REPLACED", before["sim"]["msisdn"])
    bound = "select sim_id from sim_binding where contract_id = $1::uuid and bound_to is null"
    assert [f"sim_{row['sim_id']}" for row in client.sql(bound, contract[4:])] == [new]


@pytest.mark.parametrize("other", [None, "DEBT"])
def test_a_swap_lifts_the_hold_lost_and_no_other_hold(
    client: Client,
    settings: Settings,
    contract: str,  # noqa: F811
    new: str,
    other: str | None,
) -> None:
    if other:
        client.ask(ACT % "suspendContract", {"input": {"id": contract, "hold": other}})
    started = swap(client, contract, because="STOLEN")["contract"]
    assert (started["status"], started["sim"]["status"]) == ("SUSPENDED", "BLOCKED")
    assert {each["reason"] for each in started["holds"]} == {"LOST", other} - {None}
    client.sql(STARTED_BEFORE)
    assert completed(client, settings) == 1
    after = card(client, contract)
    state = "SUSPENDED" if other else "ACTIVE"
    assert (after["status"], after["sim"]["id"], after["sim"]["status"]) == (state, new, state)
    assert [each["reason"] for each in after["holds"]] == ([other] if other else [])


def test_a_cancelled_swap_moves_nothing(client: Client, settings: Settings, contract: str, new: str) -> None:  # noqa: F811
    before = card(client, contract)
    assert codes(cancel(client, contract)) == ["INVALID_TRANSITION"]
    swap(client, contract)
    assert codes(cancel(client, contract)) == []
    client.sql(STARTED_BEFORE)
    assert completed(client, settings) == 0
    assert card(client, contract) == before
    assert client.value("select status from sim where id = $1::uuid", new[4:]) == "AVAILABLE"


def test_closing_ends_a_swap_and_a_lost_reservation_refuses_it(
    client: Client,
    settings: Settings,
    contract: str,  # noqa: F811
    new: str,
) -> None:
    swap(client, contract)
    free = "update sim set status = 'AVAILABLE', reserved_by = null, reserved_for = null, reserved_until = null where id = $1::uuid"
    client.sql(free, new[4:])
    client.sql(STARTED_BEFORE)
    before = card(client, contract)["sim"]
    assert completed(client, settings) == 1
    assert (card(client, contract)["sim"], card(client, contract)["newSim"]) == (before, None)
    swap(client, contract)
    closed = client.ask(ACT % "closeContract", {"input": {"id": contract}})["closeContract"]
    assert closed["errors"] == []
    assert client.value("select status from sim where id = $1::uuid", new[4:]) == "AVAILABLE"
    assert codes(swap(client, contract)) == ["INVALID_TRANSITION"]


def test_the_sim_of_a_locked_line_is_not_exchanged(client: Client, contract: str, new: str) -> None:  # noqa: F811, ARG001
    client.sql("update contract set line_locked_at = now() where id = $1::uuid", contract[4:])
    assert codes(swap(client, contract)) == ["LINE_LOCKED"]


def test_of_many_swaps_at_once_one_is_started(client: Client, contract: str, new: str) -> None:  # noqa: F811, ARG001
    answers = client.together(SWAP, [{"id": contract, "reason": "замена"}] * 8)
    assert sorted(code for data in answers for code in codes(data["swapSim"])) == ["SWAP_PENDING"] * 7
    lines = client.sql(
        "select 'con_' || id as id from contract where status = 'ACTIVE' and swap_sim_id is null limit 5"
    )
    answers = client.together(SWAP, [{"id": row["id"], "iccid": ICCID, "reason": "замена"} for row in lines])
    assert sorted(codes(data["swapSim"]) for data in answers) == [[]] + [["SIM_RESERVED"]] * 4
