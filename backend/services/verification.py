"""Verification of a customer's identity (KYC): validation by a document, rejection, resubmission."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import DECIDING, Role
from backend.days import today
from backend.errors import ErrorCode, Refusal
from backend.identifiers import IDENTITY_DOCUMENT_ID, CustomerKey
from backend.models import KYC_STATES, Customer, CustomerStatus, IdentityDocument, IdentityRejection, KycStatus
from backend.services import rules
from backend.services.acts import REASON_TEXT, Acting, NodeId, Reason, act, all_fields, renamed
from backend.services.checking import record_accepted
from backend.services.customer import CUSTOMER, check_rules
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


@dataclass(frozen=True, kw_only=True)
class VerifyCustomer:
    """Input of `verifyCustomer`."""

    id: Annotated[NodeId, "The customer."]
    document_id: Annotated[
        NodeId | None, "The customer's document that was compared with the person; the newest valid one when absent."
    ] = None
    document: Annotated[
        Document | None, "A new document, which is added to the customer. Give this or `documentId`."
    ] = None
    allow_another_document: Annotated[
        bool, "Add `document` even if the customer has another valid one of its kind, such as a renewed card."
    ] = False
    birth_date: Annotated[
        date | None,
        "Birth date in the document. It is added to the customer or replaces the stored one; replacing requires"
        " `reason`.",
    ] = None
    reason: Reason = None


@act(
    Customer,
    DECIDING,
    payload=CUSTOMER,
    meant=renamed(allow_another_document="allow_another"),
    moves=(Customer, "validate"),
)
async def verify_customer(acting: Acting, command: VerifyCustomer) -> CustomerKey:
    """Record that a customer's identity was verified by a document. A person can then sign in with the number of this
    document as the holder of all their contracts. Verifying again, for example with a renewed card, requires a reason.

    Raises Refusal NOT_FOUND, CUSTOMER_CLOSED, INVALID_TRANSITION, DOCUMENT_REQUIRED, DOCUMENT_EXPIRED, INVALID_INPUT,
    the code of a validation rule that blocks the new document or birth date, and POSSIBLE_DUPLICATE for a document that
    another customer has, or, unless `allow_another_document`, where this customer has another valid document of the
    kind.
    """
    if command.document_id is not None and command.document is not None:
        message = "at most one of documentId and document is accepted"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["documentId"])
    session, journal = acting.session, acting.journal
    given = command.document.checked() if command.document else None
    await lock_identifiers(session, document=given)
    customer = await acting.lock(Customer, command.id, key_share=True)
    if customer.kyc_status is KycStatus.VALIDATED:
        await _expire(acting, customer)
    _check_transition(customer, "validate")
    if given is not None:
        allowed = command.allow_another_document
        proof = await _given_document(acting, customer, given, allow_another=allowed)
    else:
        proof = await stored_document(session, acting.settings, customer, command.document_id)
    if command.birth_date is not None:
        await _set_birth_date(session, acting.settings, customer, command.birth_date, journal)
    await _check_rules(acting, customer, command.birth_date, given)
    await prove(acting, customer, proof)
    return customer.id


async def _check_rules(acting: Acting, customer: Customer, birth_date: date | None, document: Document | None) -> None:
    """Check what a verification adds by the validation rules. Whoever compared the document with the person accepts
    what can be acknowledged. Raises Refusal with the code of a rule that blocks.
    """
    changed = {} if birth_date is None else {"birth_date": birth_date}
    if changed or document is not None:
        accepted = await check_rules(acting, customer, changed, frozenset(ErrorCode), document)
        await record_accepted(acting.session, customer, accepted)


async def prove(acting: Acting, customer: Customer, document: IdentityDocument) -> None:
    """Verify the identity of a locked customer by a valid document. Raises Refusal INVALID_TRANSITION."""
    document.verified_at = sa.func.now()
    await acting.move(customer, "validate", kyc_attempts=None)


async def _expire(acting: Acting, customer: Customer) -> None:
    """End an earlier verification, before the identity is verified again. Raises Refusal INVALID_TRANSITION."""
    if acting.journal.reason is None:
        message = "the identity is already verified; a reason is required to verify it again"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["reason"])
    await acting.move(customer, "expire")


async def _set_birth_date(
    session: AsyncSession, settings: Settings, customer: Customer, birth_date: date, journal: Journal
) -> None:
    """Add or replace the customer's birth date. Raises Refusal INVALID_INPUT; replacing it requires a reason."""
    day = rules.birth_date(birth_date, customer.kind, today(settings))
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


@dataclass(frozen=True, kw_only=True)
class RejectCustomerIdentity:
    """Input of `rejectCustomerIdentity`."""

    id: Annotated[NodeId, "The customer."]
    outcome: Annotated[IdentityRejection, "Whether the customer may try again."] = IdentityRejection.RETRY
    reason: Annotated[str, REASON_TEXT]


def _meant(command: RejectCustomerIdentity) -> Mapping[str, Any]:
    """All fields; without the outcome where it is the default, as in the digests of earlier releases."""
    fields = all_fields(command)
    if command.outcome is IdentityRejection.RETRY:
        del fields["outcome"]
    return fields


@act(Customer, DECIDING, payload=CUSTOMER, meant=_meant, moves=(Customer, "reject"))
async def reject_customer_identity(acting: Acting, command: RejectCustomerIdentity) -> CustomerKey:
    """Record that a customer's documents were rejected, finally or until a next attempt. Attempts are counted.

    Raises Refusal NOT_FOUND, CUSTOMER_CLOSED, INVALID_TRANSITION, INVALID_INPUT.
    """
    acting.reason_to("reject an identity")
    customer = await locked(acting, command.id, "reject")
    await reject(acting, customer, command.outcome)
    return customer.id


