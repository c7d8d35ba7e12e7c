"""Refunds: by the means the money came by; a large one needs a second member of the staff."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any, assert_never

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from backend.auth.viewer import Viewer
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import GatewayRefundStatus, RefundState
from backend.identifiers import PAYMENT_ID, REFUND_ID, CustomerKey, RefundKey
from backend.models import (
    REFUND_STATES,
    BillKind,
    LedgerAccountKind,
    LedgerEntry,
    LedgerPosting,
    NodeType,
    Payment,
    PaymentStatus,
    PostingKind,
    Refund,
    RefundStatus,
)
from backend.money import amount_of
from backend.services import bill, ledger, payment, rules
from backend.services.ledger import Account, Moved, checked_minor, of_contract
from backend.services.lines import key_of
from backend.services.payment import ASK_AFTER, COUNTER
from backend.services.recording import Journal, Scope, target_of
from backend.settings import Settings

# What is on its way back, or waits for it, is not there to be paid back a second time.
OPEN = (RefundStatus.REQUESTED, RefundStatus.PENDING, RefundStatus.UNKNOWN)
REFUNDABLE = (PaymentStatus.SUCCEEDED, PaymentStatus.PARTIALLY_REFUNDED)


async def refund_payment(
    session: AsyncSession,
    settings: Settings,
    viewer: Viewer,
    payment_id: str,
    amount: Decimal | None,
    currency: str | None,
    reason: str,
    gateways: Collection[str],
) -> str:
    """Pay back a payment, or a part of it. Raises Refusal NOT_FOUND, INVALID_TRANSITION, NOTHING_TO_REFUND,
    INVALID_AMOUNT, CURRENCY_MISMATCH, INSUFFICIENT_BALANCE, GATEWAY_UNAVAILABLE. Returns the refund's id.

    Above the limit it is REQUESTED and somebody else approves it. Otherwise the money leaves the account now: cash and
    bank transfers have then been paid back, the gateway's are PENDING.
    """
    journal = Journal(viewer.actor, rules.text(reason, 200, ["reason"], lines=False))
    assert journal.reason is not None
    paid = await payment.locked(session, key_of(payment_id, PAYMENT_ID, ["paymentId"]), ["paymentId"])
    _check_way_back(paid, gateways, ["paymentId"])
    if paid.status not in REFUNDABLE:
        message = f"a payment that is {paid.status} does not allow refund"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["paymentId"])
    left = await _left(session, paid)
    if left == 0:
        raise Refusal(ErrorCode.NOTHING_TO_REFUND, "nothing of the payment is left", ["paymentId"])
    if currency not in {None, paid.currency}:
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, f"the payment was in {paid.currency}", ["amount", "currency"])
    minor = left if amount is None else checked_minor(amount, paid.currency)
    if minor > left:
        message = f"{amount_of(left, paid.currency)} {paid.currency} of the payment are left"
        raise Refusal(ErrorCode.NOTHING_TO_REFUND, message, ["amount", "amount"])
    refund_id = REFUND_ID.new_key()
    refund = await session.scalar(
        sa.insert(Refund)
        .values(
            id=refund_id, payment_id=paid.id, contract_id=paid.contract_id, amount_minor=minor, currency=paid.currency,
            status=RefundStatus.REQUESTED, reason=journal.reason, requested_by=viewer.actor,
            requested_subject=viewer.subject or viewer.actor,
        )
        .returning(Refund)
    )  # fmt: skip
    assert refund is not None
    customer_id = await payment.customer_of(session, paid)
    scope: Scope = {"customer_id": customer_id, "contract_id": paid.contract_id}
    journal.step(NodeType.REFUND, refund_id, "request", None, RefundStatus.REQUESTED, **scope)
    # The limit is on all of a payment: in parts it would be none.
    if amount_of(paid.amount_minor - left + minor, paid.currency) <= settings.refund_approval_above:
        await _begin(session, settings, journal, refund, paid, customer_id)
    await journal.write(session)
    return REFUND_ID.encode(refund_id)


def _check_way_back(paid: Payment, gateways: Collection[str], field: Sequence[str]) -> None:
    """Money goes back by the gateway it came by. Raises Refusal GATEWAY_UNAVAILABLE where that one is not connected."""
    if paid.method not in COUNTER and paid.gateway not in gateways:
        raise Refusal(ErrorCode.GATEWAY_UNAVAILABLE, "the gateway that took the payment is not connected", field)


async def approve_refund(
    session: AsyncSession, settings: Settings, viewer: Viewer, refund_id: str, gateways: Collection[str]
) -> str:
    """Let a refund go that somebody else asked for. Raises Refusal NOT_FOUND, INVALID_TRANSITION,
    SECOND_PERSON_REQUIRED, INSUFFICIENT_BALANCE, GATEWAY_UNAVAILABLE. Returns its id.
    """
    journal = Journal(viewer.actor)
    refund, paid = await _locked(session, refund_id)
    target_of(REFUND_STATES, refund.status, "approve")
    if refund.requested_subject == (viewer.subject or viewer.actor):
        raise Refusal(ErrorCode.SECOND_PERSON_REQUIRED, "who asked for it does not approve it", ["id"])
    _check_way_back(paid, gateways, ["id"])
    customer_id = await payment.customer_of(session, paid)
    await _begin(session, settings, journal, refund, paid, customer_id, field=["id"], decided_by=viewer.actor)
    await journal.write(session)
    return refund_id


async def reject_refund(session: AsyncSession, viewer: Viewer, refund_id: str, reason: str) -> str:
    """Refuse a refund that was asked for. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns its id."""
    journal = Journal(viewer.actor, rules.text(reason, 200, ["reason"], lines=False))
    refund, paid = await _locked(session, refund_id)
    customer_id = await payment.customer_of(session, paid)
    await _move(session, journal, refund, customer_id, "reject", decided_by=viewer.actor)
    await journal.write(session)
    return refund_id


async def _locked(session: AsyncSession, refund_id: str) -> tuple[Refund, Payment]:
    """A refund and its payment, locked: the payment first, as everywhere."""
    key = key_of(refund_id, REFUND_ID, ["id"])
    payment_id = await session.scalar(sa.select(Refund.payment_id).where(Refund.id == key))
    if payment_id is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such refund", ["id"])
    paid = await payment.locked(session, payment_id)
    refund = await session.scalar(
        sa.select(Refund).where(Refund.id == key).with_for_update().execution_options(populate_existing=True)
    )
    assert refund is not None
    return refund, paid


async def _left(session: AsyncSession, paid: Payment) -> int:
    """What of a locked payment was neither paid back nor is on its way."""
    under_way = sa.select(sa.func.coalesce(sa.func.sum(Refund.amount_minor), 0)).where(
        Refund.payment_id == paid.id, Refund.status.in_(OPEN)
    )
    return paid.amount_minor - paid.refunded_minor - int(await session.scalar(under_way) or 0)


async def _begin(
    session: AsyncSession,
    settings: Settings,
    journal: Journal,
    refund: Refund,
    paid: Payment,
    customer_id: CustomerKey,
    *,
    field: Sequence[str] = ("amount", "amount"),
    **values: Any,
) -> None:
    """The money leaves the account; what was paid at a counter has then been paid back."""
    accounts = await ledger.lock_accounts(session, [paid.contract_id], paid.currency)
    account = accounts[paid.contract_id]
    # What was spent meanwhile cannot be paid back, whatever the account's limit.
    ledger.check_holds(account, refund.amount_minor, least_minor=0, field=field)
    moved = await _take(session, journal, refund, paid, account)
    ledger.tell_low(journal, settings, account, moved)
    ask_at = None if paid.gateway is None else sa.func.now() + ASK_AFTER[0]
    await _move(session, journal, refund, customer_id, "approve", ask_at=ask_at, **values)
    if paid.method in COUNTER:
        await succeed(session, settings, journal, refund, paid, customer_id, moved)


async def _take(session: AsyncSession, journal: Journal, refund: Refund, paid: Payment, account: Account) -> Moved:
    till = ledger.till(paid.method, paid.gateway, paid.currency, refund.amount_minor)
    legs = [of_contract(account, -refund.amount_minor, refund.reason), till]
    moved = await ledger.post(
        session, PostingKind.REFUND, paid.currency, legs, journal.actor, reason=refund.reason, payment_id=paid.id,
        refund_id=refund.id,
    )  # fmt: skip
    return moved[account.id]


async def succeed(
    session: AsyncSession,
    settings: Settings,
    journal: Journal,
    refund: Refund,
    paid: Payment,
    customer_id: CustomerKey,
    moved: Moved,
    reference: str | None = None,
) -> None:
    """A refund has arrived: the payment says so, and a credit note is issued."""
    await _move(session, journal, refund, customer_id, "succeed", ask_at=None, gateway_reference=reference)
    total = paid.refunded_minor + refund.amount_minor
    verb = "refund" if total == paid.amount_minor else "refund_part"
    await payment.move(session, journal, paid, customer_id, verb, refunded_minor=total)
    await bill.issue(session, settings, BillKind.CREDIT_NOTE, paid, refund.amount_minor, moved, refund_id=refund.id)


async def take_state(
    session: AsyncSession, settings: Settings, refund_id: RefundKey, state: RefundState | None, actor: str
) -> None:
    """Do what the gateway's word about a refund asks for; None: it gave no answer, and is asked later."""
    refund, paid = await _locked(session, REFUND_ID.encode(refund_id))
    journal = Journal(actor)
    customer_id = await payment.customer_of(session, paid)
    if refund.status not in {RefundStatus.PENDING, RefundStatus.UNKNOWN}:
        await _take_change_of_mind(session, journal, refund, paid, customer_id, state)
    elif state is None:
        if refund.status is RefundStatus.PENDING:
            await _move(session, journal, refund, customer_id, "lose")
    elif state.status is GatewayRefundStatus.SUCCEEDED:
        moved = await _taken(session, refund)
        await succeed(session, settings, journal, refund, paid, customer_id, moved, state.reference)
    elif state.status is GatewayRefundStatus.FAILED:
        await _give_back(session, journal, refund, paid)
        reference = state.reference or None
        values = {"ask_at": None, "failure": state.failure or "the gateway refused", "gateway_reference": reference}
        await _move(session, journal, refund, customer_id, "fail", **values)
    elif state.status is GatewayRefundStatus.PENDING:
        refund.gateway_reference = state.reference
        await session.flush()
    else:
        assert_never(state.status)
    await journal.write(session)


