"""`crm catalogue export` and `crm catalogue import`: the catalogue as one JSON file."""

from pathlib import Path
from typing import Annotated

import typer
import uvloop

from backend.cli.common import postgresql, print_message, settings_of_command
from backend.cli.performing import command_viewer
from backend.errors import Refusal, StartupError
from backend.settings import Settings

catalogue = typer.Typer(no_args_is_help=True, help="Write and read the catalogue: tariffs, options, rules.")
MAX_BYTES = 50_000_000


@catalogue.command("export")
def export_file(
    file: Annotated[
        Path | None, typer.Argument(dir_okay=False, help="File to write. Default: standard output.")
    ] = None,
) -> None:
    """Write all tariffs with their versions, options and rules of compatibility as JSON."""
    settings = settings_of_command()
    from backend.migrate import check_migrated

    with postgresql(settings) as urls:
        uvloop.run(check_migrated(urls.application))
        text = uvloop.run(_export(settings, urls.application))
    if file is None:
        print(text, end="")
    else:
        part = file.with_name(file.name + ".part")
        part.write_text(text)
        part.replace(file)


@catalogue.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="File to read.")],
    reason: Annotated[
        str | None, typer.Option(help="Reason, stored with the events. Default: the file's name.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,  # noqa: FBT002
) -> None:
    """Create and change what a file of the catalogue names, all or nothing. What it does not name stays as it is.

    Versions of tariffs are never changed: a file may add further ones.
    """
    settings = settings_of_command()
    if file.stat().st_size > MAX_BYTES:
        raise StartupError(f"the file is larger than {MAX_BYTES:,} bytes")
    from backend.migrate import check_migrated

    with postgresql(settings) as urls:
        uvloop.run(check_migrated(urls.application))
        words = reason or f"catalogue file {file.name}"
        changed = uvloop.run(_import(settings, urls.application, file.read_bytes(), words, dry_run=dry_run))
    print_message(f"{changed} items {'would be' if dry_run else 'were'} created or changed")


async def _export(settings: Settings, url: str) -> str:
    from backend.database import Database
    from backend.services.catalogue_file import export_catalogue

    database = Database(url, settings)
    try:
        async with database.transaction() as session:
            return (await export_catalogue(session)).text()
    finally:
        await database.close()


async def _import(settings: Settings, url: str, content: bytes, reason: str, *, dry_run: bool) -> int:
    """Returns how many items were or would be changed. Raises StartupError."""
    from sqlalchemy.ext.asyncio import AsyncSession

    from backend.auth.viewer import Origin
    from backend.cli.plans import rehearse
    from backend.database import Database
    from backend.services import rules
    from backend.services.acts import Acting
    from backend.services.catalogue_file import catalogue_of, import_catalogue
    from backend.services.idempotency import Outcome, Performer
    from backend.services.rates import Rates
    from backend.services.recording import Journal
    from backend.services.refused_calls import RefusedCalls

    viewer, changed = command_viewer(settings), 0

    async def verb(session: AsyncSession) -> Outcome:
        nonlocal changed
        journal = Journal(viewer.actor, rules.reason(reason))
        changed = await import_catalogue(Acting(session, settings, viewer, Origin(), journal), given)
        await journal.write(session)
        return Outcome(None)

    try:
        given = catalogue_of(content)
    except Refusal as refusal:
        raise StartupError(refusal.message) from None
    database = Database(url, settings)
    performer = Performer(database, settings, Rates({}, ()), RefusedCalls(settings.audit_refusals_per_hour))
    try:
        if dry_run:
            outcome = await rehearse(settings, performer, viewer, "importCatalogue", verb)
        else:
            outcome = await performer.perform(viewer, Origin(), "importCatalogue", {"reason": reason}, None, verb)
    finally:
        await database.close()
    if outcome.errors:
        raise StartupError(outcome.errors[0]["message"])
    return changed
