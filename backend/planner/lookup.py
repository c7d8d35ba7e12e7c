"""`lookup(text:)`: nodes of several types by their numbers, names, phones, documents and cards, the best match first.

Each type declares the columns that are looked up (`GraphType.lookup`). Each column is read by an index, in lists of as
many rows as the answer may have: what equals the text, what begins with it, what contains or ends with it. The lists
are merged and ordered by rank. Columns that are masked for the caller are not read.
"""

import enum
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from backend.planner.arguments import Argument
from backend.planner.composer import Composer
from backend.planner.draft import Draft
from backend.planner.fields import Expression, GraphType, Searched, SearchedKind
from backend.planner.keys import key_getter, prefix_of
from backend.planner.pages import PageSize, page_size
from backend.planner.root_select import RootField
from backend.planner.search import SEARCHED_KINDS, Search, begins_with, findable
from backend.planner.terms import Kind, Term
from backend.planner.text import Piece
from backend.services.rules import codes

DEFAULT_PAGE = 20
MAX_PAGE = 50
Condition = Callable[[Expression], Expression]


class Rank(enum.IntEnum):
    """How well a row matches, the best first."""

    NUMBER = 0  # a number, phone, address or id equals the text
    NAME = 1  # the name equals the text
    BEGINNING = 2  # a number or the name begins with the text
    LIKENESS = 3  # the name contains all words, or a number ends with the text


class Lookup(Search):
    """The rows of one type that match the text, each list with its rank."""

    def __init__(self, draft: Draft, target: GraphType, argument: Argument, most: int) -> None:
        super().__init__(draft, target, argument)
        self._most: Expression = sa.literal_column(str(most))

    @property
    def lists(self) -> list[sa.CTE]:
        """The common table expressions that the ranked rows are read from."""
        return self._lists

    def _searched(self) -> tuple[Searched, ...]:
        return self._target.lookup

    def _refuse_masked(self) -> None:
        """Other types may match."""

    def rows_by_rank(self, place: int) -> list[sa.Select[Any]]:
        """Selects of `place`, `id`, `rank` and `sort`, at most as many rows each as the answer may have."""
        names = [at for at, kind in enumerate(self._kinds) if kind is Kind.NAME]
        found: list[tuple[Rank, sa.Select[Any]]] = []
        if len(self._kinds) == 1:
            found += self._of_term()
        if len(names) == len(self._kinds):
            found += self._of_name(names)
        elif len(self._kinds) > 1 and self._visible_columns:
            found.append((Rank.LIKENESS, self._hits()))
        return [self._numbered(place, rank, rows) for rank, rows in found]

    def _numbered(self, place: int, rank: Rank, rows: sa.Select[Any]) -> sa.Select[Any]:
        rows = rows.limit(self._most)
        made = rows.cte(f"l{self._draft.next_number()}").prefix_with("MATERIALIZED")
        self._lists.append(made)
        sort = made.c["sort"] if "sort" in made.c else sa.literal_column("''", type_=sa.Text())
        return sa.select(
            sa.literal_column(str(place)).label("place"),
            made.c.id,
            sa.literal_column(str(rank.value)).label("rank"),
            sort.label("sort"),
        )

    def _of_term(self) -> list[tuple[Rank, sa.Select[Any]]]:
        (kind,) = self._kinds
        found = []
        for searched in self._visible_columns:
            if searched.kind is SearchedKind.NAME or searched.kind not in SEARCHED_KINDS[kind]:
                continue
            found += [(Rank.NUMBER, self._select(searched, match, ())) for match in self._equal(searched, kind)]
            if searched.through is None and searched.kind not in _WHOLE:
                begins, *ends = self._matches(searched, 0, kind)
                if searched.kind is SearchedKind.NUMBER and kind is not Kind.CODE:
                    continue
                found.append((Rank.BEGINNING, self._select(searched, begins, ())))
                found += [(Rank.LIKENESS, self._select(searched, match, ())) for match in ends]
        return found

    def _equal(self, searched: Searched, kind: Kind) -> list[Condition]:
        """The conditions by which a column equals the term."""
        settings = self._draft.numbering
        match searched.kind:
            case SearchedKind.PHONE:
                return [self._equals(lambda term: term.phone(settings)[0])]
            case SearchedKind.ICCID:
                return [self._equals(lambda term: term.digits)]
            case SearchedKind.NUMBER if kind is Kind.CODE:
                return [self._equals(lambda term: codes.beginning(term.text))]
            case SearchedKind.NUMBER:
                form = searched.form
                return [self._equals(lambda term: form.format(int(term.digits)))] if form else []
            case SearchedKind.EMAIL:
                return [self._equals(lambda term: term.text.lower())]
            case _:
                return self._matches(searched, 0, kind)

    def _equals(self, text_of: Callable[[Term], Any]) -> Condition:
        value = self._parameter(0, text_of)
        return lambda column: column == value

    def _of_name(self, names: Sequence[int]) -> list[tuple[Rank, sa.Select[Any]]]:
        if self._name_column is None:
            return []
        order = f"{self._name_column.column}_order"
        typed = self._typed_name_key()
        same, begins, other = (self._draft.row(self._target) for _ in range(3))
        equal = self._rows(same, [same[self._name_key] == typed])
        beginning = self._rows(begins, [begins_with(begins[self._name_key], typed)]).add_columns(
            begins[order].label("sort")
        )
        beginning = beginning.order_by(begins[self._name_key], begins.id)
        containing = self._by_name_part(other, [self._contains_term(other, at) for at in names], self._target)
        contained = self._list(containing.add_columns(other[order].label("sort")), whole=True)
        return [
            (Rank.NAME, equal),
            (Rank.BEGINNING, beginning),
            (Rank.LIKENESS, sa.select(contained.c.id, contained.c["sort"])),
        ]


