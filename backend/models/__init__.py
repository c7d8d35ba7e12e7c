"""Tables: one file per noun."""

from backend.models.audit import AuditChain, AuditChange, AuditDetail, AuditEntry
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
from backend.models.event import Event, EventEpoch, EventFloor, EventOrder, IdempotencyKey
from backend.models.history import NodeType, StatusChange
from backend.models.oauth import (
    AuthorizationCode,
    ClientKind,
    DeviceCode,
    OAuthClient,
    OAuthGrant,
    OneTimeCode,
    RefreshToken,
    Revocation,
    Session,
    SignIn,
    SigningKey,
)
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
from backend.models.ticket import (
    TICKET_STATES,
    Ticket,
    TicketAttachment,
    TicketComment,
    TicketPriority,
    TicketStatus,
    TicketTarget,
)
from backend.models.usage import AttemptCounter, CostBucket
from backend.models.user import RecoveryCode, User, UserRole, UserStatus

__all__ = [
    "CONTRACT_STATES", "CUSTOMER_STATES", "KYC_STATES", "PAYMENT_STATES", "PHONE_NUMBER_STATES", "SIM_STATES",
    "TICKET_STATES", "AttemptCounter", "AuditChain", "AuditChange", "AuditDetail", "AuditEntry", "AuthorizationCode",
    "Base", "ClientKind", "Contract", "ContractOption", "ContractStatus", "CostBucket", "Customer", "CustomerKind",
    "CustomerStatus", "DeviceCode", "DocumentKind", "Event", "EventEpoch", "EventFloor", "EventOrder",
    "IdempotencyKey", "IdentityDocument", "KycStatus",
    "Language", "Node", "NodeType", "NumberBinding", "OAuthClient", "OAuthGrant", "OneTimeCode", "Payment",
    "PaymentMethod", "PaymentStatus", "PhoneNumber", "PhoneNumberStatus", "RecoveryCode", "RefreshToken",
    "Revocation", "Session", "SignIn", "SigningKey", "Sim", "SimBinding", "SimKind", "SimStatus", "StateMachine",
    "StatusChange", "Tariff", "TariffCompatibility", "TariffOption", "Ticket",
    "TicketAttachment", "TicketComment", "TicketPriority", "TicketStatus", "TicketTarget",
    "Transition", "User", "UserRole", "UserStatus",
]  # fmt: skip
