"""What all links without a token have in common: each is fetched only so often, and is charged to who made it."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import JSONResponse, Response

from backend.auth.usage import CostBuckets
from backend.auth.viewer import Role, Viewer
from backend.errors import RequestError, Throttled
from backend.metrics import REFUSED
from backend.settings.rates import Rate

MAX_LINKS = 10_000  # whose fetches are counted at a time


class FetchRate:
    """How often each link is fetched from this process: at most `rate`. `clock` returns seconds."""

    def __init__(self, rate: Rate | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()  # by link: the level, and its moment

    def count(self, link: str) -> None:
        """Count a fetch. Raises Throttled."""
        if self._rate is None:
            return
        now, per_second = self._clock(), self._rate.number / self._rate.seconds
        level, at = self._levels.pop(link, (0.0, now))
        level = max(0.0, level - (now - at) * per_second) + 1
        if level > self._rate.number:
            self._levels[link] = level - 1, now
            REFUSED.labels("link").inc()
            wait_seconds = math.ceil((level - self._rate.number) / per_second)
            raise Throttled("the link was fetched too often; try again later", retryAfterSeconds=max(1, wait_seconds))
        self._levels[link] = level, now
        if len(self._levels) > MAX_LINKS:
            self._levels.popitem(last=False)


class LinkUse:
    """Counts the fetches of links, and charges their makers.

    A link can be fetched by anybody who has it. Its fetches are therefore limited by a rate of its own: others must not
    use up the budget of the maker.
    """

    def __init__(self, buckets: CostBuckets, fetches: FetchRate) -> None:
        self._buckets = buckets
        self._fetches = fetches

    def count(self, link: Mapping[str, Any]) -> None:
        """Count a fetch. Raises Throttled."""
        self._fetches.count(link["link"])

    async def charge(self, link: Mapping[str, Any], cost: int) -> None:
        """Charge the budget of who made the link. Raises Throttled."""
        viewer = maker_of(link)
        if not self._buckets.try_take(viewer, cost):
            await self._buckets.take(viewer, cost)


def maker_of(link: Mapping[str, Any]) -> Viewer:
    """Who made a link, as far as the link says."""
    return Viewer(Role(link["role"]), "link", subject=link["by"])


def refused(status: int, code: str, message: str) -> Response:
    return JSONResponse({"errors": [{"message": message, "extensions": {"code": code}}]}, status)


def throttled(error: RequestError) -> Response:
    """The response 429 to Throttled."""
    seconds = error.facts["retryAfterSeconds"]
    body = {"errors": [{"message": error.message, "extensions": {"code": error.code, **error.facts}}]}
    return JSONResponse(body, 429, {"Retry-After": str(seconds)})


def not_found(message: str = "the link is invalid or has expired; request a new one") -> Response:
    return refused(404, "NOT_FOUND", message)
