"""What a form contains about a customer: identity document, name and contact data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from backend.days import today
from backend.models import CustomerKind, DocumentKind, Language
from backend.services import rules
from backend.services.matching import DocumentKey
from backend.settings import Settings


@dataclass(frozen=True)
class Document:
    """An identity document of a customer."""

    input_name: ClassVar[str] = "IdentityDocumentInput"
    later: ClassVar[frozenset[str]] = frozenset({"expires_on"})

    kind: Annotated[DocumentKind, "Kind of document."]
    number: Annotated[
        str,
        "Series and number in any notation: `ID-1234567` equals `id 1234567`. A placeholder such as `-` is refused.",
    ]
    country: Annotated[str, "Issuing country, ISO 3166-1 alpha-2."] = "KG"
    expires_on: Annotated[date | None, "Last day of validity; null when it is not known."] = None

    def checked(self, at: Sequence[str] = ("document",)) -> "Document":
        """The document with values in stored form. Raises Refusal INVALID_INPUT; its field begins with `at`."""
        number = rules.document_number(self.number, (*at, "number"))
        return Document(self.kind, number, rules.country(self.country, (*at, "country")), self.expires_on)

    @property
    def match_key(self) -> DocumentKey:
        """The document as it is compared with those of stored customers."""
        return DocumentKey(self.kind, self.country, rules.document_key(self.number, self.kind, self.country))

    @property
    def key(self) -> str:
        """Kind, country and comparable number, which together belong to one customer."""
        return f"{self.kind} {self.country} {rules.document_key(self.number, self.kind, self.country)}"


@dataclass(frozen=True)
class NewCustomer:
    """Data of a new customer."""

    kind: Annotated[CustomerKind, "Person or organisation."]
    name: Annotated[str, "Full name, surname first, or the organisation's name; it must contain a letter."]
    phone: Annotated[
        str,
        "Contact number, valid in its country, without letters or an extension, such as +996555123456. Without a plus "
        "sign it is read as a number of the default region, such as 0555 123 456.",
    ]
    email: Annotated[
        str | None,
        "Contact e-mail address; the part before the @ may have Latin letters, digits and punctuation only.",
    ] = None
    language: Annotated[Language | None, "Language of messages and documents for the customer."] = None
    document: Annotated[
        Document | None,
        "Identity document. An existing customer with this document and the same name is recognised; with another"
        " name the customer is a possible duplicate. A new document is added to a recognised customer.",
    ] = None
    birth_date: Annotated[
        date | None,
        "Birth date of a person, from 1900 to today. If it differs from the stored one, the customer is a possible"
        " duplicate; if none is stored, it is added to a recognised customer.",
    ] = None

    def checked(self, settings: Settings, at: tuple[str, ...] = ()) -> "NewCustomer":
        """The form with values in stored form. Raises Refusal; its field begins with `at`."""
        return NewCustomer(
            self.kind,
            rules.name(self.name, (*at, "name")),
            rules.phone(self.phone, settings, (*at, "phone")),
            None if self.email is None else rules.email(self.email, (*at, "email")),
            self.language,
            self.document.checked((*at, "document")) if self.document else None,
            self.birth_date and rules.birth_date(self.birth_date, self.kind, today(settings), (*at, "birthDate")),
        )
