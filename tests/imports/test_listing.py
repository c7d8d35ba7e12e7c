"""CSV files offered for download: no cell is a formula to a spreadsheet, and numbers stay numbers."""

import csv
import io

import pytest

from backend.imports.formulas import escape_formula
from backend.imports.listing import Dialect


@pytest.mark.parametrize(
    "cell",
    [
        "=SUM(A1)",
        '=HYPERLINK("http://a.example")',
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "＝1+1",
        '="1"&A1',
        "+",
        "+996 x",
    ],
)
def test_a_cell_that_a_spreadsheet_would_compute_is_marked_as_text(cell: str) -> None:
    assert escape_formula(cell) == f"'{cell}"
    written = Dialect(mark=False).lines([[cell, "x"]]).decode()
    assert next(csv.reader(io.StringIO(written, newline=""))) == [f"'{cell}", "x"]


@pytest.mark.parametrize(
    "cell", ["", "Асанов", "+996555000001", "-12.50", "+7", "12,5", '="89996050000000000017"', "a=1", " =1"]
)
def test_numbers_and_names_are_unchanged(cell: str) -> None:
    assert escape_formula(cell) == cell
