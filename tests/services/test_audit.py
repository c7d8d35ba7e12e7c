"""Every mutation has an audit entry: who, when, from where, what changed. A change of the trail is detected."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from backend.auth.viewer import Role
from backend.database import Connection, Database, connect
from backend.errors import ErrorCode, Refusal
from backend.models.nouns import NOUNS
from backend.services.audit import _IS_ANY_NOT_CHAINED, Head, chain_head, extend_chain, verify_chain
from backend.services.upkeep import Upkeep, read_head, write_head
from backend.settings import Settings
from tests.client import Client
from tests.factories.history import new_audit_entry
from tests.factories.import_jobs import new_import_job, new_rejected_row
from tests.factories.notifications import new_notification
from tests.factories.rows import insert
from tests.factories.users import new_one_time_code
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

CREATE = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } errors { code } } }"
CONTACT = "mutation ($input: UpdateCustomerContactInput!) { updateCustomerContact(input: $input) { errors { code } } }"
ENTRIES = """
{ auditEntries(first: 20, orderBy: [{ field: CREATED_AT, direction: DESC }]) { nodes {
    actor role client address verb outcome node { id } changes { table change field before after }
} } }
"""


def created(client: Client, number: int = 1) -> str:
    given = {"kind": "PERSON", "name": f"Аудит {number}", "phone": f"+99655533{number:04}"}
    answer = client.ask(CREATE, {"input": given})["createCustomer"]
    assert answer["errors"] == []
    found: str = answer["customer"]["id"]
    return found


def admin(client: Client, url: str, settings: Settings) -> Client:
    return Client(url, settings, viewer=viewer_of(Role.ADMIN, client), beside=client)


def test_a_change_is_recorded_field_by_field_with_who_and_from_where(
    client: Client, database_url: str, settings: Settings
) -> None:
    customer = created(client)
    change = {"id": customer, "phone": "+996555339999", "email": "a@example.kg"}
    assert client.ask(CONTACT, {"input": change})["updateCustomerContact"]["errors"] == []
    boss = admin(client, database_url, settings)
    entry = boss.ask(ENTRIES)["auditEntries"]["nodes"][0]
    boss.close()
    assert entry == {
        "actor": "operator",
        "role": "OPERATOR",
        "client": None,
        "address": "127.0.0.1",
        "verb": "updateCustomerContact",
        "outcome": "DONE",
        "node": {"id": customer},
        "changes": [
            {"table": "customer", "change": "UPDATE", "field": "email", "before": None, "after": "a@example.kg"},
            {
                "table": "customer",
                "change": "UPDATE",
                "field": "phone",
                "before": "+996555330001",
                "after": "+996555339999",
            },
        ],
    }


def test_the_node_of_an_entry_is_found_whatever_its_noun(client: Client, database_url: str, settings: Settings) -> None:
    job = client.insert(new_import_job())
    client.insert(new_rejected_row(job.id, 1), new_notification("EMAIL", recipient="a@example.kg"))
    keys = {noun: client.sql(f"select id from {noun.model.__tablename__} limit 1") for noun in NOUNS if noun.is_node}
    about = {noun.id.encode(rows[0][0]): noun for noun, rows in keys.items() if rows}
    assert {noun.graph_type for noun in about.values()} >= {"Customer", "ImportJob", "Notification", "RejectedRow"}
    for node_id, noun in about.items():
        client.insert(new_audit_entry(node_type=noun.id.prefix, node_id=noun.id.decode(node_id)))
    boss = admin(client, database_url, settings)
    entries = boss.ask(ENTRIES.replace("first: 20", f"first: {len(about)}"))["auditEntries"]["nodes"]
    boss.close()
    assert {entry["node"] and entry["node"]["id"] for entry in entries} == set(about)


def test_a_refusal_is_recorded_with_its_code_and_changes_nothing(client: Client) -> None:
    customer = created(client)
    given = {"id": customer, "phone": "+996555330002", "expectedVersion": 7}
    for key in (None, "k1"):
        answer = client.ask(CONTACT, {"input": {**given, "idempotencyKey": key}})
        assert [e["code"] for e in answer["updateCustomerContact"]["errors"]] == ["CONFLICT"]
    rows = client.sql(
        "select outcome, changes, idempotency_key from audit_entry e join audit_detail d on d.entry_id = e.id"
        " where verb = 'updateCustomerContact' order by created_at"
    )
    assert [tuple(row) for row in rows] == [("CONFLICT", "[]", None), ("CONFLICT", "[]", "k1")]


def test_a_replayed_answer_is_recorded_once(client: Client) -> None:
    given = {"kind": "PERSON", "name": "Один Раз", "phone": "+996555334444", "idempotencyKey": "once"}
    answers = [client.ask(CREATE, {"input": given}) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert client.value("select count(*) from audit_entry where idempotency_key = 'once'") == 1


def test_a_verb_that_fails_half_way_leaves_no_change_and_no_record_of_one(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.services.recording import Journal

    async def fails(*_: Any) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(Journal, "write", fails)
    before = client.value("select count(*) from audit_entry")
    errors = client.errors(CREATE, {"input": {"kind": "PERSON", "name": "Никто", "phone": "+996555335555"}})
    assert errors[0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert client.value("select count(*) from audit_entry") == before
    assert client.value("select count(*) from customer where name = 'Никто'") == 0


def test_a_verb_that_is_refused_half_way_leaves_only_its_refusal(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.services.recording import Journal

    async def refuses(*_: Any) -> None:
        raise Refusal(ErrorCode.INVALID_INPUT, "planted", ["name"])

    given = {"kind": "PERSON", "name": "Никто", "phone": "+996555335555", "idempotencyKey": "half way"}
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "write", refuses)
        refused = client.ask(CREATE, {"input": given})["createCustomer"]
    assert [each["code"] for each in refused["errors"]] == ["INVALID_INPUT"]
    assert client.value("select count(*) from customer where name = 'Никто'") == 0
    entry = client.sql("select outcome from audit_entry where idempotency_key = 'half way'")
    assert [row["outcome"] for row in entry] == ["INVALID_INPUT"]
    assert client.ask(CREATE, {"input": given})["createCustomer"] == refused, "the key is stored with the refusal"


@pytest.mark.parametrize("table", ["audit_entry", "audit_detail", "audit_line", "audit_chain"])
@pytest.mark.parametrize("statement", ["update {0} set {1} = {1}", "delete from {0}", "truncate {0} cascade"])
def test_the_application_can_only_add(client: Client, table: str, statement: str) -> None:
    column = {"audit_entry": "verb", "audit_detail": "salt", "audit_line": "salt", "audit_chain": "hash"}[table]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        client.sql(statement.format(table, column))


class Chain:
    """The chain of one database, with the owner's rights to falsify it."""

    def __init__(self, client: Client, url: str, owner_url: str) -> None:
        self._client, self._url, self._owner_url = client, url, owner_url

    def _run(self, work: Any, url: str | None = None, role: str | None = "crm_app") -> Any:
        async def go() -> Any:
            connection = await connect(url or self._url, role=role)
            try:
                return await work(connection)
            finally:
                await connection.close()

        return self._client.run(go())

    def extend(self) -> int:
        return int(self._run(extend_chain).entries)

    def verdict(self, known: Head | None = None) -> Any:
        return self._run(lambda connection: verify_chain(connection, known, lambda _: None))

    def head(self) -> Head:
        found = self._run(chain_head)
        assert found is not None
        return found

    def falsify(self, statement: str) -> None:
        self._run(lambda connection: connection.execute(statement), self._owner_url, None)


