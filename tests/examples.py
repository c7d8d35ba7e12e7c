"""How many examples Hypothesis makes: a few in every run, all of them in `make trials`."""

import os

from hypothesis import settings

PART = 1 if os.environ.get("CRM_TEST_EXAMPLES") == "full" else 15
LEAST = 20


def examples(full: int) -> settings:
    """So many in a trial, a part of them in every other run."""
    return settings(max_examples=max(full // PART, LEAST), deadline=None)
