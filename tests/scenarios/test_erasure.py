"""A13: the personal data of a customer is erased from every table and every file; what proves the past stays."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import sqlalchemy as sa

from backend.auth.viewer import Role
from backend.database import connect
from backend.jobs.worker import Worker
from backend.models import Base, Contract, Customer
from backend.models.base import Code
from backend.services.audit import Verdict, extend_chain, verify_chain
from backend.services.erasure.declared import DECLARED, KEPT_TABLES, STAGED
from backend.services.erasure.files import ERASE, ErasedFiles
from backend.settings import Settings
from backend.worker import file_store
from tests.client import Client
from tests.exports.exporting import requested, shown, work
from tests.factories.customers import new_customer
from tests.scenarios.marked_person import (
    call,
    marked_files,
    marked_rows,
    merge_another,
    text,
    write_everywhere,
)
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
ERASE_CUSTOMER = """mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) {
    customer { id number name phone email birthDate status erasedAt documents { id } history { verb to reason } }
    erased { table rows } kept { table rows until reason } errors { code field message }
    plan { planToken changes { node field before after } } } }"""
GET_SIM = """mutation ($input: GetSimInput!) { getSim(input: $input) { contract { id } errors { code field } } }"""
# Columns that may hold personal data; an enum's values, numbers and times do not.
NOT_PERSONAL = (Code, sa.Uuid, sa.DateTime, sa.Integer, sa.Boolean, sa.Numeric, sa.Float, sa.Time)


@pytest.fixture
def admin(client: Client, settings: Settings) -> Iterator[Client]:
    made = Client(client.url, settings, viewer=viewer_of(Role.ADMIN, client), beside=client)
    yield made
    made.close()


def erase(client: Client, customer: str, key: str = "erase", **more: Any) -> Any:
    given = {"id": customer, "reason": "заявление от 28.11", "idempotencyKey": key, **more}
    return client.ask(ERASE_CUSTOMER, {"input": given})["eraseCustomer"]


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["errors"]]


def person(client: Client, number: str = "CE0001", **more: Any) -> str:
    row = client.insert(new_customer(number=number, name="Стираемый Человек", phone="+996555700700", **more))
    return f"cus_{row.id}"


def run_jobs(client: Client, settings: Settings) -> None:
    handlers = {ERASE: ErasedFiles(file_store(settings), client.app.state.database).erase}
    worker = Worker(lambda: connect(client.url), handlers, poll_seconds=0.2, first_backoff_seconds=3600)
    client.run(worker.drain())


async def verified(url: str) -> Verdict:
    connection = await connect(url)
    try:
        await extend_chain(connection)
        return await verify_chain(connection, None, lambda _: None)
    finally:
        await connection.close()


def test_no_table_and_no_file_keeps_a_mark_of_an_erased_customer(
    client: Client, admin: Client, settings: Settings, owner_url: str
) -> None:
    files = Path(settings.data_dir) / "files"
    of_earlier_tests = set(marked_files(files))
    customer, contract = write_everywhere(client, settings)
    other = merge_another(client, admin, customer)
    before = client.run(marked_rows(owner_url))
    # The test cannot find what it has not written.
    assert {table.removeprefix("public.") for table in before} >= {
        "approval_request", "audit_detail", "audit_line", "contract", "customer", "history_entry", "identity_document",
        "ledger_entry", "ledger_posting", "notification", "payment", "refund", "rejected_row",
        "contact_person", "customer_address", "customer_contact", "customer_note", "identity_document_file",
        "customer_merge", "identity_check", "merged_row", "representation",
        "request", "request_attachment", "request_question", "session", "ticket", "ticket_attachment", "ticket_comment",
    }, before  # fmt: skip
    assert any(table.startswith("public.event_") for table in before), before
    asked = "select count(*) from approval_request where other_id = $1::uuid and reason like '%zqmarker%'"
    assert client.value(asked, other[4:]) == 1
    stray = """select count(*) from event e join request r on r.id = e.node_id
        where r.customer_id is null and e.customer_id is null and e.payload::text like '%zqmarker%'"""
    assert client.value(stray) > 0
    assert len(set(marked_files(files)) - of_earlier_tests) >= 3
    books = (
        "select sum(amount_minor), count(*), sum(balance_after_minor) from ledger_entry where contract_id = $1::uuid"
    )
    booked = client.sql(books, contract[4:])[0]
    states = "select verb, from_status, to_status, actor, created_at from status_change where contract_id = $1::uuid order by created_at, id"
    history = [tuple(row) for row in client.sql(states, contract[4:])]

    planned = erase(admin, customer, dryRun=True)
    assert (planned["errors"], planned["customer"]) == ([], None)
    tables = {each["table"] for each in planned["erased"]}
    assert tables >= {"customer", "identity_document", "notification", "request", "ticket", "event", "file"}
    kept = {each["table"]: each["until"] for each in planned["kept"]}
    assert kept["payment"] == kept["ledger_entry"] > "2031"
    assert kept["history_entry"] is None
    assert client.run(marked_rows(owner_url)) == before, "a dry run erases nothing"

    done = erase(admin, customer, planToken=planned["plan"]["planToken"])
    assert done["errors"] == []
    assert done["erased"] == planned["erased"]
    shown_now = done["customer"]
    assert (shown_now["name"], shown_now["email"], shown_now["birthDate"], shown_now["documents"]) == (
        "—",
        None,
        None,
        [],
    )
    assert (shown_now["status"], shown_now["phone"][:4]) == ("CLOSED", "+999")
    assert shown_now["erasedAt"] is not None
    assert {each["reason"] for each in shown_now["history"] if each["verb"] != "close"} == {None}
    run_jobs(client, settings)
    assert client.run(marked_rows(owner_url)) == {}
    assert set(marked_files(files)) == of_earlier_tests
    assert client.sql(books, contract[4:])[0] == booked
    assert [tuple(row) for row in client.sql(states, contract[4:])] == history
    verdict = client.run(verified(client.url))
    assert (verdict.fault, verdict.unchained) == (None, 0)
    assert verdict.checked > 10
    assert erase(admin, customer, planToken=planned["plan"]["planToken"])["errors"] == [], "a repeated call"
    entry = "select d.changes::text from audit_entry e join audit_detail d on d.entry_id = e.id where e.verb = 'eraseCustomer' and e.outcome = 'DONE'"
    assert "erased_at" in client.value(entry)


def test_an_altered_record_is_still_found_after_an_erasure(client: Client, admin: Client) -> None:
    customer = person(client)
    call(client, "updateCustomerContact", "customer", id=customer, email="someone@example.kg", reason=text("x"))
    assert erase(admin, customer)["errors"] == []
    assert client.run(verified(client.url)).fault is None
    client.as_owner("update audit_entry set actor = 'somebody' where verb = 'updateCustomerContact'")
    assert "altered" in (client.run(verified(client.url)).fault or "")


def test_open_matters_are_named_and_nothing_is_erased(client: Client, admin: Client) -> None:
    contract = client.find(Contract, number="KD00000001")
    customer = f"cus_{contract.customer_id}"
    ticket = call(client, "openTicket", "ticket", customerId=customer, subject="открыто")
    request = call(client, "submitRequest", "request", kind="OTHER", raw={"a": 1}, customerId=customer)
    client.as_owner("update ledger_account set balance_minor = 1250 where contract_id = $1", contract.id)
    refused = erase(admin, customer)
    assert set(codes(refused)) == {"CUSTOMER_HAS_OPEN_MATTERS"}
    assert all(error["field"] == ["id"] for error in refused["errors"])
    words = "\n".join(error["message"] for error in refused["errors"])
    for named in (contract.number, f"con_{contract.id}", "12.50 KGS", ticket, request):
        assert named in words, words
    assert client.find(Customer, id=contract.customer_id).erased_at is None
    assert codes(erase(admin, customer, reason=" ", key="other")) == ["INVALID_INPUT"]
    assert codes(erase(admin, "cus_01900000-0000-7000-8000-000000000000", key="none")) == ["NOT_FOUND"]


def test_an_erased_customer_is_found_by_nothing_and_can_do_nothing(client: Client, admin: Client) -> None:
    customer = person(client, number="CE0002", email="erased@example.kg")
    assert erase(admin, customer)["errors"] == []
    search = "query ($text: String!) { customers(search: $text) { nodes { id } } lookup(text: $text) { ... on Node { id } } }"
    for words in (
        "Стираемый",
        "+996555700700",
        "erased@example.kg",
        "CE0002",
        "+999000000000002",
        "999000000000002",
        customer,
    ):
        found = admin.ask(search, {"text": words})
        assert customer not in str(found), (words, found)
    assert admin.ask("query ($id: ID!) { customer(id: $id) { id erasedAt } }", {"id": customer})["customer"]["erasedAt"]
    create = """mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { candidates { id } errors { code } } }"""
    again = {"kind": "PERSON", "name": "Стираемый Человек", "phone": "+996555700700", "email": "erased@example.kg"}
    assert client.ask(create, {"input": again})["createCustomer"] == {"candidates": [], "errors": []}
    for verb, given, field in (
        ("getSim", {"customerId": customer, "tariffCode": "T01"}, "customerId"),
        ("openTicket", {"customerId": customer, "subject": "после"}, "customerId"),
        ("submitRequest", {"kind": "OTHER", "raw": {}, "customerId": customer}, "customerId"),
        ("updateCustomerContact", {"id": customer, "name": "Имя Снова"}, "id"),
    ):
        query = f"mutation ($input: {verb[0].upper()}{verb[1:]}Input!) {{ {verb}(input: $input) {{ errors {{ code field }} }} }}"
        assert client.ask(query, {"input": given})[verb]["errors"] == [{"code": "CUSTOMER_ERASED", "field": [field]}]
    assert codes(erase(admin, customer, key="again")) == ["CUSTOMER_ERASED"]
    with pytest.raises(asyncpg.CheckViolationError):
        client.sql("update customer set name = 'Имя Снова' where id = $1::uuid", customer[4:])


def test_records_of_a_customer_that_is_not_erased_cannot_be_erased(client: Client) -> None:
    with pytest.raises(asyncpg.PostgresError, match="is not erased"):
        client.sql("select crm_erase_records(id, '{}', '{}', '{}') from customer where number = 'CD00000001'")


def race(client: Client, admin: Client, rounds: int) -> None:
    """Erase a customer fifty times at once; exactly one does it."""
    for place in range(rounds):
        customer = person(client, number=f"CE3{place:03}")
        inputs = [{"id": customer, "reason": "раз", "idempotencyKey": f"{place} {n}"} for n in range(50)]
        answers = [each["eraseCustomer"] for each in admin.together(ERASE_CUSTOMER, inputs)]
        assert sorted(codes(each) for each in answers) == [[], *[["CUSTOMER_ERASED"]] * 49]
    assert client.value("select count(*) from event where topic = 'customer.erased'") == rounds


def test_of_many_erasures_at_once_one_is_done(client: Client, admin: Client) -> None:
    race(client, admin, 1)


@pytest.mark.trial
def test_of_many_erasures_at_once_one_is_done_twenty_times(client: Client, admin: Client) -> None:
    race(client, admin, 20)


def test_an_erasure_beside_a_new_contract_is_done_or_refused_and_never_both(client: Client, admin: Client) -> None:
    customers = [person(client, number=f"CE001{n}") for n in range(8)]

    async def both(customer: str) -> list[Any]:
        sim = {"customerId": customer, "tariffCode": "T01", "allowDuplicate": True}
        erasing = {"id": customer, "reason": "раз", "idempotencyKey": customer}
        return await asyncio.gather(
            client.send(GET_SIM, {"input": sim}), admin.send(ERASE_CUSTOMER, {"input": erasing})
        )

    async def go() -> list[list[Any]]:
        return await asyncio.gather(*map(both, customers))

    for customer, (sold, erased) in zip(customers, client.run(go()), strict=True):
        sale, erasure = sold["data"]["getSim"], erased["data"]["eraseCustomer"]
        assert (sale["contract"] is None) == (codes(sale) == ["CUSTOMER_ERASED"])
        assert codes(erasure) == ([] if sale["contract"] is None else ["CUSTOMER_HAS_OPEN_MATTERS"])
        live = "select count(*) from contract where customer_id = $1::uuid and status = 'ACTIVE'"
        assert client.value(live, customer[4:]) == (1 if erasure["errors"] else 0)


def test_an_erasure_beside_a_merge_leaves_nothing_of_either_customer(client: Client, admin: Client) -> None:
    """A13: where the merge came first, both are erased; where the erasure came first, the merge is refused."""
    pairs = [(person(client, number=f"CE1{n:03}"), person(client, number=f"CE2{n:03}")) for n in range(10)]
    merge = "mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { errors { code } } }"

    async def both(place: int, survivor: str, other: str) -> list[Any]:
        merging = {"survivorId": survivor, "otherId": other, "reason": "один человек"}
        erasing = {"id": (survivor, other)[place % 2], "reason": "раз", "idempotencyKey": survivor}
        sent = [client.send(merge, {"input": merging}), admin.send(ERASE_CUSTOMER, {"input": erasing})]
        return await asyncio.gather(*(sent if place % 4 < 2 else sent[::-1]))

    async def go() -> list[list[Any]]:
        return await asyncio.gather(*(both(place, *pair) for place, pair in enumerate(pairs)))

    state = """select erased_at is not null as erased, merged_into_id is not null as merged, name = '—' as nameless
        from customer where id = $1::uuid"""
    for place, (pair, answers) in enumerate(zip(pairs, client.run(go()), strict=True)):
        given = {name: value for answer in answers for name, value in answer["data"].items()}
        assert codes(given["eraseCustomer"]) == []
        rows = [client.sql(state, each[4:])[0] for each in pair]
        merged = codes(given["mergeCustomers"]) == []
        assert [each["merged"] for each in rows] == [False, merged]
        gone = [True, True] if merged else [place % 2 == 0, place % 2 == 1]
        assert [each["erased"] for each in rows] == [each["nameless"] for each in rows] == gone
        assert merged or codes(given["mergeCustomers"]) == ["CUSTOMER_CLOSED"]
    assert client.value("select count(*) from merged_row") == 0
    assert client.value("select count(*) from customer_merge where reason = 'один человек'") == 0


def test_a_customer_is_erased_with_those_that_were_merged_into_it(client: Client, admin: Client) -> None:
    """A13: whatever the state of the merged customer was, and by the id of either."""
    for place, (state, asked) in enumerate((("PROSPECT", 0), ("ACTIVE", 1), ("CLOSED", 1))):
        survivor, other = person(client, number=f"CE40{place}"), person(client, number=f"CE41{place}", status=state)
        call(client, "mergeCustomers", None, survivorId=survivor, otherId=other, reason="один человек")
        assert erase(admin, (survivor, other)[asked], key=survivor)["errors"] == []
        rows = client.sql("select name, status, erased_at from customer where id = any($1)", [survivor[4:], other[4:]])
        assert [(row["name"], row["status"], row["erased_at"] is None) for row in rows] == [("—", "CLOSED", False)] * 2
        undo = """mutation ($input: UndoMergeInput!) { undoMerge(input: $input) { errors { code } } }"""
        merge = client.value("select id from customer_merge where other_id = $1::uuid", other[4:])
        given = {"id": f"mer_{merge}", "reason": "двое"}
        assert codes(client.ask(undo, {"input": given})["undoMerge"]) == ["MERGE_FINAL"]


def test_files_of_exports_that_began_before_are_removed(client: Client, admin: Client, settings: Settings) -> None:
    customer = person(client, number="CE0004")
    finished, running = (requested(client, "Customers", search="Стираемый") for _ in range(2))
    assert work(client, settings, finished)["url"] is not None
    begun = "update export_job set status = 'RUNNING', started_at = now(), rows = 5 where id = $1::uuid"
    client.sql(begun, running[4:])
    assert erase(admin, customer)["errors"] == []
    run_jobs(client, settings)
    assert shown(client, finished)["url"] is None
    again = shown(client, running)
    assert (again["status"], again["rows"], again["startedAt"]) == ("QUEUED", 0, None)
    assert client.value("select arguments::text from export_job where id = $1::uuid", finished[4:]) == "{}"
    assert work(client, settings, running)["rows"] == 0


def test_every_column_that_may_hold_personal_data_is_declared() -> None:
    declared = {table: {*fate.wiped.split(), *" ".join(fate.kept.values()).split()} for table, fate in DECLARED.items()}
    kept = set(" ".join(KEPT_TABLES.values()).split())
    assert not kept & declared.keys()
    for table in Base.metadata.tables.values():
        columns = {column.name for column in table.columns if not isinstance(column.type, NOT_PERSONAL)}
        if table.name in kept or table.name == STAGED:
            continue
        assert columns == declared.get(table.name, set()), f"declare the columns of {table.name} (erasure/declared.py)"
    assert kept | declared.keys() | {STAGED} == Base.metadata.tables.keys()
