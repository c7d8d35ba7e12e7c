"""The limits of sign-in."""

from pydantic import Field, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DAYS_OF_A_YEAR = 366


class SignInSettings(BaseSettings):
    """Limits of sign-in."""

    model_config = SettingsConfigDict(env_prefix="CRM_", frozen=True, extra="ignore")

    sign_in_failures: int = Field(
        5, ge=1, le=100,
        description="Failed attempts at one account from one network (IPv4 /24, IPv6 /64), or from one known device, "
        "after which the next attempt has to wait.",
    )  # fmt: skip
    sign_in_wait_seconds: float = Field(
        30, ge=1, le=3_600, description="Seconds of the first wait. Each further failure doubles it."
    )
    sign_in_longest_wait_seconds: float = Field(
        3_600, ge=1, le=86_400, description="Longest wait between two attempts at one account from one network."
    )
    sign_in_network_failures: int = Field(
        60, ge=1, le=100_000,
        description="Failed attempts from one network, at any accounts, after which each next attempt has to wait.",
    )  # fmt: skip
    sign_in_network_longest_wait_seconds: float = Field(
        600, ge=1, le=86_400, description="Longest wait between two attempts from one network."
    )
    sign_in_failures_per_hour: int = Field(
        3_000, ge=10, le=10_000_000,
        description="Failed passwords in an hour, from all networks together, after which only known devices may try, "
        "and administrators are told.",
    )  # fmt: skip
    sign_in_code_digits: int = Field(8, ge=6, le=10, description="Digits of the one-time codes of subscribers.")
    sign_in_code_failures_per_day: int = Field(
        100_000, ge=10, le=100_000_000,
        description="Failed one-time codes in a day (UTC), from all networks together, after which only known devices "
        "may try, and administrators are told. With `CRM_SIGN_IN_CODE_DIGITS` it bounds how many codes can be guessed "
        "in a year: fewer than one, or the API does not start.",
    )  # fmt: skip
    sign_in_codes_per_number: int = Field(
        15, ge=1, le=1_000,
        description="One-time codes sent to one number at the request of unknown devices, after which the next has to "
        "wait: a minute first, then twice as long each time, up to an hour.",
    )  # fmt: skip
    sign_in_codes_per_hour: int = Field(
        5_000, ge=10, le=10_000_000,
        description="One-time codes in an hour that nobody signed in with, to all numbers together, after which only "
        "known devices get one, and administrators are told.",
    )  # fmt: skip
    known_device_days: float = Field(
        365, gt=0, le=730,
        description="Days that a browser is known after a sign-in. Attempts of strangers do not hinder a known device.",
    )  # fmt: skip

    @property
    def guessed_codes_per_year(self) -> float:
        """The expected number of one-time codes that are guessed in a year, in all of the base together, at most.

        A code is one of 10^digits equally likely texts, and a try tells about one of them. So each try succeeds with
        the probability 10^-digits, whichever numbers, codes and networks the tries are spread over. Those that fail are
        at most `sign_in_code_failures_per_day` in each of the 366 days that a year can touch. With the shipped limits:
        366 x 100,000 / 10^8 = 0.366.
        """
        return DAYS_OF_A_YEAR * self.sign_in_code_failures_per_day / 10.0**self.sign_in_code_digits

    @model_validator(mode="after")
    def _codes_are_not_guessed(self) -> "SignInSettings":
        if self.guessed_codes_per_year >= 1:
            allowed = 10**self.sign_in_code_digits // DAYS_OF_A_YEAR
            raise ValueError(
                f"CRM_SIGN_IN_CODE_FAILURES_PER_DAY must be less than {allowed} with codes of "
                f"{self.sign_in_code_digits} digits; otherwise a code can be guessed within a year"
            )
        return self
