"""An imported debt: it can be paid but not grow, and the credit limit applies again once it is paid."""

from typing import Any

import asyncpg
import pytest

from backend.settings import Settings
from tests.client import Client
from tests.imports.bulk import good, register
from tests.imports.test_bulk_register import account
from tests.scenarios.test_balances import ADJUST, CHARGE, LIMIT, REVERSE, do
from tests.scenarios.test_get_deposit import balanced

pytestmark = pytest.mark.database


@pytest.fixture
def desk(module_client: Client) -> Client:
    return module_client


def owing(client: Client, settings: Settings, number: int, amount: str) -> str:
    """A contract with this opening balance."""
    job = register(client, settings, [good(number, opening_balance=amount)])
    assert job["registered"] == 1, job
    return f"con_{account(client, number)['contract_id']}"


def floors(client: Client, number: int) -> tuple[int, int, int | None]:
    found = account(client, number)
    return found["balance_minor"], found["floor_minor"], found["debt_floor_minor"]


def codes(payload: Any) -> list[str]:
    return [each["code"] for each in payload["errors"]]


def test_a_debt_cannot_grow_and_its_floor_rises_with_each_payment(desk: Client, settings: Settings) -> None:
    contract = owing(desk, settings, 1, "-1000")
    assert floors(desk, 1) == (-100_000, 0, -100_000)
    assert codes(do(desk, CHARGE, "1a", contractId=contract, amount={"amount": "1"})) == ["INSUFFICIENT_BALANCE"]
    assert codes(do(desk, ADJUST, "1b", contractId=contract, amount={"amount": "-1"})) == ["INSUFFICIENT_BALANCE"]
    assert codes(do(desk, LIMIT, "1c", contractId=contract, limit={"amount": "500"})) == ["INSUFFICIENT_BALANCE"]
    paid = do(desk, ADJUST, "1d", contractId=contract, amount={"amount": "600"})
    assert floors(desk, 1) == (-40_000, 0, -40_000)
    assert codes(do(desk, CHARGE, "1e", contractId=contract, amount={"amount": "1"})) == ["INSUFFICIENT_BALANCE"]
    assert codes(do(desk, REVERSE, "1f", id=paid["entry"]["id"])) == ["INSUFFICIENT_BALANCE"]
    assert codes(do(desk, ADJUST, "1g", contractId=contract, amount={"amount": "500"})) == []
    assert floors(desk, 1) == (10_000, 0, None)
    assert codes(do(desk, CHARGE, "1h", contractId=contract, amount={"amount": "100"})) == []
    assert codes(do(desk, CHARGE, "1i", contractId=contract, amount={"amount": "1"})) == ["INSUFFICIENT_BALANCE"]
    assert balanced(desk)


def test_a_cash_payment_reduces_a_debt(desk: Client, settings: Settings) -> None:
    contract = owing(desk, settings, 2, "-10,50")
    payment = desk.ask(
        "mutation($i: GetDepositInput!) { getDeposit(input: $i) { payment { status refundable: amount { amount } id }"
        " errors { code } } }",
        {"i": {"contractId": contract, "amount": {"amount": "10"}, "method": "CASH", "idempotencyKey": "2a"}},
    )["getDeposit"]
    assert payment["errors"] == []
    assert floors(desk, 2) == (-50, 0, -50)
    refunded = desk.ask(
        "mutation($i: RefundPaymentInput!) { refundPayment(input: $i) { errors { code } } }",
        {"i": {"paymentId": payment["payment"]["id"], "reason": "because", "idempotencyKey": "2b"}},
    )["refundPayment"]
    assert codes(refunded) == ["INSUFFICIENT_BALANCE"]


def test_a_credit_limit_that_covers_the_debt_replaces_its_floor(desk: Client, settings: Settings) -> None:
    contract = owing(desk, settings, 3, "-5")
    assert codes(do(desk, LIMIT, "3a", contractId=contract, limit={"amount": "20"})) == []
    assert floors(desk, 3) == (-500, -2_000, None)
    assert codes(do(desk, CHARGE, "3b", contractId=contract, amount={"amount": "15"})) == []


def test_the_database_enforces_the_floor_of_a_debt(desk: Client, settings: Settings) -> None:
    owing(desk, settings, 4, "-5")
    key = account(desk, 4)["id"]
    with pytest.raises(asyncpg.CheckViolationError):
        desk.sql("update ledger_account set balance_minor = -501 where id = $1", key)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        desk.sql("update ledger_account set debt_floor_minor = -10000 where id = $1", key)
    assert floors(desk, 4) == (-500, 0, -500)
