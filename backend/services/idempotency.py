"""Runs a verb in one transaction; with a key, runs it once, however often and however parallel it is asked for.

The key is inserted by the transaction's first statement: a second caller waits there, then reads the stored outcome.
The verb runs in a savepoint: an expected failure is undone to it and stored as the outcome; only faults leave no key.
Inside one process callers with the same key queue before they take a connection.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

import asyncpg
import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Origin, Viewer
from backend.database import CONNECTION_LOST_ERRORS, Database
from backend.errors import CustomerTrait, DuplicateCandidate, ErrorCode, Refusal, RequestError
from backend.models import IdempotencyKey
from backend.services.audit import COLLECT, Audit
from backend.services.command_digest import digest, digest_as_typed
from backend.services.rules import Numbering

LONGEST_KEY = 255
log = structlog.get_logger()

KEPT = sa.text("interval '7 days'")
LOCK_NOT_AVAILABLE = "55P03"

REFUSED = "CRM01"  # the SQLSTATE of crm_refuse


class Busy(RequestError):
    """Every connection for writing is taken; nothing was done."""

    code = "SERVICE_UNAVAILABLE"


@dataclass(frozen=True)
class Outcome:
    """What a verb left: the id of the node it is about, or why it was refused. The node itself is read anew.

    `warnings` say what of the input a verb that was done did not heed; they have the form of errors.
    """

    node_id: str | None = None
    errors: tuple[Mapping[str, Any], ...] = ()
    candidates: tuple[DuplicateCandidate, ...] = ()
    warnings: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def refused(cls, refusal: Refusal) -> "Outcome":
        error = {"code": refusal.code.value, "message": refusal.message, "field": list(refusal.field)}
        return cls(refusal.node_id, (error,), refusal.candidates)

    def stored(self) -> dict[str, Any]:
        return {
            "node_id": self.node_id,
            "errors": list(self.errors),
            "candidates": [asdict(each) for each in self.candidates],
            "warnings": list(self.warnings),
        }

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Outcome":
        """What `stored` gave, by this version or the one before, which kept the candidates' ids alone."""
        candidates = tuple(map(_likeness, stored["candidates"]))
        return cls(stored["node_id"], tuple(stored["errors"]), candidates, tuple(stored.get("warnings", ())))


# Gives the id of its node, or an outcome where there is more to say. Raises Refusal.
Verb = Callable[[AsyncSession], Awaitable[str | Outcome]]


def _likeness(stored: str | Mapping[str, Any]) -> DuplicateCandidate:
    if isinstance(stored, str):
        return DuplicateCandidate(stored)
    agrees, differs = (tuple(map(CustomerTrait, stored[side])) for side in ("agrees", "differs"))
    return DuplicateCandidate(stored["customer_id"], agrees, differs)


def _outcome(left: str | Outcome) -> Outcome:
    return left if isinstance(left, Outcome) else Outcome(left)


@dataclass(frozen=True)
class Claim:
    """What a key stands for, for a statement that writes it itself."""

    actor: str
    key: str
    digest: bytes
    origin: Origin


@contextmanager
def busy_when_away() -> Iterator[None]:
    """Around acts: that the database is away is said so, and what was asked for may be sent again. Raises Busy."""
    try:
        yield
    except PoolTimeoutError as error:
        raise Busy("too many changes are under way; nothing was done, try again") from error
    except (OSError, *CONNECTION_LOST_ERRORS) as error:
        raise Busy("the database cannot be reached; try again") from error
    except DBAPIError as error:
        # The engine knows by itself of a connection that broke, not of one that broke while it was made.
        reason = error.orig and error.orig.__cause__
        if not error.connection_invalidated and not isinstance(reason, (OSError, *CONNECTION_LOST_ERRORS)):
            raise
        # Whether it was done is not known: with the same key the next call finds out.
        raise Busy("the database went away; try again with the same key") from error


# An act as one statement, its arguments, and what comes of it. The statement claims the key, does all that the verb
# would do, and says true; false when the key is taken; and refuses itself when the verb has to decide.
AtOnce = Callable[[Claim], tuple[str, list[Any], Outcome]]


@dataclass
class SingleFlight:
    """One call at a time per key, within this process."""

    _locks: dict[Any, tuple[asyncio.Lock, int]] = field(default_factory=dict)

    @asynccontextmanager
    async def hold(self, key: Any) -> AsyncIterator[None]:
        lock, waiting = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks.pop(key)
            if waiting > 1:
                self._locks[key] = (lock, waiting - 1)


