"""What every verb writes beside its change: the history row of each transition, and events for the log."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.enums import total
from backend.errors import ErrorCode, Refusal
from backend.identifiers import ContractKey, CustomerKey
from backend.models import Event, NodeType, StateMachine, StatusChange

# The graph type that each state machine belongs to; KYC is the customer's second one.
NODES = total(NodeType, {
    NodeType.CUSTOMER: "Customer",
    NodeType.KYC: "Customer",
    NodeType.SIM: "Sim",
    NodeType.PHONE_NUMBER: "PhoneNumber",
    NodeType.CONTRACT: "Contract",
    NodeType.PAYMENT: "Payment",
    NodeType.REFUND: "Refund",
    NodeType.TICKET: "Ticket",
})  # fmt: skip
# What has happened once a verb is done: the second half of a topic.
PAST = {
    "accept": "accepted", "activate": "activated", "approve": "approved", "assign": "assigned", "block": "blocked",
    "cancel": "cancelled",
    "close": "closed", "create": "created", "discard": "discarded", "expire": "expired", "fail": "failed",
    "lose": "lost", "open": "opened",
    "port_out": "ported_out", "refund": "refunded", "refund_part": "partly_refunded", "reject": "rejected",
    "release": "released", "replace": "replaced", "request": "requested", "reserve": "reserved", "restore": "restored",
    "resubmit": "resubmitted", "resume": "resumed", "start": "started", "succeed": "succeeded", "suspend": "suspended",
    "terminate": "terminated", "unblock": "unblocked", "unblock_unbound": "unblocked", "validate": "validated",
}  # fmt: skip


class Scope(TypedDict, total=False):
    """Whom a transition or an event concerns: arguments of `Journal.step` and `Journal.event`."""

    customer_id: CustomerKey | None
    contract_id: ContractKey | None


class PayerScope(TypedDict, total=False):
    """Who pays for another's contract: arguments of `Journal.step`."""

    payer_contract_id: ContractKey | None
    payer_customer_id: CustomerKey | None


@dataclass
class Journal:
    """Collects what one verb did; `write` puts it down in two statements.

    Rows of one verb get times a microsecond apart, so that they sort in the order they happened. Several steps of one
    state machine in one act are one event: others see what has come of it, and nothing in between.
    """

    actor: str
    reason: str | None = None
    _steps: list[dict[str, Any]] = field(default_factory=list)
    _events: dict[Any, dict[str, Any]] = field(default_factory=dict)

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
        """A transition, and its event. Call it after the node's row was locked.

        The customer and the contract it concerns hear of it, and the payer where that is somebody else.
        """
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
        before = self._events.pop((node_type, node_id), None)
        first = before["payload"]["from"] if before else source
        self._events[node_type, node_id] = {
            "topic": f"{node_type.value.lower()}.{PAST[verb]}",
            "node_type": NODES[node_type],
            "node_id": node_id,
            "customer_id": customer_id,
            "contract_id": contract_id,
            "payer_contract_id": payer_contract_id,
            "payer_customer_id": payer_customer_id,
            "actor": self.actor,
            "payload": {"machine": node_type.value, "verb": verb, "from": first, "to": target} | self._why(),
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
        """Something else that others may want to hear of. Call it after the node's row was locked."""
        self._events[topic, node_id] = {
            "topic": topic,
            "node_type": node_type,
            "node_id": node_id,
            "customer_id": customer_id,
            "contract_id": contract_id,
            "payer_contract_id": None,
            "payer_customer_id": None,
            "actor": self.actor,
            "payload": (payload or {}) | self._why(),
        }

    def _why(self) -> dict[str, str]:
        return {} if self.reason is None else {"reason": self.reason}

    async def write(self, session: AsyncSession) -> None:
        if self._steps:
            rows = [
                {**step, "created_at": sa.func.clock_timestamp() + sa.text(f"interval '{position} microseconds'")}
                for position, step in enumerate(self._steps)
            ]
            await session.execute(sa.insert(StatusChange).values(rows))
        if self._events:
            await session.execute(sa.insert(Event).values(list(self._events.values())))


def target_of(machine: StateMachine[Any], state: Any, verb: str, field: Sequence[str] = ("id",)) -> Any:
    """Where `verb` leads. Raises Refusal INVALID_TRANSITION that names the state and the verb."""
    found = machine.target(state, verb)
    if found is None:
        noun = {"kyc": "an identity check"}.get(machine.noun, f"a {machine.noun.replace('_', ' ')}")
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"{noun} that is {state} does not allow {verb}", field)
    return found
