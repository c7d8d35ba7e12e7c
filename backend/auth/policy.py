"""The access policy: per graph type, which rows a role may read and which columns are masked. Denied by default.

Rows: `EVERYTHING`, `NOTHING`, or a predicate over the type's row and the viewer. A hidden row cannot be distinguished
from one that does not exist, in lists, counts, filters and aggregates alike.
Masks: a masked column cannot be filtered by, ordered by or searched, since that would reveal its values.
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
OWN = "own"  # the alias of the row of `own` in a statement


def _viewer(name: str) -> sa.BindParameter[uuid.UUID]:
    return sa.bindparam(name, type_=sa.Uuid())


def EVERYTHING(_: Any) -> sa.ColumnElement[bool]:  # noqa: N802  used like a constant
    return sa.true()


def NOTHING(_: Any) -> sa.ColumnElement[bool]:  # noqa: N802
    return sa.false()


@dataclass(frozen=True)
class TypePolicy:
    """Readable rows per role (none for a role that is absent) and masked columns per role."""

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


def _unless_null(mask: Mask) -> Mask:
    return lambda value: sa.case((value.is_(None), None), else_=mask(value))


_LIVE: list[sa.ColumnElement[str]] = [sa.literal_column("'ACTIVE'"), sa.literal_column("'SUSPENDED'")]


def own(role: Role) -> sa.Select[Any] | None:
    """The ids of the viewer's line or customer that predicates compare with, read once per statement.

    None for roles without a line. No row when the contract no longer has the number, is closed, or belongs to another
    customer.
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
    """The id of the viewer's customer, while the contract of the sign-in has the number and belongs to the customer."""
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


def _business_policy(
    line: Predicate,
    holder: Predicate,
    masks: Mapping[str, Mask] | None = None,
    subscriber_masks: Mapping[str, Mask] | None = None,
) -> TypePolicy:
    """Policy of customer data: staff and services read all rows, an analyst with masks, subscribers their own rows."""
    everybody = dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE), EVERYTHING)
    hidden = {Role.ANALYST: masks or {}, **dict.fromkeys(SUBSCRIBERS, subscriber_masks or {})}
    return TypePolicy({**everybody, Role.LINE: line, Role.HOLDER: holder}, hidden)


def _company_policy(masks: Mapping[str, Mask] | None = None) -> TypePolicy:
    """Policy of the company's own data: staff and services read all rows, an analyst with masks, subscribers none."""
    staff = dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE), EVERYTHING)
    return TypePolicy(staff, {Role.ANALYST: masks or {}})


