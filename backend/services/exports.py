"""Exports of lists to files: request one, pause, resume and cancel it. `exports.runner` writes the file."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, make_dataclass, replace
from typing import Annotated, Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF, Role, Viewer
from backend.auth.visibility import OF_HOLDER
from backend.database import driver_connection
from backend.days import today
from backend.enums import total
from backend.errors import ErrorCode, Refusal, Throttled
from backend.identifiers import CUSTOMER_ID, ExportJobKey
from backend.jobs.declare import Tools, job
from backend.jobs.queue import JobQueue, queue_settings
from backend.jobs.worker import Job
from backend.metrics import REFUSED
from backend.models import (
    EXPORT_STATES,
    Contract,
    Customer,
    ExportDialect,
    ExportFormat,
    ExportJob,
    ExportKind,
    Payment,
    Sim,
    Ticket,
)
from backend.models.base import Base
from backend.models.exports import UNFINISHED
from backend.services.acts import Acting, FilterOf, NodeId, OrderOf, Payload, act
from backend.services.attachments import remove_after_commit
from backend.services.processes import Outside
from backend.services.quotas import Quota
from backend.services.recording import target_of
from backend.settings import Settings

QUEUE = "export list"
Fetch = Callable[..., Awaitable[list[Any]]]
EXPORTERS = STAFF | {Role.ANALYST}
MAX_COLUMNS = 100
MAX_COLUMN_LENGTH = 100
RETRY_SECONDS = 60  # after which a person with too many exports tries again
EXPIRED_AT_ONCE = 100
_PAST = {"pause": "paused", "resume": "resumed", "cancel": "cancelled"}
EXPORT = Payload(name="ExportPayload", node="job")
_SEARCHED = (ExportKind.CUSTOMERS, ExportKind.SIMS)  # the lists that have a search
# The model whose list each kind exports.
MODELS: Mapping[ExportKind, type[Base]] = total(
    ExportKind,
    {
        ExportKind.CUSTOMERS: Customer,
        ExportKind.CONTRACTS: Contract,
        ExportKind.SIMS: Sim,
        ExportKind.PAYMENTS: Payment,
        ExportKind.TICKETS: Ticket,
        ExportKind.CUSTOMER_DATA: Customer,  # no list: one customer, see `services/personal_data.py`
    },
)
_COLUMNS = (
    "Fields of the file, in order: scalars of the rows, such as `name` or `amount.amount`, and of the rows that they"
    " refer to, such as `tariff.code`. When absent, all scalars of the rows."
)
_DIALECT = (
    "How a CSV is written: for machines, or for a spreadsheet in a language. When absent, by the caller's language."
)


def _command(kind: ExportKind) -> type:
    """The input of the export of a list."""
    model: Any = MODELS[kind]
    plural = kind.value.capitalize()
    given: list[tuple[str, Any, Any]] = [
        ("filter", Annotated[FilterOf[model] | None, "Only rows that match the filter."], field(default=None)),
        ("order_by", Annotated[tuple[OrderOf[model], ...] | None, "One field."], field(default=None)),
        ("columns", Annotated[tuple[str, ...] | None, _COLUMNS], field(default=None)),
        ("format", Annotated[ExportFormat, "Format of the file."], field(default=ExportFormat.CSV)),
        ("dialect", Annotated[ExportDialect | None, _DIALECT], field(default=None)),
    ]
    if kind in _SEARCHED:
        text = f"Search term, as in the list `{kind.value.lower()}`."
        given.insert(1, ("search", Annotated[str | None, text], field(default=None)))
    documented = {"__doc__": f"Input of `export{plural}`.", "kind": kind, "__module__": __name__}
    return make_dataclass(f"Export{plural}", given, frozen=True, kw_only=True, namespace=documented)


def arguments_of(command: Any) -> dict[str, Any]:
    """The arguments of the list, in the form of a client's variables."""
    given = {"filter": command.filter, "search": getattr(command, "search", None), "orderBy": command.order_by}
    return {name: value for name, value in given.items() if value is not None}


