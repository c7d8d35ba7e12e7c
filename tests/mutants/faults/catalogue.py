"""Faults in the versions of tariffs."""

from tests.mutants.fault import Fault

TARIFF = "backend/services/tariff.py"
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
)  # fmt: skip
