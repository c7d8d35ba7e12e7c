"""`crm events`: the event log."""

import asyncio
from typing import Annotated

import orjson
import typer
import uvloop

from backend.cli.common import postgresql, settings_of_command

events = typer.Typer(no_args_is_help=True, help="Read the event log.")
POLL_SECONDS = 0.25


@events.callback()
def _group() -> None:
    """Read the event log."""


@events.command()
def tail(
    since: Annotated[
        str | None, typer.Option(help="Cursor after which to start. Default: start with the last events.")
    ] = None,
    count: Annotated[int, typer.Option("-n", min=0, help="Number of last events to start with.")] = 10,
    follow: Annotated[bool, typer.Option(help="Continue until Ctrl-C.")] = True,  # noqa: FBT002
) -> None:
    """Print the events in the order of the log, one JSON object per line."""
    settings = settings_of_command()
    with postgresql(settings) as urls:
        try:
            uvloop.run(_tail(urls.application, since, count, follow=follow))
        except KeyboardInterrupt:
            return


async def _tail(url: str, since: str | None, count: int, *, follow: bool) -> None:
    from backend.database import connect
    from backend.errors import RequestError, StartupError
    from backend.events.log import log_end, read

    connection = await connect(url)
    try:
        end = await log_end(connection)
        try:
            position = end.position(since) if since else max(end.last - count, end.floor)
        except RequestError as error:
            raise StartupError(f"--since: {error.message}") from None
        while True:
            found = await read(connection, position, 2**62)
            for event in found:
                line = {
                    "cursor": end.cursor(event.position), "at": event.at, "topic": event.topic,
                    "node": f"{event.node_type} {event.node_id}", "actor": event.actor, **event.payload,
                }  # fmt: skip
                print(orjson.dumps(line, default=str).decode(), flush=True)
                position = event.position
            if not found:
                if not follow:
                    return
                await asyncio.sleep(POLL_SECONDS)
    finally:
        await connection.close()
