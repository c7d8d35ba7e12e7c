"""The schema that introspection returns to one role.

Documents are validated against the complete schema and refused by the policy, so that a caller without permission gets
FORBIDDEN instead of an unknown field.
"""

from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
)

from backend.auth.policy import SUBSCRIPTIONS
from backend.auth.viewer import Role
from backend.planner.catalog import Catalog
from backend.services.permissions import MUTATIONS


def visible_to(catalog: Catalog, role: Role) -> GraphQLSchema:
    """The part of the schema that the role may use."""
    return _View(catalog, role).schema()


class _View:
    def __init__(self, catalog: Catalog, role: Role) -> None:
        self._catalog = catalog
        self._role = role
        self._types: dict[str, Any] = {}

    def schema(self) -> GraphQLSchema:
        whole = self._catalog.schema
        kwargs = whole.to_kwargs()
        mutation = whole.mutation_type if any(self._role in roles for roles in MUTATIONS.values()) else None
        kwargs["query"] = self._named(whole.query_type)
        kwargs["mutation"] = mutation and self._named(mutation)
        live = whole.subscription_type if any(self._role in roles for roles in SUBSCRIPTIONS.values()) else None
        kwargs["subscription"] = live and self._named(live)
        kwargs["types"] = tuple(self._named(kind) for kind in self._nodes())
        return GraphQLSchema(**kwargs)

    def _nodes(self) -> list[Any]:
        return [self._catalog.object_type(kind.name) for kind in self._catalog.nodes() if self._may_read(kind.name)]

    def _may_read(self, name: str) -> bool:
        policy = self._catalog.policies.get(_row_type(name, self._catalog))
        return policy is None or self._role in policy.rows

    def _is_visible(self, kind: Any, name: str, field: GraphQLField) -> bool:
        if kind is self._catalog.schema.mutation_type:
            return self._role in MUTATIONS[name]
        if kind is self._catalog.schema.subscription_type:
            return self._role in SUBSCRIPTIONS[name]
        mapping: Any = self._catalog.mapping(kind.name, name)
        target = getattr(mapping, "target", None)
        return self._may_read(target) if target else self._may_read(_bare(field.type).name)

    def _type(self, kind: Any) -> Any:
        if isinstance(kind, GraphQLNonNull):
            return GraphQLNonNull(self._type(kind.of_type))
        if isinstance(kind, GraphQLList):
            return GraphQLList(self._type(kind.of_type))
        return self._named(kind)

    def _named(self, kind: Any) -> Any:
        if kind.name not in self._types:
            self._types[kind.name] = self._make(kind)
        return self._types[kind.name]

    def _make(self, kind: GraphQLNamedType) -> GraphQLNamedType:
        kwargs: Any = kind.to_kwargs()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            kwargs["fields"] = lambda: {
                name: self._field(field) for name, field in kind.fields.items() if self._is_visible(kind, name, field)
            }
            kwargs["interfaces"] = lambda: [self._named(each) for each in kind.interfaces]
        elif isinstance(kind, GraphQLInputObjectType):
            kwargs["fields"] = lambda: {name: self._input(field) for name, field in kind.fields.items()}
        elif isinstance(kind, GraphQLUnionType):
            kwargs["types"] = lambda: [self._named(each) for each in kind.types if self._may_read(each.name)]
        else:
            return kind
        return type(kind)(**kwargs)

    def _field(self, field: GraphQLField) -> GraphQLField:
        kwargs = field.to_kwargs()
        kwargs["type_"] = self._type(field.type)
        kwargs["args"] = {
            name: GraphQLArgument(**{**argument.to_kwargs(), "type_": self._type(argument.type)})
            for name, argument in field.args.items()
        }
        return GraphQLField(**kwargs)

    def _input(self, field: GraphQLInputField) -> GraphQLInputField:
        return GraphQLInputField(**{**field.to_kwargs(), "type_": self._type(field.type)})


def _bare(kind: Any) -> Any:
    while isinstance(kind, GraphQLNonNull | GraphQLList):
        kind = kind.of_type
    return kind


def _row_type(name: str, catalog: Catalog) -> str:
    """The graph type of a connection or an edge; the name itself for other types."""
    for suffix in ("Connection", "Edge"):
        if name.removesuffix(suffix) in catalog.types:
            return name.removesuffix(suffix)
    return name
