"""Activation of signed contracts: its conditions, at once or when what it waits for has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.masks import SCHEDULE
from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, ContractKey
from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import (
    CONTRACT_STATES,
    PHONE_NUMBER_STATES,
    SIM_STATES,
    Contract,
    ContractDocumentKind,
    ContractStart,
    ContractStatus,
    Customer,
    NodeType,
    PhoneNumber,
    Sim,
    SimStatus,
)
from backend.models.contract import AWAITING_SERVICE
from backend.models.states import text_list
from backend.services import customer as customers
from backend.services import registration
from backend.services.activation_conditions import AWAITED, ActivationCondition, Checked, conditions_of
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.contract_draft import Behind, lock_with_request, tell_request
from backend.services.contract_papers import make_document
from backend.services.days import beginning
from backend.services.provisioning.orders import order_activation
from backend.services.recording import Journal, Scope, target_of
from backend.services.representation import AtCounter
from backend.services.request.fulfilment import tell_parts
from backend.services.request.validation import scheduled
from backend.settings import Settings

STARTED_AT_ONCE = 1000


async def activation_summary(
    session: AsyncSession, settings: Settings, text: str, *, language: str
) -> Mapping[ActivationCondition, Refusal | None]:
    """`conditions_of` a contract by its id, read without locks.

    Raises Refusal NOT_FOUND; INVALID_TRANSITION where the contract is or was in service, or was cancelled.
    """
    key = CONTRACT_ID.decode(text)
    contract = None if key is None else await session.get(Contract, key)
    if contract is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", ["contractId"])
    if contract.status not in AWAITING_SERVICE:
        target_of(CONTRACT_STATES, contract.status, "activate", ["contractId"])
    customer = await session.get_one(Customer, contract.customer_id)
    return await conditions_of(Checked(session, settings, contract, customer, language))


@dataclass(frozen=True, kw_only=True)
class ActivateContract(AtCounter):
    """Input of `activateContract`."""

    id: Annotated[NodeId, "The contract."]
    reason: Reason = None


@act(Contract, STAFF)
async def activate_contract(acting: Acting, command: ActivateContract) -> ContractKey:
    """Put a signed contract into service, with its SIM and its number. The customer is activated with the first one,
    and the request behind the contract is fulfilled.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, and with the code of each condition that `activationSummary` shows as
    not met.
    """
    behind = await lock_with_request(acting, command.id)
    await activate(acting, behind)
    return behind.contract.id


@dataclass(frozen=True, kw_only=True)
class ScheduleContract(AtCounter):
    """Input of `scheduleContract`."""

    id: Annotated[NodeId, "The contract."]
    start: Annotated[ContractStart, "When the contract is activated."]
    day: Annotated[
        date | None, "For ON_DATE: the first day of service, after today. It begins at midnight of CRM_TIME_ZONE."
    ] = None
    reason: Reason = None


@act(Contract, STAFF)
async def schedule_contract(acting: Acting, command: ScheduleContract) -> ContractKey:
    """Decide when a signed contract is activated: now, on a date, or when its SIM arrives. A later call replaces an
    earlier decision. All other conditions of `activationSummary` than the SIM and the first fee must be met; they are
    checked again at the start.

    Raises Refusal as `activate_contract`, and INVALID_INPUT for the date.
    """
    behind = await lock_with_request(acting, command.id)
    contract = behind.contract
    starts_at = _starts_at(command, acting.settings)
    target_of(CONTRACT_STATES, contract.status, "activate")
    sim = await acting.session.get(Sim, contract.sim_id) if contract.sim_id else None
    arrived = sim is not None and sim.status is not SimStatus.IMPORTED
    if command.start is ContractStart.NOW or (command.start is ContractStart.SIM_ARRIVAL and arrived):
        await activate(acting, behind)
        return contract.id
    await _refuse_unmet(acting, behind, besides=AWAITED)
    await acting.update(contract, start=command.start, starts_at=starts_at)
    acting.event(
        "contract.scheduled", contract,
        {"start": command.start.value, "startsAt": starts_at and starts_at.isoformat()},
    )  # fmt: skip
    if behind.request is not None:
        tell_request(acting, behind.request, contract)
    return contract.id


def _starts_at(command: ScheduleContract, settings: Settings) -> datetime | None:
    """The time at which a contract starts on a date. Raises Refusal INVALID_INPUT."""
    if (command.start is ContractStart.ON_DATE) != (command.day is not None):
        raise Refusal(ErrorCode.INVALID_INPUT, "give a day for ON_DATE, and for nothing else", ["day"])
    if command.day is None:
        return None
    return beginning(command.day, settings, "a contract starts")


async def activate(acting: Acting, behind: Behind) -> None:
    """Put a locked contract into service. Raises Refusal INVALID_TRANSITION, and the conditions that are not met."""
    session, contract = acting.session, behind.contract
    if contract.status not in AWAITING_SERVICE:
        target_of(CONTRACT_STATES, contract.status, "activate")
    sim, number = await _lock_line(session, contract)
    await _refuse_unmet(acting, behind)
    assert sim is not None
    assert number is not None
    scope: Scope = {"customer_id": contract.customer_id, "contract_id": contract.id}
    journal = acting.journal
    journal.step(NodeType.SIM, sim.id, "activate", sim.status, target_of(SIM_STATES, sim.status, "activate"), **scope)
    assigned = target_of(PHONE_NUMBER_STATES, number.status, "assign")
    journal.step(NodeType.PHONE_NUMBER, number.id, "assign", number.status, assigned, **scope)
    await session.execute(
        registration.BIND,
        {"contract_id": contract.id, "sim_id": sim.id, "number_id": number.id, "msisdn": number.msisdn},
    )
    await acting.move(contract, "activate", activated_at=sa.func.now(), start=None, starts_at=None)
    await order_activation(session, acting.settings, contract)
    customers.activate(behind.customer, journal)
    await make_document(acting, contract, ContractDocumentKind.SIM_HANDOVER)
    if behind.request is not None and acting.allows(behind.request, "fulfil"):
        await acting.move(behind.request, "fulfil", reference=contract.number)
        await tell_parts(acting, behind.request)
    await session.flush()


async def _lock_line(session: AsyncSession, contract: Contract) -> tuple[Sim | None, PhoneNumber | None]:
    sim = await session.get(Sim, contract.sim_id, with_for_update=True) if contract.sim_id else None
    number_id = contract.phone_number_id
    number = await session.get(PhoneNumber, number_id, with_for_update=True) if number_id else None
    return sim, number


async def _refuse_unmet(acting: Acting, behind: Behind, besides: frozenset[ActivationCondition] = frozenset()) -> None:
    """Raises Refusal with the conditions that are not met, but for some."""
    checked = Checked(acting.session, acting.settings, behind.contract, behind.customer, acting.viewer.language)
    found = await conditions_of(checked)
    unmet = [each for condition, each in found.items() if each is not None and condition not in besides]
    if unmet:
        first, *others = unmet
        raise Refusal(first.code, first.message, first.field, others=others)


_DUE = f"""
select k.id from contract k left join sim s on s.id = k.sim_id
where k.start = 'ON_DATE' and k.starts_at <= now()
    or k.start = 'SIM_ARRIVAL' and s.status in ({text_list((SimStatus.AVAILABLE, SimStatus.RESERVED))})
