"""Every file of the corpus ends in just what is foretold of it, in little time and little memory."""

import pytest

from tests.imports.corpus import CASES, Case
from tests.imports.hostile import HOSTILE
from tests.imports.reading_child import Outcome, read

MOST_KILOBYTES = 80_000


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


def test_the_corpus_is_large_and_its_names_are_unique() -> None:
    names = [case.name for case in CASES] + list(HOSTILE)
    assert len(names) >= 70
    assert len(names) == len(set(names))


def test_no_two_good_rows_share_what_is_unique() -> None:
    found = [row for case in CASES if not case.structure for row in read(case.body, case.mapping).rows]
    right = [row for row in found if not row["error_code"]]
    for column in ("iccid", "external_id", "email"):
        stored = [row[column] for row in right if row[column]]
        assert len(stored) == len(set(stored)), column


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case(case: Case) -> None:
    _agrees(case, read(case.body, case.mapping))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_case(name: str) -> None:
    case = HOSTILE[name]()
    outcome = read(case.body, case.mapping, measured=True)
    _agrees(case, outcome)
    assert outcome.peak_kilobytes < MOST_KILOBYTES