async def _check(outside: Outside, command: Any) -> None:
    """Refuse what the list would refuse too, and a workbook with more rows than a sheet has."""
    if command.format is ExportFormat.ZIP:
        raise Refusal(ErrorCode.INVALID_INPUT, "a list is exported as CSV, XLSX or JSONL", ["format"])
    await outside.exports.check(outside.viewer, command.kind, command)


def dialect_of(command: Any, viewer: Viewer) -> ExportDialect:
    if command.dialect is not None:
        return ExportDialect(command.dialect)
    return ExportDialect.ENGLISH if viewer.language == "EN" else ExportDialect.RUSSIAN


def _export(kind: ExportKind) -> Any:
    async def request(acting: Acting, command: Any) -> ExportJobKey:
        return await _request(acting, kind, command)

    plural = kind.value.lower()
    request.__name__ = f"export_{plural}"
    request.__doc__ = (
        f"Export the list `{plural}` to a file, with its filter, search and order. The file holds what the list shows"
        " to the caller. It is written in the background."
    )
    request.__annotations__["command"] = _command(kind)
    return act(ExportJob, EXPORTERS, payload=EXPORT, check=_check)(request)


export_customers = _export(ExportKind.CUSTOMERS)
export_contracts = _export(ExportKind.CONTRACTS)
export_sims = _export(ExportKind.SIMS)
export_payments = _export(ExportKind.PAYMENTS)
export_tickets = _export(ExportKind.TICKETS)


async def _request(acting: Acting, kind: ExportKind, command: Any) -> ExportJobKey:
    """Create the job of the export of a list and queue it. Raises Throttled."""
    chosen = ExportFormat(command.format)
    day = today(acting.settings)
    made = ExportJob(
        kind=kind, format=chosen, dialect=dialect_of(command, acting.viewer), columns=" ".join(command.columns or ()),
        arguments=arguments_of(command), file_name=f"{kind.value.lower()}-{day}.{chosen.value.lower()}",
    )  # fmt: skip
    return await request_export(acting, made)


async def request_export(acting: Acting, made: ExportJob) -> ExportJobKey:
    """Store a new export of the viewer and queue it. Raises Throttled."""
    viewer = acting.viewer
    await _check_unfinished(acting)
    await acting.use(Quota.EXPORTS)
    made.actor, made.subject, made.role = viewer.actor, subject_of(viewer), viewer.role.value
    made.client, made.session_id = viewer.client, viewer.session_id
    acting.session.add(made)
    await acting.session.flush()
    _add_event(acting, made, "queued")
    await _enqueue(acting, made.id)
    return made.id


def subject_of(viewer: Viewer) -> str:
    """Whose an export is. That of a holder is the customer's, whatever line they signed in with."""
    return f"{OF_HOLDER}{viewer.customer_id}" if viewer.role is Role.HOLDER else viewer.subject or viewer.actor


async def _check_unfinished(acting: Acting) -> None:
    """Raise Throttled where the person has as many unfinished exports as allowed. Two calls wait for each other."""
    subject, allowed = subject_of(acting.viewer), acting.settings.exports_at_once
    key = sa.func.hashtextextended(f"exports {subject}", 0)
    await acting.session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))
    own = sa.select(sa.func.count()).where(ExportJob.subject == subject, ExportJob.status.in_(UNFINISHED))
    if (await acting.session.execute(own)).scalar_one() >= allowed:
        REFUSED.labels("exports").inc()
        message = f"{allowed} of your exports are not finished; wait for one, or cancel one"
        raise Throttled(message, retryAfterSeconds=RETRY_SECONDS)


@dataclass(frozen=True, kw_only=True)
class ExportAct:
    """Input of the mutations that take an export."""

    id: Annotated[NodeId, "The export."]


