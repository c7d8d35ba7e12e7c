"""`/webhooks/<gateway>`: what payment gateways tell us. It is checked, stored and queued; what it means is done after.

The signature covers the raw body. An event that came before is stored once: any order and any number of times is
harmless. The answer does not wait for the effect.
"""

import time
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.database import CONNECTION_ERRORS, Database
from backend.gateways.payments import BadSignature, Notice
from backend.jobs.queue import JobQueue, queue_settings
from backend.services.billing import WEBHOOK, BillingService

MOST_BYTES = 256 * 1024
LONGEST_ID = 255

_STORE = """
insert into webhook_receipt (gateway, event_id, kind, charge_reference, refund_reference, done_at, outcome)
values ($1, $2, $3, $4, $5, case when $6 then now() end, case when $6 then 'IGNORED' end)
on conflict do nothing returning true
"""

log = structlog.get_logger()


def webhook_routes(billing: BillingService, database: Database) -> list[Route]:
    queue = JobQueue(queue_settings())

    async def receive(request: Request) -> Response:
        gateway = billing.gateways.get(request.path_params["gateway"])
        if gateway is None:
            return _answer(404, "NOT_FOUND", "there is no such gateway here")
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return _answer(413, "TOO_LARGE", f"a webhook has at most {MOST_BYTES} bytes")
        try:
            notice = gateway.verify(body, dict(request.headers), time.time())
        except BadSignature as error:
            log.warning("webhook refused", gateway=gateway.name, reason=str(error))
            return _answer(400, "BAD_SIGNATURE", "the signature is wrong, or too old")
        if not 1 <= len(notice.event_id) <= LONGEST_ID or not _fits(notice.event_id):
            return _answer(400, "BAD_REQUEST", "the event has no usable id")
        try:
            await _store(database, queue, gateway.name, notice)
        except CONNECTION_ERRORS:
            return _answer(503, "SERVICE_UNAVAILABLE", "it cannot be stored now; send it again")
        return JSONResponse({"received": True})

    return [Route("/webhooks/{gateway}", receive, methods=["POST"])]


async def _body(request: Request) -> bytes | None:
    """The raw body; None when it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)


async def _store(database: Database, queue: JobQueue, gateway: str, notice: Notice) -> None:
    """The event and its job, in one transaction; nothing where it came before."""
    references = [notice.charge_reference, notice.refund_reference]
    charge, refund = (each if each is not None and _fits(each) else None for each in references)
    ignored = charge is None
    async with database.raw_transaction() as connection:
        new = await connection.fetchval(
            _STORE, gateway, notice.event_id, notice.kind[:LONGEST_ID].replace("\0", ""), charge, refund, ignored,
        )  # fmt: skip
        if new and not ignored:
            said: dict[str, Any] = {"gateway": gateway, "event": notice.event_id}
            await queue.enqueue(connection, WEBHOOK, said, key=f"{gateway}:{notice.event_id}")


def _fits(text: str) -> bool:
    """Whether PostgreSQL can keep it, and a gateway have meant it."""
    return len(text) <= LONGEST_ID and "\0" not in text and text.isprintable()


def _answer(status: int, code: str, message: str) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)
