"""Decisions about mismatches: a repair books what is to be booked, or asks the gateway; a dismissal says why not.

Either is refused when what the mismatch says of the payment or the ledger does not hold any more. What is booked moves
the clearing account to where the gateway has it; the other side is SUSPENSE for money that somebody may still claim,
WRITE_OFF for money that is lost.
"""

from collections.abc import Sequence
from typing import Any, Literal, assert_never

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Viewer
from backend.database import driver_connection
from backend.errors import ErrorCode, Refusal
from backend.identifiers import MISMATCH_ID
from backend.models import (
    LedgerAccountKind,
    LedgerPosting,
    Mismatch,
    MismatchKind,
    MismatchStatus,
    Payment,
    PaymentStatus,
    PostingKind,
    Refund,
    RefundStatus,
    Repair,
)
from backend.services import ledger, rules
from backend.services.ledger import Leg, clearing_code, house, of_contract
from backend.services.lines import key_of
from backend.services.reconciliation.day import lock_gateway

LONGEST_NOTE = 500
Booked = Literal[Repair.SUSPENSE, Repair.WRITE_OFF, Repair.FEE]  # the repairs that post to the ledger
_A = LedgerAccountKind
_SETTLED = frozenset({PaymentStatus.SUCCEEDED, PaymentStatus.PARTIALLY_REFUNDED, PaymentStatus.REFUNDED})
_OF_FEES = frozenset({MismatchKind.AMOUNT, MismatchKind.FEE})
# In which postings the ledger's side of a mismatch stands: as the match reads it.
_MEASURED = """
select coalesce(sum(e.amount_minor), 0)::bigint from ledger_entry e join ledger_posting g on g.id = e.posting_id
where e.account = 'CONTRACT' and e.currency = :currency and case when cast(:refund_id as uuid) is null
    then e.payment_id = :payment_id and g.refund_id is null and e.kind in ('PAYMENT', 'ADJUSTMENT', 'REVERSAL')
    else g.refund_id = :refund_id and e.kind in ('REFUND', 'ADJUSTMENT', 'REVERSAL') end
"""
_LEDGER_NOW = sa.text(_MEASURED).bindparams(
    *(sa.bindparam(name, type_=sa.Uuid()) for name in ("payment_id", "refund_id")),
    sa.bindparam("currency", type_=sa.Text()),
)


async def apply_repair(session: AsyncSession, viewer: Viewer, mismatch_id: str, note: str | None) -> str:
    """Do what is suggested about an open mismatch; where the gateway has to confirm it, it was asked just before.
    Returns the mismatch's id.

    Raises Refusal NOT_FOUND; INVALID_TRANSITION for one that was decided; CONFLICT where the payment, the refund or the
    ledger changed since the match, where the gateway does not confirm what its settlement says, or where a settlement
    is being matched; INSUFFICIENT_BALANCE and CURRENCY_MISMATCH where the contract's account does not take the posting.
    """
    said = rules.text(note, LONGEST_NOTE, ["note"]) if note is not None else None
    found = await _locked(session, mismatch_id)
    if found.suggested_repair is not Repair.CONFIRM:
        await _check_holds_still(session, found)
    values: dict[str, Any] = {}
    reason = f"{mismatch_id}: {said}" if said else mismatch_id
    repair = found.suggested_repair
    match repair:
        case Repair.CONFIRM:
            await _check_confirmed(session, found)
        case Repair.SUSPENSE | Repair.WRITE_OFF | Repair.FEE:
            values = await _book(session, viewer.actor, found, repair, reason)
        case Repair.POST:
            await _post_missing(session, viewer.actor, found, reason)
        case Repair.NOTE:
            pass
        case _:
            assert_never(repair)
    return await _decide(session, viewer, found, MismatchStatus.REPAIRED, said, values)


