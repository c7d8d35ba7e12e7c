"""Settings: read once from the environment (prefix `CRM_`), frozen, and passed to whoever needs them."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.errors import StartupError


class Settings(BaseSettings):
    """Each field `name` is the environment variable `CRM_NAME`."""

    model_config = SettingsConfigDict(env_prefix="CRM_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address the API listens on; only loopback until trust_network is on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the API listens on; 0 picks a free one.")
    trust_network: bool = Field(False, description="Allows listening beyond loopback: every caller is an OPERATOR.")
    data_dir: Path = Field(Path(".data"), description="Where the private PostgreSQL and other state live.")

    database_url: str | None = Field(
        None, description="PostgreSQL to use (libpq URL) instead of the private one; the application becomes crm_app."
    )
    owner_database_url: str | None = Field(
        None, description="The owner's URL for migrations, when database_url is the application's own role."
    )
    postgres: Literal["auto", "system", "wheel"] = Field(
        "auto", description="Which PostgreSQL binaries the private server runs on."
    )
    read_connections: int = Field(6, ge=1, le=200, description="Connections per free list of the planner.")
    write_connections: int = Field(10, ge=1, le=200, description="Connections of the pool that business verbs use.")
    statement_timeout_seconds: float = Field(5.0, gt=0, le=300, description="Longest a read statement may run.")

    default_region: str = Field("KG", pattern="^[A-Z]{2}$", description="Region of phone numbers typed without a +.")
    currency: str = Field("KGS", pattern="^[A-Z]{3}$", description="ISO 4217 code of amounts sent without one.")
    iccid_luhn: bool = Field(True, description="Check the Luhn digit of every ICCID.")
    iccid_luhn_exempt_issuers: tuple[str, ...] = Field(
        (), description="ICCID prefixes of issuers that print no Luhn digit, as a JSON list."
    )
    require_kyc: bool = Field(False, description="getSim refuses customers whose identity is not VALIDATED.")
    number_quarantine_days: int = Field(90, ge=0, le=3650, description="Days a freed number rests.")

    max_body_bytes: int = Field(1_000_000, ge=1_000, description="Largest request body.")
    max_depth: int = Field(12, ge=1, description="Deepest selection of an operation.")
    max_tokens: int = Field(2_000, ge=10, description="Most tokens in a document.")
    max_aliases: int = Field(30, ge=1, description="Most aliases in one selection set.")
    max_fragments: int = Field(30, ge=1, description="Most fragments in a document.")
    max_cost: int = Field(50_000, ge=1, description="Most rows an operation may ask for.")

    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severe line to log.")
    log_format: Literal["auto", "json", "console"] = Field("auto", description="auto: console on a terminal.")

    @field_validator("database_url", "owner_database_url")
    @classmethod
    def _is_a_postgresql_url(cls, value: str | None) -> str | None:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("must be a URL that begins with postgresql://")
        return value or None

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.absolute()


def load_settings(**overrides: object) -> Settings:
    """Read the environment; a wrong value is one line that names the variable.

    Raises StartupError.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [f"CRM_{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
        raise StartupError("wrong setting " + "; ".join(lines)) from None
    except Exception as error:  # noqa: BLE001  pydantic-settings wraps a value that is not JSON in an error of its own
        raise StartupError(f"wrong setting: {error}") from None
