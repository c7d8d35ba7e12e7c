"""Bulk registration: rows are validated, valid rows registered or updated, invalid rows rejected, all rows counted (ManyRegister)."""

import csv
import io
import json
import random
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from backend.database import connect
from backend.imports import runner, staging
from backend.models import Base
from backend.settings import Settings
from tests.client import Client
from tests.factories.customers import new_customer
from tests.factories.phone_numbers import new_phone_number
from tests.factories.reservations import in_quarantine, reserved
from tests.factories.sims import new_sim
from tests.factories.tariffs import new_tariff, new_tariff_option
from tests.imports.bulk import good, iccid, look, post, register, rejected, send, sheet, step, stored, work
from tests.scenarios.test_get_sim import GET_SIM

pytestmark = pytest.mark.database


def test_valid_rows_are_registered_and_invalid_rows_rejected_with_a_code(client: Client, settings: Settings) -> None:
    rows = [good(1), good(2, phone="12"), good(3, tariff="NONE"), good(4, iccid="8999"), good(5)]
    job = register(client, settings, rows)
    assert (job["state"], job["rows"], job["registered"], job["rejected"]) == ("COMPLETED", 5, 2, 3), job
    assert rejected(job) == [
        (3, "phone", "INVALID_PHONE"),
        (4, "tariff", "TARIFF_NOT_FOUND"),
        (5, "iccid", "INVALID_ICCID"),
    ]


COMPARED = """
select to_jsonb(c) - '{id,number,created_at,updated_at,version}'::text[] as customer,
    to_jsonb(d) - '{id,customer_id,created_at,updated_at,version}'::text[] as document,
    to_jsonb(k) - '{id,number,customer_id,sim_id,phone_number_id,signed_at,activated_at,created_at,updated_at,version}'::text[]
        as contract,
    to_jsonb(s) - '{id,pick,activated_at,created_at,updated_at,version}'::text[] as sim,
    to_jsonb(n) - '{id,pick,created_at,updated_at,version}'::text[] as number,
    to_jsonb(a) - '{id,contract_id,customer_id,created_at}'::text[] as account,
    (select array_agg(o.code order by o.code) from contract_option x join tariff_option o on o.id = x.tariff_option_id
        where x.contract_id = k.id) as options,
    (select count(*) from sim_binding b where b.contract_id = k.id and b.sim_id = s.id and b.bound_to is null) as sim_bindings,
    (select count(*) from number_binding b where b.contract_id = k.id and b.phone_number_id = n.id and b.bound_to is null)
        as number_bindings,
    (select array_agg(array[h.node_type, h.verb, h.from_status, h.to_status] order by h.node_type, h.created_at, h.id)
        from status_change h where h.actor = $2 and h.node_id in (c.id, k.id, s.id, n.id)) as history,
    (select count(*) from event e where e.node_id = k.id and e.topic = 'contract.activated') as events,
    k.signed_at = k.activated_at and k.activated_at = s.activated_at as at_once,
    (select array_agg(distinct array[g.table_name, g.change, g.field]) from audit_of_node y join audit_change g on g.entry_id = y.id
        where y.about = k.id and g.field not in ('number', 'signed_at', 'activated_at')
            and not (g.table_name = 'customer' and g.change = 'UPDATE')) as audited
from contract k join customer c on c.id = k.customer_id join sim s on s.id = k.sim_id
join phone_number n on n.id = k.phone_number_id join ledger_account a on a.contract_id = k.id
left join identity_document d on d.customer_id = c.id
where s.iccid = $1
"""


def comparable(client: Client, sim: str, actor: str) -> Any:
    (row,) = client.sql(COMPARED, sim, actor)
    found = dict(row)
    for name in ("customer", "document", "contract", "sim", "number", "account"):
        found[name] = found[name] and json.loads(found[name])
    return found


