"""Possible duplicates: a search through the whole base, decisions that are remembered, similar customers at creation (A12)."""

import asyncio
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import orjson
import pytest

from backend.auth.viewer import Role
from backend.database import Connection, connect
from backend.identifiers import CUSTOMER_ID, DUPLICATE_SEARCH_ID
from backend.jobs.declare import Tools
from backend.jobs.worker import Job
from backend.models import DocumentKind
from backend.services.matching import search
from backend.settings import Settings
from tests import forkserver
from tests.client import Client
from tests.factories.customers import new_customer, new_identity_document
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
FIND = """mutation ($input: FindDuplicatesInput) { findDuplicates(input: $input) {
    duplicateSearch { id status } errors { code field } } }"""
CANCEL = """mutation ($input: CancelDuplicateSearchInput!) { cancelDuplicateSearch(input: $input) {
    duplicateSearch { id status stage finishedAt availableActions { verb allowed } } errors { code field } } }"""
TOLD = "select topic, count(*) as times from event where node_id = $1 group by topic order by min(id)"
SEARCH = "query ($id: ID!) { duplicateSearch(id: $id) { status stage customers done compared finishedAt } }"
PAIRS = """query ($filter: DuplicatePairFilter) { duplicatePairs(filter: $filter) { nodes {
    id status score reasons { code points } customer { id } other { id } availableActions { verb allowed } } } }"""
DISMISS = """mutation ($input: DismissDuplicatePairInput!) { dismissDuplicatePair(input: $input) {
    duplicatePair { status history { verb from to reason } } errors { code field } } }"""
CREATE = """mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id }
    candidates { id } candidateReasons { score matchReasons { code points } } errors { code field } } }"""
UPDATE = """mutation ($input: UpdateCustomerContactInput!) { updateCustomerContact(input: $input) {
    candidateReasons { score } errors { code field } } }"""
BORN = date(1979, 8, 17)
PHONE = iter(range(1_000_000, 2_000_000, 1_111))


def people(*names: str, **same: Any) -> list[Any]:
    """Customers with these names; each has a phone of its own unless one is given."""
    return [new_customer(**{"name": each, "phone": f"+99670{next(PHONE)}", **same}) for each in names]


@pytest.fixture(scope="module")
def admin(module_database_url: str, settings: Settings, module_client: Client) -> Iterator[Client]:
    opened = Client(module_database_url, settings, viewer=viewer_of(Role.ADMIN, module_client))
    yield opened
    opened.close()


def started(admin: Client) -> str:
    payload = admin.ask(FIND)["findDuplicates"]
    assert payload["errors"] == []
    found: str = payload["duplicateSearch"]["id"]
    return found


def ran(admin: Client, search_id: str, settings: Settings) -> Any:
    """The search after its job."""

    async def opened() -> Connection:
        return await connect(admin.url, statement_timeout="0")

    tools = Tools(settings, admin.app.state.database, opened)
    payload = orjson.dumps({"id": search_id.removeprefix("dse_")})
    admin.run(search.find_duplicates(tools, Job(0, search.QUEUE, payload, 1)))
    return admin.ask(SEARCH, {"id": search_id})["duplicateSearch"]


def pairs(client: Client, *customers: Any, **filtered: Any) -> list[Any]:
    """The pairs of these customers."""
    ids = {CUSTOMER_ID.encode(each.id) for each in customers}
    nodes = client.ask(PAIRS, {"filter": filtered})["duplicatePairs"]["nodes"]
    return [each for each in nodes if {each["customer"]["id"], each["other"]["id"]} <= ids]