@pytest.fixture
def chain(client: Client, database_url: str, owner_url: str) -> Chain:
    for number in range(5):
        created(client, number)
    found = Chain(client, database_url, owner_url)
    assert found.extend() == 5
    assert found.extend() == 0
    return found


def test_an_unchanged_chain_is_valid(chain: Chain) -> None:
    verdict = chain.verdict(chain.head())
    assert (verdict.checked, verdict.unchained, verdict.fault) == (5, 0, None)


SPOILED = [
    ("an entry changed", "update audit_entry set actor = 'x' where id = (select entry_id from audit_chain where position = 3)", "position 3"),
    ("a time changed", "update audit_entry set created_at = created_at + interval '1 microsecond' where id = (select entry_id from audit_chain where position = 2)", "position 2"),
    ("a detail changed", """update audit_detail set changes = '[]' where entry_id = (select entry_id from audit_chain where position = 4)""", "position 4"),
    ("a digest and detail changed", """update audit_entry set digest = sha256('x') where id = (select entry_id from audit_chain where position = 1)""", "position 1"),
    ("a link removed", "delete from audit_chain where position = 2", "position 2 is missing"),
    ("a hash changed", "update audit_chain set hash = sha256('x') where position = 5", "position 5"),
    ("two entries swapped", "update audit_chain set entry_id = case position when 2 then (select entry_id from audit_chain where position = 3) else (select entry_id from audit_chain where position = 2) end where position in (2, 3)", "position 2"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "where"), [case[1:] for case in SPOILED], ids=[case[0] for case in SPOILED])
