"""Orders to the mobile network: what it is told about a line, and what became of it."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import PROVISIONING_ORDER_ID, ContractKey, PhoneNumberKey, ProvisioningOrderKey, SimKey
from backend.models.audit import View
from backend.models.base import Ascii, Base, Code, Node, coded, node_key, one_of
from backend.models.contract import Barring
from backend.models.noun import noun
from backend.models.states import StateMachine, text_list


class ProvisioningKind(enum.StrEnum):
    ACTIVATE = "ACTIVATE"
    SUSPEND = "SUSPEND"
    RESUME = "RESUME"
    CHANGE_SIM = "CHANGE_SIM"
    CHANGE_NUMBER = "CHANGE_NUMBER"
    CHANGE_SERVICES = "CHANGE_SERVICES"
    TERMINATE = "TERMINATE"


class ProvisioningStatus(enum.StrEnum):
    QUEUED = "QUEUED"
    SENT = "SENT"
    UNKNOWN = "UNKNOWN"
    CONFIRMED = "CONFIRMED"
    FAILED = "FAILED"
    SUPERSEDED = "SUPERSEDED"
    CANCELLED = "CANCELLED"


_S = ProvisioningStatus

# The transitions are not in the history: there are several for each registration, and the columns have their times.
PROVISIONING_ORDER_STATES = StateMachine(
    "provisioning_order",
    [
        ([_S.QUEUED], "send", _S.SENT),
        ([_S.SENT], "mark_unknown", _S.UNKNOWN),
        ([_S.SENT, _S.UNKNOWN], "confirm", _S.CONFIRMED),
        ([_S.QUEUED, _S.SENT, _S.UNKNOWN], "fail", _S.FAILED),
        ([_S.FAILED], "retry", _S.QUEUED),
        ([_S.QUEUED, _S.FAILED], "supersede", _S.SUPERSEDED),
        ([_S.QUEUED, _S.FAILED], "cancel", _S.CANCELLED),
    ],
)
# The network has it, and its outcome is not known.
UNDECIDED = (_S.SENT, _S.UNKNOWN)
UNDER_WAY = (_S.QUEUED, *UNDECIDED)
# Orders behind it about the same contract, SIM or number wait.
OPEN = (*UNDER_WAY, _S.FAILED)
REPLACEABLE = tuple(PROVISIONING_ORDER_STATES.sources("supersede"))
# What a network may still do although the order is closed: a confirmation is late then.
GIVEN_UP = (_S.FAILED, _S.SUPERSEDED, _S.CANCELLED)
_IS_OPEN = f"status in ({text_list(OPEN)})"


def _lane(column: str) -> sa.Index:
    """The open orders of one SIM or number, in their order."""
    condition = f"{column} is not null and {_IS_OPEN}" if column.startswith("old_") else _IS_OPEN
    return sa.Index(f"ix_provisioning_order_{column}_open", column, "place", postgresql_where=sa.text(condition))


class ServiceState(enum.StrEnum):
    """What a line has, or should have."""

    ACTIVE = "ACTIVE"
    BARRED = "BARRED"
    OFF = "OFF"


@noun(PROVISIONING_ORDER_ID, PROVISIONING_ORDER_STATES, in_log=True)
class ProvisioningOrder(Node, Base):
    """One order. Each says the whole state of the line: its SIM, its number and what is barred.

    `place`: orders of one contract, SIM or number are sent in this order, since the acts that write them hold the locks
    of their rows. `old_sim_id`, `old_phone_number_id`: what the line has until a change is confirmed. `ask_at`: when
    the network is asked about it; `asked`: how often it was. `late_at`: when it was confirmed although it was given up;
    `compensated_at`: when a new order was written therefore.
    """

    __tablename__ = "provisioning_order"

    id: Mapped[ProvisioningOrderKey] = node_key()
    place: Mapped[int] = mapped_column(
        sa.BigInteger, server_default=sa.text("nextval('provisioning_order_place')"), sort_order=-9
    )
    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"))
    sim_id: Mapped[SimKey] = mapped_column(sa.ForeignKey("sim.id"))
    phone_number_id: Mapped[PhoneNumberKey] = mapped_column(sa.ForeignKey("phone_number.id"))
    old_sim_id: Mapped[SimKey | None] = mapped_column(sa.ForeignKey("sim.id"))
    old_phone_number_id: Mapped[PhoneNumberKey | None] = mapped_column(sa.ForeignKey("phone_number.id"))
    kind: Mapped[ProvisioningKind] = mapped_column(Code(ProvisioningKind))
    barring: Mapped[Barring | None] = mapped_column(Code(Barring))
    status: Mapped[ProvisioningStatus] = mapped_column(Code(ProvisioningStatus), server_default="QUEUED")
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))
    sent_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    ask_at: Mapped[datetime | None]
    asked: Mapped[int] = mapped_column(server_default=sa.text("0"))
    failure_code: Mapped[Ascii | None]
    failure: Mapped[str | None]
    late_at: Mapped[datetime | None]
    compensated_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", ProvisioningKind),
        one_of("barring", Barring),
        one_of("status", ProvisioningStatus),
        coded("failure_code"),
        sa.CheckConstraint(f"(status in ({text_list(UNDECIDED)})) = (ask_at is not null)", "asked"),
        sa.CheckConstraint(f"status not in ({text_list(UNDECIDED)}) or sent_at is not null", "sent"),
        sa.CheckConstraint(f"(status in ({text_list(UNDER_WAY)})) = (finished_at is null)", "finished"),
        sa.CheckConstraint("(status = 'FAILED') <= (failure_code is not null)", "failure"),
        sa.CheckConstraint("compensated_at is null or late_at is not null", "compensated"),
        sa.Index("ix_provisioning_order_queued", "place", postgresql_where=sa.text("status = 'QUEUED'")),
        sa.Index("ix_provisioning_order_to_ask", "ask_at", postgresql_where=sa.text("ask_at is not null")),
        sa.Index(
            "ix_provisioning_order_late",
            "late_at",
            postgresql_where=sa.text("late_at is not null and compensated_at is null"),
        ),
        _lane("sim_id"),
        _lane("phone_number_id"),
        _lane("old_sim_id"),
        _lane("old_phone_number_id"),
        sa.Index(None, "contract_id", "place"),
        sa.Index(None, "created_at", "id"),
        # Nearly all orders are confirmed: those are found in the order of time.
        sa.Index(None, "status", "created_at", "id", postgresql_where=sa.text("status <> 'CONFIRMED'")),
    )


class ContractService(View):
    """What the contract wants, and what the network has by its last confirmation (a view).

    `actual` and `in_sync` are null without orders: the line was put into service before there were any.
    """

    __tablename__ = "contract_service"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    number: Mapped[Ascii]
    wanted: Mapped[ServiceState] = mapped_column(Code(ServiceState))
    barring: Mapped[Barring | None] = mapped_column(Code(Barring))
    actual: Mapped[ServiceState | None] = mapped_column(Code(ServiceState))
    in_sync: Mapped[bool | None]
    order_id: Mapped[ProvisioningOrderKey | None]
