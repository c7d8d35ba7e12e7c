"""Refunds, by the payment's own method and gateway. A large refund is approved by a second member of the staff."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, assert_never

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from backend.auth.viewer import DECIDING, STAFF
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import GatewayRefundStatus, RefundState, failure_code
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
from backend.models.refund import UNDECIDED
from backend.money import amount_of
from backend.services import bill, ledger, payment
from backend.services.acts import REASON_TEXT, Acting, NodeId, act, renamed
from backend.services.amounts import Money, checked_minor
from backend.services.ledger import Account, BalanceChange, contract_leg
from backend.services.lines import key_of
from backend.services.payment import COUNTER_METHODS, POLL_DELAYS
from backend.services.processes import Outside
from backend.services.recording import Journal, Scope, target_of
from backend.settings import Settings

# Amounts of refunds in these states cannot be refunded again.
OPEN = (RefundStatus.REQUESTED, *UNDECIDED)
REFUNDABLE = (PaymentStatus.SUCCEEDED, PaymentStatus.PARTIALLY_REFUNDED)


@dataclass(frozen=True, kw_only=True)
class RefundPayment:
    """Input of `refundPayment`."""

    payment_id: Annotated[NodeId, "The payment."]
    amount: Annotated[Money | None, "Amount to refund; the whole refundable rest when absent."] = None
    reason: Annotated[str, REASON_TEXT]


async def _resolve_unknown(outside: Outside, command: RefundPayment) -> None:
    """Poll the gateway for a payment whose state is unknown. Raises Refusal GATEWAY_UNAVAILABLE."""
    await outside.billing.resolve_unknown(command.payment_id)


async def _send(outside: Outside, _: object, node_id: str) -> None:
    """Send a pending refund to its gateway. The payload reads its state afterwards."""
    key = REFUND_ID.decode(node_id)
    assert key is not None
    await outside.billing.send_or_poll_refund(key)


def _meant(command: RefundPayment) -> Mapping[str, Any]:
    """The fields as in the digests of earlier releases: the amount and its currency stand beside the others."""
    given = renamed(payment_id="id")(command)
    return {**given, **(given["amount"] or {"currency": None})}


@act(
    Refund,
    STAFF,
    key_required=True,
    meant=_meant,
    before=_resolve_unknown,
    then=_send,
    moves=(Payment, "refund"),
)
async def refund_payment(acting: Acting, command: RefundPayment) -> RefundKey:
    """Refund a payment or a part of it, by its original payment method.

    Above CRM_REFUND_APPROVAL_ABOVE the refund is REQUESTED and waits for approval by somebody else. Otherwise the
    account is debited now: refunds of cash and bank transfers are SUCCEEDED, those of a gateway PENDING.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, NOTHING_TO_REFUND, INVALID_AMOUNT, CURRENCY_MISMATCH,
    INSUFFICIENT_BALANCE, GATEWAY_UNAVAILABLE.
    """
    session, journal, amount = acting.session, acting.journal, command.amount
    reason = acting.reason_to("refund a payment")
    paid = await payment.locked(session, key_of(command.payment_id, PAYMENT_ID, ["paymentId"]), ["paymentId"])
    _check_gateway(paid, acting.gateways, ["paymentId"])
    if paid.status not in REFUNDABLE:
        message = f"a payment that is {paid.status} does not allow refund"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["paymentId"])
    refundable = await _refundable_minor(session, paid)
    if refundable == 0:
        raise Refusal(ErrorCode.NOTHING_TO_REFUND, "the whole payment is refunded or being refunded", ["paymentId"])
    if amount is not None and amount.currency not in {None, paid.currency}:
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, f"the payment's currency is {paid.currency}", ["amount", "currency"])
    minor = refundable if amount is None else checked_minor(amount.amount, paid.currency)
    if minor > refundable:
        message = f"at most {amount_of(refundable, paid.currency)} {paid.currency} of the payment can be refunded"
        raise Refusal(ErrorCode.NOTHING_TO_REFUND, message, ["amount", "amount"])
    refund_id = REFUND_ID.new_key()
    refund = await session.scalar(
        sa.insert(Refund)
        .values(
            id=refund_id, payment_id=paid.id, contract_id=paid.contract_id, amount_minor=minor, currency=paid.currency,
            status=RefundStatus.REQUESTED, reason=reason, requested_by=acting.actor,
            requested_subject=acting.viewer.subject or acting.actor,
        )
        .returning(Refund)
    )  # fmt: skip
    assert refund is not None
    customer_id = await payment.customer_of(session, paid)
    scope: Scope = {"customer_id": customer_id, "contract_id": paid.contract_id}
    journal.step(NodeType.REFUND, refund_id, "request", None, RefundStatus.REQUESTED, **scope)
    # The limit applies to the sum of a payment's refunds, so that it cannot be evaded by refunding in parts.
    if amount_of(paid.amount_minor - refundable + minor, paid.currency) <= acting.settings.refund_approval_above:
        await _start(session, acting.settings, journal, refund, paid, customer_id)
    return refund_id


def _check_gateway(paid: Payment, gateways: Collection[str], field: Sequence[str]) -> None:
    """Raises Refusal GATEWAY_UNAVAILABLE where the gateway that took the payment is not configured any more."""
    if paid.method not in COUNTER_METHODS and paid.gateway not in gateways:
        message = f"the gateway {paid.gateway}, which took the payment, is not configured"
        raise Refusal(ErrorCode.GATEWAY_UNAVAILABLE, message, field)


@dataclass(frozen=True, kw_only=True)
class ApproveRefund:
    """Input of `approveRefund`."""

    id: Annotated[NodeId, "The refund. It must have been requested by somebody else."]


@act(Refund, DECIDING, then=_send)
async def approve_refund(acting: Acting, command: ApproveRefund) -> RefundKey:
    """Approve a refund that somebody else requested.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, SECOND_PERSON_REQUIRED, INSUFFICIENT_BALANCE, GATEWAY_UNAVAILABLE.
    """
    session, journal, actor = acting.session, acting.journal, acting.actor
    refund, paid = await _locked(session, command.id)
    target_of(REFUND_STATES, refund.status, "approve")
    if refund.requested_subject == (acting.viewer.subject or actor):
        message = "a refund must be approved by somebody other than the user who requested it"
        raise Refusal(ErrorCode.SECOND_PERSON_REQUIRED, message, ["id"])
    _check_gateway(paid, acting.gateways, ["id"])
    customer_id = await payment.customer_of(session, paid)
    await _start(session, acting.settings, journal, refund, paid, customer_id, field=["id"], decided_by=actor)
    return refund.id


@dataclass(frozen=True, kw_only=True)
class RejectRefund:
    """Input of `rejectRefund`."""

    id: Annotated[NodeId, "The refund."]
    reason: Annotated[str, REASON_TEXT]


@act(Refund, STAFF)
async def reject_refund(acting: Acting, command: RejectRefund) -> RefundKey:
    """Reject a requested refund.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, INVALID_INPUT without a reason.
    """
    acting.reason_to("reject a refund")
    session = acting.session
    refund, paid = await _locked(session, command.id)
    customer_id = await payment.customer_of(session, paid)
    await _transition(session, acting.journal, refund, customer_id, "reject", decided_by=acting.actor)
    return refund.id


async def _locked(session: AsyncSession, refund_id: str) -> tuple[Refund, Payment]:
    """Lock and read a refund and its payment; the payment first, as everywhere. Raises Refusal NOT_FOUND."""
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


async def _refundable_minor(session: AsyncSession, paid: Payment) -> int:
    """The amount of a locked payment that is neither refunded nor in an open refund, in minor units."""
    open_refunds = sa.select(sa.func.coalesce(sa.func.sum(Refund.amount_minor), 0)).where(
        Refund.payment_id == paid.id, Refund.status.in_(OPEN)
    )
    return paid.amount_minor - paid.refunded_minor - int(await session.scalar(open_refunds) or 0)


async def _start(
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
    """Debit the account; a refund of a payment at a counter succeeds with it. Raises Refusal INSUFFICIENT_BALANCE."""
    accounts = await ledger.lock_accounts(session, [paid.contract_id], paid.currency)
    account = accounts[paid.contract_id]
    # Money that is already spent cannot be refunded, even where the credit limit would allow the debit.
    ledger.check_balance(account, refund.amount_minor, minimum_minor=0, field=field)
    change = await _debit(session, journal, refund, paid, account)
    ledger.record_low_balance(journal, settings, account, change)
    ask_at = None if paid.gateway is None else sa.func.now() + POLL_DELAYS[0]
    await _transition(session, journal, refund, customer_id, "approve", ask_at=ask_at, **values)
    if paid.method in COUNTER_METHODS:
        await succeed(session, settings, journal, refund, paid, customer_id, change)


async def _debit(
    session: AsyncSession, journal: Journal, refund: Refund, paid: Payment, account: Account
) -> BalanceChange:
    tender = ledger.tender_leg(paid.method, paid.gateway, paid.currency, refund.amount_minor)
    legs = [contract_leg(account, -refund.amount_minor, refund.reason), tender]
    changes = await ledger.post(
        session, PostingKind.REFUND, paid.currency, legs, journal.actor, reason=refund.reason, payment_id=paid.id,
        refund_id=refund.id,
    )  # fmt: skip
    return changes[account.id]


async def succeed(
    session: AsyncSession,
    settings: Settings,
    journal: Journal,
    refund: Refund,
    paid: Payment,
    customer_id: CustomerKey,
    change: BalanceChange,
    reference: str | None = None,
) -> None:
    """Complete a refund: set its and the payment's state, and issue the credit note."""
    await _transition(session, journal, refund, customer_id, "succeed", ask_at=None, gateway_reference=reference)
    total = paid.refunded_minor + refund.amount_minor
    verb = "refund" if total == paid.amount_minor else "refund_part"
    await payment.transition(session, journal, paid, customer_id, verb, refunded_minor=total)
    await bill.issue(session, settings, BillKind.CREDIT_NOTE, paid, refund.amount_minor, change, refund_id=refund.id)


