"""Reconciliation with a gateway: its settlement is compared with payments and ledger, each mismatch repaired once (A43)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.services.reconciliation import reconcile_day
from tests.client import Client
from tests.gateways.fake import FakeGateway
from tests.scenarios.test_get_deposit import balanced
from tests.services.paying import (
    CANCEL,
    key_of,
    paid,
    poll_gateways,
    process_webhooks,
    reference,
    send_webhook,
    start_payment,
    status,
)

pytestmark = pytest.mark.database

REPAIR = "mutation($i: ApplyRepairInput!) { applyRepair(input: $i) { mismatch { status } errors { code } } }"
SEEN = """{ mismatches(first: 50, filter: { gateway: { eq: "fake" } }) { nodes { id kind status suggestedRepair } }
  settlements(filter: { gateway: { eq: "fake" } }) { nodes { gateway status lines matched } } }"""
YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).date()


def reconcile(client: Client, fake: FakeGateway) -> Any:
    """Reconcile yesterday, the day of all payments."""
    client.sql(
        "update payment set paid_at = paid_at - interval '1 day' where gateway = 'fake' and paid_at::date = now()::date"
    )
    client.run(reconcile_day(client.app.state.database, fake, YESTERDAY))
    return client.ask(SEEN)


def repair(client: Client, mismatch: Any) -> Any:
    return client.ask(REPAIR, {"i": {"id": mismatch["id"], "idempotencyKey": mismatch["id"]}})["applyRepair"]


def clearing(client: Client) -> int:
    return int(client.value("select balance_minor from ledger_house_balance where code = 'CLEARING:FAKE'"))


def test_a_day_without_differences_has_no_mismatch_and_its_fees_are_booked(paying: Client, fake: FakeGateway) -> None:
    for n in range(3):
        paid(paying, fake, f"k{n}")
    seen = reconcile(paying, fake)
    assert seen["mismatches"]["nodes"] == []
    assert seen["settlements"]["nodes"] == [{"gateway": "fake", "status": "MATCHED", "lines": 3, "matched": 3}]
    assert clearing(paying) == -3 * (50_000 - 7)
    assert balanced(paying)


def test_money_already_in_suspense_is_not_booked_again(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    charge = reference(fake, payment)
    paying.ask(CANCEL, {"i": {"id": payment["id"]}})
    fake.pay(charge)
    send_webhook(paying, {"id": "evt", "type": "charge.succeeded", "charge": charge})
    process_webhooks(paying)
    assert status(paying, payment) == "CANCELLED"
    (mismatch,) = reconcile(paying, fake)["mismatches"]["nodes"]
    assert (mismatch["kind"], mismatch["suggestedRepair"]) == ("MISSING_HERE", "FEE")
    assert repair(paying, mismatch) == {"mismatch": {"status": "REPAIRED"}, "errors": []}
    assert paying.value("select balance_minor from ledger_house_balance where code = 'SUSPENSE'") == 50_000
    assert clearing(paying) == -(50_000 - 7)
    assert [m["status"] for m in reconcile(paying, fake)["mismatches"]["nodes"]] == ["REPAIRED"]
    assert balanced(paying)


def test_a_payment_without_a_webhook_is_confirmed_by_its_repair(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    fake.pay(reference(fake, payment))
    (mismatch,) = reconcile(paying, fake)["mismatches"]["nodes"]
    assert (mismatch["kind"], mismatch["suggestedRepair"]) == ("MISSING_HERE", "CONFIRM")
    fake.lost["fetch"] = "before"
    assert [error["code"] for error in repair(paying, mismatch)["errors"]] == ["GATEWAY_UNAVAILABLE"]
    fake.lost.clear()
    assert repair(paying, mismatch) == {"mismatch": {"status": "REPAIRED"}, "errors": []}
    assert status(paying, payment) == "SUCCEEDED"
    poll_gateways(paying)
    reconcile(paying, fake)
    assert (
        paying.value("select count(*) from ledger_posting where payment_id = $1 and kind = 'PAYMENT'", key_of(payment))
        == 1
    )
    assert clearing(paying) == -(50_000 - 7)
    assert balanced(paying)
