"""Change of the tariff and the options of a contract in service, at once or at a later time."""

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, ContractKey, TariffOptionKey, TariffVersionKey
from backend.models import (
    Contract,
    ContractOption,
    Customer,
    PhoneNumber,
    ScheduledActKind,
    Sim,
    Tariff,
    TariffCompatibility,
    TariffOption,
    TariffVersion,
)
from backend.services import compatibility
from backend.services.acts import Acting, NodeId, Payload, Reason, act
from backend.services.contract import sold_options, sold_tariff
from backend.services.days import beginning, next_month
from backend.services.idempotency import Outcome
from backend.services.representation import AtCounter
from backend.services.scheduled_act import book, check_in_service, lock_in_service, supersede
from backend.settings import Settings

OPTIONS_TEXT = "Codes of all options that the contract has from then on"


class ChangeTime(enum.StrEnum):
    NOW = "NOW"
    ON_DATE = "ON_DATE"
    NEXT_PERIOD = "NEXT_PERIOD"


@dataclass(frozen=True, kw_only=True)
class AtTime(AtCounter):
    """What is done at once or at a later time."""

    at: Annotated[ChangeTime, "When it is done."] = ChangeTime.NOW
    day: Annotated[date | None, "For ON_DATE: the day, after today. It begins at midnight of CRM_TIME_ZONE."] = None

    def due_at(self, settings: Settings) -> datetime | None:
        """When it is done; None for at once. Raises Refusal INVALID_INPUT."""
        if (self.at is ChangeTime.ON_DATE) != (self.day is not None):
            raise Refusal(ErrorCode.INVALID_INPUT, "give a day for ON_DATE, and for nothing else", ["day"])
        if self.day is not None:
            return beginning(self.day, settings, "a change is done")
        return next_month(settings) if self.at is ChangeTime.NEXT_PERIOD else None


@dataclass(frozen=True, kw_only=True)
class ChangeTariff(AtTime):
    """Input of `changeTariff`."""

    id: Annotated[NodeId, "The contract."]
    tariff_code: Annotated[str, "Code of the new tariff; that of its own moves the contract to the version in force."]
    options: Annotated[
        tuple[str, ...] | None,
        f"{OPTIONS_TEXT}. When absent, it keeps those that fit the new tariff; the others are removed.",
    ] = None
    reason: Reason = None


_PAYLOAD = Payload(
    name="ChangeTariffPayload",
    warnings="OPTION_INCOMPATIBLE for each option that does not fit the new tariff and is removed.",
)


@act(Contract, STAFF, payload=_PAYLOAD)
async def change_tariff(acting: Acting, command: ChangeTariff) -> Outcome:
    """Move a contract in service to another tariff, in the version that is in force then. Options that do not fit the
    new tariff are removed by the same act; its plan shows them as warnings.

    Raises Refusal NOT_FOUND, INVALID_INPUT for the day and where nothing would change, INVALID_TRANSITION for a
    contract that is not in service, TARIFF_NOT_FOUND, TARIFF_INACTIVE, TARIFF_INCOMPATIBLE, CURRENCY_MISMATCH,
    OPTION_NOT_FOUND, OPTION_INCOMPATIBLE, CONFLICT for a time after a booked closing.
    """
    due_at = command.due_at(acting.settings)
    contract = await lock_in_service(acting, command.id)
    choice = await _chosen(acting, contract, command.tariff_code, command.options)
    tariff, kind = choice.tariff, ScheduledActKind.CHANGE_TARIFF
    version_id = tariff.tariff_version_id if due_at is None else await _version_at(acting.session, tariff, due_at)
    if contract.tariff_version_id == version_id and choice.options == choice.held:
        raise Refusal(ErrorCode.INVALID_INPUT, "the contract has this tariff and these options", ["tariffCode"])
    if due_at is None:
        await supersede(acting, contract, kind)
        await _move(acting, contract, choice, version_id)
    else:
        options = None if command.options is None else await _codes(acting.session, choice.options)
        told = await book(
            acting, contract, kind, due_at, tariff_id=tariff.id, tariff_version_id=version_id, options=options
        )
        acting.event("contract.tariff_change_booked", contract, {**told, "tariff_name": tariff.name})
    removed = await _codes(acting.session, choice.held - choice.options) if command.options is None else []
    return Outcome(CONTRACT_ID.encode(contract.id), warnings=tuple(_removed(each, tariff) for each in removed))


