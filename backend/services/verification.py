"""Verification of a customer's identity (KYC): validation by a document, rejection, resubmission."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.identifiers import IDENTITY_DOCUMENT_ID
from backend.models import KYC_STATES, Customer, CustomerStatus, IdentityDocument, KycStatus, NodeType
from backend.services import rules
from backend.services.customer import locked
from backend.services.identity import (
    Document,
    add_birth_date,
    add_document,
    check_no_other_document,
    is_valid_document,
    lock_identifiers,
    owns_document,
)
from backend.services.recording import Journal, target_of
from backend.settings import Settings


async def verify_customer(
    session: AsyncSession,
    settings: Settings,
    actor: str,
    customer_id: str,
    *,
    document_id: str | None = None,
    document: Document | None = None,
    allow_another: bool = False,
    birth_date: date | None = None,
    reason: str | None = None,
) -> str:
    """Record that a customer's identity was verified by a document: a stored one, or one that is added here.

    Without `document_id` and `document` the newest valid document is used. `birth_date` is the one in the document: it
    is added, or replaces the known one. Repeated verification and replacing the birth date require a reason.

    Raises Refusal NOT_FOUND, CUSTOMER_CLOSED, INVALID_TRANSITION, DOCUMENT_REQUIRED, DOCUMENT_EXPIRED, INVALID_INPUT,
    and POSSIBLE_DUPLICATE for a document that another customer has, or, unless `allow_another`, where this customer has
    another valid document of the kind. Returns the id.
    """
    if document_id is not None and document is not None:
        message = "at most one of documentId and document is accepted"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["documentId"])
    journal = Journal(actor, rules.reason(reason))
    given = document.checked() if document else None
    await lock_identifiers(session, document=given)
    customer = await locked(session, customer_id)
    if customer.kyc_status is KycStatus.VALIDATED:
        _expire(customer, journal)
    _check_transition(customer, "validate")
    if given is not None:
        proof = await _given_document(session, customer, given, journal, allow_another=allow_another)
    else:
        proof = await _stored_document(session, customer, document_id)
    proof.verified_at = sa.func.now()
    if birth_date is not None:
        await _set_birth_date(session, settings, customer, birth_date, journal)
    await _transition(session, customer, "validate", journal)
    return customer_id


def _expire(customer: Customer, journal: Journal) -> None:
    """End an earlier verification, before the identity is verified again. Raises Refusal INVALID_TRANSITION."""
    if journal.reason is None:
        message = "the identity is already verified; a reason is required to verify it again"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["reason"])
    target = target_of(KYC_STATES, customer.kyc_status, "expire")
    journal.step(NodeType.KYC, customer.id, "expire", customer.kyc_status, target, customer_id=customer.id)
    customer.kyc_status = target


async def _set_birth_date(
    session: AsyncSession, settings: Settings, customer: Customer, birth_date: date, journal: Journal
) -> None:
    """Add or replace the customer's birth date. Raises Refusal INVALID_INPUT; replacing it requires a reason."""
    today = datetime.now(ZoneInfo(settings.time_zone)).date()
    day = rules.birth_date(birth_date, customer.kind, today)
    if day == customer.birth_date:
        return
    if customer.birth_date is None:
        await add_birth_date(session, customer, day, journal)
        return
    if journal.reason is None:
        message = "the customer has another birth date; a reason is required to replace it"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["reason"])
    customer.birth_date = day
    await session.flush()
    journal.event("customer.birth_date_corrected", "Customer", customer.id, customer_id=customer.id)


async def reject_customer_identity(session: AsyncSession, actor: str, customer_id: str, reason: str) -> str:
    """Record that a customer's documents were not accepted, and the reason.

    Raises Refusal NOT_FOUND, CUSTOMER_CLOSED, INVALID_TRANSITION, INVALID_INPUT. Returns the id.
    """
    checked_reason = rules.reason(reason)
    if checked_reason is None:
        raise Refusal(ErrorCode.INVALID_INPUT, "a reason is required to reject an identity", ["reason"])
    return await _decide(session, actor, customer_id, "reject", checked_reason)


async def resubmit_customer_identity(session: AsyncSession, actor: str, customer_id: str, reason: str | None) -> str:
    """Reopen the verification of a rejected customer. Raises and returns as `reject_customer_identity`."""
    return await _decide(session, actor, customer_id, "resubmit", rules.reason(reason))


async def _decide(session: AsyncSession, actor: str, customer_id: str, verb: str, reason: str | None) -> str:
    customer = await locked(session, customer_id)
    _check_transition(customer, verb)
    await _transition(session, customer, verb, Journal(actor, reason))
    return customer_id


def _check_transition(customer: Customer, verb: str) -> None:
    """Raises Refusal CUSTOMER_CLOSED or INVALID_TRANSITION."""
    if customer.status is CustomerStatus.CLOSED:
        raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the customer is closed", ["id"])
    target_of(KYC_STATES, customer.kyc_status, verb)


async def _transition(session: AsyncSession, customer: Customer, verb: str, journal: Journal) -> None:
    target = target_of(KYC_STATES, customer.kyc_status, verb)
    journal.step(NodeType.KYC, customer.id, verb, customer.kyc_status, target, customer_id=customer.id)
    customer.kyc_status = target
    await session.flush()
    await journal.write(session)


async def _given_document(
    session: AsyncSession, customer: Customer, document: Document, journal: Journal, *, allow_another: bool
) -> IdentityDocument:
    """The row of a given document, which is added where the customer does not have it."""
    field = ("document", "number")
    if not await owns_document(session, customer, document, field):
        if not allow_another:
            await check_no_other_document(session, customer, document, field)
        return await add_document(session, customer, document, journal)
    rows = await session.scalars(sa.select(IdentityDocument).where(IdentityDocument.customer_id == customer.id))
    return await _first_valid(
        session, [row for row in rows if Document(row.kind, row.number, row.country).key == document.key], field
    )


async def _stored_document(session: AsyncSession, customer: Customer, document_id: str | None) -> IdentityDocument:
    documents = sa.select(IdentityDocument).where(IdentityDocument.customer_id == customer.id)
    if document_id is None:
        newest = documents.order_by(IdentityDocument.created_at.desc(), IdentityDocument.id.desc())
        return await _first_valid(session, list(await session.scalars(newest)), ("id",))
    key = IDENTITY_DOCUMENT_ID.decode(document_id)
    found = None
    if key is not None:
        found = await session.scalar(documents.where(IdentityDocument.id == key))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "the customer has no such document", ["documentId"])
    return await _first_valid(session, [found], ("documentId",))


async def _first_valid(
    session: AsyncSession, documents: Sequence[IdentityDocument], field: tuple[str, ...]
) -> IdentityDocument:
    """The first valid document. Raises Refusal DOCUMENT_EXPIRED, or DOCUMENT_REQUIRED where all are doubtful."""
    ids = [each.id for each in documents]
    valid = sa.select(IdentityDocument.id).where(IdentityDocument.id.in_(ids), is_valid_document())
    valid_ids = set(await session.scalars(valid))
    for each in documents:
        if each.id in valid_ids:
            return each
    if any(not each.doubtful for each in documents):
        raise Refusal(ErrorCode.DOCUMENT_EXPIRED, "the document has expired; give a valid one as `document`", field)
    message = "the customer has no document that proves the identity; give one as `document`"
    raise Refusal(ErrorCode.DOCUMENT_REQUIRED, message, field)
