"""Every graph type, for every role, over every way into it: no row beyond those the role may see, and each of them.

The documents are made from the schema (`walk.py`); who may see what is said in plain SQL (`rows.py`). Subscribers stand
behind two walls, the compiled predicate and row-level security: the matrix holds with either one alone.
"""

import asyncio
import base64
import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import asyncpg
import httpx
import pytest
import sqlalchemy as sa
from graphql import GraphQLInputObjectType, build_client_schema, get_introspection_query, get_named_type

from backend.app import create_app
from backend.auth.policy import MUTATIONS, SUBSCRIPTIONS, own
from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.database import connect
from backend.embedded import APPLICATION_ROLE, HOLDER_ROLE, LINE_ROLE, OWNER_ROLE, Place
from backend.planner import fields as graph_fields
from backend.planner import planner
from backend.planner.compiler import Compiler
from backend.planner.fields import (
    Form,
    Many,
    RootAggregate,
    RootEvents,
    RootListing,
    RootMany,
    RootNode,
    RootOne,
    RootStatement,
    RootTrialBalance,
    RootViewer,
    Value,
)
from backend.planner.plan import WALL, Plan
from backend.settings import Settings
from tests import folding
from tests.auth.rows import (
    ACCESS,
    BOOKS,
    MASKED,
    MAY_SEE,
    NAMES,
    OPEN,
    ORIGINALS,
    PLAIN,
    ROWS_OF_FILES,
    TABLES,
    add_rows,
    allowed_sql,
    key,
    moment,
    subscriber,
    viewers,
    written,
)
from tests.auth.walk import Walk
from tests.client import Always, Client

pytestmark = pytest.mark.database

TEMPLATE = "template_crm"
NO_NODES = {
    "Session",
    "TicketComment",
    "TicketAttachment",
    "Job",
    "LedgerEntry",
}  # they have ids, and are found over others only
DEEP = 3  # relations below a root's rows
LARGE = 10**9
WIDE = {
    "max_depth": 60,
    "max_tokens": LARGE,
    "max_aliases": LARGE,
    "max_document_characters": LARGE,
    "max_body_bytes": LARGE,
    "max_complexity": LARGE,
    "max_cost": 10**15,
    "subscriber_max_cost": 10**15,
    "subscriber_max_depth": 60,
    "cost_rate": 0,
    "statement_timeout_seconds": 60,
    "subscriber_statement_timeout_seconds": 60,
    "execution_seconds": 120,
}
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STAFF = (Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE)
BOTH, FIRST, SECOND = "both walls", "only the predicate", "only row-level security"
CASES = [(role, BOTH) for role in (*STAFF, Role.LINE, Role.HOLDER)] + [
    (role, wall) for role in (Role.LINE, Role.HOLDER) for wall in (FIRST, SECOND)
]
# One level deeper for who has most to be kept from: rows on every level, and masks.
DEEPEST = {(Role.ANALYST, BOTH), (Role.HOLDER, FIRST)}
LISTED = [(role, wall) for role, wall in CASES if role in SUBSCRIBERS]


class Matrix:
    """The API on the rows of `rows.py`, one application for every viewer."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.client = Client(url, settings.model_copy(update=WIDE))
        self.planner = self.client.app.state.planner
        self.catalog = self.planner.catalog
        self.walk = Walk(self.catalog, {name: {_key_field(name)} | MASKED.get(name, set()) for name in TABLES})
        users = {row["role"]: row["id"] for row in self.client.sql("select role, id from user_account where demo")}
        self.viewers = viewers(users)
        self.rows: dict[str, dict[str, Any]] = {}
        self.names: dict[str, dict[str, set[str]]] = {}
        for name, (table, column, _) in TABLES.items():
            found = self.client.sql(f"select t.*, t.{column} as told from {table} t")
            self.rows[name] = {written(name, row["told"]): row for row in found}
            assert len(self.rows[name]) == len(found) > 0, f"{name}: keys do not tell rows apart"
        self.originals = [row[0] for row in self.client.sql(ORIGINALS) if row[0] and len(row[0]) >= 6]

    def close(self) -> None:
        self.client.close()

    def send(self, viewer: Viewer, query: str, variables: dict[str, Any] | None = None) -> bytes:
        self.client.app.graphql._authenticate = Always(viewer)
        body = {"query": query, "variables": variables}
        return self.client.run(self.client.http.post("/graphql", json=body)).content

    def send_file(self, viewer: Viewer, query: str, variables: dict[str, Any], file: tuple[str, bytes, str]) -> bytes:
        """The file (name, bytes, media type) takes the place of `variables.i.file`."""
        self.client.app.graphql._authenticate = Always(viewer)
        form = {
            "operations": json.dumps({"query": query, "variables": variables}),
            "map": json.dumps({"0": ["variables.i.file"]}),
        }
        files = {"0": file}
        headers = {"graphql-require-preflight": "1"}
        return self.client.run(self.client.http.post("/graphql", data=form, files=files, headers=headers)).content

    def forget_plans(self) -> None:
        """Documents stay parsed, but are planned anew: for another wall."""
        for document in self.planner.documents._known.values():
            for operation in document.operations:
                operation.plans.clear()

    def allowed(self, viewer: Viewer, name: str) -> set[str]:
        return {written(name, row[0]) for row in self.client.sql(allowed_sql(viewer, name))}


class Look:
    """What one viewer got to see, each answer checked as it comes."""

    def __init__(self, matrix: Matrix, role: Role, *, deep: int = DEEP) -> None:
        self.deep = deep  # relations below a root's rows
        self.matrix = matrix
        self.role = role
        self.viewer = matrix.viewers[role]
        self.allowed = {name: matrix.allowed(self.viewer, name) for name in TABLES}
        self.hidden = {name: set(matrix.rows[name]) - self.allowed[name] for name in TABLES}
        self.seen: dict[str, set[str]] = defaultdict(set)
        mine = {text[4:] for keys in self.allowed.values() for text in keys}
        self.hidden_uuids = {text[4:] for keys in self.hidden.values() for text in keys} - mine
        told: dict[bool, set[str]] = {True: set(), False: set()}
        for name, columns in NAMES.items():
            if name == "User" and role in {Role.OPERATOR, Role.SERVICE}:
                continue  # histories tell the desk which of the staff it was
            for text, row in matrix.rows[name].items():
                told[text in self.allowed[name]] |= {row[column] for column in columns if row[column]}
        self.hidden_names = told[False] - told[True]

    def ask(self, query: str, **variables: Any) -> Any:
        raw = self.matrix.send(self.viewer, query, variables)
        answer = json.loads(raw)
        assert "errors" not in answer, (query[:500], answer["errors"])
        self.check(raw.decode(), query)
        self.few = variables.get("few")  # as many are listed below a row, so that counts can be compared
        self._walk(answer["data"], query[:300])
        return answer["data"]

    def ask_rows(self, query: str, few: int, *declared: str, **variables: Any) -> Any:
        """As `ask`, with `few` rows of every list below a row."""
        if "$few" in query:
            declared, variables = (*declared, "$few: Int!"), {**variables, "few": few}
        return self.ask(f"query({', '.join(declared)}) {query}" if declared else query, **variables)

    def check(self, text: str, told: str) -> None:
        """Nothing hidden stands anywhere in the text of an answer."""
        assert set(UUID.findall(text)) & self.hidden_uuids == set(), told[:500]
        if self.role is Role.ANALYST:
            plain = text.replace("\\\\", "\\").replace('\\"', '"') + _cursors(text)
            met = [original for original in self.matrix.originals if original in plain or original in text]
            assert met == [], told[:500]

    def _walk(self, value: Any, path: str) -> None:
        if isinstance(value, list):
            for item in value:
                self._walk(item, path)
        elif isinstance(value, dict):
            self._row(value, path)
            for name, item in value.items():
                self._walk(item, f"{path} / {name}")
        elif isinstance(value, str):
            assert value not in self.hidden_names, path

    def _row(self, row: dict[str, Any], path: str) -> None:
        name = row.get("__typename", "")
        if name not in TABLES:
            if "totalCount" in row and self.few is not None:
                assert len(row["nodes"]) == min(row["totalCount"], self.few), path
            return
        found = self.key(row)
        assert found in self.allowed[name], f"{self.role} sees {name} {found} over {path}"
        self.seen[name].add(found)
        if self.role in SUBSCRIBERS and name == "StatusChange":
            actor = row.get("actor", row.get("StatusChange_actor", "staff"))
            assert actor == "staff" or actor.startswith("subscriber:"), path
        if self.role in SUBSCRIBERS and name == "Refund":
            for field in ("requestedBy", "decidedBy"):
                actor = row.get(field, row.get(f"Refund_{field}"))
                assert actor in {None, "staff"} or actor.startswith("subscriber:"), path
        if self.role is Role.ANALYST and name in {"Refund", "LedgerEntry", "Settlement", "Mismatch", "ImportJob"}:
            for field in MASKED[name]:
                value = row.get(field, row.get(f"{name}_{field}"))
                assert value is None or not re.search(r"@|[0-9]{6}", value), f"{name}.{field} over {path}"
        if self.role is Role.ANALYST and name in {"Customer", "IdentityDocument", "Sim", "PhoneNumber"}:
            for field in MASKED[name]:
                value = row.get(field, row.get(f"{name}_{field}"))
                assert value is None or "***" in value, f"{name}.{field} over {path}"

    @staticmethod
    def key(row: dict[str, Any]) -> str:
        name = row["__typename"]
        _, column, told = TABLES[name]
        field = "id" if column == "id" else told
        found = row.get(field) or row[f"{name}_{field}"]
        return found if column in PLAIN else moment(found)

    def refused(self, query: str, **variables: Any) -> Any:
        """The one error of a request that is refused as a whole."""
        answer = json.loads(self.matrix.send(self.viewer, query, variables))
        assert answer.get("data") is None, (query, answer)
        (error,) = answer["errors"]
        return error

    def reachable(self) -> dict[str, set[str]]:
        """What is allowed and has a way to it: a binding is reached by the SIM or number that was bound."""
        found = dict(self.allowed)
        for name, to, column in (("SimBinding", "Sim", "sim_id"), ("NumberBinding", "PhoneNumber", "phone_number_id")):
            rows = self.matrix.rows[name]
            found[name] = {each for each in found[name] if written(to, rows[each][column]) in self.allowed[to]}
            assert found[name]
        # A line is told of by a mismatch that names it.
        rows = [self.matrix.rows["Mismatch"][each] for each in self.allowed["Mismatch"]]
        named = {each for row in rows for each in row["line_ids"]}
        assert named or self.role in SUBSCRIBERS
        found["SettlementLine"] &= named
        return found

    def may_ask(self, target: str) -> bool:
        if target in BOOKS:
            return self.role not in SUBSCRIBERS and (target not in ROWS_OF_FILES or self.role is not Role.ANALYST)
        return target not in ACCESS or self.role is Role.ADMIN


def _cursors(text: str) -> str:
    found = re.findall(r'"[cC]ursor":"([A-Za-z0-9+/=]+)"', text) + re.findall(r'Cursor":"([A-Za-z0-9+/=]+)"', text)
    return "".join(base64.b64decode(each + "=" * (-len(each) % 4)).decode() for each in found)


async def _statements(place: Place, *statements: str) -> None:
    connection = await connect(place.url(OWNER_ROLE, "postgres"), role=None)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def databases(postgresql: Place) -> Iterator[tuple[str, str]]:
    """Two copies of the matrix's rows: one to read, one to try mutations on."""
    names = ("crm_matrix", "crm_matrix_changed")
    asyncio.run(_statements(postgresql, f"create database {names[0]} template {TEMPLATE}"))
    asyncio.run(add_rows(postgresql.url(OWNER_ROLE, names[0])))
    asyncio.run(_statements(postgresql, f"create database {names[1]} template {names[0]}"))
    yield names
    asyncio.run(_statements(postgresql, *(f"drop database {name} with (force)" for name in names)))


