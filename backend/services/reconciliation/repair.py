"""Decisions about mismatches: a repair makes the suggested posting or confirms the gateway's state; a dismissal does
neither.

A repair is refused where the payment, the refund or the ledger changed since the match. A posting brings the clearing
account to the gateway's amount; its other side is SUSPENSE for money that somebody may still claim, WRITE_OFF for money
that is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, assert_never

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import DECIDING
from backend.database import driver_connection
from backend.errors import ErrorCode, Refusal
from backend.identifiers import MISMATCH_ID, MismatchKey
from backend.models import (
    LedgerAccountKind,
    LedgerPosting,
    Mismatch,
    MismatchKind,
    MismatchStatus,
    Payment,
    PostingKind,
    Refund,
    RefundStatus,
    Repair,
)
from backend.models.payment import SETTLED
from backend.services import ledger, rules
from backend.services.acts import Acting, NodeId, act
from backend.services.ledger import Leg, clearing_code, contract_leg, house_leg
from backend.services.lines import key_of
from backend.services.processes import Outside
from backend.services.reconciliation.day import lock_gateway

MAX_NOTE_CHARACTERS = 500
Booked = Literal[Repair.SUSPENSE, Repair.WRITE_OFF, Repair.FEE]  # the repairs that post to the ledger
_A = LedgerAccountKind
_WITH_FEE = frozenset({MismatchKind.AMOUNT, MismatchKind.FEE})
# The ledger's amount of a mismatch, computed as by `statements.SET_LEDGER_AMOUNTS`.
_LEDGER_AMOUNT = """
select coalesce(sum(e.amount_minor), 0)::bigint from ledger_entry e join ledger_posting g on g.id = e.posting_id
where e.account = 'CONTRACT' and e.currency = :currency and case when cast(:refund_id as uuid) is null
    then e.payment_id = :payment_id and g.refund_id is null and e.kind in ('PAYMENT', 'ADJUSTMENT', 'REVERSAL')
    else g.refund_id = :refund_id and e.kind in ('REFUND', 'ADJUSTMENT', 'REVERSAL') end
"""
_LEDGER_NOW = sa.text(_LEDGER_AMOUNT).bindparams(
    *(sa.bindparam(name, type_=sa.Uuid()) for name in ("payment_id", "refund_id")),
    sa.bindparam("currency", type_=sa.Text()),
)


async def poll_mismatch(outside: Outside, command: "ApplyRepair") -> None:
    """Poll the gateway for what the repair is to confirm. Raises Refusal GATEWAY_UNAVAILABLE."""
    await outside.billing.poll_mismatch(command.id)


@dataclass(frozen=True, kw_only=True)
class ApplyRepair:
    """Input of `applyRepair`."""

    id: Annotated[NodeId, "The mismatch."]
    note: Annotated[str | None, "Note, at most 500 characters."] = None


@act(Mismatch, DECIDING, key_required=True, before=poll_mismatch)
async def apply_repair(acting: Acting, command: ApplyRepair) -> MismatchKey:
    """Apply the suggested repair of a mismatch.

    Raises Refusal NOT_FOUND; INVALID_TRANSITION for a decided mismatch; CONFLICT where the payment, the refund or the
    ledger changed since the match, where the gateway does not confirm its settlement, or while a settlement is being
    processed; INSUFFICIENT_BALANCE and CURRENCY_MISMATCH as the posting on the contract's account.
    """
    session, note = acting.session, command.note
    checked_note = rules.text(note, MAX_NOTE_CHARACTERS, ["note"]) if note is not None else None
    found = await _locked(session, command.id)
    if found.suggested_repair is not Repair.CONFIRM:
        await _check_unchanged(session, found)
    values: dict[str, Any] = {}
    reason = f"{command.id}: {checked_note}" if checked_note else command.id
    repair = found.suggested_repair
    match repair:
        case Repair.CONFIRM:
            await _check_confirmed(session, found)
        case Repair.SUSPENSE | Repair.WRITE_OFF | Repair.FEE:
            values = await _book(session, acting.actor, found, repair, reason)
        case Repair.POST:
            await _post_missing(session, acting.actor, found, reason)
        case Repair.NOTE:
            pass
        case _:
            assert_never(repair)
    return await _decide(acting, found, MismatchStatus.REPAIRED, checked_note, values)


@dataclass(frozen=True, kw_only=True)
class DismissMismatch:
    """Input of `dismissMismatch`."""

    id: Annotated[NodeId, "The mismatch."]
    note: Annotated[str, "Reason, at most 500 characters."]


@act(Mismatch, DECIDING, key_required=True)
async def dismiss_mismatch(acting: Acting, command: DismissMismatch) -> MismatchKey:
    """Dismiss a mismatch with a reason.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, INVALID_INPUT without a note, CONFLICT.
    """
    checked_note = rules.text(command.note, MAX_NOTE_CHARACTERS, ["note"])
    found = await _locked(acting.session, command.id)
    return await _decide(acting, found, MismatchStatus.DISMISSED, checked_note, {})


async def _locked(session: AsyncSession, mismatch_id: str) -> Mismatch:
    """Lock and read an open mismatch, with the lock on its gateway's settlements. Raises Refusal."""
    key = key_of(mismatch_id, MISMATCH_ID, ["id"])
    gateway = await session.scalar(sa.select(Mismatch.gateway).where(Mismatch.id == key))
    if gateway is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such mismatch", ["id"])
    await lock_gateway(await driver_connection(session), gateway)
    found = await session.scalar(
        sa.select(Mismatch).where(Mismatch.id == key).with_for_update().execution_options(populate_existing=True)
    )
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "the mismatch no longer exists: a newer match did not find it", ["id"])
    if found.status is not MismatchStatus.OPEN:
        message = f"the mismatch is {found.status}, decided by {found.decided_by}; only an OPEN one can be decided"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    return found


