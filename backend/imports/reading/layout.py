"""Which column of a file is which of ours: by the names people give them, or by what the uploader says."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from backend.imports.reading.structure import StructureCode, StructureError
from backend.services.rules import cleaned

REPORTED = ("row", "column", "code", "message")  # what a file of rejected rows adds; it may be uploaded as it is
MOST_UNKNOWN = 20  # that are named
_FILLING = re.compile(r"[\s_\-\u2010-\u2015.:*]+")


def key(heading: str) -> str:
    """A heading without what people vary: case, spaces, lines, dots, the letter ё, what nobody sees."""
    return _FILLING.sub("", cleaned(heading)).casefold().replace("ё", "е")


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
    """Where our columns stand in a file's record, and which of its cells are kept as the original.

    `joined`: for columns of several cells, where these stand; the column itself stands behind the record's cells.
    `nameless`: cells below no heading, which have to be empty.
    """

    positions: Mapping[str, int]
    joined: tuple[tuple[int, ...], ...]
    kept: tuple[int, ...]
    nameless: tuple[int, ...]
    width: int
    header: str


class Headings:
    """Reads the header of one file, by a layout and by the uploader's mapping of its columns to ours."""

    def __init__(self, layout: Layout, mapping: Sequence[tuple[str, str | None]]) -> None:
        """Raises StructureError INVALID_MAPPING for a mapping to what is no column."""
        self._layout = layout
        self._names = layout.names()
        self._mapped: dict[str, str] = {}
        for heading, column in mapping:
            if column and column not in layout.columns:
                raise _mapping(f"there is no column {column[:100]}", heading)
            if self._mapped.setdefault(key(heading), column or "") != (column or ""):
                raise _mapping("the column is mapped twice", heading)
        self._given = dict.fromkeys((key(heading), heading) for heading, _ in mapping)

    def known(self, headings: Sequence[str]) -> int:
        """How many headings have a meaning here."""
        keys = [key(heading) for heading in headings]
        return sum(1 for found in keys if found and (found in self._names or found in self._mapped))

    @property
    def least(self) -> int:
        """In how many of its headings a header is known to be one."""
        return min(2, len(self._layout.required))

    def columns(self, headings: Sequence[str], row: int) -> Columns:
        """Where our columns stand.

        Raises StructureError INVALID_MAPPING, UNKNOWN_COLUMN, DOUBLED_COLUMN and MISSING_COLUMN; each names all that is
        wrong of its kind.
        """
        keys = [key(heading) for heading in headings]
        for mapped, heading in self._given:
            if mapped not in keys:
                raise _mapping("the mapped column is not in the file", heading, row)
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
        # Several are joined in the order in which they were mapped.
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
        said = ", ".join(_shown(headings[p]) + self._nearest(keys[p]) for p in unknown[:MOST_UNKNOWN])
        more = f" and {len(unknown) - MOST_UNKNOWN} more" if len(unknown) > MOST_UNKNOWN else ""
        plural = "s" if len(unknown) > 1 else ""
        message = f"unknown column{plural} {said}{more}; `mapping` says what a column means, or leaves it out"
        raise StructureError(StructureCode.UNKNOWN_COLUMN, message, row, _shown(headings[unknown[0]]))

    def _nearest(self, found: str) -> str:
        near = get_close_matches(found[:100], self._names, 1, 0.75)
        return f" (is it {self._names[near[0]]}?)" if near else ""

    def _check_places(
        self, headings: Sequence[str], keys: Sequence[str], places: Mapping[str, Sequence[int]], row: int
    ) -> None:
        twice = [c for c, found in places.items() if len(found) > 1 and not all(keys[p] in self._mapped for p in found)]
        twice += [c for c, found in places.items() if len({keys[p] for p in found}) < len(found) and c not in twice]
        if twice:
            said = "; ".join(
                f"{column}: {' and '.join(_shown(headings[p]) for p in places[column])}" for column in twice
            )
            message = f"several columns mean the same: {said}"
            raise StructureError(StructureCode.DOUBLED_COLUMN, message, row, _shown(headings[places[twice[0]][1]]))
        missing = [c for c in self._layout.columns if c in self._layout.required and c not in places]
        if missing:
            message = f"the file has no column {', '.join(missing)}"
            raise StructureError(StructureCode.MISSING_COLUMN, message, row, missing[0])


def canonical(cells: Sequence[str]) -> str:
    """Cells as one record of CSV: commas, quotes where they are needed, no end of line."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()[:-2]


def _mapping(message: str, heading: str, row: int | None = None) -> StructureError:
    return StructureError(StructureCode.INVALID_MAPPING, f"{message}: {_shown(heading)}", row, _shown(heading))


def _shown(heading: str) -> str:
    return heading.strip()[:100]
