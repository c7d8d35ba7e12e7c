"""Faults in holds, in the suspension of customers, and in identities that expire."""

from tests.mutants.fault import Fault

HOLDS, HELD = "backend/services/holds.py", ("tests/scenarios/test_holds.py",)
CONTRACTS = "backend/services/contract_status.py"
CUSTOMERS, SUSPENDED = "backend/services/customer_status.py", ("tests/scenarios/test_customer_status.py",)
EXPIRY, EXPIRED = "backend/services/identity_expiry.py", ("tests/scenarios/test_identity_expiry.py",)
CHECK, CHECKED = "backend/services/identity_check.py", ("tests/scenarios/test_identity_provider.py",)
VERIFICATION = "backend/services/verification.py"
RESERVATION, RESERVED = "backend/services/reservation.py", ("tests/scenarios/test_reservations.py",)
SIMS, BLOCKED = "backend/services/sim_status.py", ("tests/scenarios/test_blocked_sims.py",)

NUMBERS, CHANGED = "backend/services/change_number.py", ("tests/scenarios/test_numbers.py",)
LOCK = "backend/services/line_lock.py"
SWAP, SWAPPED = "backend/services/sim_swap.py", ("tests/scenarios/test_swapped_sims.py",)
TRANSFER, MOVED = "backend/services/transfer.py", ("tests/scenarios/test_transfers.py",)

STANDING = (
    Fault(
        "transfers", "a line under investigation gets another holder", TRANSFER, "    if standing:\n", "    if False:\n",
        MOVED, "somebody_else_must_decide",
    ),
    Fault(
        "transfers", "a debt is left behind", TRANSFER, "balance < 0 and not with_balance", "False", MOVED, "debt_is_paid",
    ),
    Fault(
        "transfers", "a code is tried without end", TRANSFER, "asked.attempts < CODE_ATTEMPTS and ", "", MOVED,
        "tried_too_often",
    ),
    Fault(
        "swaps", "the SIM of a locked line is exchanged", SWAP, '    check_unlocked(contract, ["id"])\n', "", SWAPPED,
        "locked",
    ),
    Fault(
        "swaps", "a swap resumes a contract that has another hold", SWAP,
        "    if contract.status is ContractStatus.SUSPENDED:\n", "    if False:\n", SWAPPED, "no_other_hold",
    ),
    Fault(
        "swaps", "a swap is completed before the customer could object", SWAP, "sa.func.now() - wait,", "sa.func.now(),",
        SWAPPED, "some_minutes_later",
    ),
    Fault(
        "numbers", "a number in quarantine goes to anybody", NUMBERS,
        "await _last_holder(acting, number) != contract.customer_id", "False", CHANGED, "last_holder_only",
    ),
    Fault(
        "numbers", "the number of a locked line is changed", NUMBERS, "    check_unlocked(contract, field)\n", "", CHANGED,
        "locked_line",
    ),
    Fault(
        "numbers", "a line is unlocked with any document", LOCK,
        "if not await acting.session.run_sync(lambda db: is_verified_holder(db, acting.settings, line, given)):", "if False:", CHANGED,
        "locked_line",
    ),
    Fault(
        "numbers", "documents are tried without end", LOCK, "if await _take(session, outside.viewer, key, 1.0) > 0:",
        "if False:", CHANGED, "five_documents",
    ),
    Fault(
        "stock", "parallel reservations are not counted together", RESERVATION,
        "    await acting.session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))\n", "",
        RESERVED, "length_and_a_number",
    ),
    Fault(
        "stock", "a SIM that has served a contract is retired", RESERVATION,
        "    if await served(acting, sim):\n        message", "    if False:\n        message", RESERVED, "never_served",
    ),
    Fault(
        "stock", "the reservation of somebody else is released without a reason", RESERVATION,
        "if node.reserved_by not in {None, acting.actor}:", "if False:", RESERVED, "released_by_the_caller",
    ),
    Fault(
        "holds", "a lost SIM leaves its contract in service", SIMS,
        "        await holds.place(acting, [contract], HoldReason.LOST)\n", "        pass\n", BLOCKED, "suspends_its_contract",
    ),
    Fault(
        "holds", "the first of two holds that is lifted resumes the contract", HOLDS,
        'if each.id not in held], "resume")', '], "resume")', HELD, "while_any_hold_stands",
    ),
    Fault(
        "holds", "one person lifts a suspicion of fraud", CONTRACTS,
        "    if hold in CONFIDENTIAL_HOLDS:\n", "    if False:\n", HELD, "second_person",
    ),
    Fault(
        "holds", "a subscriber is told of a suspicion of fraud", "backend/auth/visibility.py",
        "hold.reason.not_in(_CONFIDENTIAL)", "hold.reason.is_not(None)", HELD, "not_told",
    ),
    Fault(
        "holds", "the database accepts a suspended contract without a hold",
        "migrations/versions/2026-11-28-1511_hold_contracts.py",
        "(state = 'SUSPENDED') <> exists", "false and exists", HELD, "whoever_writes",
    ),
    Fault(
        "customers", "the lines of a suspended customer stay in service", HOLDS,
        "await place(acting, [each for each in contracts if each.id not in held], HoldReason.CUSTOMER_SUSPENDED)", "pass",
        SUSPENDED, "holds_every_line",
    ),
    Fault(
        "customers", "a line that is sold beside the suspension of its customer stays in service",
        "backend/services/customer.py", ".where(Customer.id == key).with_for_update(key_share=True))", ".where(Customer.id == key))",
        SUSPENDED, "sales_and_suspension",
    ),
    Fault(
        "customers", "a customer with live contracts is closed", CUSTOMERS,
        "    if contracts:\n", "    if False:\n", SUSPENDED, "refusals or closing_beside",
    ),
    Fault(
        "customers", "the sessions of a closed customer live on", CUSTOMERS,
        "        await acting.session.execute(statement)\n", "        pass\n", SUSPENDED, "signed_out",
    ),
    Fault(
        "identity", "an identity expires while another verified document is valid", EXPIRY,
        "~sa.exists().where(_PROVES, is_valid_document(tools.settings))", "sa.true()", EXPIRED, "last_valid_document",
    ),
    Fault(
        "identity", "an operator reopens a final rejection", VERIFICATION,
        "if customer.kyc_rejection is IdentityRejection.FINAL:", "if False:", EXPIRED, "final_rejection",
    ),
    Fault(
        "identity", "a late answer overrules the staff", CHECK,
        "if customer.kyc_status is KycStatus.INITIALIZED and", "if customer.kyc_status is not None and", CHECKED, "staff_decided",
    ),
    Fault(
        "identity", "an expired document verifies an identity by a provider", CHECK,
        "IdentityDocument.id == check.document_id, is_valid_document(acting.settings)",
        "IdentityDocument.id == check.document_id",
        CHECKED, "expired_in_the_meantime",
    ),
    Fault(
        "identity", "anybody announces an answer of the identity provider", "backend/gateways/identity.py",
        '        check(headers.get(SIGNATURE.lower(), ""), body, [self._secret], now)\n', "", CHECKED, "webhook",
    ),
)  # fmt: skip