# The states in which a SIM and a number can be assigned. The reserved ones are reserved by the operator of the test.
STATES = [(sim, number) for sim in ("AVAILABLE", "RESERVED") for number in ("AVAILABLE", "RESERVED", "PORTED_IN")]


def add_to_pool(client: Client, sim: str, sim_status: str, msisdn: str, number_status: str) -> None:
    columns = {"RESERVED": reserved("operator")}
    client.insert(
        new_sim(sim, **columns.get(sim_status, {"status": sim_status})),
        new_phone_number(msisdn, **columns.get(number_status, {"status": number_status})),
    )


def test_a_row_has_the_same_effect_as_a_single_act(client: Client, settings: Settings) -> None:
    option = client.ask('{ tariff(code: "T01") { options { code } } }')["tariff"]["options"][0]["code"]
    rows, pairs = [], {}
    for place, (sim_status, number_status) in enumerate(STATES):
        (sim, msisdn), (other_sim, other_msisdn) = pool = [
            (iccid(n), f"+99622{n:07d}") for n in (900 + place, 950 + place)
        ]
        for each in pool:
            add_to_pool(client, each[0], sim_status, each[1], number_status)
        people = [
            {
                "name": f"Равный Абонент {place} {n}",
                "phone": f"+9965557770{place}{n}",
                "email": f"equal{place}{n}@example.kg",
            }
            for n in (1, 2)
        ]
        document = {"kind": "PASSPORT", "number": f"AC0{place}01"}
        person = {"kind": "PERSON", **people[0], "language": "KY", "document": document, "birthDate": "1980-01-31"}
        form = {"customer": person, "tariffCode": "T01", "options": [option], "iccid": sim, "msisdn": msisdn}
        assert client.ask(GET_SIM, {"input": form})["getSim"]["errors"] == []
        rows.append({
            **people[1], "document": f"PASSPORT:AC0{place}02", "birth_date": "31.01.1980", "language": "ky",
            "iccid": other_sim, "msisdn": other_msisdn, "tariff": "t01", "options": option,
        })  # fmt: skip
        pairs[sim_status, number_status] = sim, other_sim
    job = register(client, settings, rows)
    assert job["registered"] == len(STATES), job
    for (sim_status, number_status), (one, other) in pairs.items():
        single, bulk = comparable(client, one, "operator"), comparable(client, other, "operator")
        for noun, column in (("document", "number_key"), ("customer", "name"), ("customer", "name_key"), ("customer", "name_order"), ("customer", "phone"), ("customer", "email"),
                             ("document", "number"), ("sim", "iccid"), ("sim", "imsi"), ("sim", "kind"), ("sim", "msisdn"),
                             ("number", "msisdn")):  # fmt: skip
            del single[noun][column], bulk[noun][column]
        assert single["customer"]["birth_date"] == "1980-01-31"
        assert ["SIM", "activate", sim_status, "ACTIVE"] in single["history"]
        assert ["PHONE_NUMBER", "assign", number_status, "ASSIGNED"] in single["history"]
        assert set(map(tuple, bulk.pop("audited"))) ^ set(map(tuple, single.pop("audited"))) == set()
        assert bulk == single, (sim_status, number_status)


def test_an_unknown_sim_and_number_are_created_or_refused(client: Client, settings: Settings) -> None:
    assert rejected(register(client, settings, [good(1)], unknownSims="REJECT")) == [(2, "iccid", "SIM_NOT_FOUND")]
    assert register(client, settings, [good(1)])["registered"] == 1
    known = client.value("select iccid from sim where status = 'AVAILABLE' order by created_at limit 1")
    job = register(client, settings, [good(2, iccid=known)], unknownSims="REJECT")
    assert rejected(job) == [(2, "msisdn", "NUMBER_NOT_FOUND")]


