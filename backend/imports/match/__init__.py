"""SQL that matches the rows of a chunk of subscribers with what is stored: tariff, customer, SIM, number, faults.

    chunk       the temporary table of a chunk
    findings    the rules for one row, in the order of `services.contract.get_sim`; a test compares the two
    fill        fills the table, after locking what its rows name
    recheck     detects changes that other transactions made meanwhile
    rows        the rules between the rows of a chunk
    validation  the validation rules, which administrators change
    numbers     free numbers of the pool for rows that name none

Each table is probed by an index for each row: the planner has no statistics of rows that were staged a moment ago, so
`imports.chunks` forbids it to read whole tables.
"""

from backend.imports.match.chunk import CREATE_CHUNK_TABLE, ROWS, TAB, finding
from backend.imports.match.fill import FILL, LOCKS
from backend.imports.match.numbers import COUNT_FREE, PICK, PICK_REMAINING, REJECT_WITHOUT_NUMBER
from backend.imports.match.recheck import (
    CONCURRENT_CUSTOMERS,
    LOCK_CUSTOMERS,
    RECHECK_BIRTH_DATES,
    RECHECK_CUSTOMERS,
)
from backend.imports.match.rows import (
    JOIN_NEW_CUSTOMERS,
    KEEP_FIRST_BIRTH_DATE,
    KEEP_FIRST_DOCUMENT,
    REJECT_CONFLICTS,
)
from backend.imports.match.validation import (
    CHECK_DATA,
    CHECK_LINES,
    CHECK_UPDATES,
    HELD_RULES,
    KEEP_VERIFIED_NAMES,
)

__all__ = [
    "CHECK_DATA",
    "CHECK_LINES",
    "CHECK_UPDATES",
    "CONCURRENT_CUSTOMERS",
    "COUNT_FREE",
    "CREATE_CHUNK_TABLE",
    "FILL",
    "HELD_RULES",
    "JOIN_NEW_CUSTOMERS",
    "KEEP_FIRST_BIRTH_DATE",
    "KEEP_FIRST_DOCUMENT",
    "KEEP_VERIFIED_NAMES",
    "LOCKS",
    "LOCK_CUSTOMERS",
    "PICK",
    "PICK_REMAINING",
    "RECHECK_BIRTH_DATES",
    "RECHECK_CUSTOMERS",
    "REJECT_CONFLICTS",
    "REJECT_WITHOUT_NUMBER",
    "ROWS",
    "TAB",
    "finding",
]
