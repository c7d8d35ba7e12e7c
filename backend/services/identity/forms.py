"""What a form contains about a customer: identity document, name and contact data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from backend.models import CustomerKind, DocumentKind, Language
from backend.services import rules
from backend.settings import Settings


@dataclass(frozen=True)
class Document:
    """An identity document. `country`: ISO 3166-1 alpha-2."""

    kind: DocumentKind
    number: str
    country: str = "KG"

    def checked(self, at: Sequence[str] = ("document",)) -> "Document":
        """The document with values in stored form. Raises Refusal INVALID_INPUT; its field begins with `at`."""
        number = rules.document_number(self.number, (*at, "number"))
        return Document(self.kind, number, rules.country(self.country, (*at, "country")))

    @property
    def key(self) -> str:
        """Kind, country and comparable number, which together belong to one customer."""
        return f"{self.kind} {self.country} {rules.document_key(self.number, self.kind, self.country)}"


@dataclass(frozen=True)
class NewCustomer:
    """The customer form. `document` finds a customer who is registered already."""

    kind: CustomerKind
    name: str
    phone: str
    email: str | None = None
    language: Language | None = None
    document: Document | None = None
    birth_date: date | None = None

    def checked(self, settings: Settings, at: tuple[str, ...] = ()) -> "NewCustomer":
        """The form with values in stored form. Raises Refusal; its field begins with `at`."""
        return NewCustomer(
            self.kind,
            rules.name(self.name, (*at, "name")),
            rules.phone(self.phone, settings, (*at, "phone")),
            None if self.email is None else rules.email(self.email, (*at, "email")),
            self.language,
            self.document.checked((*at, "document")) if self.document else None,
            self.birth_date
            and rules.birth_date(
                self.birth_date, self.kind, datetime.now(ZoneInfo(settings.time_zone)).date(), (*at, "birthDate")
            ),
        )
