"""`/imports/<token>`: the rejected rows or the outcome of an imported file as CSV, streamed from the database."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from backend.database import Database
from backend.documents.files import Links
from backend.identifiers import IMPORT_JOB_ID
from backend.imports.listing import file_form, outcome, rejected_rows
from backend.imports.reading.encoding import shown


def import_routes(links: Links, database: Database) -> list[Route]:
    """An invalid or expired link, and one to a job that does not exist, is 404."""

    async def fetch(request: Request) -> Response:
        link = links.read_rows(request.path_params["token"])
        job_id = None if link is None else IMPORT_JOB_ID.parse_key(link["id"][-36:])
        file = None if job_id is None else await file_form(database.fetch, job_id)
        if link is None or job_id is None or file is None:
            message = "the link is invalid or has expired; request a new one"
            return JSONResponse({"errors": [{"message": message, "extensions": {"code": "NOT_FOUND"}}]}, 404)
        rejected = link["what"] == "rejected"
        lines = rejected_rows(database.fetch, job_id, file) if rejected else outcome(database.fetch, job_id, file)
        charset = shown(file.dialect.encoding).lower()
        headers = {
            "Content-Disposition": f'attachment; filename="{link["what"]}-{job_id}.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return StreamingResponse(lines, media_type=f"text/csv; charset={charset}", headers=headers)

    return [Route("/imports/{token}", fetch)]
