"""Pages of an aggregate's groups: a total order, cursors bound to this order, and notes on groups left out."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from backend.errors import BadUserInput
from backend.planner.arguments import Argument, Getter, Variables
from backend.planner.cursors import encoded
from backend.planner.draft import Draft
from backend.planner.fields import Expression
from backend.planner.text import Piece, concat, literal, or_null

# Delimits a note inside the text that a plan returns. JSON escapes this character, so it cannot occur in the data.
NOTE = "\x1e"
_NOTE_SQL: Expression = sa.literal_column("E'\\x1e'", type_=sa.Text())


@dataclass(frozen=True)
class Term:
    """One column of the order, by its label. Null sorts after all values, as is PostgreSQL's default."""

    label: str
    kind: Any
    descending: bool = False


class GroupPages:
    """The order of one aggregate. The last terms are its keys, so that no two groups are equal.

    `name` identifies the aggregate in the tag of its cursors; `zones` read the time zones of the keys' periods.
    """

    def __init__(self, terms: Sequence[Term], name: str, zones: Sequence[Getter]) -> None:
        self._terms = terms
        self._zones = zones
        text = orjson.dumps([name, [(term.label, term.descending) for term in terms]])
        self._tag = hashlib.sha256(text).hexdigest()[:16]

    def order_by(self, alias: str) -> list[Expression]:
        return [
            _desc(self._column(alias, term)) if term.descending else self._column(alias, term) for term in self._terms
        ]

    def cursor(self, alias: str, zones: Sequence[Expression]) -> Expression:
        """A group's cursor: the tag of the order, the time zones, and the value of each term as text."""
        pieces: list[Piece] = [f'["{self._tag}']
        for zone in zones:
            pieces += ["|", zone]
        pieces.append('"')
        for term in self._terms:
            value = sa.cast(self._column(alias, term), sa.Text())
            pieces += [",", or_null(sa.cast(sa.func.to_json(value), sa.Text()))]
        return encoded([*pieces, "]"])

    def after_cursor(self, draft: Draft, alias: str, after: Argument) -> Expression:
        """The condition that a group comes after the one whose cursor is `after`."""

        def value(position: int) -> Callable[[Variables], Any]:
            return lambda variables: self._decode(after.get(variables), variables)[position]

        if not self._terms:  # no group comes after the only one, but the cursor is still checked
            return draft.parameter(lambda variables: self._decode(after.get(variables), variables) != [], sa.Boolean())
        given = [sa.cast(draft.parameter(value(at), sa.Text()), term.kind) for at, term in enumerate(self._terms)]
        reached: list[Expression] = []
        choices: list[Expression] = []
        for term, bound in zip(self._terms, given, strict=True):
            column = self._column(alias, term)
            choices.append(sa.and_(sa.true(), *reached, _sorts_after(column, bound, descending=term.descending)))
            reached.append(column.is_not_distinct_from(bound))
        return sa.or_(sa.false(), *choices)

    def _decode(self, text: Any, variables: Variables) -> list[str | None]:
        """The values of a cursor's terms. Raises BadUserInput when the text is not a cursor of this aggregate."""
        try:
            tag, *read = orjson.loads(base64.b64decode(str(text), validate=True))
        except (ValueError, TypeError, binascii.Error):
            raise BadUserInput("after: the value is not a cursor of this aggregate", field="after") from None
        if tag != "|".join([self._tag, *(str(zone(variables)) for zone in self._zones)]):
            message = "after: the cursor belongs to an aggregate with other arguments (groupBy, orderBy or timeZone)"
            raise BadUserInput(message, field="after")
        values = [value for value in read if value is None or isinstance(value, str)]
        if not len(values) == len(read) == len(self._terms):
            raise BadUserInput("after: the value is not a cursor of this aggregate", field="after")
        return values

    @staticmethod
    def _column(alias: str, term: Term) -> Expression:
        return sa.literal_column(f"{alias}.{term.label}", type_=term.kind)


def _desc(column: Expression) -> Expression:
    return column.desc()


def _sorts_after(column: Expression, bound: Expression, *, descending: bool) -> Expression:
    if descending:
        return sa.or_(column < bound, sa.and_(bound.is_(None), column.is_not(None)))
    return sa.or_(column > bound, sa.and_(bound.is_not(None), column.is_(None)))


def truncation_note(path: str, groups: Expression, rows: Expression) -> Expression:
    """A note with the number of groups and rows left out, for `extensions.truncated`; empty when
    nothing is left out.
    """
    pieces: list[Piece] = [_NOTE_SQL, f'{{"path":["{path}"],"groups":', groups, ',"rows":', rows, "}", _NOTE_SQL]
    return sa.case((groups > sa.literal_column("0"), concat(pieces)), else_=literal(""))


def split_notes(data: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    """Split the text of a plan into the JSON data and its notes."""
    parts = data.split(NOTE.encode())
    return b"".join(parts[::2]), tuple(parts[1::2])
