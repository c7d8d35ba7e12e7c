"""Visible rows: predicates over a type's row and the viewer, which the policy assigns to types and roles."""

import uuid
from collections.abc import Callable
from typing import Any, assert_never

import sqlalchemy as sa

from backend.auth.viewer import Role
from backend.errors import ErrorCode
from backend.models import Contract, CustomerMerge, NodeType, Request, TariffVersion
from backend.models.contract import CONFIDENTIAL_HOLDS, IN_SERVICE

Predicate = Callable[[Any], sa.ColumnElement[bool]]

VIEWER_CUSTOMER = "viewer_customer_id"
VIEWER_CONTRACT = "viewer_contract_id"
VIEWER_NUMBER = "viewer_phone_number_id"
VIEWER_SUBJECT = "viewer_subject"
VIEWER_SESSION = "viewer_session_id"
VIEWER_USER = "viewer_user_id"
VIEWER_NAME = "viewer_name"  # as in `actor`
# Codes of violations that tell about the values of a form, or about what is sold, and nothing about people.
_ABOUT_VALUES = (
    ErrorCode.INVALID_EMAIL, ErrorCode.INVALID_ICCID, ErrorCode.INVALID_INPUT, ErrorCode.INVALID_MSISDN,
    ErrorCode.INVALID_NAME, ErrorCode.INVALID_PHONE, ErrorCode.OPTION_INCOMPATIBLE, ErrorCode.OPTION_NOT_FOUND,
    ErrorCode.TARIFF_INACTIVE, ErrorCode.TARIFF_INCOMPATIBLE, ErrorCode.TARIFF_NOT_FOUND,
)  # fmt: skip
OWN = "own"  # the alias of the row of `own` in a statement


def _viewer(name: str) -> sa.BindParameter[uuid.UUID]:
    return sa.bindparam(name, type_=sa.Uuid())


def EVERYTHING(_: Any) -> sa.ColumnElement[bool]:  # noqa: N802  used like a constant
    return sa.true()


def NOTHING(_: Any) -> sa.ColumnElement[bool]:  # noqa: N802
    return sa.false()


_IN_SERVICE: list[sa.ColumnElement[str]] = [sa.literal_column(f"'{state}'") for state in IN_SERVICE]


def own(role: Role) -> sa.Select[Any] | None:
    """The ids of the viewer's line or customer that predicates compare with, read once per statement.

    None for roles without a line. No row when the contract no longer has the number, is closed, or belongs to another
    customer.
    """
    contract = sa.alias(Contract.__table__, "line")
    live = [
        contract.c.id == _viewer(VIEWER_CONTRACT),
        contract.c.phone_number_id == _viewer(VIEWER_NUMBER),
        contract.c.status.in_(_IN_SERVICE),
    ]
    match role:
        case Role.LINE:
            return sa.select(contract.c.id, contract.c.sim_id, contract.c.phone_number_id).where(*live)
        case Role.HOLDER:
            return sa.select(contract.c.customer_id).where(*live, contract.c.customer_id == _viewer(VIEWER_CUSTOMER))
        case Role.ADMIN | Role.OPERATOR | Role.ANALYST | Role.SERVICE | Role.PARTNER | Role.ANONYMOUS:
            return None
        case _:
            assert_never(role)


def _line(column: str) -> sa.ColumnElement[uuid.UUID]:
    return sa.literal_column(f"{OWN}.{column}", type_=sa.Uuid())


def line_contract() -> sa.ColumnElement[uuid.UUID]:
    return _line("id")


def holder() -> sa.ColumnElement[uuid.UUID]:
    """The id of the viewer's customer, while the contract of the sign-in has the number and belongs to the customer."""
    return _line("customer_id")


def own_contracts() -> sa.Select[tuple[uuid.UUID]]:
    contract = sa.alias(Contract.__table__, "own_contract")
    return sa.select(contract.c.id).where(contract.c.customer_id == holder())


def serves_line(column: str) -> Predicate:
    return lambda row: row.id == _line(column)


def serves_own(column: str) -> Predicate:
    def own(row: Any) -> sa.ColumnElement[bool]:
        contract = sa.alias(Contract.__table__, "own_contract")
        return sa.exists().where(
            contract.c[column] == row.id, contract.c.customer_id == holder(), contract.c.status.in_(_IN_SERVICE)
        )

    return own