def test_the_first_break_is_named(chain: Chain, statement: str, where: str) -> None:
    if "swap" in statement or "case position" in statement:
        chain.falsify("alter table audit_chain drop constraint uq_audit_chain_entry_id")
    chain.falsify(statement)
    assert where in chain.verdict().fault


def test_each_link_covers_those_before_it(chain: Chain, client: Client) -> None:
    """An entry that is changed together with its own hash breaks the chain at the next one."""
    links = "select position, encode(hash, 'hex') as hash from audit_chain where position > 3 order by position"
    later = client.sql(links)
    chain.falsify("delete from audit_chain where position >= 3")
    chain.falsify("update audit_entry set actor = 'x' where id not in (select entry_id from audit_chain) and created_at = (select min(created_at) from audit_entry where id not in (select entry_id from audit_chain))")  # fmt: skip
    assert chain.extend() == 3
    assert chain.verdict().fault is None
    for row in later:
        chain.falsify(
            f"update audit_chain set hash = decode('{row['hash']}', 'hex') where position = {row['position']}"
        )
    fault = chain.verdict().fault
    assert fault is not None
    assert "position 4" in fault


def test_a_truncated_chain_is_detected_by_the_exported_head(chain: Chain, tmp_path: Path) -> None:
    write_head(tmp_path, chain.head())
    chain.falsify("delete from audit_chain where position > 3")
    assert chain.verdict().fault is None
    assert chain.verdict(read_head(tmp_path)).fault == "the chain ends at 3, but its head was stored at 5"


def test_a_rewritten_chain_is_detected_by_the_exported_head(chain: Chain, tmp_path: Path) -> None:
    write_head(tmp_path, chain.head())
    chain.falsify("delete from audit_chain")
    chain.falsify("update audit_entry set actor = 'somebody else'")
    assert chain.extend() == 5
    assert chain.verdict().fault is None
    assert "rewritten" in chain.verdict(read_head(tmp_path)).fault


def test_erasing_the_personal_data_of_an_entry_does_not_break_the_chain(chain: Chain) -> None:
    chain.falsify("delete from audit_detail")
    assert chain.verdict(chain.head()).fault is None


def test_entries_outside_the_chain_are_reported(chain: Chain, client: Client) -> None:
    created(client, 77)
    assert chain.verdict().unchained == 0
    chain.falsify("update audit_entry set created_at = now() - interval '6 seconds' where created_at = (select max(created_at) from audit_entry)")  # fmt: skip
    assert chain.verdict().unchained == 1


