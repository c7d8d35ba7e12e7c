"""A plan: one prepared SQL statement and how to read its parameters from a request."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

from backend.auth.policy import VIEWER_CUSTOMER, Viewer
from backend.errors import BadUserInput
from backend.planner.arguments import Getter
from backend.planner.text import Piece, concat

_DIALECT: Any = asyncpg_dialect()  # type: ignore[no-untyped-call]

_VIEWER: Mapping[str, Callable[[Viewer], Any]] = {
    VIEWER_CUSTOMER: lambda viewer: viewer.customer_id,
    "viewer_language": lambda viewer: viewer.language,
    "viewer_timeZone": lambda viewer: viewer.time_zone,
    "viewer_currency": lambda viewer: viewer.currency,
}


class Plan:
    """`sql` returns one row with one value: the bytes of the data object (or of the rows, for a mixed plan)."""

    __slots__ = ("_binders", "depends_on_values", "empty", "mixed", "sql")

    def __init__(
        self,
        pieces: list[Piece],
        getters: Mapping[str, Getter],
        *,
        mixed: bool,
        depends_on_values: bool,
        empty: bool = False,
    ) -> None:
        self.empty = empty  # nothing is asked of the database
        whole = sa.func.convert_to(concat(pieces), sa.literal_column("'UTF8'"))
        compiled: Any = sa.select(whole).compile(dialect=_DIALECT)
        self.sql = compiled.string
        self.mixed = mixed
        self.depends_on_values = depends_on_values
        names: list[str] = list(compiled.positiontup or ())
        self._binders: list[tuple[bool, Any]] = [
            (True, _VIEWER[name]) if name in _VIEWER else (False, getters[name]) for name in names
        ]

    def arguments(self, variables: Mapping[str, Any], viewer: Viewer) -> list[Any]:
        """The statement's parameters for one request.

        Raises BadUserInput for a value that no text of PostgreSQL can hold or that a rule refuses.
        """
        values = [binder(viewer) if of_viewer else binder(variables) for of_viewer, binder in self._binders]
        for value in values:
            if type(value) is str and "\0" in value:
                raise BadUserInput("a NUL character cannot be part of a text")
        return values
