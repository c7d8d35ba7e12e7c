"""`search:` first collects at most 1,000 hits, then orders them, so that the time of every search is bounded.

Each searched column is read as a list of its own, by one index and up to 1,001 rows. Names are read in two lists: first
the names that begin with the search term, in alphabetical order, then the names that contain it elsewhere.
"""

from collections.abc import Callable, Sequence
from typing import Any, assert_never

import sqlalchemy as sa
from strawberry.utils.str_converters import to_camel_case

from backend.enums import total
from backend.errors import BadUserInput
from backend.planner.arguments import Argument, Variables
from backend.planner.draft import Draft
from backend.planner.fields import Expression, GraphType, Searched, SearchedKind, SearchedThrough
from backend.planner.filters import like_pattern
from backend.planner.terms import PRIMARY_KIND, Kind, Term, kinds, terms
from backend.planner.text import Row, literal
from backend.services.rules import codes

MAX_HITS = 1_000
_AFTER_ALL_TEXT = sa.literal_column("chr(1114111)", type_=sa.Text())  # U+10FFFF, which sorts after every letter
# The kinds of columns in which terms of each kind are searched, besides names.
SEARCHED_KINDS = total(Kind, {
    Kind.NAME: {SearchedKind.EMAIL, SearchedKind.EXTERNAL},
    Kind.EMAIL: {SearchedKind.EMAIL, SearchedKind.EXTERNAL},
    Kind.PHONE: {
        SearchedKind.PHONE, SearchedKind.ICCID, SearchedKind.NUMBER, SearchedKind.DOCUMENT, SearchedKind.EXTERNAL
    },
    Kind.ICCID: {SearchedKind.ICCID, SearchedKind.DOCUMENT, SearchedKind.EXTERNAL},
    Kind.DIGITS: {
        SearchedKind.PHONE, SearchedKind.ICCID, SearchedKind.NUMBER, SearchedKind.DOCUMENT, SearchedKind.EXTERNAL
    },
    Kind.CODE: {SearchedKind.NUMBER, SearchedKind.DOCUMENT, SearchedKind.EXTERNAL},
})  # fmt: skip
TermText = Callable[[Term], Any]


