"""The worker: the log's sequencer, messages, jobs and upkeep. It lives in the API's process or in one of its own."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from backend.auth.secrets import Secrets
from backend.database import AWAY, Connection, Database, connect
from backend.documents.files import FileStore
from backend.errors import StartupError
from backend.events.listener import Listener
from backend.events.sequencer import Sequencer
from backend.imports.jobs import QUEUE as IMPORTS
from backend.imports.runner import ImportRunner
from backend.jobs.queue import EXPIRED
from backend.jobs.schedules import Schedule
from backend.jobs.worker import Handler, Job
from backend.jobs.worker import Worker as JobWorker
from backend.models import NotificationChannel
from backend.notifications.channel import Channel
from backend.notifications.email import EmailChannel, SmtpSettings
from backend.notifications.notifier import Notifier
from backend.notifications.sender import LoggedChannel, Receipts, Sender, give_up_late
from backend.notifications.sms import SmsChannel
from backend.notifications.sms_session import SmscSettings
from backend.services import bill, ledger, pool
from backend.services.billing import BillingService
from backend.services.reconciliation import reconcile_day
from backend.services.upkeep import Upkeep
from backend.settings import Settings
from backend.steady import steadily

STOP_SECONDS = 10.0
PATIENCE_SECONDS = 5.0
FILES_AT_ONCE = 2  # a small one need not wait for a large one, nor webhooks for either
PARTITIONS_AHEAD = 13
DRAIN_SECONDS = 60.0  # for the last events to get their places and to be read
DRAIN_LOOK_SECONDS = 0.05
NUMBER_SECONDS = 0.25
AWAY_SECONDS = 1.0

log = structlog.get_logger()

_UNREAD = """
select exists (select from event e where e.created_at > now() - interval '1 day'
        and not exists (select from event_order o where o.event_id = e.id))
    or (select position from event_consumer where name = 'notifications')
        < (select position from event_order order by position desc limit 1)