@pytest.fixture(scope="module")
def matrix(postgresql: Place, databases: tuple[str, str], settings: Settings) -> Iterator[Matrix]:
    opened = Matrix(postgresql.url(APPLICATION_ROLE, databases[0]), settings)
    yield opened
    opened.close()


@pytest.fixture
def look(matrix: Matrix, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Look]:
    """A role behind the walls the test names."""
    role, wall = request.param
    if wall == FIRST:
        monkeypatch.setattr("backend.planner.planner.WALLS", {})
    elif wall == SECOND:
        monkeypatch.setattr(Compiler, "visible", lambda *_: [])
    matrix.forget_plans()
    yield Look(matrix, role, deep=DEEP if (role, wall) in DEEPEST else DEEP - 1)
    matrix.forget_plans()


def _cases(cases: list[tuple[Role, str]]) -> Any:
    ids = [f"{role.value}, {wall}" if role in SUBSCRIBERS else role.value for role, wall in cases]
    return pytest.mark.parametrize("look", cases, indirect=True, ids=ids)


# What there is to cover


def test_every_role_graph_type_root_field_and_object_field_is_covered(matrix: Matrix) -> None:
    walk, catalog = matrix.walk, matrix.catalog
    assert set(MAY_SEE) == set(Role) == set(matrix.viewers)
    assert {role for role, _ in CASES} == set(Role) - {Role.ANONYMOUS}
    for seen in (*MAY_SEE.values(), TABLES):
        assert set(seen) == set(catalog.types)
    assert {kind.name for kind in catalog.nodes()} == {
        name for name, (_, column, _) in TABLES.items() if column == "id"
    } - NO_NODES
    for name, kind in catalog.types.items():
        assert str(kind.table) == TABLES[name][0]
        assert kind.prefix in {TABLES[name][2], None}
    roots = walk.roots(object)
    tested = (
        RootMany,
        RootOne,
        RootNode,
        RootAggregate,
        RootViewer,
        RootEvents,
        RootListing,
        RootStatement,
        RootTrialBalance,
    )
    assert {name for name, mapping in roots.items() if not isinstance(mapping, tested)} == set()
    for name in catalog.types:
        walk.selection(name, 1)
    walk.viewer(1)
    assert walk.edges == walk.relations()
    everything = {(kind, field) for kind in catalog.types for field in catalog.object_type(kind).fields}
    assert everything - walk.edges - walk.leaves == {
        ("Sim", "networkState"),
        ("TicketAttachment", "url"),
        ("Bill", "url"),
        ("Payment", "checkoutUrl"),
        ("ImportJob", "rejectedRowsUrl"),
        ("ImportJob", "outcomeUrl"),
    }
    assert set(MUTATIONS) == set(CALLS) == set(catalog.schema.mutation_type.fields)
    assert set(SUBSCRIPTIONS) == set(MAY_LISTEN) == set(catalog.schema.subscription_type.fields)


def test_every_text_is_either_masked_for_an_analyst_or_said_to_be_open(matrix: Matrix) -> None:
    for name in set(matrix.catalog.types) - {*ACCESS, *ROWS_OF_FILES}:  # of which an analyst sees nothing
        fields, texts = set(matrix.catalog.object_type(name).fields), set()
        for field in matrix.catalog.object_type(name).fields:
            mapping = matrix.catalog.mapping(name, field)
            if isinstance(mapping, Value) and mapping.form in {Form.TEXT, Form.CODE}:
                texts.add(field)
        assert texts <= MASKED.get(name, set()) | OPEN.get(name, set()) <= fields, name
        assert MASKED.get(name, set()) & OPEN.get(name, set()) == set()


# Rows


