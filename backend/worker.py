"""Assembly of the worker: the event log's sequencer, messages, jobs and upkeep.

It runs in the API's processes or in a process of its own (`crm work`).
"""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

import structlog

from backend import imports, services
from backend.auth.secrets import Secrets
from backend.auth.usage import CostBuckets
from backend.billing import identity_provider
from backend.database import Connection, Database, connect
from backend.documents.files import FileStore
from backend.errors import StartupError
from backend.events.listener import EventConsumer, Listener
from backend.events.sequencer import Sequencer
from backend.exports.runner import ExportRunner
from backend.gateways.network import Network
from backend.gateways.network.https import HttpsNetwork
from backend.gateways.network.simulator import Simulator, random_faults
from backend.imports.runner import ImportRunner
from backend.jobs.declare import Tools, declared
from backend.jobs.worker import Worker as JobWorker
from backend.modules import modules_of
from backend.notifications.channels import connected_channels
from backend.notifications.notifier import Notifier
from backend.notifications.sender import Receipts, Sender
from backend.planner.planner import Planner
from backend.services import upkeep
from backend.services.attachments import Attachments
from backend.services.bill import BillNumbers
from backend.services.billing import BillingService
from backend.services.contract_papers import ContractPapers
from backend.services.erasure.files import ErasedFiles
from backend.services.identity_check import IdentityChecks
from backend.services.provisioning.dispatcher import Dispatcher
from backend.services.reconciliation import Reconciliation
from backend.settings import Settings
from backend.space import Space
from backend.supervision import supervised

STOP_SECONDS = 10.0  # for running jobs to end
FILE_PATIENCE_SECONDS = 5.0  # to wait for another worker that has locked a file's job
DRAIN_SECONDS = 60.0  # for the last events to get their positions and to be read
DRAIN_POLL_SECONDS = 0.05

log = structlog.get_logger()

_UNREAD = """
select exists (select from event e where e.created_at > now() - interval '1 day'
        and not exists (select from event_order o where o.event_id = e.id))
    or (select position from event_consumer where name = 'notifications')
        < (select position from event_order order by position desc limit 1)
"""


def file_store(settings: Settings) -> FileStore:
    """Open the file store: an object store, or a directory of this machine."""
    folder = settings.data_dir / "files"
    return FileStore.open(settings.file_store_url, folder, settings.max_attachment_bytes, Space.of(settings))


def connected_network(settings: Settings) -> Network | None:
    """The mobile network that the settings name. Raises StartupError where `https` lacks its URL or its secret."""
    match settings.network_in_use:
        case "https":
            if settings.network_url is None or settings.network_secret is None:
                raise StartupError("CRM_NETWORK_URL and CRM_NETWORK_SECRET: the network https requires both")
            return HttpsNetwork(settings.network_url, settings.network_secret.get_secret_value())
        case "simulator":
            faults = random_faults(settings.network_faults, seed=0) if settings.network_faults else None
            return Simulator(settings.data_dir / "network-simulator.sqlite", fault_of=faults)
        case _:
            return None


def new_planner(settings: Settings, database: Database) -> Planner:
    """A planner for a process that serves no requests."""
    from backend.schema import build_schema

    return Planner(build_schema().catalog, database, settings, CostBuckets(database, settings))


