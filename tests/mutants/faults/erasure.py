"""Faults in the erasure of personal data."""

from tests.mutants.fault import Fault

ACT, WIPING = "backend/services/erasure/act.py", "backend/services/erasure/wiping.py"
MATTERS, FILES = "backend/services/erasure/matters.py", "backend/services/erasure/files.py"
BESIDE = ("tests/scenarios/test_beside_each_other.py",)
JOINED = ("tests/scenarios/test_joined_lives.py",)
TESTS = ("tests/scenarios/test_erasure.py",)

ERASURE = (
    Fault(
        "erasure", "the audit entry of an erasure repeats what was erased", ACT,
        "    async with not_collected(connection):\n        await wipe_identity(session, customer)",
        "    if connection is not None:\n        await wipe_identity(session, customer)", TESTS, "no_table",
    ),
    Fault(
        "erasure", "a contract is made for a customer while the data is erased", ACT,
        "customer = await acting.lock(Customer, command.id)",
        "customer = await acting.lock(Customer, command.id, key_share=True)", TESTS, "beside_a_new_contract",
    ),
    Fault(
        "erasure", "money that is owed is lost from sight", MATTERS,
        "LedgerAccount.balance_minor != 0", "LedgerAccount.balance_minor < 0", TESTS, "open_matters",
    ),
    Fault(
        "erasure", "a decided request without a customer keeps its form", WIPING,
        "sa.and_(Request.customer_id.is_(None), named)", "sa.and_(Request.customer_id.is_not(None), named)", TESTS, "no_table",
    ),
    Fault(
        "erasure", "an identity provider is asked about an erased customer", WIPING,
        "    await _run(session, _end_checks((customer.id, *merged)))  # before the documents are gone\n", "", JOINED,
        "provider_checks_is_erased",
    ),
    Fault(
        "erasure", "those who were merged keep addresses and lost numbers", ACT,
        "[each.id for each in merged], contracts", "[], contracts", JOINED,
        "who_were_merged",
    ),
    Fault(
        "erasure", "an export that runs completes with what was erased", FILES,
        "table.c.status == ExportStatus.RUNNING, began_before", "table.c.status == ExportStatus.PAUSED, began_before",
        TESTS, "files_of_exports",
    ),
    Fault(
        "erasure", "the reason why two persons merged customers is kept", WIPING,
        "for theirs in (row.contract_id.in_(contracts), row.customer_id.in_(sides), row.other_id.in_(sides)):",
        "for theirs in (row.contract_id.in_(contracts),):", TESTS, "no_table",
    ),
    Fault(
        "erasure", "the events of a request without a customer keep their words", WIPING,
        'await session.scalar(_ERASE_REQUEST_EVENTS, {"customer": customer.id, "requests": requests})', "0", TESTS,
        "no_table",
    ),
    Fault(
        "erasure", "a search for duplicates names an erased customer",
        "migrations/versions/2026-11-28-1901_forget_pairs_of_erased_customers.py", "or erased_at is not null", "", BESIDE,
        "beside_an_erasure",
    ),
)  # fmt: skip
