"""Acts on contracts that are booked for a later time, and their states."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import SCHEDULED_ACT_ID, ContractKey, NodeType, ScheduledActKey, TariffKey, TariffVersionKey
from backend.models.base import Ascii, Base, Code, Node, coded, node_key, one_of
from backend.models.contract import ClosingBalance
from backend.models.noun import noun
from backend.models.states import StateMachine


class ScheduledActKind(enum.StrEnum):
    CHANGE_TARIFF = "CHANGE_TARIFF"
    CHANGE_OPTIONS = "CHANGE_OPTIONS"
    CLOSE = "CLOSE"


class ScheduledActStatus(enum.StrEnum):
    PENDING = "PENDING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    SUPERSEDED = "SUPERSEDED"


_S = ScheduledActStatus

SCHEDULED_ACT_STATES = StateMachine(
    NodeType.SCHEDULED_ACT,
    [
        ([_S.PENDING], "do", _S.DONE),
        ([_S.PENDING], "fail", _S.FAILED),
        ([_S.PENDING], "cancel", _S.CANCELLED),
        ([_S.PENDING], "supersede", _S.SUPERSEDED),
    ],
)


@noun(SCHEDULED_ACT_ID, SCHEDULED_ACT_STATES)
class ScheduledAct(Node, Base):
    """An act that is done when `due_at` has come. A contract has at most one PENDING act of each kind.

    `tariff_version_id`: the version that was agreed on. `options`: codes of all options that the contract gets; null
    for a change of tariff that keeps those that fit. `balance`, `balance_to_id`: for CLOSE, as in `closeContract`.
    """

    __tablename__ = "scheduled_act"

    id: Mapped[ScheduledActKey] = node_key()
    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"))
    kind: Mapped[ScheduledActKind] = mapped_column(Code(ScheduledActKind))
    status: Mapped[ScheduledActStatus] = mapped_column(Code(ScheduledActStatus), server_default="PENDING")
    due_at: Mapped[datetime]
    tariff_id: Mapped[TariffKey | None] = mapped_column(sa.ForeignKey("tariff.id"))
    tariff_version_id: Mapped[TariffVersionKey | None]
    options: Mapped[list[str] | None] = mapped_column(ARRAY(sa.Text(collation="C")))
    balance: Mapped[ClosingBalance | None] = mapped_column(Code(ClosingBalance))
    balance_to_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"))
    reason: Mapped[str | None]
    failure_code: Mapped[Ascii | None]
    failure_message: Mapped[str | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", ScheduledActKind),
        one_of("status", ScheduledActStatus),
        one_of("balance", ClosingBalance),
        coded("failure_code"),
        sa.ForeignKeyConstraint(
            ["tariff_id", "tariff_version_id"],
            ["tariff_version.tariff_id", "tariff_version.id"],
            "fk_scheduled_act_version",
        ),
        sa.CheckConstraint("num_nonnulls(tariff_id, tariff_version_id) in (0, 2)", "version"),
        sa.CheckConstraint("(kind = 'CHANGE_TARIFF') = (tariff_id is not null)", "tariff"),
        sa.CheckConstraint(
            "case kind when 'CHANGE_OPTIONS' then options is not null when 'CLOSE' then options is null else true end",
            "options",
        ),
        sa.CheckConstraint("balance is null or kind = 'CLOSE'", "balance_of_closing"),
        sa.CheckConstraint("(balance is not distinct from 'MOVE') = (balance_to_id is not null)", "balance_to"),
        sa.CheckConstraint("(status = 'PENDING') = (ended_at is null)", "ended"),
        sa.CheckConstraint("(status = 'FAILED') = (failure_code is not null)", "failure"),
        sa.Index(
            "uq_scheduled_act_pending",
            "contract_id",
            "kind",
            unique=True,
            postgresql_where=sa.text("status = 'PENDING'"),
        ),
        sa.Index("ix_scheduled_act_due", "due_at", "id", postgresql_where=sa.text("status = 'PENDING'")),
        sa.Index(None, "contract_id", "created_at", "id"),
        sa.Index(None, "tariff_id"),
        sa.Index(None, "balance_to_id"),
    )
