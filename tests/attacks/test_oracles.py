"""What an answer tells about things that the caller may not see: nothing, not even whether they exist."""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from backend.auth.viewer import SUBSCRIBERS, Role
from backend.services.permissions import MUTATIONS
from backend.settings import Settings
from tests.client import Client
from tests.gateways.fake import FakeGateway
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

ERRORS = "errors { code message field }"
# By mutation: its input, where `?` is the key of a thing of somebody else or one that does not exist.
ACTS: dict[str, list[dict[str, Any]]] = {
    "openTicket": [
        {"subject": "x", "contractId": "con_?"},
        {"subject": "x", "customerId": "cus_?"},
        {"subject": "x", "paymentId": "pay_?"},
        {"subject": "", "contractId": "con_?"},
    ],
    "commentTicket": [{"id": "tic_?", "body": "x"}, {"id": "tic_?", "body": ""}],
    "cancelPayment": [{"id": "pay_?"}, {"id": "pay_?", "reason": "x" * 1_000}],
    "getDeposit": [
        {"contractId": "con_?", "amount": {"amount": "5"}, "method": "CARD", "idempotencyKey": "id"},
        {"contractId": "con_?", "amount": {"amount": "5"}, "method": "CASH", "idempotencyKey": "cash"},
        {
            "contractId": "con_?",
            "amount": {"amount": "5", "currency": "USD"},
            "method": "CARD",
            "idempotencyKey": "usd",
        },
    ],
    "transferBalance": [
        {"fromContractId": "con_OWN", "toContractId": "con_?", "amount": {"amount": "5"}, "idempotencyKey": "to"},
        {"fromContractId": "con_?", "toContractId": "con_OWN", "amount": {"amount": "5"}, "idempotencyKey": "from"},
        {"fromContractId": "con_OWN", "toContractId": "con_?", "amount": {"amount": "0"}, "idempotencyKey": "none"},
    ],
    "recordConsent": [
        {"customerId": "cus_?", "purpose": "MARKETING", "channel": "ANY", "source": "APP", "textVersion": "2026-03"},
        {"customerId": "cus_?", "purpose": "PARTNERS", "channel": "SMS", "source": "APP", "textVersion": "1"},
    ],
    "exportCustomerData": [{"id": "cus_?"}, {"id": "cus_?", "reason": "x"}],
    "lockLine": [{"id": "con_?"}],
    "unlockLine": [{"id": "con_?", "documentNumber": "AN0000000"}],
    "withdrawConsent": [{"id": "cns_?"}, {"id": "cns_?", "reason": "x"}],
    "setNotificationPreference": [
        {"customerId": "cus_?", "purpose": "TICKET", "channel": "SMS", "allowed": False},
        {"customerId": "cus_?", "purpose": "SIGN_IN", "channel": "SMS", "allowed": False},
    ],
    "submitRequest": [
        {"kind": "CLOSE", "raw": {}, "contractId": "con_?"},
        {"kind": "CLOSE", "raw": {}, "customerId": "cus_?"},
    ],
    "answerRequest": [{"id": "req_?", "answer": "x"}, {"id": "req_?"}],
    "withdrawRequest": [{"id": "req_?"}],
    "endSession": [{"id": "ses_?"}],
}
# Mutations that name nothing of others, and the upload of a file, which goes the way of a comment.
OTHERS = {"signOutEverywhere", "attachToTicket", "attachToRequest"}
TABLES = {
    "con": "contract",
    "cus": "customer",
    "pay": "payment",
    "tic": "ticket",
    "req": "request",
    "ses": "session",
    "cns": "consent",
}
FOREIGN = {
    "cns": "select id from consent where customer_id <> $1 limit 1",
    "con": "select id from contract where status = 'ACTIVE' and customer_id <> $1 limit 1",
    "cus": "select id from customer where id <> $1 limit 1",
    "pay": "select p.id from payment p join contract k on k.id = p.contract_id where k.customer_id <> $1 limit 1",
    "tic": "select id from ticket where customer_id <> $1 limit 1",
    "req": "select id from request where customer_id <> $1 limit 1",
    "ses": "select id from session where subject <> $1::uuid::text and ended_at is null limit 1",
}
# Payments for a number that are refused whatever the number.
REFUSED: dict[str, dict[str, Any]] = {
    "method": {"method": "CASH"},
    "currency": {"amount": {"amount": "5", "currency": "USD"}},
    "amount": {"amount": {"amount": "0"}},
    "decimals": {"amount": {"amount": "1.234"}},
    "too much": {"amount": {"amount": "999999999"}},
    "address": {"returnUrl": "https://evil.example/"},
}


@dataclass
class World:
    staff: Client
    callers: dict[Role, Client]

    def foreign(self, prefix: str) -> str:
        customer = self.staff.sql("select id from customer where number = 'CD00000001'")[0][0]
        return str(self.staff.value(FOREIGN[prefix], customer))


