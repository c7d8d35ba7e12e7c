"""Every error the product raises on purpose.

CrmError
├── StartupError           the process cannot start; one line for the person at the keyboard
└── RequestError           the request as a whole is refused; carries a stable code and facts
    ├── BadUserInput           BAD_USER_INPUT: a value the client sent cannot be used
    ├── Unauthenticated        UNAUTHENTICATED: no token, or one that is not valid (any more)
    ├── Throttled              THROTTLED: the caller's share of the server is used up for now
    ├── Forbidden              FORBIDDEN: the role may not do this
    ├── StatementTimeout       STATEMENT_TIMEOUT: the database took longer than it may
    └── OutsideUnavailable     OUTSIDE_UNAVAILABLE: another system did not answer in time
└── Refusal                an expected failure of a business verb; becomes an entry of the payload's `errors`

Codes are part of the contract with clients: they are added, never renamed.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass


class CrmError(Exception):
    """Root of the tree."""


class StartupError(CrmError):
    """The process cannot start. The text is one line, complete in itself."""


class RequestError(CrmError):
    """The request as a whole is refused; `code` is what clients branch on."""

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
    """`retryAfterSeconds` and `cost` are facts for the caller."""

    code = "THROTTLED"


class Forbidden(RequestError):
    code = "FORBIDDEN"


class StatementTimeout(RequestError):
    code = "STATEMENT_TIMEOUT"


class OutsideUnavailable(RequestError):
    code = "OUTSIDE_UNAVAILABLE"


class ErrorCode(enum.StrEnum):
    """Why a business verb was refused. The values are the graph's `ErrorCode`."""

    INVALID_NAME = "INVALID_NAME"
    INVALID_PHONE = "INVALID_PHONE"
    INVALID_EMAIL = "INVALID_EMAIL"
    INVALID_ICCID = "INVALID_ICCID"
    INVALID_MSISDN = "INVALID_MSISDN"
    INVALID_INPUT = "INVALID_INPUT"
    INVALID_FILE = "INVALID_FILE"
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
    CUSTOMER_SUSPENDED = "CUSTOMER_SUSPENDED"
    KYC_REQUIRED = "KYC_REQUIRED"
    TARIFF_NOT_FOUND = "TARIFF_NOT_FOUND"
    TARIFF_INACTIVE = "TARIFF_INACTIVE"
    OPTION_NOT_FOUND = "OPTION_NOT_FOUND"
    OPTION_INCOMPATIBLE = "OPTION_INCOMPATIBLE"
    SIM_NOT_FOUND = "SIM_NOT_FOUND"
    SIM_NOT_AVAILABLE = "SIM_NOT_AVAILABLE"
    SIM_RESERVED = "SIM_RESERVED"
    NUMBER_NOT_FOUND = "NUMBER_NOT_FOUND"
    NUMBER_NOT_AVAILABLE = "NUMBER_NOT_AVAILABLE"
    NUMBER_RESERVED = "NUMBER_RESERVED"
    POOL_EMPTY = "POOL_EMPTY"
    INVALID_AMOUNT = "INVALID_AMOUNT"
    CURRENCY_MISMATCH = "CURRENCY_MISMATCH"
    PAYMENT_METHOD_NOT_ALLOWED = "PAYMENT_METHOD_NOT_ALLOWED"
    CONTRACT_NOT_ACTIVATED = "CONTRACT_NOT_ACTIVATED"
    CONTRACT_CLOSED = "CONTRACT_CLOSED"
    INSUFFICIENT_BALANCE = "INSUFFICIENT_BALANCE"
    NOTHING_TO_REFUND = "NOTHING_TO_REFUND"
    ALREADY_REVERSED = "ALREADY_REVERSED"
    SECOND_PERSON_REQUIRED = "SECOND_PERSON_REQUIRED"
    TOO_MANY_PAYMENTS = "TOO_MANY_PAYMENTS"
    GATEWAY_UNAVAILABLE = "GATEWAY_UNAVAILABLE"
    DUPLICATE_ROW = "DUPLICATE_ROW"
    IDEMPOTENCY_KEY_REUSED = "IDEMPOTENCY_KEY_REUSED"
    IDEMPOTENCY_IN_PROGRESS = "IDEMPOTENCY_IN_PROGRESS"


class CustomerTrait(enum.StrEnum):
    """What customers are compared by."""

    DOCUMENT = "DOCUMENT"
    NAME = "NAME"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    BIRTH_DATE = "BIRTH_DATE"


@dataclass(frozen=True)
class DuplicateCandidate:
    """A customer whom a possible duplicate resembles: what of it agrees with what was given, and what differs."""

    customer_id: str
    agrees: tuple[CustomerTrait, ...] = ()
    differs: tuple[CustomerTrait, ...] = ()


class Refusal(CrmError):
    """A business verb says no, and nothing was written.

    `field` is the path inside the mutation's input, `candidates` the customers a possible duplicate resembles,
    `node_id` the node as it is stored, where the caller should look at it.
    """

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        field: Sequence[str] = (),
        candidates: Sequence[DuplicateCandidate] = (),
        node_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = tuple(field)
        self.candidates = tuple(candidates)
        self.node_id = node_id
