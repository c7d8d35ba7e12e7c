"""Documents: parsed, checked against the limits and validated once."""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    OperationType,
    OverlappingFieldsCanBeMergedRule,
    SelectionSetNode,
    TypeInfo,
    ValidationContext,
    VariableValues,
    parse,
    specified_rules,
    validate,
)

from backend.auth.viewer import READ, WRITE
from backend.errors import RequestError
from backend.planner.catalog import Catalog
from backend.planner.limits import LimitExceeded, Measured, Measurer
from backend.planner.merging import MergingRule
from backend.planner.readings import Plans
from backend.planner.refusals import InvalidDocument
from backend.planner.variables import MAX_ERRORS, DeclaredVariables, takes_json
from backend.settings import Settings

MAX_LINES = 5_000  # each location of an error is found by counting the lines before it
MAX_PLANS = 200  # per operation
# Memory of a parsed document, measured: most are its tokens and the nodes of its syntax tree.
DOCUMENT_BYTES = 20_000
TOKEN_BYTES = 440
OPERATION_BYTES = 3_000
_TOO_MANY_TOKENS = "Syntax Error: Document contains more than"  # comments count in this error


class ParseFailed(InvalidDocument):
    code = "GRAPHQL_PARSE_FAILED"


class ValidationFailed(InvalidDocument):
    """The document is not valid; `errors` are graphql-core's."""

    code = "GRAPHQL_VALIDATION_FAILED"


# graphql-core compares the fields of one name in pairs.
_RULES = tuple(MergingRule if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules)


class UnknownOperation(RequestError):
    code = "OPERATION_RESOLUTION_FAILURE"


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
        self.plans = Plans(MAX_PLANS, frozenset(required), resized=document.resize)
        self.takes_json = self.type is OperationType.MUTATION and takes_json(catalog.schema, definitions)
        self._declared = DeclaredVariables(catalog.schema, node, _never_null(catalog.schema, document.node, node))

    def variables(self, given: Mapping[str, Any]) -> VariableValues:
        """The variables as coerced by graphql-core. Raises LimitExceeded, WrongVariables."""
        return self._declared.coerce(given)


class Document:
    """A document that is within the limits and valid. Raises ParseFailed, LimitExceeded or ValidationFailed."""

    def __init__(self, source: str, digest: bytes, catalog: Catalog, settings: Settings) -> None:
        self.source = source
        self.digest = digest  # of its tokens
        self.size = 0
        self.resized: Callable[[int], None] = lambda _: None
        try:
            check_size(source, settings)
            self._parse(source, catalog, settings)
        except GraphQLSyntaxError as error:
            raise ParseFailed(source, [(error.message, error.positions or ())]) from None
        except RecursionError:
            raise ParseFailed(source, [("Syntax Error: nested too deeply.", ())]) from None

    def _parse(self, source: str, catalog: Catalog, settings: Settings) -> None:
        self.node: DocumentNode = parse(source, max_tokens=settings.max_tokens, allow_empty_selection_sets=False)
        definitions = self.node.definitions
        self.fragments = {d.name.value: d for d in definitions if isinstance(d, FragmentDefinitionNode)}
        nodes = [d for d in definitions if isinstance(d, OperationDefinitionNode)]
        self.measurer = Measurer(self.node, catalog, settings)
        measured = [self.measurer.measure(node) for node in nodes]
        errors = validate(catalog.schema, self.node, _RULES, max_errors=MAX_ERRORS, hide_suggestions=True)
        if errors:
            raise ValidationFailed(source, [(each.message, each.positions or ()) for each in errors])
        parsed = 2 * len(source) + TOKEN_BYTES * _token_count(self.node)
        self.size = DOCUMENT_BYTES + parsed + OPERATION_BYTES * len(nodes)  # grows with its plans
        self.operations = [Operation(self, node, catalog, m) for node, m in zip(nodes, measured, strict=True)]
        self._by_name = {operation.name: operation for operation in self.operations}

    def resize(self, more: int) -> None:
        """Count the bytes by which the plans of the document grew or shrank."""
        self.size += more
        self.resized(more)

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


def check_size(source: str, settings: Settings) -> None:
    """Raise LimitExceeded when a document is too long to be looked at."""
    allowed = settings.max_document_characters
    if len(source) > allowed:
        message = f"document: {len(source)} characters exceed the limit of {allowed}"
        raise LimitExceeded(message, limit="document", allowed=allowed, found=len(source))
    lines = source.count("\n") + source.count("\r") + 1
    if lines > MAX_LINES:
        message = f"lines: {lines} exceed the limit of {MAX_LINES}"
        raise LimitExceeded(message, limit="lines", allowed=MAX_LINES, found=lines)


def follows_from_tokens(error: RequestError) -> bool:
    """Whether a document of the same tokens is refused with the same error, whatever its comments are."""
    return not error.message.startswith(_TOO_MANY_TOKENS)


def _token_count(document: DocumentNode) -> int:
    token = document.loc.start_token if document.loc else None
    count = 0
    while token is not None:
        count += 1
        token = token.next
    return count


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
