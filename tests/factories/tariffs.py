from typing import Any

from backend.models import Tariff, TariffOption
from tests.factories.rows import build


def new_tariff(code: str, **columns: Any) -> Tariff:
    """An active tariff without options."""
    return build(Tariff, columns, code=code, name=f"Tariff {code}", monthly_fee_minor=100)


def new_tariff_option(code: str, **columns: Any) -> TariffOption:
    """An active option that fits no tariff."""
    return build(TariffOption, columns, code=code, name=f"Option {code}", monthly_fee_minor=100)
