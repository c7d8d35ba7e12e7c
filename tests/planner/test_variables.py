"""Variables are coerced as graphql-core does it, whether or not a request of the operation came before."""

from typing import Any

import pytest
from graphql import (
    GraphQLSchema,
    OperationDefinitionNode,
    VariableValues,
    build_schema,
    get_variable_values,
    parse,
    print_ast,
)
from hypothesis import given
from hypothesis import strategies as st

from backend.planner.limits import LimitExceeded
from backend.planner.variables import MAX_ERRORS, DeclaredVariables, WrongVariables
from tests.examples import examples

SCHEMA = build_schema("""
    enum Color { RED BLUE }
    input Point { x: Int! y: Int = 3 name: String }
    scalar Date
    type Query { any(a: ID, b: String, c: Boolean, d: Int, e: Float, f: Color, g: Point, h: [ID!], i: Date): String }
""")
TYPES = ("ID", "String", "Boolean", "Int", "Float", "Color", "Point", "[ID!]", "Date")
DEFAULTS = {"ID": '"d"', "String": '"d"', "Boolean": "true", "Int": "7", "Color": "BLUE"}
FITTING: dict[str, Any] = {
    "ID": "1", "String": "a", "Boolean": True, "Int": 1, "Float": 0.5, "Color": "RED", "Point": {"x": 1}, "[ID!]": ["1"],
    "Date": "today",
}  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False) | st.text(max_size=4)
    | st.sampled_from(["RED", "1"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip


@st.composite
def declarations(draw: st.DrawFn) -> str:
    kinds = draw(st.lists(st.sampled_from(TYPES), min_size=1, max_size=4))
    parts = []
    for place, kind in enumerate(kinds):
        default = f" = {DEFAULTS[kind]}" if kind in DEFAULTS and draw(st.booleans()) else ""
        parts.append(f"$v{place}: {kind}{'!' if draw(st.booleans()) else ''}{default}")
    return ", ".join(parts)


def outcome(schema: GraphQLSchema, node: OperationDefinitionNode, given: dict[str, Any]) -> Any:
    values = get_variable_values(
        schema, node.variable_definitions or (), given, max_errors=MAX_ERRORS, hide_suggestions=True
    )
    return [error.message for error in values] if isinstance(values, list) else comparable(values)


def comparable(values: VariableValues) -> Any:
    """Defaults in signatures have no equality."""
    sources = {name: (str(each.signature.type), each.value) for name, each in values.sources.items()}
    return sources, values.coerced, {name: type(value) for name, value in values.coerced.items()}


def ours(declared: DeclaredVariables, given: dict[str, Any]) -> Any:
    try:
        return comparable(declared.coerce(given))
    except WrongVariables as error:
        return [each.message for each in error.errors]


@examples(600)
@given(st.data())
def test_values_and_errors_equal_those_of_graphql_core(data: st.DataObject) -> None:
    node = parse(f"query ({data.draw(declarations())}) {{ any }}").definitions[0]
    assert isinstance(node, OperationDefinitionNode)
    definitions = node.variable_definitions or ()
    declared = DeclaredVariables(SCHEMA, node, set())
    fitting = {each.variable.name.value: FITTING[str(print_ast(each.type)).rstrip("!")] for each in definitions}
    requests = [fitting]
    for _ in range(data.draw(st.integers(1, 4))):
        changes = data.draw(st.dictionaries(st.sampled_from([*fitting, "other"]), VALUES, max_size=2))
        absent = data.draw(st.sets(st.sampled_from(list(fitting)), max_size=1))
        requests.append({name: value for name, value in {**fitting, **changes}.items() if name not in absent})
    for values in requests:
        assert ours(declared, values) == outcome(SCHEMA, node, values)


def test_a_null_is_refused_where_it_is_not_allowed_and_large_values_are_after_plain_ones() -> None:
    node = parse("query ($v: ID = 1, $w: [ID]) { any }").definitions[0]
    assert isinstance(node, OperationDefinitionNode)
    declared = DeclaredVariables(SCHEMA, node, {"v"})
    for _ in range(2):
        assert declared.coerce({"v": "a"}).coerced == {"v": "a"}
        assert declared.coerce({}).coerced == {"v": "1"}
        with pytest.raises(WrongVariables, match="null is not allowed"):
            declared.coerce({"v": None})
        with pytest.raises(LimitExceeded):
            declared.coerce({"v": "a", "w": ["b"] * 20_000})
