"""The catalogue: tariffs, options, and the options that each tariff allows."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import TARIFF_ID, TARIFF_OPTION_ID, TariffKey, TariffOptionKey
from backend.models.base import Ascii, Base, Node, node_key
from backend.models.customer import NAME_KEY, NAME_ORDER
from backend.models.noun import noun


@noun(TARIFF_ID)
class Tariff(Node, Base):
    __tablename__ = "tariff"

    id: Mapped[TariffKey] = node_key()
    code: Mapped[Ascii] = mapped_column(unique=True)
    name: Mapped[str]
    name_key: Mapped[Ascii] = mapped_column(sa.Computed(NAME_KEY.format("name"), persisted=True))
    name_order: Mapped[Ascii] = mapped_column(sa.Computed(NAME_ORDER.format("name"), persisted=True))
    monthly_fee_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii] = mapped_column(server_default="KGS")
    active: Mapped[bool] = mapped_column(server_default=sa.true())

    __table_args__ = (
        sa.CheckConstraint("code ~ '^[A-Z0-9][A-Z0-9_-]{0,39}$'", "code"),
        sa.CheckConstraint("monthly_fee_minor >= 0", "monthly_fee"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "active", "created_at", "id"),
        sa.Index(None, "name_order", "id"),
    )


@noun(TARIFF_OPTION_ID)
class TariffOption(Node, Base):
    __tablename__ = "tariff_option"

    id: Mapped[TariffOptionKey] = node_key()
    code: Mapped[Ascii] = mapped_column(unique=True)
    name: Mapped[str]
    monthly_fee_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii] = mapped_column(server_default="KGS")
    active: Mapped[bool] = mapped_column(server_default=sa.true())

    __table_args__ = (
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
