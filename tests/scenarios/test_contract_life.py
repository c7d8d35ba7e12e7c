"""Customers and contracts after GetSim: each verb follows its state table (P4)."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from backend.database import connect
from tests.client import Client
from tests.factories.sims import new_sim_binding

pytestmark = pytest.mark.database

CREATE = """mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) {
  customer { id number name phone status version } candidates { id } errors { code field } } }"""
UPDATE = """mutation ($input: UpdateCustomerContactInput!) { updateCustomerContact(input: $input) {
  customer { id name phone email version updatedAt } errors { code field message } } }"""
ACT = """mutation ($input: ContractActionInput!) { %s(input: $input) {
  contract { id status closedAt sim { status bindings { to } } phoneNumber { status quarantinedUntil bindings { to } }
    history { verb from to reason } availableActions { verb allowed reason } }
  errors { code field message } } }"""


def create(client: Client, **changes: Any) -> Any:
    given = {"kind": "PERSON", "name": "Новый Клиент", "phone": "+996555000111", **changes}
    return client.ask(CREATE, {"input": given})["createCustomer"]


def act(client: Client, verb: str, contract: str, **changes: Any) -> Any:
    return client.ask(ACT % verb, {"input": {"id": contract, **changes}})[verb]


def active_contract(client: Client) -> str:
    found: str = client.value("select 'con_' || id from contract where status = 'ACTIVE' order by number limit 1")
    return found


def test_a_customer_is_created_as_a_prospect(client: Client) -> None:
    payload = create(client, reason="пришёл сам")
    assert payload["errors"] == []
    assert payload["customer"]["status"] == "PROSPECT"
    assert (
        client.value("select reason from status_change where verb = 'create' and node_type = 'CUSTOMER'")
        == "пришёл сам"
    )
    assert payload["customer"]["version"] == 1
    again = create(client)
    assert again["errors"][0]["code"] == "POSSIBLE_DUPLICATE"
    assert again["candidates"] == [{"id": payload["customer"]["id"]}]


def test_contact_data_is_changed_only_with_the_current_version(client: Client) -> None:
    customer = create(client, email="old@example.kg")["customer"]
    changed = client.ask(UPDATE, {"input": {"id": customer["id"], "email": "New@Example.kg", "expectedVersion": 1}})
    stored = changed["updateCustomerContact"]["customer"]
    assert (stored["email"], stored["version"]) == ("new@example.kg", 2)
    stale = client.ask(UPDATE, {"input": {"id": customer["id"], "name": "Поздно", "expectedVersion": 1}})
    assert stale["updateCustomerContact"]["errors"][0]["code"] == "CONFLICT"
    assert stale["updateCustomerContact"]["customer"] == stored, "a conflict returns the stored values"
    removed = client.ask(UPDATE, {"input": {"id": customer["id"], "email": None}})["updateCustomerContact"]
    assert removed["customer"]["email"] is None
    unchanged = client.ask(UPDATE, {"input": {"id": customer["id"], "phone": customer["phone"]}})[
        "updateCustomerContact"
    ]
    assert unchanged["customer"]["version"] == removed["customer"]["version"], "an unchanged value is no change"
    assert client.value("select count(*) from event where topic = 'customer.contact_changed'") == 2


def test_a_contract_is_suspended_resumed_and_closed_with_sim_and_number(client: Client) -> None:
    contract = active_contract(client)
    suspended = act(client, "suspendContract", contract, reason="не платит")["contract"]
    assert (suspended["status"], suspended["sim"]["status"]) == ("SUSPENDED", "SUSPENDED")
    assert suspended["history"][0] == {"verb": "suspend", "from": "ACTIVE", "to": "SUSPENDED", "reason": "не платит"}
    resumed = act(client, "resumeContract", contract)["contract"]
    assert (resumed["status"], resumed["sim"]["status"]) == ("ACTIVE", "ACTIVE")
    closed = act(client, "closeContract", contract)["contract"]
    assert (closed["status"], closed["sim"]["status"]) == ("CLOSED", "TERMINATED")
    assert closed["phoneNumber"]["status"] == "QUARANTINED"
    assert closed["phoneNumber"]["quarantinedUntil"] > closed["closedAt"]
    assert closed["sim"]["bindings"][0]["to"] == closed["phoneNumber"]["bindings"][0]["to"] == closed["closedAt"]
    assert [action["verb"] for action in closed["availableActions"] if action["allowed"]] == ["reopen"]


def test_a_forbidden_transition_names_state_and_verb_and_changes_nothing(client: Client) -> None:
    contract = active_contract(client)
    act(client, "closeContract", contract)
    before = client.value("select count(*) from status_change")
    for verb in ("suspendContract", "resumeContract", "closeContract"):
        payload = act(client, verb, contract)
        assert payload["contract"] is None
        (error,) = payload["errors"]
        assert error["code"] == "INVALID_TRANSITION"
        assert "CLOSED" in error["message"]
        assert verb.removesuffix("Contract") in error["message"]
    assert act(client, "suspendContract", "con_none")["errors"][0]["code"] == "NOT_FOUND"
    assert client.value("select count(*) from status_change") == before


def test_two_operators_at_once_close_a_contract_once(client: Client) -> None:
    contract = active_contract(client)
    answers = client.together(ACT % "closeContract", [{"id": contract}] * 8)
    codes = sorted(error["code"] for data in answers for error in data["closeContract"]["errors"])
    assert codes == ["INVALID_TRANSITION"] * 7
    key = contract.removeprefix("con_")
    assert client.value("select count(*) from status_change where node_id = $1::uuid and verb = 'close'", key) == 1


def test_history_and_events_cannot_be_changed_by_the_application(client: Client) -> None:
    for statement in ("delete from history_entry", "update history_entry set steps = 'x'", "delete from event"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            client.sql(statement)


def test_bindings_of_a_sim_never_overlap(client: Client) -> None:
    held = client.sql("select sim_id, contract_id, bound_from from sim_binding where bound_to is null limit 1")[0]
    for days in (1, -1):
        with pytest.raises(asyncpg.ExclusionViolationError):
            client.insert(
                new_sim_binding(held["sim_id"], held["contract_id"], held["bound_from"] + timedelta(days=days))
            )
    past = {"bound_from": held["bound_from"] - timedelta(days=2), "bound_to": held["bound_from"] - timedelta(days=1)}
    client.insert(new_sim_binding(held["sim_id"], held["contract_id"], **past))
    with pytest.raises(asyncpg.ExclusionViolationError):
        client.sql("update sim_binding set bound_to = null where sim_id = $1", held["sim_id"])


@pytest.mark.parametrize("table", ["sim", "number"])
@pytest.mark.parametrize("commits", [True, False])
def test_of_two_bindings_at_once_the_second_waits_for_the_first(client: Client, table: str, *, commits: bool) -> None:
    column = {"sim": "sim_id", "number": "phone_number_id"}[table]
    begin = f"""insert into {table}_binding ({column}, contract_id, bound_from)
        select x.id, k.id, now() from contract k, {column.removesuffix("_id")} x
        where not exists (select from {table}_binding b where b.{column} = x.id) order by x.id, k.id limit 1"""

    async def both() -> None:
        first, second = [await connect(client.url) for _ in range(2)]
        transaction = first.transaction()
        await transaction.start()
        await first.execute(begin)
        waiting = asyncio.create_task(second.execute(begin))
        waits = "select exists (select from pg_locks where not granted)"
        while not waiting.done() and not await first.fetchval(waits):
            await asyncio.sleep(0.01)
        await (transaction.commit() if commits else transaction.rollback())
        try:
            await waiting
        finally:
            await first.close()
            await second.close()

    if commits:
        with pytest.raises(asyncpg.ExclusionViolationError, match="overlap"):
            client.run(both())
    else:
        client.run(both())
    assert client.value(f"select count(*) from {table}_binding where bound_from > now() - interval '1 minute'") == 1


def test_a_document_belongs_to_one_customer_however_many_ask_at_once(client: Client) -> None:
    document = {"kind": "PASSPORT", "number": "AC1234567"}
    inputs = [
        {
            "kind": "PERSON",
            "name": f"Клиент {n}",
            "phone": f"+9965550002{n:02d}",
            "document": document,
            "allowDuplicate": True,
        }
        for n in range(6)
    ]
    payloads = [data["createCustomer"] for data in client.together(CREATE, inputs)]
    codes = sorted(error["code"] for payload in payloads for error in payload["errors"])
    assert codes == ["POSSIBLE_DUPLICATE"] * 5
    assert client.value("select count(*) from identity_document where number = 'AC1234567'") == 1


def test_a_country_of_three_letters_is_refused(client: Client) -> None:
    payload = create(client, document={"kind": "PASSPORT", "number": "AC1", "country": "KGZ"})
    assert payload["errors"] == [{"code": "INVALID_INPUT", "field": ["document", "country"]}]


def test_an_owner_without_superuser_rights_can_migrate_and_serve(client: Client, owner_url: str, settings: Any) -> None:
    import asyncio
    from urllib.parse import urlsplit

    from backend.database import check_cyrillic, connect
    from backend.migrate import migrate

    async def prepare() -> str:
        admin = await connect(owner_url, role=None)
        try:
            await admin.execute("drop database if exists crm_plain")
            await admin.execute("drop role if exists plain_owner")
            await admin.execute("create role plain_owner login createrole")
            await admin.execute("create database crm_plain owner plain_owner")
        finally:
            await admin.close()
        parts = urlsplit(owner_url)
        return f"postgresql://plain_owner@/crm_plain?{parts.query}"

    url = asyncio.run(prepare())
    # crm_app was created by another role of this cluster, which therefore grants it.
    asyncio.run(_hand_on(owner_url))
    asyncio.run(migrate(url))
    asyncio.run(check_cyrillic(url))
    plain = Client(url, settings, beside=client)
    try:
        assert plain.ask("{ customers { totalCount } }")["customers"]["totalCount"] == 0
        assert create(plain)["errors"] == []
        assert plain.value("select current_user") == "crm_app"
    finally:
        plain.close()


async def _hand_on(owner_url: str) -> None:
    from backend.database import connect

    admin = await connect(owner_url, role=None)
    try:
        await admin.execute("grant crm_app to plain_owner with admin option")
    finally:
        await admin.close()


def test_empty_contact_data_is_refused_not_ignored(client: Client) -> None:
    customer = create(client, email="old@example.kg")["customer"]["id"]
    for field, code in (("name", "INVALID_NAME"), ("phone", "INVALID_PHONE"), ("email", "INVALID_EMAIL")):
        payload = client.ask(UPDATE, {"input": {"id": customer, field: ""}})["updateCustomerContact"]
        assert [(error["code"], error["field"]) for error in payload["errors"]] == [(code, [field])]
    assert create(client, phone="+996555000999", email="")["errors"] == [{"code": "INVALID_EMAIL", "field": ["email"]}]
