"""Charges, adjustments, transfers, their reversal, and credit limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF, Role
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, ENTRY_ID, ContractKey, EntryKey, PostingKey
from backend.models import (
    Contract,
    LedgerAccount,
    LedgerAccountKind,
    LedgerEntry,
    LedgerPosting,
    PostingKind,
)
from backend.models.contract import ENDED
from backend.money import amount_of, contained_tax
from backend.services import ledger
from backend.services.acts import REASON_TEXT, Acting, NodeId, Payload, Reason, act, renamed
from backend.services.amounts import Money, checked_minor
from backend.services.ledger import Account, Leg, contract_leg, house_leg
from backend.services.lines import contract_for, key_of
from backend.services.payment import NEVER_ACTIVATED
from backend.services.recording import Scope
from backend.services.second_person import require_second_person

REVERSIBLE = frozenset({PostingKind.CHARGE, PostingKind.ADJUSTMENT, PostingKind.TRANSFER})
_K = LedgerAccountKind


_ENTRY = Payload(
    node="entry",
    text="The entry on the account of the given contract; null when the mutation was refused, and in a dry run.",
)
_of_contract = renamed(contract_id="id")  # in the digests of earlier releases


@dataclass(frozen=True, kw_only=True)
class ChargeContract:
    """Input of `chargeContract`."""

    contract_id: Annotated[NodeId, "The contract."]
    amount: Annotated[Money, "The amount, tax included."]
    reason: Annotated[str, "What the charge is for; shown on the customer's statement."]


@act(LedgerEntry, STAFF, payload=_ENTRY, key_required=True, meant=_of_contract)
async def charge_contract(acting: Acting, command: ChargeContract) -> EntryKey:
    """Charge a contract once.

    The amount is charged with the tax in it, down to the account's credit limit. Raises Refusal NOT_FOUND,
    CONTRACT_NOT_ACTIVATED, INVALID_AMOUNT, INVALID_INPUT, CURRENCY_MISMATCH, INSUFFICIENT_BALANCE.
    """
    reason = acting.reason_to("charge a contract")
    account = await _account(acting, command.contract_id, command.amount)
    minor = checked_minor(command.amount.amount, account.currency)
    ledger.check_balance(account, minor, minimum_minor=account.floor_minor, field=["amount", "amount"])
    tax = contained_tax(minor, acting.settings.tax_rate)
    legs = [
        contract_leg(account, -minor, reason),
        house_leg(_K.REVENUE, account.currency, minor - tax),
        house_leg(_K.TAX, account.currency, tax),
    ]
    return await post_legs(acting, PostingKind.CHARGE, account, legs)


@dataclass(frozen=True, kw_only=True)
class AdjustBalance:
    """Input of `adjustBalance`."""

    contract_id: Annotated[NodeId, "The contract."]
    amount: Annotated[Money, "Amount: positive credits the customer, negative debits the customer."]
    reason: Annotated[str, "Reason of the adjustment; shown on the customer's statement."]


@act(LedgerEntry, STAFF, payload=_ENTRY, key_required=True, meant=_of_contract)
async def adjust_balance(acting: Acting, command: AdjustBalance) -> EntryKey:
    """Credit or debit a contract's balance as an adjustment. Above CRM_ADJUSTMENT_APPROVAL_ABOVE the first call is
    recorded and refused with SECOND_PERSON_REQUIRED; it is carried out when another person calls it for the same
    contract and amount within 24 hours.

    The other side is WRITE_OFF. Raises Refusal as `charge_contract`, and SECOND_PERSON_REQUIRED where the contract's
    adjustments of a day are above the limit and nobody else asked for this one.
    """
    session, reason, amount = acting.session, acting.reason_to("adjust a balance"), command.amount.amount
    account = await _account(acting, command.contract_id, command.amount)
    minor = checked_minor(abs(amount), account.currency) * (1 if amount > 0 else -1)
    if minor < 0:
        ledger.check_balance(account, -minor, minimum_minor=account.floor_minor, field=["amount", "amount"])
    # The limit applies to the sum of a day, so that it cannot be evaded by adjusting in parts.
    day_minor = await _adjusted_minor(session, account) + abs(minor)
    if amount_of(day_minor, account.currency) > acting.settings.adjustment_approval_above:
        await require_second_person(
            session, acting.viewer, "adjustBalance", account, minor, reason, field=["amount", "amount"]
        )
    legs = [contract_leg(account, minor, reason), house_leg(_K.WRITE_OFF, account.currency, -minor)]
    return await post_legs(acting, PostingKind.ADJUSTMENT, account, legs)


async def _adjusted_minor(session: AsyncSession, account: Account) -> int:
    """The sum of the amounts by which a contract's account was adjusted in the last day, whatever their signs."""
    adjusted = sa.select(sa.func.coalesce(sa.func.sum(sa.func.abs(LedgerEntry.amount_minor)), 0)).where(
        LedgerEntry.account_id == account.id,
        LedgerEntry.kind == PostingKind.ADJUSTMENT,
        LedgerEntry.created_at > sa.func.now() - timedelta(days=1),
    )
    return int(await session.scalar(adjusted) or 0)


