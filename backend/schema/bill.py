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
from backend.schema.declare import EXACT, PREFIX, column, external, mapped, one
from backend.schema.enums import BillKind, PaymentMethod
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one

B = models.Bill


def _rate(row: Any) -> Expression:
    return sa.cast(row["tax_rate"], sa.Text())


@strawberry.type(description="A receipt, credit note or invoice.")
class Bill(Node):
    kind: BillKind = column(B.kind, "Receipt, credit note or invoice.", EXACT)
    number: str | None = column(
        B.number,
        "Number, without gaps in its series; assigned within a second after the bill is issued, null before.",
        PREFIX,
    )
    amount: Money = money_columns("amount_minor", "Amount paid, refunded or charged.")
    tax: Money = money_columns("tax_minor", "Tax contained in the amount, for information.")
    tax_rate: Decimal = mapped("Tax rate in percent.", Value(_rate, Form.CODE))
    balance_before: Money = money_columns("balance_before_minor", "Balance of the contract before.")
    balance_after: Money = money_columns("balance_after_minor", "Balance of the contract afterwards.")
    method: PaymentMethod | None = column(B.method, "Payment method.")
    issued_at: datetime = column(B.issued_at, "When the money was posted.")
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract.")
    payment: object = one("payment.Payment", lambda p, c: c.id == p.payment_id, "The payment.")
    refund: object = one("refund.Refund", lambda p, c: c.id == p.refund_id, "The refund, for a credit note.")
    url: str | None = external(
        ("id",),
        bill_url,
        "Link to download the bill as a PDF in the customer's language, valid for five minutes; null for analysts.",
    )


BILL = graph_type(Bill, B, CREATED_AT)
_lists = ListTypes(Bill, "bill.Bill", CREATED_AT)
BillConnection, BillFilter, BillListFilter = _lists.connection, _lists.filter, _lists.list_filter
BillOrder = _lists.order


@queries
class Queries:
    bill: object = root_one("bill.Bill", "A bill.")
    bills: object = root_many("bill.Bill", "Bills.")
