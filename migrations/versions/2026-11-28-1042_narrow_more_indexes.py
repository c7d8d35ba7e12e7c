"""Smaller indexes of customers, documents, SIMs, numbers and contracts, for the same queries; two that none needs go."""

from backend.migrate import run_script

revision = "2026_11_28_1042"
down_revision = "2026_11_28_1041"
branch_labels = None
depends_on = None

# By table: the columns of an index as it was, and those that are left. Few rows have one time, one name, one phone or
# one address, so that they are sorted as they are read. A SIM or number is never deleted, and its live contract has a unique index.
_INDEXES = (
    ("customer", "kyc_status, created_at, id", "kyc_status, created_at"),
    ("customer", "name_key, id", "name_key"),
    ("customer", "name_order, id", "name_order"),
    ("customer", "phone, created_at, id", "phone"),
    ("customer", "email, created_at, id", "email"),
    ("identity_document", "customer_id, created_at, id", "customer_id"),
    ("sim", "created_at, id", "created_at"),
    ("phone_number", "created_at, id", "created_at"),
    ("contract", "created_at, id", "created_at"),
    ("contract", "tariff_id, created_at, id", "tariff_id, created_at"),
    ("contract", "sim_id", ""),
    ("contract", "phone_number_id", ""),
)


# A balance is updated where its row is: a page has room for as many new versions as are not yet removed.
def _fill(percent: int) -> str:
    return f"alter table ledger_account set (fillfactor = {percent})"


def _create(table: str, columns: str) -> str:
    return f"create index {_name(table, columns)} on {table} ({columns});" if columns else ""


def _drop(table: str, columns: str) -> str:
    return f"drop index {_name(table, columns)};" if columns else ""


def _name(table: str, columns: str) -> str:
    return f"ix_{table}_{columns.replace(', ', '_')}"


def upgrade() -> None:
    run_script(*(_drop(table, was) + _create(table, left) for table, was, left in _INDEXES), _fill(85))


def downgrade() -> None:
    run_script(*(_drop(table, left) + _create(table, was) for table, was, left in _INDEXES), _fill(70))
