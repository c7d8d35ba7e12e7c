"""The fields of a request: found in what came in, and brought into stored form by the rules of the single acts.

Names of fields are compared by their letters and digits only, so that `birth_date`, `birthDate` and `Birth date` are
one. Fields of the customer may stand at the top or under `customer`, those of a document under `document` or with its
name as their beginning. Unknown fields are kept in `raw` and not read.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, TypeVar

from backend.days import today
from backend.errors import ErrorCode, Refusal
from backend.exact_json import ExactNumber
from backend.models import CustomerKind, DocumentKind, Language, Severity
from backend.services import rules
from backend.services.checking import Violation
from backend.services.identity import Document
from backend.settings import Settings

MAX_VALUE_CHARACTERS = 1_000  # of one field; longer texts are no value of any rule
_LOCAL_DATE = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})\s*")  # as it is written in Kyrgyzstan: day first

# The names of each field in a form, compared by `_plain`. The first is that of the API.
_NAMES: Mapping[str, Sequence[str]] = {
    "customer_kind": ("customerKind", "kind", "customerType"),
    "name": ("name", "fullName", "fio", "фио", "имя", "customerName"),
    "surname": ("surname", "lastName", "familyName", "фамилия"),
    "given_name": ("givenName", "firstName"),
    "patronymic": ("patronymic", "middleName", "отчество"),
    "phone": ("phone", "phoneNumber", "telephone", "contactPhone", "mobile", "телефон"),
    "email": ("email", "emailAddress", "contactEmail"),
    "language": ("language", "lang"),
    "birth_date": ("birthDate", "dateOfBirth", "dob", "birthday", "датарождения"),
    "document_kind": ("documentKind", "documentType"),
    "document_number": ("documentNumber", "passport", "passportNumber", "idNumber", "паспорт"),
    "document_country": ("documentCountry",),
    "tariff_code": ("tariffCode", "tariff", "plan"),
    "options": ("options", "optionCodes"),
    "iccid": ("iccid", "sim"),
    "msisdn": ("msisdn", "number", "requestedNumber"),
}
_IN_DOCUMENT = {
    "kind": "document_kind",
    "type": "document_kind",
    "number": "document_number",
    "country": "document_country",
}
_PARTS_OF_NAME = ("surname", "given_name", "patronymic")


@dataclass(frozen=True)
class Form:
    """The fields of a request in stored form; None where one is absent or was refused by its rule."""

    customer_kind: CustomerKind | None = None
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    language: Language | None = None
    birth_date: date | None = None
    document_kind: DocumentKind | None = None
    document_number: str | None = None
    document_country: str | None = None
    tariff_code: str | None = None
    options: list[str] = field(default_factory=list)
    iccid: str | None = None
    msisdn: str | None = None

    @property
    def document(self) -> Document | None:
        if self.document_number is None or self.document_kind is None:
            return None
        return Document(self.document_kind, self.document_number, self.document_country or "KG")

    @property
    def kind(self) -> CustomerKind:
        return self.customer_kind or CustomerKind.PERSON


COLUMNS = tuple(each.name for each in fields(Form))
Value = TypeVar("Value")


def given_fields(*documents: object) -> dict[str, Any]:
    """The values of the known fields, as they were given; a later document replaces the values of an earlier one."""
    found: dict[str, Any] = {}
    for document in documents:
        own = dict(_found_in(document))
        parts = [own.pop(part, None) for part in _PARTS_OF_NAME]
        if "name" not in own and any(parts):
            own["name"] = " ".join(str(part) for part in parts if part)
        found |= own
    return found


def _found_in(document: object) -> Iterator[tuple[str, Any]]:
    if not isinstance(document, Mapping):
        return
    by_name = {_plain(str(name)): value for name, value in document.items() if value not in (None, "")}
    for nested in ("form", "customer", "subscriber", "applicant"):
        if isinstance(by_name.get(nested), Mapping):
            yield from _found_in(by_name[nested])
    paper = by_name.get("document")
    if isinstance(paper, Mapping):
        for name, value in paper.items():
            if _plain(str(name)) in _IN_DOCUMENT and value not in (None, ""):
                yield _IN_DOCUMENT[_plain(str(name))], value
    for name, spellings in _NAMES.items():
        for spelling in spellings:
            if _plain(spelling) in by_name:
                yield name, by_name[_plain(spelling)]
                break


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))


def structured(given: Mapping[str, Any], settings: Settings) -> tuple[Form, list[Violation]]:
    """The fields in stored form, and what their rules refuse.

    What the act cannot do without (name, phone, tariff, SIM, number) BLOCKs; anything else is left out with an ALERT.
    """
    reader = Reader(given)
    kind = reader.read("customer_kind", "kind", _member(CustomerKind), Severity.ALERT)
    document_kind = reader.read("document_kind", "document.kind", _member(DocumentKind), Severity.ALERT)
    if document_kind is None and "document_number" in given and "document_kind" not in given:
        document_kind = DocumentKind.ID_CARD if _looks_like_card(given["document_number"]) else DocumentKind.PASSPORT
    now = today(settings)
    form = Form(
        customer_kind=kind,
        name=reader.read("name", "name", rules.name),
        phone=reader.read("phone", "phone", lambda text: rules.phone(text, settings)),
        email=reader.read("email", "email", rules.email, Severity.ALERT),
        language=reader.read("language", "language", _member(Language), Severity.ALERT),
        birth_date=reader.read(
            "birth_date", "birthDate",
            lambda text: rules.birth_date(_day(text), kind or CustomerKind.PERSON, now), Severity.ALERT,
        ),
        document_kind=document_kind,
        document_number=reader.read("document_number", "document.number", rules.document_number, Severity.ALERT),
        document_country=reader.read("document_country", "document.country", rules.country, Severity.ALERT)
        or ("KG" if "document_number" in given else None),
        tariff_code=reader.read("tariff_code", "tariffCode", _tariff_code),
        options=reader.options(),
        iccid=reader.read("iccid", "iccid", lambda text: rules.iccid(text, settings)),
        msisdn=reader.read("msisdn", "msisdn", lambda text: rules.msisdn(text, settings)),
    )  # fmt: skip
    return form, reader.violations


class Reader:
    """Reads fields by their rules and collects what these refuse."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given
        self.violations: list[Violation] = []

    def read(
        self, name: str, path: str, rule: Callable[[str], Value], severity: Severity = Severity.BLOCK
    ) -> Value | None:
        value = self._given.get(name)
        if value is None:
            return None
        try:
            return rule(_text(value))
        except Refusal as refusal:
            self.violations.append(Violation(refusal.code, path, refusal.message, severity, suggested(rule, value)))
        return None

    def options(self) -> list[str]:
        value = self._given.get("options")
        listed = value if isinstance(value, list) else str(value).split(",") if isinstance(value, str) else []
        codes = [rules.code(str(each)) for each in listed]
        if None in codes or not (value is None or isinstance(value, list | str)):
            message = "options are a list of codes"
            self.violations.append(Violation(ErrorCode.OPTION_NOT_FOUND, "options", message, Severity.ALERT))
        return list(dict.fromkeys(code for code in codes if code is not None))


