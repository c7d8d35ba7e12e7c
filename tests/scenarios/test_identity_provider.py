"""An identity provider is asked about a customer's document, and its answer moves the identity."""

import asyncio
import time
import uuid
from typing import Any

import orjson
import pytest
from pydantic import SecretStr

from backend.gateways.identity import Answer, Question, SandboxProvider, Verdict
from backend.gateways.payments import GatewayDown
from backend.gateways.signatures import sign
from backend.services.identity_check import IdentityChecks
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database

SHOWN = "{ customer { id kycStatus kycRejection kycAttempts documents { verifiedAt } history { verb actor reason } } errors { code field } }"
ACT = "mutation ($input: %sInput!) { %s(input: $input) " + SHOWN + " }"
CREATE = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } errors { code } } }"
CUSTOMER = "query ($id: ID!) { customer(id: $id) { kycStatus kycRejection kycAttempts documents { verifiedAt } history { verb actor reason } } }"
CHECK = "select id, verdict, words, reference, asked, provider, ask_at > now() as waits from identity_check where customer_id = $1::uuid order by id desc"


def act(client: Client, verb: str, **given: Any) -> Any:
    return client.ask(ACT % (verb[0].upper() + verb[1:], verb), {"input": given})[verb]


def code_of(payload: Any) -> tuple[str, list[str]]:
    (error,) = payload["errors"]
    return error["code"], error["field"]


def create(client: Client, number: str) -> str:
    """A customer with this document, whose identity nobody has checked."""
    person = {
        "kind": "PERSON", "name": "Проверяемый Человек", "phone": "+996555330001", "birthDate": "1990-05-05",
        "document": {"kind": "ID_CARD", "number": number},
    }  # fmt: skip
    found: str = client.ask(CREATE, {"input": person})["createCustomer"]["customer"]["id"]
    return found


def checks(client: Client, settings: Settings, provider: Any = None) -> IdentityChecks:
    return IdentityChecks(client.app.state.database, settings, provider or SandboxProvider(delay_seconds=0))


def ask(client: Client, customer: str) -> uuid.UUID:
    assert act(client, "askIdentityProvider", id=customer, reason="новый клиент")["errors"] == []
    found: uuid.UUID = client.sql(CHECK, customer[4:])[0]["id"]
    return found


def seen(client: Client, customer: str) -> Any:
    return client.ask(CUSTOMER, {"id": customer})["customer"]


@pytest.mark.parametrize(
    ("number", "status", "rejection"),
    [("ID7700010", "VALIDATED", None), ("ID7700001", "REJECTED", "RETRY"), ("ID7700002", "REJECTED", "FINAL")],
)
def test_the_answer_moves_the_identity_by_its_transitions(
    client: Client, settings: Settings, number: str, status: str, rejection: str | None
) -> None:
    customer = create(client, number)
    check = ask(client, customer)
    assert seen(client, customer)["kycStatus"] == "INITIALIZED", "the act calls nobody"
    jobs = client.sql("select payload from jobs.pgqueuer where entrypoint = 'ask the identity provider'")
    assert [orjson.loads(row["payload"])["id"] for row in jobs] == [str(check)]
    client.run(checks(client, settings).advance(check))
    after = seen(client, customer)
    assert (after["kycStatus"], after["kycRejection"]) == (status, rejection)
    assert (after["documents"][0]["verifiedAt"] is not None) is (status == "VALIDATED")
    assert after["history"][0]["actor"] == "gateway:sandbox"
    (row,) = client.sql(CHECK, customer[4:])
    assert (row["verdict"], row["provider"], row["waits"]) == (rejection or "APPROVED", "sandbox", None)
    events = client.value("select count(*) from event")
    client.run(checks(client, settings).advance(check))
    assert client.value("select count(*) from event") == events, "an answered question is asked no more"


def test_an_answer_that_takes_time_is_polled(client: Client, settings: Settings) -> None:
    customer = create(client, "ID7700003")
    check = ask(client, customer)
    slow = checks(client, settings, SandboxProvider(delay_seconds=3_600))
    client.run(slow.advance(check))
    (row,) = client.sql(CHECK, customer[4:])
    assert (row["verdict"], row["asked"], row["waits"], row["reference"] is not None) == (None, 1, True, True)
    assert code_of(act(client, "askIdentityProvider", id=customer)) == ("IDENTITY_CHECK_PENDING", ["id"])
    client.run(checks(client, settings).poll(None))  # type: ignore[arg-type]
    assert client.sql(CHECK, customer[4:])[0]["asked"] == 1, "not before its time"
    client.sql("update identity_check set ask_at = now() where verdict is null")
    client.run(checks(client, settings).poll(None))  # type: ignore[arg-type]
    assert seen(client, customer)["kycStatus"] == "VALIDATED"


