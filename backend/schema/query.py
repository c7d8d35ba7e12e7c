"""The roots of reading."""

import enum
from datetime import datetime
from decimal import Decimal
from typing import Any, Optional

import sqlalchemy as sa
import strawberry
from strawberry.types.arguments import StrawberryArgument
from strawberry.utils.str_converters import to_camel_case

from backend.auth.policy import VIEWER_CONTRACT, VIEWER_CUSTOMER, VIEWER_SUBJECT
from backend.planner.fields import (
    Key,
    Mapped,
    RootAggregate,
    RootEvents,
    RootListing,
    RootMany,
    RootNode,
    RootOne,
    RootStatement,
    RootTrialBalance,
    RootViewer,
)
from backend.schema.common import Node, newest
from backend.schema.declare import argument, connection_arguments, lazily, listing, mapped, one
from backend.schema.enums import JobState, Role
from backend.schema.ledger import TrialBalance
from backend.schema.lists import OrderDirection
from backend.schema.scalars import CurrencyCode, FieldPath
from backend.schema.session import live
from backend.schema.statement import Statement


@strawberry.type(description="Who asks.")
class Viewer:
    name: str = strawberry.field(description="The caller as histories name it.")
    role: Role = strawberry.field(description="What the caller is.")
    language: str = strawberry.field(description="Language of texts meant for people.")
    time_zone: str = strawberry.field(description="Time zone of days and months, IANA name.")
    permissions: list[str] = strawberry.field(description="Mutations the caller may use.")
    contract: object = one(
        "contract.Contract",
        lambda _, c: c.id == sa.bindparam(VIEWER_CONTRACT, type_=sa.Uuid()),
        "The contract that has the number a subscriber signed in with; null for others, and once it has lost it.",
        filterable=False,
    )
    customer: object = one(
        "customer.Customer",
        lambda _, c: c.id == sa.bindparam(VIEWER_CUSTOMER, type_=sa.Uuid()),
        "The customer a verified holder is; null for others.",
        filterable=False,
    )
    sessions: object = listing(
        "session.Session",
        lambda _, c: sa.and_(c.subject == sa.bindparam(VIEWER_SUBJECT, type_=sa.Text()), live(c)),
        newest,
        "Where the caller is signed in, newest first.",
    )


def _with(field: Any, arguments: list[StrawberryArgument]) -> Any:
    field.arguments = arguments
    return field


def _one(target: str, description: str, **keys: Key) -> Any:
    name = target.split(".")[1]
    found = {"id": Key("id"), **keys}
    texts = {"id": f"The {name}'s id."}
    only = len(found) == 1
    arguments = [
        argument(
            key,
            strawberry.ID if only else Optional[strawberry.ID if key == "id" else str],
            texts.get(key, f"Its {key.replace('_', ' ')}; give exactly one key."),
        )
        for key in found
    ]
    keyed = {to_camel_case(key): each for key, each in found.items()}
    return _with(mapped(description, RootOne(name, keyed), Optional[lazily(target)]), arguments)


def _many(target: str, description: str, *, search: str | None = None) -> Any:
    field = mapped(description, RootMany(target.split(".")[1]), lazily(target, "Connection"))
    return _with(field, connection_arguments(target, search=search))


def _working(sim: Any) -> Any:
    """Of several SIMs that ever served a number, the one the unique index knows."""
    return sa.literal_column(f"{sim.alias}.status not in ('REPLACED', 'TERMINATED')", type_=sa.Boolean())


def _begun_by_viewer(payment: Any) -> Any:
    """Keys belong to whoever used them."""
    return payment["payer"] == sa.bindparam(VIEWER_SUBJECT, type_=sa.Text())


