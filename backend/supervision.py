"""Supervision of background tasks: a task that ends or fails is logged and restarted."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

PAUSE_SECONDS = 1.0

log = structlog.get_logger()


async def supervised(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Run `run` until cancelled; restart it PAUSE_SECONDS after it ended or raised an error."""
    while True:
        try:
            await run()
            log.error("a task ended; it is restarted", task=name)
        except Exception:  # the error of a task that is not awaited would be lost
            log.exception("a task failed; it is restarted", task=name)
        await asyncio.sleep(PAUSE_SECONDS)
