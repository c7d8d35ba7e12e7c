"""The forms in which clients send a document. The id of a persisted document is the hash of exactly that text.

- Apollo Client sends graphql-js 16's `print` of the document, `__typename` at the end of every selection set but the
  operation's own (`addTypenameToDocument`); its `generate-persisted-query-manifest` writes the same.
- The client preset of GraphQL Code Generator hashes a sorted document on one line (`printExecutableGraphQLDocument` of
  @graphql-tools/documents), with `__typename` where its `addTypenameSelectionDocumentTransform` is used, else without.
"""

from collections.abc import Callable, Iterable
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    NameNode,
    Node,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    Visitor,
    print_ast,
    visit,
)

TYPENAME = FieldNode(name=NameNode(value="__typename"), alias=None, arguments=(), directives=(), selection_set=None)


def sent_forms(document: DocumentNode) -> tuple[str, str, str]:
    """The text that Apollo Client sends, and those of the client preset with and without `__typename`."""
    apollo = _print(visit(document, _Typenames(_apollo_leaves_out, last=True)))
    preset = _sorted(visit(document, _Typenames(_preset_leaves_out, last=False)))
    return apollo, preset, _sorted(document)


class _BracesOfVersion16(Visitor):
    """graphql-js 16 prints an object without spaces inside its braces; graphql-core follows version 17."""

    @staticmethod
    def leave_object_value(node: ObjectValueNode, *_: Any) -> EnumValueNode:
        fields = (f"{each.name.value}: {print_ast(each.value)}" for each in node.fields)
        return EnumValueNode(value="{" + ", ".join(fields) + "}")  # the value of an enum is printed unchanged


def _print(node: Node) -> str:
    """The text that graphql-js 16 prints."""
    return print_ast(visit(node, _BracesOfVersion16()))


class _Typenames(Visitor):
    def __init__(self, leaves_out: Callable[[SelectionSetNode, Any], bool], *, last: bool) -> None:
        super().__init__()
        self._leaves_out = leaves_out
        self._last = last

    def enter_selection_set(self, node: SelectionSetNode, _key: Any, parent: Any, *_: Any) -> SelectionSetNode | None:
        if self._leaves_out(node, parent):
            return None
        given = node.selections
        return SelectionSetNode(selections=(*given, TYPENAME) if self._last else (TYPENAME, *given))


def _apollo_leaves_out(node: SelectionSetNode, parent: Any) -> bool:
    introspects = any(isinstance(each, FieldNode) and each.name.value.startswith("__") for each in node.selections)
    return introspects or isinstance(parent, OperationDefinitionNode)


def _preset_leaves_out(node: SelectionSetNode, parent: Any) -> bool:
    selected = any(isinstance(each, FieldNode) and each.name.value == "__typename" for each in node.selections)
    return selected or (isinstance(parent, OperationDefinitionNode) and parent.operation is OperationType.SUBSCRIPTION)


def _sorted(document: DocumentNode) -> str:
    return _on_one_line(_print(visit(document, _Sorting())))


class _Sorting(Visitor):
    """Sorts definitions, variables, selections and directives. The root fields of a mutation keep their order."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[SelectionSetNode] = []

    def enter_document(self, node: DocumentNode, *_: Any) -> DocumentNode:
        found = sorted(node.definitions, key=lambda each: (type(each).__name__, *_name_key(each)))
        return DocumentNode(definitions=tuple(found))

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> OperationDefinitionNode:
        if node.operation is OperationType.MUTATION:
            self._kept.append(node.selection_set)
        return _with(node, variable_definitions=_by(node.variable_definitions, lambda each: each.variable.name.value))

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
        if any(node is each for each in self._kept):
            self._kept += [each.selection_set for each in node.selections if isinstance(each, InlineFragmentNode)]
            return None
        return SelectionSetNode(selections=_by(node.selections, _selection_key))

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> FragmentSpreadNode:
        return _with(node, directives=_by(node.directives, _name))

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> InlineFragmentNode | None:
        if any(node.selection_set is each for each in self._kept):
            return None
        return _with(node, directives=_by(node.directives, _name))

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> FragmentDefinitionNode:
        return _with(node, directives=_by(node.directives, _name))

    def enter_directive(self, node: DirectiveNode, *_: Any) -> DirectiveNode:
        return _with(node, arguments=_by(node.arguments, _name))


def _selection_key(node: SelectionNode) -> str:
    if isinstance(node, FieldNode):
        return f"0{node.name.value}"
    if isinstance(node, FragmentSpreadNode):
        return f"1{node.name.value}"
    assert isinstance(node, InlineFragmentNode)
    inside = _by(node.selection_set.selections, _selection_key)
    condition = node.type_condition.name.value if node.type_condition else ""
    return f"2{condition}{_on_one_line(' '.join(_print(each) for each in inside))}"


def _by(nodes: Iterable[Any] | None, key: Callable[[Any], str]) -> tuple[Any, ...]:
    return tuple(sorted(nodes or (), key=key))


def _name(node: Any) -> str:
    name: str = node.name.value
    return name


def _name_key(node: Any) -> tuple[bool, str]:
    return node.name is None, node.name.value if node.name else ""


def _with(node: Any, **changed: Any) -> Any:
    given = {key: getattr(node, key, None) for key in node.keys}
    made: Node = type(node)(**{**given, **changed})
    return made


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
