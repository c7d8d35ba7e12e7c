"""Revocations: access tokens that ended before they expired.

A token is checked without a query, so every process keeps the revocations of the last day in memory and reads new ones
about once per second. A process that could not read them for four seconds answers no request until it has.
"""

import asyncio
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa

from backend.database import Database
from backend.models import Revocation

RETENTION = timedelta(days=1)  # longer than the lifetime of any token
ENDS_EARLIER_TOKENS_ONLY = ("user:", "secret:")  # revoking these subjects ends only tokens issued before the revocation
CATCH_UP_SECONDS = 1.0
STALE_SECONDS = 4.0
OVERLAP = timedelta(seconds=60)  # read again, since a transaction may commit up to this long after its created_at

_NEW = "select subject, max(created_at) as at from revocation where created_at > $1 group by subject"
_ALL = "select subject, max(created_at) as at from revocation where created_at > now() - $1::interval group by subject"


class Revocations:
    """The revocations of the last day; one instance per process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ended: dict[str, float] = {}
        self._newest: datetime | None = None
        self._caught_up_at = float("-inf")
        self._task: asyncio.Task[None] | None = None
        self.count = 0  # rises with every revocation that is read

    def is_fresh(self) -> bool:
        """Whether the revocations were read within STALE_SECONDS. Starts a read when CATCH_UP_SECONDS have passed."""
        age = time.monotonic() - self._caught_up_at
        if age > CATCH_UP_SECONDS and age <= STALE_SECONDS and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._catch_up_quietly())
        return age <= STALE_SECONDS

    def ended(self, subjects: Iterable[str], issued_at: float) -> bool:
        """Whether a token of these subjects, issued at `issued_at` (Unix time), was revoked."""
        for subject in subjects:
            at = self._ended.get(subject)
            if at is not None and (not subject.startswith(ENDS_EARLIER_TOKENS_ONLY) or issued_at <= at):
                return True
        return False

    async def _catch_up_quietly(self) -> None:
        try:
            await self.catch_up()
        except Exception:  # noqa: BLE001  the next request finds the revocations stale and raises the error itself
            return

    async def refresh(self) -> None:
        """Read new revocations when CATCH_UP_SECONDS have passed. Errors are ignored: the next request raises them."""
        if time.monotonic() - self._caught_up_at > CATCH_UP_SECONDS:
            await self._catch_up_quietly()

    async def catch_up(self) -> None:
        """Read the revocations since the last read, at first those of the last day."""
        began = time.monotonic()
        if self._newest is None:
            rows = await self._database.fetch(_ALL, RETENTION, free_list=self._database.authentication)
        else:
            rows = await self._database.fetch(_NEW, self._newest - OVERLAP, free_list=self._database.authentication)
        for subject, at in rows:
            if self._ended.get(subject) != at.timestamp():
                self._ended[subject] = at.timestamp()
                self.count += 1
            if self._newest is None or at > self._newest:
                self._newest = at
        self._caught_up_at = began
        if len(self._ended) > 1000:
            limit = time.time() - RETENTION.total_seconds()
            self._ended = {subject: at for subject, at in self._ended.items() if at > limit}


def revoke(*subjects: str) -> sa.Insert:
    """The statement that revokes subjects such as `user:<id>`, `session:<id>`, `grant:<id>` or `token:<jti>`."""
    return sa.insert(Revocation).values([{"subject": subject} for subject in subjects])
