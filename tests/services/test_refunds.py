"""Refunds through the gateway, and late or lost answers (A44)."""

from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.gateways.payments import GatewayRefundStatus
from backend.settings import Settings
from tests.client import Client
from tests.gateways.fake import FakeGateway
from tests.scenarios.test_get_deposit import balanced, contract
from tests.services.paying import (
    CANCEL,
    DEPOSIT,
    REFUND,
    key_of,
    paid,
    poll_gateways,
    process_webhooks,
    reference,
    refund,
    send_webhook,
    start_payment,
    status,
)
from tests.viewers import viewer_of

pytestmark = pytest.mark.database


def test_a_payment_is_refunded_in_parts_through_the_gateway_up_to_its_amount(paying: Client, fake: FakeGateway) -> None:
    payment = paid(paying, fake)
    first = refund(paying, payment, "r1", "200.00")
    assert first["refund"]["status"] == "SUCCEEDED"
    assert first["refund"]["payment"] == {
        "status": "PARTIALLY_REFUNDED",
        "refunded": {"amount": "200.00"},
    }
    assert refund(paying, payment, "r1", "200.00") == first
    assert [e["code"] for e in refund(paying, payment, "r2", "300.01")["errors"]] == ["NOTHING_TO_REFUND"]
    second = refund(paying, payment, "r3")
    assert second["refund"]["payment"] == {"status": "REFUNDED", "refunded": {"amount": "500.00"}}
    assert [e["code"] for e in refund(paying, payment, "r4")["errors"]] == ["INVALID_TRANSITION"]
    assert sorted(state.amount_minor for state in fake.refunds.values()) == [20_000, 30_000]
    assert (
        paying.value("select count(*) from bill where kind = 'CREDIT_NOTE' and payment_id = $1", key_of(payment)) == 2
    )
    assert balanced(paying)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_refund_whose_answer_is_lost_is_polled_and_made_once(paying: Client, fake: FakeGateway, when: str) -> None:
    payment = paid(paying, fake)
    fake.lost["refund"] = when
    found = refund(paying, payment, "r1")
    assert found["refund"]["status"] == "UNKNOWN"
    fake.lost.clear()
    poll_gateways(paying)
    assert paying.value("select status from refund where payment_id = $1", key_of(payment)) == "SUCCEEDED"
    assert len(fake.refunds) == 1
    assert balanced(paying)


def test_a_refund_that_fails_later_returns_the_money_to_the_account(paying: Client, fake: FakeGateway) -> None:
    from dataclasses import replace

    payment = paid(paying, fake)
    fake.refund_status = GatewayRefundStatus.PENDING
    held = paying.value(
        "select balance_minor from ledger_account a join contract k on k.id = a.contract_id where k.number = 'KD00000001'"
    )
    found = refund(paying, payment, "r1")
    assert found["refund"]["status"] == "PENDING"
    assert found["refund"]["payment"]["status"] == "SUCCEEDED"
    assert [e["code"] for e in refund(paying, payment, "r2")["errors"]] == ["NOTHING_TO_REFUND"]
    (identity,) = fake.refunds
    fake.refunds[identity] = replace(
        fake.refunds[identity], status=GatewayRefundStatus.FAILED, failure="account closed"
    )
    poll_gateways(paying)
    assert (
        paying.sql("select status, failure from refund where payment_id = $1", key_of(payment))[0]["failure"]
        == "account closed"
    )
    assert (
        paying.value(
            "select balance_minor from ledger_account a join contract k on k.id = a.contract_id where k.number = 'KD00000001'"
        )
        == held
    )
    assert refund(paying, payment, "r3")["errors"] == []
    assert balanced(paying)


def test_a_refund_beyond_the_balance_is_refused(paying: Client, fake: FakeGateway) -> None:
    payment = paid(paying, fake)
    held = paying.value(
        "select balance_minor from ledger_account a join contract k on k.id = a.contract_id where k.number = 'KD00000001'"
    )
    take = {
        "contractId": contract(paying),
        "amount": {"amount": f"{(held - 100) / 100:.2f}"},
        "reason": "used",
        "idempotencyKey": "c",
    }
    assert (
        paying.ask("mutation($i: ChargeContractInput!) { chargeContract(input: $i) { errors { code } } }", {"i": take})[
            "chargeContract"
        ]["errors"]
        == []
    )
    assert [e["code"] for e in refund(paying, payment, "r1")["errors"]] == ["INSUFFICIENT_BALANCE"]
    assert fake.refunds == {}
    assert balanced(paying)


def test_a_large_refund_requires_approval_by_a_second_person(
    paying: Client, fake: FakeGateway, database_url: str, settings: Settings
) -> None:
    payment = paid(paying, fake, amount="5000.01")
    asked = refund(paying, payment, "r1")["refund"]
    assert asked["status"] == "REQUESTED"
    assert fake.refunds == {}
    approve = (
        "mutation($i: ApproveRefundInput!) { approveRefund(input: $i) { refund { status decidedBy } errors { code } } }"
    )
    mine = paying.ask(approve, {"i": {"id": asked["id"]}})["approveRefund"]
    assert [e["code"] for e in mine["errors"]] == ["SECOND_PERSON_REQUIRED"]
    second = Client(
        database_url,
        settings,
        viewer=Viewer(Role.OPERATOR, "second", "user:second"),
        gateways={"fake": fake},
        beside=paying,
    )
    assert second.ask(approve, {"i": {"id": asked["id"]}})["approveRefund"]["refund"] == {
        "status": "SUCCEEDED",
        "decidedBy": "second",
    }
    again = second.ask(approve, {"i": {"id": asked["id"]}})["approveRefund"]
    second.close()
    assert [e["code"] for e in again["errors"]] == ["INVALID_TRANSITION"]
    assert len(fake.refunds) == 1
    assert balanced(paying)


