"""Who acts for a customer is recorded with every act at a counter."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.models import Contract, Request
from backend.services.permissions import ACTS
from backend.services.representation import AtCounter
from backend.settings import Settings
from tests.client import Client
from tests.factories.requests import new_request, new_request_attachment
from tests.scenarios.test_requests import done
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
MOTHER = {
    "name": " Мать  Ребёнка ", "document": {"kind": "PASSPORT", "number": "ac 111 22 33"}, "authority": "PARENT",
}  # fmt: skip
ROWS = "select * from representation where created_at > now() - interval '1 day' order by created_at"
CHANGE = """select c.field, c.after from audit_entry e join audit_change c on c.entry_id = e.id
    where e.verb = $1 and c.table_name = 'representation'"""


def act(client: Client, verb: str, **given: Any) -> Any:
    name = {"suspendContract": "ContractAction", "resumeContract": "ContractAction", "closeContract": "ContractAction"}
    kind = f"{name.get(verb, verb[0].upper() + verb[1:])}Input"
    query = f"mutation ($input: {kind}!) {{ {verb}(input: $input) {{ errors {{ code field message }} }} }}"
    return client.ask(query, {"input": given})[verb]["errors"]


def test_each_act_at_a_counter_takes_a_representative() -> None:
    taking = {name for name, each in ACTS.items() if issubclass(each.command, AtCounter)}
    assert taking == {
        "getSim", "createCustomer", "updateCustomerContact", "suspendContract", "resumeContract", "closeContract",
        "openTicket", "updateCustomerProfile", "changeCustomerName", "addCustomerAddress", "addContact",
        "removeContact", "addContactPerson", "removeContactPerson", "addIdentityDocument", "replaceIdentityDocument",
        "attachToIdentityDocument", "createContract", "acceptContract", "scheduleContract", "activateContract",
        "cancelContract", "reopenContract", "changeNumber", "swapSim", "changeTariff", "changeOptions",
        "cancelScheduledAct", "transferContract", "acceptTransfer", "annulContract",
    }  # fmt: skip


def test_the_representative_is_recorded_with_the_customer_the_contract_and_the_act(client: Client) -> None:
    line = client.find(Contract, number="KD00000001")
    person = {"kind": "PERSON", "name": "Ребёнок Матери", "phone": "+996700555501"}
    request = new_request()
    paper = new_request_attachment(request, kind="AUTHORITY")
    client.insert(request, paper)
    paper_id = client.value("select 'rqa_' || id from request_attachment where request_id = $1", request.id)
    given: list[tuple[str, dict[str, Any]]] = [
        ("getSim", {"customer": person, "tariffCode": "T01"}),
        ("createCustomer", {**person, "name": "Другой Ребёнок", "phone": "+996700555502"}),
        ("updateCustomerContact", {"id": f"cus_{line.customer_id}", "phone": "+996700555503"}),
        ("suspendContract", {"id": f"con_{line.id}"}),
        ("resumeContract", {"id": f"con_{line.id}", "authorityFile": paper_id}),
        ("openTicket", {"contractId": f"con_{line.id}", "subject": "Нет связи"}),
        ("closeContract", {"id": f"con_{line.id}"}),
    ]
    for verb, values in given:
        assert act(client, verb, **values, representative={**MOTHER, "authorityNumber": "N 7"}) == [], verb
    rows = client.sql(ROWS)
    assert [row["verb"] for row in rows] == [verb for verb, _ in given]
    assert {(row["name"], row["document_number"], row["authority"], row["authority_number"]) for row in rows} == {
        ("Мать Ребёнка", "AC1112233", "PARENT", "N 7")
    }
    assert {row["actor"] for row in rows} == {"operator"}
    contract = client.value("select customer_id from contract where id = $1", rows[0]["contract_id"])
    assert (rows[0]["customer_id"], rows[0]["node_id"]) == (contract, rows[0]["contract_id"])
    assert (rows[1]["customer_id"], rows[1]["contract_id"]) == (rows[1]["node_id"], None)
    for row in rows[2:]:
        assert row["customer_id"] == line.customer_id
        assert row["contract_id"] == (None if row["verb"] == "updateCustomerContact" else line.id)
    assert [row["file_id"] is not None for row in rows] == [verb == "resumeContract" for verb, _ in given]
    assert {"name": "Мать Ребёнка", "authority": "PARENT"}.items() <= dict(
        tuple(row) for row in client.sql(CHANGE, "suspendContract")
    ).items()


def test_a_representative_is_refused_with_the_field_and_nothing_is_done(client: Client, settings: Settings) -> None:
    line = client.find(Contract, number="KD00000001")
    about = {"id": f"con_{line.id}"}
    ended = str(datetime.now(UTC).date() - timedelta(days=2))
    without_number = {**MOTHER, "document": {"kind": "PASSPORT", "number": "-"}}
    refused: list[tuple[dict[str, Any], str, list[str]]] = [
        ({"representative": {**MOTHER, "validUntil": ended}}, "INVALID_INPUT", ["representative", "validUntil"]),
        ({"representative": {**MOTHER, "name": "7"}}, "INVALID_NAME", ["representative", "name"]),
        ({"representative": without_number}, "INVALID_INPUT", ["representative", "document", "number"]),
        ({"representative": MOTHER, "authorityFile": "rqa_x"}, "NOT_FOUND", ["authorityFile"]),
        ({"authorityFile": "rqa_x"}, "INVALID_INPUT", ["authorityFile"]),
    ]
    for given, code, field in refused:
        (error,) = act(client, "suspendContract", **about, **given)
        assert (error["code"], error["field"]) == (code, field), error
    assert client.value("select status from contract where id = $1", line.id) == "ACTIVE"
    subscriber = Client(client.url, settings, viewer=viewer_of(Role.LINE, client), beside=client)
    (error,) = act(subscriber, "openTicket", subject="x", representative=MOTHER)
    assert (error["code"], error["field"]) == ("INVALID_INPUT", ["representative"])
    subscriber.close()
    assert client.sql(ROWS) == []


def test_a_key_of_an_earlier_release_is_known_again_and_another_representative_is_another_call(client: Client) -> None:
    line = client.find(Contract, number="KD00000001")
    given = {"id": f"con_{line.id}", "idempotencyKey": "counter"}
    assert act(client, "suspendContract", **given, representative=MOTHER) == []
    assert act(client, "suspendContract", **given, representative=MOTHER) == []
    (error,) = act(client, "suspendContract", **given, representative={**MOTHER, "authority": "GUARDIAN"})
    assert error["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert len(client.sql(ROWS)) == 1


FULFIL = """mutation ($input: FulfilRequestInput!) { fulfilRequest(input: $input) {
    request { contract { id } } errors { code field message } } }"""
SHOWN = (
    "representations { actor verb node { id } name documentNumber authority authorityNumber validUntil file { name } }"
)


def test_who_acts_in_a_request_acts_in_what_fulfils_it(client: Client) -> None:
    raw = {"name": "Ребёнок Заявитель", "phone": "+996700555511", "tariffCode": "T01"}
    tomorrow = str(datetime.now(UTC).date() + timedelta(days=2))
    by = {**MOTHER, "authorityNumber": "N 7", "validUntil": tomorrow}
    sold = done(client, "submitRequest", kind="REGISTRATION", raw=raw, representative=by)
    client.insert(
        *(new_request_attachment(Request(id=uuid.UUID(sold["id"][4:])), kind=kind, name=f"{kind}.png")
          for kind in ("AUTHORITY", "FORM"))
    )  # fmt: skip
    done(client, "validateRequest", id=sold["id"])
    found = client.ask(FULFIL, {"input": {"id": sold["id"]}})["fulfilRequest"]
    assert found["errors"] == []
    contract = found["request"]["contract"]["id"]
    card = client.ask(
        f"query ($id: ID!) {{ contract(id: $id) {{ {SHOWN} customer {{ {SHOWN} }} }} }}", {"id": contract}
    )
    assert card["contract"]["representations"] == [
        {
            "actor": "operator", "verb": "getSim", "node": {"id": contract}, "name": "Мать Ребёнка",
            "documentNumber": "AC1112233", "authority": "PARENT", "authorityNumber": "N 7", "validUntil": tomorrow,
            "file": {"name": "AUTHORITY.png"},
        }
    ]  # fmt: skip
    assert card["contract"]["customer"]["representations"] == card["contract"]["representations"]
    about = {"contractId": contract, "representative": MOTHER}
    for kind, raw, verb in (
        ("CHANGE_DATA", {"phone": "+996700555512"}, "updateCustomerContact"), ("CLOSE", {}, "closeContract"),
    ):  # fmt: skip
        request = done(client, "submitRequest", kind=kind, raw=raw, **about)
        done(client, "validateRequest", id=request["id"])
        assert client.ask(FULFIL, {"input": {"id": request["id"]}})["fulfilRequest"]["errors"] == []
        assert client.sql(ROWS)[-1]["verb"] == verb


def test_an_authority_that_ended_before_the_fulfilment_is_refused(client: Client) -> None:
    line = client.find(Contract, number="KD00000001")
    about = {"contractId": f"con_{line.id}", "representative": MOTHER}
    request = done(client, "submitRequest", kind="CLOSE", raw={}, **about)
    done(client, "validateRequest", id=request["id"])
    client.sql("update request set authority_until = current_date - 2 where id = $1::uuid", request["id"][4:])
    (error,) = client.ask(FULFIL, {"input": {"id": request["id"]}})["fulfilRequest"]["errors"]
    assert (error["code"], error["field"]) == ("INVALID_INPUT", ["representative", "validUntil"])
    assert client.value("select status from contract where id = $1", line.id) == "ACTIVE"
    assert client.sql(ROWS) == []
