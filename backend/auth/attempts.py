"""Rate limits of sign-in attempts, counted in the database and so shared by all processes."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from backend.auth.secrets import Secrets
from backend.database import Database
from backend.models import AttemptCounter


class TooManyAttempts(Exception):
    """The limit is reached; `retry_seconds` is the time until its window ends."""

    def __init__(self, retry_seconds: int) -> None:
        super().__init__(f"too many attempts; try again in {retry_seconds} s")
        self.retry_seconds = retry_seconds


@dataclass(frozen=True)
class Limit:
    """At most `attempts` in each window of `seconds`."""

    attempts: int
    seconds: int


LIMITS = {
    "password of an account": Limit(10, 900),
    "password from an address": Limit(100, 900),
    "second factor of an account": Limit(10, 900),
    "code to a number": Limit(3, 600),
    "codes to a number in a day": Limit(20, 86_400),
    "codes from an address": Limit(30, 600),
    "code tried for a number": Limit(15, 3_600),
    "code tried from an address": Limit(60, 900),
    "document of a customer": Limit(5, 86_400),
    "token from an address": Limit(600, 60),
    "device code from an address": Limit(60, 600),
    "user code from an address": Limit(20, 600),
    "invitation from an address": Limit(30, 600),
}


@dataclass(frozen=True)
class Attempt:
    """A counted attempt: the key of its counter and the start of its window."""

    name: bytes
    window_start: datetime


class Attempts:
    """Counts attempts per limit and subject, such as an account or an address."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    async def take(self, limit: str, subject: str | None) -> Attempt:
        """Count an attempt before it is made, so that parallel attempts are limited too. Raises TooManyAttempts.

        `limit` is a key of LIMITS; `subject` is the account, number or address that it applies to.
        """
        attempt, ends = self._at(limit, subject, datetime.now(UTC))
        counted = (
            insert(AttemptCounter)
            .values(name=attempt.name, window_start=attempt.window_start)
            .on_conflict_do_update(
                index_elements=["name", "window_start"], set_={"attempts": AttemptCounter.attempts + sa.literal(1)}
            )
            .returning(AttemptCounter.attempts)
        )
        async with self._database.sign_in() as session:
            attempts = (await session.execute(counted)).scalar_one()
        if attempts > LIMITS[limit].attempts:
            raise TooManyAttempts(math.ceil((ends - datetime.now(UTC)).total_seconds()))
        return attempt

    async def give_back(self, *attempts: Attempt) -> None:
        """Remove successful attempts from their counters; failed attempts before them stay counted."""
        where = sa.tuple_(AttemptCounter.name, AttemptCounter.window_start)
        fewer = (
            sa.update(AttemptCounter)
            .where(where.in_([(each.name, each.window_start) for each in attempts]), AttemptCounter.attempts > 0)
            .values(attempts=AttemptCounter.attempts - 1)
        )
        async with self._database.sign_in() as session:
            await session.execute(fewer)

    def attempt_at(self, limit: str, subject: str | None, at: datetime) -> Attempt:
        """The attempt that an earlier request counted at the given moment."""
        return self._at(limit, subject, at)[0]

    def _at(self, limit: str, subject: str | None, moment: datetime) -> tuple[Attempt, datetime]:
        """The attempt and the end of its window."""
        seconds = LIMITS[limit].seconds
        start = datetime.fromtimestamp(math.floor(moment.timestamp() / seconds) * seconds, UTC)
        name = self._secrets.keyed_hash("attempts", f"{limit}\0{subject or ''}")
        return Attempt(name, start), start + timedelta(seconds=seconds)
