"""A customer with a marker in every field that may hold personal data, written through the product's own acts."""

import json
import uuid
from pathlib import Path
from typing import Any

from backend.database import connect
from backend.identifiers import CustomerKey
from backend.models import ContactKind, CustomerContact, IdentityDocument
from backend.notifications.notifier import Notifier
from backend.settings import Settings
from tests.client import Client
from tests.exports.exporting import exported
from tests.factories.profiles import (
    new_contact_person,
    new_customer_address,
    new_customer_note,
    new_identity_document_file,
)
from tests.http.test_uploads import PNG, PREFLIGHT, attach
from tests.imports.bulk import good, register

WORD = "zqmarker"  # in every text
NAME, EMAIL, PHONE = f"Zqmarkerov Zqmarker {WORD}", f"{WORD}@example.kg", "+996555918273"
DOCUMENT, BORN = "AC9182734", "1987-06-05"
DIGITS = PHONE[4:]
MARKS = (WORD, DIGITS, DOCUMENT, BORN)


# Who acts for the customer, at a counter and in a request.
REPRESENTATIVE = {
    "name": NAME, "document": {"kind": "PASSPORT", "number": DOCUMENT.replace("AC", "AD")}, "authority": "PARENT",
    "authorityNumber": f"{WORD} authority",
}  # fmt: skip


def text(what: str) -> str:
    return f"{WORD} {what}"


def call(client: Client, verb: str, node: str | None = None, command: str | None = None, **given: Any) -> Any:
    """Perform an act, and return the id of its node."""
    command = command or verb[0].upper() + verb[1:]
    shown = f"{node} {{ id }}" if node else "__typename"
    query = f"mutation ($input: {command}Input!) {{ {verb}(input: $input) {{ {shown} errors {{ code message }} }} }}"
    payload = client.ask(query, {"input": given})[verb]
    assert payload["errors"] == [], (verb, payload)
    return payload[node]["id"] if node else None


def attach_to_request(client: Client, request: str) -> None:
    query = """mutation ($input: AttachToRequestInput!) { attachToRequest(input: $input) { errors { code } } }"""
    given = {"id": request, "kind": "DOCUMENT", "file": None}
    form = {
        "operations": json.dumps({"query": query, "variables": {"input": given}}),
        "map": json.dumps({"0": ["variables.input.file"]}),
    }
    files = {"0": (f"{WORD}.txt", text("scan").encode(), "text/plain")}
    answer = client.run(client.http.post("/graphql", data=form, files=files, headers=PREFLIGHT)).json()
    assert answer["data"]["attachToRequest"]["errors"] == [], answer


def registered(client: Client, settings: Settings) -> tuple[str, str]:
    """The ids of a customer and of the contract that a file registered; a second row of the file was rejected."""
    rows = [
        good(1, name=NAME, phone=PHONE, email=EMAIL, document=DOCUMENT, birth_date=BORN, external_id=f"{WORD}-k",
            customer_external_id=f"{WORD}-c"),
        good(2, name=NAME, phone=PHONE, email=EMAIL, document=DOCUMENT, birth_date=BORN, tariff="T0404"),
    ]  # fmt: skip
    job = register(client, settings, rows)
    assert (job["registered"], job["rejected"]) == (1, 1), job
    found = client.sql(
        "select k.customer_id, k.id from contract k join customer c on c.id = k.customer_id where c.phone = $1", PHONE
    )
    return f"cus_{found[0][0]}", f"con_{found[0][1]}"


