"""Charges, adjustments, transfers and reversals; the trial balance is always zero (A42, D5)."""

import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from backend.auth.viewer import Role
from backend.database import connect
from backend.models import Base, LedgerAccount, LedgerPosting
from backend.services.bill import number_bills
from backend.services.ledger import roll_up
from backend.settings import Settings
from tests.client import Client
from tests.factories.ledger import new_entry, new_posting
from tests.factories.rows import insert
from tests.scenarios.test_get_deposit import balanced, contract, deposit
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

ENTRY = "{ entry { id kind amount { amount } balanceAfter { amount } description counterEntries { account amount { amount } } contract { balance { amount } } } errors { code field } }"
CHARGE = f"mutation($i: ChargeContractInput!) {{ chargeContract(input: $i) {ENTRY} }}"
ADJUST = f"mutation($i: AdjustBalanceInput!) {{ adjustBalance(input: $i) {ENTRY} }}"
TRANSFER = f"mutation($i: TransferBalanceInput!) {{ transferBalance(input: $i) {ENTRY} }}"
REVERSE = f"mutation($i: ReverseEntryInput!) {{ reverseEntry(input: $i) {ENTRY} }}"
LIMIT = "mutation($i: SetCreditLimitInput!) { setCreditLimit(input: $i) { contract { balance { amount } } errors { code field } } }"


@pytest.fixture
def client(database_url: str, settings: Settings) -> Iterator[Client]:
    """One person moves any amount here; `tests/attacks/test_second_person.py` is about the second person."""
    largest = {"adjustment_approval_above": Decimal(10**12), "credit_limit_approval_above": Decimal(10**12)}
    opened = Client(database_url, settings.model_copy(update=largest))
    yield opened
    opened.close()


def do(client: Client, mutation: str, key: str, **given: Any) -> Any:
    given.setdefault("reason", "because")
    (found,) = client.ask(mutation, {"i": {**given, "idempotencyKey": key}}).values()
    return found


def held(client: Client, number: str = "KD00000001") -> int:
    found: int = client.value(
        "select balance_minor from ledger_account a join contract k on k.id = a.contract_id where k.number = $1", number
    )
    return found


def money(minor: int) -> dict[str, str]:
    return {"amount": f"{minor / 100:.2f}"}


def test_a_charge_debits_the_account_and_posts_its_tax(client: Client) -> None:
    before = held(client)
    found = do(client, CHARGE, "c1", contractId=contract(client), amount={"amount": "112.00"}, reason="SIM card")
    assert found["errors"] == []
    assert (found["entry"]["kind"], found["entry"]["description"]) == ("CHARGE", "SIM card")
    assert (found["entry"]["amount"], found["entry"]["balanceAfter"]) == (money(-11_200), money(before - 11_200))
    sides = {each["account"]: each["amount"] for each in found["entry"]["counterEntries"]}
    assert sides == {"REVENUE": money(10_000), "TAX": money(1_200)}
    assert (
        do(client, CHARGE, "c1", contractId=contract(client), amount={"amount": "112.00"}, reason="SIM card") == found
    )
    assert held(client) == before - 11_200
    assert balanced(client)


def test_a_balance_goes_below_zero_down_to_its_credit_limit(client: Client) -> None:
    before = held(client)
    more = {"contractId": contract(client), "amount": money(before + 1)}
    assert [e["code"] for e in do(client, CHARGE, "c1", **more)["errors"]] == ["INSUFFICIENT_BALANCE"]
    assert [e["code"] for e in do(client, ADJUST, "a1", **{**more, "amount": money(-before - 1)})["errors"]] == [
        "INSUFFICIENT_BALANCE"
    ]
    assert do(client, LIMIT, "l1", contractId=contract(client), limit={"amount": "1"})["errors"] == []
    assert do(client, CHARGE, "c2", **more)["entry"]["balanceAfter"] == money(-1)
    assert [
        e["code"] for e in do(client, LIMIT, "l2", contractId=contract(client), limit={"amount": "0"})["errors"]
    ] == ["INSUFFICIENT_BALANCE"]
    assert do(client, LIMIT, "l3", contractId=contract(client), limit={"amount": "1000000"})["errors"] == []
    assert do(client, CHARGE, "c3", contractId=contract(client), amount={"amount": "10000"})["errors"] == []
    assert balanced(client)


