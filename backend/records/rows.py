"""Inserts of records as SQL text: values are SQL expressions by the names of the model's columns."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from backend.models import Base

# The time of each row of a set, as SQL. Few rows have one time, so that an index by time needs no order within it.
ROWS_OF_ONE_TIME = 64
EACH_AT = f"now() + (row_number() over () - 1) / {ROWS_OF_ONE_TIME} * interval '1 microsecond'"

_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


def table_of(model: type[Base]) -> sa.Table:
    """The table of a model."""
    table = model.__table__
    assert isinstance(table, sa.Table)
    return table


def type_name(column: sa.Column[Any]) -> str:
    """The name of a column's type in SQL, without its collation."""
    return column.type.compile(dialect=_POSTGRESQL).partition(" COLLATE")[0].lower()


def columns_of(model: type[Base], names: Iterable[str]) -> list[sa.Column[Any]]:
    """The columns of these names, in the order of the model. Raises KeyError where the model has no such column, or
    where one that every row needs is not named.
    """
    columns, named = table_of(model).columns, set(names)
    wrong = {column.name for column in columns if _is_needed(column)} - named | named - set(columns.keys())
    if wrong:
        raise KeyError(f"{model.__tablename__}: {sorted(wrong)}")
    return [column for column in columns if column.name in named]


def _is_needed(column: sa.Column[Any]) -> bool:
    return not column.nullable and column.server_default is None


def insert_from(model: type[Base], source: str, /, **values: str) -> str:
    """The statement that inserts a row for each row of `source`: "from …", or nothing for one row. Raises KeyError."""
    columns = columns_of(model, values)
    names, selected = (", ".join(each) for each in ((c.name for c in columns), (values[c.name] for c in columns)))
    return f"insert into {model.__tablename__} ({names}) select {selected} {source}".rstrip()


def insert_each(model: type[Base], source: str, rows: Iterable[Mapping[str, str]]) -> str:
    """The statement that inserts several rows, with the same columns, for each row of `source`. Raises KeyError."""
    given = list(rows)
    columns = columns_of(model, given[0])
    selects = (
        f"select {', '.join(f'cast({row[c.name]} as {type_name(c)})' for c in columns)} {source}" for row in given
    )
    names = ", ".join(column.name for column in columns)
    return f"insert into {model.__tablename__} ({names}) {' union all '.join(selects)}"


def recordset(model: type[Base], parameter: str, *names: str, **more: str) -> str:
    """A source with these columns of the model, and `more` by their types, from rows in a JSON parameter."""
    columns = {name: type_name(table_of(model).columns[name]) for name in names} | more
    typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    return f"from jsonb_to_recordset(cast(:{parameter} as jsonb)) r ({typed})"


def as_json(rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as the value of the parameter of `recordset`."""
    return orjson.dumps(list(rows), default=_key).decode()


def _key(value: object) -> str:
    """The driver's own class of UUIDs, which orjson does not know, as text."""
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(type(value).__name__)


def literal(value: str | Mapping[str, Any]) -> str:
    """A text, or an object as JSON, as an SQL literal."""
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return "'" + text.replace("'", "''") + "'"
