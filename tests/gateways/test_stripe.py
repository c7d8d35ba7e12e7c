"""The Stripe adapter against localstripe, through a recording proxy."""

import asyncio
import json
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from backend.gateways.payments import (
    Charge,
    ChargeState,
    ChargeStatus,
    GatewayDown,
    GatewayRefundStatus,
    GatewayRefused,
    LineKind,
    PaymentGateway,
)
from backend.gateways.stripe import StripeGateway
from tests.gateways.stripe_stand import KEY, NEEDS_AUTHENTICATION, SECRET, Stand, stripe_stand


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with stripe_stand(tmp_path_factory.mktemp("stripe")) as it:
        yield it


def a_charge(amount_minor: int = 50_000, currency: str = "KGS") -> Charge:
    return Charge(str(uuid.uuid4()), "P00000042", amount_minor, currency, "CARD")


async def paid(gateway: StripeGateway, stand: Stand, charge: Charge) -> str:
    reference = (await gateway.start(charge)).reference
    await stand.driver.pay(reference)
    return reference


def test_the_adapter_is_a_payment_gateway() -> None:
    gateway: PaymentGateway = StripeGateway("sk_test_1", [SECRET])
    assert (gateway.name, gateway.pays_on_our_page) == ("stripe", True)
    asyncio.run(gateway.close())
    with pytest.raises(ValueError, match="secret"):
        StripeGateway("sk_test_1", [SECRET, ""])


def test_a_charge_is_started_once_per_key_and_paid_on_a_page_of_the_api(stand: Stand) -> None:
    charge = a_charge()

    async def scenario(gateway: StripeGateway) -> None:
        started = await gateway.start(charge)
        assert started.reference.startswith("pi_")
        assert started.checkout_url is None
        assert await gateway.start(charge) == started
        secret = await gateway.page_secret(started.reference)
        assert secret.startswith(f"{started.reference}_secret_")
        waiting = ChargeState(started.reference, charge.payment_id, ChargeStatus.PENDING, 50_000, "KGS")
        assert await gateway.fetch(started.reference) == waiting
        await stand.driver.pay(started.reference)
        succeeded = replace(waiting, status=ChargeStatus.SUCCEEDED, fee_minor=0)
        assert await gateway.fetch(started.reference) == succeeded

    stand.run(scenario)
    posts = [call for call in stand.proxy.calls if call.method == "POST"]
    assert [call.headers["idempotency-key"] for call in posts] == [charge.payment_id] * 2
    assert posts[0].form == {
        "amount": "50000",
        "currency": "kgs",
        "description": "P00000042",
        "metadata[payment_id]": charge.payment_id,
        "metadata[number]": "P00000042",
        "allowed_payment_method_types[0]": "card",
    }
    assert posts[0].headers["authorization"] == "Bearer sk_test_adapter"


def test_an_unknown_reference_is_none_or_refused(stand: Stand) -> None:
    async def scenario(gateway: StripeGateway) -> None:
        for unknown in ("pi_unknown", "", "../v1/charges", "pi_1/cancel", "ch_1"):
            assert await gateway.fetch(unknown) is None
            assert await gateway.fetch_refund(unknown, "r") is None
            for call in (gateway.cancel, gateway.page_secret):
                with pytest.raises(GatewayRefused):
                    await call(unknown)
            with pytest.raises(GatewayRefused):
                await gateway.refund(unknown, str(uuid.uuid4()), 100, "KGS")

    stand.run(scenario)
    assert {call.path for call in stand.proxy.calls} == {
        "/v1/payment_intents/pi_unknown",
        "/v1/payment_intents/pi_unknown/cancel",
        "/v1/refunds",
    }


def test_a_charge_stays_pending_after_a_declined_attempt(stand: Stand) -> None:
    async def scenario(gateway: StripeGateway) -> None:
        reference = (await gateway.start(a_charge())).reference
        await stand.driver.decline(reference)
        state = await gateway.fetch(reference)
        assert state is not None
        assert state.status is ChargeStatus.PENDING
        assert (state.failure_code, state.failure_message) == ("card_declined", "Your card was declined.")
        await stand.driver.pay(reference)
        state = await gateway.fetch(reference)
        assert state is not None
        assert (state.status, state.failure_code) == (ChargeStatus.SUCCEEDED, None)

    stand.run(scenario)