def test_planted_pairs_are_found_and_relatives_are_not(admin: Client, settings: Settings) -> None:
    planted = [
        people("Турдубаев Кылыч Маратович", "Турдубаве Кылыч Маратович", birth_date=BORN),
        people("Шаршенова Бурул Асан кызы", "Sharshenova Burul Asanovna", birth_date=BORN),
        people("Эсенгулов Медер", "Эсенгулов Медер", birth_date=BORN),
        people("Байтемиров Данияр Асанович", "Данияр Асанович Байтемиров", birth_date=BORN),
        people("ОсОО «Кок-Жар Агро»", "Кокжар Агро", phone="+996700111000", kind="ORGANISATION"),
    ]
    family = people("Кадыров Хасан Асанович", "Кадыров Хусан Асанович", phone="+996700222000", birth_date=BORN)
    father = people("Кадыров Хасан Асанович", phone="+996700222000", birth_date=date(1950, 8, 17))
    namesakes = people("Турдубаев Кылыч Маратович", birth_date=date(1961, 2, 3))
    everybody = [*(each for pair in planted for each in pair), *family, *father, *namesakes]
    admin.insert(*everybody)
    after = ran(admin, started(admin), settings)
    assert (after["status"], after["stage"]) == ("COMPLETED", "NAME")
    assert after["done"] == after["customers"] > 0
    assert after["finishedAt"]
    found = pairs(admin, *everybody)
    ids = [{CUSTOMER_ID.encode(each.id) for each in pair} for pair in planted]
    assert sorted(map(sorted, ids)) == sorted(sorted((each["customer"]["id"], each["other"]["id"])) for each in found)
    for each in found:
        assert each["score"] == min(100, sum(reason["points"] for reason in each["reasons"])) >= 60
        assert each["status"] == "OPEN"
    best = max(each["score"] for each in found)
    assert pairs(admin, *everybody, score={"gt": best}) == []
    assert len(pairs(admin, *everybody, status={"eq": "OPEN"}, score={"gte": best})) >= 1


def test_a_decision_is_remembered_and_a_corrected_pair_disappears(admin: Client, settings: Settings) -> None:
    decided = people("Усубалиев Замир Керимович", "Усубалиев Замир Керимович", birth_date=BORN)
    corrected = people("Сыдыкова Анара", "Сыдыкова Анара", birth_date=BORN)
    admin.insert(*decided, *corrected)
    ran(admin, started(admin), settings)
    (pair,) = pairs(admin, *decided)
    assert {"verb": "dismiss", "allowed": True} in pair["availableActions"]
    refused = admin.ask(DISMISS, {"input": {"id": pair["id"], "reason": " "}})["dismissDuplicatePair"]
    assert refused["errors"] == [{"code": "INVALID_INPUT", "field": ["reason"]}]
    twice = admin.together(DISMISS, [{"id": pair["id"], "reason": "two cousins"}] * 2)
    codes = sorted([error["code"] for error in each["dismissDuplicatePair"]["errors"]] for each in twice)
    assert codes == [[], ["INVALID_TRANSITION"]]
    (done,) = [
        each["dismissDuplicatePair"]["duplicatePair"] for each in twice if not each["dismissDuplicatePair"]["errors"]
    ]
    assert done == {
        "status": "DISMISSED",
        "history": [{"verb": "dismiss", "from": "OPEN", "to": "DISMISSED", "reason": "two cousins"}],
    }
    admin.sql("update customer set birth_date = '1950-01-31' where id = $1", corrected[0].id)
    ran(admin, started(admin), settings)
    assert [each["status"] for each in pairs(admin, *decided)] == ["DISMISSED"]
    assert pairs(admin, *corrected) == []


def test_concurrent_calls_start_one_search_and_an_interrupted_one_continues(admin: Client, settings: Settings) -> None:
    calls = admin.together(FIND, [{}] * 8)
    (one,) = {each["findDuplicates"]["duplicateSearch"]["id"] for each in calls}
    assert admin.sql("select count(*) from duplicate_search where status = 'QUEUED'")[0][0] == 1
    assert started(admin) == one
    key = DUPLICATE_SEARCH_ID.decode(one)
    assert key is not None
    same = people("Рысбеков Эдил", "Рысбеков Эдил", birth_date=BORN)
    admin.insert(*same)

    async def interrupted() -> None:
        connection = await connect(admin.url)
        try:
            await connection.execute(search.START, key)
            for _ in range(20):
                assert await search.step(connection, key, chunk=4)
        finally:
            await connection.close()

    admin.run(interrupted())
    before = admin.ask(SEARCH, {"id": one})["duplicateSearch"]
    assert before["status"] == "RUNNING"
    assert 0 < before["done"] < before["customers"]
    assert started(admin) == one
    after = ran(admin, one, settings)
    assert (after["status"], after["done"] >= after["customers"]) == ("COMPLETED", True)
    assert len(pairs(admin, *same)) == 1
    assert started(admin) != one
    admin.sql("update duplicate_search set status = 'FAILED', finished_at = now() where finished_at is null")


