"""The history of the state machines: a row for each node that an act moved, with its transitions.

All transitions of an act have one time. Each has its place in the act, by which they sort.
"""

import enum
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from backend.identifiers import ContractKey, CustomerKey
from backend.models import HistoryEntry, NodeType
from backend.models.nouns import BY_MACHINE
from backend.records.rows import EACH_AT, insert_from, literal, recordset


class Transition(TypedDict):
    """A transition of a single act."""

    node_type: NodeType
    node_id: uuid.UUID
    verb: str
    from_status: str | None
    to_status: str
    customer_id: CustomerKey | None
    contract_id: ContractKey | None
    actor: str
    reason: str | None


_ACT = "nextval('history_entry_act_seq')"
_NAMES = ("node_type", "node_id", "customer_id", "contract_id", "place", "actor", "from_status", "steps", "reason")
# For the parameter `steps`: `joined` transitions of a single act. A scalar subquery is evaluated once.
WRITE = insert_from(
    HistoryEntry, recordset(HistoryEntry, "steps", *_NAMES), **{name: name for name in _NAMES}, act=f"(select {_ACT})",
    created_at="(select clock_timestamp())",
)  # fmt: skip


def joined(transitions: Sequence[Transition]) -> Sequence[Mapping[str, Any]]:
    """The rows of the parameter `steps` of WRITE: one for each node, and one more where a transition of a node does not
    begin in the state in which the one before it ended.
    """
    rows: list[dict[str, Any]] = []
    last: dict[Any, tuple[dict[str, Any], str]] = {}
    for place, each in enumerate(transitions):
        own: dict[str, Any] = {**each}
        verb, source, target = (own.pop(name) for name in ("verb", "from_status", "to_status"))
        key = tuple(own.values())
        row, state = last.get(key, (None, None))
        if row is None or state != source:
            row = {**own, "from_status": source, "place": len(rows), "steps": ""}
            rows.append(row)
        row["steps"] += (";" if row["steps"] else "") + step_text(verb, target, place)
        last[key] = row, target
    return rows


def step_text(verb: str, target: str, place: int) -> str:
    """A transition as the column `steps` holds it."""
    return f"{verb} {target} {place}"


@dataclass(frozen=True)
class Step:
    """A transition of each row of a set. `node`, `was`, `contract` and `happened` are SQL expressions over the row.

    `source` is the state before, or `was` where it differs from row to row. A verb that creates the node has neither,
    and the state after it is `created`; of the others the state machine says it.
    """

    machine: NodeType
    verb: str
    node: str
    source: enum.StrEnum | None = None
    was: str | None = None
    created: enum.StrEnum | None = None
    contract: str = "null"
    happened: str = "true"

    @property
    def target(self) -> enum.StrEnum:
        """The state after the verb. Raises ValueError where the state machine does not allow the verb."""
        if self.created is not None:
            return self.created
        machine = BY_MACHINE[self.machine].history()[self.machine]
        sources = machine.sources(self.verb) if self.source is None else [self.source]
        targets: set[enum.StrEnum | None] = {machine.target(source, self.verb) for source in sources}
        target = targets.pop() if len(targets) == 1 else None
        if target is None:
            raise ValueError(f"{self.machine}: {self.verb} from {self.source or self.was}")
        return target

    @property
    def before(self) -> str:
        """The state before the verb, as SQL."""
        return self.was or (literal(self.source.value) if self.source else "null")


class _Columns:
    """The expressions over a row of the source, as columns of the subquery that numbers the acts."""

    def __init__(self) -> None:
        self.named: dict[str, str] = {}  # expression -> column

    def __call__(self, expression: str) -> str:
        if expression in {"null", "true"} or expression.startswith("'"):
            return expression
        return f"a.{self.named.setdefault(expression, f'x{len(self.named) + 1}')}"

    def listed(self) -> str:
        return "".join(f", {expression} as {name}" for expression, name in self.named.items())

    def key(self, expression: str) -> str:
        typed = f"cast({expression} as uuid)"
        return typed if expression == "null" else self(typed)


def insert_steps(
    steps: Sequence[Step], source: str, condition: str = "true", *, actor: str, customer: str = "null",
    at: str = EACH_AT,
) -> str:  # fmt: skip
    """The statement that inserts these steps of each row of `source` where `condition` holds. Each row is one act.

    `at` is the time of the act, as SQL over the row. The steps of a node follow each other: where one does not happen,
    those before it do not either, or none of the node does.
    """
    nodes: dict[tuple[NodeType, str, str], list[tuple[int, Step]]] = {}
    for place, step in enumerate(steps):
        nodes.setdefault((step.machine, step.node, step.contract), []).append((place, step))
    column = _Columns()
    values = ", ".join(_values(place, own, column) for place, own in enumerate(nodes.values()))
    customer_id = column.key(customer)
    acts = f"select {_ACT} as act, {at} as at{column.listed()} from {source} where {condition}"
    own = ("place", "node_type", "node_id", "contract_id", "from_status", "steps")
    rows = f"cross join lateral (values {values}) v ({', '.join(own)}, happened)"
    return insert_from(
        HistoryEntry, f"from ({acts}) a {rows} where v.happened", **{name: f"v.{name}" for name in own}, act="a.act",
        created_at="a.at", customer_id=customer_id, actor=actor,
    )  # fmt: skip


def _values(place: int, steps: Sequence[tuple[int, Step]], column: _Columns) -> str:
    """The row of a node: its steps that happened, and the state before the first of them."""
    _, first = steps[0]
    texts = {step_text(step.verb, step.target, at): step.happened for at, step in steps}
    if len(set(texts.values())) == 1:
        happened, before, text = column(first.happened), column(first.before), literal(";".join(texts))
    else:
        # The first step with a condition is the first one that happens where the condition holds.
        firsts = {step.happened: column(step.before) for _, step in reversed(steps)}
        last = firsts.pop("true", "null")
        whens = "".join(
            f" when {column(each)} then {firsts[each]}" for each in dict.fromkeys(texts.values()) if each in firsts
        )
        before = f"case{whens} else {last} end"
        happened = "true" if "true" in texts.values() else " or ".join(map(column, firsts))
        parts = (f"case when {column(each)} then {literal(text)} end" for text, each in texts.items())
        text = f"concat_ws(';', {', '.join(parts)})"
    keys = f"{column.key(first.node)}, {column.key(first.contract)}"
    return f"({place}, '{first.machine}', {keys}, {before}, {text}, {happened})"
