"""Words of people are read only by the roles that they are for; a text column is hidden until somebody decides."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from backend.auth.masks import HIDDEN, UNMASKED, is_text
from backend.auth.policy import TypePolicy
from backend.auth.viewer import Role, Viewer
from backend.auth.visibility import EVERYTHING, NOTHING
from backend.errors import StartupError
from backend.planner.catalog import Catalog
from backend.planner.fields import RootMany, Value
from backend.schema import build_schema
from backend.settings import Settings
from tests.attacks.sources import Sources, found_in, marked
from tests.auth.matrix import WIDE
from tests.auth.walk import Walk
from tests.client import Client, FixedViewer
from tests.gateways.fake import FakeGateway
from tests.viewers import viewer_of

CUSTOMER = "CD00000001"
# Each source of words, and the roles that read them beside ADMIN, OPERATOR and SERVICE.
LINE, HOLDER, NOBODY = {Role.LINE, Role.HOLDER}, {Role.HOLDER}, set[Role]()
WORDS: dict[str, set[Role]] = {
    "subject": LINE, "description": LINE, "category": LINE, "comment": LINE, "attachment": LINE, "message": LINE,
    "description of an entry": LINE, "reason": HOLDER, "reason of a refund": HOLDER, "own id": HOLDER,
    "queue": NOBODY, "internal comment": NOBODY, "gateway": NOBODY, "failed refund": NOBODY, "smsc": NOBODY,
    "file": NOBODY, "external id": NOBODY, "cell": NOBODY, "heading": NOBODY, "line": NOBODY, "charge": NOBODY,
    "settlement": NOBODY, "note": NOBODY,
}  # fmt: skip
NUMBERS = ("jibek-smtp@example.org", "jibek-recipient@example.org", "+996555123456", "55.12.34.56", "555/123/456")


@pytest.fixture(scope="module")
def marks(module_database_url: str, settings: Settings) -> Iterator[Client]:
    fake = FakeGateway()
    client = Client(module_database_url, settings.model_copy(update=WIDE), gateways={"fake": fake})
    try:
        contract = viewer_of(Role.LINE, client, CUSTOMER).contract_id
        Sources(client, settings, fake, f"con_{contract}").plant()
        client.as_owner("update contract set external_id = $1 where id = $2", marked("own id"), contract)
        client.place_events()
        yield client
    finally:
        client.close()


def _everything(client: Client, viewer: Viewer) -> str:
    """Every field of every row that a viewer finds among the newest of each list, with a relation, as one text."""
    client.app.graphql._authenticate = FixedViewer(viewer)
    catalog = client.app.state.planner.catalog
    walk = Walk(catalog, {name: set() for name in catalog.types})
    queries = [f"{{ viewer {walk.viewer(1)} }}"]
    for root, mapping in walk.roots(RootMany).items():
        queries.append(f"{{ {root}(first: 8) {{ nodes {walk.selection(mapping.target, 1, full=2)} }} }}")
    answers = []
    for query in queries:
        answer = client.run(client.send(query.replace("$few", "5")))
        assert {error["extensions"]["code"] for error in answer.get("errors", ())} <= {"FORBIDDEN"}, answer
        answers.append(json.dumps(answer, ensure_ascii=False))
    events = (
        "query($since: String) { events(first: 200, since: $since) { nodes { topic reason } endCursor hasNextPage } }"
    )
    since = None
    while True:
        page = client.run(client.send(events, {"since": since}))["data"]["events"]
        answers.append(json.dumps(page, ensure_ascii=False))
        since = page["endCursor"]
        if not page["hasNextPage"]:
            return "\n".join(answers)


@pytest.mark.database
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_a_role_reads_the_words_that_are_for_it_and_no_others(marks: Client, role: Role) -> None:
    answer = _everything(marks, viewer_of(role, marks, CUSTOMER))
    assert found_in(answer, ["user agent"]) == ({"user agent"} if role is Role.ADMIN else set())
    if role in UNMASKED:
        assert found_in(answer, WORDS) == set(WORDS)
        assert all(number in answer for number in NUMBERS)
        return
    assert found_in(answer, WORDS) == {source for source, roles in WORDS.items() if role in roles}
    addresses = {number for number in NUMBERS if number in answer and "." not in number[2:4] and "/" not in number}
    assert addresses == ({"jibek-recipient@example.org", "+996555123456"} if role is Role.HOLDER else set())
    if role is Role.ANALYST:
        assert [number for number in NUMBERS if number in answer] == []


@pytest.mark.database
def test_the_facts_of_a_failure_are_read_without_its_words(marks: Client) -> None:
    marks.app.graphql._authenticate = FixedViewer(viewer_of(Role.ANALYST, marks))
    failed = "{ notifications(first: 2, filter: { status: { eq: FAILED } }) { nodes { channel lastErrorCode lastErrorStatus } } }"
    nodes = marks.ask(failed)["notifications"]["nodes"]
    assert {(each["channel"], each["lastErrorCode"], each["lastErrorStatus"]) for each in nodes} == {
        ("EMAIL", "REFUSED", "550 5.1.1"), ("SMS", "REFUSED", "0x0000000b"),
    }  # fmt: skip
    codes = "{ refunds(first: 1) { nodes { failureCode } } payments(first: 2) { nodes { failureCode } } }"
    found = marks.ask(codes)
    assert found["refunds"]["nodes"] == [{"failureCode": "OTHER"}]
    assert {"failureCode": "OTHER"} in found["payments"]["nodes"]
    jobs = marks.ask("{ importJobs(first: 1) { nodes { failureCode failureMessage } } }")["importJobs"]["nodes"]
    assert jobs == [{"failureCode": "UNKNOWN_COLUMN", "failureMessage": "***"}]


# Declarations


def _readers(policy: TypePolicy) -> list[Role]:
    return [role for role in Role if role not in UNMASKED and policy.rows.get(role, NOTHING) is not NOTHING]


def test_every_text_of_the_graph_is_declared_masked_or_free_of_words_for_every_role() -> None:
    catalog = build_schema().catalog
    texts = 0
    for (kind, name), mapping in catalog._mappings.items():
        if kind in catalog.types and isinstance(mapping, Value) and mapping.column is not None:
            column = catalog.types[kind].table.columns.get(mapping.column)
            policy = catalog.policies[kind]
            for role in _readers(policy) if column is not None and is_text(column) else ():
                declared = {*policy.free, *policy.masks.get(role, {})}
                assert mapping.column in declared, f"{kind}.{name}: say in auth/policy.py whether {role} reads it"
                texts += 1
    assert texts > 100


def test_a_new_text_column_is_hidden_and_cannot_be_compared() -> None:
    schema = build_schema()
    table = sa.Table("new", sa.MetaData(), sa.Column("words", sa.Text()), sa.Column("code", sa.Text(collation="C")))
    policy = TypePolicy(dict.fromkeys((Role.ANALYST, Role.LINE, Role.ADMIN), EVERYTHING), free=frozenset({"code"}))
    assert policy.masked(Role.ANALYST, table) == policy.masked(Role.LINE, table) == {"words": HIDDEN}
    assert policy.masked(Role.ADMIN, table) == policy.masked(Role.HOLDER, table) == {}
    policies = {**schema.catalog.policies, "Client": schema.catalog.policies["Tariff"]}
    with pytest.raises(StartupError, match="must be a column"):  # a text of several columns has no mask
        Catalog(schema.core, schema.catalog.types, policies)


@pytest.mark.database
def test_numbers_of_a_pool_cannot_be_told_from_their_ids_and_last_digits(reading_client: Client) -> None:
    analyst = viewer_of(Role.ANALYST, reading_client)
    reading_client.app.graphql._authenticate = FixedViewer(analyst)
    nodes = reading_client.ask(
        "{ phoneNumbers(first: 100) { nodes { msisdn } } sims(first: 100) { nodes { msisdn } } }"
    )
    shown = {node["msisdn"] for each in nodes.values() for node in each["nodes"]}
    assert shown <= {"***", None}
    assert "***" in shown


# Refused calls

CLOSE = 'mutation { closeContract(input: { id: "con_x" }) { errors { code } } }'


@pytest.mark.database
def test_refused_calls_beyond_the_hourly_number_are_counted_in_one_entry(database_url: str, settings: Settings) -> None:
    limited = settings.model_copy(update={"audit_refusals_per_hour": 3})
    client = Client(database_url, limited, viewer=Viewer(Role.ANALYST, "analyst", "user:analyst"))
    first = datetime.now(UTC)
    for _ in range(10):
        (error,) = client.errors(CLOSE)
        assert error["extensions"]["code"] == "FORBIDDEN"
    entries = (
        "select calls, since from audit_entry where actor = 'analyst' and outcome = 'FORBIDDEN' order by created_at"
    )
    assert [tuple(row) for row in client.sql(entries)] == [(1, None)] * 3
    counts = "select actor, role, verb, outcome, calls from audit_count"
    assert [tuple(row) for row in client.sql(counts)] == [("analyst", "ANALYST", "closeContract", "FORBIDDEN", 7)]
    _end_hour(client)
    written = client.sql(entries)
    assert [row["calls"] for row in written] == [1, 1, 1, 7]
    assert first < written[-1]["since"] < datetime.now(UTC)
    assert client.sql(counts) == []
    _end_hour(client)
    assert len(client.sql(entries)) == 4
    client.close()


def _end_hour(client: Client) -> None:
    """Let the hour of the counts end, write their entries, and verify the chain over them."""
    from backend.database import connect
    from backend.services.audit import extend_chain, verify_chain
    from backend.services.refused_calls import write_counts

    client.sql("update audit_count set hour = hour - $1::interval", timedelta(hours=1))

    async def go() -> Any:
        connection = await connect(client.url)
        try:
            await write_counts(connection)
            await extend_chain(connection)
            return await verify_chain(connection, None, lambda _: None)
        finally:
            await connection.close()

    assert client.run(go()).fault is None