@dataclass(frozen=True, kw_only=True)
class TransferBalance:
    """Input of `transferBalance`."""

    from_contract_id: Annotated[NodeId, "The contract to debit; its balance must cover the amount."]
    to_contract_id: Annotated[NodeId, "The contract to credit."]
    amount: Annotated[Money, "Amount to transfer."]
    reason: Reason = None


@act(
    LedgerEntry,
    STAFF | {Role.HOLDER},
    payload=_ENTRY,
    key_required=True,
    meant=renamed(from_contract_id="from", to_contract_id="to"),
)
async def transfer_balance(acting: Acting, command: TransferBalance) -> EntryKey:
    """Transfer balance between two contracts of one customer.

    Raises Refusal as `charge_contract`, down to a balance of zero, and CONTRACT_CLOSED where a closed contract owes
    less than the amount. Returns the entry on the account that was debited.
    """
    session, viewer = acting.session, acting.viewer
    checked_reason = acting.reason_to("transfer balance") if command.reason is not None else None
    from_id, to_id = command.from_contract_id, command.to_contract_id
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
    currency = command.amount.currency or source.currency
    accounts = await ledger.lock_accounts(session, [source.id, target.id], currency)
    minor = checked_minor(command.amount.amount, currency)
    from_account, to_account = accounts[source.id], accounts[target.id]
    ledger.check_balance(from_account, minor, minimum_minor=0, field=["amount", "amount"])
    if target.status in ENDED and minor > max(-to_account.balance_minor, 0):
        message = "the contract has ended and owes less than this amount"
        raise Refusal(ErrorCode.CONTRACT_CLOSED, message, ["toContractId"])
    legs = [contract_leg(from_account, -minor, checked_reason), contract_leg(to_account, minor, checked_reason)]
    return await post_legs(acting, PostingKind.TRANSFER, from_account, legs, to_account)


@dataclass(frozen=True, kw_only=True)
class ReverseEntry:
    """Input of `reverseEntry`. All sides of the posting are reversed."""

    id: Annotated[NodeId, "An entry on a contract's account: of a charge, an adjustment or a transfer."]
    reason: Annotated[str, REASON_TEXT]


@act(LedgerEntry, STAFF, payload=_ENTRY, key_required=True)
async def reverse_entry(acting: Acting, command: ReverseEntry) -> EntryKey:
    """Reverse a charge, an adjustment or a transfer.

    The whole posting of the entry is reversed, at most once. Raises Refusal NOT_FOUND, INVALID_INPUT for other
    postings, ALREADY_REVERSED, INSUFFICIENT_BALANCE where the amount that was credited is already spent. Returns the
    new entry on the same account.
    """
    session, checked_reason = acting.session, acting.reason_to("reverse an entry")
    key = key_of(command.id, ENTRY_ID, ["id"])
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
    account, others = accounts[entry.account_id], accounts.values()
    return await post_legs(acting, PostingKind.REVERSAL, account, legs, *others, reverses_id=entry.posting_id)


