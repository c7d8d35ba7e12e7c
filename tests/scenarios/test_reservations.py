"""The stock of SIMs and numbers (P2, D2), and the intake of a SIM that was reserved for a sale (A22)."""

from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.models import SimStatus
from backend.settings import Settings
from tests.client import Client
from tests.factories.customers import new_customer
from tests.factories.phone_numbers import new_phone_number
from tests.factories.reservations import in_quarantine, reserved
from tests.factories.sims import new_sim
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

SIM = """mutation ($input: {}Input!) {{ {}(input: $input) {{ sim {{ id status reservedBy reservedFor {{ id }}
    availableActions {{ verb allowed }} history {{ verb from to actor reason }} }} errors {{ code field message }} }} }}"""
NUMBER = """mutation ($input: {}Input!) {{ {}(input: $input) {{ phoneNumber {{ id status reservedBy reservedFor {{ id }} }}
    errors {{ code field message }} }} }}"""
GET_SIM = """mutation ($input: GetSimInput!) { getSim(input: $input) {
    contract { status sim { iccid status reservedBy } phoneNumber { msisdn status } tariff { code } }
    errors { code field message } } }"""
HELD = "select reserved_by, reserved_for, reserved_until > now() + interval '23 hours' from sim where id = $1::uuid"
COUNTS = "select (select sum(version) from sim), (select sum(version) from phone_number), (select count(*) from event)"


def document(act: str) -> str:
    name = act[0].upper() + act[1:]
    return (NUMBER if act.endswith("Number") else SIM).format(name, act)


def call(client: Client, act: str, node: str, **more: Any) -> Any:
    return client.ask(document(act), {"input": {"id": node, **more}})[act]


def done(client: Client, act: str, node: str, **more: Any) -> Any:
    payload = call(client, act, node, **more)
    assert payload["errors"] == [], payload
    return payload["phoneNumber" if act.endswith("Number") else "sim"]


def refused(client: Client, act: str, node: str, **more: Any) -> tuple[str, list[str]]:
    """Code and field of a refusal; asserts that nothing was written."""
    before = client.sql(COUNTS)
    (error,) = call(client, act, node, **more)["errors"]
    assert client.sql(COUNTS) == before
    return error["code"], error["field"]


def beside(client: Client, settings: Settings, role: Role) -> Client:
    return Client(client.url, settings, viewer=viewer_of(role, client), beside=client)


@pytest.fixture
def sim(client: Client) -> str:
    return f"sim_{client.insert(new_sim('8999600000000000413')).id}"


@pytest.fixture
def number(client: Client) -> str:
    return f"num_{client.insert(new_phone_number('+996555000411')).id}"


@pytest.fixture
def buyer(client: Client) -> str:
    return f"cus_{client.insert(new_customer(name='Резервный Покупатель', phone='+996555000412')).id}"


def test_a_sim_and_a_number_are_reserved_for_a_customer_and_sold_to_no_other(
    client: Client, sim: str, number: str, buyer: str
) -> None:
    """A22: the desk reserves a SIM and a number, and takes them in with a compatible tariff."""
    held = done(client, "reserveSim", sim, customerId=buyer, reason="придёт завтра")
    assert (held["status"], held["reservedBy"], held["reservedFor"]) == ("RESERVED", "operator", {"id": buyer})
    assert held["history"][0] == {
        "verb": "reserve", "from": "AVAILABLE", "to": "RESERVED", "actor": "operator", "reason": "придёт завтра",
    }  # fmt: skip
    assert {each["verb"] for each in held["availableActions"] if each["allowed"]} == {"release", "block"}
    assert tuple(client.sql(HELD, sim[4:])[0]) == ("operator", client.value("select $1::uuid", buyer[4:]), True)
    assert done(client, "reserveNumber", number, customerId=buyer)["reservedFor"] == {"id": buyer}
    chosen = {"tariffCode": "T01", "iccid": "8999600000000000413", "msisdn": "+996555000411"}
    stranger = {"kind": "PERSON", "name": "Посторонний Человек", "phone": "+996555000413"}
    other = client.ask(GET_SIM, {"input": {"customer": stranger, **chosen}})["getSim"]
    assert [error["code"] for error in other["errors"]] == ["SIM_RESERVED"]
    free = {
        **chosen,
        "iccid": client.value("select iccid from sim where status = 'AVAILABLE' and iccid like '8999677%' limit 1"),
    }
    other = client.ask(GET_SIM, {"input": {"customer": stranger, **free}})["getSim"]
    assert [error["code"] for error in other["errors"]] == ["NUMBER_RESERVED"]
    wrong = client.ask(GET_SIM, {"input": {"customerId": buyer, **chosen, "options": ["NONE"]}})["getSim"]
    assert [error["code"] for error in wrong["errors"]] == ["OPTION_NOT_FOUND"]
    sold = client.ask(GET_SIM, {"input": {"customerId": buyer, **chosen}})["getSim"]
    assert sold["errors"] == []
    assert sold["contract"]["sim"] == {"iccid": chosen["iccid"], "status": "ACTIVE", "reservedBy": None}
    assert sold["contract"]["phoneNumber"] == {"msisdn": chosen["msisdn"], "status": "ASSIGNED"}


