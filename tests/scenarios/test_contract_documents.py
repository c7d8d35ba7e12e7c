"""Documents of contracts are made, signed and kept as they were (boxes A31, A34, D4)."""

import hashlib
import io
import json
from typing import Any

import pypdf
import pytest

from backend.database import connect
from backend.identifiers import FileKey
from backend.jobs.declare import Tools, declared
from backend.jobs.worker import Worker
from backend.services.contract_papers import ContractPapers
from backend.settings import Settings
from backend.worker import file_store
from tests.client import Client
from tests.scenarios.test_draft_contracts import act, done, draft, person
from tests.scenarios.test_requests import codes

pytestmark = pytest.mark.database

DOCUMENTS = """query ($id: ID!) { contract(id: $id) { documents {
    id kind templateVersion language name mediaType sizeBytes hash signedAt author url } } }"""
ISSUE = """mutation ($i: IssueContractDocumentInput!) { issueContractDocument(input: $i) {
    contract { id } errors { code field } } }"""
ATTACH = """mutation ($i: AttachContractDocumentInput!) { attachContractDocument(input: $i) {
    contract { id } errors { code field } } }"""


def make(client: Client, settings: Settings) -> None:
    """Perform the queued jobs that make documents."""
    tools = Tools(settings, client.app.state.database, lambda: connect(client.url))
    papers = ContractPapers(client.app.state.database, file_store(settings), settings)
    handlers = declared(tools, papers).handlers
    worker = Worker(lambda: connect(client.url), handlers, poll_seconds=0.2, first_backoff_seconds=3600)
    client.run(worker.drain())


def documents(client: Client, contract: Any) -> list[Any]:
    found: list[Any] = client.ask(DOCUMENTS, {"id": contract["id"]})["contract"]["documents"]
    return found


def attach(client: Client, contract: Any, name: str, body: bytes, media: str, **given: Any) -> Any:
    variables = {"i": {"contractId": contract["id"], "kind": "CONTRACT", "file": None, **given}}
    form = {
        "operations": json.dumps({"query": ATTACH, "variables": variables}),
        "map": json.dumps({"0": ["variables.i.file"]}),
    }

    async def send() -> Any:
        files = {"0": (name, body, media)}
        answer = await client.http.post(
            "/graphql", data=form, files=files, headers={"GraphQL-Require-Preflight": "1"}
        )  # fmt: skip
        return answer.json()["data"]["attachContractDocument"]

    return client.run(send())


def content(client: Client, settings: Settings, document: Any) -> bytes:
    key = client.value("select file_id from contract_document where id = $1::uuid", document["id"][4:])

    async def read() -> bytes:
        chunks = await file_store(settings).chunks(FileKey(key))
        assert chunks is not None
        return b"".join([part async for part in chunks])

    return client.run(read())


@pytest.mark.parametrize(("language", "title"), [("EN", "Service contract"), ("RU", "Договор об"), ("KY", "Байланыш")])
def test_a34_a_contract_is_made_in_each_language(
    module_client: Client, settings: Settings, language: str, title: str
) -> None:
    customer = person(module_client, {"EN": 41, "RU": 42, "KY": 43}[language])
    module_client.sql("update customer set language = $2 where id = $1::uuid", customer[4:], language)
    contract = draft(module_client, customer)
    assert documents(module_client, contract) == []
    make(module_client, settings)
    (made,) = documents(module_client, contract)
    assert (made["kind"], made["templateVersion"], made["language"], made["signedAt"]) == (
        "CONTRACT",
        1,
        language,
        None,
    )
    assert made["name"] == f"{contract['number']}-contract.pdf"
    body = content(module_client, settings, made)
    assert (made["hash"], made["sizeBytes"]) == (hashlib.sha256(body).hexdigest(), len(body))
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)
    words = " ".join(text.split())
    for expected in (title, contract["number"], contract["phoneNumber"]["msisdn"], "Черновиков Договор"):
        assert expected in words, words
    make(module_client, settings)
    assert len(documents(module_client, contract)) == 1


