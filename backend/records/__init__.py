"""What an act leaves behind besides its own rows: history, events, audit, ledger entries, idempotency outcomes.

No other code inserts into their tables. Each module has one builder with two faces: `write` inserts the rows of a
single act, and the functions that return SQL text insert a row for each row of a source, as a statement of its own or
as a part (CTE) of a larger one. Columns and their types come from the models.
"""
