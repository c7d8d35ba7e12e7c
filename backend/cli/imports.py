"""`crm import FILE`, and `crm imports` for existing import jobs."""

import asyncio
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
import typer
import uvloop
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from backend.cli.common import postgresql, print_message, settings_of_command
from backend.cli.performing import fetch, performing
from backend.errors import Refusal, StartupError
from backend.identifiers import IMPORT_JOB_ID, ImportJobKey
from backend.models.imports import ENDED, ImportState
from backend.models.states import text_list
from backend.settings import Settings

imports = typer.Typer(no_args_is_help=True, help="List and control import jobs.")
PIECE_BYTES = 1024 * 1024
POLL_SECONDS = 0.3
JobId = Annotated[str, typer.Argument(help="Id of the import job, such as imp_0190….")]
_JOB_OF_SAME_FILE = f"""
select id, state from import_job
where sha256 = $1 and kind = $2 and mode = $3 and on_error = $4 and unknown_sims = $5 and duplicates = $6
    and notify = $7 and dry_run = $8 and mapping is not distinct from $9::jsonb and encoding is not distinct from $10
    and activate = $11 and state not in ({text_list((ImportState.FAILED, ImportState.CANCELLED))})
order by created_at desc limit 1
"""


def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV file of subscribers.")],
    mode: Annotated[
        Literal["INSERT", "UPSERT"],
        typer.Option(help="Rows whose contract exists: INSERT rejects them, UPSERT updates the contract."),
    ] = "INSERT",
    on_error: Annotated[
        Literal["SKIP_ROW", "REJECT_FILE"],
        typer.Option(help="Wrong rows: SKIP_ROW registers the other rows, REJECT_FILE registers none."),
    ] = "SKIP_ROW",
    unknown_sims: Annotated[
        Literal["CREATE", "REJECT"], typer.Option(help="Rows whose SIM or number is not in the pool.")
    ] = "CREATE",
    duplicates: Annotated[
        Literal["CREATE", "REJECT"], typer.Option(help="Rows whose customer resembles another customer.")
    ] = "REJECT",
    notify: Annotated[bool, typer.Option("--notify", help="Notify the customers.")] = False,  # noqa: FBT002
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check the file; change nothing.")] = False,  # noqa: FBT002
    again: Annotated[bool, typer.Option("--again", help="Import the file even if it was imported before.")] = False,  # noqa: FBT002
    rejected: Annotated[Path | None, typer.Option(help="File for rejected rows. Default: FILE.rejected.csv.")] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", help="COLUMN=HEADINGS: name=Фамилия+Имя reads the column `name` from two headings."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="Heading of the file to ignore.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of the file, such as KOI8-R. Default: detected.")
    ] = None,
    in_service: Annotated[  # noqa: FBT002
        bool, typer.Option("--in-service", help="The lines are in service already; do not activate them.")
    ] = False,
) -> None:
    """Register the subscribers of a file. If an earlier import of the file was interrupted, it is continued."""
    settings = settings_of_command()
    from backend.migrate import check_migrated
    from backend.models import Duplicates, ImportKind, ImportMode, OnError, UnknownSims

    options = {
        "kind": ImportKind.SUBSCRIBERS,
        "mode": ImportMode(mode),
        "on_error": OnError(on_error),
        "unknown_sims": UnknownSims(unknown_sims),
        "duplicates": Duplicates(duplicates),
        "notify": notify,
        "dry_run": dry_run,
        "mapping": _mapping(map_ or [], ignore or []),
        "encoding": encoding,
        "activate": not in_service,
    }
    with postgresql(settings) as urls:
        uvloop.run(check_migrated(urls.application))
        job = uvloop.run(_import(settings, urls.application, file, options, again=again, rejected=rejected))
    if job["state"] != "COMPLETED":
        raise typer.Exit(1)


