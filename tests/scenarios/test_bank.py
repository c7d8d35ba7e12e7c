"""Many clients move money over an unreliable network while the API, the worker and PostgreSQL are killed in turn.

At every read the books sum to zero. At the end they hold each acknowledged act exactly once.

Duration: half a minute, since each process is started again after its kill.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from backend.database import CONNECTION_ERRORS, Connection, connect
from backend.embedded import ServerLocation
from tests.scenarios.bank import Act, RetryingClient, Writer, expected
from tests.stage import KILLED, PATIENCE_SECONDS, Stage, own_cluster, staged
from tests.unreliable_network import FATES, UnreliableNetwork

pytestmark = pytest.mark.database

WRITERS, READERS = 20, 3
LOOK_SECONDS = 0.05
PAIRS = """
select array_agg('con_' || k.id order by k.number) from contract k join ledger_account a on a.contract_id = k.id
where k.status in ('ACTIVE', 'SUSPENDED') and a.floor_minor = 0 group by k.customer_id having count(*) >= 2
order by min(k.number) limit 4
"""
READ = "query($ids: [ID!]!) { trialBalance { total { amount } } nodes(ids: $ids) { ... on Contract { balance { amount } } } }"
BALANCES = """
select coalesce('con_' || a.contract_id, a.code), case when a.contract_id is null then h.balance_minor else a.balance_minor end
from ledger_account a left join ledger_house_balance h on h.id = a.id where a.currency = 'KGS'
"""


@pytest.fixture
def cluster(run_folder: Path) -> Iterator[tuple[ServerLocation, Path]]:
    with own_cluster(run_folder) as own:
        yield own


class Bank:
    """The clients, and the states that were read meanwhile."""

    def __init__(
        self, stage: Stage, network: UnreliableNetwork, tokens: dict[str, str], pairs: Any, seed: int, pause: float
    ) -> None:
        self._stage = stage
        self._pause = pause  # of a reader between two reads, in seconds
        self._contracts = [contract for pair in pairs for contract in pair]
        self.reads = 0
        self.writers = []
        for number in range(WRITERS):
            chance = random.Random(f"{seed} writer {number}")
            phone = RetryingClient(network.port, tokens["operator"], chance)
            self.writers.append(Writer(str(number), phone, chance, pairs))
        self.readers = [RetryingClient(stage.port, tokens["admin"], random.Random(number)) for number in range(READERS)]

    @property
    def acts(self) -> list[Act]:
        return [act for writer in self.writers for act in writer.acts]

    async def read(self, reader: RetryingClient) -> None:
        """Read until cancelled: the books sum to zero, and no account is below its floor."""
        while True:
            found = await reader.ask(READ, {"ids": self._contracts})
            assert found["trialBalance"] == {"total": {"amount": "0.00"}}, found
            balances = [each["balance"]["amount"] for each in found["nodes"]]
            assert len(balances) == len(self._contracts)
            assert not any(amount.startswith("-") for amount in balances), found
            self.reads += 1
            await asyncio.sleep(self._pause)

    async def kill(self, rounds: int, acts: int, chance: random.Random) -> None:
        """Kill each process in turn, at a random act within its share of all acts."""
        for number in range(rounds):
            at = acts * (number + chance.random()) / (rounds + 1)
            while len(self.acts) < at:
                self._stage.restart_ended()
                await asyncio.sleep(LOOK_SECONDS)
            self._stage.kill(KILLED[number % len(KILLED)])

    async def supervise(self) -> None:
        """Restart processes until cancelled; fail when no act was done for a long time."""
        loop = asyncio.get_running_loop()
        seen, since = -1, loop.time()
        while True:
            self._stage.restart_ended()
            if len(self.acts) != seen:
                seen, since = len(self.acts), loop.time()
            assert loop.time() - since < PATIENCE_SECONDS, self._stage.log()[-5_000:]
            await asyncio.sleep(LOOK_SECONDS)

    async def open(self, rounds: int, each: int, chance: random.Random) -> None:
        """Run the trial until every writer has all its answers."""
        beside = [asyncio.create_task(self.read(reader)) for reader in self.readers]
        beside.append(asyncio.create_task(self.supervise()))
        writing = [asyncio.create_task(writer.work(each)) for writer in self.writers]
        writing.append(asyncio.create_task(self.kill(rounds, each * len(self.writers), chance)))
        waiting = {*beside, *writing}
        try:
            while not all(task.done() for task in writing):
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
        finally:
            for task in (*beside, *writing):
                task.cancel()
            await asyncio.gather(*beside, *writing, return_exceptions=True)
            for phone in (*self.readers, *(writer.phone for writer in self.writers)):
                await phone.close()


async def _trial(stage: Stage, rounds: int, each: int, seed: int, pause: float) -> None:
    chance = random.Random(seed)
    tokens = {role: stage.command("token", "--as", role).stdout.strip() for role in ("operator", "admin")}
    connection = await connect(stage.url)
    pairs = [tuple(row[0][:2]) for row in await connection.fetch(PAIRS)]
    before = dict(await _rows(connection, BALANCES))
    began = await connection.fetchval("select clock_timestamp()")
    await connection.close()
    async with UnreliableNetwork(stage.port, chance) as network:
        bank = Bank(stage, network, tokens, pairs, seed, pause)
        await bank.open(rounds, each, chance)
        print(_told(bank, network, rounds))  # noqa: T201  how much of it there was is worth knowing
        assert set(FATES) <= set(network.fates), "each fault of the network occurred"
    phones = [*bank.readers, *(writer.phone for writer in bank.writers)]
    wrong = [answer for phone in phones for answer in phone.wrong]
    assert wrong == [], "\n".join(
        [str(wrong), *(line for line in stage.log().splitlines() if "request failed" in line)]
    )
    assert bank.reads > rounds
    connection = await _drained(stage)
    try:
        await _books_are_what_was_told(connection, bank.acts, before, began)
        await _each_account_adds_up(connection)
        await _papers_are_in_order(connection, bank.acts)
        await _each_act_was_told_once(connection, bank.acts, began)
    finally:
        await connection.close()
    verified = stage.command("audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def _told(bank: Bank, network: UnreliableNetwork, rounds: int) -> str:
    acts, tries = bank.acts, sum(writer.phone.tries for writer in bank.writers)
    refused = Counter(act.code for act in acts if not act.done)
    repeated = sum(writer.repeated for writer in bank.writers)
    return (
        f"\nbank: {len(acts)} acts in {tries} tries, {repeated} asked for again later; {rounds} kills; {bank.reads} reads;"
        f" refused {dict(refused)}; connections {dict(network.fates)}"
    )


async def _rows(connection: Connection, statement: str, *arguments: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await connection.fetch(statement, *arguments)]


# The state at the end


UNDONE = """
select (select count(*) from bill where number is null),
    (select count(*) from event e where not exists (select from event_order o where o.event_id = e.id)),
    (select count(*) from audit_entry e where not exists (select from audit_chain c where c.entry_id = e.id))
