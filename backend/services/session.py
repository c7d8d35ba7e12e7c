"""Sessions: sign-out by their owner or by an administrator."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa

from backend.auth.sessions import end_sessions_where
from backend.auth.viewer import SIGNED_IN, Role
from backend.errors import ErrorCode, Refusal
from backend.identifiers import SESSION_ID, SessionKey
from backend.models import Session
from backend.services.acts import WITHOUT_NODE, Acting, NodeId, act
from backend.services.idempotency import Outcome


@dataclass(frozen=True, kw_only=True)
class EndSession:
    """Input of `endSession`."""

    id: Annotated[NodeId, "The session."]


@act(Session, SIGNED_IN, payload=WITHOUT_NODE, keyed=False)
async def end_session(acting: Acting, command: EndSession) -> SessionKey:
    """End one of the caller's sessions; administrators may end any session.

    Raises Refusal NOT_FOUND.
    """
    viewer = acting.viewer
    own = [] if viewer.role is Role.ADMIN else [Session.subject == viewer.subject]
    is_it = Session.id == SESSION_ID.decode(command.id)
    found = await acting.session.scalar(sa.select(Session.id).where(is_it, Session.ended_at.is_(None), *own))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such session", ["id"])
    for statement in end_sessions_where(Session.id == found):
        await acting.session.execute(statement)
    return found


@dataclass(frozen=True, kw_only=True)
class SignOutEverywhere:
    """Input of `signOutEverywhere`."""


@act(Session, SIGNED_IN, payload=WITHOUT_NODE, keyed=False)
async def sign_out_everywhere(acting: Acting, command: SignOutEverywhere) -> Outcome:  # noqa: ARG001
    """End all sessions of the caller, including the present one."""
    for statement in end_sessions_where(Session.subject == acting.viewer.subject):
        await acting.session.execute(statement)
    return Outcome()
