"""Chunks of staged rows: a chunk is one transaction that registers rows and stores counts and progress of the job.

If a process is killed, a chunk is committed completely or not at all, and the next one begins behind it. Chunks of
different files never run at the same time; of one file two may (`ahead`). A chunk waits at most LOCK_TIMEOUT for a
lock; then it is rolled back and tried again, so that a file does not delay other users.
"""

import random
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import asyncpg
import orjson

from backend.database import Connection
from backend.identifiers import ImportJobKey
from backend.imports import match, pool, register, update_rows
from backend.imports.validation import Validation
from backend.locks import AdvisoryLock
from backend.models import ImportMode
from backend.money import exponent
from backend.records.events import insert_events
from backend.services.provisioning.orders import has_network
from backend.settings import Settings

INITIAL_ROWS = 2_000
MAX_ROWS = 10_000
MIN_ROWS = 100
TARGET_SECONDS = 1.0
LOCK_TIMEOUT = (
    "300ms"  # shorter than deadlock_timeout, so that of two transactions in a deadlock the chunk is cancelled
)
PAUSE_SHARE = 0.03  # of a chunk's time, as a pause in which readers of the event log catch up

# A chunk does not wait until the disk has its commit: after a crash of PostgreSQL the job continues behind the last
# chunk that was stored with its rows. The commit that ends the job waits, and so does the one that gives events their
# place in the log; both store all that was committed before.
_UNFLUSHED = "set local synchronous_commit = off"
# Each table is probed by its B-tree for each row: the planner has no statistics of rows that were staged a moment ago,
# and a trigram index (a bitmap scan) takes milliseconds for an equality while it is being filled.
_PLANS = """
set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off;
set local enable_bitmapscan = off
"""
_REJECT = """
insert into rejected_row (job_id, row_number, code, column_name, message, value, cells, candidates, faults, phone,
    email, document_key)
select $1, c.row_number, c.error_code, c.error_column, c.error_message, left(c.error_value, 200), c.cells, c.candidates,
    r.faults, r.phone, r.email, r.document_key
from import_chunk c join import_row r on r.job_id = $1 and r.row_number = c.row_number
where c.error_code is not null order by c.row_number
"""
_OUTCOMES = """
insert into import_outcome (job_id, row_number, outcome, contract_id, alerts)
select $1, row_number, outcome, contract_id, alerts from import_chunk where error_code is null order by row_number
"""
# The preview of a dry run for `listing`: existing contract and customer, or the row whose new customer is joined.
_PREVIEW = """
insert into import_outcome (job_id, row_number, outcome, alerts, would)
select $1, c.row_number, c.outcome, c.alerts, jsonb_strip_nulls(jsonb_build_object(
    'contract', coalesce((select number from contract where id = c.known_id), 'new'),
    'customer', coalesce((select number from customer where id = c.customer_id), 'new'),
    'joins', case when c.family < c.row_number and c.new_customer and (
        exists (select from import_outcome o where o.job_id = $1 and o.row_number = c.family)
        or exists (select from import_chunk f where f.row_number = c.family and f.error_code is null))
        then c.family end,
    'iccid', c.iccid, 'msisdn', coalesce(c.msisdn, (select n.msisdn from contract k
        join phone_number n on n.id = k.phone_number_id where k.id = c.known_id),
        case when c.picked and c.known_id is null and c.iccid is not null and $2 then 'from the pool' end),
    'tariff', (select code from tariff where id = c.tariff_id)))
from import_chunk c where c.error_code is null order by c.row_number
"""
_COUNTS = """
select count(*) as rows, max(row_number) as last, count(*) filter (where done = 'REGISTERED') as registered,
    count(*) filter (where done = 'UPDATED') as updated, count(*) filter (where done = 'UNCHANGED') as unchanged,
    count(*) filter (where done is null) as rejected,
    count(*) filter (where done is not null and alerts is not null) as alerted
from (select row_number, alerts, case when error_code is null then outcome end as done from import_chunk) c
"""
_PROGRESS = """
update import_job set done = done + $2, registered = registered + $3, updated = updated + $4,
    unchanged = unchanged + $5, rejected = rejected + $6, settled = $7, chunk_rows = $8,
    worked_ms = worked_ms + $9, spoken_for = $10, alerted = alerted + $11
where id = $1
"""
_PROGRESS_EVENT = insert_events("", topic="'import.progressed'", graph_type="ImportJob", node="$1", actor="$2")
_COUNT_WITHOUT_NUMBER = (
    "select count(*) from import_chunk where picked and msisdn is null and error_code is null and known_id is null"
)