def test_a_low_balance_event_is_recorded_each_time_the_balance_falls_below_the_threshold(
    client: Client, settings: Settings
) -> None:
    mark = int(settings.low_balance * 100)
    told = "select count(*) from event where topic = 'balance.low' and contract_id = (select id from contract where number = 'KD00000001')"
    before = client.value(told)
    assert (
        do(client, ADJUST, "to the mark", contractId=contract(client), amount=money(mark - held(client)))["errors"]
        == []
    )
    assert (held(client), client.value(told)) == (mark, before)
    found = []
    for key, minor in (("below", -100), ("further", -100), ("back", 200), ("below again", -1), ("and above", 500)):
        assert do(client, ADJUST, key, contractId=contract(client), amount=money(minor))["errors"] == []
        found.append(client.value(told) - before)
    assert found == [1, 1, 1, 2, 2]


def test_an_adjustment_credits_or_debits(client: Client) -> None:
    before = held(client)
    given = do(client, ADJUST, "a1", contractId=contract(client), amount={"amount": "5"}, reason="sorry")
    assert given["entry"]["counterEntries"] == [{"account": "WRITE_OFF", "amount": money(-500)}]
    assert do(client, ADJUST, "a2", contractId=contract(client), amount={"amount": "-2"})["entry"][
        "balanceAfter"
    ] == money(before + 300)
    for amount in ("0", "0.001"):
        assert [
            e["code"]
            for e in do(client, ADJUST, amount, contractId=contract(client), amount={"amount": amount})["errors"]
        ] == ["INVALID_AMOUNT"]
    assert [
        e["field"]
        for e in do(client, ADJUST, "a3", contractId=contract(client), amount={"amount": "1"}, reason=" ")["errors"]
    ] == [["reason"]]
    assert balanced(client)


def test_a_transfer_is_between_contracts_of_one_customer_and_within_the_balance(client: Client) -> None:
    one, two = contract(client), contract(client, "KD00000002")
    foreign = contract(client, "KD00000003")
    before, other = held(client), held(client, "KD00000002")
    found = do(client, TRANSFER, "t1", fromContractId=one, toContractId=two, amount={"amount": "10"})
    assert found["entry"]["counterEntries"] == [{"account": "CONTRACT", "amount": money(1_000)}]
    assert (held(client), held(client, "KD00000002")) == (before - 1_000, other + 1_000)
    refused = [
        ({"fromContractId": one, "toContractId": foreign, "amount": {"amount": "1"}}, "NOT_FOUND"),
        ({"fromContractId": one, "toContractId": one, "amount": {"amount": "1"}}, "INVALID_INPUT"),
        ({"fromContractId": one, "toContractId": two, "amount": money(before)}, "INSUFFICIENT_BALANCE"),
        ({"fromContractId": one, "toContractId": "con_x", "amount": {"amount": "1"}}, "NOT_FOUND"),
    ]
    for at, (given, code) in enumerate(refused):
        assert [e["code"] for e in do(client, TRANSFER, f"no {at}", **given)["errors"]] == [code]
    assert balanced(client)


