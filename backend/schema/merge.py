"""Merges of customers."""

from datetime import datetime

import strawberry

from backend import models
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import column, one
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one

M = models.CustomerMerge


@strawberry.type(description="A merge of one customer into another one, who is the same person or organisation.")
class CustomerMerge(Node):
    survivor: object = one(
        "customer.Customer",
        lambda p, c: c.id == p.current_id,
        "The customer that stayed, or the one that it was merged into since; null once the merge is undone.",
    )
    other: object = one(
        "customer.Customer",
        lambda p, c: c.id == p.other_id,
        "The customer that was merged; null until the merge is undone.",
    )
    other_number: str = column(M.other_number, "Number of the customer that was merged.")
    actor: str = column(M.actor, "Who merged them.")
    reason: str = column(M.reason, "Why.")
    undone_at: datetime | None = column(M.undone_at, "When the merge was undone; null while it stands.")
    undone_by: str | None = column(M.undone_by, "Who undid it.")


CUSTOMER_MERGE = graph_type(CustomerMerge, M, CREATED_AT)
_merges = ListTypes(CustomerMerge, "merge.CustomerMerge", CREATED_AT)
CustomerMergeConnection, CustomerMergeFilter = _merges.connection, _merges.filter
CustomerMergeListFilter, CustomerMergeOrder = _merges.list_filter, _merges.order


@queries
class Queries:
    customer_merge: object = root_one("merge.CustomerMerge", "A merge of two customers.")
    customer_merges: object = root_many("merge.CustomerMerge", "Merges of customers.")
