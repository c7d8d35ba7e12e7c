"""Masked fields of an analyst, and the part of the schema that introspection shows to each role."""

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator

import pytest
from graphql import GraphQLInputObjectType, build_client_schema, get_introspection_query, get_named_type

from backend.auth.viewer import SUBSCRIBERS, Role
from backend.planner.fields import (
    RootAggregate,
    RootMany,
    RootOne,
)
from backend.services.permissions import MUTATIONS
from tests.auth.matrix import Look, Matrix
from tests.auth.matrix_calls import MAY_CALL, MAY_LISTEN, OUTSIDE
from tests.auth.rows import (
    ACCESS,
    BOOKS,
    MASKED,
    MAY_SEE,
    ROWS_OF_FILES,
)

pytestmark = pytest.mark.database


MEASURES = ("groupBy", "countDistinct", "sum", "avg", "min", "max")


def _masked_uses(matrix: Matrix, *, every: bool) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Yield uses of masked fields in a filter, an order, a measure or a key.

    Each is a pair: (graph type, field, kind of use), and the document. The first path to a type has all its masked
    fields in all uses; with `every` each path has, else each has one of them, in turn.
    """
    walk, schema = matrix.walk, matrix.catalog.schema
    lists, aggregates = walk.roots(RootMany), walk.roots(RootAggregate)
    roots = {name: mapping for name, mapping in {**lists, **aggregates}.items() if mapping.target not in {*ACCESS, *ROWS_OF_FILES}}  # fmt: skip
    turn, met = itertools.count(), set()

    def taken(target: str, kind: str, uses: list[tuple[str, str]]) -> list[tuple[str, str]]:
        if not uses or every or (target, kind) not in met:
            met.add((target, kind))
            return uses
        return [uses[next(turn) % len(uses)]]

    for root, mapping in roots.items():
        selected = "{ count }" if root in aggregates else "{ totalCount }"
        for before, after, target in walk.filter_paths(mapping.target, 2):
            kind = schema.type_map.get(f"{target}Filter")
            given = kind.fields if isinstance(kind, GraphQLInputObjectType) else {}
            operators = {
                name: get_named_type(given[name].type).fields for name in MASKED.get(target, set()) & set(given)
            }
            for field, operator in taken(target, "filter", [(f, o) for f in sorted(operators) for o in operators[f]]):
                value = {"in": '["+99670010"]', "isNull": "false"}.get(operator, '"+99670010"')
                condition = f"filter: {{ {before}{field}: {{ {operator}: {value} }}{after} }}"
                yield (target, field, "filter"), f"{{ {root}({condition}) {selected} }}"
    for root, mapping in lists.items():
        for order, found in matrix.catalog.types[mapping.target].orders.items():
            if found.source in MASKED.get(mapping.target, set()):
                for direction in ("ASC", "DESC"):
                    by = f"orderBy: [{{ field: {order}, direction: {direction} }}]"
                    yield (mapping.target, found.source, "order"), f"{{ {root}({by}) {{ nodes {{ id }} }} }}"
    for root, mapping in aggregates.items():
        for path, target in walk.one_paths(mapping.target, 3):
            fields = sorted(MASKED.get(target, set()))
            for field, measure in taken(target, "measure", [(f, m) for f in fields for m in MEASURES]):
                at = f'field: "{path}{field}"'
                group = measure == "groupBy"
                document = f"{root}(groupBy: [{{ {at} }}]) {{ count }}" if group else f"{root} {{ {measure}({at}) }}"
                yield (target, field, measure), f"{{ {document} }}"
    for root, mapping in walk.roots(RootOne).items():
        for argument, found in mapping.keys.items():
            if found.column in MASKED.get(mapping.target, set()):
                yield (mapping.target, found.column, "key"), f'{{ {root}({argument}: "+996700100001") {{ id }} }}'


def test_an_analyst_cannot_compare_order_search_or_measure_by_a_masked_field(matrix: Matrix) -> None:
    _refused(matrix, every=False)


@pytest.mark.trial
def test_an_analyst_cannot_use_any_masked_field_over_any_path(matrix: Matrix) -> None:
    _refused(matrix, every=True)


def _refused(matrix: Matrix, *, every: bool) -> None:
    analyst, operator = Look(matrix, Role.ANALYST), Look(matrix, Role.OPERATOR)
    uses: dict[tuple[str, str, str], int] = defaultdict(int)
    asked = set()
    for use, query in _masked_uses(matrix, every=every):
        uses[use] += 1
        error = analyst.refused(query)
        assert error["extensions"]["code"] == "BAD_USER_INPUT", query
        assert "masked" in error["message"], query
        if use not in asked:  # the same document is accepted from a role without masks
            asked.add(use)
            assert b"masked" not in matrix.send(operator.viewer, query), query
    assert uses.keys() >= {
        *(
            (name, field, "filter")
            for name, field in (("Customer", "name"), ("Customer", "phone"), ("Customer", "email"))
        ),
        *((name, "msisdn", "filter") for name in ("Sim", "PhoneNumber")),
        ("Customer", "name", "order"),
        ("PhoneNumber", "msisdn", "order"),
        ("Sim", "msisdn", "key"),
    }
    measured = {use[:2] for use in uses if use[2] == "min"}
    for how in MEASURES:
        assert {use[:2] for use in uses if use[2] == how} == measured
    assert {name for name, _ in measured} == {
        "Customer",
        "Contract",
        "Payment",
        "Sim",
        "PhoneNumber",
        "Ticket",
        "Request",
    }


# Introspection and permissions


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_introspection_shows_a_role_the_types_and_mutations_it_may_use(matrix: Matrix, role: Role) -> None:
    raw = matrix.send(matrix.viewers[role], get_introspection_query())
    shown = build_client_schema(json.loads(raw)["data"])
    may = {name for name, roles in MAY_CALL.items() if role in roles}
    assert may == {name for name, roles in MUTATIONS.items() if role in roles}
    assert set(shown.mutation_type.fields if shown.mutation_type else ()) == may
    viewer = json.loads(matrix.send(matrix.viewers[role], "{ viewer { permissions } }"))
    assert set(viewer["data"]["viewer"]["permissions"]) == may
    listens = {name for name, roles in MAY_LISTEN.items() if role in roles}
    assert set(shown.subscription_type.fields if shown.subscription_type else ()) == listens
    unseen = set(ACCESS) if role is not Role.ADMIN else set()
    unseen |= {"Session"} if role is Role.SERVICE else set()
    unseen |= set(BOOKS) if role in SUBSCRIBERS else set()
    unseen |= set(ROWS_OF_FILES) if role is Role.ANALYST else set()
    if role is Role.PARTNER:
        unseen = {name for name, rows in MAY_SEE[role].items() if rows == "false"}
    assert set(matrix.catalog.types) - set(shown.type_map) == unseen
    unseen |= {"TrialBalance"} if role is not Role.ADMIN else set()
    unseen |= {"NumberClassTerms", "SimStock"} if role in OUTSIDE else set()
    assert role is not Role.ADMIN or {"TrialBalance", "TrialBalanceAccount"} < set(shown.type_map)
    roots = matrix.walk.roots(object)
    assert set(shown.query_type.fields) == {n for n, m in roots.items() if getattr(m, "target", None) not in unseen}
    for name in unseen if role is not Role.PARTNER else ():  # a partner sees enums such as CustomerKind
        assert not any(
            other.startswith(name) and other != "ClientKind" for other in shown.type_map if other != "UserError"
        )
    for name, roles in MAY_CALL.items():
        payload = get_named_type(matrix.catalog.schema.mutation_type.fields[name].type).name
        shared = {get_named_type(matrix.catalog.schema.mutation_type.fields[each].type).name for each in may}
        assert (payload in shown.type_map) == (payload in shared)
        assert role in roles or f'"{name}"'.encode() not in raw
