"""Two gateways with the same days, so that an order by the day has ties; in KWD nothing was posted."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from backend.identifiers import PaymentKey
from backend.models import Base, Mismatch, Settlement, SettlementLine
from tests.factories.ledger import new_entry, new_house_account, new_posting
from tests.factories.settlements import new_mismatch, new_settlement, new_settlement_line, new_settlement_total
from tests.world.keys import key, moment

GATEWAY = "odd-gate"
# Gateway, day, source, file name, status, failure, lines, matched, imported by, imported at, created at.
SETTLEMENTS: list[tuple[str, str, str, str | None, str, str | None, int, int, str, str | None, str]] = [
    (GATEWAY, "2026-02-01", "UPLOAD", 'итоги "за день" +996700100001.csv', "MATCHED", None, 6, 2, "operator@demo.example", "2026-02-02T03:30:00.5Z", "2026-02-02T00:00:00Z"),
    (GATEWAY, "2026-02-02", "SCHEDULE", None, "MATCHED", None, 1, 0, "schedule", "2026-02-03T03:30:00Z", "2026-02-02T00:00:00Z"),
    (GATEWAY, "2026-02-03", "SCHEDULE", None, "FAILED", 'the gateway\\said "no"\n', 0, 0, "schedule", None, "2026-02-02T00:00:00.000001Z"),
    (GATEWAY, "1999-12-31", "UPLOAD", "a\\b.csv", "MATCHED", None, 0, 0, "user +996 700 100 001", "2026-02-04T00:00:00Z", "2026-02-04T00:00:00Z"),
    ("other", "2026-02-01", "UPLOAD", "from x@example.kg", "MATCHED", "the last one: 502", 1, 1, "admin@demo.example", "2026-02-02T00:00:00Z", "2026-02-02T00:00:00Z"),
    ("other", "2026-02-02", "SCHEDULE", None, "IMPORTING", None, 0, 0, "schedule", None, "2026-02-03T00:00:00Z"),
]  # fmt: skip
# Gateway, day, position, line id, kind, reference, refund's reference, amount, fee, currency, time of day.
LINES: list[tuple[str, str, int, str, str, str, str | None, int, int, str, timedelta]] = [
    (GATEWAY, "2026-02-01", 1, 'l"1"', "PAYMENT", "ch_1", None, 100001, 2500, "KGS", timedelta()),
    (GATEWAY, "2026-02-01", 2, "l\\2", "REFUND", "ch_1", "re_1", -1, 0, "KGS", timedelta(hours=1, microseconds=1)),
    (GATEWAY, "2026-02-01", 3, "l3", "PAYOUT", "po_1", None, -90000, 25, "KGS", timedelta(hours=2, milliseconds=500)),
    (GATEWAY, "2026-02-01", 4, "l4", "PAYMENT", "ch_2", None, 99, 3, "JPY", timedelta(hours=3)),
    (GATEWAY, "2026-02-01", 5, "l5", "PAYMENT", "ch_1", None, 9007199254740993, 1, "KGS", timedelta(days=1, microseconds=-1)),
    (GATEWAY, "2026-02-01", 6, "l6", "REFUND", "ch_3", "re_3", -5, -1, "KWD", timedelta(hours=4)),
    (GATEWAY, "2026-02-02", 1, 'l"1"', "PAYMENT", "ch_1", None, 5, 0, "KGS", timedelta()),
    ("other", "2026-02-01", 1, 'l"1"', "PAYMENT", "ch_1", None, 7, 2, "KGS", timedelta()),
]  # fmt: skip
FIRST, SECOND = "2026-02-01", "2026-02-02"
# Amounts of each side are in that side's currency. The second and the third name lines that do not exist.
MISMATCHES: list[dict[str, Any]] = [
    {
        "day": FIRST, "kind": "DUPLICATE", "payment": "PX2", "line_ids": ["l5", 'l"1"'], "gateway": (9007199254740993, 1, "KGS"),
        "own": (100000, None, "KGS", "PARTIALLY_REFUNDED"), "ledger_amount_minor": None, "differences": (9007199254740993, 1),
        "suggested_repair": "SUSPENSE", "at": "2026-02-02T04:00:00Z",
    },
    {
        "day": FIRST, "kind": "CURRENCY", "status": "REPAIRED", "payment": "PX4", "line_ids": ["l4", "none"], "gateway": (99, 3, "JPY"),
        "own": (99, 5, "KWD", "REFUNDED"), "ledger_amount_minor": 99, "differences": (99, 3), "suggested_repair": "SUSPENSE",
        "decided_by": "operator@demo.example", "note": 'say "it" to +996 700 100 001', "at": "2026-02-02T04:00:00Z",
    },
    {
        "day": FIRST, "kind": "MISSING_THERE", "payment": "PX5", "line_ids": ["gone"], "own": (5, None, "KWD", "SUCCEEDED"),
        "ledger_amount_minor": 5, "differences": (-5, 0), "suggested_repair": "SUSPENSE", "at": "2026-02-02T04:00:00.1Z",
    },
    {
        "day": FIRST, "kind": "MISSING_HERE", "status": "DISMISSED", "line_ids": ["l6"], "gateway": (-5, -1, "KWD"),
        "differences": (-5, -1), "suggested_repair": "NOTE", "decided_by": "admin@demo.example", "note": "line\none\\two",
        "at": "2026-02-02T05:00:00Z",
    },
    {
        "day": FIRST, "kind": "MISSING_HERE", "line_ids": ['l"1"'], "gateway": (100001, 2500, "KGS"), "differences": (100001, 2500),
        "suggested_repair": "CONFIRM", "at": "2026-02-02T05:00:00Z",
    },
    {
        "day": FIRST, "kind": "LEDGER", "payment": "PX4", "refund_id": key("refundPX4"), "line_ids": [],
        "own": (-5, None, "KWD", "SUCCEEDED"), "differences": (-5, 0), "suggested_repair": "POST", "at": "2026-02-02T06:00:00Z",
    },
    {
        "day": SECOND, "kind": "FEE", "status": "REPAIRED", "payment": "PX2", "line_ids": ['l"1"'], "gateway": (5, 0, "KGS"),
        "own": (5, 7, "KGS", "SUCCEEDED"), "ledger_amount_minor": 5, "differences": (0, -7), "suggested_repair": "FEE",
        "decided_by": "somebody", "at": "2026-02-03T00:00:00Z",
    },
    {
        "day": SECOND, "kind": "AMOUNT", "payment": "PX2", "line_ids": ['l"1"', "l3"], "gateway": (5, 0, "KGS"),
        "own": (6, None, "KGS", "SUCCEEDED"), "ledger_amount_minor": 6, "differences": (-1, 0), "suggested_repair": "WRITE_OFF",
        "at": "2026-02-03T00:00:00Z",
    },
]  # fmt: skip


def settlements(payments: dict[str, PaymentKey]) -> list[Base]:
    """Settlements with their lines, totals and mismatches, and what is owed; `payments` are keys by number."""
    days = {(gateway, day): _settlement(gateway, day, *rest) for gateway, day, *rest in SETTLEMENTS}
    lines = [_line(days[gateway, day], *rest) for gateway, day, *rest in LINES]
    mismatches = [_mismatch(n, days[GATEWAY, row["day"]], payments, **row) for n, row in enumerate(MISMATCHES, 1)]
    return [*days.values(), *lines, *_totals(lines), *mismatches, *_owed()]


def _settlement(gateway: str, day: str, *rest: Any) -> Settlement:
    source, file_name, status, failure, lines, matched, imported_by, imported_at, created_at = rest
    return new_settlement(
        gateway,
        date.fromisoformat(day),
        id=key(f"settlement{gateway}{day}"),
        source=source,
        file_name=file_name,
        status=status,
        failure=failure,
        lines=lines,
        matched=matched,
        imported_by=imported_by,
        imported_at=imported_at and moment(imported_at),
        matched_at=imported_at and moment(imported_at) + timedelta(seconds=1.5),
        created_at=moment(created_at),
    )


def _line(settlement: Settlement, *rest: Any) -> SettlementLine:
    position, line_id, kind, reference, refund_reference, amount_minor, fee_minor, currency, time_of_day = rest
    return new_settlement_line(
        settlement,
        position,
        line_id,
        kind=kind,
        reference=reference,
        refund_reference=refund_reference,
        amount_minor=amount_minor,
        fee_minor=fee_minor,
        currency=currency,
        at=datetime.combine(settlement.day, time(), UTC) + time_of_day,
    )


def _totals(lines: Sequence[SettlementLine]) -> list[Base]:
    groups: dict[tuple[uuid.UUID, str], list[SettlementLine]] = defaultdict(list)
    for line in lines:
        groups[line.settlement_id, line.currency].append(line)
    return [new_settlement_total(group) for group in groups.values()]


def _mismatch(
    n: int, settlement: Settlement, payments: dict[str, PaymentKey], *,
    at: str, differences: tuple[int, int], day: str, payment: str | None = None, gateway: tuple[Any, ...] = (None,) * 3,
    own: tuple[Any, ...] = (None,) * 4, **columns: Any,
) -> Mismatch:  # fmt: skip
    created_at = moment(at)
    return new_mismatch(
        settlement,
        id=key(f"mismatch{n}"),
        subject=f"ODD {n}",
        payment_id=payment and payments[payment],
        **dict(zip(("gateway_amount_minor", "gateway_fee_minor", "gateway_currency"), gateway, strict=True)),
        **dict(
            zip(("payment_amount_minor", "payment_fee_minor", "payment_currency", "payment_status"), own, strict=True)
        ),
        difference_minor=differences[0],
        fee_difference_minor=differences[1],
        decided_at=created_at + timedelta(hours=1) if "decided_by" in columns else None,
        created_at=created_at,
        **columns,
    )


def _owed() -> list[Base]:
    """What one gateway is owed, the other owes."""
    rows: list[Base] = []
    at = moment("2026-02-02T00:00:00Z")
    for currency, minor in (("KGS", 90_000), ("JPY", -12)):
        posting = new_posting("ADJUSTMENT", id=key(f"odd {currency}"), actor="schedule", created_at=at)
        rows.append(posting)
        for code, amount in (("CLEARING:ODD-GATE", minor), ("CLEARING:OTHER", -minor)):
            account = new_house_account(code, currency)
            entry = new_entry(posting, account, amount, id=key(f"odd {code}{currency}"), created_at=at)
            rows += [account, entry]
    return rows
