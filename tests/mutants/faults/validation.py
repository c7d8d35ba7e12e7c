"""Faults in the validation rules and the blocklist."""

from tests.mutants.fault import Fault

VIOLATIONS, RULES = "backend/services/checking/violations.py", "backend/services/checking/rules.py"
STATEMENT, CUSTOMER = "backend/services/get_sim_statement.py", "backend/services/customer.py"
BLOCKLIST = "backend/services/checking/blocklist.py"
TYPED = "backend/services/input_schema/typed.py"
CHECKS, IN_FILES = "backend/imports/validation.py", "backend/imports/match/validation.py"
ACTS, SCHEMAS = ("tests/scenarios/test_validation_rules.py",), ("tests/services/test_input_schemas.py",)
FILES = ("tests/imports/test_rules_in_files.py",)

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
    Fault("rules", "a retired rule holds", RULES, '"""r.retired_at is null and ', '"""', ACTS),
    Fault(
        "rules", "the hashes of the blocklist do not depend on the secret", BLOCKLIST,
        'secrets_of(secret_key, data_dir).keyed_hash("blocklist", "")', 'b"blocklist"', ACTS,
    ),
    Fault(
        "rules", "a form refuses a document number with spaces", TYPED,
        'return f"(?:{_IGNORED}{_cases(character, case) if case else character}){count}"',
        'return f"(?:{_cases(character, case) if case else character}){count}"', SCHEMAS,
    ),
    Fault(
        "rules in files", "the data of a row is not checked", CHECKS,
        "await self._connection.execute(match.CHECK_DATA, *self._parameters)", "pass", FILES,
    ),
    Fault("rules in files", "the lines of a file are not counted", CHECKS, "if self._of_lines:", "if False:", FILES),
    Fault(
        "rules in files", "a registered customer is not looked for on the blocklist", IN_FILES,
        "c.customer_status is not null and r.form in ({_EXISTING})", "false", FILES,
    ),
    Fault(
        "rules in files", "a rejected row counts as a line", IN_FILES,
        "1 + count(*) filter (where c.error_code is null) over (", "1 + count(*) over (", FILES,
    ),
    Fault(
        "rules in files", "a row that changes nothing of the customer is checked", IN_FILES,
        "(f.row_number is null or e.row_number <= f.row_number) and not exists (", "not exists (", FILES,
    ),
    Fault(
        "rules in files", "a file renames a verified customer", IN_FILES,
        "and x.kyc_status = 'VALIDATED' and x.name_key <> c.name_key", "and false", FILES,
    ),
)  # fmt: skip
