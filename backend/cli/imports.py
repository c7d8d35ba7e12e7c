"""`crm import FILE`, and `crm imports` about those that were begun."""

import asyncio
import getpass
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
import typer
import uvloop
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from backend.cli.common import postgresql, say, settings_of_command
from backend.errors import Refusal, StartupError
from backend.identifiers import IMPORT_JOB_ID, FileKey, ImportJobKey, uuid7
from backend.settings import Settings

imports = typer.Typer(no_args_is_help=True, help="Files that are, or were, taken in.")
PIECE_BYTES = 1024 * 1024
LOOK_SECONDS = 0.3
_ENDED = frozenset({"COMPLETED", "FAILED", "CANCELLED"})
_SAME = """
select id, state from import_job
where sha256 = $1 and kind = $2 and mode = $3 and on_error = $4 and unknown_sims = $5 and duplicates = $6
    and notify = $7 and dry_run = $8 and mapping is not distinct from $9::jsonb and encoding is not distinct from $10
    and state in ('RECEIVED', 'VALIDATING', 'RUNNING', 'PAUSED', 'COMPLETED')
order by created_at desc limit 1
"""


def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The file of subscribers.")],
    mode: Annotated[Literal["INSERT", "UPSERT"], typer.Option(help="Rows whose contract is here.")] = "INSERT",
    on_error: Annotated[Literal["SKIP_ROW", "REJECT_FILE"], typer.Option(help="Wrong rows.")] = "SKIP_ROW",
    unknown_sims: Annotated[
        Literal["CREATE", "REJECT"], typer.Option(help="SIMs, numbers not in the pool.")
    ] = "CREATE",
    duplicates: Annotated[Literal["CREATE", "REJECT"], typer.Option(help="Customers like others.")] = "REJECT",
    notify: Annotated[bool, typer.Option("--notify", help="Send customers messages about it.")] = False,  # noqa: FBT002
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look at what would be done.")] = False,  # noqa: FBT002
    again: Annotated[bool, typer.Option("--again", help="Also when this file was done before.")] = False,  # noqa: FBT002
    rejected: Annotated[
        Path | None, typer.Option(help="Where rejected rows go; FILE.rejected.csv when absent.")
    ] = None,
    map_: Annotated[
        list[str] | None, typer.Option("--map", help="A column of ours and the file's: name=Фамилия+Имя joins two.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="A column of the file to leave out.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="The file's encoding, such as KOI8-R; found when absent.")
    ] = None,
) -> None:
    """Register every subscriber of a file. A file whose job was interrupted is gone on with where it stopped."""
    settings = settings_of_command()
    from backend.migrate import check_migrated
    from backend.models import Duplicates, ImportKind, ImportMode, OnError, UnknownSims

    wanted = {
        "kind": ImportKind.SUBSCRIBERS,
        "mode": ImportMode(mode),
        "on_error": OnError(on_error),
        "unknown_sims": UnknownSims(unknown_sims),
        "duplicates": Duplicates(duplicates),
        "notify": notify,
        "dry_run": dry_run,
        "mapping": _mapping(map_ or [], ignore or []),
        "encoding": encoding,
    }
    with postgresql(settings) as urls:
        uvloop.run(check_migrated(urls.application))
        job = uvloop.run(_import(settings, urls.application, file, wanted, again=again, rejected=rejected))
    if job["state"] != "COMPLETED":
        raise typer.Exit(1)


def _mapping(maps: list[str], ignored: list[str]) -> list[tuple[str, str | None]] | None:
    """`name=Фамилия+Имя` as the columns of the file and what each means. Raises StartupError."""
    found: list[tuple[str, str | None]] = []
    for text in maps:
        column, equals, headings = text.partition("=")
        if not equals or not column.strip() or not headings.strip():
            raise StartupError(f"--map {text}: a column of ours, =, and columns of the file with + between them")
        found += [(heading.strip(), column.strip()) for heading in headings.split("+")]
    return [*found, *((heading, None) for heading in ignored)] or None


