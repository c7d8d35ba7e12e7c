"""A number changes its contract or its customer: what the former and the new subscriber see."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.models import Base, Contract
from backend.planner.draft import Draft
from backend.settings import Settings
from tests.auth.rows import subscriber
from tests.client import Client, FixedViewer
from tests.examples import FULL
from tests.factories.contracts import new_contract
from tests.factories.customers import new_customer, new_identity_document
from tests.factories.history import new_status_change
from tests.factories.ledger import new_contract_account, new_entry, new_house_account, new_posting, new_receipt
from tests.factories.payments import new_payment, new_refund
from tests.factories.phone_numbers import new_number_binding, new_phone_number
from tests.factories.sims import new_sim, new_sim_binding
from tests.factories.tickets import new_ticket

pytestmark = pytest.mark.database

LINES = 1_000 if FULL else 200  # more than a page
EVERYTHING = """{
    viewer { name role contract { id customer { id } } customer { id } }
    customers { totalCount nodes { id number documents { id number } contracts { totalCount } } }
    contracts { totalCount nodes { id number status customer { id } balance { amount } sim { id bindings { from contract { id } } history { createdAt } }
        phoneNumber { id bindings { from contract { id } } history { createdAt } } payments { totalCount nodes { id } } tickets { totalCount }
        options { id } history { createdAt reason } tariff { code } } }
    sims { totalCount nodes { id iccid contract { id } } }
    phoneNumbers { totalCount nodes { id msisdn contract { id } bindings { from contract { id } } history { createdAt reason } } }
    payments { totalCount nodes { id number contract { id } } }
    tickets { totalCount nodes { id number contract { id } customer { id } } }
    statusChanges { totalCount nodes { createdAt reason node { id } } }
    refunds { totalCount nodes { id contract { id } } } bills { totalCount nodes { id contract { id } } }
    ledgerEntries { totalCount nodes { id account contract { id } counterEntries { id } } }
    customersAggregate { count } contractsAggregate { count } simsAggregate { count } ticketsAggregate { count }
    paymentsAggregate { count sum }
}"""
OF_PAYMENTS = ("refunds", "bills", "ledgerEntries")  # each payment has one of each
LISTS = ("customers", "contracts", "sims", "phoneNumbers", "payments", "tickets", "statusChanges")

CLOSE = [
    "update contract set status = 'CLOSED', closed_at = $2::timestamptz where id = $1",
    "update sim set status = 'TERMINATED' where id = (select sim_id from contract where id = $1) and $2::timestamptz is not null",
    "update sim_binding set bound_to = $2 where contract_id = $1 and bound_to is null",
    "update number_binding set bound_to = $2 where contract_id = $1 and bound_to is null",
]


def traces_of(contract: Contract) -> list[Base]:
    """The rows of a line in service: bindings, a payment and its rows in the ledger, a ticket and a history."""
    name, at = contract.number, contract.activated_at
    payment = new_payment(
        contract.id, number=f"P{name}", amount_minor=700, method="CARD", status="SUCCEEDED", paid_at=at
    )
    posting = new_posting("PAYMENT", payment_id=payment.id)
    account = new_contract_account(contract, balance_minor=700, moved_at=at)
    scope = {"customer_id": contract.customer_id, "contract_id": contract.id}
    nodes = {"CONTRACT": contract.id, "SIM": contract.sim_id, "PHONE_NUMBER": contract.phone_number_id}
    return [
        new_sim_binding(contract.sim_id, contract.id, at),
        new_number_binding(contract.phone_number_id, contract.id, at),
        payment,
        new_refund(payment, amount_minor=100, reason=f"of {name}"),
        account,
        posting,
        new_entry(posting, account, 700, created_at=at),
        new_entry(posting, new_house_account("CLEARING"), -700, created_at=at),
        new_receipt(payment, number=f"B{name}", tax_minor=75, tax_rate=12),
        new_ticket(**scope, number=f"T{name}", subject=f"about {name}"),
        *(
            new_status_change(kind, node, "ACTIVE", **scope, verb="activate", reason=f"of {name}")
            for kind, node in nodes.items()
        ),
    ]


class Lines:
    """Adds and closes lines, and reads what a viewer sees."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._tariff = client.value("select id from tariff where active order by code limit 1")
        self._batches = 0

    def customer(self, number: str, kind: str = "PERSON") -> uuid.UUID:
        customer = new_customer(
            number=number,
            kind=kind,
            name=f"Абонент {number}",
            phone="+996700200000",
            status="ACTIVE",
            kyc_status="VALIDATED",
        )
        document = new_identity_document(customer.id, number.upper(), verified_at=datetime.now(UTC))
        self.client.insert(customer, document)
        return customer.id

    def add(
        self, name: str, customer: uuid.UUID, count: int = 1, number: uuid.UUID | None = None
    ) -> list[tuple[uuid.UUID, uuid.UUID]]:
        """Insert lines with the names `<name>-1` and so on. Returns (contract, phone number) of each.

        With `number`, the line gets this phone number, which must exist.
        """
        self._batches += 1
        made: list[tuple[uuid.UUID, uuid.UUID]] = []
        rows: list[Base] = []
        for n in range(1, count + 1):
            sim = new_sim(f"8996{self._batches:05d}{n:010d}", status="ACTIVE", activated_at=datetime.now(UTC))
            rows.append(sim)
            if number is None:
                rows.append(new_phone_number(f"+99668{self._batches:03d}{n:04d}", status="ASSIGNED"))
            contract = new_contract(
                customer,
                self._tariff,
                number=f"{name}-{n}",
                status="ACTIVE",
                sim_id=sim.id,
                phone_number_id=number or rows[-1].id,
                activated_at=sim.activated_at,
            )
            rows += [contract, *traces_of(contract)]
            made.append((contract.id, contract.phone_number_id))
        self.client.insert_as_owner(*rows)
        return made

    def close(self, contract: uuid.UUID) -> None:
        at = self.client.value("select clock_timestamp()")
        for statement in CLOSE:
            self.client.sql(statement, contract, at)

    def sees(self, viewer: Viewer) -> dict[str, Any]:
        self.client.app.graphql._authenticate = FixedViewer(viewer)
        found: dict[str, Any] = self.client.ask(EVERYTHING)
        return found

    def name(self, contract: uuid.UUID) -> str:
        found: str = self.client.value("select number from contract where id = $1", contract)
        return found

    def changed_at(self, name: str) -> set[str]:
        """The times of a line's changes, by which they are told from those of other lines: reasons are masked."""
        rows = self.client.sql("select created_at from status_change where reason = $1", f"of {name}")
        return {row[0].isoformat() for row in rows}