class Performer:
    """Runs verbs. One per process."""

    def __init__(self, database: Database, numbering: Numbering) -> None:
        self._database = database
        self._numbering = numbering
        self._flights = SingleFlight()

    async def perform(
        self,
        viewer: Viewer,
        origin: Origin,
        act: str,
        command: Mapping[str, Any],
        key: str | None,
        verb: Verb,
        at_once: AtOnce | None = None,
    ) -> Outcome:
        """Run `verb`; its refusals come back as the outcome.

        `act` and `command` are what the key stands for: the same key with another of them is refused. Whatever comes
        of it is audited: what was done in the transaction that did it.
        """
        audit = Audit(viewer, origin, act, key)
        actor = viewer.subject or viewer.actor
        with busy_when_away():
            if key is None:
                return await self._plainly(audit, verb)
            if not 1 <= len(key) <= LONGEST_KEY or "\0" in key:
                message = f"a key has 1 to {LONGEST_KEY} characters"
                return Outcome.refused(Refusal(ErrorCode.INVALID_INPUT, message, ["idempotencyKey"]))
            meant = digest(act, command, self._numbering)
            async with self._flights.hold((actor, key)):
                if at_once is not None:
                    outcome = await self._try_at_once(at_once, Claim(actor, key, meant, origin))
                    if outcome is not None:
                        return outcome
                return await self._once(audit, actor, key, (meant, digest_as_typed(act, command)), verb)

    async def _plainly(self, audit: Audit, verb: Verb) -> Outcome:
        try:
            async with self._database.transaction() as session:
                await session.execute(sa.select(COLLECT))
                outcome = _outcome(await verb(session))
                await audit.write(session, outcome.node_id)
                return outcome
        except Refusal as refusal:
            # What it did was rolled back, so that it was tried is written by itself.
            async with self._database.transaction() as session:
                await audit.write(session, refusal.node_id, refusal.code.value)
            return Outcome.refused(refusal)

    async def _try_at_once(self, at_once: AtOnce, claim: Claim) -> Outcome | None:
        """The act in one round trip; None when it was not done, or nobody knows: with the key the verb finds out."""
        statement, arguments, outcome = at_once(claim)
        try:
            row = await self._database.act(statement, *arguments)
        except TimeoutError as error:
            raise Busy("too many changes are under way; nothing was done, try again") from error
        except (OSError, asyncpg.InterfaceError, asyncpg.PostgresError, UnicodeEncodeError) as error:
            state = getattr(error, "sqlstate", None)
            if state != REFUSED:
                # Its text may name what is in a row.
                constraint = getattr(error, "constraint_name", None)
                log.warning("not done at once", reason=type(error).__name__, sqlstate=state, constraint=constraint)
            return None
        return outcome if row[0] else None

    async def refuse(self, viewer: Viewer, origin: Origin, act: str) -> None:
        """Audit that somebody tried what their role may not do."""
        with busy_when_away():
            async with self._database.transaction() as session:
                await Audit(viewer, origin, act, None).write(session, None, "FORBIDDEN")

    async def _once(self, audit: Audit, actor: str, key: str, digests: tuple[bytes, bytes], verb: Verb) -> Outcome:
        async with self._database.transaction() as session:
            try:
                mine = await session.scalar(_claim(actor, key, digests[0]))
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
                    return Outcome.refused(_in_progress())
                raise
            if not mine:
                return await self._stored(session, actor, key, digests)
            try:
                async with session.begin_nested():
                    outcome = _outcome(await verb(session))
                await audit.write(session, outcome.node_id)
            except Refusal as refusal:
                outcome = Outcome.refused(refusal)
                await audit.write(session, refusal.node_id, refusal.code.value)
            await session.execute(
                sa.update(IdempotencyKey)
                .where(IdempotencyKey.actor == actor, IdempotencyKey.key == key)
                .values(outcome=outcome.stored())
            )
            return outcome

    @staticmethod
    async def _stored(session: AsyncSession, actor: str, key: str, digests: tuple[bytes, bytes]) -> Outcome:
        row = (
            await session.execute(
                sa.select(IdempotencyKey.input_hash, IdempotencyKey.outcome).where(
                    IdempotencyKey.actor == actor, IdempotencyKey.key == key
                )
            )
        ).one()
        if row.input_hash not in digests:
            message = "this idempotency key was used with another input"
            return Outcome.refused(Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED, message, ["idempotencyKey"]))
        if row.outcome is None:
            return Outcome.refused(_in_progress())
        return Outcome.restored(row.outcome)


def _claim(actor: str, key: str, digest: bytes) -> Any:
    from sqlalchemy.dialects.postgresql import insert

    statement = insert(IdempotencyKey).values(actor=actor, key=key, input_hash=digest)
    renewed = {"input_hash": digest, "outcome": sa.null(), "created_at": sa.func.now()}
    expired = IdempotencyKey.created_at < sa.func.now() - KEPT
    return statement.on_conflict_do_update(index_elements=["actor", "key"], set_=renewed, where=expired).returning(
        COLLECT
    )


def _in_progress() -> Refusal:
    return Refusal(ErrorCode.IDEMPOTENCY_IN_PROGRESS, "the call with this key has not ended yet", ["idempotencyKey"])
