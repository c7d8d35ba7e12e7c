"""`/imports/<token>`: rows of a file that was taken in, as CSV, read from the database while they are sent."""

import csv
import io
import uuid
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from backend.database import Database
from backend.documents.files import Links
from backend.imports.listing import OUTCOME_HEADER, found_job, outcome_rows, rejected_header, rejected_rows

ROWS_AT_ONCE = 1_000
BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheets read it as UTF-8


def import_routes(links: Links, database: Database) -> list[Route]:
    async def fetch(request: Request) -> Response:
        said = links.read_rows(request.path_params["token"])
        job = None if said is None else await found_job(database, uuid.UUID(said["id"][-36:]))
        if said is None or job is None:
            return _refused(404, "NOT_FOUND", "this link is no longer good; ask for a new one")
        if said["what"] == "rejected":
            lines = _lines(rejected_header(job.header), rejected_rows(database, job.id))
        else:
            lines = _lines(OUTCOME_HEADER, outcome_rows(database, job.id))
        headers = {
            "Content-Disposition": f'attachment; filename="{said["what"]}-{job.id}.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)

    return [Route("/imports/{token}", fetch)]


async def _lines(header: list[str], rows: AsyncIterator[list[str]]) -> AsyncIterator[bytes]:
    """CSV, some rows at a time; the last cell of `rows` is CSV already."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="")
    text.write(BYTE_ORDER_MARK)
    waiting = 0

    def take() -> bytes:
        said = text.getvalue().encode()
        text.seek(0)
        text.truncate()
        return said

    writer.writerow(header[:-1])
    text.write(f",{header[-1]}\r\n" if header[-1] else "\r\n")
    async for row in rows:
        writer.writerow(row[:-1])
        text.write(f",{row[-1]}\r\n" if header[-1] else "\r\n")
        waiting += 1
        if waiting >= ROWS_AT_ONCE:
            yield take()
            waiting = 0
    yield take()


def _refused(status: int, code: str, message: str) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)
