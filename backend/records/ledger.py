"""Postings of the ledger with their entries, and the operator's own accounts that entries name first.

The functions return SQL text; `services/ledger.py` decides what is posted, and the entries of a posting sum to zero.
"""

from collections.abc import Mapping, Sequence

from backend.models import LedgerAccount, LedgerAccountKind, LedgerEntry, LedgerPosting
from backend.records.rows import insert_each, insert_from


def insert_houses(source: str, *, account_id: str, kind: str, code: str, currency: str) -> str:
    """The statement that opens the operator's accounts of `source` which do not exist; all are SQL expressions."""
    opened = insert_from(LedgerAccount, source, id=account_id, kind=kind, code=code, currency=currency)
    return f"{opened} on conflict do nothing"


def house_account(kind: LedgerAccountKind, currency: str) -> str:
    """The key of one of the operator's accounts, as `house_account_id`, in SQL; `currency` is an SQL expression."""
    return f"md5('{kind} ' || {currency})::uuid"


def insert_postings(source: str, **values: str) -> str:
    """The statement that inserts a posting for each row of `source`; values are SQL expressions by column."""
    return insert_from(LedgerPosting, source, **values)


def insert_entries(source: str, legs: Sequence[Mapping[str, str]], **common: str) -> str:
    """The statement that inserts the entries of a posting for each row of `source`: one per leg.

    A leg's values and those that all legs have in common are SQL expressions by column.
    """
    return insert_each(LedgerEntry, source, [{**common, **leg} for leg in legs])
