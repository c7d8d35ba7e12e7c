"""What moves a balance beside payments: charges, adjustments, transfers, and the reversal of any of them."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from backend.money import contained_tax
from backend.services import ledger, rules
from backend.services.ledger import Account, Leg, checked_minor, house, of_contract
from backend.services.lines import contract_for, key_of
from backend.services.payment import NEVER_ACTIVATED
from backend.services.recording import Journal, Scope
from backend.settings import Settings

LONGEST_DESCRIPTION = 200
REVERSIBLE = frozenset({PostingKind.CHARGE, PostingKind.ADJUSTMENT, PostingKind.TRANSFER})
_K = LedgerAccountKind


@dataclass(frozen=True)
class Amount:
    """What is to move, and in which currency: the account's own when none is named."""

    amount: Decimal
    currency: str | None = None


async def charge_contract(
    session: AsyncSession, settings: Settings, viewer: Viewer, contract_id: str, amount: Amount, reason: str
) -> str:
    """Take an amount, tax included, for something named. The account's own limit holds.

    Raises Refusal NOT_FOUND, CONTRACT_NOT_ACTIVATED, INVALID_AMOUNT, INVALID_INPUT, CURRENCY_MISMATCH,
    INSUFFICIENT_BALANCE. Returns the id of the entry on the contract's account.
    """
    said = _said(reason)
    account = await _account(session, viewer, contract_id, amount.currency)
    minor = checked_minor(amount.amount, account.currency)
    ledger.check_holds(account, minor, least_minor=account.floor_minor, field=["amount", "amount"])
    tax = contained_tax(minor, settings.tax_rate)
    legs = [
        of_contract(account, -minor, said),
        house(_K.REVENUE, account.currency, minor - tax),
        house(_K.TAX, account.currency, tax),
    ]
    return await _post(session, settings, viewer, PostingKind.CHARGE, account, legs, said)


async def adjust_balance(
    session: AsyncSession, settings: Settings, viewer: Viewer, contract_id: str, amount: Amount, reason: str
) -> str:
    """Give (positive) or take (negative) an amount without anything being sold. Raises and returns as
    `charge_contract`.
    """
    said = _said(reason)
    account = await _account(session, viewer, contract_id, amount.currency)
    minor = checked_minor(abs(amount.amount), account.currency) * (1 if amount.amount > 0 else -1)
    if minor < 0:
        ledger.check_holds(account, -minor, least_minor=account.floor_minor, field=["amount", "amount"])
    legs = [of_contract(account, minor, said), house(_K.WRITE_OFF, account.currency, -minor)]
    return await _post(session, settings, viewer, PostingKind.ADJUSTMENT, account, legs, said)


async def transfer_balance(
    session: AsyncSession,
    settings: Settings,
    viewer: Viewer,
    from_id: str,
    to_id: str,
    amount: Amount,
    reason: str | None,
) -> str:
    """Move what one contract holds to another of the same customer; nobody transfers what they do not have.

    Raises as `charge_contract`. Returns the id of the entry on the account it left.
    """
    said = _said(reason) if reason is not None else None
    if key_of(from_id, CONTRACT_ID, ["fromContractId"]) == key_of(to_id, CONTRACT_ID, ["toContractId"]):
        raise Refusal(ErrorCode.INVALID_INPUT, "the two contracts are one", ["toContractId"])
    # Contracts before accounts, both in the order of their ids: two transfers that meet do not block each other.
    named = {"fromContractId": from_id, "toContractId": to_id}
    found: dict[str, Contract] = {}
    for field, text in sorted(named.items(), key=lambda item: key_of(item[1], CONTRACT_ID, [item[0]])):
        found[field] = await contract_for(session, viewer, text, [field])
    source, target = found["fromContractId"], found["toContractId"]
    if source.customer_id != target.customer_id:
        raise Refusal(ErrorCode.NOT_FOUND, "the customer has no such contract", ["toContractId"])
    for field, contract in found.items():
        if contract.status in NEVER_ACTIVATED:
            raise Refusal(ErrorCode.CONTRACT_NOT_ACTIVATED, "the contract was never in service", [field])
    currency = amount.currency or source.currency
    accounts = await ledger.lock_accounts(session, [source.id, target.id], currency)
    minor = checked_minor(amount.amount, currency)
    giving, taking = accounts[source.id], accounts[target.id]
    ledger.check_holds(giving, minor, least_minor=0, field=["amount", "amount"])
    if target.status is ContractStatus.CLOSED and minor > max(-taking.balance_minor, 0):
        raise Refusal(ErrorCode.CONTRACT_CLOSED, "the contract has ended and owes less", ["toContractId"])
    legs = [of_contract(giving, -minor, said), of_contract(taking, minor, said)]
    return await _post(session, settings, viewer, PostingKind.TRANSFER, giving, legs, said, taking)


