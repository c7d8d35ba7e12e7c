"""The conformance suite of payment gateway adapters. Each adapter has a subclass that opens and drives it."""

import asyncio
import dataclasses
import functools
import uuid
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol

import pytest

from backend.gateways.payments import (
    SIGNATURE_SECONDS,
    BadSignature,
    Charge,
    ChargeStatus,
    GatewayDown,
    GatewayRefundStatus,
    GatewayRefused,
    PaymentGateway,
)

AMOUNT = 25_000
PATIENCE_SECONDS = 60  # ends a test that hangs


def in_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    @functools.wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        asyncio.run(asyncio.wait_for(test(*arguments, **named), PATIENCE_SECONDS))

    return run


def a_charge(amount_minor: int = AMOUNT, **more: Any) -> Charge:
    charge = Charge(f"pay_{uuid.uuid4()}", "P000000001", amount_minor, "KGS", "CARD")
    return dataclasses.replace(charge, **more)


class Driver(Protocol):
    """An adapter, with the actions of payers and of the gateway itself."""

    gateway: PaymentGateway

    async def pay(self, reference: str) -> None: ...

    async def decline(self, reference: str) -> None: ...

    def signed(self, kind: str, reference: str, *, old: bool = False) -> tuple[bytes, Mapping[str, str]]:
        """A valid webhook about a charge, signed now: body, and headers by lower-case name.

        `old` signs it with the previous secret.
        """

    def now(self) -> float: ...


