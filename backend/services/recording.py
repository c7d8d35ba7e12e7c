"""What every verb writes beside its change: the history row of each transition, and events for the log."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.models import Event, NodeType, StateMachine, StatusChange


@dataclass
class Journal:
    """Collects what one verb did; `write` puts it down in two statements.

    Rows of one verb get times a microsecond apart, so that they sort in the order they happened.
    """

    actor: str
    reason: str | None = None
    _steps: list[dict[str, Any]] = field(default_factory=list)
    _events: list[dict[str, Any]] = field(default_factory=list)

    def step(
        self,
        node_type: NodeType,
        node_id: uuid.UUID,
        verb: str,
        source: str | None,
        target: str,
        *,
        customer_id: uuid.UUID | None = None,
        contract_id: uuid.UUID | None = None,
    ) -> None:
        """A transition."""
        self._steps.append(
            {
                "node_type": node_type.value,
                "node_id": node_id,
                "verb": verb,
                "from_status": source,
                "to_status": target,
                "customer_id": customer_id,
                "contract_id": contract_id,
                "actor": self.actor,
                "reason": self.reason,
            }
        )

    def event(
        self,
        topic: str,
        node_type: str,
        node_id: uuid.UUID,
        *,
        customer_id: uuid.UUID | None = None,
        contract_id: uuid.UUID | None = None,
        payload: dict[str, Any] | None = None,
    ) -> None:
        """Something others may want to hear of. Call it after the node's row was locked."""
        self._events.append(
            {
                "topic": topic,
                "node_type": node_type,
                "node_id": node_id,
                "customer_id": customer_id,
                "contract_id": contract_id,
                "actor": self.actor,
                "payload": payload or {},
            }
        )

    async def write(self, session: AsyncSession) -> None:
        if self._steps:
            rows = [
                {**step, "created_at": sa.func.clock_timestamp() + sa.text(f"interval '{position} microseconds'")}
                for position, step in enumerate(self._steps)
            ]
            await session.execute(sa.insert(StatusChange).values(rows))
        if self._events:
            await session.execute(sa.insert(Event).values(self._events))


def target_of(machine: StateMachine[Any], state: Any, verb: str, field: Sequence[str] = ("id",)) -> Any:
    """Where `verb` leads. Raises Refusal INVALID_TRANSITION that names the state and the verb."""
    found = machine.target(state, verb)
    if found is None:
        noun = machine.noun.replace("_", " ")
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"a {noun} that is {state} does not allow {verb}", field)
    return found
