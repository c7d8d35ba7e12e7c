"""The check of a customer's identity: verified by a document, rejected, or taken up again."""

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
    check_document,
    check_no_other,
    take_turn,
    usable,
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
    """Record that somebody compared a customer with a document: one that is kept, or one that is added here.

    Without either it is the newest that is valid. `birth_date` is what stands in it: it is added, or corrects the one
    that is known. To verify again, or to correct, takes a reason. Raises Refusal NOT_FOUND, CUSTOMER_CLOSED,
    INVALID_TRANSITION, DOCUMENT_REQUIRED, DOCUMENT_EXPIRED, INVALID_INPUT, and POSSIBLE_DUPLICATE for a document that
    another customer has, or, unless `allow_another`, where this one has another valid document of the kind. Returns
    the id.
    """
    if document_id is not None and document is not None:
        raise Refusal(ErrorCode.INVALID_INPUT, "give either documentId or document", ["documentId"])
    journal = Journal(actor, rules.reason(reason))
    given = document.checked() if document else None
    await take_turn(session, document=given)
    customer = await locked(session, customer_id)
    if customer.kyc_status is KycStatus.VALIDATED:
        _expire(customer, journal)
    _check_step(customer, "validate")
    if given is not None:
        proof = await _given(session, customer, given, journal, allow_another=allow_another)
    else:
        proof = await _kept(session, customer, document_id)
    proof.verified_at = sa.func.now()
    if birth_date is not None:
        await _note_birth_date(session, settings, customer, birth_date, journal)
    await _step(session, customer, "validate", journal)
    return customer_id


def _expire(customer: Customer, journal: Journal) -> None:
    """What was verified before no longer counts: the customer is verified again. Raises Refusal INVALID_TRANSITION."""
    if journal.reason is None:
        message = "the identity is verified already; to verify it again, say why in `reason`"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["reason"])
    target = target_of(KYC_STATES, customer.kyc_status, "expire")
    journal.step(NodeType.KYC, customer.id, "expire", customer.kyc_status, target, customer_id=customer.id)
    customer.kyc_status = target


async def _note_birth_date(
    session: AsyncSession, settings: Settings, customer: Customer, birth_date: date, journal: Journal
) -> None:
    """Keep the birth date that stands in the document. Raises Refusal INVALID_INPUT."""
    today = datetime.now(ZoneInfo(settings.time_zone)).date()
    day = rules.birth_date(birth_date, customer.kind, today)
    if day == customer.birth_date:
        return
    if customer.birth_date is None:
        await add_birth_date(session, customer, day, journal)
        return
    if journal.reason is None:
        message = "the customer has another birth date; to correct it, say why in `reason`"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["reason"])
    customer.birth_date = day
    await session.flush()
    journal.event("customer.birth_date_corrected", "Customer", customer.id, customer_id=customer.id)


async def reject_customer_identity(session: AsyncSession, actor: str, customer_id: str, reason: str) -> str:
    """Record that a customer's documents were not accepted, and why.

    Raises Refusal NOT_FOUND, CUSTOMER_CLOSED, INVALID_TRANSITION, INVALID_INPUT. Returns the id.
    """
    why = rules.reason(reason)
    if why is None:
        raise Refusal(ErrorCode.INVALID_INPUT, "say why the identity was rejected", ["reason"])
    return await _move(session, actor, customer_id, "reject", why)


async def resubmit_customer_identity(session: AsyncSession, actor: str, customer_id: str, reason: str | None) -> str:
    """Take the check of a rejected customer up again. Raises and returns as `reject_customer_identity`."""
    return await _move(session, actor, customer_id, "resubmit", rules.reason(reason))


async def _move(session: AsyncSession, actor: str, customer_id: str, verb: str, reason: str | None) -> str:
    customer = await locked(session, customer_id)
    _check_step(customer, verb)
    await _step(session, customer, verb, Journal(actor, reason))
    return customer_id


def _check_step(customer: Customer, verb: str) -> None:
    if customer.status is CustomerStatus.CLOSED:
        raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the customer has left", ["id"])
    target_of(KYC_STATES, customer.kyc_status, verb)


async def _step(session: AsyncSession, customer: Customer, verb: str, journal: Journal) -> None:
    target = target_of(KYC_STATES, customer.kyc_status, verb)
    journal.step(NodeType.KYC, customer.id, verb, customer.kyc_status, target, customer_id=customer.id)
    customer.kyc_status = target
    await session.flush()
    await journal.write(session)


async def _given(
    session: AsyncSession, customer: Customer, document: Document, journal: Journal, *, allow_another: bool
) -> IdentityDocument:
    """The document given, which the customer has or gets."""
    field = ("document", "number")
    if not await check_document(session, customer, document, field):
        if not allow_another:
            await check_no_other(session, customer, document, field)
        return await add_document(session, customer, document, journal)
    rows = await session.scalars(sa.select(IdentityDocument).where(IdentityDocument.customer_id == customer.id))
    return await _valid(
        session, [row for row in rows if Document(row.kind, row.number, row.country).key == document.key], field
    )


async def _kept(session: AsyncSession, customer: Customer, document_id: str | None) -> IdentityDocument:
    documents = sa.select(IdentityDocument).where(IdentityDocument.customer_id == customer.id)
    if document_id is None:
        newest = documents.order_by(IdentityDocument.created_at.desc(), IdentityDocument.id.desc())
        return await _valid(session, list(await session.scalars(newest)), ("id",))
    key = IDENTITY_DOCUMENT_ID.decode(document_id)
    found = None
    if key is not None:
        found = await session.scalar(documents.where(IdentityDocument.id == key))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "the customer has no such document", ["documentId"])
    return await _valid(session, [found], ("documentId",))


async def _valid(
    session: AsyncSession, documents: Sequence[IdentityDocument], field: tuple[str, ...]
) -> IdentityDocument:
    """The first that proves something. Raises Refusal DOCUMENT_REQUIRED or DOCUMENT_EXPIRED."""
    ids = [each.id for each in documents]
    good = set(await session.scalars(sa.select(IdentityDocument.id).where(IdentityDocument.id.in_(ids), usable())))
    for each in documents:
        if each.id in good:
            return each
    if any(not each.doubtful for each in documents):
        raise Refusal(ErrorCode.DOCUMENT_EXPIRED, "the document is no longer valid; give another", field)
    message = "the customer has no document that proves who they are; give one as `document`"
    raise Refusal(ErrorCode.DOCUMENT_REQUIRED, message, field)
