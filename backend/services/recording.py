"""The records of a verb's changes: a row of the status history per transition, and events for the log."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.identifiers import ContractKey, CustomerKey
from backend.models import NodeType, StateMachine
from backend.models.nouns import BY_MACHINE
from backend.records import act, events, history


class Scope(TypedDict, total=False):
    """The customer and the contract of a transition or an event: arguments of `Journal.step` and `Journal.event`."""

    customer_id: CustomerKey | None
    contract_id: ContractKey | None


class PayerScope(TypedDict, total=False):
    """The payer of another customer's contract: arguments of `Journal.step`."""

    payer_contract_id: ContractKey | None
    payer_customer_id: CustomerKey | None


@dataclass
class Journal:
    """Collects the transitions and events of one verb; `write` inserts them with one statement.

    Several transitions of one state machine make one event, from the first state to the last.
    """

    actor: str
    reason: str | None = None
    _steps: list[history.Transition] = field(default_factory=list)
    _events: dict[Any, events.Entry] = field(default_factory=dict)

    def step(
        self,
        node_type: NodeType,
        node_id: uuid.UUID,
        verb: str,
        source: str | None,
        target: str,
        *,
        customer_id: CustomerKey | None = None,
        contract_id: ContractKey | None = None,
        payer_contract_id: ContractKey | None = None,
        payer_customer_id: CustomerKey | None = None,
    ) -> None:
        """Record a transition and its event. Call it after the node's row was locked.

        The event is delivered to the subscribers of this customer and contract, and to the payer's.
        """
        self._steps.append(
            {
                "node_type": node_type,
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
        before = self._events.pop((node_type, node_id), None)
        first = before["payload"]["from"] if before else source
        self._events[node_type, node_id] = {
            "topic": events.topic_of(node_type, verb),
            "node_type": BY_MACHINE[node_type].graph_type,
            "node_id": node_id,
            "customer_id": customer_id,
            "contract_id": contract_id,
            "payer_contract_id": payer_contract_id,
            "payer_customer_id": payer_customer_id,
            "actor": self.actor,
            "payload": events.payload_of(node_type, verb, first, target) | self._reason_payload(),
        }

    def event(
        self,
        topic: str,
        node_type: str,
        node_id: uuid.UUID,
        *,
        customer_id: CustomerKey | None = None,
        contract_id: ContractKey | None = None,
        payload: dict[str, Any] | None = None,
    ) -> None:
        """Record an event that is not a transition. Call it after the node's row was locked."""
        self._events[topic, node_id] = {
            "topic": topic,
            "node_type": node_type,
            "node_id": node_id,
            "customer_id": customer_id,
            "contract_id": contract_id,
            "actor": self.actor,
            "payload": (payload or {}) | self._reason_payload(),
        }

    def _reason_payload(self) -> dict[str, str]:
        return {} if self.reason is None else {"reason": self.reason}

    async def write(self, session: AsyncSession) -> None:
        """Insert the collected rows."""
        await session.flush()
        await act.write(session, self._steps, list(self._events.values()))


def target_of(machine: StateMachine[Any], state: Any, verb: str, field: Sequence[str] = ("id",)) -> Any:
    """The state after `verb`. Raises Refusal INVALID_TRANSITION, whose message names the state and the verb."""
    found = machine.target(state, verb)
    if found is None:
        noun = {"kyc": "an identity check"}.get(machine.noun, f"a {machine.noun.replace('_', ' ')}")
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"{noun} that is {state} does not allow {verb}", field)
    return found
