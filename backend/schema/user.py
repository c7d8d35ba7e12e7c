"""Staff, as administrators see it."""

from datetime import datetime

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Form, Value
from backend.schema.common import CREATED_AT, Node, newest
from backend.schema.declare import EMAIL_PREFIX, EXACT, column, listing, mapped
from backend.schema.enums import Language, UserRole, UserStatus
from backend.schema.lists import ListTypes, graph_type
from backend.schema.session import live

U = models.User


@strawberry.type(description="Somebody who works with the CRM.")
class User(Node):
    email: str = column(U.email, "The address they sign in with.", EMAIL_PREFIX)
    name: str = column(U.name, "Full name.")
    role: UserRole = column(U.role, "What they may see and do.", EXACT)
    status: UserStatus = column(U.status, "Whether they can sign in.", EXACT)
    language: Language = column(U.language, "The language of pages and letters for them.")
    second_factor: bool = mapped(
        "Whether they have set up a second factor.",
        Value(lambda row: row.totp_confirmed_at.is_not(None), Form.BOOLEAN),
    )
    last_sign_in_at: datetime | None = column(U.last_sign_in_at, "When they last signed in.")
    sessions: object = listing(
        "session.Session",
        lambda p, c: sa.and_(c.user_id == p.id, live(c)),
        newest,
        "Where they are signed in, newest first.",
    )


USER = graph_type(User, U, "usr", CREATED_AT)
_lists = ListTypes(User, "user.User", CREATED_AT)
UserConnection, UserFilter, UserListFilter = _lists.connection, _lists.filter, _lists.list_filter
UserOrder = _lists.order
