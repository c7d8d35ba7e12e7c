"""Live subscriptions over WebSocket on a real server: which events reach whom, in which order, and what ends them."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.database import Connection, connect
from backend.events.log import encode_cursor, log_end
from backend.models import User
from backend.settings import Settings
from tests import forkserver
from tests.client import Client
from tests.factories.events import new_event
from tests.factories.export_jobs import new_export_job
from tests.factories.rows import find, insert
from tests.factories.users import new_revocation
from tests.push import PAYMENTS, Subscriber, connected, in_place, pay
from tests.servers import Server, served

pytestmark = pytest.mark.database

LINE = "select k.id from contract k join customer c on c.id = k.customer_id where c.number = $1 and k.status = 'ACTIVE' order by k.number"


@pytest.fixture
def server(module_server: Server) -> Server:
    """The server of the file, for tests that only add events."""
    return module_server


@pytest.fixture
def own_server(database_url: str, settings: Settings, tmp_path: Path) -> Iterator[Server]:
    """A server of the test's own."""
    with served(database_url, settings.data_dir, tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def contracts(reading_client: Client) -> list[Any]:
    """Active contracts of two customers, the first of them the demo's subscriber. They are the same in every database."""
    return [reading_client.value(LINE, number) for number in ("CD00000001", "CD00000002")]


async def nothing_arrives(subscriber: Subscriber, seconds: float = 0.5) -> bool:
    """Whether no message arrives within `seconds`."""
    try:
        await subscriber.receive(seconds)
    except TimeoutError:
        return True
    return False


def test_a_payment_reaches_an_open_socket_and_a_cursor_resumes_after_it(server: Server, contracts: list[Any]) -> None:
    token = server.token("operator")

    async def go() -> None:
        beside: Connection = await connect(server.database_url)
        async with connected(server.url, token) as subscriber:
            with in_place(server.url):
                await subscriber.subscribe(PAYMENTS)
            paid = [await pay(beside, contracts[0], minor) for minor in (100, 12_345)]
            events = [await subscriber.event(), await subscriber.event()]
            assert [event["payment"]["id"] for event in events] == paid
            assert events[1]["payment"] == {
                "id": paid[1], "status": "SUCCEEDED", "amount": {"amount": "123.45", "currency": "KGS"},
            }  # fmt: skip
            assert set(events[0]) == {"cursor", "at", "payment"}
        paid += [await pay(beside, contracts[1], 1) for _ in range(3)]
        async with connected(server.url, token) as subscriber:
            await subscriber.subscribe(PAYMENTS, {"since": events[0]["cursor"]})
            replayed = [await subscriber.event() for _ in range(4)]
            paid.append(await pay(beside, contracts[0], 2))
            replayed.append(await subscriber.event())
            assert [event["payment"]["id"] for event in replayed] == paid[1:]
            assert await nothing_arrives(subscriber)
        await beside.close()

    asyncio.run(go())


def test_a_subscriber_gets_events_of_its_own_line_only(
    server: Server, contracts: list[Any], module_client: Client
) -> None:
    operator, subscriber = server.token("operator"), server.token("subscriber")
    own = module_client.value(LINE, "CD00000001")
    foreign = module_client.value(LINE, "CD00000002")
    query = "subscription { ticketChanged { ticket { id comments { body internal } customer { id } } } }"

    async def go() -> None:
        beside = await connect(server.database_url)
        async with connected(server.url, subscriber) as mine, connected(server.url, operator) as desk:
            with in_place(server.url, 2):
                for each in (mine, desk):
                    await each.subscribe(PAYMENTS)
            paid = [await pay(beside, foreign), await pay(beside, own), await pay(beside, foreign)]
            assert [(await desk.event())["payment"]["id"] for _ in paid] == paid
            assert (await mine.event())["payment"]["id"] == paid[1]
            assert await nothing_arrives(mine)
            await mine.send_message(id="1", type="complete")
            with in_place(server.url):
                await mine.subscribe(query, identity="2")
            for contract, words in ((foreign, "x"), (own, "наружу")):
                await desk.subscribe(
                    "mutation ($input: OpenTicketInput!) { openTicket(input: $input) { ticket { id } errors { code } } }",
                    {"input": {"contractId": f"con_{contract}", "subject": words}}, identity=words,
                )  # fmt: skip
                answer = await desk.receive()
                assert answer["payload"]["data"]["openTicket"]["errors"] == []
                ticket = answer["payload"]["data"]["openTicket"]["ticket"]["id"]
                await desk.receive()
            for internal in (True, False):
                await desk.subscribe(
                    "mutation ($input: CommentTicketInput!) { commentTicket(input: $input) { errors { code } } }",
                    {"input": {"id": ticket, "body": f"internal {internal}", "internal": internal}}, identity=f"c{internal}",
                )  # fmt: skip
                assert (await desk.receive())["payload"]["data"]["commentTicket"]["errors"] == []
                await desk.receive()
            first, second = await mine.event("ticketChanged"), await mine.event("ticketChanged")
            assert first["ticket"]["id"] == second["ticket"]["id"] == ticket
            assert [c["body"] for c in second["ticket"]["comments"]] == ["internal False"]
            assert await nothing_arrives(mine), "an internal comment is no event for the customer"
        await beside.close()

    asyncio.run(go())


def test_only_staff_get_the_event_of_a_discarded_ticket(server: Server, module_client: Client) -> None:
    query = "subscription { ticketChanged { discardedId ticket { id status } } }"
    contract = f"con_{module_client.value(LINE, 'CD00000001')}"
    opening = "mutation ($input: OpenTicketInput!) { openTicket(input: $input) { ticket { id } } }"
    discarding = "mutation ($input: DiscardTicketInput!) { discardTicket(input: $input) { discardedId } }"

    async def go() -> None:
        async with (
            connected(server.url, server.token("subscriber")) as mine,
            connected(server.url, server.token("operator")) as listening,
            connected(server.url, server.token("operator")) as desk,
        ):
            with in_place(server.url, 2):
                await mine.subscribe(query)
                await listening.subscribe(query)
            await desk.subscribe(opening, {"input": {"contractId": contract, "subject": "x"}})
            ticket = (await desk.receive())["payload"]["data"]["openTicket"]["ticket"]["id"]
            await desk.receive()
            for each in (mine, listening):
                opened = {"discardedId": None, "ticket": {"id": ticket, "status": "FREE"}}
                assert await each.event("ticketChanged") == opened
            await desk.subscribe(discarding, {"input": {"id": ticket, "reason": "x"}}, identity="2")
            assert (await desk.receive())["payload"]["data"]["discardTicket"] == {"discardedId": ticket}
            assert await listening.event("ticketChanged") == {"discardedId": ticket, "ticket": None}
            assert await nothing_arrives(mine)

    asyncio.run(go())


def test_a_subscription_returns_what_a_query_with_the_same_selection_returns(
    server: Server, contracts: list[Any]
) -> None:
    selection = """{ id number amount { amount currency } method status history { verb } availableActions { verb allowed }
        contract { number customer { name contracts(first: 2) { totalCount nodes { sim { iccid networkState { registration } } } } } tariff { code } } }"""
    query = f"subscription S($yes: Boolean!) {{ it: paymentChanged {{ __typename when: at p: payment {selection} ... @include(if: $yes) {{ q: payment {{ id }} }} }} }}"
    token = server.token("operator")

    async def go() -> None:
        beside = await connect(server.database_url)
        async with connected(server.url, token) as subscriber:
            with in_place(server.url):
                await subscriber.subscribe(query, {"yes": True})
            paid = await pay(beside, contracts[0], 777)
            event = await subscriber.event("it")
            assert list(event) == ["__typename", "when", "p", "q"]
            assert (event["__typename"], event["q"]) == ("PaymentChanged", {"id": paid})
            await subscriber.send_message(
                id="2", type="subscribe",
                payload={"query": f"query ($id: ID!) {{ payment(id: $id) {selection} }}", "variables": {"id": paid}},
            )  # fmt: skip
            asked = (await subscriber.receive())["payload"]["data"]["payment"]
            assert event["p"] == asked
            assert json.dumps(event["p"]) == json.dumps(asked)
        await beside.close()

    asyncio.run(go())


def test_status_changes_are_filtered_by_node_and_by_type(
    own_server: Server, database_url: str, client: Client, contracts: list[Any]
) -> None:
    query = "subscription ($node: ID, $types: [NodeType!]) { statusChanged(nodeId: $node, types: $types) { type verb from to node { id } } }"
    token = own_server.token("operator")
    contract = f"con_{contracts[0]}"
    sim = client.value("select 'sim_' || sim_id from contract where id = $1", contracts[0])

    async def go() -> None:
        async with (
            connected(own_server.url, token) as every, connected(own_server.url, token) as one, connected(own_server.url, token) as sims,
        ):  # fmt: skip
            with in_place(own_server.url, 3):
                await every.subscribe(query)
                await one.subscribe(query, {"node": contract})
                await sims.subscribe(query, {"types": ["SIM"]})
            async with connected(own_server.url, token) as desk:
                await desk.subscribe(
                    "mutation ($id: ID!) { suspendContract(input: { id: $id }) { errors { code } } }", {"id": contract}
                )
                assert (await desk.receive())["payload"]["data"]["suspendContract"]["errors"] == []
            told = {
                "type": "CONTRACT",
                "verb": "suspend",
                "from": "ACTIVE",
                "to": "SUSPENDED",
                "node": {"id": contract},
            }
            assert await every.event("statusChanged") == told
            of_sim = await every.event("statusChanged")
            assert (of_sim["type"], of_sim["verb"], of_sim["node"]) == ("SIM", "suspend", {"id": sim})
            assert await one.event("statusChanged") == told
            assert await sims.event("statusChanged") == of_sim
            for each in (every, one, sims):
                assert await nothing_arrives(each, 0.3)

    asyncio.run(go())


def test_subscriptions_with_equal_results_need_one_statement_per_event(
    database_url: str, settings: Settings, contracts: list[Any]
) -> None:
    """Forty subscriptions of operators and five events, counted at the hub."""
    from backend.app import create_app
    from backend.auth.usage import CostBuckets
    from backend.auth.viewer import Role, Viewer
    from backend.events.listener import Listener
    from backend.events.sequencer import Sequencer
    from backend.resolvers.engine import Request
    from backend.resolvers.live import Hub

    class Sink:
        def __init__(self) -> None:
            self.got: list[Any] = []

        def send(self, messages: Any) -> None:
            self.got += messages

        def end(self, error: Any) -> None:
            raise AssertionError(error)

        ready = True

        async def drained(self) -> None:
            return

    async def go() -> None:
        app = create_app(settings, database_url)
        engine, planner = app.graphql._engine, app.state.planner
        buckets = CostBuckets(app.state.database, settings)
        hub = Hub(planner, app.state.database, engine.complete_live, buckets, settings)
        tasks = [
            asyncio.create_task(each) for each in (Sequencer(database_url).run(), Listener(database_url, [hub]).run())
        ]
        desk = [Viewer(Role.OPERATOR, f"operator {n}", f"user:{n}") for n in range(40)]
        sinks = []
        for viewer in desk:
            sinks.append(Sink())
            selection = await engine.live(Request(PAYMENTS), viewer)
            await hub.open(selection, viewer, sinks[-1])
        assert hub.subscriptions == 40
        beside = await connect(database_url)
        before = planner.reader.statements
        for n in range(5):
            await pay(beside, contracts[0], n + 1)
            async with asyncio.timeout(10):
                while len(sinks[0].got) <= n:
                    await asyncio.sleep(0.01)
        assert [len(sink.got) for sink in sinks] == [5] * 40
        assert planner.reader.statements - before == 5
        assert len({id(message.payload) for sink in sinks for message in sink.got}) == 5, (
            "all subscriptions share one payload per event"
        )
        await beside.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await app.state.database.close()

    asyncio.run(go())


def test_a_revoked_token_closes_its_socket_and_a_new_token_resumes(
    server: Server, module_client: Client, contracts: list[Any]
) -> None:
    token = server.token("operator")

    async def go() -> str:
        beside = await connect(server.database_url)
        async with connected(server.url, token) as subscriber:
            with in_place(server.url):
                await subscriber.subscribe(PAYMENTS)
            await pay(beside, contracts[0])
            cursor = (await subscriber.event())["cursor"]
            user = await find(beside, User, email="operator@demo.example")
            await insert(beside, new_revocation(f"user:{user.id}"))
            assert await subscriber.closed() == (4403, "Forbidden")
        await pay(beside, contracts[0])
        await beside.close()
        return str(cursor)

    cursor = asyncio.run(go())

    async def again() -> None:
        async with connected(server.url) as refused:
            await refused.send_message(type="connection_init", payload={"Authorization": f"Bearer {token}"})
            assert (await refused.closed())[0] == 4403
        await asyncio.sleep(1.1)  # the new token must be issued in a later second than the revocation
        fresh = await asyncio.to_thread(server.token, "operator")
        async with connected(server.url, fresh) as subscriber:
            await subscriber.subscribe(PAYMENTS, {"since": cursor})
            assert (await subscriber.event())["payment"]["id"].startswith("pay_")

    asyncio.run(again())


def test_a_socket_is_closed_when_its_token_expires(server: Server, settings: Settings) -> None:
    from backend.app import create_app

    async def go() -> None:
        own = settings.model_copy(update={"public_url": server.url})
        app = create_app(own, server.database_url)
        await app.state.auth.keys.load()
        claims = {
            "sub": "user:x",
            "role": "OPERATOR",
            "actor": "x",
            "client_id": "operator-app",
            "scope": "read write",
        }
        token = app.state.auth.tokens.issue(claims, seconds=3)
        await app.state.database.close()
        async with connected(server.url, token) as subscriber:
            await subscriber.subscribe(PAYMENTS)
            assert (await subscriber.closed())[0] == 4403

    asyncio.run(go())


def test_a_client_that_does_not_read_is_disconnected_and_others_are_served(
    server: Server, contracts: list[Any]
) -> None:
    token = server.token("operator")
    # A selection with a large result per event, so that unread messages soon fill every buffer.
    large_selection = (
        "subscription {{ paymentChanged {{ payment {{ id contract {{ customer {{ {} }} }} }} }} }}".format(
            " ".join(
                f"c{n}: contracts(first: 5) {{ nodes {{ id number status createdAt updatedAt signedAt activatedAt }} }}"
                for n in range(25)
            )
        )
    )

    async def ids(subscriber: Subscriber, count: int) -> list[str]:
        return [(await subscriber.event(seconds=60))["payment"]["id"] for _ in range(count)]

    async def go() -> None:
        beside = await connect(server.database_url)
        async with connected(server.url, token) as stalled, connected(server.url, token) as reading:
            with in_place(server.url, 2):
                await stalled.subscribe(large_selection)
                await reading.subscribe(PAYMENTS)
            stalled.connection.transport.pause_reading()
            # The client's library stops reading when 16 messages wait.
            receiving = asyncio.create_task(ids(reading, 400))
            paid = [await pay(beside, contracts[0]) for _ in range(400)]
            assert await receiving == paid
            async with asyncio.timeout(30):
                while True:
                    metrics = (await asyncio.to_thread(httpx.get, f"{server.url}/metrics")).text
                    if "crm_connections_open 1.0" in metrics:
                        break
                    await asyncio.sleep(0.5)
            last = await pay(beside, contracts[0])
            assert (await reading.event())["payment"]["id"] == last
        await beside.close()

    asyncio.run(go())


def test_with_two_processes_and_a_separate_worker_each_event_reaches_everybody_once(
    database_url: str, settings: Settings, tmp_path: Path, contracts: list[Any]
) -> None:
    with served(database_url, settings.data_dir, tmp_path, CRM_WORKERS="2", CRM_WORK="0") as running:
        log = (tmp_path / "worker.log").open("wb")
        worker = forkserver.start(["crm", "work"], env=running.environment, stdout=log, stderr=log)
        try:
            token = running.token("operator")

            async def go() -> None:
                beside = await connect(database_url)
                async with asyncio.timeout(60):  # the first worker creates the log
                    while not (end := await log_end(beside)).epoch:
                        await asyncio.sleep(0.05)
                async with AsyncExitStack() as stack:
                    subscribers = [await stack.enter_async_context(connected(running.url, token)) for _ in range(12)]
                    for subscriber in subscribers:
                        # With a cursor it does not matter when the subscription is in place.
                        await subscriber.subscribe(PAYMENTS, {"since": end.cursor(end.last)})
                    paid = [await pay(beside, contracts[0], n + 1) for n in range(30)]
                    for subscriber in subscribers:
                        assert [(await subscriber.event())["payment"]["id"] for _ in paid] == paid
                    for subscriber in subscribers:
                        assert await nothing_arrives(subscriber, 0.05)
                await beside.close()

            asyncio.run(go())
        finally:
            worker.terminate()
            assert worker.wait(timeout=30) == 0
            log.close()


def test_a_listener_whose_connection_is_terminated_resumes_without_repeats(
    own_server: Server, database_url: str, owner_url: str, contracts: list[Any]
) -> None:
    token = own_server.token("operator")

    async def go() -> None:
        beside, owner = await connect(database_url), await connect(owner_url, role=None)
        own = beside.get_server_pid()
        async with connected(own_server.url, token) as subscriber:
            with in_place(own_server.url):
                await subscriber.subscribe(PAYMENTS)
            paid = []
            for _ in range(4):
                paid += [await pay(beside, contracts[0]) for _ in range(5)]
                cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid not in ($1, pg_backend_pid())"
                assert await owner.fetchval(cut, own) > 0
                paid += [await pay(beside, contracts[0]) for _ in range(5)]
                await asyncio.sleep(1.5)  # until every connection is open again
            got = [(await subscriber.event(seconds=20))["payment"]["id"] for _ in paid]
            assert got == paid
            assert await nothing_arrives(subscriber)
        await beside.close()
        await owner.close()

    asyncio.run(go())


def test_the_pages_of_the_event_log_agree_with_the_subscription(server: Server, contracts: list[Any]) -> None:
    token = server.token("operator")
    page = "query ($since: String, $first: Int) { events(since: $since, first: $first) { nodes { cursor at topic type node { id } } hasNextPage endCursor lastCursor } }"

    def ask(variables: Any, token: str = token) -> Any:
        headers = {"authorization": f"Bearer {token}"}
        answer = httpx.post(
            f"{server.url}/graphql", json={"query": page, "variables": variables}, headers=headers
        ).json()
        return answer["data"]["events"] if answer.get("data") else answer["errors"][0]["extensions"]["code"]

    async def go() -> list[Any]:
        beside = await connect(server.database_url)
        async with connected(server.url, token) as subscriber:
            with in_place(server.url):
                await subscriber.subscribe("subscription { paymentChanged { cursor at payment { id } } }")
            for contract in (*contracts, *contracts, contracts[0]):
                await pay(beside, contract)
            events = [await subscriber.event() for _ in range(5)]
        await beside.close()
        return events

    start = ask({})["lastCursor"]
    told = asyncio.run(go())
    found, cursor = [], start
    while True:
        part = ask({"since": cursor, "first": 2})
        found += part["nodes"]
        cursor = part["endCursor"]
        if not part["hasNextPage"]:
            break
    assert [(e["cursor"], e["at"], e["node"]) for e in found if e["topic"] == "payment.succeeded"] == [
        (e["cursor"], e["at"], e["payment"]) for e in told
    ]
    assert cursor == part["lastCursor"]
    assert ask({"since": cursor})["nodes"] == [] or ask({"since": cursor})["nodes"][0]["topic"].startswith(
        "notification"
    )
    assert ask({"since": "nonsense"}) == "BAD_USER_INPUT"
    assert ask({"since": encode_cursor("elsewhere", 1)}) == "SINCE_TOO_OLD"
    assert ask({"first": 201}) == "BAD_USER_INPUT"
    mine = ask({"since": start}, server.token("subscriber"))["nodes"]
    own = [e["node"]["id"] for e in mine if e["topic"] == "payment.succeeded"]
    assert own == [told[n]["payment"]["id"] for n in (0, 2, 4)]


def test_every_released_subscription_of_front_ends_gets_its_event(
    server: Server, module_client: Client, contracts: list[Any]
) -> None:
    folder = Path(__file__).parents[2] / "frontend-contract" / "operations"
    documents = {
        path: path.read_text() for path in folder.rglob("*.graphql") if path.read_text().startswith("subscription")
    }
    assert len(documents) >= 6
    tokens = {app: server.token(app) for app in ("operator", "subscriber")}

    async def go() -> None:
        beside = await connect(server.database_url)
        job = await beside.fetchval("select id from import_job limit 1")
        operator = await beside.fetchval("select 'user:' || id from user_account where email = 'operator@demo.example'")
        export = new_export_job(subject=operator)
        await insert(beside, export)
        search = await beside.fetchval("select id from duplicate_search order by id limit 1")
        own = {
            "BulkRegisterProgress": {"id": f"imp_{job}"},
            "ExportProgress": {"id": f"exp_{export.id}"},
            "DuplicateSearchProgress": {"id": f"dse_{search}"},
        }
        async with AsyncExitStack() as stack:
            listening = {}
            with in_place(server.url, len(documents)):
                for path, text in documents.items():
                    listening[path] = await stack.enter_async_context(connected(server.url, tokens[path.parent.name]))
                    await listening[path].subscribe(text, own.get(path.stem))
            await pay(beside, contracts[0])
            await insert(beside, new_event("import.progressed", "ImportJob", job))
            await insert(beside, new_event("export.progressed", "ExportJob", export.id))
            await insert(beside, new_event("duplicate_search.progressed", "DuplicateSearch", search))
            async with connected(server.url, tokens["operator"]) as desk:
                await desk.subscribe(
                    'mutation ($id: ID!) { openTicket(input: { contractId: $id, subject: "x" }) { errors { code } } }',
                    {"id": f"con_{contracts[0]}"},
                )
                assert (await desk.receive())["payload"]["data"]["openTicket"]["errors"] == []
                await desk.receive()
                submit = "mutation { submitRequest(input: { kind: OTHER, raw: {} }) { errors { code } } }"
                await desk.subscribe(submit, identity="request")
                assert (await desk.receive())["payload"]["data"]["submitRequest"]["errors"] == []
            for path, subscriber in listening.items():
                message = await subscriber.receive()
                assert message["type"] == "next", (path, message)
                assert "errors" not in message["payload"], (path, message)
        await beside.close()

    asyncio.run(go())
