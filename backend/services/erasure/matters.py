"""What has to be settled before a customer's data may be erased: live contracts, money owed, work that is open."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, PAYMENT_ID, REFUND_ID, REQUEST_ID, TICKET_ID, ContractKey, IdFormat
from backend.models import (
    Contract,
    Customer,
    LedgerAccount,
    Mismatch,
    MismatchStatus,
    Payment,
    Refund,
    RefundStatus,
    Request,
    Ticket,
    TicketStatus,
)
from backend.models.contract import LIVE
from backend.models.payment import UNDECIDED
from backend.models.request import OPEN
from backend.money import amount_of
from backend.services.erasure.wiping import names_customer

MAX_NAMED = 10
_UNDECIDED_REFUNDS = (RefundStatus.REQUESTED, RefundStatus.PENDING, RefundStatus.UNKNOWN)


async def check_settled(session: AsyncSession, customer: Customer, contracts: Sequence[ContractKey]) -> None:
    """Check that nothing of a locked customer, whose contracts are locked, is open.

    Raises Refusal CUSTOMER_HAS_OPEN_MATTERS, with an error for each kind; the messages name numbers and ids.
    """
    found = [
        await _live_contracts(session, customer),
        await _balances(session, contracts),
        await _payments(session, contracts),
        await _refunds(session, contracts),
        await _mismatches(session, contracts),
        await _requests(session, customer, contracts),
        await _tickets(session, customer),
    ]
    refusals = [
        Refusal(ErrorCode.CUSTOMER_HAS_OPEN_MATTERS, f"{message}: {', '.join(named)}", ["id"])
        for message, named in found
        if named
    ]
    if refusals:
        first, *rest = refusals
        first.others = tuple(rest)
        raise first


async def _live_contracts(session: AsyncSession, customer: Customer) -> tuple[str, list[str]]:
    live = sa.select(Contract.number, Contract.id).where(Contract.customer_id == customer.id, Contract.status.in_(LIVE))
    return "close or cancel these contracts first", await _named(session, live.order_by(Contract.number), CONTRACT_ID)


async def _balances(session: AsyncSession, contracts: Sequence[ContractKey]) -> tuple[str, list[str]]:
    owed = (
        sa.select(Contract.number, Contract.id, LedgerAccount.balance_minor, LedgerAccount.currency)
        .join(Contract, Contract.id == LedgerAccount.contract_id)
        .where(LedgerAccount.contract_id.in_(contracts), LedgerAccount.balance_minor != 0)
        .order_by(Contract.number, LedgerAccount.currency)
    )
    rows = (await session.execute(owed.limit(MAX_NAMED))).all()
    named = [
        f"{row.number} ({CONTRACT_ID.encode(row.id)}) with {amount_of(row.balance_minor, row.currency)} {row.currency}"
        for row in rows
    ]
    return "settle these balances first, by a payment, a refund or an adjustment", named


async def _payments(session: AsyncSession, contracts: Sequence[ContractKey]) -> tuple[str, list[str]]:
    theirs = sa.or_(Payment.contract_id.in_(contracts), Payment.payer_contract_id.in_(contracts))
    pending = sa.select(Payment.number, Payment.id).where(theirs, Payment.status.in_(UNDECIDED))
    return "the outcome of these payments is not known yet", await _named(session, pending, PAYMENT_ID)


async def _refunds(session: AsyncSession, contracts: Sequence[ContractKey]) -> tuple[str, list[str]]:
    pending = (
        sa.select(Payment.number, Refund.id)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Refund.contract_id.in_(contracts), Refund.status.in_(_UNDECIDED_REFUNDS))
    )
    return "these payments have refunds that are not decided", await _named(session, pending, REFUND_ID)


async def _mismatches(session: AsyncSession, contracts: Sequence[ContractKey]) -> tuple[str, list[str]]:
    theirs = sa.select(Payment.id).where(Payment.contract_id.in_(contracts))
    doubtful = (
        sa.select(Payment.number, Payment.id)
        .join(Mismatch, Mismatch.payment_id == Payment.id)
        .where(Mismatch.payment_id.in_(theirs), Mismatch.status == MismatchStatus.OPEN)
    )
    return "decide the mismatches of these payments first", await _named(session, doubtful, PAYMENT_ID)


async def _requests(
    session: AsyncSession, customer: Customer, contracts: Sequence[ContractKey]
) -> tuple[str, list[str]]:
    theirs = sa.or_(Request.customer_id == customer.id, Request.contract_id.in_(contracts), names_customer(customer))
    unfinished = sa.select(Request.number, Request.id).where(theirs, Request.status.in_(OPEN))
    return "fulfil, reject or withdraw these requests first", await _named(session, unfinished, REQUEST_ID)


async def _tickets(session: AsyncSession, customer: Customer) -> tuple[str, list[str]]:
    unsolved = sa.select(Ticket.number, Ticket.id).where(
        Ticket.customer_id == customer.id, Ticket.status != TicketStatus.CLOSED
    )
    return "close these tickets first", await _named(session, unsolved, TICKET_ID)


async def _named(session: AsyncSession, rows: Any, ids: IdFormat[Any]) -> list[str]:
    """The numbers and ids of the first rows."""
    found = (await session.execute(rows.limit(MAX_NAMED))).all()
    return [f"{row.number} ({ids.encode(row.id)})" for row in found]
