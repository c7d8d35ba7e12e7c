"""Work on documents: it is charged before it is done, bounded, done in turns beside the event loop, and kept by bytes."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.http.graphql import MAX_ANONYMOUS_BYTES
from backend.metrics import REFUSED
from backend.planner.document_cache import Documents
from backend.planner.documents import Document
from backend.planner.refusals import places_of
from backend.settings import Settings
from bench.attacks.invalid_documents import DOCUMENTS
from tests.client import Client, FixedViewer

pytestmark = pytest.mark.database

NEWER = {"accept": "application/graphql-response+json"}
SUBJECT = Viewer(Role.OPERATOR, "operator", subject="user:documents")
CONFLICT = "{ customers { nodes {\n  x: id\n  x: name\n} } }"


def refused(reason: str) -> float:
    return REFUSED.labels(reason)._value.get()


async def post(client: Client, query: str, **more: Any) -> Any:
    return await client.http.post("/graphql", json={"query": query, **more}, headers=NEWER)


@pytest.fixture
def narrow(client: Client, database_url: str, settings: Settings) -> Iterator[Client]:
    """An application whose callers have a budget of 100 rows that does not grow, and one request at a time."""
    limited = {
        "cost_maximum": 100, "cost_rate": 0.001, "requests_at_once": 1, "waiting_requests": 1,
    }  # fmt: skip
    opened = Client(database_url, settings.model_copy(update=limited), viewer=SUBJECT, beside=client)
    yield opened
    opened.close()


def test_a_new_document_is_charged_before_it_is_parsed(narrow: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    make = Documents.make

    def counted(self: Documents, source: str) -> Document:
        parsed.append(source)
        return make(self, source)

    monkeypatch.setattr(Documents, "make", counted)
    answers = [narrow.run(post(narrow, f"# {number}{' ' * 500}\n{CONFLICT}")) for number in range(5)]
    assert [answer.status_code for answer in answers] == [400, 400, 400, 429, 429]
    assert len(parsed) == 3, "each costs 28 rows of 100"
    error = answers[-1].json()["errors"][0]["extensions"]
    assert error["code"] == "THROTTLED"
    assert int(answers[-1].headers["retry-after"]) == error["retryAfterSeconds"]
    assert narrow.run(post(narrow, "{ viewer { role } }")).status_code == 200, "what is small can still be paid"


def test_a_known_document_is_not_charged_again(narrow: Client) -> None:
    query = f"# {' ' * 700}\n{{ viewer {{ role }} }}"
    costs = [narrow.run(post(narrow, query, extensions={"cost": True})).json()["extensions"] for _ in range(3)]
    left = [each["cost"]["throttle"]["available"] for each in costs]
    assert left[0] < 100 - 36
    assert left[0] - left[2] <= 2


def test_large_variables_are_charged_before_they_are_decoded(narrow: Client) -> None:
    large = {"x": "y" * 60_000}
    answer = narrow.run(post(narrow, "{ viewer { role } }", variables=large))
    assert answer.status_code == 429


def test_without_a_token_only_a_small_body_is_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    anonymous = Viewer(Role.ANONYMOUS, "anonymous", scopes=frozenset())
    monkeypatch.setattr(client.app.graphql, "_authenticate", FixedViewer(anonymous))
    monkeypatch.setattr(Documents, "make", None)
    small = client.run(post(client, "{ __typename }"))
    assert small.json() == {"data": {"__typename": "Query"}}
    for query in (DOCUMENTS[0], "x" * MAX_ANONYMOUS_BYTES, "{ viewer { role } }"):
        answer = client.run(post(client, query))
        assert answer.status_code == 401
        assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    # A body that is no JSON is told apart from an unread one: only what was read is refused with 400.
    for size, status in ((MAX_ANONYMOUS_BYTES, 400), (MAX_ANONYMOUS_BYTES + 1, 401)):
        body = client.http.post("/graphql", content=b"[" * size, headers={"content-type": "application/json"})
        assert client.run(body).status_code == status


def test_a_refused_document_is_not_parsed_again_with_another_comment(
    reading_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = reading_client.errors(CONFLICT)
    assert first[0]["locations"] == [{"line": 2, "column": 3}, {"line": 3, "column": 3}]
    monkeypatch.setattr("backend.planner.documents.parse", None)
    second = reading_client.errors("# another\n\r\n" + CONFLICT.replace("x: name", " x :name, # more"))
    assert second[0]["locations"] == [{"line": 4, "column": 3}, {"line": 5, "column": 4}]
    assert second[0]["message"] == first[0]["message"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{ a(b: 1c: 2) }", "{ a(b: 1 c: 2) }"),
        ('{ a(b: """") }', '{ a(b: "" "") }'),
        ("{ a . . . b }", "{ a ... b }"),
        ("{ a(b: 1 .5) }", "{ a(b: 1.5) }"),
        ('{ a(b: "c#d) }', '{ a(b: "c#d") }'),
        ('{ a(b: "c  d") }', '{ a(b: "c d") }'),
        ('{ a(b: """c\n d""") }', '{ a(b: """c\nd""") }'),
        ("{ a b }", "{ ab }"),
    ],
)
def test_documents_that_differ_in_a_token_are_told_apart(one: str, other: str) -> None:
    assert places_of(one).digest != places_of(other).digest


