"""`crm export`: a list to a file."""

import asyncio
import enum
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
import uvloop
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from backend.cli.common import postgresql, print_message, settings_of_command
from backend.cli.performing import command_viewer, fetch, performing
from backend.errors import Refusal, RequestError, StartupError
from backend.identifiers import EXPORT_JOB_ID, ExportJobKey, FileKey
from backend.models.exports import FINISHED, ExportDialect, ExportFormat, ExportKind
from backend.settings import Settings

POLL_SECONDS = 0.2
_JOB = "select * from export_job where id = $1"


class List(enum.StrEnum):
    CUSTOMERS = "customers"
    CONTRACTS = "contracts"
    SIMS = "sims"
    PAYMENTS = "payments"
    TICKETS = "tickets"


class Dialect(enum.StrEnum):
    MACHINE = "machine"
    ENGLISH = "english"
    RUSSIAN = "russian"


def export_list(
    kind: Annotated[List, typer.Argument(help="The list.", metavar="LIST")],
    file: Annotated[Path, typer.Argument(dir_okay=False, help="File to write: .csv, .jsonl or .xlsx.")],
    filter_: Annotated[str | None, typer.Option("--filter", help="Filter of the list, as JSON.")] = None,
    search: Annotated[str | None, typer.Option(help="Search term, for customers and sims.")] = None,
    order_by: Annotated[str | None, typer.Option(help="Order of the list, such as CREATED_AT or NAME:ASC.")] = None,
    columns: Annotated[str | None, typer.Option(help="Fields, separated by commas: number,tariff.code.")] = None,
    dialect: Annotated[
        Dialect, typer.Option(help="How a CSV is written: for programs, or for a spreadsheet in a language.")
    ] = Dialect.MACHINE,
) -> None:
    """Export a list to a file."""
    suffix = file.suffix.lstrip(".").upper()
    if suffix not in ExportFormat.__members__:
        raise StartupError(f"{file}: the name must end in .csv, .jsonl or .xlsx, which says the format")
    settings = settings_of_command()
    from backend.migrate import check_migrated

    command = _command(ExportKind(kind.upper()), filter_, search, order_by, columns, suffix, dialect)
    with postgresql(settings) as urls:
        uvloop.run(check_migrated(urls.application))
        job = uvloop.run(_export(settings, urls.application, command, file))
    if job["status"] != "COMPLETED":
        raise StartupError(f"{job['failure_code'] or job['status'].lower()}: {job['failure_message'] or 'no file'}")
    print_message(f"{job['rows']:,} rows, {job['size_bytes']:,} bytes: {file}")


def _command(
    kind: ExportKind, filter_: str | None, search: str | None, order_by: str | None, columns: str | None, suffix: str,
    dialect: Dialect,
) -> Any:  # fmt: skip
    """The command of the act. Raises StartupError."""
    from backend.services.permissions import ACTS

    given: dict[str, Any] = {"format": ExportFormat(suffix), "dialect": ExportDialect(dialect.upper())}
    if filter_ is not None:
        try:
            given["filter"] = orjson.loads(filter_)
        except orjson.JSONDecodeError as error:
            raise StartupError(f"--filter is not JSON: {error}") from None
    if order_by is not None:
        name, _, direction = order_by.partition(":")
        given["order_by"] = ({"field": name.upper(), "direction": (direction or "DESC").upper()},)
    if columns is not None:
        given["columns"] = tuple(each.strip() for each in columns.split(",") if each.strip())
    if search is not None:
        given["search"] = search
    command = ACTS[f"export{kind.capitalize()}"].command
    try:
        return command(**given)
    except TypeError:
        raise StartupError(f"the list {kind.lower()} has no search") from None


async def _export(settings: Settings, url: str, command: Any, file: Path) -> Mapping[str, Any]:
    """Request the export, run it in this process, and write the file. Raises StartupError."""
    from backend.database import Database
    from backend.exports.reads import ExportReads
    from backend.services.permissions import ACTS
    from backend.worker import new_planner

    database = Database(url, settings)
    try:
        planner = new_planner(settings, database)
        try:
            await ExportReads(planner).check(command_viewer(settings), command.kind, command)
        except (Refusal, RequestError) as error:
            raise StartupError(error.message) from None
        async with performing(settings, url) as perform:
            key = EXPORT_JOB_ID.decode(await perform(ACTS[f"export{command.kind.capitalize()}"], command))
            assert key is not None
            try:
                job = await _run(settings, url, planner, key)
            except asyncio.CancelledError:
                await asyncio.shield(_cancel(perform, key))
                raise
        if job["status"] == "COMPLETED":
            await _copy(settings, FileKey(job["file_key"]), file)
        return job
    finally:
        planner.preparation.close()
        await database.close()


async def _cancel(perform: Any, key: ExportJobKey) -> None:
    """Cancel the export of a command that was interrupted, so that no worker goes on with it."""
    from backend.services.acts import NodeId
    from backend.services.exports import ExportAct, cancel_export

    await perform(cancel_export, ExportAct(id=NodeId(EXPORT_JOB_ID.encode(key))))


async def _run(settings: Settings, url: str, planner: Any, key: ExportJobKey) -> Mapping[str, Any]:
    """Run the export in this process, unless a worker runs it already; show its progress until it ends."""
    from backend.database import connect
    from backend.exports.runner import ExportRunner
    from backend.jobs.worker import Job
    from backend.services.exports import QUEUE
    from backend.worker import file_store

    runner = ExportRunner(lambda: connect(url, statement_timeout="0"), file_store(settings), settings, lambda: planner)
    work = asyncio.create_task(runner.handle(Job(0, QUEUE, f'{{"id":"{key}"}}'.encode(), 1)))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("queued", total=None)
            while True:
                job = (await fetch(url, _JOB, key))[0]
                bar.update(task, description=job["status"].lower(), completed=job["rows"], total=job["total"])
                if job["status"] in FINISHED:
                    return dict(job)
                if work.done():
                    work.result()
                await asyncio.sleep(POLL_SECONDS)
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


async def _copy(settings: Settings, key: FileKey, file: Path) -> None:
    """Copy the stored file to the file of the command, which is replaced when the copy is whole."""
    from backend.worker import file_store

    chunks = await file_store(settings).chunks(key)
    if chunks is None:
        raise StartupError("the file is no longer in the file store")
    part = file.with_name(file.name + ".part")
    with part.open("wb") as opened:
        async for chunk in chunks:
            opened.write(chunk)
    part.replace(file)
