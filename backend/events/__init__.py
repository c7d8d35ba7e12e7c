"""The event log: what was committed, in an order that every process agrees on, read on from wherever one stopped."""
