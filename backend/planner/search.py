"""`search:` finds hits first, at most 1,000 of them, and only then are they ordered: no term is slow.

Each place that a term is looked for in is a list of its own, read by one index and no further than 1,001 rows. Names
are read in two: first those that begin with what was typed, in their order, then those in which it stands elsewhere.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, assert_never

import sqlalchemy as sa
from strawberry.utils.str_converters import to_camel_case

from backend.enums import total
from backend.errors import BadUserInput
from backend.planner.arguments import Argument, Variables
from backend.planner.fields import Expression, GraphType, Look, Searched, Through
from backend.planner.filters import pattern_of
from backend.planner.terms import HOME, Kind, Term, kinds, terms
from backend.planner.text import Row, literal
from backend.services.rules import codes

if TYPE_CHECKING:
    from backend.planner.compiler import Compiler

MOST_HITS = 1_000
_BEHIND = sa.literal_column("chr(1114111)", type_=sa.Text())  # sorts behind every letter
# Where terms of a kind are looked for besides in names.
_LOOKS = total(Kind, {
    Kind.NAME: {Look.EMAIL, Look.EXTERNAL},
    Kind.EMAIL: {Look.EMAIL, Look.EXTERNAL},
    Kind.PHONE: {Look.PHONE, Look.ICCID, Look.NUMBER, Look.DOCUMENT, Look.EXTERNAL},
    Kind.ICCID: {Look.ICCID, Look.DOCUMENT, Look.EXTERNAL},
    Kind.DIGITS: {Look.PHONE, Look.ICCID, Look.NUMBER, Look.DOCUMENT, Look.EXTERNAL},
    Kind.CODE: {Look.NUMBER, Look.DOCUMENT, Look.EXTERNAL},
})  # fmt: skip
Part = Callable[[Term], Any]


class Search:
    """One search of one list: its hits, whether they are all, and which come first."""

    def __init__(self, compiler: "Compiler", target: GraphType, argument: Argument) -> None:
        self._compiler = compiler
        self._target = target
        self._argument = argument
        self._kinds: tuple[Kind, ...] = argument.learn(kinds)
        self._seen = [each for each in target.search if not self._masked(each)]
        self._lists: list[sa.CTE] = []
        self._cut: list[sa.CTE] = []  # those of the lists that end at 1,001 rows
        self._refuse_masked()
        self._named = next((each for each in self._seen if each.look is Look.NAME), None)
        self._key = f"{self._named.column}_key" if self._named else ""

    @property
    def empty(self) -> bool:
        """Nothing is looked for: the list is as without a search."""
        return not self._kinds

    def found(self, name: str) -> sa.CTE:
        """One row: `ids` of at most 1,000 hits, and `broad` where there are more."""
        hits = self._list(self._hits().limit(_full()))
        ids = sa.select(hits.c.id).limit(sa.literal_column(str(MOST_HITS)))
        full = [
            sa.select(sa.func.count() > sa.literal_column(str(MOST_HITS))).select_from(each).scalar_subquery()
            for each in self._cut
        ]
        columns = [_array(ids).label("ids"), sa.or_(*full).label("broad")]
        # The lists stand inside, where they can see whose line it is.
        made = sa.select(*columns).add_cte(*self._lists, nest_here=True)
        return made.cte(f"f{name}", nesting=True).prefix_with("MATERIALIZED")

    @property
    def ranked(self) -> bool:
        """Whether hits have an order of their own: it is by the type's own name, and names may be seen."""
        return self._named is not None and self._named.through is None and Kind.NAME in self._kinds

    def rank(self, row: Row) -> Expression:
        """The key of that order: names that begin with what was typed, by the alphabet, then others."""
        assert self._named is not None
        begins = _begins(row[self._key], self._whole())
        first = sa.case((begins, sa.literal_column("'0'")), else_=sa.literal_column("'1'"))
        ranked: Expression = first.op("||")(row[f"{self._named.column}_order"])
        return ranked

    # What the viewer may search

    def _masked(self, searched: Searched) -> bool:
        return self._compiler.masked(self._owner(searched), searched.column)

    def _owner(self, searched: Searched) -> GraphType:
        """The type whose column it is."""
        return self._compiler.catalog.types[searched.through.target] if searched.through else self._target

    def _refuse_masked(self) -> None:
        for kind in self._kinds:
            home = [each for each in self._target.search if each.look is HOME.get(kind)]
            if home and not any(each in self._seen for each in home):
                seen = ", ".join(f"{self._owner(each).name}.{to_camel_case(each.column)}" for each in self._seen)
                raise BadUserInput(
                    f"search: this is masked for {self._compiler.role}; give the whole or the beginning of {seen}",
                    field="search",
                )

    # Hits

    def _hits(self) -> sa.Select[Any]:
        names = [at for at, kind in enumerate(self._kinds) if kind is Kind.NAME]
        if len(names) == len(self._kinds):
            return self._by_name(names)
        others = [at for at in range(len(self._kinds)) if at not in names]
        sources = [self._list(self._union(self._branches(at, names)).limit(_full())) for at in others]
        hit = self._compiler.row(self._target)
        conditions = [self._in_name(hit, at) for at in names]
        conditions += [hit.id == sa.any_(_array(sa.select(each.c.id))) for each in sources]
        return self._rows(hit, conditions)

    def _by_name(self, names: Sequence[int]) -> sa.Select[Any]:
        if self._named is None:
            return self._rows(self._compiler.row(self._target), [sa.false()])
        through = self._named.through
        branches = [self._name_begins()]
        if through is None and len(names) == 1:
            branches += self._branches(names[0], [])
        branches.append(self._name_holds(names))
        if through is None:
            return self._union(branches)
        return self._led_to(through, self._list(self._union(branches).limit(_full())))

    def _name_begins(self) -> sa.CTE:
        """Rows whose name begins with what was typed, in their order."""
        assert self._named is not None
        kind = self._owner(self._named)
        hit = self._compiler.row(kind)
        begins = self._rows(hit, [_begins(hit[self._key], self._whole())], kind)
        return self._list(begins.order_by(hit[self._key], hit.id).limit(_full()))

    def _name_holds(self, names: Sequence[int]) -> sa.CTE:
        """Other rows in whose name the terms stand."""
        assert self._named is not None
        kind = self._owner(self._named)
        other = self._compiler.row(kind)
        conditions = [self._name_has(other, at) for at in names]
        conditions.append(sa.not_(_begins(other[self._key], self._whole())))
        return self._list(self._anywhere(other, conditions, kind), whole=True)

    def _branches(self, at: int, names: Sequence[int]) -> list[sa.CTE]:
        """A list for each place in which the term at `at` is looked for; rows of the type's own meet `names` too."""
        kind = self._kinds[at]
        found = []
        for searched in self._seen:
            found += [self._list(each) for each in self._of_column(searched, at, kind, names)]
        if self._named is not None and self._named.through is None and kind in {Kind.DIGITS, Kind.CODE}:
            hit = self._compiler.row(self._target)
            found.append(
                self._list(self._anywhere(hit, [self._in_name(hit, each) for each in (at, *names)]), whole=True)
            )
        if not found:
            return [self._list(self._rows(self._compiler.row(self._target), [sa.false()]))]
        return found

    def _of_column(self, searched: Searched, at: int, kind: Kind, names: Sequence[int]) -> list[sa.Select[Any]]:
        if searched.look not in _LOOKS[kind]:
            return []
        return [self._select(searched, match, names) for match in self._matches(searched, at, kind)]

    def _matches(self, searched: Searched, at: int, kind: Kind) -> list[Callable[[Expression], Expression]]:
        """The ways in which a column may match the term, each served by an index."""
        settings = self._compiler.numbering
        match searched.look:
            case Look.PHONE:
                return [
                    self._begins(at, lambda term: term.phone(settings)[0]),
                    self._ends(at, lambda term: term.phone(settings)[1]),
                ]
            case Look.ICCID if kind is Kind.PHONE:  # the last digits that stand on a card, such as 0043221
                return [self._ends(at, lambda term: None if term.text.startswith("+") else term.digits)]
            case Look.ICCID:
                return [self._begins(at, lambda term: term.digits), self._ends(at, lambda term: term.digits)]
            case Look.NUMBER if kind is Kind.CODE:
                return [self._begins(at, lambda term: codes.beginning(term.text))]
            case Look.NUMBER:
                return [self._ends(at, lambda term: term.digits)]
            case Look.EMAIL:
                return [self._begins(at, lambda term: term.text.lower())]
            case Look.DOCUMENT:
                number = self._parameter(at, lambda term: term.text)
                # Kyrgyz identity cards and passports have a key of their own.
                keys = [
                    sa.func.crm_document_key(number, literal(kind), literal(country))
                    for kind, country in (("", ""), ("ID_CARD", "KG"))
                ]
                return [lambda column: column.in_(keys)]
            case Look.NAME | Look.EXTERNAL:
                same = self._parameter(at, lambda term: term.text)
                return [lambda column: column == same]
            case _:
                assert_never(searched.look)

    def _select(
        self, searched: Searched, match: Callable[[Expression], Expression], names: Sequence[int]
    ) -> sa.Select[Any]:
        """Ids of the searched type's rows to which a matching column leads."""
        compiler = self._compiler
        if searched.through is None:
            hit = compiler.row(self._target)
            column = hit[searched.column]
            # Names of other types are compared with the hits alone: a lookup for each of 100,000 numbers takes seconds.
            narrowing = names if self._named is not None and self._named.through is None else ()
            return self._rows(hit, [match(column), *(self._in_name(hit, at) for at in narrowing)])
        through = searched.through
        kind = compiler.catalog.types[through.target]
        found = compiler.row(kind)
        conditions = [match(found[searched.key or searched.column]), *compiler.visible(kind, found)]
        if through.link is None or through.on is None:
            return sa.select(found[through.owner].label("id")).select_from(found.source).where(*conditions)
        # No more than 1,001 numbers are looked at, whether or not they have an owner.
        some = self._list(sa.select(found.id.label("id")).select_from(found.source).where(*conditions))
        return self._led_to(through, some)

    def _led_to(self, through: Through, found: sa.CTE) -> sa.Select[Any]:
        """Ids of the searched type to which rows of another lead by way of a third."""
        assert through.link is not None
        assert through.on is not None
        kind = self._compiler.catalog.types[through.link]
        link = self._compiler.row(kind)
        return (
            sa.select(link[through.owner].label("id"))
            .select_from(found.join(link.source, through.on(link, found.c)))
            .where(*self._compiler.visible(kind, link))
        )

    # Parts

    def _rows(self, row: Row, conditions: Sequence[Expression], kind: GraphType | None = None) -> sa.Select[Any]:
        visible = self._compiler.visible(kind or self._target, row)
        return sa.select(row.id.label("id")).select_from(row.source).where(*conditions, *visible)

    def _anywhere(self, row: Row, conditions: Sequence[Expression], kind: GraphType | None = None) -> sa.Select[Any]:
        """Rows by a part of the name, planned without a limit: with one, PostgreSQL takes the part for common and reads
        the table from its start. With the name itself, which no index holds, it reads no index from its start either.
        """
        assert self._named is not None
        return self._rows(row, conditions, kind).add_columns(row[self._named.column])

    def _list(self, rows: sa.Select[Any], *, whole: bool = False) -> sa.CTE:
        """Rows that are read once, and no further than they are asked for; at most 1,001 unless `whole`."""
        limited = rows if whole else rows.limit(_full())
        made = limited.cte(f"l{self._compiler.next_name()}").prefix_with("MATERIALIZED")
        self._lists.append(made)
        self._cut += [] if whole else [made]
        return made

    @staticmethod
    def _union(lists: Sequence[sa.CTE]) -> sa.Select[Any]:
        selects = [sa.select(each.c.id) for each in lists]
        joined: Any = selects[0] if len(selects) == 1 else sa.union_all(*selects)
        return sa.select(sa.literal_column("id")).select_from(joined.subquery())

    def _parameter(self, at: int, part: Part) -> Expression:
        get = self._argument.get

        def read(variables: Variables) -> Any:
            return part(terms(get(variables))[at])

        return self._compiler.parameter(read, sa.Text())

    def _begins(self, at: int, part: Part) -> Callable[[Expression], Expression]:
        value = self._parameter(at, part)
        return lambda column: _begins(column, value)

    def _ends(self, at: int, part: Part) -> Callable[[Expression], Expression]:
        """Its last characters: an index over the text reversed serves this at any length."""
        value = self._parameter(at, lambda term: (part(term) or "")[::-1] or None)
        return lambda column: _begins(sa.func.reverse(column, type_=sa.Text()), value)

    def _in_name(self, row: Row, at: int) -> Expression:
        """The term stands in the name of a row of the searched type, or in the name that leads to it."""
        if self._named is None:
            return sa.false()
        through = self._named.through
        if through is None:
            return self._name_has(row, at)
        assert through.link is not None
        assert through.on is not None
        compiler = self._compiler
        kind, link_kind = self._owner(self._named), compiler.catalog.types[through.link]
        found, link = compiler.row(kind), compiler.row(link_kind)
        conditions = [link[through.owner] == row.id, self._name_has(found, at)]
        visible = [*compiler.visible(kind, found), *compiler.visible(link_kind, link)]
        joined = link.source.join(found.source, through.on(link, found))
        rows: Any = sa.select(sa.literal_column("1")).select_from(joined).where(*conditions, *visible)
        found_one: Expression = rows.exists()
        return found_one

    def _name_has(self, row: Row, at: int) -> Expression:
        """The term stands in a row's name; one that folds to fewer than three letters begins a word of it."""
        key = sa.func.crm_name_key(self._parameter(at, lambda term: term.text), type_=sa.Text())
        anywhere = sa.func.length(key) > sa.literal_column("3")
        return row[self._key].like(pattern_of(sa.case((anywhere, sa.func.ltrim(key)), else_=key), "%", "%"))

    def _whole(self) -> Expression:
        """The key of all that was typed of a name: with it begin the names that come first."""
        get = self._argument.get

        def read(variables: Variables) -> str:
            return " ".join(term.text for term in terms(get(variables)) if term.kind is Kind.NAME)

        return sa.func.crm_name_key(self._compiler.parameter(read, sa.Text()), type_=sa.Text())


def _begins(column: Expression, value: Expression) -> Expression:
    """As a range, which only an index in the column's order serves: a pattern may be looked for by its trigrams."""
    found: Expression = sa.and_(column >= value, column < value.op("||")(_BEHIND))
    return found


def _full() -> Expression:
    return sa.literal_column(str(MOST_HITS + 1))


def _array(ids: sa.Select[Any]) -> Expression:
    return sa.func.array(ids.scalar_subquery(), type_=sa.ARRAY(sa.Uuid()))