def test_rows_without_a_number_get_numbers_of_the_pool_that_no_other_row_names(
    client: Client, settings: Settings
) -> None:
    free = [row[0] for row in client.sql("select msisdn from phone_number where status = 'AVAILABLE' order by 1")]
    rows = [good(n, msisdn="") for n in range(len(free) + 3)]
    rows.append(good(500, msisdn=free[0]))
    job = register(client, settings, rows)
    assert job["registered"] == len(free), job
    assert [each[2] for each in rejected(job)] == ["POOL_EMPTY"] * 4
    assert client.value("select count(*) from phone_number where status = 'AVAILABLE'") == 0
    holder = client.value(
        "select c.name from phone_number n join contract k on k.phone_number_id = n.id join customer c on c.id = k.customer_id"
        " where n.msisdn = $1 and k.status = 'ACTIVE'", free[0],
    )  # fmt: skip
    assert holder == rows[-1]["name"]


def test_a_row_that_repeats_values_of_an_earlier_row_is_rejected(client: Client, settings: Settings) -> None:
    rows = [
        good(1, external_id="A"), good(2, iccid=good(1)["iccid"]), good(3, msisdn=good(1)["msisdn"]),
        good(4, external_id="A"), good(5, phone=good(1)["phone"]), good(6, name=good(1)["name"], phone=good(1)["phone"]),
    ]  # fmt: skip
    job = register(client, settings, rows)
    assert rejected(job) == [
        (3, "iccid", "DUPLICATE_ROW"), (4, "msisdn", "DUPLICATE_ROW"), (5, "external_id", "DUPLICATE_ROW"),
        (6, "phone", "POSSIBLE_DUPLICATE"),
    ]  # fmt: skip
    assert job["registered"] == 2
    # The last row is the same person as the first: a second contract.
    assert client.value("select count(*) from customer where phone = $1", good(1)["phone"]) == 1
    assert (
        client.value(
            "select count(*) from contract k join customer c on c.id = k.customer_id where c.phone = $1",
            good(1)["phone"],
        )
        == 2
    )


def test_a_possible_duplicate_is_rejected_unless_duplicates_are_allowed(client: Client, settings: Settings) -> None:
    here = client.sql("select name, phone, email from customer where status = 'ACTIVE' and email is not null limit 1")[
        0
    ]
    rows = [good(1, phone=here["phone"]), good(2, email=here["email"])]
    job = register(client, settings, rows)
    assert rejected(job) == [(2, "phone", "POSSIBLE_DUPLICATE"), (3, "phone", "POSSIBLE_DUPLICATE")]
    assert all(each["candidates"] == [{"name": here["name"]}] for each in job["rejectedRows"]["nodes"])
    assert register(client, settings, rows, duplicates="CREATE")["registered"] == 2
    same = good(3, name=here["name"].upper(), phone=here["phone"], email=here["email"])
    assert register(client, settings, [same])["registered"] == 1
    assert client.value("select count(*) from customer where name_key = crm_name_key($1)", here["name"]) == 1


def test_rows_of_one_company_are_contracts_of_one_customer(client: Client, settings: Settings) -> None:
    rows = [good(n, name="ОсОО Тест", kind="company", customer_external_id="C-1") for n in range(20)]
    rows.append(good(20, name="ОсОО Другое", kind="company", customer_external_id="C-1"))
    job = register(client, settings, rows)
    assert job["registered"] == 20, job
    assert rejected(job) == [(22, "customer_external_id", "POSSIBLE_DUPLICATE")]
    assert job["rejectedRows"]["nodes"][0]["message"] == "row 2 has this customer_external_id and another name"
    found = client.sql("select name, kind, external_id, status from customer where external_id = 'C-1'")
    assert [tuple(row) for row in found] == [("ОсОО Тест", "ORGANISATION", "C-1", "ACTIVE")]
    other = register(client, settings, [good(100, name="Other", customer_external_id="C-1")])
    assert rejected(other) == [(2, "customer_external_id", "POSSIBLE_DUPLICATE")]
    assert other["rejectedRows"]["nodes"][0]["candidates"] == [{"name": "ОсОО Тест"}]
    assert register(client, settings, [good(101, name="осоо тест", customer_external_id="C-1")])["registered"] == 1
    assert (
        client.value(
            "select count(*) from contract k join customer c on c.id = k.customer_id where c.external_id = 'C-1'"
        )
        == 21
    )


