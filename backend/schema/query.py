"""All queries."""

import enum
from decimal import Decimal
from typing import Any, Optional

import sqlalchemy as sa
import strawberry
from strawberry.types.arguments import StrawberryArgument
from strawberry.utils.str_converters import to_camel_case

from backend.auth.visibility import VIEWER_SUBJECT
from backend.models.sim import RETIRED_SIMS
from backend.models.states import text_list
from backend.planner.fields import (
    Key,
    Mapped,
    RootAggregate,
    RootMany,
    RootNode,
    RootOne,
)
from backend.schema import job, ledger, log, statement, viewer
from backend.schema.common import Node
from backend.schema.declare import argument, connection_arguments, lazy_type, mapped
from backend.schema.lists import OrderDirection
from backend.schema.scalars import FieldPath


def _with_arguments(field: Any, arguments: list[StrawberryArgument]) -> Any:
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
            texts.get(key, f"The {key.replace('_', ' ')}; exactly one argument is required."),
        )
        for key in found
    ]
    keyed = {to_camel_case(key): each for key, each in found.items()}
    return _with_arguments(mapped(description, RootOne(name, keyed), Optional[lazy_type(target)]), arguments)


def _many(target: str, description: str, *, search: str | None = None, node: str | None = None) -> Any:
    """All rows of a type. `search` and `node` are the descriptions of these arguments."""
    field = mapped(description, RootMany(target.split(".")[1]), lazy_type(target, "Connection"))
    more = [argument("node", Optional[strawberry.ID], node)] if node else []
    return _with_arguments(field, [*connection_arguments(target, search=search), *more])


def _not_retired(sim: Any) -> Any:
    """The condition of the unique index on `msisdn`: retired SIMs keep the number that they served."""
    return sa.literal_column(f"{sim.alias}.status not in ({text_list(RETIRED_SIMS)})", type_=sa.Boolean())


def _made_by_viewer(payment: Any) -> Any:
    """Idempotency keys are unique per caller."""
    return payment["payer"] == sa.bindparam(VIEWER_SUBJECT, type_=sa.Text())


_SEARCH_CUSTOMERS = """
Search term of at most 5 words, all of which must match. An empty text does not filter.
Letters match names in any spelling (Федоров, Фёдоров, Fedorov); two letters match the beginning of a word only.
A single word also matches the beginning of an e-mail address, or the id in another system.
Digits, with or without spaces, match the beginning or the end of a phone number of the customer or of a line in service
(0772 20 37 03, +996 772 203703, 203703), the end of a customer or contract number, the beginning or the end of an
ICCID, or the number of a document.
Letters with digits match the beginning of a customer or contract number, or the number of a document.
Names that begin with the term come first, in alphabetical order, unless `orderBy` is given.
Fields masked for the caller are not searched. A word that could match only such fields is refused.
"""
_SEARCH_SIMS = """
Search term of at most 5 words, all of which must match. An empty text does not filter.
Digits match the beginning or the end of an ICCID or an MSISDN; spaces, and 0 in place of the country code, are
accepted. Letters match the name, in any spelling, of the customer whose contract the SIM serves now.
"""
_NODE: Mapped = RootNode()
_NODES: Mapped = RootNode(many=True)


@strawberry.enum(description="Period of a time bucket.")
class Bucket(enum.Enum):
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


@strawberry.input(description="A group key.")
class AggregateGroupBy:
    field: FieldPath = strawberry.field(
        description="Field, or path over to-one relations, such as `contract.tariff.code`."
    )
    bucket: Bucket | None = strawberry.field(
        description="Period of the time bucket, for a field of type DateTime.", default=strawberry.UNSET
    )
    time_zone: str | None = strawberry.field(
        description="Time zone of the buckets (IANA name); `CRM_TIME_ZONE` when absent.",
        default=strawberry.UNSET,
    )


@strawberry.enum(description="Order of groups.")
class AggregateOrderField(enum.Enum):
    COUNT = "COUNT"
    SUM = "SUM"
    KEYS = "KEYS"


@strawberry.input(description="An order of groups.")
class AggregateOrder:
    field: AggregateOrderField = strawberry.field(description="Value to order by; SUM is the selected sum.")
    direction: OrderDirection = strawberry.field(description="Ascending or descending.", default=OrderDirection.ASC)


@strawberry.type(description="One key of a group.")
class AggregateKey:
    field: str = strawberry.field(description="Path of the key.")
    value: str | None = strawberry.field(description="Value as text; a bucket is given by its first day.")


def _measure(description: str) -> Any:
    field = strawberry.field(description=description)
    return _with_arguments(
        field, [argument("field", Optional[FieldPath], "Field to aggregate; for payments the amount when absent.")]
    )