class Worker:
    """The background work of the CRM. With several workers, each task is performed by one of them at a time."""

    def __init__(
        self,
        settings: Settings,
        url: str,
        database: Database,
        secrets: Secrets,
        billing: BillingService,
        files: FileStore,
        planner: Planner | None = None,
    ) -> None:
        """`planner` compiles exports; without one it is made when the first export runs."""
        self._planner = planner
        self._settings = settings
        self._url = url
        self._database = database
        self._channels = connected_channels(settings, Receipts(url))
        self.notifier = Notifier(url, settings)
        self._senders = [
            Sender(url, kind, channel, secrets.decrypt, self.notifier.written)
            for kind, channel in self._channels.items()
        ]
        self._bills = BillNumbers(self._connect, settings)
        self._network = connected_network(settings)
        self._dispatcher = Dispatcher(url, database, settings, self._network) if self._network else None
        importing = ImportRunner(self._connect, files, settings, lock_wait_seconds=FILE_PATIENCE_SECONDS)
        reconciliation = Reconciliation(database, billing.gateways)
        exporting = ExportRunner(
            self._connect, files, settings, self._exporting_planner, lock_wait_seconds=FILE_PATIENCE_SECONDS
        )
        self._identity = identity_provider(settings)
        checks = IdentityChecks(database, settings, self._identity)
        tools = Tools(settings, database, self._connect)
        modules = [*modules_of(services), *modules_of(imports)]
        owners = (
            billing,
            reconciliation,
            importing,
            exporting,
            checks,
            Attachments(files, database),
            ContractPapers(database, files, settings),
            ErasedFiles(files, database),
            *([self._dispatcher] if self._dispatcher else ()),
        )
        jobs = declared(tools, *modules, *owners)
        self.jobs = JobWorker(self._connect, jobs.handlers, jobs.schedules, max_concurrent=jobs.max_concurrent)

    def _exporting_planner(self) -> Planner:
        if self._planner is None:
            self._planner = new_planner(self._settings, self._database)
        return self._planner

    @property
    def consumers(self) -> list[EventConsumer]:
        """Who must be told of new events of the log."""
        return [self.notifier, *([self._dispatcher] if self._dispatcher else ())]

    def tasks(self) -> list[Coroutine[Any, Any, None]]:
        """The tasks that run beside the jobs until cancelled. The consumers also need a listener on the event log."""
        return [
            supervised("upkeep", upkeep.Upkeep(self._database, self._settings.data_dir).run),
            supervised("sequencer", Sequencer(self._url).run),
            supervised("notifier", self.notifier.run),
            supervised("bills", self._bills.run),
            *(supervised("sender", sender.run) for sender in self._senders),
            *([supervised("dispatcher", self._dispatcher.run)] if self._dispatcher else ()),
        ]

    async def run(self, stopping: asyncio.Event) -> None:
        """Run all tasks and jobs until `stopping` is set; then let running jobs end."""
        background = [*self.tasks(), supervised("listener", Listener(self._url, self.consumers).run)]
        tasks = [asyncio.create_task(each) for each in background]
        jobs = asyncio.create_task(self.jobs.run())
        log.info("worker started", channels=sorted(kind.value for kind in self._channels))
        try:
            await stopping.wait()
        finally:
            await self.end(tasks, jobs)

    async def end(self, tasks: list[asyncio.Task[None]], jobs: asyncio.Task[None]) -> None:
        """Let running jobs end, for at most STOP_SECONDS; then cancel everything and close the channels."""
        self.jobs.stop()
        done, _ = await asyncio.wait({jobs}, timeout=STOP_SECONDS)
        for task in [*tasks, *({jobs} - done)]:
            task.cancel()
        if not done:
            await asyncio.sleep(0)
            jobs.cancel()  # the second cancellation returns the jobs that still run to the queue
        await asyncio.gather(*tasks, jobs, return_exceptions=True)
        outside = (each for each in (self._identity, self._network) if each is not None)
        for each in (*self._channels.values(), *outside):
            with suppress(Exception):
                await each.close()

    async def drain(self) -> None:
        """Perform the work that is due now: run jobs, number bills, tell the network, order the event log, write and
        send messages.

        Raises StartupError when the event log is not read to its end within DRAIN_SECONDS.
        """
        sequencer = asyncio.create_task(Sequencer(self._url).run())
        connection = await self._connect()
        try:
            await self.jobs.drain()
            await self._bills.catch_up(connection)
            while self._dispatcher is not None and await self._dispatcher.round(connection):
                pass
            try:
                async with asyncio.timeout(DRAIN_SECONDS):
                    # The notifier's messages in the app are events too, so one pass may leave more events to read.
                    while await connection.fetchval(_UNREAD):
                        await self.notifier.catch_up(connection)
                        await asyncio.sleep(DRAIN_POLL_SECONDS)
            except TimeoutError:
                raise StartupError(
                    f"the event log was not read to its end within {DRAIN_SECONDS:.0f} s: run the command again"
                ) from None
            for sender in self._senders:
                while await sender.send_due(connection):
                    pass
        finally:
            sequencer.cancel()
            await asyncio.gather(sequencer, return_exceptions=True)
            await connection.close()
            for channel in self._channels.values():
                await channel.close()
            if self._network is not None:
                await self._network.close()

    async def _connect(self) -> Connection:
        return await connect(self._url, statement_timeout="0")
