"""The ledger: balances, entries, the trial balance."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression
from backend.schema.common import CREATED_AT, Money, money_columns
from backend.schema.declare import EXACT, RANGE, column, identifier, listing, one
from backend.schema.enums import LedgerAccountKind, PostingKind
from backend.schema.lists import ListTypes, graph_type
from backend.schema.scalars import CurrencyCode

E = models.LedgerEntry
ZERO: Expression = sa.literal_column("0")
ONE: Expression = sa.literal_column("1")


def contract_balance(contract: Any, given: Mapping[str, Expression]) -> Expression:
    """The balance of a contract's account in minor units, now or at `asOf`."""
    if "asOf" in given:
        return sa.func.coalesce(_balance_at(contract.id, contract.currency, given["asOf"]), ZERO)
    held = sa.alias(models.LedgerAccount.__table__, "held")
    balance = sa.select(held.c.balance_minor).where(
        held.c.contract_id == contract.id, held.c.currency == contract.currency
    )
    return sa.func.coalesce(balance.scalar_subquery(), ZERO)


def customer_balance(customer: Any, currency: Expression, given: Mapping[str, Expression]) -> Expression:
    """The sum of the balances of a customer's contracts in one currency, in minor units, now or at `asOf`."""
    held = sa.alias(models.LedgerAccount.__table__, "held")
    balance: Any = held.c.balance_minor
    if "asOf" in given:
        balance = _balance_at(held.c.contract_id, currency, given["asOf"])
    total = sa.func.coalesce(sa.func.sum(balance), ZERO)
    return sa.select(total).where(held.c.customer_id == customer.id, held.c.currency == currency).scalar_subquery()


def _balance_at(contract_id: Expression, currency: Expression, moment: Expression) -> Expression:
    """The balance after the last entry up to a moment. Times of entries of one account increase strictly."""
    entry = sa.alias(E.__table__, "moved")
    return (
        sa.select(entry.c.balance_after_minor)
        .where(entry.c.contract_id == contract_id, entry.c.currency == currency, entry.c.created_at <= moment)
        .order_by(entry.c.created_at.desc(), entry.c.id.desc())
        .limit(ONE)
        .scalar_subquery()
    )


@strawberry.type(
    description="One side of a ledger posting. The entries of a posting sum to zero, and entries are never changed."
)
class LedgerEntry:
    id: strawberry.ID = identifier()
    created_at: datetime = column(E.created_at, "When the entry was posted.", RANGE)
    account: LedgerAccountKind = column(E.account, "Kind of account.", EXACT)
    kind: PostingKind = column(E.kind, "Kind of posting.")
    amount: Money = money_columns("amount_minor", "Amount: positive credits the account, negative debits it.")
    balance_after: Money | None = money_columns(
        "balance_after_minor",
        "Balance of the contract's account after the entry; null for house accounts.",
        nullable=True,
    )
    description: str | None = column(E.description, "Description, as shown on statements.")
    contract: object = one(
        "contract.Contract", lambda p, c: c.id == p.contract_id, "The contract of the account; null for house accounts."
    )
    payment: object = one("payment.Payment", lambda p, c: c.id == p.payment_id, "The payment of the posting, if any.")
    counter_entries: object = listing(
        "ledger.LedgerEntry",
        lambda p, c: sa.and_(c.posting_id == p.posting_id, c.id != p.id),
        lambda c: [c.amount_minor, c.id],
        "The other entries of the same posting that the viewer may see.",
    )


LEDGER_ENTRY = graph_type(LedgerEntry, E, CREATED_AT)
_lists = ListTypes(LedgerEntry, "ledger.LedgerEntry", CREATED_AT)
LedgerEntryConnection, LedgerEntryFilter, LedgerEntryOrder = _lists.connection, _lists.filter, _lists.order
LedgerEntryListFilter = _lists.list_filter


@strawberry.type(description="Balance of one account, or of all contracts together, in the debit or the credit column.")
class TrialBalanceAccount:
    account: LedgerAccountKind = strawberry.field(description="Kind of account.")
    code: str = strawberry.field(description="Code of the account, such as CLEARING:SANDBOX.")
    debit: Money = strawberry.field(description="Debit balance; zero when the balance is on the credit side.")
    credit: Money = strawberry.field(description="Credit balance; zero when the balance is on the debit side.")


@strawberry.type(description="Trial balance: all accounts of one currency at one moment.")
class TrialBalance:
    currency: CurrencyCode = strawberry.field(description="The currency.")
    total: Money = strawberry.field(description="Credits less debits of all accounts; always zero.")
    accounts: list[TrialBalanceAccount] = strawberry.field(
        description="The accounts; the accounts of all contracts are summed up in one row."
    )
