"""The port of providers that verify identities: ask about a document, and fetch the answer, which may take days.

`check_id` is our own id. It is also the idempotency key of the question, so that a repeated question asks nothing
twice. Every call raises GatewayDown where the response is missing or unclear, and GatewayRefused where it is a refusal.
"""

import asyncio
import enum
import re
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from urllib.parse import quote

import httpx
import orjson

from backend.gateways.payments import CALL_SECONDS, BadSignature, GatewayDown, GatewayRefused
from backend.gateways.signatures import check, sign

# Statuses of the 4xx class after which the outcome is unknown: Request Timeout, Too Early, Too Many Requests.
_RETRYABLE = frozenset({408, 425, 429})
SIGNATURE = "Identity-Signature"  # the header of our requests and of webhooks
MAX_WORDS = 1_000  # characters of a provider's reason that are kept


class Verdict(enum.StrEnum):
    """What a provider says: not yet, yes, not this time, no."""

    PENDING = "PENDING"
    APPROVED = "APPROVED"
    RETRY = "RETRY"
    FINAL = "FINAL"


@dataclass(frozen=True)
class Question:
    """A person or an organisation with a document. `kind`: a member of `DocumentKind`; `country`: ISO 3166-1."""

    check_id: uuid.UUID
    name: str
    birth_date: date | None
    kind: str
    number: str
    country: str


@dataclass(frozen=True)
class Answer:
    """The present answer to a question. `reason`: the provider's words about a rejection."""

    reference: str
    verdict: Verdict
    reason: str | None = None


@dataclass(frozen=True)
class Notified:
    """A verified webhook: the question `check_id` has an answer, which is to be fetched. `event_id`: the provider's id
    of the notice.
    """

    event_id: str
    check_id: uuid.UUID


class IdentityProvider(Protocol):
    """A provider."""

    @property
    def name(self) -> str:
        """The name in histories and logs."""

    async def ask(self, question: Question) -> str:
        """Ask, or repeat a question. Returns the provider's reference of it."""

    async def answer(self, reference: str) -> Answer | None:
        """The present answer; None where the provider does not know the reference."""

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Notified:
        """Check the signature of a webhook and read it. Raises BadSignature where it is missing, wrong, or too old."""

    async def close(self) -> None:
        """Close the connections."""


class SandboxProvider:
    """An adapter without a provider: the last two digits of the document's number say what is answered.

    01: RETRY; 02: FINAL; 03: approved after `delay_seconds`; 04: RETRY after `delay_seconds`; 05: the provider does not
    respond; 06: it refuses the question. All others are approved at once. It keeps nothing: its references say all.
    """

    name = "sandbox"
    _REFERENCE = re.compile(r"sandbox-(?P<verdict>APPROVED|RETRY|FINAL)-(?P<delayed>[01])-(?P<id>[0-9a-f]{32})")

    def __init__(self, delay_seconds: float = 60.0, now: Callable[[], float] = time.time) -> None:
        self._delay_seconds = delay_seconds
        self._now = now

    async def ask(self, question: Question) -> str:
        ending = "".join(filter(str.isdigit, question.number))[-2:]
        if ending == "05":
            raise GatewayDown("the sandbox does not respond about numbers that end with 05")
        if ending == "06":
            raise GatewayRefused("DOCUMENT_NOT_SUPPORTED", "the sandbox refuses numbers that end with 06")
        verdict = {"01": Verdict.RETRY, "02": Verdict.FINAL, "04": Verdict.RETRY}.get(ending, Verdict.APPROVED)
        return f"sandbox-{verdict.value}-{int(ending in {'03', '04'})}-{question.check_id.hex}"

    async def answer(self, reference: str) -> Answer | None:
        found = self._REFERENCE.fullmatch(reference)
        if found is None:
            return None
        asked_at = (uuid.UUID(found["id"]).int >> 80) / 1_000  # a UUIDv7 begins with its time in milliseconds
        if found["delayed"] == "1" and self._now() < asked_at + self._delay_seconds:
            return Answer(reference, Verdict.PENDING)
        verdict = Verdict(found["verdict"])
        reason = None if verdict is Verdict.APPROVED else f"the sandbox answers {verdict.value}"
        return Answer(reference, verdict, reason)

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Notified:  # noqa: ARG002
        raise BadSignature("the sandbox sends no webhooks")

    async def close(self) -> None:
        pass


