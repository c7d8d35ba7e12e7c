"""The errors that the product raises deliberately.

CrmError
├── StartupError           the process or command cannot start; one line for the person who started it
├── RequestError           the request as a whole is refused; has a stable code and facts
│   ├── BadUserInput           BAD_USER_INPUT: a value that the client sent is invalid
│   ├── Unauthenticated        UNAUTHENTICATED: the token is missing, invalid or expired
│   ├── Throttled              THROTTLED: the caller has used up a budget or a rate
│   ├── Forbidden              FORBIDDEN: the role has no permission
│   ├── InsufficientStorage    INSUFFICIENT_STORAGE: too little disk space is free to store more
│   ├── StatementTimeout       STATEMENT_TIMEOUT: the statement exceeded its time limit
│   └── OutsideUnavailable     OUTSIDE_UNAVAILABLE: another system did not respond in time
└── Refusal                an expected failure of a business verb; becomes an entry of the payload's `errors`

Codes are part of the contract with clients: codes are added, and never renamed.
"""

import enum
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any


class CrmError(Exception):
    """Base class of all errors above."""


class StartupError(CrmError):
    """The process or command cannot start. The text is one line that is understood without its context."""


class RequestError(CrmError):
    """The request as a whole is refused. Clients branch on `code`; `facts` become `extensions` of the error."""

    code = "BAD_REQUEST"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class BadUserInput(RequestError):
    code = "BAD_USER_INPUT"


class Unauthenticated(RequestError):
    code = "UNAUTHENTICATED"


class Throttled(RequestError):
    """Its facts are `retryAfterSeconds` and, for the budget, `cost`."""

    code = "THROTTLED"


class InsufficientStorage(RequestError):
    """Its fact is `retryAfterSeconds`."""

    code = "INSUFFICIENT_STORAGE"


class Forbidden(RequestError):
    code = "FORBIDDEN"


class StatementTimeout(RequestError):
    code = "STATEMENT_TIMEOUT"


class OutsideUnavailable(RequestError):
    code = "OUTSIDE_UNAVAILABLE"


class ErrorCode(enum.StrEnum):
    """Why a business verb was refused; the values of `ErrorCode` in the GraphQL schema."""

    INVALID_NAME = "INVALID_NAME"
    INVALID_PHONE = "INVALID_PHONE"
    INVALID_EMAIL = "INVALID_EMAIL"
    INVALID_ICCID = "INVALID_ICCID"
    INVALID_MSISDN = "INVALID_MSISDN"
    INVALID_INPUT = "INVALID_INPUT"
    INVALID_FILE = "INVALID_FILE"
    FIELD_REQUIRED = "FIELD_REQUIRED"
    FORMAT_NOT_ALLOWED = "FORMAT_NOT_ALLOWED"
    UNDER_AGE = "UNDER_AGE"
    BLOCKLISTED = "BLOCKLISTED"
    TOO_MANY_LINES = "TOO_MANY_LINES"
    INVALID_TRANSITION = "INVALID_TRANSITION"
    NOT_FOUND = "NOT_FOUND"
    ALREADY_EXISTS = "ALREADY_EXISTS"
    LAST_ADMIN = "LAST_ADMIN"
    WEAK_PASSWORD = "WEAK_PASSWORD"  # noqa: S105
    CONFLICT = "CONFLICT"
    POSSIBLE_DUPLICATE = "POSSIBLE_DUPLICATE"
    CONTACT_KEPT = "CONTACT_KEPT"
    DOCUMENT_REQUIRED = "DOCUMENT_REQUIRED"
    DOCUMENT_EXPIRED = "DOCUMENT_EXPIRED"
    CUSTOMER_CLOSED = "CUSTOMER_CLOSED"
    CUSTOMER_ERASED = "CUSTOMER_ERASED"
    CUSTOMER_HAS_OPEN_MATTERS = "CUSTOMER_HAS_OPEN_MATTERS"
    CUSTOMER_SUSPENDED = "CUSTOMER_SUSPENDED"
    LIVE_CONTRACTS = "LIVE_CONTRACTS"
    IDENTITY_REFUSED = "IDENTITY_REFUSED"
    IDENTITY_CHECK_PENDING = "IDENTITY_CHECK_PENDING"
    IDENTITY_PROVIDER_MISSING = "IDENTITY_PROVIDER_MISSING"
    KYC_REQUIRED = "KYC_REQUIRED"
    MERGE_FINAL = "MERGE_FINAL"
    FIELD_KEPT = "FIELD_KEPT"
    FIELD_NOT_APPLIED = "FIELD_NOT_APPLIED"
    NOT_MOVED = "NOT_MOVED"
    TARIFF_NOT_FOUND = "TARIFF_NOT_FOUND"
    TARIFF_INACTIVE = "TARIFF_INACTIVE"
    TARIFF_INCOMPATIBLE = "TARIFF_INCOMPATIBLE"
    OPTION_NOT_FOUND = "OPTION_NOT_FOUND"
    OPTION_INCOMPATIBLE = "OPTION_INCOMPATIBLE"
    SIM_NOT_FOUND = "SIM_NOT_FOUND"
    SIM_NOT_AVAILABLE = "SIM_NOT_AVAILABLE"
    SIM_RESERVED = "SIM_RESERVED"
    NUMBER_NOT_FOUND = "NUMBER_NOT_FOUND"
    NUMBER_NOT_AVAILABLE = "NUMBER_NOT_AVAILABLE"
    NUMBER_RESERVED = "NUMBER_RESERVED"
    LINE_LOCKED = "LINE_LOCKED"
    PROOF_REFUSED = "PROOF_REFUSED"
    SWAP_PENDING = "SWAP_PENDING"
    POOL_EMPTY = "POOL_EMPTY"
    INVALID_AMOUNT = "INVALID_AMOUNT"
    CURRENCY_MISMATCH = "CURRENCY_MISMATCH"
    PAYMENT_METHOD_NOT_ALLOWED = "PAYMENT_METHOD_NOT_ALLOWED"
    CONTRACT_NOT_ACTIVATED = "CONTRACT_NOT_ACTIVATED"
    CONTRACT_CLOSED = "CONTRACT_CLOSED"
    INSUFFICIENT_BALANCE = "INSUFFICIENT_BALANCE"
    NOTHING_TO_REFUND = "NOTHING_TO_REFUND"
    ALREADY_REVERSED = "ALREADY_REVERSED"
    ALREADY_HELD = "ALREADY_HELD"
    NOT_HELD = "NOT_HELD"
    REOPENING_NOT_ALLOWED = "REOPENING_NOT_ALLOWED"
    TRANSFER_NOT_ALLOWED = "TRANSFER_NOT_ALLOWED"
    CODE_SENT = "CODE_SENT"
    CODE_INVALID = "CODE_INVALID"
    CONTRACT_HAS_BALANCE = "CONTRACT_HAS_BALANCE"
    SECOND_PERSON_REQUIRED = "SECOND_PERSON_REQUIRED"
    TOO_MANY_RESERVATIONS = "TOO_MANY_RESERVATIONS"
    TOO_MANY_PAYMENTS = "TOO_MANY_PAYMENTS"
    GATEWAY_UNAVAILABLE = "GATEWAY_UNAVAILABLE"
    DUPLICATE_ROW = "DUPLICATE_ROW"
    EXPORT_TOO_LARGE = "EXPORT_TOO_LARGE"
    PLAN_STALE = "PLAN_STALE"
    PLAN_TOKEN_INVALID = "PLAN_TOKEN_INVALID"  # noqa: S105
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED"
    IDEMPOTENCY_IN_PROGRESS = "IDEMPOTENCY_IN_PROGRESS"


