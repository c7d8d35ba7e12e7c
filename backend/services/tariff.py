"""Tariffs and their versions: create a tariff, publish what it will cost and contain, retire it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.masks import SCHEDULE
from backend.auth.viewer import ADMINISTRATORS
from backend.days import today
from backend.errors import ErrorCode, Refusal
from backend.identifiers import TARIFF_VERSION_ID, TariffKey, TariffVersionKey
from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import AllowanceKind, AllowanceScope, Tariff, TariffAllowance, TariffVersion
from backend.services import rules
from backend.services.acts import REASON_TEXT, Acting, NodeId, act
from backend.services.amounts import Money, checked_minor
from backend.services.recording import Journal
from backend.services.request.validation import scheduled
from backend.settings import Settings

MAX_ALLOWANCE = 2**31 - 1
MAX_DAYS_AHEAD = 1_830  # five years
AT_ONCE = 100


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What the monthly fee includes."""

    kind: Annotated[AllowanceKind, "What is included."]
    scope: Annotated[AllowanceScope, "Where it can be used."]
    amount: Annotated[int | None, "Minutes, messages or megabytes a month; without a limit when absent."] = None


@dataclass(frozen=True, kw_only=True)
class CreateTariff:
    """Input of `createTariff`."""

    code: Annotated[str, "Code, as operators type it: letters, digits, `_` and `-`, at most 40 characters."]
    name: Annotated[str, "Name shown to customers."]
    monthly_fee: Annotated[Money, "Monthly fee; its currency is that of the tariff, CRM_CURRENCY when absent."]
    allowances: Annotated[tuple[Allowance, ...], "What the monthly fee includes."] = ()
    reason: Annotated[str, REASON_TEXT]


@act(Tariff, ADMINISTRATORS)
async def create_tariff(acting: Acting, command: CreateTariff) -> TariffKey:
    """Create a tariff with its first version. It is sold at once, without options.

    Raises Refusal INVALID_INPUT, INVALID_AMOUNT, ALREADY_EXISTS.
    """
    acting.reason_to("create a tariff")
    code = checked_code(command.code)
    currency = str(command.monthly_fee.currency or acting.settings.currency)
    values = {
        "code": code,
        "name": rules.text(command.name, rules.MAX_NAME_CHARACTERS, ["name"], multiline=False),
        "monthly_fee_minor": checked_fee(command.monthly_fee, currency),
        "currency": currency,
    }
    allowances = checked_allowances(command.allowances)
    create = insert(Tariff).values(values).on_conflict_do_nothing(index_elements=["code"]).returning(Tariff)
    tariff = await acting.session.scalar(create)
    if tariff is None:
        raise Refusal(ErrorCode.ALREADY_EXISTS, f"there is a tariff {code} already", ["code"])
    await add_allowances(acting.session, tariff.tariff_version_id, allowances)
    acting.event("tariff.created", tariff, {"internal": True, "code": code})
    return tariff.id


@dataclass(frozen=True, kw_only=True)
class PublishTariffVersion:
    """Input of `publishTariffVersion`; what is absent is as in the version in force."""

    id: Annotated[NodeId, "The tariff."]
    monthly_fee: Annotated[Money | None, "The new monthly fee, in the currency of the tariff."] = None
    allowances: Annotated[
        tuple[Allowance, ...] | None, "All that the new monthly fee includes; an empty list includes nothing."
    ] = None
    valid_from: Annotated[
        date | None,
        "First day, in the time zone of the installation; at once when absent or today, at most five years ahead.",
    ] = None
    reason: Annotated[str, REASON_TEXT]


@act(TariffVersion, ADMINISTRATORS)
async def publish_tariff_version(acting: Acting, command: PublishTariffVersion) -> TariffVersionKey:
    """Publish a version of a tariff: what it costs and contains from a day on. Contracts keep the versions that they
    have; new contracts get the version that is in force then.

    Of several versions for the same day the newest applies. Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_AMOUNT,
    CURRENCY_MISMATCH; TARIFF_INACTIVE for a retired tariff.
    """
    acting.reason_to("publish a version of a tariff")
    session = acting.session
    tariff = await acting.lock(Tariff, command.id)
    if not tariff.active:
        raise Refusal(ErrorCode.TARIFF_INACTIVE, "the tariff was retired", ["id"])
    if command.monthly_fee is None and command.allowances is None:
        raise Refusal(ErrorCode.INVALID_INPUT, "give the monthly fee, the allowances, or both", ["monthlyFee"])
    fee = command.monthly_fee
    minor = tariff.monthly_fee_minor if fee is None else checked_fee(fee, tariff.currency)
    if command.allowances is not None:
        allowances = checked_allowances(command.allowances)
    else:
        allowances = await allowances_of(session, tariff.tariff_version_id)
    begins = begin_of(acting.settings, command.valid_from, ["validFrom"])
    number = sa.select(sa.func.max(TariffVersion.number) + 1).where(TariffVersion.tariff_id == tariff.id)
    key = TARIFF_VERSION_ID.new_key()
    await session.execute(
        sa.insert(TariffVersion).values(
            id=key, tariff_id=tariff.id, number=number.scalar_subquery(), valid_from=begins or sa.func.now(),
            monthly_fee_minor=minor, currency=tariff.currency,
        )
    )  # fmt: skip
    await add_allowances(session, key, allowances)
    if begins is None:
        await acting.update(tariff, tariff_version_id=key, monthly_fee_minor=minor)
    payload = {"internal": True, "from": None if begins is None else begins.isoformat()}
    acting.event("tariff.version_published", tariff, payload)
    return key


