"""Differences between contracts and the lines of the mobile network, as the last comparison found them."""

import enum
import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import NETWORK_DRIFT_ID, ContractKey, NetworkDriftKey, ProvisioningOrderKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.contract import Barring
from backend.models.noun import noun


class NetworkDriftKind(enum.StrEnum):
    MISSING = "MISSING"
    UNEXPECTED = "UNEXPECTED"
    DIFFERENT = "DIFFERENT"


class NetworkMend(enum.StrEnum):
    """What mends a difference: an act, or somebody in the network where it is no line of a contract."""

    RETRY_PROVISIONING = "RETRY_PROVISIONING"
    MEND_NETWORK_DRIFT = "MEND_NETWORK_DRIFT"
    BY_HAND = "BY_HAND"


@noun(NETWORK_DRIFT_ID, in_log=True)
class NetworkDrift(Node, Base):
    """One difference. `line_key`: by which the network knows the line; it is the key of the contract, if there is one.

    `iccid`, `msisdn` and `barring` are what the network has; null where it has no line. `order_id`: the failed order of
    the contract. `mended_at`: when an order was written therefore. A comparison deletes what it does not find again.
    """

    __tablename__ = "network_drift"

    id: Mapped[NetworkDriftKey] = node_key()
    kind: Mapped[NetworkDriftKind] = mapped_column(Code(NetworkDriftKind))
    mend: Mapped[NetworkMend] = mapped_column(Code(NetworkMend))
    line_key: Mapped[uuid.UUID] = mapped_column(unique=True)
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    order_id: Mapped[ProvisioningOrderKey | None] = mapped_column(sa.ForeignKey("provisioning_order.id"), index=True)
    iccid: Mapped[Ascii | None]
    msisdn: Mapped[Ascii | None]
    barring: Mapped[Barring | None] = mapped_column(Code(Barring))
    mended_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", NetworkDriftKind),
        one_of("mend", NetworkMend),
        one_of("barring", Barring),
        sa.CheckConstraint("(kind = 'MISSING') = (iccid is null)", "missing"),
        sa.CheckConstraint("(contract_id is null) = (mend = 'BY_HAND')", "by_hand"),
        sa.CheckConstraint("(order_id is not null) = (mend = 'RETRY_PROVISIONING')", "retry"),
        sa.Index(None, "created_at", "id"),
    )
