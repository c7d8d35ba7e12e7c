"""Faults in consents, and in what a number takes with it when it leaves its holder."""

from tests.mutants.fault import Fault

SENDER, READING = "backend/notifications/sender.py", "backend/notifications/reading.py"
MESSAGES, GIVEN = ("tests/notifications/test_messages_by_consent.py",), ("tests/scenarios/test_consents.py",)
RELEASE = "migrations/versions/2026-11-28-1503_follow_numbers.py"
ENDED, UNSENT = ("tests/auth/tokens/test_released_lines.py",), ("tests/notifications/test_messages_to_lost_numbers.py",)

CONSENTS = (
    Fault(
        "consents", "a message that waits is sent after the consent was withdrawn", SENDER,
        '            if row["unwanted"]:\n', "            if False:\n", MESSAGES,
    ),
    Fault(
        "consents", "a preference stands in for a consent", READING,
        "else r.enabled and {consented", "else coalesce(q.allowed, r.enabled) or {consented", MESSAGES,
    ),
    Fault(
        "consents", "the last holder of a number acts for the customer", "backend/services/lines.py",
        "    line = await own_line(session, viewer, field) if viewer.role in SUBSCRIBERS else None\n",
        "    line = await session.get(Contract, viewer.contract_id) if viewer.role in SUBSCRIBERS else None\n", GIVEN,
    ),
    Fault(
        "numbers", "a code of the last holder opens the line of the next", "backend/auth/service.py",
        "if line is not None and line.name == row.line else None", "if line is not None else None", ENDED,
    ),
    Fault(
        "numbers", "sign-ins return with a contract that is reopened", RELEASE,
        "where contract_id = old.id and ended_at is null returning id", "where false returning id", ENDED,
    ),
    Fault(
        "numbers", "a message that waits goes to the next holder", SENDER,
        '            if row["released"]:\n', "            if False:\n", UNSENT,
    ),
    Fault(
        "numbers", "a lost number stays a contact", READING,
        'when not {lost("c.phone", "c.id")} then c.phone end as phone', "else c.phone end as phone", UNSENT,
    ),
)  # fmt: skip
