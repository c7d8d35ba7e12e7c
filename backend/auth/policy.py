"""Who sees what: per graph type, which rows a role sees and which fields it sees masked. Deny by default.

Rows: `EVERYTHING`, `NOTHING`, or a predicate over the type's row and the viewer. A hidden row looks exactly like one
that does not exist, in lists, counts, filters and aggregates alike.
Masks: a masked field cannot be filtered by, ordered by or searched, so that no mask is an oracle.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, assert_never

import sqlalchemy as sa

from backend.auth.viewer import SUBSCRIBERS, Role
from backend.models import Contract

Predicate = Callable[[Any], sa.ColumnElement[bool]]
Mask = Callable[[sa.ColumnElement[Any]], sa.ColumnElement[Any]]

VIEWER_CUSTOMER = "viewer_customer_id"
VIEWER_CONTRACT = "viewer_contract_id"
VIEWER_NUMBER = "viewer_phone_number_id"
VIEWER_SUBJECT = "viewer_subject"
VIEWER_SESSION = "viewer_session_id"
VIEWER_USER = "viewer_user_id"
OWN = "own"  # the name under which a statement has the row of `own`


def _viewer(name: str) -> sa.BindParameter[uuid.UUID]:
    return sa.bindparam(name, type_=sa.Uuid())


def EVERYTHING(_: Any) -> sa.ColumnElement[bool]:  # noqa: N802  reads as the constant it is
    return sa.true()


def NOTHING(_: Any) -> sa.ColumnElement[bool]:  # noqa: N802
    return sa.false()


@dataclass(frozen=True)
class TypePolicy:
    """Rows per role (a role that is absent sees none) and masked columns per role."""

    rows: Mapping[Role, Predicate]
    masks: Mapping[Role, Mapping[str, Mask]] = field(default_factory=dict)


_STARS: sa.ColumnElement[str] = sa.literal_column("'***'")


def _number(value: int) -> sa.ColumnElement[int]:
    return sa.literal_column(str(value))


def _keep_ends(start: int, end: int) -> Mask:
    def mask(value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        return sa.func.concat(sa.func.left(value, _number(start)), _STARS, sa.func.right(value, _number(end)))

    return mask


def _initial(value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.func.concat(sa.func.left(value, _number(1)), _STARS)


def _null_stays(mask: Mask) -> Mask:
    return lambda value: sa.case((value.is_(None), None), else_=mask(value))


_LIVE: list[sa.ColumnElement[str]] = [sa.literal_column("'ACTIVE'"), sa.literal_column("'SUSPENDED'")]


def own(role: Role) -> sa.Select[Any] | None:
    """What of the viewer's line the predicates compare with, looked up once for a whole statement; None for who has no
    line. It gives no row once the number has left the contract, or the line has left the customer.
    """
    contract = sa.alias(Contract.__table__, "line")
    live = [
        contract.c.id == _viewer(VIEWER_CONTRACT),
        contract.c.phone_number_id == _viewer(VIEWER_NUMBER),
        contract.c.status.in_(_LIVE),
    ]
    match role:
        case Role.LINE:
            return sa.select(contract.c.id, contract.c.sim_id, contract.c.phone_number_id).where(*live)
        case Role.HOLDER:
            return sa.select(contract.c.customer_id).where(*live, contract.c.customer_id == _viewer(VIEWER_CUSTOMER))
        case Role.ADMIN | Role.OPERATOR | Role.ANALYST | Role.SERVICE | Role.ANONYMOUS:
            return None
        case _:
            assert_never(role)


def _line(column: str) -> sa.ColumnElement[uuid.UUID]:
    return sa.literal_column(f"{OWN}.{column}", type_=sa.Uuid())


def _line_contract() -> sa.ColumnElement[uuid.UUID]:
    return _line("id")


def _holder() -> sa.ColumnElement[uuid.UUID]:
    """The customer a verified holder is, as long as the number they came by is still theirs."""
    return _line("customer_id")


def _own_contracts() -> sa.Select[tuple[uuid.UUID]]:
    contract = sa.alias(Contract.__table__, "own_contract")
    return sa.select(contract.c.id).where(contract.c.customer_id == _holder())


def _serves_line(column: str) -> Predicate:
    return lambda row: row.id == _line(column)


def _serves_own(column: str) -> Predicate:
    def own(row: Any) -> sa.ColumnElement[bool]:
        contract = sa.alias(Contract.__table__, "own_contract")
        return sa.exists().where(
            contract.c[column] == row.id, contract.c.customer_id == _holder(), contract.c.status.in_(_LIVE)
        )

    return own


def _own_subject(row: Any) -> sa.ColumnElement[bool]:
    return row.subject == sa.bindparam(VIEWER_SUBJECT, type_=sa.Text())  # type: ignore[no-any-return]


def _business(
    line: Predicate,
    holder: Predicate,
    masks: Mapping[str, Mask] | None = None,
    subscriber_masks: Mapping[str, Mask] | None = None,
) -> TypePolicy:
    """Business data: staff and services see all of it, an analyst with masks, subscribers their own."""
    everybody = dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE), EVERYTHING)
    hidden = {Role.ANALYST: masks or {}, **dict.fromkeys(SUBSCRIBERS, subscriber_masks or {})}
    return TypePolicy({**everybody, Role.LINE: line, Role.HOLDER: holder}, hidden)


def _books(masks: Mapping[str, Mask] | None = None) -> TypePolicy:
    """The company's own books: staff and services see all of it, an analyst with masks, subscribers nothing."""
    staff = dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE), EVERYTHING)
    return TypePolicy(staff, {Role.ANALYST: masks or {}})


