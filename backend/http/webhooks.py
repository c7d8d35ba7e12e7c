"""`/webhooks/<name>`: events of payment gateways, and notices of the identity provider, are verified, stored and
queued; a job processes them afterwards.

The signature covers the raw body. An event is stored once, so repeated events have no effect, and the order of events
does not matter. The response is sent before the event is processed.
"""

import time
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.database import CONNECTION_ERRORS, Database
from backend.gateways.identity import IdentityProvider, Notified
from backend.gateways.payments import BadSignature, Notice
from backend.jobs.queue import JobQueue, queue_settings
from backend.services.billing import WEBHOOK, BillingService
from backend.services.identity_check import ASK

MAX_BODY_BYTES = 256 * 1024
MAX_ID_LENGTH = 255

_STORE = """
insert into webhook_receipt (gateway, event_id, kind, charge_reference, refund_reference, done_at, outcome)
values ($1, $2, $3, $4, $5, case when $6 then now() end, case when $6 then 'IGNORED' end)
on conflict do nothing returning true
"""

log = structlog.get_logger()


# A notice about a question that was answered, or that nobody asked, changes nothing.
_STORE_NOTIFIED = """
insert into webhook_receipt (gateway, event_id, kind, done_at, outcome)
select $1, $2, 'check', now(), case when c.id is null then 'IGNORED' else 'QUEUED' end
from (select) one left join identity_check c on c.id = $3 and c.verdict is null
on conflict do nothing returning outcome = 'QUEUED'
"""


def webhook_routes(billing: BillingService, identity: IdentityProvider | None, database: Database) -> list[Route]:
    """The route of all webhooks. A payment gateway and the identity provider have different names."""
    queue = JobQueue(queue_settings())

    async def receive(request: Request) -> Response:
        name = request.path_params["gateway"]
        sender = billing.gateways.get(name) or (identity if identity is not None and identity.name == name else None)
        if sender is None:
            return answer(404, "NOT_FOUND", "no gateway of this name is configured")
        try:
            body = await read_body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return answer(413, "TOO_LARGE", f"the body is larger than {MAX_BODY_BYTES} bytes")
        try:
            notice = sender.verify(body, dict(request.headers), time.time())
        except BadSignature as error:
            log.warning("webhook refused", gateway=name, reason=str(error))
            return answer(400, "BAD_SIGNATURE", "the signature is missing, invalid or too old")
        if not 1 <= len(notice.event_id) <= MAX_ID_LENGTH or not _is_storable(notice.event_id):
            return answer(400, "BAD_REQUEST", f"the event's id must have 1 to {MAX_ID_LENGTH} printable characters")
        try:
            if isinstance(notice, Notified):
                await _store_notified(database, queue, name, notice)
            else:
                await _store(database, queue, name, notice)
        except CONNECTION_ERRORS:
            return answer(503, "SERVICE_UNAVAILABLE", "the event could not be stored; send it again")
        return JSONResponse({"received": True})

    return [Route("/webhooks/{gateway}", receive, methods=["POST"])]


async def read_body(request: Request) -> bytes | None:
    """The raw body; None when it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            return None
    return bytes(body)


async def _store(database: Database, queue: JobQueue, gateway: str, notice: Notice) -> None:
    """Store the event and queue its job in one transaction. An event that is already stored is ignored."""
    references = [notice.charge_reference, notice.refund_reference]
    charge, refund = (each if each is not None and _is_storable(each) else None for each in references)
    ignored = charge is None
    async with database.raw_transaction() as connection:
        new = await connection.fetchval(
            _STORE, gateway, notice.event_id, notice.kind[:MAX_ID_LENGTH].replace("\0", ""), charge, refund, ignored,
        )  # fmt: skip
        if new and not ignored:
            arguments: dict[str, Any] = {"gateway": gateway, "event": notice.event_id}
            await queue.enqueue(connection, WEBHOOK, arguments, key=f"{gateway}:{notice.event_id}")


async def _store_notified(database: Database, queue: JobQueue, provider: str, notice: Notified) -> None:
    """Store that a question has an answer, and queue its job, which fetches the answer from the provider."""
    async with database.raw_transaction() as connection:
        if await connection.fetchval(_STORE_NOTIFIED, provider, notice.event_id, notice.check_id):
            check = str(notice.check_id)
            await queue.enqueue(connection, ASK, {"id": check}, key=f"answered:{check}")


def _is_storable(text: str) -> bool:
    """Whether an id can be stored: printable, at most MAX_ID_LENGTH characters."""
    return len(text) <= MAX_ID_LENGTH and "\0" not in text and text.isprintable()


def answer(status: int, code: str, message: str) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)
