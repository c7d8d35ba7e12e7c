"""Settlements of gateways and their mismatches."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression, Form, GraphType, Order
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
from backend.schema.scalars import CurrencyCode

S = models.Settlement
T = models.SettlementTotal
L = models.SettlementLine
C = models.MismatchCount
M = models.Mismatch


def _held(total: Any) -> Expression:
    """What the gateway's clearing account holds now, debits positive: what it owes us."""
    held = sa.table("ledger_house_balance", *(sa.column(name) for name in ("code", "currency", "balance_minor")))
    held_rows = held.alias("held")
    code = sa.func.concat(sa.literal_column("'CLEARING:'"), sa.func.upper(total.gateway))
    balance = sa.select(-held_rows.c.balance_minor).where(
        held_rows.c.code == code, held_rows.c.currency == total.currency
    )
    return sa.func.coalesce(balance.scalar_subquery(), sa.literal_column("0"))


def _of_side(minor: str, currency: str, description: str) -> Any:
    """An amount in the currency of one side; null where that side says nothing."""
    return money(lambda row, _: row[minor], lambda row: row[currency], description, nullable=True)


def _difference(minor: str, description: str) -> Any:
    """An amount in the gateway's currency, or in the payment's where no line is there."""
    return money(
        lambda row, _: row[minor],
        lambda row: sa.func.coalesce(row.gateway_currency, row.payment_currency),
        description,
    )


@strawberry.type(description="One line of a settlement, as the gateway has it.")
class SettlementLine:
    position: int = column(L.position, "Where it stands, from one on; a file's header is not counted.")
    line_id: str = column(L.line_id, "The gateway's own id of it.")
    kind: SettlementLineKind = column(L.kind, "What moved.")
    reference: str = column(L.reference, "The gateway's reference of the charge, or of the payout.")
    refund_reference: str | None = column(L.refund_reference, "The gateway's reference of the refund.")
    amount: Money = money_columns("amount_minor", "The gross; negative for refunds and payouts.")
    fee: Money = money_columns("fee_minor", "What the gateway keeps for itself.")
    at: datetime = column(L.at, "When it moved.")


@strawberry.type(description="What a settlement's lines amount to in one currency.")
class SettlementTotal:
    currency: CurrencyCode = column(T.currency, "The currency.")
    payments: int = column(T.payments, "How many payments.")
    payments_amount: Money = money_columns("payments_minor", "What they amount to.")
    refunds: int = column(T.refunds, "How many refunds.")
    refunds_amount: Money = money_columns("refunds_minor", "What they amount to, negative.")
    payouts: int = column(T.payouts, "How many payouts.")
    payouts_amount: Money = money_columns("payouts_minor", "What they amount to, negative.")
    fees: Money = money_columns("fees_minor", "What the gateway keeps for itself.")
    clearing: Money = money(
        lambda row, _: _held(row), lambda row: row.currency, "What the gateway owes us by our ledger, now."
    )


@strawberry.type(description="How many mismatches of one kind a settlement has.")
class MismatchCount:
    kind: MismatchKind = column(C.kind, "Which kind.")
    open: int = column(C.open, "How many nobody decided about.")
    repaired: int = column(C.repaired, "How many were repaired.")
    dismissed: int = column(C.dismissed, "How many were left as they are.")


@strawberry.type(description="What one gateway settled on one day (UTC), and how far that is what we have.")
class Settlement(Node):
    gateway: str = column(S.gateway, "Which gateway.", EXACT)
    day: date = column(S.day, "Which day, UTC.", RANGE)
    source: SettlementSource = column(S.source, "How it came.")
    status: SettlementStatus = column(S.status, "Where it is.", EXACT)
    file_name: str | None = column(S.file_name, "The uploaded file's name.")
    failure: str | None = column(S.failure, "Why it could not be had, the last time it was tried.")
    imported_by: str = column(S.imported_by, "Who imported it.")
    imported_at: datetime | None = column(S.imported_at, "Since when its lines are here.")
    matched_at: datetime | None = column(S.matched_at, "When it was last matched.")
    lines: int = column(S.lines, "How many lines it has.")
    matched: int = column(S.matched, "How many lines our payments and refunds agree with.")
    totals: object = listing(
        "reconciliation.SettlementTotal",
        lambda p, c: c.settlement_id == p.id,
        lambda c: [c.currency],
        "What its lines amount to, per currency.",
    )
    mismatch_counts: object = listing(
        "reconciliation.MismatchCount",
        lambda p, c: c.settlement_id == p.id,
        lambda c: [c.kind],
        "How many mismatches it has, per kind; kinds without any are left out.",
    )
    mismatches: object = many("reconciliation.Mismatch", lambda p, c: c.settlement_id == p.id, "Its mismatches.")


