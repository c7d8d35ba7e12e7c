"""Settlements against payments and ledger: every fault is found once and nothing else; repairs balance (A43)."""

import asyncio
import io
import json
import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Role, Viewer
from backend.database import Database, connect
from backend.errors import Refusal
from backend.gateways.payments import GatewayDown, LineKind, SettlementLine
from backend.models import LedgerAccount, Mismatch, Payment, PaymentStatus, Repair
from backend.services import reconciliation
from backend.services.acts import NodeId
from backend.services.reconciliation.day import ImportSettlement, import_settlement
from backend.services.reconciliation.repair import ApplyRepair, apply_repair
from backend.settings import Settings
from tests.acts import done
from tests.client import Client
from tests.factories.ledger import new_entry, new_posting
from tests.factories.payments import new_payment
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
    command = ImportSettlement(gateway=gateway, day=day, file=await reconciliation.measured(File(body), 10**9))
    async with database.transaction() as session:
        return await done(import_settlement, session, OPERATOR, command)


async def confirm(session: AsyncSession, payment_id: uuid.UUID, refund_id: uuid.UUID | None) -> None:
    """Mark the payment or the refund as succeeded. The product's own confirmation would ask the gateway first."""
    if refund_id is not None:
        await session.execute(
            sa.text("update refund set status = 'SUCCEEDED', gateway_reference = coalesce(gateway_reference,"
                 " (select refund_reference from settlement_line l join payment p on p.gateway_reference = l.reference"
                 " where p.id = refund.payment_id and l.amount_minor = -refund.amount_minor limit 1)) where id = :id"),
            {"id": refund_id},
        )  # fmt: skip
        return
    payment = await session.get_one(Payment, payment_id)
    payment.status, payment.paid_at = PaymentStatus.SUCCEEDED, payment.created_at
    of_contract = LedgerAccount.contract_id == payment.contract_id
    account, house = [
        (await session.scalars(sa.select(LedgerAccount).where(which, LedgerAccount.currency == "KGS"))).one()
        for which in (of_contract, LedgerAccount.code == CODE)
    ]
    account.balance_minor += payment.amount_minor
    posting = new_posting("PAYMENT", payment_id=payment.id)
    session.add(posting)
    await session.flush()
    balance = account.balance_minor
    session.add(new_entry(posting, account, payment.amount_minor, balance_after_minor=balance))
    session.add(new_entry(posting, house, -payment.amount_minor))


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
            found = await session.get_one(Mismatch, uuid.UUID(each[4:]))
            if found.suggested_repair is Repair.CONFIRM:
                assert found.payment_id is not None
                await confirm(session, found.payment_id, found.refund_id)
        async with database.transaction() as session:
            assert await done(apply_repair, session, OPERATOR, ApplyRepair(id=NodeId(each))) == each


def open_ids(client: Client) -> list[str]:
    return [row[0] for row in client.sql("select 'mis_' || id from mismatch where status = 'OPEN' order by random()")]


@pytest.fixture(autouse=True)
def empty_books(owner_url: str) -> None:
    """Delete the settlements of `tests.world`; only the owner can delete decided mismatches."""

    async def go() -> None:
        connection = await connect(owner_url, role=None)
        try:
            await connection.execute(
                "set session_replication_role = replica; delete from mismatch; delete from settlement_booking;"
                " delete from settlement_line; delete from settlement_total; delete from settlement"
            )
        finally:
            await connection.close()

    asyncio.run(go())


@pytest.fixture
def database(client: Client, settings: Settings) -> Any:
    opened = Database(client.url, settings)
    yield opened
    client.run(opened.close())


def run_days(client: Client, database: Database, seed: int, lines: int, faults: int) -> None:
    """Generate days with faults, import, repair everything, and find no further mismatch."""
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
    # When all is repaired, the clearing account equals the sum of the gateway's lines.
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


def test_every_fault_among_four_thousand_lines_is_found_once_and_its_repair_balances(
    client: Client, database: Database
) -> None:
    run_days(client, database, 1, 4_000, 3)


@pytest.mark.trial
@pytest.mark.parametrize("seed", range(100, 102))
def test_every_fault_among_two_hundred_thousand_lines(client: Client, database: Database, seed: int) -> None:
    run_days(client, database, seed, 200_000, 40)


