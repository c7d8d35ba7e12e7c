"""Masks: what a role reads instead of the text of a column.

Text may contain words of people: names, addresses, numbers in any spelling. No pattern finds all of them in free text,
therefore such text is replaced wholly. For every role but those in `UNMASKED` a text column is hidden, unless the
policy of its type declares it free of people's words or gives it a mask of its own. A column that is added to a model
is therefore hidden until somebody decides about it.
"""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from backend.auth.viewer import Role
from backend.models.base import Json

Expression = sa.ColumnElement[Any]
Mask = Callable[[Expression], Expression]

# The roles that work with the data of people, and read it as it is.
UNMASKED = frozenset({Role.ADMIN, Role.OPERATOR, Role.SERVICE})

_STARS: sa.ColumnElement[str] = sa.literal_column("'***'")
# The beginnings of actors whose rest names a person, a program or a contract; any other actor is staff.
_ACTOR_KINDS = ("subscriber", "service", "gateway")
SCHEDULE = "schedule"  # the actor of scheduled work


def _literal(text: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{text}'")


def PLAIN(value: Expression) -> Expression:  # noqa: N802  used like a constant
    """The text as it is: the role wrote it, or it is addressed to the role."""
    return value


def HIDDEN(value: Expression) -> Expression:  # noqa: N802
    """`***` instead of any text."""
    return sa.case((value.is_not(None), _STARS))


def NO_TEXT(_: Expression) -> Expression:  # noqa: N802
    return sa.literal_column("null::text", type_=sa.Text())


def NO_DATE(_: Expression) -> Expression:  # noqa: N802
    return sa.literal_column("null::date", type_=sa.Date())


def beginning(characters: int) -> Mask:
    """The first characters, followed by `***`."""

    def mask(value: Expression) -> Expression:
        kept = sa.func.left(value, sa.literal_column(str(characters)))
        return sa.case((value.is_not(None), sa.func.concat(kept, _STARS)))

    return mask


def ACTOR_KIND(value: Expression) -> Expression:  # noqa: N802
    """The kind of an actor without a name: `staff`, `subscriber`, `service`, `gateway` or `schedule`."""
    kinds = [(sa.func.starts_with(value, _literal(f"{kind}:")), _literal(kind)) for kind in _ACTOR_KINDS]
    return sa.case(
        (value.is_(None), None), *kinds, (value == _literal(SCHEDULE), _literal(SCHEDULE)), else_=_literal("staff")
    )


def plain(*columns: str) -> Mapping[str, Mask]:
    return dict.fromkeys(columns, PLAIN)


def hidden(*columns: str) -> Mapping[str, Mask]:
    return dict.fromkeys(columns, HIDDEN)


def is_text(column: sa.Column[Any]) -> bool:
    """Whether a column stores text. Enums do not: their values are those of the product."""
    return isinstance(column.type, sa.String | Json)


def masks_of(
    table: sa.Table, role: Role, declared: Mapping[str, Mask], free_of_words: frozenset[str]
) -> Mapping[str, Mask]:
    """The masked columns of a table for a role: those declared, and every text column that is not free of words."""
    if role in UNMASKED:
        return {}
    texts = [column for column in table.columns if is_text(column) and column.name not in free_of_words]
    # `***` would be no JSON.
    masks = {column.name: NO_TEXT if isinstance(column.type, Json) else HIDDEN for column in texts} | dict(declared)
    return {column: mask for column, mask in masks.items() if mask is not PLAIN}
