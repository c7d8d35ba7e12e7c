"""`crm work`: the worker in a process of its own."""

import asyncio
import signal

from backend.auth.secrets import load_secrets
from backend.billing import billing_service
from backend.database import Database
from backend.services.billing import BillingService
from backend.settings import Settings
from backend.shortage import raise_descriptor_limit
from backend.worker import Worker, file_store

DESCRIPTORS = 4_096


async def work_until_stopped(settings: Settings, url: str) -> None:
    """Run the worker until SIGINT or SIGTERM, then let running jobs end."""
    raise_descriptor_limit(DESCRIPTORS)
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    database = Database(url, settings)
    billing = _billing(settings, database)
    try:
        await Worker(settings, url, database, load_secrets(settings), billing, file_store(settings)).run(stopping)
    finally:
        await billing.close()
        await database.close()


async def drain_work(settings: Settings, url: str) -> None:
    """Perform the work that is due now."""
    database = Database(url, settings)
    billing = _billing(settings, database)
    try:
        await Worker(settings, url, database, load_secrets(settings), billing, file_store(settings)).drain()
    finally:
        await billing.close()
        await database.close()


def _billing(settings: Settings, database: Database) -> BillingService:
    return billing_service(settings, database, load_secrets(settings))
