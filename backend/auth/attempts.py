"""How often somebody may try: counted in the database, so that all processes count together."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from backend.auth.secrets import Secrets
from backend.database import Database
from backend.models import AttemptCounter


class TooManyAttempts(Exception):
    """Tried too often; `retry_seconds` says when the next attempt is counted anew."""

    def __init__(self, retry_seconds: int) -> None:
        super().__init__(f"too many attempts; try again in {retry_seconds} s")
        self.retry_seconds = retry_seconds


@dataclass(frozen=True)
class Limit:
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
    """One that was counted: where, and when."""

    name: bytes
    window_start: datetime


class Attempts:
    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    async def take(self, what: str, who: str | None) -> Attempt:
        """Count one attempt before it is made, so that many at once are counted too. Raises TooManyAttempts."""
        attempt, ends = self._at(what, who, datetime.now(UTC))
        counted = (
            insert(AttemptCounter)
            .values(name=attempt.name, window_start=attempt.window_start)
            .on_conflict_do_update(
                index_elements=["name", "window_start"], set_={"attempts": AttemptCounter.attempts + sa.literal(1)}
            )
            .returning(AttemptCounter.attempts)
        )
        async with self._database.transaction() as session:
            attempts = (await session.execute(counted)).scalar_one()
        if attempts > LIMITS[what].attempts:
            raise TooManyAttempts(math.ceil((ends - datetime.now(UTC)).total_seconds()))
        return attempt

    async def give_back(self, *attempts: Attempt) -> None:
        """Count them no longer, because they succeeded. Failures before them stay counted."""
        where = sa.tuple_(AttemptCounter.name, AttemptCounter.window_start)
        fewer = (
            sa.update(AttemptCounter)
            .where(where.in_([(each.name, each.window_start) for each in attempts]), AttemptCounter.attempts > 0)
            .values(attempts=AttemptCounter.attempts - 1)
        )
        async with self._database.transaction() as session:
            await session.execute(fewer)

    def taken(self, what: str, who: str | None, at: datetime) -> Attempt:
        """One that was counted at a moment by a request before this one."""
        return self._at(what, who, at)[0]

    def _at(self, what: str, who: str | None, moment: datetime) -> tuple[Attempt, datetime]:
        """The attempt, and when its window ends."""
        seconds = LIMITS[what].seconds
        start = datetime.fromtimestamp(math.floor(moment.timestamp() / seconds) * seconds, UTC)
        name = self._secrets.keyed_hash("attempts", f"{what}\0{who or ''}")
        return Attempt(name, start), start + timedelta(seconds=seconds)
