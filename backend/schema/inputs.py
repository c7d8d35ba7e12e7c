"""Construction of the input objects of mutations. Strawberry looks up the fields at each call, this module once."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING
from typing import Any

from graphql import GraphQLInputObjectType, GraphQLNonNull, GraphQLSchema, is_leaf_type
from strawberry.types.arguments import InputContext

from backend.planner.catalog import FIELD_DEFINITION

Build = Callable[[type, Mapping[str, Any], InputContext], Any]


def cache_input_builders(schema: GraphQLSchema) -> None:
    """Replace the constructor of every Strawberry input type. Call it on the complete schema."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType) and FIELD_DEFINITION in kind.extensions:
            kind.extensions[FIELD_DEFINITION].from_input = _builder(kind)


def _builder(kind: GraphQLInputObjectType) -> Build:
    definition = kind.extensions[FIELD_DEFINITION]
    fields = {name: field.extensions[FIELD_DEFINITION] for name, field in kind.fields.items()}
    leaves = {name: field.python_name for name, field in fields.items() if _is_leaf(kind.fields[name].type)}
    others = {
        name: (field.python_name, field.resolve_type(type_definition=definition))
        for name, field in fields.items()
        if name not in leaves
    }
    absent = {
        field.python_name: None
        for field in definition.fields
        if field.default_value is MISSING and field.default_factory is MISSING
    }

    def build(cls: type, value: Mapping[str, Any], context: InputContext) -> Any:
        given: dict[str, Any] = dict(absent)
        for name, item in value.items():
            if name in leaves:
                given[leaves[name]] = item
            else:
                python_name, wanted = others[name]
                given[python_name] = context.convert(item, wanted, name)
        return cls(**given)

    return build


def _is_leaf(kind: Any) -> bool:
    return is_leaf_type(kind.of_type if isinstance(kind, GraphQLNonNull) else kind)
