"""Daily quotas of a subject: the files, bytes, tickets and comments that it may add to the disk.

A quota is a bucket that holds the amount of a day and is emptied evenly in a day (`crm_take`). Its row is locked until
the transaction ends. So a quota holds under any number of parallel calls, and a verb that is rolled back uses nothing.
"""

import enum
import math
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import SUBSCRIBERS, Viewer
from backend.enums import total
from backend.errors import Throttled
from backend.metrics import REFUSED
from backend.settings import Settings

DAY_SECONDS = 86_400.0


class Quota(enum.StrEnum):
    FILES = "files"
    BYTES = "bytes"
    TICKETS = "tickets"
    COMMENTS = "comments"
    EXPORTS = "exports"


# The settings of a quota: of a subscriber, and of a member of staff.
SETTINGS: Mapping[Quota, tuple[str, str]] = total(
    Quota,
    {
        Quota.FILES: ("subscriber_files_per_day", "staff_files_per_day"),
        Quota.BYTES: ("subscriber_upload_bytes_per_day", "staff_upload_bytes_per_day"),
        Quota.TICKETS: ("subscriber_tickets_per_day", "staff_tickets_per_day"),
        Quota.COMMENTS: ("subscriber_comments_per_day", "staff_comments_per_day"),
        Quota.EXPORTS: ("exports_per_day", "exports_per_day"),  # of a subscriber: the own data
    },
)


def limit_of(settings: Settings, viewer: Viewer, quota: Quota) -> int:
    """The daily limit of a quota for this viewer."""
    limit: int = getattr(settings, SETTINGS[quota][0 if viewer.role in SUBSCRIBERS else 1])
    return limit


async def use(session: AsyncSession, settings: Settings, viewer: Viewer, amounts: Mapping[Quota, int]) -> None:
    """Use an amount of each quota. Raises Throttled where one is used up; the transaction must then be rolled back, and
    nothing is used.
    """
    for quota in sorted(amounts):  # one order, so that two calls cannot wait for each other
        limit = limit_of(settings, viewer, quota)
        wait_seconds = await _take(session, viewer, quota, amounts[quota], limit)
        if wait_seconds > 0:
            REFUSED.labels("quota").inc()
            raise Throttled(
                f"the daily quota of {limit} {quota} is used up; try again after retryAfterSeconds",
                quota=quota.value,
                retryAfterSeconds=math.ceil(wait_seconds),
            )


async def check(session: AsyncSession, settings: Settings, viewer: Viewer, amounts: Mapping[Quota, int]) -> None:
    """Check that quotas have so much left, without using it: before work that precedes the use. Raises Throttled."""
    attempt = await session.begin_nested()
    await use(session, settings, viewer, amounts)
    await attempt.rollback()


async def give_back(session: AsyncSession, settings: Settings, viewer: Viewer, amounts: Mapping[Quota, int]) -> None:
    """Return amounts that were used for something that was refused afterwards."""
    for quota in sorted(amounts):
        await _take(session, viewer, quota, -amounts[quota], limit_of(settings, viewer, quota))


async def _take(session: AsyncSession, viewer: Viewer, quota: Quota, amount: int, limit: int) -> float:
    """Add to a bucket. Returns 0, or the seconds until there is room."""
    if not limit:
        return DAY_SECONDS
    subject = viewer.subject or viewer.actor
    taken = sa.func.crm_take(subject, f"day {quota}", float(amount), float(limit), DAY_SECONDS)
    wait_seconds: float = (await session.execute(sa.select(taken))).scalar_one()
    return wait_seconds
