"""Adjacent pages of any size and direction have no gap and no repeated row; counts at their cap."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.client import Client

pytestmark = pytest.mark.database

ORDERS = (
    "", "orderBy: [{ field: CREATED_AT, direction: ASC }]", "orderBy: [{ field: CREATED_AT, direction: DESC }]",
    "orderBy: [{ field: NAME, direction: ASC }]", "orderBy: [{ field: NAME, direction: DESC }]",
)  # fmt: skip
PARTS = "edges { cursor node { number } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }"


def listed(found: Any) -> list[str]:
    return [edge["node"]["number"] for edge in found["edges"]]


def pages(client: Client, order: str, size: int, *, forward: bool, in_variables: bool) -> Iterator[Any]:
    """All pages in the direction of reading, until `pageInfo` says that there are no more."""
    count, cursor, more = ("first", "after", "hasNextPage") if forward else ("last", "before", "hasPreviousPage")
    border = "endCursor" if forward else "startCursor"
    written = "$n" if in_variables else size
    query = (
        f"query ({'$n: Int, ' if in_variables else ''}$c: String) {{"
        f" customers({count}: {written}, {cursor}: $c, {order}) {{ {PARTS} }} }}"
    )
    variables: dict[str, Any] = {"n": size} if in_variables else {}
    for _ in range(100):
        found = client.ask(query, variables)["customers"]
        yield found
        if not found["pageInfo"][more]:
            return
        variables["c"] = found["pageInfo"][border]
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("in_variables", [False, True])
@pytest.mark.parametrize("forward", [True, False])
@pytest.mark.parametrize("order", ORDERS)
def test_adjacent_pages_have_no_gap_and_no_repeated_row(
    reading_client: Client, order: str, *, forward: bool, in_variables: bool
) -> None:
    whole = listed(reading_client.ask(f"{{ customers(first: 100, {order}) {{ {PARTS} }} }}")["customers"])
    assert (
        len(whole)
        == len(set(whole))
        == reading_client.value("select count(*) from customer where merged_into_id is null")
    )
    for size in (1, 2, 5, len(whole) - 1, len(whole), len(whole) + 1):
        start, end = (0, 0) if forward else (len(whole), len(whole))
        for found in pages(reading_client, order, size, forward=forward, in_variables=in_variables):
            start, end = (end, min(end + size, len(whole))) if forward else (max(start - size, 0), start)
            assert listed(found) == whole[start:end], (size, start, end)
            cursors = [edge["cursor"] for edge in found["edges"]]
            assert found["pageInfo"] == {
                "startCursor": cursors[0], "endCursor": cursors[-1],
                "hasNextPage": end < len(whole), "hasPreviousPage": start > 0,
            }  # fmt: skip
        assert (end if forward else start) == (len(whole) if forward else 0)


@pytest.mark.parametrize("nodes", ["nodes { number }", "edges { node { number } }"])
def test_a_page_without_page_info_has_the_requested_size(reading_client: Client, nodes: str) -> None:
    whole = listed(reading_client.ask(f"{{ customers(first: 100) {{ {PARTS} }} }}")["customers"])
    for size in range(len(whole) + 2):
        for query in (
            f"{{ customers(first: {size}) {{ {nodes} }} }}",
            f"query ($n: Int) {{ customers(first: $n) {{ {nodes} }} }}",
        ):
            (rows,) = reading_client.ask(query, {"n": size})["customers"].values()
            assert [row.get("number") or row["node"]["number"] for row in rows] == whole[:size]


def test_a_count_is_exact_up_to_its_cap_and_marked_inexact_beyond(
    reading_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reading_client.value("select count(*) from customer where merged_into_id is null")
    found = {}
    for cap in (whole - 1, whole, whole + 1):
        monkeypatch.setattr("backend.planner.connections.MAX_EXACT_COUNT", cap)
        # Each has its own document, since plans are cached.
        asked = reading_client.ask(f"{{ upTo{cap}: customers {{ totalCount totalCountExact }} }}")
        found[cap] = tuple(asked[f"upTo{cap}"].values())
    assert found == {whole - 1: (whole - 1, False), whole: (whole, True), whole + 1: (whole, True)}
