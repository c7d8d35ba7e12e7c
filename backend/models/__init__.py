"""Tables: one file per noun."""

from backend.models.base import Base, Node
from backend.models.contract import CONTRACT_STATES, Contract, ContractOption, ContractStatus
from backend.models.customer import (
    CUSTOMER_STATES,
    KYC_STATES,
    Customer,
    CustomerKind,
    CustomerStatus,
    DocumentKind,
    IdentityDocument,
    KycStatus,
    Language,
)
from backend.models.event import Event, IdempotencyKey
from backend.models.history import NodeType, StatusChange
from backend.models.payment import PAYMENT_STATES, Payment, PaymentMethod, PaymentStatus
from backend.models.sim import (
    PHONE_NUMBER_STATES,
    SIM_STATES,
    NumberBinding,
    PhoneNumber,
    PhoneNumberStatus,
    Sim,
    SimBinding,
    SimKind,
    SimStatus,
)
from backend.models.states import StateMachine, Transition
from backend.models.tariff import Tariff, TariffCompatibility, TariffOption
from backend.models.ticket import TICKET_STATES, Ticket, TicketPriority, TicketStatus

__all__ = [
    "CONTRACT_STATES", "CUSTOMER_STATES", "KYC_STATES", "PAYMENT_STATES", "PHONE_NUMBER_STATES", "SIM_STATES",
    "TICKET_STATES", "Base", "Contract", "ContractOption", "ContractStatus", "Customer", "CustomerKind",
    "CustomerStatus", "DocumentKind", "Event", "IdempotencyKey", "IdentityDocument", "KycStatus", "Language", "Node",
    "NodeType", "NumberBinding", "Payment", "PaymentMethod", "PaymentStatus", "PhoneNumber", "PhoneNumberStatus",
    "Sim", "SimBinding", "SimKind", "SimStatus", "StateMachine", "StatusChange", "Tariff", "TariffCompatibility",
    "TariffOption", "Ticket", "TicketPriority", "TicketStatus", "Transition",
]  # fmt: skip