_SEARCH_CUSTOMERS = """
What somebody typed, at most 5 words, all of which must be found. Empty: no search.
Letters are looked for in names, however they are spelt (Федоров, Фёдоров, Fedorov); two letters begin a word of one.
A word by itself may also begin an e-mail address, or be the id in another system.
Digits, with spaces or without, begin or end a phone number of the customer or of a line in service (0772 20 37 03,
+996 772 203703, 203703), end a customer's or a contract's number, begin or end an ICCID, or are a document's number.
Letters with digits begin a customer's or a contract's number, or are a document's.
Names that begin with what was typed come first, by the alphabet; orderBy overrules that.
What is masked for the caller is not searched: the search is refused where nothing else could be meant.
"""
_SEARCH_SIMS = """
What somebody typed, at most 5 words, all of which must be found. Empty: no search.
Digits begin or end an ICCID or an MSISDN, which may be typed with spaces and with 0 in place of the country's code.
"""
_NODE: Mapped = RootNode()
_NODES: Mapped = RootNode(many=True)


@strawberry.enum(description="Periods that moments fall into.")
class Bucket(enum.Enum):
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


@strawberry.input(description="What to group by.")
class AggregateGroupBy:
    field: FieldPath = strawberry.field(description="A field, or a path over to-one relations.")
    bucket: Bucket | None = strawberry.field(description="The period a moment falls into.", default=strawberry.UNSET)
    time_zone: str | None = strawberry.field(
        description="Time zone the periods begin in, IANA name; the operator's (`CRM_TIME_ZONE`) when absent.",
        default=strawberry.UNSET,
    )


@strawberry.enum(description="What groups can be ordered by.")
class AggregateOrderField(enum.Enum):
    COUNT = "COUNT"
    SUM = "SUM"
    KEYS = "KEYS"


@strawberry.input(description="An order of groups.")
class AggregateOrder:
    field: AggregateOrderField = strawberry.field(description="What to order by; SUM is the selected sum.")
    direction: OrderDirection = strawberry.field(description="Which end comes first.", default=OrderDirection.ASC)


@strawberry.type(description="One of the values a group has in common.")
class AggregateKey:
    field: str = strawberry.field(description="The path grouped by.")
    value: str | None = strawberry.field(description="The value, as text; a period by its first day.")


def _measure(description: str) -> Any:
    field = strawberry.field(description=description)
    return _with(field, [argument("field", Optional[FieldPath], "What to measure; a payment's amount by itself.")])


@strawberry.type(description="A group: what its rows have in common, and what they amount to.")
class AggregateRow:
    keys: list[AggregateKey] = strawberry.field(
        description="The group's keys, in order; where money is measured its currency is one of them."
    )
    cursor: str = strawberry.field(description="Give it to `after` to go on behind this group.")
    count: int = strawberry.field(description="How many rows.")
    count_distinct: int = _measure("How many different values.")
    sum: Decimal | None = _measure("The sum, exact.")
    avg: Decimal | None = _measure("The average.")
    min: str | None = _measure("The smallest value, as text.")
    max: str | None = _measure("The largest value, as text.")


TRUNCATED = "Where groups remain, `extensions.truncated` of the answer says how many, and how many rows are in them."


def _aggregate(target: str, description: str) -> Any:
    arguments = [
        argument("filter", Optional[lazily(target, "Filter")], "Only what matches."),
        argument("group_by", Optional[list[AggregateGroupBy]], "At most 4 keys; one group of all rows when absent."),
        argument("order_by", Optional[list[AggregateOrder]], "Ties go by the keys."),
        argument("first", Optional[int], f"How many groups, at most 10,000; 100 when absent. {TRUNCATED}"),
        argument("after", Optional[str], "Only groups after the one with this cursor, of the same groups and order."),
    ]
    return _with(mapped(description, RootAggregate(target.split(".")[1]), list[AggregateRow]), arguments)


