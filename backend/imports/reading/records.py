"""Parses lines of CSV: the header, then records of cells with their row numbers in the spreadsheet."""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice

from backend.imports.reading.lines import Lines
from backend.imports.reading.notes import NoteCode, Notes
from backend.imports.reading.structure import MAX_CELL_LENGTH, MAX_RECORD_LENGTH, StructureCode, StructureError

DELIMITERS = (",", ";", "\t", "|")
MAX_TITLE_LINES = 10  # lines above the header
_DECLARED = re.compile(r'"?sep=([,;\t|])"?[,;\t|]*[\r\n]*', re.IGNORECASE)  # Excel's line that declares the separator
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_MAX_HEADER_LINES = 50
_TOTAL = re.compile(
    r"\W*(?:итого|всего|итог|total|totals|grand total|sum|жалпы|бардыгы|жыйынтыгы)\b", re.IGNORECASE
)  # the first word of a row of totals
_COUNT = re.compile(r"[-+]?[0-9][0-9 \u00a0.,]{0,17}")
_UNCLOSED = "a quotation mark is not closed, or is not doubled inside a quoted cell"
_TOO_LONG = f"a cell may have at most {MAX_CELL_LENGTH} characters, a row at most {MAX_RECORD_LENGTH}"


def is_total(record: Sequence[str]) -> bool:
    """Whether a record looks like a row of totals: a word such as "Total" and numbers, or only numbers after an empty
    first cell.
    """
    first, *others = [cell.strip() for cell in record] or [""]
    filled = [cell for cell in others if cell]
    named = _TOTAL.match(first) is not None or (not first and bool(filled) and _TOTAL.match(filled[0]) is not None)
    numbers = sum(1 for cell in filled if _COUNT.fullmatch(cell))
    if named:
        return numbers >= len(filled) - (not first)
    return not first and bool(filled) and numbers == len(filled)


def _raising(error: StructureError | None) -> Iterator[str]:
    """No lines; then raises the error that ended reading ahead, if any."""
    if error is not None:
        raise error
    yield from ()


