"""Smaller indexes of ledger entries: few of them have one time, so that they are sorted as they are read."""

from backend.migrate import run_script

revision = "2026_11_28_1044"
down_revision = "2026_11_28_1043"
branch_labels = None
depends_on = None

# By the name of an index without the id: its columns, and its condition.
_INDEXES = {
    "ix_ledger_entry_account_id_created_at": ("account_id, created_at", ""),
    "ix_ledger_entry_contract_id_created_at": ("contract_id, created_at", "where contract_id is not null"),
    "ix_ledger_entry_account_created_at": ("account, created_at", "where account <> 'CONTRACT'"),
    "ix_ledger_entry_created_at": ("created_at", ""),
}


def upgrade() -> None:
    run_script(*(
        f"drop index {name}_id; create index {name} on ledger_entry ({columns}) {where};"
        for name, (columns, where) in _INDEXES.items()
    ))  # fmt: skip


def downgrade() -> None:
    run_script(*(
        f"drop index {name}; create index {name}_id on ledger_entry ({columns}, id) {where};"
        for name, (columns, where) in _INDEXES.items()
    ))  # fmt: skip
