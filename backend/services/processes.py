"""Acts that speak to somebody outside, such as a payment gateway: commit the intent, call, commit the outcome.

An act names its calls with `before=` and `then=`. Both run outside of its transaction, so that no transaction waits for
somebody outside, and each commits what it was told. If the process ends in between, the intent is stored already, and a
job asks again.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from backend.auth.viewer import Viewer
from backend.errors import Refusal
from backend.models import ExportKind
from backend.services.idempotency import Outcome, unreachable_as_busy

if TYPE_CHECKING:
    from backend.services.billing import BillingService


class ExportChecks(Protocol):
    """Checks of exports, which are compiled like queries."""

    async def check(self, viewer: Viewer, kind: ExportKind, command: Any) -> None:
        """Raises Refusal where the list, or the format of the file, does not allow the export."""


@dataclass(frozen=True)
class Outside:
    """Whom an act may speak to, and for whom."""

    viewer: Viewer
    billing: "BillingService"
    exports: ExportChecks


# Before the act, with its command. Raises Refusal; the act is not run then.
Before = Callable[[Outside, Any], Awaitable[None]]
# After the act was committed, with its command and the id of its node. Also called when the outcome is a stored one, so
# it must be repeatable. Returns the values that stand beside the node in the payload, or None.
Then = Callable[[Outside, Any, str], Awaitable[Any]]


async def run(
    outside: Outside,
    command: Any,
    before: Before | None,
    then: Then | None,
    perform: Callable[[], Awaitable[Outcome]],
    refuse: Callable[[Refusal], Awaitable[Outcome]],
) -> Outcome:
    """Perform an act with its calls. `perform` commits the act, `refuse` records the refusal of `before`.

    Raises Busy when the database cannot be reached; the intent may be committed then.
    """
    if before is not None:
        try:
            with unreachable_as_busy():
                await before(outside, command)
        except Refusal as refusal:
            return await refuse(refusal)
    outcome = await perform()
    if then is None or outcome.node_id is None or outcome.errors:
        return outcome
    with unreachable_as_busy():
        return replace(outcome, beside=await then(outside, command, outcome.node_id))
