"""Statements of account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression
from backend.resolvers.links import statement_url
from backend.schema.common import Money, money
from backend.schema.declare import external, many, one
from backend.schema.ledger import ZERO, contract_balance

E = models.LedgerEntry


def _sum_of_entries(side: str) -> Any:
    """The sum of the credits, or of the debits, in the period."""

    def total(contract: Any, given: Mapping[str, Expression]) -> Expression:
        entry = sa.alias(E.__table__, "moved")
        credited = entry.c.amount_minor > ZERO if side == "credit" else entry.c.amount_minor < ZERO
        period = [entry.c.created_at >= given["from"], entry.c.created_at < given["to"]] if given else []
        return (
            sa.select(sa.func.coalesce(sa.func.abs(sa.func.sum(entry.c.amount_minor)), ZERO))
            .where(entry.c.contract_id == contract.id, entry.c.currency == contract.currency, credited, *period)
            .scalar_subquery()
        )

    return total


def _currency(contract: Any) -> Expression:
    return contract.currency  # type: ignore[no-any-return]


@strawberry.type(description="Statement of a contract's account over a period; `from` is inclusive, `to` exclusive.")
class Statement:
    contract: object = one("contract.Contract", lambda p, c: c.id == p.id, "The contract.", filterable=False)
    from_: datetime = strawberry.field(name="from", description="Begin of the period.")
    to: datetime = strawberry.field(description="End of the period.")
    opening_balance: Money = money(contract_balance, _currency, "Balance at the begin of the period.")
    closing_balance: Money = money(contract_balance, _currency, "Balance at the end of the period.")
    credited: Money = money(_sum_of_entries("credit"), _currency, "Sum of the credits.")
    debited: Money = money(_sum_of_entries("debit"), _currency, "Sum of the debits.")
    entries: object = many(
        "ledger.LedgerEntry", lambda p, c: c.contract_id == p.id, "Entries of the period, newest first."
    )
    url: str | None = external(
        ("id",),
        statement_url,
        "Link to download it as a PDF in the customer's language, valid for five minutes; null for analysts.",
    )