@dataclass(frozen=True, kw_only=True)
class ChangeOptions(AtTime):
    """Input of `changeOptions`."""

    id: Annotated[NodeId, "The contract."]
    options: Annotated[tuple[str, ...], f"{OPTIONS_TEXT}; an empty list removes all."]
    reason: Reason = None


@act(Contract, STAFF)
async def change_options(acting: Acting, command: ChangeOptions) -> ContractKey:
    """Give a contract in service these options, and no others. Options that it has may be kept after their end of sale.

    Raises Refusal NOT_FOUND, INVALID_INPUT for the day and where nothing would change, INVALID_TRANSITION for a
    contract that is not in service, TARIFF_INCOMPATIBLE, OPTION_NOT_FOUND, OPTION_INCOMPATIBLE, CONFLICT for a time
    after a booked closing.
    """
    due_at = command.due_at(acting.settings)
    contract = await lock_in_service(acting, command.id)
    held, options = await _other_options(acting, contract, command.options)
    if options == held:
        raise Refusal(ErrorCode.INVALID_INPUT, "the contract has these options", ["options"])
    kind = ScheduledActKind.CHANGE_OPTIONS
    if due_at is None:
        await supersede(acting, contract, kind)
        await _exchange(acting, contract, held, options)
    else:
        told = await book(acting, contract, kind, due_at, options=await _codes(acting.session, options))
        acting.event("contract.options_change_booked", contract, told)
    return contract.id


async def do_tariff_change(
    acting: Acting, contract: Contract, tariff_code: str, version_id: TariffVersionKey, options: Sequence[str] | None
) -> None:
    """Do a booked change of a locked contract, to the version that was agreed on. All is checked again.

    Raises Refusal as `change_tariff`.
    """
    check_in_service(contract)
    await _move(acting, contract, await _chosen(acting, contract, tariff_code, options), version_id)


async def do_options_change(acting: Acting, contract: Contract, options: Sequence[str]) -> None:
    """Do a booked change of the options of a locked contract. Raises Refusal as `change_options`."""
    check_in_service(contract)
    await _exchange(acting, contract, *await _other_options(acting, contract, options))


@dataclass(frozen=True)
class _Choice:
    """A tariff with the options that a contract gets, and those that it has."""

    tariff: Tariff
    held: frozenset[TariffOptionKey]
    options: frozenset[TariffOptionKey]


async def _chosen(acting: Acting, contract: Contract, tariff_code: str, options: Sequence[str] | None) -> _Choice:
    """What a contract gets; without options those of its own that fit. Raises Refusal as `change_tariff`."""
    tariff, has_rules = await sold_tariff(acting.session, tariff_code)
    if tariff.currency != contract.currency:
        message = f"the contract is in {contract.currency}, the tariff in {tariff.currency}"
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, message, ["tariffCode"])
    held = await _held(acting.session, contract)
    if options is None:
        return _Choice(tariff, held, await _kept(acting, contract, tariff, held, has_rules=has_rules))
    wanted = frozenset(await sold_options(acting.session, tariff, options, held=held))
    if has_rules:
        facts = await _facts(acting.session, contract, tariff, wanted)
        await compatibility.check(acting.session, acting.settings, facts, acting.viewer.language)
    return _Choice(tariff, held, wanted)


