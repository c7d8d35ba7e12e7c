"""Lost, stolen and faulty SIMs: the SIM is blocked, and its contract has the hold LOST (P2)."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from stdnum import luhn

from tests.client import Client
from tests.factories.reservations import reserved
from tests.factories.sims import new_sim
from tests.scenarios.test_holds import ACT, contract  # noqa: F401  a fixture too

pytestmark = pytest.mark.database
BLOCK = """mutation ($input: BlockSimInput!) { blockSim(input: $input) { sim { status blockedFor reservedBy
    contract { status holds { reason } } history { verb to } } errors { code field } } }"""
UNBLOCK = BLOCK.replace("BlockSimInput", "UnblockSimInput").replace(" blockSim(", " unblockSim(")


def block(client: Client, sim: str, because: str = "LOST") -> Any:
    return client.ask(BLOCK, {"input": {"id": sim, "because": because, "reason": "звонок"}})["blockSim"]


def unblock(client: Client, sim: str) -> Any:
    return client.ask(UNBLOCK, {"input": {"id": sim}})["unblockSim"]


def codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["errors"]]


def state(payload: Any) -> tuple[str, str, list[str]]:
    assert payload["errors"] == [], payload
    sim = payload["sim"]
    return sim["status"], sim["contract"]["status"], [each["reason"] for each in sim["contract"]["holds"]]


@pytest.fixture
def sim(client: Client, contract: str) -> str:  # noqa: F811
    """The SIM of an active contract."""
    return str(client.value("select 'sim_' || sim_id from contract where id = $1::uuid", contract[4:]))


@pytest.mark.parametrize("because", ["LOST", "STOLEN", "FAULTY"])
def test_a_blocked_sim_suspends_its_contract_until_it_is_unblocked(client: Client, sim: str, because: str) -> None:
    blocked = block(client, sim, because)
    assert state(blocked) == ("BLOCKED", "SUSPENDED", ["LOST"])
    assert blocked["sim"]["blockedFor"] == because
    assert codes(block(client, sim)) == ["INVALID_TRANSITION"]
    back = unblock(client, sim)
    assert state(back) == ("ACTIVE", "ACTIVE", [])
    assert back["sim"]["blockedFor"] is None
    assert [each["verb"] for each in back["sim"]["history"][:3]] == ["resume", "unblock", "block"]
    assert codes(unblock(client, sim)) == ["INVALID_TRANSITION"]


def test_unblocking_lifts_the_hold_lost_and_no_other(client: Client, sim: str, contract: str) -> None:  # noqa: F811
    client.ask(ACT % "suspendContract", {"input": {"id": contract, "hold": "DEBT"}})
    assert state(block(client, sim)) == ("BLOCKED", "SUSPENDED", ["DEBT", "LOST"])
    assert state(unblock(client, sim)) == ("SUSPENDED", "SUSPENDED", ["DEBT"])
    client.ask(ACT % "resumeContract", {"input": {"id": contract, "hold": "DEBT"}})
    client.ask(ACT % "suspendContract", {"input": {"id": contract, "hold": "LOST"}})
    assert state(block(client, sim)) == ("BLOCKED", "SUSPENDED", ["LOST"]), "the hold stood already"
    resumed = client.ask(ACT % "resumeContract", {"input": {"id": contract, "hold": "LOST"}})["resumeContract"]
    assert resumed["errors"] == []
    assert (resumed["contract"]["status"], resumed["contract"]["sim"]["status"]) == ("ACTIVE", "ACTIVE")


def test_a_sim_of_the_stock_is_blocked_and_returns_to_the_pool(client: Client) -> None:
    sim = f"sim_{client.insert(new_sim('8999600000000000461', **reserved('operator'))).id}"
    blocked = block(client, sim, "FAULTY")
    assert (blocked["errors"], blocked["sim"]["status"], blocked["sim"]["reservedBy"]) == ([], "BLOCKED", None)
    assert unblock(client, sim)["sim"]["status"] == "AVAILABLE"


def test_a_blocked_sim_ends_with_its_contract_and_never_returns(client: Client, sim: str, contract: str) -> None:  # noqa: F811
    block(client, sim, "STOLEN")
    closed = client.ask(ACT % "closeContract", {"input": {"id": contract}})["closeContract"]
    assert (closed["errors"], closed["contract"]["sim"]["status"]) == ([], "TERMINATED")
    assert codes(unblock(client, sim)) == codes(block(client, sim)) == ["INVALID_TRANSITION"]
    left = client.insert(
        new_sim("8999600000000000462", status="BLOCKED", activated_at=datetime(2026, 1, 1, tzinfo=UTC))
    )
    assert codes(unblock(client, f"sim_{left.id}")) == ["INVALID_TRANSITION"]


def test_of_many_at_once_one_blocks_and_one_unblocks(client: Client, sim: str, contract: str) -> None:  # noqa: F811
    answers = client.together(BLOCK, [{"id": sim, "because": "LOST"}] * 8)
    assert [code for data in answers for code in codes(data["blockSim"])] == ["INVALID_TRANSITION"] * 7
    answers = client.together(UNBLOCK, [{"id": sim}] * 8)
    assert [code for data in answers for code in codes(data["unblockSim"])] == ["INVALID_TRANSITION"] * 7
    assert client.value("select count(*) from contract_hold where contract_id = $1::uuid", contract[4:]) == 1


def test_a_sale_and_a_block_at_once_leave_no_blocked_sim_in_service(client: Client) -> None:
    """Either the SIM is sold and its contract suspended, or it is blocked and not sold."""
    get_sim = "mutation ($input: GetSimInput!) { getSim(input: $input) { errors { code } } }"
    for round_ in range(6):
        payload = f"89996000000000005{round_}"
        iccid = payload + luhn.calc_check_digit(payload)
        sim = f"sim_{client.insert(new_sim(iccid)).id}"
        person = {
            "kind": "PERSON",
            "name": f"Быстрый Покупатель {'абвгде'[round_] * 3}",
            "phone": f"+99655500047{round_}",
        }
        sale = {"input": {"customer": person, "tariffCode": "T01", "iccid": iccid, "allowDuplicate": True}}
        both = [client.send(get_sim, sale), client.send(BLOCK, {"input": {"id": sim, "because": "STOLEN"}})]
        sold, blocked = client.run(_gather(both))
        assert codes(blocked["data"]["blockSim"]) in ([], ["CONFLICT"]), (sold, blocked)
        found = client.sql(
            "select s.status, k.status as line from sim s left join contract k on k.sim_id = s.id where s.iccid = $1",
            iccid,
        )
        assert (found[0]["status"], found[0]["line"]) in {
            ("BLOCKED", None),
            ("BLOCKED", "SUSPENDED"),
            ("ACTIVE", "ACTIVE"),
        }


async def _gather(calls: list[Any]) -> list[Any]:
    return list(await asyncio.gather(*calls))
