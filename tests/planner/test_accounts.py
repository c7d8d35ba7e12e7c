"""Balances, statements and the trial balance, to the byte: on three lines whose every movement is written here."""

import json
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from tests.client import Always, Client
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

# KD00000001 and KD00000002 are CD00000001's, KD00000003 is somebody else's. Pounds move nowhere else.
ROWS = """
create temporary table line as
select id, customer_id, number, md5('pounds ' || number)::uuid as account from contract where number in ('KD00000001', 'KD00000002', 'KD00000003');
insert into ledger_account (id, kind, code, currency) select md5(c || ' GBP')::uuid, split_part(c, ':', 1), c, 'GBP'
from unnest(array['CASH', 'CLEARING:SANDBOX', 'REVENUE', 'WRITE_OFF']) c;
insert into ledger_account (id, kind, code, currency, contract_id, customer_id) select account, 'CONTRACT', 'CONTRACT', 'GBP', id, customer_id from line;
update contract set currency = 'GBP' where id in (select id from line);
create temporary table moved as
select row_number() over () as n, *, sum(amount) over (partition by number order by at) as balance
from (values
    ('KD00000001', 'PAYMENT', 'CASH', 10000, '2026-03-01 00:00:00+00'::timestamptz),
    ('KD00000001', 'CHARGE', 'REVENUE', -2550, '2026-03-10 12:00:00.000001+00'),
    ('KD00000001', 'ADJUSTMENT', 'WRITE_OFF', -8000, '2026-03-20 00:00:00+00'),
    ('KD00000002', 'PAYMENT', 'CLEARING:SANDBOX', 5, '2026-03-10 12:00:00.000001+00'),
    ('KD00000003', 'PAYMENT', 'CASH', 700, '2026-03-02 00:00:00+00')
) v(number, kind, house, amount, at);
insert into ledger_posting (id, kind, payment_id, actor, created_at)
select md5('pounds ' || n)::uuid, 'ADJUSTMENT', null, 'operator', at from moved;
insert into ledger_entry (id, posting_id, account_id, account, kind, contract_id, amount_minor, currency, balance_after_minor, description, created_at)
select md5('own ' || n)::uuid, md5('pounds ' || n)::uuid, account, 'CONTRACT', kind, id, amount, 'GBP', balance, 'Move ' || n, at from moved join line using (number)
union all select md5('house ' || n)::uuid, md5('pounds ' || n)::uuid, md5(house || ' GBP')::uuid, split_part(house, ':', 1), kind, null, -amount, 'GBP', null, null, at from moved;
update ledger_account a set balance_minor = v.balance
from (select id, sum(amount) as balance from moved join line using (number) group by 1) v where v.id = a.contract_id and a.currency = 'GBP';
"""


@pytest.fixture(scope="module")
def pounds(module_client: Client) -> Client:
    module_client.as_owner(ROWS)
    return module_client


def answer(client: Client, role: Role, query: str, *, currency: str = "GBP", **variables: Any) -> Any:
    """The whole answer, its data checked to be compact JSON in the order of the selection."""
    viewer = viewer_of(role, client)
    viewer = Viewer(**{**viewer.__dict__, "currency": currency})
    client.app.graphql._authenticate = Always(viewer)
    raw = client.run(client.http.post("/graphql", json={"query": query, "variables": variables})).content
    found = json.loads(raw)
    assert json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() == raw
    return found


def data(client: Client, role: Role, query: str, **given: Any) -> Any:
    found = answer(client, role, query, **given)
    assert "errors" not in found, found
    return found["data"]


def contract(client: Client, number: str) -> str:
    found: str = client.value("select 'con_' || id from contract where number = $1", number)
    return found


# Balances

MOMENTS = [
    ("0001-01-01T00:00:00Z", "0.00"),
    ("2026-02-28T23:59:59.999999Z", "0.00"),
    ("2026-03-01T00:00:00Z", "100.00"),
    ("2026-03-01T06:00:00+06:00", "100.00"),
    ("2026-03-10T12:00:00Z", "100.00"),
    ("2026-03-10T12:00:00.000001Z", "74.50"),
    ("2026-03-19T23:59:59.999999Z", "74.50"),
    ("2026-03-20T00:00:00Z", "-5.50"),
    ("9999-12-31T23:59:59.999999Z", "-5.50"),
]


