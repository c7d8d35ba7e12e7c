"""Rates of acts: how often one subject may call each mutation.

A call is counted in its own transaction, before the verb, and also when the verb refuses it. The row of the count is
locked until the transaction ends, so that parallel calls of one subject are counted exactly. A call that repeats an
idempotency key is not counted, and a call that is refused for its rate writes nothing.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Viewer
from backend.errors import StartupError, Throttled
from backend.metrics import REFUSED
from backend.models import RateLevel
from backend.settings.rates import ANY, Rate, rate

MAX_KNOWN = 10_000  # callers whose rate is known to be used up


class Rates:
    """The rates of an installation: the setting `act_rates`. Raises StartupError for a name that is not in `mutations`.

    A process remembers until when a rate is used up, so that a caller who continues costs the database nothing. `clock`
    returns seconds.
    """

    def __init__(
        self, act_rates: Mapping[str, str], mutations: Collection[str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._clock = clock
        self._used_up: OrderedDict[tuple[str, str], float] = OrderedDict()  # until when, by subject and act
        self._rates: dict[tuple[str, str], Rate | None] = {}
        for name, text in act_rates.items():
            role, _, act = name.partition(".")
            if act not in {ANY, *mutations}:
                raise StartupError(f"CRM_ACT_RATES: there is no mutation {act}")
            self._rates[role, act] = rate(text)

    def of(self, viewer: Viewer, act: str) -> Rate | None:
        """The rate of an act for this viewer; None when it is unlimited."""
        role = viewer.role.shown
        return self._rates[role, act] if (role, act) in self._rates else self._rates.get((role, ANY))

    async def count(self, session: AsyncSession, viewer: Viewer, act: str) -> None:
        """Count one call. Raises Throttled, which says when the next one is accepted."""
        limit = self.of(viewer, act)
        if limit is not None:
            taken = sa.func.crm_take(_subject(viewer), _name(act), 1.0, limit.number, limit.seconds)
            self._check(viewer, act, (await session.execute(sa.select(taken))).scalar_one())

    async def check(self, session: AsyncSession, viewer: Viewer, act: str) -> None:
        """Check that a call would be accepted now, without counting it: for work that precedes the verb. Raises
        Throttled.
        """
        limit = self.of(viewer, act)
        if limit is not None:
            elapsed = sa.extract("epoch", sa.func.clock_timestamp() - RateLevel.updated_at)
            excess = RateLevel.level + 1 - limit.number - elapsed * limit.number / limit.seconds
            own = sa.select(excess).where(RateLevel.subject == _subject(viewer), RateLevel.name == _name(act))
            self._check(viewer, act, (await session.scalar(own) or 0) * limit.seconds / limit.number)

    def is_used_up(self, viewer: Viewer, act: str) -> bool:
        """Whether this process knows that the next call would be refused."""
        until = self._used_up.get((_subject(viewer), act))
        if until is not None and until <= self._clock():
            del self._used_up[_subject(viewer), act]
            return False
        return until is not None

    def refusal(self, viewer: Viewer, act: str) -> Throttled:
        """The refusal of a call while the rate is used up."""
        REFUSED.labels("act rate").inc()
        limit = self.of(viewer, act)
        assert limit is not None
        return Throttled(
            f"{act} is limited to {limit.number} calls in {limit.seconds} s; try again after retryAfterSeconds",
            retryAfterSeconds=max(1, math.ceil(self._used_up[_subject(viewer), act] - self._clock())),
        )

    def _check(self, viewer: Viewer, act: str, wait_seconds: float) -> None:
        if wait_seconds <= 0:
            return
        self._used_up[_subject(viewer), act] = self._clock() + wait_seconds
        if len(self._used_up) > MAX_KNOWN:
            self._used_up.popitem(last=False)
        raise self.refusal(viewer, act)


def _subject(viewer: Viewer) -> str:
    return viewer.subject or viewer.actor


def _name(act: str) -> str:
    return f"act {act}"
