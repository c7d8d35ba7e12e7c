"""What one subject may add to the disk in a day."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.documents.files import Stored
from backend.errors import InsufficientStorage, RequestError, Throttled
from backend.identifiers import FileKey, uuid7
from backend.resolvers.received import received
from backend.services.idempotency import Busy
from backend.settings import Settings
from tests.attacks.sources import DEPOSIT
from tests.client import Client
from tests.gateways.fake import FakeGateway
from tests.http.test_uploads import ATTACH, PNG, PREFLIGHT
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

OPEN = "mutation($i: OpenTicketInput!) { openTicket(input: $i) { ticket { id } errors { code } } }"
COMMENT = "mutation($i: CommentTicketInput!) { commentTicket(input: $i) { ticket { id } errors { code } } }"
IMPORT_SETTLEMENT = """mutation($i: ImportSettlementInput!) { importSettlement(input: $i) {
    settlement { lines } errors { code message } } }"""
CHARGE = {"amount": {"amount": "50.00", "currency": "KGS"}, "method": "CARD", "idempotencyKey": "a charge"}
QUOTAS = {
    "subscriber_tickets_per_day": 3,
    "subscriber_comments_per_day": 2,
    "subscriber_files_per_day": 2,
    "subscriber_upload_bytes_per_day": 100_000,
    "act_rates": {},
}


@pytest.fixture(scope="module")
def subscriber(module_client: Client, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A subscriber's client, with a file store of its own and the quotas above."""
    own = settings.model_copy(update={**QUOTAS, "data_dir": tmp_path_factory.mktemp("data")})
    opened = Client(module_client.url, own, viewer=viewer_of(Role.HOLDER, module_client), beside=module_client)
    opened.folder = own.data_dir / "files"  # type: ignore[attr-defined]
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def ticket(subscriber: Client) -> str:
    found: str = subscriber.ask(OPEN, {"i": {"subject": "one"}})["openTicket"]["ticket"]["id"]
    return found


@pytest.fixture(autouse=True)
def unused(module_client: Client, ticket: str) -> None:  # noqa: ARG001  it uses a quota itself
    module_client.sql("delete from rate_level")


def stored(client: Client) -> int:
    folder: Path = client.folder  # type: ignore[attr-defined]
    return sum(path.is_file() for path in folder.rglob("*"))


def codes(answers: list[Any], name: str) -> Counter[str]:
    """How many answers have each code; `DONE` for none."""
    found: Counter[str] = Counter()
    for answer in answers:
        if "errors" in answer:
            found[answer["errors"][0]["extensions"]["code"]] += 1
        else:
            errors = answer["data"][name]["errors"]
            found[errors[0]["code"] if errors else "DONE"] += 1
    return found


def together(client: Client, query: str, inputs: list[dict[str, Any]]) -> list[Any]:
    async def go() -> list[Any]:
        return await asyncio.gather(*(client.send(query, {"i": each}) for each in inputs))

    return client.run(go())


async def upload(client: Client, ticket: str, body: bytes = PNG, **more: Any) -> Any:
    operations = {"query": ATTACH, "variables": {"input": {"id": ticket, "file": None, **more}}}
    form = {"operations": json.dumps(operations), "map": '{"0": ["variables.input.file"]}'}
    files = {"0": ("a.png", body, "image/png")}
    return (await client.http.post("/graphql", data=form, files=files, headers=PREFLIGHT)).json()


def test_of_many_tickets_at_once_as_many_are_opened_as_the_quota_allows(subscriber: Client) -> None:
    counts = "select (select count(*) from ticket), (select count(*) from audit_entry), (select count(*) from event)"
    before = subscriber.sql(counts)[0]
    answers = together(subscriber, OPEN, [{"subject": f"{n}", "idempotencyKey": f"open {n}"} for n in range(10)])
    assert codes(answers, "openTicket") == {"DONE": 3, "THROTTLED": 7}
    refused = next(each for each in answers if "errors" in each)["errors"][0]["extensions"]
    assert refused["quota"] == "tickets"
    assert 0 < refused["retryAfterSeconds"] <= 86_400 / 3
    after = subscriber.sql(counts)[0]
    assert [b - a for a, b in zip(before, after, strict=True)] == [3, 3, 3]
    # A repeated call is answered again; a refused one left nothing under its key.
    again = together(subscriber, OPEN, [{"subject": f"{n}", "idempotencyKey": f"open {n}"} for n in range(10)])
    assert [each.get("data") for each in again] == [each.get("data") for each in answers]


def test_a_refused_ticket_uses_no_quota(subscriber: Client) -> None:
    answers = together(subscriber, OPEN, [{"subject": " "}] * 5)
    assert codes(answers, "openTicket") == {"INVALID_INPUT": 5}
    assert codes(together(subscriber, OPEN, [{"subject": "x"}] * 4), "openTicket") == {"DONE": 3, "THROTTLED": 1}


def test_comments_have_a_quota(subscriber: Client, ticket: str) -> None:
    answers = together(subscriber, COMMENT, [{"id": ticket, "body": "x"}] * 5)
    assert codes(answers, "commentTicket") == {"DONE": 2, "THROTTLED": 3}


