"""Aggregates over the rows of a type, by groups."""

import enum
from decimal import Decimal
from typing import Any, Optional

import strawberry

from backend.planner.fields import RootAggregate
from backend.schema.declare import argument, lazy_type, mapped
from backend.schema.lists import OrderDirection
from backend.schema.scalars import FieldPath


@strawberry.enum(description="Period of a time bucket.")
class Bucket(enum.Enum):
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


@strawberry.input(description="A group key.")
class AggregateGroupBy:
    field: FieldPath = strawberry.field(
        description="Field, or path over to-one relations, such as `contract.tariff.code`."
    )
    bucket: Bucket | None = strawberry.field(
        description="Period of the time bucket, for a field of type DateTime.", default=strawberry.UNSET
    )
    time_zone: str | None = strawberry.field(
        description="Time zone of the buckets (IANA name); `CRM_TIME_ZONE` when absent.",
        default=strawberry.UNSET,
    )


@strawberry.enum(description="Order of groups.")
class AggregateOrderField(enum.Enum):
    COUNT = "COUNT"
    SUM = "SUM"
    KEYS = "KEYS"


@strawberry.input(description="An order of groups.")
class AggregateOrder:
    field: AggregateOrderField = strawberry.field(description="Value to order by; SUM is the selected sum.")
    direction: OrderDirection = strawberry.field(description="Ascending or descending.", default=OrderDirection.ASC)


@strawberry.type(description="One key of a group.")
class AggregateKey:
    field: str = strawberry.field(description="Path of the key.")
    value: str | None = strawberry.field(description="Value as text; a bucket is given by its first day.")


def _measure(description: str) -> Any:
    field = strawberry.field(description=description)
    field.arguments = [
        argument("field", Optional[FieldPath], "Field to aggregate; for payments the amount when absent.")
    ]
    return field


@strawberry.type(description="A group of rows: its keys and its aggregates.")
class AggregateRow:
    keys: list[AggregateKey] = strawberry.field(
        description="The group's keys, in order; when money is aggregated, its currency is one of them."
    )
    cursor: str = strawberry.field(description="Cursor of the group; pass it as `after` to read the next groups.")
    count: int = strawberry.field(description="Number of rows.")
    count_distinct: int = _measure("Number of different values.")
    sum: Decimal | None = _measure("Exact sum.")
    avg: Decimal | None = _measure("Average.")
    min: str | None = _measure("Smallest value, as text.")
    max: str | None = _measure("Largest value, as text.")


TRUNCATED = "When groups are left out, `extensions.truncated` of the response contains the number of groups and rows."


def root_aggregate(target: str, description: str) -> Any:
    """A root field with aggregates over the rows of a type (`noun.Type`)."""
    arguments = [
        argument("filter", Optional[lazy_type(target, "Filter")], "Only rows that match the filter."),
        argument(
            "group_by", Optional[list[AggregateGroupBy]], "At most 4 group keys; one group of all rows when absent."
        ),
        argument("order_by", Optional[list[AggregateOrder]], "Order of the groups; ties are broken by the keys."),
        argument(
            "first",
            Optional[int],
            f"Number of groups, at most 10,000; 100 when absent. A group costs as much as a row of a list. {TRUNCATED}",
        ),
        argument(
            "after",
            Optional[str],
            "Only groups after this cursor. The group keys and the order must be those of the cursor.",
        ),
    ]
    field = mapped(description, RootAggregate(target.split(".")[1]), list[AggregateRow])
    field.arguments = arguments
    return field
