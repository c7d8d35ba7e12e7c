"""Background maintenance: the audit chain, the copy of its head outside the database, deletion of expired rows."""

import asyncio
from datetime import datetime
from pathlib import Path

import orjson
import structlog

from backend.database import CONNECTION_ERRORS, PLANS_OF_VALUES, Connection, Database, connect
from backend.jobs.declare import Tools, job
from backend.jobs.queue import EXPIRED as EXPIRED_JOBS
from backend.jobs.worker import Job
from backend.notifications.sender import give_up_expired
from backend.services.audit import BATCH, Head, chain_head, extend_chain, is_any_unchained
from backend.services.refused_calls import write_counts

CHAIN_SECONDS = 1.0
HEAD_SECONDS = 60.0
EXPIRED_SECONDS = 600.0
HEAD_FILE = "audit-head.json"
PARTITIONS_AHEAD = 13

# How long rows are kept after they have expired or ended.
EXPIRED = (
    "delete from authorization_code where expires_at < now() - interval '1 hour'",
    "delete from device_code where expires_at < now() - interval '1 hour'",
    "delete from contract_code where sent_at < now() - interval '1 day'",
    "delete from contract_transfer where expires_at < now()",
    "delete from one_time_code where expires_at < now() - interval '1 day'",
    "delete from refresh_token where expires_at < now() - interval '1 day'",
    "delete from revocation where created_at < now() - interval '2 days'",
    "delete from attempt_counter where window_start < now() - interval '2 days'",
    "delete from rate_level where updated_at < now() - interval '2 days'",
    "delete from failed_attempts where next_at < now() - interval '2 days'",
    "delete from cost_bucket where updated_at < now() - interval '1 hour'",
    "delete from idempotency_key where created_at < now() - interval '7 days'",
    "delete from webhook_receipt where done_at < now() - interval '90 days'",
    "delete from session where expires_at < now() - interval '90 days'",
    "delete from signing_key where published_until < now() - interval '30 days'",
)

log = structlog.get_logger()


def write_head(folder: Path, head: Head) -> None:
    """Write the chain's head into a file outside the database. The file is replaced atomically."""
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f"{HEAD_FILE}.new"
    temporary.write_bytes(orjson.dumps({"position": head.position, "hash": head.hash.hex()}))
    temporary.replace(folder / HEAD_FILE)


def read_head(folder: Path) -> Head | None:
    """Read the head that `write_head` wrote; None when there is no file."""
    path = folder / HEAD_FILE
    if not path.is_file():
        return None
    found = orjson.loads(path.read_bytes())
    return Head(found["position"], bytes.fromhex(found["hash"]))


class Upkeep:
    """Maintenance task, one per process. Advisory locks keep processes from doing the same work at the same time."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._written_head: Head | None = None

    async def run(self) -> None:
        """Run until cancelled. After a lost connection it connects again."""
        loop = asyncio.get_running_loop()
        head_at, expired_at = 0.0, 0.0
        chained_until: datetime | None = None
        connection: Connection | None = None
        try:
            while True:
                try:
                    if connection is None or connection.is_closed():
                        # A kept plan of the search for new entries reads the whole trail.
                        connection = await connect(self._database.url, statement_timeout="60000", **PLANS_OF_VALUES)
                    chained_until = await self._chain(connection, chained_until)
                    if loop.time() - head_at > HEAD_SECONDS:
                        # Also without new entries, so that the next searches begin later.
                        chained_until = (await extend_chain(connection, chained_until)).chained_until
                        await self._write_head(connection)
                        head_at = loop.time()
                    if loop.time() - expired_at > EXPIRED_SECONDS:
                        for statement in EXPIRED:
                            await connection.execute(statement)
                        await write_counts(connection)
                        expired_at = loop.time()
                except CONNECTION_ERRORS as error:
                    log.warning(
                        "maintenance waits for the database",
                        reason=" ".join(str(error).split()) or type(error).__name__,
                    )
                    if connection is not None:
                        connection.terminate()
                        connection = None
                    chained_until = None  # the next server may be a copy that lacks the end of the chain
                    await asyncio.sleep(5)
                await asyncio.sleep(CHAIN_SECONDS)
        finally:
            if connection is not None:
                connection.terminate()

    async def _chain(self, connection: Connection, chained_until: datetime | None) -> datetime | None:
        """Chain all new entries. Returns the time up to which every entry is chained."""
        while chained_until is None or await is_any_unchained(connection, chained_until):
            extension = await extend_chain(connection, chained_until)
            chained_until = extension.chained_until
            if extension.entries < BATCH:
                break
        return chained_until

    async def _write_head(self, connection: Connection) -> None:
        head = await chain_head(connection)
        if head is not None and head != self._written_head:
            await asyncio.to_thread(write_head, self._folder, head)
            log.info("audit head", position=head.position, hash=head.hash.hex())
            self._written_head = head


@job("keep the event log", cron="17 2 * * *")
async def keep_event_log(tools: Tools, _: Job) -> None:
    """Create the event log's partitions for a year ahead, and drop months older than CRM_EVENT_RETENTION_MONTHS."""
    async with tools.connection() as connection:
        await connection.execute("select crm_create_event_partitions(current_date, $1)", PARTITIONS_AHEAD)
        months = tools.settings.event_retention_months
        if not months:
            return
        # Dropping a partition locks the log. The timeout makes the job fail, and run again, before writers wait long.
        await connection.execute("set lock_timeout = '3s'")
        before = "select crm_drop_events_before((current_date - make_interval(months => $1))::date)"
        if dropped := await connection.fetchval(before, months):
            log.info("months of the event log dropped", months=dropped)


@job("forget old jobs", cron="41 3 * * *")
async def forget_old_jobs(tools: Tools, _: Job) -> None:
    """Delete the records of jobs that ended more than 30 days ago."""
    async with tools.connection() as connection:
        for statement in EXPIRED_JOBS:
            await connection.execute(statement)


@job("give up late messages", cron="23 * * * *")
async def give_up_late_messages(tools: Tools, _: Job) -> None:
    """Give up notifications that have expired, for channels that no sender serves."""
    async with tools.connection() as connection:
        given_up = await give_up_expired(connection)
    if given_up:
        log.warning("expired notifications given up", notifications=given_up)
