"""Parsed documents, cached by their text. A new document is parsed, checked against the limits and validated once."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    TypeInfo,
    ValidationContext,
    get_variable_values,
    parse,
    validate,
)

from backend.auth.viewer import READ, WRITE
from backend.errors import RequestError
from backend.planner.catalog import Catalog
from backend.planner.limits import LimitExceeded, Measured, Measurer, check_values
from backend.planner.readings import Plans
from backend.settings import Settings

MAX_DOCUMENTS = 1_000
MAX_ERRORS = 20
MAX_PLANS = 200  # per operation


class ParseFailed(RequestError):
    code = "GRAPHQL_PARSE_FAILED"


class ValidationFailed(RequestError):
    """The document is not valid; `errors` are graphql-core's, each with its locations."""

    code = "GRAPHQL_VALIDATION_FAILED"

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


class UnknownOperation(RequestError):
    code = "OPERATION_RESOLUTION_FAILURE"


class WrongVariables(RequestError):
    """The variables do not match their declared types; `errors` are graphql-core's."""

    code = "BAD_USER_INPUT"

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


class Operation:
    """One operation of a cached document, with its cost measures and its plans."""

    def __init__(
        self, document: "Document", node: OperationDefinitionNode, catalog: Catalog, measured: Measured
    ) -> None:
        self.document = document
        self.node = node
        self.name = node.name.value if node.name else None
        self.type = node.operation
        self.measured = measured
        self.scope = WRITE if node.operation is OperationType.MUTATION else READ
        self.introspective = _introspective(node.selection_set, document.fragments)
        definitions = node.variable_definitions or ()
        required = {(d.variable.name.value,) for d in definitions if isinstance(d.type, NonNullTypeNode)}
        self.plans = Plans(MAX_PLANS, frozenset(required))
        self._schema = catalog.schema
        self._names = [d.variable.name.value for d in definitions]
        self._never_null = _never_null(catalog.schema, document.node, node)

    def variables(self, given: Mapping[str, Any]) -> Any:
        """The variables as coerced by graphql-core.

        Raises LimitExceeded before coercion when they are too large, and WrongVariables when they do not match.
        """
        check_values(given, self._names)
        values = get_variable_values(
            self._schema,
            self.node.variable_definitions or (),
            dict(given),
            max_errors=MAX_ERRORS,
            hide_suggestions=True,
        )
        if isinstance(values, list):
            raise WrongVariables(values)
        for name in self._never_null:
            if name in given and given[name] is None:
                raise WrongVariables([GraphQLError(f"Variable '${name}' is used where null is not allowed.")])
        return values


class Document:
    """A document that is within the limits and valid. Raises ParseFailed, LimitExceeded or ValidationFailed."""

    def __init__(self, source: str, catalog: Catalog, settings: Settings) -> None:
        self.source = source
        try:
            if len(source) > settings.max_document_characters:
                allowed = settings.max_document_characters
                message = f"document: {len(source)} characters exceed the limit of {allowed}"
                raise LimitExceeded(message, limit="document", allowed=allowed, found=len(source))
            self._parse(source, catalog, settings)
        except GraphQLSyntaxError as error:
            raise ParseFailed(error.message, locations=_locations(error)) from None
        except RecursionError:
            raise ParseFailed("Syntax Error: nested too deeply.") from None

    def _parse(self, source: str, catalog: Catalog, settings: Settings) -> None:
        self.node: DocumentNode = parse(source, max_tokens=settings.max_tokens, allow_empty_selection_sets=False)
        definitions = self.node.definitions
        self.fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
        nodes = [d for d in definitions if isinstance(d, OperationDefinitionNode)]
        self.measurer = Measurer(self.node, catalog, settings)
        measured = [self.measurer.measure(node) for node in nodes]
        errors = validate(catalog.schema, self.node, max_errors=MAX_ERRORS, hide_suggestions=True)
        if errors:
            raise ValidationFailed(errors)
        self.operations = [Operation(self, node, catalog, m) for node, m in zip(nodes, measured, strict=True)]
        self._by_name = {operation.name: operation for operation in self.operations}

    def operation(self, name: str | None) -> Operation:
        """The operation with this name, or the only operation for None. Raises UnknownOperation."""
        if name is None:
            if len(self.operations) == 1:
                return self.operations[0]
            raise UnknownOperation("Must provide operation name if query contains multiple operations.")
        found = self._by_name.get(name)
        if found is None:
            raise UnknownOperation(f"Unknown operation named '{name}'.")
        return found


class Documents:
    """A cache of documents by their text; the least recently used one is dropped first."""

    def __init__(self, catalog: Catalog, settings: Settings) -> None:
        self._catalog = catalog
        self._settings = settings
        self._known: OrderedDict[str, Document] = OrderedDict()

    def clear(self) -> None:
        """Drop all documents and their plans."""
        self._known.clear()

    def get(self, source: str) -> Document:
        """The document with this text. Raises ParseFailed, LimitExceeded or ValidationFailed."""
        document = self._known.get(source)
        if document is not None:
            self._known.move_to_end(source)
            return document
        document = Document(source, self._catalog, self._settings)
        self._known[source] = document
        if len(self._known) > MAX_DOCUMENTS:
            self._known.popitem(last=False)
        return document


def _locations(error: GraphQLError) -> list[dict[str, int]]:
    return [{"line": place.line, "column": place.column} for place in error.locations or ()]


def _never_null(schema: GraphQLSchema, document: DocumentNode, node: OperationDefinitionNode) -> set[str]:
    """Nullable variables with a default that are used where null is not allowed.

    Validation accepts them (GraphQL, section 5.8.5), so an explicit null must be refused for each request.
    """
    nullable = {
        d.variable.name.value for d in node.variable_definitions or () if not isinstance(d.type, NonNullTypeNode)
    }
    if not nullable:
        return set()
    context = ValidationContext(schema, document, TypeInfo(schema), lambda _: None)
    usages = context.get_recursive_variable_usages(node)
    return nullable & {usage.node.name.value for usage in usages if isinstance(usage.type, GraphQLNonNull)}


def _walk(selections: SelectionSetNode, visit: Callable[[FieldNode], None]) -> None:
    for selection in selections.selections:
        if isinstance(selection, FieldNode):
            visit(selection)
        if isinstance(selection, FieldNode | InlineFragmentNode) and selection.selection_set:
            _walk(selection.selection_set, visit)


def _introspective(selections: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> bool:
    """Whether the operation may select `__schema` or `__type`.

    Every fragment of the document counts, whether or not this operation spreads it.
    """
    found: list[bool] = []

    def visit(node: FieldNode) -> None:
        if node.name.value in {"__schema", "__type"}:
            found.append(True)

    _walk(selections, visit)
    for fragment in fragments.values():
        _walk(fragment.selection_set, visit)
    return bool(found)
