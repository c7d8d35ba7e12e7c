"""Maps the columns of a file to those of its kind, by known names of the headings or by the uploader's mapping."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from backend.imports.reading.structure import StructureCode, StructureError
from backend.services.rules import cleaned

REPORTED = ("row", "column", "code", "message")  # added to files of rejected rows; ignored when one is uploaded
MAX_UNKNOWN_LISTED = 20  # unknown columns listed in a message
_FILLING = re.compile(r"[\s_\-\u2010-\u2015.:*]+")


def key(heading: str) -> str:
    """A heading in the form that is compared: without case, spaces, punctuation, invisible characters, and ё as е."""
    return _FILLING.sub("", cleaned(heading)).casefold().replace("ё", "е")


@dataclass(frozen=True)
class Layout:
    """The columns of a kind of file, in the order in which they are checked, and their other names."""

    columns: tuple[str, ...]
    required: frozenset[str]
    aliases: Mapping[str, Sequence[str]]

    def names(self) -> dict[str, str]:
        """The columns by the keys of all their names."""
        found = {key(column): column for column in self.columns}
        for column, others in self.aliases.items():
            found.update((key(other), column) for other in others)
        return found


@dataclass(frozen=True)
class Columns:
    """The positions of the columns in the records of a file.

    `positions`: per column its position; a joined column is appended to the record. `joined`: per joined column the
    positions of its cells. `kept`: the cells stored as the original row. `nameless`: cells without a heading, which
    must be empty. `width`: cells of a record. `header`: the kept headings as a line of CSV.
    """

    positions: Mapping[str, int]
    joined: tuple[tuple[int, ...], ...]
    kept: tuple[int, ...]
    nameless: tuple[int, ...]
    width: int
    header: str


class Headings:
    """Maps the header of one file, by a layout and the uploader's mapping."""

    def __init__(self, layout: Layout, mapping: Sequence[tuple[str, str | None]]) -> None:
        """Raises StructureError INVALID_MAPPING for a mapping to an unknown column or two mappings of one heading."""
        self._layout = layout
        self._names = layout.names()
        self._mapped: dict[str, str] = {}
        for heading, column in mapping:
            if column and column not in layout.columns:
                raise _mapping(f"the column {column[:100]} does not exist in this kind of file", heading)
            if self._mapped.setdefault(key(heading), column or "") != (column or ""):
                raise _mapping("the heading is mapped to two columns", heading)
        self._given = dict.fromkeys((key(heading), heading) for heading, _ in mapping)

    def count_known(self, headings: Sequence[str]) -> int:
        """How many headings are known or mapped."""
        keys = [key(heading) for heading in headings]
        return sum(1 for found in keys if found and (found in self._names or found in self._mapped))

    @property
    def min_known(self) -> int:
        """How many known headings make a line a header."""
        return min(2, len(self._layout.required))

    def columns(self, headings: Sequence[str], row: int) -> Columns:
        """The positions of the columns in the records below a header.

        Raises StructureError INVALID_MAPPING, UNKNOWN_COLUMN, DOUBLED_COLUMN and MISSING_COLUMN. The message of the
        last three lists all columns concerned.
        """
        keys = [key(heading) for heading in headings]
        for mapped, heading in self._given:
            if mapped not in keys:
                raise _mapping("the file has no such heading as mapped", heading, row)
        reported = {
            p for p, heading in enumerate(headings) if heading.strip() in REPORTED and keys[p] not in self._mapped
        }
        nameless = tuple(p for p, found in enumerate(keys) if not found and p not in reported)
        kept = tuple(p for p in range(len(headings)) if p not in reported and p not in nameless)
        self._check_known(headings, keys, kept, row)
        places: dict[str, list[int]] = {}
        for position in kept:
            column = self._mapped.get(keys[position], self._names.get(keys[position], ""))
            if column:
                places.setdefault(column, []).append(position)
        self._check_places(headings, keys, places, row)
        # Cells are joined in the order of the mapping.
        order = {mapped: place for place, (mapped, _) in enumerate(self._given)}
        joined = {c: sorted(p, key=lambda each: order[keys[each]]) for c, p in places.items() if len(p) > 1}
        positions = {column: found[0] for column, found in places.items()}
        for place, column in enumerate(joined):
            positions[column] = len(headings) + 1 + place
        return Columns(
            positions, tuple(map(tuple, joined.values())), kept, nameless, len(headings),
            canonical([headings[position] for position in kept]),
        )  # fmt: skip

    def _check_known(self, headings: Sequence[str], keys: Sequence[str], kept: Sequence[int], row: int) -> None:
        unknown = [p for p in kept if keys[p] not in self._mapped and keys[p] not in self._names]
        if not unknown:
            return
        listed = ", ".join(_shown(headings[p]) + self._nearest(keys[p]) for p in unknown[:MAX_UNKNOWN_LISTED])
        more = f" and {len(unknown) - MAX_UNKNOWN_LISTED} more" if len(unknown) > MAX_UNKNOWN_LISTED else ""
        plural = "s" if len(unknown) > 1 else ""
        message = f"unknown column{plural} {listed}{more}; map or ignore a column with `mapping`"
        raise StructureError(StructureCode.UNKNOWN_COLUMN, message, row, _shown(headings[unknown[0]]))

    def _nearest(self, found: str) -> str:
        near = get_close_matches(found[:100], self._names, 1, 0.75)
        return f" (do you mean {self._names[near[0]]}?)" if near else ""

    def _check_places(
        self, headings: Sequence[str], keys: Sequence[str], places: Mapping[str, Sequence[int]], row: int
    ) -> None:
        twice = [c for c, found in places.items() if len(found) > 1 and not all(keys[p] in self._mapped for p in found)]
        twice += [c for c, found in places.items() if len({keys[p] for p in found}) < len(found) and c not in twice]
        if twice:
            listed = "; ".join(
                f"{column}: {' and '.join(_shown(headings[p]) for p in places[column])}" for column in twice
            )
            message = f"several headings stand for the same column: {listed}"
            raise StructureError(StructureCode.DOUBLED_COLUMN, message, row, _shown(headings[places[twice[0]][1]]))
        missing = [c for c in self._layout.columns if c in self._layout.required and c not in places]
        if missing:
            message = f"the file lacks the required column{'s' if len(missing) > 1 else ''} {', '.join(missing)}"
            raise StructureError(StructureCode.MISSING_COLUMN, message, row, missing[0])


def canonical(cells: Sequence[str]) -> str:
    """Cells as one record of CSV, separated by commas, quoted where needed, without a line end."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()[:-2]


def _mapping(message: str, heading: str, row: int | None = None) -> StructureError:
    return StructureError(StructureCode.INVALID_MAPPING, f"{message}: {_shown(heading)}", row, _shown(heading))


def _shown(heading: str) -> str:
    return heading.strip()[:100]
