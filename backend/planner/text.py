"""JSON composed inside SQL: literal pieces and expressions, joined by `concat`.

`concat` writes into one buffer; a chain of `||` copies the text at every step.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import assert_never

import sqlalchemy as sa

from backend.money import amount_expression
from backend.planner.fields import Expression, Form

Piece = str | Expression

MOST_ARGUMENTS = 90  # PostgreSQL takes 100 arguments to a function


class Row:
    """The columns of one aliased table in a statement, by name. They carry no FROM of their own, so that an inner
    statement may name an outer one's row without SQLAlchemy working out correlations.
    """

    def __init__(self, table: sa.Table, alias: str) -> None:
        self.table = table
        self.alias = alias

    def __getattr__(self, name: str) -> Expression:
        return self[name]

    def __getitem__(self, name: str) -> Expression:
        return sa.literal_column(f"{self.alias}.{name}", type_=self.table.c[name].type)

    @property
    def source(self) -> sa.FromClause:
        """The FROM item."""
        return self.table.alias(self.alias)


def moment_text(value: datetime) -> str:
    """RFC 3339 in UTC with microseconds, always 32 characters: programs that read columns want one form."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def moment_expression(value: Expression) -> Expression:
    """The same in SQL, of a timestamptz; sessions are in UTC."""
    form: Expression = sa.literal_column("""'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'""")
    return sa.func.to_char(value, form, type_=sa.Text())


def literal(text: str) -> Expression:
    """Text of ours (never a client's) as an SQL literal."""
    return sa.literal_column("'" + text.replace("'", "''") + "'", type_=sa.Text())


def concat(pieces: Iterable[Piece]) -> Expression:
    """One text expression from pieces; neighbouring literals become one."""
    merged: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    arguments = [literal(piece) if isinstance(piece, str) else piece for piece in merged]
    if not arguments:
        return literal("")
    if len(arguments) == 1 and isinstance(merged[0], str):
        return arguments[0]
    while len(arguments) > MOST_ARGUMENTS:
        arguments = [
            _concat(arguments[start : start + MOST_ARGUMENTS]) for start in range(0, len(arguments), MOST_ARGUMENTS)
        ]
    return _concat(arguments)


def _concat(arguments: list[Expression]) -> Expression:
    return sa.func.concat(*arguments, type_=sa.Text())


def or_null(expression: Expression) -> Expression:
    """JSON's `null` where the SQL value is null. The value must be text already."""
    return sa.func.coalesce(expression, literal("null"), type_=sa.Text())


def json_pieces(value: Expression, form: Form, *, nullable: bool) -> list[Piece]:
    """A value as JSON."""
    match form:
        case Form.CODE | Form.MOMENT:
            text = moment_expression(value) if form is Form.MOMENT else value
            if nullable:
                return [or_null(literal('"').op("||")(text).op("||")(literal('"')))]
            return ['"', text, '"']
        case Form.NUMBER:
            return [or_null(sa.cast(value, sa.Text()))] if nullable else [value]
        case Form.BOOLEAN:
            text = sa.cast(value, sa.Text())
            return [or_null(text) if nullable else text]
        case Form.TEXT | Form.DATE:
            json = sa.func.to_json(value)
            return [or_null(sa.cast(json, sa.Text())) if nullable else json]
        case _:
            assert_never(form)


def money_parts(minor: Expression, currency: Expression) -> Mapping[str, tuple[Expression, Form]]:
    """The fields of Money over minor units and a currency code."""
    return {"amount": (amount_expression(minor, currency), Form.CODE), "currency": (currency, Form.CODE)}
