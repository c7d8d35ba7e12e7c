"""The nouns: the tables whose rows have an id in the graph. What differs from noun to noun is declared here, once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend import identifiers
from backend.enums import total
from backend.identifiers import IdFormat
from backend.models.base import Base
from backend.models.bill import Bill
from backend.models.client import OAuthClient
from backend.models.contract import CONTRACT_STATES, Contract
from backend.models.customer import CUSTOMER_STATES, KYC_STATES, Customer, IdentityDocument
from backend.models.history import NodeType
from backend.models.imports import IMPORT_STATES, ImportJob, RejectedRow
from backend.models.ledger import LedgerEntry
from backend.models.notification import Notification
from backend.models.oauth import Session
from backend.models.payment import PAYMENT_STATES, Payment
from backend.models.reconciliation import Mismatch, Settlement
from backend.models.refund import REFUND_STATES, Refund
from backend.models.sim import PHONE_NUMBER_STATES, SIM_STATES, PhoneNumber, Sim
from backend.models.states import StateMachine
from backend.models.tariff import Tariff, TariffOption
from backend.models.ticket import TICKET_STATES, Ticket, TicketAttachment, TicketComment
from backend.models.user import User


@dataclass(frozen=True)
class Noun:
    """One noun.

    `graph_type`: the name of its type in the graph, by which events refer to it. `id`: the format of its ids, whose
    prefix is how audit entries refer to it.
    """

    model: type[Base]
    graph_type: str
    id: IdFormat[Any]
    machines: Sequence[StateMachine[Any]] = ()
    is_node: bool = True  # `node(id:)` finds it; others are reached through their parents
    in_log: bool = False  # events refer to it, although it has no state machine

    @property
    def name(self) -> str:
        """Its name in code and, in camel case, as a field of payloads: `phone_number`."""
        return re.sub("(?<!^)(?=[A-Z])", "_", self.graph_type).lower()

    @property
    def words(self) -> str:
        """Its name in texts, such as `phone number`."""
        return self.name.replace("_", " ")

    @property
    def has_events(self) -> bool:
        return bool(self.machines) or self.in_log

    def machine_of(self, verb: str) -> tuple[NodeType, StateMachine[Any], str]:
        """The state machine with a verb, its name in the history, and the column of its state. Raises StopIteration."""
        name, machine = next((name, each) for name, each in self.history().items() if verb in each.verbs)
        column = "status" if machine is self.machines[0] else f"{machine.noun}_status"
        return name, machine, column

    def history(self) -> Mapping[NodeType, StateMachine[Any]]:
        """Its state machines whose transitions are recorded in the history, by the name that they have there."""
        names = NodeType.__members__
        return {NodeType[name]: each for each in self.machines if (name := each.noun.upper()) in names}


NOUNS = (
    Noun(Customer, "Customer", identifiers.CUSTOMER_ID, (CUSTOMER_STATES, KYC_STATES)),
    Noun(IdentityDocument, "IdentityDocument", identifiers.IDENTITY_DOCUMENT_ID),
    Noun(Sim, "Sim", identifiers.SIM_ID, (SIM_STATES,)),
    Noun(PhoneNumber, "PhoneNumber", identifiers.PHONE_NUMBER_ID, (PHONE_NUMBER_STATES,)),
    Noun(Contract, "Contract", identifiers.CONTRACT_ID, (CONTRACT_STATES,)),
    Noun(Tariff, "Tariff", identifiers.TARIFF_ID),
    Noun(TariffOption, "TariffOption", identifiers.TARIFF_OPTION_ID),
    Noun(Payment, "Payment", identifiers.PAYMENT_ID, (PAYMENT_STATES,)),
    Noun(Refund, "Refund", identifiers.REFUND_ID, (REFUND_STATES,)),
    Noun(Bill, "Bill", identifiers.BILL_ID),
    Noun(LedgerEntry, "LedgerEntry", identifiers.ENTRY_ID, is_node=False),
    Noun(Settlement, "Settlement", identifiers.SETTLEMENT_ID),
    Noun(Mismatch, "Mismatch", identifiers.MISMATCH_ID),
    Noun(Ticket, "Ticket", identifiers.TICKET_ID, (TICKET_STATES,)),
    Noun(TicketComment, "TicketComment", identifiers.TICKET_COMMENT_ID, is_node=False),
    Noun(TicketAttachment, "TicketAttachment", identifiers.TICKET_ATTACHMENT_ID, is_node=False),
    Noun(Notification, "Notification", identifiers.NOTIFICATION_ID, in_log=True),
    Noun(ImportJob, "ImportJob", identifiers.IMPORT_JOB_ID, (IMPORT_STATES,)),
    Noun(RejectedRow, "RejectedRow", identifiers.REJECTED_ROW_ID),
    Noun(User, "User", identifiers.USER_ID),
    Noun(OAuthClient, "Client", identifiers.CLIENT_ID),
    Noun(Session, "Session", identifiers.SESSION_ID, is_node=False),
)
BY_GRAPH_TYPE: Mapping[str, Noun] = {noun.graph_type: noun for noun in NOUNS}
BY_MODEL: Mapping[type[Base], Noun] = {noun.model: noun for noun in NOUNS}
BY_PREFIX: Mapping[str, Noun] = {noun.id.prefix: noun for noun in NOUNS}
BY_MACHINE: Mapping[NodeType, Noun] = total(NodeType, {name: noun for noun in NOUNS for name in noun.history()})
