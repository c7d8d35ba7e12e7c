"""Plans: what a mutation would do. Every declared act takes `dryRun` and `planToken`."""

from datetime import datetime
from decimal import Decimal

import strawberry

from backend.schema.payloads import UserError, described, user_errors
from backend.schema.scalars import CurrencyCode
from backend.services.idempotency import Outcome

DRY_RUN_TEXT = (
    "Only show what the mutation would do, in `plan` of the payload. Nothing is stored, nobody is told, and the "
    "idempotency key is not used."
)
RESERVE_TEXT = (
    "Beside `dryRun`: reserve the SIM and the number that the plan has picked, for the ten minutes for which it holds. "
    "A caller has at most 3 of them at a time."
)
DONE_AS_PLANNED_TEXT = (
    "The `planToken` of a dry run with the same input. The mutation does what that plan shows, or is refused with "
    "PLAN_STALE."
)
PLAN_TEXT = "What the mutation would do; null unless it is a dry run, and when it would be refused."


@strawberry.type(description="One field that a mutation would change.")
class PlanChange:
    node: strawberry.ID | None = described(
        "Id of the node. A node that would be created has no id yet: it is named as `con_new1`, also in values. Null "
        "for rows without an id."
    )
    field: str = described("Name of the field in the graph.")
    before: str | None = described("Value before; null when there is none. References are ids, amounts decimals.")
    after: str | None = described("Value afterwards. Times are those of the dry run.")


@strawberry.type(description="One entry that a mutation would post to the account of a contract.")
class PlanCharge:
    what: str = described("Kind of the posting, such as PAYMENT or CHARGE.")
    amount: Decimal = described("Amount: positive for a credit, negative for a debit.")
    currency: CurrencyCode = described("ISO 4217 code.")
    when: datetime = described("When it would be posted, had the dry run been the mutation.")


@strawberry.type(description="What a mutation would do, as far as the caller may see it. Nothing of it was done.")
class Plan:
    changes: list[PlanChange] = described(
        "Changed fields. Numbers that are assigned from a sequence are not shown, since they are not known yet."
    )
    events: list[str] = described("Topics of the events, such as contract.activated, in their order.")
    notifications: list[str] = described("Messages to customers: topic and channel, such as `contract.activated SMS`.")
    charges: list[PlanCharge] = described("Entries on accounts of contracts.")
    warnings: list[UserError] = described("Parts of the input that would not be used.")
    plan_token: str = described("Send it as `planToken` with the same input to do exactly this.")
    expires_at: datetime = described("When the token expires: ten minutes after the dry run.")


def plan_of(outcome: Outcome) -> Plan | None:
    """The plan of an outcome; None for the outcome of a call that was not a dry run, or was refused."""
    plan = outcome.plan
    if plan is None:
        return None
    return Plan(
        changes=[
            PlanChange(
                node=None if each.node is None else strawberry.ID(each.node), field=each.field, before=each.before,
                after=each.after,
            )
            for each in plan.changes
        ],
        events=list(plan.events),
        notifications=list(plan.notifications),
        charges=[
            PlanCharge(what=each.what, amount=each.amount, currency=CurrencyCode(each.currency), when=each.when)
            for each in plan.charges
        ],
        warnings=user_errors(outcome.warnings),
        plan_token=plan.plan_token,
        expires_at=plan.expires_at,
    )  # fmt: skip
