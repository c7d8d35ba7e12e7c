"""Limits on a document, checked on its syntax tree before graphql-core validates it.

Every fragment is measured once, however often it is spread, so that fragments which spread each other twice
(exponential growth) are refused in linear time.
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
from backend.metrics import REFUSED
from backend.planner import aggregates, connections
from backend.planner.catalog import Catalog
from backend.planner.fields import Listing, Many, Mapped, RootAggregate, RootExternal, RootMany, RootNode
from backend.planner.keys import MAX_NODE_IDS
from backend.planner.prices import Price, conditions_price
from backend.planner.root_select import RootSelect
from backend.settings import Settings

ASSUMED_LISTING_ROWS = 5  # assumed size of a list without pages
MAX_INTROSPECTION_DEPTH = 16  # the standard introspection query has a depth of 15
MAX_INTROSPECTION_FIELDS = 5  # `__schema` and `__type` fields of an operation
MAX_INPUT_DEPTH = 20  # nesting of objects and lists, in literals and in variables
MAX_INPUT_OBJECTS = 200  # in the variables of one request
MAX_INPUT_VALUES = 10_000  # in the variables of one request
MAX_FIELDS_OF_ONE_NAME = 50  # in one selection set
OBJECT_WEIGHT = 4  # complexity of a relation, which is compiled to a subselect; a column has 1
MAX_REPORTED = 1_000_000_000  # a cost may have hundreds of digits; orjson writes integers of up to 64 bits
MAX_COUNTED_PAGE = 1_000_000  # larger page sizes count as this; they are refused when the plan is compiled

Rows = int | Callable[[Mapping[str, Any]], int]  # a number, or a function of the variables


class LimitExceeded(RequestError):
    """The document or its variables exceed a limit. Facts: `limit` (its name), `allowed`, `found`."""

    code = "LIMIT_EXCEEDED"


@dataclass
class Measured:
    """The measures of one selection set, including the fragments that it spreads."""

    depth: int = 0
    complexity: int = 0  # size of the SQL to compile, regardless of the number of rows
    prices: list[Price] = field(default_factory=list)  # of the conditions of fields
    # Fields that return rows: the number of rows, and the measures of the selection below.
    parts: list[tuple[Rows, "Measured"]] = field(default_factory=list)
    # The selection sets of spread fragments. They are shared objects, so that each is computed once.
    spreads: list["Measured"] = field(default_factory=list)
    varies: bool = False  # a page size or a condition of it is given by a variable
    fixed_rows: int | None = None  # the number of rows of a set that does not vary, once it was computed

    def all_rows(self, variables: Mapping[str, Any]) -> int:
        """The number of rows that an operation with this selection set could return, and its price."""
        if self.varies:
            return self.rows(variables, {})
        if self.fixed_rows is None:
            self.fixed_rows = self.rows({}, {})
        return self.fixed_rows

    def rows(self, variables: Mapping[str, Any], memo: dict[int, int]) -> int:
        """The number of rows that this selection set could return, and the price of its conditions; `memo` caches the
        sums of shared sets.
        """
        known = memo.get(id(self))
        if known is None:
            known = sum(spread.rows(variables, memo) for spread in self.spreads)
            known += sum(_counted(price, variables) for price in self.prices)
            for size, below in self.parts:
                rows = _counted(size, variables)
                known += rows + rows * below.rows(variables, memo)
            memo[id(self)] = known
        return known


class Measurer:
    """Measures the operations of one document. Raises LimitExceeded when it has too many fragments."""

    def __init__(self, document: DocumentNode, catalog: Catalog, settings: Settings) -> None:
        self._catalog = catalog
        self._settings = settings
        self._fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
        self._measured: dict[str, Measured] = {}
        self._open: set[str] = set()
        self._introspection_fields = 0
        if len(self._fragments) > settings.max_fragments:
            raise exceeded("fragments", settings.max_fragments, len(self._fragments))

    def measure(self, operation: OperationDefinitionNode) -> Measured:
        """The measures of an operation. Raises LimitExceeded when a limit of the document is exceeded."""
        schema = self._catalog.schema
        root = schema.get_root_type(operation.operation)
        self._introspection_fields = 0
        measured = self._set(operation.selection_set, root)
        if measured.depth > self._settings.max_depth:
            raise exceeded("depth", self._settings.max_depth, measured.depth)
        if measured.complexity > self._settings.max_complexity:
            raise exceeded("complexity", self._settings.max_complexity, measured.complexity)
        return measured

    def check_cost(self, measured: Measured, variables: Mapping[str, Any], role: Role) -> int:
        """The cost of the operation: the number of rows it could return, and the price of its conditions.

        Raises LimitExceeded when the cost, or for a subscriber the depth, exceeds the limit of the role.
        """
        subscriber = role in SUBSCRIBERS
        if subscriber and measured.depth > self._settings.subscriber_max_depth:
            raise exceeded("depth", self._settings.subscriber_max_depth, measured.depth)
        max_cost = self._settings.subscriber_max_cost if subscriber else self._settings.max_cost
        cost = measured.all_rows(variables)
        if cost > max_cost:
            raise exceeded("cost", max_cost, cost)
        return cost

    def _set(self, selections: SelectionSetNode | None, kind: Any) -> Measured:
        measured = Measured()
        if selections is None:
            return measured
        aliases = sum(1 for s in selections.selections if isinstance(s, FieldNode) and s.alias)
        if aliases > self._settings.max_aliases:
            raise exceeded("aliases", self._settings.max_aliases, aliases)
        # Validation compares fields of one name in pairs, in quadratic time.
        same = max(Counter(s.name.value for s in selections.selections if isinstance(s, FieldNode)).values(), default=0)
        if same > MAX_FIELDS_OF_ONE_NAME:
            raise exceeded("fields of one name", MAX_FIELDS_OF_ONE_NAME, same)
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                self._field(measured, selection, kind)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = self._catalog.schema.type_map.get(condition.name.value) if condition else kind
                _add_fragment(measured, self._set(selection.selection_set, inner))
            elif isinstance(selection, FragmentSpreadNode):
                _add_fragment(measured, self._fragment(selection.name.value))
        return measured

    def _fragment(self, name: str) -> Measured:
        fragment = self._fragments.get(name)
        if fragment is None or name in self._open:
            return Measured()  # unknown or circular: refused by graphql-core's validation
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
            # graphql-core executes introspection; only aliases can select the same field twice.
            if _has_alias(node, self._fragments) or (name == "__schema" and node.alias):
                REFUSED.labels("limit").inc()
                raise LimitExceeded(
                    "aliases are not accepted in introspection", limit="introspection aliases", allowed=0
                )
            self._introspection_fields += 1
            if self._introspection_fields > MAX_INTROSPECTION_FIELDS:
                raise exceeded("introspections", MAX_INTROSPECTION_FIELDS, self._introspection_fields)
            depth = _syntactic_depth(node, self._fragments)
            if depth > MAX_INTROSPECTION_DEPTH:
                raise exceeded("introspection depth", MAX_INTROSPECTION_DEPTH, depth)
            return
        definition = kind.fields.get(name) if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else None
        inner = get_named_type(definition.type) if definition is not None else None
        below = self._set(node.selection_set, inner)
        measured.depth = max(measured.depth, 1 + below.depth)
        is_costly = node.selection_set or (definition is not None and definition.args)
        measured.complexity += (OBJECT_WEIGHT if is_costly else 1) + below.complexity
        mapping = self._catalog.mapping(kind.name, name) if definition is not None else None
        # A mutation, a payload and a to-one relation count as one row each.
        is_object = isinstance(inner, GraphQLObjectType | GraphQLInterfaceType)
        size = _row_count(node, mapping) if is_object or isinstance(mapping, RootExternal) else None
        price = conditions_price(node, mapping, self._catalog)
        measured.varies |= below.varies or callable(price) or callable(size)
        if price is not None:
            measured.prices.append(price)
        if size is not None:
            measured.parts.append((size, below))
        else:
            measured.prices += below.prices
            measured.parts += below.parts
            measured.spreads += below.spreads


def _add_fragment(measured: Measured, other: Measured) -> None:
    measured.depth = max(measured.depth, other.depth)
    measured.complexity += other.complexity
    measured.varies |= other.varies
    if other.parts or other.spreads or other.prices:
        measured.spreads.append(other)


def _counted(count: Rows, variables: Mapping[str, Any]) -> int:
    return count if isinstance(count, int) else count(variables)


def _row_count(node: FieldNode, mapping: Mapped | None) -> Rows | None:
    """The number of rows that a field counts as. A group of an aggregate is a row."""
    default = _default_page(mapping)
    if default is not None:
        sizes = [a.value for a in node.arguments or () if a.name.value in {"first", "last"}]
        if any(isinstance(size, VariableNode) for size in sizes):
            return lambda variables: _page_size(sizes, variables, default)
        return _page_size(sizes, {}, default)
    if isinstance(mapping, RootNode) and mapping.many:
        return MAX_NODE_IDS
    if isinstance(mapping, RootExternal):
        return mapping.rows
    if isinstance(mapping, Listing):
        return ASSUMED_LISTING_ROWS
    return 1 if mapping is not None else None


def _default_page(mapping: Mapped | None) -> int | None:
    """The page size of a field without `first` and `last`; None for a field without pages."""
    if isinstance(mapping, Many | RootMany):
        return connections.DEFAULT_PAGE
    if isinstance(mapping, RootAggregate):
        return aggregates.DEFAULT_GROUPS
    return mapping.page if isinstance(mapping, RootSelect) else None


def _page_size(sizes: Sequence[ValueNode], variables: Mapping[str, Any], default: int) -> int:
    """The largest given page size: `first` and `last` together are refused later, when the plan is compiled."""
    given: list[int] = []
    for node in sizes:
        if isinstance(node, VariableNode):
            value = variables.get(node.name.value)
            if isinstance(value, int) and not isinstance(value, bool):
                given.append(value)
        elif isinstance(node, IntValueNode):
            given.append(int(node.value) if len(node.value) < 10 else MAX_COUNTED_PAGE)
    return max(0, min(max(given, default=default), MAX_COUNTED_PAGE))


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


def _has_alias(node: FieldNode, fragments: Mapping[str, FragmentDefinitionNode]) -> bool:
    """Whether any field below `node` has an alias."""
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
    """Raise LimitExceeded when a literal is nested too deeply."""
    queue = [(value, 0)]
    while queue:
        node, depth = queue.pop()
        if depth > MAX_INPUT_DEPTH:
            raise exceeded("input depth", MAX_INPUT_DEPTH, depth)
        if isinstance(node, ListValueNode):
            queue += [(each, depth + 1) for each in node.values]
        elif isinstance(node, ObjectValueNode):
            queue += [(each.value, depth + 1) for each in node.fields]


def check_values(given: Mapping[str, Any], declared: Iterable[str]) -> None:
    """Raise LimitExceeded when the variables, before coercion, are nested too deeply or too many."""
    objects = values = 0
    queue = [(given[name], 1) for name in declared if isinstance(given.get(name), dict | list)]
    while queue:
        value, depth = queue.pop()
        if depth > MAX_INPUT_DEPTH:
            raise exceeded("input depth", MAX_INPUT_DEPTH, depth)
        objects += isinstance(value, dict)
        values += len(value)
        if objects > MAX_INPUT_OBJECTS:
            raise exceeded("input objects", MAX_INPUT_OBJECTS, objects)
        if values > MAX_INPUT_VALUES:
            raise exceeded("input values", MAX_INPUT_VALUES, values)
        inside = value.values() if isinstance(value, dict) else value
        queue += [(each, depth + 1) for each in inside if isinstance(each, dict | list)]


def exceeded(limit: str, allowed: int, found: int) -> LimitExceeded:
    """The refusal of a document, or of its variables, that exceeds a limit."""
    REFUSED.labels("limit").inc()
    found = min(found, MAX_REPORTED)
    return LimitExceeded(f"{limit}: {found} exceeds the limit of {allowed}", limit=limit, allowed=allowed, found=found)
