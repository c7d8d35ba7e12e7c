"""The profile of a customer: addresses, further contacts, contact persons, notes, files of identity documents."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import (
    CONTACT_PERSON_ID,
    CUSTOMER_ADDRESS_ID,
    CUSTOMER_CONTACT_ID,
    CUSTOMER_NOTE_ID,
    IDENTITY_DOCUMENT_FILE_ID,
    ContactPersonKey,
    CustomerAddressKey,
    CustomerContactKey,
    CustomerKey,
    CustomerNoteKey,
    FileKey,
    IdentityDocumentKey,
)
from backend.models.attached import Attached, attached_args
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of, suffix_indexes
from backend.models.noun import noun

_PHONE = r"phone ~ '^\+[1-9][0-9]{4,14}$'"
_EMAIL = "email = lower(email) and length(email) <= 254"


class AddressPurpose(enum.StrEnum):
    REGISTRATION = "REGISTRATION"
    RESIDENCE = "RESIDENCE"


class ContactKind(enum.StrEnum):
    PHONE = "PHONE"
    EMAIL = "EMAIL"


class _OfCustomer:
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"), sort_order=-9)


@noun(CUSTOMER_ADDRESS_ID)
class CustomerAddress(_OfCustomer, Node, Base):
    """An address of a customer. One is current for each purpose; an earlier one has the time until which it was."""

    __tablename__ = "customer_address"

    id: Mapped[CustomerAddressKey] = node_key()
    purpose: Mapped[AddressPurpose] = mapped_column(Code(AddressPurpose))
    country: Mapped[Ascii] = mapped_column(server_default="KG")
    region: Mapped[str | None]
    district: Mapped[str | None]
    locality: Mapped[str]
    street: Mapped[str | None]
    house: Mapped[str | None]
    flat: Mapped[str | None]
    postcode: Mapped[Ascii | None]
    until: Mapped[datetime | None]

    __table_args__ = (
        one_of("purpose", AddressPurpose),
        sa.CheckConstraint("country ~ '^[A-Z]{2}$'", "country"),
        sa.CheckConstraint("btrim(locality) <> '' and length(locality) <= 100", "locality"),
        sa.CheckConstraint("greatest(length(region), length(district), length(street)) <= 100", "names"),
        sa.CheckConstraint("greatest(length(house), length(flat), length(postcode)) <= 20", "numbers"),
        sa.Index(
            "uq_customer_address_current",
            "customer_id",
            "purpose",
            unique=True,
            postgresql_where=sa.text("until is null"),
        ),
        sa.Index(None, "customer_id", "created_at", "id"),
    )


@noun(CUSTOMER_CONTACT_ID)
class CustomerContact(_OfCustomer, Node, Base):
    """A phone number or an e-mail address beside the primary ones, which are columns of `customer`.

    A trigger of `customer` deletes the row whose value becomes primary.
    """

    __tablename__ = "customer_contact"

    id: Mapped[CustomerContactKey] = node_key()
    kind: Mapped[ContactKind] = mapped_column(Code(ContactKind))
    phone: Mapped[Ascii | None]
    email: Mapped[Ascii | None]

    __table_args__ = (
        one_of("kind", ContactKind),
        sa.CheckConstraint("case kind when 'PHONE' then email else phone end is null", "one"),
        sa.CheckConstraint("case kind when 'PHONE' then phone else email end is not null", "value"),
        sa.CheckConstraint(_PHONE, "phone_e164"),
        sa.CheckConstraint(_EMAIL, "email"),
        sa.UniqueConstraint("customer_id", "phone"),
        sa.UniqueConstraint("customer_id", "email"),
        sa.Index(None, "phone"),
        sa.Index(None, "email"),
        *suffix_indexes("customer_contact", "phone"),
    )


@noun(CONTACT_PERSON_ID)
class ContactPerson(_OfCustomer, Node, Base):
    """A person who speaks for an organisation."""

    __tablename__ = "contact_person"

    id: Mapped[ContactPersonKey] = node_key()
    name: Mapped[str]
    role: Mapped[str | None]
    phone: Mapped[Ascii | None]
    email: Mapped[Ascii | None]

    __table_args__ = (
        sa.CheckConstraint("btrim(name) <> '' and length(name) <= 200", "name"),
        sa.CheckConstraint("btrim(role) <> '' and length(role) <= 100", "role"),
        sa.CheckConstraint(_PHONE, "phone_e164"),
        sa.CheckConstraint(_EMAIL, "email"),
        sa.Index(None, "customer_id", "created_at", "id"),
    )


@noun(CUSTOMER_NOTE_ID)
class CustomerNote(_OfCustomer, Node, Base):
    """A note of the staff about a customer. The customer does not read it."""

    __tablename__ = "customer_note"

    id: Mapped[CustomerNoteKey] = node_key()
    author: Mapped[Ascii]
    body: Mapped[str]

    __table_args__ = (
        sa.CheckConstraint("btrim(body) <> '' and length(body) <= 10000", "body"),
        sa.Index(None, "customer_id", "created_at", "id"),
    )


@noun(IDENTITY_DOCUMENT_FILE_ID, is_node=False)
class IdentityDocumentFile(Attached, _OfCustomer, Base):
    """A file that shows an identity document. Its content is in the file store, under this id."""

    __tablename__ = "identity_document_file"

    id: Mapped[FileKey] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"), sort_order=-10)
    document_id: Mapped[IdentityDocumentKey] = mapped_column(sa.ForeignKey("identity_document.id"))

    __table_args__ = (sa.Index(None, "customer_id"), *attached_args("document_id"))
