"""Acts on contracts that are booked for a later time: booked, superseded, cancelled.

`services/scheduled_work.py` does them when they are due. The contract is locked before its scheduled acts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, SCHEDULED_ACT_ID, ScheduledActKey
from backend.models import Contract, NodeType, ScheduledAct, ScheduledActKind, ScheduledActStatus
from backend.models.contract import IN_SERVICE
from backend.services.acts import Acting, NodeId, Reason, act, scope_of
from backend.services.lines import key_of
from backend.services.representation import AtCounter


@dataclass(frozen=True, kw_only=True)
class CancelScheduledAct(AtCounter):
    """Input of `cancelScheduledAct`."""

    id: Annotated[NodeId, "The scheduled act."]
    reason: Reason = None


@act(ScheduledAct, STAFF)
async def cancel_scheduled_act(acting: Acting, command: CancelScheduledAct) -> ScheduledActKey:
    """Cancel an act that is booked for a later time. What it superseded stays superseded.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION for one that is not PENDING.
    """
    key = key_of(command.id, SCHEDULED_ACT_ID, ["id"])
    of_contract = await acting.session.scalar(sa.select(ScheduledAct.contract_id).where(ScheduledAct.id == key))
    if of_contract is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such scheduled act", ["id"])
    contract = await acting.lock(Contract, CONTRACT_ID.encode(of_contract))
    booked = await acting.lock(ScheduledAct, command.id)
    await acting.move(booked, "cancel", of=contract, ended_at=sa.func.now())
    acting.event("contract.booking_cancelled", contract, {"kind": booked.kind.value})
    return booked.id


async def lock_in_service(acting: Acting, contract_id: str) -> Contract:
    """Lock a contract in service. Raises Refusal NOT_FOUND, INVALID_TRANSITION."""
    contract = await acting.lock(Contract, contract_id)
    check_in_service(contract)
    return contract


def check_in_service(contract: Contract) -> None:
    """Raises Refusal INVALID_TRANSITION for a contract that is not in service."""
    if contract.status not in IN_SERVICE:
        message = f"the contract is {contract.status}; one in service is required"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])


async def book(
    acting: Acting, contract: Contract, kind: ScheduledActKind, due_at: datetime, **values: Any
) -> dict[str, str]:
    """Book an act on a locked contract. It supersedes the pending one of its kind, and a closing all that are pending.
    Returns the day, in the time zone of the installation, as the payload of its event.

    Raises Refusal CONFLICT for what would be done when the contract is closed already.
    """
    session = acting.session
    if kind is not ScheduledActKind.CLOSE:
        closing = sa.select(ScheduledAct.due_at).where(
            ScheduledAct.contract_id == contract.id, ScheduledAct.kind == ScheduledActKind.CLOSE,
            ScheduledAct.status == ScheduledActStatus.PENDING,
        )  # fmt: skip
        closes_at = await session.scalar(closing)
        if closes_at is not None and due_at >= closes_at:
            message = f"the contract is closed on {_day(acting, closes_at)}; cancel the closing first"
            raise Refusal(ErrorCode.CONFLICT, message, ["day"])
    await supersede(acting, contract, None if kind is ScheduledActKind.CLOSE else kind)
    key = SCHEDULED_ACT_ID.new_key()
    reason = acting.journal.reason
    row = {"id": key, "contract_id": contract.id, "kind": kind, "due_at": due_at, "reason": reason, **values}
    await session.execute(sa.insert(ScheduledAct).values(row))
    acting.journal.step(
        NodeType.SCHEDULED_ACT, key, "create", None, ScheduledActStatus.PENDING, **scope_of(contract)
    )  # fmt: skip
    return {"day": _day(acting, due_at)}


async def supersede(acting: Acting, contract: Contract, kind: ScheduledActKind | None = None) -> None:
    """End the pending act of a kind, or all pending acts, of a locked contract, since a newer one takes its place."""
    pending = sa.select(ScheduledAct).where(
        ScheduledAct.contract_id == contract.id, ScheduledAct.status == ScheduledActStatus.PENDING
    )
    if kind is not None:
        pending = pending.where(ScheduledAct.kind == kind)
    for each in (await acting.session.scalars(pending.order_by(ScheduledAct.id).with_for_update())).all():
        await acting.move(each, "supersede", of=contract, ended_at=sa.func.now())


def _day(acting: Acting, moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(acting.settings.time_zone)).date().isoformat()