def test_a_charge_is_pending_until_the_payer_has_authenticated(stand: Stand) -> None:
    async def scenario(gateway: StripeGateway) -> None:
        reference = (await gateway.start(a_charge())).reference
        await stand.driver.pay(reference, NEEDS_AUTHENTICATION)
        state = await gateway.fetch(reference)
        assert state is not None
        assert state.status is ChargeStatus.PENDING
        said = {"client_secret": await gateway.page_secret(reference), "success": True}
        url = f"{stand.driver.url}/v1/payment_intents/{reference}/_authenticate"
        async with httpx.AsyncClient(headers=KEY) as browser:
            (await browser.post(url, json=said)).raise_for_status()
        state = await gateway.fetch(reference)
        assert state is not None
        assert state.status is ChargeStatus.SUCCEEDED

    stand.run(scenario)


def test_a_charge_is_cancelled_unless_it_was_paid(stand: Stand) -> None:
    async def scenario(gateway: StripeGateway) -> None:
        unpaid = (await gateway.start(a_charge())).reference
        assert (await gateway.cancel(unpaid)).status is ChargeStatus.CANCELLED
        assert (await gateway.cancel(unpaid)).status is ChargeStatus.CANCELLED
        reference = await paid(gateway, stand, a_charge())
        state = await gateway.cancel(reference)
        assert (state.reference, state.status) == (reference, ChargeStatus.SUCCEEDED)

    stand.run(scenario)
    keys = [call.headers["idempotency-key"] for call in stand.proxy.calls if call.path.endswith("/cancel")]
    assert len(set(keys)) == len(keys) == 3


def test_full_and_partial_refunds_are_found_by_the_operators_id(stand: Stand) -> None:
    first, second, third, whole = (str(uuid.uuid4()) for _ in range(4))

    async def scenario(gateway: StripeGateway) -> None:
        reference = await paid(gateway, stand, a_charge(50_000))
        assert await gateway.fetch_refund(reference, first) is None
        part = await gateway.refund(reference, first, 20_000, "KGS")
        assert part.reference.startswith("re_")
        assert (part.refund_id, part.status) == (first, GatewayRefundStatus.SUCCEEDED)
        assert (part.amount_minor, part.currency, part.failure) == (20_000, "KGS", None)
        assert await gateway.refund(reference, first, 20_000, "KGS") == part
        rest = await gateway.refund(reference, second, 30_000, "KGS")
        assert rest.reference != part.reference
        with pytest.raises(GatewayRefused) as refused:
            await gateway.refund(reference, third, 1, "KGS")
        assert refused.value.code == "charge_already_refunded"
        assert [await gateway.fetch_refund(reference, each) for each in (first, second, third)] == [part, rest, None]
        other = await paid(gateway, stand, a_charge(700))
        assert (await gateway.refund(other, whole, 700, "KGS")).amount_minor == 700

    stand.run(scenario)
    refunds = [call for call in stand.proxy.calls if (call.method, call.path) == ("POST", "/v1/refunds")]
    assert [call.headers["idempotency-key"] for call in refunds] == [first, first, second, third, whole]
    assert [call.form["metadata[refund_id]"] for call in refunds] == [first, first, second, third, whole]


def test_a_refund_of_an_unpaid_charge_is_refused(stand: Stand) -> None:
    async def scenario(gateway: StripeGateway) -> None:
        reference = (await gateway.start(a_charge())).reference
        await stand.driver.decline(reference)
        with pytest.raises(GatewayRefused) as refused:
            await gateway.refund(reference, str(uuid.uuid4()), 100, "KGS")
        assert refused.value.message == "This PaymentIntent has no successful charge to refund."
        assert refused.value.code == "invalid_request_error"

    stand.run(scenario)


def test_a_lost_answer_is_recovered_by_repeating_the_call(stand: Stand) -> None:
    charge, refund_id = a_charge(), str(uuid.uuid4())

    async def scenario(gateway: StripeGateway) -> None:
        stand.proxy.failure = "lost"
        with pytest.raises(GatewayDown):
            await gateway.start(charge)
        stand.proxy.failure = None
        reference = await paid(gateway, stand, charge)
        stand.proxy.failure = "lost"
        with pytest.raises(GatewayDown):
            await gateway.refund(reference, refund_id, 100, "KGS")
        stand.proxy.failure = None
        found = await gateway.fetch_refund(reference, refund_id)
        assert found is not None
        assert found == await gateway.refund(reference, refund_id, 100, "KGS")

    stand.run(scenario)
    answered = {body for _, _, body in stand.proxy.done.values() if charge.payment_id.encode() in body}
    assert len(answered) == 1


