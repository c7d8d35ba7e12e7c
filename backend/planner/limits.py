"""Limits on a document, checked on its syntax tree before graphql-core validates it.

Every fragment is looked at once, however often it is spread: a chain of fragments that double is cheap to refuse.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
)

from backend.auth.viewer import SUBSCRIBERS, Role
from backend.errors import RequestError
from backend.planner import aggregates, connections, log
from backend.planner.catalog import Catalog
from backend.planner.fields import Listing, Many, Mapped, RootAggregate, RootEvents, RootListing, RootMany, RootNode
from backend.settings import Settings

LISTING_ROWS = 5  # what a plain list is expected to hold
INTROSPECTION_DEPTH = 16  # the standard introspection query is 15 deep
MOST_TYPES_ASKED = 5  # `__type` fields of an operation
INPUT_DEPTH = 20  # objects and lists inside one another, in literals and in variables
MOST_OBJECTS = 200  # input objects of one request's variables
MOST_VALUES = 10_000  # other values of one request's variables
MOST_SAME = 50  # fields of one name in one selection set
OBJECT_WEIGHT = 4  # a relation is a subselect: that much dearer than a column
MOST_TOLD = 1_000_000_000  # JSON has no larger numbers than 64 bits, and a cost may have hundreds of digits
MOST_PAGE_COUNTED = 1_000_000  # a page size larger than this counts as this; it is refused later, by its own rule

Rows = Callable[[Mapping[str, Any]], int]


class TooMuch(RequestError):
    """The document is over a limit; `limit` and `found` are facts for its author."""

    code = "LIMIT_EXCEEDED"


@dataclass
class Measured:
    """What one selection set amounts to, spreads included."""

    depth: int = 0
    complexity: int = 0  # what there is to compile, however many rows it gives
    # Fields that multiply: how many rows each is worth, and what is below it.
    parts: list[tuple[Rows, "Measured"]] = field(default_factory=list)
    # Sets that stand in this one by way of fragments: shared, so that each is counted once however often it is spread.
    spreads: list["Measured"] = field(default_factory=list)

    def rows(self, variables: Mapping[str, Any], memo: dict[int, int]) -> int:
        """Rows an operation could return below this set."""
        known = memo.get(id(self))
        if known is None:
            known = sum(spread.rows(variables, memo) for spread in self.spreads)
            for size, below in self.parts:
                rows = size(variables)
                known += rows + rows * below.rows(variables, memo)
            memo[id(self)] = known
        return known


class Measurer:
    """Measures the operations of one document."""

    def __init__(self, document: DocumentNode, catalog: Catalog, settings: Settings) -> None:
        self._catalog = catalog
        self._settings = settings
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._measured: dict[str, Measured] = {}
        self._open: set[str] = set()
        self._types_asked = 0
        if len(self._fragments) > settings.max_fragments:
            raise _over("fragments", settings.max_fragments, len(self._fragments))

    def measure(self, operation: OperationDefinitionNode) -> Measured:
        """Raises TooMuch when the operation is too deep or too wide."""
        schema = self._catalog.schema
        root = schema.get_root_type(operation.operation)
        self._types_asked = 0
        measured = self._set(operation.selection_set, root)
        if measured.depth > self._settings.max_depth:
            raise _over("depth", self._settings.max_depth, measured.depth)
        if measured.complexity > self._settings.max_complexity:
            raise _over("complexity", self._settings.max_complexity, measured.complexity)
        return measured

    def check_cost(self, measured: Measured, variables: Mapping[str, Any], role: Role) -> int:
        """Rows the operation could return. Raises TooMuch when they are more than the role may ask for, or deeper."""
        subscriber = role in SUBSCRIBERS
        if subscriber and measured.depth > self._settings.subscriber_max_depth:
            raise _over("depth", self._settings.subscriber_max_depth, measured.depth)
        most = self._settings.subscriber_max_cost if subscriber else self._settings.max_cost
        cost = measured.rows(variables, {})
        if cost > most:
            raise _over("cost", most, cost)
        return cost

    def _set(self, selections: SelectionSetNode | None, kind: Any) -> Measured:
        measured = Measured()
        if selections is None:
            return measured
        aliases = sum(1 for s in selections.selections if isinstance(s, FieldNode) and s.alias)
        if aliases > self._settings.max_aliases:
            raise _over("aliases", self._settings.max_aliases, aliases)
        # Fields of one name are compared pair by pair when the document is validated.
        same = max(Counter(s.name.value for s in selections.selections if isinstance(s, FieldNode)).values(), default=0)
        if same > MOST_SAME:
            raise _over("fields of one name", MOST_SAME, same)
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                self._field(measured, selection, kind)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = self._catalog.schema.type_map.get(condition.name.value) if condition else kind
                _absorb(measured, self._set(selection.selection_set, inner))
            elif isinstance(selection, FragmentSpreadNode):
                _absorb(measured, self._fragment(selection.name.value))
        return measured

    def _fragment(self, name: str) -> Measured:
        fragment = self._fragments.get(name)
        if fragment is None or name in self._open:
            return Measured()  # unknown or circular: graphql-core's validation says so
        known = self._measured.get(name)
        if known is None:
            self._open.add(name)
            kind = self._catalog.schema.type_map.get(fragment.type_condition.name.value)
            known = self._measured[name] = self._set(fragment.selection_set, kind)
            self._open.discard(name)
        return known

    def _field(self, measured: Measured, node: FieldNode, kind: Any) -> None:
        name = node.name.value
        for argument in node.arguments or ():
            _check_literal(argument.value)
        if name in {"__schema", "__type"}:
            # graphql-core answers these, and nothing but aliases can ask for the same twice.
            if _aliased(node, self._fragments) or (name == "__schema" and node.alias):
                raise TooMuch("introspection takes no aliases", limit="introspection aliases", allowed=0)
            self._types_asked += 1
            if self._types_asked > MOST_TYPES_ASKED:
                raise _over("introspections", MOST_TYPES_ASKED, self._types_asked)
            depth = _syntactic_depth(node, self._fragments)
            if depth > INTROSPECTION_DEPTH:
                raise _over("introspection depth", INTROSPECTION_DEPTH, depth)
            return
        definition = kind.fields.get(name) if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else None
        inner = get_named_type(definition.type) if definition is not None else None
        below = self._set(node.selection_set, inner)
        measured.depth = max(measured.depth, 1 + below.depth)
        dear = node.selection_set or (definition is not None and definition.args)
        measured.complexity += (OBJECT_WEIGHT if dear else 1) + below.complexity
        mapping = self._catalog.mapping(kind.name, name) if definition is not None else None
        # Mutations and payloads are worth a row each, as is a to-one relation.
        is_object = isinstance(inner, GraphQLObjectType | GraphQLInterfaceType)
        size = _size(node, mapping) if is_object else None
        if size is not None:
            measured.parts.append((size, below))
        else:
            measured.parts += below.parts
            measured.spreads += below.spreads


def _absorb(measured: Measured, other: Measured) -> None:
    measured.depth = max(measured.depth, other.depth)
    measured.complexity += other.complexity
    if other.parts or other.spreads:
        measured.spreads.append(other)


def _once(_: Mapping[str, Any]) -> int:
    return 1


def _size(node: FieldNode, mapping: Mapped | None) -> Rows | None:
    """How many rows a field is worth. A group of an aggregate is a row."""
    default = _default_page(mapping)
    if default is not None:
        sizes = [a.value for a in node.arguments or () if a.name.value in {"first", "last"}]
        if any(isinstance(size, VariableNode) for size in sizes):
            return lambda variables: _page(sizes, variables, default)
        page = _page(sizes, {}, default)
        return lambda _: page
    if isinstance(mapping, RootNode) and mapping.many:
        return lambda _: 100
    if isinstance(mapping, Listing):
        return lambda _: LISTING_ROWS
    return _once if mapping is not None else None


def _default_page(mapping: Mapped | None) -> int | None:
    """How many rows a field gives that has pages and is not told how many; None for a field without pages."""
    if isinstance(mapping, Many | RootMany):
        return connections.DEFAULT_PAGE
    if isinstance(mapping, RootAggregate):
        return aggregates.DEFAULT_ROWS
    return log.DEFAULT_PAGE if isinstance(mapping, RootEvents | RootListing) else None


def _page(sizes: Sequence[ValueNode], variables: Mapping[str, Any], default: int) -> int:
    """The largest of the sizes that are given: `first` beside `last` is refused later, unless one of them is null."""
    given: list[int] = []
    for node in sizes:
        if isinstance(node, VariableNode):
            value = variables.get(node.name.value)
            if isinstance(value, int) and not isinstance(value, bool):
                given.append(value)
        elif isinstance(node, IntValueNode):
            given.append(int(node.value) if len(node.value) < 10 else MOST_PAGE_COUNTED)
    return max(0, min(max(given, default=default), MOST_PAGE_COUNTED))


def _syntactic_depth(node: FieldNode, fragments: Mapping[str, FragmentDefinitionNode]) -> int:
    memo: dict[str, int] = {}

    def of(selections: SelectionSetNode | None) -> int:
        if selections is None:
            return 0
        deepest = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                deepest = max(deepest, 1 + of(selection.selection_set))
            elif isinstance(selection, InlineFragmentNode):
                deepest = max(deepest, of(selection.selection_set))
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name not in memo and name in fragments:
                    memo[name] = 0
                    memo[name] = of(fragments[name].selection_set)
                deepest = max(deepest, memo.get(name, 0))
        return deepest

    return 1 + of(node.selection_set)


def _aliased(node: FieldNode, fragments: Mapping[str, FragmentDefinitionNode]) -> bool:
    """Whether anything below a field has an alias."""
    seen: set[str] = set()
    queue = [node.selection_set]
    while queue:
        selections = queue.pop()
        for selection in selections.selections if selections else ():
            if isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name in fragments and name not in seen:
                    seen.add(name)
                    queue.append(fragments[name].selection_set)
            else:
                if isinstance(selection, FieldNode) and selection.alias:
                    return True
                if isinstance(selection, FieldNode | InlineFragmentNode):
                    queue.append(selection.selection_set)
    return False


def _check_literal(value: ValueNode) -> None:
    """Raises TooMuch when a literal is nested too deeply."""
    queue = [(value, 0)]
    while queue:
        node, depth = queue.pop()
        if depth > INPUT_DEPTH:
            raise _over("input depth", INPUT_DEPTH, depth)
        if isinstance(node, ListValueNode):
            queue += [(each, depth + 1) for each in node.values]
        elif isinstance(node, ObjectValueNode):
            queue += [(each.value, depth + 1) for each in node.fields]


def check_values(given: Mapping[str, Any], declared: Iterable[str]) -> None:
    """Variables are measured before they are coerced. Raises TooMuch when they are too deep or too many."""
    objects = values = 0
    queue = [(given[name], 1) for name in declared if isinstance(given.get(name), dict | list)]
    while queue:
        value, depth = queue.pop()
        if depth > INPUT_DEPTH:
            raise _over("input depth", INPUT_DEPTH, depth)
        objects += isinstance(value, dict)
        values += len(value)
        if objects > MOST_OBJECTS:
            raise _over("input objects", MOST_OBJECTS, objects)
        if values > MOST_VALUES:
            raise _over("input values", MOST_VALUES, values)
        inside = value.values() if isinstance(value, dict) else value
        queue += [(each, depth + 1) for each in inside if isinstance(each, dict | list)]


def _over(limit: str, allowed: int, found: int) -> TooMuch:
    found = min(found, MOST_TOLD)
    return TooMuch(f"{limit}: {found} is more than the {allowed} allowed", limit=limit, allowed=allowed, found=found)
