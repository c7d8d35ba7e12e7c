"""Fields of one name are merged as graphql-core's rule says, in time linear in the fields."""

import random

import pytest
from graphql import (
    DocumentNode,
    OverlappingFieldsCanBeMergedRule,
    build_schema,
    get_named_type,
    is_leaf_type,
    parse,
    validate,
)

from backend.planner import merging
from backend.planner.limits import LimitExceeded
from backend.planner.merging import MergingRule

SCHEMA = build_schema("""
    interface N { id: ID n: N l: [N] s: String t(a: Int, b: [Int]): N }
    type A implements N { id: ID n: N l: [N] s: String t(a: Int, b: [Int]): N x: Int w: [Int] q: A u: U }
    type B implements N { id: ID n: N l: [N] s: String t(a: Int, b: [Int]): N x: String! w: Int q: B u: U }
    type C implements N { id: ID n: A l: [N] s: String t(a: Int, b: [Int]): N x: Int! w: [Int!] q: N u: U }
    union U = A | B | C
    type Query { n: N a: A b: B c: C u: U }
""")
ARGUMENTS = ["", "(a:1)", "(a:2)", "(b:[1,2])", "(a:1,b:[1,2])", "(b:[1,2],a:1)"]


def selection(rng: random.Random, kind: str, depth: int, fragments: list[str]) -> str:
    found = []
    for _ in range(rng.randint(1, 3)):
        chance = rng.random()
        fields = getattr(SCHEMA.type_map[kind], "fields", None)
        if chance < 0.25 and depth:
            on = rng.choice(["A", "B", "C", "N", None]) if kind != "Query" else None
            condition = f" on {on}" if on else ""
            found.append(f"...{condition} {{{selection(rng, on or kind, depth - 1, fragments)}}}")
        elif chance < 0.35 and fragments and kind != "Query":
            found.append(f"...{rng.choice(fragments)}")
        elif fields is None:
            found.append("__typename")
        else:
            name = rng.choice(list(fields))
            inner = get_named_type(fields[name].type)
            below = (
                ""
                if is_leaf_type(inner)
                else f" {{{selection(rng, inner.name, depth - 1, fragments)}}}"
                if depth
                else None
            )
            arguments = rng.choice(ARGUMENTS) if name == "t" else ""
            alias = rng.choice(["k: ", "j: ", "", ""])
            found.append("__typename" if below is None else f"{alias}{name}{arguments}{below}")
    return " ".join(found)


def document(seed: int) -> DocumentNode:
    rng = random.Random(seed)
    conditions = {f"F{n}": rng.choice(["A", "B", "C", "N"]) for n in range(rng.randint(0, 3))}
    spread = " ".join(f"n {{ ...{name} }}" for name in conditions)
    later = {name: [other for other in conditions if other > name] for name in conditions}
    fragments = " ".join(
        f"fragment {name} on {kind} {{{selection(rng, kind, 2, later[name])}}}" for name, kind in conditions.items()
    )
    return parse(f"{{ {spread} {selection(rng, 'Query', 3, [])} }} {fragments}")


def test_the_same_documents_are_valid_as_for_graphql_core() -> None:
    verdicts = []
    for seed in range(150):
        node = document(seed)
        expected = bool(validate(SCHEMA, node, [OverlappingFieldsCanBeMergedRule]))
        assert bool(validate(SCHEMA, node, [MergingRule])) == expected, seed
        verdicts.append(expected)
    assert 30 < sum(verdicts) < 120, "both verdicts occur"


def messages(query: str) -> list[str]:
    return [error.message.partition(". Use")[0] for error in validate(SCHEMA, parse(query), [MergingRule])]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ a { x: id x: s } }", "Fields 'x' conflict because they return conflicting types 'ID' and 'String'"),
        ("{ a { n: id n: u { __typename } } }", "Fields 'n' conflict because they return conflicting types 'ID' and 'U'"),
        ("{ a { t(a: 1) { id } t(a: 2) { id } } }", "Fields 't' conflict because they have differing arguments"),
        ("{ k: n { id } k: n { id: s } }", "Fields 'id' conflict because they return conflicting types 'ID' and 'String'"),
        ("{ k: n { id } k: a { id } }", "Fields 'k' conflict because 'n' and 'a' are different fields"),
        ("{ n { ... on A { x: id } ... on B { x: s } } }", "Fields 'x' conflict because they return conflicting types 'ID' and 'String'"),
    ],
)  # fmt: skip
def test_a_conflict_names_the_two_fields(query: str, message: str) -> None:
    assert message in messages(query)


def test_fields_of_different_types_may_be_different_and_variables_are_compared_by_name() -> None:
    assert messages("{ n { ... on A { k: n { id } } ... on B { k: q { id } } } }") == []
    assert messages("query($v: Int) { a { t(a: $v) { id } t(a: $v) { s } } }") == []
    assert messages("query($v: Int, $w: Int) { a { t(a: $v) { id } t(a: $w) { s } } }") != []


def test_the_steps_are_linear_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    def nested(depth: int) -> str:
        return "id" if depth == 0 else f"n {{ {nested(depth - 1)} }} n {{ {nested(depth - 1)} }}"

    node = parse(f"{{ {nested(8)} }}")  # 255 selection sets
    monkeypatch.setattr(merging, "MAX_STEPS", 2_000)
    assert validate(SCHEMA, node, [MergingRule]) == []
    monkeypatch.setattr(merging, "MAX_STEPS", 500)
    with pytest.raises(LimitExceeded):
        validate(SCHEMA, node, [MergingRule])
