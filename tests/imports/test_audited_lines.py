"""What a file registers has one audit entry for each chunk, from which the changes of each row are shown and verified."""

import json
import uuid
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.database import connect
from backend.identifiers import CONTRACT_ID, CUSTOMER_ID, PHONE_NUMBER_ID, SIM_ID
from backend.services import audit
from backend.services.audit import Verdict, extend_chain, verify_chain
from backend.settings import Settings
from tests.client import Client
from tests.imports.bulk import good, register, send, sheet, work
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

ROWS = 7
CHUNK_ROWS = 3
ABOUT = """
query ($node: ID!) { auditEntries(first: 20, node: $node) { totalCount nodes {
    actor verb outcome calls node { id } changes { table key change field before after }
} } }
"""
LIST = '{ auditEntries(first: 20, filter: { verb: { eq: "bulkRegister" } }) { nodes { node { __typename } changes { field } } } }'
SUBSCRIBER = """
select k.id as contract, k.customer_id as customer, k.sim_id as sim, k.phone_number_id as number
from contract k join sim s on s.id = k.sim_id where s.iccid = $1
"""


@pytest.fixture
def job_id(client: Client, settings: Settings) -> str:
    """A file that was registered in two chunks (only the first has a given size), whose entries are in the chain."""
    found = send(client, sheet([good(n, document=f"PASSPORT:AN{7000000 + n}") for n in range(ROWS)]))
    client.sql("update import_job set chunk_rows = $2 where id = $1::uuid", found[4:], CHUNK_ROWS)
    assert work(client, settings, found)["registered"] == ROWS

    async def extend() -> None:
        connection = await connect(client.url)
        await extend_chain(connection)
        await connection.close()

    client.run(extend())
    return found


def verified(client: Client) -> Verdict:
    async def go() -> Verdict:
        connection = await connect(client.url)
        try:
            return await verify_chain(connection, None, lambda _: None)
        finally:
            await connection.close()

    return client.run(go())  # type: ignore[no-any-return]


def subscriber(client: Client, number: int) -> dict[str, uuid.UUID]:
    return dict(client.sql(SUBSCRIBER, good(number)["iccid"])[0])


def entries_about(client: Client, settings: Settings, node: str) -> list[dict[str, Any]]:
    boss = Client(client.url, settings, viewer=viewer_of(Role.ADMIN, client), beside=client)
    found = boss.ask(ABOUT, {"node": node})["auditEntries"]
    boss.close()
    assert found["totalCount"] == len(found["nodes"])
    return found["nodes"]  # type: ignore[no-any-return]


def test_a_chunk_has_one_entry_about_its_import(client: Client, settings: Settings, job_id: str) -> None:
    boss = Client(client.url, settings, viewer=viewer_of(Role.ADMIN, client), beside=client)
    listed = boss.ask(LIST)["auditEntries"]["nodes"]
    boss.close()
    chunks = [each for each in listed if each["changes"] == []]
    assert [each["node"]["__typename"] for each in chunks] == ["ImportJob"] * 2
    lines = client.sql("select lines from audit_entry where lines > 0 order by created_at")
    assert [row[0] for row in lines] == [3, 4]
    assert (
        client.value("select count(*) from audit_detail d join audit_entry e on e.id = d.entry_id where lines > 0") == 0
    )
    assert verified(client).fault is None


def test_the_entry_of_a_row_is_found_by_each_of_its_nodes(client: Client, settings: Settings, job_id: str) -> None:
    keys = subscriber(client, 4)
    formats = {"contract": CONTRACT_ID, "customer": CUSTOMER_ID, "sim": SIM_ID, "number": PHONE_NUMBER_ID}
    nodes = {name: formats[name].encode(key) for name, key in keys.items()}  # type: ignore[attr-defined]
    found = {name: entries_about(client, settings, node) for name, node in nodes.items()}
    (entry,) = found["contract"]
    assert all(each == [entry] for each in found.values())
    assert (entry["verb"], entry["actor"], entry["outcome"], entry["calls"]) == ("bulkRegister", "operator", "DONE", 1)
    assert entry["node"] == {"id": nodes["contract"]}
    row = good(4)
    shown = {(each["table"], each["field"]): each["after"] for each in entry["changes"]}
    assert {
        ("customer", "name"): row["name"], ("customer", "phone"): row["phone"], ("sim", "iccid"): row["iccid"],
        ("phone_number", "msisdn"): row["msisdn"], ("identity_document", "number"): "AN7000004",
        ("contract", "customer_id"): str(keys["customer"]),
    }.items() <= shown.items()  # fmt: skip
    assert {each["change"] for each in entry["changes"]} == {"INSERT"}
    assert {each["key"] for each in entry["changes"] if each["table"] != "identity_document"} == {
        str(key) for key in keys.values()
    }


