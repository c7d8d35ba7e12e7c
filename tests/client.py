"""A client of the whole application: real HTTP requests into the ASGI application, and SQL beside it for checking."""

import asyncio
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from typing import Any, TypeVar

import asyncpg
import httpx

from backend.app import create_app
from backend.auth.viewer import Role, Viewer
from backend.database import Connection, connect
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE
from backend.events.sequencer import Sequencer
from backend.gateways.network import Network
from backend.gateways.payments import PaymentGateway
from backend.settings import Settings

T = TypeVar("T")
_ENDED = (asyncpg.InterfaceError, asyncpg.ConnectionDoesNotExistError, asyncpg.AdminShutdownError)


class Always:
    """In place of tokens: every caller is this one."""

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
        network: Network | None = None,
        gateways: Mapping[str, PaymentGateway] | None = None,
        beside: "Client | None" = None,
    ) -> None:
        # `beside` another client it runs on that one's loop: two applications at once, as two processes would be.
        self._loop = beside._loop if beside else asyncio.new_event_loop()
        self._owns_loop = beside is None
        self.url = database_url
        viewer = viewer or Viewer(Role.OPERATOR, actor="operator", currency=settings.currency)
        authenticate = Always(viewer)
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
        self.run(self.app.state.database.close())
        if self._owns_loop:
            self._loop.close()

    async def send(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        response = await self.http.post("/graphql", json={"query": query, "variables": variables})
        return response.json()

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """The data of an answer without errors."""
        answer = self.run(self.send(query, variables))
        assert "errors" not in answer, answer
        return answer["data"]

    def errors(self, query: str, variables: dict[str, Any] | None = None) -> list[Any]:
        """The top-level errors of an answer."""
        found: list[Any] = self.run(self.send(query, variables))["errors"]
        return found

    def together(self, query: str, inputs: list[dict[str, Any]]) -> list[Any]:
        """The data of many calls sent at once."""

        async def go() -> list[Any]:
            return await asyncio.gather(*(self.send(query, {"input": each}) for each in inputs))

        answers = self.run(go())
        assert all("errors" not in answer for answer in answers), answers
        return [answer["data"] for answer in answers]

    def sql(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """Rows, read or written beside the application."""

        async def go() -> list[asyncpg.Record]:
            try:
                return await (await self._beside()).fetch(statement, *arguments)
            except _ENDED:  # the test ended every session
                return await (await self._beside(anew=True)).fetch(statement, *arguments)

        return self.run(go())

    async def _beside(self, *, anew: bool = False) -> Connection:
        """A connection that is kept: to open one takes longer than what is asked."""
        if self._kept is None or self._kept.is_closed() or anew:
            self._kept = await connect(self.url)
        return self._kept

    def as_owner(self, statement: str, *arguments: object) -> None:
        """For rows that the application itself could not write, or change."""

        async def go() -> None:
            connection = await connect(self.url.replace(f"//{APPLICATION_ROLE}@", f"//{OWNER_ROLE}@"), role=None)
            try:
                await connection.execute(statement, *arguments)
            finally:
                await connection.close()

        self.run(go())

    def place_events(self) -> None:
        """Give committed events their places in the log, as the sequencer of a server does."""

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
