"""PostgreSQL's estimate of what a plan costs when few rows meet its conditions."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from backend.database import Connection

COST_PER_SECOND = 100_000  # of PostgreSQL's units of cost, roughly
# Nodes that read all rows before they return the first, so that a limit above saves nothing below.
_BLOCKING = frozenset({"Aggregate", "Hash", "Sort", "Materialize", "WindowAgg", "BitmapAnd", "BitmapOr"})

Node = Mapping[str, Any]


async def estimated_seconds(connection: Connection, sql: str, arguments: Sequence[Any]) -> float:
    """How long the statement is expected to run at worst, without running it."""
    shown = await connection.prepare(f"explain (format json) {sql}", name="")
    return worst_cost(orjson.loads(await shown.fetchval(*arguments))[0]["Plan"]) / COST_PER_SECOND


def worst_cost(node: Node, *, limited: bool = False) -> float:
    """The cost of the dearest node, in PostgreSQL's units.

    The cost of a limit assumes that the rows which meet the conditions are spread evenly. If there are none, all is
    read: then the whole cost of the node below counts, unless it has no conditions.
    """
    stops_early = limited and not _rejects(node)
    below = node["Node Type"] == "Limit" or (stops_early and node["Node Type"] not in _BLOCKING)
    costs = [0.0 if stops_early else float(node["Total Cost"])]
    for each in node.get("Plans", ()):
        inside = each.get("Parent Relationship") in {"SubPlan", "InitPlan"}
        costs.append(worst_cost(each, limited=below and not inside))
    return max(costs)


def _rejects(node: Node) -> bool:
    """Whether the node reads rows that it may not return."""
    return "Filter" in node or "Join Filter" in node or node.get("Join Type") in {"Semi", "Anti"}