@pytest.fixture(scope="module")
def world(module_client: Client, settings: Settings) -> Iterator[World]:
    unlimited = {f"SUBSCRIBER.{act}": "unlimited" for act in MUTATIONS}
    given = settings.model_copy(update={"act_rates": unlimited})
    gateways = {"fake": FakeGateway()}
    found = World(
        module_client,
        {
            role: Client(
                module_client.url, given, viewer=viewer_of(role, module_client), gateways=gateways, beside=module_client
            )
            for role in sorted(SUBSCRIBERS)
        },
    )
    ticket = "mutation($i: OpenTicketInput!) { openTicket(input: $i) { ticket { id } errors { code } } }"
    opened = module_client.ask(ticket, {"i": {"contractId": f"con_{found.foreign('con')}", "subject": "theirs"}})
    assert opened["openTicket"]["errors"] == []
    module_client.sql(
        "insert into session (subject, user_id, methods, expires_at)"
        " select 'user:' || id, id, '{pwd}', now() + interval '1 hour' from user_account limit 1"
    )
    yield found
    for client in found.callers.values():
        client.close()


def call(client: Client, act: str, given: dict[str, Any]) -> str:
    """The answer as text, without what the caller sent."""
    kind = {"cancelPayment": "PaymentAction"}.get(act, act[0].upper() + act[1:])
    query = f"mutation($i: {kind}Input!) {{ {act}(input: $i) {{ {ERRORS} }} }}"
    return json.dumps(client.run(client.send(query, {"i": given})), sort_keys=True)


def filled(given: dict[str, Any], key: str, own: str) -> dict[str, Any]:
    text = json.dumps(given).replace("_?", f"_{key}").replace("_OWN", f"_{own}")
    filled: dict[str, Any] = json.loads(text)
    if "idempotencyKey" in filled:
        filled["idempotencyKey"] += key
    return filled


CASES = [(role, act, given) for role in sorted(SUBSCRIBERS) for act, inputs in ACTS.items() for given in inputs]


def test_every_mutation_of_subscribers_is_in_the_table() -> None:
    assert {name for name, roles in MUTATIONS.items() if roles & SUBSCRIBERS} == ACTS.keys() | OTHERS


@pytest.mark.parametrize(("role", "act", "given"), CASES)
def test_a_thing_of_others_is_refused_as_one_that_does_not_exist(
    world: World, role: Role, act: str, given: dict[str, Any]
) -> None:
    client = world.callers[role]
    own = str(viewer_of(role, world.staff).contract_id)
    (prefix,) = set(re.findall(r"(\w+)_\?", json.dumps(given)))
    foreign = world.foreign(prefix)
    assert world.staff.value(f"select count(*) from {TABLES[prefix]} where id = $1", uuid.UUID(foreign)) == 1
    found = call(client, act, filled(given, foreign, own))
    missing = call(client, act, filled(given, str(uuid.uuid4()), own))
    assert found == missing
    assert "code" in found


@pytest.mark.parametrize("why", REFUSED)
@pytest.mark.parametrize("role", sorted(SUBSCRIBERS))
def test_a_refused_payment_does_not_tell_whether_the_number_exists(world: World, role: Role, why: str) -> None:
    theirs = world.staff.value(
        "select n.msisdn from contract k join phone_number n on n.id = k.phone_number_id where k.id = $1",
        uuid.UUID(world.foreign("con")),
    )
    nobodys = "+996777999888"
    assert world.staff.value("select count(*) from phone_number where msisdn = $1", nobodys) == 0
    given = {"amount": {"amount": "5"}, "method": "CARD"} | REFUSED[why]
    answers = {
        call(world.callers[role], "getDeposit", {**given, "msisdn": each, "idempotencyKey": f"{why} {each}"})
        for each in (theirs, nobodys)
    }
    assert len(answers) == 1
    assert '"code"' in answers.pop()


def test_beyond_the_limit_of_payments_every_number_has_one_answer(world: World) -> None:
    client = world.callers[Role.LINE]
    theirs = world.staff.value(
        "select n.msisdn from contract k join phone_number n on n.id = k.phone_number_id where k.id = $1",
        uuid.UUID(world.foreign("con")),
    )
    given = {"msisdn": theirs, "amount": {"amount": "5"}, "method": "CARD"}
    answers = [call(client, "getDeposit", {**given, "idempotencyKey": f"fill {n}"}) for n in range(21)]
    assert [json.loads(each)["data"]["getDeposit"]["errors"] == [] for each in answers] == [True] * 20 + [False]
    probes = {
        call(client, "getDeposit", {**given, "msisdn": each, "idempotencyKey": f"probe {each}"})
        for each in (theirs, "+996777999888", "+996777999887")
    }
    assert len(probes) == 1
    assert "TOO_MANY_PAYMENTS" in probes.pop()
