"""The number of random examples: few in `make test`, all of them in `make trials` (marker `examples`)."""

import os

from hypothesis import settings

FULL = os.environ.get("CRM_TEST_EXAMPLES") == "full"
PART = 1 if FULL else 15
LEAST = 20


def examples(full: int) -> settings:
    """Settings with this many examples in a trial, and a fraction of them in other runs."""
    return settings(max_examples=max(full // PART, LEAST), deadline=None)


def documents(full: int) -> int:
    """This many generated documents in a trial, and a third of them in other runs."""
    return full if FULL else full // 3
