"""Box A13: acts on one customer that run beside each other leave what one of them after the other would leave."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import Any

import asyncpg
import pytest

from backend.auth.viewer import Origin, Role, Viewer
from backend.database import Connection, connect
from backend.identifiers import CUSTOMER_ID
from backend.models import ConsentChannel, ConsentPurpose, ConsentSource
from backend.services.acts import Act, NodeId
from backend.services.consent import RecordConsent, WithdrawConsent, record_consent, withdraw_consent
from backend.services.idempotency import MAX_RUNS, Busy, Outcome, Performer, repeated
from backend.services.matching import search
from backend.services.merging.together import MergeCustomers, merge_customers
from backend.services.rates import Rates
from backend.services.refused_calls import RefusedCalls
from backend.settings import Settings
from tests.factories.customers import new_identity_document
from tests.factories.duplicates import new_duplicate_search
from tests.scenarios.marked_person import call
from tests.scenarios.test_erasure import ERASE_CUSTOMER
from tests.scenarios.test_joined_lives import STANDING, consent
from tests.scenarios.test_merged_customers import MERGE, REASON, Desk, key

pytestmark = pytest.mark.database
WAITING = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"

WITHDRAW = "mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { errors { code field } } }"
RECORD = "mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { errors { code field } } }"


@pytest.fixture(scope="module")
def desk(module_database_url: str, settings: Settings) -> Iterator[Desk]:
    opened = Desk(module_database_url, settings)
    yield opened
    opened.second.close()
    opened.first.close()


async def until_waiting(connection: Connection, sessions: int, task: Awaitable[Any]) -> None:
    """Wait until so many sessions wait for a lock, or the task has ended without waiting."""
    async with asyncio.timeout(20):
        while not asyncio.ensure_future(task).done() and await connection.fetchval(WAITING) < sessions:
            await asyncio.sleep(0.01)


async def beside(
    desk: Desk, settings: Settings, act: Act[Any], command: Any, other: Callable[[], Awaitable[Any]]
) -> Any:
    """What `other` returns, which begins when the act was done and is not committed yet."""
    client = desk.second
    viewer = Viewer(Role.ADMIN, "second", subject="user:2")
    done = act.verb(settings, viewer, Origin(), command)
    watching = await connect(client.url)
    tasks: list[asyncio.Task[Any]] = []

    async def verb(session: Any) -> str | Outcome:
        outcome = await done(session)
        tasks.append(asyncio.ensure_future(other()))
        await until_waiting(watching, 1, tasks[0])
        return outcome

    performer = Performer(client.app.state.database, settings, Rates({}, ()), RefusedCalls(0))
    try:
        outcome = await performer.perform(viewer, Origin(), act.name, {}, None, verb)
        assert not outcome.errors, outcome
        return await tasks[0]
    finally:
        await watching.close()


def test_a_withdrawal_and_a_merge_beside_each_other_end_the_consents_of_both(desk: Desk, settings: Settings) -> None:
    for merged_first in (False, True):
        survivor, other = desk.customer(), desk.customer()
        consent(desk, survivor, "SMS")
        withdrawn = consent(desk, other, "SMS")
        merge = {"survivorId": survivor, "otherId": other, "reason": REASON}
        if merged_first:
            sent = lambda withdrawn=withdrawn: desk.first.send(WITHDRAW, {"input": {"id": withdrawn}})  # noqa: E731
            command = MergeCustomers(survivor_id=NodeId(survivor), other_id=NodeId(other), reason=REASON)
            answer = desk.first.run(beside(desk, settings, merge_customers, command, sent))
        else:
            sent = lambda merge=merge: desk.first.send(MERGE, {"input": merge})  # noqa: E731
            command = WithdrawConsent(id=NodeId(withdrawn))
            answer = desk.first.run(beside(desk, settings, withdraw_consent, command, sent))
        assert [each["errors"] for each in answer["data"].values()] == [[]], answer
        assert desk.card(other)["id"] == survivor
        assert desk.first.sql(STANDING, key(survivor)) == [], f"merged first: {merged_first}"


def test_a_consent_that_is_given_during_a_merge_is_the_survivors(desk: Desk, settings: Settings) -> None:
    given = {"purpose": "MARKETING", "channel": "SMS", "source": "COUNTER"}
    for merged_first in (False, True):
        survivor, other = desk.customer(), desk.customer()
        if merged_first:
            form = {"customerId": other, "textVersion": "1", **given}
            sent = lambda form=form: desk.first.send(RECORD, {"input": form})  # noqa: E731
            merge = MergeCustomers(survivor_id=NodeId(survivor), other_id=NodeId(other), reason=REASON)
            answer = desk.first.run(beside(desk, settings, merge_customers, merge, sent))
        else:
            joined = {"survivorId": survivor, "otherId": other, "reason": REASON}
            sent = lambda joined=joined: desk.first.send(MERGE, {"input": joined})  # noqa: E731
            command = RecordConsent(
                customer_id=NodeId(other), purpose=ConsentPurpose.MARKETING, channel=ConsentChannel.SMS,
                source=ConsentSource.COUNTER, text_version="1",
            )  # fmt: skip
            answer = desk.first.run(beside(desk, settings, record_consent, command, sent))
        assert [each["errors"] for each in answer["data"].values()] == [[]], answer
        assert len(desk.first.sql(STANDING, key(survivor))) == 1, f"merged first: {merged_first}"
        assert desk.first.sql(STANDING, key(other)) == []


def test_a_consent_of_an_erased_customer_is_not_withdrawn(desk: Desk) -> None:
    customer = desk.customer()
    given = consent(desk, customer, "SMS")
    call(desk.second, "eraseCustomer", "customer", id=customer, reason="заявление", idempotencyKey=customer)
    refused = desk.first.ask(WITHDRAW, {"input": {"id": given, "reason": "Иванов просил"}})["withdrawConsent"]["errors"]
    assert refused == [{"code": "CUSTOMER_ERASED", "field": ["id"]}]


def test_a_search_beside_an_erasure_writes_no_pair_of_the_erased_customer(desk: Desk) -> None:
    same = {"name": "Рядомов Рядом Рядомович", "birth_date": date(1981, 3, 4)}
    erased, alike = (CUSTOMER_ID.decode(desk.customer(**same)) for _ in range(2))
    assert erased is not None
    running = new_duplicate_search(status="RUNNING", stage="BIRTH_DATE")
    desk.first.insert(running, new_identity_document(erased, "ID9080706"))
    erasing = {"id": CUSTOMER_ID.encode(erased), "reason": "заявление", "idempotencyKey": str(erased)}

    async def go() -> Any:
        blocking, searching = await connect(desk.first.url), await connect(desk.first.url)
        try:
            async with blocking.transaction():
                await blocking.execute("select from identity_document where customer_id = $1 for update", erased)
                erasure = asyncio.ensure_future(desk.second.send(ERASE_CUSTOMER, {"input": erasing}))
                await until_waiting(blocking, 1, erasure)
                step = asyncio.ensure_future(search.step(searching, running.id))
                await until_waiting(blocking, 2, step)
                assert not step.done(), "the search did not meet the erasure"
            await step
            return await erasure
        finally:
            await blocking.close()
            await searching.close()

    answer = desk.first.run(go())
    assert answer["data"]["eraseCustomer"]["errors"] == []
    assert desk.first.sql("select from duplicate_pair where $1 in (customer_id, other_id)", erased) == []
    desk.first.sql("update duplicate_search set status = 'CANCELLED', finished_at = now() where id = $1", running.id)
    assert alike is not None


def test_an_act_that_a_deadlock_ended_is_done_again(desk: Desk) -> None:
    """With an idempotency key and without one."""
    couples = [sorted((desk.customer(), desk.customer())) for _ in range(2)]
    forms = [{"survivorId": one, "otherId": other, "reason": REASON} for one, other in couples]
    forms[0]["idempotencyKey"] = "deadlock"

    async def met(place: int) -> Any:
        lower, higher = map(key, couples[place])
        blocking = await connect(desk.first.url)
        lock = "select from customer where id = $1::uuid for update"
        try:
            async with blocking.transaction():
                await blocking.execute(lock, higher)
                merge = asyncio.ensure_future(desk.first.send(MERGE, {"input": forms[place]}))
                await until_waiting(blocking, 1, merge)
                # Both wait for each other; the merge has waited for longer and is ended first.
                await blocking.execute(lock, lower)
            return await merge
        finally:
            await blocking.close()

    async def go() -> list[Any]:
        return [await met(0), await met(1)]

    for (survivor, other), answer in zip(couples, desk.first.run(go()), strict=True):
        assert answer["data"]["mergeCustomers"]["errors"] == [], answer
        assert desk.card(other)["id"] == survivor
    done = (
        "select count(*) from audit_entry where verb = 'mergeCustomers' and outcome = 'DONE' and idempotency_key = $1"
    )
    assert desk.first.value(done, "deadlock") == 1


def test_a_transaction_is_repeated_a_few_times_and_only_because_of_others() -> None:
    runs: list[str] = []

    def ending(error: type[asyncpg.PostgresError]) -> Callable[[], Awaitable[Outcome]]:
        async def run() -> Outcome:
            runs.append(error.__name__)
            raise error("ended")

        return run

    for error in (asyncpg.DeadlockDetectedError, asyncpg.SerializationError):
        with pytest.raises(Busy):
            asyncio.run(repeated(ending(error)))
        assert runs == [error.__name__] * MAX_RUNS
        runs.clear()
    with pytest.raises(asyncpg.UniqueViolationError):
        asyncio.run(repeated(ending(asyncpg.UniqueViolationError)))
    assert runs == ["UniqueViolationError"]
