"""`/imports/<token>`: the rejected rows or the outcome of an imported file as CSV, streamed from the database."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from backend.database import Database
from backend.documents.files import Links
from backend.errors import Throttled
from backend.http.links import LinkUse, maker_of, not_found, throttled
from backend.identifiers import IMPORT_JOB_ID
from backend.imports.listing import file_form, outcome, rejected_rows
from backend.imports.reading.encoding import shown

ROWS_COST = 500  # of one fetch, in the budget of who made the link


def import_routes(links: Links, database: Database, use: LinkUse) -> list[Route]:
    """An invalid or expired link, and one to a job that does not exist, is 404; one fetched too often is 429."""

    async def fetch(request: Request) -> Response:
        link = links.read_rows(request.path_params["token"])
        job_id = None if link is None else IMPORT_JOB_ID.parse_key(link["id"][-36:])
        if link is None or job_id is None:
            return not_found()
        try:
            use.count(link)
            await use.charge(link, ROWS_COST)
        except Throttled as error:
            return throttled(error)
        read = partial(database.fetch, free_list=database.papers, subject=maker_of(link).subject)
        file = await file_form(read, job_id)
        if file is None:
            return not_found()
        rejected = link["what"] == "rejected"
        lines = rejected_rows(read, job_id, file) if rejected else outcome(read, job_id, file)
        charset = shown(file.dialect.encoding).lower()
        headers = {
            "Content-Disposition": f'attachment; filename="{link["what"]}-{job_id}.csv"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return StreamingResponse(lines, media_type=f"text/csv; charset={charset}", headers=headers)

    return [Route("/imports/{token}", fetch)]
