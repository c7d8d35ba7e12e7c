"""What is noticed about a file that is read all the same: what was left out, and in which rows."""

import enum
from collections.abc import Callable

MOST_ROWS_SHOWN = 5


class NoteCode(enum.StrEnum):
    """What a note is about. The values are part of the contract with whoever uploads."""

    ENCODING_FOUND = "ENCODING_FOUND"
    TITLE_SKIPPED = "TITLE_SKIPPED"
    COLUMNS_WITHOUT_NAME = "COLUMNS_WITHOUT_NAME"
    SEPARATORS_IGNORED = "SEPARATORS_IGNORED"
    TOTALS_SKIPPED = "TOTALS_SKIPPED"
    LETTERS_LOST = "LETTERS_LOST"


class Notes:
    """Collects notes, one of each code; those that come row by row name the first rows and say how many they are."""

    def __init__(self) -> None:
        self._said: dict[NoteCode, tuple[str, int | None]] = {}
        self._rows: dict[NoteCode, tuple[Callable[[str], str], list[int], int]] = {}

    def say(self, code: NoteCode, message: str, row: int | None = None) -> None:
        """A note about the file."""
        self._said[code] = (message, row)

    def see(self, code: NoteCode, row: int, message: Callable[[str], str]) -> None:
        """A note about one more row. `message` makes the text out of the rows, in words."""
        _, rows, count = self._rows.get(code, (message, [], 0))
        if count < MOST_ROWS_SHOWN:
            rows.append(row)
        self._rows[code] = (message, rows, count + 1)

    def listed(self, *, least: int = 1) -> list[dict[str, object]]:
        """All of them, as they are reported; `least` is how many rows make a note of lost letters."""
        found: list[dict[str, object]] = [
            {"code": code.value, "message": message, "row": row} for code, (message, row) in self._said.items()
        ]
        for code, (message, rows, count) in self._rows.items():
            if code is not NoteCode.LETTERS_LOST or count >= least:
                found.append({"code": code.value, "message": message(_these(rows, count)), "row": rows[0]})
        return found


def _these(rows: list[int], count: int) -> str:
    shown = ", ".join(map(str, rows))
    more = count - len(rows)
    return f"row{'s' if count > 1 else ''} {shown}{f' and {more} more' if more else ''}"
