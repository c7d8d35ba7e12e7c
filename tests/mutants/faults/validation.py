"""Faults in the validation rules and the blocklist."""

from tests.mutants.fault import Fault

VIOLATIONS, RULES = "backend/services/checking/violations.py", "backend/services/checking/rules.py"
STATEMENT, CUSTOMER = "backend/services/get_sim_statement.py", "backend/services/customer.py"
BLOCKLIST = "backend/services/checking/blocklist.py"
TYPED = "backend/services/input_schema/typed.py"
ACTS, SCHEMAS = ("tests/scenarios/test_validation_rules.py",), ("tests/services/test_input_schemas.py",)

VALIDATION = (
    Fault(
        "rules", "a violation that blocks can be acknowledged", VIOLATIONS,
        "if each.severity is Severity.BLOCK or each.code not in acknowledged:", "if each.code not in acknowledged:",
        ACTS,
    ),
    Fault(
        "rules", "the statement of getSim passes by the rules", STATEMENT,
        " and not exists (select from broken) for share", " for share", ACTS,
    ),
    Fault(
        "rules", "the audit entry does not name what was accepted", CUSTOMER,
        "    await checking.record_accepted(session, customer, accepted)\n    return customer\n", "    return customer\n",
        ACTS,
    ),
    Fault("rules", "a retired rule holds", RULES, "where r.retired_at is null and ", "where ", ACTS),
    Fault(
        "rules", "the hashes of the blocklist do not depend on the secret", BLOCKLIST,
        'secrets_of(secret_key, data_dir).keyed_hash("blocklist", "")', 'b"blocklist"', ACTS,
    ),
    Fault(
        "rules", "a form refuses a document number with spaces", TYPED,
        'return f"(?:{_IGNORED}{_cases(character, case) if case else character}){count}"',
        'return f"(?:{_cases(character, case) if case else character}){count}"', SCHEMAS,
    ),
)  # fmt: skip
