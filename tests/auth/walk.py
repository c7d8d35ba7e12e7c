"""Documents derived from the schema: every relation of every root field, every relation filter and aggregate path."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type

from backend.planner.catalog import Catalog
from backend.planner.fields import (
    Answer,
    AnyNode,
    Constant,
    Embedded,
    External,
    Identifier,
    Listing,
    Many,
    One,
    RootMany,
    Value,
)

RELATIONS = One | Many | Listing | AnyNode


class Walk:
    """Builds selections from a catalogue. `edges` collects the relations it followed, `leaves` the other fields.

    `telling` names, per graph type, the fields selected of rows far below the root, where not every field is selected: its
    key and its masked fields.
    """

    def __init__(self, catalog: Catalog, telling: Mapping[str, set[str]]) -> None:
        self.catalog = catalog
        self.telling = telling
        self.edges: set[tuple[str, str]] = set()
        self.leaves: set[tuple[str, str]] = set()

    def selection(self, name: str, depth: int, prefix: str = "", *, full: int = 2) -> str:
        """A selection of a graph type with `depth` levels of relations, and with every field in the first `full` levels.

        `prefix` starts the aliases, so that fields of different types under one interface do not conflict.
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
            if isinstance(mapping, External):
                continue  # a field computed outside of SQL has tests of its own
            asked = f"({mapping.argument}: 24)" if isinstance(mapping, Answer) else ""
            assert isinstance(mapping, Value | Identifier | Embedded | Constant | Answer), (
                f"{name}.{field_name}: not covered"
            )
            self.leaves.add((name, field_name))
            if full > 0 or field_name in self.telling[name]:
                parts.append(alias + field_name + asked + self._scalars(field))
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
        """Every relation in the schema, as (graph type, field)."""
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
        """Yield (before, after, target) for every path of a filter over relations; the type itself comes first.

        `before` and `after` are the text around the condition on `target`.
        """
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
        """Yield (path with its last dot, type) for every path over to-one relations; the type itself comes first."""
        yield "", name
        if hops:
            for field_name in self.catalog.object_type(name).fields:
                mapping = self.catalog.mapping(name, field_name)
                if isinstance(mapping, One) and mapping.filterable:
                    for path, target in self.one_paths(mapping.target, hops - 1):
                        yield f"{field_name}.{path}", target
