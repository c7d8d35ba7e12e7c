"""Cells of CSV, as SQL: how a value is written for machines, or for a spreadsheet in a language."""

from dataclasses import dataclass

import sqlalchemy as sa

from backend.enums import total
from backend.imports.formulas import FORMULA_BEGINNINGS, NUMBER
from backend.models import ExportDialect
from backend.planner.fields import Expression
from backend.planner.text import literal, moment_expression

_BEGINNINGS = "[" + "".join(f"\\{each}" if each in "-+" else each for each in sorted(FORMULA_BEGINNINGS)) + "]"


@dataclass(frozen=True)
class Form:
    """How the values of a file are written. `mark`: the decimal mark; `local`: whether times are local ones.

    `opened`: whether a spreadsheet opens the file itself. It then begins with a byte order mark, and each text that
    would be run as a formula has an apostrophe before it.
    """

    delimiter: str
    mark: str
    local: bool
    opened: bool

    @property
    def beginning(self) -> bytes:
        return "\ufeff".encode() if self.opened else b""


# Excel takes the separator and the decimal mark from the language of the system.
FORMS = total(
    ExportDialect,
    {
        ExportDialect.MACHINE: Form(",", ".", local=False, opened=False),
        ExportDialect.ENGLISH: Form(",", ".", local=True, opened=True),
        ExportDialect.RUSSIAN: Form(";", ",", local=True, opened=True),
    },
)
SHEET = Form(",", ".", local=True, opened=False)  # what the writer of workbooks reads: a cell of a text is not run


def cell(value: Expression, scalar: str, form: Form, time_zone: str) -> Expression:
    """The text of a value in a cell; null where the value is null. `time_zone`: of local times."""
    if scalar == "DateTime":
        return local_moment(value, time_zone) if form.local else moment_expression(value)
    text = sa.cast(value, sa.Text())
    if scalar == "Decimal" and form.mark != ".":
        return sa.func.replace(text, literal("."), literal(form.mark), type_=sa.Text())
    if scalar == "String" and form.opened:
        return neutral(text)
    return text


def local_moment(value: Expression, time_zone: str) -> Expression:
    """A time as spreadsheets of all languages read it."""
    local = sa.func.timezone(literal(time_zone), value)
    return sa.func.to_char(local, literal("YYYY-MM-DD HH24:MI:SS"), type_=sa.Text())


def neutral(text: Expression) -> Expression:
    """The SQL of `imports.formulas.escape_formula`: an apostrophe before a text that a spreadsheet would run."""
    runs = sa.and_(
        text.op("~", is_comparison=True)(literal(f"^{_BEGINNINGS}")),
        text.op("!~", is_comparison=True)(literal(f"^(?:{NUMBER.pattern})$")),
    )
    return sa.case((runs, literal("'").op("||")(text)), else_=text)