def test_staff_have_quotas_of_their_own(module_client: Client, ticket: str) -> None:
    answers = together(module_client, COMMENT, [{"id": ticket, "body": "x"}] * 5)
    assert codes(answers, "commentTicket") == {"DONE": 5}


def test_settlements_count_as_files(module_client: Client, settings: Settings) -> None:
    own = settings.model_copy(update={"staff_files_per_day": 1})
    clerk = Client(module_client.url, own, beside=module_client, gateways={"fake": FakeGateway()})
    header = "line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at"

    def imported(day: str) -> str:
        body = f"{header}\nl{day},PAYMENT,c{day},,5000,7,KGS,2026-05-{day}T10:00:00Z\n".encode()
        given = {"gateway": "fake", "day": f"2026-05-{day}", "file": None, "idempotencyKey": f"day {day}"}
        form = {
            "operations": json.dumps({"query": IMPORT_SETTLEMENT, "variables": {"i": given}}),
            "map": '{"0": ["variables.i.file"]}',
        }
        sent = clerk.http.post("/graphql", data=form, files={"0": ("s.csv", body, "text/csv")}, headers=PREFLIGHT)
        answer = clerk.run(sent).json()
        return answer["errors"][0]["extensions"]["code"] if "errors" in answer else answer["data"]["importSettlement"]

    try:
        clerk.ask(DEPOSIT, {"input": {**CHARGE, "contractId": f"con_{viewer_of(Role.LINE, clerk).contract_id}"}})
        done = {"settlement": {"lines": 1}, "errors": []}
        assert [imported("01"), imported("02")] == [done, "THROTTLED"]
    finally:
        clerk.close()


def test_of_many_files_at_once_as_many_are_stored_as_the_quota_allows(subscriber: Client, ticket: str) -> None:
    before = stored(subscriber)

    async def go() -> list[Any]:
        return await asyncio.gather(*(upload(subscriber, ticket) for _ in range(8)))

    assert codes(subscriber.run(go()), "attachToTicket") == {"DONE": 2, "THROTTLED": 6}
    assert stored(subscriber) - before == 2


def test_bytes_of_files_have_a_quota(subscriber: Client, ticket: str) -> None:
    before = stored(subscriber)
    large = PNG + bytes(60_000)
    answers = [subscriber.run(upload(subscriber, ticket, large)) for _ in range(2)]
    assert codes(answers, "attachToTicket") == {"DONE": 1, "THROTTLED": 1}
    assert answers[1]["errors"][0]["extensions"]["quota"] == "bytes"
    assert stored(subscriber) - before == 1


def test_a_form_is_not_read_when_its_files_exceed_the_quota(subscriber: Client) -> None:
    read = 0

    async def form() -> Any:
        nonlocal read
        for _ in range(40):
            read += 1
            yield bytes(50_000)

    headers = {"content-type": "multipart/form-data; boundary=x", "content-length": "2000000", **PREFLIGHT}
    answer = subscriber.run(subscriber.http.post("/graphql", content=form(), headers=headers))
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (429, "THROTTLED")
    assert int(answer.headers["retry-after"]) > 0
    assert read == 0
    assert subscriber.value("select coalesce(sum(level), 0) from rate_level where name like 'day %'") == 0


def test_refused_and_repeated_files_use_no_quota(subscriber: Client, ticket: str) -> None:
    before = stored(subscriber)
    wrong = [subscriber.run(upload(subscriber, ticket, b"MZ")) for _ in range(3)]
    assert codes(wrong, "attachToTicket") == {"INVALID_FILE": 3}
    missing = subscriber.run(upload(subscriber, "tic_" + str(uuid7())))
    assert codes([missing], "attachToTicket") == {"NOT_FOUND": 1}
    same = [subscriber.run(upload(subscriber, ticket, idempotencyKey="same")) for _ in range(3)]
    assert codes(same, "attachToTicket") == {"DONE": 3}
    assert codes([subscriber.run(upload(subscriber, ticket))], "attachToTicket") == {"DONE": 1}
    assert stored(subscriber) - before == 2


class _Context:
    def __init__(self) -> None:
        self.files, self.done = self, list[str]()

    async def use_quotas(self, _: object) -> None:
        self.done.append("used")

    async def give_back_quotas(self, _: object) -> None:
        self.done.append("given back")

    async def delete(self, _: object) -> None:
        self.done.append("deleted")


class _File:
    size = 1


@pytest.mark.parametrize(
    ("error", "done"),
    [
        (Busy("the connection to the database was lost"), ["used"]),
        (Throttled("too often"), ["used", "deleted", "given back"]),
        (InsufficientStorage("full"), ["used", "deleted", "given back"]),
    ],
)
def test_a_file_stays_when_it_is_not_known_whether_its_row_exists(error: RequestError, done: list[str]) -> None:
    context = _Context()

    async def store() -> Stored:
        return Stored(FileKey(uuid7()), "one.txt", "text/plain", 1, b"")

    async def keep(_: object) -> Any:
        raise error

    with pytest.raises(type(error)):
        asyncio.run(received(context, _File(), store, keep))  # type: ignore[arg-type]
    assert context.done == done
