"""JSON composed in SQL from literal pieces and expressions by `concat`.

`concat` writes into one buffer, whereas a chain of `||` copies the text at every step.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, assert_never

import sqlalchemy as sa

from backend.money import amount_expression
from backend.planner.fields import Expression, Form

Piece = str | Expression

MAX_ARGUMENTS = 90  # PostgreSQL accepts 100 arguments of a function


class Row:
    """The columns of one aliased table in a statement, by name. They have no FROM of their own, so that a subselect can
    refer to an outer row without SQLAlchemy's automatic correlation.
    """

    def __init__(self, table: sa.Table, alias: str, in_place: sa.Select[Any] | None = None) -> None:
        """`in_place`: what is read in place of the table's rows; it has the same columns."""
        self.table = table
        self.alias = alias
        self.in_place = in_place

    def __getattr__(self, name: str) -> Expression:
        return self[name]

    def __getitem__(self, name: str) -> Expression:
        return sa.literal_column(f"{self.alias}.{name}", type_=self.table.c[name].type)

    @property
    def source(self) -> sa.FromClause:
        """The FROM item."""
        return self.table.alias(self.alias) if self.in_place is None else self.in_place.subquery(self.alias)


def moment_text(value: datetime) -> str:
    """RFC 3339 in UTC with microseconds; the length is always 32 characters."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def moment_expression(value: Expression) -> Expression:
    """`moment_text` as an SQL expression over a timestamptz. The time zone of the session must be UTC."""
    form: Expression = sa.literal_column("""'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'""")
    return sa.func.to_char(value, form, type_=sa.Text())


def literal(text: str) -> Expression:
    """A text from the code as an SQL literal. Never use it for input of a client."""
    return sa.literal_column("'" + text.replace("'", "''") + "'", type_=sa.Text())


def concat(pieces: Iterable[Piece]) -> Expression:
    """One text expression from pieces; adjacent literals are merged."""
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
    while len(arguments) > MAX_ARGUMENTS:
        arguments = [
            _concat(arguments[start : start + MAX_ARGUMENTS]) for start in range(0, len(arguments), MAX_ARGUMENTS)
        ]
    return _concat(arguments)


def _concat(arguments: list[Expression]) -> Expression:
    return sa.func.concat(*arguments, type_=sa.Text())


def or_null(expression: Expression) -> Expression:
    """The JSON text `null` where the SQL value is null. The expression must be of type text."""
    return sa.func.coalesce(expression, literal("null"), type_=sa.Text())


def json_pieces(value: Expression, form: Form, *, nullable: bool) -> list[Piece]:
    """A value as pieces of JSON."""
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
        case Form.JSON:
            return [or_null(sa.cast(value, sa.Text())) if nullable else value]
        case Form.TEXT | Form.DATE:
            json = sa.func.to_json(value)
            return [or_null(sa.cast(json, sa.Text())) if nullable else json]
        case _:
            assert_never(form)


def money_parts(minor: Expression, currency: Expression) -> Mapping[str, tuple[Expression, Form]]:
    """The fields of Money, over an amount in minor units and a currency code."""
    return {"amount": (amount_expression(minor, currency), Form.CODE), "currency": (currency, Form.CODE)}
