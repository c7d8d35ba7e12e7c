"""The roots of reading."""

from typing import Any, Optional

import strawberry
from strawberry.types.arguments import StrawberryArgument

from backend.planner.fields import Key, Mapped, RootMany, RootNode, RootOne, RootViewer
from backend.schema.common import Node
from backend.schema.declare import argument, connection_arguments, lazily, mapped
from backend.schema.enums import Role


@strawberry.type(description="Who asks.")
class Viewer:
    role: Role = strawberry.field(description="What the caller is.")
    language: str = strawberry.field(description="Language of texts meant for people.")
    time_zone: str = strawberry.field(description="Time zone of days and months, IANA name.")
    permissions: list[str] = strawberry.field(description="Mutations the caller may use.")


def _with(field: Any, arguments: list[StrawberryArgument]) -> Any:
    field.arguments = arguments
    return field


def _one(target: str, description: str, **keys: Key) -> Any:
    name = target.split(".")[1]
    found = {"id": Key("id"), **keys}
    texts = {"id": f"The {name}'s id."}
    only = len(found) == 1
    arguments = [
        argument(
            key,
            strawberry.ID if only else Optional[strawberry.ID if key == "id" else str],
            texts.get(key, f"Its {key}; give exactly one key."),
        )
        for key in found
    ]
    return _with(mapped(description, RootOne(name, found), Optional[lazily(target)]), arguments)


def _many(target: str, description: str, *, search: bool = False) -> Any:
    field = mapped(description, RootMany(target.split(".")[1]), lazily(target, "Connection"))
    return _with(field, connection_arguments(target, search=search))


def _working(sim: Any) -> Any:
    """Of several SIMs that ever served a number, the one the unique index knows."""
    import sqlalchemy as sa

    return sa.literal_column(f"{sim.alias}.status not in ('REPLACED', 'TERMINATED')", type_=sa.Boolean())


_NODE: Mapped = RootNode()
_NODES: Mapped = RootNode(many=True)


@strawberry.type(description="Everything that can be read.")
class Query:
    node: Optional[Node] = _with(
        mapped("Whatever has this id; null when there is none, or the viewer may not see it.", _NODE),
        [argument("id", strawberry.ID, "An id of any type.")],
    )
    nodes: list[Optional[Node]] = _with(
        mapped("What has these ids, in their order, at most 100.", _NODES),
        [argument("ids", list[strawberry.ID], "Ids of any types.")],
    )
    viewer: Viewer = mapped("Who asks.", RootViewer())
    customer: object = _one("customer.Customer", "A customer.")
    customers: object = _many("customer.Customer", "Customers.", search=True)
    contract: object = _one("contract.Contract", "A contract.")
    contracts: object = _many("contract.Contract", "Contracts.")
    sim: object = _one("sim.Sim", "A SIM, by any of its keys.", iccid=Key("iccid"), msisdn=Key("msisdn", _working))
    sims: object = _many("sim.Sim", "SIMs.", search=True)
    phone_numbers: object = _many("sim.PhoneNumber", "The pool of numbers.")
    tariff: object = _one("tariff.Tariff", "A tariff, by id or code.", code=Key("code"))
    tariffs: object = _many("tariff.Tariff", "The catalogue.")
    payment: object = _one("payment.Payment", "A payment.")
    payments: object = _many("payment.Payment", "Payments.")
    ticket: object = _one("ticket.Ticket", "A ticket.")
    tickets: object = _many("ticket.Ticket", "Support tickets.")
    status_changes: object = _many("history.StatusChange", "Every transition of every state machine.")
