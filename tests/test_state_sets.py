"""Sets of states in SQL text are rendered from the sets beside the state machines, so that no copy of one can drift."""

import re
from pathlib import Path

import pytest

BACKEND = Path(__file__).parents[1] / "backend"
# Columns of other applications' tables, and demo data.
EXEMPT = ("demo/", "gateways/sandbox/", "jobs/queue.py")
HAND_WRITTEN = re.compile(r"(?:\b|_)(?:status|state)\s+(?:not\s+)?in\s*\(\s*'", re.IGNORECASE)


def test_no_set_of_states_is_written_by_hand() -> None:
    files = {path.relative_to(BACKEND).as_posix(): path.read_text() for path in BACKEND.rglob("*.py")}
    found = {name for name, text in files.items() if not name.startswith(EXEMPT) and HAND_WRITTEN.search(text)}
    assert len(files) > 200
    assert found == set()


@pytest.mark.parametrize(
    "text", ["where p.status in ('PENDING')", "x.state NOT IN\n ( 'A', 'B')", "status not in ('A')"]
)
def test_the_search_finds_each_form_of_a_set(text: str) -> None:
    assert HAND_WRITTEN.search(text)