def test_a_node_without_entries_and_a_text_that_is_no_id_find_nothing(client: Client, settings: Settings) -> None:
    unused = CONTRACT_ID.encode(uuid.UUID(int=1))  # type: ignore[arg-type]
    assert [entries_about(client, settings, node) for node in (unused, "nonsense", "xyz_" + unused[4:])] == [[], [], []]


def test_the_entries_of_later_mutations_are_found_beside_it(client: Client, settings: Settings, job_id: str) -> None:
    contract = CONTRACT_ID.encode(subscriber(client, 2)["contract"])  # type: ignore[arg-type]
    act = "mutation ($i: ContractActionInput!) { suspendContract(input: $i) { errors { code } } }"
    assert client.ask(act, {"i": {"id": contract, "reason": "lost"}})["suspendContract"]["errors"] == []
    verbs = [entry["verb"] for entry in entries_about(client, settings, contract)]
    assert verbs == ["suspendContract", "bulkRegister"]


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_line set name = 'Somebody Else' where contract_id = $1",
        "update audit_line set birth_date = '1990-01-01' where contract_id = $1",
        "update audit_line set row_number = 99 where contract_id = $1",
        "update audit_line set digest = sha256('x'), salt = null where contract_id = $1",
        "update audit_line set contract_id = gen_random_uuid() where contract_id = $1",
        "delete from audit_line where contract_id = $1",
        "delete from audit_line where entry_id = (select entry_id from audit_line where contract_id = $1)",
    ],
)
def test_an_altered_line_is_found(client: Client, job_id: str, statement: str) -> None:
    contract = subscriber(client, 4)["contract"]
    chained = "select position from audit_chain c join audit_line l using (entry_id) where l.contract_id = $1"
    position = client.value(chained, contract)
    client.as_owner(statement, contract)
    assert f"position {position}: the recorded lines of the entry" in (verified(client).fault or "")


@pytest.mark.parametrize(
    "statement",
    [
        "insert into audit_line (contract_id, entry_id, row_number, salt) select $1, id, 1, 'x' from audit_entry"
        " where lines is null limit 1",
        "insert into audit_line (contract_id, entry_id, row_number, salt) values ($1, gen_random_uuid(), 1, 'x')",
        "update audit_line set digest = crm_audit_line_digest(audit_line), salt = null where contract_id <> $1",
    ],
    ids=["of an entry without lines", "of no entry", "erased but for its values"],
)
def test_a_line_that_no_digest_covers_is_found(
    client: Client, job_id: str, monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr(audit, "LINES_AT_ONCE", 1)
    client.as_owner(statement, uuid.UUID(int=1))
    assert "is not covered by the digest of an entry" in (verified(client).fault or "")


def test_the_personal_data_of_one_row_is_erased_and_the_chain_stays_valid(
    client: Client, settings: Settings, job_id: str
) -> None:
    erased, kept = subscriber(client, 4), subscriber(client, 5)
    client.as_owner("select crm_erase_audit_line($1)", erased["contract"])
    assert verified(client).fault is None
    line = json.loads(client.value("select to_jsonb(l) from audit_line l where contract_id = $1", erased["contract"]))
    assert {name for name, value in line.items() if value is not None} == {
        "contract_id",
        "entry_id",
        "row_number",
        "digest",
    }
    nodes = [CONTRACT_ID.encode(each["contract"]) for each in (erased, kept)]  # type: ignore[arg-type]
    changes = [entries_about(client, settings, node)[0]["changes"] for node in nodes]
    assert changes[0] == []
    assert len(changes[1]) > 10
    client.as_owner("update audit_line set digest = sha256('x') where contract_id = $1", erased["contract"])
    assert verified(client).fault is not None


def test_a_chunk_without_registered_rows_has_no_entry(client: Client, settings: Settings) -> None:
    register(client, settings, [good(1, tariff="NONE")])
    assert client.value("select count(*) from audit_entry where lines is not null") == 0