async def dismiss_mismatch(session: AsyncSession, viewer: Viewer, mismatch_id: str, note: str) -> str:
    """Leave an open mismatch as it is, saying why. Raises Refusal NOT_FOUND, INVALID_TRANSITION, INVALID_INPUT,
    CONFLICT. Returns its id.
    """
    said = rules.text(note, LONGEST_NOTE, ["note"])
    found = await _locked(session, mismatch_id)
    return await _decide(session, viewer, found, MismatchStatus.DISMISSED, said, {})


async def _locked(session: AsyncSession, mismatch_id: str) -> Mismatch:
    """An open mismatch, while no settlement of its gateway is matched and nobody else decides about it."""
    key = key_of(mismatch_id, MISMATCH_ID, ["id"])
    gateway = await session.scalar(sa.select(Mismatch.gateway).where(Mismatch.id == key))
    if gateway is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such mismatch", ["id"])
    await lock_gateway(await driver_connection(session), gateway)
    found = await session.scalar(
        sa.select(Mismatch).where(Mismatch.id == key).with_for_update().execution_options(populate_existing=True)
    )
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such mismatch any more", ["id"])
    if found.status is not MismatchStatus.OPEN:
        message = f"a mismatch that is {found.status} was decided by {found.decided_by}"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    return found


async def _decide(
    session: AsyncSession,
    viewer: Viewer,
    found: Mismatch,
    status: MismatchStatus,
    note: str | None,
    values: dict[str, Any],
) -> str:
    await session.execute(
        sa.update(Mismatch)
        .where(Mismatch.id == found.id)
        .values(status=status, decided_by=viewer.actor, decided_at=sa.func.clock_timestamp(), note=note, **values)
        .execution_options(synchronize_session=False)
    )
    return MISMATCH_ID.encode(found.id)


async def _check_holds_still(session: AsyncSession, found: Mismatch) -> None:
    """Lock what is ours of it. Raises Refusal CONFLICT where it is not what the match saw."""
    if found.payment_id is not None:
        # The payment before the refund, as everywhere.
        payment = await session.get_one(Payment, found.payment_id, with_for_update=True, populate_existing=True)
        status: str = payment.status
        if found.refund_id is not None:
            refund = await session.get_one(Refund, found.refund_id, with_for_update=True, populate_existing=True)
            status = refund.status
        if (status in _SETTLED) != (found.payment_status in _SETTLED):
            raise Refusal(ErrorCode.CONFLICT, f"it is {status} by now; match the day anew", ["id"])
        if found.kind in _OF_FEES and found.payment_fee_minor not in {None, payment.gateway_fee_minor}:
            raise Refusal(ErrorCode.CONFLICT, "its fee was recorded anew; match the day anew", ["id"])
    elif found.kind is MismatchKind.MISSING_HERE:
        await _check_missing_still(session, found)
    if found.kind is MismatchKind.LEDGER and await _ledger_now(session, found) != (found.ledger_amount_minor or 0):
        raise Refusal(ErrorCode.CONFLICT, "the ledger was corrected meanwhile; match the day anew", ["id"])


async def _check_missing_still(session: AsyncSession, found: Mismatch) -> None:
    """Whether there is still nothing of ours with the line's reference."""
    known = sa.text("""
        select exists (
            select from settlement_line l
            left join payment p on l.kind = 'PAYMENT' and p.gateway = l.gateway and p.gateway_reference = l.reference
            left join refund r on l.kind = 'REFUND' and r.gateway_reference = l.refund_reference
            left join payment c on c.id = r.payment_id and c.gateway = l.gateway
            where l.settlement_id = :settlement_id and l.line_id = any(:line_ids)
                and (p.id is not null or c.id is not null))
    """).bindparams(sa.bindparam("settlement_id", type_=sa.Uuid()), sa.bindparam("line_ids", type_=sa.ARRAY(sa.Text())))
    if await session.scalar(known, {"settlement_id": found.settlement_id, "line_ids": found.line_ids}):
        raise Refusal(ErrorCode.CONFLICT, "it has come meanwhile; match the day anew", ["id"])


