"""Customers: created, recognised, kept up to date."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.identifiers import decode_id, encode_id
from backend.models import (
    CUSTOMER_STATES,
    Customer,
    CustomerKind,
    CustomerStatus,
    DocumentKind,
    IdentityDocument,
    KycStatus,
    Language,
    NodeType,
)
from backend.models.customer import NAME_KEY
from backend.services import rules
from backend.services.recording import Journal, target_of
from backend.settings import Settings

PREFIX = "cus"
MOST_CANDIDATES = 10
# Held together by those who register one customer each, and alone by a file's chunk when it is about to commit: it
# looks once more whether one of its customers has come meanwhile.
REGISTERING = 7_264_310_012


@dataclass(frozen=True)
class Document:
    kind: DocumentKind
    number: str
    country: str = "KG"


@dataclass(frozen=True)
class NewCustomer:
    """What a customer is created from; `document` recognises one who came before."""

    kind: CustomerKind
    name: str
    phone: str
    email: str | None = None
    language: Language | None = None
    document: Document | None = None

    def checked(self, settings: Settings, at: tuple[str, ...] = ()) -> "NewCustomer":
        """The same in stored form. Raises Refusal naming the field under `at`."""
        document = self.document and Document(
            self.document.kind,
            rules.document_number(self.document.number, (*at, "document", "number")),
            rules.country(self.document.country, (*at, "document", "country")),
        )
        return NewCustomer(
            self.kind,
            rules.name(self.name, (*at, "name")),
            rules.phone(self.phone, settings, (*at, "phone")),
            None if self.email is None else rules.email(self.email, (*at, "email")),
            self.language,
            document or None,
        )


async def create_customer(
    session: AsyncSession,
    settings: Settings,
    actor: str,
    new: NewCustomer,
    *,
    allow_duplicate: bool = False,
    reason: str | None = None,
) -> str:
    """Create a customer. Raises Refusal INVALID_…, or POSSIBLE_DUPLICATE with candidates. Returns the id."""
    given = new.checked(settings)
    journal = Journal(actor, rules.reason(reason))
    found = await _recognise(session, given)
    # A document belongs to one customer; a duplicate may be allowed of everything else.
    if found is not None and (given.document is not None or not allow_duplicate):
        raise _duplicate([found.id])
    customer = await _create(session, given, journal, allow_duplicate=allow_duplicate)
    await journal.write(session)
    return encode_id(PREFIX, customer.id)


async def find_or_create(
    session: AsyncSession, given: NewCustomer, journal: Journal, *, allow_duplicate: bool
) -> Customer:
    """The customer this is, locked: by document, or when name, phone and e-mail all agree; else a new one.

    Raises Refusal POSSIBLE_DUPLICATE when only phone or e-mail agrees, unless duplicates are allowed.
    """
    found = await _recognise(session, given)
    return found or await _create(session, given, journal, allow_duplicate=allow_duplicate)


async def _recognise(session: AsyncSession, given: NewCustomer) -> Customer | None:
    # Two calls about the same person wait for each other here, or both would find nobody and create two.
    texts = {f"phone {given.phone}"}
    if given.email:
        texts.add(f"email {given.email}")
    if given.document:
        texts.add(f"document {given.document}")
    await session.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(REGISTERING)))
    for text in sorted(texts):
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(text, 0))))
    if given.document:
        by_document = await session.scalar(
            sa.select(Customer)
            .join(IdentityDocument, IdentityDocument.customer_id == Customer.id)
            .where(
                IdentityDocument.number == given.document.number,
                IdentityDocument.kind == given.document.kind,
                IdentityDocument.country == given.document.country,
            )
            .with_for_update(of=Customer, key_share=True)
        )
        if by_document is not None:
            return by_document
    key: Any = sa.text(NAME_KEY.format("cast(:wanted_name as text)")).bindparams(wanted_name=given.name)
    found: Customer | None = await session.scalar(
        sa.select(Customer)
        .where(
            Customer.phone == given.phone,
            Customer.name_key == sa.type_coerce(key, sa.Text()),
            Customer.email.is_not_distinct_from(given.email),
        )
        .order_by(Customer.created_at)
        .limit(1)
        .with_for_update(key_share=True)
    )
    return found


async def _create(session: AsyncSession, given: NewCustomer, journal: Journal, *, allow_duplicate: bool) -> Customer:
    if not allow_duplicate:
        agrees = Customer.phone == given.phone
        if given.email:
            agrees = sa.or_(agrees, Customer.email == given.email)
        candidates = await session.scalars(
            sa.select(Customer.id).where(agrees).order_by(Customer.created_at).limit(MOST_CANDIDATES)
        )
        alike = list(candidates)
        if alike:
            raise _duplicate(alike)
    customer = Customer(
        kind=given.kind,
        name=given.name,
        phone=given.phone,
        email=given.email,
        status=CustomerStatus.PROSPECT,
        kyc_status=KycStatus.INITIALIZED,
        **({"language": given.language} if given.language else {}),
    )
    session.add(customer)
    await session.flush()
    if given.document:
        document = IdentityDocument(
            customer_id=customer.id,
            kind=given.document.kind,
            number=given.document.number,
            country=given.document.country,
        )
        session.add(document)
        await session.flush()
    journal.step(NodeType.CUSTOMER, customer.id, "create", None, CustomerStatus.PROSPECT, customer_id=customer.id)
    return customer


def _duplicate(ids: list[uuid.UUID]) -> Refusal:
    return Refusal(
        ErrorCode.POSSIBLE_DUPLICATE,
        "a customer like this exists; take one of the candidates, or allow the duplicate",
        ["customer"],
        [encode_id(PREFIX, each) for each in ids],
    )


async def locked(session: AsyncSession, text: str, field: tuple[str, ...] = ("id",)) -> Customer:
    """The customer with this id, locked. Raises Refusal NOT_FOUND."""
    decoded = decode_id(text)
    found = None
    if decoded and decoded[0] == PREFIX:
        found = await session.scalar(
            sa.select(Customer).where(Customer.id == decoded[1]).with_for_update(key_share=True)
        )
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", field)
    return found


def check_may_contract(customer: Customer, settings: Settings, field: tuple[str, ...]) -> None:
    """Raises Refusal CUSTOMER_CLOSED, CUSTOMER_SUSPENDED or KYC_REQUIRED."""
    if customer.status is CustomerStatus.CLOSED:
        raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the customer has left", field)
    if customer.status is CustomerStatus.SUSPENDED:
        raise Refusal(ErrorCode.CUSTOMER_SUSPENDED, "the customer is barred for now", field)
    if settings.require_kyc and customer.kyc_status is not KycStatus.VALIDATED:
        raise Refusal(ErrorCode.KYC_REQUIRED, "the customer's identity must be verified first", field)


def activate(customer: Customer, journal: Journal) -> None:
    """A prospect becomes active with its first contract."""
    if customer.status is CustomerStatus.PROSPECT:
        target = target_of(CUSTOMER_STATES, customer.status, "activate")
        journal.step(NodeType.CUSTOMER, customer.id, "activate", customer.status, target, customer_id=customer.id)
        customer.status = target


@dataclass(frozen=True)
class ContactChange:
    """What is to change; None leaves a field as it is, and `clear_email` removes the address."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    clear_email: bool = False


