"""The statements that erase a customer's personal data.

Rows that the application may change are named here. Those that it may only insert (histories, events, the audit trail,
the books, what was written on tickets, rejected rows) are changed by `crm_erase_records`, which the database's owner
defined and which accepts erased customers only. `declared` lists every column.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.sessions import end_sessions_where
from backend.identifiers import ContractKey, CustomerKey, FileKey
from backend.models import (
    ApprovalRequest,
    CheckVerdict,
    Contract,
    ContractDocument,
    ContractTransfer,
    Customer,
    CustomerContact,
    DuplicatePair,
    DuplicatePairStatus,
    IdentityCheck,
    IdentityDocument,
    IdentityDocumentFile,
    LostPhone,
    Mismatch,
    Notification,
    NotificationError,
    NotificationPreference,
    NotificationStatus,
    Payment,
    RateLevel,
    Request,
    RequestAttachment,
    RequestCandidate,
    RequestQuestion,
    RequestStatus,
    RequestViolation,
    ScheduledAct,
    Session,
    Ticket,
    TicketAttachment,
)
from backend.models.customer import ERASED

# The calling code 999 belongs to nobody, so that no rule accepts such a number and no message is sent to it.
_DIGITS = sa.func.regexp_replace(Customer.number, "[^0-9]", "", "g")
_NOBODYS_PHONE = sa.func.concat("+999", sa.func.right(sa.func.concat("000000000000", _DIGITS), 12))
_CLOSED_REQUESTS = (RequestStatus.FULFILLED, RequestStatus.REJECTED, RequestStatus.WITHDRAWN)
# Columns of a request that hold what its form says, and who acts for the customer.
_FORM = (
    "raw", "reference", "name", "phone", "email", "language", "birth_date", "document_kind", "document_number",
    "document_country", "iccid", "msisdn", "representative_name", "representative_document_kind",
    "representative_document_number", "representative_document_country", "authority", "authority_number",
    "authority_until",
)  # fmt: skip
# Columns of a customer that become null.
_PROFILE = (
    "email", "birth_date", "external_id", "sex", "citizenship", "tax_country", "tax_number", "legal_form",
    "account_manager_id", "account_manager",
)  # fmt: skip
_ERASE_RECORDS = sa.text("select crm_erase_records(:customer, :requests, :contacts, :documents)::text").bindparams(
    sa.bindparam("requests", type_=sa.ARRAY(sa.Uuid())),
    sa.bindparam("contacts", type_=sa.ARRAY(sa.Text())),
    sa.bindparam("documents", type_=sa.ARRAY(sa.Text())),
)
# Those of requests that nobody tied to a customer; the others are found by the customer.
_ERASE_REQUEST_EVENTS = sa.text("select crm_erase_request_events(:customer, :requests)").bindparams(
    sa.bindparam("requests", type_=sa.ARRAY(sa.Uuid())),
)


async def requests_of(session: AsyncSession, customer: Customer, contracts: Sequence[ContractKey]) -> list[Any]:
    """The keys of the requests of a customer, and of decided ones without a customer that name this one."""
    theirs = [Request.customer_id == customer.id, Request.contract_id.in_(contracts)]
    theirs.append(sa.and_(Request.status.in_(_CLOSED_REQUESTS), names_customer(customer)))
    found: set[Any] = set()
    for condition in theirs:  # one index each
        found.update(await session.scalars(sa.select(Request.id).where(condition)))
    return sorted(found)


def names_customer(customer: Customer) -> sa.ColumnElement[bool]:
    """The condition that a request without a customer gives the document of this one, or the name with the phone or the
    e-mail; also those of customers who were merged into this one.
    """
    documents = sa.select(IdentityDocument.number_key).where(
        IdentityDocument.customer_id == customer.id, IdentityDocument.doubtful.is_(False)
    )
    names, phones, emails = (
        sa.select(column).where(_is_or_was(customer)) for column in (Customer.name_key, Customer.phone, Customer.email)
    )
    contact = sa.or_(Request.phone.in_(phones), Request.email.in_(emails))
    named = sa.or_(Request.document_key.in_(documents), sa.and_(Request.name_key.in_(names), contact))
    return sa.and_(Request.customer_id.is_(None), named)


def _is_or_was(customer: Customer) -> sa.ColumnElement[bool]:
    """The condition that a row is the customer, or one who was merged into the customer."""
    return sa.or_(Customer.id == customer.id, Customer.merged_into_id == customer.id)


async def files_of(session: AsyncSession, customer: Customer, requests: Sequence[Any]) -> list[FileKey]:
    """The keys of the files of a customer's tickets, requests, identity documents and contracts."""
    of_tickets = sa.select(TicketAttachment.id).where(TicketAttachment.customer_id == customer.id)
    of_requests = sa.select(RequestAttachment.file_id).where(RequestAttachment.request_id.in_(requests))
    of_documents = sa.select(IdentityDocumentFile.id).where(IdentityDocumentFile.customer_id == customer.id)
    of_contracts = sa.select(ContractDocument.file_id).where(ContractDocument.contract_id.in_(_contracts_of(customer)))
    found = [await session.scalars(each) for each in (of_tickets, of_requests, of_documents, of_contracts)]
    return sorted({key for keys in found for key in keys})


