"""Hostile requests: each gets its expected answer, while a request beside it on the same event loop is served.

`python -m bench hostile` measures them and prints the slowest, with the best of three runs each.
"""

# ruff: noqa: T201, UP031  it prints a table when run as a program; % leaves the braces of GraphQL alone

import asyncio
import itertools
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.client import Client
from tests.http.hostile import CONTENT, DATA, NEWER, STATUS, Case, post
from tests.http.hostile_requests import CASES, WRITES

pytestmark = pytest.mark.database


GUARD_SECONDS = 60.0  # after this time a blocked event loop ends the test instead of the whole run


class TooLong(BaseException):
    """The event loop was blocked. It is a BaseException, so that no handler of the application answers it."""


@contextmanager
def guard() -> Iterator[None]:
    """End a test that would block the whole run. Raises TooLong."""

    def over(*_: Any) -> None:
        raise TooLong(f"the event loop was blocked for {GUARD_SECONDS} s")

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, GUARD_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@dataclass
class Answered:
    response: Any
    neighbour: Any
    seconds: float
    neighbour_seconds: float


def ask(client: Client, case: Case) -> Answered:
    """Send the case and, at the same time on the same event loop, a small request beside it."""
    made = case.make()
    content: Any = made() if callable(made) else made
    headers = {key: value for key, value in {**CONTENT, **case.headers}.items() if value}

    start = 0.0

    async def timed(sending: Any) -> tuple[Any, float]:
        return await sending, time.perf_counter() - start

    async def go() -> Answered:
        nonlocal start
        start = time.perf_counter()  # one start for both: the request beside it waits while the case blocks the loop
        hostile = client.http.request(case.method, case.url(), content=content or None, headers=headers)
        neighbour = client.http.post("/graphql", content=post("{__typename}"), headers=CONTENT)
        (first, took), (second, waited) = await asyncio.gather(timed(hostile), timed(neighbour))
        return Answered(first, second, took, waited)

    with guard():
        return client.run(go())


def codes(answer: Any) -> list[str]:
    return [error.get("extensions", {}).get("code", "no code") for error in answer.get("errors", ())]


def check(client: Client, case: Case, request: pytest.FixtureRequest) -> None:
    best: Answered | None = None
    for _ in range(getattr(request.config, "hostile_repeats", 1)):
        client.app.state.planner.documents.clear()
        client.app.graphql._engine._introspections.clear()  # type: ignore[attr-defined]
        found = ask(client, case)
        best = found if best is None or found.seconds < best.seconds else best
    assert best is not None
    request.node.user_properties.append(("hostile", (best.seconds, best.neighbour_seconds)))
    response = best.response
    kinds = {NEWER} if response.status_code in {200, 400} else {NEWER, "application/json"}  # 405 comes before Accept
    assert response.headers["content-type"].removesuffix("; charset=utf-8") in kinds
    answer = response.json()
    expected = [] if case.answer == DATA else [case.answer]
    assert sorted(set(codes(answer))) == expected, response.text[:2000]
    assert response.status_code == STATUS[case.answer], response.text[:2000]
    assert ("data" in answer) == (case.answer == DATA)
    assert best.neighbour.json() == {"data": {"__typename": "Query"}}, "the request beside it is served"
    assert client.ask("{ __typename }") == {"__typename": "Query"}, "the next request is served"


@pytest.fixture(scope="module")
def warm(reading_client: Client) -> Client:
    """A client whose connections are open, so that the first case is not slower than the others."""
    reading_client.ask('{ viewer { role } customers(filter: { name: { eq: "x" } }) { nodes { id } } }')
    reading_client.ask("{ viewer { role } }")
    return reading_client


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_hostile_request_gets_its_expected_answer(warm: Client, case: Case, request: pytest.FixtureRequest) -> None:
    check(warm, case, request)


@pytest.mark.parametrize("case", WRITES, ids=[case.id for case in WRITES])
def test_a_hostile_mutation_gets_its_expected_answer(
    client: Client, case: Case, request: pytest.FixtureRequest
) -> None:
    client.ask("{ viewer { role } }")
    check(client, case, request)
    assert client.value("select count(*) from customer") > 0


def test_the_corpus_has_more_than_250_cases_with_distinct_names() -> None:
    names = [case.id for case in itertools.chain(CASES, WRITES)]
    assert len(set(names)) == len(names)
    assert len(names) > 250


class _Table:
    """A pytest plugin that prints the slowest cases. Each case is sent three times, and the best time counts."""

    def __init__(self) -> None:
        self.rows: list[tuple[float, float, str, str]] = []

    def pytest_configure(self, config: pytest.Config) -> None:
        config.hostile_repeats = 3  # type: ignore[attr-defined]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for name, value in report.user_properties:
            if name == "hostile" and report.when == "call":
                self.rows.append((*value, report.outcome, report.nodeid.partition("[")[2].rstrip("]")))

    def print(self, most: int = 40) -> None:
        print(f"\n{'ms':>9} {'neighbour':>9}  case")
        for seconds, neighbour, outcome, name in sorted(self.rows, reverse=True)[:most]:
            print(f"{seconds * 1000:9.1f} {neighbour * 1000:9.1f}  {name}{'' if outcome == 'passed' else ' (FAILED)'}")
        print(f"{sum(row[0] > 0.1 for row in self.rows)} of {len(self.rows)} took longer than 100 ms")


def slowest() -> int:
    """Run all cases and print the slowest. Returns the exit status of pytest."""
    table = _Table()
    code = pytest.main(
        [__file__, "-q", "--tb=line", "-W", "ignore::pytest.PytestAssertRewriteWarning"], plugins=[table]
    )
    table.print()
    return int(code)