# Progress resets the attempts of the queued job, so that only a job without progress is given up.
_RESET_ATTEMPTS = "update jobs.job_record set attempts = 1 where id = $1 and attempts > 1"


async def reset_attempts(connection: Connection, queued_id: int) -> None:
    """Count the attempts of a queued job anew, in the transaction of its progress."""
    await connection.execute(_RESET_ATTEMPTS, queued_id)


async def _nothing() -> None:
    pass


async def lock_chunks(connection: Connection) -> None:
    """Wait until no other chunk runs. The lock is held until the end of the transaction."""
    await connection.execute("select pg_advisory_xact_lock($1)", AdvisoryLock.IMPORT_CHUNK)


class ConcurrentRegistration(Exception):
    """Another transaction registered a customer whom a row would have matched; the chunk has to be repeated."""


class Chunks:
    """Processes the chunks of one job on one connection."""

    def __init__(self, connection: Connection, settings: Settings, job: Mapping[str, Any]) -> None:
        self._connection = connection
        self._settings = settings
        self._job = job
        self._id: ImportJobKey = job["id"]
        self.state: str = job["state"]
        self._writes = not job["dry_run"] and job["state"] == "RUNNING"
        self._upsert = job["mode"] == ImportMode.UPSERT.value
        self._pool = pool.KINDS.get(job["kind"])
        self._max_rows = self._pool.max_rows if self._pool else MAX_ROWS
        self.rows: int = min(job["chunk_rows"] or INITIAL_ROWS, self._max_rows)
        self._spoken_for = 0
        self._validation = Validation(connection, settings, job)
        self.pause_seconds = 0.0

    async def next(
        self, settled: int, last_row: int, spoken_for: int, matched: Callable[[], Awaitable[None]] = _nothing
    ) -> int:
        """Process the chunk after row `settled` in the caller's transaction. Returns its number of rows; 0 at the end.

        `spoken_for`: how many free numbers the rows before would get in a dry run. `matched` is called when the rows
        are matched.

        Raises ConcurrentRegistration, LockNotAvailableError, and IntegrityConstraintViolationError when a row violates
        a constraint.
        """
        if settled >= last_row:
            return 0
        began = time.monotonic()
        size, self._spoken_for = self.rows, spoken_for
        counts = await self.work(settled, size, LOCK_TIMEOUT, matched)
        spent = time.monotonic() - began
        await self.settle(counts, size, spent)
        self.adapt(size, spent)
        return int(counts["rows"])

    async def work(
        self, settled: int, size: int, lock_timeout: str, matched: Callable[[], Awaitable[None]]
    ) -> Mapping[str, Any]:
        """Register the `size` rows after row `settled`, without progress of the job. Returns their counts."""
        run = self._connection
        await run.execute(f"set local lock_timeout = '{lock_timeout}'; {_UNFLUSHED}; {_PLANS}")
        if self._pool is not None:
            await self._fill_pool(self._pool, settled, size)
        else:
            await self._match_rows(settled, size)
            await matched()
            await (self._register() if self._writes else self._preview())
        await run.execute(_REJECT, self._id)
        if self._job["dry_run"]:
            await run.execute(_PREVIEW, self._id, self._pool is None)
        if self._writes:
            await run.execute("set constraints all immediate")
        counts = await run.fetchrow(_COUNTS)
        assert counts is not None
        return dict(counts)

    async def settle(self, counts: Mapping[str, Any], size: int, spent: float) -> None:
        """Store the progress of the job, after `work`. Raises ConcurrentRegistration."""
        run = self._connection
        if self._writes and self._pool is None:
            await self._check_concurrent_registrations()
        await run.execute(
            _PROGRESS, self._id, counts["rows"], counts["registered"], counts["updated"], counts["unchanged"],
            counts["rejected"], counts["last"], size, int(spent * 1000), self._spoken_for, counts["alerted"],
        )  # fmt: skip
        await run.execute(_PROGRESS_EVENT, self._id, self._job["actor"])

    def adapt(self, size: int, spent: float) -> None:
        """Choose the size of the next chunk by the seconds that one of `size` rows took."""
        self.pause_seconds = spent * PAUSE_SHARE
        wanted = size * min(2.0, TARGET_SECONDS / max(spent, 0.001))
        self.rows = min(self._max_rows, max(MIN_ROWS, int(wanted)))

    def shrink(self, *, minimum: int = MIN_ROWS) -> None:
        """Halve the size of the next chunk, not below `minimum`, after a conflict with another transaction."""
        self.rows = max(min(minimum, self.rows), self.rows // 2)

    def narrow(self) -> bool:
        """Divide the size of the next chunk by eight to find a row that the database rejects; False when it is one."""
        if self.rows == 1:
            return False
        self.rows = max(1, self.rows // 8)
        return True

    async def _fill_pool(self, kind: pool.Kind, settled: int, size: int) -> None:
        run, job = self._connection, self._job
        currencies = await run.fetch(
            "select distinct currency from import_row where job_id = $1 and currency is not null", self._id
        )
        decimals = {code: exponent(code) for code in (self._settings.currency, *(row[0] for row in currencies))}
        await run.execute(
            kind.fill, self._id, settled, size, self._upsert, self._settings.currency, orjson.dumps(decimals).decode()
        )
        if self._writes:
            for statement in kind.writes:
                await run.execute(statement, self._id, job["actor"])
            await run.execute(_OUTCOMES, self._id)

    async def _match_rows(self, settled: int, size: int) -> None:
        run, job = self._connection, self._job
        span = (self._id, settled, size)
        if self._writes:
            for lock in match.LOCKS:
                await run.execute(lock, *span)
        decimals = {row[0]: exponent(row[0]) for row in await run.fetch("select distinct currency from tariff")}
        self._decimals = orjson.dumps(decimals).decode()
        await run.execute(
            match.FILL, *span, self._upsert, job["unknown_sims"] == "CREATE", job["duplicates"] == "CREATE",
            job["actor"], self._settings.require_kyc, self._decimals, self._settings.time_zone, not self._writes,
        )  # fmt: skip
        await run.execute("analyze import_chunk")
        if self._writes:
            await run.execute(match.LOCK_CUSTOMERS)
            await run.execute(match.RECHECK_CUSTOMERS)
            await run.execute(match.RECHECK_BIRTH_DATES)
        if self._upsert and self._writes:
            await run.execute(update_rows.LOCK)
            await run.execute(update_rows.RECHECK)
        if self._upsert:
            await run.execute(match.KEEP_VERIFIED_NAMES)
        await self._validation.begin()
        await self._validation.check_data()
        for rule in match.REJECT_CONFLICTS:
            await run.execute(rule)
        await self._validation.check_lines()

    async def _register(self) -> None:
        run, job = self._connection, self._job
        if await run.fetchval(_COUNT_WITHOUT_NUMBER):
            start = random.random()  # noqa: S311  only spreads load
            await run.execute(match.PICK, self._id, start, 2.0)
            await run.execute(match.PICK, self._id, -1.0, start)
            if await run.fetchval(_COUNT_WITHOUT_NUMBER):
                for pick in match.PICK_REMAINING:
                    await run.execute(pick, self._id)
                await run.execute(match.REJECT_WITHOUT_NUMBER, 0)
        await run.execute(match.JOIN_NEW_CUSTOMERS)
        await run.execute(match.KEEP_FIRST_DOCUMENT)
        await run.execute(match.KEEP_FIRST_BIRTH_DATE)
        caller = (job["actor"], job["role"], job["client"], job["session_id"], job["address"])
        quiet = not job["notify"]
        for statement in (
            register.CUSTOMERS, register.DOCUMENTS, register.BIRTH_DATES, register.PROSPECTS, register.LINKED,
            register.SIMS, register.ACTIVATED, register.NUMBERS, register.ASSIGNED, register.CONTRACTS,
            register.OPTIONS,
        ):  # fmt: skip
            await run.execute(statement)
        await run.execute(register.ACCOUNTS, self._settings.credit_limit, self._decimals)
        await run.execute(register.BINDINGS)
        if job["activate"] and has_network(self._settings):
            await run.execute(register.ORDERS)
        await run.execute(register.OPENING_HOUSES)
        await run.execute(register.OPENING_POSTINGS, job["actor"])
        await run.execute(register.OPENING_ENTRIES)
        await run.execute(register.HISTORY, job["actor"])
        await run.execute(register.PROSPECT_HISTORY, job["actor"])
        await run.execute(register.EVENTS, job["actor"], quiet)
        await run.execute(register.DOCUMENT_EVENTS, job["actor"], quiet)
        await run.execute(register.BIRTH_DATE_EVENTS, job["actor"], quiet)
        await run.execute(register.AUDIT, *caller, self._id)
        if self._upsert:
            await self._find_primary_rows()
            await run.execute(update_rows.CUSTOMERS, *caller, quiet)
            await run.execute(update_rows.DOCUMENTS, *caller)
            await run.execute(update_rows.BIRTH_DATES, *caller)
            await run.execute(update_rows.CONTRACTS, *caller, quiet)
        await run.execute(_OUTCOMES, self._id)

    async def _preview(self) -> None:
        """Determine the outcome of each row without registering it."""
        run = self._connection
        wanting = await run.fetchval(_COUNT_WITHOUT_NUMBER)
        if wanting:
            free = await run.fetchval(match.COUNT_FREE, self._spoken_for + wanting, self._id) - self._spoken_for
            await run.execute(match.REJECT_WITHOUT_NUMBER, max(0, free))
            self._spoken_for += min(free, wanting)
        if self._upsert:
            await self._find_primary_rows()
            for statement in update_rows.PREVIEW:
                await run.execute(statement)

    async def _find_primary_rows(self) -> None:
        """Find the rows that update their customer: the first of each that breaks no validation rule."""
        await self._validation.check_updates()
        await self._connection.execute(update_rows.UNCHANGED)
        await self._connection.execute(update_rows.PRIMARY_ROWS, self._id)

    async def _check_concurrent_registrations(self) -> None:
        """Wait for running registrations and check the customers they committed. Raises ConcurrentRegistration.

        Of two transactions that register the same customer, the one that commits second must find the first.
        """
        run = self._connection
        await run.execute("select pg_advisory_xact_lock($1)", AdvisoryLock.REGISTRATION)
        of_job = (self._job["duplicates"] == "CREATE", self._settings.time_zone)
        if await run.fetchval(match.CONCURRENT_CUSTOMERS, *of_job):
            raise ConcurrentRegistration


_REJECT_ONE = """
with rejected_one as (
    insert into rejected_row (job_id, row_number, code, message, cells, phone, email, document_key)
    select job_id, row_number, 'CONFLICT', $3, cells, phone, email, document_key from import_row
    where job_id = $1 and row_number > $2 order by row_number limit 1 returning row_number
)
update import_job set done = done + 1, rejected = import_job.rejected + 1, settled = rejected_one.row_number
from rejected_one where id = $1
"""


async def reject_one(
    connection: Connection, job: Mapping[str, Any], settled: int, error: asyncpg.PostgresError
) -> None:
    """Reject the row after `settled`, which violates a constraint although it passed all checks."""
    constraint = getattr(error, "constraint_name", None)
    message = f"the row conflicts with stored data (constraint {constraint})"
    await connection.execute(_REJECT_ONE, job["id"], settled, message)
