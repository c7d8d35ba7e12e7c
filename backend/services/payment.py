"""Payments: their states, from the gateway's report to the posting, and their cancellation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, assert_never

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF, SUBSCRIBERS, Viewer
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import ChargeState, ChargeStatus, failure_code
from backend.identifiers import PAYMENT_ID, ContractKey, CustomerKey, PaymentKey
from backend.models import (
    PAYMENT_STATES,
    BillKind,
    Contract,
    ContractStatus,
    LedgerAccountKind,
    LedgerPosting,
    NodeType,
    Payment,
    PaymentMethod,
    PaymentStatus,
    PostingKind,
)
from backend.models.payment import UNDECIDED
from backend.money import amount_of
from backend.services import bill, ledger, rules
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.ledger import Account, BalanceChange
from backend.services.lines import key_of, own_line
from backend.services.processes import Outside
from backend.services.recording import Journal, PayerScope, target_of
from backend.settings import Settings

COUNTER_METHODS = frozenset({PaymentMethod.CASH, PaymentMethod.BANK_TRANSFER})  # accepted by staff, posted immediately
# The delays between polls of a gateway for the state of a payment or a refund; the last one repeats.
POLL_DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(hours=1), timedelta(days=1))
NEVER_ACTIVATED = frozenset({ContractStatus.DRAFT, ContractStatus.ACCEPTED, ContractStatus.CANCELLED})


async def payer_scope(session: AsyncSession, payer_contract_id: ContractKey | None) -> PayerScope:
    """The payer's contract and customer where somebody else's number was paid for: the payer also receives the
    payment's events.
    """
    if payer_contract_id is None:
        return {}
    customer_id = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == payer_contract_id))
    assert customer_id is not None
    return {"payer_contract_id": payer_contract_id, "payer_customer_id": customer_id}


def payer_of(viewer: Viewer) -> str:
    return viewer.subject or viewer.actor


async def credit(
    session: AsyncSession, settings: Settings, journal: Journal, payment: Payment, account: Account
) -> BalanceChange:
    """Post a payment to the contract's account and issue its receipt."""
    tender = ledger.tender_leg(payment.method, payment.gateway, payment.currency, -payment.amount_minor)
    legs = [ledger.contract_leg(account, payment.amount_minor), tender]
    changes = await ledger.post(
        session, PostingKind.PAYMENT, payment.currency, legs, journal.actor, payment_id=payment.id
    )
    await bill.issue(session, settings, BillKind.RECEIPT, payment, payment.amount_minor, changes[account.id])
    return changes[account.id]


async def locked(session: AsyncSession, key: PaymentKey, field: Sequence[str] = ("id",)) -> Payment:
    """Lock and read a payment. Raises Refusal NOT_FOUND."""
    found = await session.scalar(
        sa.select(Payment).where(Payment.id == key).with_for_update().execution_options(populate_existing=True)
    )
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such payment", field)
    return found


async def transition(
    session: AsyncSession, journal: Journal, payment: Payment, customer_id: CustomerKey, verb: str, **values: Any
) -> None:
    """Make one transition of a locked payment and record it in the journal. `values`: other columns to set.

    Raises Refusal INVALID_TRANSITION.
    """
    target = target_of(PAYMENT_STATES, payment.status, verb)
    journal.step(
        NodeType.PAYMENT, payment.id, verb, payment.status, target, customer_id=customer_id,
        contract_id=payment.contract_id, **await payer_scope(session, payment.payer_contract_id),
    )  # fmt: skip
    await session.execute(
        sa.update(Payment)
        .where(Payment.id == payment.id)
        .values(status=target, **values)
        .execution_options(synchronize_session=False)
    )


# States reported by a gateway


async def apply_state(
    session: AsyncSession, settings: Settings, payment: Payment, state: ChargeState, actor: str
) -> str:
    """Apply the state that a gateway reports of a locked payment.

    Money received for a payment that is not open any more, or in another amount or currency, is posted to SUSPENSE and
    is not credited. Returns the outcome: SUCCEEDED, FAILED, CANCELLED, SUSPENSE or NOTHING.
    """
    journal = Journal(actor)
    customer_id = await customer_of(session, payment)
    if state.status is ChargeStatus.SUCCEEDED:
        outcome = await _apply_success(session, settings, journal, payment, customer_id, state)
    elif payment.status not in UNDECIDED:
        outcome = "NOTHING"
        if state.status is not ChargeStatus.PENDING:
            await _stop_polling(session, payment)
    elif state.status is ChargeStatus.FAILED:
        values = {"failure_code": failure_code(state.failure_code), "failure_message": state.failure_message}
        await transition(session, journal, payment, customer_id, "fail", ask_at=None, **values)
        outcome = "FAILED"
    elif state.status is ChargeStatus.CANCELLED:
        await transition(session, journal, payment, customer_id, "cancel", ask_at=None)
        outcome = "CANCELLED"
    elif state.status is ChargeStatus.PENDING:
        outcome = "NOTHING"
    else:
        assert_never(state.status)
    await journal.write(session)
    return outcome


