"""Sessions (sign-ins): whom a session belongs to now, how a session begins and ends.

These functions take SQLAlchemy's synchronous session, as Authlib's provider does; callers use `AsyncSession.run_sync`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm

from backend.auth.revocations import revoke
from backend.auth.secrets import hashed, new_secret
from backend.auth.viewer import Origin, Role
from backend.identifiers import CONTRACT_ID, ContractKey, CustomerKey, PhoneNumberKey
from backend.models import Contract, Customer, Session, User, UserStatus
from backend.models.contract import IN_SERVICE

MAX_USER_AGENT_LENGTH = 200
SECOND_FACTOR = "otp"  # an authentication method reference of RFC 8176
LAST_USED_INTERVAL = timedelta(minutes=1)  # how often the time of last use is stored


@dataclass(frozen=True)
class Person:
    """The person of a session, with the role that the database gives them now."""

    session: Session
    role: Role
    actor: str
    language: str
    name: str | None = None
    email: str | None = None

    @property
    def subject(self) -> str:
        return self.session.subject

    def claims(self) -> dict[str, Any]:
        """The claims of access tokens about the person."""
        claims: dict[str, Any] = {
            "sub": self.subject,
            "sid": str(self.session.id),
            "role": self.role.value,
            "actor": self.actor,
            "language": self.language,
        }
        if self.session.contract_id:
            claims["contract"], claims["number"] = str(self.session.contract_id), str(self.session.phone_number_id)
            if self.role is Role.HOLDER:
                claims["customer"] = str(self.session.customer_id)
        return claims

    def user_info(self, scope: str) -> dict[str, Any]:
        """The standard claims of OpenID Connect Core 1.0, section 5.1; without name and e-mail for a subscriber."""
        claims: dict[str, Any] = {"sub": self.subject}
        if "profile" in scope.split():
            claims["locale"] = self.language.lower()
            if self.name:
                claims |= {"name": self.name, "email": self.email, "email_verified": True}
        return claims


def person_of(db: Orm, session: Session | None, *, lock: bool = False) -> Person | None:
    """The person of a session; None when the session ended or expired, or no longer gives access.

    A session gives access while its user is active (for an ADMIN: after a second factor), or while its contract is live
    and still has the number and the customer.

    `lock` locks the user until the transaction ends: otherwise a token with the old role could be issued after the
    revocation that a change of role writes, and would outlive it.
    """
    if session is None or session.ended_at is not None or session.expires_at <= datetime.now(UTC):
        return None
    if session.user_id is not None:
        sharing = {"read": True} if lock else None
        user = db.get(User, session.user_id, with_for_update=sharing, populate_existing=lock)
        if user is None or user.status is not UserStatus.ACTIVE:
            return None
        role = Role(user.role.value)
        if role is Role.ADMIN and SECOND_FACTOR not in session.methods:
            return None
        return Person(session, role, user.email, user.language.value, user.name, user.email)
    contract = db.get(Contract, session.contract_id)
    if (
        contract is None
        or contract.status not in IN_SERVICE
        or contract.phone_number_id != session.phone_number_id
        or contract.customer_id != session.customer_id
    ):
        return None
    customer = db.get(Customer, session.customer_id)
    assert customer is not None
    role = Role.HOLDER if session.verified_holder else Role.LINE
    return Person(session, role, f"subscriber:{CONTRACT_ID.encode(contract.id)}", customer.language.value)


def person_by_cookie(db: Orm, cookie: str | None) -> Person | None:
    """The person whose session has this cookie; None when nobody is signed in."""
    if not cookie:
        return None
    return person_of(db, db.scalar(sa.select(Session).where(Session.cookie_hash == hashed(cookie))))


@dataclass(frozen=True)
class Line:
    """The contract that has the number which a one-time code proved, and its customer."""

    contract_id: ContractKey
    phone_number_id: PhoneNumberKey
    customer_id: CustomerKey

    @property
    def name(self) -> str:
        """Its name beside the number. It differs when the number, or the contract, has another holder."""
        return f"line {self.contract_id} {self.phone_number_id} {self.customer_id}"


def begin_session(
    db: Orm,
    owner: User | Line,
    methods: Sequence[str],
    lasts: timedelta,
    origin: Origin,
    *,
    client: str | None,
    verified_holder: bool = False,
    cookie: bool = True,
) -> tuple[Session, str | None]:
    """Create a session that lasts `lasts`. Returns it and the value of its cookie (None without `cookie`).

    `methods` are authentication method references of RFC 8176; `client` is the client_id of the application.
    """
    value = new_secret() if cookie else None
    session = Session(
        subject=f"user:{owner.id}" if isinstance(owner, User) else f"line:{owner.contract_id}:{owner.phone_number_id}",
        cookie_hash=hashed(value) if value else None,
        methods=list(methods),
        client=client,
        address=origin.address,
        user_agent=(origin.user_agent or "")[:MAX_USER_AGENT_LENGTH] or None,
        expires_at=datetime.now(UTC) + lasts,
        verified_holder=verified_holder,
    )
    if isinstance(owner, User):
        session.user_id = owner.id
        owner.last_sign_in_at = datetime.now(UTC)
    else:
        session.contract_id, session.phone_number_id = owner.contract_id, owner.phone_number_id
        session.customer_id = owner.customer_id
    db.add(session)
    db.flush()
    return session, value


def copy_for_device(db: Orm, of: Session, lasts: timedelta, client: str, origin: Origin) -> Session:
    """Create a session for a device that the owner of session `of` approved; it outlives that of the browser."""
    session = Session(
        subject=of.subject,
        user_id=of.user_id,
        customer_id=of.customer_id,
        contract_id=of.contract_id,
        phone_number_id=of.phone_number_id,
        verified_holder=of.verified_holder,
        methods=list(of.methods),
        client=client,
        address=origin.address,
        user_agent=(origin.user_agent or "")[:MAX_USER_AGENT_LENGTH] or None,
        expires_at=datetime.now(UTC) + lasts,
    )
    db.add(session)
    db.flush()
    return session


def record_use(session: Session) -> None:
    """Store the time of use, at most once per minute."""
    now = datetime.now(UTC)
    if now - session.last_used_at > LAST_USED_INTERVAL:
        session.last_used_at = now


def end_sessions_where(*conditions: sa.ColumnElement[bool]) -> list[sa.UpdateBase]:
    """The statements that end all live sessions that match, and their tokens within about two seconds."""
    ended = (
        sa.update(Session)
        .where(Session.ended_at.is_(None), *conditions)
        .values(ended_at=sa.func.clock_timestamp(), cookie_hash=None)
        .returning(Session.id)
        .cte("ended")
    )
    table = revoke().table
    subjects = sa.select(sa.func.concat("session:", ended.c.id))
    return [sa.insert(table).from_select(["subject"], subjects).add_cte(ended)]