@_cases(CASES)
def test_over_every_way_a_role_sees_its_own_rows_all_of_them_and_no_other(look: Look) -> None:
    for name, mapping in look.matrix.walk.roots(RootMany).items():
        if not look.may_ask(mapping.target):
            field = "{ totalCount }"
            assert look.refused(f"{{ {name} {field} }}")["extensions"]["code"] == "FORBIDDEN"
            continue
        _whole_list(look, name, mapping.target)
    _plain_lists(look)
    _deep(look)
    _by_id(look)
    _aggregates(look)
    _balances(look)
    _accounts(look)
    assert {name: look.seen[name] for name in TABLES} == look.reachable()


@_cases(CASES)
def test_the_rule_of_every_graph_type_gives_its_rows_even_where_no_way_leads_to_them(look: Look) -> None:
    """Some types are reached through rows that are the viewer's own anyway: their own rules are asked directly."""
    for name, kind in look.matrix.catalog.types.items():
        compiler = Compiler(look.matrix.catalog, None, None, look.role, None, time_zone="UTC")
        row = compiler.row(kind)
        rows = sa.select(sa.cast(sa.func.to_json(row[TABLES[name][1]]), sa.Text()).label("j")).select_from(row.source)
        listed = compiler.joined(rows.where(*compiler.visible(kind, row)))
        if look.role in SUBSCRIBERS and planner.WALLS and kind.table.name not in GRANTED:
            continue  # not even asked for behind the second wall
        wall = planner.WALLS.get(look.role)
        plan = Plan(["[", listed, "]"], {}, mixed=False, depends_on_values=False, wall=wall, own=own(look.role))
        found = look.matrix.client.run(look.matrix.planner.reader.read(plan, {}, look.viewer))
        expected = look.allowed[name]
        if name == "Session":  # whose they are: that they are live is said where they are listed
            rows_of = look.matrix.rows[name]
            mine = {each for each, row in rows_of.items() if row["subject"] == look.viewer.subject}
            if look.role is Role.HOLDER and not compiler.visible(kind, row):
                # The second wall alone knows the customer: none of the sessions is a stranger's.
                mine = {each for each, row in rows_of.items() if row["customer_id"] == look.viewer.customer_id}
            expected = set(rows_of) if look.role is Role.ADMIN else mine if look.role is not Role.SERVICE else set()
        assert {written(name, each) for each in json.loads(found)} == expected, name


def _key_field(name: str) -> str:
    _, column, told = TABLES[name]
    return "id" if column == "id" else told


def _whole_list(look: Look, root: str, target: str) -> None:
    """Every page, in every order, forwards and backwards: the same rows, counted exactly."""
    row = f"{{ __typename {_key_field(target)} }}"
    kind = look.matrix.catalog.types[target]
    page = f"totalCount totalCountExact nodes {row} edges {{ cursor node {row} }}"
    page += " pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    masked = MASKED.get(target, set()) if look.role is Role.ANALYST else set()
    for order in kind.orders:
        if kind.orders[order].source in masked:
            continue
        for size, cursor, more, edge in (
            ("first", "after", "hasNextPage", "endCursor"),
            ("last", "before", "hasPreviousPage", "startCursor"),
        ):
            query = f"query($c: String) {{ all: {root}({size}: 100, {cursor}: $c, orderBy: [{{ field: {order} }}]) {{ {page} }} }}"
            found: list[str] = []
            at: str | None = None
            while True:
                answer = look.ask(query, c=at)["all"]
                found += [look.key(node) for node in answer["nodes"]]
                assert [look.key(node) for node in answer["nodes"]] == [look.key(e["node"]) for e in answer["edges"]]
                assert answer["totalCount"] == len(look.allowed[target])
                at = answer["pageInfo"][edge]
                if not answer["pageInfo"][more]:
                    break
            assert len(found) == len(set(found))
            assert set(found) == look.allowed[target]


def _deep(look: Look) -> None:
    """Everything below the rows of every root, relations of relations of relations."""
    walk = look.matrix.walk
    every, passes = 100, [(look.deep, 100, 100)]
    if look.role not in SUBSCRIBERS:  # who see so much that all of it is asked for less deeply
        every, passes = 2, [(look.deep, 2, 2), (1, 100, 1)]
    for name, mapping in walk.roots(RootMany).items():
        if look.may_ask(mapping.target):
            for depth, rows, few in passes:
                below = walk.selection(mapping.target, depth)
                look.ask_rows(f"{{ {name}(first: {rows}) {{ nodes {below} }} }}", few)
    viewer = look.ask_rows(f"{{ viewer {walk.viewer(look.deep - 1)} }}", every)["viewer"]
    own = {
        "contract": ("Contract", "con", look.viewer.contract_id),
        "customer": ("Customer", "cus", look.viewer.customer_id),
    }
    for field, (name, prefix, uid) in own.items():
        found = viewer[field] and viewer[field]["id"]
        assert found == (f"{prefix}_{uid}" if uid and f"{prefix}_{uid}" in look.allowed[name] else None)
    sessions = {row["id"] for row in viewer["sessions"]}
    rows = look.matrix.rows["Session"]
    assert sessions == {each for each in look.allowed["Session"] if rows[each]["subject"] == look.viewer.subject}
    assert {row["id"] for row in viewer["sessions"] if row["current"]} == sessions & {f"ses_{look.viewer.session_id}"}


def _by_id(look: Look) -> None:
    """Own and foreign rows through `node`, `nodes` and every key of every root that finds one."""
    walk, catalog = look.matrix.walk, look.matrix.catalog
    some = {name: sorted(look.hidden[name])[:15] + sorted(look.allowed[name])[:5] for name in TABLES}
    ids = [each for name in TABLES for each in some[name] if TABLES[name][1] == "id"]
    for each in ids:
        node = look.ask("query($id: ID!) { node(id: $id) { __typename id } }", id=each)["node"]
        assert (node and node["id"]) == (each if _is_node(look, each) else None)
    every = [each for name in TABLES if TABLES[name][1] == "id" for each in sorted(look.matrix.rows[name])]
    everything = walk.any_node(sorted(kind.name for kind in catalog.nodes()), 1)
    for start in range(0, len(every), 100):
        chunk = every[start : start + 100]
        nodes = look.ask_rows(f"{{ nodes(ids: $ids) {everything} }}", 1, "$ids: [ID!]!", ids=chunk)["nodes"]
        assert [node and node["id"] for node in nodes] == [each if _is_node(look, each) else None for each in chunk]
    for root, mapping in walk.roots(RootOne).items():
        target = mapping.target
        if not look.may_ask(target):
            assert target in BOOKS
            for each in some[target]:
                error = look.refused(f'{{ {root}(id: "{each}") {{ id }} }}')
                assert error["extensions"]["code"] == "FORBIDDEN"
            continue
        for argument, found in mapping.keys.items():
            masked = look.role is Role.ANALYST and found.column in MASKED.get(target, set())
            kind = "ID" if argument == "id" else "String"
            query = f"query($k: {kind}!) {{ {root}({argument}: $k) {{ __typename id }} }}"
            for each in [] if masked else some[target]:
                row = look.matrix.rows[target][each]
                if row[found.column] is not None:
                    answer = look.ask(query, k=each if argument == "id" else row[found.column])[root]
                    if argument == "id":
                        assert (answer and answer["id"]) == (each if each in look.allowed[target] else None)
                    if argument == "idempotencyKey":
                        assert (answer and answer["id"]) == _begun(look, row[found.column])
        if look.allowed[target]:
            deep = walk.selection(target, look.deep - 1)
            look.ask_rows(f"{{ {root}(id: $k) {deep} }}", 2, "$k: ID!", k=min(look.allowed[target]))


