"""Settings: read once from the environment (prefix `CRM_`), immutable, and passed as an argument."""

import re
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError, field_validator

from backend.errors import StartupError
from backend.settings.rates import act_rates, rate
from backend.settings.sections import (
    AccessSettings,
    LimitSettings,
    MessageSettings,
    MoneySettings,
    ServerSettings,
    TradeSettings,
)
from backend.settings.sign_in import SignInSettings

SECTIONS = (
    ServerSettings,
    AccessSettings,
    TradeSettings,
    MoneySettings,
    MessageSettings,
    LimitSettings,
    SignInSettings,
)


class Settings(
    ServerSettings, AccessSettings, TradeSettings, MoneySettings, MessageSettings, LimitSettings, SignInSettings
):
    """All settings. A field `name` is the environment variable `CRM_NAME`; lists and maps are written as JSON."""

    @field_validator("database_url", "owner_database_url")
    @classmethod
    def _is_a_postgresql_url(cls, value: str | None) -> str | None:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("must be a URL that begins with postgresql://")
        return value or None

    @field_validator("numbering_plan")
    @classmethod
    def _are_blocks_of_numbers(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """The blocks without spaces, hyphens and parentheses. Numbers have at most 15 digits (ITU-T E.164)."""
        blocks = tuple(re.sub(r"[ ()-]", "", block).lower() for block in value)
        for given, block in zip(value, blocks, strict=True):
            if not re.fullmatch(r"\+(?=[0-9x]{5,15}\Z)[1-9][0-9]*x*", block):
                raise ValueError(f"{given!r} is not a block of numbers; expected one such as '+996 77x xxx xxx'")
        return blocks

    @property
    def payment_gateway(self) -> str:
        """The name of the gateway in use."""
        return "sandbox" if self.demo and self.gateway == "none" else self.gateway

    @property
    def identity_provider_in_use(self) -> str:
        """The name of the identity provider in use."""
        return "sandbox" if self.demo and self.identity_provider == "none" else self.identity_provider

    @property
    def network_in_use(self) -> str:
        """The name of the network in use."""
        return "simulator" if self.demo and self.network == "none" else self.network

    @property
    def is_reached_on_loopback(self) -> bool:
        """Whether the API listens on loopback and no other address of it is published."""
        return is_loopback(self.host) and is_loopback(urlsplit(self.issuer).hostname or "")

    @property
    def issuer(self) -> str:
        """The issuer of tokens and the origin of the sign-in pages."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def path_prefix(self) -> str:
        """The prefix that a proxy removes from each path: empty, or for example `/crm`."""
        return urlsplit(self.issuer).path

    @field_validator("allowed_headers")
    @classmethod
    def _are_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", each) for each in value):
            raise ValueError("must be names of HTTP headers")
        return tuple(each.lower() for each in value)

    @field_validator("act_rates")
    @classmethod
    def _are_rates(cls, value: dict[str, str]) -> dict[str, str]:
        return act_rates(value)

    @field_validator("link_rate", "message_rate")
    @classmethod
    def _is_a_rate(cls, value: str) -> str:
        rate(value)
        return value

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.absolute()


def is_loopback(host: str) -> bool:
    """Whether an IP address, or the name of a host, is one that only this machine can reach."""
    if host == "localhost":
        return True
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def load_settings(**overrides: object) -> Settings:
    """Read the environment; `overrides` replace single values.

    Raises StartupError, whose line names the variable.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [f"CRM_{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise StartupError("invalid setting " + "; ".join(lines)) from None
    except Exception as error:  # noqa: BLE001  pydantic-settings raises its own error for a value that is not JSON
        raise StartupError(f"invalid setting: {error}") from None