def test_a_holder_transfers_between_their_own_contracts_and_a_line_does_not(
    client: Client, database_url: str, settings: Settings
) -> None:
    holder = Client(database_url, settings, viewer=viewer_of(Role.HOLDER, client), beside=client)
    given = {
        "fromContractId": contract(client),
        "toContractId": contract(client, "KD00000002"),
        "amount": {"amount": "1"},
    }
    found = do(holder, TRANSFER, "t1", **given)
    assert found["errors"] == []
    assert found["entry"]["amount"] == money(-100)
    foreign = {**given, "toContractId": contract(client, "KD00000003")}
    assert [e["code"] for e in do(holder, TRANSFER, "t2", **foreign)["errors"]] == ["NOT_FOUND"]
    holder.close()
    line = Client(database_url, settings, viewer=viewer_of(Role.LINE, client), beside=client)
    errors = line.errors(TRANSFER, {"i": {**given, "reason": "x", "idempotencyKey": "t3"}})
    line.close()
    assert errors[0]["extensions"]["code"] == "FORBIDDEN"


def test_an_entry_is_reversed_once_and_never_edited(client: Client, database_url: str) -> None:
    before = held(client)
    wrong = do(client, CHARGE, "c1", contractId=contract(client), amount={"amount": "33.33"})["entry"]
    back = do(client, REVERSE, "r1", id=wrong["id"], reason="charged twice")
    assert back["entry"]["kind"] == "REVERSAL"
    assert back["entry"]["balanceAfter"] == money(before)
    assert [e["code"] for e in do(client, REVERSE, "r2", id=wrong["id"])["errors"]] == ["ALREADY_REVERSED"]
    assert [e["code"] for e in do(client, REVERSE, "r3", id=back["entry"]["id"])["errors"]] == ["INVALID_INPUT"]
    moved = do(
        client,
        TRANSFER,
        "t1",
        fromContractId=contract(client),
        toContractId=contract(client, "KD00000002"),
        amount={"amount": "5"},
    )
    assert do(client, REVERSE, "r4", id=moved["entry"]["id"])["errors"] == []
    assert held(client) == before
    paid = deposit(client, "p1")["payment"]
    entry = client.value(
        "select id from ledger_entry where payment_id = $1 and contract_id is not null", paid["id"][4:]
    )
    assert [e["code"] for e in do(client, REVERSE, "r5", id=f"ent_{entry}")["errors"]] == ["INVALID_INPUT"]
    assert balanced(client)
    for statement in ("update ledger_entry set amount_minor = 1", "delete from ledger_entry", "update ledger_posting set kind = 'FEE'", "delete from bill", "update bill set amount_minor = 1", "delete from ledger_account"):  # fmt: skip
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            client.sql(statement)


def house_accounts(client: Client, *codes: str) -> list[LedgerAccount]:
    return [client.find(LedgerAccount, code=code, currency="KGS") for code in codes]


