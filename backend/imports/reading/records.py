"""Records of cells out of lines, each with the row of the spreadsheet it stands in: the header, and what follows it."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from backend.imports.reading.lines import Lines
from backend.imports.reading.structure import LONGEST_CELL, LONGEST_RECORD, StructureCode, StructureError

DELIMITERS = (",", ";", "\t")
_DECLARED = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*[\r\n]*', re.IGNORECASE)  # what Excel writes as a line of its own
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_MOST_HEADER_LINES = 50
_UNCLOSED = "a quotation mark is not closed, or stands alone inside a quoted cell, where it must be doubled"
_TOO_LONG = f"a cell has at most {LONGEST_CELL} characters, a row at most {LONGEST_RECORD}"


class Records:
    """Reads a header, then iterates over records of as many cells. Blank lines are counted and left out.

    `row` is that of the record read last. Raises StructureError with the row that is being read.
    """

    def __init__(self, lines: Lines) -> None:
        csv.field_size_limit(LONGEST_CELL)  # of the whole process, which has nothing else to do
        self._lines = lines
        self._held: list[str] = []  # the lines of the record that is being read
        self._held_length = 0
        self._stream = self._kept()
        self._delimiter = ","
        self._width = LONGEST_RECORD  # cells of the header
        self.row = 0

    def _kept(self) -> Iterator[str]:
        held = self._held
        for group in self._lines:
            for line in group:
                if held:
                    self._held_length += len(line)
                    if self._held_length > LONGEST_RECORD:
                        raise self._judged()
                else:
                    self._held_length = len(line)
                held.append(line)
                yield line

    def header(self, known: Callable[[Sequence[str]], int]) -> list[str]:
        """The first record that is not blank. `known` says how many of some headings have a meaning.

        The delimiter is the one by which most of them have one.
        """
        try:
            lines = self._header_lines()
            declared = _DECLARED.fullmatch(lines[0]) if self.row == 0 else None
            if declared:  # a spreadsheet does not show that line
                lines = self._header_lines(lines[1:])
            if self._lines.cut and len(lines) == 1:
                raise self._judged()
            cells, taken = self._headings(lines, (declared[1],) if declared else DELIMITERS, known)
        except csv.Error as error:
            raise self._broken(error) from None
        except StructureError as error:
            raise self._placed(error) from None
        self.row += 1
        self._width = len(cells)
        self._held.clear()
        self._stream = chain(lines[taken:], self._stream)
        return cells

    def _header_lines(self, begun: Sequence[str] = ()) -> list[str]:
        """The first line that is not blank, and those that its quotes may span. Raises EMPTY_FILE."""
        lines: list[str] = []
        quotes = 0
        for line in chain(begun, self._stream):
            if not lines and not line.strip().strip("\ufeff"):
                self.row += 1
                self._held.clear()
                continue
            lines.append(line)
            quotes += line.count('"')
            if quotes % 2 == 0 or len(lines) >= _MOST_HEADER_LINES:
                break
        if not lines:
            raise StructureError(StructureCode.EMPTY_FILE, "the file is empty")
        lines[0] = lines[0].lstrip("\ufeff")
        return lines

    def _headings(
        self, lines: Sequence[str], delimiters: Sequence[str], known: Callable[[Sequence[str]], int]
    ) -> tuple[list[str], int]:
        """The header by the delimiter that suits it best, and how many lines it takes. Raises csv.Error."""
        best, found, failed = (-1, -1), None, None
        for delimiter in delimiters:
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            try:
                cells = next(reader)
            except csv.Error as error:
                failed = failed or error
                continue
            if (known(cells), len(cells)) > best:
                best, found = (known(cells), len(cells)), (cells, reader.line_num)
                self._delimiter = delimiter
        if found is None:
            self._delimiter = delimiters[0]
            raise failed or csv.Error
        return found

    def __iter__(self) -> Iterator[list[str]]:
        reader = csv.reader(self._stream, delimiter=self._delimiter, strict=True)
        held, width, row = self._held, self._width, self.row
        try:
            for record in reader:
                held.clear()
                if len(record) == width:
                    self.row = row = row + 1
                    yield record
                elif record and (len(record) > 1 or record[0].strip()):
                    raise self._ragged(len(record))
                else:
                    self.row = row = row + 1
        except csv.Error as error:
            raise self._broken(error) from None
        except StructureError as error:
            raise self._placed(error) from None
        if self._lines.cut:
            raise StructureError(StructureCode.CELL_TOO_LONG, _TOO_LONG, self.row)

    def _placed(self, error: StructureError) -> StructureError:
        if error.here:
            error.row, error.here = self.row + 1, False
        return error

    def _ragged(self, cells: int) -> StructureError:
        if self._lines.cut and cells <= self._width:
            return StructureError(StructureCode.CELL_TOO_LONG, _TOO_LONG, here=True)
        message = f"the row has {cells} cells where the header has {self._width}"
        return StructureError(StructureCode.RAGGED_ROW, message, here=True)

    def _broken(self, error: csv.Error) -> StructureError:
        """What the parser of CSV stumbled over, in the row that is being read."""
        if str(error).startswith("field larger") or self._lines.cut:
            try:  # is it a quote that is not closed? The lines that follow tell
                for _ in self._stream:
                    pass
            except StructureError:
                pass  # what is wrong here comes before what is wrong there
            return self._placed(self._judged())
        return StructureError(StructureCode.UNCLOSED_QUOTE, _UNCLOSED, self.row + 1)

    def _judged(self) -> StructureError:
        """A cell or a record has no end: why."""
        text = "".join(self._held)
        plain = re.compile(f"[^\r\n{self._delimiter}]*")
        position = cells = 0
        while cells <= self._width:
            cells += 1
            quoted = _QUOTED.match(text, position)
            if quoted:
                end, length = quoted.end(), len(quoted[1].replace('""', '"'))
            elif text.startswith('"', position):
                return StructureError(StructureCode.UNCLOSED_QUOTE, _UNCLOSED, here=True)
            else:
                found = plain.match(text, position)
                end = found.end() if found else position
                length = end - position
            if length > LONGEST_CELL or not text.startswith(self._delimiter, end):
                if quoted and text[end : end + 1] not in {"", "\r", "\n", self._delimiter}:
                    return StructureError(StructureCode.UNCLOSED_QUOTE, _UNCLOSED, here=True)
                return StructureError(StructureCode.CELL_TOO_LONG, _TOO_LONG, here=True)
            position = end + 1
        message = f"the row has more cells than the header, which has {self._width}"
        return StructureError(StructureCode.RAGGED_ROW, message, here=True)
