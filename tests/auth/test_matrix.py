"""The access matrix covers every role, graph type, field, mutation and subscription of the schema."""

import pytest

from backend.auth.policy import SUBSCRIPTIONS
from backend.auth.viewer import Role
from backend.planner.fields import (
    Form,
    RootAggregate,
    RootExternal,
    RootMany,
    RootNode,
    RootOne,
    Value,
)
from backend.planner.root_select import RootSelect
from backend.services.permissions import MUTATIONS
from tests.auth.matrix import CASES, NO_NODES, Matrix
from tests.auth.matrix_calls import CALLS, MAY_LISTEN
from tests.auth.rows import (
    ACCESS,
    MASKED,
    MAY_SEE,
    OPEN,
    ROWS_OF_FILES,
    TABLES,
)

pytestmark = pytest.mark.database


def test_every_role_graph_type_root_field_and_object_field_is_covered(matrix: Matrix) -> None:
    walk, catalog = matrix.walk, matrix.catalog
    assert set(MAY_SEE) == set(Role) == set(matrix.viewers)
    # A partner may not ask for most types, and is walked by `test_partners.py`.
    assert {role for role, _ in CASES} == set(Role) - {Role.ANONYMOUS, Role.PARTNER}
    assert set(TABLES) == set(catalog.types), (
        "a noun has no graph_type in backend/schema, or TABLES in tests/auth/rows.py"
    )
    for role, seen in MAY_SEE.items():
        assert set(seen) == set(catalog.types), f"which rows {role} may see: MAY_SEE in tests/auth/rows.py"
    assert {kind.name for kind in catalog.nodes()} == {
        name for name, (_, column, _) in TABLES.items() if column == "id"
    } - NO_NODES
    for name, kind in catalog.types.items():
        assert str(kind.table) == TABLES[name][0]
        assert kind.prefix in {TABLES[name][2], None}
    roots = walk.roots(object)
    tested = (RootMany, RootOne, RootNode, RootAggregate)
    own = {name: mapping.target for name, mapping in roots.items() if isinstance(mapping, RootSelect)}
    # `test_matrix_rows.py` reads each of these by itself.
    assert own == {
        "viewer": None,
        "events": "Event",
        "jobs": "Job",
        "lookup": None,
        "numberClasses": "NumberClassTerms",
        "simStock": "SimStock",
        "statement": "Contract",
        "trialBalance": "TrialBalance",
    }
    # `tests/scenarios/test_validation_rules.py` and `test_draft_contracts.py` ask these by each role.
    answered = {name for name, mapping in roots.items() if isinstance(mapping, RootExternal)}
    assert answered == {"activationSummary", "checkCompatibility", "checkCustomer", "inputSchema"}
    assert {name for name, mapping in roots.items() if not isinstance(mapping, tested)} == {*own, *answered}
    for name in catalog.types:
        walk.selection(name, 1)
    walk.viewer(1)
    assert walk.edges == walk.relations()
    everything = {(kind, field) for kind in catalog.types for field in catalog.object_type(kind).fields}
    assert everything - walk.edges - walk.leaves == {
        ("Sim", "networkState"),
        ("TicketAttachment", "url"),
        ("IdentityDocumentFile", "url"),
        ("RequestAttachment", "url"),
        ("ContractDocument", "url"),
        ("Bill", "url"),
        ("Payment", "checkoutUrl"),
        ("ExportJob", "url"),
        ("ImportJob", "rejectedRowsUrl"),
        ("ImportJob", "outcomeUrl"),
    }
    assert set(MUTATIONS) == set(CALLS) == set(catalog.schema.mutation_type.fields)
    assert set(SUBSCRIPTIONS) == set(MAY_LISTEN) == set(catalog.schema.subscription_type.fields)


def test_every_text_field_is_declared_either_masked_for_an_analyst_or_open(matrix: Matrix) -> None:
    for name in set(matrix.catalog.types) - {*ACCESS, *ROWS_OF_FILES}:  # an analyst sees none of these
        fields, texts = set(matrix.catalog.object_type(name).fields), set()
        for field in matrix.catalog.object_type(name).fields:
            mapping = matrix.catalog.mapping(name, field)
            if isinstance(mapping, Value) and mapping.form in {Form.TEXT, Form.CODE}:
                texts.add(field)
        assert texts <= MASKED.get(name, set()) | OPEN.get(name, set()) <= fields, (
            f"{name}: a text is in MASKED or in OPEN of tests/auth/rows.py"
        )
        assert MASKED.get(name, set()) & OPEN.get(name, set()) == set()