async def update_customer_contact(
    session: AsyncSession,
    settings: Settings,
    actor: str,
    customer_id: str,
    change: ContactChange,
    *,
    expected_version: int | None = None,
    reason: str | None = None,
) -> str:
    """Change name, phone or e-mail. Raises Refusal NOT_FOUND, INVALID_…, CUSTOMER_CLOSED, CONFLICT. Returns the id."""
    values: dict[str, Any] = {}
    if change.name is not None:
        values["name"] = rules.name(change.name)
    if change.phone is not None:
        values["phone"] = rules.phone(change.phone, settings)
    if change.email is not None:
        values["email"] = rules.email(change.email)
    elif change.clear_email:
        values["email"] = None
    why = rules.reason(reason)
    customer = await locked(session, customer_id)
    if expected_version is not None and customer.version != expected_version:
        message = f"the customer is at version {customer.version}, not {expected_version}"
        raise Refusal(ErrorCode.CONFLICT, message, ["expectedVersion"], node_id=customer_id)
    if customer.status is CustomerStatus.CLOSED:
        raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the customer has left", ["id"])
    changed = {name: value for name, value in values.items() if getattr(customer, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(customer, name, value)
        await session.flush()
        journal = Journal(actor, why)
        journal.event(
            "customer.contact_changed",
            "Customer",
            customer.id,
            customer_id=customer.id,
            payload={"fields": sorted(changed), "reason": why},
        )
        await journal.write(session)
    return customer_id
