"""Types shared by several nouns: the Node interface, Money, available actions."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Optional

import sqlalchemy as sa
import strawberry

from backend import models
from backend.auth.viewer import Role
from backend.models import StateMachine
from backend.planner.fields import Expression, Form, Order
from backend.planner.text import money_parts
from backend.schema.declare import RANGE, argument, column, constant, embedded, identifier
from backend.schema.scalars import CurrencyCode
from backend.services.permissions import MUTATIONS

CREATED_AT = {"CREATED_AT": Order("created_at", Form.MOMENT)}
NAME_ORDER = Order("name_order", Form.TEXT, of="name", revision=2)


@strawberry.interface(description="An object with a globally unique id.")
class Node:
    id: strawberry.ID = identifier()
    created_at: datetime = column(models.Customer.created_at, "When the object was created.", RANGE)
    updated_at: datetime = column(models.Customer.updated_at, "When the object was last changed.")
    version: int = column(
        models.Customer.version,
        "Version, incremented by each change. Send it back as `expectedVersion` to detect concurrent changes.",
    )


@strawberry.type(description="An exact amount in a currency.")
class Money:
    amount: Decimal = strawberry.field(description="Amount, with as many decimals as the currency has.")
    currency: CurrencyCode = strawberry.field(description="ISO 4217 code.")


def money(
    minor: Callable[[Any, Mapping[str, Expression]], Expression],
    currency: Callable[[Any], Expression],
    description: str,
    *,
    nullable: bool = False,
) -> Any:
    """A Money field. `minor` returns the amount in minor units from the row and the given arguments."""

    def parts(row: Any, given: Mapping[str, Expression]) -> Mapping[str, tuple[Expression, Form]]:
        return money_parts(minor(row, given), currency(row))

    return embedded(parts, description, null_when=(lambda row: minor(row, {}).is_(None)) if nullable else None)


def money_columns(minor: str, description: str, *, nullable: bool = False) -> Any:
    """Money stored in the columns `minor` and `currency`."""
    return money(lambda row, _: row[minor], lambda row: row.currency, description, nullable=nullable)


def balance(
    minor: Callable[[Any, Mapping[str, Expression]], Expression],
    currency: Callable[[Any], Expression],
    description: str,
) -> Any:
    """A Money field for a balance, with the argument `asOf`."""
    field = money(minor, currency, description)
    field.arguments = [argument("as_of", Optional[datetime], "Moment of the balance; the present when absent.")]
    return field


@strawberry.type(description="A verb of the state machine, and whether the viewer may use it now.")
class AvailableAction:
    verb: str = strawberry.field(
        description="The verb; its mutation's name begins with it. That of a customer's `validate` is `verifyCustomer`."
    )
    allowed: bool = strawberry.field(description="Whether the state and the viewer's role allow the verb now.")
    reason: str | None = strawberry.field(
        description="Error code that says why the verb is not allowed; null when it is."
    )


ACTORS = frozenset({Role.ADMIN, Role.OPERATOR})


def actions(
    machine: StateMachine[Any],
    states: Any,
    mutations: Mapping[str, str] | None = None,
    *,
    by: str = "status",
    first: Mapping[str, str] = MappingProxyType({}),
    also: Mapping[str, Collection[Any]] = MappingProxyType({}),
) -> Any:
    """`availableActions`, computed from the state machine and the role when the plan is compiled.

    `mutations` restricts the verbs to those that callers may use, and names the mutation of each, whose policy applies.
    `by` is the column of the state. `first`: the transition that the mutation of a verb makes before, where the state
    does not allow the verb itself. `also`: states in which the mutation of a verb does something without a transition.
    """
    roles = dict.fromkeys(machine.verbs, ACTORS)
    if mutations is not None:
        roles = {verb: MUTATIONS[mutation] for verb, mutation in mutations.items()}

    def of(role: str) -> dict[str | None, Any]:
        return {
            state.value: [
                _action(
                    state in also.get(verb, ()) or _reaches(machine, state, verb, first.get(verb)),
                    verb,
                    Role(role) in allowed,
                )
                for verb, allowed in roles.items()
            ]
            for state in states
        }

    return constant(of, "Verbs of the state machine, and whether the viewer may use each now.", by=by)


def _reaches(machine: StateMachine[Any], state: Any, verb: str, first: str | None) -> bool:
    """Whether a state allows a verb, at once or after the transition `first`."""
    between = machine.target(state, first) if first else None
    return machine.target(state, verb) is not None or (
        between is not None and machine.target(between, verb) is not None
    )


def _action(reached: bool, verb: str, may: bool) -> dict[str, Any]:  # noqa: FBT001
    reason = None
    if not may:
        reason = "FORBIDDEN"
    elif not reached:
        reason = "INVALID_TRANSITION"
    return {"verb": verb, "allowed": reason is None, "reason": reason}


def newest(row: Any) -> list[Expression]:
    """Newest first."""
    return [row.created_at.desc(), row.id.desc()]


def oldest(row: Any) -> list[Expression]:
    """Oldest first."""
    return [row.created_at.asc(), row.id.asc()]


def default_currency() -> Expression:
    return sa.bindparam("viewer_currency", type_=sa.Text())
