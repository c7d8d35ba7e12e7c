"""On every path of the graph a role sees all rows it may see, and no others.

Duration: half a minute of processor time, since every path of the graph is planned for each role and each wall.
"""

import json
import uuid
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.auth.visibility import own
from backend.planner import planner
from backend.planner.draft import Draft
from backend.planner.fields import (
    Many,
    RootAggregate,
    RootMany,
    RootOne,
)
from backend.planner.plan import Plan
from tests.auth.matrix import BOTH, CASES, DEEP, DEEPER, DEEPEST, LISTED, NO_NODES, SHALLOW, Look, cases, key_field
from tests.auth.rows import (
    ACCESS,
    BOOKS,
    MASKED,
    TABLES,
    key,
    moment,
    subscriber,
    written,
)
from tests.auth.test_matrix_walls import COLUMNS, GRANTED

LOOKED_UP = {
    "Customer": "number", "Contract": "number", "Payment": "number", "Ticket": "number", "Sim": "iccid",
    "PhoneNumber": "msisdn", "Request": "number",
}  # fmt: skip
LOOKUP = "lookup(text: $k, first: 50) { __typename id }"
pytestmark = pytest.mark.database


@cases(CASES, shallow=SHALLOW)
def test_on_every_path_a_role_sees_all_of_its_rows_and_no_others(look: Look) -> None:
    _every_way(look)


@pytest.mark.trial
@cases(DEEPEST + SHALLOW, DEEPER, shallow=SHALLOW)
def test_on_paths_one_relation_longer_a_role_sees_all_of_its_rows_and_no_others(look: Look) -> None:
    _every_way(look)


def _every_way(look: Look) -> None:
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
    _lookups(look)
    assert {name: look.seen[name] for name in TABLES} == look.reachable()


@cases([*CASES, (Role.PARTNER, BOTH)])
def test_the_rule_of_every_graph_type_selects_the_allowed_rows(look: Look) -> None:
    """Some types are reached only through rows that are visible anyway, so each predicate is also read on its own."""
    for name, kind in look.matrix.catalog.types.items():
        draft = Draft(look.matrix.catalog, None, None, look.role, None, time_zone="UTC")
        row = draft.row(kind)
        rows = sa.select(sa.cast(sa.func.to_json(row[TABLES[name][1]]), sa.Text()).label("j")).select_from(row.source)
        listed = draft.joined(rows.where(*draft.visible(kind, row)))
        wall = planner.WALLS.get(look.role)
        if wall is not None and (kind.table.name not in GRANTED[wall] or name in COLUMNS):
            continue  # the second wall grants no access to this table
        plan = Plan(["[", listed, "]"], {}, mixed=False, depends_on_values=False, wall=wall, own=own(look.role))
        found = look.matrix.client.run(look.matrix.planner.reader.read(plan, {}, look.viewer))
        expected = look.allowed[name]
        if name == "Session":  # the predicate decides whose sessions they are; lists add that they are live
            rows_of = look.matrix.rows[name]
            mine = {each for each, row in rows_of.items() if row["subject"] == look.viewer.subject}
            if look.role is Role.HOLDER and not draft.visible(kind, row):
                # With the second wall alone a holder reads every session of the customer, and no session of others.
                mine = {each for each, row in rows_of.items() if row["customer_id"] == look.viewer.customer_id}
            expected = set(rows_of) if look.role is Role.ADMIN else mine
            if look.role in {Role.SERVICE, Role.PARTNER}:
                expected = set()
        if name == "Event" and look.role is Role.PARTNER and wall is None:  # the log adds that the node is visible
            expected = {each for each, row in look.matrix.rows[name].items() if not row["internal"]}
        assert {written(name, each) for each in json.loads(found)} == expected, name


