"""Factories: one module per noun, each with functions that build valid rows from the models.

A factory returns an instance of its model that is not inserted yet. Columns that a test does not name have a default
that the database accepts; any column can be given by keyword. `Client.insert` inserts rows over the client's own
connection, `rows.insert` over any other. Use them for what a test starts from; where the behaviour under test follows
from an act, such as a registration or a payment, do the act through the API.

`sample` gives the rows of the noun that every owner has (`samples.py`), `DIAGRAMS` the transitions of its state
machines, by name, which `tests/test_models.py` compares with the tables of the product.
"""
