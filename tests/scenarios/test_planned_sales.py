"""Plans of getSim and getDeposit: what is picked stays picked, nothing outside is called, and nobody else is shown."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.database import connect
from backend.models import SimStatus
from backend.notifications.notifier import Notifier
from backend.settings import Settings
from tests.client import Client, FixedViewer
from tests.examples import documents
from tests.factories.sims import new_sim
from tests.gateways.fake import FakeGateway
from tests.planned import PLAN, done_fields, planned_fields, rows
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
GET_SIM = f"""mutation($i: GetSimInput!) {{ getSim(input: $i) {{ contract {{ id sim {{ id }} phoneNumber {{ id }} }}
    candidates {{ id }} warnings {{ code }} errors {{ code message field }} {PLAN} }} }}"""
GET_DEPOSIT = f"""mutation($i: GetDepositInput!) {{ getDeposit(input: $i) {{ payment {{ id status }} checkoutUrl
    errors {{ code message field }} {PLAN} }} }}"""
DETAIL = """select d.changes from audit_entry e join audit_detail d on d.entry_id = e.id
    where e.verb = $1 and e.outcome = 'DONE' order by e.created_at desc, e.id desc limit 1"""
OPERATOR = Viewer(Role.OPERATOR, "operator")


@pytest.fixture(scope="module")
def gateway() -> FakeGateway:
    return FakeGateway()


@pytest.fixture(scope="module")
def shop(module_database_url: str, settings: Settings, gateway: FakeGateway) -> Iterator[Client]:
    client = Client(module_database_url, settings, viewer=OPERATOR, gateways={"fake": gateway})
    yield client
    client.close()


def act(client: Client, document: str, given: dict[str, Any], **more: Any) -> Any:
    (payload,) = client.ask(document, {"i": {**given, **more}}).values()
    return payload


def new_customer(number: int, **more: Any) -> dict[str, Any]:
    return {"kind": "PERSON", "name": f"План Новый {number}", "phone": f"+99655577{number:04}", **more}


def test_getsim_with_a_token_takes_the_planned_sim_and_number(shop: Client) -> None:
    given = {"customer": new_customer(1), "tariffCode": "T01", "idempotencyKey": "planned sale"}
    before = rows(shop)
    plan = act(shop, GET_SIM, given, dryRun=True)["plan"]
    assert rows(shop) == before
    shown = {(each["node"], each["field"]): each["after"] for each in plan["changes"]}
    assert shown["con_new1", "status"] == "ACTIVE"
    assert shown["con_new1", "customer"] == "cus_new1"
    assert shown["cus_new1", "name"] == "План Новый 1"
    sim, number = shown["con_new1", "sim"], shown["con_new1", "phoneNumber"]
    assert shown[sim, "status"] == "ACTIVE"
    assert shown[number, "status"] == "ASSIGNED"
    assert "contract.activated" in plan["events"]
    assert [each for each in plan["notifications"] if each.startswith("contract.activated ")]
    done = act(shop, GET_SIM, given, planToken=plan["planToken"])
    assert done["errors"] == []
    assert (done["contract"]["sim"]["id"], done["contract"]["phoneNumber"]["id"]) == (sim, number)
    assert planned_fields(plan) == done_fields(shop, json.loads(shop.value(DETAIL, "getSim")))


def test_getsim_is_refused_when_the_planned_sim_or_the_tariff_changed(shop: Client) -> None:
    given = {"customer": new_customer(2), "tariffCode": "T01", "idempotencyKey": "stale sale"}
    plan = act(shop, GET_SIM, given, dryRun=True)["plan"]
    sim = next(each["after"] for each in plan["changes"] if (each["node"], each["field"]) == ("con_new1", "sim"))
    shop.sql(
        "update sim set status = 'RESERVED', reserved_by = 'another', reserved_until = now() + interval '1 day' where id = $1",
        sim[4:],
    )
    before = rows(shop, "audit_entry", "audit_detail")
    (error,) = act(shop, GET_SIM, given, planToken=plan["planToken"])["errors"]
    assert (error["code"], error["field"]) == ("PLAN_STALE", ["planToken"])
    assert f"of {sim}" in error["message"] or "sim of con_new1" in error["message"]
    assert rows(shop, "audit_entry", "audit_detail") == before
    plan = act(shop, GET_SIM, given, dryRun=True)["plan"]
    shop.sql("update tariff set monthly_fee_minor = monthly_fee_minor + 1 where code = 'T01'")
    (error,) = act(shop, GET_SIM, given, planToken=plan["planToken"])["errors"]
    assert error["code"] == "PLAN_STALE"
    assert "version of tav_" in error["message"]
    plan = act(shop, GET_SIM, given, dryRun=True)["plan"]
    assert act(shop, GET_SIM, given, planToken=plan["planToken"])["errors"] == []


def test_a_dry_run_of_a_payment_calls_no_gateway_and_charges_nobody(shop: Client, gateway: FakeGateway) -> None:
    contract = shop.value("select 'con_' || id from contract where status = 'ACTIVE' and currency = 'KGS' limit 1")
    given = {"contractId": contract, "amount": {"amount": "12.50"}, "idempotencyKey": "planned payment"}
    before = rows(shop)
    card = act(shop, GET_DEPOSIT, {**given, "method": "CARD"}, dryRun=True)
    assert (card["payment"], card["checkoutUrl"], card["plan"]["charges"]) == (None, None, [])
    cash = act(shop, GET_DEPOSIT, {**given, "method": "CASH"}, dryRun=True)["plan"]
    charge = {key: cash["charges"][0][key] for key in ("what", "amount", "currency")}
    assert charge == {"what": "PAYMENT", "amount": "12.50", "currency": "KGS"}
    assert {"pay_new1"} == {each["node"] for each in cash["changes"]}
    assert ("amount", "12.50") in {(each["field"], each["after"]) for each in cash["changes"]}
    assert (rows(shop), gateway.calls) == (before, [])
    done = act(shop, GET_DEPOSIT, {**given, "method": "CASH", "idempotencyKey": "another"}, planToken=cash["planToken"])
    assert (done["errors"], done["payment"]["status"]) == ([], "SUCCEEDED")
    assert planned_fields(cash) == done_fields(shop, json.loads(shop.value(DETAIL, "getDeposit")))
    paid = {**given, "method": "CARD", "idempotencyKey": "card"}
    assert act(shop, GET_DEPOSIT, paid, planToken=card["plan"]["planToken"])["errors"] == []
    assert [call for call, _ in gateway.calls] == ["start"]


def test_a_subscriber_is_shown_nothing_of_the_customer_whose_number_they_pay(shop: Client) -> None:
    payer = viewer_of(Role.LINE, shop)
    other = shop.sql(
        "select k.id, n.msisdn, k.customer_id from contract k join phone_number n on n.id = k.phone_number_id"
        " where k.status = 'ACTIVE' and k.customer_id <> (select customer_id from contract where id = $1) limit 1",
        payer.contract_id,
    )[0]
    shop.app.graphql._authenticate = FixedViewer(payer)
    given = {"msisdn": other["msisdn"], "amount": {"amount": "5"}, "method": "CARD", "idempotencyKey": "for another"}
    plan = act(shop, GET_DEPOSIT, given, dryRun=True)["plan"]
    shop.app.graphql._authenticate = FixedViewer(OPERATOR)
    assert (plan["notifications"], plan["charges"]) == ([], [])
    assert plan["events"] == ["payment.started"]
    assert {each["node"] for each in plan["changes"]} == {"pay_new1"}
    assert str(other["customer_id"]) not in json.dumps(plan)


def test_plans_of_generated_sales_are_what_is_then_done(shop: Client, settings: Settings) -> None:
    """Seeded: customers, tariffs, reservations and payments; each plan is compared with what the act records."""
    dice = random.Random("plans")
    began = shop.value("select coalesce(max(id), 0) from event")
    expected: Counter[str] = Counter()
    for number in range(100, 100 + documents(12)):
        document, given = _generated(shop, dice, number)
        if number == 100:  # customers are told of a sale, whatever the others are
            document, given = GET_SIM, {"customer": new_customer(number), "tariffCode": "T01", "idempotencyKey": "sale"}
        before = rows(shop)
        dry = act(shop, document, given, dryRun=True)
        assert rows(shop) == before, given
        if dry["plan"] is None:
            assert [each["code"] for each in act(shop, document, given)["errors"]] == [dry["errors"][0]["code"]]
            continue
        events = shop.value("select coalesce(max(id), 0) from event")
        done = act(shop, document, given, planToken=dry["plan"]["planToken"])
        assert done["errors"] == [], given
        verb = "getSim" if document == GET_SIM else "getDeposit"
        did = done_fields(shop, json.loads(shop.value(DETAIL, verb)))
        assert planned_fields(dry["plan"]) == did
        told = [row[0] for row in shop.sql("select topic from event where id > $1 order by id", events)]
        assert dry["plan"]["events"] == told
        expected.update(dry["plan"]["notifications"])
    shop.place_events()
    _notify(shop, settings)
    written = shop.sql(
        "select n.topic || ' ' || n.channel from notification n where n.event_id > $1 and n.topic <> 'notification.digest'",
        began,
    )
    assert Counter(row[0] for row in written) == expected
    assert expected


def _generated(shop: Client, dice: random.Random, number: int) -> tuple[str, dict[str, Any]]:
    key = {"idempotencyKey": f"generated {number}"}
    if dice.random() < 0.4:
        contracts = shop.sql("select 'con_' || id from contract where currency = 'KGS' order by number")
        amount = dice.choice(("1", "0.01", "250.5", "0"))
        method = dice.choice(("CASH", "BANK_TRANSFER", "CARD"))
        return GET_DEPOSIT, {
            "contractId": dice.choice(contracts)[0],
            "amount": {"amount": amount},
            "method": method,
            **key,
        }
    given: dict[str, Any] = {"tariffCode": dice.choice(("T01", "T02", "NONE")), **key}
    if dice.random() < 0.5:
        customers = shop.sql("select 'cus_' || id from customer order by number")
        given["customerId"] = dice.choice(customers)[0]
    else:
        known = shop.value("select phone from customer order by number limit 1")
        given["customer"] = new_customer(number, **({"phone": known} if dice.random() < 0.3 else {}))
        given["allowDuplicate"] = dice.random() < 0.5
    if dice.random() < 0.4:
        sim = new_sim(f"89996000000001{number:05}", status=dice.choice((SimStatus.AVAILABLE, SimStatus.BLOCKED)))
        given["iccid"] = shop.insert(sim).iccid
    return GET_SIM, given


def _notify(shop: Client, settings: Settings) -> None:
    async def go() -> None:
        connection = await connect(shop.url)
        try:
            await Notifier(shop.url, settings).catch_up(connection)
        finally:
            await connection.close()

    shop.run(go())
