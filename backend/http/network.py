"""`/webhooks/network`: confirmations of the mobile network are verified and recorded.

The signature covers the raw body. Reports change each order at most once, so repeated ones, in any order, are harmless
and need not be stored.
"""

import time

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.database import CONNECTION_ERRORS, Database
from backend.gateways.network import Network
from backend.gateways.network.https import HttpsNetwork
from backend.gateways.payments import BadSignature
from backend.http.webhooks import MAX_BODY_BYTES, answer, read_body
from backend.services.provisioning.outcomes import apply

log = structlog.get_logger()


def network_routes(network: Network | None, database: Database) -> list[Route]:
    """The route, where the network in use sends webhooks."""
    if not isinstance(network, HttpsNetwork):
        return []

    async def receive(request: Request) -> Response:
        try:
            body = await read_body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return answer(413, "TOO_LARGE", f"the body is larger than {MAX_BODY_BYTES} bytes")
        try:
            reports = network.verify(body, dict(request.headers), time.time())
        except BadSignature as error:
            log.warning("webhook refused", gateway=network.name, reason=str(error))
            return answer(400, "BAD_SIGNATURE", "the signature is missing, invalid or too old")
        except ValueError as error:
            log.warning("webhook refused", gateway=network.name, reason=str(error))
            return answer(400, "BAD_REQUEST", "the body has not the form of the protocol")
        try:
            async with database.raw_transaction() as connection:
                await apply(connection, reports, f"gateway:{network.name}")
        except CONNECTION_ERRORS:
            return answer(503, "SERVICE_UNAVAILABLE", "the reports could not be stored; send them again")
        return JSONResponse({"received": True})

    return [Route(f"/webhooks/{network.name}", receive, methods=["POST"])]
