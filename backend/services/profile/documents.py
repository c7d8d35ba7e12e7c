"""Identity documents of a customer: new ones, those that stand for others, and the files that show them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa

from backend.auth.viewer import DECIDING, STAFF
from backend.days import today
from backend.documents.files import Stored
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CustomerKey
from backend.models import Customer, IdentityDocument, IdentityDocumentFile, KycStatus
from backend.services.acts import Acting, NodeId, act
from backend.services.customer import CUSTOMER
from backend.services.identity import (
    Document,
    add_document,
    check_no_other_document,
    is_valid_document,
    lock_identifiers,
    owns_document,
)
from backend.services.profile.checks import CheckedChange, check_by_rules
from backend.services.profile.values import (
    CustomerChange,
    locked_for_change,
    part_of,
    touch,
)
from backend.services.ticket.values import optional
from backend.services.ticket.work import store_attachment
from backend.services.verification import prove
from backend.settings import Settings

MAX_FILES = 20
VERIFIED_TEXT = (
    "Whether staff compared the document with the person in this act; the identity is then verified by the document."
)
_AT = ("document", "number")
_FILE = ("file",)


@dataclass(frozen=True)
class IssuedDocument(Document):
    """An identity document, with what is printed on it about its issue."""

    input_name: ClassVar[str] = "IssuedDocumentInput"

    issued_by: Annotated[str | None, "Issuing authority, at most 200 characters."] = None
    issued_on: Annotated[date | None, "Day of issue, not after today."] = None
    expires_on: Annotated[date | None, "Last day of validity, not before today; null where it has no end."] = None

    def issue(self, settings: Settings) -> dict[str, Any]:
        """The columns about its issue. Raises Refusal INVALID_INPUT, DOCUMENT_EXPIRED."""
        now = today(settings)
        if self.issued_on is not None and not date(1900, 1, 1) <= self.issued_on <= now:
            message = f"a document was issued between 1900 and today, {now}; given is {self.issued_on}"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["document", "issuedOn"])
        if self.expires_on is not None and self.expires_on < now:
            message = f"the document expired on {self.expires_on}; give a valid one"
            raise Refusal(ErrorCode.DOCUMENT_EXPIRED, message, ["document", "expiresOn"])
        if self.issued_on is not None and self.expires_on is not None and self.expires_on <= self.issued_on:
            message = f"a document that was issued on {self.issued_on} does not expire on {self.expires_on}"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["document", "expiresOn"])
        issued_by = optional(self.issued_by, 200, ["document", "issuedBy"], multiline=False)
        return {"issued_by": issued_by, "issued_on": self.issued_on, "expires_on": self.expires_on}


async def add_new(acting: Acting, customer: Customer, document: Document, issued: IssuedDocument) -> IdentityDocument:
    """Add a document, `document` in stored form, that nobody has, to a locked customer; its number must be locked.

    Raises Refusal ALREADY_EXISTS, POSSIBLE_DUPLICATE, INVALID_INPUT, DOCUMENT_EXPIRED.
    """
    if await owns_document(acting.session, customer, document, _AT):
        raise Refusal(ErrorCode.ALREADY_EXISTS, "the customer has this document already", _AT)
    issue = issued.issue(acting.settings)
    return await add_document(acting.session, customer, document, acting.journal, **issue)


async def replace_valid(acting: Acting, customer: Customer, document: Document) -> None:
    """Let a new document of a locked customer stand for the valid ones of its kind and country."""
    table = IdentityDocument
    of_kind = (table.customer_id == customer.id, table.kind == document.kind, table.country == document.country)
    await _replace(acting, *of_kind, is_valid_document(acting.settings))


async def _replace(acting: Acting, *conditions: sa.ColumnElement[bool]) -> None:
    statement = sa.update(IdentityDocument).where(*conditions).values(replaced_at=sa.func.now())
    await acting.session.execute(statement.execution_options(synchronize_session=False))


async def check_valid(acting: Acting, document: IdentityDocument, field: str) -> None:
    """Raises Refusal DOCUMENT_EXPIRED for a document that has expired, was replaced or is doubtful."""
    valid = sa.exists().where(IdentityDocument.id == document.id, is_valid_document(acting.settings))
    if not await acting.session.scalar(sa.select(valid)):
        message = "the document has expired, was replaced or is doubtful; give a valid one as `document`"
        raise Refusal(ErrorCode.DOCUMENT_EXPIRED, message, [field])


async def settle_identity(
    acting: Acting, customer: Customer, proof: IdentityDocument, *, verified: bool, expires: bool
) -> None:
    """The identity check of a locked customer after a change: a verification ends where it `expires` or is made anew;
    where staff `verified` the document in this act, the identity is verified by it.

    Raises Refusal INVALID_TRANSITION where a rejected identity is to be verified.
    """
    if customer.kyc_status is KycStatus.VALIDATED and (verified or expires):
        await acting.move(customer, "expire")
    if verified:
        await prove(acting, customer, proof)


@dataclass(frozen=True, kw_only=True)
class AddIdentityDocument(CheckedChange):
    """Input of `addIdentityDocument`."""

    document: Annotated[IssuedDocument, "The document."]
    allow_another_document: Annotated[
        bool, "Add the document even if the customer has another valid one of its kind and country."
    ] = False


@act(Customer, STAFF, payload=CUSTOMER)
async def add_identity_document(acting: Acting, command: AddIdentityDocument) -> CustomerKey:
    """Add an identity document to a customer. It proves nothing until `verifyCustomer`; `attachToIdentityDocument` adds
    a file that shows it.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED, INVALID_INPUT, DOCUMENT_EXPIRED, ALREADY_EXISTS, the code of a
    validation rule that blocks or is not acknowledged, and POSSIBLE_DUPLICATE where another customer has it or, unless
    allowed, this one has another valid one of the kind.
    """
    document = command.document.checked()
    await lock_identifiers(acting.session, document=document)
    customer = await locked_for_change(acting, command.id, command.expected_version)
    await check_by_rules(acting, customer, {}, command.acknowledge, document)
    await add_new(acting, customer, document, command.document)
    if not command.allow_another_document:
        await check_no_other_document(acting.session, acting.settings, customer, document, _AT)
    await touch(acting, customer)
    return customer.id


@dataclass(frozen=True, kw_only=True)
class ReplaceIdentityDocument(CheckedChange):
    """Input of `replaceIdentityDocument`."""

    document_id: Annotated[NodeId, "The customer's document that is replaced."]
    document: Annotated[IssuedDocument, "The document that stands for it from now on."]
    verified: Annotated[bool, VERIFIED_TEXT] = False


@act(Customer, DECIDING, payload=CUSTOMER)
async def replace_identity_document(acting: Acting, command: ReplaceIdentityDocument) -> CustomerKey:
    """Replace an identity document, such as an expired or a lost one. The replaced document stays in the list and
    proves nothing any more. Where the identity was verified by no other valid document, it is INITIALIZED again, unless
    the new document is `verified`.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED, INVALID_INPUT, DOCUMENT_EXPIRED, ALREADY_EXISTS, the code of a
    validation rule that blocks or is not acknowledged, POSSIBLE_DUPLICATE where another customer has the new one,
    INVALID_TRANSITION where the document was replaced already.
    """
    document = command.document.checked()
    await lock_identifiers(acting.session, document=document)
    customer = await locked_for_change(acting, command.id, command.expected_version)
    replaced = await part_of(acting, customer, IdentityDocument, command.document_id, "documentId")
    if replaced.replaced_at is not None:
        message = "the document was replaced already; name the one that stands for it"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["documentId"])
    await check_by_rules(acting, customer, {}, command.acknowledge, document)
    row = await add_new(acting, customer, document, command.document)
    await _replace(acting, IdentityDocument.id == replaced.id)
    expires = replaced.verified_at is not None and not await _is_proved(acting, customer)
    await settle_identity(acting, customer, row, verified=command.verified, expires=expires)
    await touch(acting, customer)
    acting.event("customer.document_replaced", customer, {"kind": document.kind.value})
    return customer.id


async def _is_proved(acting: Acting, customer: Customer) -> bool:
    """Whether a customer has a valid document by which the identity was verified."""
    proving = sa.exists().where(
        IdentityDocument.customer_id == customer.id,
        IdentityDocument.verified_at.is_not(None),
        is_valid_document(acting.settings),
    )
    return bool(await acting.session.scalar(sa.select(proving)))


@dataclass(frozen=True, kw_only=True)
class AttachToIdentityDocument(CustomerChange):
    """Input of `attachToIdentityDocument`."""

    document_id: Annotated[NodeId, "The customer's document."]
    file: Annotated[
        Stored, "An image or a PDF that shows it; CRM_MAX_ATTACHMENT_BYTES limits the size (10 MB by default)."
    ]


@act(Customer, STAFF, payload=CUSTOMER, store=store_attachment)
async def attach_to_identity_document(acting: Acting, command: AttachToIdentityDocument) -> CustomerKey:
    """Attach a file that shows an identity document.

    Raises Refusal NOT_FOUND, CONFLICT, CUSTOMER_CLOSED, and INVALID_FILE for another kind of file and beyond 20 files.
    """
    customer = await locked_for_change(acting, command.id, command.expected_version)
    document = await part_of(acting, customer, IdentityDocument, command.document_id, "documentId")
    table, stored = IdentityDocumentFile, command.file
    if not stored.media_type.startswith("image/") and stored.media_type != "application/pdf":
        message = f"a document is shown by an image or a PDF, not {stored.media_type}"
        raise Refusal(ErrorCode.INVALID_FILE, message, _FILE)
    count = sa.select(sa.func.count()).where(table.document_id == document.id)
    if (await acting.session.scalar(count) or 0) >= MAX_FILES:
        raise Refusal(ErrorCode.INVALID_FILE, f"a document has at most {MAX_FILES} files", _FILE)
    await acting.session.execute(
        sa.insert(table).values(
            id=stored.key, customer_id=customer.id, document_id=document.id, author=acting.actor,
            **stored.columns,
        )
    )  # fmt: skip
    await touch(acting, customer)
    acting.event("customer.document_attached", customer, {"kind": document.kind.value})
    return customer.id