async def apply_state(
    session: AsyncSession, settings: Settings, refund_id: RefundKey, state: RefundState | None, actor: str
) -> None:
    """Apply the state that a gateway reports of a refund; None: the gateway gave no answer, and is polled later."""
    refund, paid = await _locked(session, REFUND_ID.encode(refund_id))
    journal = Journal(actor)
    customer_id = await payment.customer_of(session, paid)
    if refund.status not in UNDECIDED:
        await _apply_late_state(session, journal, refund, paid, customer_id, state)
    elif state is None:
        if refund.status is RefundStatus.PENDING:
            await _transition(session, journal, refund, customer_id, "lose")
    elif state.status is GatewayRefundStatus.SUCCEEDED:
        change = await _debit_entry(session, refund)
        await succeed(session, settings, journal, refund, paid, customer_id, change, state.reference)
    elif state.status is GatewayRefundStatus.FAILED:
        await _reverse_debit(session, journal, refund, paid)
        reference = state.reference or None
        values = {
            "ask_at": None, "gateway_reference": reference,
            "failure": state.failure or "the gateway refused", "failure_code": failure_code(state.failure_code),
        }  # fmt: skip
        await _transition(session, journal, refund, customer_id, "fail", **values)
    elif state.status is GatewayRefundStatus.PENDING:
        refund.gateway_reference = state.reference
        await session.flush()
    else:
        assert_never(state.status)
    await journal.write(session)