@pytest.fixture(params=["both walls", "only the predicate", "only row-level security"])
def lines(
    database_url: str, settings: Settings, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Lines]:
    if request.param == "only the predicate":
        monkeypatch.setattr("backend.planner.planner.WALLS", {})
    elif request.param == "only row-level security":
        monkeypatch.setattr(Draft, "visible", lambda *_: [])
    opened = Client(database_url, settings.model_copy(update={"subscriber_max_cost": 10**6, "cost_maximum": 10**8}))
    yield Lines(opened)
    opened.close()


# The predicate ends a holder's access when the line ends. The second wall only separates customers from one another.
RIGHTS_END = pytest.mark.parametrize("lines", ["both walls", "only the predicate"], indirect=True)


def line(of: tuple[uuid.UUID, uuid.UUID]) -> Viewer:
    return subscriber(Role.LINE, *of, None)


def holder(of: tuple[uuid.UUID, uuid.UUID], customer: uuid.UUID) -> Viewer:
    return subscriber(Role.HOLDER, *of, customer)


def counts(seen: dict[str, Any]) -> tuple[int, ...]:
    """The number of customers, contracts, SIMs, numbers, payments, tickets and transitions. Aggregates must agree."""
    found = {name: seen[name]["totalCount"] for name in LISTS}
    for name in ("customers", "contracts", "sims", "payments", "tickets"):
        assert sum(row["count"] for row in seen[f"{name}Aggregate"]) == found[name]
    for name in (*LISTS, *OF_PAYMENTS):
        assert len(seen[name]["nodes"]) == min(25, seen[name]["totalCount"])
    for name in OF_PAYMENTS:
        assert seen[name]["totalCount"] == found["payments"]
    for entry in seen["ledgerEntries"]["nodes"]:
        assert (entry["account"], entry["counterEntries"]) == ("CONTRACT", []), (
            "the company's side of a posting is hidden"
        )
    return tuple(found.values())


NOTHING = (0, 0, 0, 0, 0, 0, 0)
ONE_LINE = (0, 1, 1, 1, 1, 1, 3)


def assert_sees_nothing(seen: dict[str, Any]) -> None:
    assert counts(seen) == NOTHING
    assert seen["viewer"]["contract"] is None
    assert seen["viewer"]["customer"] is None
    assert sum(float(row["sum"] or 0) for row in seen["paymentsAggregate"]) == 0


