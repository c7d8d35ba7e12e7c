"""Rates: how often something may be done, written as `10/hour`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

PERIODS = {"minute": 60, "hour": 3_600, "day": 86_400}
UNLIMITED = "unlimited"
ANY = "*"
ROLES = ("ADMIN", "OPERATOR", "ANALYST", "SUBSCRIBER", "SERVICE")

# The rate of each mutation by role, as `ROLE.mutation`; `ROLE.*` is the rate of each mutation that has none of its own.
# Staff are limited only in what sends messages to others.
ACT_RATES: Mapping[str, str] = {
    "SUBSCRIBER.*": "60/hour",
    "SUBSCRIBER.openTicket": "10/hour",
    "SUBSCRIBER.getDeposit": "30/hour",
    "ANALYST.*": "60/hour",
    "ADMIN.openTicket": "600/hour",
    "OPERATOR.openTicket": "600/hour",
    "ADMIN.resendNotification": "600/hour",
    "OPERATOR.resendNotification": "600/hour",
    "ADMIN.inviteUser": "100/hour",
}

_RATE = re.compile(rf"([1-9][0-9]{{0,8}})/({'|'.join(PERIODS)})")
_ACT = re.compile(rf"({'|'.join(ROLES)})\.([A-Za-z]+|\*)")


@dataclass(frozen=True)
class Rate:
    """`number` at once, and as many in each further period of `seconds`, evenly."""

    number: int
    seconds: int


def rate(text: str) -> Rate | None:
    """Read a rate; None for `unlimited`. Raises ValueError."""
    if text == UNLIMITED:
        return None
    found = _RATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a rate; expected one such as '10/hour', or 'unlimited'")
    return Rate(int(found[1]), PERIODS[found[2]])


def act_rates(given: Mapping[str, str]) -> dict[str, str]:
    """The shipped rates with those of an installation in their places. Raises ValueError."""
    for name, text in given.items():
        if not _ACT.fullmatch(name):
            raise ValueError(f"{name!r} is not a role and a mutation, such as 'SUBSCRIBER.openTicket' or 'ANALYST.*'")
        rate(text)
    return {**ACT_RATES, **given}