def account(client: Client, number: int) -> Any:
    """The account of the row `good(number)`."""
    return client.sql(
        "select a.* from ledger_account a join contract k on k.id = a.contract_id join sim s on s.id = k.sim_id"
        " where s.iccid = $1", good(number)["iccid"],
    )[0]  # fmt: skip


def test_opening_balances_are_posted_and_the_ledger_stays_balanced(client: Client, settings: Settings) -> None:
    rows = [good(1, opening_balance="150,50"), good(2, opening_balance="-1"), good(3, opening_balance="1.234"), good(4)]
    job = register(client, settings, rows)
    assert rejected(job) == [(4, "opening_balance", "INVALID_AMOUNT")]
    assert [account(client, n)["balance_minor"] for n in (1, 2, 4)] == [15050, -100, 0]
    assert client.value("select sum(balance_minor) from ledger_trial_balance") == 0
    assert client.value("select balance_minor from ledger_house_balance where code = 'OPENING'") == -14950


def test_a_dry_run_changes_nothing(client: Client, settings: Settings) -> None:
    tables = "customer contract sim phone_number status_change ledger_entry audit_entry".split()
    counts = "select " + ", ".join(f"(select count(*) from {table})" for table in tables)
    rows = [good(1), good(2, tariff="NONE"), good(3, msisdn="")]
    before = client.sql(counts)[0]
    job = register(client, settings, rows, dryRun=True)
    assert (job["state"], job["registered"], job["rejected"], job["done"]) == ("COMPLETED", 2, 1, 3)
    assert rejected(job) == [(3, "tariff", "TARIFF_NOT_FOUND")]
    after = client.sql(counts)[0]
    assert [*after][:-1] == [*before][:-1]
    assert after[-1] == before[-1] + 1  # the dry run itself


def test_with_reject_file_one_invalid_row_rejects_the_whole_file(client: Client, settings: Settings) -> None:
    before = client.value("select count(*) from contract")
    job = register(client, settings, [good(1), good(2, tariff="NONE")], onError="REJECT_FILE")
    assert (job["state"], job["failureCode"], job["registered"]) == ("FAILED", "ROWS_REJECTED", 0)
    assert rejected(job) == [(3, "tariff", "TARIFF_NOT_FOUND")]
    assert client.value("select count(*) from contract") == before
    job = register(client, settings, [good(1), good(2)], onError="REJECT_FILE")
    assert (job["state"], job["registered"], job["done"]) == ("COMPLETED", 2, 2)
    assert client.value("select count(*) from contract") == before + 2