def test_a_search_is_cancelled_between_two_chunks_and_keeps_its_pairs(admin: Client, settings: Settings) -> None:
    admin.sql("update duplicate_search set status = 'FAILED', finished_at = now() where finished_at is null")
    same = people("Абдыкадыров Урмат", "Абдыкадыров Урмат", phone="+996700313131")
    admin.insert(*same)
    one = started(admin)
    key = DUPLICATE_SEARCH_ID.decode(one)
    assert key is not None

    async def some() -> None:
        connection = await connect(admin.url)
        try:
            await connection.execute(search.START, key)
            stage = "select stage from duplicate_search where id = $1"
            while await connection.fetchval(stage, key) != "EMAIL":
                assert await search.step(connection, key, chunk=50)
        finally:
            await connection.close()

    admin.run(some())
    assert len(pairs(admin, *same)) == 1
    answers = admin.together(CANCEL, [{"id": one}] * 6)
    codes = sorted([error["code"] for error in each["cancelDuplicateSearch"]["errors"]] for each in answers)
    assert codes == [[], *[["INVALID_TRANSITION"]] * 5]
    (found,) = [
        each["cancelDuplicateSearch"]["duplicateSearch"]
        for each in answers
        if not each["cancelDuplicateSearch"]["errors"]
    ]
    assert (found["status"], found["finishedAt"] is not None) == ("CANCELLED", True)
    assert {"verb": "cancel", "allowed": False} in found["availableActions"]
    # The worker that runs it stops; its job may be delivered again.
    after = ran(admin, one, settings)
    assert (after["status"], after["stage"]) == ("CANCELLED", "EMAIL")
    assert len(pairs(admin, *same)) == 1
    # Another one starts over.
    assert ran(admin, started(admin), settings)["status"] == "COMPLETED"


def test_a_cancellation_that_comes_while_a_chunk_is_compared_wins(admin: Client, settings: Settings) -> None:
    one = started(admin)
    key = DUPLICATE_SEARCH_ID.decode(one)
    assert key is not None
    compare = search._compare

    async def go() -> bool:
        connection, beside = await connect(admin.url), await connect(admin.url)

        async def cancel() -> None:
            await beside.execute(
                "update duplicate_search set status = 'CANCELLED', finished_at = now(), position = null where id = $1",
                key,
            )

        try:
            await connection.execute(search.START, key)
            ended = asyncio.get_running_loop().create_future()

            def slow(*given: Any) -> Any:
                ended.set_result(None)
                return compare(*given)

            search._compare = slow
            fetch = connection.fetchval

            async def after_cancel(statement: str, *given: Any) -> Any:
                await cancel()
                return await fetch(statement, *given)

            connection.fetchval = after_cancel  # type: ignore[method-assign]
            more = await search.step(connection, key)
            assert ended.done()
            return more
        finally:
            search._compare = compare
            vars(connection).pop("fetchval", None)  # another test may get the connection
            await connection.close()
            await beside.close()

    assert admin.run(go()) is False
    found = admin.ask(SEARCH, {"id": one})["duplicateSearch"]
    assert (found["status"], found["done"]) == ("CANCELLED", 0)
    assert [row["topic"] for row in admin.sql(TOLD, key)] == ["duplicate_search.queued"]


