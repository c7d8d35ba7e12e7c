"""Customers: creation, recognition and contact data."""

from collections.abc import Awaitable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, ClassVar, assert_never

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF
from backend.errors import CustomerTrait, ErrorCode, Refusal
from backend.identifiers import CUSTOMER_ID, CustomerKey
from backend.models import CUSTOMER_STATES, Customer, CustomerStatus, KycStatus, LostPhone, NodeType
from backend.services import checking, rules
from backend.services.acts import ABSENT, Absent, Acting, NodeId, Payload, Reason, act
from backend.services.identity import (
    Document,
    NewCustomer,
    add_birth_date,
    add_document,
    check_no_duplicate,
    check_not_similar,
    known_of,
    lock_identifiers,
    name_agrees,
    possible_duplicate,
    recognise,
    traits_of,
)
from backend.services.lines import check_not_erased
from backend.services.matching import known_of_stored
from backend.services.profile.values import EXPECTED_VERSION_TEXT, locked_for_change
from backend.services.recording import Journal, target_of
from backend.services.representation import AtCounter
from backend.settings import Settings

CUSTOMER = Payload(text="The customer after the mutation; after a CONFLICT, the stored customer.", candidates=True)
ALLOW_DUPLICATE_TEXT = (
    "Create the customer even if a similar one exists: the same as POSSIBLE_DUPLICATE in `acknowledge`. A document of "
    "another customer is refused in any case."
)
ACKNOWLEDGE_TEXT = (
    "Codes of the violations with the severity ALERT that are accepted, one by one; the audit entry names those that "
    "there were. A violation with the severity BLOCK is refused in any case."
)
Acknowledged = Collection[ErrorCode]
_DUPLICATE = ErrorCode.POSSIBLE_DUPLICATE


@dataclass(frozen=True, kw_only=True)
class CreateCustomer(AtCounter, NewCustomer):
    """A new customer."""

    later: ClassVar[frozenset[str]] = frozenset({"acknowledge"})

    allow_duplicate: Annotated[bool, ALLOW_DUPLICATE_TEXT] = False
    acknowledge: Annotated[tuple[ErrorCode, ...], ACKNOWLEDGE_TEXT] = ()
    reason: Reason = None


@act(Customer, STAFF, payload=CUSTOMER)
async def create_customer(acting: Acting, command: CreateCustomer) -> CustomerKey:
    """Create a customer without a contract.

    Raises Refusal as the fields' rules, POSSIBLE_DUPLICATE with candidates, and the code of a validation rule that is
    broken and blocks, or is not acknowledged.
    """
    given, acknowledged = command.checked(acting.settings), acknowledged_by(command)
    allowed = _DUPLICATE in acknowledged
    found = await recognise(acting.session, acting.settings, given, allow_duplicate=allowed, at=())
    # A document belongs to one customer, so `allow_duplicate` does not apply to it.
    if found is not None and (found.by_document or not allowed):
        message = f"the customer is registered already as {found.customer.number}"
        raise await possible_duplicate(acting.session, [found.customer.id], traits_of(given), message, ())
    return (await _create(acting, given, acknowledged, at=())).id


def acknowledged_by(command: Any) -> Acknowledged:
    """The codes that a command accepts; `allow_duplicate` is the older name of one of them."""
    return {*command.acknowledge, *((_DUPLICATE,) if command.allow_duplicate else ())}


async def find_or_create(
    acting: Acting, given: NewCustomer, acknowledged: Acknowledged, *, at: tuple[str, ...]
) -> tuple[Customer, tuple[Mapping[str, Any], ...]]:
    """Lock the customer whom the form describes (`recognise`), or create one, for another contract. Returns warnings
    about ignored input too.

    A document or birth date that a registered customer did not have is added. Raises Refusal POSSIBLE_DUPLICATE as
    `recognise`, and, unless duplicates are allowed, when another customer is similar or has the phone or e-mail; and
    the code of a validation rule as `create_customer`.
    """
    session, journal = acting.session, acting.journal
    found = await recognise(session, acting.settings, given, allow_duplicate=_DUPLICATE in acknowledged, at=at)
    if found is None:
        return await _create(acting, given, acknowledged, at=at, lines=1), ()
    if given.document and not found.by_document:
        await add_document(session, found.customer, given.document, journal)
    if given.birth_date and found.customer.birth_date is None:
        await add_birth_date(session, found.customer, given.birth_date, journal)
    await check_another_line(acting, found.customer, acknowledged, at, given)
    return found.customer, tuple(_contact_warnings(found.customer, given, at))


