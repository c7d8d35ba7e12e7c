"""How long ago a line got its SIM and its number."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Answer, Expression
from backend.schema.declare import argument, column, mapped
from backend.schema.lists import graph_type

MOST_HOURS = 2400
S = models.SimSwap


def _hours(value: Any) -> bool:
    return bool(1 <= value <= MOST_HOURS)


def _within(row: Any, hours: Expression) -> Expression:
    hour = sa.literal_column("interval '1 hour'", type_=sa.Interval())
    return sa.func.coalesce(row.last_at > sa.func.now() - hours * hour, sa.false())


def _within_hours() -> Any:
    field = mapped(
        "Whether the last change is at most this many hours ago, 1 to 2,400.",
        Answer(_within, "hours", _hours, f"1 to {MOST_HOURS}"),
    )
    field.arguments = [argument("hours", int, "Hours before now, 1 to 2,400.")]
    return field


@strawberry.type(
    description="The last change of SIM or number of a line. A new line counts as a change. A sender of one-time codes "
    "should not trust the number shortly after."
)
class SimSwap:
    last_at: datetime = column(S.last_at, "When the line got its present SIM or number, whichever was later.")
    within_hours: bool = _within_hours()


SIM_SWAP = graph_type(SimSwap, S, {})