def test_importing_a_file_again_updates_only_rows_that_differ(client: Client, settings: Settings) -> None:
    rows = [good(n, external_id=f"E{n}", email=f"e{n}@example.kg", opening_balance="10") for n in range(10)]
    assert register(client, settings, rows)["registered"] == 10
    assert {each[2] for each in rejected(register(client, settings, rows))} == {"ALREADY_EXISTS"}
    events = client.value("select count(*) from event where node_type <> 'ImportJob'")
    entries = client.value("select count(*) from audit_entry")
    job = register(client, settings, rows, mode="UPSERT")
    assert (job["unchanged"], job["updated"], job["registered"], job["rejected"]) == (10, 0, 0, 0)
    assert client.value("select count(*) from event where node_type <> 'ImportJob'") == events
    assert client.value("select count(*) from audit_entry") == entries + 1
    rows[0]["email"], rows[1]["tariff"], rows[2]["name"] = "new@example.kg", "T02", "Другое Имя"
    rows[3]["msisdn"] = "+996229999999"
    rows[4]["iccid"] = good(77)["iccid"]
    job = register(client, settings, [*rows, good(50)], mode="UPSERT")
    assert (job["unchanged"], job["updated"], job["registered"], job["rejected"]) == (5, 3, 1, 2), job
    assert rejected(job) == [(5, "msisdn", "CONFLICT"), (6, "iccid", "CONFLICT")]
    changed = client.sql(
        "select c.email, t.code, c.name from sim s join contract k on k.sim_id = s.id join customer c on c.id = k.customer_id"
        " join tariff t on t.id = k.tariff_id where s.iccid = any($1) order by s.iccid", [good(n)["iccid"] for n in range(3)],
    )  # fmt: skip
    assert (changed[0][0], changed[1][1], changed[2][2]) == ("new@example.kg", "T02", "Другое Имя")
    fields = client.sql(
        "select table_name, field, before, after from audit_change g join audit_entry e on e.id = g.entry_id"
        " where e.verb = 'bulkRegister' and g.change = 'UPDATE' and table_name in ('customer', 'contract') order by 1, 2"
    )
    assert [tuple(row)[:2] for row in fields] == [
        ("contract", "tariff_id"),
        ("contract", "tariff_version_id"),
        ("customer", "email"),
        ("customer", "name"),
    ]
    assert client.value("select sum(balance_minor) from ledger_trial_balance") == 0


def test_a_file_is_staged_while_another_one_is_analyzed(client: Client, settings: Settings, owner_url: str) -> None:
    job_id = send(client, sheet([good(n) for n in range(30)]))

    async def stage() -> None:
        other = await connect(owner_url, role=None)
        try:
            async with other.transaction():
                await other.execute("lock table import_row in share update exclusive mode")
                await step(client, settings, job_id, 2)
        finally:
            await other.close()

    client.run(stage())
    assert look(client, job_id)["state"] == "RUNNING"


def test_a_job_is_paused_resumed_and_cancelled_between_its_rows(client: Client, settings: Settings) -> None:
    before = stored(settings)
    job_id = send(client, sheet([good(n) for n in range(30)]))
    acts = (
        "mutation ($i: ImportActInput!) {{ {0}BulkRegister(input: $i) {{ job {{ state done }} errors {{ code }} }} }}"
    )

    def act(verb: str) -> Any:
        return client.ask(acts.format(verb), {"i": {"id": job_id}})[f"{verb}BulkRegister"]

    assert act("pause")["errors"] == [{"code": "INVALID_TRANSITION"}]
    client.run(step(client, settings, job_id, 2))  # prepared and staged
    assert client.value("select reltuples from pg_class where relname = 'import_row'") == 30, "not analyzed"
    client.sql("update import_job set chunk_rows = 10 where id = $1", uuid.UUID(job_id[4:]))
    client.run(step(client, settings, job_id, 1))
    assert act("pause") == {"job": {"state": "PAUSED", "done": 10}, "errors": []}
    assert work(client, settings, job_id)["state"] == "PAUSED"
    assert act("resume")["job"]["state"] == "RUNNING"
    client.run(step(client, settings, job_id, 1))
    assert act("cancel")["job"]["state"] == "CANCELLED"
    job = work(client, settings, job_id)
    assert (job["state"], job["done"], job["registered"]) == ("CANCELLED", 20, 20)
    assert client.value("select count(*) from import_row") == 0
    assert stored(settings) == before
    assert act("resume")["errors"] == [{"code": "INVALID_TRANSITION"}]


@pytest.mark.parametrize(("body", "state"), [(sheet([good(1)]), "COMPLETED"), (b"name,phone\n", "FAILED")])
def test_a_file_is_kept_until_its_job_ends(client: Client, settings: Settings, body: bytes, state: str) -> None:
    before = stored(settings)
    job_id = send(client, body)
    assert len(stored(settings) - before) == 1
    assert work(client, settings, job_id)["state"] == state
    assert stored(settings) == before


