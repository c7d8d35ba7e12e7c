"""How many random examples a test makes: a few in every run, all of them in `make trials` (marker `examples`)."""

import os

from hypothesis import settings

FULL = os.environ.get("CRM_TEST_EXAMPLES") == "full"
PART = 1 if FULL else 15
LEAST = 20


def examples(full: int) -> settings:
    """So many in a trial, a part of them in every other run."""
    return settings(max_examples=max(full // PART, LEAST), deadline=None)


def documents(full: int) -> int:
    """So many generated documents in a trial, a third of them in every other run."""
    return full if FULL else full // 3
