"""Which access tokens ended before their time.

A token is checked without a look into the database, so every process keeps the ends of the last day in memory and
catches up about once a second. A process that cannot catch up for four seconds answers nobody until it has.
"""

import asyncio
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa

from backend.database import Database
from backend.models import Revocation

KEPT = timedelta(days=1)  # longer than any token lives
UNTIL_THEN = ("user:", "secret:")  # their end closes what was issued before; what comes after is another matter
CATCH_UP_SECONDS = 1.0
STALE_SECONDS = 4.0
OVERLAP = timedelta(seconds=60)  # a transaction that began earlier may commit later, never by more than this

_NEWS = "select subject, max(created_at) as at from revocation where created_at > $1 group by subject"
_ALL = "select subject, max(created_at) as at from revocation where created_at > now() - $1::interval group by subject"


class Revocations:
    """One per process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ended: dict[str, float] = {}
        self._newest: datetime | None = None
        self._caught_up_at = float("-inf")
        self._task: asyncio.Task[None] | None = None
        self.known = 0  # rises with every end that is learnt

    def look(self) -> bool:
        """Whether what is known is fresh enough to answer by; begins to catch up when it is about time."""
        age = time.monotonic() - self._caught_up_at
        if age > CATCH_UP_SECONDS and age <= STALE_SECONDS and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._try_to_catch_up())
        return age <= STALE_SECONDS

    def ended(self, subjects: Iterable[str], issued_at: float) -> bool:
        """Whether any of these ended; some only for what was issued until then."""
        for subject in subjects:
            at = self._ended.get(subject)
            if at is not None and (not subject.startswith(UNTIL_THEN) or issued_at <= at):
                return True
        return False

    async def _try_to_catch_up(self) -> None:
        try:
            await self.catch_up()
        except Exception:  # noqa: BLE001  the next request finds it stale and sees the error itself
            return

    async def keep_up(self) -> None:
        """Catch up when it is about time; a database that is away is waited for by whoever asks next."""
        if time.monotonic() - self._caught_up_at > CATCH_UP_SECONDS:
            await self._try_to_catch_up()

    async def catch_up(self) -> None:
        """Read what ended since the last time."""
        began = time.monotonic()
        if self._newest is None:
            rows = await self._database.fetch(_ALL, KEPT)
        else:
            rows = await self._database.fetch(_NEWS, self._newest - OVERLAP)
        for subject, at in rows:
            if self._ended.get(subject) != at.timestamp():
                self._ended[subject] = at.timestamp()
                self.known += 1
            if self._newest is None or at > self._newest:
                self._newest = at
        self._caught_up_at = began
        if len(self._ended) > 1000:
            limit = time.time() - KEPT.total_seconds()
            self._ended = {subject: at for subject, at in self._ended.items() if at > limit}


def revoke(*subjects: str) -> sa.Insert:
    """The statement that ends these for every process."""
    return sa.insert(Revocation).values([{"subject": subject} for subject in subjects])