def write_everywhere(client: Client, settings: Settings) -> tuple[str, str]:
    """Register the customer, and do with them what the product does with customers. Returns the ids of the customer and
    of the contract, which is closed and owes nothing.
    """
    customer, contract = registered(client, settings)
    document = {"kind": "PASSPORT", "number": DOCUMENT.replace("AC", "AN")}
    call(client, "verifyCustomer", "customer", id=customer, document=document, reason=text("verified"),
        idempotencyKey="verify")  # fmt: skip
    call(client, "updateCustomerContact", "customer", id=customer, email=f"new.{EMAIL}", reason=text("contact"))
    _profile(client, customer)
    _desk(client, customer, contract)
    _requests(client, customer, contract)
    _money(client, contract)
    call(client, "suspendContract", "contract", "ContractAction", id=contract, reason=text("suspended"),
        representative=REPRESENTATIVE)  # fmt: skip
    call(client, "resumeContract", "contract", "ContractAction", id=contract, reason=text("resumed"))
    client.place_events()
    client.run(_notified(client, settings))
    session = """insert into session (subject, customer_id, contract_id, phone_number_id, methods, expires_at, address, user_agent)
        select 'line:' || id || ':' || phone_number_id, customer_id, id, phone_number_id, '{sms}', now() + interval '1 day', $2, $3
        from contract where id = $1::uuid"""
    client.sql(session, contract[4:], text("address"), text("agent"))
    call(client, "closeContract", "contract", "ContractAction", id=contract, reason=text("closed"))
    exported(client, settings, "Customers", search="Zqmarkerov", columns=["name", "phone"])
    return customer, contract


def _profile(client: Client, customer: str) -> None:
    key = CustomerKey(uuid.UUID(customer[4:]))
    document = client.find(IdentityDocument, number=DOCUMENT)
    client.insert(
        new_customer_address(key, locality=text("locality"), street=text("street")),
        CustomerContact(customer_id=key, kind=ContactKind.EMAIL, email=f"second.{EMAIL}"),
        new_contact_person(key, name=NAME, role=text("role")),
        new_customer_note(key, body=text("note")),
        new_identity_document_file(document, name=f"{WORD}.pdf"),
    )


def _desk(client: Client, customer: str, contract: str) -> None:
    ticket = call(client, "openTicket", "ticket", contractId=contract, subject=text("subject"),
        description=text("description"), category=text("category"), idempotencyKey="open")  # fmt: skip
    call(client, "commentTicket", "ticket", id=ticket, body=text("comment"))
    attach(client, ticket, f"{WORD}.png", PNG + text("picture").encode())
    request = call(client, "requestFromTicket", "request", ticketId=ticket, kind="OTHER", form={"x": text("form")})
    call(client, "rejectRequest", "request", id=request, reason=text("rejected"))
    for verb in ("activateTicket", "blockTicket", "closeTicket"):
        call(client, verb, "ticket", "TicketAction", id=ticket, reason=text(verb))
    gone = call(client, "openTicket", "ticket", customerId=customer, subject=text("mistake"))
    call(client, "discardTicket", None, id=gone, reason=text("discarded"))


def _requests(client: Client, customer: str, contract: str) -> None:
    raw = {"name": NAME, "phone": PHONE, "email": EMAIL, "birthDate": BORN, "more": text("raw"),
        "document": {"kind": "PASSPORT", "number": DOCUMENT}}  # fmt: skip
    given = {"kind": "CHANGE_DATA", "raw": raw, "customerId": customer, "contractId": contract}
    request = call(client, "submitRequest", "request", **given, representative=REPRESENTATIVE)
    attach_to_request(client, request)
    call(client, "askRequester", "request", id=request, question=text("question"))
    call(client, "answerRequest", "request", id=request, answer=text("answer"), data={"note": text("data")})
    call(client, "rejectRequest", "request", id=request, reason=text("no"))
    # One that nobody tied to the customer.
    stray = call(client, "submitRequest", "request", kind="REGISTRATION", raw=raw)
    call(client, "validateRequest", "request", id=stray)
    call(client, "rejectRequest", "request", id=stray, reason=text("again"))


