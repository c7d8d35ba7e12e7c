"""Limits on a document, checked on its syntax tree before graphql-core validates it.

Every fragment is looked at once, however often it is spread: a chain of fragments that double is cheap to refuse.
"""

from collections.abc import Callable, Mapping
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
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from backend.auth.viewer import SUBSCRIBERS, Role
from backend.errors import RequestError
from backend.planner.catalog import Catalog
from backend.planner.connections import DEFAULT_PAGE
from backend.planner.fields import Listing, Many, Mapped, RootMany, RootNode
from backend.settings import Settings

LISTING_ROWS = 5  # what a plain list is expected to hold
INTROSPECTION_DEPTH = 16  # the standard introspection query is 15 deep
MOST_PAGE_COUNTED = 1_000_000  # a page size larger than this counts as this; it is refused later, by its own rule

Rows = Callable[[Mapping[str, Any]], int]


class TooMuch(RequestError):
    """The document is over a limit; `limit` and `found` are facts for its author."""

    code = "LIMIT_EXCEEDED"


@dataclass
class Measured:
    """What one selection set amounts to, spreads included."""

    depth: int = 0
    # Fields that multiply: how many rows each is worth, and what is below it.
    parts: list[tuple[Rows, "Measured"]] = field(default_factory=list)
    # Sets that stand in this one by way of fragments: shared, so that each is counted once however often it is spread.
    spreads: list["Measured"] = field(default_factory=list)
    constant: bool = True

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
        if len(self._fragments) > settings.max_fragments:
            raise _over("fragments", settings.max_fragments, len(self._fragments))

    def measure(self, operation: OperationDefinitionNode) -> Measured:
        """Raises TooMuch when the operation is too deep or too wide."""
        schema = self._catalog.schema
        root = schema.get_root_type(operation.operation)
        measured = self._set(operation.selection_set, root)
        if measured.depth > self._settings.max_depth:
            raise _over("depth", self._settings.max_depth, measured.depth)
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
        if name in {"__schema", "__type"}:
            depth = _syntactic_depth(node, self._fragments)
            if depth > INTROSPECTION_DEPTH:
                raise _over("introspection depth", INTROSPECTION_DEPTH, depth)
            return
        definition = kind.fields.get(name) if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else None
        inner = get_named_type(definition.type) if definition is not None else None
        below = self._set(node.selection_set, inner)
        measured.depth = max(measured.depth, 1 + below.depth)
        mapping = self._catalog.mapping(kind.name, name) if definition is not None else None
        # Mutations and payloads are worth a row each, as is a to-one relation.
        is_object = isinstance(inner, GraphQLObjectType | GraphQLInterfaceType)
        size, constant = _size(node, mapping) if is_object else (None, True)
        if size is not None:
            measured.parts.append((size, below))
        else:
            measured.parts += below.parts
            measured.spreads += below.spreads
        measured.constant = measured.constant and constant and below.constant


def _absorb(measured: Measured, other: Measured) -> None:
    measured.depth = max(measured.depth, other.depth)
    measured.constant = measured.constant and other.constant
    if other.parts or other.spreads:
        measured.spreads.append(other)


def _once(_: Mapping[str, Any]) -> int:
    return 1


def _size(node: FieldNode, mapping: Mapped | None) -> tuple[Rows | None, bool]:
    """How many rows a field is worth, and whether that is the same for all variables."""
    if isinstance(mapping, Many | RootMany):
        argument = next((a for a in node.arguments or () if a.name.value in {"first", "last"}), None)
        if argument is None:
            return (lambda _: DEFAULT_PAGE), True
        if isinstance(argument.value, VariableNode):
            name = argument.value.name.value
            return (lambda variables: _page(variables.get(name))), False
        if isinstance(argument.value, IntValueNode):
            size = _page(int(argument.value.value)) if len(argument.value.value) < 10 else MOST_PAGE_COUNTED
            return (lambda _: size), True
        return (lambda _: DEFAULT_PAGE), True
    if isinstance(mapping, RootNode) and mapping.many:
        return (lambda _: 100), True
    if isinstance(mapping, Listing):
        return (lambda _: LISTING_ROWS), True
    return (_once, True) if mapping is not None else (None, True)


def _page(size: Any) -> int:
    if not isinstance(size, int) or isinstance(size, bool):
        return DEFAULT_PAGE
    return max(0, min(size, MOST_PAGE_COUNTED))


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


def _over(limit: str, allowed: int, found: int) -> TooMuch:
    return TooMuch(f"{limit}: {found} is more than the {allowed} allowed", limit=limit, allowed=allowed, found=found)
