import uuid
from datetime import UTC, datetime
from typing import Any

from backend.identifiers import (
    ContactPersonKey,
    CustomerAddressKey,
    CustomerContactKey,
    CustomerKey,
    CustomerNoteKey,
    FileKey,
    IdentityDocumentKey,
)
from backend.models import (
    AddressPurpose,
    Base,
    ContactKind,
    ContactPerson,
    CustomerAddress,
    CustomerContact,
    CustomerNote,
    DocumentKind,
    IdentityCheck,
    IdentityDocument,
    IdentityDocumentFile,
    Representation,
)
from tests.factories.customers import new_identity_document
from tests.factories.rows import build
from tests.factories.samples import Owner


def new_customer_address(customer_id: CustomerKey, **columns: Any) -> CustomerAddress:
    """The current registration of a customer in Bishkek."""
    return build(
        CustomerAddress, columns, customer_id=customer_id, purpose=AddressPurpose.REGISTRATION, locality="Бишкек"
    )


def new_customer_contact(customer_id: CustomerKey, phone: str, **columns: Any) -> CustomerContact:
    """A further phone number of a customer."""
    return build(CustomerContact, columns, customer_id=customer_id, kind=ContactKind.PHONE, phone=phone)


def new_contact_person(customer_id: CustomerKey, **columns: Any) -> ContactPerson:
    """A person without a position, a phone and an e-mail address."""
    return build(ContactPerson, columns, customer_id=customer_id, name="Контактов Проверочный")


def new_customer_note(customer_id: CustomerKey, **columns: Any) -> CustomerNote:
    """A note of an operator."""
    return build(CustomerNote, columns, customer_id=customer_id, author="operator", body="Просит звонить вечером")


def new_identity_document_file(document: IdentityDocument, **columns: Any) -> IdentityDocumentFile:
    """A picture from an operator; nothing is in the file store."""
    return build(
        IdentityDocumentFile, columns, customer_id=document.customer_id, document_id=document.id, author="operator",
        name="card.png", media_type="image/png", size_bytes=1, sha256=b"",
    )  # fmt: skip


def new_identity_check(document: IdentityDocument, **columns: Any) -> IdentityCheck:
    """A question about a document that the provider answered with RETRY."""
    answered = {"verdict": "RETRY", "ask_at": None, "answered_at": datetime(2026, 6, 1, tzinfo=UTC)}
    return build(
        IdentityCheck, {**answered, **columns}, customer_id=document.customer_id, document_id=document.id,
        asked_by="operator", provider="sandbox", reference="sandbox-1", asked=1, words="the picture is not readable",
    )  # fmt: skip


def new_representation(node: str, key: uuid.UUID, customer_id: CustomerKey, **columns: Any) -> Representation:
    """A parent acted for a customer. `node`: the prefix of the ids of the node that the act returned."""
    return build(
        Representation, columns, node_type=node, node_id=key, verb="updateCustomerContact", actor="operator",
        customer_id=customer_id, name="Представитель Проверочный", document_kind="PASSPORT",
        document_number="AC1112233", document_country="KG", authority="PARENT",
    )  # fmt: skip


def sample(owner: Owner) -> list[Base]:
    """Current addresses where the owner is a customer, else earlier ones; one row of each other noun of a profile, with
    a passport that has expired, which a provider did not accept, and an act of a representative.
    """
    of: dict[str, Any] = {"customer_id": owner.customer_id, "created_at": owner.created_at}
    seven = owner.key("customer_contact").int % 10**7
    document = new_identity_document(
        id=IdentityDocumentKey(owner.key("identity_document")), kind=DocumentKind.PASSPORT, number=f"AX{seven:07}",
        issued_by=owner.words, expires_on=owner.created_at.date(), **of,
    )  # fmt: skip
    return [
        new_customer_address(
            id=CustomerAddressKey(owner.key("customer_address")), region=owner.words[:100], district="Аламүдүн",
            street=owner.words[:100], house="12/1", flat='"7"', postcode="720001",
            until=owner.created_at if owner.contract_id else None, **of,
        ),
        new_customer_contact(
            id=CustomerContactKey(owner.key("customer_contact")), phone=f"+99670{seven:07}", **of
        ),
        new_contact_person(
            id=ContactPersonKey(owner.key("contact_person")), name=owner.words, role=owner.words[:100],
            phone=f"+99670{seven:07}", email=f"c{seven}@example.kg", **of,
        ),
        new_customer_note(id=CustomerNoteKey(owner.key("customer_note")), body=owner.words, **of),
        document,
        new_identity_document_file(
            document, id=FileKey(owner.key("identity_document_file")), name=owner.words, created_at=owner.created_at
        ),
        new_identity_check(
            document, id=owner.key("identity_check"), reference=f"sandbox-{seven}", words=owner.words,
            created_at=owner.created_at,
        ),
        new_representation(
            "con" if owner.contract_id else "cus", owner.contract_id or owner.customer_id, owner.customer_id,
            contract_id=owner.contract_id, name=owner.words, document_number=f"AC{seven:07}", created_at=owner.created_at,
        ),
    ]  # fmt: skip
