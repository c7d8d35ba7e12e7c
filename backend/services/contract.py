"""Contracts: GetSim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, ContractKey, LedgerAccountKey, TariffOptionKey, uuid7
from backend.models import (
    PHONE_NUMBER_STATES,
    SIM_STATES,
    ContractStatus,
    Customer,
    NodeType,
    PhoneNumber,
    Sim,
    Tariff,
    TariffCompatibility,
    TariffOption,
)
from backend.services import customer as customers
from backend.services import ledger, registration, rules
from backend.services.idempotency import Outcome
from backend.services.identity import NewCustomer
from backend.services.plans.tokens import Picked
from backend.services.recording import Journal, Scope, target_of
from backend.services.sim import take_number, take_sim
from backend.settings import Settings

MAX_OPTIONS = 50


@dataclass(frozen=True)
class GetSim:
    """The contract form: the customer, the tariff, its options, and the SIM and the number where they were chosen."""

    customer_id: str | None
    customer: NewCustomer | None
    tariff_code: str
    options: tuple[str, ...] = ()
    iccid: str | None = None
    msisdn: str | None = None
    allow_duplicate: bool = False


async def get_sim(
    session: AsyncSession, settings: Settings, actor: str, form: GetSim, planned: Picked | None = None
) -> Outcome:
    """Create a contract, bind the SIM and the number and activate all three, in one transaction.

    A SIM and a number that are not given are picked, those in `planned` first.

    Raises Refusal as `take_sim`, `take_number`, `find_or_create` and `check_may_contract`, and TARIFF_NOT_FOUND,
    TARIFF_INACTIVE, OPTION_NOT_FOUND, OPTION_INCOMPATIBLE. Returns the contract's id and warnings.
    """
    journal = Journal(actor)
    tariff = await _tariff(session, form.tariff_code)
    options = await _options(session, tariff, form.options)
    customer, warnings = await _customer(session, settings, journal, form)
    field = ("customerId",) if form.customer_id else ("customer",)
    customers.check_may_contract(customer, settings, field)
    sim = await take_sim(session, settings, actor, customer, form.iccid, planned)
    number = await take_number(session, settings, actor, customer, form.msisdn, planned)
    contract_id = await _bind(session, settings, customer, tariff, options, sim, number, journal)
    customers.activate(customer, journal)
    await session.flush()
    await journal.write(session)
    return Outcome(CONTRACT_ID.encode(contract_id), warnings=warnings)


async def _customer(
    session: AsyncSession, settings: Settings, journal: Journal, form: GetSim
) -> tuple[Customer, tuple[Mapping[str, Any], ...]]:
    if (form.customer_id is None) == (form.customer is None):
        raise Refusal(ErrorCode.INVALID_INPUT, "exactly one of customerId and customer is required", ["customerId"])
    if form.customer_id is not None:
        return await customers.locked(session, form.customer_id, ("customerId",)), ()
    assert form.customer is not None
    at = ("customer",)
    given = form.customer.checked(settings, at)
    return await customers.find_or_create(session, given, journal, allow_duplicate=form.allow_duplicate, at=at)


async def _tariff(session: AsyncSession, code: str) -> Tariff:
    tariff = None
    stored_code = rules.code(code)
    if stored_code is not None:
        tariff = await session.scalar(sa.select(Tariff).where(Tariff.code == stored_code).with_for_update(read=True))
    if tariff is None:
        raise Refusal(ErrorCode.TARIFF_NOT_FOUND, f"there is no tariff {rules.quoted(code)}", ["tariffCode"])
    if not tariff.active:
        raise Refusal(ErrorCode.TARIFF_INACTIVE, "the tariff is no longer sold", ["tariffCode"])
    return tariff


async def _options(session: AsyncSession, tariff: Tariff, given: Sequence[str]) -> list[TariffOptionKey]:
    if not given:
        return []
    if len(given) > MAX_OPTIONS:
        raise Refusal(ErrorCode.INVALID_INPUT, f"a contract has at most {MAX_OPTIONS} options", ["options"])
    is_compatible = (
        sa.select(TariffCompatibility.tariff_id)
        .where(TariffCompatibility.tariff_id == tariff.id, TariffCompatibility.tariff_option_id == TariffOption.id)
        .exists()
    )
    codes = {text: rules.code(text) for text in given}
    wanted = [code for code in codes.values() if code is not None]
    rows = await session.execute(
        sa.select(TariffOption.code, TariffOption.id, is_compatible).where(
            TariffOption.code.in_(wanted), TariffOption.active
        )
    )
    known = {code: (key, compatible) for code, key, compatible in rows}
    for text, code in codes.items():
        if code is None or code not in known:
            raise Refusal(ErrorCode.OPTION_NOT_FOUND, f"there is no option {rules.quoted(text)}", ["options"])
        if not known[code][1]:
            message = f"the option {code} is not compatible with the tariff {tariff.code}"
            raise Refusal(ErrorCode.OPTION_INCOMPATIBLE, message, ["options"])
    return [known[code][0] for code in dict.fromkeys(wanted)]


async def _bind(
    session: AsyncSession,
    settings: Settings,
    customer: Customer,
    tariff: Tariff,
    options: Sequence[TariffOptionKey],
    sim: Sim,
    number: PhoneNumber,
    journal: Journal,
) -> ContractKey:
    """Write the rows of an active contract and record their transitions in the journal."""
    contract_id = CONTRACT_ID.new_key()
    scope: Scope = {"customer_id": customer.id, "contract_id": contract_id}
    for source, verb, target in (
        (None, "create", ContractStatus.DRAFT),
        (ContractStatus.DRAFT, "accept", ContractStatus.ACCEPTED),
        (ContractStatus.ACCEPTED, "activate", ContractStatus.ACTIVE),
    ):
        journal.step(NodeType.CONTRACT, contract_id, verb, source, target, **scope)
    active = target_of(SIM_STATES, sim.status, "activate", ["iccid"])
    journal.step(NodeType.SIM, sim.id, "activate", sim.status, active, **scope)
    assigned = target_of(PHONE_NUMBER_STATES, number.status, "assign", ["msisdn"])
    journal.step(NodeType.PHONE_NUMBER, number.id, "assign", number.status, assigned, **scope)
    await session.execute(
        registration.WRITE,
        {
            "contract_id": contract_id,
            "customer_id": customer.id,
            "sim_id": sim.id,
            "number_id": number.id,
            "msisdn": number.msisdn,
            "tariff_id": tariff.id,
            "currency": tariff.currency,
            "account_id": LedgerAccountKey(uuid7()),
            "floor_minor": ledger.first_floor(settings, tariff.currency),
            "options": list(options),
        },
    )
    return contract_id