class Records:
    """Reads the header, then iterates over records with as many cells. Blank lines are counted and skipped.

    `row` is the row number of the last record. Raises StructureError with the number of the row being read.
    """

    def __init__(self, lines: Lines, notes: Notes) -> None:
        self.notes = notes
        csv.field_size_limit(MAX_CELL_LENGTH)  # applies to the whole process, which reads one file only
        self._lines = lines
        self._held: list[str] = []  # the lines of the record being read
        self._held_length = 0
        self._raw: Iterator[str] = chain.from_iterable(lines)
        self._stream = self._recorded_lines()
        self.delimiter = ","
        self.end = "\n"
        self._width = MAX_RECORD_LENGTH  # cells of the header
        self.row = 0

    def _recorded_lines(self) -> Iterator[str]:
        held = self._held
        for written in self._raw:
            # In concatenated files the byte order mark of a later file precedes a row.
            line = written if held or written[0] != "\ufeff" else written.lstrip("\ufeff")
            if held:
                self._held_length += len(line)
                if self._held_length > MAX_RECORD_LENGTH:
                    raise self._length_error()
            else:
                self._held_length = len(line)
            held.append(line)
            yield line

    def header(self, count_known: Callable[[Sequence[str]], int], min_known: int = 1) -> list[str]:
        """The first record with at least `min_known` known headings; without one, the first that is not blank.

        The delimiter is that by which most headings are known. Lines above the header are a title, and are noted.
        """
        try:
            lines = self._header_lines()
            declared = _DECLARED.fullmatch(lines[0]) if self.row == 0 else None
            if declared:  # a spreadsheet does not count this line
                lines = self._header_lines(lines[1:])
            if self._lines.cut and len(lines) == 1:
                raise self._length_error()
            delimiters = (declared[1],) if declared else DELIMITERS
            titles = self._titles(lines, delimiters, count_known, min_known)
            cells, taken = self._headings(lines, delimiters, count_known)
        except csv.Error as error:
            raise self._parser_error(error) from None
        except StructureError as error:
            raise self._with_row(error) from None
        if titles:
            text = " / ".join(titles)[:200]
            self.notes.add(NoteCode.TITLE_SKIPPED, f"lines above the header were ignored: {text}", self.row)
        self.row += 1
        self._width = len(cells)
        self._held.clear()
        ended = lines[0]
        self.end = "\r\n" if ended.endswith("\r\n") else "\r" if ended.endswith("\r") else "\n"
        self._raw = chain(lines[taken:], self._raw)
        self._stream = self._recorded_lines()
        return cells

    def _titles(
        self, lines: list[str], delimiters: Sequence[str], count_known: Callable[[Sequence[str]], int], min_known: int
    ) -> list[str]:
        """The title lines above the header. They are removed, so that `lines` begins with the header."""
        if self._max_known(lines, delimiters, count_known) >= min_known:
            return []
        error: StructureError | None = None
        try:
            lines += islice(self._stream, _MAX_HEADER_LINES - len(lines))
        except StructureError as found:
            error = found
        titles: list[str] = []
        for place, line in enumerate(lines[: MAX_TITLE_LINES + 1]):
            if place and self._max_known(lines[place:], delimiters, count_known) >= min_known:
                self.row += place
                del lines[:place]
                self._raw = chain(self._raw, _raising(error))
                return titles
            if line.strip(" ,;|\t\r\n"):
                titles.append(line.strip(" ,;|\t\r\n"))
        if error is not None and len(lines) == 1:
            raise error
        self._raw = chain(self._raw, _raising(error))
        return []

    @staticmethod
    def _max_known(lines: Sequence[str], delimiters: Sequence[str], count_known: Callable[[Sequence[str]], int]) -> int:
        """How many headings of the first record are known, by the best delimiter."""
        most = 0
        for delimiter in delimiters:
            with suppress(csv.Error, StopIteration):
                most = max(most, count_known(next(csv.reader(lines, delimiter=delimiter, strict=True))))
        return most

    def _header_lines(self, first_lines: Sequence[str] = ()) -> list[str]:
        """The first line that is not blank, and further ones while a quotation is open. Raises EMPTY_FILE."""
        lines: list[str] = []
        quotes = 0
        for line in chain(first_lines, self._stream):
            if not lines and not line.strip().strip("\ufeff"):
                self.row += 1
                self._held.clear()
                continue
            lines.append(line)
            quotes += line.count('"')
            if quotes % 2 == 0 or len(lines) >= _MAX_HEADER_LINES:
                break
        if not lines:
            raise StructureError(StructureCode.EMPTY_FILE, "the file is empty")
        lines[0] = lines[0].lstrip("\ufeff")
        return lines

    def _headings(
        self, lines: Sequence[str], delimiters: Sequence[str], count_known: Callable[[Sequence[str]], int]
    ) -> tuple[list[str], int]:
        """The header by the best delimiter, and the number of its lines. Raises csv.Error."""
        best, found, failed = (-1, -1), None, None
        for delimiter in delimiters:
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            try:
                cells = next(reader)
            except csv.Error as error:
                failed = failed or error
                continue
            if (count_known(cells), len(cells)) > best:
                best, found = (count_known(cells), len(cells)), (cells, reader.line_num)
                self.delimiter = delimiter
        if found is None:
            self.delimiter = delimiters[0]
            raise failed or csv.Error
        return found

    def __iter__(self) -> Iterator[list[str]]:
        reader = csv.reader(self._stream, delimiter=self.delimiter, strict=True)
        held, width, row = self._held, self._width, self.row
        last: StructureError | None = None  # for a short row that counts as a total only if it is the last
        try:
            for record in reader:
                held.clear()
                self.row = row = row + 1
                if len(record) == width:
                    if last is not None and "".join(record).strip():
                        raise last
                    yield record
                elif any(map(str.strip, record)) or (self._lines.cut and len(record) > width):
                    if last is not None:
                        raise last
                    found = self._uneven(record)
                    if found is None:
                        last = self._ragged(len(record))
                    else:
                        yield found
        except csv.Error as error:
            raise self._parser_error(error) from None
        except StructureError as error:
            raise self._with_row(error) from None
        if self._lines.cut:
            raise StructureError(StructureCode.CELL_TOO_LONG, _TOO_LONG, self.row)
        if last is not None:
            self.total(last.row or self.row)

    def _uneven(self, record: list[str]) -> list[str] | None:
        """A record of another length, cut to that of the header; None if it may be a total. Raises RAGGED_ROW."""
        width = self._width
        if len(record) > width and not self._lines.cut and not any(map(str.strip, record[width:])):
            self.notes.add_row(
                NoteCode.SEPARATORS_IGNORED,
                self.row,
                lambda rows: f"separators after the last column were ignored: {rows}",
            )
            return record[:width]
        if len(record) < width and not self._lines.cut and is_total(record):
            return None
        raise self._ragged(len(record))

    def total(self, row: int) -> None:
        """Add a note about a row of totals at the end of the file."""
        self.notes.add_row(NoteCode.TOTALS_SKIPPED, row, lambda rows: f"a total at the end was ignored: {rows}")

    def _with_row(self, error: StructureError) -> StructureError:
        if error.here:
            error.row, error.here = self.row + 1, False
        return error

    def _ragged(self, cells: int) -> StructureError:
        if self._lines.cut and cells <= self._width:
            return StructureError(StructureCode.CELL_TOO_LONG, _TOO_LONG, self.row)
        message = f"the row has {cells} cells, the header has {self._width}"
        return StructureError(StructureCode.RAGGED_ROW, message, self.row)

    def _parser_error(self, error: csv.Error) -> StructureError:
        """The error of the CSV parser as a StructureError of the row being read."""
        if str(error).startswith("field larger") or self._lines.cut:
            try:  # the following lines show whether the cause is a quotation mark that is not closed
                for _ in self._stream:
                    pass
            except StructureError:
                pass  # the error of the earlier row is reported
            return self._with_row(self._length_error())
        return StructureError(StructureCode.UNCLOSED_QUOTE, _UNCLOSED, self.row + 1)

    def _length_error(self) -> StructureError:
        """Why the held record is too long: a quotation mark that is not closed, a long cell, or too many cells."""
        text = "".join(self._held)
        plain = re.compile(f"[^\r\n{self.delimiter}]*")
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
            if length > MAX_CELL_LENGTH or not text.startswith(self.delimiter, end):
                if quoted and text[end : end + 1] not in {"", "\r", "\n", self.delimiter}:
                    return StructureError(StructureCode.UNCLOSED_QUOTE, _UNCLOSED, here=True)
                return StructureError(StructureCode.CELL_TOO_LONG, _TOO_LONG, here=True)
            position = end + 1
        message = f"the row has more cells than the header, which has {self._width}"
        return StructureError(StructureCode.RAGGED_ROW, message, here=True)
