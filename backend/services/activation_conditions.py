"""The conditions of the activation of a contract."""

import enum
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.days import today
from backend.enums import total
from backend.errors import ErrorCode, Refusal
from backend.models import (
    CONTRACT_STATES,
    PHONE_NUMBER_STATES,
    SIM_STATES,
    Contract,
    ContractOption,
    Customer,
    IdentityDocument,
    LedgerAccount,
    PhoneNumber,
    PhoneNumberStatus,
    Severity,
    Sim,
    SimStatus,
    Tariff,
    TariffOption,
    TariffVersion,
)
from backend.money import amount_of
from backend.services import checking, compatibility
from backend.services import customer as customers
from backend.services.contract import sold_options, sold_tariff
from backend.services.contract_papers import is_signed_on_paper
from backend.services.lines import check_not_erased
from backend.services.recording import target_of
from backend.settings import Settings


class ActivationCondition(enum.StrEnum):
    CUSTOMER = "CUSTOMER"
    IDENTITY = "IDENTITY"
    DOCUMENTS = "DOCUMENTS"
    SIGNATURE = "SIGNATURE"
    SIM = "SIM"
    NUMBER = "NUMBER"
    COMPATIBILITY = "COMPATIBILITY"
    FIRST_FEE = "FIRST_FEE"


# What may still come after a start was scheduled.
AWAITED = frozenset({ActivationCondition.SIM, ActivationCondition.FIRST_FEE})


@dataclass(frozen=True)
class Checked:
    """What the conditions are checked of. The rows are locked where the activation follows."""

    session: AsyncSession
    settings: Settings
    contract: Contract
    customer: Customer
    language: str


Check = Callable[[Checked], Awaitable[None]]  # raises Refusal where the condition is not met


async def conditions_of(checked: Checked) -> Mapping[ActivationCondition, Refusal | None]:
    """Each condition of the activation of a contract that is not in service yet, and why, if it is not met."""
    found: dict[ActivationCondition, Refusal | None] = {}
    for condition, check in _CHECKS.items():
        try:
            await check(checked)
            found[condition] = None
        except Refusal as refusal:
            found[condition] = Refusal(refusal.code, refusal.message, ["id"])
    return found


# Each is named by its condition.


async def _customer(checked: Checked) -> None:
    check_not_erased(checked.customer.number, checked.customer.erased_at, ["id"])
    customers.check_open(checked.customer, ("id",))
    stored = await checking.stored_subject(checked.session, checked.customer, more_lines=1)
    broken = await checking.broken_rules(
        checked.session, checked.settings, stored, language=checked.language, forms=checking.EXISTING_FORMS
    )
    # What can be acknowledged was acknowledged when the contract was created.
    checking.accept([each for each in broken if each.severity is Severity.BLOCK], ())


async def _identity(checked: Checked) -> None:
    customers.check_identity(checked.customer, checked.settings, ("id",))


async def _documents(checked: Checked) -> None:
    required = checked.settings.signed_document_required
    if required and not await is_signed_on_paper(checked.session, checked.contract):
        message = "no signed document of the kind CONTRACT is kept; attachContractDocument adds the scan"
        raise Refusal(ErrorCode.DOCUMENT_REQUIRED, message)
    if not checked.settings.identity_document_required:
        return
    row = IdentityDocument
    valid = sa.or_(row.expires_on.is_(None), row.expires_on >= today(checked.settings))
    counted = sa.select(sa.func.count(), sa.func.count().filter(valid)).where(
        row.customer_id == checked.customer.id, row.replaced_at.is_(None)
    )
    total, still_valid = (await checked.session.execute(counted)).one()
    if not total:
        raise Refusal(ErrorCode.DOCUMENT_REQUIRED, "the customer has no identity document")
    if not still_valid:
        raise Refusal(ErrorCode.DOCUMENT_EXPIRED, "the identity documents of the customer have expired")


