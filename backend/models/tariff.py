"""The catalogue: tariffs and their versions, options, and the options that each tariff allows."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import (
    TARIFF_ID,
    TARIFF_OPTION_ID,
    TARIFF_VERSION_ID,
    TariffKey,
    TariffOptionKey,
    TariffVersionKey,
)
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.customer import NAME_KEY, NAME_ORDER
from backend.models.noun import noun


class AllowanceKind(enum.StrEnum):
    MINUTES = "MINUTES"
    SMS = "SMS"
    MB = "MB"


class AllowanceScope(enum.StrEnum):
    ON_NET = "ON_NET"
    NATIONAL = "NATIONAL"
    INTERNATIONAL = "INTERNATIONAL"
    ROAMING = "ROAMING"


class OptionPeriod(enum.StrEnum):
    MONTH = "MONTH"
    DAY = "DAY"
    ONCE = "ONCE"


@noun(TARIFF_ID, in_log=True)
class Tariff(Node, Base):
    """A tariff. `tariff_version_id` is its version in force; a foreign key keeps `monthly_fee_minor` equal to its fee.

    A trigger publishes the first version of a new tariff, and another one where the fee is changed by itself.
    """

    __tablename__ = "tariff"

    id: Mapped[TariffKey] = node_key()
    code: Mapped[Ascii] = mapped_column(unique=True)
    name: Mapped[str]
    name_key: Mapped[Ascii] = mapped_column(sa.Computed(NAME_KEY.format("name"), persisted=True))
    name_order: Mapped[Ascii] = mapped_column(sa.Computed(NAME_ORDER.format("name"), persisted=True))
    monthly_fee_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii] = mapped_column(server_default="KGS")
    active: Mapped[bool] = mapped_column(server_default=sa.true())
    tariff_version_id: Mapped[TariffVersionKey] = mapped_column(server_default=sa.text("crm_uuidv7()"))

    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["tariff_version_id", "id", "monthly_fee_minor", "currency"],
            [f"tariff_version.{each}" for each in ("id", "tariff_id", "monthly_fee_minor", "currency")],
            "fk_tariff_in_force",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        sa.CheckConstraint("code ~ '^[A-Z0-9][A-Z0-9_-]{0,39}$'", "code"),
        sa.CheckConstraint("monthly_fee_minor >= 0", "monthly_fee"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "active", "created_at", "id"),
        sa.Index(None, "name_order", "id"),
    )


@noun(TARIFF_VERSION_ID)
class TariffVersion(Node, Base):
    """What a tariff costs and contains from `valid_from` on. It is never changed.

    The version in force at a moment is the one that began last, and of those that began together the one with the
    greatest number.
    """

    __tablename__ = "tariff_version"

    id: Mapped[TariffVersionKey] = node_key()
    tariff_id: Mapped[TariffKey] = mapped_column(sa.ForeignKey("tariff.id"))
    number: Mapped[int]
    valid_from: Mapped[datetime]
    monthly_fee_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii]
    published_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())

    __table_args__ = (
        sa.CheckConstraint("number > 0", "number"),
        sa.CheckConstraint("monthly_fee_minor >= 0", "monthly_fee"),
        sa.UniqueConstraint("tariff_id", "number"),
        # The keys that a tariff and a contract refer to.
        sa.UniqueConstraint("id", "tariff_id", "monthly_fee_minor", "currency", name="uq_tariff_version_in_force"),
        sa.UniqueConstraint("tariff_id", "id"),
    )


class TariffAllowance(Base):
    """What the monthly fee of a version includes; `amount` null: without a limit."""

    __tablename__ = "tariff_allowance"

    tariff_version_id: Mapped[TariffVersionKey] = mapped_column(sa.ForeignKey("tariff_version.id"))
    kind: Mapped[AllowanceKind] = mapped_column(Code(AllowanceKind))
    scope: Mapped[AllowanceScope] = mapped_column(Code(AllowanceScope))
    amount: Mapped[int | None]

    __table_args__ = (
        sa.PrimaryKeyConstraint("tariff_version_id", "kind", "scope"),
        one_of("kind", AllowanceKind),
        one_of("scope", AllowanceScope),
        sa.CheckConstraint("amount > 0", "amount"),
    )


@noun(TARIFF_OPTION_ID, in_log=True)
class TariffOption(Node, Base):
    __tablename__ = "tariff_option"

    id: Mapped[TariffOptionKey] = node_key()
    code: Mapped[Ascii] = mapped_column(unique=True)
    name: Mapped[str]
    monthly_fee_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii] = mapped_column(server_default="KGS")
    active: Mapped[bool] = mapped_column(server_default=sa.true())
    period: Mapped[OptionPeriod] = mapped_column(Code(OptionPeriod), server_default="MONTH")  # of the fee

    __table_args__ = (
        one_of("period", OptionPeriod),
        sa.CheckConstraint("code ~ '^[A-Z0-9][A-Z0-9_-]{0,39}$'", "code"),
        sa.CheckConstraint("monthly_fee_minor >= 0", "monthly_fee"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency"),
    )


class TariffCompatibility(Base):
    """A pair of a tariff and an option that may be used with it."""

    __tablename__ = "tariff_compatibility"

    tariff_id: Mapped[TariffKey] = mapped_column(sa.ForeignKey("tariff.id"), primary_key=True)
    tariff_option_id: Mapped[TariffOptionKey] = mapped_column(
        sa.ForeignKey("tariff_option.id"), primary_key=True, index=True
    )
