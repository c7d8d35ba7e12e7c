"""Amounts of money in commands, and the rule on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from backend.errors import ErrorCode, Refusal
from backend.money import amount_of, exponent, minor_of
from backend.services.acts import Currency

MAX_MINOR = 10**15  # ten trillion units of a currency with two decimals; sums of thousands still fit into 64 bits


@dataclass(frozen=True, kw_only=True)
class Money:
    """An exact amount."""

    input_name: ClassVar[str] = "MoneyInput"

    amount: Annotated[Decimal, "The amount, as a string."]
    currency: Annotated[Currency | None, "ISO 4217 code; the currency of the account when absent."] = None


def checked_minor(
    amount: Decimal, currency: str, maximum: Decimal | None = None, field: Sequence[str] = ("amount", "amount")
) -> int:
    """A positive amount in minor units, at most `maximum`. Raises Refusal INVALID_AMOUNT."""
    if amount <= 0:
        raise Refusal(ErrorCode.INVALID_AMOUNT, "an amount must be more than zero", field)
    if maximum is not None and amount > maximum:
        raise Refusal(ErrorCode.INVALID_AMOUNT, f"an amount must be at most {maximum} {currency}", field)
    minor = minor_of(amount, currency) if amount < MAX_MINOR else None
    if minor is None or not 0 < minor <= MAX_MINOR:
        decimals, largest = exponent(currency), amount_of(MAX_MINOR, currency)
        message = f"an amount in {currency} has at most {decimals} decimals and is at most {largest}"
        raise Refusal(ErrorCode.INVALID_AMOUNT, message, field)
    return minor
