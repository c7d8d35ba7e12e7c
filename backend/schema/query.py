"""All queries."""

import sys
from typing import Any, Optional

import strawberry

from backend.modules import modules_of
from backend.planner.fields import Mapped, RootNode
from backend.schema.common import Node
from backend.schema.declare import argument, mapped
from backend.schema.roots import queries_of

_NODE: Mapped = RootNode()
_NODES: Mapped = RootNode(many=True)


def _with_argument(field: Any, name: str, kind: Any, description: str) -> Any:
    field.arguments = [argument(name, kind, description)]
    return field


@strawberry.type(description="All queries.")
@queries_of(modules_of(sys.modules["backend.schema"]))
class Query:
    """Its other fields come from the modules of this package (`schema/roots.py`)."""

    node: Optional[Node] = _with_argument(
        mapped("The node with this id; null when there is none or the viewer may not see it.", _NODE),
        "id",
        strawberry.ID,
        "An id of any type.",
    )
    nodes: list[Optional[Node]] = _with_argument(
        mapped("The nodes with these ids, in the same order; at most 100.", _NODES),
        "ids",
        list[strawberry.ID],
        "Ids of any types.",
    )
