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

MOST_WAITING = 50  # bills
MOST_STATEMENTS_WAITING = 10
LONG = 200  # rows
AGES = 12  # compilations after which Typst lets go of what an earlier one left, and one or two more

_TEMPLATES = Path(__file__).parent / "templates"


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


class Desk:
    """Makes one paper at a time, in a thread of its own; the others wait, so many and no more.

    A thread and not a lock: a request that is given up does not end its paper, and must not make room for a second.
    """

    def __init__(self, name: str, most_waiting: int) -> None:
        self.most_waiting = most_waiting
        self._thread = ThreadPoolExecutor(1, name)
        self._under_way: set[asyncio.Future[bytes]] = set()

    async def make(self, template: str, paper: Paper, said: dict[str, str]) -> bytes:
        """A PDF. Raises OutsideUnavailable when too many wait already."""
        if len(self._under_way) > self.most_waiting:
            raise OutsideUnavailable("too many papers are being made; try again")
        making = asyncio.get_running_loop().run_in_executor(self._thread, _compiled, template, paper, said)
        self._under_way.add(making)
        making.add_done_callback(self._under_way.discard)
        return await making


# A long statement takes seconds and hundreds of megabytes: one at a time, and no bill waits for it.
BILLS = Desk("bills", MOST_WAITING)
STATEMENTS = Desk("statements", MOST_STATEMENTS_WAITING)


async def render_bill(paper: BillPaper) -> bytes:
    """A bill as PDF. Raises OutsideUnavailable when too many wait already."""
    said = words.words(paper.language)
    said["title"] = words.bill_title(paper.kind, paper.language)
    said["amount"] = words.bill_amount_label(paper.kind, paper.language)
    return await BILLS.make("bill.typ", paper, said)


async def render_statement(paper: StatementPaper) -> bytes:
    """A statement as PDF, over as many pages as it takes. Raises OutsideUnavailable when too many wait already."""
    said = words.words(paper.language)
    said["title"] = said["statement"]
    said["not_shown"] = said["not_shown"].format(count=paper.not_shown)
    return await STATEMENTS.make("statement.typ", paper, said)


def _compiled(template: str, paper: Paper, said: dict[str, str]) -> bytes:
    content = {field.name: _plain(getattr(paper, field.name)) for field in fields(paper)}
    pdf = typst.compile(
        _TEMPLATES / template,
        root=_TEMPLATES,
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps({**content, "words": said})},
        timestamp=paper.made.replace(microsecond=0),
    )
    if isinstance(paper, StatementPaper) and len(paper.rows) > LONG:
        _forget()
    return pdf


def _forget() -> None:
    """Let Typst drop what it keeps to be quicker next time: of a long statement, hundreds of megabytes.

    It offers no way to say so, but drops what several compilations in a row had no use for; these are of nothing.
    """
    for _ in range(AGES):
        typst.compile(b"", ignore_system_fonts=True)


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