@dataclass(frozen=True, kw_only=True)
class RetireTariff:
    """Input of `retireTariff`."""

    id: Annotated[NodeId, "The tariff."]
    reason: Annotated[str, REASON_TEXT]


@act(Tariff, ADMINISTRATORS)
async def retire_tariff(acting: Acting, command: RetireTariff) -> TariffKey:
    """End the sale of a tariff. The contracts that have it keep it.

    Raises Refusal NOT_FOUND, INVALID_INPUT; INVALID_TRANSITION where it is not sold any more.
    """
    acting.reason_to("retire a tariff")
    tariff = await acting.lock(Tariff, command.id)
    if not tariff.active:
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"the tariff {tariff.code} was retired already", ["id"])
    await acting.update(tariff, active=False)
    acting.event("tariff.retired", tariff, {"internal": True})
    return tariff.id


# The quarters of an hour contain midnight of every time zone.
@job("begin tariff versions", cron="*/15 * * * *")
async def begin_tariff_versions(tools: Tools, _: Job) -> None:
    """Put the versions of tariffs into force whose time has come."""

    async def some(session: AsyncSession) -> int:
        due = sa.select(Tariff).where(Tariff.tariff_version_id != _newest(TariffVersion.id).scalar_subquery())
        tariffs = list(await session.scalars(due.order_by(Tariff.id).limit(AT_ONCE).with_for_update()))
        journal = Journal(SCHEDULE)
        acting = scheduled(session, tools, journal)
        for tariff in tariffs:
            found = (await session.execute(_newest(TariffVersion).where(Tariff.id == tariff.id))).scalar_one()
            await acting.update(tariff, tariff_version_id=found.id, monthly_fee_minor=found.monthly_fee_minor)
            acting.event("tariff.version_began", tariff, {"internal": True, "number": found.number})
        await journal.write(session)
        return len(tariffs)

    await tools.repeat(some)


def _newest(what: Any) -> sa.Select[Any]:
    """The version of a tariff that began last."""
    return (
        sa.select(what)
        .where(TariffVersion.tariff_id == Tariff.id, TariffVersion.valid_from <= sa.func.now())
        .order_by(TariffVersion.valid_from.desc(), TariffVersion.number.desc())
        .limit(1)
    )


def checked_code(text: str) -> str:
    """A code in stored form. Raises Refusal INVALID_INPUT."""
    code = rules.code(text)
    if code is None:
        message = f"a code has 1 to 40 letters, digits, _ and -; given is {rules.quoted(text)}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["code"])
    return code


def checked_fee(fee: Money, currency: str, field: Sequence[str] = ("monthlyFee",), *, noun: str = "tariff") -> int:
    """A fee in minor units, from zero on. Raises Refusal INVALID_AMOUNT, CURRENCY_MISMATCH."""
    if fee.currency is not None and fee.currency != currency:
        message = f"the fee is in {fee.currency}, the {noun} in {currency}"
        raise Refusal(ErrorCode.CURRENCY_MISMATCH, message, [*field, "currency"])
    return checked_minor(fee.amount, currency, field=[*field, "amount"]) if fee.amount else 0


def begin_of(settings: Settings, day: date | None, field: Sequence[str]) -> datetime | None:
    """The beginning of a day in the time zone of the installation; None for at once. Raises Refusal INVALID_INPUT."""
    first = today(settings)
    if day is None or day == first:
        return None
    if not first < day <= first + timedelta(days=MAX_DAYS_AHEAD):
        message = f"a day is from {first} on and at most five years ahead; given is {day}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, field)
    return datetime.combine(day, time(), ZoneInfo(settings.time_zone))


def checked_allowances(given: Sequence[Allowance]) -> list[Allowance]:
    """Raises Refusal INVALID_INPUT for an amount that is out of range, and for a repeated allowance."""
    seen = set()
    for place, each in enumerate(given):
        if each.amount is not None and each.amount < 1:
            message = f"an amount is from 1 to {MAX_ALLOWANCE:,}; given is {each.amount}"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["allowances", str(place), "amount"])
        if (each.kind, each.scope) in seen:
            message = f"{each.kind} {each.scope} is given twice"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["allowances", str(place)])
        seen.add((each.kind, each.scope))
    return list(given)


async def allowances_of(session: AsyncSession, version: TariffVersionKey) -> list[Allowance]:
    """What a version includes."""
    rows = await session.scalars(sa.select(TariffAllowance).where(TariffAllowance.tariff_version_id == version))
    return [Allowance(kind=each.kind, scope=each.scope, amount=each.amount) for each in rows]


async def add_allowances(session: AsyncSession, version: TariffVersionKey, allowances: Sequence[Allowance]) -> None:
    """Store what a new version includes."""
    rows: list[dict[str, Any]] = [
        {"tariff_version_id": version, "kind": each.kind, "scope": each.scope, "amount": each.amount}
        for each in allowances
    ]
    if rows:
        await session.execute(sa.insert(TariffAllowance).values(rows))
