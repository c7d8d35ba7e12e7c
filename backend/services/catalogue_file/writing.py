"""The catalogue is read into the form of its file."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.identifiers import TariffVersionKey
from backend.models import (
    CompatibilityRule,
    Tariff,
    TariffAllowance,
    TariffCompatibility,
    TariffOption,
    TariffVersion,
)
from backend.money import amount_of
from backend.services.catalogue_file.form import (
    AllowancePart,
    Catalogue,
    MessagePart,
    OptionPart,
    RulePart,
    TariffPart,
    VersionPart,
)


async def export_catalogue(session: AsyncSession) -> Catalogue:
    """All tariffs, options and standing rules, in the order of their codes: equal catalogues are equal files."""
    tariffs = list(await session.scalars(sa.select(Tariff).order_by(Tariff.code)))
    options = list(await session.scalars(sa.select(TariffOption).order_by(TariffOption.code)))
    tariff_codes, option_codes = {each.id: each.code for each in tariffs}, {each.id: each.code for each in options}
    versions = await _versions(session)
    fits: dict[object, list[str]] = defaultdict(list)
    for pair in await session.scalars(sa.select(TariffCompatibility)):
        fits[pair.tariff_option_id].append(tariff_codes[pair.tariff_id])
    standing = sa.select(CompatibilityRule).where(CompatibilityRule.retired_at.is_(None))
    rules = [_rule(each, tariff_codes, option_codes) for each in await session.scalars(standing)]
    return Catalogue(
        tariffs=tuple(
            TariffPart(
                code=each.code, name=each.name, currency=each.currency, active=each.active,
                versions=tuple(versions[each.id]),
            )
            for each in tariffs
        ),
        options=tuple(
            OptionPart(
                code=each.code, name=each.name, currency=each.currency,
                fee=amount_of(each.monthly_fee_minor, each.currency), period=each.period, active=each.active,
                tariffs=tuple(sorted(fits[each.id])),
            )
            for each in options
        ),
        rules=tuple(sorted(rules, key=lambda each: each.model_dump_json())),
    )  # fmt: skip


async def _versions(session: AsyncSession) -> dict[object, list[VersionPart]]:
    """The versions of each tariff, by its key."""
    included: dict[TariffVersionKey, list[AllowancePart]] = defaultdict(list)
    order = (TariffAllowance.kind, TariffAllowance.scope)
    for row in await session.scalars(sa.select(TariffAllowance).order_by(*order)):
        part = AllowancePart(kind=row.kind, scope=row.scope, amount=row.amount)
        included[row.tariff_version_id].append(part)
    found: dict[object, list[VersionPart]] = defaultdict(list)
    for each in await session.scalars(sa.select(TariffVersion).order_by(TariffVersion.number)):
        found[each.tariff_id].append(
            VersionPart(
                number=each.number, valid_from=each.valid_from.astimezone(UTC),
                monthly_fee=amount_of(each.monthly_fee_minor, each.currency), allowances=tuple(included[each.id]),
            )
        )  # fmt: skip
    return found


def _rule(rule: CompatibilityRule, tariffs: Mapping[Any, str], options: Mapping[Any, str]) -> RulePart:
    return RulePart(
        form=rule.form, tariff=tariffs.get(rule.tariff_id), option=options.get(rule.tariff_option_id),
        other_tariff=tariffs.get(rule.other_tariff_id), other_option=options.get(rule.other_option_id),
        customer_kind=rule.customer_kind, sim_kind=rule.sim_kind, number_class=rule.number_class,
        min_age=rule.min_age, max_age=rule.max_age, sold_from=rule.sold_from, sold_until=rule.sold_until,
        message=MessagePart(en=rule.message_en, ru=rule.message_ru, ky=rule.message_ky),
    )  # fmt: skip
