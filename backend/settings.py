"""Settings: read once from the environment (prefix `CRM_`), frozen, and passed to whoever needs them."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.errors import StartupError


class Settings(BaseSettings):
    """Each field `name` is the environment variable `CRM_NAME`."""

    model_config = SettingsConfigDict(env_prefix="CRM_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Address the API listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the API listens on; 0 picks a free one.")
    trusted_proxies: tuple[str, ...] = Field(
        (), description="Addresses of proxies whose X-Forwarded-For is believed, as a JSON list."
    )
    allowed_origins: tuple[str, ...] = Field(
        (), description="Origins of web pages that may use the API from a browser (CORS), as a JSON list."
    )
    allowed_headers: tuple[str, ...] = Field(
        (), description="Headers that those pages may send besides the usual ones, as a JSON list."
    )
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
    subscriber_statement_timeout_seconds: float = Field(
        2.0, gt=0, le=300, description="Longest a subscriber's read statement may run."
    )
    read_connections: int = Field(6, ge=1, le=200, description="Connections per free list of the planner.")
    write_connections: int = Field(10, ge=1, le=200, description="Connections of the pool that business verbs use.")
    statement_timeout_seconds: float = Field(5.0, gt=0, le=300, description="Longest a read statement may run.")

    secret_key: SecretStr | None = Field(
        None, min_length=32, description="Protects stored keys and cookies; made in the data directory when unset."
    )
    public_url: str | None = Field(
        None, pattern=r"^https?://[^/?#\s]+(/[A-Za-z0-9._~-]+)*$",
        description="How clients reach the API, with the path that a proxy takes off; the issuer of its tokens.",
    )  # fmt: skip
    demo_beyond_loopback: bool = Field(
        False, description="Lets the demo's users, whose passwords are public, sign in from other machines."
    )
    demo: bool = Field(
        False, description="Logs messages and one-time codes that no channel is connected for; `crm run` sets it."
    )
    company_issuer: str | None = Field(
        None, pattern=r"^https?://", description="OpenID provider of the company, which staff may sign in with."
    )
    company_client_id: str | None = Field(None, description="What the company's provider knows the CRM as.")
    company_client_secret: SecretStr | None = Field(None, description="The secret that goes with it.")
    company_groups_claim: str = Field("groups", description="The claim that lists the groups of a person.")
    company_roles: dict[str, Literal["ADMIN", "OPERATOR", "ANALYST"]] = Field(
        default_factory=dict, description="Which group has which role, as a JSON object; the first match counts."
    )
    staff_session_hours: float = Field(12, gt=0, le=720, description="Hours a sign-in of staff lasts.")
    subscriber_session_days: float = Field(90, gt=0, le=730, description="Days a sign-in of a subscriber lasts.")
    device_session_days: float = Field(30, gt=0, le=365, description="Days a sign-in by device code lasts.")
    refresh_reuse_seconds: float = Field(
        30, ge=0, le=300, description="Seconds in which a used refresh token is answered again; 0: never."
    )

    default_region: str = Field("KG", pattern="^[A-Z]{2}$", description="Region of phone numbers typed without a +.")
    numbering_plan: tuple[str, ...] = Field(
        (),
        description='Blocks of numbers the pool takes, as a JSON list such as ["+996 77x xxx xxx"], each x any digit; '
        "unset: any mobile number of the default region.",
    )
    time_zone: str = Field("Asia/Bishkek", description="Time zone of days and months, IANA name.")
    currency: str = Field("KGS", pattern="^[A-Z]{3}$", description="ISO 4217 code of amounts sent without one.")
    iccid_luhn: bool = Field(True, description="Check the Luhn digit of every ICCID.")
    iccid_luhn_exempt_issuers: tuple[str, ...] = Field(
        (), description="ICCID prefixes of issuers that print no Luhn digit, as a JSON list."
    )
    require_kyc: bool = Field(False, description="getSim refuses customers whose identity is not VALIDATED.")
    number_quarantine_days: int = Field(90, ge=0, le=3650, description="Days a freed number rests.")

    credit_limit: Decimal = Field(
        Decimal(0), ge=0, le=10**12, description="How far below zero the balance of a new contract may go by itself."
    )
    most_payment: Decimal = Field(Decimal(1_000_000), gt=0, le=10**12, description="Largest amount of one payment.")
    low_balance: Decimal = Field(Decimal(50), ge=0, le=10**12, description="Below this a balance is told to be low.")
    tax_rate: Decimal = Field(
        Decimal(12), ge=0, lt=100, max_digits=5, decimal_places=2,
        description="Percent of tax on what is charged; shown on bills.",
    )  # fmt: skip
    gateway: Literal["none", "sandbox", "stripe"] = Field(
        "none", description="The payment gateway; in demo mode the sandbox, which moves no money."
    )
    return_urls: tuple[str, ...] = Field(
        (), description="Where payers may be sent back to: origins, or beginnings such as telecom://, as a JSON list."
    )
    gateway_url: str | None = Field(
        None, pattern=r"^https?://", description="Where the gateway is reached; its own address when unset."
    )
    gateway_key: SecretStr | None = Field(None, description="The key we call the gateway with.")
    gateway_publishable_key: str = Field("", description="The key that our payment page shows to Stripe.js.")
    webhook_secrets: tuple[SecretStr, ...] = Field(
        (), description="Secrets that the gateway's webhooks are signed with, the newest first, as a JSON list."
    )
    payment_expiry_hours: float = Field(
        24, gt=0, le=720, description="Hours after which an unpaid payment is given up."
    )
    refund_approval_above: Decimal = Field(
        Decimal(5_000), ge=0, le=10**12, description="A refund of more than this needs a second member of the staff."
    )

    operator_name: str = Field(
        "Telecom", min_length=1, max_length=100, description="Whose name stands on bills and statements."
    )
    operator_details: str = Field(
        "", max_length=500, description="Address, tax number and the like below it; ' | ' begins a new line."
    )

    smtp_host: str | None = Field(None, description="Server that e-mail leaves by; without one no e-mail is sent.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port.")
    smtp_security: Literal["none", "starttls", "tls"] = Field("starttls", description="How it is spoken to.")
    smtp_sender: str = Field("Telecom CRM <noreply@localhost.localdomain>", description="Whom e-mail comes from.")
    smtp_username: str | None = Field(None, description="Who signs in there, where that is needed.")
    smtp_password: SecretStr | None = Field(None, description="The password that goes with it.")
    smpp_host: str | None = Field(None, description="SMSC that short messages leave by (SMPP 3.4); without one: none.")
    smpp_port: int = Field(2775, ge=1, le=65535, description="Its port.")
    smpp_system_id: str = Field("", description="Who binds there.")
    smpp_password: SecretStr = Field(SecretStr(""), description="The password that goes with it, at most 8 characters.")
    smpp_system_type: str = Field("", description="The kind of system, where the SMSC asks for it.")
    smpp_sender: str = Field("Telecom", description="Whom messages come from: a number, or up to 11 letters.")
    smpp_identifiers: Literal["same", "hexadecimal_then_decimal", "decimal_then_hexadecimal"] = Field(
        "same", description="How the SMSC spells a message's id in its answer and then in its receipt."
    )
    work: bool = Field(True, description="Whether the API's process does the worker's part too.")
    workers: int = Field(1, ge=1, le=64, description="Processes that serve the API.")
    event_retention_months: int = Field(12, ge=0, le=120, description="Months the event log is kept; 0: for ever.")

    file_store_url: str | None = Field(
        None, description="Where files are kept, such as s3://bucket/prefix; the data directory when unset."
    )
    max_attachment_bytes: int = Field(10_000_000, ge=1_000, le=100_000_000, description="Largest file on a ticket.")
    max_settlement_bytes: int = Field(
        50_000_000, ge=1_000, le=1_000_000_000, description="Largest file of a gateway's settlement."
    )
    max_import_bytes: int = Field(
        1_000_000_000, ge=1_000, le=10_000_000_000, description="Largest file of subscribers, SIMs, numbers or tariffs."
    )
    max_connections: int = Field(20_000, ge=1, description="Most WebSockets and event streams of one process.")
    max_operations_per_socket: int = Field(100, ge=1, description="Most operations at once on one WebSocket.")
    socket_init_seconds: float = Field(10, gt=0, le=60, description="Longest a WebSocket may take to say who it is.")
    max_body_bytes: int = Field(1_000_000, ge=1_000, description="Largest request body.")
    max_header_bytes: int = Field(65_536, ge=8_192, le=1_000_000, description="Most bytes of a request's headers.")
    max_headers: int = Field(100, ge=20, le=1_000, description="Most headers of a request.")
    max_target_bytes: int = Field(8_192, ge=1_000, le=65_536, description="Longest target (path and query).")
    header_seconds: float = Field(10, gt=0, le=300, description="Longest the headers of a request may take to arrive.")
    body_seconds: float = Field(
        20, gt=0, le=300, description="Seconds in which a body has to bring body_bytes_per_second each, or to end."
    )
    body_bytes_per_second: int = Field(500, ge=1, le=1_000_000, description="Slowest that a body may arrive.")
    keep_alive_seconds: int = Field(
        75, ge=1, le=3_600, description="Seconds a connection stays open between requests; longer than proxies keep it."
    )
    max_depth: int = Field(12, ge=1, description="Deepest selection of an operation.")
    max_tokens: int = Field(2_000, ge=10, description="Most tokens in a document.")
    max_aliases: int = Field(30, ge=1, description="Most aliases in one selection set.")
    max_fragments: int = Field(30, ge=1, description="Most fragments in a document.")
    max_document_characters: int = Field(50_000, ge=100, description="Longest document.")
    max_complexity: int = Field(
        1_000, ge=10, description="Most fields, fragments written out; one with fields or arguments of its own is four."
    )
    max_cost: int = Field(50_000, ge=1, description="Most rows an operation may ask for.")
    subscriber_max_cost: int = Field(5_000, ge=1, description="Most rows a subscriber's operation may ask for.")
    subscriber_max_depth: int = Field(10, ge=1, description="Deepest selection of a subscriber's operation.")
    cost_maximum: float = Field(100_000, ge=1, description="Rows a caller may ask for at once, in several requests.")
    cost_rate: float = Field(5_000, ge=0, description="Rows a second that come back to a caller; 0: no such limit.")
    subscriber_cost_share: float = Field(0.1, gt=0, le=1, description="A subscriber's part of the two above.")
    execution_seconds: float = Field(20, gt=0, le=600, description="Longest a request may take altogether.")
    persisted_documents: Path = Field(
        Path(__file__).parent.parent / "frontend-contract" / "persisted-documents.json",
        description="Documents of released front ends, by id.",
    )
    subscribers_trusted_only: bool = Field(
        False, description="Subscribers may run documents of released front ends only."
    )

    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severe line to log.")
    log_format: Literal["auto", "json", "console"] = Field("auto", description="auto: console on a terminal.")

    @field_validator("database_url", "owner_database_url")
    @classmethod
    def _is_a_postgresql_url(cls, value: str | None) -> str | None:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("must be a URL that begins with postgresql://")
        return value or None

    @field_validator("numbering_plan")
    @classmethod
    def _are_blocks_of_numbers(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Each without what is written between the digits; E.164 has 15 of them at most."""
        blocks = tuple(re.sub(r"[ ()-]", "", block).lower() for block in value)
        for given, block in zip(value, blocks, strict=True):
            if not re.fullmatch(r"\+(?=[0-9x]{5,15}\Z)[1-9][0-9]*x*", block):
                raise ValueError(f"{given!r} is no block of numbers: expected is one such as '+996 77x xxx xxx'")
        return blocks

    @property
    def payment_gateway(self) -> str:
        """The gateway in use."""
        return "sandbox" if self.demo and self.gateway == "none" else self.gateway

    @property
    def only_loopback(self) -> bool:
        """Whether nobody but this machine can reach the API."""
        return self.host.startswith(("127.", "localhost")) or self.host == "::1"

    @property
    def demo_usable(self) -> bool:
        """Whether passwords and secrets that stand in the documentation open anything."""
        return self.only_loopback or self.demo_beyond_loopback

    @property
    def issuer(self) -> str:
        """The issuer of tokens and the origin of the sign-in pages."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def path_prefix(self) -> str:
        """What a proxy takes off each path before it comes here: empty, or such as `/crm`."""
        return urlsplit(self.issuer).path

    @field_validator("allowed_headers")
    @classmethod
    def _are_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", each) for each in value):
            raise ValueError("must be names of headers")
        return tuple(each.lower() for each in value)

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
