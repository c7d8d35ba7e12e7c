"""Validation rules: create, change and retire them. `services/checking` applies them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa

from backend.auth.viewer import ADMINISTRATORS
from backend.days import today
from backend.errors import ErrorCode, Refusal
from backend.identifiers import VALIDATION_RULE_ID, ValidationRuleKey
from backend.models import CustomerKind, DocumentKind, RequestKind, Severity
from backend.models.validation_rule import (
    MAX_MESSAGE_CHARACTERS,
    MAX_PATTERN_CHARACTERS,
    RULE_FIELDS,
    WITH_NUMBER,
    RuleForm,
    ValidationRule,
)
from backend.services import rules
from backend.services.acts import ABSENT, REASON_TEXT, Absent, Acting, NodeId, act

MAX_LENGTH = 1_000
MAX_NUMBER = 10_000
MAX_COUNT = 255  # of one character in a pattern: the limit of PostgreSQL
MAX_VARIABLE_COUNTS = 3  # of a pattern, so that comparing takes no long time in any language
# A pattern is a sequence of characters and sets of characters, each with a count. PostgreSQL, ECMAScript and Python
# read it alike, and a form can check with it what is typed (`services/input_schema.py`).
_ESCAPED = r"\\[\\^$.*+?()\[\]{}|/]"
_IN_SET = r"(?:[^\\\[\]^\s-]|[ ]|\\[\\\]^-])"
_SET = rf"\[\^?-?(?:{_IN_SET}(?:-{_IN_SET})?)+-?\]"
CHARACTER = rf"(?:[^\\^$.*+?()\[\]{{}}|/\s]|[ ]|{_ESCAPED}|\.|{_SET})"
COUNT = r"(?:[?*+]|\{(\d{1,3})(?:,(\d{0,3}))?\})?"
_PATTERN = re.compile(f"(?:{CHARACTER}{COUNT})+")
_COUNTS = re.compile(f"{CHARACTER}({COUNT})")
_FIXED = re.compile(r"\{\d+\}")


@dataclass(frozen=True, kw_only=True)
class RuleMessages:
    """What the person at the counter, or the customer, reads when the rule is broken; each at most 200 characters."""

    en: Annotated[str, "In English."]
    ru: Annotated[str, "In Russian."]
    ky: Annotated[str, "In Kyrgyz."]

    def columns(self) -> dict[str, str]:
        """The values of the columns. Raises Refusal INVALID_INPUT."""
        return {
            f"message_{each.name}": rules.text(
                getattr(self, each.name), MAX_MESSAGE_CHARACTERS, ["message", each.name], multiline=False
            )
            for each in fields(self)
        }


@dataclass(frozen=True, kw_only=True)
class CreateValidationRule:
    """Input of `createValidationRule`."""

    form: Annotated[RuleForm, "What is demanded."]
    field: Annotated[
        str,
        "The field, by its path in the input of `createCustomer`. REQUIRED: email, birthDate, document.number, "
        "document.expiresOn. FORMAT: name, phone, email, document.number. AGE_AT_LEAST: birthDate. DOCUMENT_VALID: "
        "document.expiresOn. BLOCKLIST: document.number, phone, name (with the birth date). LINES_AT_MOST: lines.",
    ]
    request_kind: Annotated[
        RequestKind | None,
        "Only for requests of this kind. When absent, for all of them, and for creation and change of a customer.",
    ] = None
    customer_kind: Annotated[CustomerKind | None, "Only for persons, or only for organisations."] = None
    document_kind: Annotated[DocumentKind | None, "FORMAT of document.number: only for documents of this kind."] = None
    document_country: Annotated[str | None, "FORMAT of document.number: only for documents of this country."] = None
    pattern: Annotated[
        str | None,
        "FORMAT: what the whole value in stored form looks like: characters and sets such as `[A-Z0-9]`, each with a "
        "count such as `?`, `+`, `{7}`, `{2,5}`; at most 3 counts may vary. Special characters follow a backslash. "
        "Without groups and alternatives.",
    ] = None
    min_length: Annotated[int | None, "FORMAT: least number of characters, from 1 to 1,000."] = None
    max_length: Annotated[int | None, "FORMAT: largest number of characters, from 1 to 1,000."] = None
    number: Annotated[
        int | None,
        "AGE_AT_LEAST: years. DOCUMENT_VALID: days that the document must still be valid. LINES_AT_MOST: contracts in "
        "service, with the new one. From 0 to 10,000.",
    ] = None
    severity: Annotated[Severity, "Whether it can be acknowledged."]
    message: Annotated[RuleMessages, "What is told when the rule is broken."]
    active_from: Annotated[date | None, "First day on which it holds; today when absent."] = None
    active_to: Annotated[date | None, "Last day on which it holds; it has no end when absent."] = None
    reason: Annotated[str, REASON_TEXT]


@act(ValidationRule, ADMINISTRATORS)
async def create_validation_rule(acting: Acting, command: CreateValidationRule) -> ValidationRuleKey:
    """Create a rule that the data of customers must meet. It holds at once, or from `activeFrom` on; data that is
    stored already is not checked by it.

    Raises Refusal INVALID_INPUT.
    """
    acting.reason_to("create a validation rule")
    country = None
    if command.document_country is not None:
        country = rules.country(command.document_country, ["documentCountry"])
    values = {
        "field": _field(command),
        "document_country": country,
        **_checked_form(command.form, command),
        "active_from": command.active_from or today(acting.settings),
        "active_to": command.active_to,
        **command.message.columns(),
    }
    _check_days(values["active_from"], command.active_to)
    rule = ValidationRule(
        id=VALIDATION_RULE_ID.new_key(), form=command.form, request_kind=command.request_kind,
        customer_kind=command.customer_kind, document_kind=command.document_kind, severity=command.severity, **values,
    )  # fmt: skip
    acting.session.add(rule)
    await acting.session.flush()
    acting.event("validation_rule.created", rule, {"internal": True, "form": rule.form.value, "field": rule.field})
    return rule.id


@dataclass(frozen=True, kw_only=True)
class ChangeValidationRule:
    """Input of `changeValidationRule`; absent fields keep their values."""

    id: Annotated[NodeId, "The rule."]
    pattern: Annotated[str | Absent | None, "FORMAT: the new pattern; null removes it."] = ABSENT
    min_length: Annotated[int | Absent | None, "FORMAT: least number of characters; null removes it."] = ABSENT
    max_length: Annotated[int | Absent | None, "FORMAT: largest number of characters; null removes it."] = ABSENT
    number: Annotated[int | Absent, "The new number of years, days or lines."] = ABSENT
    severity: Annotated[Severity | Absent, "Whether it can be acknowledged."] = ABSENT
    message: Annotated[RuleMessages | None, "What is told when the rule is broken."] = None
    active_from: Annotated[date | Absent, "First day on which it holds."] = ABSENT
    active_to: Annotated[date | Absent | None, "Last day on which it holds; null removes it."] = ABSENT
    expected_version: Annotated[
        int | None,
        "The `version` that was read. The mutation is refused with CONFLICT when the stored version differs.",
    ] = None
    reason: Annotated[str, REASON_TEXT]


@act(ValidationRule, ADMINISTRATORS)
async def change_validation_rule(acting: Acting, command: ChangeValidationRule) -> ValidationRuleKey:
    """Change what a rule demands, its severity, its message or its days. To demand something of another field, or in
    another form, create another rule.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION for a retired rule; CONFLICT where its version is not
    `expected_version`.
    """
    acting.reason_to("change a validation rule")
    rule = await _locked(acting, command.id)
    if command.expected_version is not None and rule.version != command.expected_version:
        message = f"the rule's version is {rule.version}, expected was {command.expected_version}; read it again"
        raise Refusal(ErrorCode.CONFLICT, message, ["expectedVersion"], node_id=command.id)
    changed = {
        name: value
        for name in ("pattern", "min_length", "max_length", "number", "severity", "active_from", "active_to")
        if (value := getattr(command, name)) is not ABSENT
    }
    after = {each: changed.get(each, getattr(rule, each)) for each in ("pattern", "min_length", "max_length", "number")}
    _checked_form(rule.form, _Demand(**after))
    _check_days(changed.get("active_from", rule.active_from), changed.get("active_to", rule.active_to))
    if command.message is not None:
        changed |= command.message.columns()
    await acting.update(rule, **changed)
    acting.event("validation_rule.changed", rule, {"internal": True, "fields": sorted(changed)})
    return rule.id


@dataclass(frozen=True, kw_only=True)
class RetireValidationRule:
    """Input of `retireValidationRule`."""

    id: Annotated[NodeId, "The rule."]
    reason: Annotated[str, REASON_TEXT]


@act(ValidationRule, ADMINISTRATORS)
async def retire_validation_rule(acting: Acting, command: RetireValidationRule) -> ValidationRuleKey:
    """End a rule at once and for good. It stays in the list.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION for a retired rule.
    """
    acting.reason_to("retire a validation rule")
    rule = await _locked(acting, command.id)
    await acting.update(rule, retired_at=sa.func.now())
    acting.event("validation_rule.retired", rule, {"internal": True})
    return rule.id


async def _locked(acting: Acting, node_id: str) -> ValidationRule:
    rule = await acting.lock(ValidationRule, node_id)
    if rule.retired_at is not None:
        raise Refusal(ErrorCode.INVALID_TRANSITION, "the rule was retired; create another one", ["id"])
    return rule


@dataclass(frozen=True, kw_only=True)
class _Demand:
    """What a rule demands, beside its form."""

    pattern: str | None
    min_length: int | None
    max_length: int | None
    number: int | None


def _field(command: CreateValidationRule) -> str:
    allowed = RULE_FIELDS[command.form]
    if command.field not in allowed:
        message = f"a rule of the form {command.form} has one of the fields {', '.join(allowed)}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["field"])
    of_document = command.document_kind is not None or command.document_country is not None
    if of_document and (command.form, command.field) != (RuleForm.FORMAT, "document.number"):
        message = "documentKind and documentCountry are for a rule of the form FORMAT on document.number"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["documentKind"])
    return command.field


def _checked_form(form: RuleForm, demand: CreateValidationRule | _Demand) -> Mapping[str, Any]:
    """The parameters of a rule of this form. Raises Refusal INVALID_INPUT for those that it lacks or does not have."""
    lengths = {"minLength": demand.min_length, "maxLength": demand.max_length}
    given = {"pattern": demand.pattern, **lengths, "number": demand.number}
    wanted = {"pattern", *lengths} if form is RuleForm.FORMAT else {"number"} if form in WITH_NUMBER else set()
    for name, value in given.items():
        if value is not None and name not in wanted:
            raise Refusal(ErrorCode.INVALID_INPUT, f"a rule of the form {form} has no {name}", [name])
    if wanted and all(given[name] is None for name in wanted):
        message = f"a rule of the form {form} requires {' or '.join(sorted(wanted))}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, [min(wanted)])
    for name, value in lengths.items():
        if value is not None and not 1 <= value <= MAX_LENGTH:
            raise Refusal(ErrorCode.INVALID_INPUT, f"{name} is from 1 to {MAX_LENGTH}; given is {value}", [name])
    if (demand.min_length or 0) > (demand.max_length or MAX_LENGTH):
        raise Refusal(ErrorCode.INVALID_INPUT, "minLength is greater than maxLength", ["minLength"])
    if demand.number is not None and not 0 <= demand.number <= MAX_NUMBER:
        message = f"number is from 0 to {MAX_NUMBER}; given is {demand.number}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["number"])
    if demand.pattern is not None:
        check_pattern(demand.pattern)
    return {
        "pattern": demand.pattern, "min_length": demand.min_length, "max_length": demand.max_length,
        "number": demand.number,
    }  # fmt: skip


def check_pattern(pattern: str) -> None:
    """Raises Refusal INVALID_INPUT for a pattern that is not of the accepted kind."""
    fault = None
    if len(pattern) > MAX_PATTERN_CHARACTERS or not _PATTERN.fullmatch(pattern):
        fault = (
            f"a pattern has 1 to {MAX_PATTERN_CHARACTERS} characters: characters and sets such as [A-Z0-9], each with a"
            " count such as ? + {7} {2,5}; other special characters follow a backslash"
        )
    elif not _can_be_read(pattern) or any(_is_wrong(each) for each in _COUNTS.finditer(pattern)):
        fault = f"a range such as [Z-A] or a count such as {{5,2}} cannot be met; counts go to {MAX_COUNT}"
    elif sum(_varies(each) for each in _COUNTS.finditer(pattern)) > MAX_VARIABLE_COUNTS:
        fault = f"at most {MAX_VARIABLE_COUNTS} counts of a pattern may vary"
    if fault is not None:
        raise Refusal(ErrorCode.INVALID_INPUT, fault, ["pattern"])


def _can_be_read(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _varies(count: re.Match[str]) -> bool:
    return bool(count[1]) and not _FIXED.fullmatch(count[1])


def _is_wrong(count: re.Match[str]) -> bool:
    least, most = count[2], count[3]
    if least is None:
        return False
    return int(least) > MAX_COUNT or (bool(most) and not int(least) <= int(most) <= MAX_COUNT)


def _check_days(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Refusal(ErrorCode.INVALID_INPUT, "activeTo is before activeFrom", ["activeTo"])