"""

SCHEDULES = (
    Schedule("keep the event log", "17 2 * * *"),
    Schedule("restore numbers", "*/10 * * * *"),
    Schedule("expire reservations", "* * * * *"),
    Schedule("forget old jobs", "41 3 * * *"),
    Schedule("give up late messages", "23 * * * *"),
    Schedule("ask payment gateways", "* * * * *"),
    Schedule("roll up the ledger", "*/5 * * * *"),
    Schedule("reconcile settlements", "30 3 * * *"),
)


def channels(settings: Settings, receipts: Receipts) -> dict[NotificationChannel, Channel]:
    """The channels that are connected: real ones by the settings, in demo mode harmless ones in their place."""
    found: dict[NotificationChannel, Channel] = {}
    if settings.smtp_host is not None:
        password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
        smtp = SmtpSettings(
            host=settings.smtp_host,
            port=settings.smtp_port,
            sender=settings.smtp_sender,
            username=settings.smtp_username,
            password=password,
            start_tls=settings.smtp_security,
            local_hostname="crm.localdomain",
        )
        found[NotificationChannel.EMAIL] = EmailChannel(smtp, lambda: datetime.now(UTC))
    if settings.smpp_host is not None:
        smsc = SmscSettings(
            host=settings.smpp_host,
            port=settings.smpp_port,
            system_id=settings.smpp_system_id,
            password=settings.smpp_password.get_secret_value(),
            system_type=settings.smpp_system_type,
        )
        found[NotificationChannel.SMS] = SmsChannel(
            smsc, settings.smpp_sender, receipts.take, identifiers=settings.smpp_identifiers
        )
    if settings.demo:
        for kind in (NotificationChannel.EMAIL, NotificationChannel.SMS):
            found.setdefault(kind, LoggedChannel(kind.value.lower()))
    return found


def file_store(settings: Settings) -> FileStore:
    """Where files are kept: in an object store or on this machine."""
    return FileStore.open(settings.file_store_url, settings.data_dir / "files", settings.max_attachment_bytes)


def sends_short_messages(settings: Settings) -> bool:
    """Whether codes can be sent to numbers."""
    return settings.demo or settings.smpp_host is not None


class Worker:
    """Everything that is done beside requests. Of several workers each thing is done by one at a time."""

    def __init__(
        self,
        settings: Settings,
        url: str,
        database: Database,
        secrets: Secrets,
        billing: BillingService,
        files: FileStore,
    ) -> None:
        self._settings = settings
        self._billing = billing
        self._url = url
        self._database = database
        self._imports = ImportRunner(self._connect, files, settings, patience_seconds=PATIENCE_SECONDS)
        self._channels = channels(settings, Receipts(url))
        self.notifier = Notifier(url, settings)
        self._senders = [
            Sender(url, kind, channel, secrets.decrypt, self.notifier.written)
            for kind, channel in self._channels.items()
        ]
        self.jobs = JobWorker(self._connect, self._handlers(), SCHEDULES, at_once={IMPORTS: FILES_AT_ONCE})

    def tasks(self) -> list[Coroutine[Any, Any, None]]:
        """What runs until it is cancelled, beside the jobs. Who runs it listens to the log for the notifier too."""
        return [
            steadily("upkeep", Upkeep(self._database, self._settings.data_dir).run),
            steadily("sequencer", Sequencer(self._url).run),
            steadily("notifier", self.notifier.run),
            steadily("bills", self._number_bills),
            *(steadily("sender", sender.run) for sender in self._senders),
        ]

    async def run(self, stopping: asyncio.Event) -> None:
        """A worker in a process of its own, until told to stop: then jobs that run are let end."""
        beside = [*self.tasks(), steadily("listener", Listener(self._url, [self.notifier]).run)]
        tasks = [asyncio.create_task(each) for each in beside]
        jobs = asyncio.create_task(self.jobs.run())
        log.info("worker runs", channels=sorted(kind.value for kind in self._channels))
        try:
            await stopping.wait()
        finally:
            await self.end(tasks, jobs)

    async def end(self, tasks: list[asyncio.Task[None]], jobs: asyncio.Task[None]) -> None:
        """Let jobs that run end, for a while; then stop everything."""
        self.jobs.stop()
        done, _ = await asyncio.wait({jobs}, timeout=STOP_SECONDS)
        for task in [*tasks, *({jobs} - done)]:
            task.cancel()
        if not done:
            await asyncio.sleep(0)
            jobs.cancel()  # the second time it puts back what still runs
        await asyncio.gather(*tasks, jobs, return_exceptions=True)
        for channel in self._channels.values():
            with suppress(Exception):
                await channel.close()

    async def drain(self) -> None:
        """Do what is due now, then return: order the log, write messages and send them, run jobs.

        Raises StartupError.
        """
        sequencer = asyncio.create_task(Sequencer(self._url).run())
        connection = await self._connect()
        try:
            await self.jobs.drain()
            while await bill.number_bills(connection, ZoneInfo(self._settings.time_zone)):
                pass
            try:
                async with asyncio.timeout(DRAIN_SECONDS):
                    # Messages are events too: what is done here may leave more to be done.
                    while await connection.fetchval(_UNREAD):
                        await self.notifier.catch_up(connection)
                        await asyncio.sleep(DRAIN_LOOK_SECONDS)
            except TimeoutError:
                raise StartupError(f"the log was not read to its end in {DRAIN_SECONDS:.0f} s: run it again") from None
            for sender in self._senders:
                while await sender.send_due(connection):
                    pass
        finally:
            sequencer.cancel()
            await asyncio.gather(sequencer, return_exceptions=True)
            await connection.close()
            for channel in self._channels.values():
                await channel.close()

    async def _connect(self) -> Connection:
        return await connect(self._url, statement_timeout="0")

    # Jobs

    def _handlers(self) -> Mapping[str, Handler]:
        return {
            "keep the event log": self._keep_log,
            "restore numbers": self._repeat(pool.restore_numbers),
            "expire reservations": self._repeat(pool.expire_reservations),
            "forget old jobs": self._forget_jobs,
            "give up late messages": self._give_up_late,
            "ask payment gateways": self._ask_gateways,
            "roll up the ledger": self._roll_up,
            "reconcile settlements": self._reconcile,
            "process webhook": self._process_webhook,
            IMPORTS: self._imports.handle,
        }

    def _repeat(self, step: Callable[[Any], Coroutine[Any, Any, int]]) -> Handler:
        async def handle(_: Job) -> None:
            moved = 1
            while moved:
                async with self._database.transaction() as session:
                    moved = await step(session)

        return handle

    async def _keep_log(self, _: Job) -> None:
        """A year of months ahead; those that are older than the setting go."""
        connection = await self._connect()
        try:
            await connection.execute("select crm_create_event_partitions(current_date, $1)", PARTITIONS_AHEAD)
            months = self._settings.event_retention_months
            if months:
                # Dropping a month takes a lock on the log: rather not now than have verbs wait for it.
                await connection.execute("set lock_timeout = '3s'")
                before = "select crm_drop_events_before((current_date - make_interval(months => $1))::date)"
                dropped = await connection.fetchval(before, months)
                if dropped:
                    log.info("old months of events dropped", months=dropped)
        finally:
            await connection.close()

    async def _ask_gateways(self, _: Job) -> None:
        while await self._billing.ask_due():
            pass

    async def _process_webhook(self, job: Job) -> None:
        said = job.document()
        outcome = await self._billing.process(str(said["gateway"]), str(said["event"]))
        log.info("webhook done", gateway=said["gateway"], webhook=said["event"], outcome=outcome)

    async def _reconcile(self, _: Job) -> None:
        """The day that has ended (UTC), and the one before it: a gateway may have been late."""
        today = datetime.now(UTC).date()
        for gateway in self._billing.gateways.values():
            for day in (today - timedelta(days=2), today - timedelta(days=1)):
                await reconcile_day(self._database, gateway, day)

    async def _roll_up(self, _: Job) -> None:
        connection = await self._connect()
        try:
            await ledger.roll_up(connection)
        finally:
            await connection.close()

    async def _number_bills(self) -> None:
        """Until cancelled: bills get their numbers within a second of their commit. A database that is away is waited
        for.
        """
        zone = ZoneInfo(self._settings.time_zone)
        connection: Connection | None = None
        try:
            while True:
                try:
                    connection = connection or await self._connect()
                    while await bill.number_bills(connection, zone):
                        pass
                except AWAY as error:
                    log.warning("bills wait", reason=" ".join(str(error).split()) or type(error).__name__)
                    if connection is not None:
                        connection.terminate()
                        connection = None
                    await asyncio.sleep(AWAY_SECONDS)
                await asyncio.sleep(NUMBER_SECONDS)
        finally:
            if connection is not None:
                connection.terminate()

    async def _give_up_late(self, _: Job) -> None:
        connection = await self._connect()
        try:
            given_up = await give_up_late(connection)
        finally:
            await connection.close()
        if given_up:
            log.warning("messages given up that nobody sent", messages=given_up)

    async def _forget_jobs(self, _: Job) -> None:
        connection = await self._connect()
        try:
            for statement in EXPIRED:
                await connection.execute(statement)
        finally:
            await connection.close()
