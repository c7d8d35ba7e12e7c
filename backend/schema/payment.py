"""Payments."""

from datetime import datetime

import strawberry

from backend import models
from backend.resolvers.links import checkout_url
from backend.schema.common import CREATED_AT, AvailableAction, Money, Node, actions, money_columns, newest, oldest
from backend.schema.declare import CODE, EXACT, column, listing, one, outside
from backend.schema.enums import PaymentMethod, PaymentStatus
from backend.schema.lists import ListTypes, graph_type

P = models.Payment


@strawberry.type(description="A payment towards a contract.")
class Payment(Node):
    number: str = column(P.number, "The payment number printed on receipts.", CODE)
    amount: Money = money_columns("amount_minor", "What was paid.")
    refunded: Money = money_columns("refunded_minor", "What of it was paid back.")
    method: PaymentMethod = column(P.method, "How it was paid.", EXACT)
    status: PaymentStatus = column(P.status, "Where the payment is.", EXACT)
    paid_at: datetime | None = column(P.paid_at, "When it was confirmed.")
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract it pays for.")
    failure_code: str | None = column(P.failure_code, "Why it failed, in the gateway's code.")
    failure_message: str | None = column(P.failure_message, "Why it failed, in the gateway's words.")
    gateway: str | None = column(P.gateway, "The gateway that takes it; null at a counter.")
    checkout_url: str | None = outside(
        ("id", "status", "gateway", "gateway_reference", "checkout_url", "payer"),
        checkout_url,
        "Where the payer goes on, as long as it is not decided; null for anybody but the payer and staff.",
    )
    refunds: object = listing("refund.Refund", lambda p, c: c.payment_id == p.id, newest, "Its refunds, newest first.")
    bills: object = listing("bill.Bill", lambda p, c: c.payment_id == p.id, oldest, "Its receipt and credit notes.")
    ledger_entries: object = listing(
        "ledger.LedgerEntry", lambda p, c: c.payment_id == p.id, oldest, "What it moved in the ledger."
    )
    available_actions: list[AvailableAction] = actions(
        models.PAYMENT_STATES, models.PaymentStatus, {"cancel": "cancelPayment", "refund": "refundPayment"}
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "Its transitions, newest first."
    )


PAYMENT = graph_type(Payment, P, "pay", CREATED_AT)
_lists = ListTypes(Payment, "payment.Payment", CREATED_AT)
PaymentConnection, PaymentFilter, PaymentListFilter = _lists.connection, _lists.filter, _lists.list_filter
PaymentOrder = _lists.order
