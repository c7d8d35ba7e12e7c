"""What runs beside the requests: the audit chain, its head outside the database, and removal of what has expired."""

import asyncio
from datetime import datetime
from pathlib import Path

import orjson
import structlog

from backend.database import CONNECTION_ERRORS, Connection, Database, connect
from backend.jobs.declare import Tools, job
from backend.jobs.queue import EXPIRED as EXPIRED_JOBS
from backend.jobs.worker import Job
from backend.notifications.sender import give_up_late
from backend.services.audit import Head, chain_head, extend_chain

CHAIN_SECONDS = 1.0
HEAD_SECONDS = 60.0
EXPIRED_SECONDS = 600.0
HEAD_FILE = "audit-head.json"
PARTITIONS_AHEAD = 13

# How long each is of use to anybody.
EXPIRED = (
    "delete from authorization_code where expires_at < now() - interval '1 hour'",
    "delete from device_code where expires_at < now() - interval '1 hour'",
    "delete from one_time_code where expires_at < now() - interval '1 day'",
    "delete from refresh_token where expires_at < now() - interval '1 day'",
    "delete from revocation where created_at < now() - interval '2 days'",
    "delete from attempt_counter where window_start < now() - interval '2 days'",
    "delete from cost_bucket where updated_at < now() - interval '1 hour'",
    "delete from idempotency_key where created_at < now() - interval '7 days'",
    "delete from webhook_receipt where done_at < now() - interval '90 days'",
    "delete from session where expires_at < now() - interval '90 days'",
    "delete from signing_key where published_until < now() - interval '30 days'",
)

log = structlog.get_logger()


def write_head(folder: Path, head: Head) -> None:
    """Note the chain's head outside the database; whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{HEAD_FILE}.new"
    draft.write_bytes(orjson.dumps({"position": head.position, "hash": head.hash.hex()}))
    draft.replace(folder / HEAD_FILE)


def read_head(folder: Path) -> Head | None:
    path = folder / HEAD_FILE
    if not path.is_file():
        return None
    found = orjson.loads(path.read_bytes())
    return Head(found["position"], bytes.fromhex(found["hash"]))


class Upkeep:
    """One task per process; what must be done once is guarded by a lock in the database."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._noted: Head | None = None

    async def run(self) -> None:
        """Until cancelled. A database that is away is waited for."""
        loop = asyncio.get_running_loop()
        head_at, expired_at = 0.0, 0.0
        looked_until: datetime | None = None
        connection: Connection | None = None
        try:
            while True:
                try:
                    if connection is None or connection.is_closed():
                        connection = await connect(self._database.url, statement_timeout="60000")
                    looked_until = await self._chain(connection, looked_until)
                    if loop.time() - head_at > HEAD_SECONDS:
                        await self._note_head(connection)
                        head_at = loop.time()
                    if loop.time() - expired_at > EXPIRED_SECONDS:
                        for statement in EXPIRED:
                            await connection.execute(statement)
                        expired_at = loop.time()
                except CONNECTION_ERRORS as error:
                    log.warning("upkeep waits", reason=" ".join(str(error).split()) or type(error).__name__)
                    if connection is not None:
                        connection.terminate()
                        connection = None
                    looked_until = None  # what answers next may be a copy that lost the chain's end
                    await asyncio.sleep(5)
                await asyncio.sleep(CHAIN_SECONDS)
        finally:
            if connection is not None:
                connection.terminate()

    async def _chain(self, connection: Connection, looked_until: datetime | None) -> datetime | None:
        while True:
            done = await extend_chain(connection, looked_until)
            looked_until = done.looked_until
            if not done.entries:
                return looked_until

    async def _note_head(self, connection: Connection) -> None:
        head = await chain_head(connection)
        if head is not None and head != self._noted:
            await asyncio.to_thread(write_head, self._folder, head)
            log.info("audit head", position=head.position, hash=head.hash.hex())
            self._noted = head


@job("keep the event log", cron="17 2 * * *")
async def keep_event_log(tools: Tools, _: Job) -> None:
    """Create the partitions of a year ahead, and drop months older than CRM_EVENT_RETENTION_MONTHS."""
    async with tools.connection() as connection:
        await connection.execute("select crm_create_event_partitions(current_date, $1)", PARTITIONS_AHEAD)
        months = tools.settings.event_retention_months
        if not months:
            return
        # Dropping a month takes a lock on the log: rather not now than have acts wait for it.
        await connection.execute("set lock_timeout = '3s'")
        before = "select crm_drop_events_before((current_date - make_interval(months => $1))::date)"
        if dropped := await connection.fetchval(before, months):
            log.info("old months of events dropped", months=dropped)


@job("forget old jobs", cron="41 3 * * *")
async def forget_old_jobs(tools: Tools, _: Job) -> None:
    """Remove jobs that ended 30 days ago."""
    async with tools.connection() as connection:
        for statement in EXPIRED_JOBS:
            await connection.execute(statement)


@job("give up late messages", cron="23 * * * *")
async def give_up_late_messages(tools: Tools, _: Job) -> None:
    """End messages that are too late to be sent, where no sender works that would end them."""
    async with tools.connection() as connection:
        given_up = await give_up_late(connection)
    if given_up:
        log.warning("messages given up that nobody sent", messages=given_up)