def assert_sees_only(seen: dict[str, Any], of: tuple[uuid.UUID, uuid.UUID], name: str, changed_at: set[str]) -> None:
    """Assert that only one line is visible: its contract, SIM, number, payment, ticket and history, and no customer."""
    assert counts(seen) == ONE_LINE
    contract = {"id": f"con_{of[0]}"}
    (found,) = seen["contracts"]["nodes"]
    assert (found["id"], found["number"]) == (contract["id"], name)
    assert found["customer"] is None
    assert found["balance"] == {"amount": "7.00"}
    assert seen["viewer"]["contract"] == {**contract, "customer": None}
    assert seen["viewer"]["customer"] is None
    assert seen["sims"]["nodes"][0]["contract"] == contract
    (number,) = seen["phoneNumbers"]["nodes"]
    assert (number["id"], number["contract"]) == (f"num_{of[1]}", contract)
    assert [each["contract"] for each in number["bindings"]] == [contract]
    assert [each["reason"] for each in number["history"]] == ["***"]
    assert {each["createdAt"] for each in number["history"]} < changed_at
    assert [each["contract"] for each in found["sim"]["bindings"]] == [contract]
    (payment,) = seen["payments"]["nodes"]
    assert (payment["number"], payment["contract"]) == (f"P{name}", contract)
    for each in OF_PAYMENTS:
        (row,) = seen[each]["nodes"]
        assert row["contract"] == contract
    (ticket,) = seen["tickets"]["nodes"]
    assert (ticket["number"], ticket["contract"], ticket["customer"]) == (f"T{name}", contract, None)
    assert {each["createdAt"] for each in seen["statusChanges"]["nodes"]} == changed_at
    (aggregate,) = seen["paymentsAggregate"]
    assert (aggregate["count"], float(aggregate["sum"])) == (1, 7)


