"""How often one subject may call a mutation."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.errors import Throttled
from backend.services.permissions import MUTATIONS
from backend.services.rates import Rates
from backend.settings import Settings
from tests.client import Client
from tests.gateways.fake import FakeGateway
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

OPEN = "mutation($i: OpenTicketInput!) { openTicket(input: $i) { ticket { id } errors { code } } }"
CANCEL = "mutation($i: PaymentActionInput!) { cancelPayment(input: $i) { payment { id } errors { code } } }"
PAY = "mutation($i: GetDepositInput!) { getDeposit(input: $i) { payment { id } errors { code } } }"


def limited(settings: Settings, **rates: str) -> Settings:
    given = {f"SUBSCRIBER.{act}": text for act, text in rates.items()}
    # All calls run at once: on a busy machine the later ones of a queue would be refused for their waiting.
    return settings.model_copy(
        update={"act_rates": {**settings.act_rates, **given}, "subscriber_requests_at_once": 100}
    )


@pytest.fixture(scope="module")
def subscriber(module_client: Client, settings: Settings) -> Iterator[Client]:
    """A subscriber's client; its rates are those of the tests."""
    rates = limited(settings, openTicket="3/hour", cancelPayment="2/hour", getDeposit="unlimited")
    opened = Client(
        module_client.url, rates, viewer=viewer_of(Role.HOLDER, module_client), gateways={"fake": FakeGateway()},
        beside=module_client,
    )  # fmt: skip
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def unused(module_client: Client, subscriber: Client) -> None:
    module_client.sql("delete from rate_level")
    forget(subscriber)


def forget(client: Client) -> None:
    """Let the process forget which rates are used up, as when the time has come."""
    client.app.graphql._engine._performer._rates._used_up.clear()


def tickets(client: Client) -> int:
    return int(client.value("select count(*) from ticket"))


def together(client: Client, query: str, inputs: list[dict[str, Any]]) -> list[Any]:
    async def go() -> list[Any]:
        return await asyncio.gather(*(client.send(query, {"i": each}) for each in inputs))

    return client.run(go())


def codes(answers: list[Any]) -> Counter[str]:
    """How many answers have each error code; `DONE` for none."""
    found: Counter[str] = Counter()
    for answer in answers:
        errors = answer.get("errors") or [
            {"extensions": error} for payload in answer["data"].values() for error in payload["errors"]
        ]
        found[errors[0]["extensions"]["code"] if errors else "DONE"] += 1
    return found


@pytest.mark.parametrize("keyed", ["with keys", ""])
def test_parallel_calls_are_counted_exactly(subscriber: Client, keyed: str) -> None:
    before = tickets(subscriber)
    inputs = [{"subject": "No signal"} | ({"idempotencyKey": str(uuid.uuid4())} if keyed else {}) for _ in range(12)]
    assert codes(together(subscriber, OPEN, inputs)) == {"DONE": 3, "THROTTLED": 9}
    assert tickets(subscriber) == before + 3


def test_the_refusal_names_the_time_and_the_key_is_free_afterwards(subscriber: Client) -> None:
    for _ in range(3):
        subscriber.ask(OPEN, {"i": {"subject": "No signal"}})
    key = str(uuid.uuid4())
    refused = {"i": {"subject": "No signal", "idempotencyKey": key}}
    response = subscriber.run(
        subscriber.http.post(
            "/graphql",
            json={"query": OPEN, "variables": refused},
            headers={"accept": "application/graphql-response+json"},
        )
    )
    assert response.status_code == 429
    (error,) = response.json()["errors"]
    assert 1100 <= error["extensions"]["retryAfterSeconds"] <= 1200  # a third of an hour
    assert response.headers["retry-after"] == str(error["extensions"]["retryAfterSeconds"])
    assert "data" not in response.json()
    subscriber.sql("update rate_level set updated_at = updated_at - interval '20 minutes'")
    forget(subscriber)
    assert subscriber.ask(OPEN, refused)["openTicket"]["ticket"] is not None
    assert subscriber.errors(OPEN, {"i": {"subject": "No signal"}})[0]["extensions"]["code"] == "THROTTLED"


def test_a_repeated_key_is_not_counted_and_is_answered_beyond_the_rate(subscriber: Client) -> None:
    given = {"i": {"subject": "No signal", "idempotencyKey": str(uuid.uuid4())}}
    first = subscriber.ask(OPEN, given)
    assert all(subscriber.ask(OPEN, given) == first for _ in range(5))
    for _ in range(2):
        subscriber.ask(OPEN, {"i": {"subject": "No signal"}})
    assert subscriber.errors(OPEN, {"i": {"subject": "No signal"}})[0]["extensions"]["code"] == "THROTTLED"
    assert subscriber.ask(OPEN, given) == first


