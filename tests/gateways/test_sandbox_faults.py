"""Each fault of `backend.gateways.sandbox.faults`, requested by amount and by header."""

from pathlib import Path
from typing import Any

import pytest

from backend.gateways.payments import ChargeStatus, GatewayDown, GatewayRefundStatus
from backend.gateways.sandbox import Fault, faults
from tests.gateways.conformance import a_charge, in_loop
from tests.gateways.sandbox_driver import DAY_SECONDS, SandboxDriver, opened_sandbox

BASE = 50_000


async def _paid(sandbox: SandboxDriver, amount_minor: int) -> str:
    reference = (await sandbox.gateway.start(a_charge(amount_minor))).reference
    await sandbox.pay(reference)
    return reference


async def _created(sandbox: SandboxDriver, fault: str, amount_minor: int = BASE) -> Any:
    charge = a_charge(amount_minor)
    body = {
        "payment_id": charge.payment_id, "number": charge.number, "amount_minor": amount_minor, "currency": "KGS",
        "method": "CARD",
    }  # fmt: skip
    headers = {"Idempotency-Key": charge.payment_id, "Sandbox-Fault": fault}
    return await sandbox.http.post("/v1/charges", json=body, headers=headers)


def test_the_documented_table_agrees_with_the_faults():
    rows = [line.split("|") for line in faults.__doc__.splitlines() if line.startswith("| …")]
    written = {int(row[1].strip(" …")): row[2].strip(" `") for row in rows}
    assert written == {0: "NONE"} | {digits: fault.value for digits, fault in enumerate(Fault, 1)}
    for digits, name in written.items():
        found = faults.fault_of_charge(None, 7_300 + digits)
        assert found == (None if name == "NONE" else Fault(name))
    assert {faults.fault_of_charge(None, 100 + digits) for digits in range(19, 100)} == {None}