@imports.command("list")
def list_jobs() -> None:
    """The newest jobs, a line each."""
    with postgresql(settings_of_command()) as urls:
        for row in uvloop.run(_fetch(urls.application, "select * from import_job order by created_at desc limit 20")):
            counts = f"{row['done']}/{row['rows']} rows, {row['rejected']} rejected"
            dry = "  (dry run)" if row["dry_run"] else ""
            print(f"imp_{row['id']}  {row['state']:10}  {counts}  {row['file_name']}{dry}")


@imports.command()
def pause(job: str) -> None:
    """Stop a job after the rows that are under way."""
    _act("pause", job)


@imports.command()
def resume(job: str) -> None:
    """Go on with a paused job: a worker takes it up."""
    _act("resume", job)


@imports.command()
def cancel(job: str) -> None:
    """End a job; what was taken in stays."""
    _act("cancel", job)


def _act(verb: str, job: str) -> None:
    settings = settings_of_command()

    async def go(url: str) -> None:
        from backend.imports import jobs

        verbs = {"pause": jobs.pause, "resume": jobs.resume, "cancel": jobs.cancel}
        async with _performing(settings, url) as (perform, viewer, _):
            await perform(f"{verb}BulkRegister", {"id": job}, lambda session: verbs[verb](session, viewer.actor, job))

    with postgresql(settings) as urls:
        uvloop.run(go(urls.application))
    say(f"{job}: {verb} done")


@asynccontextmanager
async def _performing(settings: Settings, url: str) -> AsyncIterator[Any]:
    """How an act is done by whoever sits at this machine, audited as any other."""
    from backend.auth.viewer import Origin, Role, Viewer
    from backend.database import Database
    from backend.services.idempotency import Performer

    database = Database(url, settings)
    viewer = Viewer(Role.ADMIN, f"command:{getpass.getuser()}")
    origin = Origin()

    async def perform(act: str, command: Mapping[str, Any], verb: Any) -> str:
        outcome = await Performer(database, settings).perform(viewer, origin, act, command, None, verb)
        if outcome.errors:
            raise StartupError(outcome.errors[0]["message"])
        assert outcome.node_id is not None
        return outcome.node_id

    try:
        yield perform, viewer, origin
    finally:
        await database.close()


async def _fetch(url: str, statement: str, *arguments: object) -> list[Any]:
    from backend.database import connect

    connection = await connect(url)
    try:
        return await connection.fetch(statement, *arguments)
    finally:
        await connection.close()


class _OnDisk:
    """A file of this machine under the face of an upload."""

    content_type: str | None = "text/csv"

    def __init__(self, path: Path) -> None:
        self.filename: str | None = path.name
        self._file = path.open("rb")

    async def read(self, size: int = -1) -> bytes:
        return self._file.read(size)


async def _import(
    settings: Settings, url: str, file: Path, wanted: Mapping[str, Any], *, again: bool, rejected: Path | None
) -> Mapping[str, Any]:
    digest = await asyncio.to_thread(_digest, file)
    from backend.imports.reading.encoding import encoding_of

    try:
        encoding = encoding_of(wanted["encoding"])
    except Refusal as refusal:
        raise StartupError(f"--encoding {wanted['encoding']}: {refusal.message}") from None
    given = {
        **wanted,
        "mapping": wanted["mapping"] and orjson.dumps(wanted["mapping"]).decode(),
        "encoding": encoding,
    }
    codes = [each.value if hasattr(each, "value") else each for each in given.values()]
    known = await _fetch(url, _SAME, digest, *codes)
    if known and known[0]["state"] == "COMPLETED" and not again:
        job = (await _fetch(url, "select * from import_job where id = $1", known[0]["id"]))[0]
        say(f"this file was taken in before ({job['finished_at']:%Y-%m-%d %H:%M} UTC); --again does it anew")
        return dict(job)
    if known and known[0]["state"] != "COMPLETED":
        job_id: ImportJobKey = known[0]["id"]
        say("going on with the job that was begun with this file")
        if known[0]["state"] == "PAUSED":
            await _resumed(settings, url, job_id)
    else:
        job_id = await _received(settings, url, file, wanted)
    job = await _watched(settings, url, job_id)
    await _told(url, job, rejected or file.with_name(file.name + ".rejected.csv"))
    return job


