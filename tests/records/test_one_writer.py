"""Only `backend/records` inserts into the tables of the records; demo data and the sandbox, an application of its own
with a database of its own, are the exceptions.
"""

import re
from pathlib import Path

import pytest

from backend.models import (
    AuditDetail,
    AuditEntry,
    AuditLine,
    Event,
    HistoryEntry,
    IdempotencyKey,
    LedgerEntry,
    LedgerPosting,
    Sim,
    SimStatus,
)
from backend.models.history import NodeType
from backend.records.history import Step
from backend.records.rows import insert_from

BACKEND = Path(__file__).parents[2] / "backend"
ELSEWHERE = ("records", "demo", "gateways/sandbox")
MODELS = (HistoryEntry, Event, AuditEntry, AuditDetail, AuditLine, LedgerPosting, LedgerEntry, IdempotencyKey)
INSERTS = re.compile(
    r"insert\s+into\s+(?:{tables})\b|\b(?:insert|insert_from|insert_each)\(\s*(?:models\.)?(?:{models})\b|"
    r"\.add(?:_all)?\(\s*\[?\s*(?:models\.)?(?:{models})\(".format(
        tables="|".join(model.__tablename__ for model in MODELS), models="|".join(model.__name__ for model in MODELS)
    ),
    re.IGNORECASE,
)


def test_no_other_code_inserts_records() -> None:
    files = [
        path for path in BACKEND.rglob("*.py")
        if not path.relative_to(BACKEND).as_posix().startswith(tuple(f"{each}/" for each in ELSEWHERE))
    ]  # fmt: skip
    found = {path.relative_to(BACKEND).as_posix() for path in files if INSERTS.search(path.read_text())}
    assert len(files) > 200
    assert found == set()


@pytest.mark.parametrize(
    "text",
    ["insert into\n event (id)", "sa.insert(Event).values()", "insert(models.LedgerEntry)", "db.add(AuditEntry(id=1))"],
)
def test_the_search_finds_each_form_of_an_insert(text: str) -> None:
    assert INSERTS.search(text)


def test_an_insert_names_only_columns_of_the_model_and_all_that_it_needs() -> None:
    assert (
        insert_from(Sim, "from x", status="'ACTIVE'", iccid="i")
        == "insert into sim (iccid, status) select i, 'ACTIVE' from x"
    )
    with pytest.raises(KeyError, match="statuss"):
        insert_from(Sim, "from x", statuss="'ACTIVE'", iccid="i")
    with pytest.raises(KeyError, match="iccid"):
        insert_from(Sim, "from x", status="'ACTIVE'")


def test_a_step_of_a_set_leads_where_the_state_machine_says() -> None:
    assert Step(NodeType.SIM, "activate", "id", was="status").target == SimStatus.ACTIVE
    with pytest.raises(ValueError, match="activate from BLOCKED"):
        _ = Step(NodeType.SIM, "activate", "id", source=SimStatus.BLOCKED).target
