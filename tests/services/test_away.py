"""While PostgreSQL refuses connections, for example during recovery, clients get SERVICE_UNAVAILABLE."""

import asyncio
from typing import Any

import asyncpg
import pytest

from backend import database
from backend.database import Division, connect, divisions
from backend.services.bill import BillNumbers
from backend.settings import Settings
from tests.client import Client
from tests.gateways.fake import FakeGateway
from tests.scenarios.test_get_deposit import contract

pytestmark = pytest.mark.database

CONTRACT = "con_019b0000-0000-7000-8000-000000000000"
PAYMENT = "pay_019b0000-0000-7000-8000-000000000000"
REFUND = "ref_019b0000-0000-7000-8000-000000000000"
PAID = {"contractId": CONTRACT, "amount": {"amount": "1"}, "idempotencyKey": "k"}
END = """
select count(pg_terminate_backend(pid)) from pg_stat_activity
where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
"""
ACTS = [
    ("getDeposit", "GetDepositInput", {**PAID, "method": "CASH"}),
    ("getDeposit", "GetDepositInput", {**PAID, "method": "CARD"}),
    ("chargeContract", "ChargeContractInput", {**PAID, "reason": "r"}),
    ("cancelPayment", "PaymentActionInput", {"id": PAYMENT}),
    ("refundPayment", "RefundPaymentInput", {"paymentId": PAYMENT, "reason": "r", "idempotencyKey": "k"}),
    ("approveRefund", "ApproveRefundInput", {"id": REFUND}),
]


# How a connection fails while PostgreSQL restarts: it is starting, it cuts the handshake, it does not listen.
FAILURES = [
    asyncpg.CannotConnectNowError("the database system is in recovery mode"),
    asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
    ConnectionRefusedError(111, "Connect call failed"),
    TimeoutError(),
]


@pytest.fixture(params=FAILURES, ids=lambda error: type(error).__name__)
def recovering(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise request.param

    for module in (database, divisions):
        monkeypatch.setattr(module, "connect", refuse)


@pytest.fixture
def away(database_url: str, settings: Settings, recovering: None) -> Any:  # noqa: ARG001
    opened = Client(database_url, settings, gateways={"fake": FakeGateway()})
    yield opened
    opened.close()


@pytest.mark.parametrize(("act", "kind", "given"), ACTS, ids=[f"{act} {at}" for at, (act, _, _) in enumerate(ACTS)])
def test_a_mutation_is_answered_with_service_unavailable(
    away: Client, act: str, kind: str, given: dict[str, Any]
) -> None:
    errors = away.errors(f"mutation($i: {kind}!) {{ {act}(input: $i) {{ errors {{ code }} }} }}", {"i": given})
    assert [error["extensions"]["code"] for error in errors] == ["SERVICE_UNAVAILABLE"]


def test_a_query_is_answered_with_service_unavailable(away: Client) -> None:
    errors = away.errors("query($id: ID!) { contract(id: $id) { id } }", {"id": CONTRACT})
    assert [error["extensions"]["code"] for error in errors] == ["SERVICE_UNAVAILABLE"]


def test_the_payload_is_read_when_the_database_is_back(
    client: Client, database_url: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database becomes unreachable between the commit and the read of the payload."""
    given = {**PAID, "contractId": contract(client), "method": "CASH"}
    pay = "mutation($i: GetDepositInput!) { getDeposit(input: $i) { payment { status } errors { code } } }"
    away = Client(database_url, settings, beside=client)
    reads = away.app.state.database.reads[Division.STAFF][None].by_key

    async def refuse() -> None:
        raise asyncpg.CannotConnectNowError("the database system is in recovery mode")

    with monkeypatch.context() as patched:
        patched.setattr(reads, "_open_connection", refuse)
        answer = away.run(away.send(pay, {"i": given}))
        assert answer["data"] == {"getDeposit": {"payment": None, "errors": []}}
        assert [(e["path"], e["extensions"]["code"]) for e in answer["errors"]] == [
            (["getDeposit", "payment"], "SERVICE_UNAVAILABLE")
        ]
    assert away.ask(pay, {"i": given})["getDeposit"] == {"payment": {"status": "SUCCEEDED"}, "errors": []}
    away.close()
    assert client.value("select count(*) from payment where idempotency_key = 'k'") == 1


def test_bills_are_numbered_when_the_database_is_back(
    client: Client, database_url: str, owner_url: str, settings: Settings
) -> None:
    """The task waits; it does not end, which supervision would log as a failure."""
    given = {**PAID, "contractId": contract(client), "method": "CASH"}
    pay = "mutation($i: GetDepositInput!) { getDeposit(input: $i) { errors { code } } }"

    async def go() -> None:
        numbers = BillNumbers(lambda: connect(database_url, statement_timeout="0"), settings)
        numbering = asyncio.create_task(numbers.run())
        owner = await connect(owner_url, role=None)
        try:
            while not await owner.fetchval(END):
                await asyncio.sleep(0.05)
            await client.send(pay, {"i": given})
            while not numbering.done() and await owner.fetchval("select count(*) from bill where number is null"):
                await asyncio.sleep(0.05)
            assert not numbering.done()
        finally:
            numbering.cancel()
            await asyncio.gather(numbering, return_exceptions=True)
            await owner.close()

    client.run(go())