def test_calls_that_the_verb_refuses_are_counted_and_each_mutation_has_its_own_count(subscriber: Client) -> None:
    nothing = {"i": {"id": f"pay_{uuid.uuid4()}"}}
    answers = [subscriber.run(subscriber.send(CANCEL, nothing)) for _ in range(4)]
    assert codes(answers) == {"NOT_FOUND": 2, "THROTTLED": 2}
    assert subscriber.ask(OPEN, {"i": {"subject": "No signal"}})["openTicket"]["errors"] == []


def test_a_refusal_for_the_rate_writes_no_audit_entry(subscriber: Client) -> None:
    for _ in range(3):
        subscriber.ask(OPEN, {"i": {"subject": "No signal"}})
    count = "select count(*) from audit_entry"
    before = subscriber.value(count)
    assert codes(together(subscriber, OPEN, [{"subject": "No signal"}] * 5)) == {"THROTTLED": 5}
    assert subscriber.value(count) == before


def test_of_several_mutations_in_one_request_those_within_the_rate_are_executed(subscriber: Client) -> None:
    names = ["a", "b", "c", "d"]
    opened = 'openTicket(input: {subject: "No signal"}) { ticket { id } errors { code } }'
    query = f"mutation {{ {' '.join(f'{name}: {opened}' for name in names)} }}"
    answer = subscriber.run(subscriber.send(query))
    assert [answer["data"][name] is not None for name in names] == [True, True, True, False]
    assert [(error["path"], error["extensions"]["code"]) for error in answer["errors"]] == [(["d"], "THROTTLED")]
    again = subscriber.run(subscriber.send(query))
    assert "data" not in again
    assert again["errors"][0]["extensions"]["code"] == "THROTTLED"


def test_a_cancellation_is_repeated_beyond_the_rate(subscriber: Client) -> None:
    given = {"i": {"id": f"pay_{uuid.uuid4()}", "idempotencyKey": str(uuid.uuid4())}}
    first = subscriber.ask(CANCEL, given)
    other = {"i": {"id": f"pay_{uuid.uuid4()}"}}
    assert codes([subscriber.run(subscriber.send(CANCEL, other)) for _ in range(2)]) == {"NOT_FOUND": 1, "THROTTLED": 1}
    assert subscriber.ask(CANCEL, given) == first


def test_a_used_up_rate_is_remembered_until_its_time_and_costs_no_statement(settings: Settings) -> None:
    now, viewer = [100.0], Viewer(Role.LINE, "line", "line:1")
    rates = Rates(settings.act_rates, MUTATIONS, lambda: now[0])

    class Session:
        statements = 0

        async def execute(self, _: object) -> "Session":
            self.statements += 1
            return self

        def scalar_one(self) -> float:
            return 30.0

    session: Any = Session()
    with pytest.raises(Throttled):
        asyncio.run(rates.count(session, viewer, "openTicket"))
    assert session.statements == 1
    now[0] = 110.5
    assert rates.is_used_up(viewer, "openTicket")
    assert not rates.is_used_up(viewer, "commentTicket")
    assert rates.refusal(viewer, "openTicket").facts == {"retryAfterSeconds": 20}
    now[0] = 130.0
    assert not rates.is_used_up(viewer, "openTicket")


def test_staff_have_no_rate_for_payments(module_client: Client) -> None:
    contract = module_client.value("select id from contract where status = 'ACTIVE' limit 1")
    given = {"contractId": f"con_{contract}", "amount": {"amount": "1"}, "method": "CASH"}
    answers = together(module_client, PAY, [{**given, "idempotencyKey": str(uuid.uuid4())} for _ in range(40)])
    assert codes(answers) == {"DONE": 40}
    assert module_client.value("select count(*) from rate_level") == 0


def test_at_most_20_unpaid_payments_an_hour_exactly(subscriber: Client) -> None:
    own = subscriber.value("select id from contract where id = $1", viewer_of(Role.LINE, subscriber).contract_id)
    given = {"contractId": f"con_{own}", "amount": {"amount": "10"}, "method": "CARD"}
    answers = together(subscriber, PAY, [{**given, "idempotencyKey": str(uuid.uuid4())} for _ in range(30)])
    assert codes(answers) == {"DONE": 20, "TOO_MANY_PAYMENTS": 10}
