"""A row that is hidden from a role is answered exactly as a row that does not exist."""

import base64
import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.planner import fields as graph_fields
from backend.planner.fields import (
    Many,
    RootAggregate,
    RootMany,
    RootOne,
)
from tests import folding
from tests.auth.matrix import BOTH, CASES, DEEPER, DEEPEST, LISTED, STAFF, Look, cases, key_field
from tests.auth.rows import (
    MASKED,
    SEARCHED,
    TABLES,
    written,
)
from tests.auth.walk import Walk

pytestmark = pytest.mark.database


def _another(name: str) -> Any:
    """A key that no row has."""
    if TABLES[name][1] == "id":
        return f"{TABLES[name][2]}_{uuid.uuid4()}"
    return str(uuid.uuid4()) if TABLES[name][1] == "key" else "1970-01-01T00:00:00+00:00"


def _answer(look: Look, query: str, **variables: Any) -> tuple[bytes, int]:
    """The bytes of an answer, and the number of statements it took."""
    before = look.matrix.planner.reader.statements
    raw = look.matrix.send(look.viewer, query, variables)
    return raw, look.matrix.planner.reader.statements - before


HIDDEN = [(role, BOTH) for role in STAFF] + LISTED


@cases(HIDDEN)
def test_a_hidden_row_is_answered_as_a_missing_one(look: Look) -> None:
    for name, (_, column, _) in TABLES.items():
        if column != "id" or not look.hidden[name]:
            continue
        # Who was merged is answered as the survivor.
        merged = {each for each in look.hidden[name] if look.matrix.rows[name][each].get("merged_into_id")}
        for hidden in sorted(look.hidden[name] - merged)[:4]:
            mine = min(look.allowed["Tariff"])
            for query in (
                "query($k: ID!) { node(id: $k) { __typename id createdAt } }",
                f'query($k: ID!) {{ nodes(ids: [$k, "{mine}", $k]) {{ id version }} }}',
            ):
                found, missing = (_answer(look, query, k=each) for each in (hidden, _another(name)))
                assert found == missing
                assert missing[1] == 1
    for root, mapping in look.matrix.walk.roots(RootOne).items():
        if not look.may_ask(mapping.target):
            continue  # the root field itself is refused
        for argument, found_by in mapping.keys.items():
            query = (
                f"query($k: {'ID' if argument == 'id' else 'String'}!) {{ {root}({argument}: $k) {{ id createdAt }} }}"
            )
            rows = [look.matrix.rows[mapping.target][each] for each in sorted(look.hidden[mapping.target])]
            rows = [row for row in rows if not row.get("merged_into_id")]
            values = {row[found_by.column] for row in rows} - {None}
            values -= {look.matrix.rows[mapping.target][each][found_by.column] for each in look.allowed[mapping.target]}
            for value in sorted(values, key=str)[:4]:
                given = written(mapping.target, value) if argument == "id" else value
                missing = _answer(look, query, k=_another(mapping.target) if argument == "id" else "nobody's")
                assert _answer(look, query, k=given) == missing == (b'{"data":{"%s":null}}' % root.encode(), 1)


@cases(LISTED)
def test_a_filter_by_hidden_rows_finds_the_same_as_a_filter_by_missing_rows(look: Look) -> None:
    _filtered(look)


@pytest.mark.trial
@cases(DEEPEST[1:], DEEPER)
def test_a_filter_one_relation_deeper_reveals_no_hidden_row(look: Look) -> None:
    _filtered(look)


def _filtered(look: Look) -> None:
    """Filter over every relation with some, none, every and not: in lists, counts, nested lists and aggregates."""
    told = 0
    walk = look.matrix.walk
    hidden = {name: sorted(look.hidden[name]) for name in TABLES}
    missing = {name: [_another(name) for _ in hidden[name]] for name in TABLES}
    for fields in _filters(walk, look.may_ask, look.deep - 1):
        for start in range(0, len(fields), 60):
            chunk = " ".join(fields[start : start + 60])
            used = set(re.findall(r"\$(\w+)", chunk))
            kinds = {"id": "ID", "key": "String"}
            declared = (f"${name}: [{kinds.get(TABLES[name][1], 'DateTime')}!]!" for name in sorted(used))
            query = f"query({', '.join(declared)}) {{ {chunk} }}"
            found = look.ask(query, **{name: hidden[name] for name in used})
            expected = look.ask(query, **{name: missing[name] for name in used})
            different = [alias for alias in found if found[alias] != expected[alias]]
            assert different == [], [field for field in fields if field.split(":")[0] in different]
            told += len(found)
    assert told > 60


def _filters(walk: Walk, may_ask: Any, depth: int) -> Iterator[list[str]]:
    """Yield aliased fields of every root that takes a filter; the variable named like a type holds that type's keys."""
    aggregates = {mapping.target: root for root, mapping in walk.roots(RootAggregate).items()}
    for root, mapping in walk.roots(RootMany).items():
        if not may_ask(mapping.target):
            continue
        row = f"{{ __typename {key_field(mapping.target)} }}"
        fields = [f"rows: {root}(first: 100, filter: {{ {_by_key(mapping.target)} }}) {{ nodes {row} }}"]
        for at, (before, after, target) in enumerate(walk.filter_paths(mapping.target, depth)):
            condition = f"filter: {{ {before}{_by_key(target)}{after} }}"
            fields.append(f"f{at}: {root}({condition}) {{ totalCount }}")
            if mapping.target in aggregates and at % 3 == 0:
                fields.append(f"a{at}: {aggregates[mapping.target]}({condition}) {{ count }}")
        for name, field in walk.catalog.object_type(mapping.target).fields.items():
            below = walk.catalog.mapping(mapping.target, name)
            if isinstance(below, Many):
                assert "filter" in field.args
                inner = f"{name}(filter: {{ {_by_key(below.target)} }}) {{ totalCount nodes {{ __typename {key_field(below.target)} }} }}"
                fields.append(f"n_{name}: {root}(first: 100) {{ nodes {{ __typename id {inner} }} }}")
        yield fields