def _begun(look: Look, key_of_payment: str) -> str | None:
    """The visible payment that the viewer themselves began with this key."""
    found = [
        each
        for each, row in look.matrix.rows["Payment"].items()
        if (row["idempotency_key"], row["payer"]) == (key_of_payment, look.viewer.subject)
    ]
    assert len(found) <= 1
    return found[0] if found and found[0] in look.allowed["Payment"] else None


def _amount(minor: int, currency: str) -> dict[str, str]:
    digits = {"KWD": 3}.get(currency, 2)
    return {"amount": str(Decimal(minor).scaleb(-digits)), "currency": currency}


def _balances(look: Look) -> None:
    """What a contract holds, now and after all that ever moved it; what a customer's contracts hold together."""
    held = look.matrix.client.sql("select * from ledger_account where contract_id is not null")
    shown = "__typename id balance { amount currency } then: balance(asOf: $at) { amount currency }"
    query = f"query($at: DateTime!) {{ contracts(first: 100) {{ nodes {{ {shown} }} }} customers(first: 100) {{ nodes {{ {shown} }} }} }}"
    answer = look.ask(query, at="2300-01-01T00:00:00Z")
    for row in (row for nodes in answer.values() for row in nodes["nodes"]):
        stored = look.matrix.rows[row["__typename"]][row["id"]]
        currency = stored.get("currency", "KGS")
        column = "contract_id" if row["__typename"] == "Contract" else "customer_id"
        mine = [each for each in held if each[column] == stored["id"] and each["currency"] == currency]
        minor = sum(each["balance_minor"] for each in mine)
        assert row["balance"] == row["then"] == _amount(minor, currency), row
    moved = {row["id"] for row in answer["contracts"]["nodes"] if row["balance"]["amount"] != "0.00"}
    assert moved & look.allowed["Contract"]


def _accounts(look: Look) -> None:
    """Of every contract: none of a hidden one, and of one's own the entries that its currency has."""
    entry = look.matrix.walk.selection("LedgerEntry", 1)
    query = f"""query($id: ID!, $few: Int!) {{
        statement(contractId: $id, from: "2000-01-01T00:00:00Z", to: "2300-01-01T00:00:00Z") {{
            contract {{ __typename id }} openingBalance {{ amount }} closingBalance {{ amount currency }} credited {{ amount }} debited {{ amount }}
            entries(first: $few) {{ totalCount nodes {entry} }} }} }}"""
    for each, contract in look.matrix.rows["Contract"].items():
        found = look.ask(query, id=each, few=100)["statement"]
        if each not in look.allowed["Contract"]:
            assert found is None
            continue
        entries = look.matrix.rows["LedgerEntry"]
        of = {"contract_id": contract["id"], "currency": contract["currency"]}
        mine = {k: row for k, row in entries.items() if {name: row[name] for name in of} == of}
        assert found["contract"]["id"] == each
        assert {node["id"] for node in found["entries"]["nodes"]} == set(mine) <= look.allowed["LedgerEntry"]
        amounts = [row["amount_minor"] for row in mine.values()]
        sides = (sum(a for a in amounts if a > 0), -sum(a for a in amounts if a < 0))
        told = (found["credited"]["amount"], found["debited"]["amount"])
        assert told == tuple(_amount(side, contract["currency"])["amount"] for side in sides)
        assert found["openingBalance"]["amount"] == "0.00"
        assert found["closingBalance"] == _amount(sum(amounts), contract["currency"])
    assert look.ask(query, id=f"con_{uuid.uuid4()}", few=1)["statement"] is None
    if look.role is not Role.ADMIN:
        assert look.refused("{ trialBalance { total { amount } } }")["extensions"]["code"] == "FORBIDDEN"
        return
    balance = look.ask("{ trialBalance { total { amount } accounts { account } } }")["trialBalance"]
    assert balance["total"] == {"amount": "0.00"}
    assert "CONTRACT" in {each["account"] for each in balance["accounts"]}


def _plain_lists(look: Look) -> None:
    """The log page by page, and the lists that are no connections."""
    walk = look.matrix.walk
    for root, mapping in walk.roots(RootListing).items():
        if not look.may_ask(mapping.target):
            assert look.refused(f"{{ {root} {{ __typename }} }}")["extensions"]["code"] == "FORBIDDEN"
            continue
        look.ask_rows(f"{{ {root}(first: 200) {walk.selection(mapping.target, 1)} }}", 1)
    for root, mapping in walk.roots(RootEvents).items():
        fields = f"hasNextPage endCursor nodes {walk.selection(mapping.target, 2)}"
        page = look.ask_rows(f"{{ {root}(first: 1) {{ {fields} }} }}", 1)[root]
        while page["hasNextPage"]:
            query = f"{{ {root}(first: 1, since: $since) {{ {fields} }} }}"
            page = look.ask_rows(query, 1, "$since: String!", since=page["endCursor"])[root]


def _is_node(look: Look, each: str) -> bool:
    name = next(name for name, (_, column, prefix) in TABLES.items() if column == "id" and prefix == each[:3])
    return name not in NO_NODES and each in look.allowed[name]


def _aggregates(look: Look) -> None:
    """Counts are those of the rows; groups over every path lead to no hidden row."""
    walk = look.matrix.walk
    for root, mapping in walk.roots(RootAggregate).items():
        assert look.may_ask(mapping.target)
        fields, paths = [], list(walk.one_paths(mapping.target, 3))
        for at, (path, _) in enumerate(paths):
            group = f'groupBy: [{{ field: "{path}id" }}], first: 1000'
            fields.append(
                f'g{at}: {root}({group}) {{ keys {{ value }} count countDistinct(field: "{path}id") max(field: "{path}createdAt") }}'
            )
        answer = look.ask(f"{{ all: {root} {{ count countDistinct }} {' '.join(fields)} }}")
        mine = look.allowed[mapping.target]
        assert answer["all"] == [{"count": len(mine), "countDistinct": len(mine)}]
        for at, (path, target) in enumerate(paths):
            groups = answer[f"g{at}"]
            values = {group["keys"][0]["value"] for group in groups}
            assert values - {None} <= look.allowed[target], (root, path)
            assert sum(group["count"] for group in groups) == len(mine), (root, path)
            for group in groups:
                row = look.matrix.rows[target].get(group["keys"][0]["value"])
                assert group["countDistinct"] == (row is not None)
                assert (group["max"] and moment(group["max"])) == (row and moment(row["created_at"])), (root, path)
            if not path:
                assert values == mine


@_cases(LISTED)
def test_who_paid_for_somebody_elses_number_sees_that_payment_and_nothing_of_its_line(look: Look) -> None:
    query = """query($n: [String!]!) { payments(filter: { number: { in: $n } }, orderBy: [{ field: CREATED_AT }]) { nodes {
        number amount { amount } contract { id } refunds { status } bills { number } ledgerEntries { kind counterEntries { id } } history { verb actor }
    } } }"""
    numbers = [f"PM-{each}" for each in ("F3F1", "H1F1", "H2F2", "F1H1")]

    def seen(viewer: Viewer) -> dict[str, Any]:
        answer = json.loads(look.matrix.send(viewer, query, {"n": numbers}))
        return {row.pop("number"): row for row in answer["data"]["payments"]["nodes"]}

    # As somebody who only paid has it.
    nothing: dict[str, Any] = {each: [] for each in ("refunds", "bills", "ledgerEntries", "history")}
    paid_for = {"amount": {"amount": "9.00"}, "contract": None, **nothing}

    # The holder paid by H1 and by H2, the line is H1. F3's payment was another's, who had H1's number before.
    mine = seen(look.viewer)
    paid = ["PM-H1F1", "PM-H2F2"] if look.role is Role.HOLDER else ["PM-H1F1"]
    assert {number: mine[number] for number in paid} == dict.fromkeys(paid, paid_for)
    assert set(mine) == {*paid, "PM-F1H1"}
    foreign = subscriber(look.role, key("F1"), key("num F1"), key("F") if look.role is Role.HOLDER else None)
    theirs = seen(foreign)
    assert set(theirs) == {"PM-F1H1", "PM-H1F1", "PM-F3F1"} | ({"PM-H2F2"} if look.role is Role.HOLDER else set())
    assert theirs["PM-F1H1"] == paid_for
    # Whose contract it is sees all of it but which stranger it was.
    for rows, number, contract in ((mine, "PM-F1H1", "H1"), (theirs, "PM-H1F1", "F1")):
        own = rows[number]
        assert own["contract"] == {"id": f"con_{key(contract)}"}
        assert len(own["refunds"]) == 5
        assert [bill["number"] for bill in own["bills"]] == [f"BM-PAYMENT {number}", f"BM-REFUND {number}"]
        assert [entry["kind"] for entry in own["ledgerEntries"]] == ["PAYMENT", "REFUND"]
        assert all(entry["counterEntries"] == [] for entry in own["ledgerEntries"])
        assert own["history"] == [{"verb": "start", "actor": "subscriber:other"}]


