"""Conversion between our minor units (ISO 4217) and the integers of Stripe's API.

Source: Stripe's documentation, "Supported currencies", sections "Zero-decimal currencies", "Three-decimal currencies"
and "Special cases" (docs.stripe.com/currencies). For all other currencies, Stripe uses the units of ISO 4217.
"""

from backend.gateways.payments import GatewayRefused
from backend.money import FOUR_DIGITS, exponent

# Decimal digits of Stripe's integers where they differ from ISO 4217. ISK and UGX have no minor unit, but Stripe keeps
# two decimals, always 00. MGA has a minor unit of one fifth, and Stripe uses none.
STRIPE_DIGITS = {"ISK": 2, "UGX": 2, "MGA": 0}
# The last of three decimals must be zero, since card networks use two.
STEPS = {"BHD": 10, "JOD": 10, "KWD": 10, "OMR": 10, "TND": 10}
# Currencies of ISO 4217 that Stripe's documentation does not list.
UNLISTED = FOUR_DIGITS | {"IQD", "LYD", "UYI"}


def to_stripe(amount_minor: int, currency: str) -> int:
    """Stripe's integer for an amount: 500 ISK is 50000. Raises GatewayRefused where Stripe cannot represent it."""
    if currency in UNLISTED:
        raise GatewayRefused("currency_not_supported", f"Stripe does not support {currency}")
    ours, theirs = _units(currency)
    amount, rest = divmod(amount_minor * theirs, ours)
    if rest or amount % STEPS.get(currency, 1):
        raise GatewayRefused(
            "amount_not_representable", f"Stripe cannot represent {amount_minor} minor units of {currency}"
        )
    return amount


def from_stripe(amount: int, currency: str) -> int:
    """Our minor units for Stripe's integer: 50000 ISK is 500.

    Only fees can have a fraction of our unit; it is rounded half away from zero.
    """
    ours, theirs = _units(currency)
    minor = (abs(amount) * ours + theirs // 2) // theirs
    return minor if amount >= 0 else -minor


def _units(currency: str) -> tuple[int, int]:
    """The number of our units, and of Stripe's, in one unit of the currency."""
    digits = exponent(currency)
    ours: int = 10**digits
    theirs: int = 10 ** STRIPE_DIGITS.get(currency, digits)
    return ours, theirs
