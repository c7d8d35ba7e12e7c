"""What an export reads: the list, its columns, and whether the file may have them."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from backend.auth.viewer import Role, Viewer
from backend.errors import BadUserInput, ErrorCode, Refusal
from backend.models import ExportFormat, ExportKind
from backend.planner.exports import LIST_ARGUMENTS, ListColumn, ListRows, list_columns
from backend.planner.limits import LimitExceeded
from backend.planner.plan import Plan
from backend.planner.planner import Planner
from backend.planner.variables import WrongVariables
from backend.services.exports import MAX_COLUMN_LENGTH, MAX_COLUMNS, arguments_of

PRICE = 10  # rows, in the caller's budget, of compiling an export
MAX_SHEET_ROWS = 1_048_575  # of a worksheet, without the header
TOO_BROAD = "the search has more than 1,000 hits, of which the list shows 1,000; use a more specific term or a filter"


class ExportReads:
    """Checks exports before they are requested, and compiles them when they run."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner

    async def check(self, viewer: Viewer, kind: ExportKind, command: Any) -> None:
        """Refuse an export whose columns do not exist, whose list would be refused, or whose sheet would be too long.

        Raises Refusal INVALID_INPUT, EXPORT_TOO_LARGE; Throttled, StatementTimeout.
        """
        is_sheet = command.format is ExportFormat.XLSX
        paths = command.columns or ()

        def compiled() -> tuple[ListRows, Plan]:
            made = self.rows(viewer.role, kind, paths, arguments_of(command))
            return made, made.check(MAX_SHEET_ROWS + 1 if is_sheet else 1)

        rows, plan = await self.planner.preparation.other(compiled, viewer, PRICE + len(paths))
        try:
            data = await self.planner.reader.read(plan, rows.variables, viewer)
        except (BadUserInput, LimitExceeded) as error:
            raise _refusal(error) from error
        found, too_broad = orjson.loads(data)
        if too_broad:
            raise Refusal(ErrorCode.INVALID_INPUT, TOO_BROAD, ["search"])
        if is_sheet and found > MAX_SHEET_ROWS:
            raise too_large(found)

    def rows(self, role: Role, kind: ExportKind, paths: Sequence[str], arguments: Mapping[str, Any]) -> ListRows:
        """The rows of an export for a role. Raises Refusal INVALID_INPUT."""
        columns = self.columns(role, kind, paths)
        try:
            return ListRows(self.planner, role, kind.value.lower(), [each.path for each in columns], arguments)
        except (BadUserInput, LimitExceeded, WrongVariables) as error:
            raise _refusal(error) from error

    def columns(self, role: Role, kind: ExportKind, paths: Sequence[str]) -> list[ListColumn]:
        """The columns of these paths; the usual ones for none. Raises Refusal INVALID_INPUT."""
        if len(paths) > MAX_COLUMNS:
            raise Refusal(ErrorCode.INVALID_INPUT, f"columns has at most {MAX_COLUMNS} entries", ["columns"])
        known = {".".join(each.path): each for each in list_columns(self.planner.catalog, role, kind.value.lower())}
        if not paths:
            return [each for each in known.values() if each.usual]
        for at, path in enumerate(paths):
            if path not in known:
                message = f"{path[:MAX_COLUMN_LENGTH]!r} is not a column of this list; it has {', '.join(known)}"
                raise Refusal(ErrorCode.INVALID_INPUT, message, ["columns", str(at)])
            if path in paths[:at]:
                raise Refusal(ErrorCode.INVALID_INPUT, f"{path} is listed twice", ["columns", str(at)])
        return [known[path] for path in paths]


def too_large(rows: int) -> Refusal:
    """The refusal of a workbook with more rows than a sheet has."""
    message = f"a worksheet has at most {MAX_SHEET_ROWS:,} rows, and the list has more; use a filter, CSV or JSONL"
    return Refusal(ErrorCode.EXPORT_TOO_LARGE, f"{message} ({rows:,} were counted)", ["format"])


def _refusal(error: BadUserInput | LimitExceeded | WrongVariables) -> Refusal:
    """The typed refusal of an argument; an operator or an order is named by the argument that it stands in."""
    path = str(error.facts.get("field") or "filter").split(".")
    if path[0] not in LIST_ARGUMENTS:
        path = ["filter"]
    return Refusal(ErrorCode.INVALID_INPUT, error.message, path)
