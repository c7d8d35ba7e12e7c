"""Recognition: the registered customer whom a form describes."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import CustomerTrait
from backend.locks import AdvisoryLock
from backend.models import Customer, CustomerKind, IdentityDocument
from backend.services.identity.comparison import (
    is_document,
    name_agrees,
    possible_duplicate,
    trait_agrees,
    traits_of,
)
from backend.services.identity.documents import has_other_document
from backend.services.identity.forms import Document, NewCustomer
from backend.settings import Settings


def locking(source: str = "(select) everybody") -> str:
    """The statement that takes the lock that single registrations share, and those on `:texts` in their order, for the
    one row of `source`.

    A chunk of a file takes the first lock exclusively before it commits, and then checks once more whether one of its
    customers was registered in the meantime.
    """
    return f"""
select pg_advisory_xact_lock_shared(cast(:registration as bigint)) from {source}
union all
select pg_advisory_xact_lock(hashtextextended(text, 0)) from {source} cross join unnest(cast(:texts as text[])) text
"""


_LOCK = sa.text(locking()).bindparams(
    sa.bindparam("registration", type_=sa.BigInteger()), sa.bindparam("texts", type_=sa.ARRAY(sa.Text()))
)


@dataclass(frozen=True)
class Recognised:
    """A registered customer, locked. `by_document`: the customer already has the given document."""

    customer: Customer
    by_document: bool


async def recognise(
    session: AsyncSession, settings: Settings, given: NewCustomer, *, allow_duplicate: bool, at: tuple[str, ...]
) -> Recognised | None:
    """Lock and return the customer whom a form describes; None when it describes nobody.

    Raises Refusal POSSIBLE_DUPLICATE when a customer with another name or birth date has the document, and, unless
    duplicates are allowed, when the described customer has another birth date or another valid document of the kind.
    Its field begins with `at`.
    """
    await lock_identifiers(session, phone=given.phone, email=given.email, document=given.document)
    if given.document:
        holder = await _holder(session, given.document)
        if holder is not None:
            await _check_holder(session, holder, given, at)
            return Recognised(holder, by_document=True)
    found = await _by_name_and_contact(session, given)
    if found is None:
        return None
    if _has_other_birth_date(found, given.birth_date):
        message = _other_birth_date(found, "who has the same name, phone number and e-mail address")
        field = (*at, "birthDate")
    elif given.document and await has_other_document(session, settings, found.id, given.document):
        message = (
            f"customer {found.number}, who has the same name, phone number and e-mail address,"
            f" has another valid {given.document.kind}"
        )
        field = (*at, "document", "number")
    else:
        return Recognised(found, by_document=False)
    if allow_duplicate:
        return None
    raise await possible_duplicate(session, [found.id], traits_of(given), message, field)


def locked_texts(*, phone: str | None = None, email: str | None = None, document: Document | None = None) -> list[str]:
    """The texts by which customers are compared, in the order in which they are locked."""
    texts = {
        *((f"phone {phone}",) if phone else ()),
        *((f"email {email}",) if email else ()),
        *((f"document {document.key}",) if document else ()),
    }
    return sorted(texts)


async def lock_identifiers(
    session: AsyncSession,
    *,
    phone: str | None = None,
    email: str | None = None,
    document: Document | None = None,
) -> None:
    """Take advisory locks on a phone number, an e-mail address and a document until the transaction ends.

    Without them two concurrent transactions would both find no customer and create two. Take them before the row locks
    of customers.
    """
    texts = locked_texts(phone=phone, email=email, document=document)
    await session.execute(_LOCK, {"registration": AdvisoryLock.REGISTRATION, "texts": texts})


async def _holder(session: AsyncSession, document: Document) -> Customer | None:
    found: Customer | None = await session.scalar(
        sa.select(Customer)
        .join(IdentityDocument, IdentityDocument.customer_id == Customer.id)
        .where(is_document(document))
        .with_for_update(of=Customer, key_share=True)
    )
    return found


async def _check_holder(session: AsyncSession, holder: Customer, given: NewCustomer, at: tuple[str, ...]) -> None:
    """Raises Refusal POSSIBLE_DUPLICATE when a document's holder has another name or birth date than the form."""
    same = await session.scalar(sa.select(name_agrees(given.name)).where(Customer.id == holder.id))
    if not same:
        message = f"customer {holder.number} has this document and another name"
        raise await possible_duplicate(session, [holder.id], traits_of(given), message, (*at, "document", "number"))
    if _has_other_birth_date(holder, given.birth_date):
        message = _other_birth_date(holder, "who has this document")
        raise await possible_duplicate(session, [holder.id], traits_of(given), message, (*at, "birthDate"))


def _has_other_birth_date(customer: Customer, given: date | None) -> bool:
    """Whether a given birth date differs from the customer's; an organisation has none, so it differs."""
    if given is None:
        return False
    return customer.kind is not CustomerKind.PERSON or customer.birth_date not in {None, given}


def _other_birth_date(customer: Customer, description: str) -> str:
    differs = "has another birth date" if customer.kind is CustomerKind.PERSON else "is an organisation"
    return f"customer {customer.number}, {description}, {differs}"


async def _by_name_and_contact(session: AsyncSession, given: NewCustomer) -> Customer | None:
    """Lock the customer with the same name, phone and e-mail. Of several: one whose birth date agrees, else one whose
    birth date is not known, else the oldest.
    """
    agrees = trait_agrees(CustomerTrait.BIRTH_DATE, given.birth_date)
    nearest = [] if given.birth_date is None else [sa.case((agrees, 0), (agrees.is_(None), 1), else_=2)]
    found: Customer | None = await session.scalar(
        sa.select(Customer)
        .where(
            Customer.phone == given.phone,
            name_agrees(given.name),
            Customer.email.is_not_distinct_from(given.email),
            Customer.merged_into_id.is_(None),
        )
        .order_by(*nearest, Customer.created_at, Customer.id)
        .limit(1)
        .with_for_update(key_share=True)
    )
    return found
