"""The sandbox's own HTTP interface: keys, request bodies, the settlement file."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.gateways.sandbox import SandboxSettings, create_sandbox, settlements
from tests.gateways.conformance import a_charge, in_loop
from tests.gateways.sandbox_driver import DAY_SECONDS, KEY, SandboxDriver, opened_sandbox

BODY = {"payment_id": "pay_1", "number": "P1", "amount_minor": 5_000, "currency": "KGS", "method": "CARD"}


async def _create(sandbox: SandboxDriver, body: Any = BODY, key: str | None = "key 1") -> httpx.Response:
    return await sandbox.http.post("/v1/charges", json=body, headers={"Idempotency-Key": key} if key else {})


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


@in_loop
async def test_a_charge_is_created_once_per_key(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        first = await _create(sandbox)
        assert first.status_code == 201
        reference = first.json()["id"]
        assert first.json() == {
            "id": reference, "payment_id": "pay_1", "number": "P1", "status": "PENDING", "amount_minor": 5_000,
            "currency": "KGS", "method": "CARD", "fee_minor": None, "refunded_minor": 0, "verifying": False,
            "failure_code": None, "failure_message": None, "language": "EN", "return_url": None,
            "created": int(sandbox.clock.now), "checkout_url": f"http://pay.test/checkout/{reference}",
        }  # fmt: skip
        again = await _create(sandbox, {**BODY, "language": "EN", "return_url": None})
        assert (again.status_code, again.json()) == (200, first.json())
        for other in ({**BODY, "amount_minor": 5_001}, {**BODY, "number": "P2"}, {**BODY, "language": "RU"}):
            assert _code(await _create(sandbox, other)) == (409, "IDEMPOTENCY_KEY_REUSED")
        assert (await _create(sandbox, key="key 2")).json()["id"] != reference


@in_loop
async def test_every_call_needs_the_api_key(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        for header in (None, "", KEY, f"Bearer {KEY}x", "Bearer ", f"Basic {KEY}", "Bearer \xe9"):
            headers = {} if header is None else {"Authorization": header.encode("latin-1")}
            for method, path in (
                ("POST", "/v1/charges"), ("GET", "/v1/charges/ch_1"), ("POST", "/v1/charges/ch_1/cancel"),
                ("POST", "/v1/charges/ch_1/refunds"), ("GET", "/v1/charges/ch_1/refunds"),
                ("GET", "/v1/settlements/2026-11-25.csv"), ("POST", "/v1/test/charges/ch_1/pay"),
                ("POST", "/v1/test/webhooks/redeliver"),
            ):  # fmt: skip
                answer = await sandbox.payer.request(method, path, headers=headers)
                assert _code(answer) == (401, "UNAUTHORIZED")
                assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "change",
    [
        {"amount_minor": 0}, {"amount_minor": -1}, {"amount_minor": 1.5}, {"amount_minor": "5000"},
        {"amount_minor": True}, {"amount_minor": 10**15 + 1}, {"amount_minor": None},
        {"currency": "kgs"}, {"currency": "KGSX"}, {"currency": 5}, {"currency": "ЅОМ"},
        {"method": "CASH"}, {"method": []}, {"language": "FR"}, {"language": {}},
        {"payment_id": ""}, {"payment_id": None}, {"payment_id": "x" * 256}, {"number": "a\0b"}, {"number": 7},
        {"return_url": "javascript:alert(1)"}, {"return_url": "JavaScript:alert(1)"}, {"return_url": "data:text/html,x"},
        {"return_url": "/relative"}, {"return_url": "//shop.test"}, {"return_url": "https://"},
        {"return_url": "https://user@shop.test/"}, {"return_url": "https://shop.test;x/"},
        {"return_url": "https://shop.test/\r\nSet-Cookie: a=b"}, {"return_url": "https://shop.test/\u043f"},
        {"return_url": "https:\\\\shop.test"}, {"return_url": "https://shop.test/" + "x" * 2_000}, {"return_url": 7},
    ],
)  # fmt: skip
def test_an_invalid_body_is_refused(tmp_path: Path, change: dict[str, Any]):
    @in_loop
    async def scenario() -> None:
        async with opened_sandbox(tmp_path) as sandbox:
            assert _code(await _create(sandbox, {**BODY, **change})) == (422, "INVALID_REQUEST")
            assert (await _create(sandbox)).status_code == 201

    scenario()


@in_loop
async def test_a_malformed_request_is_refused(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        headers = {"Idempotency-Key": "k"}
        for content, expected in (
            (b"{", (422, "INVALID_REQUEST")),
            (b"[]", (422, "INVALID_REQUEST")),
            (b'{"number": "\\ud800"}', (422, "INVALID_REQUEST")),
            (b"[" * 60_000, (422, "INVALID_REQUEST")),
            (b" " * 70_000, (413, "TOO_LARGE")),
        ):
            assert _code(await sandbox.http.post("/v1/charges", content=content, headers=headers)) == expected
        for key in (None, "x" * 256, b"\xff"):
            answer = await sandbox.http.post(
                "/v1/charges", json=BODY, headers={} if key is None else {"Idempotency-Key": key}
            )
            assert _code(answer) == (400, "KEY_REQUIRED")
        assert _code(await sandbox.http.get("/v1/odd")) == (404, "NOT_FOUND")
        assert _code(await sandbox.http.delete("/v1/charges")) == (405, "BAD_REQUEST")
        assert _code(await sandbox.http.get("/v1/charges/ch_none")) == (404, "CHARGE_NOT_FOUND")
        assert _code(await sandbox.http.post("/v1/charges/ch_none/cancel")) == (404, "CHARGE_NOT_FOUND")
        pay = "/v1/test/charges/ch_none/pay"
        assert _code(await sandbox.http.post(pay, json={"card": "accepted"})) == (404, "CHARGE_NOT_FOUND")
        assert _code(await sandbox.http.post(pay, json={"card": "4242424242424242"})) == (422, "INVALID_REQUEST")
        assert _code(await sandbox.http.post("/v1/test/webhooks/redeliver", json={"charge": 7})) == (
            422, "INVALID_REQUEST",
        )  # fmt: skip


@in_loop
async def test_the_refunds_of_a_charge_are_listed(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference = (await sandbox.gateway.start(a_charge(50_000))).reference
        await sandbox.pay(reference)
        path = f"/v1/charges/{reference}/refunds"
        for key, amount_minor in (("a", 10_000), ("b", 40_000)):
            body = {"amount_minor": amount_minor, "currency": "KGS"}
            assert (await sandbox.http.post(path, json=body, headers={"Idempotency-Key": key})).status_code == 201
            assert (await sandbox.http.post(path, json=body, headers={"Idempotency-Key": key})).status_code == 200
        listed = (await sandbox.http.get(path)).json()["refunds"]
        assert [(refund["key"], refund["amount_minor"], refund["status"]) for refund in listed] == [
            ("a", 10_000, "SUCCEEDED"), ("b", 40_000, "SUCCEEDED"),
        ]  # fmt: skip
        assert (await sandbox.http.get(path, params={"key": "b"})).json()["refunds"] == listed[1:]
        assert (await sandbox.http.get(path, params={"key": "c"})).json()["refunds"] == []
        assert (await sandbox.http.get(f"/v1/charges/{reference}")).json()["refunded_minor"] == 50_000
        answer = await sandbox.http.post(
            path, json={"amount_minor": 1, "currency": "KGS"}, headers={"Idempotency-Key": "c"}
        )
        assert _code(answer) == (422, "REFUND_TOO_LARGE")


@in_loop
async def test_a_settlement_has_the_lines_of_the_day_and_then_the_payout(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(settlements, "BATCH_ROWS", 2)  # several pages, joined without a gap
    async with opened_sandbox(tmp_path) as sandbox:
        midnight = datetime(2026, 11, 25, tzinfo=UTC).timestamp()
        paid = []
        for moment in (-0.001, 0, 5, 5, 5, DAY_SECONDS - 0.001, DAY_SECONDS):
            reference = (await sandbox.gateway.start(a_charge(10_000))).reference
            sandbox.clock.now = midnight + moment
            await sandbox.pay(reference)
            paid.append(reference)
        await sandbox.gateway.start(a_charge(10_000))
        sandbox.clock.now = midnight + 10
        await sandbox.gateway.refund(paid[0], "ref_1", 2_000, "KGS")
        lines = await sandbox.settlement_lines()
        assert ",".join(lines[0]) == "line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at"
        assert [line[1] for line in lines[1:]] == ["PAYMENT"] * 5 + ["REFUND"]
        assert sorted(line[2] for line in lines[1:6]) == sorted(paid[1:6])
        assert lines[1] == [
            f"line_{paid[1]}", "PAYMENT", paid[1], "", "10000", "250", "KGS", "2026-11-25T00:00:00.000Z",
        ]  # fmt: skip
        assert lines[6][2] == paid[0]
        sandbox.clock.now = midnight + DAY_SECONDS
        closed = await sandbox.settlement_lines()
        assert closed[:-1] == lines
        assert closed[-1][1:7] == ["PAYOUT", "po_20261125_KGS", "", str(-(5 * 9_750 - 2_000)), "0", "KGS"]
        assert closed[-1][7] == "2026-11-25T23:59:59.000Z"
        for odd in ("2026-13-01", "20261125", "2026-11-25T00", "x"):
            assert _code(await sandbox.http.get(f"/v1/settlements/{odd}.csv")) == (422, "INVALID_REQUEST")
        for far in ("0001-01-01", "9999-12-31"):
            assert await sandbox.settlement_lines(far) == lines[:1]


@in_loop
async def test_the_application_sends_webhooks_during_its_lifespan(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        settings = SandboxSettings(
            tmp_path / "sandbox.db", KEY, "s", "http://crm.test/", "http://pay.test", clock=sandbox.clock,
            transport=httpx.MockTransport(sandbox.receiver.handle),
        )  # fmt: skip
        app = create_sandbox(settings)
        async with app.router.lifespan_context(app):
            await sandbox.gateway.start(a_charge())
            await _until(lambda: sandbox.receiver.types == ["charge.pending"])


async def _until(condition) -> None:
    while not condition():
        await asyncio.sleep(0.01)
