"""Exact balances, statements and trial balances of three contracts, whose movements are listed in this file."""

import json
from datetime import datetime
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.models import Base, Contract
from tests.client import Client, FixedViewer
from tests.factories.ledger import new_contract_account, new_entry, new_house_account, new_posting
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

# KD00000001 and KD00000002 belong to CD00000001, KD00000003 to another customer. There are no other amounts in pounds.
MOVEMENTS = [
    ("KD00000001", "PAYMENT", "CASH", 10000, "2026-03-01T00:00:00Z"),
    ("KD00000001", "CHARGE", "REVENUE", -2550, "2026-03-10T12:00:00.000001Z"),
    ("KD00000001", "ADJUSTMENT", "WRITE_OFF", -8000, "2026-03-20T00:00:00Z"),
    ("KD00000002", "PAYMENT", "CLEARING:SANDBOX", 5, "2026-03-10T12:00:00.000001Z"),
    ("KD00000003", "PAYMENT", "CASH", 700, "2026-03-02T00:00:00Z"),
]


def movements(contracts: dict[str, Contract]) -> list[Base]:
    """House and contract accounts in pounds, and the postings between them."""
    house = {code: new_house_account(code, "GBP") for code in ("CASH", "CLEARING:SANDBOX", "REVENUE", "WRITE_OFF")}
    own = {number: new_contract_account(each, currency="GBP", balance_minor=0) for number, each in contracts.items()}
    rows: list[Base] = [*house.values(), *own.values()]
    for n, (number, kind, code, amount, moment) in enumerate(MOVEMENTS, 1):
        at = datetime.fromisoformat(moment)
        own[number].balance_minor += amount
        told = {"balance_after_minor": own[number].balance_minor, "description": f"Move {n}"}
        posting = new_posting("ADJUSTMENT", created_at=at)
        rows += [
            posting,
            new_entry(posting, own[number], amount, kind=kind, created_at=at, **told),
            new_entry(posting, house[code], -amount, kind=kind, created_at=at),
        ]
    return rows


@pytest.fixture(scope="module")
def pounds(module_client: Client) -> Client:
    contracts = {n: module_client.find(Contract, number=n) for n in ("KD00000001", "KD00000002", "KD00000003")}
    module_client.as_owner("update contract set currency = 'GBP' where number = any($1)", list(contracts))
    module_client.insert_as_owner(*movements(contracts))
    return module_client


def answer(client: Client, role: Role, query: str, *, currency: str = "GBP", **variables: Any) -> Any:
    """The answer, checked to be compact JSON in the order of the selection."""
    viewer = viewer_of(role, client)
    viewer = Viewer(**{**viewer.__dict__, "currency": currency})
    client.app.graphql._authenticate = FixedViewer(viewer)
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


def test_current_and_earlier_balances_are_selected_under_aliases(pounds: Client) -> None:
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
def test_a_customers_balance_is_the_sum_of_contracts_in_the_default_currency(
    pounds: Client, moment: str | None, held: str
) -> None:
    query = 'query($at: DateTime) { customers(filter: { number: { eq: "CD00000001" } }) { nodes { balance(asOf: $at) { amount currency } } } }'
    for role in (Role.OPERATOR, Role.HOLDER):
        found = data(pounds, role, query, at=moment)
        assert found["customers"]["nodes"] == [{"balance": {"amount": held, "currency": "GBP"}}]
    assert data(pounds, Role.LINE, query, at=moment)["customers"]["nodes"] == []


@pytest.mark.parametrize("moment", ["yesterday", "2026-03-01", "2026-03-01T00:00:00"])
def test_an_invalid_moment_is_refused(pounds: Client, moment: str) -> None:
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


