"""The rules that limit attempts: which are counted, for whom, and how long the next has to wait.

Attempts at an account are counted by the place they come from: the network (IPv4 /24, IPv6 /64), or the device where a
sign-in to the account succeeded before (`known_devices.py`). After a few failures each next attempt from that place has
to wait, twice as long each time. So a stranger slows down only the own network, and nobody is locked out.

Rules about everybody together do not apply to known devices: they end a guessing from very many networks, and are an
alarm. How many one-time codes can be guessed in a year is `SignInSettings.guessed_codes_per_year`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from backend.settings import Settings

IPV4_PREFIX, IPV6_PREFIX = 24, 64
FORGET_SECONDS = 86_400  # without a failure, after which earlier ones are forgotten


@dataclass(frozen=True)
class Limit:
    """At most `attempts` in each window of `seconds`. `alarm`: administrators are told when it is reached."""

    attempts: int
    seconds: int
    alarm: bool = False


@dataclass(frozen=True)
class Delay:
    """After `free` failures each next attempt waits: `first_seconds`, then twice as long each time, up to
    `longest_seconds`.
    """

    free: int
    first_seconds: float
    longest_seconds: float


Rule = Limit | Delay


def rules_of(settings: Settings) -> Mapping[str, Rule]:
    """All rules, by what they limit. Those of something `in all` are about everybody together."""
    of_account = Delay(settings.sign_in_failures, settings.sign_in_wait_seconds, settings.sign_in_longest_wait_seconds)
    of_network = Delay(
        settings.sign_in_network_failures,
        settings.sign_in_wait_seconds,
        settings.sign_in_network_longest_wait_seconds,
    )
    return {
        "password of an account": of_account,
        "passwords from a network": of_network,
        "passwords in all": Limit(settings.sign_in_failures_per_hour, 3_600, alarm=True),
        "second factor of an account": of_account,
        # Whoever gets here has the password. Three codes of six digits are valid at a time, so that 30 tries a day
        # succeed once in 30 years.
        "second factors of an account in all": Limit(30, 86_400),
        "code to a number": Delay(3, 60, 3_600),
        "codes to a number in all": Delay(settings.sign_in_codes_per_number, 60, 3_600),
        "codes from a network": Limit(60, 600),
        "codes in all": Limit(settings.sign_in_codes_per_hour, 3_600, alarm=True),
        "code tried for a number": of_account,
        "codes tried from a network": of_network,
        "codes tried in all": Limit(settings.sign_in_code_failures_per_day, 86_400, alarm=True),
        "document of a customer": Limit(5, 86_400),
        "tokens from a network": Limit(600, 60),
        "device codes from a network": Limit(60, 600),
        "user codes of a person": Limit(20, 600),
        "invitations from a network": Limit(100, 600),
    }


def network_of(address: str | None) -> str:
    """The network of an address by which attempts are counted: its /24 or /64; empty without an address.

    One subscriber of an internet provider has a whole IPv6 /64, and often several addresses of an IPv4 /24.
    """
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    prefix = IPV6_PREFIX if found.version == 6 else IPV4_PREFIX
    return str(ip_network((found, prefix), strict=False))
