from typing import Any

from backend.identifiers import ConsentKey, CustomerKey
from backend.models import Base, Consent, ConsentChannel, ConsentPurpose, ConsentSource
from tests.factories.rows import build
from tests.factories.samples import Owner


def new_consent(customer_id: CustomerKey, **columns: Any) -> Consent:
    """A consent to offers on every channel, which stands."""
    return build(
        Consent,
        columns,
        customer_id=customer_id,
        purpose=ConsentPurpose.MARKETING,
        channel=ConsentChannel.ANY,
        source=ConsentSource.COUNTER,
        text_version="2026-03",
        given_by="operator@demo.example",
    )


def sample(owner: Owner) -> list[Base]:
    """Of a customer: a consent that stands, and one that was withdrawn."""
    if owner.contract_id:
        return []
    at = owner.created_at
    withdrawn = new_consent(
        owner.customer_id, id=ConsentKey(owner.key("withdrawn consent")), purpose="PROFILING", channel="EMAIL",
        withdrawn_at=at, withdrawn_by="operator@demo.example", given_at=at, created_at=at,
    )  # fmt: skip
    return [new_consent(owner.customer_id, id=ConsentKey(owner.key("consent")), given_at=at, created_at=at), withdrawn]
