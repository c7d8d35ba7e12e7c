"""Faults in the profile of a customer: versions, names, documents, contacts."""

from tests.mutants.fault import Fault

PROFILES = ("tests/scenarios/test_profiles.py",)
NAMES = ("tests/scenarios/test_names_and_documents.py",)
DATA, DOCUMENTS = "backend/services/profile/data.py", "backend/services/profile/documents.py"

PROFILE = (
    Fault(
        "profiles", "a stale version overwrites what somebody else changed", "backend/services/profile/values.py",
        "    if expected_version is not None and customer.version != expected_version:\n", "    if False:\n", PROFILES,
        "stale_version",
    ),
    Fault(
        "profiles", "a new name keeps the verification of the old one", DATA,
        "verified=command.verified, expires=True)", "verified=command.verified, expires=False)", NAMES, "a_new_name_ends",
    ),
    Fault(
        "profiles", "the name of a verified customer is changed without a document", "backend/services/customer.py",
        "    if customer.kyc_status is not KycStatus.VALIDATED:\n", "    if True:\n", NAMES,
        "not_changed_without",
    ),
    Fault(
        "profiles", "a replaced document opens the holder's rights", "backend/auth/service.py",
        "            IdentityDocument.replaced_at.is_(None),\n", "", NAMES, "nobody_signs_in",
    ),
    Fault(
        "profiles", "a replaced document keeps the verification that it proved", DOCUMENTS,
        "    expires = replaced.verified_at is not None and not await _is_proved(acting, customer)\n",
        "    expires = False\n", NAMES, "stays_listed",
    ),
    Fault(
        "profiles", "a document is replaced twice", DOCUMENTS, "    if replaced.replaced_at is not None:\n", "    if False:\n",
        NAMES, "concurrent_replacements",
    ),
    Fault(
        "profiles", "a primary contact stays a further one too", "migrations/versions/2026-11-28-1400_extend_profile.py",
        "    delete from customer_contact where customer_id = new.id and (phone = new.phone or email = new.email);\n", "",
        PROFILES, "in_two_places",
    ),
    Fault(
        "profiles", "a customer has two current addresses", "backend/services/profile/addresses.py",
        "        await acting.update(current, until=sa.func.now())\n", "        pass\n", PROFILES, "current_until",
    ),
)  # fmt: skip