@strawberry.type(description="A group of rows: its keys and its aggregates.")
class AggregateRow:
    keys: list[AggregateKey] = strawberry.field(
        description="The group's keys, in order; when money is aggregated, its currency is one of them."
    )
    cursor: str = strawberry.field(description="Cursor of the group; pass it as `after` to read the next groups.")
    count: int = strawberry.field(description="Number of rows.")
    count_distinct: int = _measure("Number of different values.")
    sum: Decimal | None = _measure("Exact sum.")
    avg: Decimal | None = _measure("Average.")
    min: str | None = _measure("Smallest value, as text.")
    max: str | None = _measure("Largest value, as text.")


TRUNCATED = "When groups are left out, `extensions.truncated` of the response contains the number of groups and rows."


def _aggregate(target: str, description: str) -> Any:
    arguments = [
        argument("filter", Optional[lazy_type(target, "Filter")], "Only rows that match the filter."),
        argument(
            "group_by", Optional[list[AggregateGroupBy]], "At most 4 group keys; one group of all rows when absent."
        ),
        argument("order_by", Optional[list[AggregateOrder]], "Order of the groups; ties are broken by the keys."),
        argument(
            "first",
            Optional[int],
            f"Number of groups, at most 10,000; 100 when absent. A group costs as much as a row of a list. {TRUNCATED}",
        ),
        argument(
            "after",
            Optional[str],
            "Only groups after this cursor. The group keys and the order must be those of the cursor.",
        ),
    ]
    return _with_arguments(mapped(description, RootAggregate(target.split(".")[1]), list[AggregateRow]), arguments)


@strawberry.type(description="All queries.")
class Query:
    node: Optional[Node] = _with_arguments(
        mapped("The node with this id; null when there is none or the viewer may not see it.", _NODE),
        [argument("id", strawberry.ID, "An id of any type.")],
    )
    nodes: list[Optional[Node]] = _with_arguments(
        mapped("The nodes with these ids, in the same order; at most 100.", _NODES),
        [argument("ids", list[strawberry.ID], "Ids of any types.")],
    )
    viewer: object = viewer.viewer
    customer: object = _one("customer.Customer", "A customer.")
    customers: object = _many("customer.Customer", "Customers.", search=_SEARCH_CUSTOMERS)
    contract: object = _one("contract.Contract", "A contract.")
    contracts: object = _many("contract.Contract", "Contracts.")
    sim: object = _one("sim.Sim", "A SIM, by any of its keys.", iccid=Key("iccid"), msisdn=Key("msisdn", _not_retired))
    sims: object = _many("sim.Sim", "SIMs.", search=_SEARCH_SIMS)
    phone_numbers: object = _many("sim.PhoneNumber", "The pool of phone numbers.")
    tariff: object = _one("tariff.Tariff", "A tariff, by id or code.", code=Key("code"))
    tariffs: object = _many("tariff.Tariff", "The catalogue of tariffs.")
    payment: object = _one(
        "payment.Payment",
        "A payment, by id or by the idempotency key that the caller gave.",
        idempotency_key=Key("idempotency_key", _made_by_viewer),
    )
    payments: object = _many("payment.Payment", "Payments.")
    refund: object = _one("refund.Refund", "A refund.")
    refunds: object = _many("refund.Refund", "Refunds.")
    bill: object = _one("bill.Bill", "A bill.")
    bills: object = _many("bill.Bill", "Bills.")
    ledger_entries: object = _many("ledger.LedgerEntry", "The ledger's journal: all entries of all postings.")
    trial_balance: object = ledger.trial_balance
    statement: object = statement.statement
    settlement: object = _one("reconciliation.Settlement", "A gateway's settlement of one day.")
    settlements: object = _many("reconciliation.Settlement", "Settlements of gateways by day.")
    mismatch: object = _one("reconciliation.Mismatch", "A mismatch.")
    mismatches: object = _many("reconciliation.Mismatch", "Mismatches between gateways, payments and the ledger.")
    import_job: object = _one("imports.ImportJob", "An import of a file.")
    import_jobs: object = _many("imports.ImportJob", "Imports of files, newest first.")
    ticket: object = _one("ticket.Ticket", "A ticket.")
    tickets: object = _many("ticket.Ticket", "Support tickets.")
    customers_aggregate: object = _aggregate("customer.Customer", "Aggregates over customers.")
    contracts_aggregate: object = _aggregate("contract.Contract", "Aggregates over contracts.")
    sims_aggregate: object = _aggregate("sim.Sim", "Aggregates over SIMs.")
    payments_aggregate: object = _aggregate("payment.Payment", "Aggregates over payments.")
    tickets_aggregate: object = _aggregate("ticket.Ticket", "Aggregates over tickets.")
    notifications: object = _many("notification.Notification", "Messages to customers.")
    events: object = log.events
    jobs: object = job.jobs
    users: object = _many("user.User", "Staff; for administrators.")
    clients: object = _many("client.Client", "Applications that may sign people in; for administrators.")
    audit_entries: object = _many(
        "audit.AuditEntry",
        "The audit trail; for administrators.",
        node="Only entries about the node with this id. A contract that a file registered, its SIM, its number and its "
        "customer have an entry here, with the changes of the row.",
    )
    status_changes: object = _many("history.StatusChange", "All transitions of all state machines.")
