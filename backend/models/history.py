"""The history of all state machines, one row per node that an act moved. The application's role may only insert."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import ContractKey, CustomerKey, NodeType
from backend.models.audit import View
from backend.models.base import Ascii, Base, Code


class HistoryEntry(Base):
    """The transitions of one node in one act, which all have the time of the act.

    `act` is the number of the act, and `place` the place of the row among those of its act. `from_status` is the state
    before the first transition. `steps` are the transitions: verb, new state and place among all transitions of the
    act, such as "create DRAFT 1;accept ACCEPTED 2".
    """

    __tablename__ = "history_entry"

    act: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity())
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())
    node_id: Mapped[uuid.UUID]
    customer_id: Mapped[CustomerKey | None]
    contract_id: Mapped[ContractKey | None]
    place: Mapped[int] = mapped_column(server_default=sa.text("0"))
    node_type: Mapped[NodeType] = mapped_column(Code(NodeType))
    actor: Mapped[Ascii]
    from_status: Mapped[Ascii | None]
    steps: Mapped[Ascii]
    reason: Mapped[str | None]

    # Nothing refers to a row, so that no index makes sure of its key.
    __mapper_args__ = {"primary_key": [act, place]}
    __table_args__ = (
        # The form of a name, so that a new state machine changes no table.
        sa.CheckConstraint("node_type ~ '^[A-Z][A-Z_]*$'", "node_type"),
        # The view reads each step; one that it cannot read would make every page with it fail.
        sa.CheckConstraint(r"steps ~ '^[a-z_]+ [A-Z_]+ \d{1,9}(;[a-z_]+ [A-Z_]+ \d{1,9})*$'", "steps"),
        sa.Index(None, "node_id"),  # `history` of a node
        # `statusChanges`, and those of one state machine. The few rows of one time are sorted as they are read.
        sa.Index(None, "created_at"),
        sa.Index(None, "node_type", "created_at"),
    )


class StatusChange(View):
    """The transitions, a row for each (a view of `history_entry`). `id` consists of `act` and of the place in it."""

    __tablename__ = "status_change"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    node_type: Mapped[NodeType] = mapped_column(Code(NodeType))
    node_id: Mapped[uuid.UUID]
    customer_id: Mapped[CustomerKey | None]
    contract_id: Mapped[ContractKey | None]
    verb: Mapped[Ascii]
    from_status: Mapped[Ascii | None]
    to_status: Mapped[Ascii]
    actor: Mapped[Ascii]
    reason: Mapped[str | None]
    created_at: Mapped[datetime]
    act: Mapped[int] = mapped_column(sa.BigInteger)
