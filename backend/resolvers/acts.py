"""Acts: mutations that are compiled, and executed without graphql-core. The planner returns the node as JSON bytes.

An act has one root field whose payload contains at most one node. Other mutations (several root fields or nodes, fields
from outside the database) are executed by graphql-core. A test compares the results of both byte by byte.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import orjson
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    OperationType,
    is_leaf_type,
    located_error,
)
from graphql.execution import get_argument_values

from backend.auth.viewer import Role, Viewer
from backend.errors import RequestError, Throttled
from backend.planner.catalog import FIELD_DEFINITION
from backend.planner.documents import Operation
from backend.planner.fields import GraphType
from backend.planner.plan import Plan
from backend.planner.planner import Planner
from backend.planner.readings import Readings
from backend.planner.selection import Collector
from backend.resolvers.context import Context

EMBEDDED_TYPES = frozenset(
    {"UserError", "MatchReason", "Plan", "PlanChange", "PlanCharge", "ErasedRows", "KeptRows"}
)  # which payloads contain by value
Serialiser = Callable[[Any], Any]


@dataclass(frozen=True)
class _Node:
    """The field of the payload that refers to a node, with the plan that reads it."""

    attribute: str
    target: GraphType
    nodes: Sequence[FieldNode]
    plan: Plan


@dataclass(frozen=True)
class Act:
    """A compiled act: one root field and its selection, for a role and the facts of the variables."""

    key: str
    field: GraphQLField
    nodes: Sequence[FieldNode]
    parts: Mapping[str, Serialiser | _Node]

    async def run(self, context: Context) -> tuple[bytes, list[GraphQLError]] | None:
        """Execute the mutation and return the JSON of the data object and the errors.

        None when the arguments are invalid; nothing was executed then. Raises Throttled.
        """
        try:
            arguments = get_argument_values(self.field, self.nodes[0], context.variables, None, hide_suggestions=True)
        except GraphQLError:
            return None
        assert self.field.resolve is not None
        try:
            payload = await self.field.resolve(None, SimpleNamespace(context=context), **arguments)
        except Throttled:  # nothing was executed
            raise
        except Exception as error:  # noqa: BLE001  any exception becomes an error of the field
            return b'{"%s":null}' % self.key.encode(), [located_error(error, self.nodes, [self.key])]
        fields: list[bytes] = []
        errors: list[GraphQLError] = []
        for key, part in self.parts.items():
            try:
                value = await _read(part, payload, context) if isinstance(part, _Node) else orjson.dumps(part(payload))
            except Exception as error:  # noqa: BLE001
                assert isinstance(part, _Node), "only the node can fail: other values have the declared types"
                value = b"null"
                errors.append(located_error(error, part.nodes, [self.key, key]))
            fields.append(b'"%s":%s' % (key.encode(), value))
        return b'{"%s":{%s}}' % (self.key.encode(), b",".join(fields)), errors


async def _read(node: _Node, payload: Any, context: Context) -> bytes:
    node_id = getattr(payload, node.attribute)
    if node_id is None:
        return b"null"
    return await context.planner.read_node(node.plan, context.variables, context.viewer, node.target, node_id)


async def compiled_act(planner: Planner, operation: Operation, coerced: Any, viewer: Viewer) -> Act | None:
    """The operation as an act, compiled once per role and facts of the variables; None when it is not an act."""
    role = viewer.role
    if operation.type is not OperationType.MUTATION or operation.introspective:
        return None

    def make(readings: Readings) -> Act | None:
        try:
            return _compile(planner, operation, readings, role)
        except RequestError:  # graphql-core reports it after the mutation, with the path of the node
            return None

    return await planner.preparation.plan(operation, ("act", role), coerced.coerced, make, viewer)


def _compile(planner: Planner, operation: Operation, readings: Readings, role: Role) -> Act | None:
    collector = planner.collector(operation.document, readings)
    root = planner.catalog.schema.mutation_type
    assert root is not None
    selected = collector.collect(root, [operation.node.selection_set])
    if len(selected) != 1:
        return None
    ((key, nodes),) = selected.items()
    field = root.fields.get(nodes[0].name.value)
    if field is None:
        return None
    payload = field.type
    assert isinstance(payload, GraphQLObjectType)
    parts: dict[str, Serialiser | _Node] = {}
    for name, below in collector.below(payload, nodes).items():
        part = _node(planner, operation, readings, role, payload, below) or _attribute(collector, payload, below)
        if part is None:
            return None
        parts[name] = part
    if sum(isinstance(part, _Node) for part in parts.values()) > 1:
        return None
    return Act(key, field, nodes, parts)


def _node(
    planner: Planner,
    operation: Operation,
    readings: Readings,
    role: Role,
    payload: GraphQLObjectType,
    nodes: list[FieldNode],
) -> _Node | None:
    field = payload.fields.get(nodes[0].name.value)
    if field is None or not isinstance(field.type, GraphQLObjectType) or field.type.name not in planner.catalog.types:
        return None
    target = planner.catalog.types[field.type.name]
    plan = planner.compile_node_plan(operation, readings, role, target.name, nodes)
    attribute = field.extensions[FIELD_DEFINITION].python_name
    return None if plan.mixed or target.prefix is None else _Node(attribute, target, nodes, plan)


def _attribute(collector: Collector, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Serialiser | None:
    """The serialiser of a field of a payload, or of an object in it. Its argument is the Python object."""
    name = nodes[0].name.value
    if name == "__typename":
        return lambda _: kind.name
    field = kind.fields[name]
    definition = field.extensions[FIELD_DEFINITION]
    serialise = _value(collector, field.type, nodes)
    if serialise is None or definition.base_resolver is not None:
        return None
    attribute: str = definition.python_name
    return lambda owner: serialise(getattr(owner, attribute))


def _value(collector: Collector, kind: Any, nodes: list[FieldNode]) -> Serialiser | None:
    if isinstance(kind, GraphQLNonNull):
        return _value(collector, kind.of_type, nodes)
    if isinstance(kind, GraphQLList):
        each = _value(collector, kind.of_type, nodes)
        return each and (lambda values: None if values is None else [each(value) for value in values])
    if is_leaf_type(kind):
        return lambda value: None if value is None else kind.coerce_output_value(value)
    if kind.name not in EMBEDDED_TYPES:
        return None
    serialisers = {key: _attribute(collector, kind, below) for key, below in collector.below(kind, nodes).items()}
    if None in serialisers.values():
        return None
    return lambda owner: owner and {key: serialise(owner) for key, serialise in serialisers.items() if serialise}