def test_processes_that_chain_at_once_make_one_chain(client: Client, database_url: str, chain: Chain) -> None:
    for number in range(20, 30):
        created(client, number)

    async def one() -> int:
        connection = await connect(database_url)
        try:
            return (await extend_chain(connection)).entries
        finally:
            await connection.close()

    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(one() for _ in range(5)))

    assert sum(client.run(all_at_once())) == 10
    assert chain.verdict().checked == 15
    assert chain.verdict().fault is None


def test_upkeep_extends_the_chain_stores_its_head_and_removes_expired_rows(
    client: Client, database_url: str, settings: Settings, tmp_path: Path
) -> None:
    created(client, 3)
    expired = new_one_time_code("+996555000111", expires_at=datetime.now(UTC) - timedelta(days=2))
    key = client.insert(expired).id

    async def go() -> None:
        database = Database(database_url, settings)

        async def left() -> int:
            return (await database.fetch("select count(*) from one_time_code where id = $1", key))[0][0]  # type: ignore[no-any-return]

        task = asyncio.create_task(Upkeep(database, tmp_path).run())
        async with asyncio.timeout(60):
            while await left() or not (tmp_path / "audit-head.json").exists():
                await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await database.close()

    client.run(go())
    head = read_head(tmp_path)
    assert head is not None
    assert head.position == client.value("select max(position) from audit_chain") == 1
    assert client.value("select count(*) from one_time_code where id = $1", key) == 0


def test_upkeep_searches_the_end_of_the_trail_however_often_it_did(
    client: Client,
    database_url: str,
    owner_url: str,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """PostgreSQL would keep a plan that reads all entries: it does not know how late the search begins."""
    opened: list[dict[str, str]] = []

    async def noted(url: str, **settings: str) -> Connection:
        opened.append(settings)
        return await connect(url, **settings)

    async def go() -> None:
        owner = await connect(owner_url, role=None)
        await insert(owner, new_audit_entry())
        await owner.execute("""insert into audit_entry select (jsonb_populate_record(e, jsonb_build_object(
            'id', gen_random_uuid(), 'created_at', e.created_at - n * interval '1 hour'))).*
            from audit_entry e, generate_series(1, 3000) n""")
        await owner.execute("analyze audit_entry")
        database = Database(database_url, settings)
        task = asyncio.create_task(Upkeep(database, tmp_path).run())
        async with asyncio.timeout(60):
            while not (tmp_path / "audit-head.json").exists():
                await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await database.close()
        looker = await connect(database_url, **opened[0])
        await looker.execute(
            f"prepare searched (timestamptz) as {_IS_ANY_NOT_CHAINED.replace('$1', '$1::timestamptz')}"
        )
        for _ in range(7):
            rows = await looker.fetch("explain (costs off) execute searched (now())")
        assert "Index Cond: (created_at >" in "\n".join(row[0] for row in rows)
        await looker.close()
        await owner.close()

    monkeypatch.setattr("backend.services.upkeep.connect", noted)
    client.run(go())


@pytest.mark.parametrize("signed_in_as", ["crm_app", "its owner"])
def test_entries_of_a_long_transaction_are_chained_after_its_commit(
    client: Client, database_url: str, owner_url: str, chain: Chain, signed_in_as: str
) -> None:
    url = database_url if signed_in_as == "crm_app" else owner_url

    async def go() -> tuple[int, int]:
        writer, looker = await connect(url), await connect(url)
        try:
            chained_until = (await extend_chain(looker)).chained_until
            async with writer.transaction():
                await insert(writer, new_audit_entry())
                await asyncio.sleep(2.2)  # longer than the tolerated difference of clocks
                before = await extend_chain(looker, chained_until)
            return before.entries, (await extend_chain(looker, before.chained_until)).entries
        finally:
            await writer.close()
            await looker.close()

    assert client.run(go()) == (0, 1)
    assert chain.verdict().fault is None
