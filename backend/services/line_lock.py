"""The lock of a line: its customer forbids changes of the SIM and the number, until they unlock it with a second proof.

The proof is the number of the document by which the customer was verified: whoever has the phone, or got the number by
deceit, does not have it. Attempts are counted before they are made, also those of dry runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.service import is_verified_holder
from backend.auth.sessions import Line
from backend.auth.viewer import DECIDING, STAFF, SUBSCRIBERS, Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, ContractKey
from backend.metrics import REFUSED
from backend.models import Contract, Customer, CustomerKind, KycStatus
from backend.models.contract import IN_SERVICE
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.processes import Outside

ATTEMPTS_A_DAY = 5
_DAY_SECONDS = 86_400.0


@dataclass(frozen=True, kw_only=True)
class LockLine:
    """Input of `lockLine`."""

    id: Annotated[NodeId, "The contract, which is in service."]
    reason: Reason = None


@dataclass(frozen=True, kw_only=True)
class UnlockLine:
    """Input of `unlockLine`."""

    id: Annotated[NodeId, "The contract."]
    document_number: Annotated[str, "Number of the identity document by which the customer was verified."]
    reason: Reason = None


def check_unlocked(contract: Contract, field: Sequence[str]) -> None:
    """Check that the SIM and the number of a locked contract may be changed. Raises Refusal LINE_LOCKED."""
    if contract.line_locked_at is not None:
        message = "the customer has locked the line; unlockLine unlocks it with the customer's document"
        raise Refusal(ErrorCode.LINE_LOCKED, message, field)


@act(Contract, STAFF | SUBSCRIBERS)
async def lock_line(acting: Acting, command: LockLine) -> ContractKey:
    """Forbid changes of the SIM and the number of a line. Only a person whose identity was verified can lock a line,
    since nobody else could unlock it.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, LINE_LOCKED, KYC_REQUIRED.
    """
    contract = await acting.lock(Contract, command.id)
    if contract.status not in IN_SERVICE:
        message = f"a contract that is {contract.status} has no line to lock"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    if contract.line_locked_at is not None:
        raise Refusal(ErrorCode.LINE_LOCKED, "the line is locked already", ["id"])
    customer = await acting.session.get_one(Customer, contract.customer_id)
    if customer.kind is not CustomerKind.PERSON or customer.kyc_status is not KycStatus.VALIDATED:
        message = "only a person whose identity was verified can lock a line"
        raise Refusal(ErrorCode.KYC_REQUIRED, message, ["id"])
    await acting.update(contract, line_locked_at=sa.func.now())
    acting.event("contract.line_locked", contract, {})
    return contract.id


async def _count_attempt(outside: Outside, command: UnlockLine) -> None:
    """Count an attempt to unlock a line. Raises Refusal PROOF_REFUSED."""
    key = CONTRACT_ID.decode(command.id)
    if key is None:
        return  # the act refuses it
    async with outside.billing.database.transaction() as session:
        if await _take(session, outside.viewer, key, 1.0) > 0:
            REFUSED.labels("proofs").inc()
            message = f"{ATTEMPTS_A_DAY} documents were tried in a day; try again later"
            raise Refusal(ErrorCode.PROOF_REFUSED, message, ["documentNumber"])


async def _take(session: AsyncSession, viewer: Viewer, contract: ContractKey, amount: float) -> float:
    """Add to the attempts of a caller on a contract. Returns 0, or the seconds until there is room."""
    subject = viewer.subject or viewer.actor
    taken = sa.func.crm_take(subject, f"unlock {contract}", amount, float(ATTEMPTS_A_DAY), _DAY_SECONDS)
    wait_seconds: float = (await session.execute(sa.select(taken))).scalar_one()
    return wait_seconds


@act(Contract, DECIDING | {Role.HOLDER}, check=_count_attempt)
async def unlock_line(acting: Acting, command: UnlockLine) -> ContractKey:
    """Allow changes of the SIM and the number of a line again. The number of the customer's verified document is
    required, at a counter too, and five may be tried in a day.

    Raises Refusal NOT_FOUND, NOT_HELD where the line is not locked, PROOF_REFUSED.
    """
    contract = await acting.lock(Contract, command.id)
    if contract.line_locked_at is None:
        raise Refusal(ErrorCode.NOT_HELD, "the line is not locked", ["id"])
    number = contract.phone_number_id
    assert number is not None, "a line in service has a number"
    line = Line(contract.id, number, contract.customer_id)
    given = command.document_number[:100]
    if not await acting.session.run_sync(lambda db: is_verified_holder(db, acting.settings, line, given)):
        message = "this is not the number of the document by which the customer was verified"
        raise Refusal(ErrorCode.PROOF_REFUSED, message, ["documentNumber"])
    await _take(acting.session, acting.viewer, contract.id, -1.0)
    await acting.update(contract, line_locked_at=None)
    acting.event("contract.line_unlocked", contract, {})
    return contract.id
