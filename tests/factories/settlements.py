from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from backend.models import (
    Mismatch,
    Repair,
    Settlement,
    SettlementLine,
    SettlementLineKind,
    SettlementSource,
    SettlementTotal,
)
from tests.factories.rows import build


def new_settlement(gateway: str, day: date, **columns: Any) -> Settlement:
    """A settlement that is being imported from an upload; `lines` counts lines that the caller inserts."""
    return build(Settlement, columns, gateway=gateway, day=day, source=SettlementSource.UPLOAD, imported_by="operator")


def new_settlement_line(settlement: Settlement, position: int, line_id: str, **columns: Any) -> SettlementLine:
    """A payment of 1.00 KGS without a fee, at midnight (UTC) of the settlement's day."""
    return build(
        SettlementLine,
        columns,
        settlement_id=settlement.id,
        position=position,
        gateway=settlement.gateway,
        day=settlement.day,
        line_id=line_id,
        kind=SettlementLineKind.PAYMENT,
        reference=f"charge {line_id}",
        amount_minor=100,
        fee_minor=0,
        currency="KGS",
        at=datetime.combine(settlement.day, time(), UTC),
    )


def new_settlement_total(lines: Sequence[SettlementLine]) -> SettlementTotal:
    """The total of lines, which are all lines of one settlement in one currency."""
    columns: dict[str, Any] = {"fees_minor": sum(line.fee_minor for line in lines)}
    for kind in SettlementLineKind:
        amounts = [line.amount_minor for line in lines if line.kind == kind]
        name = f"{kind.value.lower()}s"
        columns |= {name: len(amounts), f"{name}_minor": sum(amounts)}
    first = lines[0]
    return build(
        SettlementTotal, columns, settlement_id=first.settlement_id, currency=first.currency, gateway=first.gateway
    )


def new_mismatch(settlement: Settlement, **columns: Any) -> Mismatch:
    """An open mismatch about nothing, without a difference."""
    return build(
        Mismatch,
        columns,
        settlement_id=settlement.id,
        gateway=settlement.gateway,
        kind="MISSING_HERE",
        subject="LINE test",
        difference_minor=0,
        fee_difference_minor=0,
        suggested_repair=Repair.NOTE,
    )
