"""Matching rows to customers: a document, id or contract with another name is reported and never joined silently."""

import json
from typing import Any

import pytest

from backend.settings import Settings
from tests.client import Client
from tests.imports.bulk import good, register, rejected, send, sheet, work

pytestmark = pytest.mark.database
PLACEHOLDERS = ("-", "нет", "0", "N/A", "б/н", "без номера", "none", "00000000", "жок", ".", "x", "???", "test", " — ")


def faults(job: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Row, column and message of each possible duplicate."""
    nodes = job["rejectedRows"]["nodes"]
    assert {each["code"] for each in nodes} <= {"POSSIBLE_DUPLICATE"}, nodes
    return [(each["row"], each["column"], each["message"]) for each in nodes]


def owners(client: Client) -> list[tuple[str, int]]:
    """The customers that these tests imported, with the number of contracts of each."""
    found = client.sql(
        "select c.name, count(*) from contract k join customer c on c.id = k.customer_id join sim s on s.id = k.sim_id"
        " where s.iccid like '8999605%' group by c.id, c.name order by min(s.iccid)"
    )
    return [tuple(row) for row in found]


def test_placeholders_are_empty_cells(client: Client, settings: Settings) -> None:
    rows = [
        good(n, document=text, customer_external_id=text, external_id=text, email=text)
        for n, text in enumerate(PLACEHOLDERS)
    ]
    rows.append(good(50, document="PASSPORT:-"))
    job = register(client, settings, rows)
    assert (job["registered"], job["rejected"]) == (len(rows), 0), job["rejectedRows"]
    assert owners(client) == [(row["name"], 1) for row in rows]
    assert client.value("select count(*) from customer where external_id is not null") == 0
    assert client.value("select count(*) from identity_document d join customer c on c.id = d.customer_id where c.name like 'Абонент Тестов%'") == 0  # fmt: skip


def test_rows_with_one_document_and_different_names_are_all_rejected(client: Client, settings: Settings) -> None:
    rows = [
        good(1, document="AN7654321"), good(2, document="АN-7654321"), good(3, name=good(1)["name"], document="an 7654321"),
        good(4, document="PASSPORT:AN7654321"), good(5, document="AN7654321:", name="x"),
    ][:4]  # fmt: skip
    job = register(client, settings, rows)
    assert faults(job) == [
        (2, "document", "row 3 has this document and another name"),
        (3, "document", "row 2 has this document and another name"),
        (4, "document", "row 3 has this document and another name"),
    ]
    assert owners(client) == [(good(4)["name"], 1)], "a document of another kind is another document"


@pytest.mark.parametrize("size", [1, 100])
def test_rows_of_one_name_and_one_document_are_one_customer(client: Client, settings: Settings, size: int) -> None:
    rows = [
        good(1, name="Фёдоров Пётр", document="ID1234567"), good(2, name="ФЁДОРОВ  пётр", document="ІD-1234567"),
        good(3, name="Фёдоров Пётр", document="PASSPORT:AC1234567", phone=good(1)["phone"]),
        good(4, name="Фёдоров Пётр", document="id 7654321", phone=good(1)["phone"]),
    ]  # fmt: skip
    job_id = send(client, sheet(rows))
    client.sql("update import_job set chunk_rows = $2 where id = $1::uuid", job_id[4:], size)
    job = work(client, settings, job_id)
    # The passport is added. Another identity card of the same customer is rejected and creates no new customer.
    number = client.value("select number from customer where name = 'Фёдоров Пётр'")
    later = (5, "document", f"this is customer {number}, who has another valid ID_CARD")
    assert faults(job) == [later if size == 1 else (5, "phone", "row 2 has the same phone number or e-mail address")]
    assert owners(client) == [("Фёдоров Пётр", 3)]
    held = client.sql("select kind, number from identity_document where number in ('ID1234567', 'AC1234567', 'ІD-1234567', 'ID7654321') order by 1")  # fmt: skip
    assert [tuple(row) for row in held] == [("ID_CARD", "ID1234567"), ("PASSPORT", "AC1234567")]


def test_a_second_document_of_an_existing_customer_is_added_with_an_event(client: Client, settings: Settings) -> None:
    register(client, settings, [good(1)])
    again = {"name": good(1)["name"], "phone": good(1)["phone"]}
    rows = [good(2, **again, document="AN7654321"), good(3, **again, document="PASSPORT:AC7654321"), good(4, **again)]
    job = register(client, settings, rows)
    assert (job["registered"], job["rejected"]) == (3, 0), job
    assert owners(client) == [(good(1)["name"], 4)]
    told = client.sql("select payload from event where topic = 'customer.document_added' order by id")
    assert [json.loads(row[0]) for row in told] == [
        {"kind": "ID_CARD", "quiet": True}, {"kind": "PASSPORT", "quiet": True},
    ]  # fmt: skip
    audited = client.sql(
        "select g.after from audit_change g join audit_of_node e on e.id = g.entry_id and e.about = e.node_id"
        " where e.verb = 'bulkRegister' and g.table_name = 'identity_document' and g.field = 'number' order by 1"
    )
    assert [row[0] for row in audited] == ["AC7654321", "AN7654321"]
    other = register(client, settings, [good(5, **again, document="AN1234567")])
    number = client.value("select number from customer where name = $1", good(1)["name"])
    assert faults(other) == [(2, "document", f"this is customer {number}, who has another valid ID_CARD")]
    assert other["rejectedRows"]["nodes"][0]["candidates"] == [{"name": good(1)["name"]}]
    allowed = register(client, settings, [good(5, **again, document="AN1234567")], duplicates="CREATE")
    assert allowed["registered"] == 1
    assert owners(client) == [(good(1)["name"], 4), (good(1)["name"], 1)]


def test_a_document_of_a_customer_with_another_name_is_always_rejected(client: Client, settings: Settings) -> None:
    register(client, settings, [good(1, document="AN7654321")])
    number = client.value("select number from customer where name = $1", good(1)["name"])
    for duplicates in ("REJECT", "CREATE"):
        job = register(client, settings, [good(2, document="АН 7654321")], duplicates=duplicates)
        assert faults(job) == [(2, "document", f"customer {number} has this document and another name")]
        assert job["rejectedRows"]["nodes"][0]["candidates"] == [{"name": good(1)["name"]}]
        assert job["rejectedRows"]["nodes"][0]["value"] == "АН7654321"
    assert register(client, settings, [good(3, name=good(1)["name"].upper(), document="AN7654321")])["registered"] == 1
    assert owners(client) == [(good(1)["name"], 2)]


def test_namesakes_with_different_cards_are_two_customers_where_duplicates_are_created(
    client: Client, settings: Settings
) -> None:
    same = {"name": "Мамытов Бакыт", "phone": "+996555400001"}
    rows = [good(1, **same, document="AN1000001"), good(2, **same, document="AN1000002")]
    assert [code for _, _, code in rejected(register(client, settings, rows))] == ["POSSIBLE_DUPLICATE"]
    rows = [good(n + 10, **same, document=f"AN200000{n}") for n in (1, 2)]
    job = register(client, settings, rows, duplicates="CREATE")
    assert job["registered"] == 2, job
    assert client.value("select count(*) from customer where name = $1", same["name"]) == 3


def test_an_update_that_would_turn_a_customer_into_another_is_rejected(client: Client, settings: Settings) -> None:
    register(client, settings, [good(1, document="AN1000001", external_id="E1"), good(2, document="AN1000002")])
    number = {n: client.value("select number from customer where name = $1", good(n)["name"]) for n in (1, 2)}
    contract = client.value("select number from contract where external_id = 'E1'")
    before = client.sql("select * from customer order by id")
    cases: list[tuple[dict[str, Any], tuple[str, str], int]] = [
        ({"document": "AN1000002"}, ("document", f"another customer, {number[2]}, has this document"), 2),
        ({"document": "AN1000001", "name": "Другой"}, ("document", f"customer {number[1]} has this document and another name"), 1),
        ({"document": "AN1000003"}, ("document", f"this is customer {number[1]}, who has another valid ID_CARD"), 1),
        ({"name": "Другой", "phone": "+996555400009"},
         ("name", f"contract {contract} belongs to customer {number[1]}, who has another name, phone number and e-mail address"), 1),
        ({"phone": good(2)["phone"]}, ("phone", "another customer has this phone number or e-mail address"), 2),
    ]  # fmt: skip
    for changes, (column, message), candidate in cases:
        job = register(client, settings, [good(1, **{"external_id": "E1", **changes})], mode="UPSERT")
        assert faults(job) == [(2, column, message)], changes
        assert job["rejectedRows"]["nodes"][0]["candidates"] == [{"name": good(candidate)["name"]}]
    assert client.sql("select * from customer order by id") == before
    for changes in ({"name": "Абонент Исправленный"}, {"phone": "+996555400008", "name": "Абонент Исправленный"}):
        assert register(client, settings, [good(1, external_id="E1", **changes)], mode="UPSERT")["updated"] == 1
    shared = register(client, settings, [good(1, name="Абонент Исправленный", phone=good(2)["phone"])], mode="UPSERT", duplicates="CREATE")  # fmt: skip
    assert shared["updated"] == 1


def test_one_document_in_rows_of_two_customers_is_added_to_the_first(client: Client, settings: Settings) -> None:
    same = {"name": "Одно Имя"}
    register(client, settings, [good(1, **same), good(2, **same)])
    rows = [good(n, **same, document="AN3000001") for n in (1, 2)]
    job = register(client, settings, rows, mode="UPSERT", duplicates="CREATE")
    assert (job["updated"], faults(job)) == (
        1,
        [(3, "document", "row 2 has this document and belongs to another customer")],
    )
    assert client.value("select count(*) from identity_document where number = 'AN3000001'") == 1


def born(client: Client, name: str) -> list[str | None]:
    """The birth dates of the customers of a name, the earliest first."""
    return [row[0] for row in client.sql("select birth_date::text from customer where name = $1 order by 1", name)]


@pytest.mark.parametrize("size", [1, 100])
def test_rows_with_one_name_and_phone_are_distinguished_by_birth_date(
    client: Client, settings: Settings, size: int
) -> None:
    same = {"name": "Мамытов Бакыт", "phone": "+996555400001"}
    father, son = {**same, "birth_date": "1950-05-01"}, {**same, "birth_date": "02.06.1980"}

    def taken(rows: list[dict[str, Any]], **given: Any) -> dict[str, Any]:
        job_id = send(client, sheet(rows), **given)
        client.sql("update import_job set chunk_rows = $2 where id = $1::uuid", job_id[4:], size)
        return work(client, settings, job_id)

    rows = [good(1, **father), good(2, **same), good(3, **son), good(4, **son), good(5, **father)]
    allowed = taken(rows, duplicates="CREATE")
    assert (allowed["registered"], faults(allowed)) == (5, [])
    assert born(client, same["name"]) == ["1950-05-01", "1980-06-02"]
    assert owners(client) == [(same["name"], 3), (same["name"], 2)]
    again = taken([good(6, **son), good(7, **father)])
    assert (again["registered"], faults(again)) == (2, [])
    other = taken([good(8, **{**same, "birth_date": "1990-01-01"})])
    (fault,) = faults(other)
    assert fault[1] == "birth_date"
    assert fault[2].endswith(", who has another birth date")
    assert other["rejectedRows"]["nodes"][0]["value"] == "1990-01-01"
    assert owners(client) == [(same["name"], 4), (same["name"], 3)]


@pytest.mark.parametrize("size", [1, 100])
def test_a_row_with_another_birth_date_for_the_same_document_is_rejected(
    client: Client, settings: Settings, size: int
) -> None:
    rows = [
        good(1, name="Асанов Азамат", document="AN7654321"),
        good(2, name="Асанов Азамат", document="AN7654321", birth_date="1980-01-31"),
        good(3, name="Асанов Азамат", document="AN7654321", birth_date="1980-01-13"),
        good(4, name="ОсОО Тест", kind="company", customer_external_id="C-1"),
        good(5, name="ОсОО Тест", customer_external_id="C-1", birth_date="1980-01-31"),
        good(6, kind="company", birth_date="1980-01-31"),
    ]
    job_id = send(client, sheet(rows))
    client.sql("update import_job set chunk_rows = $2 where id = $1::uuid", job_id[4:], size)
    job = work(client, settings, job_id)
    found = [(each["row"], each["column"], each["code"], each["message"]) for each in job["rejectedRows"]["nodes"]]
    assert found == [
        (4, "birth_date", "POSSIBLE_DUPLICATE", "row 3 is the same customer and has another birth date"),
        (
            6,
            "birth_date",
            "POSSIBLE_DUPLICATE",
            "row 5 is the same customer and is an organisation, which has no birth date",
        ),
        (7, "birth_date", "INVALID_INPUT", "only a customer of the kind PERSON has a birth date"),
    ]
    assert born(client, "Асанов Азамат") == ["1980-01-31"]
    number = client.value("select number from customer where name = 'Асанов Азамат'")
    for duplicates in ("REJECT", "CREATE"):
        later = register(client, settings, [rows[2]], duplicates=duplicates)
        assert faults(later) == [(2, "birth_date", f"this is customer {number}, who has another birth date")]
        assert later["rejectedRows"]["nodes"][0]["candidates"] == [{"name": "Асанов Азамат"}]


def test_an_unknown_birth_date_is_added_with_an_event(client: Client, settings: Settings) -> None:
    register(client, settings, [good(n, external_id=f"E{n}") for n in (1, 2)])
    known = {name: good(1)[name] for name in ("name", "phone")}
    twice = [good(3, **known, birth_date="1980-01-31"), good(4, **known, birth_date="1980-01-31")]
    assert register(client, settings, twice)["registered"] == 2
    update = good(2, external_id="E2", birth_date="1990-02-03")
    looked = register(client, settings, [update], mode="UPSERT", dryRun=True)
    assert (looked["updated"], born(client, update["name"])) == (1, [None])
    assert register(client, settings, [update], mode="UPSERT")["updated"] == 1
    assert register(client, settings, [update], mode="UPSERT")["unchanged"] == 1
    assert [born(client, good(n)["name"]) for n in (1, 2)] == [["1980-01-31"], ["1990-02-03"]]
    told = client.sql(
        "select c.name, e.payload from event e join customer c on c.id = e.node_id"
        " where topic = 'customer.birth_date_added' order by e.id"
    )
    assert [(row[0], json.loads(row[1])) for row in told] == [(good(n)["name"], {"quiet": True}) for n in (1, 2)]
    audited = client.sql(
        "select e.node_type, g.before, g.after from audit_change g join audit_of_node e on e.id = g.entry_id and e.about = e.node_id"
        " where e.verb = 'bulkRegister' and g.table_name = 'customer' and g.field = 'birth_date' order by 3"
    )
    assert [tuple(row) for row in audited] == [("con", None, "1980-01-31"), ("cus", None, "1990-02-03")]
    number = client.value("select number from customer where name = $1", good(2)["name"])
    differs = register(client, settings, [{**update, "birth_date": "1990-03-02"}], mode="UPSERT", duplicates="CREATE")
    assert faults(differs) == [(2, "birth_date", f"this is customer {number}, who has another birth date")]
    assert differs["rejectedRows"]["nodes"][0]["candidates"] == [{"name": good(2)["name"]}]


def test_a_lost_number_that_a_file_gives_again_is_the_customers_again(client: Client, settings: Settings) -> None:
    """A13: also where nothing else of the row changes; a file that does not name the number gives nothing."""
    register(client, settings, [good(n, external_id=f"E{n}") for n in (1, 2)])
    lost = "select name from lost_phone l join customer c on c.id = l.customer_id where name = any($1) order by 1"
    of_names = [good(n)["name"] for n in (1, 2)]
    client.sql("insert into lost_phone select id, phone, now() from customer where name = any($1)", of_names)
    register(client, settings, [good(1, external_id="E1")], mode="UPSERT", dryRun=True)
    assert [row[0] for row in client.sql(lost, of_names)] == of_names
    assert register(client, settings, [good(1, external_id="E1")], mode="UPSERT")["unchanged"] == 1
    assert [row[0] for row in client.sql(lost, of_names)] == of_names[1:]


def test_of_two_birth_dates_for_one_customer_the_first_is_added(client: Client, settings: Settings) -> None:
    register(client, settings, [good(1, document="AN7654321")])
    name = good(1)["name"]
    rows = [
        good(2, name=name, document="AN7654321", birth_date="1980-01-31"),
        good(3, name=name, phone=good(1)["phone"], birth_date="1980-01-13"),
    ]
    job = register(client, settings, rows)
    assert faults(job) == [(3, "birth_date", "row 2 is the same customer and has another birth date")]
    assert born(client, name) == ["1980-01-31"]
