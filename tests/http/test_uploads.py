"""Attachments of tickets: sent by the GraphQL multipart request specification, checked, stored, fetched by a link."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.settings import Settings
from tests.client import Client
from tests.factories.payments import new_payment
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
ATTACH = """mutation ($input: AttachToTicketInput!) { attachToTicket(input: $input) {
    ticket { attachments { id name mediaType sizeBytes author internal url } } errors { code field } } }"""
PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 100
PREFLIGHT = {"graphql-require-preflight": "1"}


@pytest.fixture
def ticket(client: Client) -> str:
    found: str = client.value(
        "select 'tic_' || t.id from ticket t join contract k on k.id = t.contract_id where t.status <> 'CLOSED' and k.status = 'ACTIVE' order by t.number limit 1"
    )
    return found


def send(client: Client, given: Any, files: dict[str, Any], headers: Any = None, **more: Any) -> Any:
    operations = more.get("operations", {"query": ATTACH, "variables": {"input": {**given, "file": None}}})
    places = more.get("places", {"0": ["variables.input.file"]})
    form = {"operations": json.dumps(operations), "map": json.dumps(places)}
    return client.run(
        client.http.post("/graphql", data=form, files=files, headers=PREFLIGHT if headers is None else headers)
    )


def attach(
    client: Client, ticket: str, name: str = "снимок.png", body: bytes = PNG, kind: str = "image/png", **more: Any
) -> Any:
    answer = send(client, {"id": ticket, **more}, {"0": (name, body, kind)})
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]["attachToTicket"]


def test_a_file_is_attached_and_fetched_by_its_link(client: Client, ticket: str) -> None:
    payload = attach(client, ticket)
    assert payload["errors"] == []
    file = payload["ticket"]["attachments"][-1]
    assert {key: file[key] for key in ("name", "mediaType", "sizeBytes", "author", "internal")} == {
        "name": "снимок.png", "mediaType": "image/png", "sizeBytes": len(PNG), "author": "operator", "internal": False,
    }  # fmt: skip
    path = "/files/" + file["url"].rpartition("/files/")[2]
    fetched = client.run(client.http.get(path))
    assert fetched.content == PNG
    assert fetched.headers["content-type"] == "image/png"
    assert (
        fetched.headers["content-disposition"]
        == "attachment; filename*=UTF-8''%D1%81%D0%BD%D0%B8%D0%BC%D0%BE%D0%BA.png"
    )
    assert "sandbox" in fetched.headers["content-security-policy"]
    stored = client.sql("select sha256 from ticket_attachment where id = $1::uuid", file["id"][4:])[0][0]
    assert stored == hashlib.sha256(PNG).digest()
    assert client.value("select count(*) from event where topic = 'ticket.attached'") == 1
    for wrong in (path[:-2] + "xx", "/files/nonsense"):
        assert client.run(client.http.get(wrong)).status_code == 404


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [
        ("a.png", b"", "image/png"), ("a.exe", b"MZ...", "application/x-msdownload"), ("a.png", b"<svg onload=x>", "image/png"),
        ("a.svg", b"<svg/>", "image/svg+xml"), ("a.html", b"<html>", "text/html"), ("a.txt", b"a\0b", "text/plain"),
        ("a.webp", b"RIFF0000WAVE", "image/webp"), ("/", PNG, "image/png"), ("x" * 201, PNG, "image/png"),
    ],
)  # fmt: skip
def test_a_refused_file_leaves_no_attachment(client: Client, ticket: str, name: str, body: bytes, kind: str) -> None:
    before = client.value("select count(*) from ticket_attachment")
    assert attach(client, ticket, name, body, kind) == {
        "ticket": None,
        "errors": [{"code": "INVALID_FILE", "field": ["file"]}],
    }
    assert client.value("select count(*) from ticket_attachment") == before


DOCX = b"PK\x03\x04..[Content_Types].xml..word/document.xml.."
OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("name", "body", "named", "kind"),
    [
        ("bill.pdf", b"%PDF-1.7 ...", "application/octet-stream", "application/pdf"),
        ("bill", b"%PDF-1.7 ...", "image/png", "application/pdf"),
        ("a.bin", PNG, "text/plain", "image/png"),
        ("a.docx", DOCX, "application/zip", f"{OFFICE}.wordprocessingml.document"),
        ("a.xlsx", DOCX.replace(b"word/document", b"xl/workbook"), "application/octet-stream", f"{OFFICE}.spreadsheetml.sheet"),
        ("a.csv", b"a;b\n1;2\n", "application/vnd.ms-excel", "text/csv"),
        ("a.log", "связи нет".encode(), "application/octet-stream", "text/plain"),
    ],
)  # fmt: skip
def test_the_media_type_follows_from_how_a_file_begins_and_not_from_its_declared_type(
    client: Client, ticket: str, name: str, body: bytes, named: str, kind: str
) -> None:
    payload = attach(client, ticket, name, body, named)
    assert payload["errors"] == []
    assert payload["ticket"]["attachments"][-1]["mediaType"] == kind


@pytest.mark.parametrize(
    "body", [b"PK\x03\x04 a.class", DOCX + b"word/vbaProject.bin", b"\xef\xbb\xbf <!DOCTYPE html>", b"#!/bin/sh\n", b"a" * 99 + b"\0"]
)  # fmt: skip
def test_a_file_that_begins_as_no_accepted_kind_is_refused_whatever_its_declared_type(
    client: Client, ticket: str, body: bytes
) -> None:
    for named in ("text/plain", "application/pdf", "application/octet-stream"):
        assert attach(client, ticket, "a.txt", body, named)["errors"] == [{"code": "INVALID_FILE", "field": ["file"]}]


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ("filename*=UTF-8''%D1%81%D1%87%D1%91%D1%82%20%E2%84%961.png", "счёт №1.png"),
        ("filename=\"fallback.png\"; filename*=utf-8'ru'%D1%81%D1%87%D1%91%D1%82.png", "счёт.png"),
        ("filename*=UTF-8''%D1%81.png; filename=\"fallback.png\"", "с.png"),
        ("filename*=iso-8859-1''caf%E9.png; filename=x", "café.png"),
        ('filename="%D1%81%D1%87%D1%91%D1%82.png"', "счёт.png"),
        ('filename="50% off.png"', "50% off.png"),
        ("filename*=UTF-8''%FF.png; filename=\"kept.png\"", "kept.png"),
        ("filename*=UTF-8''..%2F..%2Fup.png", "up.png"),
    ],
)
def test_a_file_name_beyond_ascii_is_decoded(client: Client, ticket: str, parameters: str, name: str) -> None:
    operations = {"query": ATTACH, "variables": {"input": {"id": ticket, "file": None}}}
    parts = [
        f'Content-Disposition: form-data; name="operations"\r\n\r\n{json.dumps(operations)}'.encode(),
        b'Content-Disposition: form-data; name="map"\r\n\r\n{"0": ["variables.input.file"]}',
        f'Content-Disposition: form-data; name="0"; {parameters}\r\n\r\n'.encode() + PNG,
    ]
    body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    headers = {**PREFLIGHT, "content-type": "multipart/form-data; boundary=edge"}
    answer = client.run(client.http.post("/graphql", content=body, headers=headers)).json()
    assert answer["data"]["attachToTicket"]["errors"] == []
    assert answer["data"]["attachToTicket"]["ticket"]["attachments"][-1]["name"] == name


def test_a_file_larger_than_the_limit_is_refused(
    client: Client, ticket: str, database_url: str, settings: Settings
) -> None:
    small = Client(database_url, settings.model_copy(update={"max_attachment_bytes": 2_000}), beside=client)
    assert attach(small, ticket, body=PNG + b"x" * 3_000)["errors"] == [{"code": "INVALID_FILE", "field": ["file"]}]
    small.close()
    # The limit of a request body depends on the role: roles that may import files may send larger bodies.
    large = {"0": ("a.png", PNG + b"x" * 2_000_000, "image/png")}
    for role, bytes_of_lists, status in (
        (Role.OPERATOR, 3_000_000, 200),
        (Role.OPERATOR, 2_000, 413),
        (Role.HOLDER, 3_000_000, 413),
    ):
        limits = {"max_attachment_bytes": 2_000, "max_import_bytes": bytes_of_lists, "max_settlement_bytes": 2_000}
        caller = Client(database_url, settings.model_copy(update=limits), viewer=viewer_of(role, client), beside=client)
        try:
            assert send(caller, {"id": ticket}, large).status_code == status, role
        finally:
            caller.close()


def test_a_file_name_with_a_path_is_reduced_to_its_last_part(client: Client, ticket: str) -> None:
    for name in ("../../etc/passwd.png", "..\\..\\windows\\x.png"):
        payload = attach(client, ticket, name)
        assert payload["errors"] == []
        assert payload["ticket"]["attachments"][-1]["name"] in {"passwd.png", "x.png"}


def test_the_same_idempotency_key_attaches_once(client: Client, ticket: str) -> None:
    first = attach(client, ticket, idempotencyKey="file-1")
    again = attach(client, ticket, idempotencyKey="file-1")
    assert len(first["ticket"]["attachments"]) == len(again["ticket"]["attachments"])
    other = attach(client, ticket, body=PNG + b"!", idempotencyKey="file-1")
    assert other["errors"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"


@pytest.fixture
def callers(client: Client, database_url: str, settings: Settings) -> Iterator[dict[Role, Client]]:
    found = {
        role: Client(database_url, settings, viewer=viewer_of(role, client), beside=client)
        for role in (Role.LINE, Role.ANALYST)
    }
    yield found
    for each in found.values():
        each.close()


def test_a_subscriber_attaches_to_its_own_ticket_and_sees_no_internal_file(
    client: Client, callers: dict[Role, Client], ticket: str
) -> None:
    line = callers[Role.LINE]
    opened = line.ask('mutation { openTicket(input: { subject: "x" }) { ticket { id } errors { code } } }')[
        "openTicket"
    ]["ticket"]["id"]
    assert attach(line, opened, internal=True)["errors"] == []
    assert attach(client, opened, "secret.pdf", b"%PDF-1.7 x", "application/pdf", internal=True)["errors"] == []
    seen = line.ask("query ($id: ID!) { ticket(id: $id) { attachments { name internal url } } }", {"id": opened})[
        "ticket"
    ]["attachments"]
    assert [(file["name"], file["internal"]) for file in seen] == [("снимок.png", False)]
    foreign = client.value("select 'tic_' || id from ticket where number = 'TX1'")
    assert attach(line, foreign)["errors"] == [{"code": "NOT_FOUND", "field": ["id"]}]
    masked = callers[Role.ANALYST].ask(
        "query ($id: ID!) { ticket(id: $id) { attachments { name url } } }", {"id": opened}
    )
    assert [file["url"] for file in masked["ticket"]["attachments"]] == [None, None]


@pytest.mark.parametrize("header", [{}, {"x-other": "1"}])
def test_a_multipart_form_without_a_preflight_header_is_refused(client: Client, ticket: str, header: Any) -> None:
    answer = send(client, {"id": ticket}, {"0": ("a.png", PNG, "image/png")}, header)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "PREFLIGHT_REQUIRED")


@pytest.mark.parametrize(
    "more",
    [
        {"places": {"0": ["query"]}}, {"places": {"0": ["variables.input.nothing.here"]}}, {"places": {"1": ["variables.input.file"]}},
        {"places": {"0": "variables.input.file"}}, {"places": {"0": ["variables.input.id"]}}, {"places": []}, {"operations": []},
        {"operations": {"query": ATTACH, "variables": {}}}, {"places": {"0": [7]}}, {"places": {"0": ["variables." + "a." * 50]}},
        {"operations": {"query": ATTACH, "variables": {"files": [None]}}, "places": {"0": ["variables.files.²"]}},
    ],
)  # fmt: skip
def test_a_form_against_the_specification_is_refused(client: Client, ticket: str, more: Any) -> None:
    answer = send(client, {"id": ticket}, {"0": ("a.png", PNG, "image/png")}, **more)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] in {"BAD_REQUEST", "BAD_USER_INPUT"}


def test_a_malformed_form_and_a_file_as_json_are_refused(client: Client, ticket: str) -> None:
    headers = {**PREFLIGHT, "content-type": "multipart/form-data; boundary=x"}
    for body in (
        b"",
        b"--x",
        b"--x\r\nnonsense",
        b"--y--\r\n",
        b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--\r\n",
    ):
        assert client.run(client.http.post("/graphql", content=body, headers=headers)).status_code == 400
    assert (
        client.run(
            client.http.post("/graphql", content=b"x", headers={**PREFLIGHT, "content-type": "multipart/form-data"})
        ).status_code
        == 400
    )
    errors = client.errors(ATTACH, {"input": {"id": ticket, "file": "text"}})
    assert errors[0]["extensions"]["code"] == "BAD_USER_INPUT"


SETTLED = b"""line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at
line_1,PAYMENT,ch_unknown,,12345,300,KGS,2026-02-05T10:00:00Z
line_2,PAYOUT,po_1,,-12000,0,KGS,2026-02-05T11:00:00Z
"""


def test_the_released_settlement_import_accepts_a_file_and_shows_mismatches(client: Client) -> None:
    path = Path(__file__).parents[2] / "frontend-contract" / "operations" / "operator" / "ImportSettlement.graphql"
    client.insert(new_payment(client.value("select id from contract limit 1"), method="CARD", gateway="odd-gate"))
    given = {"gateway": "odd-gate", "day": "2026-02-05", "file": None, "idempotencyKey": "day"}
    operations = {"query": path.read_text(), "variables": {"input": given}}
    answer = send(client, {}, {"0": ("итоги.csv", SETTLED, "text/csv")}, operations=operations).json()
    payload = answer["data"]["importSettlement"]
    assert payload["errors"] == []
    settlement = payload["settlement"]
    assert settlement.pop("id").startswith("set_")
    assert settlement["totals"].pop()["clearing"] == {"amount": "-1020.00", "currency": "KGS"}  # 900 were owed before
    assert settlement == {
        "gateway": "odd-gate", "day": "2026-02-05", "status": "MATCHED", "fileName": "итоги.csv", "lines": 2, "matched": 0,
        "totals": [], "mismatchCounts": [{"kind": "MISSING_HERE", "open": 1, "repaired": 0, "dismissed": 0}],
    }  # fmt: skip
    given["gateway"] = "nobody's"
    given["idempotencyKey"] = "another day"
    refused = send(client, {}, {"0": ("a.csv", SETTLED, "text/csv")}, operations=operations).json()
    assert refused["data"]["importSettlement"]["settlement"] is None
    assert [error["code"] for error in refused["data"]["importSettlement"]["errors"]] == ["NOT_FOUND"]


def test_an_empty_or_too_large_subscriber_file_is_refused_and_not_stored(
    client: Client, database_url: str, settings: Settings, tmp_path: Path
) -> None:
    query = "mutation ($input: BulkRegisterInput!) { bulkRegister(input: $input) { job { id } errors { code field } } }"
    limits = {"data_dir": tmp_path, "max_import_bytes": 300_000, "max_settlement_bytes": 300_000}
    small = Client(database_url, settings.model_copy(update=limits), beside=client)
    try:
        for body in (b"", b"name,phone,iccid,tariff\n" + b"x" * 500_000):
            operations = {"query": query, "variables": {"input": {"file": None}}}
            answer = send(small, {}, {"0": ("a.csv", body, "text/csv")}, operations=operations)
            assert answer.json()["data"]["bulkRegister"] == {
                "job": None, "errors": [{"code": "INVALID_FILE", "field": ["file"]}],
            }, answer.text  # fmt: skip
        assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []
    finally:
        small.close()
