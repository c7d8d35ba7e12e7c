"""Merging of two customers that are one, and its undoing.

`references` declares what a merge does with each column that names a customer; `rows` moves and returns them, and keeps
the journal; `fields` decides about the customer's own columns; `together` and `undoing` are the two acts.
"""
