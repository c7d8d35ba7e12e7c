import uuid
from typing import Any

from backend.models import Contract, Event, EventOrder, Payment
from tests.factories.rows import build


def new_event(topic: str, node_type: str, node_id: uuid.UUID, **columns: Any) -> Event:
    """An event that has no position in the log yet: a sequencer assigns it, or `new_event_order`."""
    return build(Event, columns, topic=topic, node_type=node_type, node_id=node_id, actor="test")


def new_contract_event(topic: str, contract: Contract, **columns: Any) -> Event:
    """An event about a contract, for its customer and its line."""
    scope = {"customer_id": contract.customer_id, "contract_id": contract.id}
    return new_event(topic, "Contract", contract.id, **{**scope, **columns})


def new_payment_event(payment: Payment, contract: Contract) -> Event:
    """The event of a payment that succeeded at once."""
    payload = {"machine": "PAYMENT", "verb": "succeed", "from": None, "to": "SUCCEEDED"}
    scope = {"customer_id": contract.customer_id, "contract_id": contract.id}
    return new_event("payment.succeeded", "Payment", payment.id, payload=payload, **scope)


def new_event_order(event: Event, position: int) -> EventOrder:
    """The position of an event that was inserted before."""
    return build(EventOrder, {}, position=position, event_id=event.id, event_at=event.created_at)
