"""Payments and balances at ten thousand and at a million payments: the rates must not depend on table sizes."""

import asyncio
import itertools
import json
import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from backend.auth.secrets import load_secrets
from backend.database import connect
from backend.demo import indexes, load_demo
from backend.demo.access import load_demo_access
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from backend.migrate import migrate
from backend.settings import Settings
from bench.database import copied_database, sql
from bench.load import load
from bench.money import CLIENTS, MAX_PER_SECOND, ROUNDS, At, Payments, Row, Serve, contracts_of
from bench.queries import BALANCE

SMALL, SMALL_CUSTOMERS, LARGE_PAYMENTS = "bench_small", 1_000, 1_000_000
_MADE = """
create temporary table made on commit drop as
select crm_uuidv7(at) as payment_id, crm_uuidv7(at) as posting_id, k.*, 10000 as amount, at,
    k.balance_minor + 10000 * row_number() over (partition by k.account_id order by at) as balance
from (select id as account_id, contract_id, balance_minor, moved_at from ledger_account
    where contract_id is not null and currency = 'KGS') k,
lateral (select now() + n * interval '1 millisecond' as at
    from generate_series(1, (select greatest(0, %d - count(*)) / (select count(*) from ledger_account
        where contract_id is not null and currency = 'KGS') from payment)) n) each
"""
_LOAD = """
insert into payment (id, contract_id, amount_minor, currency, method, status, paid_at, payer, idempotency_key, created_at)
select payment_id, contract_id, amount, 'KGS', 'CASH', 'SUCCEEDED', at, 'bench', payment_id::text, at from made;
insert into ledger_posting (id, kind, payment_id, actor, created_at)
select posting_id, 'PAYMENT', payment_id, 'bench', at from made;
insert into ledger_entry (posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency,
    balance_after_minor, created_at)
select posting_id, account_id, 'CONTRACT', 'PAYMENT', contract_id, payment_id, amount, 'KGS', balance, at from made
union all
select posting_id, md5('CASH KGS')::uuid, 'CASH', 'PAYMENT', null, payment_id, -amount, 'KGS', null, at from made;
insert into bill (kind, contract_id, payment_id, method, amount_minor, tax_minor, tax_rate, balance_before_minor,
    balance_after_minor, currency, issued_at)
select 'RECEIPT', contract_id, payment_id, 'CASH', amount, round(amount * 12 / 112.0), 12, balance - amount, balance,
    'KGS', at from made;
update ledger_account a set balance_minor = m.balance, moved_at = m.at
from (select distinct on (account_id) account_id, balance, at from made order by account_id, at desc) m
where m.account_id = a.id
"""
_UNBALANCED = """
select (select count(*) from (select posting_id from ledger_entry group by 1 having sum(amount_minor) <> 0) unequal)
    + (select count(*) from ledger_account a where contract_id is not null and balance_minor <>
        coalesce((select sum(amount_minor) from ledger_entry e where e.account_id = a.id), 0))
"""


async def _fill(url: str, payments: int) -> None:
    """Insert payments at a counter over all contracts, up to the given number. The ledger stays balanced."""
    connection = await connect(url, role=None, synchronous_commit="off")
    try:
        await indexes.drop_all(connection)
        # The sums are checked at the end, by one query over all postings.
        await connection.execute("alter table ledger_entry disable trigger sums_to_zero")
        async with connection.transaction():
            await connection.execute(_MADE % payments)
            await connection.execute(_LOAD)
        await connection.execute("alter table ledger_entry enable trigger sums_to_zero")
        await indexes.create_missing(url, 2)
        await connection.execute("vacuum analyze")
        assert await connection.fetchval(_UNBALANCED) == 0, "the ledger is not balanced"
    finally:
        await connection.close()


@contextmanager
def _small(place: ServerLocation, settings: Settings) -> Iterator[str]:
    """A database with ten thousand payments."""
    with copied_database(place, SMALL, "template1") as name:
        owner = place.url(OWNER_ROLE, name)
        asyncio.run(migrate(owner))
        asyncio.run(load_demo(owner, SMALL_CUSTOMERS, lambda *_: None))
        asyncio.run(load_demo_access(owner, load_secrets(settings)))
        yield name


def growth(place: ServerLocation, settings: Settings, serve: Serve, seconds: float, row: Row) -> None:
    """Compare the rates on the small database and on its copy with a million payments, alternately."""
    with _small(place, settings) as small, copied_database(place, "bench_large", small) as large, ExitStack() as stack:
        asyncio.run(_fill(place.url(OWNER_ROLE, large), LARGE_PAYMENTS))
        counts = [sql(place.url(OWNER_ROLE, name), "select count(*) from payment")[0][0] for name in (small, large)]
        sides = []
        for name in (small, large):
            contracts = contracts_of(place.url(OWNER_ROLE, name))
            sides.append((stack.enter_context(serve(place.url(APPLICATION_ROLE, name))), contracts))
        shown = " / ".join(f"{count:,}" for count in counts)
        payments = [Payments(contracts) for _, contracts in sides]
        balances = [_balances(contracts) for _, contracts in sides]
        for what, bodies in (
            ("getDeposit", lambda side: payments[side].bodies(int(seconds * MAX_PER_SECOND))),
            ("balance", lambda side: balances[side]),
        ):
            rates = _alternating_rates([at for at, _ in sides], bodies, seconds)
            row(f"{what}: {shown}", f"{rates[0]:.0f}", f"{rates[1]:.0f}", f"{rates[0] / rates[1]:.2f}x", "within 1.3x")


def _balances(contracts: list[str]) -> list[bytes]:
    return [
        json.dumps({"query": BALANCE, "variables": {"id": contract}}).encode()
        for contract in itertools.islice(contracts, 1_000)
    ]


def _alternating_rates(servers: list[At], bodies: Callable[[int], list[bytes]], seconds: float) -> list[float]:
    """Median rates of both servers, measured alternately; the first round does not count."""
    found: list[list[float]] = [[], []]
    for number in range(ROUNDS + 1):
        for side, (url, headers) in enumerate(servers):
            result = load(url, bodies(side), connections=CLIENTS, seconds=seconds, headers=headers)
            assert result.failures == 0, f"{result.failures} requests failed"
            if number:
                found[side].append(result.rate)
    return [statistics.median(rates) for rates in found]
