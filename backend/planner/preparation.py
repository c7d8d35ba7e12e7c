"""Where documents are parsed, validated and compiled: in one thread beside the event loop, for one caller at a time.

A large document takes a tenth of a second. In a thread it only shares the processor with the event loop, which
continues to serve requests of known documents. Callers take turns, staff first, so that nobody waits behind all
documents of another caller.
"""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from backend.auth.usage import CostBuckets
from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.planner.document_cache import Documents
from backend.planner.documents import Document, Operation, check_size
from backend.planner.readings import Readings, Variables
from backend.settings import Settings
from backend.turns import Turns

MAX_WAITING = 32  # documents of one caller
WAIT_SECONDS = 5.0
# Prices, so that a row costs about a fifth of a millisecond whatever is prepared.
COMPLEXITY_PER_ROW = 2
INTROSPECTION_ROWS = 500

Result = TypeVar("Result")
Compiled = TypeVar("Compiled")


class Preparation:
    """The thread, and the turns at it. What is prepared is charged first, by its size.

    Errors of the work are raised to the caller. All methods raise Throttled.
    """

    def __init__(self, documents: Documents, buckets: CostBuckets, settings: Settings) -> None:
        self._documents = documents
        self._buckets = buckets
        self._settings = settings
        self._turns = Turns("preparation", total=1, each=1, waiting=MAX_WAITING, seconds=WAIT_SECONDS)
        self._thread = ThreadPoolExecutor(1, "preparation")

    async def document(self, source: str, viewer: Viewer, *, released: bool = False) -> Document:
        """The document with this text, which is not kept yet; a released one is not charged.

        Raises ParseFailed, LimitExceeded or ValidationFailed.
        """
        check_size(source, self._settings)
        price = 0 if released else 1 + len(source) // self._settings.document_characters_per_row
        found = await self._run(
            lambda: self._documents.find(source), lambda: self._documents.make(source), viewer, price
        )
        self._documents.keep(found)
        return found

    async def plan(
        self,
        operation: Operation,
        key: Hashable,
        variables: Variables,
        make: Callable[[Readings], Compiled],
        viewer: Viewer,
    ) -> Compiled:
        """The plan of an operation for these variables, compiled by `make` if there is none yet.

        Raises the errors of `make`.
        """
        plans = operation.plans
        known = plans.find(key, variables)
        if known is None:
            readings = plans.readings(variables)
            price = 1 + operation.measured.complexity // COMPLEXITY_PER_ROW
            known = await self._run(lambda: plans.find(key, variables), lambda: _Made(make(readings)), viewer, price)
            if isinstance(known, _Made):
                plans.add(key, readings, known.compiled)
        found: Compiled = known.compiled
        return found

    async def introspection(self, work: Callable[[], Result], viewer: Viewer) -> Result:
        """The result of an introspection, which graphql-core executes."""
        return await self._run(lambda: None, work, viewer, INTROSPECTION_ROWS)

    async def other(self, work: Callable[[], Result], viewer: Viewer, price: int) -> Result:
        """The result of other work of this kind, which nothing keeps. Raises the errors of `work`."""
        return await self._run(lambda: None, work, viewer, price)

    async def _run(
        self, find: Callable[[], Result | None], work: Callable[[], Result], viewer: Viewer, price: int
    ) -> Result:
        """What `find` finds when the caller's turn has come, or else the result of `work`."""
        if not self._buckets.try_take(viewer, price):
            await self._buckets.take(viewer, price)
        caller = viewer.subject or viewer.actor
        await self._turns.enter(caller, _rank(viewer))
        found = find()
        if found is not None:
            self._turns.leave(caller)
            return found
        future = asyncio.get_running_loop().run_in_executor(self._thread, work)
        # The turn ends with the work, also when the request is cancelled before.
        future.add_done_callback(lambda _: self._turns.leave(caller))
        return await asyncio.shield(future)

    def close(self) -> None:
        self._thread.shutdown(wait=False)


class _Made:
    """A plan that was compiled now, and is not kept yet."""

    def __init__(self, compiled: object) -> None:
        self.compiled = compiled


def _rank(viewer: Viewer) -> int:
    if viewer.role in SUBSCRIBERS:
        return 2
    return 1 if viewer.role is Role.ANALYST else 0
