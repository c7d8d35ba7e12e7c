"""Bills: receipts, credit notes, invoices."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression, Form, Value
from backend.resolvers.links import bill_url
from backend.schema.common import CREATED_AT, Money, Node, money_columns
from backend.schema.declare import EXACT, PREFIX, column, mapped, one, outside
from backend.schema.enums import BillKind, PaymentMethod
from backend.schema.lists import ListTypes, graph_type

B = models.Bill


def _rate(row: Any) -> Expression:
    return sa.cast(row["tax_rate"], sa.Text())


@strawberry.type(description="What was paid, paid back or charged, on paper.")
class Bill(Node):
    kind: BillKind = column(B.kind, "Receipt, credit note or invoice.", EXACT)
    number: str | None = column(
        B.number, "Its number, without gaps in its series; null for the second until it is given.", PREFIX
    )
    amount: Money = money_columns("amount_minor", "What was paid, paid back or charged.")
    tax: Money = money_columns("tax_minor", "The tax contained in it, for information.")
    tax_rate: Decimal = mapped("The rate of that tax, in percent.", Value(_rate, Form.CODE))
    balance_before: Money = money_columns("balance_before_minor", "What the contract held before.")
    balance_after: Money = money_columns("balance_after_minor", "What it held afterwards.")
    method: PaymentMethod | None = column(B.method, "How it was paid.")
    issued_at: datetime = column(B.issued_at, "When the money moved.")
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract it is about.")
    payment: object = one("payment.Payment", lambda p, c: c.id == p.payment_id, "The payment it is about.")
    refund: object = one("refund.Refund", lambda p, c: c.id == p.refund_id, "The refund it is about.")
    url: str | None = outside(
        ("id",),
        bill_url,
        "Where to fetch it as a PDF, in the customer's language, for some minutes; null for analysts.",
    )


BILL = graph_type(Bill, B, "bil", CREATED_AT)
_lists = ListTypes(Bill, "bill.Bill", CREATED_AT)
BillConnection, BillFilter, BillListFilter = _lists.connection, _lists.filter, _lists.list_filter
BillOrder = _lists.order
