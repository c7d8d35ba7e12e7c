"""`--dry-run`: prints what a command would do, and does nothing."""

from backend.auth.secrets import load_secrets
from backend.auth.viewer import Viewer
from backend.cli.common import print_message
from backend.resolvers.plans import Plans
from backend.schema import build_schema
from backend.services.idempotency import Outcome, Performer, Verb
from backend.services.plans.outcome import Plan
from backend.settings import Settings


async def rehearse(settings: Settings, performer: Performer, viewer: Viewer, act: str, verb: Verb) -> Outcome:
    """Print the plan of a mutation, of which nothing is stored. Returns its outcome, which may be a refusal."""
    plans = Plans(build_schema().catalog, load_secrets(settings))
    outcome = await performer.rehearse(viewer, act, plans.rehearsed(viewer, act, b"", verb))
    if outcome.plan is not None:
        _print(outcome.plan)
        print_message("dry run: nothing was changed")
    return outcome


def _print(plan: Plan) -> None:
    for change in plan.changes:
        print(f"{change.node or '-'}  {change.field}: {change.before or '-'} -> {change.after or '-'}")
    for topic in plan.events:
        print(f"event  {topic}")
    for message in plan.notifications:
        print(f"message  {message}")
    for charge in plan.charges:
        print(f"{charge.what}  {charge.amount} {charge.currency}")
