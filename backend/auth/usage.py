"""Rate limit by query cost: one leaky bucket per caller, shared by all processes.

The level of a bucket is stored in the database. A process takes a small share of it at a time and spends the share in
memory, so that most requests need no round trip. The whole share is counted when it is taken, so all processes
together cannot spend more than the bucket holds. A process discards what it has not spent after SHARE_SECONDS, in which
the bucket has leaked as much.

The time that reads took in the database is charged afterwards. Such a charge may exceed the share: the debt is counted
together with the next share, and may fill the bucket twice over.
"""

import asyncio
import math
import time
from dataclasses import dataclass, field

import asyncpg
import structlog

from backend.auth.viewer import SUBSCRIBERS, Viewer
from backend.database import Database
from backend.errors import Throttled
from backend.metrics import REFUSED
from backend.settings import Settings

SHARE = 1 / 40  # of the bucket, taken at a time
SHARE_SECONDS = 5.0  # how long a share may be spent
MAX_CALLERS = 50_000

log = structlog.get_logger()

# $1 subject, $2 least cost needed, $3 cost wanted, $4 maximum, $5 leaked per second, $6 debt. Returns the level with
# the debt, and the share taken (null when the bucket has less than $2).
_TAKE = """
with leaked as (
    select greatest(0, level - $5 * extract(epoch from clock_timestamp() - updated_at)) as level
    from cost_bucket where subject = $1 for update
), owed as (
    select least(2 * $4::float8, coalesce((select level from leaked), 0) + $6::float8) as level
), taken as (
    select level, case when least($3::float8, $4 - level) >= $2::float8 then least($3, $4 - level) end as share
    from owed
), stored as (
    insert into cost_bucket (subject, level, updated_at)
    select $1, level + coalesce(share, 0), clock_timestamp() from taken where share is not null or $6 > 0
    on conflict (subject) do update set
        level = (select coalesce(share, 0) from taken) + least(2 * $4, $6 + greatest(
            0, cost_bucket.level - $5 * extract(epoch from clock_timestamp() - cost_bucket.updated_at))),
        updated_at = clock_timestamp()
)
select level, share from taken
"""


@dataclass
class _Account:
    credit: float = 0.0  # less than zero: a debt
    taken_at: float = 0.0
    level: float = 0.0  # of the bucket when a share was last taken
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class Allowance:
    maximum: float
    restore_rate: float


@dataclass(frozen=True, slots=True)
class Throttle:
    """What a caller has left, returned as `extensions.cost.throttle`."""

    maximum: int
    available: int
    restore_rate: float

    def shown(self) -> dict[str, float]:
        return {"maximum": self.maximum, "available": self.available, "restoreRate": self.restore_rate}


