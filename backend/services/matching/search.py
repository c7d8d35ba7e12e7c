"""The search for duplicates through the whole base: stage by stage, in the order of a key, in chunks.

A chunk is one transaction, which writes its pairs and the key after which the next one continues. A search that was
interrupted continues there; one that was cancelled ends with the chunk that is being compared. Memory does not grow
with the base: a chunk has at most CHUNK customers.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import orjson

from backend.database import Connection
from backend.identifiers import DUPLICATE_SEARCH_ID, CustomerKey, DuplicateSearchKey
from backend.jobs.declare import Tools, job
from backend.jobs.worker import MAX_ATTEMPTS, Job
from backend.models import DuplicateSearchStage, DuplicateSearchStatus
from backend.models.duplicate import ACTIVE_SEARCH
from backend.models.states import text_list
from backend.records.events import insert_events
from backend.services.matching.blocks import Member, pairs_of
from backend.services.matching.candidates import IS_CANDIDATE, PERSON_COLUMNS, stored_person
from backend.services.matching.scoring import Match, match
from backend.services.matching.weights import WEIGHTS
from backend.shortage import is_shortage

QUEUE = "find duplicates"
CHUNK = 10_000
STAGES = tuple(DuplicateSearchStage)

_OF_CUSTOMER = """select id, {column} as key from customer
    where {column} is not null and merged_into_id is null and erased_at is null"""
# A contact may be a further one, which a trigger deletes where it becomes primary: a customer has it once.
_OF_CONTACT = (
    """select customer_id as id, {column} as key from customer_contact where {column} is not null
    union all """
    + _OF_CUSTOMER
)
# By stage: rows of customers with their keys, in an index of the key; and the type of the key.
_KEYS = {
    DuplicateSearchStage.DOCUMENT: (
        "select customer_id as id, number_key as key from identity_document where not doubtful", "text",
    ),
    DuplicateSearchStage.PHONE: (_OF_CONTACT.format(column="phone"), "text"),
    DuplicateSearchStage.EMAIL: (_OF_CONTACT.format(column="email"), "text"),
    DuplicateSearchStage.BIRTH_DATE: (_OF_CUSTOMER.format(column="birth_date"), "date"),
    DuplicateSearchStage.NAME: (_OF_CUSTOMER.format(column="name_key"), "text"),
}  # fmt: skip
# The members of the groups of a chunk, and of each row: how many keys were read, and the last of them whose group is
# complete. Where one group fills the chunk, it is cut off.
_CHUNK = """
with chunk as materialized (
    select * from ({keys}) keyed where $1::text is null or key > $1::{type} order by key limit $2
), counted as (
    select id, key, count(*) over (partition by key) as members from chunk
), read as (
    select count(*) as rows, max(key) as last, max(key) filter (where key < (select max(key) from chunk)) as before_last
    from chunk
), bounded as (
    select rows, case when rows < $2 or before_last is null then last else before_last end as last from read
), complete as materialized (
    select *, (select count(*) from chunk where key <= bounded.last) as done from bounded
)
select complete.rows, complete.last::text, complete.done, member.*
from complete left join (
    select counted.key, {person} from counted join customer c on c.id = counted.id and {candidate} where members > 1
) member on member.key <= complete.last
order by member.key, member.id
"""
_READ = "select status, stage, position, actor from duplicate_search where id = $1"
START = f"""
update duplicate_search set status = 'RUNNING', started_at = clock_timestamp(),
    customers = {" + ".join(f"(select count(*) from ({keys}) {stage.lower()})" for stage, (keys, _) in _KEYS.items())}
where id = $1 and status = 'QUEUED' returning actor
"""
# Nothing where the search was cancelled while the chunk was compared; a cancellation waits until its pairs are written.
_STEP = """
update duplicate_search set stage = $2, position = $3, done = done + $4, compared = compared + $5
where id = $1 and status = 'RUNNING' returning true
"""
# A pair that somebody decided about stays as it is.
_WRITE = """
insert into duplicate_pair (customer_id, other_id, score, reasons, weights_version, search_id)
select customer_id, other_id, score, reasons, $6, $1
from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::jsonb[]) found (customer_id, other_id, score, reasons)
on conflict (customer_id, other_id) do update set score = excluded.score, reasons = excluded.reasons,
    weights_version = excluded.weights_version, search_id = excluded.search_id
where duplicate_pair.status = 'OPEN'
"""
# Customers were corrected since: they are no possible duplicates any more.
_REMOVE = "delete from duplicate_pair where status = 'OPEN' and search_id <> $1"
_END = f"""
update duplicate_search set status = $2, finished_at = clock_timestamp(), position = null,
    done = case when $2 = 'COMPLETED' then customers else done end
