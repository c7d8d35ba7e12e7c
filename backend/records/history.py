"""The history of the state machines: a row for each transition.

The steps of one act are a microsecond apart, so that they sort in their order.
"""

import enum
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from backend.identifiers import ContractKey, CustomerKey
from backend.models import NodeType, StatusChange
from backend.models.nouns import BY_MACHINE
from backend.records.rows import insert_from, literal, recordset


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


_NAMES = tuple(Transition.__annotations__)
# For the parameter `steps`: `transitions` of a single act.
WRITE = insert_from(
    StatusChange, recordset(StatusChange, "steps", *_NAMES, place="integer"), **{name: name for name in _NAMES},
    created_at="clock_timestamp() + place * interval '1 microsecond'",
)  # fmt: skip


def placed(transitions: Sequence[Transition]) -> list[Mapping[str, Any]]:
    """The rows of the parameter `steps` of WRITE."""
    return [{**each, "place": place} for place, each in enumerate(transitions)]


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

    def values(self, place: int) -> str:
        source = self.was or (literal(self.source.value) if self.source else "null")
        return (
            f"({place}, '{self.machine}', cast({self.node} as uuid), cast({self.contract} as uuid), '{self.verb}',"
            f" {source}, '{self.target}', {self.happened})"
        )


def insert_steps(
    steps: Sequence[Step], source: str, condition: str = "true", *, actor: str, customer: str = "null",
    at: str = "now()", after: int = 0,
) -> str:  # fmt: skip
    """The statement that inserts these steps of each row of `source` where `condition` holds.

    `at` is the time of the act, and `after` how many steps of it other statements insert before these.
    """
    values = ", ".join(step.values(place) for place, step in enumerate(steps, after))
    joined = (
        f"from {source} cross join lateral (values {values}) v"
        f" (place, node_type, node_id, contract_id, verb, from_status, to_status, happened)"
        f" where {condition} and v.happened"
    )
    own = ("node_type", "node_id", "contract_id", "verb", "from_status", "to_status")
    return insert_from(
        StatusChange, joined, **{name: f"v.{name}" for name in own}, customer_id=customer, actor=actor,
        created_at=f"{at} + v.place * interval '1 microsecond'",
    )  # fmt: skip