def _described(role: Role, number: int) -> str:
    return "***" if role is Role.ANALYST else f"Move {number}"


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: f"{period[0]} {period[1]}")
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ANALYST, Role.SERVICE, Role.HOLDER, Role.LINE])
def test_a_statement_includes_its_start_and_excludes_its_end(
    pounds: Client, role: Role, period: tuple[Any, ...]
) -> None:
    begin, end, opening, credited, debited, closing, moves = period
    found = data(pounds, role, STATEMENT, **{"id": contract(pounds, "KD00000001"), "from": begin, "to": end})
    assert found["statement"] == {
        "openingBalance": {"amount": opening},
        "credited": {"amount": credited},
        "debited": {"amount": debited},
        "closingBalance": {"amount": closing},
        "entries": {"totalCount": len(moves), "nodes": [{"description": _described(role, n)} for n in moves]},
    }


def test_a_statement_with_aliases_fragments_pages_and_typenames(pounds: Client) -> None:
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
    for role in (Role.OPERATOR, Role.HOLDER, Role.LINE, Role.ANALYST):
        rest = {
            "__typename": "Statement",
            "from": "2026-03-01T00:00:00.000000+00:00",
            "contract": {"number": "KD00000001"},
            "closingBalance": {"amount": "-5.50"},
            "entries": {"nodes": [{"description": _described(role, 3), "balanceAfter": {"amount": "-5.50"}}]},
        }
        found = data(pounds, role, query, id=contract(pounds, "KD00000001"))["statement"]
        links = found.pop("url"), found.pop("again")
        assert found == rest
        if role is Role.ANALYST:
            assert links == (None, None)
        else:
            assert all("/documents/" in link for link in links)


def test_the_statement_of_another_line_is_null_with_or_without_its_link(pounds: Client) -> None:
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


def test_the_trial_balance_lists_each_account_on_one_side_and_sums_to_zero(pounds: Client) -> None:
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


def test_the_trial_balance_of_a_given_currency_under_aliases(pounds: Client) -> None:
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


def test_the_trial_balance_beside_a_field_from_outside_the_database(pounds: Client) -> None:
    """With a field from outside the database, the answer is completed by graphql-core and is the same."""
    whole = "trialBalance { currency total { amount } accounts { account code debit { amount } } }"
    alone = data(pounds, Role.ADMIN, f"{{ {whole} }}")
    beside = data(pounds, Role.ADMIN, f"{{ {whole} sims(first: 1) {{ nodes {{ networkState {{ registration }} }} }} }}")
    assert beside["trialBalance"] == alone["trialBalance"]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMIN, Role.ANONYMOUS}])
def test_the_trial_balance_is_for_administrators(pounds: Client, role: Role) -> None:
    found = answer(pounds, role, "{ trialBalance { total { amount } } }")
    assert found.get("data") is None
    assert [error["extensions"]["code"] for error in found["errors"]] == ["FORBIDDEN"]


def test_an_invalid_currency_is_refused(pounds: Client) -> None:
    for code in ("gbp", "POUNDS", ""):
        found = answer(
            pounds, Role.ADMIN, "query($c: CurrencyCode!) { trialBalance(currency: $c) { currency } }", c=code
        )
        assert [error["extensions"]["code"] for error in found["errors"]] == ["BAD_USER_INPUT"], code


# Keys of payments


def test_an_idempotency_key_finds_the_payment_of_its_payer_only(pounds: Client) -> None:
    query = "query($k: String!) { payment(idempotencyKey: $k) { number contract { number } } }"
    key = 'the "same" key'
    assert data(pounds, Role.OPERATOR, query, k=key)["payment"] == {"number": "PX2", "contract": {"number": "KX1"}}
    for role in (Role.HOLDER, Role.LINE):
        assert data(pounds, role, query, k=key)["payment"] == {"number": "PX1", "contract": None}
    for role in (Role.ADMIN, Role.ANALYST, Role.SERVICE):
        assert data(pounds, role, query, k=key)["payment"] is None
    assert data(pounds, Role.OPERATOR, query, k="key 4")["payment"] is None


def test_a_payment_is_queried_by_exactly_one_key(pounds: Client) -> None:
    found = answer(pounds, Role.OPERATOR, '{ payment(id: "pay_1", idempotencyKey: "x") { id } }')
    assert [error["extensions"]["code"] for error in found["errors"]] == ["BAD_USER_INPUT"]
    assert "id, idempotencyKey" in found["errors"][0]["message"]
