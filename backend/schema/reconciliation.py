"""Settlements of gateways and their mismatches."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression, Form, Order
from backend.schema.common import CREATED_AT, Money, Node, money, money_columns
from backend.schema.declare import EXACT, RANGE, column, listing, many, one
from backend.schema.enums import (
    MismatchKind,
    MismatchStatus,
    Repair,
    SettlementLineKind,
    SettlementSource,
    SettlementStatus,
)
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.schema.scalars import CurrencyCode

S = models.Settlement
T = models.SettlementTotal
L = models.SettlementLine
C = models.MismatchCount
M = models.Mismatch


def _clearing_balance(total: Any) -> Expression:
    """The present balance of the gateway's clearing account, debits positive: what the gateway owes the operator."""
    held = sa.table("ledger_house_balance", *(sa.column(name) for name in ("code", "currency", "balance_minor")))
    held_rows = held.alias("held")
    code = sa.func.concat(sa.literal_column("'CLEARING:'"), sa.func.upper(total.gateway))
    balance = sa.select(-held_rows.c.balance_minor).where(
        held_rows.c.code == code, held_rows.c.currency == total.currency
    )
    return sa.func.coalesce(balance.scalar_subquery(), sa.literal_column("0"))


def _side_amount(minor: str, currency: str, description: str) -> Any:
    """An amount in the currency of one side; null where that side has no amount."""
    return money(lambda row, _: row[minor], lambda row: row[currency], description, nullable=True)


def _difference(minor: str, description: str) -> Any:
    """An amount in the gateway's currency or, without a settlement line, in the payment's."""
    return money(
        lambda row, _: row[minor],
        lambda row: sa.func.coalesce(row.gateway_currency, row.payment_currency),
        description,
    )


@strawberry.type(description="One line of a gateway's settlement.")
class SettlementLine:
    position: int = column(L.position, "Position in the settlement, starting at 1; a file's header is not counted.")
    line_id: str = column(L.line_id, "The gateway's id of the line.")
    kind: SettlementLineKind = column(L.kind, "Kind of line.")
    reference: str = column(L.reference, "The gateway's reference of the charge, or of the payout.")
    refund_reference: str | None = column(L.refund_reference, "The gateway's reference of the refund.")
    amount: Money = money_columns("amount_minor", "Gross amount; negative for refunds and payouts.")
    fee: Money = money_columns("fee_minor", "Fee of the gateway.")
    at: datetime = column(L.at, "When the money moved.")


@strawberry.type(description="Totals of a settlement in one currency.")
class SettlementTotal:
    currency: CurrencyCode = column(T.currency, "The currency.")
    payments: int = column(T.payments, "Number of payments.")
    payments_amount: Money = money_columns("payments_minor", "Sum of the payments.")
    refunds: int = column(T.refunds, "Number of refunds.")
    refunds_amount: Money = money_columns("refunds_minor", "Sum of the refunds; negative.")
    payouts: int = column(T.payouts, "Number of payouts.")
    payouts_amount: Money = money_columns("payouts_minor", "Sum of the payouts; negative.")
    fees: Money = money_columns("fees_minor", "Sum of the gateway's fees.")
    clearing: Money = money(
        lambda row, _: _clearing_balance(row),
        lambda row: row.currency,
        "Present balance of the gateway's clearing account: what the gateway owes the operator.",
    )


@strawberry.type(description="Number of mismatches of one kind in a settlement.")
class MismatchCount:
    kind: MismatchKind = column(C.kind, "Kind of mismatch.")
    open: int = column(C.open, "Number of open mismatches.")
    repaired: int = column(C.repaired, "Number of repaired mismatches.")
    dismissed: int = column(C.dismissed, "Number of dismissed mismatches.")


