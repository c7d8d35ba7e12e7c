"""Validation rules hold for the rows of files as they hold for single acts (A12)."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from backend.auth.viewer import Role, Viewer
from backend.settings import Settings
from tests.client import Client
from tests.factories.customers import new_customer, new_identity_document
from tests.factories.validation_rules import new_validation_rule
from tests.imports.bulk import good, look, register, rejected, send, sheet, work
from tests.scenarios.test_get_sim import GET_SIM
from tests.scenarios.test_validation_rules import act, rule

pytestmark = pytest.mark.database
ALERTS = ["BLOCKLISTED", "DOCUMENT_EXPIRED", "FIELD_REQUIRED", "FORMAT_NOT_ALLOWED", "TOO_MANY_LINES", "UNDER_AGE"]
COLUMNS = {"birthDate": "birth_date", "lines": None, "document": "document"}


@pytest.fixture
def admin(client: Client, database_url: str, settings: Settings) -> Iterator[Client]:
    opened = Client(database_url, settings, viewer=Viewer(Role.ADMIN, "admin"), beside=client)
    yield opened
    opened.close()


def told(client: Client, job: dict[str, Any]) -> dict[int, tuple[Any, ...]]:
    rows = client.sql(
        "select row_number, code, column_name, message from rejected_row where job_id = $1::uuid", job["id"][4:]
    )
    return {row[0]: tuple(row)[1:] for row in rows}


def alerts(client: Client, job: dict[str, Any]) -> dict[int, list[str]]:
    found = client.sql(
        "select row_number, a ->> 'code' from import_outcome o, jsonb_array_elements(o.alerts) a"
        " where job_id = $1::uuid order by 1, 2", job["id"][4:],
    )  # fmt: skip
    return {row[0]: [each[1] for each in found if each[0] == row[0]] for row in found}


def test_a_row_breaks_the_rules_that_the_single_act_breaks(client: Client, admin: Client, settings: Settings) -> None:
    """A12: rows with faults of several kinds at once, in a dry run, against the refusals of the same single acts."""
    rng = random.Random(9)
    rule(admin, "LINES_AT_MOST", "lines", number=1, customerKind="PERSON")
    rule(admin, "REQUIRED", "document.number", customerKind="ORGANISATION")
    rule(admin, "FORMAT", "name", pattern="[А-Яа-яёЁ 0-9]+", maxLength=30)
    rule(admin, "FORMAT", "document.number", pattern="AC[0-9]{6}[0-9]*", documentKind="PASSPORT", documentCountry="KG")
    rule(admin, "FORMAT", "email", "ALERT", pattern="[a-z0-9]+@example[.]kg")
    rule(admin, "REQUIRED", "email", "ALERT", customerKind="ORGANISATION")
    for entry in (
        {"document": {"kind": "PASSPORT", "number": "AC 660001"}},
        {"person": {"name": "Плохой Человек", "birthDate": "1990-01-31"}},
        {"phone": "+996555660002"},
    ):
        assert act(admin, "addToBlocklist", **entry, reason="мошенник")["errors"] == []
    # Registered customers: on the blocklist by a stored document, by the stored name; closed; with a line already.
    stored = {n: new_customer(name=good(n)["name"], phone=good(n)["phone"]) for n in range(901, 905)}
    stored[902].name, stored[902].birth_date = "Плохой Человек", date(1990, 1, 31)
    stored[903].status = "CLOSED"
    client.insert(*stored.values(), new_identity_document(stored[901].id, "AC660001", kind="PASSPORT"))
    line = {"customerId": f"cus_{stored[904].id}", "tariffCode": "T01"}
    assert client.ask(GET_SIM, {"input": line})["getSim"]["errors"] == []

    rows: list[dict[str, Any]] = []
    for n in range(150):
        row = good(n + 1, kind=rng.choice(["PERSON"] * 3 + ["ORGANISATION"]))
        row["email"] = rng.choice(["", f"a{n}@example.kg", f"a-{n}@example.kg"])
        row["document"] = rng.choice(
            ["", f"PASSPORT:AC66{n + 100:04d}", f"PASSPORT:XX66{n + 100:04d}", f"ID_CARD:XX{n:07d}"]
        )
        if row["kind"] == "PERSON":
            row["birth_date"] = rng.choice(["", "1990-01-31", "2015-05-31"])
        row["name"] = rng.choice([row["name"]] * 4 + [f"Dzhon Doe {n}", f"Очень Длинное Имя Человека {n:09d}"])
        row["tariff"] = rng.choice(["T01"] * 8 + ["NOPE"])
        rows.append(row)
    rows[5]["phone"] = "+996555660002"
    rows[6] |= {"name": "Человек Плохой", "birth_date": "1990-01-31", "kind": "PERSON"}
    rows[7] |= {"document": "PASSPORT:AC660001"}
    for place, n in ((10, 901), (11, 902), (12, 903), (13, 904), (14, 904)):
        rows[place] |= {"name": stored[n].name, "phone": stored[n].phone, "kind": "PERSON", "email": "", "tariff": "T01",
                        "document": "", "birth_date": ""}  # fmt: skip
    job = register(client, settings, rows, dryRun=True)
    single = {}
    for place, row in enumerate(rows):
        kind, _, number = row["document"].partition(":")
        customer = {"kind": row["kind"], "name": row["name"], "phone": row["phone"], "email": row["email"] or None,
                    "birthDate": row.get("birth_date") or None,
                    "document": {"kind": kind, "number": number} if number else None}  # fmt: skip
        form = {"customer": customer, "tariffCode": row["tariff"], "acknowledge": ALERTS, "dryRun": True}
        for error in client.ask(GET_SIM, {"input": form})["getSim"]["errors"][:1]:
            column = error["field"][1] if error["code"] in ALERTS else None
            single[place + 2] = (error["code"], error["message"], COLUMNS.get(column, column))
    bulk = {
        row: (code, message, column) if code in ALERTS else (code, message, None)
        for row, (code, column, message) in told(client, job).items()
    }
    mine = {row: each for row, each in bulk.items() if each[0] in ALERTS}
    assert mine == {row: each for row, each in single.items() if each[0] in ALERTS}
    assert bulk.keys() == single.keys()
    assert {each[0] for each in mine.values()} == {*ALERTS} - {"DOCUMENT_EXPIRED"}
    found = alerts(client, job)
    assert {code for codes in found.values() for code in codes} == {"FORMAT_NOT_ALLOWED", "FIELD_REQUIRED"}
    assert found.keys().isdisjoint(bulk)


@pytest.mark.parametrize("size", [1, 100])
def test_lines_are_counted_over_the_rows_of_a_customer(
    client: Client, admin: Client, settings: Settings, size: int
) -> None:
    """A12: the third line of a person is refused, wherever a chunk ends; a row with another fault is no line."""
    rule(admin, "LINES_AT_MOST", "lines", number=2)
    rule(admin, "LINES_AT_MOST", "lines", "ALERT", number=1)
    person = {"name": good(1)["name"], "phone": good(1)["phone"]}
    rows = [good(1), good(2), good(3, **person, tariff="NOPE"), good(4, **person), good(5, **person)]
    job_id = send(client, sheet(rows))
    client.sql("update import_job set chunk_rows = $2 where id = $1::uuid", job_id[4:], size)
    job = work(client, settings, job_id)
    assert rejected(job) == [(4, "tariff", "TARIFF_NOT_FOUND"), (6, None, "TOO_MANY_LINES")]
    assert alerts(client, job) == {5: ["TOO_MANY_LINES"]}
    assert job["registered"] == 3
    shown = client.ask("query ($id: ID!) { importJob(id: $id) { alerted outcomeUrl } }", {"id": job["id"]})["importJob"]
    assert shown["alerted"] == 1

    async def fetch() -> httpx.Response:
        return await client.http.get(shown["outcomeUrl"].partition("://")[2].partition("/")[2].join(["/", ""]))

    text = client.run(fetch()).content.decode("utf-8-sig")
    outcome = {row["row"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert (outcome["5"]["outcome"], outcome["5"]["code"], outcome["5"]["message"]) == (
        "REGISTERED",
        "TOO_MANY_LINES",
        "No.",
    )
    assert outcome["2"]["code"] == ""


@pytest.mark.parametrize("size", [1, 100])
def test_what_an_update_changes_is_checked_in_the_first_good_row_of_a_customer(
    client: Client, admin: Client, settings: Settings, size: int
) -> None:
    register(client, settings, [good(1, external_id="E1"), good(2, name=good(1)["name"], phone=good(1)["phone"], external_id="E2"), good(3, external_id="E3")])  # fmt: skip
    rule(admin, "FORMAT", "phone", pattern=r"\+99655[0-9]+")
    rule(admin, "REQUIRED", "email")
    same, wrong, right = good(1)["phone"], "+996700000077", "+996555777777"
    name = good(1)["name"]
    rows = [good(1, external_id="E1", phone=wrong), good(2, name=name, external_id="E2", phone=right),
            good(3, external_id="E3", birth_date="2015-05-31"), good(4, email="four@example.kg")]  # fmt: skip
    job_id = send(client, sheet(rows), mode="UPSERT")
    client.sql("update import_job set chunk_rows = $2 where id = $1::uuid", job_id[4:], size)
    job = work(client, settings, job_id)
    assert rejected(job) == [(2, "phone", "FORMAT_NOT_ALLOWED"), (4, "birth_date", "UNDER_AGE")]
    assert (job["updated"], job["registered"]) == (1, 1)
    assert client.value("select phone from customer where name = $1", name) == right
    # The same again: what is stored is not checked, nor is a row that changes nothing.
    assert register(client, settings, [good(1, external_id="E1", phone=right)], mode="UPSERT")["unchanged"] == 1
    # A later row of the customer does not change the customer, so that its phone number is not checked.
    rows = [good(1, external_id="E1", phone=same), good(2, name=name, external_id="E2", phone=wrong)]
    job_id = send(client, sheet(rows), mode="UPSERT")
    client.sql("update import_job set chunk_rows = $2 where id = $1::uuid", job_id[4:], size)
    assert rejected(work(client, settings, job_id)) == []
    assert client.value("select phone from customer where name = $1", name) == same


@pytest.mark.parametrize("dry", [True, False])
def test_a_file_does_not_rename_a_customer_whose_identity_is_verified(
    client: Client, settings: Settings, *, dry: bool
) -> None:
    register(client, settings, [good(1, external_id="E1"), good(2, external_id="E2")])
    client.as_owner(
        "update customer set kyc_status = 'VALIDATED' where name = any($1)", [good(n)["name"] for n in (1, 2)]
    )
    spelled = good(2)["name"].upper()
    rows = [good(1, external_id="E1", name="Другое Имя"), good(2, external_id="E2", name=spelled)]
    job = register(client, settings, rows, mode="UPSERT", dryRun=dry)
    assert rejected(job) == [(2, "name", "DOCUMENT_REQUIRED")]
    assert "changeCustomerName" in job["rejectedRows"]["nodes"][0]["message"]
    assert job["updated"] == 1
    assert look(client, job["id"])["rejected"] == 1


def test_messages_are_in_the_language_of_the_uploader_and_old_rules_hold_no_more(
    client: Client, database_url: str, settings: Settings
) -> None:
    columns = {"form": "FORMAT", "field": "name", "number": None, "pattern": "[A-Z]+"}
    client.as_owner("delete from validation_rule")
    client.insert(
        new_validation_rule(**columns, active_to=date(2026, 1, 2)),
        new_validation_rule(**columns, active_from=date(2999, 1, 1)),
        new_validation_rule(**columns, request_kind="OTHER"),
    )
    assert register(client, settings, [good(1)])["registered"] == 1
    client.insert(new_validation_rule())
    russian = Client(database_url, settings, viewer=Viewer(Role.OPERATOR, "operator", language="RU"), beside=client)
    try:
        job = register(russian, settings, [good(2, birth_date="2015-05-31")])
    finally:
        russian.close()
    assert [each["message"] for each in job["rejectedRows"]["nodes"]] == ["Слишком молод."]