def test_a_queued_search_is_cancelled_and_its_progress_is_in_the_log(admin: Client, settings: Settings) -> None:
    one = started(admin)
    payload = admin.ask(CANCEL, {"input": {"id": one, "reason": "at night"}})["cancelDuplicateSearch"]
    assert payload["errors"] == []
    assert ran(admin, one, settings)["done"] == 0
    key = DUPLICATE_SEARCH_ID.decode(one)
    told = [row["topic"] for row in admin.sql(TOLD, key)]
    assert told == ["duplicate_search.queued", "duplicate_search.cancelled"]
    two = started(admin)
    ran(admin, two, settings)
    told = {
        row["topic"].removeprefix("duplicate_search."): row["times"]
        for row in admin.sql(TOLD, DUPLICATE_SEARCH_ID.decode(two))
    }
    assert told == {"queued": 1, "started": 1, "progressed": len(search.STAGES) - 1, "completed": 1}
    # The queue may deliver the job again.
    before = admin.ask(SEARCH, {"id": two})
    ran(admin, two, settings)
    assert admin.ask(SEARCH, {"id": two}) == before


def test_a_search_whose_worker_is_killed_goes_on_where_it_was(admin: Client, settings: Settings) -> None:
    same = people("Токтогулов Бакыт", "Токтогулов Бакыт", birth_date=BORN)
    admin.insert(*same)
    one = started(admin)
    process = forkserver.start(["-m", "tests.scenarios.duplicates_process", admin.url, one.removeprefix("dse_")])
    while admin.ask(SEARCH, {"id": one})["duplicateSearch"]["stage"] == "DOCUMENT":
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    before = admin.ask(SEARCH, {"id": one})["duplicateSearch"]
    assert (before["status"], 0 < before["done"] < before["customers"]) == ("RUNNING", True)
    assert pairs(admin, *same) == []
    after = ran(admin, one, settings)
    assert (after["status"], after["done"]) == ("COMPLETED", after["customers"])
    assert after["customers"] == before["customers"]
    assert len(pairs(admin, *same)) == 1


def test_a_similar_customer_is_refused_at_creation_and_at_a_change(admin: Client) -> None:
    (stored,) = people("Молдобаев Арген Саматович", birth_date=BORN)
    (other,) = people("Совсем Другой", birth_date=BORN)
    admin.insert(stored, other)
    admin.insert(new_identity_document(stored.id, "AN5550001", kind=DocumentKind.PASSPORT))
    form = {"kind": "PERSON", "name": "Argen Moldobaev", "phone": "+996555010203", "birthDate": BORN.isoformat()}
    payload = admin.ask(CREATE, {"input": form})["createCustomer"]
    assert payload["errors"] == [{"code": "POSSIBLE_DUPLICATE", "field": []}]
    assert payload["candidates"] == [{"id": CUSTOMER_ID.encode(stored.id)}]
    (reasons,) = payload["candidateReasons"]
    assert [each["code"] for each in reasons["matchReasons"]] == ["BIRTH_DATE_SAME", "NAME_SHORTENED"]
    assert reasons["score"] == sum(each["points"] for each in reasons["matchReasons"])
    changed = {"id": CUSTOMER_ID.encode(other.id), "name": "Молдобаев Арген"}
    refused = admin.ask(UPDATE, {"input": changed})["updateCustomerContact"]
    assert refused["errors"] == [{"code": "POSSIBLE_DUPLICATE", "field": ["name"]}]
    assert refused["candidateReasons"] == [{"score": reasons["score"]}]
    for query, given in ((CREATE, form), (UPDATE, changed)):
        (allowed,) = admin.ask(query, {"input": {**given, "allowDuplicate": True}}).values()
        assert allowed["errors"] == []
    # They are similar already: a change of the phone does not make them more so.
    again = admin.ask(UPDATE, {"input": {"id": changed["id"], "phone": "+996555010299"}})["updateCustomerContact"]
    assert again["errors"] == []


def test_only_the_desk_reads_pairs_and_only_administrators_search(module_client: Client, settings: Settings) -> None:
    analyst = Client(module_client.url, settings, viewer=viewer_of(Role.ANALYST, module_client), beside=module_client)
    try:
        assert analyst.errors(PAIRS)[0]["extensions"]["code"] == "FORBIDDEN"
    finally:
        analyst.close()
    assert module_client.errors(FIND)[0]["extensions"]["code"] == "FORBIDDEN"
