"""Who asks, and from where."""

import enum
from dataclasses import dataclass

from backend.identifiers import USER_ID, ContractKey, CustomerKey, PhoneNumberKey, SessionKey, UserKey


class Role(enum.StrEnum):
    """What a caller is to the policy. Clients see `shown`: to them HOLDER and LINE are both a subscriber."""

    ADMIN = "ADMIN"
    OPERATOR = "OPERATOR"
    ANALYST = "ANALYST"
    HOLDER = "HOLDER"  # a subscriber who proved to be the customer: sees the whole customer
    LINE = "LINE"  # a subscriber who proved to hold a number: sees the contract that has it now
    SERVICE = "SERVICE"
    ANONYMOUS = "ANONYMOUS"

    @property
    def shown(self) -> str:
        return "SUBSCRIBER" if self in SUBSCRIBERS else self.value


SUBSCRIBERS = frozenset({Role.HOLDER, Role.LINE})

# What a token may be used for, beside the identity scopes of OpenID Connect.
READ = "read"
WRITE = "write"
UUID_LENGTH = 36
SCOPES = ("openid", "profile", "offline_access", READ, WRITE)


@dataclass(frozen=True)
class Viewer:
    """`actor` is what histories record. A subscriber's rights hang on `contract_id` still having `phone_number_id`.

    `subject` is whose sessions, costs and keys these are; the same person in two browsers has one subject.
    """

    role: Role
    actor: str
    subject: str = ""
    customer_id: CustomerKey | None = None
    contract_id: ContractKey | None = None
    phone_number_id: PhoneNumberKey | None = None
    session_id: SessionKey | None = None
    client: str | None = None
    scopes: frozenset[str] = frozenset({READ, WRITE})
    language: str = "EN"
    time_zone: str = "Asia/Bishkek"
    currency: str = "KGS"

    @property
    def user_id(self) -> UserKey | None:
        """The member of the staff; None for others."""
        kind, _, key = self.subject.partition(":")
        return USER_ID.parse_key(key) if kind == "user" and len(key) == UUID_LENGTH else None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, for the audit trail and the limits."""

    address: str | None = None
    user_agent: str | None = None
