"""Runs plans. Each is one statement, prepared once per connection."""

from typing import Any
from weakref import WeakKeyDictionary

import asyncpg

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.database import CONNECTION_LOST_ERRORS, Connection, Database, Division, FreeList
from backend.errors import BadUserInput, RequestError, StatementTimeout
from backend.events.log import SinceTooOld
from backend.planner.plan import Plan

MAX_PREPARED = 500
REFUSED = "CRM01"  # the SQLSTATE of crm_refuse


def division_of(role: Role) -> Division:
    """The division of connections that serves the reads of a role."""
    if role is Role.ANALYST:
        return Division.ANALYSTS
    return Division.SUBSCRIBERS if role in SUBSCRIBERS else Division.STAFF


class Unavailable(RequestError):
    """PostgreSQL cannot be reached."""

    code = "SERVICE_UNAVAILABLE"


class Reader:
    """Runs plans on a connection of the pool for their kind: by key, or with values that decide the best query plan."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._prepared_on: WeakKeyDictionary[Connection, dict[Plan, Any]] = WeakKeyDictionary()
        self.statements = 0  # number of statements run; tests assert one per operation

    async def read(self, plan: Plan, variables: Any, viewer: Viewer, division: Division | None = None) -> bytes:
        """The JSON that the plan returns, read on the connections of the viewer's division unless `division` is given.

        Raises BadUserInput, StatementTimeout, Unavailable.
        """
        arguments = plan.arguments(variables, viewer)
        lists = self._database.reads[division or division_of(viewer.role)][plan.wall]
        free_list = lists.searches if plan.depends_on_values else lists.by_key
        try:
            return await self._run(free_list, plan, arguments, viewer.subject)
        except CONNECTION_LOST_ERRORS:
            # The server closed an idle connection. A read can be repeated safely.
            free_list.drop_free()
            try:
                return await self._run(free_list, plan, arguments, viewer.subject)
            except (*CONNECTION_LOST_ERRORS, OSError) as error:
                raise Unavailable("the database cannot be reached") from error
        except OSError as error:
            raise Unavailable("the database cannot be reached") from error

    async def _run(self, free_list: FreeList, plan: Plan, arguments: list[Any], subject: str) -> bytes:
        connection = free_list.take_free(subject) or await free_list.take(subject)
        try:
            statement = await self._prepared(connection, plan)
            self.statements += 1
            data: bytes = await statement.fetchval(*arguments)
        except asyncpg.PostgresError as error:
            free_list.give_back(connection)
            raise _translated(error) from error
        except UnicodeEncodeError as error:
            free_list.give_back(connection)
            raise BadUserInput("a text must not contain a lone surrogate (U+D800 to U+DFFF)") from error
        except BaseException:
            free_list.discard(connection)
            raise
        free_list.give_back(connection)
        return data

    async def _prepared(self, connection: Connection, plan: Plan) -> Any:
        prepared = self._prepared_on.get(connection)
        if prepared is None:
            prepared = self._prepared_on[connection] = {}
        statement = prepared.get(plan)
        if statement is None:
            if len(prepared) >= MAX_PREPARED:
                prepared.pop(next(iter(prepared)))
            statement = prepared[plan] = await connection.prepare(plan.sql)
        return statement


def _translated(error: asyncpg.PostgresError) -> Exception:
    state = getattr(error, "sqlstate", None)
    if state == REFUSED:
        return SinceTooOld(str(getattr(error, "detail", "") or error))
    if isinstance(error, asyncpg.QueryCanceledError):
        return StatementTimeout("the statement exceeded its time limit; select less or use a narrower filter")
    if isinstance(error, asyncpg.DataError):
        return BadUserInput(_plain(error))
    return error


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
