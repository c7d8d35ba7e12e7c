"""Runs plans: chooses the connections, asks for an estimate where a plan may be dear, and charges the time it took."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any

import asyncpg

from backend.auth.usage import CostBuckets
from backend.auth.viewer import OUTSIDE, Role, Viewer
from backend.database import CONNECTION_LOST_ERRORS, Connection, Database, Division, FreeList, ReadConnections
from backend.errors import BadUserInput, RequestError, StatementTimeout, Throttled
from backend.events.log import SinceTooOld
from backend.metrics import REFUSED
from backend.planner.estimates import estimated_seconds
from backend.planner.limits import exceeded
from backend.planner.pace import SMALL_BYTES, Pace
from backend.planner.plan import Plan
from backend.planner.prepared import PreparedStatements

DEAR_SECONDS = 0.5  # a read with conditions that takes longer runs on the connections for dear ones
ANALYST_SECONDS = 1.0  # that a read of an analyst runs before staff may cancel it
RETRY_SECONDS = 5
REFUSED_STATE = "CRM01"  # the SQLSTATE of crm_refuse


def division_of(role: Role) -> Division:
    """The division of connections that serves the reads of a role."""
    if role is Role.ANALYST:
        return Division.ANALYSTS
    return Division.SUBSCRIBERS if role in OUTSIDE else Division.STAFF


class Unavailable(RequestError):
    """PostgreSQL cannot be reached."""

    code = "SERVICE_UNAVAILABLE"


class YieldingReads:
    """Reads that are cancelled, the oldest first, while others wait for the database."""

    def __init__(self) -> None:
        self._running: dict[asyncio.Timeout, float] = {}  # in the order in which they began, with the loop's time

    async def run(self, statement: Coroutine[Any, Any, bytes]) -> bytes:
        """Await the statement. Raises Throttled when it was cancelled."""
        scope = asyncio.timeout(None)
        try:
            async with scope:
                self._running[scope] = asyncio.get_running_loop().time()
                return await statement
        except TimeoutError:
            if not scope.expired():
                raise
            REFUSED.labels("analyst cancelled").inc()
            message = "the read was cancelled, because staff wait for the database; try again, or select less"
            raise Throttled(message, retryAfterSeconds=RETRY_SECONDS) from None
        finally:
            self._running.pop(scope, None)

    def cancel_oldest(self) -> None:
        """Cancel the read that has run for the longest time, if that is more than ANALYST_SECONDS."""
        now = asyncio.get_running_loop().time()
        for scope, began in self._running.items():
            if now - began < ANALYST_SECONDS:
                return
            if scope.when() is None:
                scope.reschedule(now)
                return


class Reader:
    """Runs each plan as one statement, on the connections of the caller's division."""

    def __init__(self, database: Database, buckets: CostBuckets, max_estimated_seconds: float) -> None:
        self._database = database
        self._max_estimated_seconds = max_estimated_seconds
        self._buckets = buckets
        self._prepared = PreparedStatements()
        self._yielding = YieldingReads()
        self._pace = Pace()
        self.statements = 0  # number of statements run; tests assert one per operation

    async def read(self, plan: Plan, variables: Any, viewer: Viewer, division: Division | None = None) -> bytes:
        """The JSON that the plan returns, read on the connections of the viewer's division unless `division` is given.

        Raises BadUserInput, LimitExceeded, StatementTimeout, Throttled, Unavailable.
        """
        arguments = plan.arguments(variables, viewer)
        division = division or division_of(viewer.role)
        lists = self._database.reads[division][plan.wall]
        run = self._run_with_conditions if plan.has_conditions else self._run_on
        try:
            return await run(lists, plan, arguments, viewer, division)
        except CONNECTION_LOST_ERRORS:
            # The server closed an idle connection. A read can be repeated safely.
            lists.drop_free()
            try:
                return await run(lists, plan, arguments, viewer, division)
            except (*CONNECTION_LOST_ERRORS, OSError) as error:
                raise Unavailable("the database cannot be reached") from error
        except OSError as error:
            raise Unavailable("the database cannot be reached") from error

    async def _run_with_conditions(
        self, lists: ReadConnections, plan: Plan, arguments: list[Any], viewer: Viewer, division: Division
    ) -> bytes:
        """Run a plan that may read many rows for few results: a dear one on connections of its own, after a deposit."""
        if plan.crosses_relations and plan.estimate is None:
            plan.estimate = await self._estimate(lists.searches, plan, arguments, viewer, division)
        if plan.estimate is not None and plan.estimate > self._max_estimated_seconds:
            raise exceeded("estimated seconds", int(self._max_estimated_seconds), int(plan.estimate))
        expected = (plan.estimate or 0.0) if plan.seconds is None else plan.seconds
        if expected < DEAR_SECONDS:
            return await self._run_on(lists, plan, arguments, viewer, division)
        deposit = self._buckets.deposit(viewer, expected)
        if deposit:
            await self._buckets.take(viewer, deposit)
        try:
            return await self._run_on(lists, plan, arguments, viewer, division, dear=True)
        finally:
            self._buckets.give_back(viewer, deposit)

    async def _estimate(
        self, free_list: FreeList, plan: Plan, arguments: list[Any], viewer: Viewer, division: Division
    ) -> float:
        connection = free_list.take_free(viewer.subject) or await self._waited(free_list, viewer, division)
        try:
            return await estimated_seconds(connection, plan.sql, arguments)
        except (asyncpg.PostgresError, UnicodeEncodeError):
            return 0.0  # running the statement reports the error
        finally:
            free_list.give_back(connection)

    async def _waited(self, free_list: FreeList, viewer: Viewer, division: Division) -> Connection:
        """Wait for a connection, or open one. Raises Throttled when the caller's reads have used up its budget since
        the request was admitted.
        """
        if division is not Division.ANALYSTS and free_list.exhausted:
            self._yielding.cancel_oldest()
        connection = await free_list.take(viewer.subject)
        if self._buckets.in_debt(viewer):
            try:
                await self._buckets.take(viewer, 0)
            except BaseException:
                free_list.give_back(connection)
                raise
        return connection

    def _count(self, plan: Plan, viewer: Viewer, division: Division, seconds: float, *, whole: bool) -> None:
        """Take the duration of a read with conditions into account. Other reads are paid by their rows."""
        seconds = self._pace.own_seconds(seconds)
        plan.count_seconds(seconds, whole=whole)
        if division is not Division.FEEDS:
            self._buckets.charge_time(viewer, seconds)

    async def _run_on(
        self,
        lists: ReadConnections,
        plan: Plan,
        arguments: list[Any],
        viewer: Viewer,
        division: Division,
        *,
        dear: bool = False,
    ) -> bytes:
        free_list = lists.dear if dear else lists.searches if plan.depends_on_values else lists.by_key
        connection = free_list.take_free(viewer.subject) or await self._waited(free_list, viewer, division)
        began, data = time.perf_counter(), None
        try:
            statement = self._prepared.known(connection, plan) or await self._prepared.make(free_list, connection, plan)
            self.statements += 1
            running = statement.fetchval(*arguments)
            data = await (self._yielding.run(running) if division is Division.ANALYSTS else running)
        except asyncpg.PostgresError as error:
            free_list.give_back(connection)
            raise _translated(error) from error
        except UnicodeEncodeError as error:
            free_list.give_back(connection)
            raise BadUserInput("a text must not contain a lone surrogate (U+D800 to U+DFFF)") from error
        except BaseException:
            free_list.discard(connection)
            raise
        finally:
            seconds = time.perf_counter() - began
            if plan.has_conditions:
                self._count(plan, viewer, division, seconds, whole=data is not None)
            elif data is not None and len(data) < SMALL_BYTES:
                self._pace.note(seconds)
        free_list.give_back(connection)
        return data


def _translated(error: asyncpg.PostgresError) -> Exception:
    state = getattr(error, "sqlstate", None)
    if state == REFUSED_STATE:
        return SinceTooOld(str(getattr(error, "detail", "") or error))
    if isinstance(error, asyncpg.QueryCanceledError):
        REFUSED.labels("statement timeout").inc()
        return StatementTimeout("the statement exceeded its time limit; select less or use a narrower filter")
    if isinstance(error, asyncpg.DataError):
        return BadUserInput(_plain(error))
    return error


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