"""


async def _drained(stage: Stage) -> Connection:
    """Wait until no job, no event and no message is left for the worker."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE_SECONDS
    left: Any = None
    while loop.time() < deadline:
        stage.restart_ended()
        with suppress(*CONNECTION_ERRORS):
            connection = await connect(stage.url)
            left = await _rows(connection, UNDONE)
            if left == [(0, 0, 0)]:
                return connection
            await connection.close()
        await asyncio.sleep(0.5)
    raise AssertionError(f"{left} {stage.log()[-5_000:]}")


POSTINGS = """
select g.id, case g.kind when 'PAYMENT' then array['pay_' || g.payment_id] when 'REFUND' then array['ref_' || g.refund_id]
    else array_agg('ent_' || e.id) end as nodes
from ledger_posting g join ledger_entry e on e.posting_id = g.id where g.created_at >= $1 group by g.id
"""
OUTCOMES = (
    "select key, outcome ->> 'node_id', outcome #>> '{errors,0,code}' from idempotency_key where key like 'bank %'"
)


async def _books_are_what_was_told(
    connection: Connection, acts: Sequence[Act], before: dict[str, int], began: Any
) -> None:
    outcomes = await _rows(connection, OUTCOMES)
    assert {key: (node if code is None else None, code) for key, node, code in outcomes} == {
        act.key: (act.node, act.code) for act in acts
    }
    told = Counter(act.node for act in acts if act.done)
    assert set(told.values()) == {1}
    posted = Counter(
        node
        for _, nodes in await _rows(connection, POSTINGS, began)
        for node in nodes
        if node in told or len(nodes) == 1
    )
    assert posted == told, "each acknowledged act is one posting, and there are no others"
    assert await connection.fetchval("select count(*) from ledger_posting where created_at >= $1", began) == len(told)
    after = dict(await _rows(connection, BALANCES))
    moved = {account: minor - before.get(account, 0) for account, minor in after.items()}
    assert {account: minor for account, minor in moved.items() if minor} == {
        account: minor for account, minor in expected(acts).items() if minor
    }