async def _signature(checked: Checked) -> None:
    target_of(CONTRACT_STATES, checked.contract.status, "activate")


async def _sim(checked: Checked) -> None:
    key = checked.contract.sim_id
    sim = await checked.session.get(Sim, key) if key else None
    if sim is None:
        raise Refusal(ErrorCode.SIM_NOT_FOUND, "the contract has no SIM")
    if sim.status is SimStatus.IMPORTED:
        raise Refusal(ErrorCode.SIM_NOT_AVAILABLE, f"the SIM {sim.iccid} has not arrived yet: it is IMPORTED")
    if SIM_STATES.target(sim.status, "activate") is None:
        raise Refusal(ErrorCode.SIM_NOT_AVAILABLE, f"the SIM {sim.iccid} is {sim.status}")
    if sim.status is SimStatus.RESERVED and sim.reserved_until is not None:
        raise Refusal(ErrorCode.SIM_RESERVED, f"the SIM {sim.iccid} is reserved by somebody else")


async def _number(checked: Checked) -> None:
    key = checked.contract.phone_number_id
    number = await checked.session.get(PhoneNumber, key) if key else None
    if number is None:
        raise Refusal(ErrorCode.NUMBER_NOT_FOUND, "the contract has no phone number")
    if PHONE_NUMBER_STATES.target(number.status, "assign") is None:
        raise Refusal(ErrorCode.NUMBER_NOT_AVAILABLE, f"the number {number.msisdn} is {number.status}")
    if number.status is PhoneNumberStatus.RESERVED and number.reserved_until is not None:
        raise Refusal(ErrorCode.NUMBER_RESERVED, f"the number {number.msisdn} is reserved by somebody else")


async def _compatibility(checked: Checked) -> None:
    session, contract = checked.session, checked.contract
    tariff = await session.get_one(Tariff, contract.tariff_id)
    booked = (
        sa.select(TariffOption.code)
        .join(ContractOption, ContractOption.tariff_option_id == TariffOption.id)
        .where(ContractOption.contract_id == contract.id)
        .order_by(TariffOption.code)
    )
    tariff, has_rules = await sold_tariff(session, tariff.code)
    options = await sold_options(session, tariff, (await session.scalars(booked)).all())
    if has_rules:
        sim = await session.get(Sim, contract.sim_id) if contract.sim_id else None
        number = await session.get(PhoneNumber, contract.phone_number_id) if contract.phone_number_id else None
        chosen = compatibility.facts_of(tariff.id, options, checked.customer, sim, number)
        await compatibility.check(session, checked.settings, chosen, checked.language)


async def _first_fee(checked: Checked) -> None:
    if not checked.settings.first_fee_required:
        return
    contract = checked.contract
    fee = (
        await checked.session.scalar(
            sa.select(TariffVersion.monthly_fee_minor).where(TariffVersion.id == contract.tariff_version_id)
        )
        or 0
    )
    account = sa.select(LedgerAccount.balance_minor).where(
        LedgerAccount.contract_id == contract.id, LedgerAccount.currency == contract.currency
    )
    balance = await checked.session.scalar(account) or 0
    if balance < fee:
        paid, due = (amount_of(each, contract.currency) for each in (balance, fee))
        message = f"the first fee is {due} {contract.currency} and the balance {paid} {contract.currency}"
        raise Refusal(ErrorCode.INSUFFICIENT_BALANCE, message)


_CHECKS: Mapping[ActivationCondition, Check] = total(
    ActivationCondition,
    {
        ActivationCondition.CUSTOMER: _customer,
        ActivationCondition.IDENTITY: _identity,
        ActivationCondition.DOCUMENTS: _documents,
        ActivationCondition.SIGNATURE: _signature,
        ActivationCondition.SIM: _sim,
        ActivationCondition.NUMBER: _number,
        ActivationCondition.COMPATIBILITY: _compatibility,
        ActivationCondition.FIRST_FEE: _first_fee,
    },
)