def _mapping(maps: list[str], ignored: list[str]) -> list[tuple[str, str | None]] | None:
    """Parse `name=Фамилия+Имя` to pairs of a heading and its column; None as the column ignores the heading.

    Raises StartupError.
    """
    found: list[tuple[str, str | None]] = []
    for text in maps:
        column, equals, headings = text.partition("=")
        if not equals or not column.strip() or not headings.strip():
            raise StartupError(
                f"--map {text}: expected COLUMN=HEADING or COLUMN=HEADING+HEADING, such as name=Фамилия+Имя"
            )
        found += [(heading.strip(), column.strip()) for heading in headings.split("+")]
    return [*found, *((heading, None) for heading in ignored)] or None


@imports.command("list")
def list_jobs() -> None:
    """List the newest 20 jobs, one per line."""
    with postgresql(settings_of_command()) as urls:
        for row in uvloop.run(fetch(urls.application, "select * from import_job order by created_at desc limit 20")):
            counts = f"{row['done']}/{row['rows']} rows, {row['rejected']} rejected"
            dry = "  (dry run)" if row["dry_run"] else ""
            print(f"imp_{row['id']}  {row['state']:10}  {counts}  {row['file_name']}{dry}")


@imports.command()
def pause(job: JobId) -> None:
    """Pause a job after its current chunk of rows."""
    _act("pause", job)


@imports.command()
def resume(job: JobId) -> None:
    """Resume a paused job, which a worker then continues."""
    _act("resume", job)


@imports.command()
def cancel(job: JobId) -> None:
    """Cancel a job. Rows that were registered stay registered."""
    _act("cancel", job)


def _act(verb: str, job: str) -> None:
    settings = settings_of_command()

    async def go(url: str) -> None:
        from backend.services.acts import NodeId
        from backend.services.import_files import ImportAct
        from backend.services.permissions import ACTS

        async with performing(settings, url) as perform:
            await perform(ACTS[f"{verb}BulkRegister"], ImportAct(id=NodeId(job)))

    with postgresql(settings) as urls:
        uvloop.run(go(urls.application))
    print_message(f"{job}: {verb} done")


class _LocalFile:
    """A local file with the interface of an upload (`documents.files.Upload`)."""

    content_type: str | None = "text/csv"

    def __init__(self, path: Path) -> None:
        self.filename: str | None = path.name
        self.size: int | None = path.stat().st_size
        self._file = path.open("rb")

    async def read(self, size: int = -1) -> bytes:
        return self._file.read(size)


async def _import(
    settings: Settings, url: str, file: Path, options: Mapping[str, Any], *, again: bool, rejected: Path | None
) -> Mapping[str, Any]:
    digest = await asyncio.to_thread(_digest, file)
    from backend.services import rules

    try:
        encoding = rules.encoding(options["encoding"])
    except Refusal as refusal:
        raise StartupError(f"--encoding {options['encoding']}: {refusal.message}") from None
    stored = {
        **options,
        "mapping": options["mapping"] and orjson.dumps(options["mapping"]).decode(),
        "encoding": encoding,
    }
    codes = [each.value if hasattr(each, "value") else each for each in stored.values()]
    known = await fetch(url, _JOB_OF_SAME_FILE, digest, *codes)
    if known and known[0]["state"] == "COMPLETED" and not again:
        job = (await fetch(url, "select * from import_job where id = $1", known[0]["id"]))[0]
        print_message(
            f"this file was imported before ({job['finished_at']:%Y-%m-%d %H:%M} UTC); --again imports it again"
        )
        return dict(job)
    if known and known[0]["state"] != "COMPLETED":
        job_id: ImportJobKey = known[0]["id"]
        print_message("continuing the earlier import of this file")
        if known[0]["state"] == "PAUSED":
            await _resume(settings, url, job_id)
    else:
        job_id = await _create_job(settings, url, file, options)
    job = await _run_job(settings, url, job_id)
    await _print_result(url, job, rejected or file.with_name(file.name + ".rejected.csv"))
    return job


def _digest(file: Path) -> bytes:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while piece := opened.read(PIECE_BYTES):
            digest.update(piece)
    return digest.digest()


