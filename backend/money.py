"""Amounts of money: integer minor units and an ISO 4217 code. Exponents are those of ISO 4217 (list one, 2024)."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import sqlalchemy as sa

NO_MINOR_UNIT = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())
THREE_DIGITS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())
FOUR_DIGITS = frozenset("CLF UYW".split())
MAX_DIGITS = 40


def exponent(currency: str) -> int:
    """The number of digits after the decimal point in amounts of the currency."""
    if currency in NO_MINOR_UNIT:
        return 0
    if currency in THREE_DIGITS:
        return 3
    return 4 if currency in FOUR_DIGITS else 2


def amount_of(minor: int, currency: str) -> Decimal:
    """Convert minor units: 12345 in KGS is 123.45."""
    return Decimal(minor).scaleb(-exponent(currency))


def minor_of(amount: Decimal, currency: str) -> int | None:
    """Convert to minor units: 123.45 in KGS is 12345.

    None where the amount, which is finite, has more decimals than the currency or more than MAX_DIGITS digits.
    """
    _, digits, power = amount.as_tuple()
    shift = int(power) + exponent(currency)
    if len(digits) > MAX_DIGITS or abs(shift) > MAX_DIGITS:
        return None
    whole = int("".join(map(str, digits))) * (-1 if amount.is_signed() else 1)
    if shift >= 0:
        return int(whole * 10**shift)
    return whole // 10**-shift if whole % 10**-shift == 0 else None


def contained_tax(gross_minor: int, rate: Decimal) -> int:
    """The tax contained in a gross amount, in minor units, rounded half up. `rate` is in percent."""
    return int((gross_minor * rate / (100 + rate)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def amount_expression(minor: Any, currency: Any) -> sa.ColumnElement[Any]:
    """`amount_of` as SQL. Multiplication by a power of ten gives exactly the digits of the currency."""

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