async def _decide(
    acting: Acting, found: Mismatch, status: MismatchStatus, note: str | None, values: dict[str, Any]
) -> MismatchKey:
    decided = {"status": status, "decided_by": acting.actor, "decided_at": sa.func.clock_timestamp(), "note": note}
    await acting.update(found, **decided, **values)
    return found.id


async def _check_unchanged(session: AsyncSession, found: Mismatch) -> None:
    """Lock the mismatch's payment and refund. Raises Refusal CONFLICT where these or the ledger changed meanwhile."""
    if found.payment_id is not None:
        # The payment is locked before the refund, as everywhere.
        payment = await session.get_one(Payment, found.payment_id, with_for_update=True, populate_existing=True)
        status: str = payment.status
        if found.refund_id is not None:
            refund = await session.get_one(Refund, found.refund_id, with_for_update=True, populate_existing=True)
            status = refund.status
        if (status in SETTLED) != (found.payment_status in SETTLED):
            noun = "payment" if found.refund_id is None else "refund"
            message = f"the {noun} is now {status}; import the day's settlement again"
            raise Refusal(ErrorCode.CONFLICT, message, ["id"])
        if found.kind in _WITH_FEE and found.payment_fee_minor not in {None, payment.gateway_fee_minor}:
            message = "the payment's fee changed since the match; import the day's settlement again"
            raise Refusal(ErrorCode.CONFLICT, message, ["id"])
    elif found.kind is MismatchKind.MISSING_HERE:
        await _check_still_missing(session, found)
    if found.kind is MismatchKind.LEDGER and await _ledger_now(session, found) != (found.ledger_amount_minor or 0):
        message = "the ledger changed since the match; import the day's settlement again"
        raise Refusal(ErrorCode.CONFLICT, message, ["id"])


async def _check_still_missing(session: AsyncSession, found: Mismatch) -> None:
    """Raises Refusal CONFLICT where a payment or refund with the line's reference exists now."""
    exists = sa.text("""
        select exists (
            select from settlement_line l
            left join payment p on l.kind = 'PAYMENT' and p.gateway = l.gateway and p.gateway_reference = l.reference
            left join refund r on l.kind = 'REFUND' and r.gateway_reference = l.refund_reference
            left join payment c on c.id = r.payment_id and c.gateway = l.gateway
            where l.settlement_id = :settlement_id and l.line_id = any(:line_ids)
                and (p.id is not null or c.id is not null))
    """).bindparams(sa.bindparam("settlement_id", type_=sa.Uuid()), sa.bindparam("line_ids", type_=sa.ARRAY(sa.Text())))
    if await session.scalar(exists, {"settlement_id": found.settlement_id, "line_ids": found.line_ids}):
        message = "a payment or refund with this reference exists now; import the day's settlement again"
        raise Refusal(ErrorCode.CONFLICT, message, ["id"])


async def _ledger_now(session: AsyncSession, found: Mismatch) -> int:
    parameters = {"payment_id": found.payment_id, "refund_id": found.refund_id, "currency": found.payment_currency}
    return int(await session.scalar(_LEDGER_NOW, parameters) or 0)


