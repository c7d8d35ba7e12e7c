"""Members of the staff, for administrators."""

from datetime import datetime

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Form, Value
from backend.schema.common import CREATED_AT, Node, newest
from backend.schema.declare import EMAIL_PREFIX, EXACT, column, listing, mapped
from backend.schema.enums import Language, UserRole, UserStatus
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many
from backend.schema.session import live

U = models.User


@strawberry.type(description="A member of the staff.")
class User(Node):
    email: str = column(U.email, "E-mail address used to sign in.", EMAIL_PREFIX)
    name: str = column(U.name, "Full name.")
    role: UserRole = column(U.role, "Role of the user.", EXACT)
    status: UserStatus = column(U.status, "State of the account.", EXACT)
    language: Language = column(U.language, "Language of pages and messages for the user.")
    second_factor: bool = mapped(
        "Whether a second factor is set up.",
        Value(lambda row: row.totp_confirmed_at.is_not(None), Form.BOOLEAN),
    )
    last_sign_in_at: datetime | None = column(U.last_sign_in_at, "Time of the last sign-in.")
    sessions: object = listing(
        "session.Session",
        lambda p, c: sa.and_(c.user_id == p.id, live(c)),
        newest,
        "Sessions of the user, newest first.",
    )


USER = graph_type(User, U, CREATED_AT)
_lists = ListTypes(User, "user.User", CREATED_AT)
UserConnection, UserFilter, UserListFilter = _lists.connection, _lists.filter, _lists.list_filter
UserOrder = _lists.order


@queries
class Queries:
    users: object = root_many("user.User", "Staff; for administrators.")