def small(client: Client, seed: int = 5) -> Days:
    days = quiet_days(client, seed, 60)
    plant(days, 1)
    client.run(days.store(client.url))
    return days


def snapshot(client: Client) -> dict[str, Any]:
    """All rows that a reconciliation writes, without times and keys."""
    return {
        "mismatches": sorted(found(client).items(), key=str),
        "lines": sorted(tuple(r) for r in client.sql("select gateway, day, position, line_id, amount_minor from settlement_line")),
        "settlements": sorted(tuple(r) for r in client.sql("select gateway, day, status, lines, matched from settlement")),
        "totals": sorted(tuple(r) for r in client.sql("select currency, payments, payments_minor, fees_minor from settlement_total")),
        "booked": sorted(tuple(r) for r in client.sql("select line_id, kind, sum(amount_minor) from settlement_booking group by 1, 2")),
        "balances": sorted(tuple(r) for r in client.sql("select code, currency, balance_minor from ledger_house_balance")),
        "fees": client.value("select sum(gateway_fee_minor) from payment"),
    }  # fmt: skip


def test_the_same_file_twice_changes_nothing_and_open_mismatches_keep_their_ids(
    client: Client, database: Database
) -> None:
    days = small(client)
    first = client.run(take(database, days.file()))
    before, ids, postings = (
        snapshot(client),
        sorted(open_ids(client)),
        client.value("select count(*) from ledger_posting"),
    )
    assert client.run(take(database, days.file())) == first
    assert snapshot(client) == before
    assert sorted(open_ids(client)) == ids
    assert client.value("select count(*) from ledger_posting") == postings
    for gateway, day, code in (
        ("stripe", DAY, "ALREADY_EXISTS"),
        ("sand", DAY, "NOT_FOUND"),
        (GATEWAY, date(2999, 1, 1), "INVALID_INPUT"),
    ):
        with pytest.raises(Refusal) as refused:
            client.run(take(database, days.file(), day, gateway))
        assert refused.value.code == code
    assert snapshot(client) == before


def test_a_corrected_file_replaces_lines_and_open_mismatches_and_undoes_what_repairs_booked(
    client: Client, database: Database
) -> None:
    days = quiet_days(client, 8, 60)
    short, gone = days.payment(fee=4), days.payment(fee=4)
    wrong = days.line(short, amount=short["amount_minor"] - 10)
    extra = days.line(None, reference="ch_nobodys", amount=777, fee=7, at=days.moment())
    client.run(days.store(client.url))
    client.run(take(database, days.file()))
    assert {kind for kind, _ in found(client)} == {"AMOUNT", "MISSING_HERE", "MISSING_THERE"}
    client.run(repair_all(database, open_ids(client)))
    # The corrected file: one amount is right, one charge is not there, and one line was missing.
    wrong[4] += 10
    days.lines[DAY].remove(extra)
    days.line(gone)
    client.run(take(database, days.file()))
    assert client.value("select count(*) from mismatch where status = 'REPAIRED'") == 3
    seen = found(client)
    assert set(seen) == {
        ("AMOUNT", f"PAYMENT {short['id']}"), ("AMOUNT", f"LINE {extra[0]}"), ("AMOUNT", f"PAYMENT {gone['id']}"),
    }  # fmt: skip
    client.run(repair_all(database, open_ids(client)))
    client.run(take(database, days.file()))
    client.run(take(database, days.file(NEXT), NEXT))
    assert found(client) == {}
    owed = sum(row[4] - row[5] for rows in days.lines.values() for row in rows)
    assert -held(client, CODE) == owed
    balanced(client)
    # A payout that is corrected or removed is booked accordingly.
    days.payout(10_000, days.moment())
    client.run(take(database, days.file()))
    paid_out = sum(row[4] for row in days.lines[DAY] + days.lines[NEXT] if row[1] == "PAYOUT")
    assert client.value("select sum(amount_minor) from settlement_booking where kind = 'SETTLEMENT'") == paid_out < 0
    days.lines[DAY] = [row for row in days.lines[DAY] if row[1] != "PAYOUT"]
    client.run(take(database, days.file()))
    assert client.value(
        "select coalesce(sum(b.amount_minor), 0) from settlement_booking b join settlement s on s.id = b.settlement_id"
        " where b.kind = 'SETTLEMENT' and s.day = $1", DAY,
    ) == 0  # fmt: skip
    balanced(client)


