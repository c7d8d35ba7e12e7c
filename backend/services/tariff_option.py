"""Options of the catalogue: create and change them, and say with which tariffs they can be booked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import ADMINISTRATORS
from backend.errors import ErrorCode, Refusal
from backend.identifiers import TARIFF_OPTION_ID, TariffKey, TariffOptionKey
from backend.models import OptionPeriod, Tariff, TariffCompatibility, TariffOption
from backend.services import rules
from backend.services.acts import REASON_TEXT, Acting, act
from backend.services.amounts import Money
from backend.services.tariff import checked_code, checked_fee

MAX_TARIFFS = 1_000  # that one call names


@dataclass(frozen=True, kw_only=True)
class SetTariffOption:
    """Input of `setTariffOption`; of an option that exists, what is absent stays as it is."""

    code: Annotated[str, "Code of the option: letters, digits, `_` and `-`, at most 40 characters."]
    name: Annotated[str | None, "Name shown to customers; required for a new option."] = None
    monthly_fee: Annotated[
        Money | None, "Fee for each period; required for a new option. Its currency cannot be changed."
    ] = None
    period: Annotated[OptionPeriod | None, "What the fee is for; MONTH for a new option when absent."] = None
    active: Annotated[bool | None, "Whether it is sold; contracts that have it keep it."] = None
    tariff_codes: Annotated[
        tuple[str, ...] | None, "All tariffs that it can be booked with. Contracts that have it keep it."
    ] = None
    reason: Annotated[str, REASON_TEXT]


@act(TariffOption, ADMINISTRATORS)
async def set_tariff_option(acting: Acting, command: SetTariffOption) -> TariffOptionKey:
    """Create an option, or change the option with this code.

    Raises Refusal INVALID_INPUT, INVALID_AMOUNT, CURRENCY_MISMATCH, TARIFF_NOT_FOUND.
    """
    acting.reason_to("set an option")
    code = checked_code(command.code)
    session = acting.session
    option = await session.scalar(sa.select(TariffOption).where(TariffOption.code == code).with_for_update())
    if option is None:
        option = await _created(acting, code, command)
    values: dict[str, Any] = {}
    if command.name is not None:
        values["name"] = rules.text(command.name, rules.MAX_NAME_CHARACTERS, ["name"], multiline=False)
    if command.monthly_fee is not None:
        values["monthly_fee_minor"] = checked_fee(command.monthly_fee, option.currency, noun="option")
    values |= {name: value for name in ("period", "active") if (value := getattr(command, name)) is not None}
    changed = {name: value for name, value in values.items() if value != getattr(option, name)}
    if changed:
        await acting.update(option, **changed)
    if command.tariff_codes is not None:
        await _fit(session, option, command.tariff_codes)
    acting.event("tariff_option.set", option, {"internal": True, "fields": sorted(changed)})
    return option.id


async def _created(acting: Acting, code: str, command: SetTariffOption) -> TariffOption:
    """A new option, which another call may have created meanwhile."""
    for name, value in (("name", command.name), ("monthlyFee", command.monthly_fee)):
        if value is None:
            raise Refusal(ErrorCode.INVALID_INPUT, f"a new option requires {name}; there is no option {code}", [name])
    assert command.monthly_fee is not None
    currency = str(command.monthly_fee.currency or acting.settings.currency)
    values = {
        "id": TARIFF_OPTION_ID.new_key(), "code": code, "name": command.name, "currency": currency,
        "monthly_fee_minor": checked_fee(command.monthly_fee, currency, noun="option"),
    }  # fmt: skip
    await acting.session.execute(insert(TariffOption).values(values).on_conflict_do_nothing(index_elements=["code"]))
    select = sa.select(TariffOption).where(TariffOption.code == code).with_for_update()
    return (await acting.session.scalars(select)).one()


async def _fit(session: AsyncSession, option: TariffOption, given: Sequence[str]) -> None:
    """Make these tariffs the only ones that the option can be booked with. Raises Refusal TARIFF_NOT_FOUND."""
    if len(given) > MAX_TARIFFS:
        raise Refusal(ErrorCode.INVALID_INPUT, f"at most {MAX_TARIFFS:,} tariffs can be named", ["tariffCodes"])
    codes = {text: rules.code(text) for text in given}
    rows = await session.execute(sa.select(Tariff.code, Tariff.id).where(Tariff.code.in_([*codes.values()])))
    known = dict(rows.all())
    for text, code in codes.items():
        if code not in known:
            message = f"there is no tariff {rules.quoted(text)}"
            raise Refusal(ErrorCode.TARIFF_NOT_FOUND, message, ["tariffCodes"])
    pairs, wanted = TariffCompatibility, set(known.values())
    held: set[TariffKey] = set(
        await session.scalars(sa.select(pairs.tariff_id).where(pairs.tariff_option_id == option.id))
    )
    if gone := held - wanted:
        await session.execute(
            sa.delete(pairs).where(pairs.tariff_option_id == option.id, pairs.tariff_id.in_(sorted(gone)))
        )
    if new := wanted - held:
        rows_to_add = [{"tariff_id": each, "tariff_option_id": option.id} for each in sorted(new)]
        await session.execute(insert(pairs).values(rows_to_add).on_conflict_do_nothing())
