"""Arguments of fields and directives.

Facts that decide the SQL text are read through `Readings` while a plan is compiled; all other values are bound as
parameters when the plan runs.
"""

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
    """One argument value. `read_fact` and the methods built on it return what the SQL text depends on, and record it;
    `get` reads the value from the variables of each request for which the plan runs.
    """

    __slots__ = ("_path", "_readings", "get", "type")

    def __init__(self, get: Getter, kind: GraphQLInputType, readings: Readings, path: tuple[Any, ...] | None) -> None:
        self.get = get
        self.type = kind
        self._readings = readings
        self._path = path  # None: the value is a literal in the document

    @property
    def fixed(self) -> bool:
        """Whether the value is the same in every request."""
        return self._path is None

    @property
    def given(self) -> bool:
        """Whether the value is neither absent nor null."""
        return self._always_given or bool(self.read_fact(_state) == _GIVEN)

    @property
    def absent(self) -> bool:
        """Whether the value is a variable without a value in the request."""
        return not self._always_given and bool(self.read_fact(_state) == _ABSENT)

    @property
    def _always_given(self) -> bool:
        """Whether the type or the variable's declaration guarantees a value that is not null."""
        return isinstance(self.type, GraphQLNonNull) or self._path in self._readings.required

    @property
    def is_object(self) -> bool:
        return isinstance(_nullable(self.type), GraphQLInputObjectType)

    @property
    def lists_objects(self) -> bool:
        kind = _nullable(self.type)
        return isinstance(kind, GraphQLList) and isinstance(_nullable(kind.of_type), GraphQLInputObjectType)

    def read_fact(self, fact: Fact) -> Any:
        """A fact about the value, which becomes part of the plan's key.

        `fact` is a pure function of the value and must be the same function object at each call.
        """
        if self._path is None:
            return fact(self.get({}))
        return self._readings.read_fact(self._path, fact, self.get)

    def choice(self) -> Any:
        """The value itself as a fact: for enums, Booleans and names of fields, which decide the SQL text."""
        return self.read_fact(_identity)

    def fields(self) -> dict[str, "Argument"]:
        """The fields of an input object that were given with a value other than null."""
        return {name: field for name, field in self.entries().items() if field is not None}

    def entries(self) -> dict[str, "Argument | None"]:
        """The fields of an input object that were given; None stands for a null."""
        kind = _nullable(self.type)
        assert isinstance(kind, GraphQLInputObjectType)
        written, nulls = self.read_fact(_keys)
        found: dict[str, Argument | None] = {}
        for name, field in kind.fields.items():
            key = field.out_name or name
            if key in written:
                found[name] = None if key in nulls else self._inside(key, field.type)
        return found

    def items(self) -> Sequence["Argument"]:
        """The items of a list of input objects or enums."""
        kind = _nullable(self.type)
        assert isinstance(kind, GraphQLList)
        return [self._inside(index, kind.of_type) for index in range(self.read_fact(len))]

    def _inside(self, key: Any, kind: GraphQLInputType) -> "Argument":
        get, path = self.get, self._path
        return Argument(
            lambda variables: get(variables)[key], kind, self._readings, None if path is None else (*path, key)
        )


class _Object(Argument):
    """An input object literal that contains variables: built from its parts for each request."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Mapping[str, Argument], kind: GraphQLInputType, readings: Readings, path: Any) -> None:
        named = {_nullable(kind).fields[name].out_name or name: part for name, part in parts.items()}
        super().__init__(lambda v: {key: part.get(v) for key, part in named.items()}, kind, readings, path)
        self._parts = parts

    @property
    def given(self) -> bool:
        return True

    def entries(self) -> dict[str, Argument | None]:
        return {name: part if part.given else None for name, part in self._parts.items()}


class _List(Argument):
    """A list literal that contains variables: built from its items for each request."""

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


def _identity(value: Any) -> Any:
    return value


def _keys(value: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys that were given, and those of them whose value is null."""
    nulls = () if None not in value.values() else tuple(key for key, inner in value.items() if inner is None)
    return tuple(value), nulls


def _nullable(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


class ArgumentReader:
    """Reads the arguments of fields and directives; facts about variables are recorded in `readings`."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings

    def read(self, node: FieldNode | DirectiveNode, field: GraphQLField | GraphQLDirective) -> dict[str, Argument]:
        """The arguments that have a value (null included) or a default, by name."""
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
            if value is Undefined:  # syntactically valid but out of range, such as an Int of 5,000 digits
                raise BadUserInput(f"a literal in the document is not a valid value of the type {kind}")
            return self._constant(value, kind)
        nullable = _nullable(kind)
        path = (id(node),)  # unique: the document keeps its nodes alive as long as its plans
        if isinstance(nullable, GraphQLList):
            nodes = node.values if isinstance(node, ListValueNode) else (node,)
            return _List([self._value(item, nullable.of_type) for item in nodes], kind, self._readings, path)
        assert isinstance(node, ObjectValueNode)
        assert isinstance(nullable, GraphQLInputObjectType)
        return _Object(self._parts(node, nullable), kind, self._readings, path)

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
    """The stored code of an enum value, as a fact of the plan."""
    value = argument.choice()
    return str(getattr(value, "value", value))
