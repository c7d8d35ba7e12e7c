"""Golden texts of the statements that write records for sets of rows, and of those that a payment or a posting runs.

`UPDATE_CASES=1 make test PYTEST=tests/records/test_statements.py` writes them anew; read the difference before
committing.
"""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from backend.imports import chunks, pool, register, runner, update_rows
from backend.records import act
from backend.services import audit, deposit_statement, get_sim_statement, ledger, refused_calls, registration

STATEMENTS = Path(__file__).parent / "statements"
CLAUSES = (
    "select|from|where|insert into|update|set|values|returning|on conflict|union all|left join|join|cross join|order by"
)

TEXTS: Mapping[str, Sequence[str]] = {
    "payment_at_a_counter": [deposit_statement._STATEMENT],
    "get_sim_for_a_new_customer": [
        get_sim_statement.statement_text(
            get_sim_statement.Parts(keyed=full, iccid=False, msisdn=True, options=full, document=full, ordered=full)
        )
        for full in (True, False)
    ],
    "contract_in_service": [str(registration.WRITE)],
    "posting": [str(ledger._POST)],
    "history_and_events_of_an_act": [str(act._WRITE)],
    "audit_of_an_act": [str(audit._WRITE)],
    "audit_of_counted_calls": [refused_calls.WRITE_COUNTS],
    "postings_of_a_settlement": [ledger._POST_ON_DRIVER],
    "file_registers": [
        register.OPENING_HOUSES, register.OPENING_POSTINGS, register.OPENING_ENTRIES, register.HISTORY,
        register.PROSPECT_HISTORY,
        register.EVENTS, register.DOCUMENT_EVENTS, register.BIRTH_DATE_EVENTS, register.AUDIT,
    ],
    "file_updates": [update_rows.CUSTOMERS, update_rows.DOCUMENTS, update_rows.BIRTH_DATES, update_rows.CONTRACTS],
    "file_progresses": [runner._EVENT, chunks._PROGRESS_EVENT],
    **{f"file_of_{kind.lower()}": pool.KINDS[kind].writes for kind in pool.KINDS},
}  # fmt: skip


def layout(text: str) -> str:
    """The statement with one clause per line, so that a difference shows what it says and not how it is indented."""
    words = re.sub(r"\s+", " ", text).strip()
    return re.sub(rf" (?=(?:{CLAUSES})\b)|(?<=\),) (?=\w+ as )", "\n", words) + "\n"


@pytest.mark.parametrize("name", TEXTS)
def test_the_statement_is_the_golden_one(name: str) -> None:
    text = "\n".join(map(layout, TEXTS[name]))
    golden = STATEMENTS / f"{name}.sql"
    if os.environ.get("UPDATE_CASES"):
        golden.write_text(text)
    assert text == golden.read_text()


def test_no_golden_text_is_left_over() -> None:
    assert {each.stem for each in STATEMENTS.iterdir()} == set(TEXTS)
