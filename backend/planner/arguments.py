"""Arguments: what of them decides the statement is asked and noted, the other values are bound when a plan runs."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    GraphQLDirective,
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

from backend.errors import BadUserInput
from backend.planner.readings import Fact, Getter, Readings, Variables

__all__ = ["Argument", "ArgumentReader", "Getter", "Variables", "code"]


class Argument:
    """One value. What the statement depends on is asked here while a plan is compiled, and noted; everything else is
    read by `get` from each request for which the plan runs.
    """

    __slots__ = ("_path", "_readings", "get", "type")

    def __init__(self, get: Getter, kind: GraphQLInputType, readings: Readings, path: tuple[Any, ...] | None) -> None:
        self.get = get
        self.type = kind
        self._readings = readings
        self._path = path  # None: the document says the value

    @property
    def fixed(self) -> bool:
        """Whether the value is the same in every request."""
        return self._path is None

    @property
    def given(self) -> bool:
        """Whether it is neither absent nor null."""
        return self._certain or bool(self.learn(_state) == _GIVEN)

    @property
    def absent(self) -> bool:
        """Whether it is a variable that the request does not give."""
        return not self._certain and bool(self.learn(_state) == _ABSENT)

    @property
    def _certain(self) -> bool:
        """Whether the types alone say that it is given."""
        return isinstance(self.type, GraphQLNonNull) or self._path in self._readings.required

    @property
    def is_object(self) -> bool:
        return isinstance(_bare(self.type), GraphQLInputObjectType)

    @property
    def lists_objects(self) -> bool:
        kind = _bare(self.type)
        return isinstance(kind, GraphQLList) and isinstance(_bare(kind.of_type), GraphQLInputObjectType)

    def learn(self, fact: Fact) -> Any:
        """A fact of the value: a pure function of it, the same object at each call. The plan depends on it."""
        if self._path is None:
            return fact(self.get({}))
        return self._readings.learn(self._path, fact, self.get)

    def choice(self) -> Any:
        """The value itself: for enums, switches and names of fields, which decide the statement."""
        return self.learn(_itself)

    def fields(self) -> dict[str, "Argument"]:
        """The fields of an input object that were given and are not null."""
        return {name: field for name, field in self.entries().items() if field is not None}

    def entries(self) -> dict[str, "Argument | None"]:
        """The fields of an input object that were given; None for null."""
        kind = _bare(self.type)
        assert isinstance(kind, GraphQLInputObjectType)
        written, nulls = self.learn(_keys)
        found: dict[str, Argument | None] = {}
        for name, field in kind.fields.items():
            key = field.out_name or name
            if key in written:
                found[name] = None if key in nulls else self._inside(key, field.type)
        return found

    def items(self) -> Sequence["Argument"]:
        """The items of a list of input objects or enums."""
        kind = _bare(self.type)
        assert isinstance(kind, GraphQLList)
        return [self._inside(index, kind.of_type) for index in range(self.learn(len))]

    def _inside(self, key: Any, kind: GraphQLInputType) -> "Argument":
        get, path = self.get, self._path
        return Argument(
            lambda variables: get(variables)[key], kind, self._readings, None if path is None else (*path, key)
        )


class _Object(Argument):
    """An object in the document with variables inside: assembled anew from its parts for each request."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Mapping[str, Argument], kind: GraphQLInputType, readings: Readings, path: Any) -> None:
        named = {_bare(kind).fields[name].out_name or name: part for name, part in parts.items()}
        super().__init__(lambda v: {key: part.get(v) for key, part in named.items()}, kind, readings, path)
        self._parts = parts

    @property
    def given(self) -> bool:
        return True

    def entries(self) -> dict[str, Argument | None]:
        return {name: part if part.given else None for name, part in self._parts.items()}


class _List(Argument):
    """A list in the document with variables inside."""

    __slots__ = ("_items",)

    def __init__(self, items: Sequence[Argument], kind: GraphQLInputType, readings: Readings, path: Any) -> None:
        super().__init__(lambda variables: [item.get(variables) for item in items], kind, readings, path)
        self._items = items

    @property
    def given(self) -> bool:
        return True

    def items(self) -> Sequence[Argument]:
        return self._items


_ABSENT, _NULL, _GIVEN = range(3)


def _state(value: Any) -> int:
    if value is None:
        return _NULL
    return _ABSENT if value is Undefined else _GIVEN


def _itself(value: Any) -> Any:
    return value


def _keys(value: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which keys were given, and which of them as null."""
    nulls = () if None not in value.values() else tuple(key for key, inner in value.items() if inner is None)
    return tuple(value), nulls


def _bare(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


class ArgumentReader:
    """Reads the arguments of field and directive nodes against one request's coerced variables."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    def read(self, node: FieldNode | DirectiveNode, field: GraphQLField | GraphQLDirective) -> dict[str, Argument]:
        """Every argument that has a value, null included; absent ones without a default are left out."""
        written = {argument.name.value: argument.value for argument in node.arguments or ()}
        found: dict[str, Argument] = {}
        for name, definition in field.args.items():
            value = self._value(written[name], definition.type) if name in written else None
            if value is not None and not value.absent:
                found[name] = value
            elif definition.default_value is not Undefined:
                found[name] = self._constant(definition.default_value, definition.type)
        return found

    def _value(self, node: ValueNode, kind: GraphQLInputType) -> Argument:
        if isinstance(node, VariableNode):
            name = node.name.value
            return Argument(lambda variables: variables.get(name, Undefined), kind, self._readings, (name,))
        if not _has_variable(node):
            value = value_from_ast(node, kind)
            if (
                value is Undefined
            ):  # valid by the grammar, such as a whole number of 5,000 digits, and no value of its type
                raise BadUserInput(f"a literal is no value of the type {kind}")
            return self._constant(value, kind)
        bare = _bare(kind)
        path = (id(node),)  # the node lives as long as the document, which keeps the plans
        if isinstance(bare, GraphQLList):
            nodes = node.values if isinstance(node, ListValueNode) else (node,)
            return _List([self._value(item, bare.of_type) for item in nodes], kind, self._readings, path)
        assert isinstance(node, ObjectValueNode)
        assert isinstance(bare, GraphQLInputObjectType)
        return _Object(self._parts(node, bare), kind, self._readings, path)

    def _parts(self, node: ObjectValueNode, kind: GraphQLInputObjectType) -> dict[str, Argument]:
        written = {field.name.value: field.value for field in node.fields}
        read = {name: self._value(value, kind.fields[name].type) for name, value in written.items()}
        parts = {name: part for name, part in read.items() if not part.absent}
        for name, field in kind.fields.items():
            if name not in parts and field.default_value is not Undefined:
                parts[name] = self._constant(field.default_value, field.type)
        return parts

    def _constant(self, value: Any, kind: GraphQLInputType) -> Argument:
        return Argument(lambda _: value, kind, self._readings, None)


def _has_variable(node: ValueNode) -> bool:
    if isinstance(node, ListValueNode):
        return any(_has_variable(item) for item in node.values)
    if isinstance(node, ObjectValueNode):
        return any(_has_variable(field.value) for field in node.fields)
    return isinstance(node, VariableNode)


def code(argument: Argument) -> str:
    """The name of an enum's value."""
    value = argument.choice()
    return str(getattr(value, "value", value))