class Search:
    """One `search:` argument of one list: its hits, whether there are more, and their order."""

    def __init__(self, draft: Draft, target: GraphType, argument: Argument) -> None:
        self._draft = draft
        self._target = target
        self._argument = argument
        self._kinds: tuple[Kind, ...] = argument.read_fact(kinds)
        self._visible_columns = [each for each in self._searched() if not self._masked(each)]
        self._lists: list[sa.CTE] = []
        self._limited: list[sa.CTE] = []  # the lists with a limit of 1,001 rows
        self._refuse_masked()
        self._name_column = next((each for each in self._visible_columns if each.kind is SearchedKind.NAME), None)
        self._name_key = f"{self._name_column.column}_key" if self._name_column else ""

    def _searched(self) -> tuple[Searched, ...]:
        return self._target.search

    @property
    def empty(self) -> bool:
        """Whether the search has no terms; the list is then not filtered."""
        return not self._kinds

    def found(self, name: str) -> sa.CTE:
        """One row with `ids`, of at most 1,000 hits, and `broad`, true when there are more."""
        hits = self._list(self._hits().limit(_hit_limit()))
        ids = sa.select(hits.c.id).limit(sa.literal_column(str(MAX_HITS)))
        full = [
            sa.select(sa.func.count() > sa.literal_column(str(MAX_HITS))).select_from(each).scalar_subquery()
            for each in self._limited
        ]
        columns = [_array(ids).label("ids"), sa.or_(*full).label("broad")]
        # The lists are nested, so that they can refer to the subscriber's line.
        made = sa.select(*columns).add_cte(*self._lists, nest_here=True)
        return made.cte(f"f{name}", nesting=True).prefix_with("MATERIALIZED")

    @property
    def ranked(self) -> bool:
        """Whether hits are ordered by relevance: a term is searched in the type's own name, which is not masked."""
        return self._name_column is not None and self._name_column.through is None and Kind.NAME in self._kinds

    def rank(self, row: Row) -> Expression:
        """The sort key of relevance: names that begin with the search term first, each part in alphabetical order."""
        assert self._name_column is not None
        begins = begins_with(row[self._name_key], self._typed_name_key())
        first = sa.case((begins, sa.literal_column("'0'")), else_=sa.literal_column("'1'"))
        ranked: Expression = first.op("||")(row[f"{self._name_column.column}_order"])
        return ranked

    # Masks

    def _masked(self, searched: Searched) -> bool:
        return self._draft.masked(self._owner(searched), searched.column)

    def _owner(self, searched: Searched) -> GraphType:
        """The type that the column belongs to."""
        return self._draft.catalog.types[searched.through.target] if searched.through else self._target

    def _refuse_masked(self) -> None:
        for kind in self._kinds:
            home = [each for each in self._target.search if each.kind is PRIMARY_KIND.get(kind)]
            if home and not any(each in self._visible_columns for each in home):
                seen = ", ".join(
                    f"{self._owner(each).name}.{to_camel_case(each.column)}" for each in self._visible_columns
                )
                raise BadUserInput(
                    f"search: this kind of value is masked for the role {self._draft.role.shown}; "
                    f"search for the whole or the beginning of {seen}",
                    field="search",
                )

    # Hits

    def _hits(self) -> sa.Select[Any]:
        names = [at for at, kind in enumerate(self._kinds) if kind is Kind.NAME]
        if len(names) == len(self._kinds):
            return self._by_name(names)
        others = [at for at in range(len(self._kinds)) if at not in names]
        sources = [self._list(self._union(self._branches(at, names)).limit(_hit_limit())) for at in others]
        hit = self._draft.row(self._target)
        conditions = [self._name_matches(hit, at) for at in names]
        conditions += [hit.id == sa.any_(_array(sa.select(each.c.id))) for each in sources]
        return self._rows(hit, conditions)

    def _by_name(self, names: Sequence[int]) -> sa.Select[Any]:
        if self._name_column is None:
            return self._rows(self._draft.row(self._target), [sa.false()])
        through = self._name_column.through
        branches = [self._name_begins()]
        if through is None and len(names) == 1:
            branches += self._branches(names[0], [])
        branches.append(self._name_contains(names))
        if through is None:
            return self._union(branches)
        return self._linked(through, self._list(self._union(branches).limit(_hit_limit())))

    def _name_begins(self) -> sa.CTE:
        """Rows whose name begins with the search term, in alphabetical order."""
        assert self._name_column is not None
        kind = self._owner(self._name_column)
        hit = self._draft.row(kind)
        begins = self._rows(hit, [begins_with(hit[self._name_key], self._typed_name_key())], kind)
        return self._list(begins.order_by(hit[self._name_key], hit.id).limit(_hit_limit()))

    def _name_contains(self, names: Sequence[int]) -> sa.CTE:
        """Other rows whose name contains all terms."""
        assert self._name_column is not None
        kind = self._owner(self._name_column)
        other = self._draft.row(kind)
        conditions = [self._contains_term(other, at) for at in names]
        conditions.append(sa.not_(begins_with(other[self._name_key], self._typed_name_key())))
        return self._list(self._by_name_part(other, conditions, kind), whole=True)

    def _branches(self, at: int, names: Sequence[int]) -> list[sa.CTE]:
        """One list for each column in which term `at` is searched; rows of the searched type must match `names` too."""
        kind = self._kinds[at]
        found = []
        for searched in self._visible_columns:
            found += [self._list(each) for each in self._of_column(searched, at, kind, names)]
        if self._name_column is not None and self._name_column.through is None and kind in {Kind.DIGITS, Kind.CODE}:
            hit = self._draft.row(self._target)
            found.append(
                self._list(
                    self._by_name_part(hit, [self._name_matches(hit, each) for each in (at, *names)]), whole=True
                )
            )
        if not found:
            return [self._list(self._rows(self._draft.row(self._target), [sa.false()]))]
        return found

    def _of_column(self, searched: Searched, at: int, kind: Kind, names: Sequence[int]) -> list[sa.Select[Any]]:
        if searched.kind not in SEARCHED_KINDS[kind]:
            return []
        return [self._select(searched, match, names) for match in self._matches(searched, at, kind)]

    def _matches(self, searched: Searched, at: int, kind: Kind) -> list[Callable[[Expression], Expression]]:
        """The conditions by which a column matches the term; each is supported by an index."""
        settings = self._draft.numbering
        match searched.kind:
            case SearchedKind.PHONE:
                return [
                    self._begins(at, lambda term: term.phone(settings)[0]),
                    self._ends(at, lambda term: term.phone(settings)[1]),
                ]
            case SearchedKind.ICCID if kind is Kind.PHONE:  # the last digits printed on a card, such as 0043221
                return [self._ends(at, lambda term: None if term.text.startswith("+") else term.digits)]
            case SearchedKind.ICCID:
                return [self._begins(at, lambda term: term.digits), self._ends(at, lambda term: term.digits)]
            case SearchedKind.NUMBER if kind is Kind.CODE:
                return [self._begins(at, lambda term: codes.beginning(term.text))]
            case SearchedKind.NUMBER:
                return [self._ends(at, lambda term: term.digits)]
            case SearchedKind.EMAIL:
                return [self._begins(at, lambda term: term.text.lower())]
            case SearchedKind.DOCUMENT:
                number = self._parameter(at, lambda term: term.text)
                # crm_document_key normalises the numbers of Kyrgyz identity documents in a different way.
                keys = [
                    sa.func.crm_document_key(number, literal(kind), literal(country))
                    for kind, country in (("", ""), ("ID_CARD", "KG"))
                ]
                return [lambda column: column.in_(keys)]
            case SearchedKind.NAME | SearchedKind.EXTERNAL:
                same = self._parameter(at, lambda term: term.text)
                return [lambda column: column == same]
            case _:
                assert_never(searched.kind)

    def _select(
        self, searched: Searched, match: Callable[[Expression], Expression], names: Sequence[int]
    ) -> sa.Select[Any]:
        """Ids of rows of the searched type that a matching column belongs to, directly or through `through`."""
        draft = self._draft
        if searched.through is None:
            hit = draft.row(self._target)
            column = hit[searched.column]
            # Names of other types are compared with the hits only: a lookup for each of 100,000 numbers takes seconds.
            narrowing = names if self._name_column is not None and self._name_column.through is None else ()
            return self._rows(hit, [match(column), *(self._name_matches(hit, at) for at in narrowing)])
        through = searched.through
        kind = draft.catalog.types[through.target]
        found = draft.row(kind)
        conditions = [match(found[searched.key or searched.column]), *draft.visible(kind, found)]
        if through.link is None and kind.table.c[through.owner].nullable:
            conditions.append(found[through.owner].is_not(None))
        if through.link is None or through.on is None:
            return sa.select(found[through.owner].label("id")).select_from(found.source).where(*conditions)
        # At most 1,001 rows are read, whether or not they have an owner.
        some = self._list(sa.select(found.id.label("id")).select_from(found.source).where(*conditions))
        return self._linked(through, some)

    def _linked(self, through: SearchedThrough, found: sa.CTE) -> sa.Select[Any]:
        """Ids of rows of the searched type, from rows of another type through a third one."""
        assert through.link is not None
        assert through.on is not None
        kind = self._draft.catalog.types[through.link]
        link = self._draft.row(kind)
        return (
            sa.select(link[through.owner].label("id"))
            .select_from(found.join(link.source, through.on(link, found.c)))
            .where(*self._draft.visible(kind, link))
        )

    # Parts

    def _rows(self, row: Row, conditions: Sequence[Expression], kind: GraphType | None = None) -> sa.Select[Any]:
        kind = kind or self._target
        visible = [*self._draft.visible(kind, row), *findable(kind, row)]
        return sa.select(row.id.label("id")).select_from(row.source).where(*conditions, *visible)

    def _by_name_part(
        self, row: Row, conditions: Sequence[Expression], kind: GraphType | None = None
    ) -> sa.Select[Any]:
        """Rows by a part of the name, without a limit.

        With a limit PostgreSQL assumes that the part is common and scans the table from its start. The name is selected
        too: no index contains it, so an index-only scan from the start is excluded as well.
        """
        assert self._name_column is not None
        return self._rows(row, conditions, kind).add_columns(row[self._name_column.column])

    def _list(self, rows: sa.Select[Any], *, whole: bool = False) -> sa.CTE:
        """A materialized CTE, which is evaluated once and only as far as it is read; at most 1,001
        rows unless `whole`.
        """
        limited = rows if whole else rows.limit(_hit_limit())
        made = limited.cte(f"l{self._draft.next_number()}").prefix_with("MATERIALIZED")
        self._lists.append(made)
        self._limited += [] if whole else [made]
        return made

    @staticmethod
    def _union(lists: Sequence[sa.CTE]) -> sa.Select[Any]:
        selects = [sa.select(each.c.id) for each in lists]
        joined: Any = selects[0] if len(selects) == 1 else sa.union_all(*selects)
        return sa.select(sa.literal_column("id")).select_from(joined.subquery())

    def _parameter(self, at: int, text_of: TermText) -> Expression:
        get = self._argument.get

        def read(variables: Variables) -> Any:
            return text_of(terms(get(variables))[at])

        return self._draft.parameter(read, sa.Text())

    def _begins(self, at: int, text_of: TermText) -> Callable[[Expression], Expression]:
        value = self._parameter(at, text_of)
        return lambda column: begins_with(column, value)

    def _ends(self, at: int, text_of: TermText) -> Callable[[Expression], Expression]:
        """The last characters of a column. An index on the reversed text supports any length."""
        value = self._parameter(at, lambda term: (text_of(term) or "")[::-1] or None)
        return lambda column: begins_with(sa.func.reverse(column, type_=sa.Text()), value)

    def _name_matches(self, row: Row, at: int) -> Expression:
        """Term `at` occurs in the name of a row of the searched type, or in the name of the row that leads to it."""
        if self._name_column is None:
            return sa.false()
        through = self._name_column.through
        if through is None:
            return self._contains_term(row, at)
        assert through.link is not None
        assert through.on is not None
        draft = self._draft
        kind, link_kind = self._owner(self._name_column), draft.catalog.types[through.link]
        found, link = draft.row(kind), draft.row(link_kind)
        conditions = [link[through.owner] == row.id, self._contains_term(found, at)]
        visible = [*draft.visible(kind, found), *draft.visible(link_kind, link)]
        joined = link.source.join(found.source, through.on(link, found))
        rows: Any = sa.select(sa.literal_column("1")).select_from(joined).where(*conditions, *visible)
        found_one: Expression = rows.exists()
        return found_one

    def _contains_term(self, row: Row, at: int) -> Expression:
        """Term `at` occurs in the name of a row; a term whose key has fewer than three letters must begin a word."""
        key = sa.func.crm_name_key(self._parameter(at, lambda term: term.text), type_=sa.Text())
        anywhere = sa.func.length(key) > sa.literal_column("3")
        return row[self._name_key].like(like_pattern(sa.case((anywhere, sa.func.ltrim(key)), else_=key), "%", "%"))

    def _typed_name_key(self) -> Expression:
        """The key of all terms of the kind NAME, joined by spaces."""
        get = self._argument.get

        def read(variables: Variables) -> str:
            return " ".join(term.text for term in terms(get(variables)) if term.kind is Kind.NAME)

        return sa.func.crm_name_key(self._draft.parameter(read, sa.Text()), type_=sa.Text())


def findable(kind: GraphType, row: Row) -> list[Expression]:
    """The condition on rows that searches may find, where the type has one."""
    return [] if kind.findable is None else [kind.findable(row)]


def begins_with(column: Expression, value: Expression) -> Expression:
    """The column begins with the value, as a range: for LIKE PostgreSQL could choose the trigram index."""
    found: Expression = sa.and_(column >= value, column < value.op("||")(_AFTER_ALL_TEXT))
    return found


def _hit_limit() -> Expression:
    return sa.literal_column(str(MAX_HITS + 1))


def _array(ids: sa.Select[Any]) -> Expression:
    return sa.func.array(ids.scalar_subquery(), type_=sa.ARRAY(sa.Uuid()))
