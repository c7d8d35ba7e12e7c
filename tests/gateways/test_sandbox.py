"""The sandbox and its client through the port, and invalid answers of a gateway."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest

from backend.gateways.payments import (
    ChargeStatus,
    GatewayDown,
    GatewayRefundStatus,
    GatewayRefused,
    LineKind,
    SettlementLine,
)
from backend.gateways.sandbox.charges import fee
from backend.gateways.sandbox_client import COLUMNS, SandboxGateway
from tests.gateways.conformance import AMOUNT, Conformance, a_charge, in_loop
from tests.gateways.sandbox_driver import DAY_SECONDS, KEY, SandboxDriver, opened_sandbox

DAY = date(2026, 11, 25)
HEAD = ",".join(COLUMNS) + "\n"
LINE = "line_1,PAYMENT,ch_1,,25000,625,KGS,2026-11-25T12:00:00.000Z\n"


class TestSandbox(Conformance):
    success_kind = "charge.succeeded"

    def opened(self, folder: Path) -> AbstractAsyncContextManager[SandboxDriver]:
        return opened_sandbox(folder)


class TestMountedSandbox(TestSandbox):
    def opened(self, folder: Path) -> AbstractAsyncContextManager[SandboxDriver]:
        return opened_sandbox(folder, prefix="/sandbox")


@pytest.mark.parametrize(
    ("amount_minor", "fee_minor"), [(1, 1), (19, 1), (59, 1), (60, 2), (100, 3), (10**15, 25 * 10**12)]
)
def test_the_fee_is_two_and_a_half_percent_rounded_half_up(amount_minor: int, fee_minor: int):
    assert fee(amount_minor) == fee_minor


@in_loop
async def test_the_fee_is_known_once_the_charge_is_paid(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        started = await sandbox.gateway.start(a_charge(100))
        assert (await sandbox.gateway.fetch(started.reference)).fee_minor is None
        await sandbox.pay(started.reference)
        assert (await sandbox.gateway.fetch(started.reference)).fee_minor == 3


@in_loop
async def test_a_settlement_is_read_line_by_line(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        started = await sandbox.gateway.start(a_charge())
        await sandbox.pay(started.reference)
        refund = await sandbox.gateway.refund(started.reference, "ref_1", 10_000, "KGS")
        sandbox.clock.now += DAY_SECONDS
        at = datetime(2026, 11, 25, 12, tzinfo=UTC)
        assert [line async for line in sandbox.gateway.settlements(DAY)] == [
            SettlementLine(
                f"line_{started.reference}", LineKind.PAYMENT, started.reference, None, AMOUNT, 625, "KGS", at
            ),
            SettlementLine(
                f"line_{refund.reference}", LineKind.REFUND, started.reference, refund.reference, -10_000, 0, "KGS", at
            ),
            SettlementLine(
                "line_po_20261125_KGS", LineKind.PAYOUT, "po_20261125_KGS", None, -(AMOUNT - 625 - 10_000), 0, "KGS",
                datetime(2026, 11, 25, 23, 59, 59, tzinfo=UTC),
            ),
        ]  # fmt: skip
        assert [line async for line in sandbox.gateway.settlements(date(2026, 11, 24))] == []


@in_loop
async def test_a_wrong_key_is_refused(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        stranger = SandboxGateway("http://pay.test", KEY + "x", (), sandbox.transport)
        with pytest.raises(GatewayRefused) as refused:
            await stranger.start(a_charge())
        assert refused.value.code == "UNAUTHORIZED"
        with pytest.raises(GatewayRefused):
            await anext(stranger.settlements(DAY))
        await stranger.close()


@in_loop
async def test_the_sandbox_has_no_secret_for_a_page_of_ours(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        with pytest.raises(GatewayRefused) as refused:
            await sandbox.gateway.page_secret("ch_1")
        assert refused.value.code == "NO_OWN_PAGE"


def _wrong_content_encoding() -> httpx.Response:
    return httpx.Response(200, headers={"content-encoding": "gzip"}, stream=_Bytes())


class _Bytes(httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"none"


def _answering(answer: httpx.Response | Exception | Callable[[], httpx.Response], seconds: float = 0) -> SandboxGateway:
    async def handle(_: httpx.Request) -> httpx.Response:
        await asyncio.sleep(seconds)
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer

    return SandboxGateway("http://pay.test", KEY, (), httpx.MockTransport(handle), seconds=0.1)


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (httpx.ConnectError("refused"), 0),
        (httpx.ReadError("reset"), 0),
        (httpx.RemoteProtocolError("nonsense"), 0),
        (httpx.Response(200, json={}), 5),
        (httpx.Response(500, json={"error": {"code": "X", "message": "x"}}), 0),
        (httpx.Response(503), 0),
        (httpx.Response(429), 0),
        (httpx.Response(302, headers={"location": "http://elsewhere.test/"}), 0),
        (httpx.Response(200, text="<html>"), 0),
        (httpx.Response(200, json=[]), 0),
        (httpx.Response(200, json={"id": 7}), 0),
        (httpx.Response(200, json={"id": "ch_1", "status": "ODD", "amount_minor": 1, "currency": "KGS"}), 0),
        (_wrong_content_encoding, 0),
    ],
)
def test_a_missing_or_invalid_answer_means_the_gateway_is_down(answer: httpx.Response | Exception, seconds: float):
    @in_loop
    async def scenario() -> None:
        for call in (
            lambda gateway: gateway.start(a_charge()),
            lambda gateway: gateway.fetch("ch_1"),
            lambda gateway: gateway.cancel("ch_1"),
            lambda gateway: gateway.refund("ch_1", "ref_1", 1, "KGS"),
            lambda gateway: gateway.fetch_refund("ch_1", "ref_1"),
        ):
            gateway = _answering(answer, seconds)
            with pytest.raises(GatewayDown):
                await call(gateway)
            await gateway.close()

    scenario()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (httpx.Response(404, json={"error": {"code": "CHARGE_NOT_FOUND", "message": "x"}}), "CHARGE_NOT_FOUND"),
        (httpx.Response(404, text="a proxy's page"), "HTTP_404"),
        (httpx.Response(400, json={"error": "odd"}), "HTTP_400"),
    ],
)
def test_a_refusal_has_the_gateways_code_or_else_the_http_status(answer: httpx.Response, code: str):
    @in_loop
    async def scenario() -> None:
        gateway = _answering(answer)
        with pytest.raises(GatewayRefused) as refused:
            await gateway.start(a_charge())
        assert refused.value.code == code
        if code == "HTTP_404":  # only the gateway's own code means that there is no such charge
            with pytest.raises(GatewayRefused):
                await gateway.fetch("ch_1")
        await gateway.close()

    scenario()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "another,header\n",
        HEAD + LINE[:20],
        HEAD + LINE.replace("PAYMENT", "ODD"),
        HEAD + LINE.replace("25000", "much"),
        HEAD + LINE.replace("Z\n", "\n"),
        HEAD + "only,three,cells\n",
        HEAD + "\n",
        HEAD + "x" * 20_000,
    ],
)
def test_an_invalid_settlement_means_the_gateway_is_down(text: str):
    @in_loop
    async def scenario() -> None:
        gateway = _answering(httpx.Response(200, text=text))
        with pytest.raises(GatewayDown):
            [line async for line in gateway.settlements(DAY)]
        await gateway.close()

    scenario()


@in_loop
async def test_a_large_settlement_is_read_in_little_memory():
    count = 20_000

    async def body():
        yield HEAD.encode()
        for _ in range(count // 100):
            yield LINE.encode() * 100

    gateway = _answering(httpx.Response(200, content=body()))
    tracemalloc.start()
    seen = 0
    async for line in gateway.settlements(DAY):
        seen += line.amount_minor
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    await gateway.close()
    assert seen == count * 25_000
    assert most < 500_000  # the text alone has 1.2 million bytes


@in_loop
async def test_a_charge_keeps_its_final_state(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        for card, status in (("declined", ChargeStatus.FAILED), ("accepted", ChargeStatus.SUCCEEDED)):
            started = await sandbox.gateway.start(a_charge())
            await sandbox.act(started.reference, card)
            for other in ("accepted", "declined", "verify"):
                await sandbox.act(started.reference, other, code="123456")
            assert (await sandbox.gateway.fetch(started.reference)).status is status


@in_loop
async def test_refunds_are_identified_by_charge_and_key(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        references = []
        for _ in range(2):
            started = await sandbox.gateway.start(a_charge())
            await sandbox.pay(started.reference)
            references.append(started.reference)
        first = await sandbox.gateway.refund(references[0], "ref_1", 10_000, "KGS")
        assert first.status is GatewayRefundStatus.SUCCEEDED
        for reference, amount_minor, currency, code in (
            (references[1], 10_000, "KGS", "IDEMPOTENCY_KEY_REUSED"),
            (references[0], 9_000, "KGS", "IDEMPOTENCY_KEY_REUSED"),
        ):
            with pytest.raises(GatewayRefused) as refused:
                await sandbox.gateway.refund(reference, "ref_1", amount_minor, currency)
            assert refused.value.code == code
        with pytest.raises(GatewayRefused) as refused:
            await sandbox.gateway.refund(references[0], "ref_2", 10_000, "USD")
        assert refused.value.code == "CURRENCY_MISMATCH"
        with pytest.raises(GatewayRefused) as refused:
            await sandbox.gateway.refund(references[0], "ref_3", AMOUNT, "KGS")
        assert refused.value.code == "REFUND_TOO_LARGE"
        assert await sandbox.gateway.fetch_refund(references[1], "ref_1") is None


@in_loop
async def test_another_currency_and_a_wallet_are_accepted(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        started = await sandbox.gateway.start(replace(a_charge(700), currency="JPY", method="WALLET"))
        await sandbox.pay(started.reference)
        state = await sandbox.gateway.fetch(started.reference)
        assert (state.status, state.currency, state.fee_minor) == (ChargeStatus.SUCCEEDED, "JPY", 18)
