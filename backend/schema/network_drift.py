"""Differences between contracts and the lines of the mobile network."""

from datetime import datetime

import strawberry

from backend.models import network_drift as models
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import column, enum_type, one
from backend.schema.enums import Barring
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many

D = models.NetworkDrift

enum_type(
    models.NetworkDriftKind,
    "How the network differs from the contracts.",
    {
        "MISSING": "The contract is in service, and the network does not have its line.",
        "UNEXPECTED": "The network has a line that no contract in service has.",
        "DIFFERENT": "The line has another SIM, number or barring than its contract.",
    },
)
enum_type(
    models.NetworkMend,
    "What mends a difference.",
    {
        "RETRY_PROVISIONING": "`retryProvisioning` with the failed order.",
        "MEND_NETWORK_DRIFT": "`mendNetworkDrift`.",
        "BY_HAND": "No contract has the line: it is removed in the network.",
    },
)


@strawberry.type(description="A difference between a contract and the mobile network, found by the last comparison.")
class NetworkDrift(Node):
    kind: models.NetworkDriftKind = column(D.kind, "How they differ.")
    mend: models.NetworkMend = column(D.mend, "What mends it.")
    iccid: str | None = column(D.iccid, "ICCID of the line in the network; null where it has none.")
    msisdn: str | None = column(D.msisdn, "Number of the line in the network; null where it has none.")
    barring: Barring | None = column(D.barring, "What the network bars; null: nothing.")
    mended_at: datetime | None = column(D.mended_at, "When an order was written therefore; null before.")
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract of the line.")
    order: object = one(
        "provisioning_order.ProvisioningOrder", lambda p, c: c.id == p.order_id, "The failed order of the contract."
    )


NETWORK_DRIFT = graph_type(NetworkDrift, D, CREATED_AT)
_lists = ListTypes(NetworkDrift, "network_drift.NetworkDrift", CREATED_AT)
NetworkDriftConnection, NetworkDriftFilter = _lists.connection, _lists.filter
NetworkDriftListFilter, NetworkDriftOrder = _lists.list_filter, _lists.order


@queries
class Queries:
    network_drift: object = root_many(
        "network_drift.NetworkDrift", "Differences between contracts and the network. They are found every night."
    )
