"""Questions to identity providers about customers."""

from datetime import datetime

import strawberry

from backend import models
from backend.schema.declare import column, one
from backend.schema.enums import CheckVerdict
from backend.schema.lists import graph_type

I = models.IdentityCheck  # noqa: E741


@strawberry.type(description="A question to an identity provider about a customer, and the answer.")
class IdentityCheck:
    asked_at: datetime = column(I.created_at, "When it was asked.")
    asked_by: str = column(I.asked_by, "Who asked.")
    document: object = one(
        "customer.IdentityDocument", lambda p, c: c.id == p.document_id, "The document that was asked about."
    )
    provider: str | None = column(I.provider, "Name of the provider; null until it was called.")
    reference: str | None = column(I.reference, "The provider's reference of the question.")
    calls: int = column(I.asked, "How often the provider was called about it.")
    next_call_at: datetime | None = column(I.ask_at, "When it is called again; null once it has answered.")
    answered_at: datetime | None = column(I.answered_at, "When it answered; null while it has not.")
    verdict: CheckVerdict | None = column(I.verdict, "The answer; null while there is none.")
    reason: str | None = column(I.words, "The provider's words about a rejection or a refusal.")


IDENTITY_CHECK = graph_type(IdentityCheck, I, {})