@_cases(LISTED)
def test_of_a_transfer_between_lines_of_one_customer_a_line_sees_its_own_side(look: Look) -> None:
    query = """{ ledgerEntries(first: 100, filter: { contract: { number: { in: ["KM-H1", "KM-H2"] } } }) { nodes {
        kind amount { amount } contract { number } counterEntries { amount { amount } contract { number } } } } }"""
    nodes = look.ask(query)["ledgerEntries"]["nodes"]
    transfers = {node["contract"]["number"]: node["counterEntries"] for node in nodes if node["kind"] == "TRANSFER"}
    given, taken = (
        {"amount": {"amount": amount}, "contract": {"number": number}}
        for amount, number in (("-0.50", "KM-H1"), ("0.50", "KM-H2"))
    )
    expected = {"KM-H1": [taken], "KM-H2": [given]} if look.role is Role.HOLDER else {"KM-H1": []}
    assert transfers == expected


# What is hidden is as what is missing


def _another(name: str) -> Any:
    """A key that nobody has."""
    if TABLES[name][1] == "id":
        return f"{TABLES[name][2]}_{uuid.uuid4()}"
    return "1970-01-01T00:00:00+00:00"


def _answer(look: Look, query: str, **variables: Any) -> tuple[bytes, int]:
    """The bytes of an answer, and how many statements it took."""
    before = look.matrix.planner.reader.statements
    raw = look.matrix.send(look.viewer, query, variables)
    return raw, look.matrix.planner.reader.statements - before


HIDDEN = [(role, BOTH) for role in STAFF] + LISTED


@_cases(HIDDEN)
def test_a_hidden_row_cannot_be_told_from_a_missing_one(look: Look) -> None:
    for name, (_, column, _) in TABLES.items():
        if column != "id" or not look.hidden[name]:
            continue
        for hidden in sorted(look.hidden[name])[:10]:
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
            continue  # nothing is told of any row: the question itself is refused
        for argument, found_by in mapping.keys.items():
            query = (
                f"query($k: {'ID' if argument == 'id' else 'String'}!) {{ {root}({argument}: $k) {{ id createdAt }} }}"
            )
            rows = [look.matrix.rows[mapping.target][each] for each in sorted(look.hidden[mapping.target])]
            values = {row[found_by.column] for row in rows} - {None}
            values -= {look.matrix.rows[mapping.target][each][found_by.column] for each in look.allowed[mapping.target]}
            for value in sorted(values, key=str)[:10]:
                given = written(mapping.target, value) if argument == "id" else value
                missing = _answer(look, query, k=_another(mapping.target) if argument == "id" else "nobody's")
                assert _answer(look, query, k=given) == missing == (b'{"data":{"%s":null}}' % root.encode(), 1)


@_cases(LISTED)
def test_a_filter_by_hidden_rows_finds_what_a_filter_by_missing_ones_does(look: Look) -> None:
    """Over every relation, by some, none, every and not: in lists, their counts, nested lists and aggregates."""
    told = 0
    walk = look.matrix.walk
    hidden = {name: sorted(look.hidden[name]) for name in TABLES}
    missing = {name: [_another(name) for _ in hidden[name]] for name in TABLES}
    for fields in _filters(walk, look.may_ask, look.deep - 1):
        for start in range(0, len(fields), 60):
            chunk = " ".join(fields[start : start + 60])
            used = set(re.findall(r"\$(\w+)", chunk))
            declared = (f"${name}: [{'ID' if TABLES[name][1] == 'id' else 'DateTime'}!]!" for name in sorted(used))
            query = f"query({', '.join(declared)}) {{ {chunk} }}"
            found = look.ask(query, **{name: hidden[name] for name in used})
            expected = look.ask(query, **{name: missing[name] for name in used})
            different = [alias for alias in found if found[alias] != expected[alias]]
            assert different == [], [field for field in fields if field.split(":")[0] in different]
            told += len(found)
    assert told > 60


def _filters(walk: Walk, may_ask: Any, depth: int) -> Iterator[list[str]]:
    """Aliased fields of every root that takes a filter, by the keys in the variable named as the type."""
    aggregates = {mapping.target: root for root, mapping in walk.roots(RootAggregate).items()}
    for root, mapping in walk.roots(RootMany).items():
        if not may_ask(mapping.target):
            continue
        row = f"{{ __typename {_key_field(mapping.target)} }}"
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
                inner = f"{name}(filter: {{ {_by_key(below.target)} }}) {{ totalCount nodes {{ __typename id }} }}"
                fields.append(f"n_{name}: {root}(first: 100) {{ nodes {{ __typename id {inner} }} }}")
        yield fields


def _by_key(name: str) -> str:
    return f"{'id' if TABLES[name][1] == 'id' else 'createdAt'}: {{ in: ${name} }}"


@_cases(LISTED)
def test_a_cursor_does_not_tell_of_hidden_rows_beyond_it(look: Look) -> None:
    told = 0
    for root, mapping in look.matrix.walk.roots(RootMany).items():
        if not look.allowed[mapping.target]:
            continue
        rows = look.matrix.rows[mapping.target]
        times = sorted(rows[each]["created_at"] for each in look.allowed[mapping.target])
        hidden = [rows[each]["created_at"] for each in look.hidden[mapping.target]]
        page = f"{{ pageInfo {{ hasNextPage hasPreviousPage }} nodes {{ __typename {_key_field(mapping.target)} }} }}"
        query = f"query($c: String!, $d: String!) {{ a: {root}(first: 100, after: $c) {page} b: {root}(last: 100, before: $d) {page} }}"
        # Newest first: what follows the first cursor is everything visible, and what precedes it is hidden.
        answer = look.ask(query, c=_cursor(times[-1], "f"), d=_cursor(times[0], "0"))
        for each in answer.values():
            assert each["pageInfo"] == {"hasNextPage": False, "hasPreviousPage": False}, root
            assert len(each["nodes"]) == len(times)
        told += any(each > times[-1] for each in hidden) + any(each < times[0] for each in hidden)
    assert told >= 8


def _cursor(at: Any, digit: str) -> str:
    parts = ["CREATED_AT", at.isoformat(), str(uuid.UUID(digit * 32))]
    return base64.b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode()


