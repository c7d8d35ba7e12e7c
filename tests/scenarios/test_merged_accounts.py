"""Box A13: whatever is merged, paid and undone, accounts keep their sums and return to whom they were."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.settings import Settings
from tests.examples import examples
from tests.scenarios.test_merged_customers import Desk, codes, key

pytestmark = pytest.mark.database
ADJUST = "mutation ($input: AdjustBalanceInput!) { adjustBalance(input: $input) { errors { code } } }"
ACCOUNTS = """
select k.id, k.customer_id, sum(a.balance_minor)::bigint as minor, bool_and(a.customer_id = k.customer_id) as agrees,
    sum((select coalesce(sum(e.amount_minor), 0) from ledger_entry e where e.account_id = a.id))::bigint as booked
from contract k join ledger_account a on a.contract_id = k.id where k.id = any($1) group by k.id
"""
PEOPLE, LINES = 4, 6
_person, _line = st.integers(0, PEOPLE - 1), st.integers(0, LINES - 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), _person, _person),
        st.tuples(st.just("adjust"), _line, st.integers(-900, 900).filter(bool)),
        st.tuples(st.just("undo"), st.just(0), st.just(0)),
    ),
    max_size=10,
)


class Accounts(Desk):
    """Four customers with lines, the sums that their accounts should have, and the merges that stand."""

    def __init__(self, url: str, settings: Settings) -> None:
        super().__init__(url, settings)
        self.people = [self.customer() for _ in range(PEOPLE)]
        self.lines = [self.line(self.people[n % PEOPLE]) for n in range(LINES)]
        self.minor = dict.fromkeys(self.lines, 0)
        self.owner = {line: self.people[n % PEOPLE] for n, line in enumerate(self.lines)}
        self.merges: list[tuple[str, dict[str, str]]] = []
        self._keys = 0

    def adjust(self, line: str, minor: int) -> None:
        self._keys += 1
        amount = {"amount": f"{minor / 100:.2f}"}
        given = {"contractId": line, "amount": amount, "reason": "property", "idempotencyKey": f"property {self._keys}"}
        errors = codes(self.first.ask(ADJUST, {"input": given})["adjustBalance"])
        assert errors in ([], ["INSUFFICIENT_BALANCE"], ["SECOND_PERSON_REQUIRED"])
        self.minor[line] += 0 if errors else minor

    def join(self, one: str, other: str) -> None:
        survivor, merged = self.card(one)["id"], self.card(other)["id"]
        payload = self.merge(one, other)
        assert codes(payload) == (["INVALID_INPUT"] if survivor == merged else [])
        if survivor != merged:
            self.merges.append((payload["customerMerge"]["id"], dict(self.owner)))
            self.owner = {line: survivor if owner == merged else owner for line, owner in self.owner.items()}

    def part(self) -> None:
        if self.merges:
            merge, self.owner = self.merges.pop()
            self.undone(merge)

    def check(self) -> None:
        rows = {f"con_{row['id']}": row for row in self.first.sql(ACCOUNTS, [key(each) for each in self.lines])}
        assert {line: row["minor"] for line, row in rows.items()} == self.minor
        assert all(row["booked"] == row["minor"] and row["agrees"] for row in rows.values())
        assert {line: f"cus_{row['customer_id']}" for line, row in rows.items()} == self.owner
        shown = {card["id"]: card["balance"]["amount"] for card in map(self.card, self.people)}
        assert round(100 * sum(map(float, shown.values()))) == sum(self.minor.values())


@pytest.fixture(scope="module")
def accounts(module_database_url: str, settings: Settings) -> Iterator[Accounts]:
    opened = Accounts(module_database_url, settings)
    yield opened
    opened.second.close()
    opened.first.close()


@pytest.mark.examples
@examples(300)
@given(steps=STEPS)
def test_sums_stay_and_owners_return(accounts: Accounts, steps: list[tuple[str, Any, Any]]) -> None:
    for step, one, other in steps:
        if step == "merge":
            accounts.join(accounts.people[one], accounts.people[other])
        elif step == "adjust":
            accounts.adjust(accounts.lines[one], other)
        else:
            accounts.part()
        accounts.check()
    while accounts.merges:
        accounts.part()
    accounts.check()