async def check_another_line(
    acting: Acting,
    customer: Customer,
    acknowledged: Acknowledged,
    at: tuple[str, ...],
    given: NewCustomer | None = None,
) -> None:
    """Check a locked customer who gets another contract, and what a form gives of the customer. Raises Refusal with the
    code of a broken validation rule.
    """
    session, settings, language = acting.session, acting.settings, acting.viewer.language
    broken = []
    if given is not None:
        broken = await checking.broken_rules(session, settings, checking.subject_of(given), language=language)
    stored = await checking.stored_subject(session, customer, more_lines=1)
    more = await checking.broken_rules(session, settings, stored, language=language, forms=checking.EXISTING_FORMS)
    accepted = checking.accept(dict.fromkeys([*broken, *more]), acknowledged, at)
    await checking.record_accepted(session, customer, accepted)


def _contact_warnings(customer: Customer, given: NewCustomer, at: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """Warnings about given contact data that differs from the customer's: only updateCustomerContact changes it."""
    for field, noun in (("phone", "phone number"), ("email", "e-mail address")):
        new, stored = getattr(given, field), getattr(customer, field)
        if new is not None and new != stored:
            message = f"customer {customer.number} has another {noun}, which was kept; updateCustomerContact changes it"
            yield {"code": ErrorCode.CONTACT_KEPT.value, "message": message, "field": [*at, field]}


async def _create(
    acting: Acting, given: NewCustomer, acknowledged: Acknowledged, *, at: tuple[str, ...], lines: int = 0
) -> Customer:
    """Create a customer, who gets so many lines by the same act."""
    session, journal = acting.session, acting.journal
    broken = await checking.broken_rules(
        session, acting.settings, checking.subject_of(given, lines=lines), language=acting.viewer.language
    )
    accepted = checking.accept(broken, acknowledged, at)
    traits = traits_of(given)
    similar = check_not_similar(session, known_of(traits, given.kind), traits, at)
    accepted += await _accepted_duplicate(similar, acknowledged)
    customer = Customer(
        kind=given.kind,
        name=given.name,
        phone=given.phone,
        email=given.email,
        status=CustomerStatus.PROSPECT,
        kyc_status=KycStatus.INITIALIZED,
        birth_date=given.birth_date,
        **({"language": given.language} if given.language else {}),
    )
    session.add(customer)
    await session.flush()
    if given.document:
        await add_document(session, customer, given.document, None)
    journal.step(NodeType.CUSTOMER, customer.id, "create", None, CustomerStatus.PROSPECT, customer_id=customer.id)
    await checking.record_accepted(session, customer, accepted)
    return customer


async def _accepted_duplicate(check: Awaitable[None], acknowledged: Acknowledged) -> Sequence[ErrorCode]:
    """The code POSSIBLE_DUPLICATE where a check finds one that is acknowledged. Raises the Refusal of another one."""
    try:
        await check
    except Refusal as refusal:
        if refusal.code is not _DUPLICATE or _DUPLICATE not in acknowledged:
            raise
        return [_DUPLICATE]
    return []


async def accept_duplicate(
    acting: Acting, customer: Customer, check: Awaitable[None], acknowledged: Acknowledged
) -> None:
    """Record that a possible duplicate of a locked customer is accepted, where a check finds one that is acknowledged.
    Raises the Refusal of another one.
    """
    await checking.record_accepted(acting.session, customer, await _accepted_duplicate(check, acknowledged))


async def locked(session: AsyncSession, text: str, field: tuple[str, ...] = ("id",)) -> Customer:
    """Lock and read a customer, or the survivor of one that was merged. Raises Refusal NOT_FOUND, CUSTOMER_ERASED."""
    key = CUSTOMER_ID.decode(text)
    found = None
    while key is not None:
        found = await session.scalar(sa.select(Customer).where(Customer.id == key).with_for_update(key_share=True))
        key = None if found is None else found.merged_into_id
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", field)
    check_not_erased(found.number, found.erased_at, field)
    return found


def check_may_contract(customer: Customer, settings: Settings, field: tuple[str, ...]) -> None:
    """Check that a customer may get a contract. Raises Refusal CUSTOMER_CLOSED, CUSTOMER_SUSPENDED, KYC_REQUIRED."""
    check_open(customer, field)
    check_identity(customer, settings, field)


def check_open(customer: Customer, field: tuple[str, ...]) -> None:
    """Raises Refusal CUSTOMER_CLOSED, CUSTOMER_SUSPENDED."""
    match customer.status:
        case CustomerStatus.CLOSED:
            raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the customer is closed", field)
        case CustomerStatus.SUSPENDED:
            raise Refusal(ErrorCode.CUSTOMER_SUSPENDED, "the customer is suspended", field)
        case CustomerStatus.PROSPECT | CustomerStatus.ACTIVE:
            pass
        case _:
            assert_never(customer.status)


def check_identity(customer: Customer, settings: Settings, field: tuple[str, ...]) -> None:
    """Raises Refusal KYC_REQUIRED where CRM_REQUIRE_KYC is set and the identity is not verified."""
    if settings.require_kyc and customer.kyc_status is not KycStatus.VALIDATED:
        message = "the customer's identity must be verified first: createCustomer, verifyCustomer, then give customerId"
        raise Refusal(ErrorCode.KYC_REQUIRED, message, field)


def activate(customer: Customer, journal: Journal) -> None:
    """Activate a prospect, with its first contract."""
    if customer.status is CustomerStatus.PROSPECT:
        target = target_of(CUSTOMER_STATES, customer.status, "activate")
        journal.step(NodeType.CUSTOMER, customer.id, "activate", customer.status, target, customer_id=customer.id)
        customer.status = target


@dataclass(frozen=True, kw_only=True)
class UpdateCustomerContact(AtCounter):
    """Input of `updateCustomerContact`; absent fields keep their values."""

    later: ClassVar[frozenset[str]] = frozenset({"acknowledge"})

    id: Annotated[NodeId, "The customer."]
    name: Annotated[str | Absent, "The new name."] = ABSENT
    phone: Annotated[str | Absent, "The new contact number."] = ABSENT
    email: Annotated[str | Absent | None, "The new e-mail address; null removes the address."] = ABSENT
    expected_version: Annotated[int | None, EXPECTED_VERSION_TEXT] = None
    allow_duplicate: Annotated[
        bool,
        "Change the data even if another customer has this phone or e-mail, or is similar then: the same as "
        "POSSIBLE_DUPLICATE in `acknowledge`.",
    ] = False
    acknowledge: Annotated[tuple[ErrorCode, ...], ACKNOWLEDGE_TEXT] = ()
    reason: Reason = None

    def checked(self, settings: Settings) -> Mapping[str, str | None]:
        """The given values in stored form. Raises Refusal INVALID_NAME, INVALID_PHONE, INVALID_EMAIL."""
        values: dict[str, str | None] = {}
        if self.name is not ABSENT:
            values["name"] = rules.name(self.name)
        if self.phone is not ABSENT:
            values["phone"] = rules.phone(self.phone, settings)
        if self.email is not ABSENT:
            values["email"] = None if self.email is None else rules.email(self.email)
        return values


@act(Customer, STAFF, payload=CUSTOMER)
async def update_customer_contact(acting: Acting, command: UpdateCustomerContact) -> CustomerKey:
    """Change a customer's primary phone or e-mail, or correct the name. `changeCustomerName` changes the name of a
    customer whose identity is verified.

    Raises Refusal NOT_FOUND, INVALID_NAME, INVALID_PHONE, INVALID_EMAIL, CUSTOMER_CLOSED; DOCUMENT_REQUIRED for another
    name of a verified customer; CONFLICT where the version is not `expected_version`; the code of a validation rule
    that a new value breaks, and that blocks or is not acknowledged; unless duplicates are allowed POSSIBLE_DUPLICATE
    where another customer has the new phone or e-mail, or the new name with the same phone and e-mail, or is a possible
    duplicate by its score.
    """
    values = command.checked(acting.settings)
    await lock_identifiers(acting.session, phone=values.get("phone"), email=values.get("email"))
    customer = await locked_for_change(acting, command.id, command.expected_version)
    changed = {name: value for name, value in values.items() if getattr(customer, name) != value}
    if changed:
        if (name := changed.get("name")) is not None and await needs_document(acting.session, customer, name):
            message = "the identity is verified by a document; changeCustomerName takes the one that shows the new name"
            raise Refusal(ErrorCode.DOCUMENT_REQUIRED, message, ["name"])
        acknowledged = acknowledged_by(command)
        accepted = await check_rules(acting, customer, changed, acknowledged)
        accepted += await _accepted_duplicate(check_change(acting.session, customer, changed), acknowledged)
        await acting.update(customer, **changed)
        await checking.record_accepted(acting.session, customer, accepted)
        acting.event("customer.contact_changed", customer, {"fields": sorted(changed)})
    if values.get("phone") == customer.phone:
        # A number that is given again is the customer's again, also where it had left its holder meanwhile.
        again = sa.delete(LostPhone).where(LostPhone.customer_id == customer.id, LostPhone.phone == customer.phone)
        await acting.session.execute(again)
    return customer.id


async def needs_document(session: AsyncSession, customer: Customer, name: str) -> bool:
    """Whether this new name of a customer has to be shown by a document: that of a verified one, unless it is another
    spelling.
    """
    if customer.kyc_status is not KycStatus.VALIDATED:
        return False
    return not await session.scalar(sa.select(name_agrees(name)).where(Customer.id == customer.id))


async def check_rules(
    acting: Acting,
    customer: Customer,
    changed: Mapping[str, Any],
    acknowledged: Acknowledged,
    document: Document | None = None,
) -> list[ErrorCode]:
    """Check the new values of columns of a locked customer, and a new document, by the validation rules. Returns the
    accepted codes. Raises Refusal with the code of a broken rule.
    """
    stored = await checking.stored_subject(acting.session, customer)
    fields = [{"birth_date": "birthDate"}.get(name, name) for name in changed]
    if document is not None:
        stored = replace(stored, documents=(document,))
        fields += ["document.number", "document.expiresOn"]
    # A person is a name with a birth date.
    fields += ["name"] if "birth_date" in changed and "name" not in changed else []
    broken = await checking.broken_rules(
        acting.session, acting.settings, replace(stored, **changed), language=acting.viewer.language, fields=fields
    )
    return checking.accept(broken, acknowledged)


async def check_change(session: AsyncSession, customer: Customer, changed: Mapping[str, Any]) -> None:
    """Raises Refusal POSSIBLE_DUPLICATE where a change makes a customer a possible duplicate of another."""
    after = {name: changed.get(name, getattr(customer, name)) for name in ("name", "phone", "email")}
    conditions: dict[str, sa.ColumnElement[bool]] = {}
    if "phone" in changed:
        conditions["phone"] = Customer.phone == after["phone"]
    if changed.get("email") is not None:
        conditions["email"] = Customer.email == after["email"]
    same_email = Customer.email.is_not_distinct_from(after["email"])
    conditions["name"] = sa.and_(name_agrees(after["name"]), Customer.phone == after["phone"], same_email)
    compared = {CustomerTrait(name.upper()): value for name, value in after.items() if value is not None}
    for field, agrees in conditions.items():
        await check_no_duplicate(session, compared, [agrees], [field], excluding=customer.id)
    await check_likeness(session, customer, changed)


async def check_likeness(session: AsyncSession, customer: Customer, changed: Mapping[str, Any]) -> None:
    """Raises Refusal POSSIBLE_DUPLICATE where a change makes a customer similar to another one."""
    before = await known_of_stored(session, customer)
    after = replace(before, **changed)
    compared = ("name", "phone", "email", "birth_date")
    given = {CustomerTrait(name.upper()): value for name in compared if (value := getattr(after, name))}
    field = next(name for name in compared if name in changed)
    await check_not_similar(session, after, given, [field], stored=(customer.id, before))