async def _take_change_of_mind(
    session: AsyncSession,
    journal: Journal,
    refund: Refund,
    paid: Payment,
    customer_id: CustomerKey,
    state: RefundState | None,
) -> None:
    """What the gateway says later than it should: that a refund failed after all, or succeeded after all.

    The money is where the gateway says. Whose it is somebody has to decide: it goes to suspense, once.
    """
    says = state.status if state is not None else None
    failed_late = refund.status is RefundStatus.SUCCEEDED and says is GatewayRefundStatus.FAILED
    succeeded_late = refund.status is RefundStatus.FAILED and says is GatewayRefundStatus.SUCCEEDED
    if not failed_late and not succeeded_late:
        return
    known = sa.select(LedgerPosting.id).where(
        LedgerPosting.refund_id == refund.id, LedgerPosting.kind == PostingKind.SUSPENSE
    )
    if await session.scalar(known) is not None:
        return
    minor = -refund.amount_minor if failed_late else refund.amount_minor
    legs = [
        ledger.till(paid.method, paid.gateway, paid.currency, minor),
        ledger.house(LedgerAccountKind.SUSPENSE, paid.currency, -minor),
    ]
    reason = f"the gateway says {says} of a refund that is {refund.status}"
    await ledger.post(
        session, PostingKind.SUSPENSE, paid.currency, legs, journal.actor, reason=reason, payment_id=paid.id,
        refund_id=refund.id,
    )  # fmt: skip
    journal.event(
        "refund.unexpected", "Refund", refund.id, customer_id=customer_id, contract_id=paid.contract_id,
        payload={"internal": True},
    )  # fmt: skip


