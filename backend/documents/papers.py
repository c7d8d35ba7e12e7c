"""Bills and statements as PDF, set by Typst.

Nothing is read here and nothing decided: a paper comes with its texts as they are to stand there. They reach the
template as JSON, never as markup, so a name that looks like a command is only a name. Fonts are Typst's own.
"""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

import typst

from backend.documents import words
from backend.errors import OutsideUnavailable
from backend.models import BillKind, Language

THREADS = 2
MOST_WAITING = 50

_TEMPLATES = Path(__file__).parent / "templates"
# A pool and not a semaphore: a request that is given up does not end its thread, and must not make room for a third.
_threads = ThreadPoolExecutor(THREADS, "papers")
_under_way: set[asyncio.Future[bytes]] = set()


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every paper has. `made` dates the PDF itself; all other times are local and already text.

    `customer_name` and `customer_number` are None for a reader who may not know whose the line is.
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
    """A bill; the amounts are written as its reader writes them. Without a number, it says that one follows."""

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
    """One movement: when, what for, how much, and what the account held afterwards."""

    at: str
    what: str
    amount: str
    balance: str


@dataclass(frozen=True, kw_only=True)
class StatementPaper(Paper):
    """A statement, the oldest movement first; `not_shown`: how many later ones were left out."""

    period: str
    made_at: str
    opening_balance: str
    closing_balance: str
    credited: str
    debited: str
    rows: tuple[StatementRow, ...]
    not_shown: int = 0


async def render_bill(paper: BillPaper) -> bytes:
    """A bill as PDF. Raises OutsideUnavailable when too many papers wait already."""
    said = words.words(paper.language)
    said["title"] = words.bill_title(paper.kind, paper.language)
    said["amount"] = words.bill_amount_label(paper.kind, paper.language)
    return await _render("bill.typ", paper, said)


async def render_statement(paper: StatementPaper) -> bytes:
    """A statement as PDF, over as many pages as it takes. Raises OutsideUnavailable when too many papers wait."""
    said = words.words(paper.language)
    said["title"] = said["statement"]
    said["not_shown"] = said["not_shown"].format(count=paper.not_shown)
    return await _render("statement.typ", paper, said)


async def _render(template: str, paper: Paper, said: dict[str, str]) -> bytes:
    if len(_under_way) >= THREADS + MOST_WAITING:
        raise OutsideUnavailable("too many papers are being made; try again")
    rendering = asyncio.get_running_loop().run_in_executor(_threads, _compiled, template, paper, said)
    _under_way.add(rendering)
    rendering.add_done_callback(_under_way.discard)
    return await rendering


def _compiled(template: str, paper: Paper, said: dict[str, str]) -> bytes:
    content = {field.name: _plain(getattr(paper, field.name)) for field in fields(paper)}
    return typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps({**content, "words": said})},
        timestamp=paper.made.replace(microsecond=0),
    )


def _plain(value: object) -> object:
    """A value as JSON has it. Text is one line; what cannot be printed is a space there."""
    if isinstance(value, str):
        printable = "".join(c if c.isprintable() or c == words.NO_BREAK_SPACE else " " for c in value)
        return " ".join(word for word in printable.split(" ") if word)
    if isinstance(value, StatementRow):
        return [_plain(each) for each in (value.at, value.what, value.amount, value.balance)]
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, int) else str(value)