def _whole_list(look: Look, root: str, target: str) -> None:
    """Read every page in every order, forwards and backwards: each gives all allowed rows once, and the exact count."""
    row = f"{{ __typename {key_field(target)} }}"
    kind = look.matrix.catalog.types[target]
    page = f"totalCount totalCountExact nodes {row} edges {{ cursor node {row} }}"
    page += " pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
    masked = MASKED.get(target, set()) if look.role is Role.ANALYST else set()
    orders = [order for order in kind.orders if kind.orders[order].source not in masked]
    # Which rows are visible does not depend on the order: where the test looks less deep, two of them are enough.
    for order in orders if look.deep >= DEEP else {orders[0]: None, orders[-1]: None}:
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
    """Read everything below the rows of every root field, through `look.deep` levels of relations."""
    walk = look.matrix.walk
    every, passes = 100, [(look.deep, 100, 100)]
    if look.role not in SUBSCRIBERS:  # staff see many rows: few rows deeply, and all rows one level deep
        every, passes = 2, [(look.deep, 2, 2), (1, 100, 1)][look.deep == 1 :]
    for name, mapping in walk.roots(RootMany).items():
        if look.may_ask(mapping.target):
            for depth, rows, few in passes:
                below = walk.selection(mapping.target, depth)
                look.ask_rows(f"{{ {name}(first: {rows}) {{ nodes {below} }} }}", few)
    # Lists of rows that no root field lists.
    roots = {mapping.target: name for name, mapping in walk.roots(RootMany).items() if look.may_ask(mapping.target)}
    for kind, field in sorted(walk.relations()):
        mapping = look.matrix.catalog.mapping(kind, field)
        if isinstance(mapping, Many) and mapping.target not in roots and kind in roots:
            below = f"{field}(first: 100) {{ nodes {{ __typename {key_field(mapping.target)} }} }}"
            look.ask(f"{{ {roots[kind]}(first: 100) {{ nodes {{ __typename {key_field(kind)} {below} }} }} }}")
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
    """Read every row through `nodes`, and some of each type through `node` and every key of every root field that finds
    one row.
    """
    walk, catalog = look.matrix.walk, look.matrix.catalog
    some = {name: sorted(look.hidden[name])[:4] + sorted(look.allowed[name])[:2] for name in TABLES}
    for name in TABLES:
        if TABLES[name][1] == "id":
            for each, node in _answers(look, "node(id: $k) { __typename id }", "ID", some[name]):
                assert (node and node["id"]) == _node_of(look, each)
    every = [each for name in TABLES if TABLES[name][1] == "id" for each in sorted(look.matrix.rows[name])]
    everything = walk.any_node(sorted(kind.name for kind in catalog.nodes()), 1)
    for start in range(0, len(every), 100):
        chunk = every[start : start + 100]
        nodes = look.ask_rows(f"{{ nodes(ids: $ids) {everything} }}", 1, "$ids: [ID!]!", ids=chunk)["nodes"]
        assert [node and node["id"] for node in nodes] == [_node_of(look, each) for each in chunk]
    for root, mapping in walk.roots(RootOne).items():
        target = mapping.target
        if not look.may_ask(target):
            assert target in (*BOOKS, *ACCESS)
            for each in (some[target][0], some[target][-1]):
                error = look.refused(f'{{ {root}(id: "{each}") {{ id }} }}')
                assert error["extensions"]["code"] == "FORBIDDEN"
            continue
        for argument, found in mapping.keys.items():
            masked = look.role is Role.ANALYST and found.column in MASKED.get(target, set())
            kind = "ID" if argument == "id" else "String"
            rows = look.matrix.rows[target]
            few = (
                some[target]
                if argument == "id"
                else [
                    *_some(look, look.hidden[target], 10),
                    *_some(look, look.allowed[target], 3),
                ]
            )
            asked = [] if masked else few
            keys = dict.fromkeys(each if argument == "id" else rows[each][found.column] for each in asked)
            field = f"{root}({argument}: $k) {{ __typename id }}"
            for each, answer in _answers(look, field, kind, [value for value in keys if value is not None]):
                if argument == "id":
                    found_as = _survivor(look, each)
                    assert (answer and answer["id"]) == (found_as if found_as in look.allowed[target] else None)
                if argument == "idempotencyKey":
                    assert (answer and answer["id"]) == _begun(look, each)
        if look.allowed[target]:
            deep = walk.selection(target, look.deep - 1)
            look.ask_rows(f"{{ {root}(id: $k) {deep} }}", 2, "$k: ID!", k=min(look.allowed[target]))


def _answers(look: Look, field: str, kind: str, keys: list[str]) -> list[tuple[str, Any]]:
    """What `field` finds by each key `$k`."""
    return [(each, look.ask(f"query($k: {kind}!) {{ found: {field} }}", k=each)["found"]) for each in keys]


def _some(look: Look, keys: set[str], few: int) -> list[str]:
    """All rows, or a few of them where the test looks less deep: the same predicate decides on each."""
    return sorted(keys)[: None if look.deep >= DEEP else few]


def _begun(look: Look, key_of_payment: str) -> str | None:
    """The visible payment that this viewer started with this idempotency key."""
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
    """Compare the balances of contracts and customers with the ledger accounts, now and as of a later moment."""
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
    """Read the statement of every contract: null for a hidden one, else the entries in the contract's currency."""
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


def _lookups(look: Look) -> None:
    """Look up numbers: each finds its row if the role may see it and read the number, and no hidden row."""
    for name, column in LOOKED_UP.items():
        masked = look.role is Role.ANALYST and column in MASKED.get(name, ())
        rows = [*_some(look, look.hidden[name], 10), *_some(look, look.allowed[name], 3)]
        found = _answers(look, LOOKUP, "String", [look.matrix.rows[name][each][column] for each in rows])
        for each, (text, nodes) in zip(rows, found, strict=True):
            ids = {node["id"] for node in nodes}
            assert (each in ids) == (each in look.allowed[name] and not masked), (name, text)
            if masked:
                assert ids == set()


