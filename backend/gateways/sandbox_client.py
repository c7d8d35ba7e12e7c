"""The adapter of the sandbox gateway, which is called over HTTP."""

import asyncio
import csv
from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
import orjson

from backend.gateways import signatures
from backend.gateways.payments import (
    CALL_SECONDS,
    BadSignature,
    Charge,
    ChargeState,
    ChargeStatus,
    GatewayDown,
    GatewayRefundStatus,
    GatewayRefused,
    LineKind,
    Notice,
    RefundState,
    SettlementLine,
    Started,
)

MAX_LINE_BYTES = 10_000
COLUMNS = ("line_id", "kind", "reference", "refund_reference", "amount_minor", "fee_minor", "currency", "at")
# Statuses of the 4xx class after which the outcome is unknown: Request Timeout, Too Early, Too Many Requests.
RETRYABLE_STATUSES = frozenset({408, 425, 429})

T = TypeVar("T")


class SandboxGateway:
    """A PaymentGateway.

    `webhook_secrets`: all valid secrets; several while one is being replaced. `transport`: for tests. `seconds`:
    maximum time of one call.
    """

    name = "sandbox"
    pays_on_our_page = False

    def __init__(
        self,
        base_url: str,
        api_key: str,
        webhook_secrets: tuple[str, ...],
        transport: httpx.AsyncBaseTransport | None = None,
        seconds: float = CALL_SECONDS,
    ) -> None:
        self._secrets = webhook_secrets
        self._seconds = seconds
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/"),
            headers={"Authorization": f"Bearer {api_key}"},
            transport=transport,
            timeout=seconds,
            trust_env=False,  # payments must not go through a proxy that the environment names
        )

    async def start(self, charge: Charge) -> Started:
        body = {
            "payment_id": charge.payment_id, "number": charge.number, "amount_minor": charge.amount_minor,
            "currency": charge.currency, "method": charge.method, "return_url": charge.return_url,
            "language": charge.language,
        }  # fmt: skip
        answer = await self._call("POST", "/v1/charges", body, charge.payment_id)
        return Started(_part(answer, "id", str), _part(answer, "checkout_url", str))

    async def fetch(self, reference: str) -> ChargeState | None:
        try:
            return _charge(await self._call("GET", _path(reference)))
        except GatewayRefused as refused:
            if refused.code == "CHARGE_NOT_FOUND":
                return None
            raise

    async def cancel(self, reference: str) -> ChargeState:
        return _charge(await self._call("POST", _path(reference, "/cancel"), {}))

    async def refund(self, reference: str, refund_id: str, amount_minor: int, currency: str) -> RefundState:
        body = {"amount_minor": amount_minor, "currency": currency}
        return _refund(await self._call("POST", _path(reference, "/refunds"), body, refund_id))

    async def fetch_refund(self, charge_reference: str, refund_id: str) -> RefundState | None:
        try:
            answer = await self._call("GET", _path(charge_reference, f"/refunds?key={quote(refund_id, safe='')}"))
        except GatewayRefused as refused:
            if refused.code == "CHARGE_NOT_FOUND":
                return None
            raise
        found = _part(answer, "refunds", list)
        return _refund(found[0]) if found else None

    async def page_secret(self, reference: str) -> str:
        raise GatewayRefused("NO_OWN_PAGE", f"{reference} is paid on the sandbox's own page")

    async def settlements(self, day: date) -> AsyncIterator[SettlementLine]:
        """The lines of a day, as they arrive. Raises GatewayDown where the file is incomplete or cannot be parsed."""
        try:
            async with self._http.stream("GET", f"/v1/settlements/{day.isoformat()}.csv") as answer:
                if answer.status_code != 200:
                    await answer.aread()
                    _refuse(answer)
                lines = _lines(answer)
                if next(csv.reader([await anext(lines, "")]), []) != list(COLUMNS):
                    raise GatewayDown("the settlement file has unexpected columns")
                async for line in lines:
                    yield _line(line)
        except httpx.HTTPError as error:
            raise GatewayDown(f"the sandbox does not respond: {error!r}") from error

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Notice:
        signatures.check(headers.get("sandbox-signature", ""), body, self._secrets, now)
        try:
            event = orjson.loads(body)
            data = event["data"]
            parts = (event["id"], event["type"], data.get("charge"), data.get("refund"))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadSignature("the body is not an event of the sandbox") from error
        if not (isinstance(parts[0], str) and isinstance(parts[1], str)):
            raise BadSignature("the body is not an event of the sandbox")
        if not all(part is None or isinstance(part, str) for part in parts[2:]):
            raise BadSignature("the body is not an event of the sandbox")
        return Notice(*parts)

    async def close(self) -> None:
        await self._http.aclose()

    async def _call(self, method: str, path: str, body: dict[str, Any] | None = None, key: str | None = None) -> Any:
        """Call the sandbox; gives the JSON of a successful response. Raises GatewayDown, GatewayRefused."""
        headers = {"Content-Type": "application/json"}
        if key is not None:
            headers["Idempotency-Key"] = key
        content = None if body is None else orjson.dumps(body)
        try:
            # httpx's timeouts restart with each byte received.
            async with asyncio.timeout(self._seconds):
                answer = await self._http.request(method, path, content=content, headers=headers)
        except (httpx.HTTPError, TimeoutError) as error:
            raise GatewayDown(f"the sandbox does not respond: {error!r}") from error
        if not answer.is_success:
            _refuse(answer)
        try:
            return orjson.loads(answer.content)
        except orjson.JSONDecodeError as error:
            raise GatewayDown("the sandbox's response is not JSON") from error


