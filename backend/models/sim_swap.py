"""When a line last got its SIM or its number."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import ContractKey, CustomerKey, SimKey
from backend.models.audit import View


class SimSwap(View):
    """The last change of SIM or number of the line that a SIM serves (a view of the bindings).

    A new line, another SIM and another number count alike: since then, whoever receives the messages to the number may
    be somebody else.
    """

    __tablename__ = "sim_swap"

    sim_id: Mapped[SimKey] = mapped_column(primary_key=True)
    contract_id: Mapped[ContractKey]
    customer_id: Mapped[CustomerKey]
    last_at: Mapped[datetime]
