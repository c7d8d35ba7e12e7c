"""The selection of a subscription: the fields taken from each event, and the plans that read its node."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
from graphql import FieldNode, GraphQLObjectType, VariableNode, Visitor, get_named_type, visit

from backend.auth.policy import SUBSCRIPTIONS
from backend.auth.viewer import OUTSIDE, Role, Viewer
from backend.errors import BadUserInput, Forbidden
from backend.events.log import Interest, LoggedEvent
from backend.identifiers import (
    CONTRACT_ID,
    DUPLICATE_SEARCH_ID,
    EXPORT_JOB_ID,
    IMPORT_JOB_ID,
    TICKET_ID,
    IdFormat,
    TicketKey,
    decode_id,
)
from backend.planner.arguments import Argument, ArgumentReader
from backend.planner.documents import Operation
from backend.planner.fields import EventNode, EventPart, RootLive
from backend.planner.plan import Plan
from backend.planner.planner import Planner
from backend.planner.readings import Readings
from backend.planner.text import moment_text

DISCARDED = "ticket.discarded"  # the only topic whose node no longer exists
UNSELECTED = ""  # key of the plan when no field of the node is selected: it reads only whether the node is visible
EventText = Callable[[LoggedEvent, str], bytes]
Decoded = TypeVar("Decoded")


def _discarded(event: LoggedEvent) -> str | None:
    return TICKET_ID.encode(TicketKey(event.node_id)) if event.topic == DISCARDED else None


_PARTS: Mapping[str, EventText] = {
    "cursor": lambda _, cursor: b'"%s"' % cursor.encode(),
    "at": lambda event, _: b'"%s"' % moment_text(event.at).encode(),
    "machine": lambda event, _: orjson.dumps(event.payload.get("machine")),
    "verb": lambda event, _: orjson.dumps(event.payload.get("verb")),
    "from": lambda event, _: orjson.dumps(event.payload.get("from")),
    "to": lambda event, _: orjson.dumps(event.payload.get("to")),
    "discarded": lambda event, _: orjson.dumps(_discarded(event)),
}


@dataclass(frozen=True)
class LiveSelection:
    """One subscription operation with one set of arguments, for one role."""

    operation: Operation
    cost: int  # rows that one event may have
    coerced: Any
    variables: Mapping[str, Any]  # as the client sent them
    # The coerced variables on which the answers depend: all but a variable that is used for `since` only.
    shared: Mapping[str, Any]
    name: str
    root_key: str
    interest: Interest
    since: str | None
    parts: tuple[tuple[str, EventText | str], ...]  # by response key: how to write the field, or a constant text
    nodes: Mapping[str, Sequence[FieldNode]]  # the selected field nodes of the node, by its response keys
    plans: Mapping[str, Mapping[str, Plan]]  # by type of the node and response key

    @property
    def mixed(self) -> bool:
        """Whether a selected field is resolved from outside the database."""
        return any(plan.mixed for plans in self.plans.values() for plan in plans.values())

    def missing_node(self, event: LoggedEvent, viewer: Viewer) -> dict[str, Any] | None:
        """The rows of an event whose node was not found: null for staff if the node was discarded, otherwise None.

        None suppresses the event. Subscribers never receive it, because their rights are checked against the node.
        """
        is_sent = self.name == "ticketChanged" and event.topic == DISCARDED and viewer.role not in OUTSIDE
        return dict.fromkeys(self.nodes) if is_sent else None

    @property
    def depends_on_viewer(self) -> bool:
        """Whether two viewers of one role can receive different data."""
        return any(plan.depends_on_viewer for plans in self.plans.values() for plan in plans.values())

    def text(self, event: LoggedEvent, cursor: str, rows: Mapping[str, Any]) -> bytes:
        """The response `{"data":…}` for one event; `rows` holds the node under each of its response keys."""
        fields = []
        for key, part in self.parts:
            if isinstance(part, str):
                value = orjson.dumps(part)
            elif key in self.nodes:
                value = orjson.dumps(rows[key])
            else:
                value = part(event, cursor)
            fields.append(b'"%s":%s' % (key.encode(), value))
        return b'{"data":{"%s":{%s}}}' % (self.root_key.encode(), b",".join(fields))

    def row(self, event: LoggedEvent, cursor: str, rows: Mapping[str, Any]) -> dict[str, Any]:
        """The same as values by response key, for graphql-core to complete."""
        values: dict[str, Any] = {}
        for key, part in self.parts:
            if key in self.nodes:
                values[key] = rows[key]
            else:
                values[key] = part if isinstance(part, str) else orjson.loads(part(event, cursor))
        return {self.root_key: values}


async def live_selection(
    planner: Planner, operation: Operation, variables: Mapping[str, Any], coerced: Any, viewer: Viewer, cost: int
) -> LiveSelection:
    """Compile a subscription for a viewer; `cost` is that of the operation.

    Raises Forbidden when the role may not subscribe, BadUserInput for invalid arguments, and the errors of compiling
    the selection.
    """
    schema = planner.catalog.schema
    kind = schema.subscription_type
    assert kind is not None
    readings = Readings(coerced.coerced)  # used for this request only; the plans are cached
    collector = planner.collector(operation.document, readings)
    ((root_key, root_nodes),) = collector.collect(kind, [operation.node.selection_set]).items()
    name = root_nodes[0].name.value
    if viewer.role not in SUBSCRIPTIONS[name]:
        raise Forbidden(f"the role {viewer.role.shown} may not open the subscription {name}")
    field = kind.fields[name]
    mapping = planner.catalog.mapping(kind.name, name)
    assert isinstance(mapping, RootLive)
    payload = get_named_type(field.type)
    assert isinstance(payload, GraphQLObjectType)
    parts: list[tuple[str, EventText | str]] = []
    nodes: dict[str, Sequence[FieldNode]] = {}
    for key, selected in collector.below(payload, root_nodes).items():
        part = _part(planner, payload, selected[0].name.value)
        if part is None:
            nodes[key], part = selected, _no_text
        parts.append((key, part))
    arguments = ArgumentReader(readings).read(root_nodes[0], field)
    given = {key: argument for key, argument in arguments.items() if argument.given}
    plans = {
        target: {
            key: await planner.node_plan(operation, coerced, viewer, target, selected)
            for key, selected in (nodes or {UNSELECTED: ()}).items()
        }
        for target in _targets(planner, payload, viewer.role)
    }
    since = given["since"].get(coerced.coerced) if "since" in given else None
    interest = _interest(mapping, given, coerced.coerced, viewer)
    alone = _variable_of_since(operation, root_nodes[0])
    shared = {name: value for name, value in coerced.coerced.items() if name != alone}
    return LiveSelection(
        operation, cost, coerced, variables, shared, name, root_key, interest, since, tuple(parts), nodes, plans
    )


def _variable_of_since(operation: Operation, root: FieldNode) -> str | None:
    """The name of the variable that is used for `since` and nowhere else, if there is one."""
    since = next((a.value for a in root.arguments or () if a.name.value == "since"), None)
    if not isinstance(since, VariableNode):
        return None
    uses: list[str] = []

    class Uses(Visitor):
        def enter_variable(self, node: VariableNode, *_: Any) -> None:
            uses.append(node.name.value)

    for node in (operation.node.selection_set, *operation.document.fragments.values()):
        visit(node, Uses())
    return since.name.value if uses.count(since.name.value) == 1 else None


def _no_text(_: LoggedEvent, __: str) -> bytes:
    raise AssertionError


def _part(planner: Planner, payload: GraphQLObjectType, name: str) -> EventText | str | None:
    """How a field of the payload is written: a function, or a constant text. None for the node itself."""
    if name == "__typename":
        return payload.name
    mapping = planner.catalog.mapping(payload.name, name)
    if isinstance(mapping, EventNode):
        return None
    assert isinstance(mapping, EventPart)
    return _PARTS[mapping.name]


def _targets(planner: Planner, payload: GraphQLObjectType, role: Role) -> list[str]:
    """The types of nodes that these events may concern and the role may see."""
    for name in payload.fields:
        mapping = planner.catalog.mapping(payload.name, name)
        if isinstance(mapping, EventNode) and mapping.target is not None:
            return [mapping.target]
    return [kind.name for kind in planner.catalog.readable_nodes(role)]


# By topic: the ids of work whose progress is watched.
_WORK: Mapping[str, IdFormat[Any]] = {
    "import": IMPORT_JOB_ID,
    "export": EXPORT_JOB_ID,
    "duplicate_search": DUPLICATE_SEARCH_ID,
}


def _interest(mapping: RootLive, given: Mapping[str, Argument], variables: Any, viewer: Viewer) -> Interest:
    def decoded(argument: str, decode: Callable[[str], Decoded | None]) -> Decoded | None:
        if argument not in given:
            return None
        found = decode(given[argument].get(variables))
        if found is None:
            raise BadUserInput(f"{argument}: the value is not an id of the expected type", field=argument)
        return found

    node, job_id = decoded("nodeId", decode_id), None
    if "id" in given:
        job_id = decoded("id", _WORK[mapping.topics[0]].decode)
    types = given["types"].get(variables) if "types" in given else ()
    return Interest(
        topics=mapping.topics,
        node_id=job_id if node is None else node[1],
        contract_id=decoded("contractId", CONTRACT_ID.decode),
        # Only an optimisation: the rights of a subscriber are checked by the statement that reads the node.
        customer_id=viewer.customer_id if viewer.role is Role.HOLDER else None,
        line_id=viewer.contract_id if viewer.role is Role.LINE else None,
        node_types=tuple(getattr(each, "value", each) for each in types),
        transitions=mapping.transitions,
        internal=viewer.role not in OUTSIDE,
    )
