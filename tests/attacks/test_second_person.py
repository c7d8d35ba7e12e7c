"""One person alone does not move large amounts: adjustments and credit limits above a limit need a second person."""

from collections.abc import Iterator
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database
ADJUST = "mutation($i: AdjustBalanceInput!) { adjustBalance(input: $i) { entry { id } errors { code field } } }"
LIMIT = "mutation($i: SetCreditLimitInput!) { setCreditLimit(input: $i) { errors { code field } } }"
NEEDED = {"code": "SECOND_PERSON_REQUIRED", "field": ["amount", "amount"]}


class Desk:
    """Three people, of whom one is a program, on one database."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.first = Client(url, settings, viewer=Viewer(Role.OPERATOR, "first", subject="user:1"))
        self.second = Client(url, settings, viewer=Viewer(Role.OPERATOR, "second", subject="user:2"), beside=self.first)
        self.program = Client(
            url, settings, viewer=Viewer(Role.SERVICE, "service:x", subject="service:x"), beside=self.first
        )
        self._keys = 0
        self.contracts = self.first.sql(
            "select id from contract where status = 'ACTIVE' and currency = 'KGS' order by number limit 6"
        )

    def adjust(self, who: Client, contract: int, amount: str) -> Any:
        self._keys += 1
        given = {
            "contractId": f"con_{self.contracts[contract]['id']}", "amount": {"amount": amount}, "reason": "a correction",
            "idempotencyKey": f"key {self._keys}",
        }  # fmt: skip
        return who.ask(ADJUST, {"i": given})["adjustBalance"]["errors"]

    def limit(self, who: Client, contract: int, amount: str | None) -> list[str]:
        limit = None if amount is None else {"amount": amount}
        given = {"contractId": f"con_{self.contracts[contract]['id']}", "limit": limit, "reason": "he asked"}
        return [each["code"] for each in who.ask(LIMIT, {"i": given})["setCreditLimit"]["errors"]]

    def adjustments(self, contract: int) -> list[int]:
        key = self.contracts[contract]["id"]
        found = self.first.sql(
            "select amount_minor from ledger_entry where contract_id = $1 and kind = 'ADJUSTMENT' order by id", key
        )
        return [row["amount_minor"] for row in found]


@pytest.fixture(scope="module")
def desk(module_database_url: str, settings: Settings) -> Iterator[Desk]:
    opened = Desk(module_database_url, settings)
    yield opened
    opened.program.close()
    opened.second.close()
    opened.first.close()


def test_a_large_adjustment_is_carried_out_when_a_second_person_repeats_it(desk: Desk) -> None:
    assert desk.adjust(desk.first, 0, "5000.01") == [NEEDED]
    assert desk.adjust(desk.first, 0, "5000.01") == [NEEDED], "the same person again"
    assert desk.adjust(desk.second, 0, "5000.02") == [NEEDED], "another amount"
    assert desk.adjustments(0) == []
    assert desk.adjust(desk.second, 0, "5000.01") == []
    assert desk.adjustments(0) == [500_001]
    key = desk.contracts[0]["id"]
    decided = desk.first.sql(
        "select requested_by, decided_by from approval_request where contract_id = $1 order by amount_minor", key
    )
    assert [tuple(row) for row in decided] == [("first", "second"), ("second", None)]
    assert desk.adjust(desk.second, 0, "5000.01") == [NEEDED], "a request is used once"


def test_an_adjustment_in_parts_needs_a_second_person_too(desk: Desk) -> None:
    assert desk.adjust(desk.first, 1, "3000") == []
    assert desk.adjust(desk.first, 1, "2000") == []
    assert desk.adjust(desk.first, 1, "0.01") == [NEEDED]
    assert desk.adjust(desk.first, 1, "-0.01") == [NEEDED]
    assert desk.adjustments(1) == [300_000, 200_000]


def test_a_program_may_ask_and_not_decide(desk: Desk) -> None:
    assert desk.adjust(desk.first, 2, "6000") == [NEEDED]
    assert desk.adjust(desk.program, 2, "6000") == [NEEDED]
    assert desk.adjustments(2) == []
    assert desk.adjust(desk.second, 2, "6000") == []


def test_a_request_is_valid_for_a_day(desk: Desk) -> None:
    assert desk.adjust(desk.first, 3, "6000") == [NEEDED]
    desk.first.sql("update approval_request set created_at = now() - interval '25 hours'")
    assert desk.adjust(desk.second, 3, "6000") == [NEEDED]
    assert desk.adjustments(3) == []


def test_a_credit_limit_above_the_limit_or_none_needs_a_second_person(desk: Desk) -> None:
    assert desk.limit(desk.first, 4, "5000") == []
    for limit in ("5000.01", None):
        assert desk.limit(desk.first, 4, limit) == ["SECOND_PERSON_REQUIRED"]
        assert desk.limit(desk.second, 4, limit) == []
    assert desk.limit(desk.first, 4, "9000") == [], "a limit is lowered by one person"
