"""Runs a verb in one transaction, and with an idempotency key exactly once, also when calls repeat or run in parallel.

The first statement of the transaction inserts the key: a second caller waits for it, then reads the stored outcome. The
verb runs in a savepoint: a refusal rolls back to the savepoint and is stored as the outcome; any other error rolls back
the whole transaction, the key included. Callers of one process with the same key wait before they take a connection.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

import asyncpg
import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Origin, Viewer
from backend.database import CONNECTION_LOST_ERRORS, Database, SqlCall
from backend.errors import (
    CustomerTrait,
    DuplicateCandidate,
    ErrorCode,
    MatchCode,
    MatchReason,
    Refusal,
    RequestError,
    Throttled,
)
from backend.models import IdempotencyKey
from backend.records import outcomes
from backend.records.audit import COLLECT
from backend.services.audit import Audit
from backend.services.command_digest import digest, digest_as_typed
from backend.services.plans.outcome import Plan
from backend.services.rates import Rates
from backend.services.refused_calls import RefusedCalls
from backend.services.rules import Numbering
from backend.space import Space

MAX_KEY_CHARACTERS = 255
Found = TypeVar("Found")
log = structlog.get_logger()

_KNOWN = "select 1 from idempotency_key where actor = $1 and key = $2"
# SQLSTATEs
LOCK_NOT_AVAILABLE = "55P03"
REFUSED = "CRM01"  # raised by crm_refuse
BESIDE_OTHERS = frozenset({"40P01", "40001"})  # a deadlock, a serialization failure
MAX_RUNS = 4  # of a transaction that PostgreSQL ends because of others
_PLAN_CODES = frozenset({ErrorCode.PLAN_STALE.value, ErrorCode.PLAN_TOKEN_INVALID.value})


class Busy(RequestError):
    """The database cannot be reached, or no connection for writing is free."""

    code = "SERVICE_UNAVAILABLE"


@dataclass(frozen=True)
class Outcome:
    """The result of a verb: the id of its node, or the errors of a refusal. The node itself is read afterwards.

    `warnings` name parts of the input that a successful verb ignored; they have the form of errors. Not stored are
    `plan`, what the verb would do, of a dry run, and `beside`: values for the payload that a repeated call does not
    return.
    """

    node_id: str | None = None
    errors: tuple[Mapping[str, Any], ...] = ()
    candidates: tuple[DuplicateCandidate, ...] = ()
    warnings: tuple[Mapping[str, Any], ...] = ()
    plan: Plan | None = None
    beside: Any = None

    @classmethod
    def refused(cls, refusal: Refusal) -> "Outcome":
        errors = tuple(
            {"code": each.code.value, "message": each.message, "field": list(each.field)}
            for each in (refusal, *refusal.others)
        )
        return cls(refusal.node_id, errors, refusal.candidates)

    @property
    def is_about_plan(self) -> bool:
        """Whether the call was refused for its plan token. Its idempotency key may be used with a new one."""
        return any(each["code"] in _PLAN_CODES for each in self.errors)

    def stored(self) -> dict[str, Any]:
        return {
            "node_id": self.node_id,
            "errors": list(self.errors),
            "candidates": [asdict(each) for each in self.candidates],
            "warnings": list(self.warnings),
        }

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Outcome":
        """The outcome from what `stored` returned. Earlier releases stored only the ids of candidates, or no scores."""
        candidates = tuple(map(_likeness, stored["candidates"]))
        return cls(stored["node_id"], tuple(stored["errors"]), candidates, tuple(stored.get("warnings", ())))


# Returns the id of its node, or an outcome where there are warnings too. Raises Refusal.
Verb = Callable[[AsyncSession], Awaitable[str | Outcome]]


def _likeness(stored: str | Mapping[str, Any]) -> DuplicateCandidate:
    if isinstance(stored, str):
        return DuplicateCandidate(stored)
    agrees, differs = (tuple(map(CustomerTrait, stored[side])) for side in ("agrees", "differs"))
    reasons = tuple(MatchReason(MatchCode(each["code"]), each["points"]) for each in stored.get("reasons", ()))
    return DuplicateCandidate(stored["customer_id"], agrees, differs, stored.get("score", 0), reasons)


def outcome_of(result: str | Outcome) -> Outcome:
    """The outcome of what a verb returned."""
    return result if isinstance(result, Outcome) else Outcome(result)


@dataclass(frozen=True)
class Claim:
    """An idempotency key, if any, and its digest, for a statement that inserts the key itself."""

    actor: str
    key: str | None
    digest: bytes
    origin: Origin


@contextmanager
def unreachable_as_busy() -> Iterator[None]:
    """Raise Busy in place of the errors of a database that cannot be reached; the client may repeat the request."""
    try:
        yield
    except PoolTimeoutError as error:
        raise Busy("too many changes are in progress; nothing was changed, try again") from error
    except (OSError, *CONNECTION_LOST_ERRORS) as error:
        raise Busy("the database cannot be reached; try again") from error
    except DBAPIError as error:
        # SQLAlchemy marks a connection that broke as invalidated, but not one that broke while it was being opened.
        reason = error.orig and error.orig.__cause__
        if not error.connection_invalidated and not isinstance(reason, (OSError, *CONNECTION_LOST_ERRORS)):
            raise
        # Whether the transaction was committed is not known; a repeated call with the same key finds out.
        raise Busy("the connection to the database was lost; try again with the same idempotency key") from error


async def repeated(run: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """Run a transaction, and again where PostgreSQL ended it because of others that ran beside it. Nothing of it is
    stored then, and a verb calls nobody outside. Raises Busy after MAX_RUNS.
    """
    for number in range(1, MAX_RUNS + 1):
        try:
            return await run()
        except (DBAPIError, asyncpg.PostgresError) as error:
            state = getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlstate", None)
            if state not in BESIDE_OTHERS:
                raise
            log.info("a transaction was ended because of others", sqlstate=state, run=number)
            if number == MAX_RUNS:
                raise Busy("other changes of the same data are in the way; nothing was changed, try again") from error
        await asyncio.sleep(random.uniform(0, 0.02 * 2**number))  # noqa: S311 - the others may be repeated too
    raise AssertionError("unreachable")


@dataclass(frozen=True)
class PreparedStatement:
    """A verb as one SQL statement, which is its own transaction. It inserts the key, if any, and all rows.

    If it returns no row or false, or calls crm_refuse, the verb has to be run, or the key exists.
    """

    call: SqlCall
    outcome: Outcome


Statement = Callable[[Claim], PreparedStatement]


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


def wrong_key(key: str | None) -> Refusal | None:
    """The refusal of a key that cannot be one."""
    if key is None or (key.strip() and len(key) <= MAX_KEY_CHARACTERS and "\0" not in key):
        return None
    message = f"an idempotency key has 1 to {MAX_KEY_CHARACTERS} characters, not only spaces, and no NUL"
    return Refusal(ErrorCode.INVALID_INPUT, message, ["idempotencyKey"])


class Performer:
    """Runs verbs. One per process."""

    def __init__(
        self,
        database: Database,
        numbering: Numbering,
        rates: Rates,
        refused_calls: RefusedCalls,
        space: Space | None = None,
    ) -> None:
        self._database = database
        self._space = space
        self._numbering = numbering
        self._rates = rates
        self._refused_calls = refused_calls
        self._flights = SingleFlight()

    async def perform(
        self,
        viewer: Viewer,
        origin: Origin,
        act: str,
        command: Mapping[str, Any],
        key: str | None,
        verb: Verb,
        statement: Statement | None = None,
    ) -> Outcome:
        """Run `verb` and return its outcome; a refusal is an outcome too. Raises Busy, InsufficientStorage, and
        Throttled when the viewer has called `act` too often.

        A key that was used with another `act` or `command` is refused with IDEMPOTENCY_KEY_REUSED. Every outcome is
        audited; a successful verb in its own transaction. A `statement` is tried first.
        """
        if self._space is not None:
            self._space.check_change()
        audit = Audit(viewer, origin, act, key)
        actor = viewer.subject or viewer.actor
        with unreachable_as_busy():
            if (wrong := wrong_key(key)) is not None:
                return Outcome.refused(wrong)
            if self._rates.is_used_up(viewer, act) and not await self._is_known(viewer, key):
                raise self._rates.refusal(viewer, act)
            if self._rates.of(viewer, act) is not None:
                statement = None  # it does not count calls
            if key is None:
                return await self._without_key(audit, verb, statement)
            command_digest = digest(act, command, self._numbering)
            async with self._flights.hold((actor, key)):
                if statement is not None:
                    outcome = await self._run_statement(statement, Claim(actor, key, command_digest, origin))
                    if outcome is not None:
                        return outcome
                digests = (command_digest, digest_as_typed(act, command))
                return await repeated(lambda: self._with_key(audit, actor, key, digests, verb))

    async def rehearse(self, viewer: Viewer, act: str, verb: Verb) -> Outcome:
        """Run `verb` and roll it back. Nothing is stored and no idempotency key is used, but the rate counts the call.

        Raises Busy, and Throttled when the viewer has called `act` too often.
        """
        with unreachable_as_busy():
            if self._rates.is_used_up(viewer, act):
                raise self._rates.refusal(viewer, act)
            if self._rates.of(viewer, act) is not None:
                async with self._database.transaction() as session:
                    await self._rates.count(session, viewer, act)
        return await self.tried(verb)

    async def tried(self, verb: Verb) -> Outcome:
        """What `verb` would return now: it is rolled back, and not counted. Raises Busy."""

        async def run() -> Outcome:
            async with self._database.rehearsal() as session:
                await session.execute(sa.select(COLLECT))
                try:
                    return outcome_of(await verb(session))
                except Refusal as refusal:
                    return Outcome.refused(refusal)

        with unreachable_as_busy():
            return await repeated(run)

    async def _is_known(self, viewer: Viewer, key: str | None) -> bool:
        """Whether a call with this key has ended: it is answered beyond the rate too."""
        actor = viewer.subject or viewer.actor
        return key is not None and bool(await self._database.fetch(_KNOWN, actor, key))

    async def check_rate(self, viewer: Viewer, act: str, key: str | None) -> None:
        """Check that the viewer may call `act` now, before work that precedes the verb. Raises Throttled, Busy."""
        if self._rates.of(viewer, act) is None:
            return
        with unreachable_as_busy():
            try:
                async with self._database.transaction() as session:
                    await self._rates.check(session, viewer, act)
            except Throttled:
                if not await self._is_known(viewer, key):
                    raise

    async def run(self, step: Callable[[AsyncSession], Awaitable[None]]) -> None:
        """Run a step that is not an act in a transaction of its own, such as the use of a quota. Raises Busy."""
        with unreachable_as_busy():
            async with self._database.transaction() as session:
                await step(session)

    async def read(self, step: Callable[[AsyncSession], Awaitable[Found]]) -> Found:
        """Run a step that only reads. Raises Busy."""
        with unreachable_as_busy():
            async with self._database.rehearsal() as session:
                return await step(session)

    async def _without_key(self, audit: Audit, verb: Verb, statement: Statement | None) -> Outcome:
        if statement is not None:
            outcome = await self._run_statement(statement, Claim("", None, b"", audit.origin))
            if outcome is not None:
                return outcome

        async def run() -> Outcome:
            async with self._database.transaction() as session:
                await session.execute(sa.select(COLLECT))
                return await self._run(session, audit, verb)

        return await repeated(run)

    async def _run(self, session: AsyncSession, audit: Audit, verb: Verb) -> Outcome:
        """Count the call, run the verb in a savepoint and write the audit entry. Raises Throttled."""
        await self._rates.count(session, audit.viewer, audit.act)
        try:
            async with session.begin_nested():
                outcome = outcome_of(await verb(session))
            await audit.write(session, outcome.node_id)
        except Refusal as refusal:
            outcome = Outcome.refused(refusal)
            await self._refused_calls.record(audit, session, refusal.node_id, refusal.code.value)
            if refusal.afterwards is not None:
                await refusal.afterwards(session)
        return outcome

    async def _run_statement(self, statement: Statement, claim: Claim) -> Outcome | None:
        """Run the verb in one round trip. None when it was not run, or this is not known: the key then decides whether
        the verb is run. Without a key, an error of a lost connection is raised instead.
        """
        prepared = statement(claim)
        try:
            done = await self._database.act(prepared.call)
        except TimeoutError as error:
            raise Busy("too many changes are in progress; nothing was changed, try again") from error
        except (OSError, asyncpg.InterfaceError, asyncpg.PostgresError, UnicodeEncodeError) as error:
            if claim.key is None and isinstance(error, (OSError, *CONNECTION_LOST_ERRORS)):
                raise
            state = getattr(error, "sqlstate", None)
            if state != REFUSED:
                # The error's text is not logged, because it may quote values of a row.
                constraint = getattr(error, "constraint_name", None)
                log.warning(
                    "the statement of an act failed", reason=type(error).__name__, sqlstate=state, constraint=constraint
                )
            return None
        return prepared.outcome if done else None

    async def refuse(self, viewer: Viewer, origin: Origin, act: str) -> None:
        """Audit a call that the viewer's role does not permit."""
        with unreachable_as_busy():
            async with self._database.transaction() as session:
                await self._refused_calls.record(Audit(viewer, origin, act, None), session, None, "FORBIDDEN")

    async def _with_key(self, audit: Audit, actor: str, key: str, digests: tuple[bytes, bytes], verb: Verb) -> Outcome:
        async with self._database.transaction() as session:
            try:
                claimed = await session.scalar(outcomes.claim(actor, key, digests[0]))
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
                    return Outcome.refused(_in_progress())
                raise
            if not claimed:
                return await self._stored(session, actor, key, digests)
            outcome = await self._run(session, audit, verb)
            if outcome.is_about_plan:
                await session.execute(outcomes.release(actor, key))
            else:
                await session.execute(outcomes.settle(actor, key, outcome.stored()))
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
            message = "this idempotency key was already used with a different input"
            return Outcome.refused(Refusal(ErrorCode.IDEMPOTENCY_KEY_REUSED, message, ["idempotencyKey"]))
        if row.outcome is None:
            return Outcome.refused(_in_progress())
        return Outcome.restored(row.outcome)


def _in_progress() -> Refusal:
    message = "a call with this idempotency key is still in progress; try again later"
    return Refusal(ErrorCode.IDEMPOTENCY_IN_PROGRESS, message, ["idempotencyKey"])
