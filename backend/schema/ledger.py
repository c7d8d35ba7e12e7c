"""The ledger: balances, entries, the trial balance."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Optional

import sqlalchemy as sa
import strawberry
from graphql import FieldNode, GraphQLObjectType

from backend import models
from backend.planner.composer import Composer
from backend.planner.draft import Draft
from backend.planner.fields import Expression
from backend.planner.root_select import RootField
from backend.planner.selection import object_type, response_key
from backend.planner.text import Piece, concat, literal, money_parts
from backend.schema.common import CREATED_AT, Money, money_columns
from backend.schema.declare import EXACT, RANGE, argument, column, identifier, listing, one, root_select
from backend.schema.enums import LedgerAccountKind, PostingKind
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many
from backend.schema.scalars import CurrencyCode

E = models.LedgerEntry
ZERO: Expression = sa.literal_column("0")
ONE: Expression = sa.literal_column("1")
_ACCOUNTS = sa.text("ledger_trial_balance b")
_BALANCE: Expression = sa.literal_column("b.balance_minor", type_=sa.BigInteger())
_CURRENCY: Expression = sa.literal_column("b.currency", type_=sa.Text())
_SIDES: dict[str, Expression] = {
    "debit": sa.func.greatest(-_BALANCE, ZERO),
    "credit": sa.func.greatest(_BALANCE, ZERO),
}
_NAMES: dict[str, Expression] = {
    "account": sa.literal_column("b.kind", type_=sa.Text()),
    "code": sa.literal_column("b.code", type_=sa.Text()),
}


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


@root_select(
    TrialBalance,
    "Trial balance of one currency; for administrators.",
    target="TrialBalance",
    arguments=[argument("currency", Optional[CurrencyCode], "Currency; the default currency when absent.")],
)
def trial_balance(composer: Composer, asked: RootField) -> list[Piece]:
    """The balances of all ledger accounts in one currency, and their total, in one statement."""
    draft = composer.draft
    draft.has_conditions = True
    kind = asked.kind
    currency: Expression = sa.bindparam("viewer_currency", type_=sa.Text())
    if "currency" in asked.arguments:
        currency = draft.parameter(asked.arguments["currency"].get, sa.Text())
    lists = {key: found for key, found in asked.selected.items() if found[0].name.value == "accounts"}
    columns: list[Any] = [sa.literal_column("coalesce(sum(b.balance_minor), 0)").label("total")]
    for at, found in enumerate(lists.values()):
        text = concat(_account(draft, object_type(kind.fields["accounts"]), found))
        lines = sa.func.string_agg(text, sa.literal_column("',' order by b.kind, b.code"))
        columns.append(sa.func.coalesce(lines, literal("")).label(f"j{at}"))
    rows = sa.select(*columns).select_from(_ACCOUNTS).where(currency == _CURRENCY).subquery("w")

    def part(name: str, found: list[FieldNode]) -> list[Piece]:
        if name == "accounts":
            key = response_key(found)
            return ["[", sa.literal_column(f"w.j{list(lists).index(key)}", type_=sa.Text()), "]"]
        if name == "currency":
            return ['"', currency, '"']
        total = sa.literal_column("w.total", type_=sa.Numeric())
        return draft.embedded(object_type(kind.fields[name]), money_parts(total, currency), found)

    whole = concat(draft.object(kind, asked.selected, part))
    return [sa.select(whole).select_from(rows).scalar_subquery()]


def _account(draft: Draft, kind: GraphQLObjectType, nodes: list[FieldNode]) -> list[Piece]:
    def part(name: str, found: list[FieldNode]) -> list[Piece]:
        if name in _NAMES:
            return [sa.func.to_json(_NAMES[name])]
        parts = money_parts(_SIDES[name], _CURRENCY)
        return draft.embedded(object_type(kind.fields[name]), parts, found)

    return draft.object(kind, draft.below(kind, nodes), part)


@queries
class Queries:
    ledger_entries: object = root_many("ledger.LedgerEntry", "The ledger's journal: all entries of all postings.")
    trial_balance: object = trial_balance