@strawberry.type(description="Where the gateway, the payment and the ledger differ, and what became of it.")
class Mismatch(Node):
    gateway: str = column(M.gateway, "Which gateway.", EXACT)
    kind: MismatchKind = column(M.kind, "How they differ.", EXACT)
    status: MismatchStatus = column(M.status, "Whether somebody decided about it.", EXACT)
    settlement: object = one("reconciliation.Settlement", lambda p, c: c.id == p.settlement_id, "Where it was found.")
    payment: object = one("payment.Payment", lambda p, c: c.id == p.payment_id, "Our payment, where there is one.")
    refund: object = one("refund.Refund", lambda p, c: c.id == p.refund_id, "Our refund, where it is about one.")
    lines: object = listing(
        "reconciliation.SettlementLine",
        lambda p, c: sa.and_(c.settlement_id == p.settlement_id, c.line_id == sa.any_(p.line_ids)),
        lambda c: [c.position],
        "The lines it is about, as far as they are in the settlement now.",
    )
    gateway_amount: Money | None = _of_side("gateway_amount_minor", "gateway_currency", "What the gateway says.")
    gateway_fee: Money | None = _of_side("gateway_fee_minor", "gateway_currency", "Its fee, as the gateway says.")
    payment_amount: Money | None = _of_side(
        "payment_amount_minor", "payment_currency", "What our payment or refund says; negative for refunds."
    )
    payment_fee: Money | None = _of_side("payment_fee_minor", "payment_currency", "The fee that we had recorded.")
    payment_status: str | None = column(M.payment_status, "Where our payment or refund was when it was matched.")
    ledger_amount: Money | None = _of_side(
        "ledger_amount_minor", "payment_currency", "What the ledger says; null where nothing was posted."
    )
    difference: Money = _difference("difference_minor", "What is between them: what a repair books.")
    fee_difference: Money = _difference("fee_difference_minor", "What is between the fees: what a repair books.")
    suggested_repair: Repair = column(M.suggested_repair, "What `applyRepair` does about it.")
    decided_by: str | None = column(M.decided_by, "Who decided about it.")
    decided_at: datetime | None = column(M.decided_at, "When.")
    note: str | None = column(M.note, "Why, in the words of who decided.")


SETTLEMENT = graph_type(Settlement, S, "set", CREATED_AT | {"DAY": Order("day", Form.DATE)}, default=("DAY", True))
MISMATCH = graph_type(Mismatch, M, "mis", CREATED_AT)
SETTLEMENT_TOTAL = GraphType("SettlementTotal", T.__table__, None, {}, node=False)  # type: ignore[arg-type]
SETTLEMENT_LINE = GraphType("SettlementLine", L.__table__, None, {}, node=False)  # type: ignore[arg-type]
MISMATCH_COUNT = GraphType("MismatchCount", C.__table__, None, {}, node=False)  # type: ignore[arg-type]
_settlements = ListTypes(Settlement, "reconciliation.Settlement", SETTLEMENT.orders)
SettlementConnection, SettlementFilter = _settlements.connection, _settlements.filter
SettlementListFilter, SettlementOrder = _settlements.list_filter, _settlements.order
_mismatches = ListTypes(Mismatch, "reconciliation.Mismatch", CREATED_AT)
MismatchConnection, MismatchFilter = _mismatches.connection, _mismatches.filter
MismatchListFilter, MismatchOrder = _mismatches.list_filter, _mismatches.order