def own_subject(row: Any) -> sa.ColumnElement[bool]:
    return row.subject == sa.bindparam(VIEWER_SUBJECT, type_=sa.Text())  # type: ignore[no-any-return]


OF_HOLDER = "holder:"  # begins the subject of what is a holder's, whatever line they signed in with


def of_holder_subject(row: Any) -> sa.ColumnElement[bool]:
    return row.subject == sa.func.concat(sa.literal_column(f"'{OF_HOLDER}'"), holder())  # type: ignore[no-any-return]


def submitted(row: Any) -> sa.ColumnElement[bool]:
    """A request that the viewer submitted."""
    return row.submitted_by == sa.bindparam(VIEWER_NAME, type_=sa.Text())  # type: ignore[no-any-return]


def _submitted_requests() -> sa.Select[tuple[uuid.UUID]]:
    request = sa.alias(Request.__table__, "submitted")
    return sa.select(request.c.id).where(submitted(request.c))


def of_submitted(row: Any) -> sa.ColumnElement[bool]:
    """A part of a request that the viewer submitted."""
    return row.request_id.in_(_submitted_requests())  # type: ignore[no-any-return]


def of_submitted_form(row: Any) -> sa.ColumnElement[bool]:
    """What was found in the values of the form. Whether they agree with what is stored of somebody is not told."""
    codes: list[sa.ColumnElement[str]] = [sa.literal_column(f"'{code}'") for code in _ABOUT_VALUES]
    return sa.and_(row.code.in_(codes), of_submitted(row))


def history_of_submitted(row: Any) -> sa.ColumnElement[bool]:
    is_request = row.node_type == sa.literal_column(f"'{NodeType.REQUEST}'")
    return sa.and_(is_request, row.node_id.in_(_submitted_requests()))


def OWN_NAME(value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:  # noqa: N802
    """A mask: the viewer's own actor name as it is, `staff` for anyone else."""
    mine = value == sa.bindparam(VIEWER_NAME, type_=sa.Text())
    return sa.case((mine, value), (value.is_not(None), sa.literal_column("'staff'")))


def OWN_ACTOR(value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:  # noqa: N802
    """A mask: the viewer's own actor name as it is; `subscriber:other` for other subscribers, `staff` for anyone else.

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
    return sa.case((value.is_(None), None), (own, value), else_=others)


def of_holder(row: Any) -> sa.ColumnElement[bool]:
    return row.customer_id == holder()  # type: ignore[no-any-return]


def of_holder_or_merged(row: Any) -> sa.ColumnElement[bool]:
    """Rows of histories, which keep the customer of their time: also those of customers merged into the holder."""
    merge = sa.alias(CustomerMerge.__table__, "merge")
    merged = sa.select(merge.c.other_id).where(merge.c.current_id == holder())
    return sa.or_(of_holder(row), row.customer_id.in_(merged))


def standing(row: Any) -> sa.ColumnElement[bool]:
    """Customers that were not merged into another one, who answers for them."""
    return row.merged_into_id.is_(None)  # type: ignore[no-any-return]


def of_line(row: Any) -> sa.ColumnElement[bool]:
    return row.contract_id == line_contract()  # type: ignore[no-any-return]


def of_own_contracts(row: Any) -> sa.ColumnElement[bool]:
    return row.contract_id.in_(own_contracts())  # type: ignore[no-any-return]


_CONFIDENTIAL: list[sa.ColumnElement[str]] = [sa.literal_column(f"'{reason}'") for reason in CONFIDENTIAL_HOLDS]


def is_told(hold: Any) -> sa.ColumnElement[bool]:
    """Whether subscribers may learn of a hold."""
    return hold.reason.not_in(_CONFIDENTIAL)  # type: ignore[no-any-return]


def active(row: Any) -> sa.ColumnElement[bool]:
    return row.active  # type: ignore[no-any-return]


def begun(row: Any) -> sa.ColumnElement[bool]:
    """Versions of tariffs that began: what will be sold is no news for subscribers yet."""
    return row.valid_from <= sa.func.now()  # type: ignore[no-any-return]


def of_begun_version(row: Any) -> sa.ColumnElement[bool]:
    version = sa.alias(TariffVersion.__table__, "begun")
    return sa.exists().where(version.c.id == row.tariff_version_id, begun(version.c))
