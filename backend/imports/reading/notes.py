"""Notes about a file that was read: what was detected or ignored, and in which rows."""

import enum
from collections.abc import Callable

MAX_ROWS_LISTED = 5


class NoteCode(enum.StrEnum):
    """The code of a note, which is part of the API."""

    ENCODING_FOUND = "ENCODING_FOUND"
    TITLE_SKIPPED = "TITLE_SKIPPED"
    COLUMNS_WITHOUT_NAME = "COLUMNS_WITHOUT_NAME"
    SEPARATORS_IGNORED = "SEPARATORS_IGNORED"
    TOTALS_SKIPPED = "TOTALS_SKIPPED"
    LETTERS_LOST = "LETTERS_LOST"


class Notes:
    """Collects notes, one per code. A note about rows names the first of them and how many there are."""

    def __init__(self) -> None:
        self._by_file: dict[NoteCode, tuple[str, int | None]] = {}
        self._rows: dict[NoteCode, tuple[Callable[[str], str], list[int], int]] = {}

    def add(self, code: NoteCode, message: str, row: int | None = None) -> None:
        """Add a note about the file."""
        self._by_file[code] = (message, row)

    def add_row(self, code: NoteCode, row: int, message: Callable[[str], str]) -> None:
        """Add a row to a note. `message` makes its text from the list of rows, such as "rows 2, 3 and 4 more"."""
        _, rows, count = self._rows.get(code, (message, [], 0))
        if count < MAX_ROWS_LISTED:
            rows.append(row)
        self._rows[code] = (message, rows, count + 1)

    def listed(self, *, least: int = 1) -> list[dict[str, object]]:
        """All notes for the report. LETTERS_LOST is left out when it has fewer than `least` rows."""
        found: list[dict[str, object]] = [
            {"code": code.value, "message": message, "row": row} for code, (message, row) in self._by_file.items()
        ]
        for code, (message, rows, count) in self._rows.items():
            if code is not NoteCode.LETTERS_LOST or count >= least:
                found.append({"code": code.value, "message": message(_rows_in_words(rows, count)), "row": rows[0]})
        return found


def _rows_in_words(rows: list[int], count: int) -> str:
    shown = ", ".join(map(str, rows))
    more = count - len(rows)
    return f"row{'s' if count > 1 else ''} {shown}{f' and {more} more' if more else ''}"