def test_what_is_reserved_is_released_by_the_caller_and_with_a_reason_by_others(
    client: Client, settings: Settings, sim: str, number: str
) -> None:
    """P2: a reservation ends by a release."""
    for act, node in (("reserveSim", sim), ("reserveNumber", number)):
        done(client, act, node)
        assert refused(client, act, node) == ("INVALID_TRANSITION", ["id"])
        release = act.replace("reserve", "release")
        other = beside(client, settings, Role.ADMIN)
        assert refused(other, release, node) == ("INVALID_INPUT", ["reason"])
        back = done(other, release, node, reason="клиент не пришёл")
        other.close()
        assert (back["status"], back["reservedBy"]) == ("AVAILABLE", None)
        assert refused(client, release, node) == ("INVALID_TRANSITION", ["id"])
        done(client, act, node)
        assert done(client, release, node)["status"] == "AVAILABLE", "one's own is released without a reason"


def test_reservations_have_a_length_and_a_number(client: Client, settings: Settings, sim: str) -> None:
    for hours in (0, -1, 721):
        assert refused(client, "reserveSim", sim, hours=hours) == ("INVALID_INPUT", ["hours"])
    assert refused(client, "reserveSim", sim, customerId="cus_1") == ("NOT_FOUND", ["customerId"])
    assert refused(client, "reserveSim", "sim_1") == ("NOT_FOUND", ["id"])
    few = Client(client.url, settings.model_copy(update={"max_reservations": 3}), beside=client)
    sims = [f"sim_{client.insert(new_sim(f'89996000000000042{n}0')).id}" for n in range(8)]
    answers = few.together(document("reserveSim"), [{"id": each} for each in sims])
    codes = [error["code"] for data in answers for error in data["reserveSim"]["errors"]]
    assert codes == ["TOO_MANY_RESERVATIONS"] * 5, "also where all ask at once"
    assert client.value("select count(*) from sim where status = 'RESERVED' and reserved_by = 'operator'") == 3
    few.close()


def test_of_many_at_once_one_reserves(client: Client, sim: str) -> None:
    answers = client.together(document("reserveSim"), [{"id": sim}] * 8)
    codes = [error["code"] for data in answers for error in data["reserveSim"]["errors"]]
    assert codes == ["INVALID_TRANSITION"] * 7


def test_only_a_sim_that_never_served_is_retired(client: Client) -> None:
    """D2: the stock loses what was damaged, and nothing that a contract has had."""
    states = (SimStatus.IMPORTED, SimStatus.AVAILABLE, SimStatus.BLOCKED)
    for place, state in enumerate(states):
        sim = f"sim_{client.insert(new_sim(f'89996000000000043{place}0', status=state)).id}"
        assert refused(client, "retireSim", sim, reason=" ") == ("INVALID_INPUT", ["reason"])
        assert done(client, "retireSim", sim, reason="сломана")["status"] == "TERMINATED"
        assert refused(client, "retireSim", sim, reason="сломана") == ("INVALID_TRANSITION", ["id"])
    served = client.value("select 'sim_' || sim_id from contract where status = 'ACTIVE' order by number limit 1")
    assert refused(client, "retireSim", served, reason="x") == ("INVALID_TRANSITION", ["id"])
    held = f"sim_{client.insert(new_sim('8999600000000000439', **reserved('operator'))).id}"
    assert refused(client, "retireSim", held, reason="x") == ("INVALID_TRANSITION", ["id"])


def test_an_imported_sim_is_released_for_sale_and_a_number_in_quarantine_is_not(client: Client) -> None:
    sim = f"sim_{client.insert(new_sim('8999600000000000440', status=SimStatus.IMPORTED)).id}"
    assert refused(client, "reserveSim", sim) == ("INVALID_TRANSITION", ["id"])
    assert done(client, "releaseSim", sim)["status"] == "AVAILABLE"
    resting = f"num_{client.insert(new_phone_number('+996555000440', **in_quarantine())).id}"
    assigned = client.value("select 'num_' || id from phone_number where status = 'ASSIGNED' limit 1")
    for node in (resting, assigned):
        assert refused(client, "reserveNumber", node) == ("INVALID_TRANSITION", ["id"])
        assert refused(client, "releaseNumber", node) == ("INVALID_TRANSITION", ["id"])