class Conformance:
    success_kind: str  # the gateway's event type of a charge that succeeded
    after_decline = ChargeStatus.FAILED  # or PENDING, where the gateway lets the payer try another card

    def opened(self, folder: Path) -> AbstractAsyncContextManager[Driver]:
        raise NotImplementedError

    @in_loop
    async def test_a_new_charge_is_pending(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            charge = a_charge()
            started = await driver.gateway.start(charge)
            assert (started.checkout_url is None) is driver.gateway.pays_on_our_page
            state = await driver.gateway.fetch(started.reference)
            assert (state.reference, state.payment_id, state.status, state.amount_minor, state.currency) == (
                started.reference, charge.payment_id, ChargeStatus.PENDING, AMOUNT, "KGS",
            )  # fmt: skip
            assert (state.fee_minor, state.failure_code) == (None, None)

    @in_loop
    async def test_a_repeated_start_returns_the_same_charge(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            charge = a_charge()
            started = await asyncio.gather(*(driver.gateway.start(charge) for _ in range(5)))
            assert len(set(started)) == 1
            await driver.pay(started[0].reference)
            assert await driver.gateway.start(charge) == started[0]
            other = await driver.gateway.start(a_charge())
            assert other.reference != started[0].reference

    @in_loop
    async def test_a_key_with_another_amount_is_refused(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            charge = a_charge()
            started = await driver.gateway.start(charge)
            with pytest.raises((GatewayRefused, GatewayDown)):
                await driver.gateway.start(dataclasses.replace(charge, amount_minor=AMOUNT + 100))
            assert (await driver.gateway.fetch(started.reference)).amount_minor == AMOUNT

    @in_loop
    async def test_an_unknown_charge_is_none(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            assert await driver.gateway.fetch("unknown_reference") is None

    @in_loop
    async def test_a_charge_succeeds(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            started = await driver.gateway.start(a_charge())
            await driver.pay(started.reference)
            state = await driver.gateway.fetch(started.reference)
            assert (state.status, state.amount_minor, state.failure_code) == (ChargeStatus.SUCCEEDED, AMOUNT, None)
            assert state.fee_minor is None or 0 <= state.fee_minor < AMOUNT

    @in_loop
    async def test_a_declined_charge_has_a_failure_code_and_message(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            started = await driver.gateway.start(a_charge())
            await driver.decline(started.reference)
            state = await driver.gateway.fetch(started.reference)
            assert state.status is self.after_decline
            assert state.failure_code
            assert state.failure_message

    @in_loop
    async def test_a_charge_can_be_cancelled_repeatedly(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            started = await driver.gateway.start(a_charge())
            for _ in range(2):
                assert (await driver.gateway.cancel(started.reference)).status is ChargeStatus.CANCELLED
            assert (await driver.gateway.fetch(started.reference)).status is ChargeStatus.CANCELLED

    @in_loop
    async def test_cancelling_a_paid_charge_leaves_it_paid(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            started = await driver.gateway.start(a_charge())
            await driver.pay(started.reference)
            assert (await driver.gateway.cancel(started.reference)).status is ChargeStatus.SUCCEEDED

    @in_loop
    async def test_a_refund_in_full(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            reference = await _paid(driver)
            refund = await driver.gateway.refund(reference, "ref_full", AMOUNT, "KGS")
            assert refund.status in {GatewayRefundStatus.PENDING, GatewayRefundStatus.SUCCEEDED}
            assert (refund.refund_id, refund.amount_minor, refund.currency) == ("ref_full", AMOUNT, "KGS")
            assert (await driver.gateway.fetch(reference)).amount_minor == AMOUNT

    @in_loop
    async def test_partial_refunds_are_accepted_up_to_the_amount_paid(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            reference = await _paid(driver)
            first = await driver.gateway.refund(reference, "ref_first", 10_000, "KGS")
            second = await driver.gateway.refund(reference, "ref_second", AMOUNT - 10_000, "KGS")
            assert first.reference != second.reference
            with pytest.raises(GatewayRefused):
                await driver.gateway.refund(reference, "ref_third", 100, "KGS")

    @in_loop
    async def test_a_repeated_refund_returns_the_same_refund(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            reference = await _paid(driver)
            refunds = [await driver.gateway.refund(reference, "ref_same", 10_000, "KGS") for _ in range(3)]
            assert len({refund.reference for refund in refunds}) == 1
            # With two refunds of the first amount, this one would exceed the payment.
            await driver.gateway.refund(reference, "ref_rest", AMOUNT - 10_000, "KGS")

    @in_loop
    async def test_a_refund_is_found_by_the_operators_id(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            reference = await _paid(driver)
            first = await driver.gateway.refund(reference, "ref_one", 10_000, "KGS")
            second = await driver.gateway.refund(reference, "ref_two", 5_000, "KGS")
            for known in (first, second):
                found = await driver.gateway.fetch_refund(reference, known.refund_id)
                assert (found.reference, found.refund_id, found.amount_minor) == (
                    known.reference, known.refund_id, known.amount_minor,
                )  # fmt: skip
            assert await driver.gateway.fetch_refund(reference, "ref_none") is None
            assert await driver.gateway.fetch_refund("unknown_reference", "ref_one") is None

    @in_loop
    async def test_a_refund_over_the_payment_is_refused(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            reference = await _paid(driver)
            with pytest.raises(GatewayRefused) as refused:
                await driver.gateway.refund(reference, "ref_much", AMOUNT + 100, "KGS")
            assert refused.value.code
            assert await driver.gateway.fetch_refund(reference, "ref_much") is None

    @in_loop
    async def test_a_refund_of_an_unpaid_charge_is_refused(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            started = await driver.gateway.start(a_charge())
            with pytest.raises(GatewayRefused):
                await driver.gateway.refund(started.reference, "ref_early", 100, "KGS")

    @in_loop
    async def test_a_valid_webhook_names_its_charge(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            body, headers = driver.signed(self.success_kind, "reference_1")
            notice = driver.gateway.verify(body, headers, driver.now())
            assert (notice.kind, notice.charge_reference, notice.refund_reference) == (
                self.success_kind, "reference_1", None,
            )  # fmt: skip
            assert notice.event_id

    @in_loop
    async def test_a_webhook_signed_with_the_previous_secret_is_valid(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            body, headers = driver.signed(self.success_kind, "reference_1", old=True)
            assert driver.gateway.verify(body, headers, driver.now()).charge_reference == "reference_1"

    @in_loop
    async def test_an_altered_webhook_is_refused(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            body, headers = driver.signed(self.success_kind, "reference_1")
            other, other_headers = driver.signed(self.success_kind, "reference_2")
            for wrong in (body.replace(b"reference_1", b"reference_3"), other, body + b" ", b""):
                with pytest.raises(BadSignature):
                    driver.gateway.verify(wrong, headers, driver.now())
            with pytest.raises(BadSignature):
                driver.gateway.verify(body, other_headers, driver.now())
            with pytest.raises(BadSignature):
                driver.gateway.verify(body, {}, driver.now())

    @in_loop
    async def test_a_webhook_with_an_old_or_future_timestamp_is_refused(self, tmp_path: Path):
        async with self.opened(tmp_path) as driver:
            body, headers = driver.signed(self.success_kind, "reference_1")
            near, far = SIGNATURE_SECONDS - 2, SIGNATURE_SECONDS + 2
            for moment in (-near, near):
                assert driver.gateway.verify(body, headers, driver.now() + moment).charge_reference == "reference_1"
            for moment in (-far, far):
                with pytest.raises(BadSignature):
                    driver.gateway.verify(body, headers, driver.now() + moment)


async def _paid(driver: Driver) -> str:
    started = await driver.gateway.start(a_charge())
    await driver.pay(started.reference)
    return started.reference