order by k.starts_at, k.id limit {STARTED_AT_ONCE}
"""


@job("start contracts", cron="* * * * *")
async def start_contracts(tools: Tools, _: Job) -> None:
    """Activate contracts whose day has come or whose SIM has arrived. One that cannot be activated is no longer
    scheduled, and the staff is told why.
    """
    for row in await tools.database.fetch(_DUE):
        async with tools.database.transaction() as session:
            await _start(session, tools, CONTRACT_ID.encode(row["id"]))


async def _start(session: AsyncSession, tools: Tools, contract_id: str) -> None:
    journal = Journal(SCHEDULE)
    acting = scheduled(session, tools, journal)
    behind = await lock_with_request(acting, contract_id)
    contract = behind.contract
    if contract.status is not ContractStatus.ACCEPTED or contract.start is None:
        return
    if contract.starts_at is not None and contract.starts_at > datetime.now(UTC):
        return  # it was scheduled anew
    try:
        async with session.begin_nested():
            await activate(acting, behind)
            await journal.write(session)
    except Refusal as refusal:
        await session.refresh(contract)
        journal = Journal(SCHEDULE, refusal.message[:500])
        acting = scheduled(session, tools, journal)
        await acting.update(contract, start=None, starts_at=None)
        codes = [each.code.value for each in (refusal, *refusal.others)]
        acting.event("contract.start_failed", contract, {"internal": True, "codes": codes})
        await journal.write(session)
