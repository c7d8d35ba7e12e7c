"""Sign-ins: who a session stands for now, how one begins and ends.

These run on SQLAlchemy's synchronous session, because Authlib's provider does: callers use `AsyncSession.run_sync`.
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
from backend.models import Contract, ContractStatus, Customer, Session, User, UserStatus

LIVE = (ContractStatus.ACTIVE, ContractStatus.SUSPENDED)
LONGEST_USER_AGENT = 200
SECOND_FACTOR = "otp"  # authentication method references of RFC 8176
TOUCH = timedelta(minutes=1)


@dataclass(frozen=True)
class Person:
    """Who a session stands for, as the database has it now."""

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
        """What access tokens say about the person."""
        said: dict[str, Any] = {
            "sub": self.subject,
            "sid": str(self.session.id),
            "role": self.role.value,
            "actor": self.actor,
            "language": self.language,
        }
        if self.session.contract_id:
            said["contract"], said["number"] = str(self.session.contract_id), str(self.session.phone_number_id)
            if self.role is Role.HOLDER:
                said["customer"] = str(self.session.customer_id)
        return said

    def user_info(self, scope: str) -> dict[str, Any]:
        """The standard claims of OpenID Connect Core 1.0, section 5.1. A subscriber's are the number's, not a name."""
        said: dict[str, Any] = {"sub": self.subject}
        if "profile" in scope.split():
            said["locale"] = self.language.lower()
            if self.name:
                said |= {"name": self.name, "email": self.email, "email_verified": True}
        return said


def person_of(db: Orm, session: Session | None, *, lock: bool = False) -> Person | None:
    """The person, or None when the session ended, or what it stood for did: the user, the line, the second factor.

    With `lock` the user stays as it is until the transaction ends: a token that says a role is not made while the role
    is being changed, or it would be younger than the revocation that ends the tokens with the old one.
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
        or contract.status not in LIVE
        or contract.phone_number_id != session.phone_number_id
        or contract.customer_id != session.customer_id
    ):
        return None
    customer = db.get(Customer, session.customer_id)
    assert customer is not None
    role = Role.HOLDER if session.verified_holder else Role.LINE
    return Person(session, role, f"subscriber:{CONTRACT_ID.encode(contract.id)}", customer.language.value)


def by_cookie(db: Orm, cookie: str | None) -> Person | None:
    """Who is signed in in this browser."""
    if not cookie:
        return None
    return person_of(db, db.scalar(sa.select(Session).where(Session.cookie_hash == hashed(cookie))))


@dataclass(frozen=True)
class Line:
    """What a code proved: the contract that holds the number, for as long as it does."""

    contract_id: ContractKey
    phone_number_id: PhoneNumberKey
    customer_id: CustomerKey


def begin(
    db: Orm,
    who: User | Line,
    methods: Sequence[str],
    lasts: timedelta,
    origin: Origin,
    *,
    client: str | None,
    verified_holder: bool = False,
    cookie: bool = True,
) -> tuple[Session, str | None]:
    """A new session, and the cookie that finds it again."""
    value = new_secret() if cookie else None
    session = Session(
        subject=f"user:{who.id}" if isinstance(who, User) else f"line:{who.contract_id}:{who.phone_number_id}",
        cookie_hash=hashed(value) if value else None,
        methods=list(methods),
        client=client,
        address=origin.address,
        user_agent=(origin.user_agent or "")[:LONGEST_USER_AGENT] or None,
        expires_at=datetime.now(UTC) + lasts,
        verified_holder=verified_holder,
    )
    if isinstance(who, User):
        session.user_id = who.id
        who.last_sign_in_at = datetime.now(UTC)
    else:
        session.contract_id, session.phone_number_id = who.contract_id, who.phone_number_id
        session.customer_id = who.customer_id
    db.add(session)
    db.flush()
    return session, value


def copy_for_device(db: Orm, of: Session, lasts: timedelta, client: str, origin: Origin) -> Session:
    """A session of its own for a device that its owner approved: it outlives the browser's."""
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
        user_agent=(origin.user_agent or "")[:LONGEST_USER_AGENT] or None,
        expires_at=datetime.now(UTC) + lasts,
    )
    db.add(session)
    db.flush()
    return session


def touch(session: Session) -> None:
    """Note that it is in use, at most once a minute."""
    now = datetime.now(UTC)
    if now - session.last_used_at > TOUCH:
        session.last_used_at = now


def end_where(*conditions: sa.ColumnElement[bool]) -> list[sa.UpdateBase]:
    """The statements that end every live session that matches, and every token of it within a second or two."""
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
