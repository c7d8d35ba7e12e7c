"""Documents made from the schema: every relation from every root, every relation filter, every aggregate path."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type

from backend.planner.catalog import Catalog
from backend.planner.fields import (
    AnyNode,
    Constant,
    Embedded,
    Identifier,
    Listing,
    Many,
    One,
    Outside,
    RootMany,
    Value,
)

RELATIONS = One | Many | Listing | AnyNode


class Walk:
    """Selections over a catalogue; `edges` are the object fields that were walked over, `leaves` the rest.

    `telling` names what is asked of a row far below the root, where not every field is: what tells it from others.
    """

    def __init__(self, catalog: Catalog, telling: Mapping[str, set[str]]) -> None:
        self.catalog = catalog
        self.telling = telling
        self.edges: set[tuple[str, str]] = set()
        self.leaves: set[tuple[str, str]] = set()

    def selection(self, name: str, depth: int, prefix: str = "", *, full: int = 2) -> str:
        """What a graph type has, relations `depth` deep, and in the first `full` levels every field.

        `prefix` keeps types under one interface apart.
        """
        kind = self.catalog.object_type(name)
        parts = ["__typename"]
        for field_name, field in kind.fields.items():
            alias = f"{prefix}{field_name}: " if prefix else ""
            mapping = self.catalog.mapping(name, field_name)
            if isinstance(mapping, RELATIONS):
                if depth > 0:
                    self.edges.add((name, field_name))
                    parts.append(alias + field_name + self.relation(mapping, depth - 1, full - 1))
                continue
            if isinstance(mapping, Outside):
                continue  # what it adds to the planned way has a test of its own
            assert isinstance(mapping, Value | Identifier | Embedded | Constant), f"{name}.{field_name}: not covered"
            self.leaves.add((name, field_name))
            if full > 0 or field_name in self.telling[name]:
                parts.append(alias + field_name + self._scalars(field))
        return "{ " + " ".join(parts) + " }"

    def relation(self, mapping: Any, depth: int, full: int = 2) -> str:
        if isinstance(mapping, Many):
            return f"(first: $few) {{ totalCount nodes {self.selection(mapping.target, depth, full=full)} }}"
        if isinstance(mapping, AnyNode):
            return self.any_node(sorted(set(mapping.targets.values())), depth, full)
        return " " + self.selection(mapping.target, depth, full=full)

    def any_node(self, targets: list[str], depth: int, full: int = 2) -> str:
        parts = [f"... on {target} {self.selection(target, depth, target + '_', full=full)}" for target in targets]
        return "{ __typename id " + " ".join(parts) + " }"

    def viewer(self, depth: int) -> str:
        kind = self.catalog.object_type("Viewer")
        parts = []
        for name in kind.fields:
            mapping = self.catalog.mapping("Viewer", name)
            if isinstance(mapping, RELATIONS):
                self.edges.add(("Viewer", name))
                parts.append(name + self.relation(mapping, depth))
            else:
                parts.append(name)
        return "{ " + " ".join(parts) + " }"

    @staticmethod
    def _scalars(field: Any) -> str:
        kind = get_named_type(field.type)
        return " { " + " ".join(kind.fields) + " }" if isinstance(kind, GraphQLObjectType) else ""

    def relations(self) -> set[tuple[str, str]]:
        """Every object field there is to walk over."""
        kinds = [*self.catalog.types, "Viewer"]
        return {
            (kind, name)
            for kind in kinds
            for name in self.catalog.object_type(kind).fields
            if isinstance(self.catalog.mapping(kind, name), RELATIONS)
        }

    # Filters

    def roots(self, mapping_type: Any = RootMany) -> dict[str, Any]:
        query = self.catalog.schema.query_type
        assert query is not None
        found = {name: self.catalog.mapping("Query", name) for name in query.fields}
        return {name: mapping for name, mapping in found.items() if isinstance(mapping, mapping_type)}

    def filter_paths(self, name: str, depth: int, *, inner: bool = False) -> Iterator[tuple[str, str, str]]:
        """(before, after, target) of every way a filter leads from a type over relations, itself first."""
        yield "", "", name
        kind = self.catalog.schema.type_map.get(f"{name}Filter")
        if depth == 0 or not isinstance(kind, GraphQLInputObjectType):
            return
        for field_name in kind.fields:
            mapping = self.catalog.mapping(name, field_name)
            if isinstance(mapping, One):
                wrappers = [(f"{field_name}: {{ ", " }")]
                if not inner:
                    wrappers.append((f"not: {{ {field_name}: {{ ", " } }"))
            elif isinstance(mapping, Many):
                quantifiers = ("some", "every") if inner else ("some", "none", "every")
                wrappers = [(f"{field_name}: {{ {how}: {{ ", " } }") for how in quantifiers]
            else:
                continue
            for before, after in wrappers:
                for inner_before, inner_after, target in self.filter_paths(mapping.target, depth - 1, inner=True):
                    yield before + inner_before, inner_after + after, target

    # Aggregates

    def one_paths(self, name: str, hops: int) -> Iterator[tuple[str, str]]:
        """(path with its last dot, type) of every way over to-one relations, the type itself first."""
        yield "", name
        if hops:
            for field_name in self.catalog.object_type(name).fields:
                mapping = self.catalog.mapping(name, field_name)
                if isinstance(mapping, One):
                    for path, target in self.one_paths(mapping.target, hops - 1):
                        yield f"{field_name}.{path}", target
