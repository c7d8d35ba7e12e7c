"""Where a person is signed in."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.auth.policy import VIEWER_SESSION
from backend.planner.fields import Expression, Form, GraphType, Value
from backend.schema.declare import column, identifier, mapped

S = models.Session


def live(session: Any) -> Expression:
    return sa.and_(session.ended_at.is_(None), session.expires_at > sa.func.now())


def _current(row: Any) -> Expression:
    belongs: Expression = row.id.is_not_distinct_from(sa.bindparam(VIEWER_SESSION, type_=sa.Uuid()))
    return belongs


@strawberry.type(description="One sign-in of one person, in one browser or device.")
class Session:
    id: strawberry.ID = identifier()
    created_at: datetime = column(S.created_at, "When the person signed in.")
    last_used_at: datetime = column(S.last_used_at, "When a token was last fetched for it.")
    expires_at: datetime = column(S.expires_at, "When it ends by itself.")
    client: str | None = column(S.client, "The application it was begun from.")
    address: str | None = column(S.address, "The address it was begun from.")
    user_agent: str | None = column(S.user_agent, "What the browser or device called itself.")
    current: bool = mapped("Whether this request belongs to it.", Value(_current, Form.BOOLEAN))


SESSION = GraphType("Session", S.__table__, "ses", {}, node=False)  # type: ignore[arg-type]
