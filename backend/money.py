"""Money: integer minor units and an ISO 4217 code. The exponents are ISO 4217's own (list one, 2024), not CLDR's."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import sqlalchemy as sa

NO_MINOR_UNIT = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
THREE_DIGITS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
MOST_DIGITS = 40
FOUR_DIGITS = frozenset("CLF UYW".split())


def exponent(currency: str) -> int:
    """Digits after the decimal point."""
    if currency in NO_MINOR_UNIT:
        return 0
    if currency in THREE_DIGITS:
        return 3
    return 4 if currency in FOUR_DIGITS else 2


def amount_of(minor: int, currency: str) -> Decimal:
    """12345 KGS is 123.45."""
    return Decimal(minor).scaleb(-exponent(currency))


def minor_of(amount: Decimal, currency: str) -> int | None:
    """123.45 KGS is 12345; None where the amount has more decimals than the currency, or more digits than anything."""
    _, digits, power = amount.as_tuple()
    shift = int(power) + exponent(currency)  # of a finite number the power is one
    if len(digits) > MOST_DIGITS or abs(shift) > MOST_DIGITS:
        return None
    whole = int("".join(map(str, digits))) * (-1 if amount.is_signed() else 1)
    if shift >= 0:
        return int(whole * 10**shift)
    return whole // 10**-shift if whole % 10**-shift == 0 else None


def contained_tax(gross_minor: int, rate: Decimal) -> int:
    """The tax contained in a gross amount at a rate in percent, in minor units, halves up."""
    return int((gross_minor * rate / (100 + rate)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def amount_expression(minor: Any, currency: Any) -> sa.ColumnElement[Any]:
    """`amount_of` in SQL: multiplying by a power of ten keeps exactly the currency's digits."""

    def listed(codes: frozenset[str]) -> Any:
        return currency.in_([sa.literal_column(f"'{code}'") for code in sorted(codes)])

    unit = sa.case(
        (currency == sa.literal_column("'KGS'"), sa.literal_column("0.01")),
        (listed(NO_MINOR_UNIT), sa.literal_column("1::numeric")),
        (listed(THREE_DIGITS), sa.literal_column("0.001")),
        (listed(FOUR_DIGITS), sa.literal_column("0.0001")),
        else_=sa.literal_column("0.01"),
    )
    return sa.type_coerce(minor, sa.Numeric()) * sa.type_coerce(unit, sa.Numeric())