@strawberry.type(description="The settlement of one gateway for one day (UTC), and how it matches payments and ledger.")
class Settlement(Node):
    gateway: str = column(S.gateway, "Name of the gateway.", EXACT)
    day: date = column(S.day, "Day of the settlement (UTC).", RANGE)
    source: SettlementSource = column(S.source, "Source of the settlement.")
    status: SettlementStatus = column(S.status, "State of the settlement.", EXACT)
    file_name: str | None = column(S.file_name, "Name of the uploaded file.")
    failure: str | None = column(
        S.failure, "Why the last import failed; may quote the gateway or the file, and is hidden from analysts."
    )
    failure_code: str | None = column(
        S.failure_code, "Error code of the last import: GATEWAY_UNAVAILABLE, GATEWAY_REFUSED or INVALID_FILE."
    )
    imported_by: str = column(S.imported_by, "Actor of the import.")
    imported_at: datetime | None = column(S.imported_at, "When its lines were imported.")
    matched_at: datetime | None = column(S.matched_at, "When it was last matched.")
    lines: int = column(S.lines, "Number of lines.")
    matched: int = column(S.matched, "Number of lines that match our payments and refunds.")
    totals: object = listing(
        "reconciliation.SettlementTotal",
        lambda p, c: c.settlement_id == p.id,
        lambda c: [c.currency],
        "Totals per currency.",
    )
    mismatch_counts: object = listing(
        "reconciliation.MismatchCount",
        lambda p, c: c.settlement_id == p.id,
        lambda c: [c.kind],
        "Number of mismatches per kind; kinds without mismatches are left out.",
    )
    mismatches: object = many("reconciliation.Mismatch", lambda p, c: c.settlement_id == p.id, "Mismatches.")


@strawberry.type(description="A difference between the gateway, the payment and the ledger, and the decision about it.")
class Mismatch(Node):
    gateway: str = column(M.gateway, "Name of the gateway.", EXACT)
    kind: MismatchKind = column(M.kind, "Kind of difference.", EXACT)
    status: MismatchStatus = column(M.status, "State of the mismatch.", EXACT)
    settlement: object = one(
        "reconciliation.Settlement", lambda p, c: c.id == p.settlement_id, "The settlement in which it was found."
    )
    payment: object = one("payment.Payment", lambda p, c: c.id == p.payment_id, "Our payment, if any.")
    refund: object = one("refund.Refund", lambda p, c: c.id == p.refund_id, "Our refund, if any.")
    lines: object = listing(
        "reconciliation.SettlementLine",
        lambda p, c: sa.and_(c.settlement_id == p.settlement_id, c.line_id == sa.any_(p.line_ids)),
        lambda c: [c.position],
        "Lines of the settlement that the mismatch is about.",
    )
    gateway_amount: Money | None = _side_amount(
        "gateway_amount_minor", "gateway_currency", "Amount according to the gateway."
    )
    gateway_fee: Money | None = _side_amount("gateway_fee_minor", "gateway_currency", "Fee according to the gateway.")
    payment_amount: Money | None = _side_amount(
        "payment_amount_minor", "payment_currency", "Amount of our payment or refund; negative for refunds."
    )
    payment_fee: Money | None = _side_amount("payment_fee_minor", "payment_currency", "Recorded fee.")
    payment_status: str | None = column(M.payment_status, "State of our payment or refund at the time of matching.")
    ledger_amount: Money | None = _side_amount(
        "ledger_amount_minor", "payment_currency", "Amount according to the ledger; null when nothing was posted."
    )
    difference: Money = _difference("difference_minor", "Difference of the amounts; a repair books it.")
    fee_difference: Money = _difference("fee_difference_minor", "Difference of the fees; a repair books it.")
    suggested_repair: Repair = column(M.suggested_repair, "The repair that `applyRepair` would apply.")
    decided_by: str | None = column(M.decided_by, "Actor of the decision.")
    decided_at: datetime | None = column(M.decided_at, "When it was decided.")
    note: str | None = column(M.note, "Note of the decision.")


SETTLEMENT = graph_type(Settlement, S, CREATED_AT | {"DAY": Order("day", Form.DATE)}, default=("DAY", True))
MISMATCH = graph_type(Mismatch, M, CREATED_AT)
SETTLEMENT_TOTAL = graph_type(SettlementTotal, T, {})
SETTLEMENT_LINE = graph_type(SettlementLine, L, {})
MISMATCH_COUNT = graph_type(MismatchCount, C, {})
_settlements = ListTypes(Settlement, "reconciliation.Settlement", SETTLEMENT.orders)
SettlementConnection, SettlementFilter = _settlements.connection, _settlements.filter
SettlementListFilter, SettlementOrder = _settlements.list_filter, _settlements.order
_mismatches = ListTypes(Mismatch, "reconciliation.Mismatch", CREATED_AT)
MismatchConnection, MismatchFilter = _mismatches.connection, _mismatches.filter
MismatchListFilter, MismatchOrder = _mismatches.list_filter, _mismatches.order


@queries
class Queries:
    settlement: object = root_one("reconciliation.Settlement", "A gateway's settlement of one day.")
    settlements: object = root_many("reconciliation.Settlement", "Settlements of gateways by day.")
    mismatch: object = root_one("reconciliation.Mismatch", "A mismatch.")
    mismatches: object = root_many("reconciliation.Mismatch", "Mismatches between gateways, payments and the ledger.")
