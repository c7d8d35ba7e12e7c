"""Amounts in minor units: exact, or refused; the tax in a price is rounded halves up."""

from decimal import Decimal

import pytest

from backend.money import amount_of, contained_tax, minor_of


@pytest.mark.parametrize(
    ("gross_minor", "rate", "tax_minor"),
    [(0, "12", 0), (112, "12", 12), (13, "12", 1), (14, "12", 2), (16, "12", 2), (42, "12", 5), (1, "100", 1), (99_999, "0", 0), (10_000, "12.5", 1_111)],
)  # fmt: skip
def test_the_tax_in_a_price_is_rounded_halves_up(gross_minor: int, rate: str, tax_minor: int) -> None:
    assert contained_tax(gross_minor, Decimal(rate)) == tax_minor


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("1", "KGS", 100), ("1.5", "KGS", 150), ("-0.01", "KGS", -1), ("1E2", "KGS", 10_000), ("1.230", "KGS", 123), ("7", "JPY", 7), ("0.001", "KWD", 1)],
)  # fmt: skip
def test_an_amount_is_converted_to_minor_units(amount: str, currency: str, minor: int) -> None:
    assert minor_of(Decimal(amount), currency) == minor
    assert amount_of(minor, currency) == Decimal(amount)


@pytest.mark.parametrize(
    ("amount", "currency"), [("0.001", "KGS"), ("-1.005", "KGS"), ("0.5", "JPY"), ("1E-9", "KWD"), ("1E99", "KGS")]
)
def test_an_amount_with_more_decimals_than_its_currency_is_refused(amount: str, currency: str) -> None:
    assert minor_of(Decimal(amount), currency) is None