async def reverse_entry(session: AsyncSession, settings: Settings, viewer: Viewer, entry_id: str, reason: str) -> str:
    """Take a charge, an adjustment or a transfer back, all sides of it, once.

    What was given may be gone: then the reversal is refused with INSUFFICIENT_BALANCE. Raises Refusal NOT_FOUND,
    INVALID_INPUT, ALREADY_REVERSED. Returns the id of the new entry on the same account.
    """
    said = _said(reason)
    key = key_of(entry_id, ENTRY_ID, ["id"])
    entry = await session.get(LedgerEntry, key)
    if entry is None or entry.contract_id is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such entry on a contract's account", ["id"])
    if entry.kind not in REVERSIBLE:
        raise Refusal(ErrorCode.INVALID_INPUT, f"a {entry.kind} is not taken back like this", ["id"])
    sides = (await session.scalars(sa.select(LedgerEntry).where(LedgerEntry.posting_id == entry.posting_id))).all()
    contracts = [side.contract_id for side in sides if side.contract_id is not None]
    accounts = {a.id: a for a in (await ledger.lock_accounts(session, contracts, entry.currency)).values()}
    if await session.scalar(sa.select(LedgerPosting.id).where(LedgerPosting.reverses_id == entry.posting_id)):
        raise Refusal(ErrorCode.ALREADY_REVERSED, "it was taken back already", ["id"])
    legs = []
    for side in sides:
        account = accounts.get(side.account_id)
        if account is None:
            legs.append(Leg(side.account_id, side.account, side.account.value, -side.amount_minor))
        else:
            if side.amount_minor > 0:
                ledger.check_holds(account, side.amount_minor, least_minor=account.floor_minor, field=["id"])
            legs.append(of_contract(account, -side.amount_minor, said))
    own = accounts[entry.account_id]
    kind = PostingKind.REVERSAL
    return await _post(session, settings, viewer, kind, own, legs, said, *accounts.values(), of=entry.posting_id)


async def set_credit_limit(
    session: AsyncSession, settings: Settings, viewer: Viewer, contract_id: str, amount: Amount | None, reason: str
) -> str:
    """How far below zero the balance may go; None: without a limit. Raises Refusal as `charge_contract`, and
    INSUFFICIENT_BALANCE where it is further below already. Returns the contract's id.
    """
    del settings
    journal = Journal(viewer.actor, _said(reason))
    account = await _account(session, viewer, contract_id, amount.currency if amount else None)
    floor = None
    if amount is not None:
        floor = -checked_minor(amount.amount, account.currency, field=["limit", "amount"]) if amount.amount else 0
        ledger.check_holds(account, 0, least_minor=floor, field=["limit", "amount"])
    await session.execute(sa.update(LedgerAccount).where(LedgerAccount.id == account.id).values(floor_minor=floor))
    journal.event(
        "contract.limited", "Contract", account.contract_id, customer_id=account.customer_id,
        contract_id=account.contract_id, payload={"internal": True},
    )  # fmt: skip
    await journal.write(session)
    return contract_id


def _said(reason: str) -> str:
    return rules.text(reason, LONGEST_DESCRIPTION, ["reason"], lines=False)


async def _account(session: AsyncSession, viewer: Viewer, contract_id: str, currency: str | None) -> Account:
    contract = await contract_for(session, viewer, contract_id, ["contractId"])
    if contract.status in NEVER_ACTIVATED:
        raise Refusal(ErrorCode.CONTRACT_NOT_ACTIVATED, "the contract was never in service", ["contractId"])
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
    of: PostingKey | None = None,
) -> str:
    moved = await ledger.post(session, kind, account.currency, legs, viewer.actor, reason=reason, reverses_id=of)
    journal = Journal(viewer.actor, reason)
    for each in {account.id: account, **{other.id: other for other in others}}.values():
        scope: Scope = {"customer_id": each.customer_id, "contract_id": each.contract_id}
        journal.event("balance.moved", "Contract", each.contract_id, payload={"kind": kind.value}, **scope)
        ledger.tell_low(journal, settings, each, moved[each.id])
    await journal.write(session)
    return ENTRY_ID.encode(moved[account.id].entry_id)
