"""Sizes of pages. Bad sizes are refused with BAD_USER_INPUT."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from backend.errors import BadUserInput
from backend.planner.arguments import Argument
from backend.planner.fields import Expression

if TYPE_CHECKING:
    from backend.planner.compiler import Compiler

# Sizes given in variables share a plan up to the next of these.
RUNGS = (10, 25, 50, 100, 200)
_RUNG_OF = [RUNGS[bisect_left(RUNGS, size)] for size in range(RUNGS[-1] + 1)]


@dataclass(frozen=True)
class PageSize:
    """How many rows a list shows; at most `rung`, where a variable says how many."""

    size: Expression
    rung: int
    varies: bool

    def cut(self, rows: sa.Select[Any], alias: str, *, surplus: int = 0) -> sa.Select[Any]:
        """The first of ordered rows: a page, and `surplus` more.

        The limit nearest to the rows is a literal: for a parameter PostgreSQL assumes a tenth of all rows, finds every
        generic plan too dear, and plans anew at each execution. Sizes below it are cut off by a parameter around it.
        """
        most = rows.limit(sa.literal_column(str(self.rung + surplus)))
        if not self.varies:
            return most
        inner = most.subquery(alias)
        names = [
            sa.literal_column(f"{alias}.{column.name}", type_=column.type).label(column.name) for column in inner.c
        ]
        size = self.size + sa.literal_column(str(surplus)) if surplus else self.size
        return sa.select(*names).select_from(inner).limit(size)


def page_size(
    compiler: "Compiler", argument: Argument | None, default: int, most: int, label: str, field: str
) -> PageSize:
    """Raises BadUserInput for a size that is not from 0 to `most`, which is one of the rungs."""
    if argument is None:
        return PageSize(sa.literal_column(str(default)), default, varies=False)
    size = argument.choice() if argument.fixed else argument.learn(_rung)
    if not 0 <= size <= most:
        raise BadUserInput(f"{label} is from 0 to {most}", field=field)
    if argument.fixed:
        return PageSize(sa.literal_column(str(size)), size, varies=False)
    return PageSize(compiler.parameter(argument.get, sa.Integer()), size, varies=True)


def _rung(size: int) -> int:
    """The rung that a size belongs to; -1 for a size that no list gives."""
    return _RUNG_OF[size] if 0 <= size <= RUNGS[-1] else -1
