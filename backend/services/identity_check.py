"""Checks of identities by a provider: the act asks, a job speaks to the provider, and the answer moves the identity.

The question is committed first, with the time of the next call. No provider is called inside a transaction. Our id of
the question is the provider's idempotency key, so that a repeated call asks nothing twice.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

import sqlalchemy as sa
import structlog

from backend.auth.viewer import DECIDING, Origin, Role, Viewer
from backend.database import Database, driver_connection
from backend.errors import ErrorCode, Refusal
from backend.gateways.identity import IdentityProvider, Question, Verdict
from backend.gateways.payments import GatewayDown, GatewayRefused
from backend.identifiers import CustomerKey
from backend.jobs.declare import job
from backend.jobs.queue import JobQueue, queue_settings
from backend.jobs.worker import Job
from backend.models import (
    CheckVerdict,
    Customer,
    CustomerStatus,
    IdentityCheck,
    IdentityDocument,
    IdentityRejection,
    KycStatus,
)
from backend.services.acts import REASON_TEXT, Acting, NodeId, act
from backend.services.customer import CUSTOMER
from backend.services.identity import is_valid_document
from backend.services.recording import Journal
from backend.services.verification import locked, prove, reject, stored_document
from backend.settings import Settings

ASK = "ask the identity provider"
AT_ONCE = 20
# Pauses before the next call; the last one is repeated.
DELAYS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class AskIdentityProvider:
    """Input of `askIdentityProvider`."""

    id: Annotated[NodeId, "The customer."]
    document_id: Annotated[
        NodeId | None, "The document that the provider is asked about; the newest valid one when absent."
    ] = None
    reason: Annotated[str | None, REASON_TEXT] = None


@act(Customer, DECIDING, payload=CUSTOMER)
async def ask_identity_provider(acting: Acting, command: AskIdentityProvider) -> CustomerKey:
    """Ask the identity provider whether a document proves a customer's identity. The answer comes later; it verifies
    the identity or rejects it, as `verifyCustomer` and `rejectCustomerIdentity` do.

    Raises Refusal NOT_FOUND, CUSTOMER_CLOSED, INVALID_TRANSITION, DOCUMENT_REQUIRED, DOCUMENT_EXPIRED;
    IDENTITY_PROVIDER_MISSING, and IDENTITY_CHECK_PENDING where it was asked before and has not answered.
    """
    session = acting.session
    customer = await locked(acting, command.id, "validate")
    if acting.settings.identity_provider_in_use == "none":
        message = "no identity provider is configured; verify the customer with verifyCustomer"
        raise Refusal(ErrorCode.IDENTITY_PROVIDER_MISSING, message, ["id"])
    document = await stored_document(session, acting.settings, customer, command.document_id)
    pending = sa.select(IdentityCheck.id).where(
        IdentityCheck.customer_id == customer.id, IdentityCheck.verdict.is_(None)
    )
    if await session.scalar(pending) is not None:
        message = "the identity provider was asked about this customer and has not answered yet"
        raise Refusal(ErrorCode.IDENTITY_CHECK_PENDING, message, ["id"])
    check = IdentityCheck(customer_id=customer.id, document_id=document.id, asked_by=acting.actor)
    session.add(check)
    await session.flush()
    acting.event("customer.identity_check_asked", customer, {"internal": True})
    await JobQueue(queue_settings()).enqueue(await driver_connection(session), ASK, {"id": str(check.id)})
    return customer.id


class IdentityChecks:
    """The calls of the provider. One per worker."""

    def __init__(self, database: Database, settings: Settings, provider: IdentityProvider | None) -> None:
        self._database, self._settings, self._provider = database, settings, provider

    @job(ASK)
    async def ask(self, queued: Job) -> None:
        """Ask the provider, as soon as the question is committed."""
        await self.advance(uuid.UUID(str(queued.document()["id"])))

    @job("poll the identity provider", cron="* * * * *")
    async def poll(self, _: Job) -> None:
        """Call the provider about every question that is due."""
        due = "select id from identity_check where ask_at <= now() order by ask_at limit $1"
        while self._provider and (rows := await self._database.fetch(due, AT_ONCE)):
            for row in rows:
                await self.advance(row["id"])

    async def advance(self, check_id: uuid.UUID) -> None:
        """Ask where this was not done yet, fetch the answer, and apply it. Repeatable: nothing is changed twice.

        A provider that does not respond is called again later.
        """
        if self._provider is None:
            return
        asked = await self._begin(check_id, self._provider.name)
        if asked is None:
            return
        question, reference = asked
        try:
            if reference is None:
                reference = await self._provider.ask(question)
                await self._store(check_id, reference)
            answer = await self._provider.answer(reference)
        except GatewayDown as error:
            log.warning("identity provider does not respond", check=str(check_id), reason=str(error))
            return
        except GatewayRefused as refused:
            await self._apply(check_id, CheckVerdict.REFUSED, refused.message)
            return
        if answer is None:
            await self._apply(check_id, CheckVerdict.REFUSED, "the provider does not know the question")
        elif answer.verdict is not Verdict.PENDING:
            await self._apply(check_id, CheckVerdict(answer.verdict.value), answer.reason)

    async def _begin(self, check_id: uuid.UUID, provider: str) -> tuple[Question, str | None] | None:
        """Set the time of the next call, so that a lost one is repeated. Returns the question; None when answered."""
        async with self._database.transaction() as session:
            check = await session.get(IdentityCheck, check_id, with_for_update=True)
            if check is None or check.verdict is not None:
                return None
            customer = await session.get_one(Customer, check.customer_id)
            document = await session.get_one(IdentityDocument, check.document_id)  # as long as it is not answered
            check.ask_at = sa.func.now() + DELAYS[min(check.asked, len(DELAYS) - 1)]
            check.asked += 1
            check.provider = provider
            question = Question(
                check.id, customer.name, customer.birth_date, document.kind.value, document.number, document.country
            )
            return question, check.reference

    async def _store(self, check_id: uuid.UUID, reference: str) -> None:
        async with self._database.transaction() as session:
            check = await session.get_one(IdentityCheck, check_id, with_for_update=True)
            if check.verdict is None:  # the customer may have been erased meanwhile
                check.reference = reference

    async def _apply(self, check_id: uuid.UUID, verdict: CheckVerdict, words: str | None) -> None:
        """Record an answer and move the identity by it, where nobody decided about it in the meantime."""
        async with self._database.transaction() as session:
            key = sa.select(IdentityCheck.customer_id).where(IdentityCheck.id == check_id).scalar_subquery()
            # The customer first, as in every act.
            locking = sa.select(Customer).where(Customer.id == key).with_for_update(key_share=True)
            customer = await session.scalar(locking)
            if customer is not None and customer.merged_into_id is not None:  # meanwhile, and the question moved
                customer = await session.scalar(locking)
            check = await session.get_one(IdentityCheck, check_id, with_for_update=True)
            if customer is None or check.verdict is not None:
                return
            check.verdict, check.words, check.ask_at, check.answered_at = verdict, words, None, sa.func.now()
            await session.flush()
            journal = Journal(f"gateway:{check.provider}", words)
            acting = Acting(session, self._settings, Viewer(Role.SERVICE, journal.actor), Origin(), journal)
            acting.event("customer.identity_check_answered", customer, {"internal": True, "verdict": verdict.value})
            is_open = customer.status is not CustomerStatus.CLOSED and customer.merged_into_id is None
            if customer.kyc_status is KycStatus.INITIALIZED and is_open:
                await _move(acting, customer, check)
            await journal.write(session)


async def _move(acting: Acting, customer: Customer, check: IdentityCheck) -> None:
    """Verify or reject the identity of a locked customer, as the provider says."""
    match check.verdict:
        case CheckVerdict.APPROVED:
            proof = sa.select(IdentityDocument).where(
                IdentityDocument.id == check.document_id, is_valid_document(acting.settings)
            )
            document = await acting.session.scalar(proof)
            # A document that expired in the meantime proves nothing; staff sees the verdict in the log.
            if document is not None:
                await prove(acting, customer, document)
        case CheckVerdict.RETRY:
            await reject(acting, customer, IdentityRejection.RETRY)
        case CheckVerdict.FINAL:
            await reject(acting, customer, IdentityRejection.FINAL)
        case CheckVerdict.REFUSED | None:
            pass  # nothing was checked
