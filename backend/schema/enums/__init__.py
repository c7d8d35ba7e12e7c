"""The enums of the graph. The descriptions of all values are part of the operators' manual."""

from backend.schema.enums.access import ClientKind, Role, SignIn, UserRole, UserStatus
from backend.schema.enums.customer import (
    CustomerKind,
    CustomerStatus,
    CustomerTrait,
    DocumentKind,
    KycStatus,
    Language,
    MatchCode,
)
from backend.schema.enums.errors import ErrorCode
from backend.schema.enums.exports import ExportDialect, ExportFormat, ExportKind, ExportStatus
from backend.schema.enums.imports import Duplicates, ImportKind, ImportMode, ImportState, OnError, UnknownSims
from backend.schema.enums.line import ContractStatus, NodeType, PhoneNumberStatus, SimKind, SimStatus
from backend.schema.enums.money import (
    BillKind,
    LedgerAccountKind,
    PaymentMethod,
    PaymentStatus,
    PostingKind,
    RefundStatus,
)
from backend.schema.enums.reconciliation import (
    MismatchKind,
    MismatchStatus,
    Repair,
    SettlementLineKind,
    SettlementSource,
    SettlementStatus,
)
from backend.schema.enums.work import (
    JobState,
    NotificationChannel,
    NotificationError,
    NotificationPurpose,
    NotificationStatus,
    TicketPriority,
    TicketStatus,
)

__all__ = [
    "BillKind",
    "ClientKind",
    "ContractStatus",
    "CustomerKind",
    "CustomerStatus",
    "CustomerTrait",
    "DocumentKind",
    "Duplicates",
    "ErrorCode",
    "ExportDialect",
    "ExportFormat",
    "ExportKind",
    "ExportStatus",
    "ImportKind",
    "ImportMode",
    "ImportState",
    "JobState",
    "KycStatus",
    "Language",
    "LedgerAccountKind",
    "MatchCode",
    "MismatchKind",
    "MismatchStatus",
    "NodeType",
    "NotificationChannel",
    "NotificationError",
    "NotificationPurpose",
    "NotificationStatus",
    "OnError",
    "PaymentMethod",
    "PaymentStatus",
    "PhoneNumberStatus",
    "PostingKind",
    "RefundStatus",
    "Repair",
    "Role",
    "SettlementLineKind",
    "SettlementSource",
    "SettlementStatus",
    "SignIn",
    "SimKind",
    "SimStatus",
    "TicketPriority",
    "TicketStatus",
    "UnknownSims",
    "UserRole",
    "UserStatus",
]
