from typing import Any

from backend.identifiers import CustomerKey
from backend.models import Customer, CustomerKind, DocumentKind, IdentityDocument
from tests.factories.rows import build

DIAGRAMS = {
    "customer": (
        "PROSPECT activate ACTIVE; ACTIVE suspend SUSPENDED; SUSPENDED resume ACTIVE; PROSPECT close CLOSED;"
        "ACTIVE close CLOSED; SUSPENDED close CLOSED; CLOSED reopen ACTIVE;"
        "PROSPECT merge PROSPECT; ACTIVE merge ACTIVE; SUSPENDED merge SUSPENDED; CLOSED merge CLOSED;"
        "PROSPECT unmerge PROSPECT; ACTIVE unmerge ACTIVE; SUSPENDED unmerge SUSPENDED; CLOSED unmerge CLOSED"
    ),
    "kyc": "INITIALIZED validate VALIDATED; INITIALIZED reject REJECTED; REJECTED resubmit INITIALIZED; VALIDATED expire INITIALIZED",
}


def new_customer(**columns: Any) -> Customer:
    """A person without documents, PROSPECT and not identified."""
    return build(Customer, columns, kind=CustomerKind.PERSON, name="Абонентов Проверочный", phone="+996555000000")


def new_identity_document(customer_id: CustomerKey, number: str, **columns: Any) -> IdentityDocument:
    """An identity card of the Kyrgyz Republic that nobody has verified."""
    return build(IdentityDocument, columns, customer_id=customer_id, kind=DocumentKind.ID_CARD, number=number)
