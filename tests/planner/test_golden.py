"""Golden cases: a query file beside the exact SQL of its plan and the exact bytes of its answer; one statement each.

`UPDATE_CASES=1 make test PYTEST=tests/planner/test_golden.py` writes both anew; read the difference before committing.
"""

import base64
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from backend.auth.viewer import Role, Viewer
from backend.events.log import encode_cursor
from backend.settings import Settings
from tests.client import Client
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
CASES = sorted((Path(__file__).parent / "cases").glob("*.graphql"))


@pytest.fixture(scope="module")
def client(read_url: str, settings: Settings) -> Iterator[Client]:
    opened = Client(read_url, settings)
    yield opened
    opened.close()


def _variables(client: Client) -> dict[str, dict[str, Any]]:
    tariff = client.sql("select id, code from tariff where code = 'T03'")[0]
    cursor = base64.b64encode(orjson.dumps(["CODE", "T03", str(tariff["id"])])).decode()
    customer = client.value("select 'cus_' || id from customer where number = 'CD00000001'")
    contract = client.value("select 'con_' || id from contract where number = 'KD00000001'")
    settled = client.sql("select id, day from settlement where gateway = 'odd-gate' and day = '2026-02-01'")[0]
    day = base64.b64encode(orjson.dumps(["DAY", settled["day"], str(settled["id"])])).decode()
    closed = client.sql("select id, created_at from status_change where verb = 'close' order by created_at limit 1")[0]
    change = orjson.dumps(["CREATED_AT", closed["created_at"], str(closed["id"])])
    moved = client.value("select paid_at from payment where number = 'PD000000002'").isoformat()
    return {
        "events": {"few": 3},
        "events_since": {"since": encode_cursor("", 0)},
        "jobs": {"state": "DONE", "few": 2},
        "one_customer": {"id": customer},
        "page_with_cursor": {"after": cursor},
        "fragments_and_directives": {"yes": True},
        "balances_as_of": {"id": contract, "then": moved},
        "trial_balance": {"currency": "KWD"},
        "statement": {"id": contract, "from": moved, "to": "2026-11-01T00:00:00Z"},
        "settlement": {"id": f"set_{settled['id']}"},
        "settlements_before_a_day": {"before": day},
        "status_changes": {"after": base64.b64encode(change).decode()},
        "payment_by_key": {"key": 'the "same" key'},
        "timeline": {"id": contract},
        "node_of_any_type": {"id": f"tar_{tariff['id']}"},
    }


def _compare(path: Path, text: str) -> None:
    if os.environ.get("UPDATE_CASES"):
        path.write_text(text)
    assert text == path.read_text()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_query_has_its_committed_sql_and_result(client: Client, path: Path) -> None:
    query = path.read_text()
    role = Role(re.match(r"# (\w+)", query)[1])  # type: ignore[index]
    viewer = viewer_of(role, client)
    planner = client.app.state.planner
    operation = planner.documents.get(query).operation(None)
    coerced = operation.variables(_variables(client).get(path.stem, {}))
    plan = planner.plan(operation, coerced, role)
    before = planner.reader.statements
    answer = client.run(planner.query(operation, coerced, viewer))
    assert planner.reader.statements == before + 1
    _compare(path.with_suffix(".sql"), _folded(plan.sql) + "\n")
    _compare(
        path.with_suffix(".json"), orjson.dumps(orjson.loads(answer.data), option=orjson.OPT_INDENT_2).decode() + "\n"
    )
    assert orjson.dumps(orjson.loads(answer.data)) == answer.data, "the bytes are compact JSON as orjson writes it"


def _folded(sql: str) -> str:
    """The statement with one clause per line."""
    return re.sub(r"\s*\n\s*", "\n", sql).replace(", (SELECT", ",\n(SELECT")


HOT = {
    "one_customer": "query ($id: ID!) { customer(id: $id) { id name contracts(first: 5) { nodes { id sim { iccid } } } } }",
    "payments": "{ payments(first: 100) { nodes { id contract { number customer { name } } } pageInfo { hasNextPage } } }",
    "deep": """{ customers(first: 20) { nodes { id contracts(first: 10) { nodes { id sim { iccid } tariff { code }
        payments(first: 5) { nodes { id } } tickets(first: 5) { nodes { id } } } } } } }""",
    "history": "{ contracts(first: 20) { nodes { id history { verb } options { code } } } }",
}
BIG = ("customer", "contract", "sim", "payment", "ticket", "history_entry", "phone_number")


@pytest.mark.parametrize("name", HOT)
def test_a_hot_path_scans_no_large_table(client: Client, name: str) -> None:
    planner = client.app.state.planner
    operation = planner.documents.get(HOT[name]).operation(None)
    coerced = operation.variables({"id": "cus_x"} if "$id" in HOT[name] else {})
    plan = planner.plan(operation, coerced, Role.OPERATOR)

    async def explain() -> str:
        from backend.database import connect

        connection = await connect(client.url, plan_cache_mode="force_generic_plan")
        try:
            # On a table of a dozen rows a sequential scan is right, so the plan is made with sequential scans disabled.
            await connection.execute("set enable_seqscan = off; set enable_bitmapscan = off")
            await connection.execute("prepare hot as " + plan.sql)
            nulls = ", ".join("null" for _ in plan.arguments(coerced.coerced, Viewer(Role.OPERATOR, "x")))
            rows = await connection.fetch("explain execute hot" + (f"({nulls})" if nulls else ""))
            await connection.execute("deallocate hot")
            return "\n".join(row[0] for row in rows)
        finally:
            await connection.close()

    told = client.run(explain())
    for table in BIG:
        assert f"Seq Scan on {table} " not in told, told