def _digest(file: Path) -> bytes:
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while piece := opened.read(PIECE_BYTES):
            digest.update(piece)
    return digest.digest()


async def _resumed(settings: Settings, url: str, job_id: ImportJobKey) -> None:
    from backend.imports import jobs

    text = IMPORT_JOB_ID.encode(job_id)
    async with _performing(settings, url) as (perform, viewer, _):
        await perform("resumeBulkRegister", {"id": text}, lambda session: jobs.resume(session, viewer.actor, text))


async def _received(settings: Settings, url: str, file: Path, wanted: Mapping[str, Any]) -> ImportJobKey:
    from backend.imports.jobs import ImportForm, receive_file
    from backend.worker import file_store

    try:
        stored = await file_store(settings).take(FileKey(uuid7()), _OnDisk(file), settings.max_import_bytes)
    except Refusal as refusal:
        raise StartupError(f"{file}: {refusal.message}") from None
    form = ImportForm(**wanted)
    async with _performing(settings, url) as (perform, viewer, origin):
        command = {"file": file.name, "sha256": stored.sha256.hex()}
        try:
            node_id = await perform(
                "bulkRegister", command, lambda session: receive_file(session, viewer, origin, form, stored)
            )
        except StartupError:
            await file_store(settings).delete(stored.key)
            raise
    key = IMPORT_JOB_ID.decode(node_id)
    assert key is not None
    return key


async def _watched(settings: Settings, url: str, job_id: ImportJobKey) -> Mapping[str, Any]:
    """Do the job here, unless a worker is at it already; show how far it is."""
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
                job = (await _fetch(url, "select * from import_job where id = $1", job_id))[0]
                read = job["header"] is not None
                label = ("checking" if read else "reading") if job["state"] == "VALIDATING" else job["state"].lower()
                count = {"completed": job["done"], "total": job["rows"]} if read else {"completed": job["rows"]}
                bar.update(task, description=label, **count)
                if job["state"] in _ENDED or (job["state"] == "PAUSED" and work.done()):
                    break
                if work.done():
                    work.result()
                await asyncio.sleep(LOOK_SECONDS)
        if job["state"] in _ENDED:
            await work
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
    return dict(job)


async def _told(url: str, job: Mapping[str, Any], rejected: Path) -> None:
    """The summary; rejected rows in a file that can be corrected and sent again."""
    if job["state"] == "FAILED":
        where = f" (row {job['failure_row']})" if job["failure_row"] else ""
        say(f"{job['failure_code']}: {job['failure_message']}{where}")
        if job["failure_code"] == "UNKNOWN_COLUMN":
            say("--map OURS=THEIRS names what a column means, --ignore THEIRS leaves it out")
    would = "dry run, nothing was changed; would be " if job["dry_run"] else ""
    say(
        f"{job['state'].lower()}: {job['done']:,} of {job['rows']:,} rows; {would}{job['registered']:,} registered,"
        f" {job['updated']:,} updated, {job['unchanged']:,} unchanged, {job['rejected']:,} rejected"
    )
    for note in orjson.loads(job["notes"]):
        say(f"{note['code']}: {note['message']}")
    if not job["rejected"]:
        return
    from backend.database import connect
    from backend.imports.listing import about, rejected_rows

    connection = await connect(url)
    try:
        written = await about(connection.fetch, job["id"])
        assert written is not None
        with rejected.open("wb") as file:
            async for block in rejected_rows(connection.fetch, job["id"], written):
                file.write(block)
    finally:
        await connection.close()
    say(f"rejected rows: {rejected}")
