"""Counts attempts, in the database, and so for all processes together. The rules are in `attempt_rules.py`."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects.postgresql import insert

from backend.auth.attempt_rules import FORGET_SECONDS, Delay, Limit, rules_of
from backend.auth.notices import Notice, tell_administrators
from backend.auth.secrets import Secrets
from backend.database import Database
from backend.metrics import REFUSED
from backend.models import AttemptCounter, FailedAttempts
from backend.settings import Settings

MAX_DOUBLINGS = 30

log = structlog.get_logger()


class TooManyAttempts(Exception):
    """The limit of `rule` is reached; `retry_seconds` is the time until another attempt may be made."""

    def __init__(self, rule: str, retry_seconds: int) -> None:
        super().__init__(f"too many attempts; try again in {retry_seconds} s")
        self.rule = rule
        self.retry_seconds = retry_seconds


@dataclass(frozen=True)
class Attempt:
    """A counted attempt: the key of its counter, and the start of the counter's window or the end of its wait."""

    name: bytes
    window_start: datetime | None = None
    next_at: datetime | None = None


class Attempts:
    """Counts attempts per rule and subject, such as an account and the network that an attempt comes from."""

    def __init__(self, database: Database, secrets: Secrets, settings: Settings) -> None:
        self._database = database
        self._secrets = secrets
        self._settings = settings
        self.rules = rules_of(settings)

    async def take(self, rule: str, *subject: str) -> Attempt:
        """Count an attempt before it is made, so that parallel attempts are limited too. Raises TooManyAttempts.

        `rule` is a key of `rules`; `subject` is the account, the place or both, to which it applies.
        """
        name, found = self._name(rule, subject), self.rules[rule]
        try:
            return await (
                self._count(rule, name, found) if isinstance(found, Limit) else self._delay(rule, name, found)
            )
        except TooManyAttempts:
            REFUSED.labels("sign_in").inc()
            raise

    async def take_all(self, *rules: tuple[str, ...]) -> list[Attempt]:
        """Count one attempt by several rules, each with its subject; by none where one refuses it.

        Rules about everybody come last: an attempt that another rule refuses must not use them up.
        """
        taken: list[Attempt] = []
        for rule, *subject in rules:
            try:
                taken.append(await self.take(rule, *subject))
            except TooManyAttempts:
                await self.give_back(*taken)
                raise
        return taken

    async def _count(self, rule: str, name: bytes, limit: Limit) -> Attempt:
        """Count in the present window."""
        start = _window(limit, datetime.now(UTC))
        counted = (
            insert(AttemptCounter)
            .values(name=name, window_start=start)
            .on_conflict_do_update(
                index_elements=["name", "window_start"], set_={"attempts": AttemptCounter.attempts + sa.literal(1)}
            )
            .returning(AttemptCounter.attempts)
        )
        async with self._database.sign_in() as session:
            attempts = (await session.execute(counted)).scalar_one()
            # The counter has each value once, so that administrators are told once per window.
            if limit.alarm and attempts == limit.attempts + 1:
                await session.run_sync(
                    lambda db: tell_administrators(db, self._settings, Notice.LIMIT_REACHED, limit=rule)
                )
        if attempts > limit.attempts:
            if limit.alarm:
                REFUSED.labels("sign_in_everywhere").inc()
                if attempts == limit.attempts + 1:
                    log.warning("a limit of sign-in for everybody is reached", limit=rule, attempts=limit.attempts)
            raise TooManyAttempts(rule, _seconds_until(start + timedelta(seconds=limit.seconds), datetime.now(UTC)))
        return Attempt(name, window_start=start)

    async def _delay(self, rule: str, name: bytes, delay: Delay) -> Attempt:
        """Count, unless an earlier failure's wait has not ended."""
        now = sa.func.clock_timestamp()
        row = FailedAttempts.__table__.c
        forgotten = row.next_at < now - timedelta(seconds=FORGET_SECONDS)
        failures = sa.case((forgotten, 1), else_=row.failures + 1)
        counted = (
            insert(FailedAttempts)
            .values(name=name, failures=1, next_at=now + _wait(delay, sa.literal(1)))
            .on_conflict_do_update(
                index_elements=["name"],
                set_={"failures": failures, "next_at": now + _wait(delay, failures)},
                where=row.next_at <= now,
            )
            .returning(FailedAttempts.next_at)
        )
        async with self._database.sign_in() as session:
            next_at = (await session.execute(counted)).scalar_one_or_none()
            if next_at is None:
                waiting = sa.select(row.next_at, now).where(row.name == name)
                raise TooManyAttempts(rule, _seconds_until(*(await session.execute(waiting)).one()))
        return Attempt(name, next_at=next_at)

    async def give_back(self, *attempts: Attempt) -> None:
        """Remove successful attempts from their counters; failed attempts before them stay counted."""
        where = sa.tuple_(AttemptCounter.name, AttemptCounter.window_start)
        windows = [(each.name, each.window_start) for each in attempts if each.window_start is not None]
        fewer = (
            sa.update(AttemptCounter)
            .where(where.in_(windows), AttemptCounter.attempts > 0)
            .values(attempts=AttemptCounter.attempts - 1)
        )
        async with self._database.sign_in() as session:
            if windows:
                await session.execute(fewer)
            for each in attempts:
                if each.window_start is None:
                    await session.execute(_fewer_failures(each))

    def attempt_at(self, rule: str, at: datetime, *subject: str) -> Attempt:
        """The attempt that an earlier request counted at the given moment."""
        found, name = self.rules[rule], self._name(rule, subject)
        return Attempt(name, window_start=_window(found, at)) if isinstance(found, Limit) else Attempt(name)

    def _name(self, rule: str, subject: tuple[str, ...]) -> bytes:
        return self._secrets.keyed_hash("attempts", "\0".join((rule, *subject)))


def _window(limit: Limit, moment: datetime) -> datetime:
    return datetime.fromtimestamp(math.floor(moment.timestamp() / limit.seconds) * limit.seconds, UTC)


def _wait(delay: Delay, failures: sa.ColumnElement[int]) -> sa.ColumnElement[timedelta]:
    """The wait after this many failures."""
    doublings = sa.func.least(failures - delay.free, MAX_DOUBLINGS)
    growing = sa.func.least(delay.first_seconds * sa.func.power(2.0, doublings), delay.longest_seconds)
    seconds = sa.case((failures < delay.free, 0.0), else_=growing)
    return sa.func.make_interval(0, 0, 0, 0, 0, 0, seconds, type_=sa.Interval())


def _fewer_failures(attempt: Attempt) -> sa.UpdateBase:
    """One failure less. The wait that the attempt itself caused ends, unless another attempt was counted since then."""
    row = FailedAttempts
    values: dict[str, object] = {"failures": row.failures - 1}
    if attempt.next_at is not None:
        values["next_at"] = sa.case((row.next_at == attempt.next_at, sa.func.clock_timestamp()), else_=row.next_at)
    return sa.update(row).where(row.name == attempt.name, row.failures > 0).values(values)


def _seconds_until(moment: datetime, now: datetime) -> int:
    return max(1, math.ceil((moment - now).total_seconds()))
