"""Page sizes. A size outside the accepted range is refused with BAD_USER_INPUT."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from backend.errors import BadUserInput
from backend.planner.arguments import Argument
from backend.planner.draft import Draft
from backend.planner.fields import Expression

# A size in a variable is rounded up to the next of these classes; sizes of one class share a plan.
SIZE_CLASSES = (10, 25, 50, 100, 200)
_CLASS_OF_SIZE = [SIZE_CLASSES[bisect_left(SIZE_CLASSES, size)] for size in range(SIZE_CLASSES[-1] + 1)]


@dataclass(frozen=True)
class PageSize:
    """The page size of a list. `max_size` is its upper bound: the size itself, or the class of a size in a variable."""

    size: Expression
    max_size: int
    is_variable: bool

    def cut(self, rows: sa.Select[Any], alias: str, *, surplus: int = 0) -> sa.Select[Any]:
        """Limit ordered rows to one page and `surplus` more rows.

        The inner LIMIT is a literal. For a parameter PostgreSQL estimates a tenth of all rows, rejects the generic plan
        as too expensive and plans the statement at each execution. An outer LIMIT applies the exact size as a
        parameter.
        """
        most = rows.limit(sa.literal_column(str(self.max_size + surplus)))
        if not self.is_variable:
            return most
        inner = most.subquery(alias)
        names = [
            sa.literal_column(f"{alias}.{column.name}", type_=column.type).label(column.name) for column in inner.c
        ]
        size = self.size + sa.literal_column(str(surplus)) if surplus else self.size
        return sa.select(*names).select_from(inner).limit(size)


def page_size(draft: Draft, argument: Argument | None, default: int, most: int, label: str, field: str) -> PageSize:
    """The page size given by an argument, or `default`.

    Raises BadUserInput for a size that is not between 0 and `most`, which is one of SIZE_CLASSES.
    """
    if argument is None:
        return PageSize(sa.literal_column(str(default)), default, is_variable=False)
    size = argument.choice() if argument.fixed else argument.read_fact(_size_class)
    if not 0 <= size <= most:
        raise BadUserInput(f"{label}: the accepted values are 0 to {most}", field=field)
    if argument.fixed:
        return PageSize(sa.literal_column(str(size)), size, is_variable=False)
    return PageSize(draft.parameter(argument.get, sa.Integer()), size, is_variable=True)


def _size_class(size: int) -> int:
    """The class of a size; -1 for a size outside all classes."""
    return _CLASS_OF_SIZE[size] if 0 <= size <= SIZE_CLASSES[-1] else -1
