"""Possible duplicates: start a search, dismiss a pair. `matching.search` compares the customers."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from backend.auth.viewer import ADMINISTRATORS, DECIDING
from backend.database import driver_connection
from backend.identifiers import DuplicatePairKey, DuplicateSearchKey, NodeType
from backend.jobs.queue import JobQueue, queue_settings
from backend.models import DUPLICATE_PAIR_STATES, DUPLICATE_SEARCH_STATES, DuplicatePair, DuplicateSearch
from backend.models.duplicate import ACTIVE_SEARCH
from backend.services.acts import REASON_TEXT, Acting, NodeId, Reason, act
from backend.services.matching import WEIGHTS
from backend.services.matching.search import QUEUE
from backend.services.recording import target_of


@dataclass(frozen=True, kw_only=True)
class FindDuplicates:
    """Input of `findDuplicates`."""


@act(DuplicateSearch, ADMINISTRATORS)
async def find_duplicates(acting: Acting, command: FindDuplicates) -> DuplicateSearchKey:  # noqa: ARG001
    """Search all customers for possible duplicates, in the background. One search runs at a time: while one is queued
    or running, it is returned.
    """
    active = sa.select(DuplicateSearch.id).where(DuplicateSearch.status.in_(ACTIVE_SEARCH))
    started = insert(DuplicateSearch).values(actor=acting.actor, weights_version=WEIGHTS.version)
    while True:
        # Waits for a concurrent call, and inserts nothing where that one has started a search.
        new: DuplicateSearchKey | None = await acting.session.scalar(
            started.on_conflict_do_nothing().returning(DuplicateSearch.id)
        )
        if new is not None:
            queue = JobQueue(queue_settings())
            await queue.enqueue(await driver_connection(acting.session), QUEUE, {"id": str(new)})
            acting.journal.event("duplicate_search.queued", "DuplicateSearch", new)
            return new
        running: DuplicateSearchKey | None = await acting.session.scalar(active)
        if running is not None:
            return running


@dataclass(frozen=True, kw_only=True)
class CancelDuplicateSearch:
    """Input of `cancelDuplicateSearch`."""

    id: Annotated[NodeId, "The search."]
    reason: Reason = None


@act(DuplicateSearch, ADMINISTRATORS)
async def cancel_duplicate_search(acting: Acting, command: CancelDuplicateSearch) -> DuplicateSearchKey:
    """Cancel a search for duplicates that has not ended. The pairs that it found are kept; another may be started.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    search = await acting.lock(DuplicateSearch, command.id)
    target = target_of(DUPLICATE_SEARCH_STATES, search.status, "cancel")
    await acting.update(search, status=target, position=None, finished_at=sa.func.clock_timestamp())
    acting.journal.event("duplicate_search.cancelled", "DuplicateSearch", search.id)
    return search.id


@dataclass(frozen=True, kw_only=True)
class DismissDuplicatePair:
    """Input of `dismissDuplicatePair`."""

    id: Annotated[NodeId, "The pair."]
    reason: Annotated[str, REASON_TEXT]


@act(DuplicatePair, DECIDING)
async def dismiss_duplicate_pair(acting: Acting, command: DismissDuplicatePair) -> DuplicatePairKey:
    """Decide that two customers are not the same. Later searches keep the decision.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, INVALID_INPUT without a reason.
    """
    acting.reason_to("dismiss a possible duplicate")
    pair = await acting.lock(DuplicatePair, command.id)
    target = target_of(DUPLICATE_PAIR_STATES, pair.status, "dismiss")
    # Without a customer: subscribers do not learn about it.
    acting.journal.step(NodeType.DUPLICATE_PAIR, pair.id, "dismiss", pair.status, target)
    await acting.update(pair, status=target)
    return pair.id
