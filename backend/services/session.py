"""Sessions: sign-out by their owner or by an administrator."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.sessions import end_sessions_where
from backend.auth.viewer import Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import SESSION_ID
from backend.models import Session


async def end_session(session: AsyncSession, viewer: Viewer, session_id: str) -> str:
    """End one of the viewer's sessions; administrators may end anybody's. Raises Refusal NOT_FOUND. Returns its id."""
    key = SESSION_ID.decode(session_id)
    own = [] if viewer.role is Role.ADMIN else [Session.subject == viewer.subject]
    found = await session.scalar(sa.select(Session.id).where(Session.id == key, Session.ended_at.is_(None), *own))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such session", ["id"])
    for statement in end_sessions_where(Session.id == found):
        await session.execute(statement)
    return session_id


async def sign_out_everywhere(session: AsyncSession, viewer: Viewer) -> str:
    """End all sessions of the viewer, the current one included."""
    for statement in end_sessions_where(Session.subject == viewer.subject):
        await session.execute(statement)
    return ""
