"""Who somebody is: what a form says of a customer, and whether one of them is here already.

A document is one customer's. Who gives its number and its holder's name is its holder; with another name or birth date
it is a possible duplicate, whatever else agrees. Without a document that is known, a customer is recognised when name,
phone and e-mail all agree and the birth date does not differ. Names are compared by the key that the database keeps,
documents by theirs, birth dates where both are known.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import CustomerTrait, DuplicateCandidate, ErrorCode, Refusal
from backend.identifiers import CUSTOMER_ID, CustomerKey
from backend.locks import AdvisoryLock
from backend.models import Customer, CustomerKind, DocumentKind, IdentityDocument, Language
from backend.models.customer import NAME_KEY
from backend.services import rules
from backend.services.recording import Journal
from backend.settings import Settings

MOST_CANDIDATES = 10
# Held together by those who register one customer each, and alone by a file's chunk when it is about to commit: it
# looks once more whether one of its customers has come meanwhile.
# What was said of a customer, by what customers are compared by.
Traits = Mapping[CustomerTrait, Any]


@dataclass(frozen=True)
class Document:
    kind: DocumentKind
    number: str
    country: str = "KG"

    def checked(self, at: Sequence[str] = ("document",)) -> "Document":
        """The same in stored form. Raises Refusal INVALID_INPUT naming the field under `at`."""
        number = rules.document_number(self.number, (*at, "number"))
        return Document(self.kind, number, rules.country(self.country, (*at, "country")))

    @property
    def key(self) -> str:
        """What of it is one customer's."""
        return f"{self.kind} {self.country} {rules.document_key(self.number, self.kind, self.country)}"


@dataclass(frozen=True)
class NewCustomer:
    """What a customer is created from; `document` recognises one who came before."""

    kind: CustomerKind
    name: str
    phone: str
    email: str | None = None
    language: Language | None = None
    document: Document | None = None
    birth_date: date | None = None

    def checked(self, settings: Settings, at: tuple[str, ...] = ()) -> "NewCustomer":
        """The same in stored form. Raises Refusal naming the field under `at`."""
        return NewCustomer(
            self.kind,
            rules.name(self.name, (*at, "name")),
            rules.phone(self.phone, settings, (*at, "phone")),
            None if self.email is None else rules.email(self.email, (*at, "email")),
            self.language,
            self.document.checked((*at, "document")) if self.document else None,
            self.birth_date
            and rules.birth_date(
                self.birth_date, self.kind, datetime.now(ZoneInfo(settings.time_zone)).date(), (*at, "birthDate")
            ),
        )


@dataclass(frozen=True)
class Recognised:
    """A customer who is here, locked, and whether the document given is theirs already."""

    customer: Customer
    by_document: bool


async def recognise(
    session: AsyncSession, given: NewCustomer, *, allow_duplicate: bool, at: tuple[str, ...]
) -> Recognised | None:
    """The customer whom a form describes, locked; None when it is somebody new.

    Raises Refusal POSSIBLE_DUPLICATE when the document is that of a customer with another name or birth date, and,
    unless duplicates are allowed, when the customer it describes has another birth date or valid document of the kind.
    """
    await take_turn(session, phone=given.phone, email=given.email, document=given.document)
    if given.document:
        holder = await _holder(session, given.document)
        if holder is not None:
            await _check_holder(session, holder, given, at)
            return Recognised(holder, by_document=True)
    found = await _with_the_same_name_phone_and_email(session, given)
    if found is None:
        return None
    if _has_other_birth_date(found, given.birth_date):
        message, field = _other_birth_date(found, "who is like this"), (*at, "birthDate")
    elif given.document and await _has_another(session, found.id, given.document):
        message = f"customer {found.number}, who is like this, has another valid {given.document.kind}"
        field = (*at, "document", "number")
    else:
        return Recognised(found, by_document=False)
    if allow_duplicate:
        return None
    raise await duplicate(session, [found.id], traits(given), message, field)


async def take_turn(
    session: AsyncSession,
    *,
    phone: str | None = None,
    email: str | None = None,
    document: Document | None = None,
) -> None:
    """Let acts about one phone number, address or document wait for each other until the transaction ends.

    Without it, two at once would find nobody and create two. Customers are locked afterwards.
    """
    texts = {
        *((f"phone {phone}",) if phone else ()),
        *((f"email {email}",) if email else ()),
        *((f"document {document.key}",) if document else ()),
    }
    await session.execute(sa.select(sa.func.pg_advisory_xact_lock_shared(AdvisoryLock.REGISTRATION)))
    for text in sorted(texts):
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(text, 0))))


