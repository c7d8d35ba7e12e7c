"""Rules of compatibility: what a tariff or an option demands of other options, the customer, the line, the day."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import COMPATIBILITY_RULE_ID, CompatibilityRuleKey, TariffKey, TariffOptionKey
from backend.models.base import Base, Code, Node, node_key, one_of
from backend.models.customer import CustomerKind
from backend.models.noun import noun
from backend.models.sim import NumberClass, SimKind
from backend.models.validation_rule import MAX_MESSAGE_CHARACTERS


class CompatibilityForm(enum.StrEnum):
    REQUIRES = "REQUIRES"
    EXCLUDES = "EXCLUDES"
    CUSTOMER_KIND = "CUSTOMER_KIND"
    SIM_KIND = "SIM_KIND"
    NUMBER_CLASS = "NUMBER_CLASS"
    AGE = "AGE"
    SALES_PERIOD = "SALES_PERIOD"


_F = CompatibilityForm
MAX_AGE = 150
# The columns that a rule of each form has; of several it needs at least one.
PARTS_OF_FORM = {
    _F.REQUIRES: ("other_tariff_id", "other_option_id"),
    _F.EXCLUDES: ("other_tariff_id", "other_option_id"),
    _F.CUSTOMER_KIND: ("customer_kind",),
    _F.SIM_KIND: ("sim_kind",),
    _F.NUMBER_CLASS: ("number_class",),
    _F.AGE: ("min_age", "max_age"),
    _F.SALES_PERIOD: ("sold_from", "sold_until"),
}


def _parts(form: CompatibilityForm) -> str:
    others = sorted({each for parts in PARTS_OF_FORM.values() for each in parts} - set(PARTS_OF_FORM[form]))
    return (
        f"form = '{form}' and num_nonnulls({', '.join(PARTS_OF_FORM[form])}) > 0"
        f" and num_nonnulls({', '.join(others)}) = 0"
    )


@noun(COMPATIBILITY_RULE_ID, in_log=True)
class CompatibilityRule(Node, Base):
    """A rule about a tariff or an option: `tariff_id` or `tariff_option_id`. Ages are years, both included; so are the
    days of a sales period. It holds until it is retired.
    """

    __tablename__ = "compatibility_rule"

    id: Mapped[CompatibilityRuleKey] = node_key()
    form: Mapped[CompatibilityForm] = mapped_column(Code(CompatibilityForm))
    tariff_id: Mapped[TariffKey | None] = mapped_column(sa.ForeignKey("tariff.id"))
    tariff_option_id: Mapped[TariffOptionKey | None] = mapped_column(sa.ForeignKey("tariff_option.id"))
    other_tariff_id: Mapped[TariffKey | None] = mapped_column(sa.ForeignKey("tariff.id"))
    other_option_id: Mapped[TariffOptionKey | None] = mapped_column(sa.ForeignKey("tariff_option.id"))
    customer_kind: Mapped[CustomerKind | None] = mapped_column(Code(CustomerKind))
    sim_kind: Mapped[SimKind | None] = mapped_column(Code(SimKind))
    number_class: Mapped[NumberClass | None] = mapped_column(Code(NumberClass))
    min_age: Mapped[int | None]
    max_age: Mapped[int | None]
    sold_from: Mapped[date | None]
    sold_until: Mapped[date | None]
    message_en: Mapped[str]
    message_ru: Mapped[str]
    message_ky: Mapped[str]
    retired_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("form", CompatibilityForm),
        one_of("customer_kind", CustomerKind),
        one_of("sim_kind", SimKind),
        one_of("number_class", NumberClass),
        sa.CheckConstraint("num_nonnulls(tariff_id, tariff_option_id) = 1", "subject"),
        sa.CheckConstraint("num_nonnulls(other_tariff_id, other_option_id) <= 1", "other"),
        sa.CheckConstraint("other_tariff_id is distinct from tariff_id or other_tariff_id is null", "another_tariff"),
        sa.CheckConstraint(
            "other_option_id is distinct from tariff_option_id or other_option_id is null", "another_option"
        ),
        sa.CheckConstraint(" or ".join(_parts(form) for form in CompatibilityForm), "parts"),
        sa.CheckConstraint(f"min_age between 0 and {MAX_AGE}", "min_age"),
        sa.CheckConstraint(f"max_age between coalesce(min_age, 0) and {MAX_AGE}", "max_age"),
        sa.CheckConstraint("sold_until >= sold_from", "sold"),
        *(
            sa.CheckConstraint(f"btrim({each}) <> '' and length({each}) <= {MAX_MESSAGE_CHARACTERS}", each)
            for each in ("message_en", "message_ru", "message_ky")
        ),
        sa.Index(
            "uq_compatibility_rule_standing",
            "form",
            "tariff_id",
            "tariff_option_id",
            "other_tariff_id",
            "other_option_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sa.text("retired_at is null"),
        ),
        sa.Index(None, "tariff_id"),
        sa.Index(None, "tariff_option_id"),
        sa.Index(None, "other_tariff_id"),
        sa.Index(None, "other_option_id"),
        sa.Index(None, "created_at", "id"),
    )
