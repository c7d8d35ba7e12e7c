"""Contracts before they are in service: drafts with a SIM and a number that are reserved for them.

Locks are taken in one order: the request behind the contract, the customer, the contract, the SIM, the number.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import sqlalchemy as sa

from backend.auth.masks import SCHEDULE
from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, CUSTOMER_ID, ContractKey, CustomerKey
from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import (
    Contract,
    ContractDocumentKind,
    ContractOption,
    ContractStatus,
    Customer,
    LedgerAccount,
    NodeType,
    NumberClass,
    PhoneNumber,
    PhoneNumberStatus,
    Request,
    RequestKind,
    RequestStatus,
    Sim,
    SimStatus,
)
from backend.models.contract import LIVE
from backend.models.request import OPEN
from backend.money import amount_of
from backend.services import compatibility, rules
from backend.services import customer as customers
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.contract import sold_options, sold_tariff
from backend.services.contract_papers import make_document
from backend.services.customer import ACKNOWLEDGE_TEXT
from backend.services.lines import key_of
from backend.services.recording import Journal
from backend.services.representation import AtCounter
from backend.services.request.fulfilment import has_draft
from backend.services.request.validation import scheduled
from backend.services.reservation import NO_RESERVATION, reserve_for_contract
from backend.services.sim import take_number, take_sim


@dataclass(frozen=True, kw_only=True)
class CreateContract(AtCounter):
    """Input of `createContract`."""

    customer_id: Annotated[NodeId, "The customer."]
    tariff_code: Annotated[str, "Code of the tariff."]
    options: Annotated[tuple[str, ...], "Codes of options to book with the tariff."] = ()
    iccid: Annotated[
        str | None,
        "ICCID of the SIM; when absent, a SIM is taken from the pool. One that is IMPORTED is on its way: "
        "`scheduleContract` can start the contract when it arrives.",
    ] = None
    msisdn: Annotated[str | None, "The requested number; when absent, a number is taken from the pool."] = None
    request_id: Annotated[
        NodeId | None, "The checked request of the kind REGISTRATION that the contract is to fulfil."
    ] = None
    acknowledge: Annotated[tuple[ErrorCode, ...], ACKNOWLEDGE_TEXT] = ()
    reason: Reason = None


@act(Contract, STAFF)
async def create_contract(acting: Acting, command: CreateContract) -> ContractKey:
    """Create a draft of a contract. A SIM and a number are reserved for it until it is in service, is cancelled, or
    lapses because it was not signed within CRM_DRAFT_DAYS.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, CUSTOMER_CLOSED, CUSTOMER_SUSPENDED, and as `getSim` for the tariff,
    the options, the SIM and the number.
    """
    session = acting.session
    request = await _request(acting, command.request_id)
    customer = await customers.locked(session, command.customer_id, ("customerId",))
    _check_request(request, customer)
    customers.check_open(customer, ("customerId",))
    await customers.check_another_line(acting, customer, command.acknowledge, ())
    tariff, has_rules = await sold_tariff(session, command.tariff_code)
    options = await sold_options(session, tariff, command.options)
    sim = await _sim(acting, customer, command.iccid)
    number = await _number(acting, customer, command.msisdn)
    if has_rules:
        chosen = compatibility.facts_of(tariff.id, options, customer, sim, number)
        await compatibility.check(session, acting.settings, chosen, acting.viewer.language)
    contract_id = CONTRACT_ID.new_key()
    lapses_at = sa.func.now() + timedelta(days=acting.settings.draft_days)
    contract = await session.scalar(
        sa.insert(Contract)
        .values(
            id=contract_id, status=ContractStatus.DRAFT, customer_id=customer.id, sim_id=sim.id,
            phone_number_id=number.id, tariff_id=tariff.id,
            tariff_version_id=tariff.tariff_version_id, currency=tariff.currency, lapses_at=lapses_at,
        )
        .returning(Contract)
    )  # fmt: skip
    assert contract is not None
    if options:
        rows = [{"contract_id": contract_id, "tariff_option_id": each} for each in options]
        await session.execute(sa.insert(ContractOption).values(rows))
    acting.journal.step(
        NodeType.CONTRACT, contract_id, "create", None, ContractStatus.DRAFT, customer_id=customer.id,
        contract_id=contract_id,
    )  # fmt: skip
    await reserve_for_contract(acting, contract, sim)
    await reserve_for_contract(acting, contract, number)
    await make_document(acting, contract, ContractDocumentKind.CONTRACT)
    if request is not None:
        if request.status is RequestStatus.VALIDATED:
            await acting.move(request, "start")
        await acting.update(request, customer_id=customer.id, contract_id=contract_id)
        tell_request(acting, request, contract)
    return contract_id


@dataclass(frozen=True, kw_only=True)
class CancelContract(AtCounter):
    """Input of `cancelContract`."""

    id: Annotated[NodeId, "The contract."]
    reason: Reason = None


@act(Contract, STAFF)
async def cancel_contract(acting: Acting, command: CancelContract) -> ContractKey:
    """Cancel a contract that is not in service yet. Its SIM and its number return to the pool; the request behind it
    is VALIDATED again.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, CONTRACT_HAS_BALANCE where it was paid for and nothing was refunded.
    """
    behind = await lock_with_request(acting, command.id)
    await end_draft(acting, behind, "cancel")
    return behind.contract.id


@job("lapse contracts", cron="23 * * * *")
async def lapse_contracts(tools: Tools, _: Job) -> None:
    """Cancel drafts that were not signed in time."""
    due = "select id from contract where lapses_at <= now() order by lapses_at limit 1000"
    for row in await tools.database.fetch(due):
        async with tools.database.transaction() as session:
            journal = Journal(SCHEDULE, f"not signed within {tools.settings.draft_days} days")
            acting = scheduled(session, tools, journal)
            behind = await lock_with_request(acting, CONTRACT_ID.encode(row["id"]))
            if not acting.allows(behind.contract, "lapse"):
                continue
            await end_draft(acting, behind, "lapse")
            await journal.write(session)


@dataclass(frozen=True)
class Behind:
    """A locked contract with its locked customer, and the request that it is to fulfil, if any."""

    contract: Contract
    customer: Customer
    request: Request | None


async def lock_with_request(acting: Acting, text: str) -> Behind:
    """Lock the request behind a contract, its customer, and the contract. Raises Refusal NOT_FOUND, CUSTOMER_ERASED."""
    session, key = acting.session, key_of(text, CONTRACT_ID, ["id"])
    request = await session.scalar(
        sa.select(Request)
        .where(Request.contract_id == key, Request.kind == RequestKind.REGISTRATION, Request.status.in_(OPEN))
        .with_for_update(key_share=True)
    )
    holder: CustomerKey | None = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == key))
    if holder is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", ["id"])
    customer = await customers.locked(session, CUSTOMER_ID.encode(holder))
    contract = await acting.lock(Contract, text)
    return Behind(contract, customer, request)


async def end_draft(acting: Acting, behind: Behind, verb: str, **values: Any) -> None:
    """Cancel a contract that is not in service yet. Raises Refusal INVALID_TRANSITION, CONTRACT_HAS_BALANCE."""
    session, contract = acting.session, behind.contract
    await acting.move(contract, verb, lapses_at=None, start=None, starts_at=None, **values)
    account = sa.select(LedgerAccount).where(LedgerAccount.contract_id == contract.id, LedgerAccount.balance_minor != 0)
    left = await session.scalar(account.with_for_update(key_share=True))
    if left is not None:
        balance = amount_of(left.balance_minor, left.currency)
        message = f"the balance is {balance} {left.currency}; refund what was paid first"
        raise Refusal(ErrorCode.CONTRACT_HAS_BALANCE, message, ["id"])
    sim = await session.get(Sim, contract.sim_id, with_for_update=True) if contract.sim_id else None
    if sim is not None and sim.status is SimStatus.RESERVED and sim.reserved_until is None:
        await acting.move(sim, "release", of=contract, **NO_RESERVATION)
    number_id = contract.phone_number_id
    number = await session.get(PhoneNumber, number_id, with_for_update=True) if number_id else None
    if number is not None and number.status is PhoneNumberStatus.RESERVED and number.reserved_until is None:
        await acting.move(number, "release", of=contract, **NO_RESERVATION)
    if behind.request is not None:
        await acting.update(behind.request, contract_id=None)
        if acting.allows(behind.request, "fail"):
            await acting.move(behind.request, "fail")


def tell_request(acting: Acting, request: Request, contract: Contract) -> None:
    """Record how far the contract of a request is."""
    acting.event("request.advanced", request, {"contract": contract.number, "status": contract.status.value})


async def _request(acting: Acting, request_id: str | None) -> Request | None:
    """The locked request that a new contract is to fulfil. Raises Refusal NOT_FOUND, INVALID_TRANSITION."""
    if request_id is None:
        return None
    try:
        request = await acting.lock(Request, request_id, key_share=True)
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.message, ["requestId"]) from None
    may_start = request.status in {RequestStatus.VALIDATED, RequestStatus.IN_PROGRESS}
    if request.kind is not RequestKind.REGISTRATION or not may_start or await has_draft(acting.session, request):
        message = (
            f"the request is {request.kind}, {request.status}; a contract is created for a REGISTRATION that is "
            "VALIDATED or IN_PROGRESS and has no contract"
        )
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["requestId"])
    return request


def _check_request(request: Request | None, customer: Customer) -> None:
    if request is not None and request.customer_id not in {None, customer.id}:
        raise Refusal(ErrorCode.CONFLICT, "the request is about another customer", ["requestId"])


async def _sim(acting: Acting, customer: Customer, iccid: str | None) -> Sim:
    """Lock the SIM that is given, also one that is on its way, or one of the pool. Raises Refusal as `take_sim`."""
    if iccid is None:
        return await take_sim(acting, customer, None)
    stored = rules.iccid(iccid, acting.settings)
    sim = await acting.session.scalar(sa.select(Sim).where(Sim.iccid == stored).with_for_update())
    if sim is None or sim.status is not SimStatus.IMPORTED:
        return await take_sim(acting, customer, iccid)
    taken = sa.select(Contract.id).where(Contract.sim_id == sim.id, Contract.status.in_(LIVE))
    if await acting.session.scalar(taken) is not None:
        raise Refusal(ErrorCode.SIM_RESERVED, "the SIM is on its way for another contract", ["iccid"])
    return sim


async def _number(acting: Acting, customer: Customer, msisdn: str | None) -> PhoneNumber:
    number = await take_number(acting, customer, msisdn)
    if not acting.allows(number, "reserve") and number.status is not PhoneNumberStatus.RESERVED:
        message = f"the number is {number.status}; getSim takes it"
        raise Refusal(ErrorCode.NUMBER_NOT_AVAILABLE, message, ["msisdn"])
    if number.number_class is not NumberClass.STANDARD:
        # Its price is charged to the account of a contract in service.
        message = f"the number is {number.number_class}; getSim and changeNumber charge its price"
        raise Refusal(ErrorCode.NUMBER_NOT_AVAILABLE, message, ["msisdn"])
    return number
