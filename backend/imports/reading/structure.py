"""What can be wrong with a file as a whole."""

import enum


class StructureCode(enum.StrEnum):
    """Part of the contract with clients: added to, never renamed."""

    EMPTY_FILE = "EMPTY_FILE"
    NO_ROWS = "NO_ROWS"
    MISSING_COLUMN = "MISSING_COLUMN"
    DOUBLED_COLUMN = "DOUBLED_COLUMN"
    UNKNOWN_COLUMN = "UNKNOWN_COLUMN"
    INVALID_MAPPING = "INVALID_MAPPING"
    NOT_TEXT = "NOT_TEXT"
    UNDECODABLE = "UNDECODABLE"
    RAGGED_ROW = "RAGGED_ROW"
    UNCLOSED_QUOTE = "UNCLOSED_QUOTE"
    CELL_TOO_LONG = "CELL_TOO_LONG"
    TOO_LARGE = "TOO_LARGE"
    BAD_GZIP = "BAD_GZIP"
    GZIP_RATIO = "GZIP_RATIO"


class StructureError(Exception):
    """The file is refused; `row` is where that was noticed, the header being row 1."""

    def __init__(self, code: StructureCode, message: str, row: int | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.row = code, message, row
