"""Checks the page that maps functions, processes and stores of the operator's analysis to acts, documents and tests."""

import re
from pathlib import Path

from graphql import GraphQLObjectType, GraphQLSchema

FUNCTIONS = {"A1": 4, "A2": 4, "A3": 4, "A4": 4, "A5": 3}
KEYS = {
    *(f"{group}{place}" for group, count in FUNCTIONS.items() for place in range(1, count + 1)),
    *(f"{letter}{place}" for letter in "PD" for place in range(1, 6)),
    *("GetSim", "GetDeposit", "ManyRegister", "TicketStatus"),
}
_ROW = re.compile(r"^\| (\w+)(?: [^|]*)? \|(.*)\|$", re.MULTILINE)
_NAME = re.compile(r"`([\w/.]+)`")
_MISSING = "## Functions that are not available"


def check_processes(root: Path, schema: GraphQLSchema) -> None:
    """Raise ValueError that names what is missing: a row, an act in no row, or a test that does not name its row."""
    text = (root / "docs" / "processes.md").read_text()
    mapped, _, missing = text.partition(_MISSING)
    rows = {key: rest.split(" | ") for key, rest in _ROW.findall(mapped) if key in KEYS}
    listed = [key for key, _ in _ROW.findall(missing) if key in KEYS]
    faults = [f"no row {key}" for key in sorted(KEYS - set(rows) - set(listed))]
    faults += [f"{key} has two rows" for key in sorted(set(rows) & set(listed))]
    for key, cells in rows.items():
        faults += [f"{key} {fault}" for fault in _faults_of_row(root, schema, key, cells)]
    faults += [f"no row has {name}" for name in sorted(_fields(schema.mutation_type) - set(_NAME.findall(mapped)))]
    if faults:
        raise ValueError("docs/processes.md: " + "; ".join(faults))


def _faults_of_row(root: Path, schema: GraphQLSchema, key: str, cells: list[str]) -> list[str]:
    if len(cells) != 3:
        return ["has not three cells: acts, documents, tests"]
    acts, _, tests = (_NAME.findall(cell) for cell in cells)
    known = _fields(schema.mutation_type) | _fields(schema.query_type)
    faults = [f"names {name}, which the schema lacks" for name in acts if name not in known]
    if not acts:
        faults.append("names no act and no field")
    if not cells[1].strip():
        faults.append("names no document and no result")
    if not tests:
        faults.append("names no test")
    for name in tests:
        if not (root / name).is_file():
            faults.append(f"names {name}, which does not exist")
        elif not re.search(rf"\b{key}\b", (root / name).read_text()):
            faults.append(f"names {name}, which does not name {key}")
    return faults


def _fields(root: GraphQLObjectType | None) -> set[str]:
    return set(root.fields) if root else set()
