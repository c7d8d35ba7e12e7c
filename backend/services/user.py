"""Users (staff): invitation, role, deactivation, second factor. Only administrators manage them (auth/policy.py)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.notices import Notice, tell
from backend.auth.revocations import revoke
from backend.auth.secrets import hashed, new_secret
from backend.auth.service import INVITATION_VALIDITY
from backend.auth.sessions import end_sessions_where
from backend.auth.viewer import ADMINISTRATORS
from backend.errors import ErrorCode, Refusal
from backend.identifiers import USER_ID, UserKey
from backend.models import Language, RecoveryCode, Session, User, UserRole, UserStatus
from backend.services import rules
from backend.services.acts import Acting, NodeId, Payload, act
from backend.services.idempotency import Outcome


@dataclass(frozen=True)
class Invitation:
    """What is returned once, by the call that invited the user."""

    invitation_url: Annotated[str | None, "Invitation link; returned only by the call that created it."] = None


USER = Payload(beside=Invitation)


@dataclass(frozen=True, kw_only=True)
class InviteUser:
    """Input of `inviteUser`."""

    email: Annotated[str, "E-mail address used to sign in."]
    name: Annotated[str, "Full name."]
    role: Annotated[UserRole, "Role of the user."]
    language: Annotated[Language | None, "Language of pages and messages for the user."] = None


@act(User, ADMINISTRATORS, payload=USER)
async def invite_user(acting: Acting, command: InviteUser) -> Outcome:
    """Invite a member of the staff, who sets a password with the returned link.

    The link is valid for 7 days. A user who has not set a password yet can be invited again.

    Raises Refusal INVALID_EMAIL, INVALID_NAME, ALREADY_EXISTS.
    """
    session = acting.session
    address, full_name = rules.email(command.email), rules.name(command.name)
    token = new_secret()
    user = await session.scalar(sa.select(User).where(User.email == address).with_for_update())
    if user is not None and user.status is not UserStatus.INVITED:
        raise Refusal(ErrorCode.ALREADY_EXISTS, "a user has this e-mail address", ["email"], node_id=_id(user))
    if user is None:
        user = User(email=address, status=UserStatus.INVITED)
        session.add(user)
    user.name, user.role = full_name, command.role
    if command.language is not None:
        user.language = command.language
    user.invitation_hash, user.invitation_expires_at = hashed(token), datetime.now(UTC) + INVITATION_VALIDITY
    try:
        await session.flush()
    except sa.exc.IntegrityError:
        raise Refusal(ErrorCode.ALREADY_EXISTS, "a user has this e-mail address", ["email"]) from None
    url = f"{acting.settings.issuer}/oauth/invitation?token={token}"
    return Outcome(_id(user), beside=Invitation(url))


@dataclass(frozen=True, kw_only=True)
class SetUserRole:
    """Input of `setUserRole`."""

    id: Annotated[NodeId, "The user."]
    role: Annotated[UserRole, "Role of the user."]


@act(User, ADMINISTRATORS, payload=USER)
async def set_user_role(acting: Acting, command: SetUserRole) -> UserKey:
    """Change the role of a user. Issued tokens are revoked within seconds.

    Raises Refusal NOT_FOUND, LAST_ADMIN.
    """
    user = await acting.lock(User, command.id)
    if user.role is command.role:
        return user.id
    if user.role is UserRole.ADMIN:
        await _check_not_last_admin(acting.session, user)
    await acting.update(user, role=command.role)
    await acting.session.execute(revoke(f"user:{user.id}"))
    return user.id


@dataclass(frozen=True, kw_only=True)
class UserAction:
    """Input of the mutations that take a user."""

    id: Annotated[NodeId, "The user."]


@act(User, ADMINISTRATORS, payload=USER)
async def deactivate_user(acting: Acting, command: UserAction) -> UserKey:
    """Deactivate a user. Sessions and tokens are revoked within seconds.

    Raises Refusal NOT_FOUND, LAST_ADMIN.
    """
    session, user = acting.session, await acting.lock(User, command.id)
    if user.status is UserStatus.DEACTIVATED:
        return user.id
    if user.role is UserRole.ADMIN:
        await _check_not_last_admin(session, user)
    await acting.update(user, status=UserStatus.DEACTIVATED, invitation_hash=None, invitation_expires_at=None)
    for statement in end_sessions_where(Session.user_id == user.id):
        await session.execute(statement)
    await session.execute(revoke(f"user:{user.id}"))
    return user.id


@act(User, ADMINISTRATORS, payload=USER)
async def reactivate_user(acting: Acting, command: UserAction) -> UserKey:
    """Reactivate a deactivated user.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    user = await acting.lock(User, command.id)
    if user.status is not UserStatus.DEACTIVATED:
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"a user who is {user.status} cannot be reactivated", ["id"])
    # A user who never set a password has to be invited again.
    can_sign_in = user.password_hash or user.company_subject
    await acting.update(user, status=UserStatus.ACTIVE if can_sign_in else UserStatus.INVITED)
    return user.id


@act(User, ADMINISTRATORS, payload=USER)
async def reset_user_second_factor(acting: Acting, command: UserAction) -> UserKey:
    """Remove the second factor of a user. All sessions of the user end.

    Recovery codes are removed too, and the user is told by e-mail. An administrator has to set up a new one at the next
    sign-in. Raises Refusal NOT_FOUND.
    """
    session, user = acting.session, await acting.lock(User, command.id)
    await acting.update(user, totp_secret=None, totp_confirmed_at=None)
    await session.run_sync(lambda db: tell(db, acting.settings, user, Notice.SECOND_FACTOR_REMOVED, acting.origin))
    await session.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    for statement in end_sessions_where(Session.user_id == user.id):
        await session.execute(statement)
    return user.id


def _id(user: User) -> str:
    return USER_ID.encode(user.id)


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