def report_immediately(monkeypatch: pytest.MonkeyPatch, first: Callable[[], Awaitable[None]]) -> None:
    """Report progress after every piece that is read; `first` runs before each report."""
    stage = runner.stage

    async def stage_and(*given: Any) -> Any:
        async def tell(rows: int) -> bool:
            await first()
            return bool(await given[-1](rows))

        return await stage(*given[:-1], tell)

    monkeypatch.setattr(staging, "PROGRESS_SECONDS", 0)
    monkeypatch.setattr(runner, "stage", stage_and)


def test_progress_is_reported_while_a_file_is_read(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    async def seen_so_far() -> None:
        connection = await connect(client.url)
        seen.append(await connection.fetchval("select rows from import_job where file_name = 'subscribers.csv'"))
        await connection.close()

    report_immediately(monkeypatch, seen_so_far)
    monkeypatch.setattr(staging, "PIECE_BYTES", 4096)
    job = register(client, settings, [good(n) for n in range(200)])
    assert (job["state"], job["rows"]) == ("COMPLETED", 200)
    assert len(seen) > 2
    assert 0 < seen[-1] < 200
    assert client.value(
        "select count(*) from event where topic = 'import.read' and node_id = $1::uuid", job["id"][4:]
    ) == len(seen)


def test_a_job_can_be_cancelled_while_its_file_is_read(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stored(settings)

    async def cancel() -> None:
        connection = await connect(client.url)
        await connection.execute(
            "update import_job set state = 'CANCELLED', finished_at = now() where state = 'VALIDATING' and file_name = 'subscribers.csv'"
        )
        await connection.close()

    report_immediately(monkeypatch, cancel)
    job = register(client, settings, [good(n) for n in range(5)])
    assert (job["state"], job["done"]) == ("CANCELLED", 0)
    assert client.value("select count(*) from import_row") == 0
    assert stored(settings) == before


def test_rejected_rows_are_a_file_that_can_be_imported_again(client: Client, settings: Settings) -> None:
    rows = [good(1), good(2, tariff="NONE", name='Кавычка "и", запятая\nстрока')]
    job = register(client, settings, rows)
    links = client.ask("query ($id: ID!) { importJob(id: $id) { rejectedRowsUrl outcomeUrl } }", {"id": job["id"]})[
        "importJob"
    ]
    get = lambda url: client.run(client.http.get(url[url.index("/imports/") :]))  # noqa: E731
    file = get(links["rejectedRowsUrl"])
    assert file.status_code == 200
    text = file.content.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["row"], row["column"], row["code"]) for row in found] == [("3", "tariff", "TARIFF_NOT_FOUND")]
    assert found[0]["name"] == rows[1]["name"]
    again = register(client, settings, text.replace("NONE", "T02").encode())
    assert (again["registered"], again["rejected"]) == (1, 0), again
    outcome = list(csv.DictReader(io.StringIO(get(links["outcomeUrl"]).content.decode("utf-8-sig"), newline="")))
    assert [(row["row"], row["outcome"], row["msisdn"]) for row in outcome] == [
        ("2", "REGISTERED", rows[0]["msisdn"]), ("3", "REJECTED", ""),
    ]  # fmt: skip
    assert client.run(client.http.get("/imports/forged")).status_code == 404


