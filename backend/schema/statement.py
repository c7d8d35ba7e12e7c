"""Statements of account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Optional

import sqlalchemy as sa
import strawberry
from graphql import FieldNode

from backend import models
from backend.planner.composer import Composer
from backend.planner.fields import Embedded, Expression, External, Form, One
from backend.planner.keys import key_getter
from backend.planner.root_select import RootField
from backend.planner.selection import object_type
from backend.planner.text import Piece, Row, json_pieces, or_null
from backend.resolvers.links import statement_url
from backend.schema.common import Money, money
from backend.schema.contract import CONTRACT
from backend.schema.declare import argument, external, many, one, root_select
from backend.schema.ledger import LEDGER_ENTRY, ZERO, contract_balance
from backend.schema.roots import queries

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


@root_select(
    Optional[Statement],
    "Statement of a contract's account over a period; null when there is no such contract.",
    target="Contract",
    arguments=[
        argument("contract_id", strawberry.ID, "The contract."),
        argument("from", datetime, "Begin of the period, inclusive."),
        argument("to", datetime, "End of the period, exclusive."),
    ],
)
def statement(composer: Composer, asked: RootField) -> list[Piece]:
    """A contract's account statement from `from` (inclusive) to `to` (exclusive); null when the contract is not
    visible.
    """
    draft = composer.draft
    draft.has_conditions = True
    kind, arguments = asked.kind, asked.arguments
    row = draft.row(CONTRACT)
    key = draft.parameter(key_getter(arguments["contractId"].get, CONTRACT), sa.Uuid())
    moment = sa.DateTime(timezone=True)
    period = {name: _clamped(draft.parameter(arguments[name].get, moment)) for name in ("from", "to")}
    last_moment = {name: value - sa.literal_column("interval '1 microsecond'") for name, value in period.items()}

    def part(name: str, found: list[FieldNode]) -> list[Piece]:
        inner = draft.catalog.mapping(kind.name, name)
        if isinstance(inner, One):
            return composer.one(inner, found, row)
        if isinstance(inner, Embedded):
            # `asOf` is inclusive, so the balance before a moment is the balance one microsecond earlier.
            given = {"asOf": last_moment["from" if name == "openingBalance" else "to"], **period}
            return draft.embedded(object_type(kind.fields[name]), inner.parts(row, given), found)
        if isinstance(inner, External):
            return draft.external({"id": sa.cast(row.id, sa.Text()), **period})
        if name in period:
            return json_pieces(period[name], Form.MOMENT, nullable=False)
        return composer.connection(
            LEDGER_ENTRY, kind.fields[name], found, lambda entry: _entries_of_period(row, entry, period)
        )

    pieces = draft.object(kind, asked.selected, part, draft.mark(kind))
    found = draft.subselect(pieces, row, [row.id == key, *draft.visible(CONTRACT, row)])
    return [or_null(found.scalar_subquery())]


def _clamped(moment: Expression) -> Expression:
    """Keep a moment between years 1 and 9999: asyncpg sends datetime.min and datetime.max as -infinity and infinity,
    which are not valid DateTime values.
    """
    first: Expression = sa.literal_column("timestamptz '0001-01-01 00:00:00+00'")
    last: Expression = sa.literal_column("timestamptz '9999-12-31 23:59:59.999999+00'")
    return sa.func.least(sa.func.greatest(moment, first), last, type_=sa.DateTime(timezone=True))


def _entries_of_period(contract: Row, entry: Row, period: dict[str, Any]) -> list[Expression]:
    return [
        entry["contract_id"] == contract.id,
        entry["currency"] == contract["currency"],
        entry["created_at"] >= period["from"],
        entry["created_at"] < period["to"],
    ]


@queries
class Queries:
    statement: object = statement
