"""`/healthz`: the process runs. `/readyz`: the database responds. `/metrics`: metrics in Prometheus's text format.

`/readyz` also tells how much disk space is left (`backend.space.SpaceLevel`). Its status stays 200 then, because reads
go on, and no other process of the installation could do more.
"""

import hmac

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.database import Database
from backend.http.web import from_loopback, headers_of
from backend.settings import Settings
from backend.space import Space


def health_routes(database: Database, settings: Settings, space: Space) -> list[Route]:
    """`/metrics` is answered to requests from this machine itself, and to those with `metrics_token`."""
    token = settings.metrics_token
    expected = None if token is None else f"Bearer {token.get_secret_value()}".encode()

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        ready = await database.ping()
        status = "ready" if ready else "database unreachable"
        return JSONResponse({"status": status, "space": space.level().value}, 200 if ready else 503)

    async def metrics(request: Request) -> Response:
        headers = headers_of(request.scope)
        given = headers.get(b"authorization", b"")
        if not (expected is not None and hmac.compare_digest(given, expected)) and not from_loopback(
            request.scope, headers
        ):
            return _refused()
        space.free()  # sets its metric
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


def _refused() -> Response:
    message = "metrics are for this machine; from another one, send the token of CRM_METRICS_TOKEN"
    body = {"errors": [{"message": message, "extensions": {"code": "UNAUTHENTICATED"}}]}
    return JSONResponse(body, 401, {"WWW-Authenticate": "Bearer"})