UNEQUAL = """
select contract_id from (
    select a.contract_id, a.balance_minor, a.moved_at, e.amount_minor, e.balance_after_minor, e.created_at,
        sum(e.amount_minor) over earlier as total, lag(e.created_at) over earlier as previous,
        last_value(e.balance_after_minor) over whole as last, max(e.created_at) over whole as newest
    from ledger_account a join ledger_entry e on e.account_id = a.id where a.contract_id is not null
    window earlier as (partition by a.id order by e.created_at),
        whole as (partition by a.id order by e.created_at rows between unbounded preceding and unbounded following)
) e where total <> balance_after_minor or previous >= created_at or last <> balance_minor or newest <> moved_at
"""
NOT_ZERO = (
    "select posting_id::text from ledger_entry group by posting_id, currency having sum(amount_minor) <> 0"
    " union all select currency from ledger_trial_balance group by currency having sum(balance_minor) <> 0"
    " union all select id::text from ledger_account where balance_minor < floor_minor"
    " union all select h.code from ledger_house_balance h where h.balance_minor <>"
    " (select coalesce(sum(amount_minor), 0) from ledger_entry where account_id = h.id)"
)


async def _each_account_adds_up(connection: Connection) -> None:
    assert await _rows(connection, UNEQUAL) == []
    assert await _rows(connection, NOT_ZERO) == []


BILLS = """
select case kind when 'RECEIPT' then 'pay_' || payment_id else 'ref_' || refund_id end, amount_minor from bill
where kind in ('RECEIPT', 'CREDIT_NOTE') and number ~ '^[RC]2'
"""
SERIES = """
select s.series, s.last_number, array_agg(b.number order by b.number)
from bill_series s left join bill b on b.number like s.series || '-%' group by s.series, s.last_number
"""


async def _papers_are_in_order(connection: Connection, acts: Sequence[Act]) -> None:
    papers = [(act.node, max(act.moves.values())) for act in acts if act.done and act.verb in PAPERS]
    assert Counter(await _rows(connection, BILLS)) == Counter(papers), "one bill for each payment and refund"
    series = await _rows(connection, SERIES)
    assert len(series) >= 2
    for name, last, numbers in series:
        assert numbers == [f"{name}-{number:08d}" for number in range(1, last + 1)]


PAPERS = {"getDeposit", "refundPayment"}
TOPICS = {"getDeposit": "payment.succeeded", "refundPayment": "refund.succeeded"}
EVENTS = """
select e.topic, case e.node_type when 'Payment' then 'pay_' else 'ref_' end || e.node_id from event_order o
join event e on e.id = o.event_id where e.created_at >= $1 and e.topic in ('payment.succeeded', 'refund.succeeded')
"""
AUDITED = "select idempotency_key, verb, outcome from audit_entry where idempotency_key like 'bank %'"


async def _each_act_was_told_once(connection: Connection, acts: Sequence[Act], began: Any) -> None:
    events = Counter(await _rows(connection, EVENTS, began))
    assert events == Counter((TOPICS[act.verb], act.node) for act in acts if act.done and act.verb in TOPICS)
    audited = Counter(await _rows(connection, AUDITED))
    assert audited == Counter((act.key, act.verb, act.code or "DONE") for act in acts)


def _run(cluster: tuple[ServerLocation, Path], rounds: int, each: int, seed: int, pause: float) -> None:
    chance = random.Random(f"{seed} kills")
    with staged(cluster, chance, CRM_COST_RATE="0") as stage:
        asyncio.run(_trial(stage, rounds, each, seed, pause))


def test_after_kills_the_books_hold_what_clients_were_answered(cluster: tuple[ServerLocation, Path]) -> None:
    _run(cluster, rounds=3, each=8, seed=1, pause=0.2)


@pytest.mark.trial
def test_fifty_kills_while_twenty_clients_move_money(cluster: tuple[ServerLocation, Path]) -> None:
    _run(cluster, rounds=50, each=1_000, seed=2, pause=0)