def test_the_database_refuses_entries_that_do_not_balance_or_break_a_floor(client: Client) -> None:
    key = client.value("select id from ledger_account where floor_minor = 0 limit 1")
    account = client.find(LedgerAccount, id=key)
    posting = new_posting("CHARGE")
    with pytest.raises(asyncpg.PostgresError, match="does not sum to zero"):
        client.insert(posting, new_entry(posting, account, 5))
    with pytest.raises(asyncpg.CheckViolationError, match="ck_ledger_account_floor"):
        client.sql("update ledger_account set balance_minor = -1 where id = $1", account.id)
    with pytest.raises(asyncpg.PostgresError, match="does not hold what its entries say"):
        client.sql("update ledger_account set balance_minor = balance_minor + 1 where id = $1", account.id)
    opened = "insert into ledger_account (kind, code, currency, contract_id, customer_id, balance_minor)"
    opened += " select kind, code, 'EUR', contract_id, customer_id, $2 from ledger_account where id = $1"
    with pytest.raises(asyncpg.PostgresError, match="does not hold what its entries say"):
        client.sql(opened, account.id, 1)
    cash, bank = house_accounts(client, "CASH", "BANK")
    old = client.find(
        LedgerPosting,
        id=client.value("select posting_id from ledger_entry where account = 'CASH' and currency = 'KGS' limit 1"),
    )
    with pytest.raises(asyncpg.PostgresError, match="was closed before"):
        client.insert(new_entry(old, cash, -7), new_entry(old, bank, 7))
    for statement in (
        "insert into ledger_entry (posting_id, account_id, account, kind, amount_minor, currency, xid)"
        " select posting_id, account_id, account, kind, 1, currency, '3' from ledger_entry limit 1",
        "update payment set amount_minor = 1",
        "update refund set amount_minor = 1",
        "update bill set tax_minor = 0",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            client.sql(statement)
    with pytest.raises(asyncpg.PostgresError, match="has its number"):
        client.sql("update bill set number = 'X' where number is not null")
    house = client.value("select id from ledger_account where contract_id is null limit 1")
    with pytest.raises(asyncpg.CheckViolationError, match="ck_ledger_account_house"):
        client.sql("update ledger_account set balance_minor = 1 where id = $1", house)


def test_a_balance_is_available_for_any_moment(client: Client) -> None:
    query = "query($c: ID!, $at: DateTime) { contract(id: $c) { balance(asOf: $at) { amount } customer { balance(asOf: $at) { amount } } } }"
    start = held(client)
    moments = []
    for n in range(4):
        deposit(client, f"k{n}", "10.00")
        moments.append(
            client.value("select max(created_at) from ledger_entry where contract_id = $1", contract(client)[4:])
        )
    for n, moment in enumerate(moments):
        for at, expected in ((moment, n + 1), (moment - timedelta(microseconds=1), n)):
            found = client.ask(query, {"c": contract(client), "at": at.isoformat()})["contract"]["balance"]
            assert found == money(start + expected * 1_000)
    assert client.ask(query, {"c": contract(client), "at": "1999-01-01T00:00:00Z"})["contract"]["balance"] == money(0)
    everything = client.ask(query, {"c": contract(client), "at": "2999-01-01T00:00:00Z"})["contract"]
    assert (
        everything["customer"]["balance"]
        == client.ask(query, {"c": contract(client)})["contract"]["customer"]["balance"]
    )


def test_the_trial_balance_is_zero_with_and_without_a_rollup(
    client: Client, database_url: str, settings: Settings
) -> None:
    admin = Client(database_url, settings, viewer=viewer_of(Role.ADMIN, client), beside=client)
    query = "{ trialBalance { currency total { amount currency } accounts { account code debit { amount } credit { amount } } } }"
    deposit(client, "k1", "500.00")
    before = admin.ask(query)["trialBalance"]
    assert before["total"] == {"amount": "0.00", "currency": "KGS"}
    by_code = {each["code"]: each for each in before["accounts"]}
    cash = client.value("select -sum(amount_minor) from ledger_entry where account = 'CASH' and currency = 'KGS'")
    assert (by_code["CASH"]["debit"], by_code["CASH"]["credit"]) == (money(cash), money(0))

    async def roll() -> None:
        connection = await connect(client.url)
        try:
            await roll_up(connection)
        finally:
            await connection.close()

    client.run(roll())
    assert admin.ask(query)["trialBalance"] == before
    deposit(client, "k2", "1.00")
    after = {each["code"]: each for each in admin.ask(query)["trialBalance"]["accounts"]}
    assert after["CASH"]["debit"] == money(cash + 100)
    client.run(roll())
    assert {each["code"]: each for each in admin.ask(query)["trialBalance"]["accounts"]} == after
    assert admin.ask('query { trialBalance(currency: "USD") { total { amount } accounts { code } } }')[
        "trialBalance"
    ] == {"total": {"amount": "0.00"}, "accounts": []}
    admin.close()
    assert client.errors(query)[0]["extensions"]["code"] == "FORBIDDEN"


def test_a_rollup_counts_what_a_slow_transaction_commits_after_it(client: Client) -> None:
    """The slow transaction writes before the rollup and commits after it, so ids and times do not tell what the rollup has counted."""

    cash, bank = house_accounts(client, "CASH", "BANK")

    def moved() -> list[Base]:
        posting = new_posting("SUSPENSE")
        return [posting, new_entry(posting, cash, -700), new_entry(posting, bank, 700)]

    async def go() -> tuple[int, int, int]:
        slow, quick = await connect(client.url), await connect(client.url)
        balance = "select balance_minor from ledger_house_balance where code = 'CASH' and currency = 'KGS'"
        before = await quick.fetchval(balance)
        transaction = slow.transaction()
        await transaction.start()
        await insert(slow, *moved())
        await insert(quick, *moved())
        await roll_up(quick)
        between = await quick.fetchval(balance)
        await transaction.commit()
        after = await quick.fetchval(balance)
        await roll_up(quick)
        assert await quick.fetchval(balance) == after
        await slow.close()
        await quick.close()
        return before, between, after

    before, between, after = client.run(go())
    assert (between, after) == (before - 700, before - 1_400)


def test_bills_are_numbered_without_gaps_once_and_in_their_order(client: Client, database_url: str) -> None:
    zone = ZoneInfo("Asia/Bishkek")
    client.together(
        "mutation($input: GetDepositInput!) { getDeposit(input: $input) { errors { code } } }",
        [{"contractId": contract(client), "amount": {"amount": "1"}, "method": "CASH", "idempotencyKey": f"b{n}"} for n in range(30)],
    )  # fmt: skip

    async def number() -> list[int]:
        connections = [await connect(client.url) for _ in range(4)]
        try:
            return await asyncio.gather(*(number_bills(each, zone) for each in connections))
        finally:
            for each in connections:
                await each.close()

    counts = client.run(number())
    assert sum(counts) >= 30
    year = datetime.now(UTC).astimezone(zone).year
    rows = client.sql("select number from bill where number like 'R2%' order by issued_at, id")
    last = client.value("select last_number from bill_series where series = $1", f"R{year}")
    assert [row["number"] for row in rows if row["number"].startswith(f"R{year}")] == [
        f"R{year}-{n + 1:08d}" for n in range(last)
    ]
    assert sum(client.run(number())) == 0


def test_concurrent_writers_leave_balanced_books_and_no_account_below_its_floor(client: Client) -> None:
    """Concurrent deposits, charges, reversals, and transfers in both directions between three contracts."""
    rng = random.Random(3)
    contracts = [contract(client), contract(client, "KD00000002")]
    acts: list[tuple[str, dict[str, Any]]] = []
    for n in range(120):
        one, two = rng.sample(contracts, 2)
        amount = {"amount": f"{rng.randint(1, 90_000) / 100:.2f}"}
        acts.append(
            rng.choice(
                [
                    (TRANSFER, {"fromContractId": one, "toContractId": two, "amount": amount, "reason": "x", "idempotencyKey": f"t{n}"}),
                    (CHARGE, {"contractId": one, "amount": amount, "reason": "x", "idempotencyKey": f"c{n}"}),
                    (ADJUST, {"contractId": one, "amount": amount, "reason": "x", "idempotencyKey": f"a{n}"}),
                    ("mutation($i: GetDepositInput!) { getDeposit(input: $i) { errors { code } } }",
                     {"contractId": one, "amount": amount, "method": "CASH", "idempotencyKey": f"d{n}"}),
                ]
            )
        )  # fmt: skip

    async def go() -> list[Any]:
        return await asyncio.gather(*(client.send(mutation, {"i": given}) for mutation, given in acts))

    answers = client.run(go())
    assert all("errors" not in answer for answer in answers), [a for a in answers if "errors" in a][:1]
    codes = {error["code"] for answer in answers for each in answer["data"].values() for error in each["errors"]}
    assert codes <= {"INSUFFICIENT_BALANCE"}
    assert client.sql("select id from ledger_account where balance_minor < floor_minor") == []
    assert balanced(client)