@_cases(CASES)
def test_a_search_finds_visible_rows_by_visible_texts_only(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    searched = 0
    for root, mapping in look.matrix.walk.roots(RootMany).items():
        kind = look.matrix.catalog.types[mapping.target]
        if "search" not in look.matrix.catalog.schema.query_type.fields[root].args:
            assert kind.search == ()
            continue
        rows = look.matrix.rows[mapping.target]
        query = f"query($s: String!) {{ {root}(first: 100, search: $s) {{ totalCount nodes {{ __typename id }} }} }}"
        own = [(each.column, each.look) for each in kind.search if each.through is None]
        for column, kind_of in own:
            masked = look.role is Role.ANALYST and column in MASKED[mapping.target]
            for term in sorted({row[column] for row in rows.values() if row[column]}):
                if masked:
                    answer = json.loads(look.matrix.send(look.viewer, query, {"s": term}))
                    assert "masked" in answer["errors"][0]["message"], term
                else:
                    found = look.ask(query, s=term)[root]
                    expected = {
                        each for each in look.allowed[mapping.target] if _found_by(term, rows[each][column], kind_of)
                    }
                    # Others may have it on a line of theirs.
                    nodes = {node["id"] for node in found["nodes"]}
                    assert expected <= nodes <= look.allowed[mapping.target], term
                    assert found["totalCount"] == len(nodes)
                searched += 1
    assert searched > 100
    # Hidden hits do not count towards what is too much.
    mine = sum(
        row["iccid"].startswith("8996") for each, row in look.matrix.rows["Sim"].items() if each in look.allowed["Sim"]
    )
    query = '{ sims(search: "8996") { totalCount searchTooBroad } }'
    for most in {mine, max(mine - 1, 1)}:
        monkeypatch.setattr("backend.planner.search.MOST_HITS", most)
        look.matrix.forget_plans()
        assert look.ask(query)["sims"] == {"totalCount": most, "searchTooBroad": most < mine}


def _found_by(term: str, value: Any, kind: graph_fields.Look) -> bool:
    """Whether a row's own value is what is searched for; a name may be spelt otherwise, or be longer."""
    if kind is graph_fields.Look.NAME:
        return folding.name_key(term) in folding.name_key(value)
    return bool(value == term)


@_cases(CASES)
def test_what_the_network_says_is_said_of_visible_sims_only(look: Look) -> None:
    query = "{ sims(first: 100) { nodes { __typename id networkState { registration } contract { __typename id } } } }"
    nodes = look.ask(query)["sims"]["nodes"]
    assert {node["id"] for node in nodes} == look.allowed["Sim"]
    assert {node["networkState"]["registration"] for node in nodes} == {"UNKNOWN"}


# Masks


def _masked_uses(matrix: Matrix) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Every way to compare, order or measure by a masked field: what it is, and the document."""
    walk, schema = matrix.walk, matrix.catalog.schema
    lists, aggregates = walk.roots(RootMany), walk.roots(RootAggregate)
    for root, mapping in [*lists.items(), *aggregates.items()]:
        if mapping.target in ACCESS:
            continue
        selected = "{ count }" if root in aggregates else "{ totalCount }"
        for before, after, target in walk.filter_paths(mapping.target, 2):
            kind = schema.type_map.get(f"{target}Filter")
            for field in sorted(
                MASKED.get(target, set()) & set(kind.fields if isinstance(kind, GraphQLInputObjectType) else ())
            ):
                operators = list(get_named_type(kind.fields[field].type).fields)
                for operator in operators[:1] if before else operators:
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
            for field in sorted(MASKED.get(target, set())):
                at = f'field: "{path}{field}"'
                yield (target, field, "groupBy"), f"{{ {root}(groupBy: [{{ {at} }}]) {{ count }} }}"
                for measure in ("countDistinct", "sum", "avg", "min", "max"):
                    yield (target, field, measure), f"{{ {root} {{ {measure}({at}) }} }}"
    for root, mapping in walk.roots(RootOne).items():
        for argument, found in mapping.keys.items():
            if found.column in MASKED.get(mapping.target, set()):
                yield (mapping.target, found.column, "key"), f'{{ {root}({argument}: "+996700100001") {{ id }} }}'


def test_an_analyst_cannot_compare_order_search_or_measure_by_anything_masked(matrix: Matrix) -> None:
    analyst, operator = Look(matrix, Role.ANALYST), Look(matrix, Role.OPERATOR)
    uses: dict[tuple[str, str, str], int] = defaultdict(int)
    asked = set()
    for use, query in _masked_uses(matrix):
        uses[use] += 1
        error = analyst.refused(query)
        assert error["extensions"]["code"] == "BAD_USER_INPUT", query
        assert "masked" in error["message"], query
        if use not in asked:  # and it is the mask that refuses it
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
    for how in ("groupBy", "countDistinct", "sum", "avg", "min", "max"):
        assert {use[:2] for use in uses if use[2] == how} == measured
    assert {name for name, _ in measured} == {"Customer", "Sim", "PhoneNumber", "Ticket"}


# What the schema shows, and what may be done


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_introspection_shows_a_role_what_it_may_ask_and_do(matrix: Matrix, role: Role) -> None:
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
    assert set(matrix.catalog.types) - set(shown.type_map) == unseen
    unseen |= {"TrialBalance"} if role is not Role.ADMIN else set()
    assert role is not Role.ADMIN or {"TrialBalance", "TrialBalanceAccount"} < set(shown.type_map)
    roots = matrix.walk.roots(object)
    assert set(shown.query_type.fields) == {n for n, m in roots.items() if getattr(m, "target", None) not in unseen}
    for name in unseen:
        assert not any(
            other.startswith(name) and other != "ClientKind" for other in shown.type_map if other != "UserError"
        )
    for name, roles in MAY_CALL.items():
        payload = get_named_type(matrix.catalog.schema.mutation_type.fields[name].type).name
        shared = {get_named_type(matrix.catalog.schema.mutation_type.fields[each].type).name for each in may}
        assert (payload in shown.type_map) == (payload in shared)
        assert role in roles or f'"{name}"'.encode() not in raw


EVERYBODY = {Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.LINE, Role.HOLDER}
DESK = {Role.ADMIN, Role.OPERATOR, Role.SERVICE}
PEOPLE = {Role.ADMIN, Role.OPERATOR}
_F1, _F2 = f"con_{key('F1')}", f"con_{key('F2')}"
_OTHER, _GONE, _APP = f"usr_{key('other')}", f"usr_{key('gone')}", f"cli_{key('client')}"
_PERSON = {"kind": "PERSON", "name": "Новый Абонент", "phone": "+996555000123", "allowDuplicate": True}
# Each with an input that would do something, and who may.
CALLS: dict[str, tuple[set[Role], dict[str, Any] | None]] = {
    "getSim": (DESK, {"customerId": f"cus_{key('F')}", "tariffCode": "T01"}),
    "createCustomer": (DESK, _PERSON),
    "updateCustomerContact": (DESK, {"id": f"cus_{key('F')}", "email": "changed@matrix.example"}),
    "verifyCustomer": (
        PEOPLE,
        {"id": "cus_ffbc4675-f864-e0e9-aab8-bdf7a0437010", "document": {"kind": "PASSPORT", "number": "AC2223334"}},
    ),
    "rejectCustomerIdentity": (PEOPLE, {"id": "cus_9e8486cd-d435-beda-9a60-806dd334d964", "reason": "matrix"}),
    "resubmitCustomerIdentity": (PEOPLE, {"id": "cus_5ce4d191-fd14-ac85-a146-9fb8c29b7a7b"}),
    "getDeposit": (
        DESK | SUBSCRIBERS,
        {"contractId": _F2, "amount": {"amount": "5"}, "method": "CASH", "idempotencyKey": "getDeposit"},
    ),
    "cancelPayment": (DESK | SUBSCRIBERS, {"id": f"pay_{key('pay KM-F22')}"}),
    "refundPayment": (
        DESK,
        {
            "paymentId": f"pay_{key('pay KM-F21')}",
            "amount": {"amount": "0.10"},
            "reason": "matrix",
            "idempotencyKey": "refund",
        },
    ),
    "approveRefund": (PEOPLE, {"id": f"ref_{key('ref PM-KM-F211')}"}),
    "rejectRefund": (DESK, {"id": f"ref_{key('ref PM-KM-F212')}", "reason": "matrix"}),
    "chargeContract": (
        DESK,
        {"contractId": _F2, "amount": {"amount": "0.20"}, "reason": "matrix", "idempotencyKey": "charge"},
    ),
    "adjustBalance": (
        DESK,
        {"contractId": _F2, "amount": {"amount": "-0.30"}, "reason": "matrix", "idempotencyKey": "adjust"},
    ),
    "transferBalance": (
        DESK | {Role.HOLDER},
        {"fromContractId": _F2, "toContractId": _F1, "amount": {"amount": "0.40"}, "idempotencyKey": "transfer"},
    ),
    "reverseEntry": (
        DESK,
        {"id": f"ent_{key('ent CHARGE KM-F2 KM-F2')}", "reason": "matrix", "idempotencyKey": "reverse"},
    ),
    "setCreditLimit": (DESK, {"contractId": _F2, "limit": {"amount": "7"}, "reason": "matrix"}),
    "importSettlement": (PEOPLE, {"gateway": "matrix", "day": "2026-05-03", "file": None, "idempotencyKey": "import"}),
    "bulkRegister": (DESK, {"file": None, "dryRun": True}),
    "importSims": (DESK, {"file": None, "dryRun": True}),
    "importNumbers": (DESK, {"file": None, "dryRun": True}),
    "importTariffs": ({Role.ADMIN}, {"file": None, "dryRun": True}),
    "pauseBulkRegister": (DESK, {"id": f"imp_{key('imp 1')}"}),
    "resumeBulkRegister": (DESK, {"id": f"imp_{key('imp 1')}"}),
    "cancelBulkRegister": (DESK, {"id": f"imp_{key('imp 1')}"}),
    "applyRepair": (PEOPLE, {"id": f"mis_{key('mis 5')}", "note": "matrix", "idempotencyKey": "repair"}),
    "dismissMismatch": (PEOPLE, {"id": f"mis_{key('mis 6')}", "note": "matrix", "idempotencyKey": "dismiss"}),
    "suspendContract": (DESK, {"id": _F1}),
    "resumeContract": (DESK, {"id": _F2}),
    "closeContract": (DESK, {"id": _F1}),
    "openTicket": (DESK | SUBSCRIBERS, {"contractId": _F1, "subject": "Matrix"}),
    "activateTicket": (DESK, {"id": f"tic_{key('tic6')}"}),
    "suspendTicket": (DESK, {"id": f"tic_{key('tic6')}", "reason": "matrix"}),
    "resumeTicket": (DESK, {"id": f"tic_{key('tic6')}"}),
    "blockTicket": (DESK, {"id": f"tic_{key('tic6')}", "reason": "matrix"}),
    "closeTicket": (DESK, {"id": f"tic_{key('tic6')}", "reason": "matrix"}),
    "discardTicket": (DESK, {"id": f"tic_{key('tic6')}", "reason": "matrix"}),
    "assignTicket": (DESK, {"id": f"tic_{key('tic6')}", "queue": "matrix"}),
    "prioritiseTicket": (DESK, {"id": f"tic_{key('tic6')}", "priority": "URGENT"}),
    "commentTicket": (DESK | SUBSCRIBERS, {"id": f"tic_{key('tic6')}", "body": "matrix"}),
    "attachToTicket": (DESK | SUBSCRIBERS, {"id": f"tic_{key('tic6')}", "file": None}),
    "resendNotification": (DESK, {"id": f"not_{key('not KM-F11')}"}),
    "setNotificationPreference": (
        DESK | {Role.HOLDER},
        {"customerId": f"cus_{key('F')}", "purpose": "TICKET", "channel": "SMS", "allowed": False},
    ),
    "retryJob": ({Role.ADMIN}, {"id": "job_8001"}),
    "inviteUser": ({Role.ADMIN}, {"email": "new@matrix.example", "name": "New", "role": "ADMIN"}),
    "setUserRole": ({Role.ADMIN}, {"id": _OTHER, "role": "ADMIN"}),
    "resetUserSecondFactor": ({Role.ADMIN}, {"id": _OTHER}),
    "deactivateUser": ({Role.ADMIN}, {"id": _OTHER}),
    "reactivateUser": ({Role.ADMIN}, {"id": _GONE}),
    "registerClient": (
        {Role.ADMIN},
        {"clientId": "new-app", "name": "New", "kind": "CONFIDENTIAL", "signIn": "NOBODY"},
    ),
    "rotateClientSecret": ({Role.ADMIN}, {"id": _APP}),
    "deactivateClient": ({Role.ADMIN}, {"id": _APP}),
    "endSession": (EVERYBODY, {"id": f"ses_{key('ses KM-F11')}"}),
    "signOutEverywhere": (EVERYBODY, None),
}
FILES = {
    "importSims": ("s.csv", b"iccid\n8999605000000000012\n", "text/csv"),
    "importNumbers": ("n.csv", b"first,last\n+996555000100,+996555000199\n", "text/csv"),
    "importTariffs": ("t.csv", b"tariff,name,monthly_fee\nT77,Matrix,10\n", "text/csv"),
    "bulkRegister": ("b.csv", b"name,phone,iccid,tariff\nMatrix,+996555123456,8999605000000000012,T01\n", "text/csv"),
    "attachToTicket": ("a.txt", b"a text", "text/plain"),
    "importSettlement": (
        "a.csv",
        b"line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at\n"
        b"l1,PAYMENT,nobodys,,100,1,KGS,2026-05-03T10:00:00Z\n",
        "text/csv",
    ),
}
MAY_LISTEN = {
    **dict.fromkeys(("paymentChanged", "statusChanged", "ticketChanged", "notificationAdded"), EVERYBODY | DESK),
    "bulkRegisterProgress": DESK | {Role.ANALYST},
}
MAY_CALL = {name: roles for name, (roles, _) in CALLS.items()}


@pytest.fixture(scope="module")
def changed(postgresql: Place, databases: tuple[str, str], settings: Settings) -> Iterator[Matrix]:
    opened = Matrix(postgresql.url(APPLICATION_ROLE, databases[1]), settings)
    yield opened
    opened.close()


def _call(matrix: Matrix, viewer: Viewer, name: str, given: dict[str, Any] | None) -> Any:
    if given is None:
        query, variables = f"mutation {{ {name} {{ errors {{ code }} }} }}", None
    else:
        kind = matrix.catalog.schema.mutation_type.fields[name].args["input"].type
        query, variables = f"mutation($i: {kind}) {{ {name}(input: $i) {{ errors {{ code }} }} }}", {"i": given}
        if "file" in given:
            return json.loads(matrix.send_file(viewer, query, variables, FILES[name]))
    return json.loads(matrix.send(viewer, query, variables))


def _fingerprint(matrix: Matrix) -> list[Any]:
    """Every table's rows but the audit trail's and the counters'."""
    skipped = "'audit_entry', 'audit_detail', 'audit_chain', 'cost_bucket', 'attempt_counter'"
    tables = matrix.client.sql(
        f"select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname not in ({skipped})"
    )
    assert len(tables) > 20
    parts = [f"select '{t[0]}', count(*), md5(string_agg(t::text, '' order by t::text)) from {t[0]} t" for t in tables]
    return [tuple(row) for row in matrix.client.sql(" union all ".join(parts) + " order by 1")]


@pytest.mark.parametrize(
    "role", [Role.ANONYMOUS, Role.LINE, Role.HOLDER, Role.ANALYST, Role.SERVICE, Role.OPERATOR, Role.ADMIN]
)
def test_a_mutation_that_is_not_for_a_role_changes_nothing_and_is_audited(changed: Matrix, role: Role) -> None:
    viewer = changed.viewers[role]
    audited = "select verb, actor, role, outcome from audit_entry order by created_at desc, id desc"
    for name, (roles, asked) in CALLS.items():
        keyed = asked is not None and "idempotencyKey" in asked  # a line and its holder are one subject: each asks anew
        given = {**asked, "idempotencyKey": f"{name} as {role}"} if asked and keyed else asked
        before = None if role in roles else _fingerprint(changed)
        entries = changed.client.value("select count(*) from audit_entry")
        answer = _call(changed, viewer, name, given)
        if role is Role.ANONYMOUS:
            assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]
            assert _fingerprint(changed) == before
            continue
        assert changed.client.value("select count(*) from audit_entry") == entries + 1, name
        entry = tuple(changed.client.sql(audited)[0])
        if role in roles:
            assert "errors" not in answer, (name, answer)
            assert entry[0] == name
            assert entry[3] != "FORBIDDEN"
            assert {error["code"] for error in answer["data"][name]["errors"]} == ({entry[3]} - {"DONE"})
        else:
            assert answer["data"] == {name: None}
            assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"], name
            assert _fingerprint(changed) == before, name
            assert entry == (name, viewer.actor, viewer.role.shown, "FORBIDDEN")