def _by_key(name: str) -> str:
    return f"{TABLES[name][1] if TABLES[name][1] in {'id', 'key'} else 'createdAt'}: {{ in: ${name} }}"


@cases(LISTED)
def test_a_cursor_reveals_no_hidden_rows_beyond_it(look: Look) -> None:
    told = 0
    for root, mapping in look.matrix.walk.roots(RootMany).items():
        if not look.allowed[mapping.target]:
            continue
        rows = look.matrix.rows[mapping.target]
        times = sorted(rows[each]["created_at"] for each in look.allowed[mapping.target])
        hidden = [rows[each]["created_at"] for each in look.hidden[mapping.target]]
        page = f"{{ pageInfo {{ hasNextPage hasPreviousPage }} nodes {{ __typename {key_field(mapping.target)} }} }}"
        query = f"query($c: String!, $d: String!) {{ a: {root}(first: 100, after: $c) {page} b: {root}(last: 100, before: $d) {page} }}"
        # Newest first: the page after the first cursor has every visible row, and the rows before that cursor are hidden.
        answer = look.ask(query, c=_cursor(times[-1], "f"), d=_cursor(times[0], "0"))
        for each in answer.values():
            assert each["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": False}, root
            assert len(each["nodes"]) == len(times)
        told += any(each > times[-1] for each in hidden) + any(each < times[0] for each in hidden)
    assert told >= 8


def _cursor(at: Any, digit: str) -> str:
    parts = ["CREATED_AT", at.isoformat(), str(uuid.UUID(digit * 32))]
    return base64.b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode()


@cases(CASES)
def test_a_search_finds_visible_rows_and_by_visible_texts_only(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    searched = 0
    for root, mapping in look.matrix.walk.roots(RootMany).items():
        kind = look.matrix.catalog.types[mapping.target]
        if "search" not in look.matrix.catalog.schema.query_type.fields[root].args:
            assert kind.search == ()
            continue
        rows = look.matrix.rows[mapping.target]
        query = f"query($s: String!) {{ {root}(first: 100, search: $s) {{ totalCount nodes {{ __typename id }} }} }}"
        own = [(each.column, each.kind) for each in kind.search if each.through is None]
        for column, kind_of in own:
            masked = look.role is Role.ANALYST and column in MASKED[mapping.target]
            if look.role in {Role.ANALYST, Role.LINE, Role.HOLDER}:
                masked |= column in SEARCHED.get(mapping.target, ())
            for term in sorted({row[column] for row in rows.values() if row[column]}):
                if masked:
                    answer = json.loads(look.matrix.send(look.viewer, query, {"s": term}))
                    if "errors" in answer:
                        assert "masked" in answer["errors"][0]["message"], term
                    else:  # a term of another kind, which may match a column that is not masked
                        assert column == "document_number"
                        assert answer["data"][root]["nodes"] == [], term
                else:
                    found = look.ask(query, s=term)[root]
                    expected = {
                        each for each in look.allowed[mapping.target] if _found_by(term, rows[each][column], kind_of)
                    }
                    # A search also reads related rows: other visible rows may be found through theirs.
                    nodes = {node["id"] for node in found["nodes"]}
                    assert expected <= nodes <= look.allowed[mapping.target], term
                    assert found["totalCount"] == len(nodes)
                searched += 1
    assert searched > 100
    # Hidden hits do not count towards the limit of a search.
    mine = sum(
        row["iccid"].startswith("8996") for each, row in look.matrix.rows["Sim"].items() if each in look.allowed["Sim"]
    )
    query = '{ sims(search: "8996") { totalCount searchTooBroad } }'
    for most in {mine, max(mine - 1, 1)}:
        monkeypatch.setattr("backend.planner.search.MAX_HITS", most)
        look.matrix.forget_plans()
        assert look.ask(query)["sims"] == {"totalCount": most, "searchTooBroad": most < mine}


def _found_by(term: str, value: Any, kind: graph_fields.SearchedKind) -> bool:
    """Whether a row's own value matches the term. A name may be spelt in another alphabet, or be longer."""
    if kind is graph_fields.SearchedKind.NAME:
        return folding.name_key(term) in folding.name_key(value or "")
    return bool(value == term)


@cases(CASES)
def test_the_network_state_is_shown_for_visible_sims_only(look: Look) -> None:
    query = "{ sims(first: 100) { nodes { __typename id networkState { registration } contract { __typename id } } } }"
    nodes = look.ask(query)["sims"]["nodes"]
    assert {node["id"] for node in nodes} == look.allowed["Sim"]
    assert {node["networkState"]["registration"] for node in nodes} == {"UNKNOWN"}