def test_silence_is_asked_again_and_a_refusal_decides_nothing(client: Client, settings: Settings) -> None:
    silent = create(client, "ID7700005")
    check = ask(client, silent)
    client.run(checks(client, settings).advance(check))
    (row,) = client.sql(CHECK, silent[4:])
    assert (row["verdict"], row["waits"], row["reference"]) == (None, True, None)
    client.sql("update identity_document set number = 'ID7700006' where customer_id = $1::uuid", silent[4:])
    client.run(checks(client, settings).advance(check))
    (row,) = client.sql(CHECK, silent[4:])
    assert (row["verdict"], seen(client, silent)["kycStatus"]) == ("REFUSED", "INITIALIZED")
    assert act(client, "askIdentityProvider", id=silent)["errors"] == [], "and it may be asked anew"


def test_what_staff_decided_in_the_meantime_stands(client: Client, settings: Settings) -> None:
    customer = create(client, "ID7700002")
    check = ask(client, customer)
    assert act(client, "verifyCustomer", id=customer)["errors"] == []
    client.run(checks(client, settings).advance(check))
    assert seen(client, customer)["kycStatus"] == "VALIDATED"
    assert client.sql(CHECK, customer[4:])[0]["verdict"] == "FINAL"
    assert code_of(act(client, "askIdentityProvider", id=customer)) == ("INVALID_TRANSITION", ["id"])


def test_a_document_that_expired_in_the_meantime_proves_nothing(client: Client, settings: Settings) -> None:
    customer = create(client, "ID7700010")
    check = ask(client, customer)
    client.sql("update identity_document set expires_on = current_date - 1 where customer_id = $1::uuid", customer[4:])
    client.run(checks(client, settings).advance(check))
    assert (seen(client, customer)["kycStatus"], client.sql(CHECK, customer[4:])[0]["verdict"]) == (
        "INITIALIZED",
        "APPROVED",
    )
    assert code_of(act(client, "askIdentityProvider", id=customer)) == ("DOCUMENT_EXPIRED", ["id"])


def test_workers_and_callers_at_once_ask_and_apply_once(client: Client, settings: Settings) -> None:
    customer = create(client, "ID7700001")
    answers = client.together(ACT % ("AskIdentityProvider", "askIdentityProvider"), [{"id": customer}] * 8)
    codes = [error["code"] for data in answers for error in data["askIdentityProvider"]["errors"]]
    assert codes == ["IDENTITY_CHECK_PENDING"] * 7
    (row,) = client.sql(CHECK, customer[4:])

    async def several() -> None:
        await asyncio.gather(*(checks(client, settings).advance(row["id"]) for _ in range(6)))

    client.run(several())
    after = seen(client, customer)
    assert (after["kycStatus"], after["kycAttempts"]) == ("REJECTED", 1)
    assert [each["verb"] for each in after["history"]].count("reject") == 1


class Recording:
    """A provider that remembers what it was asked and in which transaction state, and whose first answer is lost."""

    name = "recording"

    def __init__(self, client: Client) -> None:
        self.asked: list[Question] = []
        self._client = client

    async def ask(self, question: Question) -> str:
        self.asked.append(question)
        # Nobody holds a lock meanwhile: the rows can be locked at once.
        async with self._client.app.state.database.transaction() as session:
            from sqlalchemy import text

            await session.execute(text("set local lock_timeout = '1s'"))
            await session.execute(
                text("select from customer c join identity_check i on i.customer_id = c.id for update")
            )
        if len(self.asked) == 1:
            raise GatewayDown("the response was lost")
        return "reference"

    async def answer(self, reference: str) -> Answer:
        return Answer(reference, Verdict.APPROVED)

    async def close(self) -> None:
        pass


def test_a_lost_response_is_asked_again_with_the_same_key_and_outside_of_transactions(
    client: Client, settings: Settings
) -> None:
    customer = create(client, "ID7700010")
    check = ask(client, customer)
    provider = Recording(client)
    for _ in range(2):
        client.run(checks(client, settings, provider).advance(check))
    first, second = provider.asked
    assert first == second
    assert (first.check_id, first.name, first.number) == (check, "Проверяемый Человек", "ID7700010")
    assert seen(client, customer)["kycStatus"] == "VALIDATED"