async def reject(acting: Acting, customer: Customer, outcome: IdentityRejection) -> None:
    """Reject the identity of a locked customer. Raises Refusal INVALID_TRANSITION."""
    await acting.move(customer, "reject", kyc_rejection=outcome, kyc_attempts=(customer.kyc_attempts or 0) + 1)


@dataclass(frozen=True, kw_only=True)
class ResubmitCustomerIdentity:
    """Input of `resubmitCustomerIdentity`."""

    id: Annotated[NodeId, "The customer."]
    reason: Reason = None


@act(Customer, DECIDING, payload=CUSTOMER, moves=(Customer, "resubmit"))
async def resubmit_customer_identity(acting: Acting, command: ResubmitCustomerIdentity) -> CustomerKey:
    """Reopen the identity check of a rejected customer. After a FINAL rejection, or CRM_IDENTITY_ATTEMPTS rejections,
    only an administrator does so.

    Raises Refusal NOT_FOUND, CUSTOMER_CLOSED, INVALID_TRANSITION, IDENTITY_REFUSED.
    """
    customer = await locked(acting, command.id, "resubmit")
    if acting.viewer.role is not Role.ADMIN:
        _check_may_retry(customer, acting.settings)
    await acting.move(customer, "resubmit", kyc_rejection=None)
    return customer.id


def _check_may_retry(customer: Customer, settings: Settings) -> None:
    """Raises Refusal IDENTITY_REFUSED."""
    if customer.kyc_rejection is IdentityRejection.FINAL:
        message = "the identity was rejected finally; an administrator may reopen the check"
        raise Refusal(ErrorCode.IDENTITY_REFUSED, message, ["id"])
    if (customer.kyc_attempts or 0) >= settings.identity_attempts:
        message = f"the identity was rejected {customer.kyc_attempts} times; an administrator may reopen the check"
        raise Refusal(ErrorCode.IDENTITY_REFUSED, message, ["id"])


async def locked(acting: Acting, customer_id: NodeId, verb: str) -> Customer:
    """The locked customer, whose identity allows the verb.

    Raises Refusal NOT_FOUND, CUSTOMER_CLOSED, INVALID_TRANSITION.
    """
    customer = await acting.lock(Customer, customer_id, key_share=True)
    _check_transition(customer, verb)
    return customer


def _check_transition(customer: Customer, verb: str) -> None:
    """Raises Refusal CUSTOMER_CLOSED or INVALID_TRANSITION."""
    if customer.status is CustomerStatus.CLOSED:
        raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the customer is closed", ["id"])
    target_of(KYC_STATES, customer.kyc_status, verb)


async def _given_document(
    acting: Acting, customer: Customer, document: Document, *, allow_another: bool
) -> IdentityDocument:
    """The row of a given document, which is added where the customer does not have it."""
    session, settings = acting.session, acting.settings
    field = ("document", "number")
    if not await owns_document(session, customer, document, field):
        if not allow_another:
            await check_no_other_document(session, settings, customer, document, field)
        if document.expires_on is not None and document.expires_on < today(settings):
            message = "the document has expired; an identity is verified by a valid one"
            raise Refusal(ErrorCode.DOCUMENT_EXPIRED, message, ["document", "expiresOn"])
        return await add_document(session, customer, document, acting.journal)
    rows = await session.scalars(sa.select(IdentityDocument).where(IdentityDocument.customer_id == customer.id))
    return await _first_valid(
        session,
        settings,
        [row for row in rows if Document(row.kind, row.number, row.country).key == document.key],
        field,
    )


async def stored_document(
    session: AsyncSession, settings: Settings, customer: Customer, document_id: str | None
) -> IdentityDocument:
    """A valid document of the customer, when none is named the newest. Raises Refusal NOT_FOUND, DOCUMENT_REQUIRED,
    DOCUMENT_EXPIRED.
    """
    documents = sa.select(IdentityDocument).where(IdentityDocument.customer_id == customer.id)
    if document_id is None:
        newest = documents.order_by(IdentityDocument.created_at.desc(), IdentityDocument.id.desc())
        return await _first_valid(session, settings, list(await session.scalars(newest)), ("id",))
    key = IDENTITY_DOCUMENT_ID.decode(document_id)
    found = None
    if key is not None:
        found = await session.scalar(documents.where(IdentityDocument.id == key))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "the customer has no such document", ["documentId"])
    return await _first_valid(session, settings, [found], ("documentId",))


async def _first_valid(
    session: AsyncSession, settings: Settings, documents: Sequence[IdentityDocument], field: tuple[str, ...]
) -> IdentityDocument:
    """The first valid document. Raises Refusal DOCUMENT_EXPIRED, or DOCUMENT_REQUIRED where all are doubtful."""
    ids = [each.id for each in documents]
    valid = sa.select(IdentityDocument.id).where(IdentityDocument.id.in_(ids), is_valid_document(settings))
    valid_ids = set(await session.scalars(valid))
    for each in documents:
        if each.id in valid_ids:
            return each
    if any(not each.doubtful for each in documents):
        raise Refusal(ErrorCode.DOCUMENT_EXPIRED, "the document has expired; give a valid one as `document`", field)
    message = "the customer has no document that proves the identity; give one as `document`"
    raise Refusal(ErrorCode.DOCUMENT_REQUIRED, message, field)
