"""The validation rules that hold, in the JSON Schema of the acts that create or change customers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.models import Severity
from backend.models.validation_rule import CODE_OF_FORM, RuleForm, ValidationRule
from backend.services.acts import Act
from backend.services.contract import GetSim
from backend.services.customer import CreateCustomer, UpdateCustomerContact
from backend.services.input_schema.fields import Schema, Types, arguments_of_every_act
from backend.services.input_schema.typed import length, typed_pattern

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# How the server changes the case of typed values. A phone number is typed in too many ways for a pattern.
_CASES = {"name": None, "email": str.lower, "document.number": str.upper}


@dataclass(frozen=True)
class _Place:
    """Where an input has the data of a customer. `path`: the property; `has_all`: whether fields that are absent are
    missing, and not left as they are.
    """

    path: tuple[str, ...] = ()
    has_all: bool = True


_PLACES = {CreateCustomer: _Place(), GetSim: _Place(("customer",)), UpdateCustomerContact: _Place(has_all=False)}


async def rules_that_hold(session: AsyncSession, day: date) -> Sequence[ValidationRule]:
    """The rules for every creation and change of a customer that hold on a day, the oldest first."""
    rule = ValidationRule
    active = sa.select(rule).where(
        rule.retired_at.is_(None), rule.request_kind.is_(None), rule.active_from <= day,
        sa.or_(rule.active_to.is_(None), rule.active_to >= day),
    )  # fmt: skip
    return (await session.scalars(active.order_by(rule.created_at, rule.id))).all()


def input_schema(act: Act[Any], active: Sequence[ValidationRule], day: date) -> Schema:
    """The JSON Schema of the variable `input` of an act, with the rules that hold on a day."""
    types = Types({})
    schema = types.command(act.command)
    schema["properties"] |= arguments_of_every_act(act)
    if act.key_required:
        schema["required"] = [*schema.get("required", ()), "idempotencyKey"]
    place = _PLACES.get(act.command)
    applied = [] if place is None else [found for rule in active if (found := _applied(rule, place, day)) is not None]
    return {
        "$schema": _DIALECT,
        "title": act.name,
        **schema,
        **({"allOf": applied} if applied else {}),
        **({"$defs": types.definitions} if types.definitions else {}),
    }


def _applied(rule: ValidationRule, place: _Place, day: date) -> Schema | None:
    """A rule as a schema of the whole input; None where only the server can check it."""
    demanded = _demanded(rule, place, day)
    if demanded is None or (rule.customer_kind is not None and not place.has_all):
        return None
    conditions = []
    if rule.customer_kind is not None:
        conditions.append(_at(place.path, _properties({"kind": {"const": rule.customer_kind.value}}, required=True)))
    if rule.document_kind is not None or rule.document_country is not None:
        conditions.append(_at((*place.path, "document"), _of_document(rule), required=True))
    if rule.severity is Severity.ALERT:
        accepted = {"contains": {"const": CODE_OF_FORM[rule.form].value}, "type": "array"}
        conditions.append({"not": _properties({"acknowledge": accepted}, required=True)})
    told = {
        "x-code": CODE_OF_FORM[rule.form].value,
        "x-messages": {"EN": rule.message_en, "RU": rule.message_ru, "KY": rule.message_ky},
    }
    found = _at(place.path, demanded)
    return {**told, **({"if": {"allOf": conditions}, "then": found} if conditions else found)}


def _demanded(rule: ValidationRule, place: _Place, day: date) -> Schema | None:
    """What a rule demands of the object with the data of a customer."""
    path = tuple(rule.field.split("."))
    match rule.form:
        case RuleForm.REQUIRED:
            return _required(path, has_all=place.has_all)
        case RuleForm.FORMAT:
            if rule.field not in _CASES:
                return None
            return _at(path, _format(rule))
        case RuleForm.AGE_AT_LEAST:
            assert rule.number is not None
            return _at(path, {"format": "date", "formatMaximum": years_before(day, rule.number).isoformat()})
        case RuleForm.DOCUMENT_VALID:
            assert rule.number is not None
            first = day + timedelta(days=rule.number)
            return _at(path, {"format": "date", "formatMinimum": first.isoformat()})
        case RuleForm.BLOCKLIST | RuleForm.LINES_AT_MOST:
            return None
        case _:
            assert_never(rule.form)


def _required(path: tuple[str, ...], *, has_all: bool) -> Schema | None:
    if path == ("document", "expiresOn"):
        return _at(("document",), _given("expiresOn"))
    if len(path) > 1:
        return _given(path[0]) if has_all else None
    return _given(path[0]) if has_all else _properties({path[0]: {"not": {"type": "null"}}})


def _given(name: str) -> Schema:
    return _properties({name: {"not": {"type": "null"}}}, required=True)


def _format(rule: ValidationRule) -> Schema:
    parts: list[Schema] = []
    if rule.pattern is not None:
        parts.append({"pattern": typed_pattern(rule.pattern, _CASES[rule.field])})
    if rule.min_length is not None:
        parts.append({"minLength": rule.min_length})
    if rule.max_length is not None:
        parts.append({"pattern": length(0, rule.max_length)})
    return {"allOf": parts}


def _of_document(rule: ValidationRule) -> Schema:
    """The condition that a document is of the kind and country of a rule. An absent country is KG."""
    found: dict[str, Schema] = {}
    if rule.document_kind is not None:
        found["kind"] = {"const": rule.document_kind.value}
    country = rule.document_country
    if country is not None:
        letters = "".join(f"[{letter}{letter.lower()}]" for letter in country)
        found["country"] = {"type": "string", "pattern": f"^{letters}$"}
    schema = _properties(found)
    needed = [name for name in found if not (name == "country" and country == "KG")]
    return {"type": "object", **schema, "required": needed}


def _properties(properties: dict[str, Schema], *, required: bool = False) -> Schema:
    return {"properties": properties, **({"required": list(properties)} if required else {})}


def _at(path: tuple[str, ...], schema: Schema, *, required: bool = False) -> Schema:
    """A schema of what stands at a path."""
    for name in reversed(path):
        schema = _properties({name: schema}, required=required)
    return schema


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February in place of the 29th, as PostgreSQL computes it."""
    try:
        return day.replace(year=max(day.year - years, 1))
    except ValueError:
        return day.replace(year=max(day.year - years, 1), day=28)