def _plain_lists(look: Look) -> None:
    """Read the event log page by page, and the lists that are not connections."""
    walk = look.matrix.walk
    if look.may_ask("Job"):
        look.ask_rows(f"{{ jobs(first: 200) {walk.selection('Job', 1)} }}", 1)
    else:
        assert look.refused("{ jobs { __typename } }")["extensions"]["code"] == "FORBIDDEN"
    fields = f"hasNextPage endCursor nodes {walk.selection('Event', 2)}"
    page = look.ask_rows(f"{{ events(first: 1) {{ {fields} }} }}", 1)["events"]
    while page["hasNextPage"]:
        query = f"{{ events(first: 1, since: $since) {{ {fields} }} }}"
        page = look.ask_rows(query, 1, "$since: String!", since=page["endCursor"])["events"]


def _survivor(look: Look, each: str) -> str:
    """The id that an id is answered as: that of a merged customer as the survivor."""
    merged = look.matrix.rows["Customer"].get(each, {}).get("merged_into_id")
    return f"cus_{merged}" if merged else each


def _node_of(look: Look, each: str) -> str | None:
    found_as = _survivor(look, each)
    return found_as if _is_node(look, found_as) else None


def _is_node(look: Look, each: str) -> bool:
    name = next(name for name, (_, column, prefix) in TABLES.items() if column == "id" and prefix == each[:3])
    return name not in NO_NODES and each in look.allowed[name]


def _aggregates(look: Look) -> None:
    """Counts cover the allowed rows only, and groups over every path contain no hidden row."""
    walk = look.matrix.walk
    for root, mapping in walk.roots(RootAggregate).items():
        assert look.may_ask(mapping.target)
        fields, paths = [], list(walk.one_paths(mapping.target, min(look.deep + 1, 3)))
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


@cases(LISTED)
def test_the_payer_for_another_number_sees_the_payment_and_nothing_of_that_line(look: Look) -> None:
    query = """query($n: [String!]!) { payments(filter: { number: { in: $n } }, orderBy: [{ field: CREATED_AT }]) { nodes {
        number amount { amount } contract { id } refunds { status } bills { number } ledgerEntries { kind counterEntries { id } } history { verb actor }
    } } }"""
    numbers = [f"PM-{each}" for each in ("F3F1", "H1F1", "H2F2", "F1H1")]

    def seen(viewer: Viewer) -> dict[str, Any]:
        answer = json.loads(look.matrix.send(viewer, query, {"n": numbers}))
        return {row.pop("number"): row for row in answer["data"]["payments"]["nodes"]}

    # The payment as its payer sees it.
    nothing: dict[str, Any] = {each: [] for each in ("refunds", "bills", "ledgerEntries", "history")}
    paid_for = {"amount": {"amount": "9.00"}, "contract": None, **nothing}

    # The holder paid from H1 and H2, the line from H1. PM-F3F1 was paid from F3, which had H1's number before.
    mine = seen(look.viewer)
    paid = ["PM-H1F1", "PM-H2F2"] if look.role is Role.HOLDER else ["PM-H1F1"]
    assert {number: mine[number] for number in paid} == dict.fromkeys(paid, paid_for)
    assert set(mine) == {*paid, "PM-F1H1"}
    foreign = subscriber(look.role, key("F1"), key("num F1"), key("F") if look.role is Role.HOLDER else None)
    theirs = seen(foreign)
    assert set(theirs) == {"PM-F1H1", "PM-H1F1", "PM-F3F1"} | ({"PM-H2F2"} if look.role is Role.HOLDER else set())
    assert theirs["PM-F1H1"] == paid_for
    # The owner of the contract sees the whole payment except who paid.
    for rows, number, contract in ((mine, "PM-F1H1", "H1"), (theirs, "PM-H1F1", "F1")):
        own = rows[number]
        assert own["contract"] == {"id": f"con_{key(contract)}"}
        assert len(own["refunds"]) == 5
        assert [bill["number"] for bill in own["bills"]] == [f"BM-PAYMENT {number}", f"BM-REFUND {number}"]
        assert [entry["kind"] for entry in own["ledgerEntries"]] == ["PAYMENT", "REFUND"]
        assert all(entry["counterEntries"] == [] for entry in own["ledgerEntries"])
        assert own["history"] == [{"verb": "start", "actor": "subscriber:other"}]


@cases(LISTED)
def test_a_line_sees_only_its_own_side_of_a_transfer_within_one_customer(look: Look) -> None:
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