def test_d4_what_was_signed_by_a_code_is_what_is_shown_later(module_client: Client, settings: Settings) -> None:
    contract = draft(module_client, person(module_client, 44))
    make(module_client, settings)
    (before,) = documents(module_client, contract)
    body = content(module_client, settings, before)
    done(module_client, "acceptContract", id=contract["id"], method="ELECTRONIC", reference="5F:02")
    active = done(module_client, "activateContract", id=contract["id"])
    holder = "(select customer_id from contract where id = $1::uuid)"
    module_client.sql(f"update customer set name = 'Другое Имя' where id = {holder}", active["id"][4:])
    make(module_client, settings)
    signed, handover = documents(module_client, contract)
    assert signed["signedAt"] is not None
    assert (signed["id"], signed["hash"]) == (before["id"], before["hash"])
    assert content(module_client, settings, signed) == body
    assert (handover["kind"], handover["signedAt"]) == ("SIM_HANDOVER", None)
    for column in ("hash", "file_id", "kind"):
        with pytest.raises(Exception, match="permission denied"):
            module_client.sql(f"update contract_document set {column} = {column} where id = $1::uuid", before["id"][4:])


def test_a_scan_of_the_signed_contract_is_kept(module_client: Client, settings: Settings) -> None:
    contract = draft(module_client, person(module_client, 45))
    body = b"%PDF-1.7 a signed page"
    assert attach(module_client, contract, "скан.pdf", body, "application/pdf")["errors"] == []
    (kept,) = documents(module_client, contract)
    assert (kept["templateVersion"], kept["language"], kept["name"]) == (None, None, "скан.pdf")
    assert (kept["hash"], kept["signedAt"] is not None) == (hashlib.sha256(body).hexdigest(), True)
    assert content(module_client, settings, kept) == body
    refused = attach(module_client, contract, "a.txt", b"a text", "text/plain")
    assert codes(refused) == ["INVALID_FILE"]
    assert codes(attach(module_client, {"id": "con_none"}, "a.pdf", body, "application/pdf")) == ["NOT_FOUND"]


def test_a31_a_signed_document_may_be_required(module_client: Client, settings: Settings) -> None:
    given = settings.model_copy(update={"signed_document_required": True})
    strict = Client(module_client.url, given, beside=module_client)
    contract = draft(module_client, person(module_client, 46))
    done(strict, "acceptContract", id=contract["id"], method="INK")
    assert codes(act(strict, "activateContract", id=contract["id"])) == ["DOCUMENT_REQUIRED"]
    assert attach(module_client, contract, "a.pdf", b"%PDF-1.7 x", "application/pdf", signed=False)["errors"] == []
    assert codes(act(strict, "activateContract", id=contract["id"])) == ["DOCUMENT_REQUIRED"]
    assert attach(module_client, contract, "b.pdf", b"%PDF-1.7 y", "application/pdf")["errors"] == []
    assert done(strict, "activateContract", id=contract["id"])["status"] == "ACTIVE"
    strict.close()


def test_a_document_is_made_only_where_the_state_allows_it(module_client: Client, settings: Settings) -> None:
    contract = draft(module_client, person(module_client, 47))

    def issue(**given: Any) -> Any:
        command = {"contractId": contract["id"], **given}
        return module_client.ask(ISSUE, {"i": command})["issueContractDocument"]

    for kind in ("SIM_HANDOVER", "CLOSING_ACT"):
        assert codes(issue(kind=kind)) == ["INVALID_TRANSITION"]
    assert codes(issue(kind="CONTRACT", contractId="con_none")) == ["NOT_FOUND"]
    done(module_client, "acceptContract", id=contract["id"], method="INK")
    done(module_client, "activateContract", id=contract["id"])
    close = "mutation ($i: ContractActionInput!) { closeContract(input: $i) { errors { code } } }"
    assert module_client.ask(close, {"i": {"id": contract["id"]}})["closeContract"]["errors"] == []
    assert codes(issue(kind="CLOSING_ACT", language="EN")) == []
    assert codes(issue(kind="CONTRACT")) == ["INVALID_TRANSITION"]
    make(module_client, settings)
    found = [(each["kind"], each["language"]) for each in documents(module_client, contract)]
    assert sorted(found) == [
        ("CLOSING_ACT", "EN"), ("CLOSING_ACT", "RU"), ("CONTRACT", "RU"), ("SIM_HANDOVER", "RU"),
    ]  # fmt: skip
