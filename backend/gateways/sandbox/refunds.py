"""Refunds: one per idempotency key; their sum never exceeds the charge."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from backend.gateways.payments import ChargeStatus, GatewayRefundStatus
from backend.gateways.sandbox import charges, events
from backend.gateways.sandbox.charges import Charge
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.faults import Fault, fault_of_refund
from backend.gateways.sandbox.forms import RefundForm, fingerprint
from backend.gateways.sandbox.problem import Problem

_LATE = {
    Fault.REFUND_FAILS: GatewayRefundStatus.FAILED,
    Fault.REFUND_LATER: GatewayRefundStatus.SUCCEEDED,
}


@dataclass(frozen=True)
class Refund:
    """A stored refund. `done_at`: when it succeeded. `ends_at`, `ends_as`: when and how a PENDING one will end."""

    id: str
    idempotency_key: str
    charge_id: str
    amount_minor: int
    currency: str
    fault: str | None
    status: GatewayRefundStatus
    failure: str | None
    created_at: float
    done_at: float | None
    ends_at: float | None
    ends_as: str | None


def of_row(row: sqlite3.Row) -> Refund:
    values: dict[str, Any] = {name: row[name] for name in Refund.__dataclass_fields__}
    return Refund(**{**values, "status": GatewayRefundStatus(row["status"])})


def create(
    connection: sqlite3.Connection,
    settings: SandboxSettings,
    charge_id: str,
    form: RefundForm,
    key: str,
    requested_fault: str | None,
) -> tuple[Refund, bool]:
    """Create the refund of an idempotency key, or return the stored one; gives it and whether it is new.

    Raises Problem CHARGE_NOT_FOUND, IDEMPOTENCY_KEY_REUSED, CHARGE_NOT_PAID, CURRENCY_MISMATCH, REFUND_TOO_LARGE.
    """
    end_due(connection, settings)
    charge = charges.find(connection, charge_id)
    form_fingerprint = fingerprint(charge_id, form.amount_minor, form.currency)
    row = connection.execute("select * from refund where idempotency_key = ?", (key,)).fetchone()
    if row is not None:
        if row["fingerprint"] != form_fingerprint:
            raise Problem(409, "IDEMPOTENCY_KEY_REUSED", "this key was used for a refund with other values")
        return of_row(row), False
    _check(connection, charge, form)
    refund_id, now = f"re_{settings.token()}", settings.clock()
    fault = fault_of_refund(requested_fault, form.amount_minor, charge.fault)
    late = _LATE.get(fault) if fault else None
    connection.execute(
        "insert into refund (id, idempotency_key, fingerprint, charge_id, amount_minor, currency, fault, status,"
        " created_at, ends_at, ends_as) values (?, ?, ?, ?, ?, ?, ?, 'PENDING', ?, ?, ?)",
        (refund_id, key, form_fingerprint, charge_id, form.amount_minor, form.currency, fault, now,
         now + settings.refund_seconds if late else None, late),
    )  # fmt: skip
    if late is None:
        _end(connection, settings, refund_id, GatewayRefundStatus.SUCCEEDED)
    return _find(connection, refund_id), True


def by_key(connection: sqlite3.Connection, settings: SandboxSettings, charge_id: str, key: str | None) -> list[Refund]:
    """The refunds of a charge, oldest first; with `key` only that one. Raises Problem CHARGE_NOT_FOUND."""
    end_due(connection, settings)
    charges.find(connection, charge_id)
    rows = connection.execute(
        "select * from refund where charge_id = ? and (? is null or idempotency_key = ?) order by created_at, rowid",
        (charge_id, key, key),
    )
    return [of_row(row) for row in rows]


def end_due(connection: sqlite3.Connection, settings: SandboxSettings) -> None:
    """End the PENDING refunds that are due."""
    rows = connection.execute(
        "select id, ends_as from refund where ends_at <= ? order by ends_at limit 100", (settings.clock(),)
    ).fetchall()
    for row in rows:
        _end(connection, settings, row["id"], GatewayRefundStatus(row["ends_as"]))


def refunded(connection: sqlite3.Connection, charge_id: str) -> int:
    """The sum of the refunds of a charge that have not failed, in minor units."""
    row = connection.execute(
        "select coalesce(sum(amount_minor), 0) from refund where charge_id = ? and status <> 'FAILED'", (charge_id,)
    ).fetchone()
    return int(row[0])


def _check(connection: sqlite3.Connection, charge: Charge, form: RefundForm) -> None:
    if charge.status is not ChargeStatus.SUCCEEDED:
        raise Problem(422, "CHARGE_NOT_PAID", f"a charge that is {charge.status} cannot be refunded")
    if form.currency != charge.currency:
        raise Problem(422, "CURRENCY_MISMATCH", f"the refund must be in the currency of the charge, {charge.currency}")
    left = charge.amount_minor - refunded(connection, charge.id)
    if form.amount_minor > left:
        raise Problem(422, "REFUND_TOO_LARGE", f"at most {left} minor units of this charge can be refunded")


def _find(connection: sqlite3.Connection, refund_id: str) -> Refund:
    return of_row(connection.execute("select * from refund where id = ?", (refund_id,)).fetchone())


def _end(
    connection: sqlite3.Connection, settings: SandboxSettings, refund_id: str, status: GatewayRefundStatus
) -> None:
    now = settings.clock()
    succeeded = status is GatewayRefundStatus.SUCCEEDED
    connection.execute(
        "update refund set status = ?, done_at = ?, failure = ?, ends_at = null where id = ?",
        (status, now if succeeded else None, None if succeeded else "the bank returned the money", refund_id),
    )
    refund = _find(connection, refund_id)
    type = f"refund.{status.lower()}"
    event_id = f"evt_{settings.token()}"
    events.enqueue(connection, event_id, type, refund.charge_id, refund_id, refund.fault, now, settings.delay_seconds)
