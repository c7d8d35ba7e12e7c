"""A gateway's settlement against payments and ledger: every fault is found once, and nothing else; repairs balance."""

import asyncio
import io
import json
import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Role, Viewer
from backend.database import Database
from backend.errors import Refusal
from backend.gateways.payments import GatewayDown, LineKind, SettlementLine
from backend.services import reconciliation
from backend.settings import Settings
from tests.client import Client
from tests.services.settled import COLUMNS, DAY, GATEWAY, MIDNIGHT, Days, plant, quiet_days
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
NEXT = DAY + timedelta(days=1)
OPERATOR = Viewer(Role.OPERATOR, "operator", "user:operator")
CODE = f"CLEARING:{GATEWAY.upper()}"


class File:
    """An upload in memory."""

    filename = "..\\settlement.csv"

    def __init__(self, body: bytes) -> None:
        self._body = io.BytesIO(body)

    async def read(self, size: int = -1) -> bytes:
        return self._body.read(size)

    async def seek(self, offset: int) -> None:
        self._body.seek(offset)


async def take(database: Database, body: bytes, day: date = DAY, gateway: str = GATEWAY) -> str:
    file = await reconciliation.measured(File(body), 10**9)
    async with database.transaction() as session:
        return await reconciliation.import_settlement(session, "operator", gateway, day, file)


async def confirm(session: AsyncSession, viewer: Viewer, payment_id: uuid.UUID, refund_id: uuid.UUID | None) -> None:
    """What the gateway says is: it succeeded."""
    from sqlalchemy import text

    if refund_id is not None:
        await session.execute(
            text("update refund set status = 'SUCCEEDED', gateway_reference = coalesce(gateway_reference,"
                 " (select refund_reference from settlement_line l join payment p on p.gateway_reference = l.reference"
                 " where p.id = refund.payment_id and l.amount_minor = -refund.amount_minor limit 1)) where id = :id"),
            {"id": refund_id},
        )  # fmt: skip
        return
    statements = """
        update payment set status = 'SUCCEEDED', paid_at = created_at where id = :id
        |insert into ledger_posting (id, kind, payment_id, actor) values (:posting, 'PAYMENT', :id, 'test')
        |insert into ledger_entry (posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency, balance_after_minor)
        select :posting, a.id, 'CONTRACT', 'PAYMENT', p.contract_id, p.id, p.amount_minor, 'KGS', 0
        from payment p join ledger_account a on a.contract_id = p.contract_id and a.currency = 'KGS' where p.id = :id
        |insert into ledger_entry (posting_id, account_id, account, kind, payment_id, amount_minor, currency)
        select :posting, a.id, 'CLEARING', 'PAYMENT', p.id, -p.amount_minor, 'KGS'
        from payment p join ledger_account a on a.code = :code and a.currency = 'KGS' where p.id = :id
        |update ledger_account a set balance_minor = a.balance_minor + p.amount_minor from payment p
        where p.id = :id and a.contract_id = p.contract_id and a.currency = 'KGS'"""
    posting = uuid.uuid4()
    for statement in statements.split("|"):
        given = {"id": payment_id, "posting": posting, "code": CODE}
        await session.execute(text(statement), {k: v for k, v in given.items() if f":{k}" in statement})


def found(client: Client, status: str = "OPEN") -> dict[tuple[str, str], tuple[Any, ...]]:
    rows = client.sql(
        "select kind, subject, gateway_amount_minor, payment_amount_minor, ledger_amount_minor, suggested_repair"
        " from mismatch where status = $1",
        status,
    )
    assert len({(row[0], row[1]) for row in rows}) == len(rows)
    return {(row[0], row[1]): tuple(row)[2:] for row in rows}


def agree(seen: dict[Any, Any], expected: dict[Any, Any]) -> None:
    assert set(seen) == set(expected), sorted(set(seen) ^ set(expected))[:20]
    for key, said in expected.items():
        assert all(e in ("any", s) for s, e in zip(seen[key], said, strict=True)), (key, seen[key], said)


def held(client: Client, code: str, currency: str = "KGS") -> int:
    rows = client.sql(
        "select balance_minor from ledger_house_balance where code = $1 and currency = $2", code, currency
    )
    return int(rows[0][0]) if rows else 0


def balanced(client: Client) -> None:
    assert client.value("select coalesce(sum(balance_minor), 0) from ledger_trial_balance") == 0


async def repair_all(database: Database, ids: list[str]) -> None:
    for each in ids:
        async with database.transaction() as session:
            assert await reconciliation.apply_repair(session, OPERATOR, each, None, confirm) == each


def open_ids(client: Client) -> list[str]:
    return [row[0] for row in client.sql("select 'mis_' || id from mismatch where status = 'OPEN' order by random()")]


@pytest.fixture
def database(client: Client, settings: Settings) -> Any:
    opened = Database(client.url, settings)
    yield opened
    client.run(opened.close())


def run_days(client: Client, database: Database, seed: int, lines: int, faults: int) -> None:
    """Plant, find, repair, and find nothing more."""
    days = quiet_days(client, seed, lines)
    plant(days, faults)
    days.payout(5_000, MIDNIGHT + timedelta(days=1, hours=5))
    client.run(days.store(client.url))
    balanced(client)
    client.run(take(database, days.file()))
    agree(found(client), days.expected)
    client.run(take(database, days.file(NEXT), NEXT))
    agree(found(client), days.expected | days.late)
    balanced(client)
    client.run(repair_all(database, open_ids(client)))
    balanced(client)
    assert found(client) == {}
    client.run(take(database, days.file()))
    client.run(take(database, days.file(NEXT), NEXT))
    assert found(client) == {}
    assert client.value("select count(*) from mismatch") == len(days.expected | days.late)
    balanced(client)
    # When all is repaired the clearing account says what the gateway says, to the last unit.
    every = [row for rows in days.lines.values() for row in rows]
    for currency in ("KGS", "USD"):
        owed = sum(row[4] - row[5] for row in every if row[6] == currency)
        assert -held(client, CODE, currency) == owed
        assert -held(client, "FEES", currency) == sum(row[5] for row in every if row[6] == currency)
    assert -held(client, "BANK") - bank_before(client) == -sum(row[4] for row in every if row[1] == "PAYOUT")


def bank_before(client: Client) -> int:
    return -int(
        client.value(
            "select coalesce(sum(amount_minor), 0) from ledger_entry where account = 'BANK' and kind <> 'SETTLEMENT'"
        )
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_every_fault_among_ten_thousand_lines_is_found_once_and_its_repair_balances(
    client: Client, database: Database, seed: int
) -> None:
    run_days(client, database, seed, 10_000, 3)


@pytest.mark.trial
@pytest.mark.parametrize("seed", range(100, 106))
def test_every_fault_among_two_hundred_thousand_lines(client: Client, database: Database, seed: int) -> None:
    run_days(client, database, seed, 200_000, 40)
