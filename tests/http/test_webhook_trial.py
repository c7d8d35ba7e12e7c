"""The webhook trial: many webhooks shuffled, repeated, forged and late must leave a correct ledger."""

import asyncio
import random
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backend.auth.secrets import load_secrets
from backend.billing import billing_service
from backend.database import Database, connect
from backend.gateways.payments import GatewayRefundStatus
from backend.settings import Settings
from backend.worker import Worker, file_store
from tests.client import Client
from tests.http.webhook_storm import FATES, LATER, REFUNDED, Delivery, LosingGateway, Paying, Storm
from tests.scenarios.test_get_deposit import balanced
from tests.services.paying import CANCEL, DEPOSIT, REFUND

pytestmark = pytest.mark.database

WORKERS, SENDERS, STARTERS = 2, 8, 4
PATIENCE_SECONDS = 120  # without progress
CONTRACTS = "select 'con_' || id from contract where status in ('ACTIVE', 'SUSPENDED') order by number limit 12"
OPEN = "select count(*) from webhook_receipt where done_at is null"
JOBS = "select state, count(*) from jobs.job where state <> 'DONE' and name = 'process webhook' group by state"


class Trial:
    """The API, workers with connections of their own, and one gateway."""

    def __init__(self, url: str, settings: Settings, chance: random.Random) -> None:
        self.chance = chance
        self.gateway = LosingGateway(chance)
        self.client = Client(url, settings, gateways={"fake": self.gateway})
        self.settings = settings
        self.seconds: list[float] = []  # the time until each webhook was answered
        self.payments: list[Paying] = []

    @asynccontextmanager
    async def working(self) -> Any:
        """Run the workers until the end of the block."""
        stopping = asyncio.Event()
        secrets = load_secrets(self.settings)
        databases = [Database(self.client.url, self.settings) for _ in range(WORKERS)]
        running = []
        for database in databases:
            billing = billing_service(self.settings, database, secrets, {"fake": self.gateway})
            worker = Worker(self.settings, self.client.url, database, secrets, billing, file_store(self.settings))
            running.append(asyncio.create_task(worker.run(stopping)))
        try:
            yield
        finally:
            stopping.set()
            await asyncio.gather(*running)
            for database in databases:
                await database.close()

    # Starting payments

    async def start_payments(self, count: int) -> None:
        contracts = [row[0] for row in await self.rows(CONTRACTS)]
        numbers = iter(range(count))
        await asyncio.gather(*(self._start_payments(numbers, contracts) for _ in range(STARTERS)))

    async def _start_payments(self, numbers: Iterator[int], contracts: Sequence[str]) -> None:
        for number in numbers:
            contract, minor = self.chance.choice(contracts), self.chance.randint(100, 50_000)
            amount = {"amount": f"{minor / 100:.2f}"}
            given = {"contractId": contract, "amount": amount, "method": "CARD", "idempotencyKey": f"trial {number}"}
            begun = (await self.ask(DEPOSIT, {"input": given}))["getDeposit"]
            assert begun["errors"] == []
            payment = begun["payment"]
            # Each fate once, however few payments there are.
            fate = [*FATES][number] if number < len(FATES) else self.chance.choices([*FATES], [*FATES.values()])[0]
            if fate == "paid after cancelling":
                await self._cancel(payment["id"])
            reference = next(ref for ref, state in self.gateway.charges.items() if state.payment_id == payment["id"])
            other = self.chance.randint(1, minor - 1)
            self.payments.append(Paying(payment["id"], reference, contract, minor, fate, other))

    async def _cancel(self, payment_id: str) -> None:
        cancelled = (await self.ask(CANCEL, {"i": {"id": payment_id}}))["cancelPayment"]
        assert cancelled == {"payment": {"status": "CANCELLED"}, "errors": []}

    # Delivering webhooks

    async def deliver(self, deliveries: Sequence[Delivery], storm: Storm) -> None:
        waiting = iter(deliveries)
        await asyncio.gather(*(self._deliver(waiting, storm) for _ in range(SENDERS)))

    async def _deliver(self, deliveries: Iterator[Delivery], storm: Storm) -> None:
        for each in deliveries:
            happen = storm.happened.pop(each.event["id"], None) if each.fault is None else None
            if happen is not None:
                happen(self.gateway)
            body, headers = each.signed()
            began = time.perf_counter()
            answer = await self.client.http.post("/webhooks/fake", content=body, headers=headers)
            self.seconds.append(time.perf_counter() - began)
            assert answer.status_code == (200 if each.fault is None else 400), (each, answer.text)

    async def refund(self, payments: Iterator[Paying], storm: Storm) -> None:
        """Request refunds while webhooks arrive. The gateway decides each refund afterwards and sends a webhook about it."""
        for each in payments:
            given = {"paymentId": each.id, "reason": "wrong number", "idempotencyKey": f"back {each.id}"}
            if each.fate == "refunded in part":
                given["amount"] = {"amount": f"{each.other_minor / 100:.2f}"}
            asked = (await self.ask(REFUND, {"i": given}))["refundPayment"]
            assert asked["errors"] == []
            assert asked["refund"]["status"] in {"PENDING", "UNKNOWN"}
            failed = each.fate == "not refunded"
            status = GatewayRefundStatus.FAILED if failed else GatewayRefundStatus.SUCCEEDED
            state = self.gateway.refunds[asked["refund"]["id"]]
            self.gateway.refunds[asked["refund"]["id"]] = replace(state, status=status)
            event = storm.event("refund.updated", each.reference, state.reference)
            await self.deliver([Delivery(event)] * self.chance.randint(1, 2), storm)

    async def settled(self) -> None:
        """Wait until every webhook is processed. Fails on a job that was given up, and after a time without progress."""
        loop = asyncio.get_running_loop()
        left, since = -1, loop.time()
        while True:
            jobs = {row["state"]: row["count"] for row in await self.rows(JOBS)}
            assert "HELD" not in jobs, await self.rows("select name, last_error from jobs.job where state = 'HELD'")
            waiting = (await self.rows(OPEN))[0][0]
            if not waiting and not jobs:
                return
            if waiting + sum(jobs.values()) != left:
                left, since = waiting + sum(jobs.values()), loop.time()
            assert loop.time() - since < PATIENCE_SECONDS, (waiting, jobs)
            await asyncio.sleep(0.1)

    async def ask(self, query: str, variables: dict[str, Any]) -> Any:
        answer = await self.client.send(query, variables)
        assert "errors" not in answer, answer
        return answer["data"]

    async def rows(self, statement: str, *arguments: object) -> list[Any]:
        connection = await connect(self.client.url)
        try:
            return await connection.fetch(statement, *arguments)
        finally:
            await connection.close()


