"""Common parts of all tables: the declarative base, keys and times, the storage of enums, and index options."""

import enum
import uuid
from datetime import datetime
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from backend import exact_json
from backend.identifiers import KEY_TYPES, uuid7
from backend.models.states import text_list

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# Numbers, codes and addresses are compared by bytes (collation C): this is cheaper in indexes than the locale's rules,
# and LIKE can use such an index for prefixes. Only names use the database's collation, for their letter cases.
Ascii = Annotated[str, sa.Text]


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: sa.DateTime(timezone=True),
        uuid.UUID: sa.Uuid(),
        **dict.fromkeys(KEY_TYPES, sa.Uuid()),
        str: sa.Text(),
        Ascii: sa.Text(collation="C"),
    }


def node_key() -> MappedColumn[Any]:
    """Primary key column of a node; the model's annotation names the type of the key."""
    return mapped_column(primary_key=True, default=uuid7, server_default=sa.text("crm_uuidv7()"), sort_order=-10)


class Node:
    """Columns of the tables whose rows have an id in the graph, without the key (`node_key`).

    The trigger `crm_touch` increments `version` and sets `updated_at` at each update.
    """

    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now(), sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(server_default=sa.func.now(), sort_order=91)
    version: Mapped[int] = mapped_column(server_default=sa.text("1"), default=1, sort_order=92)


class Code(sa.types.TypeDecorator[enum.StrEnum]):
    """Column type of an enum, stored as text. `one_of` gives the check constraint of such a column."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: type[enum.StrEnum]) -> None:
        super().__init__(collation="C")
        self.kind = kind

    def process_bind_param(self, value: enum.StrEnum | str | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> enum.StrEnum | None:  # noqa: ARG002
        return None if value is None else self.kind(value)


class Json(sa.types.TypeDecorator[object]):
    """Column type of a JSON document that was given, stored as text: `jsonb` would change its order of names.
    Numbers are kept as they were written.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(collation="C")

    def process_bind_param(self, value: object | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else exact_json.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> object | None:  # noqa: ARG002
        return None if value is None else exact_json.loads(value)


def one_of(column: str, kind: type[enum.StrEnum]) -> sa.CheckConstraint:
    """The check constraint that restricts a column to the values of an enum."""
    return sa.CheckConstraint(f"{column} in ({text_list(kind)})", column)


def coded(column: str) -> sa.CheckConstraint:
    """The check constraint of a code that another system assigns: no words, and no four digits in succession."""
    return sa.CheckConstraint(f"{column} ~ '^[A-Za-z0-9_]{{1,64}}$' and {column} !~ '[0-9]{{4}}'", column)


def trigram(*columns: str) -> dict[str, Any]:
    """Options of a GIN index over the trigrams of the columns, for `contains` and search."""
    return {"postgresql_using": "gin", "postgresql_ops": dict.fromkeys(columns, "gin_trgm_ops")}


def suffix_indexes(table: str, *columns: str) -> list[sa.Index]:
    """One index per column over the reversed value, by which values are found by their last characters."""
    return [sa.Index(f"ix_{table}_{column}_reversed", sa.text(f"reverse({column})")) for column in columns]
