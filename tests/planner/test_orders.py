"""The order of a list without pages is total: otherwise it would depend on the plan that PostgreSQL chooses."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from backend.auth.viewer import Role
from backend.planner.catalog import Catalog
from backend.planner.draft import Draft
from backend.planner.fields import Listing
from tests.client import Client

pytestmark = pytest.mark.database


def unique(table: sa.Table) -> Iterator[set[str]]:
    """The sets of columns that identify a row."""
    yield {column.name for column in table.primary_key}
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            yield {column.name for column in constraint.columns}


def listings(catalog: Catalog) -> dict[tuple[str, str], Listing]:
    kinds = [*catalog.types, "Viewer"]
    fields = [(kind, name) for kind in kinds for name in catalog.object_type(kind).fields]
    return {each: mapping for each in fields if isinstance(mapping := catalog.mapping(*each), Listing)}


def test_the_rows_of_a_list_have_one_order(reading_client: Client) -> None:
    catalog = reading_client.app.state.planner.catalog
    draft = Draft(catalog, None, None, Role.ADMIN, None, time_zone="UTC")
    wrong = []
    for (kind, name), mapping in listings(catalog).items():
        parent = draft.row(catalog.types[kind]) if kind in catalog.types else None
        child = draft.row(catalog.types[mapping.target])
        order = " ".join(str(each) for each in mapping.order(child))
        fixed = set(re.findall(rf"\b{child.alias}\.(\w+)", order))
        if mapping.through is None:
            fixed |= set(re.findall(rf"\b{child.alias}\.(\w+) = (?!ANY)", str(mapping.on(parent, child))))
        if not any(key and key <= fixed for key in unique(child.table)):
            wrong.append((kind, name, fixed))
    assert wrong == []
