"""Quiet hours: a customer's preference replaces the rule, its quiet hours included. The test sets the clock."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from backend.database import connect
from backend.models import Contract
from backend.notifications.notifier import Notifier
from backend.notifications.writing import not_before
from backend.settings import Settings
from tests.client import Client
from tests.factories.events import new_contract_event
from tests.factories.notifications import new_notification_preference

ZONE = ZoneInfo("Asia/Bishkek")
NIGHT, NOON = (time(22), time(8)), (time(12), time(14))
Hours = tuple[time, time] | None


def at(text: str, day: int = 24) -> datetime:
    return datetime.combine(datetime(2026, 11, day, tzinfo=ZONE).date(), time.fromisoformat(text), ZONE)


@pytest.mark.parametrize(
    ("quiet", "now", "goes"),
    [
        (NIGHT, at("21:59:59.999999"), None), (NIGHT, at("22:00"), at("08:00", 25)), (NIGHT, at("23:59:30"), at("08:00", 25)),
        (NIGHT, at("00:00"), at("08:00")), (NIGHT, at("07:59:59.999999"), at("08:00")), (NIGHT, at("08:00"), None),
        (NOON, at("11:59:59"), None), (NOON, at("12:00"), at("14:00")), (NOON, at("13:59:59"), at("14:00")),
        (NOON, at("14:00"), None), (NOON, at("03:00"), None), (None, at("03:00"), None), ((time(8), time(8)), at("08:00"), None),
    ],
)  # fmt: skip
def test_quiet_hours_postpone_a_message_until_they_end(quiet: Hours, now: datetime, goes: datetime | None) -> None:
    assert not_before(now, *(quiet or (None, None))) == (goes or now)


# The quiet hours of the rule and of the customer's preference (`absent`: there is no preference).
RULES: tuple[Hours, ...] = (None, NIGHT)
PREFERENCES: tuple[Hours | str, ...] = ("absent", None, NOON)
CLOCKS = (at("03:00"), at("13:00"), at("18:00"))
CASES = [(rule, preference, now) for rule in RULES for preference in PREFERENCES for now in CLOCKS]


def hours_of(rule: Hours, preference: Hours | str) -> Hours:
    return rule if isinstance(preference, str) else preference


def one_message(client: Client, settings: Settings, rule: Hours, preference: Hours | str, now: datetime) -> datetime:
    """The earliest moment of sending the SMS about an event that is notified at `now`."""
    client.sql("update notification_rule set quiet_from = $1, quiet_until = $2", *(rule or (None, None)))
    client.sql("delete from notification_preference")
    contract = client.find(Contract, number="KD00000001")
    if not isinstance(preference, str):
        quiet_from, quiet_until = preference or (None, None)
        quiet = {"quiet_from": quiet_from, "quiet_until": quiet_until}
        client.insert(new_notification_preference(contract.customer_id, "SERVICE", "SMS", **quiet))
    event = client.insert(new_contract_event("contract.suspended", contract)).id
    client.place_events()

    async def go() -> None:
        connection = await connect(client.url)
        try:
            await Notifier(client.url, settings, clock=now.astimezone).catch_up(connection)
        finally:
            await connection.close()

    client.run(go())
    found: datetime = client.value("select not_before from notification where event_id = $1 and channel = 'SMS'", event)
    return found


@pytest.mark.database
def test_a_preference_replaces_the_rule_with_its_quiet_hours_or_its_lack_of_them(
    client: Client, settings: Settings
) -> None:
    found = {case: one_message(client, settings, *case) for case in CASES}
    wanted = {
        (rule, preference, now): not_before(now, *(hours_of(rule, preference) or (None, None)))
        for rule, preference, now in CASES
    }
    assert found == wanted
    # The rule's night and the customer's noon both take effect in a case, and in no other.
    assert wanted[NIGHT, "absent", at("03:00")] == at("08:00")
    assert wanted[NIGHT, None, at("03:00")] == at("03:00")
    assert wanted[NIGHT, NOON, at("13:00")] == at("14:00")
