"""Visible rows: predicates over a type's row and the viewer, which the policy assigns to types and roles."""

import uuid
from collections.abc import Callable
from typing import Any, assert_never

import sqlalchemy as sa

from backend.auth.viewer import Role
from backend.models import Contract
from backend.models.contract import IN_SERVICE

Predicate = Callable[[Any], sa.ColumnElement[bool]]

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
        case Role.ADMIN | Role.OPERATOR | Role.ANALYST | Role.SERVICE | Role.ANONYMOUS:
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


def of_line(row: Any) -> sa.ColumnElement[bool]:
    return row.contract_id == line_contract()  # type: ignore[no-any-return]


def of_own_contracts(row: Any) -> sa.ColumnElement[bool]:
    return row.contract_id.in_(own_contracts())  # type: ignore[no-any-return]


def active(row: Any) -> sa.ColumnElement[bool]:
    return row.active  # type: ignore[no-any-return]
