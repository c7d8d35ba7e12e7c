"""GetDeposit by card on real processes: a payment on its page is confirmed by a subscription (A41)."""

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import connect as open_socket

from backend.settings import Settings
from tests.client import Client
from tests.servers import Server, served

DEPOSIT = (
    "mutation($i: GetDepositInput!) { getDeposit(input: $i) { payment { id status } checkoutUrl errors { code } } }"
)
FOUND = """query($k: String!) { payment(idempotencyKey: $k) { status failureCode contract { balance { amount } }
  bills { number url } } }"""
WATCH = "subscription { paymentChanged { payment { status contract { balance { amount } } } } }"
PAGE = "query($since: String) { events(since: $since) { nodes { topic node { id } } lastCursor } }"
PATIENCE_SECONDS = 30


@pytest.fixture(scope="module")
def server(module_database_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(module_database_url, settings.data_dir, tmp_path_factory.mktemp("checkout")) as running:
        yield running


def ask(server: Server, token: str, query: str, variables: dict[str, Any] | None = None) -> Any:
    answer = httpx.post(
        f"{server.url}/graphql",
        json={"query": query, "variables": variables},
        headers={"authorization": f"Bearer {token}"},
        timeout=30,
    ).json()
    assert "errors" not in answer, answer
    return answer["data"]


class SubscriberApp:
    """A subscriber's app."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.token = server.token("subscriber")
        self.contract = self.ask("{ viewer { contract { id balance { amount } } } }")["viewer"]["contract"]

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        return ask(self.server, self.token, query, variables)

    def top_up(self, key: str, amount: str, msisdn: str | None = None) -> Any:
        """Top up the own line, or the line with this number."""
        line = {"msisdn": msisdn} if msisdn else {"contractId": self.contract["id"]}
        given = {**line, "amount": {"amount": amount}, "method": "CARD", "idempotencyKey": key}
        return self.ask(DEPOSIT, {"i": given})["getDeposit"]

    def wait(self, key: str, status: str) -> Any:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            found = self.ask(FOUND, {"k": key})["payment"]
            if found["status"] == status:
                return found
            time.sleep(0.05)
        raise AssertionError(f"{found}\n{self.server.log.read_text()[-3000:]}")


def pay(url: str, card: str = "accepted") -> httpx.Response:
    page = httpx.get(url)
    assert page.status_code == 200
    return httpx.post(url, data={"card": card, "action": "pay"})


async def watch(phone: SubscriberApp, act: Any) -> Any:
    """The messages that are pushed after `act`."""
    url = phone.server.url.replace("http", "ws") + "/graphql"
    async with open_socket(url, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
        await socket.send(
            json.dumps({"type": "connection_init", "payload": {"Authorization": f"Bearer {phone.token}"}})
        )
        await socket.send(json.dumps({"type": "subscribe", "id": "1", "payload": {"query": WATCH}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        await asyncio.sleep(0.3)
        await asyncio.to_thread(act)
        pushed = []
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not pushed or pushed[-1]["status"] != "SUCCEEDED":
                message = json.loads(await socket.recv())
                if message["type"] == "next":
                    pushed.append(message["payload"]["data"]["paymentChanged"]["payment"])
        return pushed


def test_a_subscriber_pays_by_card_and_sees_the_new_balance_at_once(server: Server) -> None:
    phone = SubscriberApp(server)
    begun = phone.top_up("card", "250.00")
    assert (begun["errors"], begun["payment"]["status"]) == ([], "PENDING")
    pushed = asyncio.run(watch(phone, lambda: pay(begun["checkoutUrl"])))
    after = f"{float(phone.contract['balance']['amount']) + 250:.2f}"
    assert pushed[-1] == {"status": "SUCCEEDED", "contract": {"balance": {"amount": after}}}
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (bill := phone.wait("card", "SUCCEEDED")["bills"][0])["number"] is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    paper = httpx.get(bill["url"])
    assert (paper.status_code, paper.headers["content-type"]) == (200, "application/pdf")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (told := phone.ask("{ notifications(first: 1) { nodes { topic text } } }")["notifications"]["nodes"]):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert told[0]["topic"] == "payment.succeeded"
    assert after in told[0]["text"]


def test_a_payer_for_another_number_sees_the_payment_confirmed_and_nothing_of_the_line(server: Server) -> None:
    phone = SubscriberApp(server)
    start = phone.ask(PAGE)["events"]["lastCursor"]
    begun = phone.top_up("for a friend", "30.00", _friend(server, phone))
    assert (begun["errors"], begun["payment"]["status"]) == ([], "PENDING")
    pushed = asyncio.run(watch(phone, lambda: pay(begun["checkoutUrl"])))
    assert pushed[-1] == {"status": "SUCCEEDED", "contract": None}
    slept = phone.ask(PAGE, {"since": start})["events"]["nodes"]
    told = [event for event in slept if event["node"] and event["node"]["id"] == begun["payment"]["id"]]
    assert [event["topic"] for event in told] == ["payment.started", "payment.succeeded"]
    own = phone.ask("{ viewer { contract { balance { amount } } } }")["viewer"]["contract"]
    assert own["balance"] == phone.contract["balance"]


def _friend(server: Server, phone: SubscriberApp) -> str:
    """An active number of another customer."""
    query = "{ contracts(first: 50, filter: { status: { eq: ACTIVE } }) { nodes { phoneNumber { msisdn } customer { id } } } }"
    own = "query($id: ID!) { contract(id: $id) { customer { id } } }"
    operator = server.token("operator")
    holder = ask(server, operator, own, {"id": phone.contract["id"]})["contract"]["customer"]
    lines = ask(server, operator, query)["contracts"]["nodes"]
    return next(line["phoneNumber"]["msisdn"] for line in lines if line["customer"] != holder)


def test_a_declined_card_fails_and_another_card_requires_a_code(server: Server) -> None:
    phone = SubscriberApp(server)
    pay(phone.top_up("declined", "10.00")["checkoutUrl"], "declined")
    assert phone.wait("declined", "FAILED")["failureCode"]
    begun = phone.top_up("verified", "20.00")
    step = pay(begun["checkoutUrl"], "verify")
    verify = str(httpx.URL(begun["checkoutUrl"]).join(step.headers["location"]))
    assert phone.ask(FOUND, {"k": "verified"})["payment"]["status"] == "PENDING"
    assert httpx.get(verify).status_code == 200
    httpx.post(verify, data={"code": "123456"})
    phone.wait("verified", "SUCCEEDED")


@pytest.mark.parametrize("fault", ["05", "06", "11"])
def test_repeated_reordered_or_badly_signed_webhooks_credit_once(server: Server, fault: str) -> None:
    phone = SubscriberApp(server)
    before = phone.contract["balance"]["amount"]
    pay(phone.top_up(f"fault {fault}", f"30.{fault}")["checkoutUrl"])
    found = phone.wait(f"fault {fault}", "SUCCEEDED")
    assert found["contract"]["balance"]["amount"] == f"{float(before) + float(f'30.{fault}'):.2f}"


def test_a_lost_webhook_is_replaced_by_polling_the_gateway(server: Server, settings: Settings) -> None:
    phone = SubscriberApp(server)
    pay(phone.top_up("lost", "30.04")["checkoutUrl"])
    client = Client(server.environment["CRM_DATABASE_URL"], settings)
    try:
        client.sql("update payment set ask_at = now() where idempotency_key = 'lost'")
        client.sql("update jobs.job_schedule set next_at = now() where name = 'ask payment gateways'")
    finally:
        client.close()
    phone.wait("lost", "SUCCEEDED")


def test_no_background_job_failed(server: Server) -> None:
    """Runs last in this file: a job that failed and then succeeded shows only in the log."""
    assert "job failed" not in server.log.read_text()