def merge_another(client: Client, admin: Client, customer: str) -> str:
    """Merge a second record of the customer, which is verified too, by two persons. Returns its id. The document is on
    the blocklist then.
    """
    twin = {"kind": "PERSON", "name": f"{NAME} Twin", "phone": PHONE, "email": f"twin.{EMAIL}", "allowDuplicate": True}
    document = {"kind": "PASSPORT", "number": DOCUMENT.replace("AC", "AE")}
    other = call(client, "createCustomer", "customer", **twin, document=document)
    call(client, "verifyCustomer", "customer", id=other, reason=text("twin"))
    given = {"survivorId": customer, "otherId": other, "choices": {"name": "OTHER"}, "reason": text("one person")}
    query = "mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { errors { code } } }"
    refused = client.ask(query, {"input": given})["mergeCustomers"]["errors"]
    assert refused == [{"code": "SECOND_PERSON_REQUIRED"}]
    call(admin, "mergeCustomers", None, **given)
    call(admin, "addToBlocklist", None, document={"kind": "PASSPORT", "number": DOCUMENT}, reason="по решению суда")
    return str(other)


def _money(client: Client, contract: str) -> None:
    def amount(value: str) -> dict[str, str]:
        return {"amount": value, "currency": "KGS"}

    paid = call(client, "getDeposit", "payment", contractId=contract, amount=amount("100"), method="CASH",
        idempotencyKey="deposit")  # fmt: skip
    call(client, "refundPayment", "refund", paymentId=paid, amount=amount("40"), reason=text("refund"),
        idempotencyKey="refund")  # fmt: skip
    asked = {"contractId": contract, "amount": amount("9000"), "reason": text("asked"), "idempotencyKey": "ask"}
    query = "mutation ($input: AdjustBalanceInput!) { adjustBalance(input: $input) { errors { code } } }"
    refused = client.ask(query, {"input": asked})["adjustBalance"]["errors"]
    assert refused == [{"code": "SECOND_PERSON_REQUIRED"}]
    # What gateways and forms fill.
    words = "update payment set return_url = $2, checkout_url = $2, failure_message = $2 where id = $1"
    client.as_owner(words, uuid.UUID(paid[4:]), text("gateway"))
    office = "update identity_document set issued_by = $1 where number = $2"
    client.as_owner(office, text("office"), DOCUMENT)
    checked = """insert into identity_check (customer_id, document_id, asked_by, reference, words, verdict, ask_at, answered_at)
        select customer_id, id, 'operator', $1, $2, 'RETRY', null, now() from identity_document where number = $3"""
    client.as_owner(checked, f"{WORD}-reference", text("provider"), DOCUMENT)
    call(client, "adjustBalance", None, contractId=contract, amount=amount("-60"), reason=text("adjusted"),
        idempotencyKey="adjust")  # fmt: skip


async def _notified(client: Client, settings: Settings) -> None:
    connection = await connect(client.url)
    try:
        await Notifier(client.url, settings).catch_up(connection)
    finally:
        await connection.close()


TABLES = """
select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1
"""


async def marked_rows(owner_url: str) -> dict[str, int]:
    """By table of every schema, the number of rows whose text has a marker, also as bytes."""
    connection = await connect(owner_url, role=None)
    hexadecimal = [f"%{mark.encode().hex()}%" for mark in (WORD, NAME, DIGITS, DOCUMENT)]
    patterns = [f"%{mark}%" for mark in MARKS] + hexadecimal
    try:
        found = {}
        for (table,) in await connection.fetch(TABLES):
            statement = f"select count(*) from only {table} t where t::text ilike any($1)"
            if rows := await connection.fetchval(statement, patterns):
                found[table] = rows
        return found
    finally:
        await connection.close()


def marked_files(folder: Path) -> list[Path]:
    """The files that contain a marker."""
    marks = [mark.encode() for mark in (WORD, "Zqmarkerov", DIGITS, DOCUMENT)]
    return [path for path in folder.rglob("*") if path.is_file() and any(mark in path.read_bytes() for mark in marks)]
