"""Import and match of a day's settlement, from an uploaded file or from the gateway.

All of it is one transaction: a killed process changes nothing, and a repeated import gives the same result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import DECIDING
from backend.database import Connection, Database, driver_connection
from backend.documents.files import FileStore
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import GatewayDown, GatewayRefused, PaymentGateway
from backend.identifiers import SETTLEMENT_ID, SettlementKey
from backend.jobs.declare import job
from backend.jobs.worker import Job
from backend.models import Settlement, SettlementSource
from backend.services.acts import Acting, act, all_fields
from backend.services.reconciliation.file import SettlementFile, measured, spooled
from backend.services.reconciliation.load import load
from backend.services.reconciliation.match import Day, affected, match
from backend.settings import Settings

SCHEDULE = "schedule"
# A settlement of a million lines takes longer than the statement timeout of requests.
STATEMENT_TIMEOUT = "10min"

_LOCK = "select pg_try_advisory_xact_lock(hashtextextended('settlement ' || $1, 0))"
_GATEWAY_EXISTS = "select exists (select from payment where gateway = $1)"
_ENDED = "select $1::date < (now() at time zone 'UTC')::date"
_SAME_FILE = """
select gateway, day from settlement where sha256 = $1 and lines > 0 and (gateway, day) <> ($2, $3::date) limit 1
"""
_OPEN = """
insert into settlement (gateway, day, source, file_name, imported_by) values ($1, $2, $3, $4, $5)
on conflict (gateway, day) do update set source = excluded.source, file_name = excluded.file_name,
    imported_by = excluded.imported_by, status = 'IMPORTING', failure = null, failure_code = null
returning id, sha256, imported_at
"""
_LOADED = "update settlement set lines = $2, matched = 0, sha256 = $3, imported_at = clock_timestamp() where id = $1"
_BEGIN = """
insert into settlement (gateway, day, source, imported_by) values ($1, $2, 'SCHEDULE', $3)
on conflict (gateway, day) do update set status = 'IMPORTING', failure = null, failure_code = null
    where settlement.matched_at is null
"""
# Lines of an earlier import are kept: only their replacement failed.
_FAIL = """
insert into settlement (gateway, day, source, imported_by, status, failure_code, failure)
values ($1, $2, 'SCHEDULE', $3, 'FAILED', $4, $5)
on conflict (gateway, day) do update set failure_code = excluded.failure_code, failure = excluded.failure,
    status = case when settlement.matched_at is null then 'FAILED' else 'MATCHED' end
