"""Between our minor units, which are ISO 4217's, and the integers that Stripe counts in.

Source: Stripe's documentation, "Supported currencies", sections "Zero-decimal currencies", "Three-decimal currencies"
and "Special cases" (docs.stripe.com/currencies). Where it says nothing, Stripe counts as ISO 4217 does.
"""

from backend.gateways.payments import GatewayRefused
from backend.money import FOUR_DIGITS, exponent

# Digits of Stripe's integers where they are not ISO 4217's. ISK and UGX have no minor unit, but are still told with two
# decimals, always 00, as they were before they lost theirs; the ariary is told without its fifths.
STRIPE_DIGITS = {"ISK": 2, "UGX": 2, "MGA": 0}
# The last of three digits must be zero: card networks carry two.
STEPS = {"BHD": 10, "JOD": 10, "KWD": 10, "OMR": 10, "TND": 10}
# ISO 4217 has them, Stripe's list does not: how it would count them nobody says.
UNLISTED = FOUR_DIGITS | {"IQD", "LYD", "UYI"}


def to_stripe(amount_minor: int, currency: str) -> int:
    """500 ISK is 50000. Raises GatewayRefused where Stripe has no such amount."""
    if currency in UNLISTED:
        raise GatewayRefused("currency_not_supported", f"Stripe does not know {currency}")
    ours, theirs = _units(currency)
    told, rest = divmod(amount_minor * theirs, ours)
    if rest or told % STEPS.get(currency, 1):
        raise GatewayRefused(
            "amount_not_representable", f"Stripe has no amount of {amount_minor} minor units {currency}"
        )
    return told


def from_stripe(amount: int, currency: str) -> int:
    """50000 ISK is 500. Only a fee can come with a fraction of our unit; it is rounded, halves away from zero."""
    ours, theirs = _units(currency)
    minor = (abs(amount) * ours + theirs // 2) // theirs
    return minor if amount >= 0 else -minor


def _units(currency: str) -> tuple[int, int]:
    """How many units of ours and how many of Stripe's make one of the currency."""
    digits = exponent(currency)
    ours: int = 10**digits
    theirs: int = 10 ** STRIPE_DIGITS.get(currency, digits)
    return ours, theirs
