"""`/files/<token>`: download of a file by its link, always as an attachment, so that a browser never renders it."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from backend.documents.files import FileStore, Links
from backend.errors import OutsideUnavailable, Throttled
from backend.http.links import LinkUse, not_found, refused, throttled
from backend.identifiers import TICKET_ATTACHMENT_ID

BYTES_PER_ROW = 50_000  # of a file, in the budget of who made the link


def file_routes(store: FileStore, links: Links, use: LinkUse) -> list[Route]:
    """An invalid or expired link and a deleted file are 404; a file store that does not respond is 503; a link that is
    fetched too often is 429.
    """

    async def fetch(request: Request) -> Response:
        link = links.read(request.path_params["token"])
        if link is None:
            return not_found()
        try:
            use.count(link)
            await use.charge(link, 1 + link["size"] // BYTES_PER_ROW)
            chunks = await store.chunks(TICKET_ATTACHMENT_ID.parse_key(link["key"]))
        except Throttled as error:
            return throttled(error)
        except OutsideUnavailable as error:
            return refused(503, error.code, error.message)
        if chunks is None:
            return not_found("the file was deleted")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(link['name'])}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return StreamingResponse(chunks, media_type=link["type"], headers=headers)

    return [Route("/files/{token}", fetch)]