def _contracts_of(customer: Customer) -> Any:
    return sa.select(Contract.id).where(Contract.customer_id == customer.id)


async def contacts_of(session: AsyncSession, customer: Customer) -> list[str]:
    """The phones and e-mail addresses of a customer, and of those who were merged into the customer."""
    own = sa.select(Customer.phone, Customer.email).where(_is_or_was(customer))
    sides = sa.select(Customer.id).where(_is_or_was(customer))
    others = sa.select(CustomerContact.phone, CustomerContact.email).where(CustomerContact.customer_id.in_(sides))
    rows = [*await session.execute(own), *await session.execute(others)]
    return sorted({value for row in rows for value in row if value is not None})


async def wipe_identity(session: AsyncSession, customer: Customer) -> None:
    """Replace what identifies the customer, and those that were merged into the customer."""
    nothing: Mapping[str, None] = dict.fromkeys(_PROFILE)
    erased = sa.update(Customer).where(_is_or_was(customer)).values(name=ERASED, phone=_NOBODYS_PHONE, **nothing)
    await _run(session, erased)  # the loaded row keeps its values, by which the rest is found


async def wipe(
    session: AsyncSession,
    customer: Customer,
    merged: Sequence[CustomerKey],
    contracts: Sequence[ContractKey],
    requests: Sequence[Any],
    contacts: Sequence[str],
) -> dict[str, int]:
    """Erase the rest of a customer whose identity is wiped, and of those `merged` into the customer. `contacts`: those
    of all of them, before that. Returns the number of rows by table.
    """
    await _run(session, _end_checks((customer.id, *merged)))  # before the documents are gone
    of_documents = sa.select(IdentityDocument.number_key).where(
        IdentityDocument.customer_id == customer.id, IdentityDocument.doubtful.is_(False)
    )
    documents = list(await session.scalars(of_documents))
    given = {"requests": requests, "contacts": contacts, "documents": documents}
    counts: dict[str, int] = {}
    for key in (customer.id, *merged):
        records = await session.execute(_ERASE_RECORDS, {**given, "customer": key})
        for table, rows in orjson.loads(records.scalar_one()).items():
            counts[table] = counts.get(table, 0) + rows
    stray = await session.scalar(_ERASE_REQUEST_EVENTS, {"customer": customer.id, "requests": requests})
    counts["event"] = counts.get("event", 0) + (stray or 0)
    for table, statement in (
        *_of_requests(customer, requests),
        *_of_desk(customer, merged, contracts),
        *_of_messages(customer, merged, contracts, requests, contacts),
    ):
        counts[table] = counts.get(table, 0) + await _run(session, statement)
    for ending in end_sessions_where(Session.customer_id == customer.id):
        await session.execute(ending)
    return {table: rows for table, rows in counts.items() if rows}


async def _run(session: AsyncSession, statement: Any) -> int:
    """Run a statement, without an effect on loaded rows. Returns the number of rows."""
    result: Any = await session.execute(statement, execution_options={"synchronize_session": False})
    return int(result.rowcount)


def _end_checks(sides: Sequence[CustomerKey]) -> Any:
    """End the questions that an identity provider has not answered: it is not asked about an erased customer."""
    values = {"verdict": CheckVerdict.REFUSED, "ask_at": None, "answered_at": sa.func.now()}
    waiting = (IdentityCheck.customer_id.in_(sides), IdentityCheck.verdict.is_(None))
    return sa.update(IdentityCheck).where(*waiting).values(**values)