@in_loop
async def test_an_amount_ending_in_00_has_no_fault(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference = await _paid(sandbox, BASE)
        await sandbox.gateway.refund(reference, "ref_1", BASE, "KGS")
        assert await sandbox.deliver() == ["charge.pending", "charge.succeeded", "refund.succeeded"]
        notices = sandbox.verified()
        assert [notice.charge_reference for notice in notices] == [reference] * 3
        refund = await sandbox.gateway.fetch_refund(reference, "ref_1")
        assert [notice.refund_reference for notice in notices] == [None, None, refund.reference]
        assert len({notice.event_id for notice in notices}) == 3
        assert {headers["content-type"] for _, headers in sandbox.receiver.got} == {"application/json"}
        assert {event["created"] for event in sandbox.receiver.events} == {int(sandbox.clock.now)}
        assert await sandbox.deliver(DAY_SECONDS) == []


@in_loop
async def test_01_is_declined_with_every_card(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        for card in ("accepted", "verify"):
            started = await sandbox.gateway.start(a_charge(BASE + 1))
            await sandbox.act(started.reference, card)
            state = await sandbox.gateway.fetch(started.reference)
            assert (state.status, state.failure_code) == (ChargeStatus.FAILED, "INSUFFICIENT_FUNDS")
        assert (await sandbox.deliver()).count("charge.failed") == 2


@in_loop
async def test_02_needs_the_verification_code(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        started = await sandbox.gateway.start(a_charge(BASE + 2))
        assert (await sandbox.act(started.reference, "accepted"))["verifying"] is True
        assert (await sandbox.gateway.fetch(started.reference)).status is ChargeStatus.PENDING
        assert (await sandbox.act(started.reference, "accepted", code="123456"))["status"] == "SUCCEEDED"


@in_loop
async def test_03_sends_the_webhook_5_seconds_later(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        await _paid(sandbox, BASE + 3)
        assert await sandbox.deliver() == ["charge.pending"]
        assert await sandbox.deliver(4.9) == []
        assert await sandbox.deliver(0.2) == ["charge.succeeded"]


@in_loop
async def test_04_sends_the_webhook_only_on_request(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference = await _paid(sandbox, BASE + 4)
        assert await sandbox.deliver(10 * DAY_SECONDS) == ["charge.pending"]
        answer = await sandbox.http.post("/v1/test/webhooks/redeliver", json={"charge": reference})
        assert answer.json() == {"queued": 2}
        assert await sandbox.deliver() == ["charge.pending", "charge.succeeded"]


@in_loop
async def test_the_card_lost_sends_no_webhook_of_the_payment(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        started = await sandbox.gateway.start(a_charge(BASE))
        assert (await sandbox.act(started.reference, "lost"))["status"] == "SUCCEEDED"
        assert await sandbox.deliver(DAY_SECONDS) == ["charge.pending"]


@in_loop
async def test_05_sends_one_event_three_times(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        await _paid(sandbox, BASE + 5)
        assert await sandbox.deliver() == ["charge.pending"] + ["charge.succeeded"] * 3
        assert len({event["id"] for event in sandbox.receiver.events}) == 2
        assert await sandbox.deliver(DAY_SECONDS) == []


@in_loop
async def test_06_sends_webhooks_in_the_wrong_order(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference = (await sandbox.gateway.start(a_charge(BASE + 6))).reference
        assert await sandbox.deliver(60) == []
        await sandbox.pay(reference)
        assert await sandbox.deliver(1) == ["charge.succeeded", "charge.pending"]
        assert await sandbox.deliver(DAY_SECONDS) == []


@in_loop
async def test_07_stores_the_charge_and_answers_too_late(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        charge = a_charge(BASE + 7)
        with pytest.raises(GatewayDown):
            await sandbox.gateway.start(charge)
        again = await sandbox.gateway.start(charge)
        assert (await sandbox.gateway.fetch(again.reference)).payment_id == charge.payment_id
        assert await sandbox.deliver() == ["charge.pending"]


@in_loop
async def test_08_stores_the_charge_and_answers_500(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        charge = a_charge(BASE + 8)
        with pytest.raises(GatewayDown, match="500"):
            await sandbox.gateway.start(charge)
        again = await sandbox.gateway.start(charge)
        assert (await sandbox.gateway.fetch(again.reference)).payment_id == charge.payment_id
        assert await sandbox.deliver() == ["charge.pending"]


@pytest.mark.parametrize(("digits", "seen"), [(9, "TimeoutError"), (17, "500")])
def test_09_and_17_store_the_refund_and_lose_the_answer(tmp_path: Path, digits: int, seen: str):
    @in_loop
    async def scenario() -> None:
        async with opened_sandbox(tmp_path) as sandbox:
            reference = await _paid(sandbox, BASE + digits)
            with pytest.raises(GatewayDown, match=seen):
                await sandbox.gateway.refund(reference, "ref_1", 20_000, "KGS")
            found = await sandbox.gateway.fetch_refund(reference, "ref_1")
            assert (found.status, found.amount_minor) == (GatewayRefundStatus.SUCCEEDED, 20_000)
            assert await sandbox.gateway.refund(reference, "ref_1", 20_000, "KGS") == found

    scenario()


@in_loop
async def test_10_fails_the_refund_later_and_allows_another(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference = await _paid(sandbox, BASE + 10)
        refund = await sandbox.gateway.refund(reference, "ref_1", BASE + 10, "KGS")
        assert refund.status is GatewayRefundStatus.PENDING
        assert await sandbox.deliver(2.9) == ["charge.pending", "charge.succeeded"]
        assert await sandbox.deliver(0.2) == ["refund.failed"]
        assert sandbox.verified()[-1].refund_reference == refund.reference
        failed = await sandbox.gateway.fetch_refund(reference, "ref_1")
        assert failed.status is GatewayRefundStatus.FAILED
        assert failed.failure
        again = await sandbox.gateway.refund(reference, "ref_2", BASE + 10, "KGS")
        assert again.status is GatewayRefundStatus.PENDING


@in_loop
async def test_18_completes_the_refund_later_without_any_webhook(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference = await _paid(sandbox, BASE + 18)
        refund = await sandbox.gateway.refund(reference, "ref_1", 20_000, "KGS")
        assert refund.status is GatewayRefundStatus.PENDING
        sandbox.clock.now += 3.1
        found = await sandbox.gateway.fetch_refund(reference, "ref_1")
        assert found.status is GatewayRefundStatus.SUCCEEDED
        assert (await sandbox.deliver())[-1] == "refund.succeeded"


@in_loop
async def test_11_sends_a_wrong_signature_first_even_if_it_is_accepted(tmp_path: Path):
    for status in (400, 200):
        folder = tmp_path / str(status)
        async with opened_sandbox(folder) as sandbox:
            reference = await _paid(sandbox, BASE + 11)
            sandbox.receiver.statuses = [200, status]
            assert await sandbox.deliver() == ["charge.pending", "charge.succeeded", "charge.succeeded"]
            pending, wrong, right = sandbox.verified()
            assert wrong is None
            assert pending.charge_reference == right.charge_reference == reference
            assert len({event["id"] for event in sandbox.receiver.events}) == 2


async def _lines(sandbox: SandboxDriver, digits: int) -> tuple[str, list[list[str]], list[list[str]]]:
    reference = await _paid(sandbox, BASE + digits)
    await sandbox.gateway.refund(reference, "ref_1", 20_000 + digits, "KGS")
    lines = [line for line in await sandbox.settlement_lines() if line[2] == reference]
    return reference, [line for line in lines if line[1] == "PAYMENT"], [line for line in lines if line[1] == "REFUND"]


@pytest.mark.parametrize(
    ("digits", "paid", "refunded"),
    [
        (0, [("50000", "1250", "KGS")], [("-20000", "0", "KGS")]),
        (12, [], []),
        (13, [("50113", "1250", "KGS")], [("-20113", "0", "KGS")]),
        (14, [("50014", "1250", "KGS")] * 2, [("-20014", "0", "KGS")] * 2),
        (15, [("50015", "1257", "KGS")], [("-20015", "7", "KGS")]),
        (16, [("50016", "1250", "USD")], [("-20016", "0", "USD")]),
    ],
)
def test_12_to_16_have_wrong_lines_in_the_settlement(tmp_path: Path, digits: int, paid: list, refunded: list):
    @in_loop
    async def scenario() -> None:
        async with opened_sandbox(tmp_path) as sandbox:
            _, payments, refunds = await _lines(sandbox, digits)
            assert [(line[4], line[5], line[6]) for line in payments] == paid
            assert [(line[4], line[5], line[6]) for line in refunds] == refunded
            ids = [line[0] for line in payments + refunds]
            assert len(set(ids)) == len(ids)

    scenario()


@in_loop
async def test_the_header_takes_precedence_over_the_amount(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        created = (await _created(sandbox, "WEBHOOK_LOST", BASE + 1)).json()
        assert (await sandbox.act(created["id"], "accepted"))["status"] == "SUCCEEDED"
        assert await sandbox.deliver(DAY_SECONDS) == ["charge.pending"]
        created = (await _created(sandbox, "NONE", BASE + 1)).json()
        assert (await sandbox.act(created["id"], "accepted"))["status"] == "SUCCEEDED"
        assert (await _created(sandbox, "CREATE_ERROR")).status_code == 500
        unknown = await _created(sandbox, "ODD")
        assert (unknown.status_code, unknown.json()["error"]["code"]) == (422, "FAULT_UNKNOWN")
        for fault, status, code in (("REFUND_FAILS", "PENDING", 201), ("NONE", "SUCCEEDED", 201), ("ODD", None, 422)):
            answer = await sandbox.http.post(
                f"/v1/charges/{created['id']}/refunds",
                json={"amount_minor": 1_010, "currency": "KGS"},
                headers={"Idempotency-Key": fault, "Sandbox-Fault": fault},
            )
            assert (answer.status_code, answer.json().get("status")) == (code, status)