async def _check_confirmed(session: AsyncSession, found: Mismatch) -> None:
    """Raises Refusal CONFLICT where the poll of the gateway did not confirm its settlement."""
    status: Any
    if found.refund_id is None:
        status = await session.scalar(sa.select(Payment.status).where(Payment.id == found.payment_id))
        confirmed = status in SETTLED
    else:
        status = await session.scalar(sa.select(Refund.status).where(Refund.id == found.refund_id))
        confirmed = status is RefundStatus.SUCCEEDED
    if not confirmed:
        noun = "payment" if found.refund_id is None else "refund"
        message = f"the gateway does not confirm its settlement: the {noun} is {status}"
        raise Refusal(ErrorCode.CONFLICT, message, ["id"])


# Postings


async def _book(session: AsyncSession, actor: str, found: Mismatch, repair: Booked, reason: str) -> dict[str, Any]:
    """Post the difference to the clearing account, its fee against FEES. Returns the mismatch's new column values."""
    own = found.subject.startswith(("PAYMENT ", "REFUND "))
    payment_id, refund_id = (found.payment_id, found.refund_id) if own else (None, None)
    currency = found.gateway_currency or found.payment_currency
    assert currency is not None
    other = _A.WRITE_OFF if repair is Repair.WRITE_OFF else _A.SUSPENSE
    minor, fee = found.difference_minor, found.fee_difference_minor
    legs = [
        _clearing(found, currency, fee - minor),
        house_leg(other, currency, minor),
        house_leg(_A.FEES, currency, -fee),
    ]
    kind = _posting_kind(repair)
    await ledger.post(
        session, kind, currency, legs, actor, reason=reason, payment_id=payment_id,
        refund_id=refund_id,
    )  # fmt: skip
    booked = minor
    if found.kind is MismatchKind.CURRENCY:
        booked = await _clear_own_currency(session, actor, found, reason)
    if own and found.payment_fee_minor is not None and fee and found.kind is not MismatchKind.CURRENCY:
        await session.execute(
            sa.update(Payment)
            .where(Payment.id == found.payment_id)
            .values(gateway_fee_minor=found.payment_fee_minor + fee)
            .execution_options(synchronize_session=False)
        )
    return {"booked_minor": booked, "booked_fee_minor": fee}


def _posting_kind(repair: Booked) -> PostingKind:
    match repair:
        case Repair.SUSPENSE:
            return PostingKind.SUSPENSE
        case Repair.WRITE_OFF:
            return PostingKind.ADJUSTMENT
        case Repair.FEE:
            return PostingKind.FEE
        case _:
            assert_never(repair)


def _clearing(found: Mismatch, currency: str, amount_minor: int) -> Leg:
    return house_leg(_A.CLEARING, currency, amount_minor, clearing_code(found.gateway))


async def _clear_own_currency(session: AsyncSession, actor: str, found: Mismatch, reason: str) -> int:
    """Post the payment's amount from clearing to SUSPENSE in the payment's currency, in which the gateway pays nothing
    out. Returns the posted amount with the sign of lines.
    """
    currency, minor = found.payment_currency, found.payment_amount_minor
    assert currency is not None and minor is not None  # noqa: PT018
    legs = [_clearing(found, currency, minor), house_leg(_A.SUSPENSE, currency, -minor)]
    await ledger.post(
        session, PostingKind.SUSPENSE, currency, legs, actor, reason=reason, payment_id=found.payment_id,
        refund_id=found.refund_id,
    )  # fmt: skip
    return -minor


async def _post_missing(session: AsyncSession, actor: str, found: Mismatch, reason: str) -> None:
    """Post the amount that the ledger lacks of a payment or refund, between the contract's and the clearing account."""
    assert found.payment_id is not None and found.payment_currency is not None  # noqa: PT018
    payment = await session.get_one(Payment, found.payment_id)
    minor, currency = found.difference_minor, found.payment_currency
    account = (await ledger.lock_accounts(session, [payment.contract_id], currency))[payment.contract_id]
    if minor < 0:
        ledger.check_balance(account, -minor, minimum_minor=account.floor_minor, field=["id"])
    regular = PostingKind.PAYMENT if found.refund_id is None else PostingKind.REFUND
    kind = PostingKind.ADJUSTMENT if await _posted(session, found, regular) else regular
    legs: Sequence[Leg] = [contract_leg(account, minor), _clearing(found, currency, -minor)]
    await ledger.post(
        session, kind, currency, legs, actor, reason=reason, payment_id=found.payment_id, refund_id=found.refund_id
    )


async def _posted(session: AsyncSession, found: Mismatch, kind: PostingKind) -> bool:
    of_subject = (
        LedgerPosting.payment_id == found.payment_id
        if found.refund_id is None
        else LedgerPosting.refund_id == found.refund_id
    )
    return await session.scalar(sa.select(LedgerPosting.id).where(of_subject, LedgerPosting.kind == kind)) is not None
