"""Charges: one per idempotency key; paid, declined or cancelled. A change and its event are one transaction."""

import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from backend.gateways.payments import ChargeStatus
from backend.gateways.sandbox import events
from backend.gateways.sandbox.cards import CARDS, CODE, MAX_WRONG_CODES, Card
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.faults import Fault, fault_of_charge
from backend.gateways.sandbox.forms import ChargeForm, fingerprint
from backend.gateways.sandbox.problem import Problem

NO_FUNDS = ("INSUFFICIENT_FUNDS", "there is not enough money on the card")
NOT_VERIFIED = ("AUTHENTICATION_FAILED", "the payer did not enter the correct code")


@dataclass(frozen=True)
class Charge:
    """A stored charge. `created_at`, `paid_at`: Unix seconds."""

    id: str
    payment_id: str
    number: str
    amount_minor: int
    currency: str
    method: str
    return_url: str | None
    language: str
    fault: str | None
    status: ChargeStatus
    verifying: bool
    wrong_codes: int
    card: str | None
    failure_code: str | None
    failure_message: str | None
    created_at: float
    paid_at: float | None

    @property
    def open(self) -> bool:
        return self.status is ChargeStatus.PENDING

    @property
    def fee_minor(self) -> int | None:
        """The gateway's fee; None until the charge is paid."""
        return fee(self.amount_minor) if self.status is ChargeStatus.SUCCEEDED else None


def fee(amount_minor: int) -> int:
    """The gateway's fee: 2.5 %, rounded half up, at least one minor unit."""
    return max(1, (amount_minor * 25 + 500) // 1000)


def of_row(row: sqlite3.Row) -> Charge:
    values: dict[str, Any] = {name: row[name] for name in Charge.__dataclass_fields__}
    return Charge(**{**values, "status": ChargeStatus(row["status"]), "verifying": bool(row["verifying"])})


def find(connection: sqlite3.Connection, charge_id: str) -> Charge:
    """The charge with this id. Raises Problem CHARGE_NOT_FOUND."""
    row = connection.execute("select * from charge where id = ?", (charge_id,)).fetchone()
    if row is None:
        raise Problem(404, "CHARGE_NOT_FOUND", f"there is no charge {charge_id[:100]}")
    return of_row(row)


def create(
    connection: sqlite3.Connection, settings: SandboxSettings, form: ChargeForm, key: str, requested_fault: str | None
) -> tuple[Charge, bool]:
    """Create the charge of an idempotency key, or return the stored one; gives it and whether it is new.

    Raises Problem IDEMPOTENCY_KEY_REUSED.
    """
    form_fingerprint = fingerprint(asdict(form))
    row = connection.execute("select * from charge where idempotency_key = ?", (key,)).fetchone()
    if row is not None:
        if row["fingerprint"] != form_fingerprint:
            raise Problem(409, "IDEMPOTENCY_KEY_REUSED", "this key was used for a charge with other values")
        return of_row(row), False
    values: dict[str, Any] = {
        **asdict(form), "id": f"ch_{settings.token()}", "idempotency_key": key, "fingerprint": form_fingerprint,
        "fault": fault_of_charge(requested_fault, form.amount_minor), "created_at": settings.clock(),
    }  # fmt: skip
    names = ", ".join(values)
    connection.execute(f"insert into charge ({names}) values ({', '.join('?' * len(values))})", tuple(values.values()))
    charge = find(connection, values["id"])
    _enqueue_event(connection, settings, "charge.pending", charge, charge.fault)
    return charge, True


def pay(connection: sqlite3.Connection, settings: SandboxSettings, charge_id: str, card: Card) -> Charge:
    """Pay a charge with a card. A charge that has ended does not change. Raises Problem CHARGE_NOT_FOUND."""
    charge = find(connection, charge_id)
    if not charge.open:
        return charge
    connection.execute("update charge set card = ?, verifying = 0 where id = ?", (card.name, charge_id))
    if card.failure is not None:
        return _end(connection, settings, charge_id, ChargeStatus.FAILED, card.failure)
    if charge.fault == Fault.DECLINED:
        return _end(connection, settings, charge_id, ChargeStatus.FAILED, NO_FUNDS)
    if card.verified or charge.fault == Fault.VERIFY:
        connection.execute("update charge set verifying = 1 where id = ?", (charge_id,))
        return find(connection, charge_id)
    return _end(connection, settings, charge_id, ChargeStatus.SUCCEEDED)


def verify(connection: sqlite3.Connection, settings: SandboxSettings, charge_id: str, code: str) -> Charge:
    """Check the code of 3-D Secure. MAX_WRONG_CODES wrong codes end the charge. Raises Problem CHARGE_NOT_FOUND."""
    charge = find(connection, charge_id)
    if not (charge.open and charge.verifying):
        return charge
    if code == CODE:
        return _end(connection, settings, charge_id, ChargeStatus.SUCCEEDED)
    connection.execute("update charge set wrong_codes = wrong_codes + 1 where id = ?", (charge_id,))
    if charge.wrong_codes + 1 >= MAX_WRONG_CODES:
        return _end(connection, settings, charge_id, ChargeStatus.FAILED, NOT_VERIFIED)
    return find(connection, charge_id)


def cancel(connection: sqlite3.Connection, settings: SandboxSettings, charge_id: str) -> Charge:
    """Cancel a charge unless it has ended; gives the charge. Raises Problem CHARGE_NOT_FOUND."""
    charge = find(connection, charge_id)
    return _end(connection, settings, charge_id, ChargeStatus.CANCELLED) if charge.open else charge


def _end(
    connection: sqlite3.Connection,
    settings: SandboxSettings,
    charge_id: str,
    status: ChargeStatus,
    failure: tuple[str, str] | None = None,
) -> Charge:
    code, message = failure or (None, None)
    paid_at = settings.clock() if status is ChargeStatus.SUCCEEDED else None
    connection.execute(
        "update charge set status = ?, verifying = 0, paid_at = ?, failure_code = ?, failure_message = ? where id = ?",
        (status, paid_at, code, message, charge_id),
    )
    charge = find(connection, charge_id)
    lost = charge.card is not None and CARDS[charge.card].lost
    fault = Fault.WEBHOOK_LOST if lost else charge.fault
    _enqueue_event(connection, settings, f"charge.{status.lower()}", charge, fault)
    return charge


def _enqueue_event(
    connection: sqlite3.Connection, settings: SandboxSettings, type: str, charge: Charge, fault: str | None
) -> None:
    event_id = f"evt_{settings.token()}"
    events.enqueue(connection, event_id, type, charge.id, None, fault, settings.clock(), settings.delay_seconds)
