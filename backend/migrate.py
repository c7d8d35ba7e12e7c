"""Migration of a database to a revision. An advisory lock allows one process at a time."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import asyncpg
from alembic import command, op
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from backend.database import connect
from backend.errors import StartupError
from backend.locks import AdvisoryLock

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, built here instead of read from a file."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("file_template", "%%(year)d-%%(month).2d-%%(day).2d-%%(hour).2d%%(minute).2d_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def run_script(*scripts: str) -> None:
    """Run SQL scripts of several statements inside the transaction of the calling revision."""
    bind = op.get_bind()
    bind.exec_driver_sql("select 1")  # SQLAlchemy's adapter begins the transaction with its first statement
    connection: Any = bind.connection.dbapi_connection
    for script in scripts:
        connection.run_async(lambda raw, text=script: raw.execute(text))


# Conditions of row-level security: of a subscriber's contracts, and of a verified holder's customer.
OF_CONTRACTS = "contract_id in (select id from contract)"
OF_CUSTOMER = "customer_id::text = current_setting('crm.customer', true)"


def noun_script(
    table: str,
    *,
    line: str | None = None,
    holder: str | None = None,
    columns: Sequence[str] = (),
    secrets: Sequence[str] = (),
    deleted: bool = False,
) -> str:
    """SQL that completes the new table of a noun: triggers `touch` and `audit`, privileges, row-level security.

    `line`, `holder`: the conditions for rows that these subscribers read, such as `OF_CONTRACTS` and `OF_CUSTOMER`.
    Without either, no subscriber reads the table. `columns`: those that they read, if not all. `secrets`: the columns
    whose values the audit trail does not contain. `deleted`: whether the application deletes rows. Dropping the table
    drops all of it.
    """
    audited = "when (nullif(current_setting('crm.audit', true), '') is not null)"
    names = ", ".join(f"'{column}'" for column in secrets)
    audit = f"execute function crm_audit({names})"
    statements = [
        f"create trigger touch before update on {table} for each row execute function crm_touch()",
        f"create trigger audit after insert or update or delete on {table} for each row {audited} {audit}",
    ]
    if not deleted:
        statements.append(f"revoke delete, truncate on {table} from crm_app")
    script = "".join(f"{each};\n" for each in statements)
    return script + row_policies(table, line=line, holder=holder, columns=columns) if line or holder else script


def row_policies(table: str, *, line: str | None = None, holder: str | None = None, columns: Sequence[str] = ()) -> str:
    """SQL that lets subscribers read rows of a table under row-level security. Arguments as for `noun_script`."""
    readable = f" ({', '.join(columns)})" if columns else ""
    statements = [
        f"alter table {table} enable row level security",
        f"create policy everything on {table} to crm_app using (true) with check (true)",
        f"create policy line on {table} for select to crm_line using ({line or 'false'})",
        f"create policy holder on {table} for select to crm_holder using ({holder or 'false'})",
        f"grant select{readable} on {table} to crm_line, crm_holder",
    ]
    return "".join(f"{each};\n" for each in statements)


async def migrate(owner_url: str, revision: str = "head") -> None:
    """Upgrade as the owner to `revision`; `base` and relative revisions such as `-1` downgrade."""
    engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: connect(owner_url, role=None))
    try:
        async with engine.connect() as guard:
            await guard.execute(text(f"select pg_advisory_lock({AdvisoryLock.MIGRATION})"))
            await guard.commit()
            async with engine.connect() as connection:
                await connection.run_sync(_run, revision)
                await connection.commit()
            if revision == "head":
                # The event log needs partitions for a year from today, not from the day of the first migration.
                await guard.execute(text("select crm_create_event_partitions(current_date, 13)"))
                await guard.commit()
    finally:
        await engine.dispose()


async def check_migrated(url: str) -> None:
    """Check that the database is at the newest revision. Raises StartupError."""
    newest = ScriptDirectory.from_config(alembic_config()).get_current_head()
    try:
        connection = await connect(url)
        try:
            revision = await connection.fetchval("select version_num from alembic_version")
        finally:
            await connection.close()
    except asyncpg.PostgresError:
        revision = None
    if revision != newest:
        raise StartupError(f"the database is at revision {revision}, not {newest}: run `crm migrate` first")


def _run(connection: Connection, revision: str) -> None:
    config = alembic_config(connection)
    move: Any = command.downgrade if revision.startswith("-") or revision == "base" else command.upgrade
    move(config, revision)
