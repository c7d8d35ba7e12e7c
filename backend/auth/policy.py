"""Who sees what: per graph type, which rows a role sees and which fields it sees masked. Deny by default.

Rows: `EVERYTHING`, `NOTHING`, or a predicate over the type's row and the viewer. A hidden row looks exactly like one
that does not exist, in lists, counts, filters and aggregates alike.
Masks: a masked field cannot be filtered by, ordered by or searched, so that no mask is an oracle.
"""

import enum
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from backend.models import Contract


class Role(enum.StrEnum):
    ADMIN = "ADMIN"
    OPERATOR = "OPERATOR"
    ANALYST = "ANALYST"
    SUBSCRIBER = "SUBSCRIBER"
    SERVICE = "SERVICE"


@dataclass(frozen=True)
class Viewer:
    """Who asks: `actor` is what histories record, `customer_id` the customer a subscriber is."""

    role: Role
    actor: str
    customer_id: uuid.UUID | None = None
    language: str = "EN"
    time_zone: str = "Asia/Bishkek"
    currency: str = "KGS"


Predicate = Callable[[Any], sa.ColumnElement[bool]]
Mask = Callable[[sa.ColumnElement[Any]], sa.ColumnElement[Any]]

VIEWER_CUSTOMER = "viewer_customer_id"


def _viewer_customer() -> sa.BindParameter[uuid.UUID]:
    return sa.bindparam(VIEWER_CUSTOMER, type_=sa.Uuid())


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


def _staff(own: Predicate, masks: Mapping[str, Mask] | None = None) -> TypePolicy:
    rows = {Role.ADMIN: EVERYTHING, Role.OPERATOR: EVERYTHING, Role.ANALYST: EVERYTHING, Role.SUBSCRIBER: own}
    return TypePolicy(rows, {Role.ANALYST: masks} if masks else {})


def _own_contracts() -> sa.Select[tuple[uuid.UUID]]:
    contract = sa.alias(Contract.__table__, "own_contract")
    return sa.select(contract.c.id).where(contract.c.customer_id == _viewer_customer())


def _contract_held(column: str) -> Predicate:
    def own(row: Any) -> sa.ColumnElement[bool]:
        contract = sa.alias(Contract.__table__, "own_contract")
        return sa.exists().where(
            contract.c[column] == row.id,
            contract.c.customer_id == _viewer_customer(),
            contract.c.status.in_([sa.literal_column("'ACTIVE'"), sa.literal_column("'SUSPENDED'")]),
        )

    return own


_MASKED_NUMBER = _null_stays(_keep_ends(6, 2))

POLICY: Mapping[str, TypePolicy] = {
    "Customer": _staff(
        lambda row: row.id == _viewer_customer(),
        {"name": _initial, "phone": _MASKED_NUMBER, "email": _null_stays(_initial)},
    ),
    "IdentityDocument": _staff(
        lambda row: row.customer_id == _viewer_customer(), {"number": _initial, "issued_by": _null_stays(_initial)}
    ),
    "Contract": _staff(lambda row: row.customer_id == _viewer_customer()),
    "Sim": _staff(_contract_held("sim_id"), {"msisdn": _MASKED_NUMBER, "imsi": _null_stays(_keep_ends(5, 0))}),
    "PhoneNumber": _staff(_contract_held("phone_number_id"), {"msisdn": _MASKED_NUMBER}),
    "Tariff": _staff(lambda row: row.active),
    "TariffOption": _staff(lambda row: row.active),
    "Payment": _staff(lambda row: row.contract_id.in_(_own_contracts())),
    "Ticket": _staff(lambda row: row.customer_id == _viewer_customer()),
    "StatusChange": _staff(lambda row: row.customer_id == _viewer_customer()),
    "SimBinding": _staff(lambda row: row.contract_id.in_(_own_contracts())),
    "NumberBinding": _staff(lambda row: row.contract_id.in_(_own_contracts())),
}

# Which mutations a role may call; the rest is refused before anything is read.
MUTATIONS: Mapping[str, frozenset[Role]] = dict.fromkeys(
    (
        "getSim", "createCustomer", "updateCustomerContact", "suspendContract", "resumeContract", "closeContract",
    ),
    frozenset({Role.ADMIN, Role.OPERATOR}),
)  # fmt: skip


def permissions(role: str) -> list[str]:
    """What a role may do, as clients see it: the mutations by name."""
    return sorted(name for name, roles in MUTATIONS.items() if Role(role) in roles)
