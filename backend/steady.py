"""Tasks that must not end: what is expected to go wrong they handle themselves, the rest is logged and begun anew."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

PAUSE_SECONDS = 1.0

log = structlog.get_logger()


async def steadily(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Run something that runs until it is cancelled, again and again should it end otherwise."""
    while True:
        try:
            await run()
            log.error("a task ended by itself; it begins anew", task=name)
        except Exception:  # a task that nobody awaits would die without a word
            log.exception("a task failed; it begins anew", task=name)
        await asyncio.sleep(PAUSE_SECONDS)