def _of_requests(customer: Customer, requests: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    yield "request", sa.update(Request).where(Request.id.in_(requests)).values(**dict.fromkeys(_FORM))
    yield "request_violation", sa.delete(RequestViolation).where(RequestViolation.request_id.in_(requests))
    named = sa.or_(RequestCandidate.request_id.in_(requests), RequestCandidate.customer_id == customer.id)
    yield "request_candidate", sa.delete(RequestCandidate).where(named)
    asked = sa.update(RequestQuestion).where(RequestQuestion.request_id.in_(requests))
    yield "request_question", asked.values(question=ERASED, answer=None, data=None)
    attached = sa.update(RequestAttachment).where(RequestAttachment.request_id.in_(requests))
    yield "request_attachment", attached.values(name=ERASED)


def _of_desk(
    customer: Customer, merged: Sequence[CustomerKey], contracts: Sequence[ContractKey]
) -> Iterator[tuple[str, Any]]:
    has_words = sa.or_(Contract.external_id.is_not(None), Contract.signed_by.is_not(None))
    named = sa.update(Contract).where(Contract.customer_id == customer.id, has_words)
    signatory = sa.case((Contract.signed_by.is_not(None), ERASED))
    yield "contract", named.values(external_id=None, signed_by=signatory, signature_reference=None)
    papers = sa.update(ContractDocument).where(ContractDocument.contract_id.in_(_contracts_of(customer)))
    yield "contract_document", papers.values(name=ERASED)
    booked = sa.update(ScheduledAct).where(ScheduledAct.contract_id.in_(_contracts_of(customer)))
    yield "scheduled_act", booked.values(reason=None, failure_message=None)
    told = sa.update(Ticket).where(Ticket.customer_id == customer.id)
    yield "ticket", told.values(subject=ERASED, description=None, category=None)
    row, sides = ApprovalRequest, (customer.id, *merged)
    for theirs in (row.contract_id.in_(contracts), row.customer_id.in_(sides), row.other_id.in_(sides)):
        yield "approval_request", sa.update(row).where(theirs, row.reason != ERASED).values(reason=ERASED)
    paid = sa.select(Payment.id).where(Payment.contract_id.in_(contracts))
    noted = sa.update(Mismatch).where(Mismatch.payment_id.in_(paid), Mismatch.note.is_not(None))
    yield "mismatch", noted.values(note=None)
    yield "contract_transfer", sa.delete(ContractTransfer).where(ContractTransfer.customer_id.in_(sides))
    yield "lost_phone", sa.delete(LostPhone).where(LostPhone.customer_id.in_(sides))
    checked = sa.update(IdentityCheck).where(IdentityCheck.customer_id.in_(sides))
    yield "identity_check", checked.values(reference=None, words=None)
    for side in (DuplicatePair.customer_id, DuplicatePair.other_id):
        pairs = sa.delete(DuplicatePair).where(side == customer.id)
        yield "duplicate_pair", pairs.where(DuplicatePair.status != DuplicatePairStatus.MERGED)


def _of_messages(
    customer: Customer,
    merged: Sequence[CustomerKey],
    contracts: Sequence[ContractKey],
    requests: Sequence[Any],
    contacts: Sequence[str],
) -> Iterator[tuple[str, Any]]:
    sides = (customer.id, *merged)
    preferences = sa.delete(NotificationPreference)
    yield "notification_preference", preferences.where(NotificationPreference.customer_id.in_(sides))
    is_unsent = Notification.status == NotificationStatus.QUEUED
    values = {
        "recipient": sa.case((Notification.recipient.is_not(None), ERASED)),
        "text": ERASED,
        "status": sa.case((is_unsent, NotificationStatus.FAILED.value), else_=Notification.status),
        "last_error_code": sa.case((is_unsent, NotificationError.EXPIRED.value), else_=Notification.last_error_code),
        **dict.fromkeys(("subject", "html", "secret", "last_error")),
        **dict.fromkeys(("provider_ids", "delivered_ids"), sa.text("'{}'")),
    }
    for theirs in (
        Notification.customer_id == customer.id,
        Notification.contract_id.in_(contracts),
        Notification.request_id.in_(requests),
    ):
        yield "notification", sa.update(Notification).where(theirs, Notification.text != ERASED).values(**values)
    gone = dict.fromkeys(("address", "user_agent", "cookie_hash"))
    yield "session", sa.update(Session).where(Session.customer_id.in_(sides)).values(**gone)
    yield "rate_level", sa.delete(RateLevel).where(RateLevel.subject.in_(contacts))
