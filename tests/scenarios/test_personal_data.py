"""A13: everything that is stored about a customer, as an archive that only its requester can download."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import orjson
import pytest

from backend.auth.viewer import Role
from backend.exports.personal import LEFT_OUT, parts
from backend.models import Base, Contract
from backend.settings import Settings
from tests.client import Client
from tests.exports.exporting import file_of, shown, speaks_as, work  # noqa: F401  a fixture too
from tests.scenarios.marked_person import DOCUMENT, EMAIL, NAME, PHONE, WORD, text, write_everywhere
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
EXPORT = """mutation ($input: ExportCustomerDataInput!) { exportCustomerData(input: $input) {
    job { id kind format status fileName } errors { code field } } }"""


def requested(client: Client, customer: str) -> Any:
    return client.ask(EXPORT, {"input": {"id": customer}})["exportCustomerData"]


def test_the_archive_has_all_rows_and_files_of_the_customer_and_of_nobody_else(
    module_client: Client, settings: Settings
) -> None:
    client = module_client
    customer, contract = write_everywhere(client, settings)
    payload = requested(client, customer)
    assert payload["errors"] == []
    made = payload["job"]
    number = client.value("select number from customer where id = $1::uuid", customer[4:])
    assert (made["kind"], made["format"], made["fileName"][: len(number)]) == ("CUSTOMER_DATA", "ZIP", number)
    job = work(client, settings, made["id"])
    assert (job["status"], job["rows"]) == ("COMPLETED", job["total"]), job
    with zipfile.ZipFile(io.BytesIO(file_of(client, settings, made["id"]))) as archive:
        assert archive.testzip() is None
        data = orjson.loads(archive.read("data.json"))
        files = {name: archive.read(name) for name in archive.namelist() if name != "data.json"}
    assert data["customer"][0]["name"] == NAME
    assert {row["id"] for row in data["contract"]} == {contract[4:]}
    numbers = {row["number"] for row in data["identity_document"]}
    assert numbers == {DOCUMENT, DOCUMENT.replace("AC", "AN")}
    words = orjson.dumps(data).decode()
    for what in ("subject", "description", "category", "comment", "question", "answer", "raw", "refund", "closed"):
        assert text(what) in words, what
    assert PHONE in words
    assert f"new.{EMAIL}" in words
    assert {WORD in name and WORD.encode() in body for name, body in files.items()} == {True}
    assert len(files) == 2
    named = [(table, row) for table, rows in data.items() for row in rows if "operator" in orjson.dumps(row).decode()]
    assert named == [], "names of the staff are left out"
    assert {row["actor"] for row in data["history_entry"]} == {"staff"}
    assert all(row["customer_id"] == customer[4:] for row in data["ticket"] + data["request"] + data["notification"])


def test_only_the_requester_downloads_the_archive(module_client: Client, settings: Settings, as_viewer: Any) -> None:
    customer = f"cus_{module_client.find(Contract, number='KD00000001').customer_id}"
    as_viewer(Role.ADMIN, "user:one")
    made = requested(module_client, customer)["job"]
    # The requester is looked up when the archive is made.
    module_client.sql("update export_job set subject = 'operator' where id = $1::uuid", made["id"][4:])
    assert work(module_client, settings, made["id"])["url"] is None
    as_viewer(Role.ADMIN, "operator")
    link = shown(module_client, made["id"])["url"]
    fetched = module_client.run(module_client.http.get("/exports/" + link.rpartition("/exports/")[2]))
    assert (fetched.status_code, fetched.headers["content-type"]) == (200, "application/zip")
    as_viewer(Role.OPERATOR, "user:two")
    module_client.sql("update export_job set subject = 'user:one' where id = $1::uuid", made["id"][4:])
    again = module_client.run(module_client.http.get("/exports/" + link.rpartition("/exports/")[2]))
    assert again.status_code == 404


def test_a_holder_exports_the_own_data_and_nobody_else_downloads_it(
    module_client: Client, settings: Settings, as_viewer: Any
) -> None:
    client = module_client
    line = client.find(Contract, number="KD00000001")
    other = client.value("select id from customer where id <> $1 and status = 'ACTIVE' limit 1", line.customer_id)
    holder = viewer_of(Role.HOLDER, client)
    app = Client(client.url, settings, viewer=holder, beside=client)
    assert [error["code"] for error in requested(app, f"cus_{other}")["errors"]] == ["NOT_FOUND"]
    payload = requested(app, f"cus_{line.customer_id}")
    assert payload["errors"] == []
    made = payload["job"]["id"]
    job = work(app, settings, made)
    assert job["status"] == "COMPLETED", job
    with zipfile.ZipFile(io.BytesIO(file_of(client, settings, made))) as archive:
        data = orjson.loads(archive.read("data.json"))
    assert [row["id"] for row in data["customer"] if row.get("merged_into_id") is None] == [str(line.customer_id)]
    path = "/exports/" + job["url"].rpartition("/exports/")[2]
    assert client.run(client.http.get(path)).status_code == 200
    # Who only has the line, and the staff, get no link; nor does another customer to whom the line is transferred.
    listed = "{ exportJobs { nodes { id url } } }"
    assert app.ask(listed)["exportJobs"]["nodes"][0]["id"] == made
    phone = Client(client.url, settings, viewer=viewer_of(Role.LINE, client), beside=client)
    assert phone.ask(listed) == {"exportJobs": {"nodes": []}}
    as_viewer(Role.ADMIN, "user:one")
    assert shown(client, made)["url"] is None
    client.sql("update contract set customer_id = $1 where id = $2", other, line.id)
    heir = Client(client.url, settings, viewer=replace(holder, customer_id=other), beside=client)
    assert heir.ask(listed) == {"exportJobs": {"nodes": []}}
    client.sql("update contract set customer_id = $1 where id = $2", line.customer_id, line.id)
    client.sql("update customer set merged_into_id = $2 where id = $1", line.customer_id, other)
    assert client.run(client.http.get(path)).status_code == 404
    client.sql("update customer set merged_into_id = null where id = $1", line.customer_id)
    for each in (app, phone, heir):
        each.close()


def test_the_data_of_an_erased_customer_is_not_exported(module_client: Client, settings: Settings) -> None:
    customer = f"cus_{module_client.find(Contract, number='KD00000002').customer_id}"
    made = requested(module_client, customer)["job"]
    other = "cus_01900000-0000-7000-8000-000000000000"
    gone = "update export_job set arguments = jsonb_build_object('customer', $2::text) where id = $1::uuid"
    module_client.sql(gone, made["id"][4:], other[4:])
    job = work(module_client, settings, made["id"])
    assert (job["status"], job["failureCode"]) == ("FAILED", "CUSTOMER_ERASED")
    assert [error["code"] for error in requested(module_client, other)["errors"]] == ["NOT_FOUND"]


def test_a_list_is_not_exported_as_an_archive(module_client: Client) -> None:
    query = "mutation ($input: ExportCustomersInput!) { exportCustomers(input: $input) { errors { code field } } }"
    refused = module_client.ask(query, {"input": {"format": "ZIP"}})["exportCustomers"]
    assert refused["errors"] == [{"code": "INVALID_INPUT", "field": ["format"]}]


def test_every_table_of_customers_is_in_the_archive_or_left_out_for_a_reason() -> None:
    named = {part.table for part in parts()}
    assert not named & LEFT_OUT.keys()
    for table in Base.metadata.tables.values():
        if {"customer_id", "contract_id"} & set(table.columns.keys()):
            assert table.name in named | LEFT_OUT.keys(), table.name
