"""The Stripe adapter without a clear answer from Stripe: it raises GatewayDown and does not repeat the call."""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from backend.gateways.payments import Charge, GatewayDown, GatewayRefused
from backend.gateways.stripe import StripeGateway
from tests.gateways.stripe_stand import SECRET, Stand, stripe_stand


@pytest.fixture(scope="module")
def stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with stripe_stand(tmp_path_factory.mktemp("stripe")) as it:
        yield it


def a_charge() -> Charge:
    return Charge(str(uuid.uuid4()), "P00000042", 50_000, "KGS", "CARD")


CALLS: dict[str, Callable[[StripeGateway], Awaitable[Any]]] = {
    "start": lambda gateway: gateway.start(a_charge()),
    "fetch": lambda gateway: gateway.fetch("pi_1"),
    "cancel": lambda gateway: gateway.cancel("pi_1"),
    "refund": lambda gateway: gateway.refund("pi_1", str(uuid.uuid4()), 100, "KGS"),
    "fetch_refund": lambda gateway: gateway.fetch_refund("pi_1", "r"),
    "page_secret": lambda gateway: gateway.page_secret("pi_1"),
    "settlements": lambda gateway: anext(gateway.settlements(datetime.now(UTC).date())),
}
FAILURES = {
    "cut": "cut",
    "hang": "hang",
    "500": (500, b'{"error": {"type": "api_error", "message": "ours"}}'),
    "503": (503, b"<html>"),
    "409": (409, b'{"error": {"type": "invalid_request_error", "code": "idempotency_key_in_use"}}'),
    "429": (429, b'{"error": {"type": "invalid_request_error", "code": "lock_timeout"}}'),
    "key reused": (400, b'{"error": {"type": "idempotency_error", "message": "another body"}}'),
    "key withdrawn": (401, b'{"error": {"type": "invalid_request_error", "message": "Invalid API Key"}}'),
    "not allowed": (403, b'{"error": {"type": "invalid_request_error", "message": "no"}}'),
    "no JSON": (200, b"<html>"),
    "a number": (200, b"5"),
    "nothing": (200, b"{}"),
    "something else": (200, b'{"object": "customer", "id": 5, "data": 1, "status": null}'),
    "moved": (302, b"{}"),
}


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("call", CALLS)
def test_without_a_clear_answer_the_gateway_is_down_and_the_call_is_not_repeated(
    stand: Stand, call: str, failure: str
) -> None:
    async def scenario(gateway: StripeGateway) -> None:
        stand.proxy.failure = FAILURES[failure]
        with pytest.raises(GatewayDown):
            await CALLS[call](gateway)

    stand.run(scenario, seconds=0.3 if failure == "hang" else 10)
    assert len(stand.proxy.calls) == 1


def test_a_refused_connection_means_the_gateway_is_down() -> None:
    async def scenario() -> None:
        gateway = StripeGateway("sk_test_1", [SECRET], base_address="http://127.0.0.1:1")
        for call in CALLS.values():
            with pytest.raises(GatewayDown):
                await call(gateway)
        await gateway.close()

    asyncio.run(scenario())


def test_a_refusal_has_stripes_code_and_message(stand: Stand) -> None:
    no = {"type": "card_error", "code": "card_declined", "message": "Your card was declined."}

    async def scenario(gateway: StripeGateway) -> None:
        for status in (400, 402):
            stand.proxy.failure = (status, json.dumps({"error": no}).encode())
            with pytest.raises(GatewayRefused) as refused:
                await gateway.start(a_charge())
            assert (refused.value.code, refused.value.message) == ("card_declined", "Your card was declined.")

    stand.run(scenario)
    assert len(stand.proxy.calls) == 2
