"""Resolvers for graphql-core: fields are read from the planner's rows by response key, references by loaders."""

import asyncio
from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    get_named_type,
    get_nullable_type,
)

from backend.auth.policy import SUBSCRIPTIONS
from backend.errors import Forbidden, StartupError
from backend.planner.catalog import Catalog
from backend.planner.draft import TYPE_KEY
from backend.planner.fields import External
from backend.services.permissions import MUTATIONS

Resolver = Callable[..., Any]


def complete_from_rows(catalog: Catalog) -> None:
    """Set the resolver of every field: it reads the value from a row of the planner.

    Fields from outside the database keep their resolvers. A field of a payload that refers to a node loads the node.
    Raises StartupError for a mutation or subscription without a policy.
    """
    schema = catalog.schema
    for name in schema.subscription_type.fields if schema.subscription_type else ():
        if name not in SUBSCRIPTIONS:
            raise StartupError(f"no policy for the subscription {name}: declare its roles in services/permissions.py")
    reached = _reached_from_query(catalog)
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInterfaceType):
            kind.resolve_type = lambda row, *_: row[TYPE_KEY]
        if not isinstance(kind, GraphQLObjectType) or kind.name.startswith("__"):
            continue
        if kind.name in reached:
            kind.is_type_of = None  # Strawberry's checks for its classes; rows contain their type
        for name, field in kind.fields.items():
            if kind is schema.mutation_type:
                field.resolve = _authorised(name, field.resolve)
                field.type = get_nullable_type(field.type)  # a failed mutation must not null the results of the others
            elif kind.name in reached:
                if not isinstance(catalog.mapping(kind.name, name), External):
                    field.resolve = _from_row(field)
            elif _refers_to_node(catalog, field):
                field.resolve = _load_references(field, field.resolve)


def _authorised(name: str, own: Resolver | None) -> Resolver:
    """The resolver of a mutation behind its policy. Raises StartupError when there is none."""
    if name not in MUTATIONS:
        raise StartupError(f"no policy for the mutation {name}: declare its roles in services/permissions.py")
    allowed = MUTATIONS[name]

    def call(root: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        assert own is not None
        if info.context.viewer.role not in allowed:
            return _forbidden(info, name)
        return own(root, info, **arguments)

    return call


async def _forbidden(info: GraphQLResolveInfo[Any], name: str) -> None:
    await info.context.audit_forbidden(name)
    raise Forbidden(f"the role {info.context.viewer.role.shown} may not call {name}")


def _reached_from_query(catalog: Catalog) -> set[str]:
    """The types whose objects are rows: all that queries and subscriptions reach without a field from outside the
    database.
    """
    found: set[str] = set()
    queue: list[Any] = [
        catalog.schema.query_type,
        catalog.schema.subscription_type,
        *map(catalog.object_type, catalog.types),
    ]
    while queue:
        kind = queue.pop()
        if not isinstance(kind, GraphQLObjectType) or kind.name in found:
            continue
        found.add(kind.name)
        for name, field in kind.fields.items():
            if not isinstance(catalog.mapping(kind.name, name), External):
                queue.append(get_named_type(field.type))
    return found


def _refers_to_node(catalog: Catalog, field: GraphQLField) -> bool:
    return get_named_type(field.type).name in catalog.types


def _from_row(field: GraphQLField) -> Resolver:
    kind = get_named_type(field.type)
    if isinstance(kind, GraphQLEnumType):

        def enum_value(row: Any, info: GraphQLResolveInfo[Any], **_: Any) -> Any:
            return _each(row[info.path.key], kind.parse_value)

        return enum_value

    def value(row: Any, info: GraphQLResolveInfo[Any], **_: Any) -> Any:
        return row[info.path.key]

    return value


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, list):
        return [_each(item, change) for item in value]
    return None if value is None else change(value)


def _load_references(field: GraphQLField, own: Resolver | None) -> Resolver:
    """The payload contains ids; the loader of the request reads the rows of all of them by one statement."""
    target = get_named_type(field.type).name
    bare = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    many = isinstance(bare, GraphQLList)

    async def load(payload: Any, info: GraphQLResolveInfo[Any], **_: Any) -> Any:
        assert own is not None
        ids = own(payload, info)
        if ids is None:
            return None
        context = info.context
        if not many:
            return await context.load_node(target, info.field_nodes, ids)
        return await asyncio.gather(*(context.load_node(target, info.field_nodes, each) for each in ids))

    return load
