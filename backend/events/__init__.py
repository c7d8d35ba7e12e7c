"""The event log: committed events in one order for all processes, readable from any position."""
