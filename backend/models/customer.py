"""Customers and their identity documents."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from backend.identifiers import CUSTOMER_ID, IDENTITY_DOCUMENT_ID, CustomerKey, IdentityDocumentKey, NodeType, UserKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of, suffix_indexes, trigram
from backend.models.noun import noun
from backend.models.states import StateMachine


class CustomerKind(enum.StrEnum):
    PERSON = "PERSON"
    ORGANISATION = "ORGANISATION"


class CustomerStatus(enum.StrEnum):
    PROSPECT = "PROSPECT"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    CLOSED = "CLOSED"


class KycStatus(enum.StrEnum):
    INITIALIZED = "INITIALIZED"
    VALIDATED = "VALIDATED"
    REJECTED = "REJECTED"


class IdentityRejection(enum.StrEnum):
    RETRY = "RETRY"
    FINAL = "FINAL"


class Language(enum.StrEnum):
    EN = "EN"
    RU = "RU"
    KY = "KY"


class Sex(enum.StrEnum):
    FEMALE = "FEMALE"
    MALE = "MALE"


class LegalForm(enum.StrEnum):
    LIMITED_COMPANY = "LIMITED_COMPANY"
    STOCK_COMPANY = "STOCK_COMPANY"
    PARTNERSHIP = "PARTNERSHIP"
    COOPERATIVE = "COOPERATIVE"
    SOLE_PROPRIETOR = "SOLE_PROPRIETOR"
    STATE_ENTERPRISE = "STATE_ENTERPRISE"
    PUBLIC_BODY = "PUBLIC_BODY"
    NON_PROFIT = "NON_PROFIT"
    BRANCH = "BRANCH"
    OTHER = "OTHER"


class DocumentKind(enum.StrEnum):
    ID_CARD = "ID_CARD"
    PASSPORT = "PASSPORT"
    RESIDENCE_PERMIT = "RESIDENCE_PERMIT"
    REGISTRATION_CERTIFICATE = "REGISTRATION_CERTIFICATE"


_C, _K = CustomerStatus, KycStatus
NO_NEW_CONTRACTS = (_C.CLOSED, _C.SUSPENDED)

CUSTOMER_STATES = StateMachine(
    NodeType.CUSTOMER,
    [
        ([_C.PROSPECT], "activate", _C.ACTIVE),
        ([_C.ACTIVE], "suspend", _C.SUSPENDED),
        ([_C.SUSPENDED], "resume", _C.ACTIVE),
        ([_C.PROSPECT, _C.ACTIVE, _C.SUSPENDED], "close", _C.CLOSED),
        ([_C.CLOSED], "reopen", _C.ACTIVE),
        # A merge changes no state; both customers have it in their history.
        *(([each], verb, each) for verb in ("merge", "unmerge") for each in _C),
    ],
)
KYC_STATES = StateMachine(
    NodeType.KYC,
    [
        ([_K.INITIALIZED], "validate", _K.VALIDATED),
        ([_K.INITIALIZED], "reject", _K.REJECTED),
        ([_K.REJECTED], "resubmit", _K.INITIALIZED),
        ([_K.VALIDATED], "expire", _K.INITIALIZED),
    ],
)


# What stands in place of an erased text that must not be empty.
ERASED = "—"

# Names are compared by one key, which is equal for all spellings of a name, and sorted by another. The database
# computes both, so that every writer stores the same keys.
NAME_KEY = "crm_name_key({})"
NAME_ORDER = "crm_name_order({})"

# The key by which document numbers are compared; the migrations define the function.
DOCUMENT_KEY = "crm_document_key(number, kind, country)"

_NOT_MERGED = sa.text("merged_into_id is null")


@noun(CUSTOMER_ID, CUSTOMER_STATES, KYC_STATES)
class Customer(Node, Base):
    """A customer. `phone` and `email` are the primary contacts; `customer_contact` has the others."""

    __tablename__ = "customer"

    id: Mapped[CustomerKey] = node_key()
    number: Mapped[Ascii] = mapped_column(
        unique=True, server_default=sa.text("'C' || lpad(nextval('customer_number')::text, 8, '0')")
    )
    kind: Mapped[CustomerKind] = mapped_column(Code(CustomerKind))
    name: Mapped[str]
    name_key: Mapped[Ascii] = mapped_column(sa.Computed(NAME_KEY.format("name"), persisted=True))
    name_order: Mapped[Ascii] = mapped_column(sa.Computed(NAME_ORDER.format("name"), persisted=True))
    phone: Mapped[Ascii]
    email: Mapped[Ascii | None]
    status: Mapped[CustomerStatus] = mapped_column(Code(CustomerStatus), server_default="PROSPECT")
    kyc_status: Mapped[KycStatus] = mapped_column(Code(KycStatus), server_default="INITIALIZED")
    kyc_rejection: Mapped[IdentityRejection | None] = mapped_column(Code(IdentityRejection))
    # Rejections since the last verification; null: none.
    kyc_attempts: Mapped[int | None]
    language: Mapped[Language] = mapped_column(Code(Language), server_default="RU")
    birth_date: Mapped[date | None]
    external_id: Mapped[Ascii | None]  # the customer's id in another system
    sex: Mapped[Sex | None] = mapped_column(Code(Sex))
    citizenship: Mapped[Ascii | None]
    tax_country: Mapped[Ascii | None]
    tax_number: Mapped[Ascii | None]
    legal_form: Mapped[LegalForm | None] = mapped_column(Code(LegalForm))
    account_manager_id: Mapped[UserKey | None] = mapped_column(sa.ForeignKey("user_account.id"))
    # The account manager in the form of `actor` in histories, so that queries need no join with users.
    account_manager: Mapped[Ascii | None]
    # The customer that this one was merged into. That one was merged into none, so that a chain has one link.
    merged_into_id: Mapped[CustomerKey | None] = mapped_column(sa.ForeignKey("customer.id"))
    erased_at: Mapped[datetime | None]  # since when the personal data is gone

    documents: Mapped[list["IdentityDocument"]] = relationship(back_populates="customer", lazy="raise")

    __table_args__ = (
        one_of("kind", CustomerKind),
        one_of("status", CustomerStatus),
        one_of("kyc_status", KycStatus),
        one_of("language", Language),
        one_of("kyc_rejection", IdentityRejection),
        sa.CheckConstraint("kyc_rejection is null or kyc_status = 'REJECTED'", "kyc_rejected"),
        sa.CheckConstraint("kyc_attempts > 0", "kyc_attempts"),
        sa.CheckConstraint("btrim(name) <> '' and length(name) <= 200", "name"),
        sa.CheckConstraint(r"phone ~ '^\+[1-9][0-9]{4,14}$'", "phone_e164"),
        sa.CheckConstraint("email = lower(email) and length(email) <= 254", "email"),
        sa.CheckConstraint("kind = 'PERSON' or birth_date is null", "birth_date"),
        one_of("sex", Sex),
        one_of("legal_form", LegalForm),
        sa.CheckConstraint("kind = 'PERSON' or num_nonnulls(sex, citizenship) = 0", "of_person"),
        sa.CheckConstraint("kind = 'ORGANISATION' or num_nonnulls(tax_number, legal_form) = 0", "of_organisation"),
        sa.CheckConstraint("citizenship ~ '^[A-Z]{2}$'", "citizenship"),
        sa.CheckConstraint("(tax_number is null) = (tax_country is null)", "tax"),
        sa.CheckConstraint("tax_country ~ '^[A-Z]{2}$'", "tax_country"),
        sa.CheckConstraint("btrim(tax_number) <> '' and length(tax_number) <= 30", "tax_number"),
        sa.CheckConstraint("(account_manager_id is null) = (account_manager is null)", "account_manager"),
        sa.CheckConstraint("merged_into_id <> id", "merged_into"),
        sa.CheckConstraint(
            f"erased_at is null or (name = '{ERASED}' and phone ~ '^[+]999[0-9]+$' and status = 'CLOSED'"
            " and num_nonnulls(email, birth_date, external_id, sex, citizenship, tax_number, legal_form,"
            " account_manager) = 0)",
            "erased",
        ),
        sa.Index(
            "uq_customer_external_id", "external_id", unique=True, postgresql_where=sa.text("external_id is not null")
        ),
        # Lists show no merged customers: with the survivor they are counted without reading the table. The index has no
        # condition, since tools that read the tables offer orders by complete indexes only.
        sa.Index(None, "created_at", "id", postgresql_include=["merged_into_id"]),
        sa.Index(None, "merged_into_id", postgresql_where=sa.text("merged_into_id is not null")),
        *suffix_indexes("customer", "number", "phone"),
        sa.Index(None, "name_key"),
        sa.Index(None, "name_order"),
        # Nearly all customers are active: those are found in the order of time.
        sa.Index(None, "status", "created_at", "id", postgresql_where=sa.text("status <> 'ACTIVE'")),
        sa.Index(None, "kyc_status", "created_at", postgresql_where=_NOT_MERGED),
        sa.Index(None, "phone"),
        sa.Index(None, "email"),
        sa.Index(None, "birth_date", postgresql_where=sa.text("birth_date is not null")),
        # Few customers have these.
        sa.Index(None, "tax_number", "created_at", postgresql_where=sa.text("tax_number is not null")),
        sa.Index(None, "account_manager", "created_at", postgresql_where=sa.text("account_manager is not null")),
        sa.Index(None, "erased_at", postgresql_where=sa.text("erased_at is not null")),
        sa.Index(
            "ix_customer_search",
            "name_key",
            "number",
            "phone",
            "email",
            **trigram("name_key", "number", "phone", "email"),
        ),
    )


@noun(IDENTITY_DOCUMENT_ID)
class IdentityDocument(Node, Base):
    __tablename__ = "identity_document"

    id: Mapped[IdentityDocumentKey] = node_key()
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"))
    kind: Mapped[DocumentKind] = mapped_column(Code(DocumentKind))
    number: Mapped[Ascii]
    country: Mapped[Ascii] = mapped_column(server_default="KG")
    # Equal for all spellings of one number. The key of a doubtful document equals no other key.
    number_key: Mapped[Ascii] = mapped_column(
        sa.Computed(f"case when doubtful then id::text else {DOCUMENT_KEY} end", persisted=True)
    )
    # Set for documents that are older than the comparison by key and have a placeholder or another document's number.
    doubtful: Mapped[bool] = mapped_column(server_default=sa.false())
    issued_by: Mapped[str | None]
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    verified_at: Mapped[datetime | None]  # when staff compared the document with the person
    replaced_at: Mapped[datetime | None]  # since when another document stands for it; it proves nothing any more
    expiry_told_at: Mapped[datetime | None]  # when the customer was told that it expires soon

    customer: Mapped[Customer] = relationship(back_populates="documents", lazy="raise")

    __table_args__ = (
        one_of("kind", DocumentKind),
        sa.UniqueConstraint("number_key", "kind", "country"),
        sa.CheckConstraint("number_key <> ''", "number_key"),
        sa.CheckConstraint("number = upper(btrim(number)) and number <> ''", "number"),
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", "country"),
        sa.CheckConstraint("expires_on > issued_on", "validity"),
        sa.Index(None, "customer_id"),
        # Verified documents that expire, for the job that looks for them.
        sa.Index(
            "ix_identity_document_expiring",
            "expires_on",
            postgresql_where=sa.text("verified_at is not null and expires_on is not null"),
        ),
    )
