"""Charges, adjustments, transfers, their reversal, and credit limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, ENTRY_ID, PostingKey
from backend.models import (
    Contract,
    ContractStatus,
    LedgerAccount,
    LedgerAccountKind,
    LedgerEntry,
    LedgerPosting,
    PostingKind,
)
from backend.money import amount_of, contained_tax
from backend.services import ledger, rules
from backend.services.ledger import Account, Leg, checked_minor, contract_leg, house_leg
from backend.services.lines import contract_for, key_of
from backend.services.payment import NEVER_ACTIVATED
from backend.services.recording import Journal, Scope
from backend.services.second_person import require_second_person
from backend.settings import Settings

MAX_REASON_CHARACTERS = 200
REVERSIBLE = frozenset({PostingKind.CHARGE, PostingKind.ADJUSTMENT, PostingKind.TRANSFER})
_K = LedgerAccountKind


@dataclass(frozen=True)
class Amount:
    """An amount and its currency; without one the contract's currency."""

    amount: Decimal
    currency: str | None = None


async def charge_contract(
    session: AsyncSession, settings: Settings, viewer: Viewer, contract_id: str, amount: Amount, reason: str
) -> str:
    """Charge a contract an amount, tax included, down to the account's credit limit.

    Raises Refusal NOT_FOUND, CONTRACT_NOT_ACTIVATED, INVALID_AMOUNT, INVALID_INPUT, CURRENCY_MISMATCH,
    INSUFFICIENT_BALANCE. Returns the id of the entry on the contract's account.
    """
    checked_reason = _checked_reason(reason)
    account = await _account(session, viewer, contract_id, amount.currency)
    minor = checked_minor(amount.amount, account.currency)
    ledger.check_balance(account, minor, minimum_minor=account.floor_minor, field=["amount", "amount"])
    tax = contained_tax(minor, settings.tax_rate)
    legs = [
        contract_leg(account, -minor, checked_reason),
        house_leg(_K.REVENUE, account.currency, minor - tax),
        house_leg(_K.TAX, account.currency, tax),
    ]
    return await _post(session, settings, viewer, PostingKind.CHARGE, account, legs, checked_reason)


async def adjust_balance(
    session: AsyncSession, settings: Settings, viewer: Viewer, contract_id: str, amount: Amount, reason: str
) -> str:
    """Credit (positive) or debit (negative) an amount against WRITE_OFF. Raises and returns as `charge_contract`.

    Raises Refusal SECOND_PERSON_REQUIRED where the contract's adjustments of a day are above
    CRM_ADJUSTMENT_APPROVAL_ABOVE and nobody else asked for this one.
    """
    checked_reason = _checked_reason(reason)
    account = await _account(session, viewer, contract_id, amount.currency)
    minor = checked_minor(abs(amount.amount), account.currency) * (1 if amount.amount > 0 else -1)
    if minor < 0:
        ledger.check_balance(account, -minor, minimum_minor=account.floor_minor, field=["amount", "amount"])
    # The limit applies to the sum of a day, so that it cannot be evaded by adjusting in parts.
    day_minor = await _adjusted_minor(session, account) + abs(minor)
    if amount_of(day_minor, account.currency) > settings.adjustment_approval_above:
        await require_second_person(
            session, viewer, "adjustBalance", account, minor, checked_reason, field=["amount", "amount"]
        )
    legs = [contract_leg(account, minor, checked_reason), house_leg(_K.WRITE_OFF, account.currency, -minor)]
    return await _post(session, settings, viewer, PostingKind.ADJUSTMENT, account, legs, checked_reason)


async def _adjusted_minor(session: AsyncSession, account: Account) -> int:
    """The sum of the amounts by which a contract's account was adjusted in the last day, whatever their signs."""
    adjusted = sa.select(sa.func.coalesce(sa.func.sum(sa.func.abs(LedgerEntry.amount_minor)), 0)).where(
        LedgerEntry.account_id == account.id,
        LedgerEntry.kind == PostingKind.ADJUSTMENT,
        LedgerEntry.created_at > sa.func.now() - timedelta(days=1),
    )
    return int(await session.scalar(adjusted) or 0)


