"""`/exports/<token>`: the file of an export, for its requester, as an attachment."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from backend.database import Database
from backend.documents.files import FileStore, Links
from backend.errors import OutsideUnavailable, Throttled
from backend.http.files import BYTES_PER_ROW
from backend.http.links import LinkUse, not_found, refused, throttled
from backend.identifiers import EXPORT_JOB_ID
from backend.models import ExportFormat
from backend.services.exports import requester
from backend.settings import Settings

MEDIA_TYPES = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.JSONL: "application/jsonl",
    ExportFormat.ZIP: "application/zip",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FILE = "select * from export_job where id = $1 and file_key is not null and expires_at > now()"


def export_routes(store: FileStore, links: Links, database: Database, settings: Settings, use: LinkUse) -> list[Route]:
    """An invalid or expired link, one whose file has expired, and one of somebody who may not export any more are 404;
    a file store that does not respond is 503; a link that is fetched too often is 429.
    """

    async def fetch(request: Request) -> Response:
        link = links.read_export(request.path_params["token"])
        key = None if link is None else EXPORT_JOB_ID.decode(link["id"])
        if link is None or key is None:
            return not_found()
        read = partial(database.fetch, free_list=database.papers, subject=link["by"])
        try:
            use.count(link)
            rows = await read(_FILE, key)
            # The requester may have lost the right since the link was made.
            if (
                not rows
                or rows[0]["subject"] != link.get("whose")
                or await requester(read, dict(rows[0]), settings) is None
            ):
                return not_found()
            found = rows[0]
            await use.charge(link, 1 + found["size_bytes"] // BYTES_PER_ROW)
            chunks = await store.chunks(found["file_key"])
        except Throttled as error:
            return throttled(error)
        except OutsideUnavailable as error:
            return refused(503, error.code, error.message)
        if chunks is None:
            return not_found("the file was deleted")
        headers = {
            "Content-Disposition": f'attachment; filename="{found["file_name"]}"',
            "Content-Length": str(found["size_bytes"]),
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        media_type = MEDIA_TYPES[ExportFormat(found["format"])]
        return StreamingResponse(chunks, media_type=media_type, headers=headers)

    return [Route("/exports/{token}", fetch)]
