"""The rows of a whole list, as typed columns or as JSON: the select of the list's pages without its pages.

The select has the filters, the search, the order, the row policies and the masks of the list for a role, so a file
holds nothing that the list does not show to this role.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from graphql import GraphQLObjectType, get_named_type
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect

from backend.auth.viewer import Role, Viewer
from backend.errors import BadUserInput
from backend.planner.arguments import Getter
from backend.planner.catalog import Catalog
from backend.planner.connections import ConnectionCompiler
from backend.planner.documents import Operation
from backend.planner.fields import Embedded, Expression, GraphType, Identifier, One, RootMany, Value
from backend.planner.plan import Plan, viewer_values
from backend.planner.planner import Planner
from backend.planner.readings import Readings
from backend.planner.selection import object_type
from backend.planner.text import Row, concat, literal

_DIALECT: Any = asyncpg_dialect()  # type: ignore[no-untyped-call]
LIST_ARGUMENTS = ("filter", "search", "orderBy")


@dataclass(frozen=True)
class ListColumn:
    """A column of a list: the path of its field, and the name of the field's scalar; an enum is a `String`.

    `usual`: whether it belongs to the columns of a list for which none were chosen.
    """

    path: tuple[str, ...]
    scalar: str
    usual: bool


@dataclass(frozen=True)
class Statement:
    """A statement, and how its parameters are read from variables and from the viewer."""

    sql: str
    names: Sequence[str]
    getters: Mapping[str, Getter]

    def arguments(self, variables: Mapping[str, Any], viewer: Viewer) -> list[Any]:
        """The parameters of the statement."""
        known = viewer_values(viewer)
        return [self.getters[name](variables) if name in self.getters else known[name] for name in self.names]


def list_columns(catalog: Catalog, role: Role, root: str) -> list[ListColumn]:
    """The columns that a role may choose of a root list: scalars of the type, and of the rows that it refers to."""
    target = _target(catalog, role, root)
    kind = catalog.object_type(target.name)
    found = list(_scalars(catalog, kind))
    for name in kind.fields:
        mapping = catalog.mapping(kind.name, name)
        if isinstance(mapping, One) and catalog.may_read(role, mapping.target):
            related = catalog.object_type(mapping.target)
            found += [ListColumn((name, *each.path), each.scalar, usual=False) for each in _scalars(catalog, related)]
    return found


def _target(catalog: Catalog, role: Role, root: str) -> GraphType:
    mapping = catalog.mapping("Query", root)
    assert isinstance(mapping, RootMany)
    if not catalog.may_read(role, mapping.target):
        raise BadUserInput(f"the role {role.shown} may not read {root}")
    return catalog.types[mapping.target]


def _scalars(catalog: Catalog, kind: GraphQLObjectType) -> Iterator[ListColumn]:
    for name, field in kind.fields.items():
        match catalog.mapping(kind.name, name):
            case Value() | Identifier():
                yield ListColumn((name,), _scalar(field.type), usual=True)
            case Embedded():
                parts = object_type(field).fields
                usual = not field.args  # a balance is computed for each row
                yield from (ListColumn((name, part), _scalar(each.type), usual) for part, each in parts.items())


def _scalar(kind: Any) -> str:
    named = get_named_type(kind)
    return named.name if named.name in {"Boolean", "Date", "DateTime", "Decimal", "Int"} else "String"


def list_document(catalog: Catalog, root: str, paths: Sequence[Sequence[str]]) -> str:
    """The query of a list with these fields; the arguments of the list are variables of their names."""
    assert catalog.schema.query_type is not None
    field = catalog.schema.query_type.fields[root]
    names = [name for name in LIST_ARGUMENTS if name in field.args]
    declared = ", ".join(f"${name}: {field.args[name].type}" for name in names)
    given = ", ".join(f"{name}: ${name}" for name in names)
    tree: dict[str, Any] = {}
    for path in paths:
        place = tree
        for name in path:
            place = place.setdefault(name, {})
    return f"query ({declared}) {{ {root}({given}) {{ nodes {_selection(tree)} }} }}"


def _selection(tree: Mapping[str, Any]) -> str:
    return "{ " + " ".join(f"{name} {_selection(below)}" if below else name for name, below in tree.items()) + " }"


class ListRows:
    """The rows of one list for one role. An instance makes one statement."""

    def __init__(
        self, planner: Planner, role: Role, root: str, paths: Sequence[Sequence[str]], arguments: Mapping[str, Any]
    ) -> None:
        """`arguments` are those of the list, in the form of a client's variables.

        Raises BadUserInput and other RequestErrors for what the list would refuse too.
        """
        catalog = planner.catalog
        self._target = _target(catalog, role, root)
        self._paths = paths
        document = planner.list_document(list_document(catalog, root, paths))
        operation: Operation = document.operation(None)
        self.variables: Mapping[str, Any] = operation.variables(arguments).coerced
        composer = planner.composer(document, Readings(self.variables), role)
        self._draft = composer.draft
        self._composer = composer
        query = catalog.schema.query_type
        assert query is not None
        ((_, self._nodes),) = self._draft.collector.collect(query, [operation.node.selection_set]).items()
        self._connection = ConnectionCompiler(composer, self._target, query.fields[root], self._nodes, root=True)
        self._row, self._conditions = self._connection.whole()

    def values(self) -> tuple[list[Expression], sa.FromClause]:
        """The value of each path, masked as in the list, and the rows that they are read from."""
        draft, catalog = self._draft, self._draft.catalog
        source: sa.FromClause = self._row.source
        related: dict[str, tuple[GraphType, Row]] = {}
        values = []
        for path in self._paths:
            target, row, rest = self._target, self._row, list(path)
            mapping = catalog.mapping(target.name, rest[0])
            if isinstance(mapping, One):
                name = rest.pop(0)
                if name not in related:
                    child = catalog.types[mapping.target]
                    found = draft.row(child)
                    # A relation leads to one row at most, so that the join adds no rows.
                    on = sa.and_(mapping.on(row, found), *draft.visible(child, found))
                    source = source.outerjoin(found.source, on)
                    related[name] = child, found
                target, row = related[name]
            values.append(self._value(target, row, rest))
        return values, source

    def _value(self, target: GraphType, row: Row, path: Sequence[str]) -> Expression:
        draft = self._draft
        mapping = draft.catalog.mapping(target.name, path[0])
        match mapping:
            case Value():
                return draft.value(target, mapping, row)
            case Identifier():
                # In a joined row that is missing, the key is null, and so is the id.
                return literal(f"{target.prefix}_").op("||")(sa.cast(row[mapping.column], sa.Text()))
            case Embedded():
                expression, _ = mapping.parts(row, {})[path[1]]
                missing = mapping.null_when(row) if mapping.null_when else row.id.is_(None)
                return sa.case((sa.not_(missing), expression))
            case _:
                raise AssertionError(path)

    def json(self) -> Expression:
        """Each row as the object of the list's `nodes`."""
        nodes = self._draft.below(object_type(self._field), self._nodes)["nodes"]
        return concat(self._composer.node(self._target, nodes, self._row))

    @cached_property
    def _field(self) -> Any:
        query = self._draft.catalog.schema.query_type
        assert query is not None
        return query.fields[self._nodes[0].name.value]

    def select(self, columns: Sequence[Expression], source: sa.FromClause | None = None) -> Statement:
        """The statement that reads columns of all rows, in the order of the list."""
        rows = self._from(sa.select(*columns), self._row.source if source is None else source)
        return self._compiled(rows.order_by(*self._connection.order_by(self._row)))

    def count(self) -> Statement:
        """The statement that counts the rows."""
        return self._compiled(self._from(sa.select(sa.func.count()), self._row.source))

    def check(self, most: int) -> Plan:
        """The plan of a JSON array: the number of rows, counted up to `most`, and whether a search is too broad."""
        some = self._from(sa.select(literal("").label("x")), self._row.source).limit(sa.literal_column(str(most)))
        counted: Any = sa.select(sa.func.count()).select_from(some.subquery("some")).scalar_subquery()
        found = self._connection.found
        broad: Any = literal("false")
        if found is not None:
            of_search: Any = sa.select(sa.literal_column(f"{found.name}.broad", type_=sa.Boolean())).select_from(found)
            broad = sa.cast(of_search.scalar_subquery(), sa.Text())
        draft = self._draft
        return Plan(
            ["[", sa.cast(counted, sa.Text()), ",", broad, "]"],
            draft.getters,
            mixed=False,
            depends_on_values=draft.depends_on_values,
            has_conditions=True,
            crosses_relations=draft.crosses_relations,
        )

    def _from(self, rows: sa.Select[Any], source: sa.FromClause) -> sa.Select[Any]:
        found = self._connection.found
        sources = [source] if found is None else [found, source]
        return rows.select_from(*sources).where(*self._conditions)

    def _compiled(self, rows: sa.Select[Any]) -> Statement:
        compiled: Any = rows.compile(dialect=_DIALECT)
        return Statement(compiled.string, list(compiled.positiontup or ()), self._draft.getters)
