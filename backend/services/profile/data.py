"""The name and the personal data of a customer."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from backend.auth.viewer import DECIDING, STAFF
from backend.days import today
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CustomerKey
from backend.models import Customer, CustomerKind, IdentityDocument, KycStatus, Language, LegalForm, Sex
from backend.services import rules
from backend.services.acts import ABSENT, Absent, Acting, NodeId, act
from backend.services.customer import CUSTOMER, accept_duplicate, acknowledged_by, check_change, check_likeness
from backend.services.identity import Document, lock_identifiers
from backend.services.profile.checks import CheckedChange, check_by_rules
from backend.services.profile.documents import (
    VERIFIED_TEXT,
    IssuedDocument,
    add_new,
    check_valid,
    replace_valid,
    settle_identity,
)
from backend.services.profile.values import locked_for_change, part_of
from backend.services.ticket.work import assignee_of

_ALLOW_TEXT = "Change the data even if another customer is similar then."
_OF_PERSONS = {"sex": "sex", "citizenship": "citizenship"}
_OF_ORGANISATIONS = {"tax_number": "taxNumber", "legal_form": "legalForm"}


@dataclass(frozen=True, kw_only=True)
class ChangeCustomerName(CheckedChange):
    """Input of `changeCustomerName`. Exactly one of `documentId` and `document` is required."""

    name: Annotated[str, "The new full name, surname first, or the organisation's new name."]
    document_id: Annotated[NodeId | None, "A valid document of the customer that shows the new name."] = None
    document: Annotated[
        IssuedDocument | None,
        "A new document that shows the new name. It is added, and stands for the valid one of its kind and country.",
    ] = None
    verified: Annotated[bool, VERIFIED_TEXT] = False
    allow_duplicate: Annotated[bool, _ALLOW_TEXT] = False


@act(Customer, DECIDING, payload=CUSTOMER)
async def change_customer_name(acting: Acting, command: ChangeCustomerName) -> CustomerKey:
    """Change the name of a customer, by the document that shows the new one. A verified identity is INITIALIZED again,
    since it was another name that was verified, unless staff `verified` the document in this act.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED, INVALID_NAME, INVALID_INPUT, DOCUMENT_REQUIRED,
    DOCUMENT_EXPIRED, ALREADY_EXISTS, INVALID_TRANSITION where a rejected identity is to be verified; the code of a
    validation rule that blocks or is not acknowledged; POSSIBLE_DUPLICATE where another customer has the document or,
    unless duplicates are allowed, is similar with the new name.
    """
    name = rules.name(command.name)
    if (command.document_id is None) == (command.document is None):
        message = "exactly one of documentId and document is required: what shows the new name"
        raise Refusal(ErrorCode.DOCUMENT_REQUIRED, message, ["document"])
    given = command.document.checked() if command.document else None
    await lock_identifiers(acting.session, document=given)
    customer = await locked_for_change(acting, command.id, command.expected_version)
    if name == customer.name:
        raise Refusal(ErrorCode.INVALID_INPUT, "the customer has this name already", ["name"])
    acknowledged = acknowledged_by(command)
    await check_by_rules(acting, customer, {"name": name}, acknowledged, given)
    await accept_duplicate(acting, customer, check_change(acting.session, customer, {"name": name}), acknowledged)
    proof = await _shown_by(acting, customer, command, given)
    await acting.update(customer, name=name)
    acting.event("customer.name_changed", customer, {"document": proof.kind.value})
    await settle_identity(acting, customer, proof, verified=command.verified, expires=True)
    return customer.id


async def _shown_by(
    acting: Acting, customer: Customer, command: ChangeCustomerName, given: Document | None
) -> IdentityDocument:
    """The document that shows the new name: a stored one, or the given one, which is added."""
    if command.document is not None and given is not None:
        await replace_valid(acting, customer, given)
        return await add_new(acting, customer, given, command.document)
    assert command.document_id is not None
    stored: IdentityDocument = await part_of(acting, customer, IdentityDocument, command.document_id, "documentId")
    await check_valid(acting, stored, "documentId")
    return stored


@dataclass(frozen=True, kw_only=True)
class UpdateCustomerProfile(CheckedChange):
    """Input of `updateCustomerProfile`; absent fields keep their values, null removes a value."""

    sex: Annotated[Sex | Absent | None, "Sex of a person."] = ABSENT
    citizenship: Annotated[str | Absent | None, "Citizenship of a person, ISO 3166-1 alpha-2, such as KG."] = ABSENT
    language: Annotated[Language | Absent, "Language of messages and documents for the customer."] = ABSENT
    birth_date: Annotated[
        date | Absent | None,
        "Birth date of a person. Replacing or removing one requires `reason`; that of a verified person is corrected by"
        " `verifyCustomer`, with the document.",
    ] = ABSENT
    tax_number: Annotated[str | Absent | None, "Tax number of an organisation; separators are removed."] = ABSENT
    tax_country: Annotated[str, "Country of `taxNumber`, ISO 3166-1 alpha-2."] = "KG"
    legal_form: Annotated[LegalForm | Absent | None, "Legal form of an organisation."] = ABSENT
    account_manager: Annotated[
        str | Absent | None, "E-mail address of the member of the staff who looks after the customer, or `me`."
    ] = ABSENT
    allow_duplicate: Annotated[bool, _ALLOW_TEXT] = False


@act(Customer, STAFF, payload=CUSTOMER)
async def update_customer_profile(acting: Acting, command: UpdateCustomerProfile) -> CustomerKey:
    """Change personal data of a customer, or the data of an organisation.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED; INVALID_INPUT, also for a field that a customer of this kind
    does not have; DOCUMENT_REQUIRED for the birth date of a verified person; the code of a validation rule that blocks
    or is not acknowledged; and unless duplicates are allowed POSSIBLE_DUPLICATE where another customer is more similar
    with the new birth date.
    """
    values = await _checked(acting, command)
    customer = await locked_for_change(acting, command.id, command.expected_version)
    _check_kind(customer, values)
    changed = {name: value for name, value in values.items() if getattr(customer, name) != value}
    if not changed:
        return customer.id
    if "birth_date" in changed:
        born, acknowledged = {"birth_date": changed["birth_date"]}, acknowledged_by(command)
        _check_birth_date(acting, customer, changed["birth_date"])
        await check_by_rules(acting, customer, born, acknowledged)
        if changed["birth_date"] is not None:
            await accept_duplicate(acting, customer, check_likeness(acting.session, customer, born), acknowledged)
    await acting.update(customer, **changed)
    acting.event("customer.profile_changed", customer, {"fields": sorted(changed)})
    return customer.id


async def _checked(acting: Acting, command: UpdateCustomerProfile) -> dict[str, Any]:
    """The given values in stored form, by column. Raises Refusal INVALID_INPUT, NOT_FOUND."""
    plain = {name: getattr(command, name) for name in ("sex", "language", "birth_date", "legal_form")}
    values: dict[str, Any] = {name: value for name, value in plain.items() if value is not ABSENT}
    if command.citizenship is not ABSENT:
        given = command.citizenship
        values["citizenship"] = None if given is None else rules.country(given, ["citizenship"])
    if command.tax_number is None:
        values |= {"tax_number": None, "tax_country": None}
    elif command.tax_number is not ABSENT:
        country = rules.country(command.tax_country, ["taxCountry"])
        values |= {"tax_number": rules.tax_number(command.tax_number, country), "tax_country": country}
    if command.account_manager is not ABSENT:
        given = command.account_manager
        user = None if given is None else await assignee_of(acting, given, ["accountManager"])
        values |= {"account_manager_id": user and user.id, "account_manager": user and user.email}
    return values


def _check_kind(customer: Customer, values: dict[str, Any]) -> None:
    """Raises Refusal INVALID_INPUT for a value that a customer of this kind does not have."""
    person = customer.kind is CustomerKind.PERSON
    others, kind = (_OF_ORGANISATIONS, "ORGANISATION") if person else (_OF_PERSONS, "PERSON")
    for name, field in others.items():
        if values.get(name) is not None:
            raise Refusal(ErrorCode.INVALID_INPUT, f"only a customer of the kind {kind} has this", [field])


def _check_birth_date(acting: Acting, customer: Customer, birth_date: date | None) -> None:
    """Raises Refusal INVALID_INPUT, DOCUMENT_REQUIRED."""
    if birth_date is not None:
        rules.birth_date(birth_date, customer.kind, today(acting.settings))
    if customer.birth_date is None:
        return
    if customer.kyc_status is KycStatus.VALIDATED:
        message = "the identity is verified; give the birth date with its document to verifyCustomer"
        raise Refusal(ErrorCode.DOCUMENT_REQUIRED, message, ["birthDate"])
    acting.reason_to("replace a birth date")
