"""Rules of compatibility: set and retire them. `services/compatibility.py` applies them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import ADMINISTRATORS
from backend.errors import ErrorCode, Refusal
from backend.identifiers import COMPATIBILITY_RULE_ID, CompatibilityRuleKey
from backend.models import (
    CompatibilityForm,
    CompatibilityRule,
    CustomerKind,
    NumberClass,
    SimKind,
    Tariff,
    TariffOption,
)
from backend.models.compatibility_rule import MAX_AGE, PARTS_OF_FORM
from backend.services import rules
from backend.services.acts import REASON_TEXT, Acting, act
from backend.services.validation_rule import RuleMessages

# How the parts of a rule are called in the input.
_NAMES = {
    "other_tariff_id": "otherTariffCode", "other_option_id": "otherOptionCode", "customer_kind": "customerKind",
    "sim_kind": "simKind", "number_class": "numberClass", "min_age": "minAge", "max_age": "maxAge",
    "sold_from": "soldFrom", "sold_until": "soldUntil",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SetCompatibilityRule:
    """Input of `setCompatibilityRule`: a rule about a tariff or about an option."""

    form: Annotated[CompatibilityForm, "What is demanded."]
    tariff_code: Annotated[str | None, "The tariff that the rule is about. Give this or `optionCode`."] = None
    option_code: Annotated[str | None, "The option that the rule is about."] = None
    other_tariff_code: Annotated[str | None, "REQUIRES, EXCLUDES: the other tariff, or give `otherOptionCode`."] = None
    other_option_code: Annotated[str | None, "REQUIRES, EXCLUDES: the other option."] = None
    customer_kind: Annotated[CustomerKind | None, "CUSTOMER_KIND: the only kind of customers who get it."] = None
    sim_kind: Annotated[SimKind | None, "SIM_KIND: the only kind of SIMs that it works with."] = None
    number_class: Annotated[NumberClass | None, "NUMBER_CLASS: the only class of numbers that it is sold with."] = None
    min_age: Annotated[int | None, "AGE: least age of a person in years."] = None
    max_age: Annotated[int | None, "AGE: greatest age of a person in years."] = None
    sold_from: Annotated[date | None, "SALES_PERIOD: first day, in the time zone of the installation."] = None
    sold_until: Annotated[date | None, "SALES_PERIOD: last day."] = None
    message: Annotated[RuleMessages, "What is told when the rule is broken."]
    active: Annotated[bool, "Whether the rule holds from now on; false retires it."] = True
    reason: Annotated[str, REASON_TEXT]


@act(CompatibilityRule, ADMINISTRATORS)
async def set_compatibility_rule(acting: Acting, command: SetCompatibilityRule) -> CompatibilityRuleKey:
    """Set a rule of compatibility: create it, change the rule of this form about the same tariffs and options, or
    retire it. What contracts have already is not checked by it.

    Raises Refusal INVALID_INPUT, TARIFF_NOT_FOUND, OPTION_NOT_FOUND; NOT_FOUND where there is no rule to retire.
    """
    acting.reason_to("set a rule of compatibility")
    session = acting.session
    subject = await _subject(session, command)
    parts = await _parts(session, command)
    if parts["other_tariff_id"] == subject["tariff_id"] and parts["other_option_id"] == subject["tariff_option_id"]:
        raise Refusal(ErrorCode.INVALID_INPUT, "a rule is about two different things", ["otherOptionCode"])
    same = {"form": command.form, **subject, **{name: parts[name] for name in ("other_tariff_id", "other_option_id")}}
    columns = CompatibilityRule.__table__.c
    matching = [columns[name].is_not_distinct_from(value) for name, value in same.items()]
    standing = sa.select(CompatibilityRule).where(*matching, columns.retired_at.is_(None)).with_for_update()
    rule = await session.scalar(standing)
    if not command.active:
        if rule is None:
            raise Refusal(ErrorCode.NOT_FOUND, "there is no such rule to retire", ["active"])
        await acting.update(rule, retired_at=sa.func.now())
        acting.event("compatibility_rule.retired", rule, {"internal": True})
        return rule.id
    values = {**parts, **command.message.columns()}
    if rule is None:
        rule = CompatibilityRule(id=COMPATIBILITY_RULE_ID.new_key(), **{**same, **values})
        session.add(rule)
        await session.flush()
    else:
        await acting.update(rule, **values)
    acting.event("compatibility_rule.set", rule, {"internal": True, "form": rule.form.value})
    return rule.id


async def _subject(session: AsyncSession, command: SetCompatibilityRule) -> dict[str, Any]:
    """What the rule is about, locked, so that two acts about it wait for each other."""
    if (command.tariff_code is None) == (command.option_code is None):
        message = "exactly one of tariffCode and optionCode is required"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["tariffCode"])
    if command.tariff_code is not None:
        tariff = await tariff_of(session, command.tariff_code, "tariffCode", lock=True)
        return {"tariff_id": tariff.id, "tariff_option_id": None}
    assert command.option_code is not None
    option = await option_of(session, command.option_code, "optionCode", lock=True)
    return {"tariff_id": None, "tariff_option_id": option.id}


async def _parts(session: AsyncSession, command: SetCompatibilityRule) -> dict[str, Any]:
    """What the rule demands. Raises Refusal INVALID_INPUT for parts that its form lacks or does not have."""
    wanted = PARTS_OF_FORM[command.form]
    given: dict[str, Any] = {
        "other_tariff_id": command.other_tariff_code, "other_option_id": command.other_option_code,
        **{name: getattr(command, name) for name in _NAMES if not name.startswith("other_")},
    }  # fmt: skip
    for name, value in given.items():
        if value is not None and name not in wanted:
            message = f"a rule of the form {command.form} has no {_NAMES[name]}"
            raise Refusal(ErrorCode.INVALID_INPUT, message, [_NAMES[name]])
    if all(given[name] is None for name in wanted):
        message = f"a rule of the form {command.form} requires {' or '.join(_NAMES[name] for name in wanted)}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, [_NAMES[wanted[0]]])
    if command.other_tariff_code is not None and command.other_option_code is not None:
        raise Refusal(ErrorCode.INVALID_INPUT, "give otherTariffCode or otherOptionCode", ["otherOptionCode"])
    for name in ("min_age", "max_age"):
        if given[name] is not None and not 0 <= given[name] <= MAX_AGE:
            message = f"an age is from 0 to {MAX_AGE}; given is {given[name]}"
            raise Refusal(ErrorCode.INVALID_INPUT, message, [_NAMES[name]])
    for first, last in (("min_age", "max_age"), ("sold_from", "sold_until")):
        if given[first] is not None and given[last] is not None and given[last] < given[first]:
            message = f"{_NAMES[last]} is before {_NAMES[first]}"
            raise Refusal(ErrorCode.INVALID_INPUT, message, [_NAMES[last]])
    if command.other_tariff_code is not None:
        given["other_tariff_id"] = (await tariff_of(session, command.other_tariff_code, "otherTariffCode")).id
    if command.other_option_code is not None:
        given["other_option_id"] = (await option_of(session, command.other_option_code, "otherOptionCode")).id
    return given


async def tariff_of(session: AsyncSession, text: str, field: str, *, lock: bool = False) -> Tariff:
    """The tariff with a code. Raises Refusal TARIFF_NOT_FOUND."""
    code = rules.code(text)
    found = None
    if code is not None:
        select = sa.select(Tariff).where(Tariff.code == code)
        found = await session.scalar(select.with_for_update() if lock else select)
    if found is None:
        raise Refusal(ErrorCode.TARIFF_NOT_FOUND, f"there is no tariff {rules.quoted(text)}", [field])
    return found


async def option_of(session: AsyncSession, text: str, field: str, *, lock: bool = False) -> TariffOption:
    """The option with a code. Raises Refusal OPTION_NOT_FOUND."""
    code = rules.code(text)
    found = None
    if code is not None:
        select = sa.select(TariffOption).where(TariffOption.code == code)
        found = await session.scalar(select.with_for_update() if lock else select)
    if found is None:
        raise Refusal(ErrorCode.OPTION_NOT_FOUND, f"there is no option {rules.quoted(text)}", [field])
    return found
