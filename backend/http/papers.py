"""`/documents/<token>`: a bill or a statement as PDF, made when it is fetched, for whoever has the link."""

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
_ENDS = {
    "-infinity": datetime.min.replace(tzinfo=UTC),
    "infinity": datetime.max.replace(tzinfo=UTC),
}


def paper_routes(links: Links, database: Database, settings: Settings) -> list[Route]:
    """A link that is forged, too old or about nothing is 404; a database or a desk that is too busy, 503."""

    async def fetch(request: Request) -> Response:
        said = links.read_document(request.path_params["token"])
        if said is None:
            return _refused(404, "NOT_FOUND", "this link is no longer good; ask for a new one")
        try:
            paper = await _paper(database, settings, said)
            if paper is None:
                return _refused(404, "NOT_FOUND", "there is no such document")
            body = await (render_bill(paper) if isinstance(paper, BillPaper) else render_statement(paper))
        except asyncpg.QueryCanceledError:
            return _refused(503, StatementTimeout.code, "the period holds too much; ask for a shorter one")
        except OutsideUnavailable as error:
            return _refused(503, error.code, error.message)
        except CONNECTION_ERRORS as error:
            log.warning("a paper could not be read", error=" ".join(str(error).split()) or type(error).__name__)
            return _refused(503, OutsideUnavailable.code, "the database does not answer")
        return Response(body, media_type="application/pdf", headers=_headers(paper.file_name))

    return [Route("/documents/{token}", fetch)]


async def _paper(database: Database, settings: Settings, said: Mapping[str, Any]) -> BillPaper | StatementPaper | None:
    """What a link is about: `{kind: bill, id}` or `{kind: statement, id, from, to}`.

    With `named: false` the paper does not say who the customer is.
    """
    key, named = said["id"], said.get("named", True)
    if said["kind"] == "bill":
        return await bill_paper(database, settings, BILL_ID.parse_key(key), named=named)
    if said["kind"] == "statement":
        begin, end = (_moment(said[name]) for name in ("from", "to"))
        return await statement_paper(database, settings, CONTRACT_ID.parse_key(key), begin, end, named=named)
    return None


def _moment(text: str) -> datetime:
    """The driver writes the two ends of Python's calendar as infinities, and reads them so."""
    return _ENDS.get(text) or datetime.fromisoformat(text)


def _headers(file_name: str) -> dict[str, str]:
    """Shown in the browser, under a name to save it by; never kept, never run as anything of ours."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in file_name)
    return {
        "Content-Disposition": f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(file_name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


def _refused(status: int, code: str, message: str) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)
