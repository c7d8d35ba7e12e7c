"""`trialBalance` and `statement`: balances and entries of ledger accounts, each read in one snapshot."""

from typing import Any

import sqlalchemy as sa
from graphql import FieldNode, GraphQLObjectType
from graphql.type import GraphQLField

from backend.planner.composer import Composer
from backend.planner.connections import ConnectionCompiler
from backend.planner.draft import Draft
from backend.planner.fields import Embedded, Expression, External, Form, One, RootStatement
from backend.planner.keys import key_getter
from backend.planner.selection import object_type, response_key
from backend.planner.text import Piece, Row, concat, json_pieces, literal, money_parts, or_null

_ACCOUNTS = sa.text("ledger_trial_balance b")
_BALANCE: Expression = sa.literal_column("b.balance_minor", type_=sa.BigInteger())
_CURRENCY: Expression = sa.literal_column("b.currency", type_=sa.Text())
_ZERO: Expression = sa.literal_column("0")
_SIDES: dict[str, Expression] = {
    "debit": sa.func.greatest(-_BALANCE, _ZERO),
    "credit": sa.func.greatest(_BALANCE, _ZERO),
}
_NAMES: dict[str, Expression] = {
    "account": sa.literal_column("b.kind", type_=sa.Text()),
    "code": sa.literal_column("b.code", type_=sa.Text()),
}


def trial_balance(composer: Composer, field: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
    """The balances of all ledger accounts in one currency, and their total, in one statement."""
    draft = composer.draft
    draft.has_conditions = True
    kind = object_type(field)
    argument = draft.reader.read(nodes[0], field).get("currency")
    given = argument is not None and argument.given
    currency: Expression = sa.bindparam("viewer_currency", type_=sa.Text())
    if argument is not None and given:
        currency = draft.parameter(argument.get, sa.Text())
    selected = draft.below(kind, nodes)
    lists = {key: found for key, found in selected.items() if found[0].name.value == "accounts"}
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

    whole = concat(draft.object(kind, selected, part))
    return [sa.select(whole).select_from(rows).scalar_subquery()]


def _account(draft: Draft, kind: GraphQLObjectType, nodes: list[FieldNode]) -> list[Piece]:
    def part(name: str, found: list[FieldNode]) -> list[Piece]:
        if name in _NAMES:
            return [sa.func.to_json(_NAMES[name])]
        parts = money_parts(_SIDES[name], _CURRENCY)
        return draft.embedded(object_type(kind.fields[name]), parts, found)

    return draft.object(kind, draft.below(kind, nodes), part)


def statement(composer: Composer, mapping: RootStatement, field: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
    """A contract's account statement from `from` (inclusive) to `to` (exclusive); null when the contract is not
    visible.
    """
    draft = composer.draft
    draft.has_conditions = True
    kind = object_type(field)
    arguments = draft.reader.read(nodes[0], field)
    target = draft.catalog.types[mapping.target]
    row = draft.row(target)
    key = draft.parameter(key_getter(arguments["contractId"].get, target), sa.Uuid())
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
            draft.has_external_field = True
            arguments_read = {"id": sa.cast(row.id, sa.Text()), **period}
            values: list[Piece] = []
            for at, (label, value) in enumerate(arguments_read.items()):
                values += [("," if at else "{") + f'"{label}":', or_null(sa.cast(sa.func.to_json(value), sa.Text()))]
            return [*values, "}"]
        if name in period:
            return json_pieces(period[name], Form.MOMENT, nullable=False)
        entries = draft.catalog.types[mapping.entries]
        connection = ConnectionCompiler(composer, entries, kind.fields[name], found)
        return [connection.expression(lambda entry: _entries_of_period(row, entry, period))]

    mark = f'"@type":"{kind.name}"' if draft.rows else ""
    pieces = draft.object(kind, draft.below(kind, nodes), part, mark)
    found = draft.subselect(pieces, row, [row.id == key, *draft.visible(target, row)])
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