"""


async def lock_gateway(connection: Connection, gateway: str) -> None:
    """Take the lock for importing, matching or repairing settlements of a gateway. Raises Refusal CONFLICT."""
    if not await connection.fetchval(_LOCK, gateway):
        raise Refusal(ErrorCode.CONFLICT, f"a settlement of {gateway} is being processed; try again later", ["gateway"])


async def read_settlement(_: FileStore, settings: Settings, upload: Any) -> SettlementFile:
    """Read an uploaded settlement; its lines are stored, its file is not. Raises Refusal INVALID_FILE."""
    return await measured(upload, settings.max_settlement_bytes)


@dataclass(frozen=True, kw_only=True)
class ImportSettlement:
    """Input of `importSettlement`."""

    gateway: Annotated[str, "Name of the gateway."]
    day: Annotated[date, "Day of the settlement (UTC); it must have ended."]
    file: Annotated[
        SettlementFile,
        "Comma-separated values in UTF-8 with the header"
        " line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at.",
    ]


def _meant(command: ImportSettlement) -> dict[str, Any]:
    """The same lines are the same settlement, whatever the name of their file."""
    given = all_fields(command)
    del given["name"]
    return given


@act(Settlement, DECIDING, key_required=True, store=read_settlement, meant=_meant)
async def import_settlement(acting: Acting, command: ImportSettlement) -> SettlementKey:
    """Import and match a gateway's settlement of one day. It replaces an earlier one of that day.

    Raises Refusal NOT_FOUND for a gateway without payments, INVALID_INPUT for a day that has not ended in UTC,
    ALREADY_EXISTS for a file that was imported as another settlement, INVALID_FILE, CONFLICT.
    """
    connection = await driver_connection(acting.session)
    gateway, day, file = command.gateway, command.day, command.file
    if not await connection.fetchval(_GATEWAY_EXISTS, gateway):
        raise Refusal(ErrorCode.NOT_FOUND, "there are no payments through a gateway of this name", ["gateway"])
    if not await connection.fetchval(_ENDED, day):
        raise Refusal(ErrorCode.INVALID_INPUT, "the day must have ended in UTC", ["day"])
    other = await connection.fetchrow(_SAME_FILE, file.sha256, gateway, day)
    if other is not None:
        message = f"this file was imported as the settlement of {other['gateway']} on {other['day']}"
        raise Refusal(ErrorCode.ALREADY_EXISTS, message, ["file"])
    return await _import(connection, acting.actor, gateway, day, SettlementSource.UPLOAD, file)


async def reconcile_day(database: Database, gateway: PaymentGateway, day: date, actor: str = SCHEDULE) -> str:
    """Fetch a day's settlement from its gateway and match it; lines of an earlier import are replaced. Returns its id.

    Raises GatewayDown, GatewayRefused, and Refusal INVALID_FILE where the gateway's lines are invalid: the settlement
    then has the reason in `failure`, and is FAILED unless it was matched before. Raises Refusal CONFLICT while another
    process works on this gateway.
    """
    async with database.transaction() as session:
        await (await driver_connection(session)).execute(_BEGIN, gateway.name, day, actor)
    try:
        async with spooled(gateway.settlements(day)) as file, database.transaction() as session:
            connection = await driver_connection(session)
            source = SettlementSource.SCHEDULE
            return SETTLEMENT_ID.encode(await _import(connection, actor, gateway.name, day, source, file))
    except (GatewayDown, GatewayRefused, Refusal) as error:
        if not (isinstance(error, Refusal) and error.code is ErrorCode.CONFLICT):
            async with database.transaction() as session:
                await fail_settlement(session, actor, gateway.name, day, error)
        raise


async def fail_settlement(
    session: AsyncSession, actor: str, gateway: str, day: date, error: GatewayDown | GatewayRefused | Refusal
) -> None:
    """Record why a day's settlement could not be imported."""
    connection = await driver_connection(session)
    words = str(error) or type(error).__name__
    await connection.execute(_FAIL, gateway, day, actor, _failure_code(error), words[:500])


def _failure_code(error: GatewayDown | GatewayRefused | Refusal) -> str:
    if isinstance(error, Refusal):
        return error.code.value
    return "GATEWAY_REFUSED" if isinstance(error, GatewayRefused) else ErrorCode.GATEWAY_UNAVAILABLE.value


async def _import(
    connection: Connection, actor: str, gateway: str, day: date, source: SettlementSource, file: SettlementFile
) -> SettlementKey:
    await lock_gateway(connection, gateway)
    row = await connection.fetchrow(_OPEN, gateway, day, source.value, file.name, actor)
    assert row is not None
    this = Day(row["id"], gateway, day)
    await connection.execute(f"set local statement_timeout = '{STATEMENT_TIMEOUT}'")
    others: set[Day] = set()
    if row["imported_at"] is None or row["sha256"] != file.sha256:
        others = await affected(connection, this)
        lines = await load(connection, this.id, gateway, day, file)
        await connection.execute(_LOADED, this.id, lines, file.sha256)
    others |= await affected(connection, this)
    await match(connection, this, actor)
    for other in sorted(others, key=lambda each: each.day):
        await match(connection, other, actor)
    return this.id


class Reconciliation:
    """The scheduled reconciliation with every configured gateway."""

    def __init__(self, database: Database, gateways: Mapping[str, PaymentGateway]) -> None:
        self._database = database
        self._gateways = gateways

    @job("reconcile settlements", cron="30 3 * * *")
    async def reconcile(self, _: Job) -> None:
        """Reconcile yesterday (UTC), and the day before, whose settlement may have been late."""
        today = datetime.now(UTC).date()
        for gateway in self._gateways.values():
            for day in (today - timedelta(days=2), today - timedelta(days=1)):
                await reconcile_day(self._database, gateway, day)