async def _apply_late_state(
    session: AsyncSession,
    journal: Journal,
    refund: Refund,
    paid: Payment,
    customer_id: CustomerKey,
    state: RefundState | None,
) -> None:
    """Apply a report that contradicts the final state of a refund: it failed after success, or succeeded after failure.

    The gateway's side is posted as it reports. The other side is posted once to SUSPENSE, until somebody decides whom
    the money belongs to.
    """
    reported = state.status if state is not None else None
    failed_late = refund.status is RefundStatus.SUCCEEDED and reported is GatewayRefundStatus.FAILED
    succeeded_late = refund.status is RefundStatus.FAILED and reported is GatewayRefundStatus.SUCCEEDED
    if not failed_late and not succeeded_late:
        return
    suspended = sa.select(LedgerPosting.id).where(
        LedgerPosting.refund_id == refund.id, LedgerPosting.kind == PostingKind.SUSPENSE
    )
    if await session.scalar(suspended) is not None:
        return
    minor = -refund.amount_minor if failed_late else refund.amount_minor
    legs = [
        ledger.tender_leg(paid.method, paid.gateway, paid.currency, minor),
        ledger.house_leg(LedgerAccountKind.SUSPENSE, paid.currency, -minor),
    ]
    reason = f"the gateway reported {reported} for a refund that is {refund.status}"
    await ledger.post(
        session, PostingKind.SUSPENSE, paid.currency, legs, journal.actor, reason=reason, payment_id=paid.id,
        refund_id=refund.id,
    )  # fmt: skip
    journal.event(
        "refund.unexpected", "Refund", refund.id, customer_id=customer_id, contract_id=paid.contract_id,
        payload={"internal": True},
    )  # fmt: skip


async def _debit_entry(session: AsyncSession, refund: Refund) -> BalanceChange:
    """The entry that debited the contract's account for this refund."""
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
    return BalanceChange(entry.id, after - entry.amount_minor, after, entry.created_at)


async def _reverse_debit(session: AsyncSession, journal: Journal, refund: Refund, paid: Payment) -> None:
    """Credit the account with the amount of a failed refund, as a reversal of the debit."""
    posting = await session.scalar(
        sa.select(LedgerPosting.id).where(
            LedgerPosting.refund_id == refund.id, LedgerPosting.kind == PostingKind.REFUND
        )
    )
    accounts = await ledger.lock_accounts(session, [paid.contract_id], paid.currency)
    tender = ledger.tender_leg(paid.method, paid.gateway, paid.currency, -refund.amount_minor)
    legs = [contract_leg(accounts[paid.contract_id], refund.amount_minor), tender]
    await ledger.post(
        session, PostingKind.REVERSAL, paid.currency, legs, journal.actor, reason="the refund failed",
        payment_id=paid.id, refund_id=refund.id, reverses_id=posting,
    )  # fmt: skip


async def _transition(
    session: AsyncSession, journal: Journal, refund: Refund, customer_id: CustomerKey, verb: str, **values: Any
) -> None:
    """Make one transition of a locked refund and record it in the journal. Raises Refusal INVALID_TRANSITION."""
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
