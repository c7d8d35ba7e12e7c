"""Rendering of bills and statements as PDF, with Typst and its own fonts.

This module reads no data: a paper contains its texts as they are printed. Templates receive them as JSON and never as
markup, so that a text cannot contain Typst commands.
"""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

import typst

from backend.documents import words
from backend.models import BillKind, Language

LARGE_STATEMENT_ROWS = 200
CACHE_COMPILATIONS = 12  # compilations after which Typst evicts unused cache entries, and one or two more

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Common content of all papers. `made` is the date of the PDF; all other times are local, and already texts.

    `customer_name` and `customer_number` are None for a reader who may not see the customer.
    """

    language: Language
    operator_name: str
    operator_details: tuple[str, ...]
    customer_name: str | None
    customer_number: str | None
    contract_number: str
    msisdn: str | None
    currency: str
    time_zone: str
    made: datetime
    file_name: str


@dataclass(frozen=True, kw_only=True)
class BillPaper(Paper):
    """A bill. Amounts are texts in the reader's format. `number` None: the bill says that its number follows."""

    kind: BillKind
    number: str | None
    amount: str
    tax: str
    tax_rate: str
    balance_before: str
    balance_after: str
    method: str | None
    payment_number: str | None
    issued_at: str


@dataclass(frozen=True)
class StatementRow:
    """One entry of a statement: time, description, amount, and the balance afterwards."""

    at: str
    what: str
    amount: str
    balance: str


@dataclass(frozen=True, kw_only=True)
class StatementPaper(Paper):
    """A statement, oldest entry first. `not_shown`: the number of later entries that were left out."""

    period: str
    made_at: str
    opening_balance: str
    closing_balance: str
    credited: str
    debited: str
    rows: tuple[StatementRow, ...]
    not_shown: int = 0


class RenderThread:
    """Renders one paper at a time in its own thread; who may wait for it is decided by the caller.

    It uses a thread and not a lock, because a paper is rendered to its end even if its request is cancelled, and no
    second one may be rendered meanwhile.
    """

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)

    async def render(self, template: str, paper: Paper, labels: dict[str, str]) -> bytes:
        """Render a PDF."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, _compile, template, paper, labels)


# A long statement takes seconds and hundreds of megabytes. Statements have their own thread, so that bills do not wait.
BILLS = RenderThread("bills")
STATEMENTS = RenderThread("statements")


async def render_bill(paper: BillPaper) -> bytes:
    """Render a bill as PDF."""
    labels = words.words(paper.language)
    labels["title"] = words.bill_title(paper.kind, paper.language)
    labels["amount"] = words.bill_amount_label(paper.kind, paper.language)
    return await BILLS.render("bill.typ", paper, labels)


async def render_statement(paper: StatementPaper) -> bytes:
    """Render a statement as PDF, with as many pages as needed."""
    labels = words.words(paper.language)
    labels["title"] = labels["statement"]
    labels["not_shown"] = labels["not_shown"].format(count=paper.not_shown)
    return await STATEMENTS.render("statement.typ", paper, labels)


def _compile(template: str, paper: Paper, labels: dict[str, str]) -> bytes:
    content = {field.name: _plain(getattr(paper, field.name)) for field in fields(paper)}
    pdf = typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps({**content, "words": labels})},
        timestamp=paper.made.replace(microsecond=0),
    )
    if isinstance(paper, StatementPaper) and len(paper.rows) > LARGE_STATEMENT_ROWS:
        _evict_cache()
    return pdf


def _evict_cache() -> None:
    """Make Typst free its cache, which holds hundreds of megabytes after a long statement.

    Typst has no function for this, but evicts entries that several compilations in a row did not use.
    """
    for _ in range(CACHE_COMPILATIONS):
        typst.compile(b"", ignore_system_fonts=True)


def _plain(value: object) -> object:
    """A value for JSON. Texts are one line, in which characters that cannot be printed are replaced by spaces."""
    if isinstance(value, str):
        printable = "".join(c if c.isprintable() or c == words.NO_BREAK_SPACE else " " for c in value)
        return " ".join(word for word in printable.split(" ") if word)
    if isinstance(value, StatementRow):
        return [_plain(each) for each in (value.at, value.what, value.amount, value.balance)]
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, int) else str(value)
