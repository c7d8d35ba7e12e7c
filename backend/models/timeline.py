"""What happened to a contract, whatever it is stored as."""

import enum
import uuid
from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import ContractKey, CustomerKey
from backend.models.audit import View
from backend.models.base import Ascii, Code


class TimelineKind(enum.StrEnum):
    STATUS = "STATUS"
    PAYMENT = "PAYMENT"
    TICKET = "TICKET"
    MESSAGE = "MESSAGE"
    DOCUMENT = "DOCUMENT"
    PROVISIONING = "PROVISIONING"


class TimelineEntry(View):
    """A transition of a contract or of a SIM or number that it had, or a payment, ticket, message or document of it.

    `node_type` is the prefix of the ids of `node_id`. `verb` to `reason` are those of a transition. `id` is that of the
    transition or the key of the node, and breaks ties of time; `key` is the same as text.
    """

    __tablename__ = "timeline_entry"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    key: Mapped[Ascii]
    kind: Mapped[TimelineKind] = mapped_column(Code(TimelineKind))
    contract_id: Mapped[ContractKey]
    customer_id: Mapped[CustomerKey | None]
    node_type: Mapped[Ascii]
    node_id: Mapped[uuid.UUID]
    verb: Mapped[Ascii | None]
    from_status: Mapped[Ascii | None]
    to_status: Mapped[Ascii | None]
    actor: Mapped[Ascii | None]
    reason: Mapped[str | None]
    created_at: Mapped[datetime]
