"""Sign-ins ended by their owner, or by an administrator."""

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.sessions import end_sessions_where
from backend.auth.viewer import Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import SESSION_ID
from backend.models import Session


async def end_session(session: AsyncSession, viewer: Viewer, session_id: str) -> str:
    """End one sign-in of the viewer's; an administrator may end anybody's. Raises Refusal NOT_FOUND."""
    key = SESSION_ID.decode(session_id)
    mine = [] if viewer.role is Role.ADMIN else [Session.subject == viewer.subject]
    found = await session.scalar(sa.select(Session.id).where(Session.id == key, Session.ended_at.is_(None), *mine))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such session", ["id"])
    for statement in end_sessions_where(Session.id == found):
        await session.execute(statement)
    return session_id


async def sign_out_everywhere(session: AsyncSession, viewer: Viewer) -> str:
    """End every sign-in of the viewer's, this one too."""
    for statement in end_sessions_where(Session.subject == viewer.subject):
        await session.execute(statement)
    return ""
