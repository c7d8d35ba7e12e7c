"""Rate limit by query cost: one leaky bucket per caller, shared by all processes.

The level of a bucket is stored in the database. A process takes a small share of it at a time and spends the share in
memory, so that most requests need no round trip. The whole share is counted when it is taken, so all processes
together cannot spend more than the bucket holds. A process discards what it has not spent after SHARE_SECONDS, in which
the bucket has leaked as much.
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
from backend.settings import Settings

SHARE = 1 / 40  # of the bucket, taken at a time
SHARE_SECONDS = 5.0  # how long a share may be spent
MAX_CALLERS = 50_000

log = structlog.get_logger()

# $1 subject, $2 least cost needed, $3 cost wanted, $4 maximum, $5 leaked per second. Returns the level before, and the
# share taken (null when the bucket has less than $2).
_TAKE = """
with leaked as (
    select greatest(0, level - $5 * extract(epoch from clock_timestamp() - updated_at)) as level
    from cost_bucket where subject = $1 for update
), taken as (
    select coalesce((select level from leaked), 0) as level,
        least($3::float8, $4::float8 - coalesce((select level from leaked), 0)) as share
), stored as (
    insert into cost_bucket (subject, level, updated_at)
    select $1, level + share, clock_timestamp() from taken where share >= $2::float8
    on conflict (subject) do update set
        level = greatest(0, cost_bucket.level - $5 * extract(epoch from clock_timestamp() - cost_bucket.updated_at))
            + (select share from taken),
        updated_at = clock_timestamp()
    returning 1
)
select level, case when exists (select from stored) then share end as share from taken
"""


@dataclass
class _Account:
    credit: float = 0.0
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
        account = self._accounts.get(viewer.subject)
        if account is None:
            if len(self._accounts) >= MAX_CALLERS:
                self._accounts.pop(next(iter(self._accounts)))
            account = self._accounts[viewer.subject] = _Account()
        # The lock prevents each of many parallel requests from taking a share of its own.
        async with account.lock:
            if not self.try_take(viewer, cost):
                await self._take_share(viewer, account, allowance, cost)

    async def _take_share(self, viewer: Viewer, account: _Account, allowance: Allowance, cost: int) -> None:
        if time.monotonic() - account.taken_at > SHARE_SECONDS:
            account.credit = 0.0
        need = cost - account.credit
        wanted = max(need, allowance.maximum * SHARE)
        self.round_trips += 1
        try:
            level, share = await self._database.write(
                _TAKE, viewer.subject, need, wanted, allowance.maximum, allowance.restore_rate
            )
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            # The request is not refused: if the database is down, its own query reports that.
            log.warning("cost not counted", reason=" ".join(str(error).split()) or type(error).__name__)
            return
        account.level = level + (share or 0.0)
        if share is None:
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
            allowance = self._allowance(viewer)
            most = min(allowance.maximum, max(allowance.maximum * SHARE, allowance.restore_rate * SHARE_SECONDS))
            account.credit = min(account.credit + cost, most)

    def throttle(self, viewer: Viewer) -> Throttle:
        """What the caller has left, estimated from the last share that this process took."""
        allowance = self._allowance(viewer)
        account = self._accounts.get(viewer.subject, _Account())
        left = allowance.maximum - account.level + account.credit
        leaked = allowance.restore_rate * max(0.0, time.monotonic() - account.taken_at) if account.taken_at else 0.0
        available = int(max(0.0, min(allowance.maximum, left + leaked)))
        return Throttle(int(allowance.maximum), available, allowance.restore_rate)