def test_a_dry_run_lists_the_customer_of_each_row_in_the_form_of_the_file(client: Client, settings: Settings) -> None:
    register(client, settings, [good(1)])
    rows = [good(1, iccid=good(9)["iccid"], msisdn=""), good(2), good(3, name="=SUM(A1)", phone="x", iccid="y")]
    body = sheet(rows).decode().replace(",", ";").replace("\n", "\r\n").encode("cp1251")
    job = register(client, settings, body, dryRun=True)
    links = client.ask(
        "query ($id: ID!) { importJob(id: $id) { rejectedRowsUrl outcomeUrl notes { code } rejectedRows { nodes { errors {"
        " column value } } } } }", {"id": job["id"]},
    )["importJob"]  # fmt: skip
    assert links["notes"] == [{"code": "ENCODING_FOUND"}]
    (wrong,) = links["rejectedRows"]["nodes"]
    assert wrong["errors"] == [{"column": "phone", "value": "x"}, {"column": "iccid", "value": "y"}]
    get = lambda url: client.run(client.http.get(url[url.index("/imports/") :])).content  # noqa: E731
    lines = [line.split(";") for line in get(links["outcomeUrl"]).decode("cp1251").split("\r\n")]
    known = client.value(
        "select number from customer where name = $1 order by created_at desc limit 1", rows[0]["name"]
    )
    assert lines[1][:7] == ["2", "REGISTERED", "new", "from the pool", rows[0]["iccid"], known, "T01"]
    assert lines[2][:7] == ["3", "REGISTERED", "new", rows[1]["msisdn"], rows[1]["iccid"], "new", "T01"]
    assert lines[3][1] == "REJECTED"
    rejected_file = get(links["rejectedRowsUrl"]).decode("cp1251")
    assert "'=SUM(A1);x;y;" in rejected_file
    assert "phone: " in rejected_file
    assert "; iccid: " in rejected_file


def test_customers_are_notified_only_on_request(client: Client, settings: Settings) -> None:
    register(client, settings, [good(1)])
    register(client, settings, [good(2)], notify=True)
    quiet = client.sql(
        "select coalesce((payload ->> 'quiet')::boolean, false) from event where topic = 'contract.activated' order by id"
    )
    assert [row[0] for row in quiet] == [True, False]


def test_the_same_idempotency_key_imports_a_file_once(client: Client, settings: Settings) -> None:
    before = client.value("select count(*) from import_job")
    first, second = (send(client, sheet([good(1)]), idempotencyKey="once") for _ in range(2))
    assert first == second
    assert client.value("select count(*) from import_job") == before + 1
    payload = client.run(post(client, sheet([good(2)]), idempotencyKey="once"))
    assert [error["code"] for error in payload["errors"]] == ["IDEMPOTENCY_KEY_REUSED"]


def test_rows_are_matched_to_customers_as_by_a_single_act(client: Client, settings: Settings) -> None:
    """Rows linked by a document, an id or a phone number, in one chunk and in several."""
    person = {"name": "Один Человек", "phone": "+996555990001"}
    rows = [
        good(1, **person), good(2, document="PASSPORT:ONE1", customer_external_id="P-1", **person),
        good(3, name=person["name"], document="PASSPORT:ONE1"), good(4, name=person["name"], customer_external_id="P-1"),
        good(5, **person, customer_external_id="P-2"), good(6, name="Фирма", customer_external_id="F-1"),
        good(7, name="Фирма", customer_external_id="F-1"), good(8, name="Фирма", phone=good(7)["phone"]),
    ]  # fmt: skip
    for shift, chunk_rows in ((0, 1000), (100, 1)):
        shifted = [
            {**row, "iccid": iccid(n + shift + 1), "msisdn": f"+99622{n + shift + 1:07d}", "phone": row["phone"][:-3] + f"{int(row['phone'][-3:]) + shift:03d}",
             "document": row.get("document", "") and f"{row['document']}{shift}",
             "customer_external_id": row.get("customer_external_id", "") and f"{row['customer_external_id']}-{shift}"}
            for n, row in enumerate(rows)
        ]  # fmt: skip
        job_id = send(client, sheet(shifted))
        client.sql("update import_job set chunk_rows = $2 where id = $1::uuid", job_id[4:], chunk_rows)
        job = work(client, settings, job_id)
        assert rejected(job) == [(6, "customer_external_id", "POSSIBLE_DUPLICATE")]
        found = client.sql(
            "select c.external_id, count(*) from contract k join customer c on c.id = k.customer_id join sim s on s.id = k.sim_id"
            " where s.iccid = any($1) group by c.id, c.external_id order by 2 desc, 1", [row["iccid"] for row in shifted],
        )  # fmt: skip
        # The eighth row matches the seventh, whose phone number is not stored: the sixth row decides for their company.
        assert [tuple(row) for row in found] == [(f"P-1-{shift}", 4), (f"F-1-{shift}", 2), (None, 1)]