def test_only_an_administrator_ends_somebody_elses_session(changed: Matrix) -> None:
    count = "select count(*) from session where id = $1 and ended_at is null"
    foreign = key("ses KM-H21")
    for role in (Role.OPERATOR, Role.ANALYST, Role.LINE, Role.HOLDER):
        answer = _call(changed, changed.viewers[role], "endSession", {"id": f"ses_{foreign}"})
        missing = _call(changed, changed.viewers[role], "endSession", {"id": f"ses_{uuid.uuid4()}"})
        assert answer == missing == {"data": {"endSession": {"errors": [{"code": "NOT_FOUND"}]}}}
        assert changed.client.value(count, foreign) == 1
    answer = _call(changed, changed.viewers[Role.ADMIN], "endSession", {"id": f"ses_{foreign}"})
    assert answer == {"data": {"endSession": {"errors": []}}}
    assert changed.client.value(count, foreign) == 0


def test_without_a_token_nothing_but_the_root_typename_is_answered(matrix: Matrix, settings: Settings) -> None:
    app = create_app(settings, matrix.client.url)
    fields = matrix.catalog.schema.query_type.fields
    documents = []
    for name, field in fields.items():
        required = {argument for argument, kind in field.args.items() if str(kind.type).endswith("!")}
        moment = '"2026-01-01T00:00:00Z"'
        given = {"id": '"con_1"', "ids": '["con_1"]', "contractId": '"con_1"', "from": moment, "to": moment}
        arguments = f"({', '.join(f'{each}: {given[each]}' for each in required)})" if required else ""
        documents.append(f"{{ {name}{arguments} {{ __typename }} }}")
    documents += [f"{{ {name} }}" for name in ("__schema { types { name } }", '__type(name: "Query") { name }')]
    documents += ["{ __typename viewer { role } }", "{ a: __typename }", "query { __typename } mutation { __typename }"]

    async def go() -> None:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://crm.test") as http:
            for query in documents:
                answer = await http.post("/graphql", json={"query": query})
                assert answer.status_code == 401, query
                assert [each["extensions"]["code"] for each in answer.json()["errors"]] == ["UNAUTHENTICATED"]
                assert "data" not in answer.json()
            for name, (_, given) in CALLS.items():
                query = f"mutation($i: Int) {{ {name} {{ errors {{ code }} }} }}"
                answer = await http.post("/graphql", json={"query": query, "variables": {"i": given}})
                assert answer.status_code == 401
                assert [each["extensions"]["code"] for each in answer.json()["errors"]] == ["UNAUTHENTICATED"]
            for query in ("{ __typename }", "query { __typename }"):
                answer = await http.post("/graphql", json={"query": query})
                assert (answer.status_code, answer.json()) == (200, {"data": {"__typename": "Query"}})
        await app.state.database.close()

    before = _fingerprint(matrix)
    asyncio.run(go())
    assert _fingerprint(matrix) == before