@pytest.mark.parametrize(("moment", "held"), MOMENTS)
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ANALYST, Role.HOLDER, Role.LINE])
def test_a_balance_up_to_a_moment_includes_the_moment(pounds: Client, role: Role, moment: str, held: str) -> None:
    query = "query($id: ID!, $at: DateTime) { contract(id: $id) { balance(asOf: $at) { amount currency } } }"
    found = data(pounds, role, query, id=contract(pounds, "KD00000001"), at=moment)
    assert found == {"contract": {"balance": {"amount": held, "currency": "GBP"}}}


def test_balances_now_and_then_stand_side_by_side_under_their_aliases(pounds: Client) -> None:
    query = """query($id: ID!, $at: DateTime!, $nothing: DateTime) { contract(id: $id) {
        now: balance { ...Held } balance(asOf: $at) { ...Held __typename }
        first: balance(asOf: "2026-03-01T00:00:00Z") { ... on Money { amount } } unset: balance(asOf: $nothing) { amount } void: balance(asOf: null) { amount }
    } } fragment Held on Money { a: amount currency }"""
    found = data(
        pounds, Role.OPERATOR, query, id=contract(pounds, "KD00000001"), at="2026-03-15T00:00:00Z", nothing=None
    )
    assert found["contract"] == {
        "now": {"a": "-5.50", "currency": "GBP"},
        "balance": {"a": "74.50", "currency": "GBP", "__typename": "Money"},
        "first": {"amount": "100.00"},
        "unset": {"amount": "-5.50"},
        "void": {"amount": "-5.50"},
    }


@pytest.mark.parametrize(
    ("moment", "held"),
    [
        (None, "-5.45"),
        ("2026-03-10T12:00:00Z", "100.00"),
        ("2026-03-10T12:00:00.000001Z", "74.55"),
        ("2026-01-01T00:00:00Z", "0.00"),
    ],
)
def test_a_customers_balance_is_what_all_contracts_held_in_the_default_currency(
    pounds: Client, moment: str | None, held: str
) -> None:
    query = 'query($at: DateTime) { customers(filter: { number: { eq: "CD00000001" } }) { nodes { balance(asOf: $at) { amount currency } } } }'
    for role in (Role.OPERATOR, Role.HOLDER):
        found = data(pounds, role, query, at=moment)
        assert found["customers"]["nodes"] == [{"balance": {"amount": held, "currency": "GBP"}}]
    assert data(pounds, Role.LINE, query, at=moment)["customers"]["nodes"] == []


@pytest.mark.parametrize("moment", ["yesterday", "2026-03-01", "2026-03-01T00:00:00"])
def test_a_moment_that_is_none_is_refused(pounds: Client, moment: str) -> None:
    query = "query($at: DateTime!) { contracts { nodes { balance(asOf: $at) { amount } } } }"
    found = answer(pounds, Role.OPERATOR, query, at=moment)
    assert [error["extensions"]["code"] for error in found["errors"]] == ["BAD_USER_INPUT"]


# Statements

STATEMENT = """query($id: ID!, $from: DateTime!, $to: DateTime!) { statement(contractId: $id, from: $from, to: $to) {
    openingBalance { amount } credited { amount } debited { amount } closingBalance { amount } entries { totalCount nodes { description } } } }"""
PERIODS = [
    ("2026-03-01T00:00:00Z", "2026-03-20T00:00:00Z", "0.00", "100.00", "25.50", "74.50", [2, 1]),
    ("2026-03-01T00:00:00.000001Z", "2026-03-20T00:00:00.000001Z", "100.00", "0.00", "105.50", "-5.50", [3, 2]),
    ("2026-03-10T12:00:00.000001Z", "2026-03-10T12:00:00.000002Z", "100.00", "0.00", "25.50", "74.50", [2]),
    ("2026-03-10T12:00:00.000001Z", "2026-03-10T12:00:00.000001Z", "100.00", "0.00", "0.00", "100.00", []),
    ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "0.00", "100.00", "105.50", "-5.50", [3, 2, 1]),
    ("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z", "-5.50", "0.00", "0.00", "-5.50", []),
]


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: f"{period[0]} {period[1]}")
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ANALYST, Role.SERVICE, Role.HOLDER, Role.LINE])
def test_a_statement_takes_in_where_it_begins_and_not_where_it_ends(
    pounds: Client, role: Role, period: tuple[Any, ...]
) -> None:
    begin, end, opening, credited, debited, closing, moves = period
    found = data(pounds, role, STATEMENT, **{"id": contract(pounds, "KD00000001"), "from": begin, "to": end})
    assert found["statement"] == {
        "openingBalance": {"amount": opening},
        "credited": {"amount": credited},
        "debited": {"amount": debited},
        "closingBalance": {"amount": closing},
        "entries": {"totalCount": len(moves), "nodes": [{"description": f"Move {n}"} for n in moves]},
    }


