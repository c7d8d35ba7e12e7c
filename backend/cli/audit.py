"""`crm audit`: verification of the audit trail."""

import typer
import uvloop
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from backend.cli.common import postgresql, settings_of_command
from backend.services.audit import Verdict, verify_chain
from backend.services.upkeep import read_head
from backend.settings import Settings

audit = typer.Typer(no_args_is_help=True, help="Verify the audit trail.")


@audit.callback()
def _group() -> None:
    """Verify the audit trail."""


@audit.command()
def verify() -> None:
    """Verify the hash chain over all audit entries. Prints the first fault; the exit status is then 1."""
    settings = settings_of_command()
    with postgresql(settings) as urls:
        verdict = uvloop.run(_verify(settings, urls.application))
    print(f"{verdict.checked:,} entries checked")
    if verdict.unchained:
        print(f"{verdict.unchained:,} entries are older than 5 s and not in the chain")
    if verdict.fault:
        print(f"BROKEN: {verdict.fault}")
    if verdict.fault or verdict.unchained:
        raise typer.Exit(1)
    print("the chain is complete and unchanged")


async def _verify(settings: Settings, url: str) -> Verdict:
    from backend.database import connect

    connection = await connect(url)
    try:
        with Progress(
            SpinnerColumn(), TextColumn("{task.completed:,} entries"), console=Console(stderr=True), transient=True
        ) as bar:
            task = bar.add_task("audit", total=None)
            return await verify_chain(
                connection, read_head(settings.data_dir), lambda done: bar.update(task, completed=done)
            )
    finally:
        await connection.close()
