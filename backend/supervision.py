"""Supervision of background tasks: a task that ends or fails is logged and started again."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

PAUSE_SECONDS = 1.0

log = structlog.get_logger()


async def supervised(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Run `run` until this is cancelled; start it again a second after it ended or raised."""
    while True:
        try:
            await run()
            log.error("a task ended; it is started again", task=name)
        except Exception:  # an error of a task that nobody awaits would be lost
            log.exception("a task failed; it is started again", task=name)
        await asyncio.sleep(PAUSE_SECONDS)
