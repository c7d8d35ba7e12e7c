"""The dispatcher: takes provisioning orders to the mobile network, and records what became of them.

An order is committed as SENT before the network is called, with the time at which the network is asked about it. A
killed dispatcher therefore leaves each order either queued or to be asked about, and the order's id keeps the network
from doing it twice. Several dispatchers may run: each takes other orders.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
import structlog

from backend.database import CONNECTION_ERRORS, Connection, Database, connect
from backend.events.log import LogEnd, LoggedEvent
from backend.gateways.network import Line, Network, Order, Outcome, Report
from backend.gateways.payments import GatewayDown
from backend.jobs.declare import job
from backend.jobs.worker import Job
from backend.models import Contract
from backend.models.provisioning_order import ProvisioningOrder
from backend.services.provisioning import statements
from backend.services.provisioning.comparison import compare
from backend.services.provisioning.orders import bring
from backend.services.provisioning.outcomes import apply
from backend.services.sim_swap import complete_confirmed
from backend.settings import Settings

BATCH = 500
GATHER_SECONDS = 0.5  # between two rounds, so that the orders of this time are sent together
POLL_SECONDS = 5.0
LISTEN_SECONDS = 0.5  # between two looks for confirmations while some are expected
EXPECT_SECONDS = 30.0  # how long confirmations are expected after orders were sent
RETRY_SECONDS = 1.0
# The first words of the topics of acts that write orders, and of what people do with orders.
_TOPICS = ("contract.", "customer.", "sim.", "provisioning_order.")

log = structlog.get_logger()


class Dispatcher:
    """Dispatcher task, one per worker."""

    def __init__(self, url: str, database: Database, settings: Settings, network: Network) -> None:
        self._url, self._database, self._settings, self.network = url, database, settings, network
        self._woken = asyncio.Event()
        self._actor = f"gateway:{network.name}"
        self._expects_until = 0.0

    # EventConsumer of the listener

    def publish(self, events: list[LoggedEvent], end: LogEnd) -> None:  # noqa: ARG002
        if not events or any(event.topic.startswith(_TOPICS) for event in events):
            self._woken.set()

    def restarted(self, end: LogEnd) -> None:  # noqa: ARG002
        self._woken.set()

    async def run(self) -> None:
        """Run until cancelled. After a lost connection it connects again."""
        while True:
            connection: Connection | None = None
            try:
                connection = await connect(self._url, statement_timeout="60000", idle_session_timeout="0")
                while True:
                    self._woken.clear()
                    await self.round(connection)
                    await self._wait()
            except CONNECTION_ERRORS as error:
                log.warning("dispatcher waits for the database", reason=" ".join(str(error).split()))
                await asyncio.sleep(RETRY_SECONDS)
            finally:
                if connection is not None:
                    connection.terminate()

    async def _wait(self) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        expects = asyncio.get_running_loop().time() < self._expects_until
        try:
            async with asyncio.timeout(LISTEN_SECONDS if expects else POLL_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            pass

    async def round(self, connection: Connection) -> int:
        """Do what is due: record confirmations, send orders, ask about others, complete swaps, compensate for what was
        late.

        Returns how many orders were sent, asked about, or had news.
        """
        done = await self._receive(connection)
        while batch := await connection.fetch(statements.CLAIM, BATCH):
            self._expects_until = asyncio.get_running_loop().time() + EXPECT_SECONDS
            await self._send(connection, batch)
            done += len(batch)
            done += await self._receive(connection)
        while batch := await connection.fetch(statements.CLAIM_TO_ASK, BATCH):
            await self._ask(connection, batch)
            done += len(batch)
        done += await self._complete_swaps(connection)
        return done + await self._compensate(connection)

    @job("compare with the network", cron="30 21 * * *", max_concurrent=1)
    async def compare(self, _: Job) -> None:
        """Compare the network's lines with the contracts. Where the network does not answer, the job is repeated."""
        connection = await connect(self._url, statement_timeout="0")
        try:
            await compare(connection, self.network)
        finally:
            await connection.close()

    async def _receive(self, connection: Connection) -> int:
        try:
            reports = await self.network.received()
        except GatewayDown as error:
            self._is_silent(error)
            return 0
        return await apply(connection, reports, self._actor) if reports else 0

    async def _send(self, connection: Connection, rows: Sequence[Any]) -> None:
        """Send orders that are committed as sent. What is not answered is UNKNOWN, and asked about."""
        try:
            reports = await self.network.send([_order(row) for row in rows])
        except GatewayDown as error:
            self._is_silent(error)
            reports = []
        await apply(connection, _with_silence(reports, rows), self._actor)

    async def _ask(self, connection: Connection, rows: Sequence[Any]) -> None:
        """Ask about orders. One that the network never heard of is sent again, under the same id."""
        try:
            reports = await self.network.ask([row["id"] for row in rows])
        except GatewayDown as error:
            self._is_silent(error)
            reports = []
        unheard = {each.id for each in reports if each.outcome is Outcome.UNKNOWN}
        await apply(connection, [each for each in _with_silence(reports, rows) if each.id not in unheard], self._actor)
        if unheard:
            await self._send(connection, [row for row in rows if row["id"] in unheard])

    async def _complete_swaps(self, connection: Connection) -> int:
        """Complete the swaps of the SIMs that the network has exchanged."""
        rows = await connection.fetch(statements.CONFIRMED_SWAPS.format(more=""))
        for row in rows:
            async with self._database.transaction() as session:
                await complete_confirmed(session, self._settings, self._actor, row["id"])
        return len(rows)

    async def _compensate(self, connection: Connection) -> int:
        """Write new orders for contracts whose orders were given up and done nevertheless."""
        rows = await connection.fetch(statements.LATE, BATCH)
        for row in rows:
            async with self._database.transaction() as session:
                await session.execute(sa.select(Contract.id).where(Contract.id == row["contract_id"]).with_for_update())
                late = ProvisioningOrder.id == row["id"]
                compensated = await session.scalar(
                    sa.update(ProvisioningOrder)
                    .where(late, ProvisioningOrder.compensated_at.is_(None))
                    .values(compensated_at=sa.func.now())
                    .returning(ProvisioningOrder.id)
                )
                if compensated is not None:
                    await bring(session, self._settings, [row["contract_id"]], anew=True)
            log.warning("an order that was given up was done late", order=str(row["id"]))
        return len(rows)

    def _is_silent(self, error: GatewayDown) -> None:
        log.warning("network does not answer", network=self.network.name, reason=str(error))


def _with_silence(reports: Sequence[Report], rows: Sequence[Any]) -> list[Report]:
    """The reports, and one of an unknown outcome for each order that is in none of them."""
    answered = {each.id for each in reports}
    return [*reports, *(Report(row["id"], Outcome.UNKNOWN) for row in rows if row["id"] not in answered)]


def _order(row: Any) -> Order:
    line = Line(row["contract_id"], row["iccid"], row["msisdn"], row["barring"], tuple(row["services"]))
    return Order(row["id"], row["kind"], line)