def _mask_actor(value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The viewer's own actor name as it is; `subscriber:other` for other subscribers, `staff` for anyone else.

    A subscriber must not learn which employee acted, nor which other subscriber paid for their number.
    """
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


def _mask_contact_data(value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Free text with e-mail addresses, and numbers as long as a phone or document number, replaced by ***."""
    pattern: sa.ColumnElement[str] = sa.literal_column(r"'[[:alnum:]._%+-]+@[[:alnum:].-]+|\+?[0-9][0-9 ()-]{5,}[0-9]'")
    return sa.func.regexp_replace(value, pattern, _STARS, sa.literal_column("'g'"))


def _null_text(_: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.literal_column("null::text", type_=sa.Text())


def _null_date(_: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.literal_column("null::date", type_=sa.Date())


_MASKED_NUMBER = _unless_null(_keep_ends(6, 2))
_ADMIN_ONLY = TypePolicy({Role.ADMIN: EVERYTHING})
_ACTIVE: Predicate = lambda row: row.active  # noqa: E731  one line per rule


def _of_holder(row: Any) -> sa.ColumnElement[bool]:
    return row.customer_id == _holder()  # type: ignore[no-any-return]


def _of_line(row: Any) -> sa.ColumnElement[bool]:
    return row.contract_id == _line_contract()  # type: ignore[no-any-return]


def _of_own_contracts(row: Any) -> sa.ColumnElement[bool]:
    return row.contract_id.in_(_own_contracts())  # type: ignore[no-any-return]


POLICY: Mapping[str, TypePolicy] = {
    "Customer": _business_policy(
        NOTHING,
        lambda row: row.id == _holder(),
        {"name": _initial, "phone": _MASKED_NUMBER, "email": _unless_null(_initial), "birth_date": _null_date},
    ),
    "IdentityDocument": _business_policy(
        NOTHING, _of_holder, {"number": _initial, "issued_by": _unless_null(_initial)}
    ),
    "Contract": _business_policy(lambda row: row.id == _line_contract(), _of_holder),
    "Sim": _business_policy(
        _serves_line("sim_id"),
        _serves_own("sim_id"),
        {"msisdn": _MASKED_NUMBER, "imsi": _unless_null(_keep_ends(5, 0))},
    ),
    "PhoneNumber": _business_policy(
        _serves_line("phone_number_id"), _serves_own("phone_number_id"), {"msisdn": _MASKED_NUMBER}
    ),
    "Tariff": _business_policy(_ACTIVE, _ACTIVE),
    "TariffOption": _business_policy(_ACTIVE, _ACTIVE),
    # The payer of another subscriber's number reads that payment and nothing else of that line.
    "Payment": _business_policy(
        lambda row: sa.or_(_of_line(row), row.payer_contract_id == _line_contract()),
        lambda row: sa.or_(_of_own_contracts(row), row.payer_contract_id.in_(_own_contracts())),
    ),
    "Refund": _business_policy(
        _of_line,
        _of_own_contracts,
        {
            "reason": _mask_contact_data,
            "requested_by": _mask_contact_data,
            "decided_by": _unless_null(_mask_contact_data),
        },
        {"requested_by": _mask_actor, "decided_by": _unless_null(_mask_actor)},
    ),
    "Bill": _business_policy(_of_line, _of_own_contracts),
    "LedgerEntry": _business_policy(_of_line, _of_own_contracts, {"description": _unless_null(_mask_contact_data)}),
    "TrialBalance": TypePolicy({Role.ADMIN: EVERYTHING}),
    "Settlement": _company_policy({"imported_by": _mask_contact_data, "file_name": _unless_null(_mask_contact_data)}),
    "SettlementTotal": _company_policy(),
    "SettlementLine": _company_policy(),
    "Mismatch": _company_policy(
        {"decided_by": _unless_null(_mask_contact_data), "note": _unless_null(_mask_contact_data)}
    ),
    "MismatchCount": _company_policy(),
    "Ticket": _business_policy(
        _of_line,
        _of_holder,
        {
            "subject": _mask_contact_data,
            "description": _unless_null(_mask_contact_data),
            "assignee": _unless_null(_initial),
        },
        {"assignee": _unless_null(_mask_actor), "queue": _null_text},
    ),
    "TicketComment": _business_policy(
        lambda row: sa.and_(_of_line(row), ~row.internal),
        lambda row: sa.and_(_of_holder(row), ~row.internal),
        {"author": _mask_contact_data, "body": _mask_contact_data},
        {"author": _mask_actor},
    ),
    "TicketAttachment": _business_policy(
        lambda row: sa.and_(_of_line(row), ~row.internal),
        lambda row: sa.and_(_of_holder(row), ~row.internal),
        {"author": _mask_contact_data, "name": _mask_contact_data},
        {"author": _mask_actor},
    ),
    "StatusChange": _business_policy(
        _of_line,
        _of_holder,
        {"actor": _mask_contact_data, "reason": _unless_null(_mask_contact_data)},
        {"actor": _mask_actor},
    ),
    "SimBinding": _business_policy(_of_line, _of_own_contracts),
    "NumberBinding": _business_policy(_of_line, _of_own_contracts),
    "Notification": _business_policy(
        _of_line,
        _of_holder,
        {
            "recipient": _unless_null(_keep_ends(3, 2)),
            "subject": _unless_null(_mask_contact_data),
            "text": _mask_contact_data,
        },
        {"last_error": _null_text},
    ),
    "NotificationPreference": TypePolicy(
        {
            **dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE), EVERYTHING),
            Role.LINE: NOTHING,
            Role.HOLDER: _of_holder,
        }
    ),
    "Event": _business_policy(
        lambda row: sa.and_(sa.or_(_of_line(row), row.payer_contract_id == _line_contract()), ~row.internal),
        lambda row: sa.and_(sa.or_(_of_holder(row), row.payer_customer_id == _holder()), ~row.internal),
        {"reason": _unless_null(_mask_contact_data)},
    ),
    # Files contain lists of people: only roles that may register them read the rows.
    "ImportJob": _company_policy({"file_name": _mask_contact_data, "actor": _mask_contact_data}),
    "RejectedRow": TypePolicy(dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.SERVICE), EVERYTHING)),
    "RowFault": TypePolicy(dict.fromkeys((Role.ADMIN, Role.OPERATOR, Role.SERVICE), EVERYTHING)),
    # Notes may quote a line or a cell of the file.
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
_SIGNED_IN = frozenset({Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.LINE, Role.HOLDER})

# The roles that may call each mutation; other roles are refused before anything is read.
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
    # Decisions for which a second person is required: a program (SERVICE) may not make them.
    **dict.fromkeys(
        (
            "importSettlement", "applyRepair", "dismissMismatch", "approveRefund", "verifyCustomer",
            "rejectCustomerIdentity", "resubmitCustomerIdentity",
        ),
        frozenset({Role.ADMIN, Role.OPERATOR}),
    ),
    **dict.fromkeys(("endSession", "signOutEverywhere"), _SIGNED_IN),
}  # fmt: skip


# The roles that may open each subscription. The row predicates above apply to every event.
SUBSCRIPTIONS: Mapping[str, frozenset[Role]] = {
    **dict.fromkeys(
        ("paymentChanged", "statusChanged", "ticketChanged", "notificationAdded"), frozenset(Role) - {Role.ANONYMOUS}
    ),
    "bulkRegisterProgress": frozenset({Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE}),
}


def permissions(role: str) -> list[str]:
    """The names of the mutations that a role may call, sorted."""
    return sorted(name for name, roles in MUTATIONS.items() if Role(role) in roles)