def test_a_statement_under_aliases_with_fragments_pages_and_names_of_types(pounds: Client) -> None:
    query = """query($id: ID!, $other: ID!, $from: DateTime! = "2026-03-01T00:00:00Z", $yes: Boolean!) {
        mine: statement(contractId: $id, from: $from, to: "2026-03-20T00:00:00Z") {
            __typename from to contract { number } ...Sums
            page: entries(first: 1, orderBy: [{ field: CREATED_AT, direction: ASC }]) { __typename totalCount nodes { __typename kind amount { amount } } pageInfo { hasNextPage } }
            none: entries(filter: { account: { eq: CASH } }) { totalCount }
        }
        brother: statement(contractId: $other, from: $from, to: "2026-04-01T00:00:00Z") { ... on Statement { ...Sums } skipped: debited @skip(if: $yes) { amount } }
        strange: statement(contractId: "con_0190aaaa-0000-7000-8000-000000000000", from: $from, to: $from) { from }
        wrong: statement(contractId: "nonsense", from: $from, to: $from) { to }
    } fragment Sums on Statement { closingBalance { __typename amount } }"""
    ids = {"id": contract(pounds, "KD00000001"), "other": contract(pounds, "KD00000002")}
    found = data(pounds, Role.HOLDER, query, **ids, yes=True)
    assert found == {
        "mine": {
            "__typename": "Statement",
            "from": "2026-03-01T00:00:00.000000+00:00",
            "to": "2026-03-20T00:00:00.000000+00:00",
            "contract": {"number": "KD00000001"},
            "closingBalance": {"__typename": "Money", "amount": "74.50"},
            "page": {
                "__typename": "LedgerEntryConnection",
                "totalCount": 2,
                "nodes": [{"__typename": "LedgerEntry", "kind": "PAYMENT", "amount": {"amount": "100.00"}}],
                "pageInfo": {"hasNextPage": True},
            },
            "none": {"totalCount": 0},
        },
        "brother": {"closingBalance": {"__typename": "Money", "amount": "0.05"}},
        "strange": None,
        "wrong": None,
    }


def test_a_statement_has_a_link_for_all_but_analysts(pounds: Client) -> None:
    query = """query($id: ID!) { statement(contractId: $id, from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z") {
        __typename from url again: url contract { number } closingBalance { amount } entries(first: 1) { nodes { description balanceAfter { amount } } } } }"""
    rest = {
        "__typename": "Statement",
        "from": "2026-03-01T00:00:00.000000+00:00",
        "contract": {"number": "KD00000001"},
        "closingBalance": {"amount": "-5.50"},
        "entries": {"nodes": [{"description": "Move 3", "balanceAfter": {"amount": "-5.50"}}]},
    }
    for role in (Role.OPERATOR, Role.HOLDER, Role.LINE, Role.ANALYST):
        found = data(pounds, role, query, id=contract(pounds, "KD00000001"))["statement"]
        links = found.pop("url"), found.pop("again")
        assert found == rest
        if role is Role.ANALYST:
            assert links == (None, None)
        else:
            assert all("/documents/" in link for link in links)


def test_the_statement_of_a_line_that_is_not_the_viewers_is_null_with_a_link_or_without(pounds: Client) -> None:
    period = 'from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z"'
    for fields in ("closingBalance { amount } entries { totalCount }", "closingBalance { amount } url"):
        query = f"query($id: ID!) {{ statement(contractId: $id, {period}) {{ {fields} }} }}"
        for role, number in (
            (Role.HOLDER, "KD00000003"),
            (Role.LINE, "KD00000003"),
            (Role.LINE, "KD00000002"),
        ):
            assert data(pounds, role, query, id=contract(pounds, number)) == {"statement": None}
        found = data(pounds, Role.OPERATOR, query, id=contract(pounds, "KD00000003"))["statement"]
        assert found["closingBalance"] == {"amount": "7.00"}


# The trial balance

POUNDS = [
    ("CASH", "CASH", "107.00", "0.00"),
    ("CLEARING", "CLEARING:SANDBOX", "0.05", "0.00"),
    ("CONTRACT", "CONTRACT", "0.00", "1.55"),
    ("REVENUE", "REVENUE", "0.00", "25.50"),
    ("WRITE_OFF", "WRITE_OFF", "0.00", "80.00"),
]  # fmt: skip


