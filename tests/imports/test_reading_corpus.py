"""Hostile files end with their expected outcome, in little memory.

The small cases of the corpus run through the whole system (`test_bulk_corpus.py`).
"""

import pytest

from tests.imports.corpus import CASES, Case
from tests.imports.hostile import HOSTILE
from tests.imports.reading_child import Outcome, read_apart

MAX_KILOBYTES = 80_000


def _agrees(case: Case, outcome: Outcome) -> None:
    if case.structure:
        assert outcome.status == 3, outcome.report
        assert (outcome.report["code"], outcome.report["row"]) == case.structure, outcome.report
        assert set(outcome.report) == {"code", "message", "row", "column"}
        return
    assert outcome.status == 0, outcome.report
    assert outcome.report["rows"] == len(outcome.rows) == case.rows
    rejected = [
        (int(row["row"] or 0), row["error_column"], row["error_code"]) for row in outcome.rows if row["error_code"]
    ]
    assert rejected == case.rejected


def test_the_corpus_has_at_least_70_cases_with_distinct_names() -> None:
    names = [case.name for case in CASES] + list(HOSTILE)
    assert len(names) >= 70
    assert len(names) == len(set(names))


# Two that take seconds; a bomb of separators ends in the same way.
LONG = {"a bomb of blank lines", "a bomb of one row"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.trial] if name in LONG else []) for name in HOSTILE]
)
def test_a_hostile_file_ends_with_its_expected_outcome_in_little_memory(name: str) -> None:
    case = HOSTILE[name]()
    outcome = read_apart(case.body, case.mapping)
    _agrees(case, outcome)
    assert outcome.peak_kilobytes < MAX_KILOBYTES
