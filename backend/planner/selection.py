"""The fields of selection sets, merged as in GraphQL (October 2021), section 6.3.2, CollectFields."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
)
from graphql.type import GraphQLField

from backend.planner.arguments import ArgumentReader

Selected = dict[str, list[FieldNode]]  # by response key: the merged nodes of a field
_DIRECTIVES = {directive.name: directive for directive in (GraphQLIncludeDirective, GraphQLSkipDirective)}


def response_key(nodes: Sequence[FieldNode]) -> str:
    """The key of a field in the answer, from its merged nodes."""
    return nodes[0].alias.value if nodes[0].alias else nodes[0].name.value


def object_type(field: GraphQLField) -> GraphQLObjectType:
    """The object type of a field, without its lists and non-nulls."""
    kind = get_named_type(field.type)
    assert isinstance(kind, GraphQLObjectType)
    return kind


class Collector:
    """Collects the fields of selection sets, with the `@skip` and `@include` of one request applied."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], reader: ArgumentReader
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._reader = reader

    def collect(self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]) -> Selected:
        """The field nodes of each response key, in order of first occurrence."""
        found: Selected = {}
        seen: set[str] = set()
        for selection_set in sets:
            if selection_set is not None:
                self._collect_into(found, seen, kind, selection_set)
        return found

    def below(self, kind: GraphQLObjectType, nodes: Iterable[FieldNode]) -> Selected:
        """The fields that the merged nodes of one field select."""
        return self.collect(kind, (node.selection_set for node in nodes))

    def _collect_into(
        self, found: Selected, seen: set[str], kind: GraphQLObjectType, selections: SelectionSetNode
    ) -> None:
        for selection in selections.selections:
            if not self._included(selection):
                continue
            if isinstance(selection, FieldNode):
                found.setdefault(response_key([selection]), []).append(selection)
            elif isinstance(selection, InlineFragmentNode):
                if self._applies(selection.type_condition, kind):
                    self._collect_into(found, seen, kind, selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in seen:
                seen.add(selection.name.value)
                fragment = self._fragments[selection.name.value]
                if self._applies(fragment.type_condition, kind):
                    self._collect_into(found, seen, kind, fragment.selection_set)

    def _included(self, node: SelectionNode) -> bool:
        return all(self._directive_includes(directive) for directive in node.directives or ())

    def _directive_includes(self, node: DirectiveNode) -> bool:
        directive = _DIRECTIVES.get(node.name.value)
        if directive is None:
            return True
        wanted: bool = self._reader.read(node, directive)["if"].choice()
        return wanted == (directive is GraphQLIncludeDirective)

    def _applies(self, condition: Any, kind: GraphQLObjectType) -> bool:
        if condition is None:
            return True
        wanted = self._schema.type_map[condition.name.value]
        return wanted is kind or (isinstance(wanted, GraphQLInterfaceType) and wanted in kind.interfaces)
