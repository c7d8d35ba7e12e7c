"""The double-entry ledger. `post` is the only way to move money: the entries of a posting sum to zero.

A caller first locks all contract accounts that it needs with one call of `lock_accounts`, which locks them in the order
of their ids. The posting is then one SQL statement that inserts the entries and updates the balances.
"""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Connection
from backend.errors import ErrorCode, Refusal
from backend.identifiers import (
    ENTRY_ID,
    ContractKey,
    CustomerKey,
    EntryKey,
    LedgerAccountKey,
    PaymentKey,
    PostingKey,
    RefundKey,
    uuid7,
)
from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import Contract, LedgerAccount, LedgerAccountKind, PaymentMethod, PostingKind, house_account_id
from backend.money import amount_of, minor_of
from backend.records import ledger as records
from backend.services.recording import Journal
from backend.settings import Settings

# `moved` reads the account as it is after its lock was acquired. Entries of one account get strictly increasing times.
_LEGS = {
    "entry_ids": "uuid", "account_ids": "uuid", "accounts": "text", "codes": "text", "contract_ids": "uuid",
    "amounts": "bigint", "descriptions": "text",
}  # fmt: skip
_POSTING = {
    "posting_id": "uuid", "kind": "text", "currency": "text", "payment_id": "uuid", "refund_id": "uuid",
    "reverses_id": "uuid", "actor": "text", "reason": "text",
}  # fmt: skip
_OF_POSTING = ("kind", "payment_id", "refund_id", "reverses_id", "actor", "reason")


def _statement(parameter: Callable[[str], str]) -> str:
    """The statement of a posting, with its parameters as the driver or SQLAlchemy writes them."""
    arrays = ", ".join(f"cast({parameter(name)} as {kind}[])" for name, kind in _LEGS.items())
    given = {name: f"cast({parameter(name)} as {kind})" for name, kind in _POSTING.items()}
    houses = records.insert_houses(
        "from leg where contract_id is null", account_id="account_id", kind="account", code="code",
        currency=given["currency"],
    )  # fmt: skip
    posting = records.insert_postings("", id=given["posting_id"], **{name: given[name] for name in _OF_POSTING})
    entries = records.insert_entries(
        "from leg left join moved on moved.id = leg.account_id",
        [
            {
                "id": "leg.entry_id", "posting_id": given["posting_id"], "account_id": "leg.account_id",
                "account": "leg.account", "kind": given["kind"], "contract_id": "leg.contract_id",
                "payment_id": given["payment_id"], "amount_minor": "leg.amount_minor", "currency": given["currency"],
                "balance_after_minor": "moved.balance_minor", "description": "leg.description",
                "created_at": "coalesce(moved.moved_at, (select max(moved_at) from moved), clock_timestamp())",
            }
        ],
    )  # fmt: skip
    return f"""
with leg as (
    select * from unnest({arrays}) l (entry_id, account_id, account, code, contract_id, amount_minor, description)
), house as ({houses}), moved as (
    update ledger_account a
    set balance_minor = a.balance_minor + leg.amount_minor,
        moved_at = greatest(clock_timestamp(), a.moved_at + interval '1 microsecond')
    from leg where a.id = leg.account_id and leg.contract_id is not null
    returning a.id, a.balance_minor, a.moved_at
), posting as ({posting})
{entries} returning id, account_id, balance_after_minor, created_at
"""


_NAMES = (*_LEGS, *_POSTING)
_POST = sa.text(_statement(":{}".format))
_POST_ON_DRIVER = _statement(lambda name: f"${_NAMES.index(name) + 1}")
CLEARING = "CLEARING"


@dataclass(frozen=True)
class Account:
    """A contract's account, whose row is locked."""

    id: LedgerAccountKey
    contract_id: ContractKey
    customer_id: CustomerKey
    currency: str
    balance_minor: int
    floor_minor: int | None


@dataclass(frozen=True)
class Leg:
    """One entry of a posting to be made: an account and an amount, positive for a credit, negative for a debit."""

    account_id: LedgerAccountKey
    account: LedgerAccountKind
    code: str
    amount_minor: int
    contract_id: ContractKey | None = None
    description: str | None = None
    entry_id: EntryKey = field(default_factory=ENTRY_ID.new_key)


