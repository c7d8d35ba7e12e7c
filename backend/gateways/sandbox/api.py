"""The sandbox's API: JSON, with a bearer key. An error is `{"error": {"code": …, "message": …}}`."""

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from backend.gateways.sandbox import charges, events, forms, refunds
from backend.gateways.sandbox.cards import CARDS
from backend.gateways.sandbox.charges import Charge
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.faults import Fault
from backend.gateways.sandbox.problem import Problem
from backend.gateways.sandbox.refunds import Refund
from backend.gateways.sandbox.settlements import settlement
from backend.gateways.sandbox.store import Store
from backend.gateways.sandbox.webhooks import Webhooks

MAX_BODY_BYTES = 64 * 1024


Handler = Callable[[Request], Awaitable[Response]]


class Api:
    def __init__(self, settings: SandboxSettings, store: Store, webhooks: Webhooks) -> None:
        self._settings = settings
        self._store = store
        self._webhooks = webhooks

    def routes(self) -> list[Route]:
        calls: list[tuple[str, str, Handler]] = [
            ("POST", "/v1/charges", self._create),
            ("GET", "/v1/charges/{id}", self._fetch),
            ("POST", "/v1/charges/{id}/cancel", self._cancel),
            ("POST", "/v1/charges/{id}/refunds", self._refund),
            ("GET", "/v1/charges/{id}/refunds", self._refunds),
            ("GET", "/v1/settlements/{day}.csv", self._settlement),
            ("POST", "/v1/test/charges/{id}/pay", self._pay),
            ("POST", "/v1/test/webhooks/redeliver", self._redeliver),
        ]
        return [Route(path, self._guarded(handler), methods=[method]) for method, path, handler in calls]

    def _guarded(self, handler: Handler) -> Handler:
        async def handle(request: Request) -> Response:
            scheme, _, key = request.headers.get("authorization", "").partition(" ")
            valid = hmac.compare_digest(key.strip().encode(), self._settings.api_key.encode())
            if scheme.lower() != "bearer" or not valid:
                raise Problem(401, "UNAUTHORIZED", "the API key is missing or wrong")
            try:
                return await handler(request)
            except ClientDisconnect:
                return Response(status_code=400)

        return handle

    async def _create(self, request: Request) -> Response:
        key = forms.read_key(request.headers.get("idempotency-key"))
        fault = forms.read_fault(request.headers.get("sandbox-fault"))
        form = forms.read_charge(await _body(request))
        charge, new = await self._store.write(charges.create, self._settings, form, key, fault)
        self._webhooks.wake()
        if new:
            await self._apply_fault(request, charge.fault, Fault.CREATE_TIMEOUT, Fault.CREATE_ERROR)
        return await self._charge(charge, 201 if new else 200)

    async def _fetch(self, request: Request) -> Response:
        return await self._charge(await self._store.read(charges.find, request.path_params["id"]))

    async def _cancel(self, request: Request) -> Response:
        charge = await self._store.write(charges.cancel, self._settings, request.path_params["id"])
        self._webhooks.wake()
        return await self._charge(charge)

    async def _refund(self, request: Request) -> Response:
        key = forms.read_key(request.headers.get("idempotency-key"))
        fault = forms.read_fault(request.headers.get("sandbox-fault"))
        form = forms.read_refund(await _body(request))
        refund, new = await self._store.write(
            refunds.create, self._settings, request.path_params["id"], form, key, fault
        )
        self._webhooks.wake()
        if new:
            await self._apply_fault(request, refund.fault, Fault.REFUND_TIMEOUT, Fault.REFUND_ERROR)
        return _json(_of_refund(refund), 201 if new else 200)

    async def _refunds(self, request: Request) -> Response:
        found = await self._store.write(
            refunds.by_key, self._settings, request.path_params["id"], request.query_params.get("key")
        )
        return _json({"refunds": [_of_refund(refund) for refund in found]})

    async def _settlement(self, request: Request) -> Response:
        try:
            day = datetime.strptime(request.path_params["day"], "%Y-%m-%d").date()  # noqa: DTZ007
        except ValueError:
            raise forms.invalid("the day must have the form YYYY-MM-DD") from None
        return StreamingResponse(settlement(self._store, day, self._settings.clock()), media_type="text/csv")

    async def _pay(self, request: Request) -> Response:
        """Pay a charge as on the checkout page: `card` is the name of a card, `code` the code of 3-D Secure."""
        body, charge_id = await _body(request), request.path_params["id"]
        name, code = body.get("card"), body.get("code")
        if not isinstance(name, str) or name not in CARDS:
            raise forms.invalid(f"card must be one of {', '.join(CARDS)}")
        charge = await self._store.write(charges.pay, self._settings, charge_id, CARDS[name])
        if charge.verifying and isinstance(code, str):
            charge = await self._store.write(charges.verify, self._settings, charge_id, code)
        self._webhooks.wake()
        return await self._charge(charge)

    async def _redeliver(self, request: Request) -> Response:
        """Send all webhooks again, or those of `charge`."""
        charge_id = (await _body(request)).get("charge")
        if charge_id is not None and not isinstance(charge_id, str):
            raise forms.invalid("charge must be the id of a charge")
        queued = await self._store.write(events.redeliver, charge_id, self._settings.clock())
        self._webhooks.wake()
        return _json({"queued": queued})

    async def _apply_fault(self, request: Request, fault: str | None, late: Fault, error: Fault) -> None:
        """Delay the response for the fault `late`, fail for the fault `error`."""
        if fault == late:
            end = time.monotonic() + self._settings.stall_seconds
            # The wait ends when the caller disconnects, since it would delay a shutdown of the server.
            while time.monotonic() < end and not await request.is_disconnected():  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        if fault == error:
            raise Problem(500, "INTERNAL", "something went wrong")

    async def _charge(self, charge: Charge, status: int = 200) -> Response:
        refunded = await self._store.read(refunds.refunded, charge.id)
        return _json(
            {
                "id": charge.id, "payment_id": charge.payment_id, "number": charge.number, "status": charge.status,
                "amount_minor": charge.amount_minor, "currency": charge.currency, "method": charge.method,
                "fee_minor": charge.fee_minor, "refunded_minor": refunded, "verifying": charge.verifying,
                "failure_code": charge.failure_code, "failure_message": charge.failure_message,
                "language": charge.language, "return_url": charge.return_url, "created": int(charge.created_at),
                "checkout_url": f"{self._settings.public_url.rstrip('/')}/checkout/{charge.id}",
            },
            status,
        )  # fmt: skip


def _of_refund(refund: Refund) -> dict[str, Any]:
    return {
        "id": refund.id, "key": refund.idempotency_key, "charge": refund.charge_id, "status": refund.status,
        "amount_minor": refund.amount_minor, "currency": refund.currency, "failure": refund.failure,
        "created": int(refund.created_at),
    }  # fmt: skip


def _json(value: Any, status: int = 200) -> Response:
    return Response(orjson.dumps(value), status, media_type="application/json")


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object of a request; empty for an empty body. Raises Problem INVALID_REQUEST, TOO_LARGE."""
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > MAX_BODY_BYTES:
            raise Problem(413, "TOO_LARGE", f"the body exceeds {MAX_BODY_BYTES} bytes")
    try:
        value = orjson.loads(raw or b"{}")
    except orjson.JSONDecodeError:
        raise forms.invalid("the body is not JSON") from None
    if not isinstance(value, dict):
        raise forms.invalid("the body must be a JSON object")
    return value
