"""Faults in the life of contracts before and after their service."""

from tests.mutants.fault import Fault

DRAFTS, REOPENED = ("tests/scenarios/test_draft_contracts.py",), ("tests/scenarios/test_reopened_contracts.py",)
DRAFT, SIGNATURE = "backend/services/contract_draft.py", "backend/services/contract_signature.py"
PAPERS = ("tests/scenarios/test_contract_documents.py",)
CHANGE = ("tests/scenarios/test_tariff_change.py",)
ACTIVATION, REOPENING = "backend/services/activation.py", "backend/services/reopening.py"

CONTRACTS = (
    Fault(
        "contracts", "something is booked after the closing", "backend/services/scheduled_act.py",
        "        if closes_at is not None and due_at >= closes_at:", "        if False:", CHANGE, "closing_ends_all",
    ),
    Fault(
        "contracts", "a booked change of tariff is done with another version than the one agreed on",
        "backend/services/scheduled_work.py", "tariff.code, act.tariff_version_id,", "tariff.code, tariff.tariff_version_id,",
        CHANGE, "agreed_on",
    ),
    Fault(
        "contracts", "an option goes and those that require it stay", "backend/services/tariff_change.py",
        "        kept -= {each.option_id for each in broken}\n", "        return kept - {each.option_id for each in broken}\n",
        CHANGE, "need_them",
    ),
    Fault(
        "contracts", "a SIM that is reserved for a contract is taken by another one of the customer",
        "backend/services/sim.py", "    if reserved.reserved_until is None:\n        return False\n",
        "    if reserved.reserved_until is None:\n        return reserved.reserved_for == customer.id\n", DRAFTS,
        "reserves_a_sim",
    ),
    Fault(
        "contracts", "two contracts wait for one SIM that is on its way", DRAFT,
        "    if await acting.session.scalar(taken) is not None:\n", "    if False:\n", DRAFTS, "sim_arrives",
    ),
    Fault(
        "contracts", "attempts with a wrong code are not counted", SIGNATURE,
        "values(attempts=row.attempts + 1)", "values(attempts=row.attempts)", DRAFTS, "code_that_was_sent",
    ),
    Fault(
        "contracts", "a code that was tried too often signs", SIGNATURE, ", row.attempts < CODE_ATTEMPTS", "", DRAFTS,
        "tried_too_often",
    ),
    Fault(
        "contracts", "the activation ignores the conditions", ACTIVATION,
        "    await _refuse_unmet(acting, behind)\n    assert", "    assert", DRAFTS, "summary_names",
    ),
    Fault(
        "contracts", "a contract is reopened without the holds that ended with its closing", REOPENING,
        "    for reason in ended:\n", "    for reason in []:\n", REOPENED, "stand_again",
    ),
    Fault(
        "contracts", "a number that was given on comes back", REOPENING, " or holder != contract.id", "", REOPENED,
        "given_on",
    ),
    Fault(
        "contracts", "a suspended customer comes back active", REOPENING,
        "        await _check_not_suspended(acting, customer)\n", "", REOPENED, "suspended_customer",
    ),
    Fault(
        "contracts", "a contract is activated without the signed document", "backend/services/contract_papers.py",
        "row.signed_at.is_not(None)", "row.id.is_not(None)", PAPERS, "may_be_required",
    ),
    Fault(
        "contracts", "the content of a signed document can be exchanged",
        "migrations/versions/2026-11-28-1842_keep_contract_documents.py",
        "revoke update, delete, truncate on contract_document from crm_app;\n", "", PAPERS, "signed_by_a_code",
    ),
)  # fmt: skip
