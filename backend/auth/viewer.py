"""The viewer of a request (role, identity, scopes) and its origin."""

import enum
from dataclasses import dataclass

from backend.identifiers import USER_ID, ContractKey, CustomerKey, PhoneNumberKey, SessionKey, UserKey


class Role(enum.StrEnum):
    """The role of a caller in the policy. The API shows `shown`, in which HOLDER and LINE are both SUBSCRIBER."""

    ADMIN = "ADMIN"
    OPERATOR = "OPERATOR"
    ANALYST = "ANALYST"
    HOLDER = "HOLDER"  # a subscriber who proved to be the customer: reads all data of the customer
    LINE = "LINE"  # a subscriber who proved to have a number: reads the contract that has the number now
    SERVICE = "SERVICE"
    PARTNER = "PARTNER"  # a program with the scope `requests`: submits requests, and reads and changes only these
    ANONYMOUS = "ANONYMOUS"

    @property
    def shown(self) -> str:
        return "SUBSCRIBER" if self in SUBSCRIBERS else self.value


ADMINISTRATORS = frozenset({Role.ADMIN})
SUBSCRIBERS = frozenset({Role.HOLDER, Role.LINE})
SIGNED_IN = SUBSCRIBERS | {Role.ADMIN, Role.OPERATOR, Role.ANALYST}  # who may have sessions: no program
STAFF = frozenset({Role.ADMIN, Role.OPERATOR, Role.SERVICE})  # who may change the data of customers
# Who submits requests: people and programs that see those of others too, subscribers and partners their own.
REQUESTERS = STAFF | SUBSCRIBERS | {Role.PARTNER}
OUTSIDE = SUBSCRIBERS | {Role.PARTNER}  # who sees only what is theirs, and nothing that is internal to the company
DECIDING = frozenset({Role.ADMIN, Role.OPERATOR})  # who may decide what needs a person: no program

# Scopes of the API, beside those of OpenID Connect.
READ = "read"
WRITE = "write"
REQUESTS = "requests"  # to submit requests, and to read and change these; it stands alone
UUID_LENGTH = 36
SCOPES_OF_PEOPLE = ("openid", "profile", "offline_access", READ, WRITE)
SCOPES = (*SCOPES_OF_PEOPLE, REQUESTS)


@dataclass(frozen=True)
class Viewer:
    """The caller of a request, from the claims of the token.

    `actor` is recorded in histories. `subject` identifies the owner of sessions, cost budget and idempotency keys; a
    person has the same one in every browser. A subscriber has access while `contract_id` has `phone_number_id`.
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

    def may(self, scope: str) -> bool:
        """Whether the token allows operations that need READ or WRITE. A partner's row policies and acts limit them."""
        return (REQUESTS if self.role is Role.PARTNER else scope) in self.scopes

    @property
    def user_id(self) -> UserKey | None:
        """The id of a member of staff; None for others."""
        kind, _, key = self.subject.partition(":")
        return USER_ID.parse_key(key) if kind == "user" and len(key) == UUID_LENGTH else None


@dataclass(frozen=True, slots=True)
class Origin:
    """The address and user agent of a request, for the audit trail and rate limits."""

    address: str | None = None
    user_agent: str | None = None
