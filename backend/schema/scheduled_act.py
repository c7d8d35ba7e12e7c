"""Acts on contracts that are booked for a later time."""

from datetime import datetime

import sqlalchemy as sa
import strawberry

from backend import models
from backend.models.nouns import BY_MODEL
from backend.planner.fields import Form, Value
from backend.schema.common import AvailableAction, Node, actions, newest
from backend.schema.declare import column, listing, mapped, one
from backend.schema.enums import ClosingBalance, ScheduledActKind, ScheduledActStatus
from backend.schema.lists import graph_type
from backend.services.permissions import transitions_of

S = models.ScheduledAct


@strawberry.type(
    description="An act on a contract that is booked for a later time. It is checked again when it is due."
)
class ScheduledAct(Node):
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract.", filterable=False)
    kind: ScheduledActKind = column(S.kind, "What is done.")
    status: ScheduledActStatus = column(S.status, "State.")
    due_at: datetime = column(S.due_at, "When it is done: a midnight of `CRM_TIME_ZONE`.")
    tariff: object = one(
        "tariff.Tariff", lambda p, c: c.id == p.tariff_id, "CHANGE_TARIFF: the new tariff.", filterable=False
    )
    tariff_version: object = one(
        "tariff.TariffVersion",
        lambda p, c: c.id == p.tariff_version_id,
        "CHANGE_TARIFF: the version that was agreed on, which the contract gets.",
        filterable=False,
    )
    options: list[str] | None = mapped(
        "Codes of all options that the contract has from then on; null for a CHANGE_TARIFF that keeps those that fit.",
        Value(lambda row: sa.func.to_json(row["options"]), Form.JSON, nullable=True, column="options"),
    )
    balance: ClosingBalance | None = column(S.balance, "CLOSE: what happens to the balance.")
    balance_to: object = one(
        "contract.Contract",
        lambda p, c: c.id == p.balance_to_id,
        "CLOSE with MOVE: the contract that gets the balance or pays the debt.",
        filterable=False,
    )
    reason: str | None = column(S.reason, "Why, in the words of who booked it.")
    failure_code: str | None = column(S.failure_code, "FAILED: the error code of the act.")
    failure_message: str | None = column(S.failure_message, "FAILED: why the act was refused.")
    ended_at: datetime | None = column(S.ended_at, "When it was done, or given up; null while it is PENDING.")
    available_actions: list[AvailableAction] = actions(
        models.SCHEDULED_ACT_STATES, models.ScheduledActStatus, transitions_of(BY_MODEL[S])
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "State transitions, newest first."
    )


SCHEDULED_ACT = graph_type(ScheduledAct, S, {})
