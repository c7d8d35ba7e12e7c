"""The check of a choice of tariff, options, customer and SIM without writing, for forms while they are filled in."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.identifiers import CUSTOMER_ID, CompatibilityRuleKey, TariffOptionKey
from backend.models import CompatibilityForm, Customer, PhoneNumber, Sim, Tariff, TariffCompatibility, TariffOption
from backend.services import rules
from backend.services.compatibility import Facts, broken_rules
from backend.services.registration import MAX_OPTIONS
from backend.settings import Settings

_NO_TARIFF = {
    "EN": "There is no tariff {code}.", "RU": "Тарифа {code} нет.", "KY": "{code} тарифи жок.",
}  # fmt: skip
_RETIRED = {
    "EN": "The tariff {code} is no longer sold.", "RU": "Тариф {code} больше не продаётся.",
    "KY": "{code} тарифи мындан ары сатылбайт.",
}  # fmt: skip
_NO_OPTION = {
    "EN": "There is no option {code}, or it is no longer sold.", "RU": "Опции {code} нет, или она больше не продаётся.",
    "KY": "{code} опциясы жок же мындан ары сатылбайт.",
}  # fmt: skip
_UNFIT = {
    "EN": "The option {code} is not compatible with the tariff {tariff}.",
    "RU": "Опция {code} несовместима с тарифом {tariff}.",
    "KY": "{code} опциясы {tariff} тарифине туура келбейт.",
}  # fmt: skip
_NO_SIM = {
    "EN": "There is no such SIM.", "RU": "Такой SIM-карты нет.", "KY": "Мындай SIM-карта жок.",
}  # fmt: skip
_NO_NUMBER = {
    "EN": "There is no such number.", "RU": "Такого номера нет.", "KY": "Мындай номер жок.",
}  # fmt: skip


@dataclass(frozen=True)
class Failure:
    """What does not fit: `code` and `field` as a mutation would be refused, `texts` by language. `form` and `rule_id`
    are those of the rule that is broken, null for what needs no rule.
    """

    code: ErrorCode
    field: str
    texts: dict[str, str]
    form: CompatibilityForm | None = None
    rule_id: CompatibilityRuleKey | None = None


@dataclass(frozen=True)
class Choice:
    """What is checked. Without a customer, a SIM or a number, the rules about them are not."""

    tariff_code: str
    options: Sequence[str] = ()
    customer_id: str | None = None
    iccid: str | None = None
    msisdn: str | None = None


async def check_compatibility(session: AsyncSession, settings: Settings, choice: Choice) -> list[Failure]:
    """All that does not fit.

    Raises Refusal NOT_FOUND for an unknown customer, INVALID_INPUT for too many options, INVALID_ICCID, INVALID_MSISDN.
    """
    if len(choice.options) > MAX_OPTIONS:
        raise Refusal(ErrorCode.INVALID_INPUT, f"a contract has at most {MAX_OPTIONS} options", ["options"])
    code = rules.code(choice.tariff_code)
    tariff = None if code is None else await session.scalar(sa.select(Tariff).where(Tariff.code == code))
    failures: list[Failure] = []
    if tariff is None:
        failures.append(_failure(ErrorCode.TARIFF_NOT_FOUND, "tariffCode", _NO_TARIFF, code=choice.tariff_code))
    elif not tariff.active:
        failures.append(_failure(ErrorCode.TARIFF_INACTIVE, "tariffCode", _RETIRED, code=tariff.code))
    known = await _options(session, tariff, choice.options, failures)
    customer = await _customer(session, choice.customer_id)
    sim = await _sim(session, settings, choice.iccid, failures)
    number = await _number(session, settings, choice.msisdn, failures)
    facts = Facts(
        tariff_id=None if tariff is None else tariff.id,
        option_ids=[each.id for each in known],
        customer_kind=None if customer is None else customer.kind,
        birth_date=None if customer is None else customer.birth_date,
        sim_kind=None if sim is None else sim.kind,
        number_class=None if number is None else number.number_class,
    )
    broken = await broken_rules(session, settings, facts)
    return failures + [Failure(each.code, each.field, each.texts, each.form, each.rule_id) for each in broken]


async def _options(
    session: AsyncSession, tariff: Tariff | None, given: Sequence[str], failures: list[Failure]
) -> list[TariffOption]:
    """The options with these codes, each once. Those that are unknown or do not fit the tariff are failures."""
    codes = {text: rules.code(text) for text in given}
    wanted = [code for code in codes.values() if code is not None]
    found = {
        each.code: each for each in await session.scalars(sa.select(TariffOption).where(TariffOption.code.in_(wanted)))
    }
    fits: set[TariffOptionKey] = set()
    if tariff is not None:
        pairs = sa.select(TariffCompatibility.tariff_option_id).where(TariffCompatibility.tariff_id == tariff.id)
        fits = set(await session.scalars(pairs))
    for text, code in codes.items():
        option = found.get(code or "")
        if option is None or not option.active:
            failures.append(_failure(ErrorCode.OPTION_NOT_FOUND, "options", _NO_OPTION, code=text))
        elif tariff is not None and option.id not in fits:
            texts = _failure(ErrorCode.OPTION_INCOMPATIBLE, "options", _UNFIT, code=option.code, tariff=tariff.code)
            failures.append(texts)
    return list(found.values())


async def _customer(session: AsyncSession, customer_id: str | None) -> Customer | None:
    if customer_id is None:
        return None
    key = CUSTOMER_ID.decode(customer_id)
    found = None if key is None else await session.scalar(sa.select(Customer).where(Customer.id == key))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", ["customerId"])
    return found


async def _sim(session: AsyncSession, settings: Settings, iccid: str | None, failures: list[Failure]) -> Sim | None:
    if iccid is None:
        return None
    found = await session.scalar(sa.select(Sim).where(Sim.iccid == rules.iccid(iccid, settings)))
    if found is None:
        failures.append(_failure(ErrorCode.SIM_NOT_FOUND, "iccid", _NO_SIM))
    return found


async def _number(
    session: AsyncSession, settings: Settings, msisdn: str | None, failures: list[Failure]
) -> PhoneNumber | None:
    if msisdn is None:
        return None
    found = await session.scalar(sa.select(PhoneNumber).where(PhoneNumber.msisdn == rules.msisdn(msisdn, settings)))
    if found is None:
        failures.append(_failure(ErrorCode.NUMBER_NOT_FOUND, "msisdn", _NO_NUMBER))
    return found


def _failure(code: ErrorCode, field: str, texts: dict[str, str], /, **parts: str) -> Failure:
    shown = {name: rules.quoted(part) for name, part in parts.items()}
    return Failure(code, field, {language: text.format(**shown) for language, text in texts.items()})