class CostBuckets:
    """The shares that this process holds; one instance per process."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._staff = Allowance(settings.cost_maximum, settings.cost_rate)
        factor = settings.subscriber_cost_share
        self._subscribers = Allowance(settings.cost_maximum * factor, settings.cost_rate * factor)
        self._accounts: dict[str, _Account] = {}
        self._free_seconds = settings.cost_free_seconds
        self._per_second = settings.cost_per_second
        self.round_trips = 0

    def _allowance(self, viewer: Viewer) -> Allowance:
        return self._subscribers if viewer.role in SUBSCRIBERS else self._staff

    def try_take(self, viewer: Viewer, cost: int) -> bool:
        """Spend from the share in memory; False when it is not enough and `take` has to be awaited."""
        if self._staff.restore_rate <= 0:
            return True
        account = self._accounts.get(viewer.subject)
        if account is None or account.credit < cost or time.monotonic() - account.taken_at > SHARE_SECONDS:
            return False
        account.credit -= cost
        return True

    async def take(self, viewer: Viewer, cost: int) -> None:
        """Spend the cost of a request. Raises Throttled, which says when the bucket has enough again."""
        if self.try_take(viewer, cost):
            return
        allowance = self._allowance(viewer)
        account = self._account(viewer)
        # The lock prevents each of many parallel requests from taking a share of its own.
        async with account.lock:
            if not self.try_take(viewer, cost):
                await self._take_share(viewer, account, allowance, cost)

    def _account(self, viewer: Viewer) -> _Account:
        account = self._accounts.get(viewer.subject)
        if account is None:
            if len(self._accounts) >= MAX_CALLERS:
                self._accounts.pop(next(iter(self._accounts)))
            account = self._accounts[viewer.subject] = _Account()
        return account

    async def _take_share(self, viewer: Viewer, account: _Account, allowance: Allowance, cost: int) -> None:
        if time.monotonic() - account.taken_at > SHARE_SECONDS:
            account.credit = min(0.0, account.credit)
        debt = max(0.0, -account.credit)
        need = cost - account.credit - debt
        wanted = max(need, allowance.maximum * SHARE)
        self.round_trips += 1
        try:
            level, share = await self._database.write(
                _TAKE, viewer.subject, need, wanted, allowance.maximum, allowance.restore_rate, debt
            )
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            # The request is not refused: if the database is down, its own query reports that.
            log.warning("cost not counted", reason=" ".join(str(error).split()) or type(error).__name__)
            return
        account.level = level + (share or 0.0)
        account.credit += debt
        if share is None:
            REFUSED.labels("budget").inc()
            seconds = (need - (allowance.maximum - level)) / allowance.restore_rate
            throttle = self.throttle(viewer)
            raise Throttled(
                "the cost budget is exhausted; try again after retryAfterSeconds",
                retryAfterSeconds=max(1, math.ceil(seconds)),
                cost={"requested": cost, "actual": 0, "throttle": throttle.shown()},
            )
        account.credit += share - cost
        account.taken_at = time.monotonic()

    def give_back(self, viewer: Viewer, cost: int) -> None:
        """Return cost that was spent but not used, at most what the bucket leaks while a share may be spent."""
        account = self._accounts.get(viewer.subject)
        if account is not None and cost > 0:
            account.credit = min(account.credit + cost, self._most_returned(viewer))

    def _most_returned(self, viewer: Viewer) -> float:
        allowance = self._allowance(viewer)
        return min(allowance.maximum, max(allowance.maximum * SHARE, allowance.restore_rate * SHARE_SECONDS))

    def charge_time(self, viewer: Viewer, seconds: float) -> None:
        """Charge the time that a read took in the database, beyond what is free. The product's own reads, which have
        no subject, are not charged.
        """
        if seconds <= self._free_seconds or self._staff.restore_rate <= 0 or not viewer.subject:
            return
        self._account(viewer).credit -= self._price_of(viewer, seconds)

    def deposit(self, viewer: Viewer, seconds: float) -> int:
        """What a read that is expected to take so many seconds has to pay in advance: at most a quarter of a bucket, so
        that `give_back` returns it whole.
        """
        if self._staff.restore_rate <= 0:
            return 0
        most = min(self._allowance(viewer).maximum / 4, self._most_returned(viewer))
        return int(max(0.0, min(self._price_of(viewer, seconds), most)))

    def _price_of(self, viewer: Viewer, seconds: float) -> float:
        share = self._allowance(viewer).maximum / self._staff.maximum
        return (seconds - self._free_seconds) * self._per_second * share

    def in_debt(self, viewer: Viewer) -> bool:
        """Whether the reads of a caller took more than it had left when they began."""
        account = self._accounts.get(viewer.subject)
        return account is not None and account.credit < 0 and self._staff.restore_rate > 0

    def throttle(self, viewer: Viewer) -> Throttle:
        """What the caller has left, estimated from the last share that this process took."""
        allowance = self._allowance(viewer)
        account = self._accounts.get(viewer.subject, _Account())
        left = allowance.maximum - account.level + account.credit
        leaked = allowance.restore_rate * max(0.0, time.monotonic() - account.taken_at) if account.taken_at else 0.0
        available = int(max(0.0, min(allowance.maximum, left + leaked)))
        return Throttle(int(allowance.maximum), available, allowance.restore_rate)