@dataclass(frozen=True)
class BalanceChange:
    """The entry of a posting on a contract's account, with the balance before and after it."""

    entry_id: EntryKey
    balance_before_minor: int
    balance_after_minor: int
    at: datetime


def house_leg(
    kind: LedgerAccountKind, currency: str, amount_minor: int, code: str | None = None, description: str | None = None
) -> Leg:
    """A leg on one of the operator's own accounts. `code` is the account's code where it differs from its kind."""
    name = code or kind.value
    return Leg(house_account_id(name, currency), kind, name, amount_minor, description=description)


def contract_leg(account: Account, amount_minor: int, description: str | None = None) -> Leg:
    """A leg on a contract's account."""
    return Leg(
        account.id, LedgerAccountKind.CONTRACT, LedgerAccountKind.CONTRACT.value, amount_minor, account.contract_id,
        description,
    )  # fmt: skip


def clearing_code(gateway: str | None) -> str:
    """The code of a gateway's clearing account. Each gateway has one of its own."""
    return f"{CLEARING}:{gateway.upper()}" if gateway else CLEARING


def tender_leg(method: PaymentMethod, gateway: str | None, currency: str, amount_minor: int) -> Leg:
    """The leg on CASH, BANK or the gateway's clearing account: a debit for money received, a credit for money paid."""
    match method:
        case PaymentMethod.CASH:
            return house_leg(LedgerAccountKind.CASH, currency, amount_minor)
        case PaymentMethod.BANK_TRANSFER:
            return house_leg(LedgerAccountKind.BANK, currency, amount_minor)
        case PaymentMethod.CARD | PaymentMethod.WALLET:
            return house_leg(LedgerAccountKind.CLEARING, currency, amount_minor, clearing_code(gateway))
        case _:
            assert_never(method)


def first_floor(settings: Settings, currency: str) -> int:
    """The lowest balance of a new contract's account, by the credit limit of the settings, in minor units."""
    return -(minor_of(settings.credit_limit, currency) or 0)


async def open_account(session: AsyncSession, settings: Settings, contract: Contract) -> None:
    """Open the account of a contract, with the credit limit of the settings."""
    await session.execute(
        sa.insert(LedgerAccount).values(
            kind=LedgerAccountKind.CONTRACT, code=LedgerAccountKind.CONTRACT.value, currency=contract.currency,
            contract_id=contract.id, customer_id=contract.customer_id,
            floor_minor=first_floor(settings, contract.currency),
        )
    )  # fmt: skip


async def lock_accounts(
    session: AsyncSession, contract_ids: Collection[ContractKey], currency: str
) -> dict[ContractKey, Account]:
    """Lock the accounts of these contracts, in the order of the accounts' ids. Returns them by contract.

    Raises Refusal CURRENCY_MISMATCH where a contract has no account in this currency.
    """
    rows = await session.execute(
        sa.select(
            LedgerAccount.id,
            LedgerAccount.contract_id,
            LedgerAccount.customer_id,
            LedgerAccount.currency,
            LedgerAccount.balance_minor,
            LedgerAccount.floor_minor,
        )
        .where(LedgerAccount.contract_id.in_(contract_ids), LedgerAccount.currency == currency)
        .order_by(LedgerAccount.id)
        .with_for_update(key_share=True)
    )
    found = {row.contract_id: Account(*row) for row in rows.all()}  # type: ignore[arg-type]
    if len(found) < len(set(contract_ids)):
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, f"the contract has no account in {currency}", ["amount", "currency"])
    return found


async def post(
    session: AsyncSession,
    kind: PostingKind,
    currency: str,
    legs: Sequence[Leg],
    actor: str,
    *,
    reason: str | None = None,
    payment_id: PaymentKey | None = None,
    refund_id: RefundKey | None = None,
    reverses_id: PostingKey | None = None,
) -> dict[LedgerAccountKey, BalanceChange]:
    """Insert a posting, whose legs must sum to zero; legs of zero are left out. Returns the changes of contract
    accounts by account.
    """
    used = _used(legs)
    values = _values(
        kind, currency, used, actor, reason, payment_id=payment_id, refund_id=refund_id, reverses_id=reverses_id
    )
    rows = await session.execute(_POST, values)
    amounts = {leg.entry_id: leg.amount_minor for leg in used}
    return {
        row.account_id: BalanceChange(
            row.id, row.balance_after_minor - amounts[row.id], row.balance_after_minor, row.created_at
        )
        for row in rows
        if row.balance_after_minor is not None
    }


