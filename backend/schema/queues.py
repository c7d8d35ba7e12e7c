"""What is worked on in queues, such as tickets and requests: whose it is, and whether its due time has passed."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from backend.auth.visibility import VIEWER_USER
from backend.planner.fields import Expression
from backend.schema.declare import BOOLEAN, EMAIL_EXACT, EXACT, column, computed


def queue(model: Any) -> Any:
    return column(model.queue, "Queue of the team that works on it.", EXACT)


def assignee(model: Any) -> Any:
    return column(model.assignee, "Assigned member of the staff; null when unassigned.", EMAIL_EXACT)


def mine() -> Any:
    return computed(_mine, "Whether it is assigned to the viewer.", BOOLEAN, "assignee_id")


def unassigned() -> Any:
    return computed(lambda row: row.assignee_id.is_(None), "Whether nobody is assigned.", BOOLEAN, "assignee_id")


def overdue(running: Sequence[str], late: Callable[[Any], Expression], index_column: str) -> Any:
    """`running`: the states in which due times run; `late`: the condition that one has passed."""

    def expression(row: Any) -> Expression:
        working: Expression = row.status.in_([sa.literal_column(f"'{status}'") for status in running])
        return sa.func.coalesce(sa.and_(working, late(row)), sa.false(), type_=sa.Boolean())

    return computed(expression, "Whether a due time has passed.", BOOLEAN, index_column)


def _mine(row: Any) -> Expression:
    mine = row.assignee_id == sa.bindparam(VIEWER_USER, type_=sa.Uuid())
    return sa.func.coalesce(mine, sa.false(), type_=sa.Boolean())
