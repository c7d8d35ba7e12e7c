"""Days on which something begins, in the time zone of the installation."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from backend.days import today
from backend.errors import ErrorCode, Refusal
from backend.settings import Settings


def beginning(day: date, settings: Settings, what: str) -> datetime:
    """The midnight of `CRM_TIME_ZONE` with which a day begins, in UTC. `what` begins then, such as `a contract starts`.

    Raises Refusal INVALID_INPUT for a day that is not after today, or after the end of the next year.
    """
    now = today(settings)
    if day <= now or day.year > now.year + 1:
        message = f"{what} after today, {now}, and before the end of the next year, not on {day}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["day"])
    return _midnight(day, settings)


def next_month(settings: Settings) -> datetime:
    """The midnight of `CRM_TIME_ZONE` with which the next month begins, in UTC."""
    now = today(settings)
    later = now.year * 12 + now.month
    return _midnight(date(later // 12, later % 12 + 1, 1), settings)


def _midnight(day: date, settings: Settings) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(settings.time_zone)).astimezone(UTC)