def test_the_stock_is_counted_by_location_and_kind(client: Client, settings: Settings) -> None:
    """D2: how many SIMs each shop has."""
    rows = [("OSH", "PHYSICAL"), ("OSH", "PHYSICAL"), ("OSH", "ESIM"), ("BISHKEK-1", "PHYSICAL")]
    sims = [
        client.insert(new_sim(f"89996000000000045{n}0", location=place, kind=kind))
        for n, (place, kind) in enumerate(rows)
    ]
    done(client, "reserveSim", f"sim_{sims[0].id}")
    done(client, "retireSim", f"sim_{sims[3].id}", reason="сломана")
    stock = client.ask("{ simStock { location kind available reserved } }")["simStock"]
    assert [row for row in stock if row["location"]] == [
        {"location": "OSH", "kind": "ESIM", "available": 1, "reserved": 0},
        {"location": "OSH", "kind": "PHYSICAL", "available": 1, "reserved": 1},
    ]
    counted = "select count(*) from sim where status = $1 and location is null"
    for column, state in (("available", "AVAILABLE"), ("reserved", "RESERVED")):
        assert sum(row[column] for row in stock if row["location"] is None) == client.value(counted, state)
    line = beside(client, settings, Role.LINE)
    assert line.errors("{ simStock { available } }")[0]["extensions"]["code"] == "FORBIDDEN"
    line.close()


PLAN = """mutation ($input: GetSimInput!) { getSim(input: $input) { contract { sim { iccid } phoneNumber { msisdn } }
    plan { planToken changes { node field before after } } errors { code field message } } }"""


def buying(number: int, **more: Any) -> dict[str, Any]:
    person = {
        "kind": "PERSON",
        "name": f"Плановый Покупатель {'абвгдежз'[number] * 4}",
        "phone": f"+99655500042{number}",
    }
    return {"input": {"customer": person, "tariffCode": "T01", "allowDuplicate": True, **more}}


def test_a_dry_run_reserves_what_it_picked_where_it_is_asked_to(client: Client) -> None:
    """A22: nobody else gets the SIM and the number of a plan in its ten minutes."""
    reservations = "select count(*) from {} where status = 'RESERVED' and reserved_by = 'operator'"
    counts = [reservations.format(table) for table in ("sim", "phone_number")]
    plain = client.ask(PLAN, buying(0, dryRun=True))["getSim"]
    assert plain["errors"] == []
    assert [client.value(each) for each in counts] == [0, 0], "a dry run alone reserves nothing"
    forgotten = client.ask(PLAN, buying(0, reserve=True))["getSim"]
    assert [(each["code"], each["field"]) for each in forgotten["errors"]] == [("INVALID_INPUT", ["reserve"])]
    unusable = client.ask(PLAN, buying(0, dryRun=True, idempotencyKey=" "))["getSim"]
    assert [(each["code"], each["field"]) for each in unusable["errors"]] == [("INVALID_INPUT", ["idempotencyKey"])]
    planned = client.ask(PLAN, buying(0, dryRun=True, reserve=True))["getSim"]
    assert planned["errors"] == []
    assert [client.value(each) for each in counts] == [1, 1]
    until = "select reserved_until - now() between interval '9 minutes' and interval '10 minutes' from sim where reserved_by = 'operator'"
    assert client.value(until) is True
    iccid = client.value("select iccid from sim where status = 'RESERVED' and reserved_by = 'operator'")
    for number in range(1, 4):
        other = client.ask(PLAN, buying(number))["getSim"]
        assert (other["errors"], other["contract"]["sim"]["iccid"] == iccid) == ([], False)
    sold = client.ask(PLAN, buying(0, planToken=planned["plan"]["planToken"]))["getSim"]
    assert (sold["errors"], sold["contract"]["sim"]["iccid"]) == ([], iccid)
    assert [client.value(each) for each in counts] == [0, 0]


def test_a_caller_reserves_for_three_plans_at_a_time(client: Client) -> None:
    for number in range(3):
        assert client.ask(PLAN, buying(number, dryRun=True, reserve=True))["getSim"]["errors"] == []
    fourth = client.ask(PLAN, buying(3, dryRun=True, reserve=True))["getSim"]
    assert ([error["code"] for error in fourth["errors"]], fourth["plan"]) == (["TOO_MANY_RESERVATIONS"], None)
    ended = "update {} set reserved_until = now() - interval '1 second' where reserved_by = 'operator'"
    for table in ("sim", "phone_number"):
        client.sql(ended.format(table))