@strawberry.type(description="Everything that can be read.")
class Query:
    node: Optional[Node] = _with(
        mapped("Whatever has this id; null when there is none, or the viewer may not see it.", _NODE),
        [argument("id", strawberry.ID, "An id of any type.")],
    )
    nodes: list[Optional[Node]] = _with(
        mapped("What has these ids, in their order, at most 100.", _NODES),
        [argument("ids", list[strawberry.ID], "Ids of any types.")],
    )
    viewer: Viewer = mapped("Who asks.", RootViewer())
    customer: object = _one("customer.Customer", "A customer.")
    customers: object = _many("customer.Customer", "Customers.", search=_SEARCH_CUSTOMERS)
    contract: object = _one("contract.Contract", "A contract.")
    contracts: object = _many("contract.Contract", "Contracts.")
    sim: object = _one("sim.Sim", "A SIM, by any of its keys.", iccid=Key("iccid"), msisdn=Key("msisdn", _working))
    sims: object = _many("sim.Sim", "SIMs.", search=_SEARCH_SIMS)
    phone_numbers: object = _many("sim.PhoneNumber", "The pool of numbers.")
    tariff: object = _one("tariff.Tariff", "A tariff, by id or code.", code=Key("code"))
    tariffs: object = _many("tariff.Tariff", "The catalogue.")
    payment: object = _one(
        "payment.Payment",
        "A payment, by id or by the key the caller began it with.",
        idempotency_key=Key("idempotency_key", _begun_by_viewer),
    )
    payments: object = _many("payment.Payment", "Payments.")
    refund: object = _one("refund.Refund", "A refund.")
    refunds: object = _many("refund.Refund", "Refunds.")
    bill: object = _one("bill.Bill", "A bill.")
    bills: object = _many("bill.Bill", "Bills.")
    ledger_entries: object = _many("ledger.LedgerEntry", "The journal: every side of every movement of money.")
    trial_balance: TrialBalance = _with(
        mapped("All accounts of one currency; for administrators.", RootTrialBalance("TrialBalance")),
        [argument("currency", Optional[CurrencyCode], "Which currency; the default one when absent.")],
    )
    statement: Optional[Statement] = _with(
        mapped(
            "A contract's account over a period; null when there is none.", RootStatement("Contract", "LedgerEntry")
        ),
        [
            argument("contract_id", strawberry.ID, "Whose account."),
            argument("from", datetime, "Where the period begins; this moment is part of it."),
            argument("to", datetime, "Where it ends; this moment is no longer part of it."),
        ],
    )
    settlement: object = _one("reconciliation.Settlement", "A gateway's settlement of a day.")
    settlements: object = _many("reconciliation.Settlement", "What gateways settled, day by day.")
    mismatch: object = _one("reconciliation.Mismatch", "A mismatch.")
    mismatches: object = _many("reconciliation.Mismatch", "Where gateways, payments and the ledger differ.")
    import_job: object = _one("imports.ImportJob", "A file that is, or was, taken in.")
    import_jobs: object = _many("imports.ImportJob", "Files that were taken in, the newest first.")
    ticket: object = _one("ticket.Ticket", "A ticket.")
    tickets: object = _many("ticket.Ticket", "Support tickets.")
    customers_aggregate: object = _aggregate("customer.Customer", "Figures over customers.")
    contracts_aggregate: object = _aggregate("contract.Contract", "Figures over contracts.")
    sims_aggregate: object = _aggregate("sim.Sim", "Figures over SIMs.")
    payments_aggregate: object = _aggregate("payment.Payment", "Figures over payments.")
    tickets_aggregate: object = _aggregate("ticket.Ticket", "Figures over tickets.")
    notifications: object = _many("notification.Notification", "Messages to customers.")
    events: object = _with(
        mapped(
            "What happened, in its order: what subscriptions with the same `since` would bring.",
            RootEvents("Event"),
            lazily("log.EventPage"),
        ),
        [
            argument("since", Optional[str], "A cursor: only what happened after it. Absent: from the beginning."),
            argument("first", Optional[int], "How many, at most 200; 50 when absent."),
        ],
    )
    jobs: object = _with(
        mapped(
            "Queued and scheduled work, the newest first; for administrators.",
            RootListing("Job", "id", "state"),
            list[lazily("job.Job")],  # type: ignore[misc]
        ),
        [
            argument("state", Optional[JobState], "Only those in this state."),
            argument("first", Optional[int], "How many, at most 200; 50 when absent."),
        ],
    )
    users: object = _many("user.User", "Staff; for administrators.")
    clients: object = _many("client.Client", "Applications that may sign people in; for administrators.")
    audit_entries: object = _many("audit.AuditEntry", "Who did what, when and from where; for administrators.")
    status_changes: object = _many("history.StatusChange", "Every transition of every state machine.")