def test_concurrent_refunds_never_exceed_the_payment(paying: Client, fake: FakeGateway) -> None:
    payment = paid(paying, fake)
    given = [
        {"paymentId": payment["id"], "reason": "x", "amount": {"amount": "100"}, "idempotencyKey": f"r{n}"}
        for n in range(12)
    ]
    answers = paying.together(REFUND.replace("$i", "$input"), given)
    done = [a for a in answers if not a["refundPayment"]["errors"]]
    assert len(done) == 5
    assert len(fake.refunds) == 5
    assert status(paying, payment) == "REFUNDED"
    assert balanced(paying)


@pytest.mark.parametrize(
    ("first", "then", "clearing"),
    [(GatewayRefundStatus.SUCCEEDED, GatewayRefundStatus.FAILED, -50_000), (GatewayRefundStatus.FAILED, GatewayRefundStatus.SUCCEEDED, 0)],
)  # fmt: skip
def test_a_refund_that_the_gateway_reverses_goes_to_suspense_once(
    paying: Client, fake: FakeGateway, first: GatewayRefundStatus, then: GatewayRefundStatus, clearing: int
) -> None:
    from dataclasses import replace

    payment = paid(paying, fake)
    fake.refund_status = first
    assert refund(paying, payment, "r1")["refund"]["status"] == first.value
    ((identity, state),) = fake.refunds.items()
    fake.refunds[identity] = replace(state, status=then)
    for n in range(3):
        event = {
            "id": f"evt_{n}",
            "type": "refund.changed",
            "charge": reference(fake, payment),
            "refund": state.reference,
        }
        send_webhook(paying, event)
        process_webhooks(paying)
    held = "select coalesce(sum(balance_minor), 0) from ledger_house_balance where code = $1"
    assert paying.value(held, "CLEARING:FAKE") == clearing
    assert paying.value(held, "SUSPENSE") == (50_000 if then is GatewayRefundStatus.FAILED else -50_000)
    assert balanced(paying)


def test_a_refund_retried_later_is_looked_up_and_not_sent_again(paying: Client, fake: FakeGateway) -> None:
    payment = paid(paying, fake)
    fake.refund_status = GatewayRefundStatus.PENDING
    refund(paying, payment, "r1")
    paying.sql("update refund set asked = 2")
    fake.calls.clear()
    refund(paying, payment, "r1")
    assert [call for call, _ in fake.calls] == ["fetch_refund"]


def test_a_payment_that_the_gateway_is_processing_is_not_cancelled(
    paying: Client, fake: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = start_payment(paying)["payment"]

    async def processing(ref: str) -> Any:
        return fake.charges[ref]

    monkeypatch.setattr(fake, "cancel", processing)
    refused = paying.ask(CANCEL, {"i": {"id": payment["id"]}})["cancelPayment"]
    assert [e["code"] for e in refused["errors"]] == ["INVALID_TRANSITION"]
    assert status(paying, payment) == "PENDING"
    assert (
        paying.value("select count(*) from audit_entry where verb = 'cancelPayment' and outcome = 'INVALID_TRANSITION'")
        == 1
    )


def test_decided_payments_are_no_longer_polled(paying: Client, fake: FakeGateway) -> None:
    cancelled = start_payment(paying, "k1")["payment"]
    paying.ask(CANCEL, {"i": {"id": cancelled["id"]}})
    paid(paying, fake, "k2")
    late = start_payment(paying, "k3")["payment"]
    paying.ask(CANCEL, {"i": {"id": late["id"]}})
    fake.pay(reference(fake, late))
    send_webhook(paying, {"id": "evt", "type": "charge.succeeded", "charge": reference(fake, late)})
    process_webhooks(paying)
    poll_gateways(paying)
    assert (
        paying.sql("select status from payment where ask_at is not null and status not in ('PENDING', 'UNKNOWN')") == []
    )


def test_partial_refunds_that_add_up_to_a_large_one_require_approval(paying: Client, fake: FakeGateway) -> None:
    payment = paid(paying, fake, amount="9000.00")
    assert refund(paying, payment, "r1", "5000.00")["refund"]["status"] == "SUCCEEDED"
    assert refund(paying, payment, "r2", "0.01")["refund"]["status"] == "REQUESTED"


def test_a_payment_of_an_unknown_gateway_is_not_refunded(paying: Client) -> None:
    old = paying.value(
        "select 'pay_' || id from payment where method = 'CARD' and status = 'SUCCEEDED' and number like 'PD%' limit 1"
    )
    assert [e["code"] for e in refund(paying, {"id": old}, "r1")["errors"]] == ["GATEWAY_UNAVAILABLE"]
    assert balanced(paying)


def test_the_number_of_started_payments_is_limited(
    paying: Client, fake: FakeGateway, database_url: str, settings: Settings
) -> None:
    payer = Client(database_url, settings, viewer=viewer_of(Role.LINE, paying), gateways={"fake": fake}, beside=paying)
    codes = []
    for n in range(21):
        found = payer.ask(
            DEPOSIT,
            {
                "input": {
                    "contractId": contract(paying),
                    "amount": {"amount": "1"},
                    "method": "CARD",
                    "idempotencyKey": f"n{n}",
                }
            },
        )
        codes.append([e["code"] for e in found["getDeposit"]["errors"]])
    payer.close()
    assert codes == [[]] * 20 + [["TOO_MANY_PAYMENTS"]]
