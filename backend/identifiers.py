"""Keys of nodes (UUIDv7, RFC 9562 section 5.7) and the ids that clients use: a short type prefix and the key.

The keys of each noun have their own type, so that the type checker refuses a payment's key in place of a contract's.
"""

import enum
import os
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NewType, TypeVar

AuditEntryKey = NewType("AuditEntryKey", uuid.UUID)
BillKey = NewType("BillKey", uuid.UUID)
BlocklistEntryKey = NewType("BlocklistEntryKey", uuid.UUID)
ClientKey = NewType("ClientKey", uuid.UUID)
ContactPersonKey = NewType("ContactPersonKey", uuid.UUID)
CompatibilityRuleKey = NewType("CompatibilityRuleKey", uuid.UUID)
ConsentKey = NewType("ConsentKey", uuid.UUID)
ContractDocumentKey = NewType("ContractDocumentKey", uuid.UUID)
ContractKey = NewType("ContractKey", uuid.UUID)
CustomerAddressKey = NewType("CustomerAddressKey", uuid.UUID)
CustomerContactKey = NewType("CustomerContactKey", uuid.UUID)
CustomerKey = NewType("CustomerKey", uuid.UUID)
CustomerMergeKey = NewType("CustomerMergeKey", uuid.UUID)
CustomerNoteKey = NewType("CustomerNoteKey", uuid.UUID)
DuplicatePairKey = NewType("DuplicatePairKey", uuid.UUID)
DuplicateSearchKey = NewType("DuplicateSearchKey", uuid.UUID)
EntryKey = NewType("EntryKey", uuid.UUID)
ExportJobKey = NewType("ExportJobKey", uuid.UUID)
FileKey = NewType("FileKey", uuid.UUID)
GrantKey = NewType("GrantKey", uuid.UUID)
IdentityDocumentKey = NewType("IdentityDocumentKey", uuid.UUID)
ImportJobKey = NewType("ImportJobKey", uuid.UUID)
LedgerAccountKey = NewType("LedgerAccountKey", uuid.UUID)
MismatchKey = NewType("MismatchKey", uuid.UUID)
NetworkDriftKey = NewType("NetworkDriftKey", uuid.UUID)
NotificationKey = NewType("NotificationKey", uuid.UUID)
PaymentKey = NewType("PaymentKey", uuid.UUID)
PhoneNumberKey = NewType("PhoneNumberKey", uuid.UUID)
PostingKey = NewType("PostingKey", uuid.UUID)
ProvisioningOrderKey = NewType("ProvisioningOrderKey", uuid.UUID)
RefundKey = NewType("RefundKey", uuid.UUID)
RejectedRowKey = NewType("RejectedRowKey", uuid.UUID)
RequestAttachmentKey = NewType("RequestAttachmentKey", uuid.UUID)
RequestKey = NewType("RequestKey", uuid.UUID)
ScheduledActKey = NewType("ScheduledActKey", uuid.UUID)
SessionKey = NewType("SessionKey", uuid.UUID)
SettlementKey = NewType("SettlementKey", uuid.UUID)
SimKey = NewType("SimKey", uuid.UUID)
TariffKey = NewType("TariffKey", uuid.UUID)
TariffOptionKey = NewType("TariffOptionKey", uuid.UUID)
TariffVersionKey = NewType("TariffVersionKey", uuid.UUID)
TicketCommentKey = NewType("TicketCommentKey", uuid.UUID)
TicketKey = NewType("TicketKey", uuid.UUID)
UserKey = NewType("UserKey", uuid.UUID)
ValidationRuleKey = NewType("ValidationRuleKey", uuid.UUID)

# The types that columns may have; the declarative base maps each of them to `uuid`.
KEY_TYPES: tuple[Callable[[uuid.UUID], uuid.UUID], ...] = tuple(
    each for each in list(vars().values()) if isinstance(each, NewType)
)

Key = TypeVar("Key", bound=uuid.UUID)
_CANONICAL = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")  # the one spelling of a key (RFC 9562)


