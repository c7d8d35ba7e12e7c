"""Calls from the mutations of identity checks to the services."""

from dataclasses import asdict
from datetime import date

from backend.resolvers.context import Context
from backend.services import verification
from backend.services.idempotency import Outcome
from backend.services.identity import Document


async def verify_customer(
    context: Context,
    customer_id: str,
    key: str | None,
    *,
    document_id: str | None,
    document: Document | None,
    allow_another: bool,
    birth_date: date | None,
    reason: str | None,
) -> Outcome:
    command = {
        "id": customer_id,
        "document_id": document_id,
        "document": document and asdict(document),
        "allow_another": allow_another,
        "birth_date": birth_date,
        "reason": reason,
    }
    return await context.perform(
        "verifyCustomer",
        command,
        key,
        lambda session: verification.verify_customer(
            session,
            context.settings,
            context.actor,
            customer_id,
            document_id=document_id,
            document=document,
            allow_another=allow_another,
            birth_date=birth_date,
            reason=reason,
        ),
    )


async def reject_customer_identity(context: Context, customer_id: str, reason: str, key: str | None) -> Outcome:
    return await context.perform(
        "rejectCustomerIdentity",
        {"id": customer_id, "reason": reason},
        key,
        lambda session: verification.reject_customer_identity(session, context.actor, customer_id, reason),
    )


async def resubmit_customer_identity(
    context: Context, customer_id: str, reason: str | None, key: str | None
) -> Outcome:
    return await context.perform(
        "resubmitCustomerIdentity",
        {"id": customer_id, "reason": reason},
        key,
        lambda session: verification.resubmit_customer_identity(session, context.actor, customer_id, reason),
    )
