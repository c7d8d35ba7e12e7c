"""Days in the time zone of the installation: they decide about ages, the validity of documents and of rules."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from backend.settings import Settings


def today(settings: Settings) -> date:
    """The day in the time zone of the installation."""
    return datetime.now(ZoneInfo(settings.time_zone)).date()
