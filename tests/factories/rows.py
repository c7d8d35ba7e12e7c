"""Build rows from the models and insert them over a connection of the driver, without a session of SQLAlchemy."""

import functools
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.orm import DeclarativeBase

from backend.database import Connection
from backend.identifiers import uuid7
from backend.models import Base

Row = TypeVar("Row", bound=DeclarativeBase)
Bind = tuple[str, Callable[[Any], Any]]  # a column and how its value goes to the driver
_DIALECT: Any = asyncpg_dialect()  # type: ignore[no-untyped-call]
# Foreign keys lead from a later table to an earlier one.
_PLACES = {table.fullname: place for place, table in enumerate(Base.metadata.sorted_tables)}


def build(model: type[Row], columns: Mapping[str, Any], **defaults: Any) -> Row:
    """A row that is not inserted yet, with `columns` before `defaults`.

    A key of type UUID is chosen here, so that rows can refer to each other before they are inserted. Raises TypeError
    for a column that the model does not have.
    """
    key = _table(model).columns.get("id")
    own = {"id": uuid7()} if key is not None and isinstance(key.type, sa.Uuid) else {}
    return model(**{**own, **defaults, **columns})


async def insert(connection: Connection, *rows: DeclarativeBase) -> None:
    """Insert rows of any models, in any order and in one transaction; rows of one shape go in one round trip.

    Afterwards each row has all its values, those that the database computed included.
    """
    groups = [list(group) for _, group in itertools.groupby(sorted(rows, key=_place), _shape)]
    if len(groups) == 1:
        await _insert_group(connection, groups[0])
        return
    async with connection.transaction():
        for group in groups:
            await _insert_group(connection, group)


async def find(connection: Connection, model: type[Row], **values: object) -> Row:
    """The row whose columns have these values. Raises LookupError unless there is exactly one."""
    found = await find_all(connection, model, **values)
    if len(found) != 1:
        raise LookupError(f"{len(found)} rows of {_table(model).name} have {values}")
    return found[0]


async def find_all(connection: Connection, model: type[Row], **values: object) -> list[Row]:
    """All rows whose columns have these values, in no particular order."""
    statement, binds = _select(model, tuple(values))
    records = await connection.fetch(statement, *(bind(values[name]) for name, bind in binds))
    found = [model() for _ in records]
    for row, record in zip(found, records, strict=True):
        _fill(row, record)
    return found


async def _insert_group(connection: Connection, rows: Sequence[DeclarativeBase]) -> None:
    statement, binds = _insertion(*_shape(rows[0]))
    arguments = [[bind(row.__dict__[name]) for name, bind in binds] for row in rows]
    if len(rows) == 1:
        records = await connection.fetch(statement, *arguments[0])
    else:
        records = await connection.fetchmany(statement, arguments)
    for row, record in zip(rows, records, strict=True):
        _fill(row, record)


def _table(model: type[DeclarativeBase]) -> sa.Table:
    table = model.__table__
    assert isinstance(table, sa.Table)
    return table


def _shape(row: DeclarativeBase) -> tuple[type[DeclarativeBase], tuple[str, ...]]:
    """The model of a row and the columns that were given."""
    return type(row), tuple(sorted(name for name in row.__dict__ if name != "_sa_instance_state"))


def _place(row: DeclarativeBase) -> tuple[int, str, bool, tuple[str, ...]]:
    model, columns = _shape(row)
    # A customer that was merged refers to another customer.
    return _PLACES.get(_table(model).fullname, 0), model.__name__, "merged_into_id" in columns, columns


@functools.cache
def _insertion(model: type[DeclarativeBase], columns: tuple[str, ...]) -> tuple[str, list[Bind]]:
    table = _table(model)
    # Without the table's own defaults: what was not given is the database's to fill in, as for any other client.
    bare = sa.table(table.name, *(sa.column(each.name, each.type) for each in table.columns), schema=table.schema)
    values = {name: sa.bindparam(name, type_=table.columns[name].type) for name in columns}
    return _compiled(sa.insert(bare).values(values).returning(*bare.columns))


@functools.cache
def _select(model: type[DeclarativeBase], columns: tuple[str, ...]) -> tuple[str, list[Bind]]:
    table = _table(model)
    return _compiled(sa.select(table).where(*(table.columns[name] == sa.bindparam(name) for name in columns)))


def _compiled(statement: sa.sql.ClauseElement) -> tuple[str, list[Bind]]:
    compiled: Any = statement.compile(dialect=_DIALECT)
    return compiled.string, [
        (name, compiled._bind_processors.get(name) or _unchanged) for name in compiled.positiontup or ()
    ]


def _unchanged(value: Any) -> Any:
    return value


@functools.cache
def _readers(model: type[DeclarativeBase]) -> list[Bind]:
    """How the driver's value of each column becomes the model's; only enums and JSON differ."""
    return [(column.name, _reader(column.type)) for column in _table(model).columns]


def _reader(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any]:
    if isinstance(kind, sa.types.TypeDecorator | sa.JSON):
        return kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None) or _unchanged
    return _unchanged


def _fill(row: DeclarativeBase, record: asyncpg.Record) -> None:
    for name, read in _readers(type(row)):
        setattr(row, name, read(record[name]))
