"""How often somebody may try: counted in the database, so that all processes count together."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime

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


class Attempts:
    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets

    async def take(self, what: str, who: str | None) -> None:
        """Count one attempt, whatever becomes of it. Raises TooManyAttempts."""
        limit = LIMITS[what]
        now = datetime.now(UTC).timestamp()
        window = math.floor(now / limit.seconds) * limit.seconds
        statement = insert(AttemptCounter).values(
            name=self._secrets.keyed_hash("attempts", f"{what}\0{who or ''}"),
            window_start=datetime.fromtimestamp(window, UTC),
        )
        counted = statement.on_conflict_do_update(
            index_elements=["name", "window_start"], set_={"attempts": AttemptCounter.attempts + sa.literal(1)}
        ).returning(AttemptCounter.attempts)
        async with self._database.transaction() as session:
            attempts = (await session.execute(counted)).scalar_one()
        if attempts > limit.attempts:
            raise TooManyAttempts(math.ceil(window + limit.seconds - now))
