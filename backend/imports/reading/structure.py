"""What makes a file unreadable as a whole, as against a row that is wrong and is reported beside the others."""

import enum

LONGEST_CELL = 10_000
LONGEST_RECORD = 400_000  # every column of ours at its longest, each character a doubled quote, and some room


class StructureCode(enum.StrEnum):
    """Why a file was not read. The values are part of the contract with whoever uploads."""

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
    """The file stops here. `row` is the spreadsheet's, `column` the file's own heading.

    Who sees bytes and characters does not count rows: with `here` the error is of the row that is being read, and
    whoever counts them puts it in.
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