def test_a_row_is_rejected_with_the_code_of_the_single_act(client: Client, settings: Settings) -> None:
    """Rows with faults in several tables at once: a row and the single act report the same fault first."""
    rng = random.Random(6)
    client.insert(new_tariff("OLD", active=False), new_tariff_option("ALONE"))
    fits = client.ask('{ tariff(code: "T01") { options { code } } }')["tariff"]["options"][0]["code"]
    here = client.sql(
        "select name, phone, status from customer where email is null and phone like '+996%' and phone not in (select phone from customer group by 1 having count(*) > 1) limit 1"
    )[0]
    client.insert(
        *(
            new_customer(name=good(n)["name"], phone=good(n)["phone"], status=status)
            for n, status in ((801, "CLOSED"), (802, "SUSPENDED"), (803, "ACTIVE"))
        )
    )
    statuses = ("AVAILABLE", "IMPORTED", "BLOCKED", "RESERVED me", "RESERVED other", "RESERVED over", "none")
    numbers = (
        "AVAILABLE",
        "QUARANTINED",
        "PORTED_IN",
        "PORTED_OUT",
        "RESERVED me",
        "RESERVED other",
        "RESERVED over",
        "none",
    )
    rows: list[dict[str, Any]] = []
    pool: list[Base] = []
    columns = {
        "RESERVED me": reserved("operator"),
        "RESERVED other": reserved("x"),
        "RESERVED over": reserved("x", lasts=-timedelta(hours=1)),
        "QUARANTINED": in_quarantine(lasts=timedelta(days=1)),
    }
    for n in range(120):
        row = good(n + 1)
        sim, number = rng.choice(statuses), rng.choice(numbers)
        if sim != "none":
            pool.append(new_sim(row["iccid"], **columns.get(sim, {"status": sim})))
        if number != "none":
            pool.append(new_phone_number(row["msisdn"], **columns.get(number, {"status": number})))
        row["tariff"] = rng.choice(["T01"] * 6 + ["OLD", "NOPE"])
        row["options"] = rng.choice([""] * 4 + [fits, "NOPE", "ALONE"])
        rows.append(row)
    client.insert(*pool)
    # Existing customers, each in one row only, so that no row depends on another.
    for place, n in ((3, 801), (4, 802), (5, 803)):
        rows[place] |= {"name": good(n)["name"], "phone": good(n)["phone"]}
    rows[6]["phone"] = here["phone"]
    for place in (3, 4, 5, 6):
        rows[place] |= {"tariff": "T01", "options": ""}
    job = register(client, settings, rows, dryRun=True, unknownSims="REJECT")
    found = client.sql("select row_number, code from rejected_row where job_id = $1::uuid", job["id"][4:])
    bulk = {row["row_number"]: row["code"] for row in found}
    single = {}
    for place, row in enumerate(rows):
        form = {
            "customer": {"kind": "PERSON", "name": row["name"], "phone": row["phone"]}, "tariffCode": row["tariff"],
            "options": [row["options"]] if row["options"] else [], "iccid": row["iccid"], "msisdn": row["msisdn"],
        }  # fmt: skip
        errors = client.ask(GET_SIM, {"input": form})["getSim"]["errors"]
        if errors:
            single[place + 2] = errors[0]["code"]
    assert bulk == single
    assert len(set(single.values())) >= 13, set(single.values())
    assert len(single) < len(rows)
