"""GetSim in one statement leaves the rows of the verb; neither is composed or compiled twice."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import AsyncMock

import orjson
import pytest
import sqlalchemy as sa
from sqlalchemy.engine.interfaces import CacheStats

from backend.database import Connection, connect
from backend.services.get_sim_statement import Parts, _positional, statement_text
from backend.services.idempotency import Performer
from backend.services.matching.candidates import IS_KNOWN
from backend.settings import Settings
from tests.client import Client
from tests.factories.phone_numbers import new_phone_numbers
from tests.factories.sims import new_sim
from tests.imports.bulk import iccid as valid_iccid

pytestmark = pytest.mark.database
GET_SIM = "mutation($i: GetSimInput!) { getSim(input: $i) { contract { number } errors { code field } } }"

# Everything that a call left, without the keys and times that differ from call to call.
ROWS = """
select (select to_jsonb(c) - '{id,number,created_at,updated_at,name,name_key,name_order,phone,email}'::text[]) as customer,
    to_jsonb(k) - '{id,number,customer_id,sim_id,phone_number_id,signed_at,activated_at,created_at,updated_at}'::text[] as contract,
    k.signed_at = k.activated_at and k.signed_at = k.created_at as signed_now,
    (select jsonb_agg(to_jsonb(d) - '{id,customer_id,number,number_key,created_at,updated_at}'::text[])
        from identity_document d where d.customer_id = c.id) as documents,
    (select jsonb_agg(to_jsonb(a) - '{id,contract_id,customer_id,created_at}'::text[]) from ledger_account a where a.contract_id = k.id) as account,
    to_jsonb(s) - '{id,iccid,imsi,mnc_length,kind,msisdn,pick,activated_at,created_at,updated_at}'::text[] as sim,
    s.msisdn = n.msisdn and s.activated_at = k.activated_at as sim_activated,
    to_jsonb(n) - '{id,msisdn,pick,created_at,updated_at}'::text[] as number,
    (select jsonb_agg(b.bound_from = k.activated_at and b.bound_to is null and b.sim_id = s.id) from sim_binding b where b.contract_id = k.id) as sim_bindings,
    (select jsonb_agg(b.bound_from = k.activated_at and b.bound_to is null and b.phone_number_id = n.id) from number_binding b where b.contract_id = k.id) as number_bindings,
    (select jsonb_agg(tariff_option_id order by tariff_option_id) from contract_option where contract_id = k.id) as options,
    (select jsonb_agg(jsonb_build_array(node_type, case node_id when c.id then 'cus' when k.id then 'con' when s.id then 'sim' when n.id then 'num' end,
            customer_id = c.id, contract_id = k.id, verb, from_status, to_status, actor, reason) order by created_at, id)
        from status_change where node_id in (c.id, k.id, s.id, n.id) and actor = 'operator') as steps,
    (select jsonb_agg(jsonb_build_array(node_type, place, from_status, steps) order by act, place)
        from history_entry where node_id in (c.id, k.id, s.id, n.id) and actor = 'operator') as history,
    (select jsonb_agg(jsonb_build_array(topic, node_type, case node_id when c.id then 'cus' when k.id then 'con' when s.id then 'sim' when n.id then 'num' end,
            customer_id = c.id, contract_id = k.id, payer_contract_id, payer_customer_id, actor, payload) order by id)
        from event where node_id in (c.id, k.id, s.id, n.id) and actor = 'operator') as events,
    (select jsonb_agg(to_jsonb(e) - '{id,node_id,created_at,idempotency_key,digest}'::text[]) from audit_entry e where e.node_id = k.id) as audit,
    (select d.changes from audit_entry e join audit_detail d on d.entry_id = e.id where e.node_id = k.id) as changes,
    (select sha256(d.salt || convert_to(d.changes::text, 'UTF8')) = e.digest from audit_entry e join audit_detail d on d.entry_id = e.id where e.node_id = k.id) as digest,
    (select jsonb_agg((to_jsonb(i) - '{key,input_hash,outcome,created_at}'::text[]) || jsonb_build_object('outcome', replace(i.outcome::text, k.id::text, 'id')))
        from idempotency_key i where i.outcome ->> 'node_id' = 'con_' || k.id) as key
