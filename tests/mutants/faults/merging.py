"""Faults in the merging of customers."""

from tests.mutants.fault import Fault

ROWS, TOGETHER = "backend/services/merging/rows.py", "backend/services/merging/together.py"
UNDOING, FIELDS = "backend/services/merging/undoing.py", "backend/services/merging/fields.py"
BESIDE = ("tests/scenarios/test_beside_each_other.py",)
JOINED = ("tests/scenarios/test_joined_lives.py",)
MERGED = ("tests/scenarios/test_merged_customers.py",)

MERGING = (
    Fault(
        "merging", "one person merges two customers with verified documents", TOGETHER,
        "for each in (verified, signed_in)]", "for each in (signed_in,)]", MERGED, "second_person",
    ),
    Fault(
        "merging", "the sign-ins of the merged customer stay", "migrations/versions/2026-11-28-1503_follow_numbers.py",
        "        or new.customer_id <> old.customer_id or", "        or", MERGED, "one_sign_in_stays",
    ),
    Fault(
        "merging", "two merges in opposite directions both win", TOGETHER,
        ".order_by(Customer.id).with_for_update()", ".order_by(Customer.id)", MERGED, "at_once_one_wins",
    ),
    Fault(
        "merging", "an undoing overwrites what was changed since", FIELDS,
        "if current != line.after or not free:", "if not free:", MERGED, "later_edits",
    ),
    Fault(
        "merging", "later rows of a contract do not return with it", ROWS,
        'if "contract_id" in reference.table.columns:', "if False:", MERGED, "comes_back",
    ),
    Fault(
        "merging", "an earlier merge is undone before a later one", UNDOING,
        "elif last is not None:", "elif last is None and False:", MERGED, "last_one_first",
    ),
    Fault(
        "merging", "the contact that loses is lost", TOGETHER,
        "    await keep_contacts(session, sides, survivor, contacts)\n", "", MERGED, "contact_that_loses",
    ),
    Fault(
        "merging", "the contacts of the other customer stay with the survivor", UNDOING,
        "    await return_contacts(session, sides)\n", "", MERGED, "contact_that_loses",
    ),
    Fault(
        "merging", "a line returns with a hold that nobody can lift", UNDOING,
        "        await holds.follow(acting, customer)\n", "        pass\n", JOINED, "own_customer",
    ),
    Fault(
        "merging", "a consent to all outlives a withdrawal of the other customer", "backend/services/merging/consents.py",
        "or c.channel = 'ANY' and not exists", "or false and not exists", JOINED, "on_one_channel",
    ),
    Fault(
        "merging", "a consent that is withdrawn during a merge stands with the survivor", "backend/services/acts.py",
        "customer = None if owner is None else await locked_customer(self.session, owner)",
        "customer = None if owner is None else await self.session.get(Customer, owner)", BESIDE, "end_the_consents",
    ),
    Fault(
        "merging", "a merge that a deadlock ended is a fault of the server", "backend/services/idempotency.py",
        'frozenset({"40P01", "40001"})', 'frozenset({"40001"})', BESIDE, "deadlock",
    ),
)  # fmt: skip
