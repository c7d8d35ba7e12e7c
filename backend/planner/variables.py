"""The variables of a request, coerced as graphql-core does it.

graphql-core reads the types of the variables from the syntax tree anew for each request, which takes a tenth of the
time of a small read. Values whose coercion changes nothing, such as ids and texts, are checked here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLError,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    VariableDefinitionNode,
    VariableValues,
    get_named_type,
    get_variable_values,
    type_from_ast,
)
from graphql.execution.values import VariableValueSource

from backend.errors import RequestError
from backend.planner.limits import check_values

MAX_ERRORS = 20
# Types, and the type of the JSON values that they accept and leave as they are.
_UNCHANGED: Mapping[Any, type] = {GraphQLID: str, GraphQLString: str, GraphQLBoolean: bool}


class WrongVariables(RequestError):
    """The variables do not match their declared types; `errors` are graphql-core's."""

    code = "BAD_USER_INPUT"

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


class DeclaredVariables:
    """The variables that an operation declares. `never_null` are nullable ones that are used where null is refused."""

    def __init__(self, schema: GraphQLSchema, node: OperationDefinitionNode, never_null: set[str]) -> None:
        self._schema = schema
        self._definitions = node.variable_definitions or ()
        self._names = [each.variable.name.value for each in self._definitions]
        self._never_null = never_null
        # Of each variable: its source when it is absent, and the type of the values that coercion leaves unchanged.
        self._known: dict[str, tuple[VariableValueSource, type | None]] | None = None

    def coerce(self, given: Mapping[str, Any]) -> VariableValues:
        """The values as coerced by graphql-core.

        Raises LimitExceeded before coercion when they are too large, and WrongVariables when they do not match.
        """
        return self._unchanged(given) or self._coerced(given)

    def _unchanged(self, given: Mapping[str, Any]) -> VariableValues | None:
        """The values if coercion changes none of them; None if it may."""
        if self._known is None:
            return None
        sources: dict[str, VariableValueSource] = {}
        coerced: dict[str, Any] = {}
        for name, (absent, kind) in self._known.items():
            if name in given:
                value = given[name]
                if type(value) is not kind:
                    return None
                sources[name] = VariableValueSource(absent.signature, value)
                coerced[name] = value
            elif absent.signature.default is None and not isinstance(absent.signature.type, GraphQLNonNull):
                sources[name] = absent
            else:
                return None
        return VariableValues(sources, coerced)

    def _coerced(self, given: Mapping[str, Any]) -> VariableValues:
        check_values(given, self._names)
        values = get_variable_values(
            self._schema, self._definitions, dict(given), max_errors=MAX_ERRORS, hide_suggestions=True
        )
        if isinstance(values, list):
            raise WrongVariables(values)
        for name in self._never_null:
            if name in given and given[name] is None:
                raise WrongVariables([GraphQLError(f"Variable '${name}' is used where null is not allowed.")])
        if self._known is None:
            self._known = {
                name: (VariableValueSource(each.signature), _UNCHANGED.get(_nullable(each.signature.type)))
                for name, each in values.sources.items()
            }
        return values


def takes_json(schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode]) -> bool:
    """Whether the type of a variable is the scalar JSON, or has a field of this type."""
    names = [each.type for each in definitions]
    kinds = [get_named_type(type_from_ast(schema, name)) for name in names]
    found: dict[str, Any] = {kind.name: kind for kind in kinds if kind is not None}
    unread = list(found.values())
    while unread:
        kind = unread.pop()
        if isinstance(kind, GraphQLInputObjectType):
            inner = {each.name: each for field in kind.fields.values() if (each := get_named_type(field.type))}
            unread += [each for name, each in inner.items() if name not in found]
            found |= inner
    return "JSON" in found


def _nullable(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind
