"""A plan: one SQL statement, and how its parameters are read from a request."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

from backend.auth.viewer import Viewer
from backend.auth.visibility import (
    OWN,
    VIEWER_CONTRACT,
    VIEWER_CUSTOMER,
    VIEWER_NAME,
    VIEWER_NUMBER,
    VIEWER_SESSION,
    VIEWER_SUBJECT,
    VIEWER_USER,
)
from backend.embedded import HOLDER_ROLE, LINE_ROLE, PARTNER_ROLE
from backend.errors import BadUserInput
from backend.planner.arguments import Getter
from backend.planner.text import Piece, concat

_DIALECT: Any = asyncpg_dialect()  # type: ignore[no-untyped-call]

_VIEWER: Mapping[str, Callable[[Viewer], Any]] = {
    VIEWER_CUSTOMER: lambda viewer: viewer.customer_id,
    VIEWER_CONTRACT: lambda viewer: viewer.contract_id,
    VIEWER_NUMBER: lambda viewer: viewer.phone_number_id,
    VIEWER_SUBJECT: lambda viewer: viewer.subject or viewer.actor,
    f"{VIEWER_CUSTOMER}_text": lambda viewer: _text(viewer.customer_id),
    f"{VIEWER_CONTRACT}_text": lambda viewer: _text(viewer.contract_id),
    f"{VIEWER_NUMBER}_text": lambda viewer: _text(viewer.phone_number_id),
    VIEWER_SESSION: lambda viewer: viewer.session_id,
    VIEWER_USER: lambda viewer: viewer.user_id,
    VIEWER_NAME: lambda viewer: viewer.actor,
    f"{VIEWER_NAME}_text": lambda viewer: viewer.actor,
    "viewer_language": lambda viewer: viewer.language,
    "viewer_timeZone": lambda viewer: viewer.time_zone,
    "viewer_currency": lambda viewer: viewer.currency,
}

# Settings that the row-level security policies of a role compare with, and the parameter of each.
WALL: Mapping[str, Mapping[str, str]] = {
    LINE_ROLE: {"crm.contract": VIEWER_CONTRACT, "crm.number": VIEWER_NUMBER},
    HOLDER_ROLE: {"crm.customer": VIEWER_CUSTOMER},
    PARTNER_ROLE: {"crm.actor": VIEWER_NAME},
}


def viewer_values(viewer: Viewer) -> dict[str, Any]:
    """The parameters of predicates and masks that depend on the viewer, by name."""
    return {name: read(viewer) for name, read in _VIEWER.items()}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


class Plan:
    """`sql` returns one row with one value: the UTF-8 bytes of the data object or, for a mixed plan, of the rows."""

    __slots__ = (
        "_binders", "_checks", "crosses_relations", "depends_on_values", "depends_on_viewer", "empty", "estimate",
        "has_conditions", "has_notes", "mixed", "seconds", "seen", "sql", "wall",
    )  # fmt: skip

    def __init__(
        self,
        pieces: list[Piece],
        getters: Mapping[str, Getter],
        *,
        mixed: bool,
        depends_on_values: bool,
        has_conditions: bool = False,
        crosses_relations: bool = False,
        has_notes: bool = False,
        empty: bool = False,
        wall: str | None = None,
        own: sa.Select[Any] | None = None,
    ) -> None:
        self.empty = empty  # no field is read from the database
        self.wall = wall  # the database role with row-level security that runs it; None for staff
        whole = sa.func.convert_to(concat(pieces), sa.literal_column("'UTF8'"))
        compiled: Any = _statement(whole, wall, own).compile(dialect=_DIALECT)
        self.sql = compiled.string
        self.mixed = mixed
        self.has_notes = has_notes  # the text contains notes: see `group_pages`
        self.depends_on_values = depends_on_values
        self.has_conditions = has_conditions  # see `Compiler`
        self.crosses_relations = crosses_relations
        self.seen = False  # it has been run
        self.estimate: float | None = None  # PostgreSQL's estimate of its cost, once that was asked for
        self.seconds: float | None = None  # how long its last runs took in the database, the last one weighing half
        names: list[str] = list(compiled.positiontup or ())
        self.depends_on_viewer = any(name in _VIEWER for name in names)  # not only on the role of the viewer
        self._binders: list[tuple[bool, Any]] = [
            (True, _VIEWER[name]) if name in _VIEWER else (False, getters[name]) for name in names
        ]
        # Arguments that the selection does not use, such as a cursor beside `totalCount` alone: their values are
        # validated as well.
        self._checks = [getter for name, getter in getters.items() if name not in names]

    @property
    def size(self) -> int:
        """The bytes of memory that it takes, estimated from its statement."""
        return 4 * len(self.sql)

    def count_seconds(self, seconds: float, *, whole: bool) -> None:
        """Take the duration of a run into account; without `whole` it ended early, and says only that runs may take
        longer.
        """
        known = self.seconds
        if whole:
            self.seconds = seconds if known is None else (known + seconds) / 2
        elif seconds > (known or self.estimate or 0.0):
            self.seconds = seconds

    def arguments(self, variables: Mapping[str, Any], viewer: Viewer) -> list[Any]:
        """The parameters of the statement for one request.

        Raises BadUserInput for a value that a rule refuses, or a text that PostgreSQL cannot store.
        """
        for check in self._checks:
            check(variables)
        values = [
            binder(viewer) if depends_on_viewer else binder(variables) for depends_on_viewer, binder in self._binders
        ]
        for value in values:
            if type(value) is str and "\0" in value:
                raise BadUserInput("a text must not contain the character U+0000")
        return values


def _set_setting(setting: str, viewer: str) -> sa.ColumnElement[str]:
    value: Any = sa.bindparam(f"{viewer}_text", type_=sa.Text())
    return sa.func.set_config(sa.literal_column(f"'{setting}'"), value, sa.literal_column("true"))


def _statement(whole: sa.ColumnElement[Any], wall: str | None, own: sa.Select[Any] | None) -> sa.Select[Any]:
    """The complete statement. For a subscriber it first sets the settings of row-level security, then looks up their
    line, then reads, all in one round trip. A partner has no line.

    The subselects in FROM are evaluated in this order: each depends on the one before, and OFFSET 0 prevents PostgreSQL
    from merging them. If the settings were set in a CTE or in the select list, they would be set too late and all rows
    would be invisible.
    """
    if own is None and wall is None:
        return sa.select(whole)
    none: Any = sa.literal_column("0")
    condition: sa.ColumnElement[bool] = sa.true()
    if wall is None:
        settings_row = sa.select(sa.literal_column("true").label("v")).subquery("wall")
    else:
        parts = [_set_setting(setting, viewer) for setting, viewer in WALL[wall].items()]
        set_all = parts[0] if len(parts) == 1 else sa.func.concat(*parts)
        settings_row = sa.select(set_all.label("v")).offset(none).subquery("wall")
        condition = settings_row.c.v.is_not(None)
    if own is None:
        read = sa.select(whole).where(condition).correlate(settings_row).scalar_subquery()
        return sa.select(read).select_from(settings_row)
    line = own.where(condition).correlate(settings_row).offset(none).lateral(OWN)
    read = sa.select(whole).where(condition).correlate(settings_row, line).scalar_subquery()
    return sa.select(read).select_from(settings_row.outerjoin(line, sa.true()))
