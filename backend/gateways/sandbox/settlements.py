"""The settlement of a day as CSV, read from the database in batches.

It lists payments, then refunds, then, once the day (UTC) is over, one payout per currency: the sum of the lines above
after fees. A currency whose sum is not positive has no payout.
"""

import csv
import io
import sqlite3
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from backend.gateways.payments import LineKind
from backend.gateways.sandbox.charges import fee
from backend.gateways.sandbox.faults import Fault
from backend.gateways.sandbox.store import Store

HEADER = ("line_id", "kind", "reference", "refund_reference", "amount_minor", "fee_minor", "currency", "at")
BATCH_ROWS = 500

_PAID = """
select id, id as charge_id, amount_minor, currency, fault, paid_at as at from charge
where paid_at >= :since and paid_at < :until and (paid_at, id) > (:at, :id) order by paid_at, id limit :most
"""
_REFUNDED = """
select id, charge_id, amount_minor, currency, fault, done_at as at from refund
where done_at >= :since and done_at < :until and (done_at, id) > (:at, :id) order by done_at, id limit :most
"""


@dataclass(frozen=True)
class _Line:
    line_id: str
    kind: LineKind
    reference: str
    refund_reference: str
    amount_minor: int
    fee_minor: int
    currency: str
    at: float

    def cells(self) -> tuple[object, ...]:
        return (
            self.line_id, self.kind, self.reference, self.refund_reference, self.amount_minor, self.fee_minor,
            self.currency, _written(self.at),
        )  # fmt: skip


async def settlement(store: Store, day: date, now: float) -> AsyncIterator[bytes]:
    """The settlement of a day, in pieces."""
    since = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    until = since + timedelta(days=1).total_seconds()
    left: dict[str, int] = defaultdict(int)
    yield _csv([HEADER])
    for statement, kind in ((_PAID, LineKind.PAYMENT), (_REFUNDED, LineKind.REFUND)):
        place = {"at": since - 1, "id": ""}
        while rows := await store.read(_rows, statement, {"since": since, "until": until, **place}):
            lines = [line for row in rows for line in _lines(row, kind)]
            for line in lines:
                left[line.currency] += line.amount_minor - line.fee_minor
            yield _csv(line.cells() for line in lines)
            place = {"at": rows[-1]["at"], "id": rows[-1]["id"]}
    if until <= now:
        yield _csv(line.cells() for line in _payouts(day, left, until))


def _rows(connection: sqlite3.Connection, statement: str, values: dict[str, object]) -> list[sqlite3.Row]:
    return connection.execute(statement, {**values, "most": BATCH_ROWS}).fetchall()


def _lines(row: sqlite3.Row, kind: LineKind) -> Iterator[_Line]:
    """The lines of a payment or refund: one, or none or two according to its fault."""
    paid = kind is LineKind.PAYMENT
    line = _Line(
        f"line_{row['id']}", kind, row["charge_id"], "" if paid else row["id"],
        row["amount_minor"] if paid else -row["amount_minor"], fee(row["amount_minor"]) if paid else 0,
        row["currency"], row["at"],
    )  # fmt: skip
    fault = row["fault"]
    if fault == Fault.LINE_MISSING:
        return
    if fault == Fault.LINE_AMOUNT:
        line = replace(line, amount_minor=line.amount_minor + (100 if paid else -100))
    elif fault == Fault.LINE_FEE:
        line = replace(line, fee_minor=line.fee_minor + 7)
    elif fault == Fault.LINE_CURRENCY:
        line = replace(line, currency="EUR" if line.currency == "USD" else "USD")
    yield line
    if fault == Fault.LINE_TWICE:
        yield replace(line, line_id=f"{line.line_id}_2")


def _payouts(day: date, left: dict[str, int], at: float) -> Iterator[_Line]:
    for currency, amount_minor in sorted(left.items()):
        if amount_minor > 0:
            name = f"po_{day:%Y%m%d}_{currency}"
            yield _Line(f"line_{name}", LineKind.PAYOUT, name, "", -amount_minor, 0, currency, at - 1)


def _csv(rows: Iterable[Iterable[object]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode()


def _written(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