async def check_document(session: AsyncSession, customer: Customer, document: Document, field: Sequence[str]) -> bool:
    """Whether a locked customer has the document. Raises Refusal POSSIBLE_DUPLICATE when somebody else has it."""
    holder = await session.scalar(sa.select(IdentityDocument.customer_id).where(_is(document)))
    if holder is None or holder == customer.id:
        return holder is not None
    given: Traits = {
        CustomerTrait.DOCUMENT: document,
        CustomerTrait.NAME: customer.name,
        CustomerTrait.PHONE: customer.phone,
        **({CustomerTrait.BIRTH_DATE: customer.birth_date} if customer.birth_date else {}),
    }
    raise await duplicate(session, [holder], given, "another customer has this document", field)


async def check_no_other(session: AsyncSession, customer: Customer, document: Document, field: Sequence[str]) -> None:
    """Raises Refusal POSSIBLE_DUPLICATE when a customer has another valid document of the kind."""
    if await _has_another(session, customer.id, document):
        message = f"customer {customer.number} has another valid {document.kind}"
        raise await duplicate(session, [customer.id], {CustomerTrait.DOCUMENT: document}, message, field)


async def add_document(
    session: AsyncSession, customer: Customer, document: Document, journal: Journal | None
) -> IdentityDocument:
    """Give a customer a document that is nobody's; with a journal it is told."""
    row = IdentityDocument(
        customer_id=customer.id, kind=document.kind, number=document.number, country=document.country
    )
    session.add(row)
    await session.flush()
    if journal is not None:
        journal.event(
            "customer.document_added",
            "Customer",
            customer.id,
            customer_id=customer.id,
            payload={"kind": document.kind.value},
        )
    return row


async def add_birth_date(session: AsyncSession, customer: Customer, birth_date: date, journal: Journal) -> None:
    """Give a locked customer the birth date that was not known, and tell it."""
    customer.birth_date = birth_date
    await session.flush()
    journal.event(
        "customer.birth_date_added",
        "Customer",
        customer.id,
        customer_id=customer.id,
    )


async def check_nobody_like(
    session: AsyncSession,
    given: Traits,
    agrees: Sequence[sa.ColumnElement[bool]],
    field: Sequence[str],
    *,
    but: CustomerKey | None = None,
) -> None:
    """Raises Refusal POSSIBLE_DUPLICATE when any of the conditions holds of a customer other than `but`."""
    others = sa.select(Customer.id).where(sa.or_(*agrees))
    if but is not None:
        others = others.where(Customer.id != but)
    found = await session.scalars(others.order_by(Customer.created_at, Customer.id).limit(MOST_CANDIDATES))
    alike = list(found)
    if alike:
        message = "a customer like this exists; take one of the candidates, or allow the duplicate"
        raise await duplicate(session, alike, given, message, field)


def traits(given: NewCustomer) -> Traits:
    """What of a form customers are compared by, as far as it was given."""
    said = {
        CustomerTrait.DOCUMENT: given.document,
        CustomerTrait.NAME: given.name,
        CustomerTrait.PHONE: given.phone,
        CustomerTrait.EMAIL: given.email,
        CustomerTrait.BIRTH_DATE: given.birth_date,
    }
    return {trait: value for trait, value in said.items() if value is not None}


async def duplicate(
    session: AsyncSession,
    ids: Iterable[CustomerKey],
    given: Traits,
    message: str,
    field: Sequence[str],
) -> Refusal:
    """The refusal that names the candidates, and for each of them what of `given` agrees and what differs.

    A birth date that is not known of a candidate does neither.
    """
    wanted = list(ids)
    compared = [_agrees(trait, value).label(trait.value) for trait, value in given.items()]
    rows = await session.execute(sa.select(Customer.id, *compared).where(Customer.id.in_(wanted)))
    found = {row.id: row for row in rows}
    candidates = [
        DuplicateCandidate(
            CUSTOMER_ID.encode(each),
            tuple(trait for trait in given if getattr(found[each], trait.value) is True),
            tuple(trait for trait in given if getattr(found[each], trait.value) is False),
        )
        for each in wanted
    ]
    return Refusal(ErrorCode.POSSIBLE_DUPLICATE, message, field, candidates)