# The second wall by itself

GRANTED = {
    "contract", "customer", "identity_document", "sim", "phone_number", "contract_option", "payment", "ticket",
    "status_change", "sim_binding", "number_binding", "tariff", "tariff_option", "tariff_compatibility", "session",
    "ticket_comment", "ticket_attachment", "notification", "notification_preference", "event_log", "event",
    "event_order", "event_epoch", "event_floor", "ledger_account", "ledger_entry", "refund", "bill",
}  # fmt: skip
NOBODYS = {"tariff_compatibility", "event_order", "event_epoch", "event_floor"}  # numbers that say nothing of anybody
# The catalogue is nobody's: what is sold now is seen by every subscriber.
PUBLIC = {"tariff": "select id from tariff where active", "tariff_option": "select id from tariff_option where active"}


@pytest.mark.parametrize("role", [LINE_ROLE, HOLDER_ROLE])
def test_a_subscribers_role_reads_nothing_untold_and_writes_nothing(
    postgresql: Place, matrix: Matrix, role: str
) -> None:
    tables = {
        row[0]
        for row in matrix.client.sql(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')"
        )
    }
    assert {table for table, _, _ in TABLES.values()} - {"jobs.job"} < tables
    views = {row[0] for row in matrix.client.sql("select viewname from pg_views where schemaname = 'public'")}
    catalogue = {table: matrix.client.sql(expected) for table, expected in PUBLIC.items()}

    async def go() -> None:
        connection = await connect(postgresql.url(OWNER_ROLE, "crm_matrix"), role=role)
        try:
            for table in sorted(tables):
                if table not in GRANTED:
                    with pytest.raises(asyncpg.InsufficientPrivilegeError):
                        await connection.fetch(f"select from {table}")
                elif table not in {*PUBLIC, *NOBODYS}:
                    for told in ("", str(key("none"))):
                        for setting in WALL[role]:
                            await connection.execute("select set_config($1, $2, false)", setting, told)
                        assert await connection.fetch(f"select from {table}") == [], table
                if table in views:
                    continue
                for write in (f"insert into {table} default values", f"delete from {table}", f"truncate {table}"):
                    with pytest.raises(asyncpg.InsufficientPrivilegeError):
                        await connection.execute(write)
                column = await connection.fetchval(
                    "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and attidentity = '' limit 1",
                    table,
                )
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(f"update {table} set {column} = {column}")
            for setting in WALL[role]:
                await connection.execute(f"reset {setting}")
            for table in PUBLIC:
                mine = {row[0] for row in await connection.fetch(f"select id from {table}")}
                assert mine == {row["id"] for row in catalogue[table]}
        finally:
            await connection.close()

    asyncio.run(go())


def test_row_level_security_alone_knows_whose_every_row_is(postgresql: Place, matrix: Matrix) -> None:
    """Each granted table, read as it stands by a line and by a holder: the rows the matrix allows."""

    async def go(viewer: Viewer) -> dict[str, set[str]]:
        connection = await connect(postgresql.url(OWNER_ROLE, "crm_matrix"), role=planner.WALLS[viewer.role])
        try:
            for setting, name in WALL[planner.WALLS[viewer.role]].items():
                value = getattr(viewer, name.removeprefix("viewer_"))
                await connection.execute(
                    "select set_config($1, $2, false)", setting, "" if value is None else str(value)
                )
            found = {}
            for name, (table, column, _) in TABLES.items():
                if table in GRANTED:
                    rows = await connection.fetch(f"select {column} from {table}")
                    found[name] = {written(name, row[0]) for row in rows}
            return found
        finally:
            await connection.close()

    for role in sorted(SUBSCRIBERS):
        viewer = matrix.viewers[role]
        found = asyncio.run(go(viewer))
        for name, rows in found.items():
            allowed = matrix.allowed(viewer, name)
            ended = {
                each
                for each, row in matrix.rows[name].items()
                # To the wall a holder's session is any of the customer's: no stranger's, at least.
                if name == "Session"
                and (
                    row["customer_id"] == viewer.customer_id
                    if role is Role.HOLDER
                    else row["subject"] == viewer.subject
                )
            }
            assert rows == allowed | ended, (role, name)