def test_documents_that_differ_in_their_layout_only_are_the_same() -> None:
    one = '{a(b:[1-2],c:"#",d:"""#"""){...F @skip(if:true)b}}#x'
    other = '\ufeff{ a ( b: [1, -2] c: "#" d: """#""" ) #y\r\n\t{ ... F@skip(if: true) , b } }'
    assert places_of(one).digest == places_of(other).digest


def test_comments_that_exceed_the_limit_of_tokens_do_not_refuse_the_document_without_them(
    reading_client: Client,
) -> None:
    query = "{ viewer { language role } }"
    assert "tokens" in reading_client.errors("#\n" * 2_500 + query)[0]["message"]
    assert reading_client.ask(query)


def test_a_known_document_is_served_while_another_one_is_prepared(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.ask("{ viewer { role } }")
    begun, go_on = threading.Event(), threading.Event()
    make = Documents.make

    def slow(self: Documents, source: str) -> Document:
        begun.set()
        assert go_on.wait(30)
        return make(self, source)

    monkeypatch.setattr(Documents, "make", slow)

    async def both() -> tuple[Any, Any]:
        new = asyncio.create_task(post(client, "{ viewer { language } }"))
        while not begun.is_set():
            await asyncio.sleep(0.001)
        known = await post(client, "{ viewer { role } }")
        assert not new.done()
        go_on.set()
        return known.json(), (await new).json()

    assert client.run(both()) == ({"data": {"viewer": {"role": "OPERATOR"}}}, {"data": {"viewer": {"language": "EN"}}})


def test_requests_of_one_caller_wait_for_their_turn_and_too_many_are_refused(narrow: Client) -> None:
    narrow.ask("{ viewer { role } }")
    before = refused("requests")

    async def together() -> list[int]:
        answers = await asyncio.gather(*(post(narrow, "{ viewer { role } }") for _ in range(3)))
        return sorted(answer.status_code for answer in answers)

    assert narrow.run(together()) == [200, 200, 429], "one runs, one waits"
    assert refused("requests") == before + 1


def test_the_cache_of_documents_is_bounded_by_bytes_and_keeps_what_is_used_again(
    reading_client: Client, settings: Settings
) -> None:
    catalog = reading_client.app.state.planner.catalog
    documents = Documents(catalog, settings.model_copy(update={"document_cache_bytes": 1_000_000}))
    kept = documents.get("{ viewer { role } }")
    assert documents.get(kept.source) is kept
    for number in range(60):
        documents.get(f"{{ customers {{ nodes {{ {' '.join(f'a{n}_{number}: id' for n in range(30))} }} }} }}")
        assert documents.bytes <= 1_000_000
    assert documents.find(kept.source) is kept
    assert 5 < len(list(documents)) < 30
    assert sum(document.size for document in documents) == documents.bytes


def test_plans_count_among_the_bytes_of_their_document(reading_client: Client, settings: Settings) -> None:
    planner = reading_client.app.state.planner
    documents = Documents(planner.catalog, settings.model_copy(update={"document_cache_bytes": 1_000_000}))
    document = documents.get("query($n: Int) { customers(first: $n) { nodes { id } } }")
    before = documents.bytes
    operation = document.operation(None)
    plan = planner.plan(operation, operation.variables({"n": 1}), Role.OPERATOR)
    assert documents.bytes - before == operation.plans.bytes > plan.size > 0
    operation.plans.clear()
    assert documents.bytes == before