where id = $1 and status in ({text_list(ACTIVE_SEARCH)}) returning actor
"""
_EVENT = insert_events("", topic="$1", graph_type="DuplicateSearch", node="$2", actor="$3")
# Progress resets the attempts of the queued job, so that only a search without progress is given up.
_RESET_ATTEMPTS = "update jobs.job_record set attempts = 1 where id = $1 and attempts > 1"


@job(QUEUE, max_concurrent=1)
async def find_duplicates(tools: Tools, queued: Job) -> None:
    """Search until all customers were compared. After MAX_ATTEMPTS failures without progress the search has FAILED."""
    search_id = DUPLICATE_SEARCH_ID.parse_key(str(queued.document()["id"]))
    async with tools.connection() as connection:
        try:
            await _begin(connection, search_id)
            while await step(connection, search_id):
                await connection.execute(_RESET_ATTEMPTS, queued.id)
        except Exception as error:
            if queued.attempt >= MAX_ATTEMPTS and not is_shortage(error):
                async with connection.transaction():
                    await _end(connection, search_id, DuplicateSearchStatus.FAILED)
            raise


async def _begin(connection: Connection, search_id: DuplicateSearchKey) -> None:
    async with connection.transaction():
        actor = await connection.fetchval(START, search_id)
        if actor is not None:
            await connection.execute(_EVENT, "duplicate_search.started", search_id, actor)


async def _end(connection: Connection, search_id: DuplicateSearchKey, status: DuplicateSearchStatus) -> None:
    actor = await connection.fetchval(_END, search_id, status.value)
    if actor is not None:
        await connection.execute(_EVENT, f"duplicate_search.{status.lower()}", search_id, actor)


async def step(connection: Connection, search_id: DuplicateSearchKey, chunk: int = CHUNK) -> bool:
    """Compare the customers of the next chunk, or complete the search. Returns whether there are more."""
    async with connection.transaction():
        search = await connection.fetchrow(_READ, search_id)
        if search is None or search["status"] != "RUNNING":
            return False
        stage = DuplicateSearchStage(search["stage"])
        keys, kind = _KEYS[stage]
        statement = _CHUNK.format(keys=keys, type=kind, person=PERSON_COLUMNS, candidate=IS_CANDIDATE)
        rows = await connection.fetch(statement, search["position"], chunk)
        compared, found = _compare(stage, rows)
        rest = STAGES[STAGES.index(stage) + 1 :] if rows[0]["rows"] < chunk else (stage,)
        position = rows[0]["last"] if rest[:1] == (stage,) else None
        progress = (rest[0] if rest else stage, position, rows[0]["done"], compared)
        if not await connection.fetchval(_STEP, search_id, *progress):
            return False
        await _write(connection, search_id, found)
        if rest:
            await connection.execute(_EVENT, "duplicate_search.progressed", search_id, search["actor"])
        else:
            await connection.execute(_REMOVE, search_id)
            await _end(connection, search_id, DuplicateSearchStatus.COMPLETED)
        return bool(rest)


def _compare(
    stage: DuplicateSearchStage, rows: Sequence[Any]
) -> tuple[int, dict[tuple[CustomerKey, CustomerKey], Match]]:
    """The number of scores, and the possible duplicates among the members of the groups."""
    compared = 0
    found: dict[tuple[CustomerKey, CustomerKey], Match] = {}
    members = (row for row in rows if row["id"] is not None)
    for _, group in groupby(members, key=lambda row: row["key"]):
        unique = {row["id"]: row for row in group}
        for one, other in pairs_of(stage, [Member(each, stored_person(row)) for each, row in unique.items()]):
            compared += 1
            result = match(one.person, other.person)
            if result.score >= WEIGHTS.possible:
                found[min(one.id, other.id), max(one.id, other.id)] = result
    return compared, found


async def _write(
    connection: Connection, search_id: DuplicateSearchKey, found: dict[tuple[CustomerKey, CustomerKey], Match]
) -> None:
    if not found:
        return
    pairs = sorted(found.items())
    await connection.execute(
        _WRITE,
        search_id,
        [one for (one, _), _ in pairs],
        [other for (_, other), _ in pairs],
        [result.score for _, result in pairs],
        [
            orjson.dumps([{"code": each.code, "points": each.points} for each in result.reasons]).decode()
            for _, result in pairs
        ],
        WEIGHTS.version,
    )