@dataclass(frozen=True, kw_only=True)
class SetCreditLimit:
    """Input of `setCreditLimit`."""

    contract_id: Annotated[NodeId, "The contract."]
    limit: Annotated[
        Money | None,
        "How far below zero the balance may go; zero forbids a negative balance, null removes the limit.",
    ] = None
    reason: Annotated[str, REASON_TEXT]


@act(Contract, STAFF, payload=Payload(name="CreditLimitPayload"), meant=renamed(contract_id="id", limit="amount"))
async def set_credit_limit(acting: Acting, command: SetCreditLimit) -> ContractKey:
    """Set how far below zero the balance of a contract may go. Above CRM_CREDIT_LIMIT_APPROVAL_ABOVE, and to remove the
    limit, the first call is recorded and refused with SECOND_PERSON_REQUIRED; it is carried out when another person
    calls it for the same contract and limit within 24 hours.

    Raises Refusal as `charge_contract`; INSUFFICIENT_BALANCE where the balance is already below the limit;
    SECOND_PERSON_REQUIRED where the limit is raised above CRM_CREDIT_LIMIT_APPROVAL_ABOVE and nobody else asked for it.
    """
    session, reason, amount = acting.session, acting.reason_to("set a credit limit"), command.limit
    account = await _account(acting, command.contract_id, amount)
    floor = None
    if amount is not None:
        floor = -checked_minor(amount.amount, account.currency, field=["limit", "amount"]) if amount.amount else 0
        ledger.check_balance(account, 0, minimum_minor=floor, field=["limit", "amount"])
    raised = account.floor_minor is not None and (floor is None or floor < account.floor_minor)
    if raised and (floor is None or amount_of(-floor, account.currency) > acting.settings.credit_limit_approval_above):
        limit = None if floor is None else -floor
        await require_second_person(
            session, acting.viewer, "setCreditLimit", account, limit, reason, field=["limit", "amount"]
        )
    await session.execute(sa.update(LedgerAccount).where(LedgerAccount.id == account.id).values(floor_minor=floor))
    acting.journal.event(
        "contract.limited", "Contract", account.contract_id, customer_id=account.customer_id,
        contract_id=account.contract_id, payload={"internal": True},
    )  # fmt: skip
    return account.contract_id


async def _account(acting: Acting, contract_id: str, amount: Money | None) -> Account:
    """Lock the account of a contract in the currency of the amount."""
    contract = await contract_for(acting.session, acting.viewer, contract_id, ["contractId"])
    if contract.status in NEVER_ACTIVATED:
        raise Refusal(ErrorCode.CONTRACT_NOT_ACTIVATED, "the contract was never activated", ["contractId"])
    currency = (amount and amount.currency) or contract.currency
    return (await ledger.lock_accounts(acting.session, [contract.id], currency))[contract.id]


async def post_legs(
    acting: Acting,
    kind: PostingKind,
    account: Account,
    legs: Sequence[Leg],
    *others: Account,
    reverses_id: PostingKey | None = None,
) -> EntryKey:
    """Post `legs` and record the events of every account. Returns the entry on `account`."""
    journal = acting.journal
    changes = await ledger.post(
        acting.session, kind, account.currency, legs, acting.actor, reason=journal.reason, reverses_id=reverses_id
    )
    for each in {account.id: account, **{other.id: other for other in others}}.values():
        scope: Scope = {"customer_id": each.customer_id, "contract_id": each.contract_id}
        journal.event("balance.moved", "Contract", each.contract_id, payload={"kind": kind.value}, **scope)
        ledger.record_low_balance(journal, acting.settings, each, changes[each.id])
    return changes[account.id].entry_id
