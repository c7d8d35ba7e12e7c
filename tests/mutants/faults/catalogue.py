"""Faults in the versions of tariffs and the rules of compatibility."""

from tests.mutants.fault import Fault

TARIFF = "backend/services/tariff.py"
FITS, RULES = "backend/services/compatibility.py", ("tests/scenarios/test_compatibility.py",)
VERSIONS = ("tests/scenarios/test_tariff_versions.py",)

CATALOGUE = (
    Fault(
        "catalogue", "a version for a later day is in force at once", TARIFF,
        "    if begins is None:\n        await acting.update(tariff,", "    if True:\n        await acting.update(tariff,", VERSIONS,
    ),
    Fault(
        "catalogue", "the schedule puts versions into force whose time has not come", TARIFF,
        "Tariff.id, TariffVersion.valid_from <= sa.func.now())", "Tariff.id)", VERSIONS,
    ),
    Fault(
        "catalogue", "a version is published in another currency", TARIFF,
        "    if fee.currency is not None and fee.currency != currency:", "    if False:", VERSIONS,
    ),
    Fault(
        "catalogue", "a retired tariff gets versions", TARIFF,
        "    if not tariff.active:\n        raise Refusal(ErrorCode.TARIFF_INACTIVE", "    if False:\n        raise Refusal(ErrorCode.TARIFF_INACTIVE",
        VERSIONS,
    ),
    Fault(
        "catalogue", "retired rules of compatibility hold on", FITS, "where rule.retired_at is null and (", "where (", RULES,
    ),
    Fault(
        "catalogue", "a person is too young on the birthday", FITS,
        'born = f"coalesce({birth_date} <= {day}', 'born = f"coalesce({birth_date} < {day}', RULES, "border",
    ),
    Fault(
        "catalogue", "a draft is activated against a rule", "backend/services/activation_conditions.py",
        "    if has_rules:", "    if False:", RULES, "a_draft",
    ),
    Fault(
        "catalogue", "a file changes a published version", "backend/services/catalogue_file/reading.py",
        "        if stored != version:", "        if False:", ("tests/scenarios/test_catalogue_file.py",), "never_changed",
    ),
)  # fmt: skip