async def transfer_balance(
    session: AsyncSession,
    settings: Settings,
    viewer: Viewer,
    from_id: str,
    to_id: str,
    amount: Amount,
    reason: str | None,
) -> str:
    """Transfer an amount from one contract to another of the same customer, down to a balance of zero.

    Raises as `charge_contract`, and CONTRACT_CLOSED where a closed contract owes less than the amount. Returns the id
    of the entry on the account that was debited.
    """
    checked_reason = _checked_reason(reason) if reason is not None else None
    if key_of(from_id, CONTRACT_ID, ["fromContractId"]) == key_of(to_id, CONTRACT_ID, ["toContractId"]):
        message = "fromContractId and toContractId must be different contracts"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["toContractId"])
    # Contracts are locked before accounts, both in the order of their ids, so that two transfers cannot deadlock.
    ids = {"fromContractId": from_id, "toContractId": to_id}
    found: dict[str, Contract] = {}
    for field, text in sorted(ids.items(), key=lambda item: key_of(item[1], CONTRACT_ID, [item[0]])):
        found[field] = await contract_for(session, viewer, text, [field])
    source, target = found["fromContractId"], found["toContractId"]
    if source.customer_id != target.customer_id:
        raise Refusal(ErrorCode.NOT_FOUND, "the customer has no such contract", ["toContractId"])
    for field, contract in found.items():
        if contract.status in NEVER_ACTIVATED:
            raise Refusal(ErrorCode.CONTRACT_NOT_ACTIVATED, "the contract was never activated", [field])
    currency = amount.currency or source.currency
    accounts = await ledger.lock_accounts(session, [source.id, target.id], currency)
    minor = checked_minor(amount.amount, currency)
    from_account, to_account = accounts[source.id], accounts[target.id]
    ledger.check_balance(from_account, minor, minimum_minor=0, field=["amount", "amount"])
    if target.status is ContractStatus.CLOSED and minor > max(-to_account.balance_minor, 0):
        message = "the contract is closed and owes less than this amount"
        raise Refusal(ErrorCode.CONTRACT_CLOSED, message, ["toContractId"])
    legs = [contract_leg(from_account, -minor, checked_reason), contract_leg(to_account, minor, checked_reason)]
    kind = PostingKind.TRANSFER
    return await _post(session, settings, viewer, kind, from_account, legs, checked_reason, to_account)


async def reverse_entry(session: AsyncSession, settings: Settings, viewer: Viewer, entry_id: str, reason: str) -> str:
    """Reverse the whole posting of an entry: a charge, an adjustment or a transfer. A posting is reversed at most once.

    Raises Refusal NOT_FOUND, INVALID_INPUT for other postings, ALREADY_REVERSED, INSUFFICIENT_BALANCE where the amount
    that was credited is already spent. Returns the id of the new entry on the same account.
    """
    checked_reason = _checked_reason(reason)
    key = key_of(entry_id, ENTRY_ID, ["id"])
    entry = await session.get(LedgerEntry, key)
    if entry is None or entry.contract_id is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such entry on a contract's account", ["id"])
    if entry.kind not in REVERSIBLE:
        message = f"an entry of the kind {entry.kind} cannot be reversed; CHARGE, ADJUSTMENT and TRANSFER can"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["id"])
    sides = (await session.scalars(sa.select(LedgerEntry).where(LedgerEntry.posting_id == entry.posting_id))).all()
    contracts = [side.contract_id for side in sides if side.contract_id is not None]
    accounts = {a.id: a for a in (await ledger.lock_accounts(session, contracts, entry.currency)).values()}
    if await session.scalar(sa.select(LedgerPosting.id).where(LedgerPosting.reverses_id == entry.posting_id)):
        raise Refusal(ErrorCode.ALREADY_REVERSED, "the entry is already reversed", ["id"])
    legs = []
    for side in sides:
        account = accounts.get(side.account_id)
        if account is None:
            legs.append(Leg(side.account_id, side.account, side.account.value, -side.amount_minor))
        else:
            if side.amount_minor > 0:
                ledger.check_balance(account, side.amount_minor, minimum_minor=account.floor_minor, field=["id"])
            legs.append(contract_leg(account, -side.amount_minor, checked_reason))
    return await _post(
        session, settings, viewer, PostingKind.REVERSAL, accounts[entry.account_id], legs, checked_reason,
        *accounts.values(), reverses_id=entry.posting_id,
    )  # fmt: skip


