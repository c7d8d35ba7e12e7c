"""A subscription's selection: what it says of each event, and which nodes have to be read for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson
from graphql import FieldNode, GraphQLObjectType, VariableNode, Visitor, get_named_type, visit

from backend.auth.policy import SUBSCRIPTIONS
from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.errors import BadUserInput, Forbidden
from backend.events.log import Interest, LoggedEvent
from backend.identifiers import CONTRACT_ID, IMPORT_JOB_ID, TICKET_ID, TicketKey, decode_id
from backend.planner.arguments import Argument, ArgumentReader
from backend.planner.documents import Operation
from backend.planner.fields import EventNode, EventPart, RootLive
from backend.planner.plan import Plan
from backend.planner.planner import Planner
from backend.planner.readings import Readings
from backend.planner.text import moment_text

DISCARDED = "ticket.discarded"  # the one event whose node is gone
UNSELECTED = ""  # under this key it is only asked whether the node may be seen
Text = Callable[[LoggedEvent, str], bytes]
Decoded = TypeVar("Decoded")


def _discarded(event: LoggedEvent) -> str | None:
    return TICKET_ID.encode(TicketKey(event.node_id)) if event.topic == DISCARDED else None


_PARTS: Mapping[str, Text] = {
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
    """One operation with one set of arguments, for one role."""

    operation: Operation
    coerced: Any
    variables: Mapping[str, Any]  # as they were sent
    shared: Mapping[str, Any]  # the coerced ones that decide what is said of an event: all but one that is `since` only
    name: str
    root_key: str
    interest: Interest
    since: str | None
    parts: tuple[tuple[str, Text | str], ...]  # response key -> how it is said, or the name of a constant
    nodes: Mapping[str, Sequence[FieldNode]]  # response keys of the node -> what is selected of it
    plans: Mapping[str, Mapping[str, Plan]]  # by type of node, by response key

    @property
    def mixed(self) -> bool:
        """Whether a selected field lives outside the database."""
        return any(plan.mixed for plans in self.plans.values() for plan in plans.values())

    def of_nothing(self, event: LoggedEvent, viewer: Viewer) -> dict[str, Any] | None:
        """The node of an event whose node is not there: null to the staff where it was discarded; else nothing is told.

        Subscribers' rights are checked against the node, so that they are not told of one that is gone.
        """
        told = self.name == "ticketChanged" and event.topic == DISCARDED and viewer.role not in SUBSCRIBERS
        return dict.fromkeys(self.nodes) if told else None

    @property
    def of_viewer(self) -> bool:
        """Whether two viewers of one role could get different answers."""
        return any(plan.of_viewer for plans in self.plans.values() for plan in plans.values())

    def text(self, event: LoggedEvent, cursor: str, rows: Mapping[str, Any]) -> bytes:
        """`{"data":…}` of one event, `rows` being the node under each of its response keys."""
        said = []
        for key, part in self.parts:
            if isinstance(part, str):
                value = orjson.dumps(part)
            elif key in self.nodes:
                value = orjson.dumps(rows[key])
            else:
                value = part(event, cursor)
            said.append(b'"%s":%s' % (key.encode(), value))
        return b'{"data":{"%s":{%s}}}' % (self.root_key.encode(), b",".join(said))

    def row(self, event: LoggedEvent, cursor: str, rows: Mapping[str, Any]) -> dict[str, Any]:
        """The same for graphql-core to complete: by response key."""
        values: dict[str, Any] = {}
        for key, part in self.parts:
            if key in self.nodes:
                values[key] = rows[key]
            else:
                values[key] = part if isinstance(part, str) else orjson.loads(part(event, cursor))
        return {self.root_key: values}


def live_selection(
    planner: Planner, operation: Operation, variables: Mapping[str, Any], coerced: Any, viewer: Viewer
) -> LiveSelection:
    """Raises Forbidden, BadUserInput, and what compiling a selection raises."""
    schema = planner.catalog.schema
    kind = schema.subscription_type
    assert kind is not None
    readings = Readings(coerced.coerced)  # of this one opening: only the plans are kept
    collector = planner.collector(operation.document, readings)
    ((root_key, root_nodes),) = collector.collect(kind, [operation.node.selection_set]).items()
    name = root_nodes[0].name.value
    if viewer.role not in SUBSCRIPTIONS[name]:
        raise Forbidden(f"{viewer.role.shown} may not listen to {name}")
    field = kind.fields[name]
    mapping = planner.catalog.mapping(kind.name, name)
    assert isinstance(mapping, RootLive)
    payload = get_named_type(field.type)
    assert isinstance(payload, GraphQLObjectType)
    parts: list[tuple[str, Text | str]] = []
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
            key: planner.live_plan(operation, coerced, viewer.role, target, selected)
            for key, selected in (nodes or {UNSELECTED: ()}).items()
        }
        for target in _targets(planner, payload, viewer.role)
    }
    since = given["since"].get(coerced.coerced) if "since" in given else None
    interest = _interest(mapping, given, coerced.coerced, viewer)
    alone = _only_since(operation, root_nodes[0])
    shared = {name: value for name, value in coerced.coerced.items() if name != alone}
    return LiveSelection(
        operation, coerced, variables, shared, name, root_key, interest, since, tuple(parts), nodes, plans
    )


def _only_since(operation: Operation, root: FieldNode) -> str | None:
    """The variable that says `since`, if nothing else is said by it."""
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


def _part(planner: Planner, payload: GraphQLObjectType, name: str) -> Text | str | None:
    """How a field of the payload is said; None for the node itself."""
    if name == "__typename":
        return payload.name
    mapping = planner.catalog.mapping(payload.name, name)
    if isinstance(mapping, EventNode):
        return None
    assert isinstance(mapping, EventPart)
    return _PARTS[mapping.name]


def _targets(planner: Planner, payload: GraphQLObjectType, role: Role) -> list[str]:
    """The types of nodes that such an event may be about, as far as the role may see any."""
    for name in payload.fields:
        mapping = planner.catalog.mapping(payload.name, name)
        if isinstance(mapping, EventNode) and mapping.target is not None:
            return [mapping.target]
    return [kind.name for kind in planner.catalog.nodes() if role in planner.catalog.policies[kind.name].rows]


def _interest(mapping: RootLive, given: Mapping[str, Argument], variables: Any, viewer: Viewer) -> Interest:
    def decoded(argument: str, decode: Callable[[str], Decoded | None]) -> Decoded | None:
        if argument not in given:
            return None
        found = decode(given[argument].get(variables))
        if found is None:
            raise BadUserInput(f"{argument}: not an id of this kind", field=argument)
        return found

    node, job_id = decoded("nodeId", decode_id), decoded("id", IMPORT_JOB_ID.decode)
    types = given["types"].get(variables) if "types" in given else ()
    return Interest(
        topics=mapping.topics,
        node_id=job_id if node is None else node[1],
        contract_id=decoded("contractId", CONTRACT_ID.decode),
        # A subscriber's rights are checked in the statement that reads the node; this only saves reading in vain.
        customer_id=viewer.customer_id if viewer.role is Role.HOLDER else None,
        line_id=viewer.contract_id if viewer.role is Role.LINE else None,
        node_types=tuple(getattr(each, "value", each) for each in types),
        transitions=mapping.transitions,
        internal=viewer.role not in SUBSCRIBERS,
    )
