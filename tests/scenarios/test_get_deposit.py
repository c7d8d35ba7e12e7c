"""GetDeposit: a payment is checked, posted, confirmed and billed (A41, A44)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from unittest.mock import AsyncMock

import pytest

from backend.auth.viewer import Role
from backend.services import idempotency
from backend.services.command_digest import digest_as_typed
from backend.services.idempotency import Performer
from backend.settings import Settings
from tests.client import Client
from tests.gateways.fake import FakeGateway
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

DEPOSIT = """
mutation($input: GetDepositInput!) { getDeposit(input: $input) {
  payment { id number status paidAt method amount { amount currency } contract { id balance { amount currency } }
    history { verb from to } bills { kind number amount { amount } tax { amount } taxRate balanceBefore { amount } balanceAfter { amount } }
    ledgerEntries { account kind amount { amount } balanceAfter { amount } } }
  checkoutUrl errors { code field message } } }
"""
CONTRACTS = "select id, status, customer_id from contract where number = $1"
ZERO = (
    "select coalesce(sum(balance_minor), 0) from ledger_trial_balance group by currency having sum(balance_minor) <> 0"
)


@pytest.fixture
def client(database_url: str, settings: Settings) -> Iterator[Client]:
    """One person moves any amount here; `tests/attacks/test_second_person.py` is about the second person."""
    largest = {"adjustment_approval_above": Decimal(10**12), "credit_limit_approval_above": Decimal(10**12)}
    opened = Client(database_url, settings.model_copy(update=largest))
    yield opened
    opened.close()


def contract(client: Client, number: str = "KD00000001") -> str:
    return f"con_{client.value('select id from contract where number = $1', number)}"


def deposit(client: Client, key: str, amount: str = "500.00", number: str = "KD00000001", **more: Any) -> Any:
    given = {
        "contractId": contract(client, number),
        "amount": {"amount": amount},
        "method": "CASH",
        "idempotencyKey": key,
    }
    return client.ask(DEPOSIT, {"input": {**given, **more}})["getDeposit"]


def balanced(client: Client) -> bool:
    """The trial balance is zero, and every account holds what its entries say."""
    wrong = client.sql(
        "select a.id from ledger_account a left join lateral (select sum(amount_minor) as total, (array_agg(balance_after_minor"
        " order by created_at desc, id desc))[1] as last from ledger_entry where account_id = a.id) e on true"
        " where a.contract_id is not null and (a.balance_minor <> coalesce(e.total, 0) or a.balance_minor <> coalesce(e.last, 0))"
    )
    return not client.sql(ZERO) and not wrong


def test_a_payment_in_cash_is_credited_posted_and_billed_at_once(client: Client) -> None:
    before = client.value(
        "select balance_minor from ledger_account where contract_id = $1",
        client.value("select id from contract where number = 'KD00000001'"),
    )
    found = deposit(client, "k1", "112.00")
    assert found["errors"] == []
    assert found["checkoutUrl"] is None
    payment = found["payment"]
    assert (payment["status"], payment["method"], payment["amount"]) == (
        "SUCCEEDED",
        "CASH",
        {"amount": "112.00", "currency": "KGS"},
    )
    after = before + 11_200
    assert payment["contract"]["balance"] == {"amount": f"{after / 100:.2f}", "currency": "KGS"}
    assert payment["history"] == [
        {"verb": "succeed", "from": "PENDING", "to": "SUCCEEDED"},
        {"verb": "start", "from": None, "to": "PENDING"},
    ]
    assert payment["bills"] == [
        {"kind": "RECEIPT", "number": None, "amount": {"amount": "112.00"}, "tax": {"amount": "12.00"}, "taxRate": "12.00",
         "balanceBefore": {"amount": f"{before / 100:.2f}"}, "balanceAfter": {"amount": f"{after / 100:.2f}"}}
    ]  # fmt: skip
    entries = {each["account"]: each for each in payment["ledgerEntries"]}
    assert entries["CONTRACT"] == {
        "account": "CONTRACT",
        "kind": "PAYMENT",
        "amount": {"amount": "112.00"},
        "balanceAfter": {"amount": f"{after / 100:.2f}"},
    }
    assert entries["CASH"] == {
        "account": "CASH",
        "kind": "PAYMENT",
        "amount": {"amount": "-112.00"},
        "balanceAfter": None,
    }
    assert balanced(client)


ROWS = """
select to_jsonb(p) - '{id,number,paid_at,created_at,updated_at,idempotency_key}'::text[] as payment,
    (select jsonb_agg(to_jsonb(e) - '{id,posting_id,payment_id,created_at,xid,balance_after_minor}'::text[] order by amount_minor)
        from ledger_entry e where e.payment_id = p.id) as entries,
    (select jsonb_agg(to_jsonb(g) - '{id,payment_id,created_at}'::text[]) from ledger_posting g where g.payment_id = p.id) as postings,
    (select jsonb_agg(to_jsonb(b) - '{id,payment_id,issued_at,created_at,updated_at,balance_before_minor,balance_after_minor}'::text[])
        from bill b where b.payment_id = p.id) as bills,
    (select jsonb_agg(to_jsonb(s) - '{id,act,node_id,created_at}'::text[] order by created_at, id) from status_change s where s.node_id = p.id) as steps,
    (select jsonb_agg(to_jsonb(v) - '{id,node_id,created_at,xid}'::text[]) from event v where v.node_id = p.id) as events,
    (select jsonb_agg(to_jsonb(a) - '{id,node_id,created_at,idempotency_key,digest}'::text[]) from audit_entry a where a.node_id = p.id) as audit,
    (select jsonb_agg((d.changes #- '{0,id}') #- '{0,after,number}' #- '{0,after,paid_at}' #- '{0,after,idempotency_key}')
        from audit_detail d join audit_entry a on a.id = d.entry_id where a.node_id = p.id) as changes,
    (select (to_jsonb(k) - '{key,created_at,input_hash,outcome}'::text[]) || jsonb_build_object('right', k.outcome = jsonb_build_object(
        'node_id', 'pay_' || p.id, 'errors', '[]'::jsonb, 'candidates', '[]'::jsonb))
        from idempotency_key k where k.key = p.idempotency_key) as key
from payment p where p.idempotency_key = $1
"""


def test_a_payment_by_the_statement_leaves_the_same_rows_as_the_verb(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposit(client, "at once", "70.00", method="BANK_TRANSFER")
    with monkeypatch.context() as patched:
        patched.setattr(Performer, "_run_statement", AsyncMock(return_value=None))
        deposit(client, "by the verb", "70.00", method="BANK_TRANSFER")
    one, two = client.sql(ROWS, "at once"), client.sql(ROWS, "by the verb")
    assert len(one) == len(two) == 1
    for column, value in dict(one[0]).items():
        assert value is not None, column
        assert value == two[0][column], column


def test_an_idempotency_key_matches_other_spellings_of_the_same_command(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = client.value(
        "select n.msisdn from phone_number n join contract c on c.phone_number_id = n.id where c.number = 'KD00000001'"
    )
    given = {"msisdn": number, "method": "CASH", "idempotencyKey": "typed"}

    def pay(amount: Any, **more: Any) -> Any:
        return client.ask(DEPOSIT, {"input": {**given, **more, "amount": {"amount": amount}}})["getDeposit"]

    first = pay("5")
    assert first["errors"] == []
    local = f"0{number[4:7]} {number[7:10]} {number[10:]}"
    typed = [pay("5.00"), pay(5), pay("+5"), pay("05.0"), pay("5", msisdn=local), pay("5", returnUrl=None)]
    assert [each["payment"] for each in typed] == [first["payment"]] * 6
    for other in (
        pay("5.01"),
        pay("-5"),
        pay("5.0000000000000000000000000000001"),
        pay("50"),
        pay("5", method="BANK_TRANSFER"),
    ):
        assert [error["code"] for error in other["errors"]] == ["IDEMPOTENCY_KEY_REUSED"]
    # An outcome that an earlier release stored is found when the retry has the same spelling.
    monkeypatch.setattr(idempotency, "digest", lambda act, command, _: digest_as_typed(act, command))
    before = pay("7.50", idempotencyKey="before")
    monkeypatch.undo()
    assert pay("7.50", idempotencyKey="before") == before
    assert client.value("select count(*) from payment where idempotency_key in ('typed', 'before')") == 2


def test_concurrent_calls_with_one_key_make_one_payment(client: Client) -> None:
    given = {"contractId": contract(client), "amount": {"amount": "5"}, "method": "CASH", "idempotencyKey": "the same"}
    answers = client.together(DEPOSIT, [given] * 100)
    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["getDeposit"]["errors"] == []
    assert client.value("select count(*) from payment where idempotency_key = 'the same'") == 1
    other = client.ask(DEPOSIT, {"input": {**given, "amount": {"amount": "6"}}})["getDeposit"]
    assert [error["code"] for error in other["errors"]] == ["IDEMPOTENCY_KEY_REUSED"]
    # The payment keeps its key after the stored outcome was deleted.
    client.sql("delete from idempotency_key")
    assert (
        client.ask(DEPOSIT, {"input": given})["getDeposit"]["payment"]["id"]
        == answers[0]["getDeposit"]["payment"]["id"]
    )
    other = client.ask(DEPOSIT, {"input": {**given, "amount": {"amount": "6"}, "idempotencyKey": "the same"}})[
        "getDeposit"
    ]
    assert [error["code"] for error in other["errors"]] == ["IDEMPOTENCY_KEY_REUSED"]
    assert balanced(client)


@pytest.mark.parametrize(
    ("more", "code", "field"),
    [
        ({"amount": {"amount": "0"}}, "INVALID_AMOUNT", ["amount", "amount"]),
        ({"amount": {"amount": "-1"}}, "INVALID_AMOUNT", ["amount", "amount"]),
        ({"amount": {"amount": "0.001"}}, "INVALID_AMOUNT", ["amount", "amount"]),
        ({"amount": {"amount": "1000000.01"}}, "INVALID_AMOUNT", ["amount", "amount"]),
        ({"amount": {"amount": "0." + "9" * 40}}, "INVALID_AMOUNT", ["amount", "amount"]),
        ({"amount": {"amount": "1E-999999999999"}}, "INVALID_AMOUNT", ["amount", "amount"]),
        ({"amount": {"amount": "1E+999999999999"}}, "INVALID_AMOUNT", ["amount", "amount"]),
        ({"amount": {"amount": "1e400"}}, "INVALID_AMOUNT", ["amount", "amount"]),
        ({"amount": {"amount": "1e-400"}}, "INVALID_AMOUNT", ["amount", "amount"]),
        ({"amount": {"amount": "5", "currency": "USD"}}, "CURRENCY_MISMATCH", ["amount", "currency"]),
        ({"contractId": "con_x"}, "NOT_FOUND", ["contractId"]),
        ({"contractId": "cus_018f0000-0000-7000-8000-000000000000"}, "NOT_FOUND", ["contractId"]),
        ({"contractId": None}, "INVALID_INPUT", ["contractId"]),
        ({"msisdn": "+996770000000"}, "INVALID_INPUT", ["contractId"]),
        ({"contractId": None, "msisdn": "12"}, "INVALID_MSISDN", ["msisdn"]),
        ({"contractId": None, "msisdn": "+996555123456"}, "NOT_FOUND", ["msisdn"]),
        ({"method": "CARD"}, "PAYMENT_METHOD_NOT_ALLOWED", ["method"]),
        ({"idempotencyKey": ""}, "INVALID_INPUT", ["idempotencyKey"]),
        ({"idempotencyKey": " \t"}, "INVALID_INPUT", ["idempotencyKey"]),
        ({"idempotencyKey": "k" * 256}, "INVALID_INPUT", ["idempotencyKey"]),
    ],
)
def test_an_invalid_payment_is_refused_with_code_and_field(
    client: Client, more: Any, code: str, field: list[str]
) -> None:
    before = client.value("select count(*) from payment")
    given = {"contractId": contract(client), "amount": {"amount": "1"}, "method": "CASH", "idempotencyKey": "wrong"}
    found = client.ask(DEPOSIT, {"input": {**given, **more}})["getDeposit"]
    assert [(error["code"], error["field"]) for error in found["errors"]] == [(code, field)]
    assert found["payment"] is None
    assert client.value("select count(*) from payment") == before


def test_payments_are_accepted_depending_on_the_state_of_the_contract(client: Client) -> None:
    draft = client.value("select number from contract where status = 'DRAFT'")
    assert [e["code"] for e in deposit(client, "draft", number=draft)["errors"]] == ["CONTRACT_NOT_ACTIVATED"]
    suspended = client.value("select number from contract where status = 'SUSPENDED' limit 1")
    assert deposit(client, "suspended", number=suspended)["errors"] == []
    closed = "KD00000001"
    client.ask(
        "mutation($i: ContractActionInput!) { closeContract(input: $i) { errors { code } } }",
        {"i": {"id": contract(client, closed)}},
    )
    assert [e["code"] for e in deposit(client, "closed", number=closed)["errors"]] == ["CONTRACT_CLOSED"]
    key = client.value("select id from contract where number = $1", closed)
    held = client.value("select balance_minor from ledger_account where contract_id = $1", key)
    client.ask(
        "mutation($i: SetCreditLimitInput!) { setCreditLimit(input: $i) { errors { code } } }",
        {"i": {"contractId": f"con_{key}", "limit": {"amount": "1000000"}, "reason": "it owes"}},
    )
    take = {
        "contractId": f"con_{key}",
        "amount": {"amount": f"-{held / 100 + 30:.2f}"},
        "reason": "it owes",
        "idempotencyKey": "take",
    }
    assert (
        client.ask("mutation($i: AdjustBalanceInput!) { adjustBalance(input: $i) { errors { code } } }", {"i": take})[
            "adjustBalance"
        ]["errors"]
        == []
    )
    assert [e["code"] for e in deposit(client, "too much", "30.01", closed)["errors"]] == ["CONTRACT_CLOSED"]
    assert deposit(client, "what it owes", "30.00", closed)["payment"]["contract"]["balance"]["amount"] == "0.00"
    assert balanced(client)


def test_concurrent_payments_on_one_contract_add_up(client: Client) -> None:
    given = {"contractId": contract(client), "amount": {"amount": "1.01"}, "method": "CASH"}
    before = client.value(
        "select balance_minor from ledger_account a join contract k on k.id = a.contract_id where k.number = 'KD00000001'"
    )
    answers = client.together(DEPOSIT, [{**given, "idempotencyKey": f"hot {n}"} for n in range(60)])
    assert all(answer["getDeposit"]["errors"] == [] for answer in answers)
    after = client.value(
        "select balance_minor from ledger_account a join contract k on k.id = a.contract_id where k.number = 'KD00000001'"
    )
    assert after == before + 60 * 101
    assert balanced(client)


def test_a_payer_for_another_number_learns_nothing_about_its_holder(
    client: Client, database_url: str, settings: Any
) -> None:
    mine = viewer_of(Role.LINE, client)
    theirs = client.sql(
        "select n.msisdn, k.id from contract k join phone_number n on n.id = k.phone_number_id where k.status = 'ACTIVE' and k.customer_id <>"
        " (select customer_id from contract where id = $1) limit 1", mine.contract_id
    )[0]  # fmt: skip
    given = {"msisdn": theirs["msisdn"], "amount": {"amount": "20"}, "method": "CASH", "idempotencyKey": "for a friend"}
    found = client.ask(DEPOSIT, {"input": given})["getDeposit"]
    assert found["payment"]["contract"]["id"] == f"con_{theirs['id']}"
    payer = Client(database_url, settings, viewer=mine, gateways={"fake": FakeGateway()}, beside=client)
    try:
        refused = payer.ask(DEPOSIT, {"input": {**given, "idempotencyKey": "cash"}})["getDeposit"]
        assert [e["code"] for e in refused["errors"]] == ["PAYMENT_METHOD_NOT_ALLOWED"]
        by_id = {"msisdn": None, "contractId": f"con_{theirs['id']}", "method": "CARD", "idempotencyKey": "card"}
        other = payer.ask(DEPOSIT, {"input": {**given, **by_id}})["getDeposit"]
        assert [e["code"] for e in other["errors"]] == ["NOT_FOUND"]
    finally:
        payer.close()


def test_a_payment_is_found_by_its_idempotency_key(client: Client, database_url: str, settings: Any) -> None:
    found = deposit(client, "lost on the way")
    query = "query($k: String!) { payment(idempotencyKey: $k) { id } }"
    assert client.ask(query, {"k": "lost on the way"})["payment"] == {"id": found["payment"]["id"]}
    somebody = Client(database_url, settings, viewer=viewer_of(Role.ADMIN, client), beside=client)
    assert somebody.ask(query, {"k": "lost on the way"})["payment"] is None
    somebody.close()