from contract k join customer c on c.id = k.customer_id join sim s on s.id = k.sim_id join phone_number n on n.id = k.phone_number_id
where k.number = $1
"""
# The values in the recorded changes that differ from call to call.
DIFFERENT = {
    "id", "number", "name", "name_order", "phone", "email", "msisdn", "customer_id", "sim_id", "phone_number_id",
    "contract_id", "signed_at", "activated_at", "added_at", "number_key",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(module_client: Client) -> Iterator[Client]:
    pool = [new_sim(valid_iccid(n)) for n in range(1, 13)]
    module_client.insert(*pool, *new_phone_numbers("+99698", range(1, 13)))
    return module_client


@pytest.fixture
def observed(
    client: Client, module_database_url: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Client, list[str]]]:
    """The API with connections of its own, and the statements of those that write."""
    seen: list[str] = []

    async def logged(*arguments: Any, **options: Any) -> Connection:
        connection = await connect(*arguments, **options)
        connection.add_query_logger(lambda record: seen.append(record.query))
        return connection

    monkeypatch.setattr("backend.database.connect", logged)
    opened = Client(module_database_url, settings, beside=client)
    yield opened, seen
    opened.close()


def ask(client: Client, number: int, given: dict[str, Any]) -> str:
    """Call getSim for a new customer. Returns the number of the contract."""
    person = {
        "kind": "PERSON",
        "name": f"Тест {number}",
        "phone": f"+99655512{number:04d}",
        **given.get("customer", {}),
    }
    payload = client.ask(GET_SIM, {"i": {"tariffCode": "T01", **given, "customer": person}})["getSim"]
    assert payload["errors"] == []
    found: str = payload["contract"]["number"]
    return found


def call(client: Client, number: int, given: dict[str, Any]) -> dict[str, Any]:
    """Everything that a call left."""
    (row,) = client.sql(ROWS, ask(client, number, given))
    return {**row, "changes": orjson.loads(row["changes"])}


def same(changes: list[dict[str, Any]]) -> list[Any]:
    """The recorded changes, of the values that differ only the names."""

    def values(side: dict[str, Any]) -> dict[str, Any]:
        return {name: None if name in DIFFERENT else value for name, value in side.items()}

    return [
        (each["table"], each.get("id") is None, each["change"], values(each["before"]), values(each["after"]))
        for each in changes
    ]


def plain(client: Client, turn: int) -> dict[str, Any]:
    return {}


def complete(client: Client, turn: int) -> dict[str, Any]:
    options = client.sql(
        "select o.code from tariff t join tariff_compatibility c on c.tariff_id = t.id join tariff_option o on"
        " o.id = c.tariff_option_id where t.code = 'T01' and o.active order by o.code limit 2"
    )
    return {
        "idempotencyKey": f"complete {turn}",
        "iccid": client.value("select iccid from sim where status = 'AVAILABLE' and iccid like '8999605%' limit 1"),
        "msisdn": client.value("select msisdn from phone_number where status = 'AVAILABLE' limit 1"),
        "options": [row[0] for row in options],
        "customer": {
            "email": f"one{turn}@example.kg", "language": "KY", "birthDate": "1990-01-31",
            "document": {"kind": "PASSPORT", "number": f"AN 123456{turn}"},
        },
    }  # fmt: skip


@pytest.mark.parametrize("given", [plain, complete])
def test_the_statement_leaves_the_rows_of_the_verb(client: Client, monkeypatch: pytest.MonkeyPatch, given: Any) -> None:
    before = client.value("select count(*) from audit_entry")
    number = 10 if given is plain else 20
    used: list[bool] = []
    act = client.app.state.database.act

    async def noted(call: Any) -> bool:
        used.append(await act(call))
        return bool(used[-1])

    monkeypatch.setattr(client.app.state.database, "act", noted)
    ours = call(client, number, given(client, 1))
    assert used == [True]
    monkeypatch.setattr(Performer, "_run_statement", AsyncMock(return_value=None))
    verb = call(client, number + 1, given(client, 2))
    assert used == [True]
    assert client.value("select count(*) from audit_entry") == before + 2
    assert same(ours.pop("changes")) == same(verb.pop("changes"))
    for column, value in ours.items():
        assert value == verb[column], column
    assert ours["signed_now"] is ours["sim_activated"] is ours["digest"] is True


def test_a_call_writes_by_one_statement(observed: tuple[Client, list[str]]) -> None:
    client, executed = observed
    ask(client, 40, complete(client, 3))
    other = complete(client, 4)
    other["customer"]["birthDate"] = "1970-05-06"  # people of one birth date and similar names are compared by the verb
    executed.clear()
    ask(client, 41, other)
    whole = Parts(keyed=True, iccid=True, msisdn=True, options=True, document=True, ordered=False)
    assert executed == [_positional(statement_text(whole))[0]]


def test_the_search_of_the_pool_begins_anew_at_its_end(observed: tuple[Client, list[str]]) -> None:
    client, executed = observed
    for table in ("sim", "phone_number"):
        client.sql(f"update {table} set pick = 0 where status = 'AVAILABLE'")
    ask(client, 50, {})
    plain = Parts(keyed=False, iccid=False, msisdn=False, options=False, document=False, ordered=False)
    assert executed[-1] == _positional(statement_text(plain))[0]


def test_the_database_finds_known_customers_by_the_keys_of_the_matching(client: Client) -> None:
    """A difference means that the keys have changed: a migration has to renew the function `crm_is_known`."""
    assert client.value("select prosrc from pg_proc where proname = 'crm_is_known'") == IS_KNOWN


def test_a_second_call_of_the_verb_compiles_no_statement(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """All its statements are in SQLAlchemy's cache after the first call; savepoints are not compiled."""
    monkeypatch.setattr(Performer, "_run_statement", AsyncMock(return_value=None))
    call(client, 30, complete(client, 5))
    executed: list[str] = []
    missed: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool) -> None:  # noqa: FBT001
        executed.append(statement)
        if getattr(context, "cache_hit", None) is not CacheStats.CACHE_HIT:
            missed.append(statement)

    engine = client.app.state.database.engine.sync_engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        call(client, 31, complete(client, 6))
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    assert [text.split()[0] for text in missed] == ["SAVEPOINT", "RELEASE"]
    assert len(executed) == 20