async def _resume(settings: Settings, url: str, job_id: ImportJobKey) -> None:
    from backend.services.acts import NodeId
    from backend.services.import_files import ImportAct, resume_bulk_register

    async with performing(settings, url) as perform:
        await perform(resume_bulk_register, ImportAct(id=NodeId(IMPORT_JOB_ID.encode(job_id))))


async def _create_job(settings: Settings, url: str, file: Path, options: Mapping[str, Any]) -> ImportJobKey:
    from backend.services.import_files import BulkRegister, ColumnMapping, bulk_register, store_file
    from backend.worker import file_store

    files = file_store(settings)
    try:
        stored = await store_file(files, settings, _LocalFile(file))
    except Refusal as refusal:
        raise StartupError(f"{file}: {refusal.message}") from None
    mapping = tuple(ColumnMapping(column=heading, is_=column) for heading, column in options["mapping"] or ())
    given = {name: value for name, value in options.items() if name not in {"kind", "mapping"}}
    async with performing(settings, url) as perform:
        try:
            node_id = await perform(bulk_register, BulkRegister(file=stored, mapping=mapping, **given))
        except StartupError:
            await files.delete(stored.key)
            raise
    key = IMPORT_JOB_ID.decode(node_id)
    assert key is not None
    return key


async def _run_job(settings: Settings, url: str, job_id: ImportJobKey) -> Mapping[str, Any]:
    """Run the job in this process, unless a worker runs it already; show its progress until it ends or is paused."""
    from backend.database import connect
    from backend.imports.runner import ImportRunner
    from backend.jobs.worker import Job
    from backend.worker import file_store

    runner = ImportRunner(lambda: connect(url, statement_timeout="0"), file_store(settings), settings)
    work = asyncio.create_task(runner.handle(Job(0, "import file", f'{{"id":"{job_id}"}}'.encode(), 1)))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("reading", total=None)
            while True:
                job = (await fetch(url, "select * from import_job where id = $1", job_id))[0]
                read = job["header"] is not None
                label = ("checking" if read else "reading") if job["state"] == "VALIDATING" else job["state"].lower()
                count = {"completed": job["done"], "total": job["rows"]} if read else {"completed": job["rows"]}
                bar.update(task, description=label, **count)
                if job["state"] in ENDED or (job["state"] == "PAUSED" and work.done()):
                    break
                if work.done():
                    work.result()
                await asyncio.sleep(POLL_SECONDS)
        if job["state"] in ENDED:
            await work
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
    return dict(job)


async def _print_result(url: str, job: Mapping[str, Any], rejected: Path) -> None:
    """Print the summary, and write the rejected rows to a file that can be corrected and imported."""
    if job["state"] == "FAILED":
        where = f" (row {job['failure_row']})" if job["failure_row"] else ""
        print_message(f"{job['failure_code']}: {job['failure_message']}{where}")
        if job["failure_code"] == "UNKNOWN_COLUMN":
            print_message("use --map COLUMN=HEADING to assign a heading to a column, or --ignore HEADING to ignore it")
    would = "dry run, nothing was changed; would be " if job["dry_run"] else ""
    print_message(
        f"{job['state'].lower()}: {job['done']:,} of {job['rows']:,} rows; {would}{job['registered']:,} registered,"
        f" {job['updated']:,} updated, {job['unchanged']:,} unchanged, {job['rejected']:,} rejected"
    )
    if job["alerted"]:
        print_message(f"{job['alerted']:,} accepted rows break a validation rule that alerts")
    for note in orjson.loads(job["notes"]):
        print_message(f"{note['code']}: {note['message']}")
    if not job["rejected"]:
        return
    from backend.database import connect
    from backend.imports.listing import file_form, rejected_rows

    connection = await connect(url)
    try:
        written = await file_form(connection.fetch, job["id"])
        assert written is not None
        with rejected.open("wb") as file:
            async for block in rejected_rows(connection.fetch, job["id"], written):
                file.write(block)
    finally:
        await connection.close()
    print_message(f"rejected rows: {rejected}")
