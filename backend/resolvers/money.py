"""Calls from the mutations of payments, refunds and the ledger to the services."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import Refusal
from backend.identifiers import PAYMENT_ID, REFUND_ID
from backend.resolvers.context import Context
from backend.resolvers.planned import Planning, perform_planned
from backend.services import charge, payment, refund, rules
from backend.services.charge import Amount
from backend.services.deposit_statement import deposit_statement
from backend.services.idempotency import Outcome, Verb, unreachable_as_busy
from backend.services.payment import Deposit
from backend.services.plans.tokens import Picked


async def get_deposit(context: Context, form: Deposit, key: str, planning: Planning) -> tuple[Outcome, str | None]:
    """The outcome, and the URL of the payment page if a gateway takes the payment."""
    settings, viewer, gateway = context.settings, context.viewer, context.billing.gateway_for(form.method)

    def make(_: Picked) -> Verb:
        return lambda session: payment.get_deposit(session, settings, viewer, form, key, gateway)

    outcome = await perform_planned(
        context, "getDeposit", asdict(form), key, make, planning, deposit_statement(settings, viewer, form)
    )
    payment_id = PAYMENT_ID.decode(outcome.node_id) if gateway is not None and outcome.node_id else None
    if payment_id is None:
        return outcome, None
    with unreachable_as_busy():
        await context.billing.start(payment_id)
        return outcome, await context.billing.checkout_url(payment_id)


async def cancel_payment(context: Context, payment_id: str, reason: str | None, key: str | None) -> Outcome:
    await context.check_rate("cancelPayment", key)
    try:
        rules.reason(reason)
        with unreachable_as_busy():
            await context.billing.cancel(context.viewer, payment_id)
    except Refusal as refusal:
        return await _audit_refusal(context, "cancelPayment", refusal)
    return await context.perform(
        "cancelPayment",
        {"id": payment_id, "reason": reason},
        key,
        lambda session: payment.cancel_payment(session, context.viewer, payment_id, reason),
    )


async def refund_payment(
    context: Context, payment_id: str, amount: Decimal | None, currency: str | None, reason: str, key: str
) -> Outcome:
    await context.check_rate("refundPayment", key)
    try:
        with unreachable_as_busy():
            await context.billing.resolve_unknown(payment_id)
    except Refusal as refusal:
        return await _audit_refusal(context, "refundPayment", refusal)
    outcome = await context.perform(
        "refundPayment",
        {"id": payment_id, "amount": amount, "currency": currency, "reason": reason},
        key,
        lambda session: refund.refund_payment(
            session, context.settings, context.viewer, payment_id, amount, currency, reason, context.billing.gateways
        ),
    )
    return await _send_refund(context, outcome)


async def approve_refund(context: Context, refund_id: str, key: str | None) -> Outcome:
    outcome = await context.perform(
        "approveRefund",
        {"id": refund_id},
        key,
        lambda session: refund.approve_refund(
            session, context.settings, context.viewer, refund_id, context.billing.gateways
        ),
    )
    return await _send_refund(context, outcome)


async def _audit_refusal(context: Context, act: str, refusal: Refusal) -> Outcome:
    """Write the audit entry of a refusal that came before the verb, and return it. The idempotency key is not used."""

    async def refuse(_: AsyncSession) -> str:
        raise refusal

    return await context.perform(act, {}, None, refuse)


async def _send_refund(context: Context, outcome: Outcome) -> Outcome:
    """Send a pending refund to its gateway. The payload reads its state afterwards."""
    refund_id = REFUND_ID.decode(outcome.node_id) if outcome.node_id and not outcome.errors else None
    if refund_id is not None:
        with unreachable_as_busy():
            await context.billing.send_or_poll_refund(refund_id)
    return outcome


async def reject_refund(context: Context, refund_id: str, reason: str, key: str | None) -> Outcome:
    return await context.perform(
        "rejectRefund",
        {"id": refund_id, "reason": reason},
        key,
        lambda session: refund.reject_refund(session, context.viewer, refund_id, reason),
    )


async def charge_contract(context: Context, contract_id: str, amount: Amount, reason: str, key: str) -> Outcome:
    return await _post_to_contract(context, "chargeContract", charge.charge_contract, contract_id, amount, reason, key)


async def adjust_balance(context: Context, contract_id: str, amount: Amount, reason: str, key: str) -> Outcome:
    return await _post_to_contract(context, "adjustBalance", charge.adjust_balance, contract_id, amount, reason, key)


async def set_credit_limit(
    context: Context, contract_id: str, limit: Amount | None, reason: str, key: str | None
) -> Outcome:
    return await _post_to_contract(context, "setCreditLimit", charge.set_credit_limit, contract_id, limit, reason, key)


async def _post_to_contract(
    context: Context, act: str, verb: Any, contract_id: str, amount: Amount | None, reason: str, key: str | None
) -> Outcome:
    command = {"id": contract_id, "amount": amount and asdict(amount), "reason": reason}
    return await context.perform(
        act, command, key, lambda session: verb(session, context.settings, context.viewer, contract_id, amount, reason)
    )


async def transfer_balance(
    context: Context, from_id: str, to_id: str, amount: Amount, reason: str | None, key: str
) -> Outcome:
    command = {"from": from_id, "to": to_id, "amount": asdict(amount), "reason": reason}
    return await context.perform(
        "transferBalance",
        command,
        key,
        lambda session: charge.transfer_balance(
            session, context.settings, context.viewer, from_id, to_id, amount, reason
        ),
    )


async def reverse_entry(context: Context, entry_id: str, reason: str, key: str) -> Outcome:
    return await context.perform(
        "reverseEntry",
        {"id": entry_id, "reason": reason},
        key,
        lambda session: charge.reverse_entry(session, context.settings, context.viewer, entry_id, reason),
    )