@act(ExportJob, EXPORTERS, payload=EXPORT, moves=(ExportJob, "pause"))
async def pause_export(acting: Acting, command: ExportAct) -> ExportJobKey:
    """Pause an export. Its file is dropped.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    return await _move(acting, command, "pause", rows=0, total=None, worked_ms=0)


@act(ExportJob, EXPORTERS, payload=EXPORT, moves=(ExportJob, "resume"))
async def resume_export(acting: Acting, command: ExportAct) -> ExportJobKey:
    """Resume a paused export. It starts over with the rows of that time.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    key = await _move(acting, command, "resume")
    await _enqueue(acting, key)
    return key


@act(ExportJob, EXPORTERS, payload=EXPORT, moves=(ExportJob, "cancel"))
async def cancel_export(acting: Acting, command: ExportAct) -> ExportJobKey:
    """Cancel an export that is not finished. No file is kept.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    return await _move(acting, command, "cancel", finished_at=sa.func.clock_timestamp(), arguments={})


async def _move(acting: Acting, command: ExportAct, verb: str, **values: Any) -> ExportJobKey:
    """Make a transition of an export of the caller; for administrators, of anybody."""
    found = await acting.lock(ExportJob, command.id)
    if found.subject != subject_of(acting.viewer) and acting.viewer.role is not Role.ADMIN:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such export job", ["id"])
    target = target_of(EXPORT_STATES, found.status, verb)
    await acting.update(found, status=target, **values)
    _add_event(acting, found, _PAST[verb])
    return found.id


# The role that the requester has now; none for a person or a program that may not sign in any more.
_OF_PERSON = "select case when status = 'ACTIVE' then role end as role from user_account where id = $1"
_OF_SERVICE = """
select case when active and 'read' = any(scopes) then 'SERVICE' end as role from oauth_client where client_id = $1
"""


_OF_HOLDER = "select from customer where id = $1 and erased_at is null and merged_into_id is null"


async def requester(fetch: Fetch, found: Mapping[str, Any], settings: Settings) -> Viewer | None:
    """Who requested an export, with the rights of now; None where they may not export any more.

    `found`: the row of the export. A command of this machine has its rights as long as it can reach the database.
    """
    then = Viewer(
        Role(found["role"]), found["actor"], found["subject"], session_id=found["session_id"], client=found["client"],
        time_zone=settings.time_zone, currency=settings.currency,
    )  # fmt: skip
    kind, _, name = then.subject.partition(":")
    if then.role is Role.HOLDER:
        rows = await fetch(_OF_HOLDER, CUSTOMER_ID.parse_key(name))
        return then if rows else None
    if kind not in {"user", "service"}:
        return then
    rows = await (fetch(_OF_PERSON, then.user_id) if kind == "user" else fetch(_OF_SERVICE, name))
    role = Role(rows[0]["role"]) if rows and rows[0]["role"] else None
    return replace(then, role=role) if role in EXPORTERS else None


def _add_event(acting: Acting, made: ExportJob, what: str) -> None:
    acting.journal.event(f"export.{what}", "ExportJob", made.id)


async def _enqueue(acting: Acting, job_id: ExportJobKey) -> None:
    queue, connection = JobQueue(queue_settings()), await driver_connection(acting.session)
    await queue.enqueue(connection, QUEUE, {"id": str(job_id)})


@job("expire exports", cron="*/15 * * * *")
async def expire_exports(tools: Tools, _: Job) -> None:
    """Remove the files of exports that have expired."""
    table: Any = ExportJob.__table__

    async def step(session: AsyncSession) -> int:
        expired = sa.select(table.c.id, table.c.file_key)
        expired = expired.where(table.c.file_key.is_not(None), table.c.expires_at < sa.func.now())
        found = (await session.execute(expired.limit(EXPIRED_AT_ONCE).with_for_update(skip_locked=True))).all()
        ids = [each.id for each in found]
        await session.execute(sa.update(table).where(table.c.id.in_(ids)).values(file_key=None))
        await remove_after_commit(session, [each.file_key for each in found])
        return len(found)

    await tools.repeat(step)
