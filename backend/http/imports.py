"""`/imports/<token>`: rows of a file that was taken in, as CSV, read from the database while they are sent."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from backend.database import Database
from backend.documents.files import Links
from backend.identifiers import IMPORT_JOB_ID
from backend.imports.listing import about, outcome, rejected_rows
from backend.imports.reading.encoding import shown


def import_routes(links: Links, database: Database) -> list[Route]:
    """A link that is forged, too old or about nothing is 404."""

    async def fetch(request: Request) -> Response:
        said = links.read_rows(request.path_params["token"])
        job_id = None if said is None else IMPORT_JOB_ID.parse_key(said["id"][-36:])
        file = None if job_id is None else await about(database.fetch, job_id)
        if said is None or job_id is None or file is None:
            message = "this link is no longer good; ask for a new one"
            return JSONResponse({"errors": [{"message": message, "extensions": {"code": "NOT_FOUND"}}]}, 404)
        rejected = said["what"] == "rejected"
        lines = rejected_rows(database.fetch, job_id, file) if rejected else outcome(database.fetch, job_id, file)
        charset = shown(file.dialect.encoding).lower()
        headers = {
            "Content-Disposition": f'attachment; filename="{said["what"]}-{job_id}.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return StreamingResponse(lines, media_type=f"text/csv; charset={charset}", headers=headers)

    return [Route("/imports/{token}", fetch)]
