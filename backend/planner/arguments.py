"""Arguments as trees whose shape is known when a plan is made and whose leaves are bound when it runs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    value_from_ast,
)

FIELD_PATH = "FieldPath"  # the scalar that names a field: which one decides the statement

Variables = Mapping[str, Any]
Getter = Callable[[Variables], Any]


@dataclass(frozen=True)
class Argument:
    """One value: `sample` is what it is in the request the plan is made for, `get` reads it from any other request.

    Requests that share a plan have samples of one shape: the same keys, list lengths, enums and nulls. Only the
    other leaves differ, and those are read through `get` alone.
    """

    sample: Any
    get: Getter
    type: GraphQLInputType

    @property
    def given(self) -> bool:
        return self.sample is not None and self.sample is not Undefined

    def fields(self) -> dict[str, "Argument"]:
        """The fields of an input object that were given and are not null."""
        kind = _bare(self.type)
        assert isinstance(kind, GraphQLInputObjectType)
        found = {}
        for name, field in kind.fields.items():
            key = field.out_name or name
            if isinstance(self.sample, Mapping) and self.sample.get(key) is not None:
                found[name] = Argument(self.sample[key], _item(self.get, key), field.type)
        return found

    def items(self) -> list["Argument"]:
        """The items of a list of input objects or enums."""
        kind = _bare(self.type)
        assert isinstance(kind, GraphQLList)
        return [Argument(value, _item(self.get, index), kind.of_type) for index, value in enumerate(self.sample)]


def _bare(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def _item(get: Getter, key: Any) -> Getter:
    return lambda variables: get(variables)[key]


class ArgumentReader:
    """Reads the arguments of field nodes against one request's coerced variables."""

    def __init__(self, variables: Variables) -> None:
        self._variables = variables

    def read(self, node: FieldNode, field: GraphQLField) -> dict[str, Argument]:
        """Every argument that has a value, null included; absent ones without a default are left out."""
        written = {argument.name.value: argument.value for argument in node.arguments or ()}
        found: dict[str, Argument] = {}
        for name, definition in field.args.items():
            value = written.get(name)
            if value is not None and not self._is_absent_variable(value):
                found[name] = self._value(value, definition.type)
            elif definition.default_value is not Undefined:
                found[name] = _constant(definition.default_value, definition.type)
        return found

    def _is_absent_variable(self, value: ValueNode) -> bool:
        return isinstance(value, VariableNode) and value.name.value not in self._variables

    def _value(self, node: ValueNode, kind: GraphQLInputType) -> Argument:
        if isinstance(node, VariableNode):
            name = node.name.value
            return Argument(self._variables[name], lambda variables: variables[name], kind)
        if not _has_variable(node):
            return _constant(value_from_ast(node, kind), kind)
        return self._mixed(node, kind)

    def _mixed(self, node: ValueNode, kind: GraphQLInputType) -> Argument:
        """A literal with variables inside: assembled anew from its parts for each request."""
        bare = _bare(kind)
        if isinstance(bare, GraphQLList):
            nodes = node.values if isinstance(node, ListValueNode) else (node,)
            items = [self._value(item, bare.of_type) for item in nodes]
            return Argument(
                [item.sample for item in items], lambda variables: [item.get(variables) for item in items], kind
            )
        assert isinstance(node, ObjectValueNode)
        assert isinstance(bare, GraphQLInputObjectType)
        parts: dict[str, Argument] = {}
        for field_node in node.fields:
            if not self._is_absent_variable(field_node.value):
                field = bare.fields[field_node.name.value]
                parts[field.out_name or field_node.name.value] = self._value(field_node.value, field.type)
        for name, field in bare.fields.items():
            key = field.out_name or name
            if key not in parts and field.default_value is not Undefined:
                parts[key] = _constant(field.default_value, field.type)
        return Argument(
            {key: part.sample for key, part in parts.items()},
            lambda variables: {key: part.get(variables) for key, part in parts.items()},
            kind,
        )


def _constant(value: Any, kind: GraphQLInputType) -> Argument:
    return Argument(value, lambda _: value, kind)


def _has_variable(node: ValueNode) -> bool:
    if isinstance(node, ListValueNode):
        return any(_has_variable(item) for item in node.values)
    if isinstance(node, ObjectValueNode):
        return any(_has_variable(field.value) for field in node.fields)
    return isinstance(node, VariableNode)


def shape(value: Any, kind: GraphQLInputType) -> Any:
    """What of a variable's value decides the statement: keys, lengths, enums, booleans and nulls, but no other leaf."""
    bare = _bare(kind)
    if value is None:
        return None
    if isinstance(bare, GraphQLInputObjectType):
        return tuple(
            (name, shape(value[key], field.type))
            for name, field in bare.fields.items()
            if (key := field.out_name or name) in value
        )
    if isinstance(bare, GraphQLList):
        inner = _bare(bare.of_type)
        if isinstance(inner, GraphQLInputObjectType | GraphQLEnumType | GraphQLList):
            return tuple(shape(item, bare.of_type) for item in value)
        return "list"
    if isinstance(bare, GraphQLEnumType) or isinstance(value, bool) or bare.name == FIELD_PATH:
        return value
    return "value"


def words(text: str) -> Sequence[str]:
    """The words of a search, by which its plan is made too."""
    return text.split()
