"""Orders to the mobile network."""

from datetime import datetime

import strawberry

from backend.models import provisioning_order as models
from backend.models.nouns import BY_MODEL
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions
from backend.schema.declare import EXACT, column, enum_type, one
from backend.schema.enums import Barring
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.services.permissions import transitions_of

O = models.ProvisioningOrder  # noqa: E741
S = models.ContractService

enum_type(
    models.ProvisioningKind,
    "What a provisioning order changes. Every order says the whole state of its line.",
    {
        "ACTIVATE": "The line is put into service.",
        "SUSPEND": "More is barred than before.",
        "RESUME": "Less is barred than before, or nothing.",
        "CHANGE_SIM": "The line gets another SIM.",
        "CHANGE_NUMBER": "The line gets another number.",
        "CHANGE_SERVICES": "The line gets other services.",
        "TERMINATE": "The line is taken out of service.",
    },
)
enum_type(
    models.ProvisioningStatus,
    "State of a provisioning order.",
    {
        "QUEUED": "Not sent yet; perhaps it waits for an earlier order about the contract, its SIM or its number.",
        "SENT": "Sent to the network, which has not confirmed it yet.",
        "UNKNOWN": "The network did not answer; it is asked again.",
        "CONFIRMED": "The network did it.",
        "FAILED": "The network refused it. `retryProvisioning` sends it again.",
        "SUPERSEDED": "A later order replaced it.",
        "CANCELLED": "It was withdrawn.",
    },
)

enum_type(
    models.ServiceState,
    "What a line has in the network, or should have.",
    {
        "ACTIVE": "In service, and nothing is barred.",
        "BARRED": "In service, and outgoing or all service is barred.",
        "OFF": "Not in the network.",
    },
)


@strawberry.type(description="An order to the mobile network about the line of a contract.")
class ProvisioningOrder(Node):
    kind: models.ProvisioningKind = column(O.kind, "What it changes.")
    barring: Barring | None = column(O.barring, "What the network bars afterwards; null: nothing.")
    status: models.ProvisioningStatus = column(O.status, "State of the order.", EXACT)
    attempts: int = column(O.attempts, "How often it was sent anew: once, and once more for each retry.")
    sent_at: datetime | None = column(O.sent_at, "When it was last sent.")
    finished_at: datetime | None = column(
        O.finished_at, "When it was confirmed, failed, was replaced or was withdrawn; null before."
    )
    failure_code: str | None = column(O.failure_code, "Code with which the network refused it.")
    failure: str | None = column(O.failure, "Why the network refused it, in its words; hidden from analysts.")
    late_at: datetime | None = column(
        O.late_at, "When the network confirmed it although it was given up; a new order mends that."
    )
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract.")
    sim: object = one("sim.Sim", lambda p, c: c.id == p.sim_id, "The SIM of the line afterwards.")
    phone_number: object = one(
        "sim.PhoneNumber", lambda p, c: c.id == p.phone_number_id, "The number of the line afterwards."
    )
    available_actions: list[AvailableAction] = actions(
        models.PROVISIONING_ORDER_STATES, models.ProvisioningStatus, transitions_of(BY_MODEL[O])
    )


@strawberry.type(description="What a contract should have in the mobile network, and what it has.")
class ContractService:
    number: str = column(S.number, "Number of the contract.")
    wanted: models.ServiceState = column(S.wanted, "What the contract says.")
    barring: Barring | None = column(S.barring, "What is to be barred; null: nothing.")
    actual: models.ServiceState | None = column(
        S.actual,
        "What the network confirmed last; null where it has confirmed nothing, as for contracts from before there were"
        " provisioning orders.",
    )
    in_sync: bool | None = column(
        S.in_sync,
        "Whether the network has confirmed what is wanted, and no order is open; null where there was no order.",
    )
    order: object = one(
        "provisioning_order.ProvisioningOrder", lambda p, c: c.id == p.order_id, "The last order that was not replaced."
    )


CONTRACT_SERVICE = graph_type(ContractService, S, {})
PROVISIONING_ORDER = graph_type(ProvisioningOrder, O, CREATED_AT)
_lists = ListTypes(ProvisioningOrder, "provisioning_order.ProvisioningOrder", CREATED_AT)
ProvisioningOrderConnection, ProvisioningOrderFilter = _lists.connection, _lists.filter
ProvisioningOrderListFilter, ProvisioningOrderOrder = _lists.list_filter, _lists.order


@queries
class Queries:
    provisioning_order: object = root_one("provisioning_order.ProvisioningOrder", "An order to the network.")
    provisioning_orders: object = root_many("provisioning_order.ProvisioningOrder", "Orders to the network.")
