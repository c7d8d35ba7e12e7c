"""Contacts of a customer, and the contact persons of an organisation."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CustomerKey
from backend.models import ContactKind, ContactPerson, Customer, CustomerContact, CustomerKind
from backend.services import rules
from backend.services.acts import Acting, NodeId, act
from backend.services.customer import CUSTOMER, accept_duplicate, acknowledged_by, check_change
from backend.services.identity import lock_identifiers
from backend.services.profile.checks import CheckedChange, check_by_rules
from backend.services.profile.values import (
    CustomerChange,
    check_room,
    locked_for_change,
    part_of,
    touch,
)
from backend.services.ticket.values import optional

MAX_CONTACTS = 50
MAX_CONTACT_PERSONS = 50


@dataclass(frozen=True, kw_only=True)
class AddContact(CheckedChange):
    """Input of `addContact`. Exactly one of `phone` and `email` is required."""

    phone: Annotated[str | None, "A phone number, in the forms that `createCustomer` accepts."] = None
    email: Annotated[str | None, "An e-mail address."] = None
    primary: Annotated[
        bool,
        "Make it the primary one, which messages go to; the earlier primary one becomes a further contact. The first"
        " e-mail address is primary in any case. A further contact can be given to make it the primary one.",
    ] = False
    allow_duplicate: Annotated[bool, "Make it the primary one even if another customer has it, or is similar then."] = (
        False
    )


@act(Customer, STAFF, payload=CUSTOMER)
async def add_contact(acting: Acting, command: AddContact) -> CustomerKey:
    """Add a phone number or an e-mail address to a customer, or make one the primary one.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED, INVALID_INPUT, INVALID_PHONE, INVALID_EMAIL, ALREADY_EXISTS
    where the customer has it; the code of a validation rule that blocks or is not acknowledged; and for a primary one,
    unless duplicates are allowed, POSSIBLE_DUPLICATE.
    """
    if (command.phone is None) == (command.email is None):
        raise Refusal(ErrorCode.INVALID_INPUT, "exactly one of phone and email is required", ["phone"])
    phone = None if command.phone is None else rules.phone(command.phone, acting.settings)
    email = None if command.email is None else rules.email(command.email)
    await lock_identifiers(acting.session, phone=phone, email=email)
    customer = await locked_for_change(acting, command.id, command.expected_version)
    kind, value = (ContactKind.PHONE, phone) if email is None else (ContactKind.EMAIL, email)
    field = kind.value.lower()
    before = getattr(customer, field)
    primary = command.primary or before is None
    if value == before:
        raise Refusal(ErrorCode.ALREADY_EXISTS, "this is the customer's primary contact already", [field])
    acknowledged = acknowledged_by(command)
    await check_by_rules(acting, customer, {field: value}, acknowledged)
    if not primary:
        await _check_new(acting, customer, field, value)
        await _insert(acting, customer, kind, value)
        await touch(acting, customer)
        acting.event("customer.contact_added", customer, {"kind": kind.value})
        return customer.id
    await accept_duplicate(acting, customer, check_change(acting.session, customer, {field: value}), acknowledged)
    await acting.update(customer, **{field: value})  # a trigger removes it from the further contacts
    if before is not None:
        await _insert(acting, customer, kind, before)
    acting.event("customer.contact_changed", customer, {"fields": [field]})
    return customer.id


async def _check_new(acting: Acting, customer: Customer, field: str, value: str | None) -> None:
    """Raises Refusal ALREADY_EXISTS where a further contact has this value."""
    same = sa.exists().where(CustomerContact.customer_id == customer.id, getattr(CustomerContact, field) == value)
    if await acting.session.scalar(sa.select(same)):
        raise Refusal(ErrorCode.ALREADY_EXISTS, "the customer has this contact already", [field])


async def _insert(acting: Acting, customer: Customer, kind: ContactKind, value: str | None) -> None:
    await check_room(acting, customer, CustomerContact, MAX_CONTACTS)
    values = {"customer_id": customer.id, "kind": kind, kind.value.lower(): value}
    await acting.session.execute(sa.insert(CustomerContact).values(**values))


@dataclass(frozen=True, kw_only=True)
class RemoveContact(CustomerChange):
    """Input of `removeContact`."""

    contact_id: Annotated[NodeId, "One of `contacts` of the customer."]


@act(Customer, STAFF, payload=CUSTOMER)
async def remove_contact(acting: Acting, command: RemoveContact) -> CustomerKey:
    """Remove a phone number or an e-mail address that is not the primary one. `addContact` exchanges the primary one;
    `updateCustomerContact` removes the primary e-mail address.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED.
    """
    customer = await locked_for_change(acting, command.id, command.expected_version)
    contact: CustomerContact = await part_of(acting, customer, CustomerContact, command.contact_id, "contactId")
    await acting.session.delete(contact)
    await touch(acting, customer)
    acting.event("customer.contact_removed", customer, {"kind": contact.kind.value})
    return customer.id


@dataclass(frozen=True, kw_only=True)
class AddContactPerson(CustomerChange):
    """Input of `addContactPerson`."""

    name: Annotated[str, "Full name, surname first."]
    role: Annotated[str | None, "Position or task in the organisation, at most 100 characters."] = None
    phone: Annotated[str | None, "A phone number, in the forms that `createCustomer` accepts."] = None
    email: Annotated[str | None, "An e-mail address."] = None


@act(Customer, STAFF, payload=CUSTOMER)
async def add_contact_person(acting: Acting, command: AddContactPerson) -> CustomerKey:
    """Add a person who speaks for an organisation.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED, INVALID_NAME, INVALID_PHONE, INVALID_EMAIL, and INVALID_INPUT
    where the customer is a person.
    """
    values = {
        "name": rules.name(command.name),
        "role": optional(command.role, 100, ["role"], multiline=False),
        "phone": None if command.phone is None else rules.phone(command.phone, acting.settings),
        "email": None if command.email is None else rules.email(command.email),
    }
    customer = await locked_for_change(acting, command.id, command.expected_version)
    if customer.kind is not CustomerKind.ORGANISATION:
        raise Refusal(ErrorCode.INVALID_INPUT, "only an ORGANISATION has contact persons", ["id"])
    await check_room(acting, customer, ContactPerson, MAX_CONTACT_PERSONS)
    await acting.session.execute(sa.insert(ContactPerson).values(customer_id=customer.id, **values))
    await touch(acting, customer)
    acting.event("customer.contact_person_added", customer, {})
    return customer.id


@dataclass(frozen=True, kw_only=True)
class RemoveContactPerson(CustomerChange):
    """Input of `removeContactPerson`."""

    contact_person_id: Annotated[NodeId, "One of `contactPersons` of the organisation."]


@act(Customer, STAFF, payload=CUSTOMER)
async def remove_contact_person(acting: Acting, command: RemoveContactPerson) -> CustomerKey:
    """Remove a contact person of an organisation.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED.
    """
    customer = await locked_for_change(acting, command.id, command.expected_version)
    person = await part_of(acting, customer, ContactPerson, command.contact_person_id, "contactPersonId")
    await acting.session.delete(person)
    await touch(acting, customer)
    acting.event("customer.contact_person_removed", customer, {})
    return customer.id