async def post_between_houses(
    connection: Connection, kind: PostingKind, currency: str, legs: Sequence[Leg], actor: str, reason: str
) -> PostingKey:
    """Insert a posting on accounts of the operator only, as `post` does. Returns its key."""
    values = _values(kind, currency, _used(legs), actor, reason)
    await connection.execute(_POST_ON_DRIVER, *(values[name] for name in _NAMES))
    key: PostingKey = values["posting_id"]
    return key


def _used(legs: Sequence[Leg]) -> list[Leg]:
    assert sum(leg.amount_minor for leg in legs) == 0
    return [leg for leg in legs if leg.amount_minor]


def _values(
    kind: PostingKind, currency: str, legs: Sequence[Leg], actor: str, reason: str | None, **about: uuid.UUID | None
) -> dict[str, Any]:
    """The values of the parameters of a posting. `about`: the payment and the refund, and the reversed posting."""
    return {
        "posting_id": PostingKey(uuid7()),
        "kind": kind.value,
        "currency": currency,
        "payment_id": about.get("payment_id"),
        "refund_id": about.get("refund_id"),
        "reverses_id": about.get("reverses_id"),
        "actor": actor,
        "reason": reason,
        "entry_ids": [leg.entry_id for leg in legs],
        "account_ids": [leg.account_id for leg in legs],
        "accounts": [leg.account.value for leg in legs],
        "codes": [leg.code for leg in legs],
        "contract_ids": [leg.contract_id for leg in legs],
        "amounts": [leg.amount_minor for leg in legs],
        "descriptions": [leg.description for leg in legs],
    }


# Rules on balances


def check_balance(account: Account, amount_minor: int, *, minimum_minor: int | None, field: Sequence[str]) -> None:
    """Check that a debit leaves the balance at `minimum_minor` or above; None is no limit.

    Raises Refusal INSUFFICIENT_BALANCE.
    """
    if minimum_minor is not None and account.balance_minor - amount_minor < minimum_minor:
        balance, minimum = (amount_of(each, account.currency) for each in (account.balance_minor, minimum_minor))
        message = f"the account's balance is {balance} {account.currency} and must not fall below {minimum}"
        raise Refusal(ErrorCode.INSUFFICIENT_BALANCE, message, field)


def record_low_balance(journal: Journal, settings: Settings, account: Account, change: BalanceChange) -> None:
    """Record the event `balance.low` when a balance falls below CRM_LOW_BALANCE, and not again while it stays there."""
    threshold = minor_of(settings.low_balance, account.currency) or 0
    if change.balance_before_minor >= threshold > change.balance_after_minor:
        journal.event(
            "balance.low", "Contract", account.contract_id, customer_id=account.customer_id,
            contract_id=account.contract_id,
        )  # fmt: skip


# Balances of house accounts


_ROLL_UP = """
insert into ledger_rollup (account_id, balance_minor, snapshot)
select id, balance_minor, pg_current_snapshot() from ledger_house_balance
where not exists (
    -- Entries restored from another cluster, which the sequencer is about to rebase.
    select from ledger_account a, lateral (
        select xid from ledger_entry e where e.account_id = a.id and e.contract_id is null order by xid desc limit 1
    ) newest where a.contract_id is null and newest.xid >= pg_snapshot_xmax(pg_current_snapshot()))
on conflict (account_id) do update
    set balance_minor = excluded.balance_minor, snapshot = excluded.snapshot, made_at = clock_timestamp()
"""


async def roll_up(connection: Connection) -> None:
    """Store the balance of each house account at one snapshot, so that a later read sums only newer entries."""
    await connection.execute(_ROLL_UP)


@job("roll up the ledger", cron="*/5 * * * *")
async def roll_up_job(tools: Tools, _: Job) -> None:
    """Store the balances of the house accounts."""
    async with tools.connection() as connection:
        await roll_up(connection)
