"""What every table shares: the declarative base, keys, times, and how enums and names are stored."""

import enum
import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from backend.identifiers import uuid7

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: sa.DateTime(timezone=True), uuid.UUID: sa.Uuid(), str: sa.Text()}


class Node:
    """Columns of everything that has an id in the graph.

    A trigger (`crm_touch`) raises `version` and sets `updated_at` at each update, so that no verb can forget to.
    """

    id: Mapped[uuid.UUID] = mapped_column(
        primary_key=True, default=uuid7, server_default=sa.text("crm_uuidv7()"), sort_order=-10
    )
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now(), sort_order=90)
    updated_at: Mapped[datetime] = mapped_column(server_default=sa.func.now(), sort_order=91)
    version: Mapped[int] = mapped_column(server_default=sa.text("1"), default=1, sort_order=92)


def code_of(kind: type[enum.StrEnum]) -> sa.Enum:
    """Column type of an enum: its value as text, held to the list by a check constraint."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=30,
        values_callable=lambda members: [member.value for member in members],
        name=snake_case(kind.__name__),
    )


def snake_case(name: str) -> str:
    """`KycStatus` becomes `kyc_status`."""
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


def trigram(*columns: str) -> dict[str, object]:
    """Index options for `contains` and search: one GIN over trigrams of each column."""
    return {"postgresql_using": "gin", "postgresql_ops": dict.fromkeys(columns, "gin_trgm_ops")}
