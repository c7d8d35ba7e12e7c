"""Refunds."""

import strawberry

from backend import models
from backend.schema.common import CREATED_AT, AvailableAction, Money, Node, actions, money_columns, newest
from backend.schema.declare import EXACT, column, listing, one
from backend.schema.enums import RefundStatus
from backend.schema.lists import ListTypes, graph_type

R = models.Refund


@strawberry.type(description="Money of a payment on its way back, by the means it came by.")
class Refund(Node):
    amount: Money = money_columns("amount_minor", "What is paid back.")
    status: RefundStatus = column(R.status, "Where the refund is.", EXACT)
    reason: str = column(R.reason, "Why, in the words of who asked for it.")
    requested_by: str = column(R.requested_by, "Who asked for it.")
    decided_by: str | None = column(R.decided_by, "Who approved or rejected it, where that was needed.")
    failure: str | None = column(R.failure, "Why it failed.")
    payment: object = one("payment.Payment", lambda p, c: c.id == p.payment_id, "The payment it gives back.")
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "Whose account it is taken from.")
    available_actions: list[AvailableAction] = actions(
        models.REFUND_STATES, models.RefundStatus, {"approve": "approveRefund", "reject": "rejectRefund"}
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "Its transitions, newest first."
    )


REFUND = graph_type(Refund, R, "ref", CREATED_AT)
_lists = ListTypes(Refund, "refund.Refund", CREATED_AT)
RefundConnection, RefundFilter, RefundListFilter = _lists.connection, _lists.filter, _lists.list_filter
RefundOrder = _lists.order
