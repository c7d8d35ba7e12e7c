"""A verified identity expires with its document; a rejection may be final, and attempts are counted."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.database import connect
from backend.days import today
from backend.jobs.declare import Tools
from backend.services import identity_expiry
from backend.settings import Settings
from tests.client import Client
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

SHOWN = "{ customer { id kycStatus kycRejection kycAttempts history { verb actor reason } } errors { code field } }"
ACT = "mutation ($input: %sInput!) { %s(input: $input) " + SHOWN + " }"
CREATE = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } errors { code } } }"
STATUS = "select kyc_status from customer where id = $1::uuid"
TOLD = "select count(*) from event where topic = $1 and customer_id = $2::uuid"
Run = Callable[[], None]


def act(client: Client, verb: str, **given: Any) -> Any:
    found = client.ask(ACT % (verb[0].upper() + verb[1:], verb), {"input": given})
    return found[verb]


def code_of(payload: Any) -> tuple[str, list[str]]:
    (error,) = payload["errors"]
    return error["code"], error["field"]


@pytest.fixture
def customer(client: Client) -> str:
    person = {
        "kind": "PERSON", "name": "Проверенный Человек", "phone": "+996555320001",
        "document": {"kind": "ID_CARD", "number": "ID8654321"},
    }  # fmt: skip
    found: str = client.ask(CREATE, {"input": person})["createCustomer"]["customer"]["id"]
    return found


@pytest.fixture
def expire(client: Client, settings: Settings) -> Run:
    tools = Tools(settings, client.app.state.database, lambda: connect(client.url))
    return lambda: client.run(identity_expiry.expire_identities(tools, None))  # type: ignore[arg-type]


@pytest.fixture
def announce(client: Client, settings: Settings) -> Run:
    tools = Tools(settings, client.app.state.database, lambda: connect(client.url))
    return lambda: client.run(identity_expiry.announce_expiring_identities(tools, None))  # type: ignore[arg-type]


@pytest.fixture
def administrator(client: Client, settings: Settings) -> Iterator[Client]:
    opened = Client(client.url, settings, viewer=viewer_of(Role.ADMIN, client), beside=client)
    yield opened
    opened.close()


def ends(client: Client, customer: str, days: int, number: str = "ID8654321") -> None:
    """Let a document of the customer expire so many days from today."""
    client.sql(
        "update identity_document set expires_on = $3::date + $4::int where customer_id = $1::uuid and number = $2",
        customer[4:], number, today(client.app.state.auth.settings), days,
    )  # fmt: skip


def test_a_verification_ends_with_the_last_valid_document(client: Client, customer: str, expire: Run) -> None:
    key = customer.removeprefix("cus_")
    others = client.value("select count(*) from customer where kyc_status = 'VALIDATED'")
    act(client, "verifyCustomer", id=customer)
    renewed = {"document": {"kind": "PASSPORT", "number": "AC8654321"}, "reason": "и паспорт"}
    assert act(client, "verifyCustomer", id=customer, **renewed)["errors"] == []
    ends(client, customer, -1)
    expire()
    assert client.value(STATUS, key) == "VALIDATED", "the passport still proves it"
    ends(client, customer, 0, "AC8654321")
    expire()
    assert client.value(STATUS, key) == "VALIDATED", "a document is valid on its last day"
    ends(client, customer, -1, "AC8654321")
    expire()
    assert client.value(STATUS, key) == "INITIALIZED"
    expire()
    assert client.value(TOLD, "kyc.expired", key) == 1
    assert client.value("select count(*) from customer where kyc_status = 'VALIDATED'") == others
    history = client.ask("query ($id: ID!) { customer(id: $id) { history { verb actor reason } } }", {"id": customer})
    assert history["customer"]["history"][0] == {
        "verb": "expire", "actor": "schedule", "reason": "the verified document has expired",
    }  # fmt: skip
    assert code_of(act(client, "verifyCustomer", id=customer)) == ("DOCUMENT_EXPIRED", ["id"])
    again = {"kind": "PASSPORT", "number": "AC8654322"}
    verified = act(client, "verifyCustomer", id=customer, document=again)
    assert (verified["errors"], verified["customer"]["kycStatus"]) == ([], "VALIDATED")


def test_a_sign_in_as_the_holder_lasts_when_the_identity_expires(
    client: Client, settings: Settings, expire: Run
) -> None:
    """A new one is refused: see tests/auth/pages/test_pages_holders.py."""
    holder = viewer_of(Role.HOLDER, client)
    key = str(holder.customer_id)
    client.sql("update customer set kyc_status = 'VALIDATED' where id = $1::uuid", key)
    proof = """insert into identity_document (customer_id, kind, number, expires_on, verified_at)
        values ($1::uuid, 'PASSPORT', 'AC8654399', current_date - 1, now() - interval '1 year')"""
    client.sql("update identity_document set verified_at = null where customer_id = $1::uuid", key)
    client.sql(proof, key)
    expire()
    assert client.value(STATUS, key) == "INITIALIZED"
    app = Client(client.url, settings, viewer=holder, beside=client)
    assert app.ask("{ viewer { customer { id kycStatus } } }")["viewer"]["customer"] == {
        "id": f"cus_{key}", "kycStatus": "INITIALIZED",
    }  # fmt: skip
    app.close()


def test_documents_that_nobody_verified_neither_keep_nor_end_a_verification(
    client: Client, customer: str, expire: Run
) -> None:
    act(client, "verifyCustomer", id=customer)
    insert = """insert into identity_document (customer_id, kind, number, expires_on)
        values ($1::uuid, 'PASSPORT', $2, current_date + $3::int)"""
    client.sql(insert, customer[4:], "AC1", -5)
    expire()
    assert client.value(STATUS, customer[4:]) == "VALIDATED"
    client.sql(insert, customer[4:], "AC2", 500)
    ends(client, customer, -1)
    expire()
    assert client.value(STATUS, customer[4:]) == "INITIALIZED"


def test_a_customer_is_told_once_before_the_last_document_expires(client: Client, customer: str, announce: Run) -> None:
    key = customer.removeprefix("cus_")
    act(client, "verifyCustomer", id=customer)
    ends(client, customer, 31)
    announce()
    assert client.value(TOLD, "customer.identity_expiring", key) == 0
    ends(client, customer, 30)
    passport = {"document": {"kind": "PASSPORT", "number": "AC8654321"}, "reason": "и паспорт"}
    act(client, "verifyCustomer", id=customer, **passport)
    announce()
    assert client.value(TOLD, "customer.identity_expiring", key) == 0, "the passport lasts longer"
    ends(client, customer, 20, "AC8654321")
    announce()
    announce()
    assert client.value(TOLD, "customer.identity_expiring", key) == 1
    expires_on = client.value("select expires_on::text from identity_document where number = 'ID8654321'")
    assert client.value(
        "select payload ->> 'expires_on' from event where topic = 'customer.identity_expiring' and customer_id = $1::uuid", key
    ) == expires_on  # fmt: skip


def test_workers_at_once_expire_an_identity_once(client: Client, settings: Settings, customer: str) -> None:
    act(client, "verifyCustomer", id=customer)
    ends(client, customer, -1)
    tools = Tools(settings, client.app.state.database, lambda: connect(client.url))

    async def several() -> None:
        await asyncio.gather(*(identity_expiry.expire_identities(tools, None) for _ in range(4)))  # type: ignore[arg-type]

    client.run(several())
    assert client.value(TOLD, "kyc.expired", customer[4:]) == 1


@pytest.mark.parametrize("turn", range(3))
def test_a_new_document_beside_the_expiry_keeps_the_identity_verified(
    client: Client, settings: Settings, customer: str, turn: int
) -> None:
    act(client, "verifyCustomer", id=customer)
    ends(client, customer, -1)
    tools = Tools(settings, client.app.state.database, lambda: connect(client.url))
    passport = {"id": customer, "document": {"kind": "PASSPORT", "number": "AC8654321"}, "reason": "новый паспорт"}

    async def both() -> None:
        verification = client.send(ACT % ("VerifyCustomer", "verifyCustomer"), {"input": passport})
        expiry = identity_expiry.expire_identities(tools, None)  # type: ignore[arg-type]
        await asyncio.gather(*((verification, expiry) if turn % 2 else (expiry, verification)))
        await identity_expiry.expire_identities(tools, None)  # type: ignore[arg-type]

    client.run(both())
    assert client.value(STATUS, customer[4:]) == "VALIDATED"


def test_a_final_rejection_is_reopened_by_an_administrator_only(
    client: Client, administrator: Client, customer: str
) -> None:
    final = act(client, "rejectCustomerIdentity", id=customer, outcome="FINAL", reason="поддельный документ")[
        "customer"
    ]
    assert (final["kycStatus"], final["kycRejection"], final["kycAttempts"]) == ("REJECTED", "FINAL", 1)
    assert code_of(act(client, "resubmitCustomerIdentity", id=customer)) == ("IDENTITY_REFUSED", ["id"])
    reopened = act(administrator, "resubmitCustomerIdentity", id=customer, reason="ошибка")["customer"]
    assert (reopened["kycStatus"], reopened["kycRejection"], reopened["kycAttempts"]) == ("INITIALIZED", None, 1)


def test_rejections_are_counted_and_limited_until_the_identity_is_verified(
    client: Client, administrator: Client, settings: Settings, customer: str
) -> None:
    for attempt in range(1, settings.identity_attempts + 1):
        rejected = act(client, "rejectCustomerIdentity", id=customer, reason="не читается")["customer"]
        assert (rejected["kycRejection"], rejected["kycAttempts"]) == ("RETRY", attempt)
        if attempt < settings.identity_attempts:
            assert act(client, "resubmitCustomerIdentity", id=customer)["errors"] == []
    assert code_of(act(client, "resubmitCustomerIdentity", id=customer)) == ("IDENTITY_REFUSED", ["id"])
    assert act(administrator, "resubmitCustomerIdentity", id=customer)["errors"] == []
    assert act(client, "verifyCustomer", id=customer)["customer"]["kycAttempts"] is None


def test_of_rejections_at_once_one_is_counted(client: Client, customer: str) -> None:
    query = ACT % ("RejectCustomerIdentity", "rejectCustomerIdentity")
    answers = client.together(query, [{"id": customer, "reason": "не читается"}] * 8)
    codes = [error["code"] for data in answers for error in data["rejectCustomerIdentity"]["errors"]]
    assert codes == ["INVALID_TRANSITION"] * 7
    assert client.value("select kyc_attempts from customer where id = $1::uuid", customer[4:]) == 1
