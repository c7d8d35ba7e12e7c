"""Refunds."""

import strawberry

from backend import models
from backend.models.nouns import BY_MODEL
from backend.schema.common import CREATED_AT, AvailableAction, Money, Node, actions, money_columns, newest
from backend.schema.declare import EXACT, column, listing, one
from backend.schema.enums import RefundStatus
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.services.permissions import transitions_of

R = models.Refund


@strawberry.type(description="A refund of a payment, by the payment's method.")
class Refund(Node):
    amount: Money = money_columns("amount_minor", "Amount to refund.")
    status: RefundStatus = column(R.status, "State of the refund.", EXACT)
    reason: str = column(R.reason, "Reason given by the requester.")
    requested_by: str = column(R.requested_by, "Actor who requested the refund.")
    decided_by: str | None = column(
        R.decided_by, "Actor who approved or rejected the refund, where approval was required."
    )
    failure: str | None = column(R.failure, "Why the refund failed, in the gateway's words; hidden from analysts.")
    failure_code: str | None = column(R.failure_code, "Failure code of the gateway.")
    payment: object = one("payment.Payment", lambda p, c: c.id == p.payment_id, "The refunded payment.")
    contract: object = one(
        "contract.Contract", lambda p, c: c.id == p.contract_id, "The contract whose account is debited."
    )
    available_actions: list[AvailableAction] = actions(
        models.REFUND_STATES, models.RefundStatus, transitions_of(BY_MODEL[R])
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "State transitions, newest first."
    )


REFUND = graph_type(Refund, R, CREATED_AT)
_lists = ListTypes(Refund, "refund.Refund", CREATED_AT)
RefundConnection, RefundFilter, RefundListFilter = _lists.connection, _lists.filter, _lists.list_filter
RefundOrder = _lists.order


@queries
class Queries:
    refund: object = root_one("refund.Refund", "A refund.")
    refunds: object = root_many("refund.Refund", "Refunds.")
