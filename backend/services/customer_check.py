"""The check of a customer's data without writing, for forms while they are typed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.days import today
from backend.errors import ErrorCode, MatchCode, Refusal
from backend.identifiers import CUSTOMER_ID
from backend.models import Customer, CustomerKind, RequestKind, Severity
from backend.services import checking, rules
from backend.services.acts import NodeId
from backend.services.checking import Subject, Violation
from backend.services.identity import Document
from backend.services.lines import check_not_erased
from backend.services.matching import Candidate, Known, score_of
from backend.services.request.form import suggested
from backend.services.request.resemblance import NEW_CUSTOMERS, candidates, of_candidates
from backend.settings import Settings

_PATHS = {"birth_date": "birthDate"}
_SAME = {"phone": MatchCode.PHONE_SAME, "email": MatchCode.EMAIL_SAME, "document": MatchCode.DOCUMENT_SAME}
_NEEDED = ("name", "phone")  # of a new customer


@dataclass(frozen=True, kw_only=True)
class CheckCustomer:
    """The data of a customer, as far as it is typed. Without `id` of a new customer, with it of a changed one: then
    absent fields keep their values.
    """

    id: Annotated[NodeId | None, "The customer whose data is to be changed."] = None
    request_kind: Annotated[
        RequestKind | None, "Check the rules for requests of this kind too; those for creation when absent."
    ] = None
    kind: Annotated[CustomerKind, "Person or organisation; ignored with `id`."] = CustomerKind.PERSON
    name: Annotated[str | None, "Full name, surname first, or the organisation's name."] = None
    phone: Annotated[str | None, "Contact number."] = None
    email: Annotated[str | None, "Contact e-mail address."] = None
    document: Annotated[Document | None, "Identity document."] = None
    birth_date: Annotated[date | None, "Birth date of a person."] = None


@dataclass(frozen=True)
class CustomerCheck:
    """The rules that the data breaks, and the customers that resemble it, the likeliest first."""

    violations: Sequence[Violation]
    candidates: Sequence[Candidate]


async def check_customer(
    session: AsyncSession, settings: Settings, command: CheckCustomer, *, language: str
) -> CustomerCheck:
    """The violations and the candidates: for a new customer one statement each. Nothing is written.

    Raises Refusal NOT_FOUND for an unknown `id`, CUSTOMER_ERASED.
    """
    stored = await _stored(session, command)
    kind = command.kind if stored is None else stored.kind
    values, refused = _read(settings, command, kind)
    typed = _subject(values, kind)
    checked: Sequence[str]
    lines = int(command.request_kind in NEW_CUSTOMERS)
    if stored is None:
        before, subject, checked = None, replace(typed, lines=lines), checking.ALL_FIELDS
        refused += [_missing(name) for name in _NEEDED if getattr(command, name) is None]
    else:
        before = await checking.stored_subject(session, stored, more_lines=lines)
        given = {name: getattr(typed, name) for name in values if name != "document"}
        subject = replace(before, **given, documents=typed.documents or before.documents)
        checked = _checked_fields(values)
    broken = await checking.broken_rules(
        session, settings, subject, language=language, request_kind=command.request_kind, fields=checked
    )
    # A field that its rule refused is reported once.
    wrong = {each.field for each in refused}
    violations = [*refused, *(each for each in broken if each.field not in wrong)]
    known = _known(subject)
    found = [each for each in await candidates(session, known) if stored is None or each.customer_id != stored.id]
    alike = found if before is None else await _more_alike(session, found, _known(before), set(values))
    return CustomerCheck(
        [*violations, *of_candidates(alike, _known(typed), None if stored is None else stored.id)], found
    )


async def _stored(session: AsyncSession, command: CheckCustomer) -> Customer | None:
    """The customer that is to be changed, or the survivor of one that was merged."""
    if command.id is None:
        return None
    given = aliased(Customer)
    itself = sa.func.coalesce(given.merged_into_id, given.id)
    key = CUSTOMER_ID.decode(command.id)
    found = None
    if key is not None:
        found = await session.scalar(sa.select(Customer).join(given, Customer.id == itself).where(given.id == key))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", ["id"])
    check_not_erased(found.number, found.erased_at, ["id"])
    return found


def _read(settings: Settings, command: CheckCustomer, kind: CustomerKind) -> tuple[dict[str, Any], list[Violation]]:
    """The given values in stored form, and what the rules of single values refuse."""
    values: dict[str, Any] = {}
    refused: list[Violation] = []

    def read(name: str, path: str, rule: Callable[[Any], Any]) -> None:
        value = getattr(command, name)
        if value is None:
            return
        try:
            values[name] = rule(value)
        except Refusal as refusal:
            field = ".".join(refusal.field) if name == "document" else path
            suggestion = suggested(rule, value)
            refused.append(Violation(refusal.code, field, refusal.message, Severity.BLOCK, suggestion))

    day = today(settings)
    read("name", "name", rules.name)
    read("phone", "phone", lambda text: rules.phone(text, settings))
    read("email", "email", rules.email)
    read("document", "document", Document.checked)
    read("birth_date", "birthDate", lambda born: rules.birth_date(born, kind, day))
    return values, refused


def _subject(values: Mapping[str, Any], kind: CustomerKind) -> Subject:
    documents = (values["document"],) if "document" in values else ()
    return Subject(kind=kind, documents=documents, **{name: values[name] for name in values if name != "document"})


def _checked_fields(values: Mapping[str, Any]) -> list[str]:
    """The fields of validation rules that are checked when these values change."""
    found = [_PATHS.get(name, name) for name in values if name != "document"]
    found += ["name"] if "birth_date" in values and "name" not in values else []  # a person is both
    return found + (["document.number", "document.expiresOn"] if "document" in values else [])


def _missing(name: str) -> Violation:
    return Violation(ErrorCode.FIELD_REQUIRED, name, f"a new customer requires {name}", Severity.BLOCK)


def _known(subject: Subject) -> Known:
    own = {each.name for each in fields(Known)} - {"documents", "further"}
    documents = tuple(each.match_key for each in subject.documents)
    return Known(documents=documents, **{name: getattr(subject, name) for name in own})


async def _more_alike(
    session: AsyncSession, found: Sequence[Candidate], before: Known, changed: set[str]
) -> list[Candidate]:
    """Those of the candidates to whom a change makes a customer more similar, or whose phone, e-mail or document it
    takes; the others were similar before.
    """
    if not found:
        return []
    taken = {code for name, code in _SAME.items() if name in changed}
    scores = await score_of(session, before, [each.customer_id for each in found])
    return [
        each
        for each in found
        if each.match.codes & taken
        or (each.is_possible_duplicate and each.match.score > scores[each.customer_id].score)
    ]
