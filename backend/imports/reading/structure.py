"""Errors that make a file unreadable as a whole. A wrong row is rejected instead, and the others are read."""

import enum

MAX_CELL_LENGTH = 10_000
MAX_RECORD_LENGTH = 400_000  # enough for all columns with MAX_CELL_LENGTH doubled quotation marks each


class StructureCode(enum.StrEnum):
    """Why a file could not be read. The values are part of the API."""

    EMPTY_FILE = "EMPTY_FILE"
    NO_ROWS = "NO_ROWS"
    MISSING_COLUMN = "MISSING_COLUMN"
    DOUBLED_COLUMN = "DOUBLED_COLUMN"
    UNKNOWN_COLUMN = "UNKNOWN_COLUMN"
    INVALID_MAPPING = "INVALID_MAPPING"
    NOT_TEXT = "NOT_TEXT"
    UNDECODABLE = "UNDECODABLE"
    ENCODING_DOUBTFUL = "ENCODING_DOUBTFUL"
    RAGGED_ROW = "RAGGED_ROW"
    UNCLOSED_QUOTE = "UNCLOSED_QUOTE"
    CELL_TOO_LONG = "CELL_TOO_LONG"
    TOO_LARGE = "TOO_LARGE"
    BAD_GZIP = "BAD_GZIP"
    GZIP_RATIO = "GZIP_RATIO"


class StructureError(Exception):
    """The file cannot be read further. `row` is the row number in the spreadsheet, `column` the heading in the file.

    `here` means the row being read: it is set by code that does not count rows, and Records fills `row` in.
    """

    def __init__(
        self,
        code: StructureCode,
        message: str,
        row: int | None = None,
        column: str | None = None,
        *,
        here: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.row = row
        self.column = column
        self.here = here
