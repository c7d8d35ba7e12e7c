"""Faults in the comparison of customers and in the search for duplicates."""

from tests.mutants.fault import Fault

NAMES, SCORING = "backend/services/matching/names.py", "backend/services/matching/scoring.py"
SEARCH, ACTS = "backend/services/matching/search.py", "backend/services/duplicate.py"
CANDIDATES, KEYED = "backend/services/matching/candidates.py", ("tests/services/test_match_candidates.py",)
SCORES, FOUND = ("tests/services/test_match_scoring.py",), ("tests/scenarios/test_duplicates.py",)

MATCHING = (
    Fault(
        "matching", "twins with similar given names are one person", NAMES,
        "or {plain, plain_other} <= GIVEN_NAMES", "or set() > GIVEN_NAMES", SCORES,
    ),
    Fault(
        "matching", "a father is mistaken for his son", SCORING,
        "_SAME_GENERATION_YEARS = 10", "_SAME_GENERATION_YEARS = 100", SCORES,
    ),
    Fault(
        "matching", "a search forgets that a pair was dismissed", SEARCH,
        "\nwhere duplicate_pair.status = 'OPEN'\n", "\n, status = 'OPEN'\n", FOUND,
    ),
    Fault(
        "matching", "a pair stays when its customers were corrected", SEARCH,
        "await connection.execute(_REMOVE, search_id)", "pass", FOUND,
    ),
    Fault(
        "matching", "a pair is dismissed without a reason", ACTS,
        'acting.reason_to("dismiss a possible duplicate")', "pass", FOUND,
    ),
    Fault(
        "matching", "a cancelled search goes on", SEARCH,
        "where id = $1 and status = 'RUNNING' returning true", "where id = $1 returning true", FOUND,
    ),
    Fault(
        "matching", "a further contact finds nobody", CANDIDATES,
        "where phone = any(cast(:contacts as text[]))", "where phone = any('{}'::text[])", KEYED,
    ),
)  # fmt: skip
