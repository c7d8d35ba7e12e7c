"""Users (staff): invitation, role, deactivation, second factor. Only administrators manage them (auth/policy.py)."""

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.notices import Notice, tell
from backend.auth.revocations import revoke
from backend.auth.secrets import hashed, new_secret
from backend.auth.service import INVITATION_VALIDITY
from backend.auth.sessions import end_sessions_where
from backend.auth.viewer import Origin
from backend.errors import ErrorCode, Refusal
from backend.identifiers import USER_ID
from backend.models import Language, RecoveryCode, Session, User, UserRole, UserStatus
from backend.services import rules
from backend.settings import Settings


@dataclass(frozen=True)
class Invitation:
    """The invited user, and the secret in the invitation's link, which is shown once."""

    user_id: str
    token: str


async def invite_user(
    session: AsyncSession, email: str, name: str, role: UserRole, language: Language | None
) -> Invitation:
    """Create a user who can set a password within 7 days. A user who has not set one yet can be invited again.

    Raises Refusal INVALID_EMAIL, INVALID_NAME, ALREADY_EXISTS.
    """
    address, full_name = rules.email(email), rules.name(name)
    token = new_secret()
    user = await session.scalar(sa.select(User).where(User.email == address).with_for_update())
    if user is not None and user.status is not UserStatus.INVITED:
        raise Refusal(ErrorCode.ALREADY_EXISTS, "a user has this e-mail address", ["email"], node_id=_id(user))
    if user is None:
        user = User(email=address, status=UserStatus.INVITED)
        session.add(user)
    user.name, user.role = full_name, role
    if language is not None:
        user.language = language
    user.invitation_hash, user.invitation_expires_at = hashed(token), datetime.now(UTC) + INVITATION_VALIDITY
    try:
        await session.flush()
    except sa.exc.IntegrityError:
        raise Refusal(ErrorCode.ALREADY_EXISTS, "a user has this e-mail address", ["email"]) from None
    return Invitation(_id(user), token)


async def set_user_role(session: AsyncSession, user_id: str, role: UserRole) -> str:
    """Change a user's role and revoke the user's tokens. Raises Refusal NOT_FOUND, LAST_ADMIN. Returns the id."""
    user = await _locked(session, user_id)
    if user.role is role:
        return user_id
    if user.role is UserRole.ADMIN:
        await _check_not_last_admin(session, user)
    user.role = role
    await session.flush()
    await session.execute(revoke(f"user:{user.id}"))
    return user_id


async def deactivate_user(session: AsyncSession, user_id: str) -> str:
    """Deactivate a user and end all sessions and tokens. Raises Refusal NOT_FOUND, LAST_ADMIN. Returns the id."""
    user = await _locked(session, user_id)
    if user.status is UserStatus.DEACTIVATED:
        return user_id
    if user.role is UserRole.ADMIN:
        await _check_not_last_admin(session, user)
    user.status = UserStatus.DEACTIVATED
    user.invitation_hash = user.invitation_expires_at = None
    await session.flush()
    for statement in end_sessions_where(Session.user_id == user.id):
        await session.execute(statement)
    await session.execute(revoke(f"user:{user.id}"))
    return user_id


async def reactivate_user(session: AsyncSession, user_id: str) -> str:
    """Reactivate a deactivated user. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns the id."""
    user = await _locked(session, user_id)
    if user.status is not UserStatus.DEACTIVATED:
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"a user who is {user.status} cannot be reactivated", ["id"])
    # A user who never set a password has to be invited again.
    user.status = UserStatus.ACTIVE if user.password_hash or user.company_subject else UserStatus.INVITED
    await session.flush()
    return user_id


async def reset_user_second_factor(session: AsyncSession, settings: Settings, user_id: str, origin: Origin) -> str:
    """Remove a user's lost second factor and recovery codes, end the user's sessions, and tell the user by e-mail.

    An administrator has to set up a new one at the next sign-in. Raises Refusal NOT_FOUND. Returns the id.
    """
    user = await _locked(session, user_id)
    user.totp_secret = user.totp_confirmed_at = None
    await session.flush()
    await session.run_sync(lambda db: tell(db, settings, user, Notice.SECOND_FACTOR_REMOVED, origin))
    await session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    for statement in end_sessions_where(Session.user_id == user.id):
        await session.execute(statement)
    return user_id


def _id(user: User) -> str:
    return USER_ID.encode(user.id)


async def _locked(session: AsyncSession, text: str) -> User:
    key = USER_ID.decode(text)
    found = None
    if key is not None:
        found = await session.scalar(sa.select(User).where(User.id == key).with_for_update())
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such user", ["id"])
    return found


async def _check_not_last_admin(session: AsyncSession, user: User) -> None:
    """Raises Refusal LAST_ADMIN when no other active administrator exists. Concurrent checks run one after another."""
    await session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended("last admin", 0))))
    others = await session.scalar(
        sa.select(sa.func.count()).where(
            User.role == UserRole.ADMIN, User.status == UserStatus.ACTIVE, User.id != user.id
        )
    )
    if not others:
        raise Refusal(ErrorCode.LAST_ADMIN, "the user is the last active administrator", ["id"])
