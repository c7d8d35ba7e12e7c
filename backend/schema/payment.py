"""Payments."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.auth.visibility import VIEWER_SUBJECT
from backend.models.nouns import BY_MODEL
from backend.planner.fields import Key, Searched, SearchedKind
from backend.resolvers.links import checkout_url
from backend.schema.aggregates import root_aggregate
from backend.schema.common import CREATED_AT, AvailableAction, Money, Node, actions, money_columns, newest, oldest
from backend.schema.declare import CODE, EXACT, column, external, listing, one
from backend.schema.enums import PaymentMethod, PaymentStatus
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.services.permissions import transitions_of

P = models.Payment


@strawberry.type(description="A payment towards a contract.")
class Payment(Node):
    number: str = column(P.number, "Payment number, as printed on receipts.", CODE)
    amount: Money = money_columns("amount_minor", "Amount paid.")
    refunded: Money = money_columns("refunded_minor", "Amount refunded.")
    method: PaymentMethod = column(P.method, "Payment method.", EXACT)
    status: PaymentStatus = column(P.status, "State of the payment.", EXACT)
    paid_at: datetime | None = column(P.paid_at, "When the payment was confirmed.")
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract the payment is for.")
    failure_code: str | None = column(P.failure_code, "Failure code of the gateway.")
    failure_message: str | None = column(
        P.failure_message, "Failure message of the gateway; hidden from analysts and subscribers."
    )
    gateway: str | None = column(P.gateway, "Name of the gateway; null for payments at a counter.")
    checkout_url: str | None = external(
        ("id", "status", "gateway", "gateway_reference", "checkout_url", "payer"),
        checkout_url,
        "Address of the gateway's payment page while the payment is undecided; only for the payer and staff.",
    )
    refunds: object = listing("refund.Refund", lambda p, c: c.payment_id == p.id, newest, "Refunds, newest first.")
    bills: object = listing("bill.Bill", lambda p, c: c.payment_id == p.id, oldest, "Receipt and credit notes.")
    ledger_entries: object = listing(
        "ledger.LedgerEntry", lambda p, c: c.payment_id == p.id, oldest, "Ledger entries of the payment."
    )
    available_actions: list[AvailableAction] = actions(
        models.PAYMENT_STATES, models.PaymentStatus, transitions_of(BY_MODEL[P])
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "State transitions, newest first."
    )


PAYMENT = graph_type(Payment, P, CREATED_AT, lookup=(Searched("number", SearchedKind.NUMBER, form="P{:09}"),))
_lists = ListTypes(Payment, "payment.Payment", CREATED_AT)
PaymentConnection, PaymentFilter, PaymentListFilter = _lists.connection, _lists.filter, _lists.list_filter
PaymentOrder = _lists.order


def _made_by_viewer(payment: Any) -> Any:
    """Idempotency keys are unique per caller."""
    return payment["payer"] == sa.bindparam(VIEWER_SUBJECT, type_=sa.Text())


@queries
class Queries:
    payment: object = root_one(
        "payment.Payment",
        "A payment, by id or by the idempotency key that the caller gave.",
        idempotency_key=Key("idempotency_key", _made_by_viewer),
    )
    payments: object = root_many("payment.Payment", "Payments.")
    payments_aggregate: object = root_aggregate("payment.Payment", "Aggregates over payments.")
