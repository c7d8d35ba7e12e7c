"""`/healthz`: the process runs. `/readyz`: the database responds. `/metrics`: metrics in Prometheus's text format.

`/readyz` also tells how much disk space is left (`backend.space.SpaceLevel`). Its status stays 200 then, because reads
go on, and no other process of the installation could do more.
"""

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.database import Database
from backend.space import Space


def health_routes(database: Database, space: Space) -> list[Route]:
    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(_: Request) -> Response:
        ready = await database.ping()
        status = "ready" if ready else "database unreachable"
        return JSONResponse({"status": status, "space": space.level().value}, 200 if ready else 503)

    async def metrics(_: Request) -> Response:
        space.free()  # sets its metric
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
