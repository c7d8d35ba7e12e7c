"""Cells that a spreadsheet would evaluate: written with an apostrophe, which the reader of files removes."""

import re

# The full-width forms are evaluated by spreadsheets with an East Asian locale.
FORMULA_BEGINNINGS = frozenset("=+-@\t\r\n＝＋－＠")
# Numbers, phone numbers, and the formula of one constant, such as ="0555", that preserves the digits of a number.
NUMBER = re.compile(r'[+-]?[0-9]+(?:[.,][0-9]+)?|="[0-9+ ]*"')


def escape_formula(cell: str) -> str:
    """The cell, with an apostrophe before it if a spreadsheet would evaluate it as a formula."""
    return f"'{cell}" if cell[:1] in FORMULA_BEGINNINGS and not NUMBER.fullmatch(cell) else cell