async def _kept(
    acting: Acting, contract: Contract, tariff: Tariff, held: frozenset[TariffOptionKey], *, has_rules: bool
) -> frozenset[TariffOptionKey]:
    """Those of the options that fit the tariff. Raises Refusal TARIFF_INCOMPATIBLE where the tariff itself does not."""
    fits = sa.select(TariffCompatibility.tariff_option_id).where(
        TariffCompatibility.tariff_id == tariff.id, TariffCompatibility.tariff_option_id.in_(held)
    )
    kept = frozenset(await acting.session.scalars(fits)) if held else held
    while has_rules:
        facts = await _facts(acting.session, contract, tariff, kept)
        broken = await compatibility.broken_rules(acting.session, acting.settings, facts)
        for each in broken:
            if each.option_id is None:
                raise Refusal(each.code, each.texts[acting.viewer.language], [each.field])
        if not broken:
            break
        # An option that goes may be required by others: they are looked at again.
        kept -= {each.option_id for each in broken}
    return kept


async def _other_options(
    acting: Acting, contract: Contract, codes: Sequence[str]
) -> tuple[frozenset[TariffOptionKey], frozenset[TariffOptionKey]]:
    """The options that a contract has, and those that it gets with its tariff. Rules are checked where it gets more."""
    session = acting.session
    tariff = await session.get_one(Tariff, contract.tariff_id, with_for_update={"read": True})
    held = await _held(session, contract)
    options = frozenset(await sold_options(session, tariff, codes, held=held))
    if options - held:
        facts = await _facts(session, contract, tariff, options)
        await compatibility.check(session, acting.settings, facts, acting.viewer.language)
    return held, options


async def _held(session: AsyncSession, contract: Contract) -> frozenset[TariffOptionKey]:
    booked = sa.select(ContractOption.tariff_option_id).where(ContractOption.contract_id == contract.id)
    return frozenset(await session.scalars(booked))


async def _facts(
    session: AsyncSession, contract: Contract, tariff: Tariff, options: Collection[TariffOptionKey]
) -> compatibility.Facts:
    customer = await session.get_one(Customer, contract.customer_id)
    sim = await session.get_one(Sim, contract.sim_id)
    number = await session.get_one(PhoneNumber, contract.phone_number_id)
    return compatibility.facts_of(tariff.id, sorted(options), customer, sim, number)


async def _version_at(session: AsyncSession, tariff: Tariff, moment: datetime) -> TariffVersionKey:
    """The version of a tariff that is in force at a moment, of those that are published."""
    version = TariffVersion
    found = await session.scalar(
        sa.select(version.id)
        .where(version.tariff_id == tariff.id, version.valid_from <= moment)
        .order_by(version.valid_from.desc(), version.number.desc())
        .limit(1)
    )
    return found or tariff.tariff_version_id


async def _codes(session: AsyncSession, options: Collection[TariffOptionKey]) -> list[str]:
    if not options:
        return []
    codes = sa.select(TariffOption.code).where(TariffOption.id.in_(options)).order_by(TariffOption.code)
    return list(await session.scalars(codes))


def _removed(code: str, tariff: Tariff) -> Mapping[str, Any]:
    message = f"the option {code} does not fit the tariff {tariff.code} and is removed"
    return {"code": ErrorCode.OPTION_INCOMPATIBLE.value, "message": message, "field": ["options"]}


async def _move(acting: Acting, contract: Contract, choice: _Choice, version_id: TariffVersionKey) -> None:
    await acting.update(contract, tariff_id=choice.tariff.id, tariff_version_id=version_id)
    await _replace(acting.session, contract, choice.held, choice.options)
    acting.event("contract.tariff_changed", contract, {})


async def _exchange(
    acting: Acting, contract: Contract, held: frozenset[TariffOptionKey], options: frozenset[TariffOptionKey]
) -> None:
    await _replace(acting.session, contract, held, options)
    acting.event("contract.options_changed", contract, {})


async def _replace(
    session: AsyncSession, contract: Contract, held: frozenset[TariffOptionKey], wanted: frozenset[TariffOptionKey]
) -> None:
    if gone := held - wanted:
        of_contract = ContractOption.contract_id == contract.id
        await session.execute(sa.delete(ContractOption).where(of_contract, ContractOption.tariff_option_id.in_(gone)))
    if new := wanted - held:
        rows = [{"contract_id": contract.id, "tariff_option_id": each} for each in sorted(new)]
        await session.execute(sa.insert(ContractOption).values(rows))