def test_without_a_provider_nobody_is_asked(database_url: str, settings: Settings) -> None:
    plain = Client(database_url, settings.model_copy(update={"identity_provider": "none", "demo": False}))
    try:
        customer = create(plain, "ID7700010")
        assert code_of(act(plain, "askIdentityProvider", id=customer)) == ("IDENTITY_PROVIDER_MISSING", ["id"])
        assert plain.value("select count(*) from identity_check where verdict is null") == 0
    finally:
        plain.close()


CHECKS = """query ($id: ID!) { customer(id: $id) { identityChecks {
    provider verdict askedAt askedBy answeredAt reason calls nextCallAt document { number } } } }"""


def test_staff_reads_what_a_provider_was_asked_and_answered(client: Client, settings: Settings) -> None:
    customer = create(client, "ID7700001")
    check = ask(client, customer)
    (waiting,) = client.ask(CHECKS, {"id": customer})["customer"]["identityChecks"]
    assert (waiting["provider"], waiting["verdict"], waiting["answeredAt"], waiting["calls"]) == (None, None, None, 0)
    assert waiting["nextCallAt"] is not None
    client.run(checks(client, settings).advance(check))
    (answered,) = client.ask(CHECKS, {"id": customer})["customer"]["identityChecks"]
    assert answered["askedAt"] < answered["answeredAt"]
    assert {key: answered[key] for key in ("provider", "verdict", "askedBy", "reason", "calls", "document")} == {
        "provider": "sandbox", "verdict": "RETRY", "askedBy": "operator", "reason": "the sandbox answers RETRY",
        "calls": 1, "document": {"number": "ID7700001"},
    }  # fmt: skip


SECRET = "secret of the provider"


def notice(client: Client, body: bytes, moment: int | None = None, secret: str = SECRET, name: str = "https") -> int:
    headers = {"identity-signature": sign(secret, body, int(time.time()) if moment is None else moment)}
    return client.run(client.http.post(f"/webhooks/{name}", content=body, headers=headers)).status_code


def test_a_webhook_of_the_provider_fetches_the_answer_at_once(client: Client, settings: Settings) -> None:
    values = {
        "identity_provider": "https", "identity_provider_url": "https://identity.example",
        "identity_provider_secret": SecretStr(SECRET),
    }  # fmt: skip
    served = Client(client.url, settings.model_copy(update=values), beside=client)
    customer = create(client, "ID7700010")
    check = ask(served, customer)
    client.sql("delete from jobs.pgqueuer")
    jobs = "select count(*) from jobs.pgqueuer where entrypoint = 'ask the identity provider'"
    body = b'{"id": "evt-1", "check": "%s"}' % str(check).encode()
    old, now = int(time.time()) - 3_600, int(time.time())
    for given, moment, secret, name, status in (
        (body, now, "another", "https", 400), (body, old, SECRET, "https", 400), (body, now, SECRET, "other", 404),
        (b"[]", now, SECRET, "https", 400), (b'{"id": 7, "check": "x"}', now, SECRET, "https", 400),
        (b'{"id": "", "check": "%s"}' % str(check).encode(), now, SECRET, "https", 400),
        (b"x" * 300_000, now, SECRET, "https", 413),
    ):  # fmt: skip
        assert notice(served, given, moment, secret, name) == status
    assert client.value("select count(*) from webhook_receipt") == client.value(jobs) == 0
    answers = [notice(served, body), notice(served, body), notice(served, body.replace(b"evt-1", b"evt-2"))]
    assert (answers, client.value(jobs)) == ([200, 200, 200], 1)
    unknown = b'{"id": "evt-3", "check": "%s"}' % str(uuid.uuid4()).encode()
    assert (notice(served, unknown), client.value(jobs)) == (200, 1)
    receipts = client.sql(
        "select event_id, outcome, done_at is not null as done from webhook_receipt order by event_id"
    )
    assert [tuple(row) for row in receipts] == [
        ("evt-1", "QUEUED", True), ("evt-2", "QUEUED", True), ("evt-3", "IGNORED", True),
    ]  # fmt: skip
    client.run(checks(client, settings).advance(check))
    assert seen(client, customer)["kycStatus"] == "VALIDATED", "the notice says nothing by itself"
    assert notice(served, body.replace(b"evt-1", b"evt-4")) == 200
    assert client.value("select outcome from webhook_receipt where event_id = 'evt-4'") == "IGNORED"
    served.close()