def _refuse(answer: httpx.Response) -> None:
    """Raise GatewayRefused for a refusal, GatewayDown for a response after which the outcome is unknown."""
    if not answer.is_client_error or answer.status_code in RETRYABLE_STATUSES:
        raise GatewayDown(f"the sandbox responded with status {answer.status_code}")
    try:
        error = orjson.loads(answer.content)["error"]
        code, message = str(error["code"]), str(error["message"])
    except (ValueError, KeyError, TypeError):
        code, message = f"HTTP_{answer.status_code}", "the sandbox refused"
    raise GatewayRefused(code, message)


def _path(reference: str, more: str = "") -> str:
    return f"/v1/charges/{quote(reference, safe='')}{more}"


def _part(answer: Any, name: str, kind: type[T]) -> T:
    value = answer.get(name) if isinstance(answer, dict) else None
    if not isinstance(value, kind):
        raise GatewayDown(f"the sandbox's response has no valid {name}")
    return value


def _charge(answer: Any) -> ChargeState:
    try:
        return ChargeState(
            _part(answer, "id", str), answer.get("payment_id"), ChargeStatus(answer.get("status")),
            _part(answer, "amount_minor", int), _part(answer, "currency", str), answer.get("fee_minor"),
            answer.get("failure_code"), answer.get("failure_message"),
        )  # fmt: skip
    except ValueError as error:
        raise GatewayDown("the sandbox's response has an unknown status") from error


def _refund(answer: Any) -> RefundState:
    try:
        return RefundState(
            _part(answer, "id", str), answer.get("key"), GatewayRefundStatus(answer.get("status")),
            _part(answer, "amount_minor", int), _part(answer, "currency", str), answer.get("failure"),
        )  # fmt: skip
    except ValueError as error:
        raise GatewayDown("the sandbox's response has an unknown status") from error


async def _lines(answer: httpx.Response) -> AsyncIterator[str]:
    """The lines of a response body, which may be larger than memory."""
    rest = b""
    async for chunk in answer.aiter_bytes():
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.decode(errors="replace")
        if len(rest) > MAX_LINE_BYTES:
            raise GatewayDown(f"a line of the settlement file is longer than {MAX_LINE_BYTES} bytes")
    if rest:
        raise GatewayDown("the settlement file ends in the middle of a line")


def _line(text: str) -> SettlementLine:
    try:
        (cells,) = csv.reader([text])
        line_id, kind, reference, refund_reference, amount_minor, fee_minor, currency, at = cells
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError("a time without a time zone")
        return SettlementLine(
            line_id, LineKind(kind), reference, refund_reference or None, int(amount_minor), int(fee_minor),
            currency, moment,
        )  # fmt: skip
    except (ValueError, csv.Error) as error:
        raise GatewayDown("a line of the settlement file cannot be parsed") from error