class HttpsProvider:
    """An adapter of providers, or of programs before them, with the protocol of docs/concepts/identity-provider.md.

    Each request is signed with the secret like the webhooks of gateways, over the method, the path and the body.
    `transport` and `now`: for tests.
    """

    name = "https"

    def __init__(
        self,
        base_url: str,
        secret: str,
        transport: httpx.AsyncBaseTransport | None = None,
        now: Callable[[], float] = time.time,
        seconds: float = CALL_SECONDS,
    ) -> None:
        self._secret, self._now, self._seconds = secret, now, seconds
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/"), transport=transport, timeout=seconds, trust_env=False
        )

    async def ask(self, question: Question) -> str:
        body = {
            "check": str(question.check_id),
            "name": question.name,
            "birthDate": question.birth_date,
            "document": {"kind": question.kind, "number": question.number, "country": question.country},
        }
        found = await self._call("POST", "/checks", orjson.dumps(body), str(question.check_id))
        return _text(found, "reference")

    async def answer(self, reference: str) -> Answer | None:
        try:
            found = await self._call("GET", f"/checks/{quote(reference, safe='')}")
        except GatewayRefused as refused:
            if refused.code == "HTTP_404":
                return None
            raise
        if _text(found, "reference") != reference:
            raise GatewayDown("the provider answered about another check")
        try:
            verdict = Verdict(_text(found, "verdict"))
        except ValueError as error:
            raise GatewayDown("the provider's response has an unknown verdict") from error
        reason = found.get("reason")
        return Answer(reference, verdict, reason[:MAX_WORDS] if isinstance(reason, str) else None)

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Notified:
        check(headers.get(SIGNATURE.lower(), ""), body, [self._secret], now)
        try:
            found = orjson.loads(body)
            event_id, check_id = found["id"], uuid.UUID(found["check"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadSignature("the body is not a notice of an identity provider") from error
        if not isinstance(event_id, str):
            raise BadSignature("the body is not a notice of an identity provider")
        return Notified(event_id, check_id)

    async def close(self) -> None:
        await self._http.aclose()

    async def _call(self, method: str, path: str, body: bytes = b"", key: str | None = None) -> Any:
        signed = b"%s %s\n%s" % (method.encode(), path.encode(), body)
        headers = {SIGNATURE: sign(self._secret, signed, int(self._now()))}
        if body:
            headers["Content-Type"] = "application/json"
        if key is not None:
            headers["Idempotency-Key"] = key
        try:
            # httpx's timeouts restart with each byte received.
            async with asyncio.timeout(self._seconds):
                response = await self._http.request(method, path, content=body or None, headers=headers)
        except (httpx.HTTPError, TimeoutError) as error:
            raise GatewayDown(f"the identity provider does not respond: {error!r}") from error
        if response.is_client_error and response.status_code not in _RETRYABLE:
            raise GatewayRefused(f"HTTP_{response.status_code}", "the identity provider refused")
        if not response.is_success:
            raise GatewayDown(f"the identity provider responded with status {response.status_code}")
        try:
            return orjson.loads(response.content)
        except orjson.JSONDecodeError as error:
            raise GatewayDown("the identity provider's response is not JSON") from error


def _text(found: Any, name: str) -> str:
    value = found.get(name) if isinstance(found, dict) else None
    if not isinstance(value, str) or not 1 <= len(value) <= 200:
        raise GatewayDown(f"the identity provider's response has no valid {name}")
    return value