async def _ledger_now(session: AsyncSession, found: Mismatch) -> int:
    named = {"payment_id": found.payment_id, "refund_id": found.refund_id, "currency": found.payment_currency}
    return int(await session.scalar(_LEDGER_NOW, named) or 0)


async def _check_confirmed(session: AsyncSession, found: Mismatch) -> None:
    """Whether the gateway said again what its settlement says. Raises Refusal CONFLICT where it did not."""
    status: Any
    if found.refund_id is None:
        status = await session.scalar(sa.select(Payment.status).where(Payment.id == found.payment_id))
        done = status in _SETTLED
    else:
        status = await session.scalar(sa.select(Refund.status).where(Refund.id == found.refund_id))
        done = status is RefundStatus.SUCCEEDED
    if not done:
        raise Refusal(ErrorCode.CONFLICT, f"the gateway does not confirm it: it is {status}", ["id"])


# Bookings


async def _book(session: AsyncSession, actor: str, found: Mismatch, repair: Booked, reason: str) -> dict[str, Any]:
    """Move the clearing account by the difference, the fee's part against FEES. Returns what the mismatch then says."""
    own = found.subject.startswith(("PAYMENT ", "REFUND "))
    payment_id, refund_id = (found.payment_id, found.refund_id) if own else (None, None)
    currency = found.gateway_currency or found.payment_currency
    assert currency is not None
    other = _A.WRITE_OFF if repair is Repair.WRITE_OFF else _A.SUSPENSE
    minor, fee = found.difference_minor, found.fee_difference_minor
    legs = [_clearing(found, currency, fee - minor), house(other, currency, minor), house(_A.FEES, currency, -fee)]
    await ledger.post(
        session, _posting_kind(repair), currency, legs, actor, reason=reason, payment_id=payment_id,
        refund_id=refund_id,
    )  # fmt: skip
    booked = minor
    if found.kind is MismatchKind.CURRENCY:
        booked = await _take_out(session, actor, found, reason)
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
    return house(_A.CLEARING, currency, amount_minor, clearing_code(found.gateway))


async def _take_out(session: AsyncSession, actor: str, found: Mismatch, reason: str) -> int:
    """In the payment's own currency the gateway will pay nothing out."""
    currency, minor = found.payment_currency, found.payment_amount_minor
    assert currency is not None and minor is not None  # noqa: PT018
    legs = [_clearing(found, currency, minor), house(_A.SUSPENSE, currency, -minor)]
    await ledger.post(
        session, PostingKind.SUSPENSE, currency, legs, actor, reason=reason, payment_id=found.payment_id,
        refund_id=found.refund_id,
    )  # fmt: skip
    return -minor


async def _post_missing(session: AsyncSession, actor: str, found: Mismatch, reason: str) -> None:
    """What the ledger lacks of a payment or refund onto the contract's account, with the clearing account across."""
    assert found.payment_id is not None and found.payment_currency is not None  # noqa: PT018
    payment = await session.get_one(Payment, found.payment_id)
    minor, currency = found.difference_minor, found.payment_currency
    account = (await ledger.lock_accounts(session, [payment.contract_id], currency))[payment.contract_id]
    if minor < 0:
        ledger.check_holds(account, -minor, least_minor=account.floor_minor, field=["id"])
    regular = PostingKind.PAYMENT if found.refund_id is None else PostingKind.REFUND
    kind = PostingKind.ADJUSTMENT if await _posted(session, found, regular) else regular
    legs: Sequence[Leg] = [of_contract(account, minor), _clearing(found, currency, -minor)]
    await ledger.post(
        session, kind, currency, legs, actor, reason=reason, payment_id=found.payment_id, refund_id=found.refund_id
    )


async def _posted(session: AsyncSession, found: Mismatch, kind: PostingKind) -> bool:
    of = (
        LedgerPosting.payment_id == found.payment_id
        if found.refund_id is None
        else LedgerPosting.refund_id == found.refund_id
    )
    return await session.scalar(sa.select(LedgerPosting.id).where(of, LedgerPosting.kind == kind)) is not None
