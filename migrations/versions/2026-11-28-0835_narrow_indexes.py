"""Smaller indexes of SIMs, numbers, contracts and ledger entries, for the same queries."""

from backend.migrate import run_script

revision = "2026_11_28_0835"
down_revision = "2026_11_28_0830"
branch_labels = None
depends_on = None

# By table: the index as it was, the columns that it gets, and the condition.
_INDEXES = (
    # Few rows have one SIM or number, so that they need no order.
    ("contract", "sim_id, created_at, id", "sim_id", ""),
    ("contract", "phone_number_id, created_at, id", "phone_number_id", ""),
    ("sim", "msisdn, created_at, id", "msisdn", ""),
    # Rows with the most frequent value are found in the order of time.
    ("sim", "status, created_at, id", "status, created_at, id", "where status <> 'ACTIVE'"),
    ("phone_number", "status, created_at, id", "status, created_at, id", "where status <> 'ASSIGNED'"),
    ("ledger_entry", "account, created_at, id", "account, created_at, id", "where account <> 'CONTRACT'"),
    # An entry of a house account has no contract.
    ("ledger_entry", "contract_id, created_at, id", "contract_id, created_at, id", "where contract_id is not null"),
)
_REPLACE = "drop index ix_{table}_{old_name}; create index ix_{table}_{new_name} on {table} ({columns}) {where};"


def _name(columns: str) -> str:
    return columns.replace(", ", "_")


def upgrade() -> None:
    run_script(*(
        _REPLACE.format(table=table, old_name=_name(old), new_name=_name(new), columns=new, where=where)
        for table, old, new, where in _INDEXES
    ))  # fmt: skip


def downgrade() -> None:
    run_script(*(
        _REPLACE.format(table=table, old_name=_name(new), new_name=_name(old), columns=old, where="")
        for table, old, new, _ in _INDEXES
    ))  # fmt: skip
