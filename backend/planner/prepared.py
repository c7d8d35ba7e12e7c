"""Prepared statements of the connections for reads, bounded in number and size."""

from collections import OrderedDict
from typing import Any
from weakref import WeakKeyDictionary

from backend.database import Connection, FreeList
from backend.planner.plan import Plan

MAX_PREPARED = 200  # on one connection
# PostgreSQL keeps about sixty times the text of a statement: its parse tree, its rewritten form and its plan.
MAX_PREPARED_CHARACTERS = 200_000  # on one connection
LARGE_CHARACTERS = 30_000  # a larger plan is not prepared
# The process of a connection keeps much of what parsing and planning took. It ends after so many characters.
MAX_PARSED_CHARACTERS = 3_000_000


class _Prepared:
    """The statements of one connection, the least recently used one first."""

    __slots__ = ("characters", "parsed", "statements")

    def __init__(self) -> None:
        self.statements: OrderedDict[Plan, Any] = OrderedDict()
        self.characters = 0
        self.parsed = 0  # characters, of these statements and of all others

    def add(self, plan: Plan, statement: Any) -> None:
        self.statements[plan] = statement
        self.characters += len(plan.sql)
        while self.characters > MAX_PREPARED_CHARACTERS or len(self.statements) > MAX_PREPARED:
            dropped, _ = self.statements.popitem(last=False)
            self.characters -= len(dropped.sql)


class PreparedStatements:
    """Finds or makes the statement that runs a plan on a connection.

    A plan that runs for the first time uses the unnamed statement, which the next one replaces: most documents that are
    made up for one request are never seen again. So does a large plan. A statement that is dropped here is closed by
    asyncpg together with the next one that it prepares.
    """

    def __init__(self) -> None:
        self._on: WeakKeyDictionary[Connection, _Prepared] = WeakKeyDictionary()

    def known(self, connection: Connection, plan: Plan) -> Any:
        """The prepared statement of the plan; None when there is none on this connection."""
        prepared = self._on.get(connection)
        if prepared is None:
            return None
        statement = prepared.statements.get(plan)
        if statement is not None:
            prepared.statements.move_to_end(plan)
        return statement

    async def make(self, free_list: FreeList, connection: Connection, plan: Plan) -> Any:
        """Prepare the statement of a plan, and keep it if the plan was seen before and is not large."""
        prepared = self._on.get(connection)
        if prepared is None:
            prepared = self._on[connection] = _Prepared()
        prepared.parsed += len(plan.sql)
        if prepared.parsed > MAX_PARSED_CHARACTERS:
            free_list.retire(connection)
        if not plan.seen or len(plan.sql) > LARGE_CHARACTERS:
            plan.seen = True
            return await connection.prepare(plan.sql, name="")
        statement = await connection.prepare(plan.sql)
        prepared.add(plan, statement)
        return statement