def test_the_trial_balance_has_every_account_on_one_side_and_sums_to_zero(pounds: Client) -> None:
    query = "{ trialBalance { currency total { amount currency } accounts { account code debit { amount } credit { amount currency } } } }"
    assert data(pounds, Role.ADMIN, query) == {
        "trialBalance": {
            "currency": "GBP",
            "total": {"amount": "0.00", "currency": "GBP"},
            "accounts": [
                {
                    "account": account,
                    "code": code,
                    "debit": {"amount": debit},
                    "credit": {"amount": credit, "currency": "GBP"},
                }
                for account, code, debit, credit in POUNDS
            ],
        }
    }


def test_the_trial_balance_of_a_currency_that_is_named_under_aliases(pounds: Client) -> None:
    query = """query($c: CurrencyCode, $none: CurrencyCode) {
        a: trialBalance(currency: $c) { __typename ...Total x: accounts { __typename ... on TrialBalanceAccount { kind: account } } y: accounts { debit { __typename a: amount } } }
        b: trialBalance(currency: "EUR") { currency ...Total accounts { code } }
        c: trialBalance(currency: $none) { currency }
    } fragment Total on TrialBalance { total { amount } }"""
    found = data(pounds, Role.ADMIN, query, c="GBP", currency="KGS", none=None)
    assert found == {
        "a": {
            "__typename": "TrialBalance",
            "total": {"amount": "0.00"},
            "x": [{"__typename": "TrialBalanceAccount", "kind": account} for account, _, _, _ in POUNDS],
            "y": [{"debit": {"__typename": "Money", "a": debit}} for _, _, debit, _ in POUNDS],
        },
        "b": {"currency": "EUR", "total": {"amount": "0.00"}, "accounts": []},
        "c": {"currency": "KGS"},
    }


def test_the_trial_balance_beside_what_is_read_elsewhere(pounds: Client) -> None:
    """With a field whose truth is outside, the same answer is completed from rows."""
    whole = "trialBalance { currency total { amount } accounts { account code debit { amount } } }"
    alone = data(pounds, Role.ADMIN, f"{{ {whole} }}")
    beside = data(pounds, Role.ADMIN, f"{{ {whole} sims(first: 1) {{ nodes {{ networkState {{ registration }} }} }} }}")
    assert beside["trialBalance"] == alone["trialBalance"]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMIN, Role.ANONYMOUS}])
def test_the_trial_balance_is_for_administrators(pounds: Client, role: Role) -> None:
    found = answer(pounds, role, "{ trialBalance { total { amount } } }")
    assert found.get("data") is None
    assert [error["extensions"]["code"] for error in found["errors"]] == ["FORBIDDEN"]


def test_a_currency_that_is_none_is_refused(pounds: Client) -> None:
    for code in ("gbp", "POUNDS", ""):
        found = answer(
            pounds, Role.ADMIN, "query($c: CurrencyCode!) { trialBalance(currency: $c) { currency } }", c=code
        )
        assert [error["extensions"]["code"] for error in found["errors"]] == ["BAD_USER_INPUT"], code


# Keys of payments


def test_a_key_finds_the_payment_of_who_used_it_and_nobody_elses(pounds: Client) -> None:
    query = "query($k: String!) { payment(idempotencyKey: $k) { number contract { number } } }"
    key = 'the "same" key'
    assert data(pounds, Role.OPERATOR, query, k=key)["payment"] == {"number": "PX2", "contract": {"number": "KX1"}}
    for role in (Role.HOLDER, Role.LINE):
        assert data(pounds, role, query, k=key)["payment"] == {"number": "PX1", "contract": None}
    for role in (Role.ADMIN, Role.ANALYST, Role.SERVICE):
        assert data(pounds, role, query, k=key)["payment"] is None
    assert data(pounds, Role.OPERATOR, query, k="key 4")["payment"] is None


def test_a_payment_is_asked_for_by_one_key(pounds: Client) -> None:
    found = answer(pounds, Role.OPERATOR, '{ payment(id: "pay_1", idempotencyKey: "x") { id } }')
    assert [error["extensions"]["code"] for error in found["errors"]] == ["BAD_USER_INPUT"]
    assert "id, idempotencyKey" in found["errors"][0]["message"]
