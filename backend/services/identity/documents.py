"""Documents and birth date of a registered customer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import CustomerTrait
from backend.identifiers import CustomerKey
from backend.models import Customer, IdentityDocument
from backend.services.identity.comparison import Traits, is_document, is_valid_document, possible_duplicate
from backend.services.identity.forms import Document
from backend.services.recording import Journal
from backend.settings import Settings


async def owns_document(session: AsyncSession, customer: Customer, document: Document, field: Sequence[str]) -> bool:
    """Whether a locked customer has the document. Raises Refusal POSSIBLE_DUPLICATE when another customer has it."""
    holder = await session.scalar(sa.select(IdentityDocument.customer_id).where(is_document(document)))
    if holder is None or holder == customer.id:
        return holder is not None
    given: Traits = {
        CustomerTrait.DOCUMENT: document,
        CustomerTrait.NAME: customer.name,
        CustomerTrait.PHONE: customer.phone,
        **({CustomerTrait.BIRTH_DATE: customer.birth_date} if customer.birth_date else {}),
    }
    raise await possible_duplicate(session, [holder], given, "another customer has this document", field)


async def has_other_document(
    session: AsyncSession, settings: Settings, customer_id: CustomerKey, document: Document
) -> bool:
    """Whether a customer has a valid document of the same kind and country other than this one."""
    others = sa.exists().where(
        IdentityDocument.customer_id == customer_id,
        IdentityDocument.kind == document.kind,
        IdentityDocument.country == document.country,
        sa.not_(is_document(document)),
        is_valid_document(settings),
    )
    return bool(await session.scalar(sa.select(others)))


async def check_no_other_document(
    session: AsyncSession, settings: Settings, customer: Customer, document: Document, field: Sequence[str]
) -> None:
    """Raises Refusal POSSIBLE_DUPLICATE when a customer has another valid document of the same kind and country."""
    if await has_other_document(session, settings, customer.id, document):
        message = f"customer {customer.number} has another valid {document.kind}"
        raise await possible_duplicate(session, [customer.id], {CustomerTrait.DOCUMENT: document}, message, field)


async def add_document(
    session: AsyncSession, customer: Customer, document: Document, journal: Journal | None, **issue: Any
) -> IdentityDocument:
    """Add a document that no customer has; with a journal, record the event `customer.document_added`. `issue`: the
    columns about its issue.
    """
    row = IdentityDocument(
        customer_id=customer.id,
        kind=document.kind,
        number=document.number,
        country=document.country,
        **{"expires_on": document.expires_on, **issue},
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
    """Set the birth date of a locked customer, which was not known, and record the event."""
    customer.birth_date = birth_date
    await session.flush()
    journal.event(
        "customer.birth_date_added",
        "Customer",
        customer.id,
        customer_id=customer.id,
    )
