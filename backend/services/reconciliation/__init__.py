"""Reconciliation: a three-way match of a gateway's daily settlement, our payments and our ledger.

`load` imports the lines, `match` compares the three sides, `effects` posts fees and payouts, `repair` decides about
mismatches, `day` runs these steps for a day's settlement.
"""

from backend.services.reconciliation.day import Reconciliation, fail_settlement, reconcile_day
from backend.services.reconciliation.file import SettlementFile, measured, spooled

__all__ = [
    "Reconciliation",
    "SettlementFile",
    "fail_settlement",
    "measured",
    "reconcile_day",
    "spooled",
]