_WHOLE = {SearchedKind.DOCUMENT, SearchedKind.EXTERNAL}  # compared as a whole only


def lookup(composer: Composer, asked: RootField) -> list[Piece]:
    """The select of the root field: the arguments `text` and `first`, and a list of nodes."""
    draft, text = composer.draft, asked.arguments["text"]
    page = page_size(draft, asked.arguments.get("first"), DEFAULT_PAGE, MAX_PAGE, "first", "first")
    targets = [each for each in draft.catalog.readable_nodes(draft.role) if each.lookup]
    targets.sort(key=lambda each: all(column.kind is not SearchedKind.NAME for column in each.lookup))  # people first
    prefix = text.read_fact(prefix_of)
    if prefix:
        return _by_id(composer, asked, text, prefix)
    draft.depends_on_values = draft.has_conditions = True
    found = [Lookup(draft, target, text, page.max_size) for target in targets]
    parts = [rows for place, each in enumerate(found) if not each.empty for rows in each.rows_by_rank(place)]
    if not parts:
        return ["[]"]
    ranked = _ranked(parts, page).add_cte(*(made for each in found for made in each.lists), nest_here=True)
    hit = ranked.subquery("hit")
    choices = []
    for place, target in enumerate(targets):
        row = draft.row(target)
        pieces = composer.node(target, asked.nodes, row)
        rows = draft.subselect(pieces, row, [row.id == hit.c.id, *draft.visible(target, row)])
        choices.append((hit.c.place == sa.literal_column(str(place)), rows.scalar_subquery()))
    return ["[", draft.joined(sa.select(sa.case(*choices).label("j")).select_from(hit)), "]"]


def _ranked(parts: Sequence[sa.Select[Any]], page: PageSize) -> sa.Select[Any]:
    """Each row once, with its best rank: the best first, then by type and name, the newest first."""
    every = sa.union_all(*parts).subquery("every")
    rank, sort = sa.func.min(every.c.rank), sa.func.min(every.c["sort"])
    rows = sa.select(every.c.place, every.c.id).group_by(every.c.place, every.c.id)
    return page.cut(rows.order_by(rank, every.c.place, sort, every.c.id.desc()), "o")


def _by_id(composer: Composer, asked: RootField, text: Argument, prefix: str) -> list[Piece]:
    """The node whose id the text is, if the caller may see it."""
    draft = composer.draft
    target = next((kind for kind in draft.catalog.readable_nodes(draft.role) if kind.prefix == prefix), None)
    if target is None:
        return ["[]"]
    row = draft.row(target)
    key = target.answering(draft.parameter(key_getter(text.get, target), sa.Uuid()))
    pieces = composer.node(target, asked.nodes, row)
    rows = draft.subselect(pieces, row, [row.id == key, *draft.visible(target, row), *findable(target, row)])
    return ["[", draft.joined(rows), "]"]
