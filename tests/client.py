"""A client of the whole application: HTTP requests into the ASGI application, and SQL on a separate connection."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping, MutableMapping
from contextlib import suppress
from typing import Any, TypeVar

import asyncpg
import httpx
from sqlalchemy.orm import DeclarativeBase

from backend.app import Application, create_app
from backend.auth.viewer import Role, Viewer
from backend.database import Connection, connect
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE
from backend.events.sequencer import Sequencer
from backend.gateways.network import SimStates
from backend.gateways.payments import PaymentGateway
from backend.settings import Settings
from tests.connections import cancelled, shared_loop
from tests.factories import rows

T = TypeVar("T")
Row = TypeVar("Row", bound=DeclarativeBase)
_ENDED = (asyncpg.InterfaceError, asyncpg.ConnectionDoesNotExistError, asyncpg.AdminShutdownError)


HEADERS = [(b"host", b"crm.test"), (b"accept", b"*/*"), (b"content-type", b"application/json")]
SCOPE = {
    "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
    "path": "/graphql", "raw_path": b"/graphql", "query_string": b"", "root_path": "", "client": ("127.0.0.1", 123),
    "server": ("crm.test", None),
}  # fmt: skip


async def posted(app: Application, query: str, variables: dict[str, Any] | None = None) -> bytes:
    """The body of the answer to a GraphQL request. A client library would take as long as the request."""
    body = json.dumps({"query": query, "variables": variables}, ensure_ascii=False, allow_nan=False).encode()
    sent = [{"type": "http.request", "body": body}]
    answer: list[bytes] = []
    done = asyncio.Event()

    async def receive() -> dict[str, Any]:
        if sent:
            return sent.pop()
        await done.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.body":
            answer.append(message.get("body", b""))
            if not message.get("more_body"):
                done.set()

    await app({**SCOPE, "headers": [*HEADERS, (b"content-length", b"%d" % len(body))]}, receive, send)
    assert done.is_set()
    return b"".join(answer)


class FixedViewer:
    """Authentication without tokens: every caller is this viewer."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    def cached_viewer(self, _: object) -> Viewer:
        return self._viewer

    async def viewer(self, _: object) -> Viewer:
        return self._viewer


class Client:
    def __init__(
        self,
        database_url: str,
        settings: Settings,
        *,
        viewer: Viewer | None = None,
        network: SimStates | None = None,
        gateways: Mapping[str, PaymentGateway] | None = None,
        beside: "Client | None" = None,
    ) -> None:
        self._loop = shared_loop()
        self._earlier_tasks = None if beside else asyncio.all_tasks(self._loop)
        self.url, self.settings = database_url, settings
        viewer = viewer or Viewer(Role.OPERATOR, actor="operator", currency=settings.currency)
        authenticate = FixedViewer(viewer)
        self.app = create_app(settings, database_url, authenticate=authenticate, network=network, gateways=gateways)
        self._kept: Connection | None = None
        transport = httpx.ASGITransport(app=self.app)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://crm.test", timeout=60)

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(coroutine)

    def close(self) -> None:
        if self._kept is not None:
            with suppress(*_ENDED):
                self.run(self._kept.close())
        self.run(self.http.aclose())
        self.app.state.planner.preparation.close()  # ends its thread
        self.run(self.app.state.database.close())
        if self._earlier_tasks is not None:
            self.run(cancelled(asyncio.all_tasks(self._loop) - self._earlier_tasks))

    async def send(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        return json.loads(await posted(self.app, query, variables))

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """The data of an answer; asserts that it has no errors."""
        answer = self.run(self.send(query, variables))
        assert "errors" not in answer, answer
        return answer["data"]

    def errors(self, query: str, variables: dict[str, Any] | None = None) -> list[Any]:
        """The top-level errors of an answer."""
        found: list[Any] = self.run(self.send(query, variables))["errors"]
        return found

    def together(self, query: str, inputs: list[dict[str, Any]]) -> list[Any]:
        """The data of concurrent calls, one per input."""

        async def go() -> list[Any]:
            return await asyncio.gather(*(self.send(query, {"input": each}) for each in inputs))

        answers = self.run(go())
        assert all("errors" not in answer for answer in answers), answers
        return [answer["data"] for answer in answers]

    def sql(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """The rows of a statement that reads or writes without the application."""

        async def go() -> list[asyncpg.Record]:
            try:
                return await (await self._beside()).fetch(statement, *arguments)
            except _ENDED:  # the test has ended all sessions
                return await (await self._beside(anew=True)).fetch(statement, *arguments)

        return self.run(go())

    def insert(self, row: Row, *more: DeclarativeBase) -> Row:
        """Insert rows that factories built, in one transaction. Returns the first, with all its values."""

        async def go() -> None:
            await rows.insert(await self._beside(), row, *more)

        self.run(go())
        return row

    def find(self, model: type[Row], **values: object) -> Row:
        """The one row of a model that has these values."""

        async def go() -> Row:
            return await rows.find(await self._beside(), model, **values)

        return self.run(go())

    async def _beside(self, *, anew: bool = False) -> Connection:
        """The connection for SQL. It is kept open, since opening one takes longer than most statements."""
        if self._kept is None or self._kept.is_closed() or anew:
            self._kept = await connect(self.url)
        return self._kept

    def as_owner(self, statement: str, *arguments: object) -> None:
        """Execute a statement as the owner, for changes that the application has no right to make."""
        self._by_owner(lambda connection: connection.execute(statement, *arguments))

    def insert_as_owner(self, *new: DeclarativeBase) -> None:
        """Insert rows as the owner, such as a ledger account with a balance."""
        self._by_owner(lambda connection: rows.insert(connection, *new))

    def _by_owner(self, act: Callable[[Connection], Coroutine[Any, Any, object]]) -> None:
        async def go() -> None:
            connection = await connect(self.url.replace(f"//{APPLICATION_ROLE}@", f"//{OWNER_ROLE}@"), role=None)
            try:
                await act(connection)
            finally:
                await connection.close()

        self.run(go())

    def place_events(self) -> None:
        """Assign positions in the log to committed events, as the sequencer of a server does."""

        async def go() -> None:
            connection = await connect(self.url)
            try:
                sequencer = Sequencer(self.url)
                await sequencer.take_over(connection)
                while await sequencer.round(connection):
                    pass
            finally:
                await connection.close()

        self.run(go())

    def value(self, statement: str, *arguments: object) -> Any:
        return self.sql(statement, *arguments)[0][0]