@pytest.mark.examples
def test_a_line_of_a_company_with_hundreds_of_lines_sees_itself_only(lines: Lines) -> None:
    company = lines.customer("LN-company", "ORGANISATION")
    made = lines.add("company", company, LINES)
    for of in (made[0], made[len(made) // 2], made[-1]):
        assert_sees_only(lines.sees(line(of)), of, lines.name(of[0]), lines.changed_at(lines.name(of[0])))
    # The holder sees all lines, so the one row above follows from the role of the line.
    seen = lines.sees(holder(made[0], company))
    assert counts(seen) == (1, LINES, LINES, LINES, LINES, LINES, 3 * LINES)
    assert seen["viewer"]["customer"] == {"id": f"cus_{company}"}


@RIGHTS_END
def test_a_recycled_number_shows_neither_side_the_other(lines: Lines) -> None:
    before, after = lines.customer("LN-before"), lines.customer("LN-after")
    (old,) = lines.add("before", before)
    (kept,) = lines.add("kept", before)
    lines.close(old[0])
    (new,) = lines.add("after", after, number=old[1])
    assert new[1] == old[1]
    assert_sees_nothing(lines.sees(line(old)))
    assert_sees_nothing(lines.sees(holder(old, before)))
    assert_sees_nothing(
        lines.sees(holder(new, before))
    )  # the number belongs to another customer now, although the token names it
    assert_sees_only(lines.sees(line(new)), new, "after-1", lines.changed_at("after-1"))
    seen = lines.sees(holder(new, after))
    assert counts(seen) == (1, *ONE_LINE[1:])
    assert {each["reason"] for each in seen["statusChanges"]["nodes"]} == {"of after-1"}
    (number,) = seen["phoneNumbers"]["nodes"]
    assert [each["contract"] for each in number["bindings"]] == [{"id": f"con_{new[0]}"}]
    # The former holder sees the closed contract through another line, but not the number or its new customer.
    seen = lines.sees(holder(kept, before))
    assert counts(seen) == (1, 2, 1, 1, 2, 2, 6)
    closed = next(each for each in seen["contracts"]["nodes"] if each["id"] == f"con_{old[0]}")
    assert (closed["status"], closed["phoneNumber"], closed["sim"]) == ("CLOSED", None, None)


@RIGHTS_END
def test_after_a_swap_of_numbers_only_the_new_pairs_of_contract_and_number_see_rows(lines: Lines) -> None:
    customer = lines.customer("LN-moved")
    (first,) = lines.add("first", customer)
    (second,) = lines.add("second", customer)
    # The contracts swap their numbers.
    lines.client.sql("update contract set phone_number_id = null, status = 'DRAFT' where id = $1", first[0])
    lines.client.sql("update contract set phone_number_id = $2 where id = $1", second[0], first[1])
    lines.client.sql("update contract set phone_number_id = $2, status = 'ACTIVE' where id = $1", first[0], second[1])
    for stale in (first, second):
        assert_sees_nothing(lines.sees(line(stale)))
        assert_sees_nothing(lines.sees(holder(stale, customer)))
    for contract, number, name in ((first[0], second[1], "first-1"), (second[0], first[1], "second-1")):
        seen = lines.sees(line((contract, number)))
        assert counts(seen) == ONE_LINE
        assert [each["number"] for each in seen["contracts"]["nodes"]] == [name]
        (shown,) = seen["phoneNumbers"]["nodes"]
        # The bindings and the history of the number belong to the other contract.
        assert (shown["id"], shown["bindings"], shown["history"]) == (f"num_{number}", [], [])
        assert {each["createdAt"] for each in seen["statusChanges"]["nodes"]} == lines.changed_at(name)
        assert counts(lines.sees(holder((contract, number), customer)))[:4] == (1, 2, 2, 2)


@RIGHTS_END
def test_a_suspended_line_sees_its_rows_and_a_closed_one_sees_nothing(lines: Lines) -> None:
    customer = lines.customer("LN-states")
    (of,) = lines.add("states", customer)
    # The application suspends a contract with a hold only.
    lines.client.as_owner("update contract set status = 'SUSPENDED' where id = $1", of[0])
    lines.client.sql(
        "update sim set status = 'SUSPENDED' where id = (select sim_id from contract where id = $1)", of[0]
    )
    assert_sees_only(lines.sees(line(of)), of, "states-1", lines.changed_at("states-1"))
    assert counts(lines.sees(holder(of, customer))) == (1, *ONE_LINE[1:])
    for status in ("DRAFT", "ACCEPTED", "CANCELLED"):
        lines.client.sql("update contract set status = $2 where id = $1", of[0], status)
        assert_sees_nothing(lines.sees(line(of)))
        assert_sees_nothing(lines.sees(holder(of, customer)))
    lines.close(of[0])
    assert_sees_nothing(lines.sees(line(of)))
    assert_sees_nothing(lines.sees(holder(of, customer)))


@pytest.mark.parametrize("lines", ["only row-level security"], indirect=True)
def test_the_second_wall_too_hides_a_line_that_has_ended_or_has_another_number(lines: Lines) -> None:
    customer = lines.customer("LN-walled")
    (of,) = lines.add("walled", customer)
    (moved,) = lines.add("elsewhere", customer)
    assert_sees_only(lines.sees(line(of)), of, "walled-1", lines.changed_at("walled-1"))
    assert_sees_nothing(lines.sees(line((of[0], moved[1]))))
    for status in ("DRAFT", "ACCEPTED", "CANCELLED"):
        lines.client.sql("update contract set status = $2 where id = $1", of[0], status)
        assert_sees_nothing(lines.sees(line(of)))
    lines.close(of[0])
    assert_sees_nothing(lines.sees(line(of)))


@RIGHTS_END
def test_a_holder_whose_line_was_closed_sees_nothing_while_other_lines_are_live(lines: Lines) -> None:
    customer = lines.customer("LN-holder")
    (gone,) = lines.add("gone", customer)
    others = lines.add("others", customer, 3)
    assert counts(lines.sees(holder(gone, customer))) == (1, 4, 4, 4, 4, 4, 12)
    lines.close(gone[0])
    assert_sees_nothing(lines.sees(holder(gone, customer)))
    assert counts(lines.sees(holder(others[0], customer))) == (1, 4, 3, 3, 4, 4, 12)


@RIGHTS_END
def test_a_transfer_moves_access_from_the_old_holder_to_the_new_one(lines: Lines) -> None:
    giver, taker = lines.customer("LN-giver"), lines.customer("LN-taker")
    (of,) = lines.add("handed", giver)
    lines.add("stays", giver)
    assert counts(lines.sees(holder(of, giver))) == (1, 2, 2, 2, 2, 2, 6)
    lines.client.sql("update contract set customer_id = $2 where id = $1", of[0], taker)
    assert_sees_nothing(lines.sees(holder(of, giver)))
    # Tickets and transitions from before the transfer belong to the old holder.
    seen = lines.sees(holder(of, taker))
    assert counts(seen) == (1, 1, 1, 1, 1, 0, 0)
    assert seen["customers"]["nodes"][0]["id"] == f"cus_{taker}"
    # The line itself sees the same before and after the transfer.
    assert counts(lines.sees(line(of))) == ONE_LINE


@RIGHTS_END
def test_a_viewer_with_another_number_or_customer_or_with_neither_sees_nothing(lines: Lines) -> None:
    mine, other = lines.customer("LN-mine"), lines.customer("LN-other")
    (of,) = lines.add("mine", mine)
    (foreign,) = lines.add("other", other)
    for forged in (
        line((of[0], foreign[1])),
        line((foreign[0], of[1])),
        holder(of, other),
        holder((of[0], foreign[1]), mine),
        Viewer(Role.LINE, "subscriber", "line::"),
        Viewer(Role.HOLDER, "subscriber", "line::", customer_id=mine),
        Viewer(Role.LINE, "subscriber", "line::", contract_id=of[0]),
        Viewer(Role.LINE, "subscriber", "line::", phone_number_id=of[1]),
    ):
        assert_sees_nothing(lines.sees(forged))
