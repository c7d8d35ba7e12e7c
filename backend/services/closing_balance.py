"""What happens to the balance of a contract that is closed: it is kept, refunded, moved or written off.

The acts that do this for contracts in service do it here too, with their rules, approvals and limits.
"""

from typing import assert_never

import sqlalchemy as sa

from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, PAYMENT_ID
from backend.models import ClosingBalance, Contract, LedgerAccount, Payment
from backend.money import amount_of
from backend.services.acts import Acting, Currency, NodeId
from backend.services.amounts import Money
from backend.services.charge import AdjustBalance, TransferBalance, adjust_balance, transfer_balance
from backend.services.lines import key_of
from backend.services.refund import REFUNDABLE, RefundPayment, refund_payment

MAX_REFUNDED_PAYMENTS = 100


async def lock_contracts(
    acting: Acting, contract_id: str, choice: ClosingBalance | None, other_id: str | None
) -> Contract:
    """Lock the contract that is closed, and the one that its balance is moved to, in the order of their ids.

    Raises Refusal NOT_FOUND, INVALID_INPUT.
    """
    if (choice is ClosingBalance.MOVE) != (other_id is not None):
        raise Refusal(ErrorCode.INVALID_INPUT, "give balanceToId for MOVE, and for nothing else", ["balanceToId"])
    if other_id is not None:
        other, key = key_of(other_id, CONTRACT_ID, ["balanceToId"]), CONTRACT_ID.decode(contract_id)
        if other == key:
            raise Refusal(ErrorCode.INVALID_INPUT, "balanceToId must be another contract", ["balanceToId"])
        both = sa.select(Contract.id).where(Contract.id.in_([other, key])).order_by(Contract.id).with_for_update()
        await acting.session.execute(both)
    return await acting.lock(Contract, contract_id)


async def settle(acting: Acting, contract: Contract, choice: ClosingBalance | None, other_id: str | None) -> bool:
    """Do with the balance of a locked contract what was chosen. Returns whether a debt was written off.

    Raises Refusal CONTRACT_HAS_BALANCE for a debt without a choice, and as the acts.
    """
    account = await _account(acting, contract)
    if account is None or account.balance_minor == 0:
        return False
    in_debt = account.balance_minor < 0
    if choice is None and in_debt:
        owed = amount_of(-account.balance_minor, account.currency)
        message = f"the contract owes {owed} {account.currency}; say in `balance` what happens to the debt"
        raise Refusal(ErrorCode.CONTRACT_HAS_BALANCE, message, ["balance"])
    try:
        await _settle(acting, contract, account, choice, other_id)
    except Refusal as refusal:
        # The acts name fields of their own inputs.
        field = "balanceToId" if choice is ClosingBalance.MOVE else "balance"
        raise Refusal(refusal.code, refusal.message, [field], afterwards=refusal.afterwards) from None
    return in_debt and choice is ClosingBalance.WRITE_OFF


async def _settle(
    acting: Acting, contract: Contract, account: LedgerAccount, choice: ClosingBalance | None, other_id: str | None
) -> None:
    in_debt, currency = account.balance_minor < 0, Currency(account.currency)
    balance = amount_of(abs(account.balance_minor), account.currency)
    own = NodeId(CONTRACT_ID.encode(contract.id))
    match choice:
        case None | ClosingBalance.KEEP:
            return
        case ClosingBalance.REFUND:
            if in_debt:
                raise Refusal(ErrorCode.NOTHING_TO_REFUND, "the contract owes money", ["balance"])
            await _refund(acting, contract, account)
        case ClosingBalance.MOVE:
            assert other_id is not None
            source, target = (NodeId(other_id), own) if in_debt else (own, NodeId(other_id))
            transfer = TransferBalance(
                from_contract_id=source, to_contract_id=target, amount=Money(amount=balance, currency=currency),
                reason=acting.journal.reason,
            )  # fmt: skip
            await transfer_balance.function(acting, transfer)
        case ClosingBalance.WRITE_OFF:
            amount = Money(amount=balance if in_debt else -balance, currency=currency)
            reason = acting.reason_to("write off a balance")
            await adjust_balance.function(acting, AdjustBalance(contract_id=own, amount=amount, reason=reason))
        case _:
            assert_never(choice)


async def _account(acting: Acting, contract: Contract) -> LedgerAccount | None:
    """The account of a contract in its currency, if it has one. It is not locked: payments are locked before accounts,
    and the locked contract keeps new payments away.
    """
    found = sa.select(LedgerAccount).where(
        LedgerAccount.contract_id == contract.id, LedgerAccount.currency == contract.currency
    )
    return await acting.session.scalar(found)


async def _refund(acting: Acting, contract: Contract, account: LedgerAccount) -> None:
    """Refund the balance by the payments of the contract, the last one first. A large refund waits for approval.

    Raises Refusal NOTHING_TO_REFUND where the payments do not cover the balance, and as `refund_payment`.
    """
    reason = acting.reason_to("refund a balance")
    rest = account.balance_minor
    paid = sa.select(Payment.id, Payment.amount_minor - Payment.refunded_minor).where(
        Payment.contract_id == contract.id, Payment.status.in_(REFUNDABLE), Payment.currency == account.currency
    )
    latest = paid.order_by(Payment.created_at.desc(), Payment.id).limit(MAX_REFUNDED_PAYMENTS)
    for payment_id, left in (await acting.session.execute(latest)).all():
        part = min(rest, left)
        if part > 0:
            amount = Money(amount=amount_of(part, account.currency), currency=Currency(account.currency))
            payment = NodeId(PAYMENT_ID.encode(payment_id))
            await refund_payment.function(acting, RefundPayment(payment_id=payment, amount=amount, reason=reason))
            rest -= part
    if rest:
        short = amount_of(rest, account.currency)
        message = f"{short} {account.currency} of the balance were not paid in; move them, write them off or keep them"
        raise Refusal(ErrorCode.NOTHING_TO_REFUND, message, ["balance"])