def name_agrees(name: str) -> sa.ColumnElement[bool]:
    """Whether a customer has this name, in whatever spelling."""
    key: Any = sa.text(NAME_KEY.format("cast(:wanted_name as text)")).bindparams(wanted_name=name)
    agrees: sa.ColumnElement[bool] = Customer.name_key == sa.type_coerce(key, sa.Text())
    return agrees


def _agrees(trait: CustomerTrait, value: Any) -> sa.ColumnElement[bool]:
    """Whether it agrees; null where that is not known."""
    agrees: sa.ColumnElement[bool]
    match trait:
        case CustomerTrait.NAME:
            agrees = name_agrees(value)
        case CustomerTrait.PHONE:
            agrees = Customer.phone == value
        case CustomerTrait.EMAIL:
            agrees = sa.func.coalesce(Customer.email == value, sa.false())
        case CustomerTrait.BIRTH_DATE:
            agrees = sa.and_(Customer.kind == CustomerKind.PERSON, Customer.birth_date == value)
        case CustomerTrait.DOCUMENT:
            agrees = sa.exists().where(_is(value), IdentityDocument.customer_id == Customer.id)
        case _:
            assert_never(trait)
    return agrees


def _is(document: Document) -> sa.ColumnElement[bool]:
    """Whether a row is this document; at most one is."""
    return sa.and_(
        IdentityDocument.number_key == rules.document_key(document.number, document.kind, document.country),
        IdentityDocument.kind == document.kind,
        IdentityDocument.country == document.country,
    )


async def _holder(session: AsyncSession, document: Document) -> Customer | None:
    found: Customer | None = await session.scalar(
        sa.select(Customer)
        .join(IdentityDocument, IdentityDocument.customer_id == Customer.id)
        .where(_is(document))
        .with_for_update(of=Customer, key_share=True)
    )
    return found


async def _check_holder(session: AsyncSession, holder: Customer, given: NewCustomer, at: tuple[str, ...]) -> None:
    same = await session.scalar(sa.select(name_agrees(given.name)).where(Customer.id == holder.id))
    if not same:
        message = f"customer {holder.number} has this document and another name"
        raise await duplicate(session, [holder.id], traits(given), message, (*at, "document", "number"))
    if _has_other_birth_date(holder, given.birth_date):
        message = _other_birth_date(holder, "who has this document")
        raise await duplicate(session, [holder.id], traits(given), message, (*at, "birthDate"))


def _has_other_birth_date(customer: Customer, given: date | None) -> bool:
    """Whether a birth date that was given is not a customer's; an organisation has none."""
    if given is None:
        return False
    return customer.kind is not CustomerKind.PERSON or customer.birth_date not in {None, given}


def _other_birth_date(customer: Customer, who: str) -> str:
    differs = "has another birth date" if customer.kind is CustomerKind.PERSON else "is an organisation"
    return f"customer {customer.number}, {who}, {differs}"


async def _with_the_same_name_phone_and_email(session: AsyncSession, given: NewCustomer) -> Customer | None:
    """Of several, one whose birth date agrees, else one whose birth date is not known; then the oldest."""
    agrees = _agrees(CustomerTrait.BIRTH_DATE, given.birth_date)
    nearest = [] if given.birth_date is None else [sa.case((agrees, 0), (agrees.is_(None), 1), else_=2)]
    found: Customer | None = await session.scalar(
        sa.select(Customer)
        .where(Customer.phone == given.phone, name_agrees(given.name), Customer.email.is_not_distinct_from(given.email))
        .order_by(*nearest, Customer.created_at, Customer.id)
        .limit(1)
        .with_for_update(key_share=True)
    )
    return found


async def _has_another(session: AsyncSession, customer_id: CustomerKey, document: Document) -> bool:
    """Whether a customer has a valid document of this kind and country that is not this one."""
    others = sa.exists().where(
        IdentityDocument.customer_id == customer_id,
        IdentityDocument.kind == document.kind,
        IdentityDocument.country == document.country,
        sa.not_(_is(document)),
        usable(),
    )
    return bool(await session.scalar(sa.select(others)))


def usable() -> sa.ColumnElement[bool]:
    """Whether a document is valid today and not doubtful."""
    unexpired = sa.or_(IdentityDocument.expires_on.is_(None), IdentityDocument.expires_on >= sa.func.current_date())
    return sa.and_(unexpired, ~IdentityDocument.doubtful)