def _own_number(value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Who of the staff did something is not a subscriber's business, nor which stranger: one may have paid for them."""
    contract = sa.alias(Contract.__table__, "acting")
    line: sa.ColumnElement[str] = sa.literal_column("'subscriber:con_'")
    mine = sa.exists().where(
        contract.c.customer_id == _viewer(VIEWER_CUSTOMER), value == sa.func.concat(line, contract.c.id)
    )
    own = sa.or_(value == sa.func.concat(line, sa.cast(_viewer(VIEWER_CONTRACT), sa.Text())), mine)
    others = sa.case(
        (sa.func.starts_with(value, line), sa.literal_column("'subscriber:other'")), else_=sa.literal_column("'staff'")
    )
    return sa.case((own, value), else_=others)


def _scrubbed(value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Free text without e-mail addresses and numbers long enough to be a phone or a document."""
    pattern: sa.ColumnElement[str] = sa.literal_column(r"'[[:alnum:]._%+-]+@[[:alnum:].-]+|\+?[0-9][0-9 ()-]{5,}[0-9]'")
    return sa.func.regexp_replace(value, pattern, _STARS, sa.literal_column("'g'"))


def _nothing(_: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.literal_column("null::text", type_=sa.Text())


def _no_day(_: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.literal_column("null::date", type_=sa.Date())


_MASKED_NUMBER = _null_stays(_keep_ends(6, 2))
_ADMIN_ONLY = TypePolicy({Role.ADMIN: EVERYTHING})
_ACTIVE: Predicate = lambda row: row.active  # noqa: E731  one line per rule is the point of this file


def _of_holder(row: Any) -> sa.ColumnElement[bool]:
    return row.customer_id == _holder()  # type: ignore[no-any-return]


def _of_line(row: Any) -> sa.ColumnElement[bool]:
    return row.contract_id == _line_contract()  # type: ignore[no-any-return]


def _of_own_contracts(row: Any) -> sa.ColumnElement[bool]:
    return row.contract_id.in_(_own_contracts())  # type: ignore[no-any-return]


POLICY: Mapping[str, TypePolicy] = {
    "Customer": _business(
        NOTHING,
        lambda row: row.id == _holder(),
        {"name": _initial, "phone": _MASKED_NUMBER, "email": _null_stays(_initial), "birth_date": _no_day},
    ),
    "IdentityDocument": _business(NOTHING, _of_holder, {"number": _initial, "issued_by": _null_stays(_initial)}),
    "Contract": _business(lambda row: row.id == _line_contract(), _of_holder),
    "Sim": _business(
        _serves_line("sim_id"), _serves_own("sim_id"), {"msisdn": _MASKED_NUMBER, "imsi": _null_stays(_keep_ends(5, 0))}
    ),
    "PhoneNumber": _business(
        _serves_line("phone_number_id"), _serves_own("phone_number_id"), {"msisdn": _MASKED_NUMBER}
    ),
    "Tariff": _business(_ACTIVE, _ACTIVE),
    "TariffOption": _business(_ACTIVE, _ACTIVE),
    # Who paid for somebody else's number sees that payment, and nothing else of that line.
    "Payment": _business(
        lambda row: sa.or_(_of_line(row), row.payer_contract_id == _line_contract()),
        lambda row: sa.or_(_of_own_contracts(row), row.payer_contract_id.in_(_own_contracts())),
    ),
    "Refund": _business(
        _of_line,
        _of_own_contracts,
        {"reason": _scrubbed, "requested_by": _scrubbed, "decided_by": _null_stays(_scrubbed)},
        {"requested_by": _own_number, "decided_by": _null_stays(_own_number)},
    ),
    "Bill": _business(_of_line, _of_own_contracts),
    "LedgerEntry": _business(_of_line, _of_own_contracts, {"description": _null_stays(_scrubbed)}),
    "TrialBalance": TypePolicy({Role.ADMIN: EVERYTHING}),
    "Settlement": _books({"imported_by": _scrubbed, "file_name": _null_stays(_scrubbed)}),
    "SettlementTotal": _books(),
    "SettlementLine": _books(),
    "Mismatch": _books({"decided_by": _null_stays(_scrubbed), "note": _null_stays(_scrubbed)}),
    "MismatchCount": _books(),
    "Ticket": _business(
        _of_line,
        _of_holder,
        {"subject": _scrubbed, "description": _null_stays(_scrubbed), "assignee": _null_stays(_initial)},
        {"assignee": _null_stays(_own_number), "queue": _nothing},
    ),
    "TicketComment": _business(
        lambda row: sa.and_(_of_line(row), ~row.internal),
        lambda row: sa.and_(_of_holder(row), ~row.internal),
        {"author": _scrubbed, "body": _scrubbed},
        {"author": _own_number},
    ),
    "TicketAttachment": _business(
        lambda row: sa.and_(_of_line(row), ~row.internal),
        lambda row: sa.and_(_of_holder(row), ~row.internal),
        {"author": _scrubbed, "name": _scrubbed},
        {"author": _own_number},
    ),
    "StatusChange": _business(
        _of_line, _of_holder, {"actor": _scrubbed, "reason": _null_stays(_scrubbed)}, {"actor": _own_number}
    ),
    "SimBinding": _business(_of_line, _of_own_contracts),
    "NumberBinding": _business(_of_line, _of_own_contracts),
    "Notification": _business(
        _of_line,
        _of_holder,
        {"recipient": _null_stays(_keep_ends(3, 2)), "subject": _null_stays(_scrubbed), "text": _scrubbed},
        {"last_error": _nothing},
    ),
    "NotificationPreference": TypePolicy(
        {
            **dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE), EVERYTHING),
            Role.LINE: NOTHING,
            Role.HOLDER: _of_holder,
        }
    ),
    "Event": _business(
        lambda row: sa.and_(sa.or_(_of_line(row), row.payer_contract_id == _line_contract()), ~row.internal),
        lambda row: sa.and_(sa.or_(_of_holder(row), row.payer_customer_id == _holder()), ~row.internal),
        {"reason": _null_stays(_scrubbed)},
    ),
    # Files hold whole lists of people: their rows are for those who may register them.
    "ImportJob": _books({"file_name": _scrubbed, "actor": _scrubbed}),
    "RejectedRow": TypePolicy(dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.SERVICE), EVERYTHING)),
    "RowFault": TypePolicy(dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.SERVICE), EVERYTHING)),
    # Notes repeat a line or a cell of the file at most.
    "ImportNote": TypePolicy(dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.SERVICE), EVERYTHING)),
    "Job": _ADMIN_ONLY,
    "User": _ADMIN_ONLY,
    "Client": _ADMIN_ONLY,
    "AuditEntry": _ADMIN_ONLY,
    "AuditChange": _ADMIN_ONLY,
    "Session": TypePolicy(
        {
            **dict.fromkeys((Role.OPERATOR, Role.ANALYST, Role.LINE, Role.HOLDER), _own_subject),
            Role.ADMIN: EVERYTHING,
        }
    ),
}

_STAFF = frozenset({Role.ADMIN, Role.OPERATOR, Role.SERVICE})
_ADMIN = frozenset({Role.ADMIN})
_EVERYBODY = frozenset({Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.LINE, Role.HOLDER})

# Who may call which mutation; the rest is refused before anything is read.
MUTATIONS: Mapping[str, frozenset[Role]] = {
    **dict.fromkeys(
        (
            "getSim", "createCustomer", "updateCustomerContact", "suspendContract", "resumeContract", "closeContract",
            "activateTicket", "suspendTicket", "resumeTicket", "blockTicket", "closeTicket", "discardTicket",
            "assignTicket",
            "prioritiseTicket", "resendNotification", "chargeContract", "adjustBalance", "reverseEntry",
            "setCreditLimit", "refundPayment", "rejectRefund", "bulkRegister", "pauseBulkRegister",
            "resumeBulkRegister", "cancelBulkRegister", "importSims", "importNumbers",
        ),
        _STAFF,
    ),
    **dict.fromkeys(("setNotificationPreference", "transferBalance"), _STAFF | {Role.HOLDER}),
    **dict.fromkeys(
        ("openTicket", "commentTicket", "attachToTicket", "getDeposit", "cancelPayment"), _STAFF | SUBSCRIBERS
    ),
    **dict.fromkeys(
        (
            "inviteUser", "setUserRole", "deactivateUser", "reactivateUser", "resetUserSecondFactor",
            "registerClient", "rotateClientSecret", "deactivateClient", "retryJob", "importTariffs",
        ),
        _ADMIN,
    ),
    # Decisions of people: a program does not stand in for the second person.
    **dict.fromkeys(
        (
            "importSettlement", "applyRepair", "dismissMismatch", "approveRefund", "verifyCustomer",
            "rejectCustomerIdentity", "resubmitCustomerIdentity",
        ),
        frozenset({Role.ADMIN, Role.OPERATOR}),
    ),
    **dict.fromkeys(("endSession", "signOutEverywhere"), _EVERYBODY),
}  # fmt: skip


# Who may open which subscription. What it brings is what the rows above let through, event by event.
SUBSCRIPTIONS: Mapping[str, frozenset[Role]] = {
    **dict.fromkeys(
        ("paymentChanged", "statusChanged", "ticketChanged", "notificationAdded"), frozenset(Role) - {Role.ANONYMOUS}
    ),
    "bulkRegisterProgress": frozenset({Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE}),
}


def permissions(role: str) -> list[str]:
    """What a role may do, as clients see it: the mutations by name."""
    return sorted(name for name, roles in MUTATIONS.items() if Role(role) in roles)