def test_the_fee_of_a_refund_is_booked_as_its_line_says(client: Client, database: Database) -> None:
    days = quiet_days(client, 3, 10)
    paid, other = days.payment(fee=9), days.payment(fee=4)
    days.line(paid)
    days.line(other)
    agreed = days.line(paid, days.refund(paid, amount=paid["amount_minor"] // 2), fee=7)
    half = days.refund(other, amount=other["amount_minor"] // 2)
    wrong = days.line(other, half, fee=5, amount=-1)
    elsewhere = days.line(other, days.refund(other, amount=1), fee=6, currency="USD")
    client.run(days.store(client.url))
    before = held(client, "FEES")

    def booked() -> dict[str, int]:
        rows = client.sql("select line_id, sum(amount_minor) from settlement_booking where kind = 'FEE' group by 1")
        return {line: int(minor) for line, minor in rows if line in {agreed[0], wrong[0], elsewhere[0]}}

    def kept() -> int:
        return sum(row[5] for row in days.lines[DAY] if row[6] == "KGS")

    client.run(take(database, days.file()))
    assert booked() == {agreed[0]: 7, wrong[0]: 5}
    assert before - held(client, "FEES") == kept()
    # The fee of a line in another currency is booked by the repair.
    assert held(client, "FEES", "USD") == 0
    client.run(repair_all(database, open_ids(client)))
    assert -held(client, "FEES", "USD") == 6
    assert before - held(client, "FEES") == kept()
    agreed[5] = 3
    client.run(take(database, days.file()))
    assert booked() == {agreed[0]: 3, wrong[0]: 5}
    assert before - held(client, "FEES") == kept()
    balanced(client)


@pytest.mark.parametrize("step", ["load", "match", "affected", "book"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_an_import_interrupted_between_two_steps_continues_to_the_same_result(
    client: Client, database: Database, monkeypatch: pytest.MonkeyPatch, step: str, when: str
) -> None:
    from backend.services.reconciliation import day as day_module
    from backend.services.reconciliation import match as match_module

    days = small(client)
    client.run(take(database, days.file(NEXT), NEXT))
    before = snapshot(client)
    place = match_module if step == "book" else day_module
    real = getattr(place, step)

    async def ended(*given: Any) -> Any:
        if when == "after":
            await real(*given)
        raise asyncio.CancelledError

    monkeypatch.setattr(place, step, ended)
    with pytest.raises(asyncio.CancelledError):
        client.run(take(database, days.file()))
    monkeypatch.undo()
    assert snapshot(client) == before
    client.run(take(database, days.file()))
    agree(found(client), days.expected | days.late)


class Gateway:
    """A gateway that lists the generated lines; it fails after `down` lines."""

    name = GATEWAY

    def __init__(self, days: Days, down: int | None = None) -> None:
        self._days = days
        self._down = down

    async def settlements(self, day: date) -> Any:
        for number, row in enumerate(self._days.lines.get(day, [])):
            if number == self._down:
                raise GatewayDown("no answer")
            yield SettlementLine(
                row[0], LineKind(row[1]), row[2], row[3] or None, row[4], row[5], row[6], datetime.fromisoformat(row[7])
            )


def test_the_schedule_imports_the_same_and_reports_when_the_gateway_is_down(client: Client, database: Database) -> None:
    days = small(client)
    with pytest.raises(GatewayDown):
        client.run(reconciliation.reconcile_day(database, Gateway(days, 30), DAY))  # type: ignore[arg-type]
    assert [tuple(r) for r in client.sql("select status, failure, lines from settlement")] == [
        ("FAILED", "no answer", 0)
    ]
    client.run(reconciliation.reconcile_day(database, Gateway(days), DAY))  # type: ignore[arg-type]
    agree(found(client), days.expected)
    before = snapshot(client)
    with pytest.raises(GatewayDown):
        client.run(reconciliation.reconcile_day(database, Gateway(days, 30), DAY))  # type: ignore[arg-type]
    assert snapshot(client) == before
    client.run(reconciliation.reconcile_day(database, Gateway(days), DAY))  # type: ignore[arg-type]
    assert snapshot(client) == before


def known_gateway(client: Client) -> None:
    """Add a payment of the gateway: files of gateways without payments are refused."""
    client.insert(new_payment(client.value("select id from contract limit 1"), method="CARD", gateway=GATEWAY))


HEADER = ",".join(COLUMNS)
GOOD = "li_1,PAYMENT,ch_1,,100,1,KGS,2026-03-10T10:00:00Z"


def test_files_with_other_separators_and_line_ends_are_read(database: Database, client: Client) -> None:
    known_gateway(client)
    last_is_empty = (
        "line_id,kind,reference,amount_minor,fee_minor,currency,at,refund_reference\n"
        "li_1,PAYMENT,ch_1,100,1,KGS,2026-03-10T10:00:00Z,"
    )
    for body in (
        f"{HEADER}\n{GOOD}\n".replace(",", ";"), f"\ufeff{HEADER}\r\n{GOOD}\r\n\r\n \r\n".replace(",", "\t"),
        f"{HEADER}\n{GOOD}\n,,,,,,,\n\n", f"{HEADER}\n{GOOD}", last_is_empty, f"{last_is_empty}\n\n",
    ):  # fmt: skip
        client.run(take(database, body.encode()))
        found = client.sql("select line_id, refund_reference, amount_minor from settlement_line")
        assert [tuple(row) for row in found] == [("li_1", None, 100)]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "empty"), (f"{HEADER.replace('fee_minor,', '')}\n", "line 1: the header lacks fee_minor"),
        (f"{HEADER},more\n{GOOD},1\n", "line 1"), ("\x00\x01\x02", "line 1"), (b"\x89PNG\r\n\x1a\n\xff\xfe", "line 1"),
        (f"{HEADER}\n{GOOD}\n{GOOD},7\n", "line 3"), (f"{HEADER}\n{GOOD}\nli_2,PAYMENT\n", "line 3"),
        (f"{HEADER}\n{GOOD}\n{GOOD}\n", "line 3: line_id"), (f"{HEADER}\n{GOOD.replace(',100,', ',1e2,')}\n", "line 2: amount_minor"),
        (f"{HEADER}\n{GOOD.replace(',100,', ',1.5,')}\n", "line 2: amount_minor"), (f"{HEADER}\n{GOOD.replace(',100,', ',-5,')}\n", "line 2: amount_minor"),
        (f"{HEADER}\n{GOOD.replace(',100,', ',9999999999999999999999,')}\n", "line 2: amount_minor"),
        (f"{HEADER}\n{GOOD.replace(',1,KGS', ',,KGS')}\n", "line 2: fee_minor"), (f"{HEADER}\n{GOOD.replace('KGS', 'som')}\n", "line 2: currency"),
        (f"{HEADER}\n{GOOD.replace('PAYMENT', 'CHARGEBACK')}\n", "line 2: kind"), (f"{HEADER}\n{GOOD.replace('PAYMENT', 'REFUND')}\n", "line 2: refund_reference"),
        (f"{HEADER}\n{GOOD.replace('-10T', '-11T')}\n", "line 2: at: not of this day"), (f"{HEADER}\n{GOOD.replace('Z', '+11:00')}\n", "line 2: at: not of this day"),
        (f"{HEADER}\n{GOOD.replace('-03-10', '-02-30')}\n", "line 2: at: not of this day"), (f"{HEADER}\n{GOOD.replace('Z', '')}\n", "line 2: at"),
        (f"{HEADER}\n{GOOD}\n{GOOD.replace('li_1', 'li 2')}\n", "line 3: line_id"), (f"{HEADER}\n{GOOD.replace('ch_1', 'ch' + chr(0))}\n", "line 2"),
        (HEADER.encode() + b"\n" + GOOD.replace("ch_1", "\xff").encode("latin-1") + b"\n", "line 2"), (f'{HEADER}\n"{GOOD}\n', "line"),
        (f"{HEADER}\n" + "\n".join(GOOD.replace("li_1", f"li_{n}") for n in range(30_000)), "at most"),
    ],
)  # fmt: skip
def test_an_invalid_file_is_refused_with_its_line_and_leaves_nothing(
    client: Client, database: Database, body: str | bytes, says: str
) -> None:
    known_gateway(client)
    raw = body if isinstance(body, bytes) else body.encode()

    async def go() -> None:
        file = await reconciliation.measured(File(raw), 1_000_000)
        async with database.transaction() as session:
            await done(import_settlement, session, OPERATOR, ImportSettlement(gateway=GATEWAY, day=DAY, file=file))

    with pytest.raises(Refusal) as refused:
        client.run(go())
    assert (refused.value.code, refused.value.field) == ("INVALID_FILE", ("file",))
    assert says in refused.value.message
    assert client.value("select count(*) from settlement") == 0


IMPORT = """mutation ($input: ImportSettlementInput!) { importSettlement(input: $input) { settlement {
    gateway day status source fileName lines matched importedBy
    totals { currency payments paymentsAmount { amount currency } payoutsAmount { amount } fees { amount } clearing { amount } }
    mismatchCounts { kind open repaired dismissed }
    mismatches(first: 100) { nodes { id kind status suggestedRepair difference { amount } gatewayAmount { amount }
        paymentAmount { amount } ledgerAmount { amount } payment { number } lines { lineId position } } }
} errors { code message field } } }"""
REPAIR = "mutation ($input: ApplyRepairInput!) { applyRepair(input: $input) { mismatch { status decidedBy note } errors { code } } }"
DISMISS = "mutation ($input: DismissMismatchInput!) { dismissMismatch(input: $input) { mismatch { status decidedBy note } errors { code } } }"


PLANNED = """mutation ($input: ImportSettlementInput!) { importSettlement(input: $input) { settlement { id }
    plan { changes { node field before after } planToken } errors { code message field } } }"""


def upload(client: Client, body: bytes, key: str = "k", query: str = IMPORT, **more: Any) -> Any:
    given = {"gateway": GATEWAY, "day": str(DAY), "file": None, "idempotencyKey": key, **more}
    form = {
        "operations": json.dumps({"query": query, "variables": {"input": given}}),
        "map": json.dumps({"0": ["variables.input.file"]}),
    }
    files = {"0": ("settlement.csv", body, "text/csv")}
    answer = client.run(
        client.http.post("/graphql", data=form, files=files, headers={"graphql-require-preflight": "1"})
    )
    return answer.json()


def test_an_operator_imports_repairs_and_dismisses_through_the_graph(client: Client) -> None:
    days = small(client)
    answer = upload(client, b"\xef\xbb\xbf" + days.file())
    assert answer["data"]["importSettlement"]["errors"] == [], answer
    settlement = answer["data"]["importSettlement"]["settlement"]
    rows = days.lines[DAY]
    assert (settlement["status"], settlement["source"], settlement["lines"]) == ("MATCHED", "UPLOAD", len(rows))
    nodes = settlement["mismatches"]["nodes"]
    assert len(nodes) == len(days.expected) == sum(c["open"] for c in settlement["mismatchCounts"])
    assert upload(client, b"\xef\xbb\xbf" + days.file())["data"]["importSettlement"]["settlement"] == settlement
    assert (
        upload(client, days.file() + b"x")["data"]["importSettlement"]["errors"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    )
    assert client.value("select count(*) from audit_entry where verb = 'importSettlement' and outcome = 'DONE'") == 1
    by_kind = {node["suggestedRepair"]: node["id"] for node in nodes}
    given = {"id": by_kind["WRITE_OFF"], "note": "seen", "idempotencyKey": "a"}
    done = {"mismatch": {"status": "REPAIRED", "decidedBy": "operator", "note": "seen"}, "errors": []}
    for _ in range(2):
        assert client.ask(REPAIR, {"input": given})["applyRepair"] == done
    again = client.ask(REPAIR, {"input": given | {"idempotencyKey": "b"}})["applyRepair"]
    assert again["errors"] == [{"code": "INVALID_TRANSITION"}]
    given = {"id": by_kind["SUSPENSE"], "note": "known to the bank", "idempotencyKey": "c"}
    assert client.ask(DISMISS, {"input": given})["dismissMismatch"]["mismatch"]["status"] == "DISMISSED"
    asked = client.ask(REPAIR, {"input": {"id": by_kind["CONFIRM"], "idempotencyKey": "d"}})["applyRepair"]
    assert [error["code"] for error in asked["errors"]] == ["CONFLICT"], "the gateway has no such payment"
    changes = client.sql(
        "select d.changes from audit_entry e join audit_detail d on d.entry_id = e.id where e.verb = 'applyRepair' and outcome = 'DONE'"
    )
    assert "mismatch" in str(changes[0][0])
    balanced(client)
    listed = client.ask(
        "{ mismatches(filter: { status: { ne: OPEN } }) { totalCount } settlements(filter: { status: { eq: MATCHED } }) { nodes { day } } }"
    )
    assert listed == {"mismatches": {"totalCount": 2}, "settlements": {"nodes": [{"day": str(DAY)}]}}


def test_the_plan_of_an_import_shows_the_settlement_but_not_each_line(client: Client) -> None:
    body = small(client).file()
    planned = upload(client, body, query=PLANNED, dryRun=True)["data"]["importSettlement"]
    assert (planned["errors"], planned["settlement"]) == ([], None), planned
    assert client.value("select count(*) from settlement") == 0
    token = {"planToken": planned["plan"]["planToken"]}
    done = upload(client, body, query=PLANNED, **token)["data"]["importSettlement"]
    assert done["errors"] == []
    changes = {(each["node"], each["field"]): each["after"] for each in planned["plan"]["changes"]}
    lines = client.value("select lines from settlement")
    assert {key[1]: value for key, value in changes.items() if key[0] == "set_new1"}.items() >= {
        ("gateway", GATEWAY), ("status", "MATCHED"), ("lines", str(lines)),
    }  # fmt: skip
    collected = client.sql(
        "select distinct jsonb_array_elements(d.changes) ->> 'table' from audit_entry e join audit_detail d"
        " on d.entry_id = e.id where e.verb = 'importSettlement'"
    )
    assert {str(row[0]) for row in collected} == {"settlement"}


def test_a_mismatch_that_changed_since_the_match_is_not_repaired(client: Client, database: Database) -> None:
    days = quiet_days(client, 3, 20)
    failed = days.payment(status="FAILED")
    days.line(failed)
    client.run(days.store(client.url))
    client.run(take(database, days.file()))
    (mismatch,) = open_ids(client)
    client.sql("update payment set status = 'SUCCEEDED', paid_at = created_at where id = $1", failed["id"])
    with pytest.raises(Refusal) as refused:
        client.run(repair_all(database, [mismatch]))
    assert refused.value.code == "CONFLICT"
    assert held(client, "SUSPENSE") == 0


def test_decided_mismatches_cannot_be_changed_or_deleted(client: Client, database: Database) -> None:
    import asyncpg

    days = small(client)
    client.run(take(database, days.file()))
    client.run(repair_all(database, open_ids(client)[:1]))
    for statement in (
        "delete from mismatch where status = 'REPAIRED'", "update mismatch set note = 'x' where status = 'REPAIRED'",
        "delete from settlement_booking", "delete from settlement", "update settlement_line set amount_minor = 1",
    ):  # fmt: skip
        with pytest.raises(asyncpg.PostgresError):
            client.sql(statement)


@pytest.mark.parametrize("role", [Role.LINE, Role.HOLDER, Role.ANALYST, Role.SERVICE])
def test_only_permitted_staff_decide_and_subscribers_see_nothing(
    client: Client, database: Database, settings: Settings, role: Role
) -> None:
    days = small(client)
    client.run(take(database, days.file()))
    other = Client(client.url, settings, viewer=viewer_of(role, client), beside=client)
    for text, given in (
        (REPAIR, {"id": open_ids(client)[0], "idempotencyKey": "a"}),
        (DISMISS, {"id": open_ids(client)[0], "note": "x", "idempotencyKey": "a"}),
    ):
        assert other.errors(text, {"input": given})[0]["extensions"]["code"] == "FORBIDDEN"
    assert upload(other, days.file())["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    read = "{ settlements { totalCount } mismatches { totalCount } }"
    if role in {Role.LINE, Role.HOLDER}:
        assert other.errors(read)[0]["extensions"]["code"] == "FORBIDDEN"
        node = client.value("select 'set_' || id from settlement")
        assert other.ask("query ($id: ID!) { node(id: $id) { id } }", {"id": node}) == {"node": None}
    else:
        assert other.ask(read) == {"settlements": {"totalCount": 1}, "mismatches": {"totalCount": len(days.expected)}}
    other.close()
