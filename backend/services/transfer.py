"""Transfer of a line to another customer: asked for at a counter, and accepted by the other side with a code.

The old contract ends and keeps its payments, bills, tickets and messages. A new contract has the same SIM, number,
tariff version and options; whoever reads it reads nothing of the old one.
Locks are taken in one order: the customers by their ids, the contract, its SIM.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.secrets import Secrets, secrets_of
from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, CUSTOMER_ID, ContractKey, CustomerKey
from backend.models import (
    CONTRACT_STATES,
    CompatibilityForm,
    Contract,
    ContractDocumentKind,
    ContractHold,
    ContractOption,
    ContractStatus,
    ContractTransfer,
    Customer,
    HoldReason,
    LedgerAccount,
    LostPhone,
    NodeType,
    NumberBinding,
    PhoneNumber,
    PostingKind,
    SignatureMethod,
    SimBinding,
)
from backend.money import amount_of
from backend.notifications.codes import queue_transfer_code
from backend.services import compatibility, holds, ledger
from backend.services import customer as customers
from backend.services.acts import REASON_TEXT, Acting, NodeId, Reason, act
from backend.services.charge import post_legs
from backend.services.contract_papers import make_document
from backend.services.customer import ACKNOWLEDGE_TEXT
from backend.services.ledger import contract_leg
from backend.services.line_lock import check_unlocked
from backend.services.lines import key_of
from backend.services.provisioning.orders import hand_over
from backend.services.recording import Scope, target_of
from backend.services.representation import AtCounter
from backend.services.scheduled_act import supersede

CODE_DIGITS = 6
CODE_ATTEMPTS = 5
CODE_PAUSE = timedelta(minutes=1)  # between two codes for one contract
ABOUT_HOLDERS = (CompatibilityForm.CUSTOMER_KIND, CompatibilityForm.AGE)
ENDING_HOLDS = (HoldReason.CUSTOMER, HoldReason.DEBT)  # they are about the old holder


@dataclass(frozen=True, kw_only=True)
class TransferContract(AtCounter):
    """Input of `transferContract`."""

    id: Annotated[NodeId, "The contract, which is in service."]
    customer_id: Annotated[NodeId, "Who is to get the line."]
    with_balance: Annotated[
        bool, "Whether they take the balance over: a debt, or what is left. Without, a debt must be paid first."
    ] = False
    acknowledge: Annotated[tuple[ErrorCode, ...], ACKNOWLEDGE_TEXT] = ()
    reason: Annotated[str, REASON_TEXT]


@dataclass(frozen=True, kw_only=True)
class AcceptTransfer(AtCounter):
    """Input of `acceptTransfer`."""

    id: Annotated[NodeId, "The contract that is to be transferred."]
    code: Annotated[str, "The code that was sent to the contact number of the other side."]
    acknowledge: Annotated[tuple[ErrorCode, ...], ACKNOWLEDGE_TEXT] = ()
    reason: Reason = None


@dataclass(frozen=True, kw_only=True)
class CancelTransfer:
    """Input of `cancelTransfer`."""

    id: Annotated[NodeId, "The contract."]
    reason: Annotated[str, REASON_TEXT]


@act(Contract, STAFF)
async def transfer_contract(acting: Acting, command: TransferContract) -> ContractKey:
    """Ask for the transfer of a line to another customer. They get a code as a text message, with which they accept it
    within CRM_TRANSFER_HOURS; the present holder is told. Until then nothing else changes. A later call replaces an
    earlier one.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION, LINE_LOCKED, SWAP_PENDING, TRANSFER_NOT_ALLOWED,
    CONTRACT_HAS_BALANCE, CUSTOMER_CLOSED, CUSTOMER_SUSPENDED, KYC_REQUIRED, CODE_SENT, codes of validation rules, and
    TARIFF_INCOMPATIBLE or OPTION_INCOMPATIBLE where the tariff or an option is not for this customer.
    """
    acting.reason_to("transfer a contract")
    key = key_of(command.id, CONTRACT_ID, ["id"])
    other = key_of(command.customer_id, CUSTOMER_ID, ["customerId"])
    contract, customer = await _lock(acting, key, other)
    await _check(acting, contract, customer, command.acknowledge, with_balance=command.with_balance)
    row, session = ContractTransfer, acting.session
    last = sa.select(row.sent_at).where(row.contract_id == key, row.sent_at > sa.func.now() - CODE_PAUSE)
    if await session.scalar(last) is not None:
        raise Refusal(ErrorCode.CODE_SENT, "a code was sent less than a minute ago; wait before the next one", ["id"])
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
    keys, lasts = _secrets(acting), timedelta(hours=acting.settings.transfer_hours)
    await _delete(session, key)
    await session.execute(
        sa.insert(row).values(
            contract_id=key, customer_id=customer.id, with_balance=command.with_balance,
            code_hash=_hash(keys, key, code), requested_by=acting.actor, expires_at=sa.func.now() + lasts,
        )
    )  # fmt: skip
    await queue_transfer_code(session, customer, contract.number, code, encrypted=keys.encrypt, lasts=lasts)
    acting.event("contract.transfer_started", contract, {})
    return contract.id


@act(Contract, STAFF)
async def accept_transfer(acting: Acting, command: AcceptTransfer) -> ContractKey:
    """Transfer a line to the customer who accepts it with the code. Returns the new contract. The holds CUSTOMER and
    DEBT of the old one end, and its sign-ins.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION where no transfer is pending, CODE_INVALID, and as `transferContract`.
    """
    key = key_of(command.id, CONTRACT_ID, ["id"])
    row, session = ContractTransfer, acting.session
    pending = sa.select(row).where(row.contract_id == key, row.expires_at > sa.func.now())
    asked = await session.scalar(pending)
    contract, customer = await _lock(acting, key, asked.customer_id if asked else None)
    asked = await session.scalar(pending.with_for_update().execution_options(populate_existing=True))
    if asked is None or customer is None:
        raise Refusal(ErrorCode.INVALID_TRANSITION, "no transfer of this contract is pending", ["id"])
    _check_code(acting, asked, command.code)
    await _check(acting, contract, customer, command.acknowledge, with_balance=asked.with_balance)
    with_balance = asked.with_balance
    await _delete(session, key)
    for reason in ENDING_HOLDS:
        if await holds.standing(session, [contract], reason):
            await holds.lift(acting, [contract], reason)
    new = await _move_line(acting, contract, customer)
    if with_balance:
        await _move_balance(acting, contract, new)
    customers.activate(customer, acting.journal)
    await _keep_contact(session, contract, customer)
    await hand_over(session, acting.settings, contract, new)
    await make_document(acting, contract, ContractDocumentKind.CLOSING_ACT)
    await make_document(acting, new, ContractDocumentKind.CONTRACT)
    return new.id


@act(Contract, STAFF)
async def cancel_transfer(acting: Acting, command: CancelTransfer) -> ContractKey:
    """Cancel a transfer that was not accepted yet.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION where no transfer is pending.
    """
    acting.reason_to("cancel a transfer")
    contract = await acting.lock(Contract, command.id)
    if not await end_transfer(acting, contract):
        raise Refusal(ErrorCode.INVALID_TRANSITION, "no transfer of this contract is pending", ["id"])
    return contract.id


async def end_transfer(acting: Acting, contract: Contract) -> bool:
    """End a pending transfer of a locked contract without effect. Returns whether there was one."""
    if not await _delete(acting.session, contract.id):
        return False
    acting.event("contract.transfer_ended", contract, {"internal": True})
    return True


async def _lock(acting: Acting, key: ContractKey, other: CustomerKey | None) -> tuple[Contract, Any]:
    """Lock the holder of a contract and the other customer, then the contract. Returns the contract and the other one.

    Raises Refusal NOT_FOUND, CUSTOMER_ERASED.
    """
    holder = await acting.session.scalar(sa.select(Contract.customer_id).where(Contract.id == key))
    if holder is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", ["id"])
    found: dict[CustomerKey, Customer] = {}
    for each in sorted({holder, *([other] if other else [])}):
        field = ("customerId",) if each == other else ("id",)
        found[each] = await customers.locked(acting.session, CUSTOMER_ID.encode(each), field)
    contract = await acting.lock(Contract, CONTRACT_ID.encode(key))
    return contract, found[other] if other else None


async def _check(
    acting: Acting,
    contract: Contract,
    customer: Customer,
    acknowledged: tuple[ErrorCode, ...],
    *,
    with_balance: bool,
) -> None:
    """Check that a locked contract may be transferred to a locked customer. Raises Refusal."""
    target_of(CONTRACT_STATES, contract.status, "transfer")
    check_unlocked(contract, ["id"])
    if contract.swap_sim_id is not None:
        raise Refusal(ErrorCode.SWAP_PENDING, "the SIM of the contract is being replaced", ["id"])
    if customer.id == contract.customer_id:
        raise Refusal(ErrorCode.TRANSFER_NOT_ALLOWED, "the customer has the contract already", ["customerId"])
    row = ContractHold
    others = sa.select(row.reason).where(
        row.contract_id == contract.id, row.until.is_(None), row.reason.not_in(ENDING_HOLDS)
    )
    standing = list(await acting.session.scalars(others.order_by(row.reason)))
    if standing:
        message = f"the contract has the hold {', '.join(standing)}"
        raise Refusal(ErrorCode.TRANSFER_NOT_ALLOWED, message, ["id"])
    balance = await acting.session.scalar(
        sa.select(LedgerAccount.balance_minor).where(
            LedgerAccount.contract_id == contract.id, LedgerAccount.currency == contract.currency
        )
    )
    if balance is not None and balance < 0 and not with_balance:
        owed = f"{amount_of(-balance, contract.currency)} {contract.currency}"
        message = f"the contract owes {owed}: it is paid first, or taken over with `withBalance`"
        raise Refusal(ErrorCode.CONTRACT_HAS_BALANCE, message, ["withBalance"])
    customers.check_may_contract(customer, acting.settings, ("customerId",))
    await customers.check_another_line(acting, customer, acknowledged, ("customerId",))
    await _check_tariff(acting, contract, customer)


async def _check_tariff(acting: Acting, contract: Contract, customer: Customer) -> None:
    """Check that the tariff and the options may be used by another customer; they need not be on sale any more.

    Raises Refusal TARIFF_INCOMPATIBLE, OPTION_INCOMPATIBLE.
    """
    booked = sa.select(ContractOption.tariff_option_id).where(ContractOption.contract_id == contract.id)
    options = (await acting.session.scalars(booked)).all()
    facts = compatibility.facts_of(contract.tariff_id, options, customer, None, None)
    for each in await compatibility.broken_rules(acting.session, acting.settings, facts):
        if each.form in ABOUT_HOLDERS:
            raise Refusal(each.code, each.texts[acting.viewer.language], ["customerId"])


def _check_code(acting: Acting, asked: ContractTransfer, code: str) -> None:
    """Raises Refusal CODE_INVALID; the attempt is counted."""
    given = _hash(_secrets(acting), asked.contract_id, "".join(code.split()))
    if asked.attempts < CODE_ATTEMPTS and secrets.compare_digest(asked.code_hash, given):
        return
    key, row = asked.contract_id, ContractTransfer

    async def count(outer: AsyncSession) -> None:
        counted = sa.update(row).where(row.contract_id == key).values(attempts=row.attempts + 1)
        await outer.execute(counted.execution_options(synchronize_session=False))

    message = f"the code is wrong, or was tried {CODE_ATTEMPTS} times; ask for the transfer again"
    raise Refusal(ErrorCode.CODE_INVALID, message, ["code"], afterwards=count)


async def _move_line(acting: Acting, old: Contract, customer: Customer) -> Contract:
    """End a locked contract, and begin one of the customer with its SIM, its number and its tariff."""
    session = acting.session
    key = CONTRACT_ID.new_key()
    for binding in (SimBinding, NumberBinding):
        await session.execute(
            sa.update(binding)
            .where(binding.contract_id == old.id, binding.bound_to.is_(None))
            .values(bound_to=sa.func.greatest(sa.func.now(), binding.bound_from))
        )
    await supersede(acting, old)
    await acting.move(old, "transfer", closed_at=sa.func.now())
    await session.flush()
    new: Contract | None = await session.scalar(
        sa.insert(Contract)
        .values(
            id=key, status=ContractStatus.ACTIVE, customer_id=customer.id, sim_id=old.sim_id,
            phone_number_id=old.phone_number_id, tariff_id=old.tariff_id, tariff_version_id=old.tariff_version_id,
            currency=old.currency, signed_at=sa.func.now(), activated_at=sa.func.now(),
            signature=SignatureMethod.ONE_TIME_CODE, signed_by=customer.name, transferred_from_id=old.id,
        )
        .returning(Contract)
    )  # fmt: skip
    assert new is not None
    scope: Scope = {"customer_id": customer.id, "contract_id": key}
    for source, verb, target in (
        (None, "create", ContractStatus.DRAFT),
        (ContractStatus.DRAFT, "accept", ContractStatus.ACCEPTED),
        (ContractStatus.ACCEPTED, "activate", ContractStatus.ACTIVE),
    ):
        acting.journal.step(NodeType.CONTRACT, key, verb, source, target, **scope)
    bound = {"contract_id": key, "bound_from": sa.func.now()}
    await session.execute(sa.insert(SimBinding).values(sim_id=old.sim_id, **bound))
    await session.execute(sa.insert(NumberBinding).values(phone_number_id=old.phone_number_id, **bound))
    booked = sa.select(sa.literal(key, sa.Uuid()), ContractOption.tariff_option_id).where(
        ContractOption.contract_id == old.id
    )
    await session.execute(sa.insert(ContractOption).from_select(["contract_id", "tariff_option_id"], booked))
    await ledger.open_account(session, acting.settings, new)
    return new


async def _keep_contact(session: AsyncSession, old: Contract, customer: Customer) -> None:
    """The number left its holder, and not a customer who gave it as the contact number and has it now."""
    number = sa.select(PhoneNumber.msisdn).where(PhoneNumber.id == old.phone_number_id).scalar_subquery()
    lost = sa.delete(LostPhone).where(LostPhone.customer_id == customer.id, LostPhone.phone == number)
    await session.execute(lost.execution_options(synchronize_session=False))


async def _move_balance(acting: Acting, old: Contract, new: Contract) -> None:
    """Move the balance to the account of the new contract. A debt may stand on it below its floor until it is paid."""
    accounts = await ledger.lock_accounts(acting.session, [old.id, new.id], old.currency)
    source, target = accounts[old.id], accounts[new.id]
    minor = source.balance_minor
    if not minor:
        return
    if target.floor_minor is not None and minor < target.floor_minor:
        owes = sa.update(LedgerAccount).where(LedgerAccount.id == target.id).values(debt_floor_minor=minor)
        await acting.session.execute(owes)
    reason = acting.journal.reason
    legs = [contract_leg(source, -minor, reason), contract_leg(target, minor, reason)]
    await post_legs(acting, PostingKind.TRANSFER, source, legs, target)


async def _delete(session: AsyncSession, key: ContractKey) -> bool:
    row = ContractTransfer
    gone = sa.delete(row).where(row.contract_id == key).returning(row.contract_id)
    return await session.scalar(gone.execution_options(synchronize_session=False)) is not None


def _secrets(acting: Acting) -> Secrets:
    return secrets_of(acting.settings.secret_key, acting.settings.data_dir)


def _hash(keys: Secrets, contract_id: ContractKey, code: str) -> bytes:
    return keys.keyed_hash("transfer code", f"{contract_id}\0{code}")
