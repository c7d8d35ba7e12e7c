from datetime import UTC, datetime, timedelta
from typing import Any


def reserved(by: str = "operator", *, lasts: timedelta = timedelta(days=1)) -> dict[str, Any]:
    """Columns of a SIM or a number that `by` has reserved. With a negative `lasts` the reservation has expired."""
    return {"status": "RESERVED", "reserved_by": by, "reserved_until": datetime.now(UTC) + lasts}


def reserved_for_contract(customer: str) -> dict[str, Any]:
    """Columns of a SIM or a number that is reserved for a contract of a customer (an id), until it is in service."""
    return {"status": "RESERVED", "reserved_by": "operator", "reserved_for": customer.removeprefix("cus_")}


def in_quarantine(*, lasts: timedelta = timedelta()) -> dict[str, Any]:
    """Columns of a number in quarantine, which by default has just ended."""
    return {"status": "QUARANTINED", "quarantined_until": datetime.now(UTC) + lasts}
