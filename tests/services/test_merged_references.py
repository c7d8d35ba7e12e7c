"""Every column that names a customer has a declared treatment in merges, and so has every column of a customer."""

from dataclasses import fields
from typing import get_type_hints

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import class_mapper

from backend.identifiers import CustomerKey
from backend.models import Base, Customer
from backend.services.merging.fields import CHOSEN, OWN, MergeChoices
from backend.services.merging.references import REFERENCES, Moved, moved_references
from tests.client import Client


def naming_columns() -> set[str]:
    """The columns with a foreign key to a customer, or with the key of a customer by their type or name."""
    found = set()
    for table in Base.metadata.tables.values():
        for column in table.columns:
            refers = any(each.column.table.name == "customer" for each in column.foreign_keys)
            if refers or column.name.endswith("customer_id"):
                found.add(f"{table.name}.{column.name}")
    for mapper in Base.registry.mappers:
        hints = get_type_hints(mapper.class_, include_extras=True)
        for attribute in class_mapper(mapper.class_).column_attrs:
            if "CustomerKey" in str(hints.get(attribute.key, "")) and CustomerKey in _parts(hints[attribute.key]):
                found.add(f"{mapper.local_table.name}.{attribute.columns[0].name}")  # type: ignore[attr-defined]
    return found - {"customer.id"}


def _parts(kind: object) -> set[object]:
    parts = {kind}
    for each in getattr(kind, "__args__", ()):
        parts |= _parts(each)
    return parts


def test_every_column_that_names_a_customer_has_a_treatment() -> None:
    found = naming_columns()
    assert {"sim.reserved_for", "event.payer_customer_id", "contract.customer_id"} <= found
    assert found == set(REFERENCES), "declare it in REFERENCES of backend/services/merging/references.py"


def test_every_column_of_a_customer_is_chosen_or_its_own() -> None:
    chosen = [column for columns in CHOSEN.values() for column in columns]
    stored = {each.name for each in Customer.__table__.columns if each.computed is None}
    assert stored == {*chosen, *OWN}, "declare it in CHOSEN, or in OWN, of backend/services/merging/fields.py"
    assert not OWN & set(chosen)
    assert set(CHOSEN) == {each.name for each in fields(MergeChoices)}


def test_rows_that_belong_to_a_row_move_after_it() -> None:
    order = [each.table.name for each in moved_references()]
    for each in moved_references():
        if each.parent is not None:
            assert order.index(each.parent) < order.index(each.table.name)
            assert isinstance(REFERENCES[f"{each.parent}.customer_id"], Moved)
        # The columns by which an undoing finds the row again.
        assert each.key


@pytest.mark.database
def test_the_application_may_move_what_is_moved(module_client: Client) -> None:
    for each in moved_references():
        may = "select has_column_privilege('crm_app', $1, $2, 'update')"
        assert module_client.value(may, each.table.name, each.column), f"{each.table.name}.{each.column}"


@pytest.mark.database
def test_the_rows_of_a_customer_are_found_by_an_index(reading_client: Client) -> None:
    """Of reservations those are read that stand; all others by the column."""
    for each in moved_references():
        keys = [key for key in each.table.constraints if isinstance(key, sa.UniqueConstraint | sa.PrimaryKeyConstraint)]
        indexed = [list(index.columns)[:1] for index in (*each.table.indexes, *keys)]
        names = {column.name for columns in indexed for column in columns if isinstance(column, sa.Column)}
        assert each.column in names or "status" in each.moved.only, f"{each.table.name}.{each.column}"
