"""`/documents/<token>`: a bill or a statement as PDF, rendered at each request, for anyone who has the link."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import asyncpg
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.database import CONNECTION_ERRORS, Database
from backend.documents.files import Links
from backend.documents.papers import BillPaper, StatementPaper, render_bill, render_statement
from backend.errors import OutsideUnavailable, StatementTimeout
from backend.identifiers import BILL_ID, CONTRACT_ID
from backend.services.papers import bill_paper, statement_paper
from backend.settings import Settings

log = structlog.get_logger()
_INFINITIES = {
    "-infinity": datetime.min.replace(tzinfo=UTC),
    "infinity": datetime.max.replace(tzinfo=UTC),
}


def paper_routes(links: Links, database: Database, settings: Settings) -> list[Route]:
    """An invalid or expired link, and one to a document that does not exist, is 404.

    503 when the database does not respond in time or too many documents are being rendered.
    """

    async def fetch(request: Request) -> Response:
        link = links.read_document(request.path_params["token"])
        if link is None:
            return _refused(404, "NOT_FOUND", "the link is invalid or has expired; request a new one")
        try:
            paper = await _paper(database, settings, link)
            if paper is None:
                return _refused(404, "NOT_FOUND", "the document does not exist")
            body = await (render_bill(paper) if isinstance(paper, BillPaper) else render_statement(paper))
        except asyncpg.QueryCanceledError:
            return _refused(503, StatementTimeout.code, "the statement took too long; request a shorter period")
        except OutsideUnavailable as error:
            return _refused(503, error.code, error.message)
        except CONNECTION_ERRORS as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            log.warning("document not rendered: database unavailable", error=reason)
            return _refused(503, OutsideUnavailable.code, "the database does not respond; try again later")
        return Response(body, media_type="application/pdf", headers=_headers(paper.file_name))

    return [Route("/documents/{token}", fetch)]


async def _paper(database: Database, settings: Settings, link: Mapping[str, Any]) -> BillPaper | StatementPaper | None:
    """The document of a link: `{kind: bill, id}` or `{kind: statement, id, from, to}`; None when it does not exist.

    With `named: false` the document does not contain the customer's name.
    """
    key, named = link["id"], link.get("named", True)
    if link["kind"] == "bill":
        return await bill_paper(database, settings, BILL_ID.parse_key(key), named=named)
    if link["kind"] == "statement":
        begin, end = (_moment(link[name]) for name in ("from", "to"))
        return await statement_paper(database, settings, CONTRACT_ID.parse_key(key), begin, end, named=named)
    return None


def _moment(text: str) -> datetime:
    """A moment of a link. Infinities become the ends of Python's calendar, which asyncpg writes as infinities."""
    return _INFINITIES.get(text) or datetime.fromisoformat(text)


def _headers(file_name: str) -> dict[str, str]:
    """The document is displayed in the browser under a file name, is not cached, and runs in a sandbox."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in file_name)
    return {
        "Content-Disposition": f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


def _refused(status: int, code: str, message: str) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)
