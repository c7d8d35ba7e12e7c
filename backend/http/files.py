"""`/files/<token>`: a file by its link. It is offered for saving and never run in a page of ours."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from backend.documents.files import FileStore, Links
from backend.errors import OutsideUnavailable
from backend.identifiers import TICKET_ATTACHMENT_ID


def file_routes(store: FileStore, links: Links) -> list[Route]:
    async def fetch(request: Request) -> Response:
        said = links.read(request.path_params["token"])
        if said is None:
            return _refused(404, "NOT_FOUND", "this link is no longer good; ask for a new one")
        try:
            chunks = await store.chunks(TICKET_ATTACHMENT_ID.parse_key(said["key"]))
        except OutsideUnavailable as error:
            return _refused(503, error.code, error.message)
        if chunks is None:
            return _refused(404, "NOT_FOUND", "the file is gone")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(said['name'])}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return StreamingResponse(chunks, media_type=said["type"], headers=headers)

    return [Route("/files/{token}", fetch)]


def _refused(status: int, code: str, message: str) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)