async def _apply_success(
    session: AsyncSession,
    settings: Settings,
    journal: Journal,
    payment: Payment,
    customer_id: CustomerKey,
    state: ChargeState,
) -> str:
    agrees = (state.amount_minor, state.currency) == (payment.amount_minor, payment.currency)
    if payment.status in UNDECIDED and agrees:
        account = (await ledger.lock_accounts(session, [payment.contract_id], payment.currency))[payment.contract_id]
        change = await credit(session, settings, journal, payment, account)
        await transition(
            session, journal, payment, customer_id, "succeed", paid_at=change.at, ask_at=None,
            gateway_fee_minor=state.fee_minor,
        )  # fmt: skip
        return "SUCCEEDED"
    await _stop_polling(session, payment)
    if payment.paid_at is not None and agrees:
        return "NOTHING"
    if payment.status in UNDECIDED:
        await transition(
            session, journal, payment, customer_id, "fail", ask_at=None, failure_code="AMOUNT_DIFFERS",
            failure_message=f"the gateway took {amount_of(state.amount_minor, state.currency)} {state.currency}",
        )  # fmt: skip
    suspended = sa.select(LedgerPosting.id).where(
        LedgerPosting.payment_id == payment.id, LedgerPosting.kind == PostingKind.SUSPENSE
    )
    if await session.scalar(suspended) is not None:
        return "NOTHING"
    legs = [
        ledger.tender_leg(payment.method, payment.gateway, state.currency, -state.amount_minor),
        ledger.house_leg(LedgerAccountKind.SUSPENSE, state.currency, state.amount_minor),
    ]
    reason = (
        f"received for a payment that is {payment.status}"
        if agrees
        else "received in another amount than the payment's"
    )
    await ledger.post(
        session, PostingKind.SUSPENSE, state.currency, legs, journal.actor, reason=reason, payment_id=payment.id
    )
    journal.event(
        "payment.unexpected", "Payment", payment.id, customer_id=customer_id, contract_id=payment.contract_id,
        payload={"internal": True},
    )  # fmt: skip
    return "SUSPENSE"


async def _stop_polling(session: AsyncSession, payment: Payment) -> None:
    """Poll the gateway no more: the payment's state is final here and there."""
    await session.execute(
        sa.update(Payment)
        .where(Payment.id == payment.id, Payment.ask_at.is_not(None))
        .values(ask_at=None)
        .execution_options(synchronize_session=False)
    )


async def mark_unknown(session: AsyncSession, payment: Payment, actor: str) -> None:
    """Set a PENDING payment to UNKNOWN because its gateway did not answer; polling finds its state later."""
    if payment.status is PaymentStatus.PENDING:
        journal = Journal(actor)
        await transition(session, journal, payment, await customer_of(session, payment), "lose")
        await journal.write(session)


async def _cancel_charge(outside: Outside, command: "PaymentAction") -> None:
    """Cancel the charge at its gateway. Raises Refusal as `BillingService.cancel`, INVALID_INPUT."""
    rules.reason(command.reason)
    await outside.billing.cancel(outside.viewer, command.id)


@dataclass(frozen=True, kw_only=True)
class PaymentAction:
    """Input of `cancelPayment`."""

    id: Annotated[NodeId, "The payment."]
    reason: Reason = None


@act(Payment, STAFF | SUBSCRIBERS, before=_cancel_charge)
async def cancel_payment(acting: Acting, command: PaymentAction) -> PaymentKey:
    """Cancel a payment that is not confirmed.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, GATEWAY_UNAVAILABLE.
    """
    session = acting.session
    payment = await locked(session, key_of(command.id, PAYMENT_ID, ["id"]))
    await check_own(session, acting.viewer, payment)
    # A charge that may be starting at the gateway right now is polled once more, and then cancelled there.
    starting = payment.gateway is not None and payment.gateway_reference is None
    values: dict[str, Any] = {} if starting else {"ask_at": None}
    await transition(session, acting.journal, payment, await customer_of(session, payment), "cancel", **values)
    return payment.id


async def check_own(session: AsyncSession, viewer: Viewer, payment: Payment) -> None:
    """Check that a subscriber is the payer of the payment, and has the line of the sign-in still. Raises Refusal
    NOT_FOUND.
    """
    if viewer.role not in SUBSCRIBERS:
        return
    if payment.payer != payer_of(viewer):
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such payment", ["id"])
    await own_line(session, viewer, ["id"])


async def customer_of(session: AsyncSession, payment: Payment) -> CustomerKey:
    found = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == payment.contract_id))
    assert found is not None
    return found