async def set_credit_limit(
    session: AsyncSession, settings: Settings, viewer: Viewer, contract_id: str, amount: Amount | None, reason: str
) -> str:
    """Set how far below zero the balance may go; None removes the limit.

    Raises Refusal as `charge_contract`; INSUFFICIENT_BALANCE where the balance is already below the limit;
    SECOND_PERSON_REQUIRED where the limit is raised above CRM_CREDIT_LIMIT_APPROVAL_ABOVE and nobody else asked for it.
    Returns the contract's id.
    """
    journal = Journal(viewer.actor, _checked_reason(reason))
    account = await _account(session, viewer, contract_id, amount.currency if amount else None)
    floor = None
    if amount is not None:
        floor = -checked_minor(amount.amount, account.currency, field=["limit", "amount"]) if amount.amount else 0
        ledger.check_balance(account, 0, minimum_minor=floor, field=["limit", "amount"])
    raised = account.floor_minor is not None and (floor is None or floor < account.floor_minor)
    if raised and (floor is None or amount_of(-floor, account.currency) > settings.credit_limit_approval_above):
        limit = None if floor is None else -floor
        assert journal.reason is not None
        await require_second_person(
            session, viewer, "setCreditLimit", account, limit, journal.reason, field=["limit", "amount"]
        )
    await session.execute(sa.update(LedgerAccount).where(LedgerAccount.id == account.id).values(floor_minor=floor))
    journal.event(
        "contract.limited", "Contract", account.contract_id, customer_id=account.customer_id,
        contract_id=account.contract_id, payload={"internal": True},
    )  # fmt: skip
    await journal.write(session)
    return contract_id


def _checked_reason(reason: str) -> str:
    return rules.text(reason, MAX_REASON_CHARACTERS, ["reason"], multiline=False)


async def _account(session: AsyncSession, viewer: Viewer, contract_id: str, currency: str | None) -> Account:
    contract = await contract_for(session, viewer, contract_id, ["contractId"])
    if contract.status in NEVER_ACTIVATED:
        raise Refusal(ErrorCode.CONTRACT_NOT_ACTIVATED, "the contract was never activated", ["contractId"])
    return (await ledger.lock_accounts(session, [contract.id], currency or contract.currency))[contract.id]


async def _post(
    session: AsyncSession,
    settings: Settings,
    viewer: Viewer,
    kind: PostingKind,
    account: Account,
    legs: Sequence[Leg],
    reason: str | None,
    *others: Account,
    reverses_id: PostingKey | None = None,
) -> str:
    """Post `legs` and record the events of every account. Returns the id of the entry on `account`."""
    changes = await ledger.post(
        session, kind, account.currency, legs, viewer.actor, reason=reason, reverses_id=reverses_id
    )
    journal = Journal(viewer.actor, reason)
    for each in {account.id: account, **{other.id: other for other in others}}.values():
        scope: Scope = {"customer_id": each.customer_id, "contract_id": each.contract_id}
        journal.event("balance.moved", "Contract", each.contract_id, payload={"kind": kind.value}, **scope)
        ledger.record_low_balance(journal, settings, each, changes[each.id])
    await journal.write(session)
    return ENTRY_ID.encode(changes[account.id].entry_id)
