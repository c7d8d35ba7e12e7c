"""The adapter of networks, or of programs before them, with the protocol of docs/concepts/provisioning.md.

Each request is signed with the secret, over the method, the path and the body. Confirmations arrive by a webhook that
is signed in the same way over its body.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import httpx
import orjson

from backend.gateways.network import MAX_WORDS, Line, NetworkState, Order, Outcome, Registration, Report
from backend.gateways.payments import CALL_SECONDS, GatewayDown
from backend.gateways.signatures import check, sign

SIGNATURE = "Network-Signature"  # the header of our requests and of webhooks
MAX_REPORTS = 1_000  # in one response or webhook
MAX_CODE_LENGTH = 64
_NIL = uuid.UUID(int=0)

T = TypeVar("T")


class HttpsNetwork:
    """The adapter. `transport` and `now`: for tests."""

    name = "network"

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

    async def send(self, orders: Sequence[Order]) -> Sequence[Report]:
        body = [{"id": str(each.id), "kind": each.kind, "line": _written(each.line)} for each in orders]
        return await self._call("POST", "/orders", {"orders": body}, read_reports)

    async def ask(self, ids: Sequence[uuid.UUID]) -> Sequence[Report]:
        return await self._call("POST", "/orders/status", {"ids": [str(each) for each in ids]}, read_reports)

    async def received(self) -> Sequence[Report]:
        return []

    async def states(self, iccids: Sequence[str]) -> Mapping[str, NetworkState]:
        try:
            return await self._call("POST", "/sims/status", {"iccids": list(iccids)}, _read_states)
        except GatewayDown as error:
            raise OSError(str(error)) from error

    async def lines(self) -> AsyncIterator[Sequence[Line]]:
        last = _NIL
        while page := await self._call("GET", f"/lines?after={last}", None, _read_lines):
            yield page
            if page[-1].key <= last:
                raise GatewayDown("the network's lines are not in the order of their keys")
            last = page[-1].key

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Sequence[Report]:
        """Check the signature of a webhook and read its reports. Raises BadSignature; ValueError where the body has not
        the form of the protocol.
        """
        check(headers.get(SIGNATURE.lower(), ""), body, [self._secret], now)
        return _read(read_reports, body)

    async def close(self) -> None:
        await self._http.aclose()

    async def _call(self, method: str, path: str, given: Any, read: Callable[[Any], T]) -> T:
        body = b"" if given is None else orjson.dumps(given)
        signed = b"%s %s\n%s" % (method.encode(), path.encode(), body)
        headers = {SIGNATURE: sign(self._secret, signed, int(self._now()))}
        if body:
            headers["Content-Type"] = "application/json"
        try:
            # httpx's timeouts restart with each byte received.
            async with asyncio.timeout(self._seconds):
                response = await self._http.request(method, path, content=body or None, headers=headers)
        except (httpx.HTTPError, TimeoutError) as error:
            raise GatewayDown(f"the network does not respond: {error!r}") from error
        if response.status_code != httpx.codes.OK:
            # A refused request decides nothing about the orders in it.
            raise GatewayDown(f"the network responded with status {response.status_code}")
        try:
            return _read(read, response.content)
        except ValueError as error:
            raise GatewayDown(f"the network's response has another form: {error}") from error


def _written(line: Line) -> Mapping[str, Any]:
    return {
        "key": str(line.key), "iccid": line.iccid, "msisdn": line.msisdn, "barring": line.barring,
        "services": list(line.services),
    }  # fmt: skip


def _read(read: Callable[[Any], T], body: bytes) -> T:
    """Read a body. Raises ValueError where it is not JSON of the expected form."""
    try:
        return read(orjson.loads(body))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a part is missing or has another type: {error!r}") from error


def read_reports(found: Any) -> Sequence[Report]:
    """`{"reports": [{"id", "outcome", "code", "reason"}]}`."""
    reports = found["reports"]
    if len(reports) > MAX_REPORTS:
        raise ValueError(f"there are more than {MAX_REPORTS} reports")
    return [_read_report(each) for each in reports]


def _read_report(found: Any) -> Report:
    outcome = Outcome(found["outcome"])
    key = uuid.UUID(found["id"])
    if outcome is not Outcome.REFUSED:
        return Report(key, outcome)
    code, words = found.get("code"), found.get("reason")
    return Report(key, outcome, _code(code), words[:MAX_WORDS].replace("\0", "") if isinstance(words, str) else None)


def _code(given: Any) -> str:
    """A code that can be stored; a number of four digits or more could be a subscriber's."""
    text = given if isinstance(given, str) else ""
    is_code = 1 <= len(text) <= MAX_CODE_LENGTH and text.isascii() and text.replace("_", "a").isalnum()
    digits = max((len(part) for part in "".join(c if c.isdigit() else " " for c in text).split()), default=0)
    return text if is_code and digits < 4 else "UNSPECIFIED"


def _read_lines(found: Any) -> Sequence[Line]:
    return [
        Line(
            uuid.UUID(each["key"]), str(each["iccid"]), str(each["msisdn"]), each.get("barring"),
            tuple(map(str, each.get("services", ()))),
        )
        for each in found["lines"]
    ]  # fmt: skip


def _read_states(found: Any) -> Mapping[str, NetworkState]:
    return {
        str(each["iccid"]): NetworkState(
            Registration(each["registration"]),
            datetime.fromisoformat(each["lastSeenAt"]) if each.get("lastSeenAt") else None,
        )
        for each in found["sims"]
    }
