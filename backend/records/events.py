"""Events for the log, inserted in the transaction of what they tell of."""

import enum
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

import sqlalchemy as sa

from backend.identifiers import ContractKey, CustomerKey
from backend.models import Event, NodeType
from backend.models.nouns import BY_GRAPH_TYPE, BY_MACHINE
from backend.records.history import Step
from backend.records.rows import as_json, insert_from, literal, recordset

# The past participles that are not formed by `-ed`. With the machine's name they are the topic of a transition.
PAST_PARTICIPLES = {
    "annul": "annulled", "answer": "answered", "cancel": "cancelled", "do": "done", "fulfil": "fulfilled",
    "lose": "lost", "open": "opened", "port_out": "ported_out", "refund_part": "partly_refunded",
    "reopen": "reopened", "resubmit": "resubmitted", "transfer": "transferred", "unblock_unbound": "unblocked",
    "undo": "undone", "withdraw": "withdrawn",
}  # fmt: skip
_MAY_DOUBLE = re.compile(r"_|[^aeiou][aeiou][^aeiouwxy]$")  # `submit`, `open`: the last letter may be doubled


class Entry(TypedDict, total=False):
    """An event. `topic`, `node_type` (the name in the graph), `node_id` and `actor` are required."""

    topic: str
    node_type: str
    node_id: uuid.UUID
    customer_id: CustomerKey | None
    contract_id: ContractKey | None
    payer_contract_id: ContractKey | None
    payer_customer_id: CustomerKey | None
    actor: str
    payload: Mapping[str, Any]


_NAMES = tuple(Entry.__annotations__)
# For the parameter `events`: the events of a single act, in their order.
WRITE = insert_from(
    Event, recordset(Event, "events", *_NAMES),
    **{name: name for name in _NAMES} | {"payload": "coalesce(payload, '{}')"},
)  # fmt: skip
_WRITE = sa.text(WRITE).bindparams(sa.bindparam("events", type_=sa.Text()))


def written(events: Iterable[Entry]) -> tuple[sa.TextClause, Mapping[str, str]]:
    """The statement that inserts events, and its parameters; for a session of either kind."""
    return _WRITE, {"events": as_json(events)}


def topic_of(machine: NodeType, verb: str) -> str:
    """The topic of a transition."""
    return f"{machine.value.lower()}.{past_participle(verb)}"


def past_participle(verb: str) -> str:
    """The past participle of a verb. Raises ValueError where it is not regular and not in `PAST_PARTICIPLES`."""
    if verb in PAST_PARTICIPLES:
        return PAST_PARTICIPLES[verb]
    if _MAY_DOUBLE.search(verb):
        raise ValueError(f"give the past participle of {verb}")
    return f"{verb.removesuffix('e')}ed"


def payload_of(machine: NodeType, verb: str, source: str | None, target: str) -> dict[str, Any]:
    """The payload of a transition."""
    return {"machine": machine.value, "verb": verb, "from": source, "to": target}


def insert_events(
    source: str, *, topic: str, graph_type: str, node: str, actor: str, customer: str = "null", contract: str = "null",
    payload: str = "'{}'",
) -> str:  # fmt: skip
    """The statement that inserts an event for each row of `source`; all but `graph_type` are SQL expressions."""
    assert BY_GRAPH_TYPE[graph_type].has_events
    return insert_from(
        Event, source, topic=topic, node_type=literal(graph_type), node_id=node, customer_id=customer,
        contract_id=contract, actor=actor, payload=payload,
    )  # fmt: skip


def insert_transitions(
    source: str, machine: NodeType, verb: str, first: enum.StrEnum | None, target: enum.StrEnum, *, node: str,
    actor: str, customer: str, contract: str, more: str = "",
) -> str:  # fmt: skip
    """The statement that inserts the event of a transition, from the state `first`, for each row of `source`.

    `more`: an SQL expression with which the payload is merged.
    """
    payload = literal(payload_of(machine, verb, first and first.value, target.value))
    return insert_events(
        source, topic=literal(topic_of(machine, verb)), graph_type=BY_MACHINE[machine].graph_type, node=node,
        actor=actor, customer=customer, contract=contract, payload=f"{payload}::jsonb || {more}" if more else payload,
    )  # fmt: skip


def insert_steps(steps: Sequence[Step], source: str, *, actor: str, customer: str) -> str:
    """The statement that inserts the events of these steps of each row of `source`: one per node, from its first state
    to its last, in the order of the last steps. Every step happens, and none has a source that differs from row to row.
    """
    spans: dict[tuple[NodeType, str], tuple[Step, Step]] = {}
    for step in steps:
        assert step.was is None
        assert step.happened == "true"
        first, _ = spans.pop((step.machine, step.node), (step, step))
        spans[step.machine, step.node] = (first, step)
    rows = ", ".join(_told(place, *span) for place, span in enumerate(spans.values()))
    own = ("topic", "node_type", "node_id", "contract_id", "payload")
    joined = f"from {source} cross join lateral (values {rows}) v (place, {', '.join(own)}) order by v.place"
    return insert_from(Event, joined, **{name: f"v.{name}" for name in own}, customer_id=customer, actor=actor)


def _told(place: int, first: Step, last: Step) -> str:
    payload = payload_of(last.machine, last.verb, first.source and first.source.value, last.target.value)
    return (
        f"({place}, {literal(topic_of(last.machine, last.verb))}, {literal(BY_MACHINE[last.machine].graph_type)},"
        f" cast({last.node} as uuid), cast({last.contract} as uuid), {literal(payload)}::jsonb)"
    )