def uuid7() -> uuid.UUID:
    """Create a key: 48 bits of Unix milliseconds, then 74 random bits. Keys sort by their time of creation."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80 | random_bits
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return uuid.UUID(int=value)


def decode_id(text: str) -> tuple[str, uuid.UUID] | None:
    """Prefix and key of an id of any noun; None when the text is not an id in canonical spelling."""
    prefix, _, rest = text.partition("_")
    return (prefix, uuid.UUID(rest)) if _CANONICAL.fullmatch(rest) else None


@dataclass(frozen=True)
class IdFormat(Generic[Key]):
    """The ids of one noun: `prefix`, an underscore and the key, such as `cus_0190…`."""

    prefix: str
    key_type: Callable[[uuid.UUID], Key]

    def new_key(self) -> Key:
        """A key for a new row."""
        return self.key_type(uuid7())

    def parse_key(self, text: str) -> Key:
        """A key that was stored as text, without the prefix. Raises ValueError."""
        return self.key_type(uuid.UUID(text))

    def encode(self, key: Key) -> str:
        """The id of a key."""
        return f"{self.prefix}_{key}"

    def decode(self, text: str) -> Key | None:
        """The key of an id; None when the text is not an id of this noun."""
        decoded = decode_id(text)
        return self.key_type(decoded[1]) if decoded is not None and decoded[0] == self.prefix else None


BILL_ID = IdFormat("bil", BillKey)
BLOCKLIST_ENTRY_ID = IdFormat("blk", BlocklistEntryKey)
CLIENT_ID = IdFormat("cli", ClientKey)
CONTACT_PERSON_ID = IdFormat("cpe", ContactPersonKey)
COMPATIBILITY_RULE_ID = IdFormat("cor", CompatibilityRuleKey)
CONSENT_ID = IdFormat("cns", ConsentKey)
CONTRACT_DOCUMENT_ID = IdFormat("cdo", ContractDocumentKey)
CONTRACT_ID = IdFormat("con", ContractKey)
CUSTOMER_ADDRESS_ID = IdFormat("adr", CustomerAddressKey)
CUSTOMER_CONTACT_ID = IdFormat("cct", CustomerContactKey)
CUSTOMER_ID = IdFormat("cus", CustomerKey)
CUSTOMER_NOTE_ID = IdFormat("cno", CustomerNoteKey)
CUSTOMER_MERGE_ID = IdFormat("mer", CustomerMergeKey)
DUPLICATE_PAIR_ID = IdFormat("dup", DuplicatePairKey)
DUPLICATE_SEARCH_ID = IdFormat("dse", DuplicateSearchKey)
ENTRY_ID = IdFormat("ent", EntryKey)
EXPORT_JOB_ID = IdFormat("exp", ExportJobKey)
IDENTITY_DOCUMENT_FILE_ID = IdFormat("dfi", FileKey)
IDENTITY_DOCUMENT_ID = IdFormat("doc", IdentityDocumentKey)
IMPORT_JOB_ID = IdFormat("imp", ImportJobKey)
MISMATCH_ID = IdFormat("mis", MismatchKey)
NETWORK_DRIFT_ID = IdFormat("ndr", NetworkDriftKey)
NOTIFICATION_ID = IdFormat("not", NotificationKey)
PAYMENT_ID = IdFormat("pay", PaymentKey)
PHONE_NUMBER_ID = IdFormat("num", PhoneNumberKey)
PROVISIONING_ORDER_ID = IdFormat("prv", ProvisioningOrderKey)
REFUND_ID = IdFormat("ref", RefundKey)
REJECTED_ROW_ID = IdFormat("rej", RejectedRowKey)
REQUEST_ATTACHMENT_ID = IdFormat("rqa", RequestAttachmentKey)
REQUEST_ID = IdFormat("req", RequestKey)
SCHEDULED_ACT_ID = IdFormat("sca", ScheduledActKey)
SESSION_ID = IdFormat("ses", SessionKey)
SETTLEMENT_ID = IdFormat("set", SettlementKey)
SIM_ID = IdFormat("sim", SimKey)
TARIFF_ID = IdFormat("tar", TariffKey)
TARIFF_OPTION_ID = IdFormat("opt", TariffOptionKey)
TARIFF_VERSION_ID = IdFormat("tav", TariffVersionKey)
TICKET_ATTACHMENT_ID = IdFormat("att", FileKey)
TICKET_COMMENT_ID = IdFormat("cmt", TicketCommentKey)
TICKET_ID = IdFormat("tic", TicketKey)
USER_ID = IdFormat("usr", UserKey)
VALIDATION_RULE_ID = IdFormat("rul", ValidationRuleKey)


class NodeType(enum.StrEnum):
    """The names of state machines in the history. KYC is the customer's second state machine."""

    CUSTOMER = "CUSTOMER"
    KYC = "KYC"
    SIM = "SIM"
    PHONE_NUMBER = "PHONE_NUMBER"
    CONTRACT = "CONTRACT"
    DUPLICATE_PAIR = "DUPLICATE_PAIR"
    PAYMENT = "PAYMENT"
    REFUND = "REFUND"
    TICKET = "TICKET"
    REQUEST = "REQUEST"
    SCHEDULED_ACT = "SCHEDULED_ACT"