async def _taken(session: AsyncSession, refund: Refund) -> Moved:
    """What the account was before and after the refund's money left it."""
    entry = await session.scalar(
        sa.select(LedgerEntry)
        .join(LedgerPosting, LedgerPosting.id == LedgerEntry.posting_id)
        .where(
            LedgerPosting.refund_id == refund.id,
            LedgerPosting.kind == PostingKind.REFUND,
            LedgerEntry.contract_id.is_not(None),
        )
    )
    assert entry is not None
    assert entry.balance_after_minor is not None
    after = entry.balance_after_minor
    return Moved(entry.id, after - entry.amount_minor, after, entry.created_at)


async def _give_back(session: AsyncSession, journal: Journal, refund: Refund, paid: Payment) -> None:
    """A refund that failed: its money returns to the account by reversal."""
    posting = await session.scalar(
        sa.select(LedgerPosting.id).where(
            LedgerPosting.refund_id == refund.id, LedgerPosting.kind == PostingKind.REFUND
        )
    )
    accounts = await ledger.lock_accounts(session, [paid.contract_id], paid.currency)
    till = ledger.till(paid.method, paid.gateway, paid.currency, -refund.amount_minor)
    legs = [of_contract(accounts[paid.contract_id], refund.amount_minor), till]
    await ledger.post(
        session, PostingKind.REVERSAL, paid.currency, legs, journal.actor, reason="the refund failed",
        payment_id=paid.id, refund_id=refund.id, reverses_id=posting,
    )  # fmt: skip


async def _move(
    session: AsyncSession, journal: Journal, refund: Refund, customer_id: CustomerKey, verb: str, **values: Any
) -> None:
    """One transition of a locked refund, told."""
    target = target_of(REFUND_STATES, refund.status, verb)
    journal.step(
        NodeType.REFUND, refund.id, verb, refund.status, target, customer_id=customer_id,
        contract_id=refund.contract_id,
    )  # fmt: skip
    await session.execute(
        sa.update(Refund)
        .where(Refund.id == refund.id)
        .values(status=target, **values)
        .execution_options(synchronize_session=False)
    )
    set_committed_value(refund, "status", target)
