"""Sessions of signed-in people."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.auth.visibility import VIEWER_SESSION
from backend.planner.fields import Expression, Form, Value
from backend.schema.declare import column, identifier, mapped
from backend.schema.lists import graph_type

S = models.Session


def live(session: Any) -> Expression:
    return sa.and_(session.ended_at.is_(None), session.expires_at > sa.func.now())


def _current(row: Any) -> Expression:
    belongs: Expression = row.id.is_not_distinct_from(sa.bindparam(VIEWER_SESSION, type_=sa.Uuid()))
    return belongs


@strawberry.type(description="A session: one sign-in of a person in one browser or device.")
class Session:
    id: strawberry.ID = identifier()
    created_at: datetime = column(S.created_at, "When the session was started.")
    last_used_at: datetime = column(S.last_used_at, "When a token was last issued for the session.")
    expires_at: datetime = column(S.expires_at, "When the session expires.")
    client: str | None = column(S.client, "Application of the sign-in.")
    address: str | None = column(S.address, "Network address of the sign-in.")
    user_agent: str | None = column(S.user_agent, "User agent of the browser or device.")
    current: bool = mapped("Whether it is the session of this request.", Value(_current, Form.BOOLEAN))


SESSION = graph_type(Session, S, {})
