"""Plans of acts that speak to a gateway: a dry run calls nobody, nor does an act whose plan does not hold any more."""

from typing import Any

import pytest

from backend.services.permissions import ACTS
from tests.client import Client
from tests.gateways.fake import FakeGateway
from tests.planned import call, rows
from tests.scenarios.test_get_deposit import balanced, contract
from tests.services.paying import paid, poll_gateways, reference, start_payment, status

pytestmark = pytest.mark.database
DEPOSIT, CANCEL = ACTS["getDeposit"], ACTS["cancelPayment"]
REFUND, APPROVE = ACTS["refundPayment"], ACTS["approveRefund"]


def codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["errors"]]


def test_dry_runs_of_payments_and_refunds_call_no_gateway(paying: Client, fake: FakeGateway) -> None:
    payment = paid(paying, fake)
    given = {"contractId": contract(paying), "amount": {"amount": "70"}, "method": "CARD", "idempotencyKey": "card"}
    refund = {"paymentId": payment["id"], "reason": "wrong number", "idempotencyKey": "refund"}
    before, calls = rows(paying), len(fake.calls)
    card = call(paying, DEPOSIT, given, dryRun=True)["plan"]
    back = call(paying, REFUND, refund, dryRun=True)["plan"]
    assert (rows(paying), len(fake.calls)) == (before, calls)
    assert (card["events"], card["charges"]) == (["payment.started"], [])
    assert {(each["node"], each["field"]): each["after"] for each in back["changes"]}["ref_new1", "status"] == "PENDING"
    assert [(each["what"], each["amount"]) for each in back["charges"]] == [("REFUND", "-500.00")]
    assert codes(call(paying, DEPOSIT, given, planToken=card["planToken"])) == []
    assert codes(call(paying, REFUND, refund, planToken=back["planToken"])) == []
    assert [name for name, _ in fake.calls[calls:]] == ["start", "refund"]
    assert status(paying, payment) == "REFUNDED"
    assert balanced(paying)


def test_a_charge_is_not_cancelled_for_a_plan_that_does_not_hold(paying: Client, fake: FakeGateway) -> None:
    payment = start_payment(paying)["payment"]
    given = {"id": payment["id"], "idempotencyKey": "cancel"}
    stale = call(paying, CANCEL, given, dryRun=True)["plan"]["planToken"]
    paying.sql("update payment set asked = asked + 1 where id = $1", payment["id"][4:])
    calls = len(fake.calls)
    assert codes(call(paying, CANCEL, given, planToken=stale)) == ["PLAN_STALE"]
    assert codes(call(paying, CANCEL, given, planToken="x")) == ["PLAN_TOKEN_INVALID"]
    assert (len(fake.calls), status(paying, payment)) == (calls, "PENDING")
    token = call(paying, CANCEL, given, dryRun=True)["plan"]["planToken"]
    for _ in range(2):  # the second answer is the stored one
        assert codes(call(paying, CANCEL, given, planToken=token)) == []
    assert [name for name, _ in fake.calls[calls:]] == ["cancel"]
    poll_gateways(paying)
    assert (status(paying, payment), fake.charges[reference(fake, payment)].status) == ("CANCELLED", "CANCELLED")
