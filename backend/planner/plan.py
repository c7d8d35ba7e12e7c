"""A plan: one prepared SQL statement and how to read its parameters from a request."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

from backend.auth.policy import (
    OWN,
    VIEWER_CONTRACT,
    VIEWER_CUSTOMER,
    VIEWER_NUMBER,
    VIEWER_SESSION,
    VIEWER_SUBJECT,
    VIEWER_USER,
)
from backend.auth.viewer import Viewer
from backend.embedded import HOLDER_ROLE, LINE_ROLE
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
    "viewer_name": lambda viewer: viewer.actor,
    "viewer_language": lambda viewer: viewer.language,
    "viewer_timeZone": lambda viewer: viewer.time_zone,
    "viewer_currency": lambda viewer: viewer.currency,
}

# What PostgreSQL is told of a subscriber before they read: the settings that the policies for their role compare with.
WALL: Mapping[str, Mapping[str, str]] = {
    LINE_ROLE: {"crm.contract": VIEWER_CONTRACT, "crm.number": VIEWER_NUMBER},
    HOLDER_ROLE: {"crm.customer": VIEWER_CUSTOMER},
}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


class Plan:
    """`sql` returns one row with one value: the bytes of the data object (or of the rows, for a mixed plan)."""

    __slots__ = ("_binders", "depends_on_values", "empty", "mixed", "noted", "of_viewer", "sql", "wall")

    def __init__(
        self,
        pieces: list[Piece],
        getters: Mapping[str, Getter],
        *,
        mixed: bool,
        depends_on_values: bool,
        noted: bool = False,
        empty: bool = False,
        wall: str | None = None,
        own: sa.Select[Any] | None = None,
    ) -> None:
        self.empty = empty  # nothing is asked of the database
        self.wall = wall  # the database role to run it as, behind the second wall; None for everybody but subscribers
        whole = sa.func.convert_to(concat(pieces), sa.literal_column("'UTF8'"))
        compiled: Any = _statement(whole, wall, own).compile(dialect=_DIALECT)
        self.sql = compiled.string
        self.mixed = mixed
        self.noted = noted  # notes stand between the data: see `group_pages`
        self.depends_on_values = depends_on_values
        names: list[str] = list(compiled.positiontup or ())
        self.of_viewer = any(name in _VIEWER for name in names)  # whose answer it is depends on more than the role
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


def _told(setting: str, viewer: str) -> sa.ColumnElement[str]:
    value: Any = sa.bindparam(f"{viewer}_text", type_=sa.Text())
    return sa.func.set_config(sa.literal_column(f"'{setting}'"), value, sa.literal_column("true"))


def _statement(whole: sa.ColumnElement[Any], wall: str | None, own: sa.Select[Any] | None) -> sa.Select[Any]:
    """The reading statement. For a subscriber it looks up their line first, and behind the wall it begins by telling
    PostgreSQL who reads: one round trip.

    The subselects in FROM are evaluated first (OFFSET 0 keeps them apart), each depending on the one before. As a CTE,
    or beside the reading one in the select list, the setting comes too late and everything is invisible.
    """
    if own is None:
        return sa.select(whole)
    none: Any = sa.literal_column("0")
    condition: sa.ColumnElement[bool] = sa.true()
    if wall is None:
        told = sa.select(sa.literal_column("true").label("v")).subquery("wall")
    else:
        parts = [_told(setting, viewer) for setting, viewer in WALL[wall].items()]
        said = parts[0] if len(parts) == 1 else sa.func.concat(*parts)
        told = sa.select(said.label("v")).offset(none).subquery("wall")
        condition = told.c.v.is_not(None)
    line = own.where(condition).correlate(told).offset(none).lateral(OWN)
    read = sa.select(whole).where(condition).correlate(told, line).scalar_subquery()
    return sa.select(read).select_from(told.outerjoin(line, sa.true()))
