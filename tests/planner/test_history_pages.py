"""Pages of `statusChanges`: each transition once, in the order of acts and of the places within them, by an index."""

import asyncio
import base64
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.database import connect
from backend.embedded import OWNER_ROLE, ServerLocation
from backend.settings import Settings
from tests.client import Client
from tests.databases import Pool

pytestmark = pytest.mark.database

# A file in two chunks, with a time for each 64 acts: 2,000 subscribers with four nodes and ten transitions.
FILE = """
insert into history_entry (act, created_at, node_id, place, node_type, actor, from_status, steps)
select 1000 + n, '2027-01-01'::timestamptz + n / 1001 * interval '1 second'
    + n / 64 * interval '1 microsecond', md5(n::text || place)::uuid, place, kind,
    'file', null, steps
from generate_series(1, 2000) n, (values
    (0, 'CUSTOMER', 'create PROSPECT 0;activate ACTIVE 9'),
    (1, 'SIM', 'import IMPORTED 1;release AVAILABLE 2;activate ACTIVE 7'),
    (2, 'PHONE_NUMBER', 'create AVAILABLE 3;assign ASSIGNED 8'),
    (3, 'CONTRACT', 'create DRAFT 4;accept ACCEPTED 5;activate ACTIVE 6')
) v (place, kind, steps)
"""
# What an act does, in its order.
SUBSCRIBER = [
    ("CUSTOMER", "create", None), ("SIM", "import", None), ("SIM", "release", "IMPORTED"),
    ("PHONE_NUMBER", "create", None), ("CONTRACT", "create", None), ("CONTRACT", "accept", "DRAFT"),
    ("CONTRACT", "activate", "ACCEPTED"), ("SIM", "activate", "AVAILABLE"), ("PHONE_NUMBER", "assign", "AVAILABLE"),
    ("CUSTOMER", "activate", "PROSPECT"),
]  # fmt: skip
PAGE = """query ($first: Int, $last: Int, $after: String, $before: String, $filter: StatusChangeFilter) {
    statusChanges(first: $first, last: $last, after: $after, before: $before, filter: $filter) {
        totalCount nodes { nodeType verb from } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
OF_ACTS = {"createdAt": {"gte": "2027-01-01T00:00:00Z"}}


@pytest.fixture(scope="module")
def filed(postgresql: ServerLocation, databases: Pool, settings: Settings) -> Iterator[Client]:
    with databases.leased() as name:

        async def fill() -> None:
            connection = await connect(postgresql.url(OWNER_ROLE, name), role=None)
            await connection.execute(FILE)
            await connection.execute("analyze history_entry")
            await connection.close()

        asyncio.run(fill())
        opened = Client(postgresql.url("crm_app", name), settings)
        yield opened
        opened.close()


def _steps(page: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(each["nodeType"], each["verb"], each["from"]) for each in page["nodes"]]


def _page(client: Client, **given: Any) -> dict[str, Any]:
    page: dict[str, Any] = client.ask(PAGE, {"filter": OF_ACTS, **given})["statusChanges"]
    return page


@pytest.mark.parametrize("kind", [None, "SIM"])
def test_each_transition_is_on_one_page_in_both_directions(filed: Client, kind: str | None) -> None:
    chosen = OF_ACTS | ({"nodeType": {"eq": kind}} if kind else {})
    newest = [step for step in reversed(SUBSCRIBER) if kind in {None, step[0]}]
    pages = [_page(filed, first=7, filter=chosen)]
    while len(pages) < 6:
        pages.append(_page(filed, first=7, after=pages[-1]["pageInfo"]["endCursor"], filter=chosen))
    seen = [step for page in pages for step in _steps(page)]
    assert seen == (newest * len(seen))[: len(seen)]
    assert [page["pageInfo"]["hasNextPage"] for page in pages] == [True] * 6
    for page, after in reversed(list(itertools.pairwise(pages))):
        again = _page(filed, last=7, before=after["pageInfo"]["startCursor"], filter=chosen)
        assert again["nodes"] == page["nodes"]
        assert again["pageInfo"]["hasNextPage"]
    oldest = _page(filed, last=len(newest), filter=chosen)
    assert _steps(oldest) == newest
    assert not oldest["pageInfo"]["hasNextPage"]


def test_transitions_are_counted_and_not_their_rows(filed: Client) -> None:
    assert _page(filed)["totalCount"] == 10_000  # the highest number that is counted
    one = {"createdAt": {"gte": "2027-01-01T00:00:01Z"}, "nodeType": {"eq": "SIM"}}
    assert _page(filed, filter=one)["totalCount"] == 3 * 1000


def test_a_cursor_with_an_id_that_no_transition_has_is_answered(filed: Client) -> None:
    cursor = base64.b64encode(b'["CREATED_AT","2027-01-01T00:00:00Z","ffffffff-ffff-ffff-ffff-ffffffffffff"]').decode()
    assert len(_page(filed, first=3, after=cursor)["nodes"]) == 3


@pytest.mark.parametrize("kind", [None, "SIM"])
@pytest.mark.parametrize("deep", [False, True])
def test_a_page_reads_few_rows_by_an_index(filed: Client, kind: str | None, *, deep: bool) -> None:
    """Also where hundreds of transitions have one time. The statement is explained as the planner runs it."""
    chosen = {"filter": {"nodeType": {"eq": kind}}} if kind else {}
    border = _page(filed, first=1, filter={"createdAt": {"lt": "2027-01-01T00:00:01Z"}})["pageInfo"]["endCursor"]
    given = {"first": 25, **chosen, **({"after": border} if deep else {})}
    source = PAGE.replace("totalCount", "").replace(", $last: Int", "").replace(", $before: String", "")
    source = source.replace("last: $last,", "").replace("before: $before,", "").replace("hasPreviousPage", "")
    planner = filed.app.state.planner
    operation = planner.documents.get(source).operation(None)
    coerced = operation.variables(given)
    plan = planner.plan(operation, coerced, Role.OPERATOR)

    async def explain() -> str:
        connection = await connect(filed.url, plan_cache_mode="force_custom_plan")
        try:
            arguments = plan.arguments(coerced.coerced, Viewer(Role.OPERATOR, "x"))
            rows = await connection.fetch("explain (analyze, timing off, costs off) " + plan.sql, *arguments)
            return "\n".join(row[0] for row in rows)
        finally:
            await connection.close()

    told = filed.run(explain())
    # By kind PostgreSQL may walk all kinds and drop three rows of four, as its statistics have it: few rows either way.
    found = re.search(r"Index Scan Backward using ix_history_entry_(node_type_)?created_at on .+ rows=(\d+)", told)
    assert found, told
    dropped = sum(map(int, re.findall(r"Rows Removed by Filter: (\d+)", told.split("Function Scan")[0])))
    assert int(found[2]) + dropped <= 2 * 64 * 4, told