class CustomerTrait(enum.StrEnum):
    """The attributes by which customers are compared."""

    DOCUMENT = "DOCUMENT"
    NAME = "NAME"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    BIRTH_DATE = "BIRTH_DATE"


class MatchCode(enum.StrEnum):
    """Why two customers are similar, or are not. Each has its points in `services/matching/weights.toml`."""

    DOCUMENT_SAME = "DOCUMENT_SAME"
    DOCUMENT_SIMILAR = "DOCUMENT_SIMILAR"
    DOCUMENT_DIFFERENT = "DOCUMENT_DIFFERENT"
    NAME_SAME = "NAME_SAME"
    NAME_REORDERED = "NAME_REORDERED"
    NAME_SHORTENED = "NAME_SHORTENED"
    NAME_SIMILAR = "NAME_SIMILAR"
    NAME_ALIKE = "NAME_ALIKE"
    SURNAME_DIFFERENT = "SURNAME_DIFFERENT"
    GIVEN_NAME_DIFFERENT = "GIVEN_NAME_DIFFERENT"
    NAME_DIFFERENT = "NAME_DIFFERENT"
    BIRTH_DATE_SAME = "BIRTH_DATE_SAME"
    BIRTH_DATE_SIMILAR = "BIRTH_DATE_SIMILAR"
    BIRTH_DATE_DIFFERENT = "BIRTH_DATE_DIFFERENT"
    PHONE_SAME = "PHONE_SAME"
    PHONE_SIMILAR = "PHONE_SIMILAR"
    EMAIL_SAME = "EMAIL_SAME"
    FURTHER_PHONE_SAME = "FURTHER_PHONE_SAME"
    FURTHER_EMAIL_SAME = "FURTHER_EMAIL_SAME"
    KIND_DIFFERENT = "KIND_DIFFERENT"


@dataclass(frozen=True)
class MatchReason:
    """A reason with its points, which are negative where it makes a match less likely."""

    code: MatchCode
    points: int


@dataclass(frozen=True)
class DuplicateCandidate:
    """A stored customer that resembles the customer in the input: the attributes that agree, those that differ, and the
    score from 0 to 100 with its reasons.
    """

    customer_id: str
    agrees: tuple[CustomerTrait, ...] = ()
    differs: tuple[CustomerTrait, ...] = ()
    score: int = 0
    reasons: tuple[MatchReason, ...] = ()


class Refusal(CrmError):
    """A business verb refuses its input, and nothing is written.

    `field`: path of the rejected value inside the mutation's input. `candidates`: customers that resemble the one in
    the input. `node_id`: the stored node that the payload is to show. `afterwards`: what is written in spite of the
    refusal, in its transaction. `others`: further reasons, each of which has an entry of its own.
    """

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        field: Sequence[str] = (),
        candidates: Sequence[DuplicateCandidate] = (),
        node_id: str | None = None,
        afterwards: Callable[[Any], Awaitable[None]] | None = None,
        others: Sequence["Refusal"] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.afterwards = afterwards
        self.others = tuple(others)
        self.message = message
        self.field = tuple(field)
        self.candidates = tuple(candidates)
        self.node_id = node_id
