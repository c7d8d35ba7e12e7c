"""The profile of a customer: addresses, further contacts, contact persons, notes, files of identity documents."""

from datetime import datetime

import strawberry

from backend import models
from backend.resolvers.ticket import file_url
from backend.schema.attachments import AttachedFile, download
from backend.schema.common import Node
from backend.schema.declare import column
from backend.schema.enums import AddressPurpose, ContactKind
from backend.schema.lists import graph_type

A = models.CustomerAddress
C = models.CustomerContact
P = models.ContactPerson
N = models.CustomerNote
F = models.IdentityDocumentFile


@strawberry.type(description="An address of a customer.")
class CustomerAddress(Node):
    purpose: AddressPurpose = column(A.purpose, "What it is for.")
    country: str = column(A.country, "Country, ISO 3166-1 alpha-2.")
    region: str | None = column(A.region, "Region, such as Чуйская область.")
    district: str | None = column(A.district, "District of the region.")
    locality: str = column(A.locality, "City, town or village.")
    street: str | None = column(A.street, "Street.")
    house: str | None = column(A.house, "House, with building and letter, such as 12/1.")
    flat: str | None = column(A.flat, "Flat or office.")
    postcode: str | None = column(A.postcode, "Postcode.")
    until: datetime | None = column(A.until, "Until when it was current; null for the current one of its purpose.")


@strawberry.type(description="A phone number or an e-mail address of a customer, beside the primary one.")
class CustomerContact(Node):
    kind: ContactKind = column(C.kind, "Phone number or e-mail address.")
    phone: str | None = column(C.phone, "The number, E.164; null for an e-mail address.")
    email: str | None = column(C.email, "The e-mail address; null for a phone number.")


@strawberry.type(description="A person who speaks for an organisation.")
class ContactPerson(Node):
    name: str = column(P.name, "Full name, surname first.")
    role: str | None = column(P.role, "Position or task in the organisation.")
    phone: str | None = column(P.phone, "Contact number, E.164.")
    email: str | None = column(P.email, "Contact e-mail address.")


@strawberry.type(description="A note of the staff about a customer.")
class CustomerNote(Node):
    author: str = column(N.author, "Who wrote it.")
    body: str = column(N.body, "Text of the note.")


@strawberry.type(description="A file that shows an identity document.")
class IdentityDocumentFile(AttachedFile):
    url: str | None = download(file_url)


CUSTOMER_ADDRESS = graph_type(CustomerAddress, A, {})
CUSTOMER_CONTACT = graph_type(CustomerContact, C, {})
CONTACT_PERSON = graph_type(ContactPerson, P, {})
CUSTOMER_NOTE = graph_type(CustomerNote, N, {})
IDENTITY_DOCUMENT_FILE = graph_type(IdentityDocumentFile, F, {})
