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
from backend.schema.declare import many, one, outside
from backend.schema.ledger import NONE, contract_balance

E = models.LedgerEntry


def _moved(side: str) -> Any:
    """What was credited, or debited, within the period."""

    def total(contract: Any, given: Mapping[str, Expression]) -> Expression:
        entry = sa.alias(E.__table__, "moved")
        credited = entry.c.amount_minor > NONE if side == "credit" else entry.c.amount_minor < NONE
        within = [entry.c.created_at >= given["from"], entry.c.created_at < given["to"]] if given else []
        return (
            sa.select(sa.func.coalesce(sa.func.abs(sa.func.sum(entry.c.amount_minor)), NONE))
            .where(entry.c.contract_id == contract.id, entry.c.currency == contract.currency, credited, *within)
            .scalar_subquery()
        )

    return total


def _currency(contract: Any) -> Expression:
    return contract.currency  # type: ignore[no-any-return]


@strawberry.type(description="What a contract's account did in a period: `from` is part of it, `to` is not.")
class Statement:
    contract: object = one("contract.Contract", lambda p, c: c.id == p.id, "Whose account.", filterable=False)
    from_: datetime = strawberry.field(name="from", description="Where the period begins.")
    to: datetime = strawberry.field(description="Where it ends.")
    opening_balance: Money = money(contract_balance, _currency, "What the account held before.")
    closing_balance: Money = money(contract_balance, _currency, "What it held at the end.")
    credited: Money = money(_moved("credit"), _currency, "What came to it.")
    debited: Money = money(_moved("debit"), _currency, "What was taken from it.")
    entries: object = many("ledger.LedgerEntry", lambda p, c: c.contract_id == p.id, "What moved it, newest first.")
    url: str | None = outside(
        ("id",),
        statement_url,
        "Where to fetch it as a PDF, in the customer's language, for some minutes; null for analysts.",
    )