def test_settlements_are_the_balance_transactions_of_a_day(stand: Stand) -> None:
    now, refund_id = int(time.time()), str(uuid.uuid4())
    today = datetime.fromtimestamp(now, UTC).date()
    payout = {"id": "po_1", "object": "payout"}
    row = {"object": "balance_transaction", "currency": "kgs", "fee": 0, "created": now}
    paid_out = {**row, "id": "txn_payout", "type": "payout", "amount": -900, "source": payout}
    stand.proxy.more_lines = [paid_out, {**row, "id": "txn_fee", "type": "stripe_fee", "amount": -5, "source": None}]
    stand.proxy.fees = {"charge": 15}

    async def scenario(gateway: StripeGateway) -> None:
        references = [await paid(gateway, stand, a_charge(1_000)) for _ in range(4)]
        refund = await gateway.refund(references[0], refund_id, 400, "KGS")
        lines = [line async for line in gateway.settlements(today)]
        assert len({line.line_id for line in lines}) == len(lines)
        assert "txn_fee" not in {line.line_id for line in lines}
        ours = [line for line in lines if line.reference in references and line.kind is LineKind.PAYMENT]
        assert sorted(line.reference for line in ours) == sorted(references)
        assert {(line.amount_minor, line.fee_minor, line.currency) for line in ours} == {(1_000, 15, "KGS")}
        assert {line.refund_reference for line in ours} == {None}
        assert all(line.line_id.startswith("txn_") and abs(line.at.timestamp() - now) < 60 for line in ours)
        (back,) = [line for line in lines if line.refund_reference == refund.reference]
        assert (back.kind, back.reference, back.amount_minor) == (LineKind.REFUND, references[0], -400)
        (payout_line,) = [line for line in lines if line.kind is LineKind.PAYOUT]
        assert (payout_line.reference, payout_line.amount_minor) == ("po_1", -900)
        for other in (-1, 1):
            assert [line async for line in gateway.settlements(today + timedelta(days=other))] == []

    stand.run(scenario)
    stand.proxy.more_lines, stand.proxy.fees = [], {}
    pages = [call for call in stand.proxy.calls if call.path == "/v1/balance_transactions"]
    assert len(pages) > 3  # the day has more lines than a page
    assert len({call.query.get("starting_after") for call in pages}) == len(pages) - 2


def test_refunds_are_found_on_later_pages(stand: Stand) -> None:
    row = {"object": "refund", "amount": 1, "currency": "kgs", "status": "pending"}
    first = {"object": "list", "url": "/v1/refunds", "has_more": True, "data": [{**row, "id": "re_1", "metadata": {}}]}
    last = {**first, "has_more": False, "data": [{**row, "id": "re_2", "metadata": {"refund_id": "ours"}}]}

    async def scenario(gateway: StripeGateway) -> None:
        async def turn() -> None:
            while not stand.proxy.calls:
                await asyncio.sleep(0.001)
            stand.proxy.failure = (200, json.dumps(last).encode())

        stand.proxy.failure = (200, json.dumps(first).encode())
        turning = asyncio.create_task(turn())
        found = await gateway.fetch_refund("pi_1", "ours")
        await turning
        assert found is not None
        assert (found.reference, found.status) == ("re_2", GatewayRefundStatus.PENDING)

    stand.run(scenario)
    assert [call.query.get("starting_after") for call in stand.proxy.calls] == [None, "re_1"]


def test_webhooks_of_localstripe_are_verified_and_name_the_charge(stand: Stand) -> None:
    hook = {"url": f"{stand.url}/_webhook", "secret": SECRET}
    httpx.post(f"{stand.driver.url}/_config/webhooks/stand", json=hook).raise_for_status()

    async def scenario(gateway: StripeGateway) -> None:
        reference = (await gateway.start(a_charge())).reference
        await stand.driver.decline(reference)
        await stand.driver.pay(reference)
        found: dict[str, str] = {}
        deadline = time.monotonic() + 20
        while len(found) < 2 and time.monotonic() < deadline:
            await asyncio.sleep(0.1)
            notices = [gateway.verify(body, headers, time.time()) for body, headers in stand.proxy.deliveries]
            found = {notice.kind: notice.event_id for notice in notices if notice.charge_reference == reference}
        assert set(found) == {"payment_intent.payment_failed", "payment_intent.succeeded"}
        assert all(event_id.startswith("evt_") for event_id in found.values())

    stand.run(scenario)
