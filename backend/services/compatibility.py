"""Whether a tariff, its options, a customer and a SIM fit together: the one place where this is decided.

`BROKEN` is the SQL of the rules that are broken. Single acts and checks run it with values (`broken_rules`); the
statement of getSim and those of files contain it with the columns of their rows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.days import today
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CompatibilityRuleKey, TariffKey, TariffOptionKey
from backend.models import (
    CompatibilityForm,
    CompatibilityRule,
    Contract,
    ContractOption,
    Customer,
    CustomerKind,
    NumberClass,
    PhoneNumber,
    Sim,
    SimKind,
)
from backend.settings import Settings


def broken(
    *, tariff: str, options: str, customer_kind: str, birth_date: str, sim_kind: str, number_class: str, day: str
) -> str:
    """The standing rules that SQL expressions break, the oldest first. A kind that is null breaks no rule; a person
    without a birth date breaks each rule about ages.
    """
    booked = f"coalesce({options}, '{{}}')"
    born = f"coalesce({birth_date} <= {day} - make_interval(years => coalesce(rule.min_age, 0)), false)"
    young = f"coalesce({birth_date} > {day} - make_interval(years => coalesce(rule.max_age, 200) + 1), false)"
    return f"""
select rule.id, rule.form, rule.tariff_option_id, rule.tariff_option_id is not null as of_option,
    rule.message_en, rule.message_ru, rule.message_ky
from compatibility_rule rule
where rule.retired_at is null and (rule.tariff_id = {tariff} or rule.tariff_option_id = any ({booked}))
    and case rule.form
        when 'REQUIRES' then coalesce(rule.other_tariff_id <> {tariff}, rule.other_option_id <> all ({booked}))
        when 'EXCLUDES' then coalesce(rule.other_tariff_id = {tariff}, rule.other_option_id = any ({booked}))
        when 'CUSTOMER_KIND' then rule.customer_kind <> {customer_kind}
        when 'SIM_KIND' then rule.sim_kind <> {sim_kind}
        when 'NUMBER_CLASS' then rule.number_class <> {number_class}
        when 'AGE' then {customer_kind} = 'PERSON' and not ({born} and {young})
        when 'SALES_PERIOD' then not {day} between coalesce(rule.sold_from, {day}) and coalesce(rule.sold_until, {day})
    end
order by rule.created_at, rule.id
"""


_BROKEN = sa.text(
    broken(
        tariff="cast(:tariff as uuid)", options="cast(:options as uuid[])", customer_kind="cast(:kind as text)",
        birth_date="cast(:birth_date as date)", sim_kind="cast(:sim_kind as text)",
        number_class="cast(:number_class as text)", day="cast(:today as date)",
    )
).bindparams(
    sa.bindparam("tariff", type_=sa.Uuid()), sa.bindparam("options", type_=sa.ARRAY(sa.Uuid())),
    sa.bindparam("birth_date", type_=sa.Date()), sa.bindparam("today", type_=sa.Date()),
)  # fmt: skip


HAS_RULES = sa.exists().where(CompatibilityRule.retired_at.is_(None))


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is checked. None: not known, and rules about it are not broken."""

    tariff_id: TariffKey | None
    option_ids: Collection[TariffOptionKey] = ()
    customer_kind: CustomerKind | None = None
    birth_date: date | None = None
    sim_kind: SimKind | None = None
    number_class: NumberClass | None = None


def facts_of(
    tariff_id: TariffKey,
    options: Collection[TariffOptionKey],
    customer: Customer,
    sim: Sim | None,
    number: PhoneNumber | None,
) -> Facts:
    """The facts of a choice for a customer and a line, as far as it has a SIM and a number."""
    return Facts(
        tariff_id=tariff_id, option_ids=options, customer_kind=customer.kind, birth_date=customer.birth_date,
        sim_kind=None if sim is None else sim.kind,
        number_class=None if number is None else number.number_class,
    )  # fmt: skip


@dataclass(frozen=True)
class Broken:
    """A rule that is broken. `code` and `field` are those of a refusal for it; `texts`: by language."""

    rule_id: CompatibilityRuleKey
    form: CompatibilityForm
    code: ErrorCode
    field: str
    texts: dict[str, str]
    option_id: TariffOptionKey | None  # the option that the rule is about, if it is about one


async def broken_rules(session: AsyncSession, settings: Settings, facts: Facts) -> Sequence[Broken]:
    """The rules that hold and are broken today, the oldest first: one statement."""
    values: dict[str, Any] = {
        "tariff": facts.tariff_id, "options": list(facts.option_ids),
        "kind": facts.customer_kind and facts.customer_kind.value, "birth_date": facts.birth_date,
        "sim_kind": facts.sim_kind and facts.sim_kind.value,
        "number_class": facts.number_class and facts.number_class.value, "today": today(settings),
    }  # fmt: skip
    rows = (await session.execute(_BROKEN, values)).mappings()
    return [
        Broken(
            each["id"],
            CompatibilityForm(each["form"]),
            ErrorCode.OPTION_INCOMPATIBLE if each["of_option"] else ErrorCode.TARIFF_INCOMPATIBLE,
            "options" if each["of_option"] else "tariffCode",
            {"EN": each["message_en"], "RU": each["message_ru"], "KY": each["message_ky"]},
            each["tariff_option_id"],
        )
        for each in rows
    ]


async def check(session: AsyncSession, settings: Settings, facts: Facts, language: str) -> None:
    """Raises Refusal TARIFF_INCOMPATIBLE or OPTION_INCOMPATIBLE for the first rule that is broken."""
    for each in await broken_rules(session, settings, facts):
        raise Refusal(each.code, each.texts[language], [each.field])


async def check_line(
    session: AsyncSession, settings: Settings, contract: Contract, part: Sim | PhoneNumber, language: str
) -> None:
    """Check that the tariff and the options of a contract allow another SIM or another number. Other rules are not
    checked again: a contract keeps what it has.

    Raises Refusal TARIFF_INCOMPATIBLE, OPTION_INCOMPATIBLE, with the field of the SIM or the number.
    """
    booked = sa.select(ContractOption.tariff_option_id).where(ContractOption.contract_id == contract.id)
    options = (await session.scalars(booked)).all()
    if isinstance(part, Sim):
        form, field = CompatibilityForm.SIM_KIND, "iccid"
        facts = Facts(tariff_id=contract.tariff_id, option_ids=options, sim_kind=part.kind)
    else:
        form, field = CompatibilityForm.NUMBER_CLASS, "msisdn"
        facts = Facts(tariff_id=contract.tariff_id, option_ids=options, number_class=part.number_class)
    for each in await broken_rules(session, settings, facts):
        if each.form is form:
            raise Refusal(each.code, each.texts[language], [field])
