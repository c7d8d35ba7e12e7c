"""Validation that fields of one response name can be merged (GraphQL, section 5.3.2), in time linear in the fields.

graphql-core compares fields in pairs, and again the selections below each pair, which takes half a second for a
document of a few kilobytes. Here all fields of one name are compared with the first of them, and the selections below
them are merged and compared once. The algorithm is Simon Adameit's ("A vastly more performant algorithm for GraphQL
field selection merging", 2019), which Sangria and graphql-java use.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLObjectType,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
    ValidationRule,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
)

from backend.planner.limits import LimitExceeded

# Fields that are looked at, some more than once. Documents within the other limits need about 2,000; only parts of many
# types that are nested in each other need more.
MAX_STEPS = 30_000


class _Field(NamedTuple):
    node: FieldNode
    parent: Any  # the type that the field is selected on, if it is known
    type: Any  # the type of the field, if it is known

    @property
    def response_name(self) -> str:
        return (self.node.alias or self.node.name).value


class MergingRule(ValidationRule):
    """Replaces graphql-core's OverlappingFieldsCanBeMergedRule. Raises LimitExceeded after MAX_STEPS."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._steps = 0
        self._seen: set[tuple[str, frozenset[int]]] = set()
        self._arguments: dict[int, Any] = {}
        self._reported: set[tuple[int, int]] = set()

    def leave_document(self, *_: Any) -> None:
        for definition in self.context.document.definitions:
            if isinstance(definition, OperationDefinitionNode):
                root = self.context.schema.get_root_type(definition.operation)
                fields = self._collected([(definition.selection_set, root)])
                self._check_shapes(fields)
                self._check_sources(fields)

    def _check_shapes(self, fields: Sequence[_Field]) -> None:
        """All fields of one name must have values of one shape, even if never two of them apply to one object."""
        if self._is_known("shapes", fields):
            return
        for name, group in _by_name(fields).items():
            first = group[0]
            for other in group[1:]:
                if first.type is not None and other.type is not None and _shape(first.type) != _shape(other.type):
                    reason = f"they return conflicting types '{first.type}' and '{other.type}'"
                    self._report(name, reason, first, other)
                    break
            self._check_shapes(self._below(group))

    def _check_sources(self, fields: Sequence[_Field]) -> None:
        """Fields of one name that may apply to one object must be the same field with the same arguments."""
        if self._is_known("sources", fields):
            return
        for name, group in _by_name(fields).items():
            for together in _by_parent(group):
                first = together[0]
                for other in together[1:]:
                    reason = self._difference(first.node, other.node)
                    if reason:
                        self._report(name, reason, first, other)
                        break
                self._check_sources(self._below(together))

    def _difference(self, first: FieldNode, other: FieldNode) -> str | None:
        one, two = first.name.value, other.name.value
        if one != two:
            return f"'{one}' and '{two}' are different fields"
        return None if self._written(first) == self._written(other) else "they have differing arguments"

    def _written(self, node: FieldNode) -> Any:
        """The arguments of a field in a form that can be compared."""
        known = self._arguments.get(id(node))
        if known is None:
            known = {each.name.value: _structure(each.value) for each in node.arguments or ()}
            self._arguments[id(node)] = known
        return known

    def _report(self, name: str, reason: str, first: _Field, other: _Field) -> None:
        pair = id(first.node), id(other.node)
        if pair not in self._reported:
            self._reported.add(pair)
            advice = "Use different aliases on the fields to fetch both if this was intentional."
            message = f"Fields '{name}' conflict because {reason}. {advice}"
            self.report_error(GraphQLError(message, [first.node, other.node]))

    def _is_known(self, check: str, fields: Sequence[_Field]) -> bool:
        """Whether the same fields were merged and checked elsewhere, such as where a fragment is spread again."""
        key = check, frozenset(id(field.node) for field in fields)
        if key in self._seen:
            return True
        self._seen.add(key)
        return False

    def _below(self, group: Iterable[_Field]) -> list[_Field]:
        return self._collected(
            [(f.node.selection_set, get_named_type(f.type)) for f in group if f.node.selection_set is not None]
        )

    def _collected(self, selected: Iterable[tuple[SelectionSetNode, Any]]) -> list[_Field]:
        """All fields of these selection sets and of the fragments in them, each once."""
        found: dict[int, _Field] = {}
        spread: set[str] = set()
        waiting = deque(selected)
        while waiting:
            selections, parent = waiting.popleft()
            self._steps += len(selections.selections)
            if self._steps > MAX_STEPS:
                message = f"comparisons: merging the fields of one name takes more than {MAX_STEPS} steps"
                raise LimitExceeded(message, limit="comparisons", allowed=MAX_STEPS)
            for node in selections.selections:
                if isinstance(node, FieldNode):
                    found[id(node)] = _Field(node, parent, _type_of(self.context, parent, node))
                elif isinstance(node, InlineFragmentNode):
                    condition = node.type_condition
                    waiting.append((node.selection_set, self._type(condition.name.value) if condition else parent))
                elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                    spread.add(node.name.value)
                    fragment = self.context.get_fragment(node.name.value)
                    if fragment is not None:
                        waiting.append((fragment.selection_set, self._type(fragment.type_condition.name.value)))
        return list(found.values())

    def _type(self, name: str) -> Any:
        return self.context.schema.get_type(name)


def _by_name(fields: Iterable[_Field]) -> dict[str, list[_Field]]:
    groups: dict[str, list[_Field]] = {}
    for field in fields:
        groups.setdefault(field.response_name, []).append(field)
    return groups


def _by_parent(group: list[_Field]) -> Iterator[list[_Field]]:
    """The parts of a group that may apply to one object: per object type its fields, and those of abstract types."""
    objects = {field.parent.name: field.parent for field in group if isinstance(field.parent, GraphQLObjectType)}
    if len(objects) < 2:
        yield group
        return
    for kind in objects.values():
        yield [f for f in group if f.parent is kind or not isinstance(f.parent, GraphQLObjectType)]


def _type_of(context: ValidationContext, parent: Any, node: FieldNode) -> Any:
    field = context.schema.get_field(parent, node.name.value) if is_composite_type(parent) else None
    return field.type if field is not None else None


def _shape(kind: Any) -> Any:
    """What two types must have in common to be merged: the wrappers, and the name of a leaf."""
    if is_non_null_type(kind):
        return "!", _shape(kind.of_type)
    if is_list_type(kind):
        return "[]", _shape(kind.of_type)
    return "" if is_composite_type(kind) else kind.name


def _structure(value: ValueNode) -> Any:
    """A literal in a form that can be compared: without its layout, the fields of objects by name."""
    if isinstance(value, VariableNode):
        return "$", value.name.value
    if isinstance(value, ListValueNode):
        return "[]", [_structure(each) for each in value.values]
    if isinstance(value, ObjectValueNode):
        return "{}", sorted((field.name.value, _structure(field.value)) for field in value.fields)
    return value.kind, getattr(value, "value", None)
