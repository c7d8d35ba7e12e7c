"""The adapters of identity providers: the sandbox, and the protocol over HTTPS."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from typing import Any

import httpx
import orjson
import pytest

from backend.gateways import signatures
from backend.gateways.identity import HttpsProvider, IdentityProvider, Question, SandboxProvider
from backend.gateways.payments import BadSignature, GatewayDown, GatewayRefused
from tests.gateways.conformance import in_loop
from tests.gateways.identity_conformance import DELAY_SECONDS, Clock, Conformance, about

SECRET = "secret of the provider"
Handle = Callable[[httpx.Request], Awaitable[httpx.Response]]


class TestSandbox(Conformance):
    @asynccontextmanager
    async def _opened(self, clock: Clock) -> AsyncIterator[IdentityProvider]:
        yield SandboxProvider(DELAY_SECONDS, clock)

    def opened(self, clock: Clock) -> AbstractAsyncContextManager[IdentityProvider]:
        return self._opened(clock)


def stand(clock: Clock) -> Handle:
    """A server of the protocol, which answers like the sandbox and checks all signatures."""
    behind = SandboxProvider(DELAY_SECONDS, clock)

    async def handle(request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path
        signed = b"%s %s\n%s" % (request.method.encode(), path.removeprefix(b"/v1"), request.content)
        try:
            signatures.check(request.headers["identity-signature"], signed, [SECRET], clock.now)
        except BadSignature:
            return httpx.Response(401)
        try:
            if request.method == "POST":
                return httpx.Response(200, json={"reference": await behind.ask(question_of(request))})
            reference = path.decode().removeprefix("/v1/checks/")
            found = await behind.answer(reference)
        except GatewayDown:
            return httpx.Response(503)
        except GatewayRefused:
            return httpx.Response(422, json={"error": "document"})
        if found is None:
            return httpx.Response(404)
        return httpx.Response(
            200, json={"reference": found.reference, "verdict": found.verdict.value, "reason": found.reason}
        )

    return handle


def question_of(request: httpx.Request) -> Question:
    body = orjson.loads(request.content)
    assert request.headers["idempotency-key"] == body["check"]
    born = body["birthDate"] and date.fromisoformat(body["birthDate"])
    return Question(uuid.UUID(body["check"]), body["name"], born, **body["document"])


def over(handle: Handle, clock: Clock, secret: str = SECRET) -> HttpsProvider:
    return HttpsProvider("https://identity.example/v1/", secret, httpx.MockTransport(handle), clock)


class TestHttps(Conformance):
    @asynccontextmanager
    async def _opened(self, clock: Clock) -> AsyncIterator[IdentityProvider]:
        provider = over(stand(clock), clock)
        yield provider
        await provider.close()

    def opened(self, clock: Clock) -> AbstractAsyncContextManager[IdentityProvider]:
        return self._opened(clock)


@in_loop
async def test_a_wrong_secret_is_refused() -> None:
    clock = Clock(1_000)
    with pytest.raises(GatewayRefused, match="refused"):
        await over(stand(clock), clock, "another secret").ask(about("ID7610"))


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"),
        (429, b"{}"),
        (302, b""),
        (200, b"not JSON"),
        (200, b"[]"),
        (200, b'{"reference": 7}'),
        (200, b'{"reference": ""}'),
        (200, orjson.dumps({"reference": "x" * 201})),
    ],
)
def test_a_response_that_is_not_clear_decides_nothing(status: int, body: bytes) -> None:
    @in_loop
    async def go() -> None:
        async def handle(_: httpx.Request) -> httpx.Response:
            return httpx.Response(status, content=body)

        with pytest.raises(GatewayDown):
            await over(handle, Clock(0)).ask(about("ID7610"))

    go()


@pytest.mark.parametrize(
    "answer", [{"reference": "other", "verdict": "APPROVED"}, {"reference": "r", "verdict": "YES"}]
)
def test_an_answer_about_another_check_or_with_an_unknown_verdict_decides_nothing(answer: dict[str, Any]) -> None:
    @in_loop
    async def go() -> None:
        async def handle(_: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json=answer)

        with pytest.raises(GatewayDown):
            await over(handle, Clock(0)).answer("r")

    go()
