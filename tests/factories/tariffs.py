from datetime import UTC, datetime
from typing import Any

from backend.identifiers import TariffKey, TariffVersionKey
from backend.models import Tariff, TariffAllowance, TariffOption, TariffVersion
from tests.factories.rows import build


def new_tariff(code: str, **columns: Any) -> Tariff:
    """An active tariff without options."""
    return build(Tariff, columns, code=code, name=f"Tariff {code}", monthly_fee_minor=100)


def new_tariff_version(tariff_id: TariffKey, **columns: Any) -> TariffVersion:
    """The second version of a tariff, which begins in a later century."""
    defaults = {"number": 2, "valid_from": datetime(2100, 1, 1, tzinfo=UTC), "monthly_fee_minor": 200}
    return build(TariffVersion, columns, tariff_id=tariff_id, currency="KGS", **defaults)


def new_tariff_allowance(tariff_version_id: TariffVersionKey, **columns: Any) -> TariffAllowance:
    """A hundred minutes within the network."""
    return build(
        TariffAllowance, columns, tariff_version_id=tariff_version_id, kind="MINUTES", scope="ON_NET", amount=100
    )


def new_tariff_option(code: str, **columns: Any) -> TariffOption:
    """An active option that fits no tariff."""
    return build(TariffOption, columns, code=code, name=f"Option {code}", monthly_fee_minor=100)