async def _storm(trial: Trial, payments: int, webhooks: int) -> Storm:
    """Run both waves of webhooks until everything is processed."""
    await trial.start_payments(payments)
    assert {each.fate for each in trial.payments} == set(FATES)
    storm = Storm(trial.chance, trial.payments)
    refunds = [each for each in trial.payments if each.fate in REFUNDED]
    distinct = webhooks * 65 // 100
    second = 2 * sum(each.fate in LATER for each in trial.payments)
    async with trial.working():
        began = time.perf_counter()
        await trial.deliver(storm.first_wave(distinct - second), storm)
        spent = time.perf_counter() - began
        await trial.settled()
        trial.gateway.refund_status = GatewayRefundStatus.PENDING
        began = time.perf_counter()
        asking = iter(refunds)
        await asyncio.gather(
            trial.deliver(storm.second_wave(second - len(refunds)), storm),
            *(trial.refund(asking, storm) for _ in range(2)),
        )
        spent += time.perf_counter() - began
        await trial.settled()
        while (await trial.rows("select count(*) from bill where number is null"))[0][0]:
            await asyncio.sleep(0.1)
    ascending = sorted(trial.seconds)
    p99 = ascending[len(ascending) * 99 // 100]
    print(  # noqa: T201  the rate is printed for information
        f"\nwebhooks: {len(trial.seconds)} answered, {len(trial.seconds) / spent:.0f} a second beside {WORKERS} workers;"
        f" half within {ascending[len(ascending) // 2] * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms;"
        f" {dict(Counter(each.fate for each in trial.payments))}"
    )
    return storm


PAYMENTS_AFTERWARDS = """
select 'pay_' || p.id as id, case when p.status in ('PENDING', 'UNKNOWN') then 'UNDECIDED' else p.status end as status,
    (select coalesce(sum(amount_minor), 0) from ledger_entry where payment_id = p.id and contract_id is not null)::int as credited,
    (select coalesce(sum(amount_minor), 0) from ledger_entry where payment_id = p.id and account = 'SUSPENSE')::int as suspended,
    array(select kind from bill where payment_id = p.id order by kind) as papers
from payment p where idempotency_key like 'trial %'
"""
POSTED = "select kind, count(*) from ledger_posting where payment_id = any($1::uuid[]) group by kind"
BALANCES = "select 'con_' || contract_id, balance_minor from ledger_account where contract_id is not null"
EVENTS = "select topic, count(*) from event where topic in ('payment.succeeded', 'payment.unexpected') and node_id = any($1::uuid[]) group by topic"
RECEIVED = "select event_id, outcome from webhook_receipt"
SERIES = "select s.last_number = count(b.number) from bill_series s left join bill b on b.number like s.series || '-%' group by s.series"


def _assert_ledger_is_correct(trial: Trial, storm: Storm, before: dict[str, int]) -> None:
    client, payments = trial.client, trial.payments
    left = {
        row["id"]: {k: row[k] for k in ("status", "credited", "suspended", "papers")}
        for row in client.sql(PAYMENTS_AFTERWARDS)
    }
    wrong = [(each, left[each.id]) for each in payments if left[each.id] != each.expected()]
    assert wrong == []
    assert len(left) == len(payments)
    keys = [uuid.UUID(each.id[4:]) for each in payments]
    fates = Counter(each.fate for each in payments)
    refunded = fates["refunded"] + fates["refunded in part"]
    succeeded = fates["paid"] + refunded + fates["not refunded"]
    unexpected = fates["paid after cancelling"] + fates["paid after declining"] + fates["another amount"]
    posted = {
        "PAYMENT": succeeded, "SUSPENSE": unexpected, "REFUND": refunded + fates["not refunded"],
        "REVERSAL": fates["not refunded"],
    }  # fmt: skip
    assert dict(client.sql(POSTED, keys)) == posted
    assert dict(client.sql(EVENTS, keys)) == {"payment.succeeded": succeeded, "payment.unexpected": unexpected}
    credited: Counter[str] = Counter()
    for each in payments:
        credited[each.contract] += each.expected()["credited"]
    after = dict(client.sql(BALANCES))
    assert {key: after[key] - held for key, held in before.items()} == {key: credited[key] for key in before}
    assert balanced(client)
    assert all(row[0] for row in client.sql(SERIES))
    received = dict(client.sql(RECEIVED))
    assert set(received) == {event["id"] for event in storm.events}, "each event is stored, and no forged one"
    ignored = {event["id"] for event in storm.events if event["charge"] is None}
    foreign = {event["id"] for event in storm.events if "somebody_else" in (event["charge"] or "")}
    assert {key for key, outcome in received.items() if outcome == "IGNORED"} == ignored
    assert {key for key, outcome in received.items() if outcome == "UNKNOWN_CHARGE"} == foreign


def _run(url: str, settings: Settings, folder: Path, payments: int, webhooks: int, seed: int) -> None:
    # A data directory of its own, because the worker stores the position of this database's audit trail in it.
    own = settings.model_copy(update={"data_dir": folder, "cost_rate": 0})
    trial = Trial(url, own, random.Random(seed))
    try:
        before = dict(trial.client.sql(BALANCES))
        storm = trial.client.run(_storm(trial, payments, webhooks))
        _assert_ledger_is_correct(trial, storm, before)
    finally:
        trial.client.close()


def test_shuffled_repeated_and_forged_webhooks_leave_a_correct_ledger(
    database_url: str, settings: Settings, tmp_path: Path
) -> None:
    _run(database_url, settings, tmp_path, payments=60, webhooks=240, seed=1)


@pytest.mark.trial
def test_ten_thousand_webhooks_for_three_thousand_payments(
    database_url: str, settings: Settings, tmp_path: Path
) -> None:
    _run(database_url, settings, tmp_path, payments=3_000, webhooks=10_000, seed=2)
