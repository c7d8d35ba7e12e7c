"""`/files/<token>`: download of a file by its link, always as an attachment, so that a browser never renders it."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from backend.documents.files import FileStore, Links
from backend.errors import OutsideUnavailable
from backend.identifiers import TICKET_ATTACHMENT_ID


def file_routes(store: FileStore, links: Links) -> list[Route]:
    """An invalid or expired link and a deleted file are 404; a file store that does not respond is 503."""

    async def fetch(request: Request) -> Response:
        link = links.read(request.path_params["token"])
        if link is None:
            return _refused(404, "NOT_FOUND", "the link is invalid or has expired; request a new one")
        try:
            chunks = await store.chunks(TICKET_ATTACHMENT_ID.parse_key(link["key"]))
        except OutsideUnavailable as error:
            return _refused(503, error.code, error.message)
        if chunks is None:
            return _refused(404, "NOT_FOUND", "the file was deleted")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(link['name'])}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return StreamingResponse(chunks, media_type=link["type"], headers=headers)

    return [Route("/files/{token}", fetch)]


def _refused(status: int, code: str, message: str) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)
