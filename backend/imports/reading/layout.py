"""Which column of a file is which of ours: by the names people give them, or by what the uploader says."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from backend.imports.reading.structure import StructureCode, StructureError

REPORTED = ("row", "column", "code", "message")  # what a file of rejected rows adds; it may be uploaded as it is
_FILLING = re.compile(r"[\s_\-\u2010-\u2015\u200b\ufeff.:*]+")


def key(heading: str) -> str:
    """A heading without what people vary: case, spaces, lines, dots, the letter ё, a byte order mark."""
    return _FILLING.sub("", heading).casefold().replace("ё", "е")


@dataclass(frozen=True)
class Layout:
    """The columns of a kind of file, in the order in which they are checked, and what else they are called."""

    columns: tuple[str, ...]
    required: frozenset[str]
    aliases: Mapping[str, Sequence[str]]

    def names(self) -> dict[str, str]:
        """Our columns by the keys of everything they may be called."""
        found = {key(column): column for column in self.columns}
        for column, others in self.aliases.items():
            found.update((key(other), column) for other in others)
        return found


@dataclass(frozen=True)
class Columns:
    """Where our columns stand in a file's record, and which of its cells are kept as the original."""

    positions: Mapping[str, int]
    kept: tuple[int, ...]
    width: int
    header: str


class Headings:
    """Reads the header of one file, by a layout and by the uploader's mapping of its columns to ours."""

    def __init__(self, layout: Layout, mapping: Mapping[str, str | None] | None) -> None:
        """Raises StructureError INVALID_MAPPING for a mapping to what is no column."""
        self._layout = layout
        self._names = layout.names()
        self._mapped: dict[str, str] = {}
        for heading, column in (mapping or {}).items():
            if column and column not in layout.columns:
                raise _mapping(f"there is no column {column[:100]}", heading)
            if self._mapped.setdefault(key(heading), column or "") != (column or ""):
                raise _mapping("the column is mapped twice", heading)
        self._given = dict.fromkeys((key(heading), heading) for heading in mapping or {})

    def known(self, headings: Sequence[str]) -> int:
        """How many headings have a meaning here."""
        keys = [key(heading) for heading in headings]
        return sum(1 for found in keys if found and (found in self._names or found in self._mapped))

    def columns(self, headings: Sequence[str], row: int) -> Columns:
        """Where our columns stand.

        Raises StructureError INVALID_MAPPING, UNKNOWN_COLUMN, DOUBLED_COLUMN and MISSING_COLUMN.
        """
        keys = [key(heading) for heading in headings]
        for mapped, heading in self._given:
            if mapped not in keys:
                raise _mapping("the mapped column is not in the file", heading, row)
        positions: dict[str, int] = {}
        kept = []
        for position, heading in enumerate(headings):
            if heading.strip() in REPORTED and keys[position] not in self._mapped:
                continue
            kept.append(position)
            column = self._column(heading, keys[position], position, row)
            if column and positions.setdefault(column, position) != position:
                message = f"two columns mean {column}: {_shown(headings[positions[column]])} and {_shown(heading)}"
                raise StructureError(StructureCode.DOUBLED_COLUMN, message, row, _shown(heading))
        for column in self._layout.columns:
            if column in self._layout.required and column not in positions:
                message = f"the file has no column {column}"
                raise StructureError(StructureCode.MISSING_COLUMN, message, row, column)
        return Columns(positions, tuple(kept), len(headings), canonical([headings[position] for position in kept]))

    def _column(self, heading: str, found: str, position: int, row: int) -> str:
        """One of our columns, or nothing for one that is to be left out."""
        if found in self._mapped:
            return self._mapped[found]
        if found in self._names:
            return self._names[found]
        message = f"nobody knows the column {_shown(heading)}" if found else f"column {position + 1} has no name"
        raise StructureError(StructureCode.UNKNOWN_COLUMN, message, row, _shown(heading))


def canonical(cells: Sequence[str]) -> str:
    """Cells as one record of CSV: commas, quotes where they are needed, no end of line."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()[:-2]


def _mapping(message: str, heading: str, row: int | None = None) -> StructureError:
    return StructureError(StructureCode.INVALID_MAPPING, f"{message}: {_shown(heading)}", row, _shown(heading))


def _shown(heading: str) -> str:
    return heading.strip()[:100]
