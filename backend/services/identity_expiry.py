"""Expiry of verified identities: a verification lasts as long as a document that proves it."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from backend.auth.masks import SCHEDULE
from backend.days import today
from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import Customer, CustomerStatus, IdentityDocument, KycStatus
from backend.services.identity import is_valid_document
from backend.services.recording import Journal
from backend.services.request.validation import scheduled
from backend.settings import Settings

AT_ONCE = 100
EXPIRED = "the verified document has expired"

_PROVES = sa.and_(IdentityDocument.customer_id == Customer.id, IdentityDocument.verified_at.is_not(None))
_IS_VERIFIED = sa.and_(Customer.kyc_status == KycStatus.VALIDATED, Customer.status != CustomerStatus.CLOSED)


@job("expire identities", cron="7 1 * * *")
async def expire_identities(tools: Tools, _: Job) -> None:
    """End the verification of customers whose verified documents have all expired, and tell them."""

    async def some(session: AsyncSession) -> int:
        expired = sa.exists().where(_PROVES, IdentityDocument.expires_on < today(tools.settings))
        has_expired = sa.and_(_IS_VERIFIED, expired, ~sa.exists().where(_PROVES, is_valid_document(tools.settings)))
        candidates = sa.select(Customer.id).where(has_expired).order_by(Customer.id).limit(AT_ONCE)
        # A customer may be verified by a new document until the row is locked: the condition is read again after it.
        locked = candidates.with_for_update(key_share=True, skip_locked=True, of=Customer)
        keys = list(await session.scalars(locked))
        customers = list(await session.scalars(sa.select(Customer).where(Customer.id.in_(keys), has_expired)))
        journal = Journal(SCHEDULE, EXPIRED)
        for customer in customers:
            await scheduled(session, tools, journal).move(customer, "expire")
        await journal.write(session)
        return len(customers)

    await tools.repeat(some)


@job("announce expiring identities", cron="37 3 * * *")
async def announce_expiring_identities(tools: Tools, _: Job) -> None:
    """Tell customers, once for each document, that the last document that proves their identity expires soon."""

    async def some(session: AsyncSession) -> int:
        documents = list(await session.scalars(_expiring(tools.settings)))
        journal = Journal(SCHEDULE)
        for each in documents:
            assert each.expires_on is not None
            journal.event(
                "customer.identity_expiring", "Customer", each.customer_id, customer_id=each.customer_id,
                payload={"expires_on": each.expires_on.isoformat()},
            )  # fmt: skip
            each.expiry_told_at = sa.func.now()
        await journal.write(session)
        return len(documents)

    await tools.repeat(some)


def _expiring(settings: Settings) -> sa.Select[IdentityDocument]:
    """The documents that expire within the days of the reminder and of whose expiry nobody was told, locked. Only the
    one of a customer that proves the identity for the longest time.
    """
    document, other = IdentityDocument, aliased(IdentityDocument)
    first = today(settings)
    last = first + timedelta(days=settings.identity_reminder_days)
    lasts_longer = sa.exists().where(
        other.customer_id == document.customer_id,
        other.verified_at.is_not(None),
        ~other.doubtful,
        other.replaced_at.is_(None),
        sa.or_(other.expires_on.is_(None), other.expires_on > document.expires_on),
    )
    return (
        sa.select(document)
        .join(Customer, Customer.id == document.customer_id)
        .where(
            document.verified_at.is_not(None), document.expires_on.between(first, last), is_valid_document(settings),
            document.expiry_told_at.is_(None), _IS_VERIFIED, ~lasts_longer,
        )
        .order_by(document.expires_on, document.id)
        .limit(AT_ONCE)
        .with_for_update(key_share=True, skip_locked=True, of=document)
    )  # fmt: skip
