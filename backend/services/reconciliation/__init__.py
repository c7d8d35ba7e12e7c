"""Reconciliation: a gateway's settlement of a day against our payments and our ledger.

`load` takes the lines in, `match` compares the three sides, `effects` books what the settlement tells us, `repair`
decides about mismatches, `day` puts them together.
"""

from backend.services.reconciliation.day import Reconciliation, fail_settlement, import_settlement, reconcile_day
from backend.services.reconciliation.file import SettlementFile, measured, spooled
from backend.services.reconciliation.repair import apply_repair, dismiss_mismatch

__all__ = [
    "Reconciliation",
    "SettlementFile",
    "apply_repair",
    "dismiss_mismatch",
    "fail_settlement",
    "import_settlement",
    "measured",
    "reconcile_day",
    "spooled",
]