def _text(value: Any) -> str:
    """A value as text. Raises Refusal INVALID_INPUT for an object, a list and a text that is too long."""
    long_number = isinstance(value, ExactNumber) and value.is_integer_text
    if isinstance(value, bool) or not (long_number or isinstance(value, str | int)):
        raise Refusal(ErrorCode.INVALID_INPUT, "expected is a text")
    text = str(value)
    if len(text) > MAX_VALUE_CHARACTERS:
        raise Refusal(ErrorCode.INVALID_INPUT, f"a field has at most {MAX_VALUE_CHARACTERS} characters")
    return text


def suggested(rule: Callable[[str], Any], value: Any) -> str | None:
    """The value in stored form without what usually does not belong to it: an extension, a label, a final dot."""
    if not isinstance(value, str):
        return None
    for changed in (value.strip(" .,;:<>\"'"), re.sub(r"[^\d+]", "", value), re.split(r"[;,/]|доб|ext", value)[0]):
        if changed and changed != value:
            try:
                return str(rule(changed))
            except Refusal:
                continue
    return None


def _member(kind: type[Any]) -> Callable[[str], Any]:
    def rule(text: str) -> Any:
        name = re.sub(r"[\s-]+", "_", text.strip()).upper()
        if name not in kind.__members__:
            expected = ", ".join(kind.__members__)
            raise Refusal(ErrorCode.INVALID_INPUT, f"{rules.quoted(text)} is unknown; expected is one of {expected}")
        return kind[name]

    return rule


def _tariff_code(text: str) -> str:
    code = rules.code(text)
    if code is None:
        raise Refusal(ErrorCode.TARIFF_NOT_FOUND, f"there is no tariff {rules.quoted(text)}")
    return code


def _day(text: str) -> date:
    """A day in ISO 8601, or day, month and year. Raises Refusal INVALID_INPUT."""
    local = _LOCAL_DATE.fullmatch(text)
    try:
        return date(int(local[3]), int(local[2]), int(local[1])) if local else date.fromisoformat(text.strip()[:10])
    except ValueError:
        message = f"{rules.quoted(text)} is not a date; expected is one such as 1990-05-31 or 31.05.1990"
        raise Refusal(ErrorCode.INVALID_INPUT, message) from None


def _looks_like_card(value: Any) -> bool:
    return isinstance(value, str) and rules.document_key(value, "ID_CARD", "KG").startswith("ID")
