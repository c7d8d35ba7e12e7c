"""`/documents/<token>`: a bill or a statement as PDF, for anyone who has the link."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import asyncpg
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.database import CONNECTION_ERRORS, Database
from backend.documents.files import LINK_SECONDS, Links
from backend.documents.kept import File, KeptFiles
from backend.documents.papers import BillPaper, StatementPaper, render_bill, render_statement
from backend.errors import OutsideUnavailable, StatementTimeout, Throttled
from backend.http.links import LinkUse, maker_of, not_found, refused, throttled
from backend.identifiers import BILL_ID, CONTRACT_ID
from backend.services.papers import bill_paper, statement_paper
from backend.settings import Settings
from backend.turns import Turns

log = structlog.get_logger()
_INFINITIES = {
    "-infinity": datetime.min.replace(tzinfo=UTC),
    "infinity": datetime.max.replace(tzinfo=UTC),
}


BILL_COST, STATEMENT_COST, STATEMENT_ROW_COST = 100, 100, 3  # in the budget of who made the link
AT_ONCE = 2  # papers of a kind: one is read while another is rendered
MAX_WAITING = 20  # papers of a kind and one maker
MAX_WAIT_SECONDS = 20.0


class Papers:
    """The papers of links. One link is rendered once and kept for as long as a link is valid, others of the same maker
    one at a time; makers take turns.
    """

    def __init__(self, database: Database, settings: Settings, use: LinkUse) -> None:
        self._database = database
        self._settings = settings
        self._use = use
        self._kept = KeptFiles(settings.paper_cache_bytes, LINK_SECONDS)
        self._turns = {
            kind: Turns(f"{kind}s", AT_ONCE, 1, MAX_WAITING, MAX_WAIT_SECONDS) for kind in ("bill", "statement")
        }

    async def get(self, link: Mapping[str, Any]) -> File | None:
        """The PDF of a link; None when the paper does not exist. Raises Throttled, and errors of the database."""
        if link["kind"] not in self._turns:
            return None
        self._use.count(link)
        return await self._kept.get(link["link"], lambda: self._in_turn(link))

    async def _in_turn(self, link: Mapping[str, Any]) -> File | None:
        turns, maker = self._turns[link["kind"]], maker_of(link).subject
        await turns.enter(maker)
        try:
            return await self._rendered(link)
        finally:
            turns.leave(maker)

    async def _rendered(self, link: Mapping[str, Any]) -> File | None:
        bill = link["kind"] == "bill"
        await self._use.charge(link, BILL_COST if bill else STATEMENT_COST)
        paper = await _paper(self._database, self._settings, link)
        if paper is None:
            return None
        if isinstance(paper, BillPaper):
            return File(paper.file_name, await render_bill(paper), final=paper.number is not None)
        await self._use.charge(link, STATEMENT_ROW_COST * len(paper.rows))
        return File(paper.file_name, await render_statement(paper))


def paper_routes(links: Links, database: Database, settings: Settings, use: LinkUse) -> list[Route]:
    """An invalid or expired link, and one to a document that does not exist, is 404.

    503 when the database does not respond in time, 429 when the link is fetched too often or its maker cannot pay for
    it.
    """
    papers = Papers(database, settings, use)

    async def fetch(request: Request) -> Response:
        link = links.read_document(request.path_params["token"])
        if link is None:
            return not_found()
        try:
            file = await papers.get(link)
        except Throttled as error:
            return throttled(error)
        except asyncpg.QueryCanceledError:
            return refused(503, StatementTimeout.code, "the statement took too long; request a shorter period")
        except CONNECTION_ERRORS as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            log.warning("document not rendered: database unavailable", error=reason)
            return refused(503, OutsideUnavailable.code, "the database does not respond; try again later")
        if file is None:
            return not_found("the document does not exist")
        return Response(file.body, media_type="application/pdf", headers=_headers(file.name))

    return [Route("/documents/{token}", fetch)]


async def _paper(database: Database, settings: Settings, link: Mapping[str, Any]) -> BillPaper | StatementPaper | None:
    """The document of a link: `{kind: bill, id}` or `{kind: statement, id, from, to}`; None when it does not exist.

    With `named: false` the document does not contain the customer's name.
    """
    key, named, maker = link["id"], link.get("named", True), maker_of(link).subject
    if link["kind"] == "bill":
        return await bill_paper(database, settings, BILL_ID.parse_key(key), named=named, subject=maker)
    begin, end = (_moment(link[name]) for name in ("from", "to"))
    return await statement_paper(database, settings, CONTRACT_ID.parse_key(key), begin, end, named=named, subject=maker)


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
