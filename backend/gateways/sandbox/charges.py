"""Charges: begun once per key, paid, declined or given up; each change with its event, in one transaction."""

import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from backend.gateways.payments import ChargeStatus
from backend.gateways.sandbox import events
from backend.gateways.sandbox.cards import CARDS, CODE, MOST_WRONG_CODES, Card
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.faults import Fault, fault_of_charge
from backend.gateways.sandbox.forms import ChargeForm, fingerprint
from backend.gateways.sandbox.problem import Problem

NO_FUNDS = ("INSUFFICIENT_FUNDS", "there is not enough money on the card")
NOT_VERIFIED = ("AUTHENTICATION_FAILED", "the payer did not give the right code")


@dataclass(frozen=True)
class Charge:
    """A charge as it is stored. `created_at`, `paid_at`: Unix seconds."""

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
        """What the gateway keeps; None until it is paid."""
        return fee(self.amount_minor) if self.status is ChargeStatus.SUCCEEDED else None


def fee(amount_minor: int) -> int:
    """2.5 %, halves up, at least one minor unit."""
    return max(1, (amount_minor * 25 + 500) // 1000)


def of_row(row: sqlite3.Row) -> Charge:
    values: dict[str, Any] = {name: row[name] for name in Charge.__dataclass_fields__}
    return Charge(**{**values, "status": ChargeStatus(row["status"]), "verifying": bool(row["verifying"])})


def find(connection: sqlite3.Connection, charge_id: str) -> Charge:
    """Raises Problem CHARGE_NOT_FOUND."""
    row = connection.execute("select * from charge where id = ?", (charge_id,)).fetchone()
    if row is None:
        raise Problem(404, "CHARGE_NOT_FOUND", "there is no such charge")
    return of_row(row)


def create(
    connection: sqlite3.Connection, settings: SandboxSettings, form: ChargeForm, key: str, asked: str | None
) -> tuple[Charge, bool]:
    """The charge of a key, and whether it is new. Raises Problem IDEMPOTENCY_KEY_REUSED."""
    wanted = fingerprint(asdict(form))
    row = connection.execute("select * from charge where idempotency_key = ?", (key,)).fetchone()
    if row is not None:
        if row["fingerprint"] != wanted:
            raise Problem(409, "IDEMPOTENCY_KEY_REUSED", "this key began another charge")
        return of_row(row), False
    values: dict[str, Any] = {
        **asdict(form), "id": f"ch_{settings.token()}", "idempotency_key": key, "fingerprint": wanted,
        "fault": fault_of_charge(asked, form.amount_minor), "created_at": settings.clock(),
    }  # fmt: skip
    names = ", ".join(values)
    connection.execute(f"insert into charge ({names}) values ({', '.join('?' * len(values))})", tuple(values.values()))
    charge = find(connection, values["id"])
    _tell(connection, settings, "charge.pending", charge, charge.fault)
    return charge, True


def pay(connection: sqlite3.Connection, settings: SandboxSettings, charge_id: str, card: Card) -> Charge:
    """What happens when the payer chose a card. A charge that has ended stays as it is. Raises CHARGE_NOT_FOUND."""
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
    """The code of 3-D Secure: the third wrong one ends the charge. Raises Problem CHARGE_NOT_FOUND."""
    charge = find(connection, charge_id)
    if not (charge.open and charge.verifying):
        return charge
    if code == CODE:
        return _end(connection, settings, charge_id, ChargeStatus.SUCCEEDED)
    connection.execute("update charge set wrong_codes = wrong_codes + 1 where id = ?", (charge_id,))
    if charge.wrong_codes + 1 >= MOST_WRONG_CODES:
        return _end(connection, settings, charge_id, ChargeStatus.FAILED, NOT_VERIFIED)
    return find(connection, charge_id)


def cancel(connection: sqlite3.Connection, settings: SandboxSettings, charge_id: str) -> Charge:
    """Give a charge up unless it has ended; what it is now. Raises Problem CHARGE_NOT_FOUND."""
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
    _tell(connection, settings, f"charge.{status.lower()}", charge, Fault.WEBHOOK_LOST if lost else charge.fault)
    return charge


def _tell(
    connection: sqlite3.Connection, settings: SandboxSettings, type: str, charge: Charge, fault: str | None
) -> None:
    event_id = f"evt_{settings.token()}"
    events.tell(connection, event_id, type, charge.id, None, fault, settings.clock(), settings.delay_seconds)
