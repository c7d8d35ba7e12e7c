"""Rows of subscribers: each cell in stored form, by the rules of single acts, or what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from backend.errors import ErrorCode, Refusal
from backend.imports.reading import phones
from backend.imports.reading.layout import Layout
from backend.services import rules

LAYOUT = Layout(
    (
        "name", "phone", "email", "kind", "document", "iccid", "msisdn", "tariff", "options", "start_date", "language",
        "external_id", "customer_external_id", "opening_balance",
    ),
    frozenset({"name", "phone", "iccid", "tariff"}),
    {
        "name": ("full name", "customer", "customer name", "subscriber", "фио", "имя", "клиент", "абонент",
                 "наименование", "аты", "аты-жөнү", "кардар"),
        "phone": ("contact", "contact phone", "phone number", "телефон", "контактный телефон", "контакт",
                  "байланыш телефону"),
        "email": ("e-mail", "mail", "почта", "эл почта", "электронная почта", "электрондук почта"),
        "kind": ("type", "customer kind", "customer type", "тип", "вид", "тип клиента", "түрү"),
        "document": ("document number", "passport", "id card", "документ", "паспорт", "инн", "номер документа"),
        "iccid": ("sim", "sim card", "icc", "сим", "сим-карта", "икцид", "сим карта", "sim карта"),
        "msisdn": ("number", "mobile number", "subscriber number", "номер", "номер абонента", "абонентский номер",
                   "номери"),
        "tariff": ("tariff code", "plan", "tariff plan", "тариф", "тарифный план", "код тарифа"),
        "options": ("option", "services", "опции", "услуги", "кызматтар"),
        "start_date": ("start", "contract date", "дата начала", "дата договора", "дата", "башталган күнү"),
        "language": ("lang", "язык", "тил", "тили"),
        "external_id": ("id", "contract id", "внешний id", "внешний код", "код договора", "тышкы id"),
        "customer_external_id": ("customer id", "company id", "код клиента", "внешний код клиента", "кардар id"),
        "opening_balance": ("balance", "остаток", "баланс", "начальный остаток", "калдык"),
    },
)  # fmt: skip

KINDS = {
    "person": "PERSON", "individual": "PERSON", "физлицо": "PERSON", "физическое лицо": "PERSON",
    "жеке адам": "PERSON", "organisation": "ORGANISATION", "organization": "ORGANISATION", "company": "ORGANISATION",
    "юрлицо": "ORGANISATION", "юридическое лицо": "ORGANISATION", "уюм": "ORGANISATION",
}  # fmt: skip
LANGUAGES = {
    "en": "EN", "english": "EN", "английский": "EN", "англисче": "EN", "ru": "RU", "russian": "RU", "русский": "RU",
    "орусча": "RU", "ky": "KY", "kg": "KY", "kyrgyz": "KY", "кыргызский": "KY", "киргизский": "KY", "кыргызча": "KY",
}  # fmt: skip
DOCUMENTS = frozenset({"ID_CARD", "PASSPORT", "RESIDENCE_PERMIT", "REGISTRATION_CERTIFICATE"})
LONGEST_ID = 100
EARLIEST = date(1990, 1, 1)
MOST_OPTIONS = 50
MOST_DOMAINS = 10_000
_CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]{0,39}")
_SPLIT = re.compile(r"[;|,\s]+")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_AMOUNT = re.compile(r"-?\d{1,12}(\.\d{1,4})?")
_LOCAL = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*")
_ICCID = re.compile(r"89[0-9]{16,20}")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]

Checked = tuple[str | None, ...]


class Wrong(Exception):
    """A cell cannot be used."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True)
class Rules:
    """What the rules of the trade depend on; stands in for the settings, which this process does not load."""

    default_region: str
    iccid_luhn: bool
    iccid_luhn_exempt_issuers: tuple[str, ...]
    today: date


class Subscribers:
    """Checks rows of a file whose header is known."""

    def __init__(self, places: Mapping[str, int], given: Rules) -> None:
        self._rules = given
        self._domains: dict[str, bool] = {}
        checks: Mapping[str, Callable[[str], str | None]] = {
            "name": self._name, "phone": self._phone, "email": self._email, "kind": self._kind,
            "document": str, "iccid": self._iccid, "msisdn": self._msisdn, "tariff": self._tariff,
            "options": self._options, "start_date": self._start_date, "language": self._language,
            "external_id": self._id, "customer_external_id": self._id, "opening_balance": self._amount,
        }  # fmt: skip
        self._columns = [(column, places.get(column, -1), checks[column]) for column in LAYOUT.columns]

    def row(self, cells: Sequence[str]) -> tuple[dict[str, str | None], tuple[str, str, str, str] | None]:
        """The values by column; and code, column, message and cell of the first that is wrong."""
        values: dict[str, str | None] = {}
        wrong: tuple[str, str, str, str] | None = None
        for column, place, check in self._columns:
            cell = cells[place] if place >= 0 else ""
            if not cell or cell.isspace():
                values[column] = None
                if wrong is None and column in LAYOUT.required:
                    wrong = (_MISSING[column], column, "is missing", cell)
                continue
            try:
                values[column] = check(cell)
                if column == "document":
                    values |= self._document(cell, values["kind"])
            except (Wrong, Refusal) as error:
                values[column] = None
                if wrong is None:
                    code = error.code.value if isinstance(error, Refusal) else error.code
                    wrong = (code, column, error.message, cell)
        return values, wrong

    def _name(self, cell: str) -> str:
        if (
            len(cell) <= rules.LONGEST_NAME
            and cell.isprintable()
            and "  " not in cell
            and cell[0] != " "
            and cell[-1] != " "
            and unicodedata.is_normalized("NFC", cell)
        ):
            return cell
        return rules.name(cell)

    def _phone(self, cell: str) -> str:
        text = cell.strip().lstrip("'")
        return text if phones.plain(text) else rules.phone(_digits(text, "INVALID_PHONE"), self._rules)

    def _msisdn(self, cell: str) -> str:
        text = cell.strip().lstrip("'")
        return text if phones.plain(text) else rules.msisdn(_digits(text, "INVALID_MSISDN"), self._rules)

    def _email(self, cell: str) -> str:
        local, _, domain = cell.partition("@")
        if len(local) <= 64 and _LOCAL.fullmatch(local) and self._known(domain):
            return cell
        return rules.email(cell)

    def _known(self, domain: str) -> bool:
        """Whether the rule takes an address of this domain as it stands; asked once."""
        known = self._domains.get(domain)
        if known is None:
            try:
                known = rules.email(f"a@{domain}") == f"a@{domain}" and len(domain) <= 180
            except Refusal:
                known = False
            if len(self._domains) < MOST_DOMAINS:
                self._domains[domain] = known
        return known

    def _kind(self, cell: str) -> str:
        found = KINDS.get(" ".join(cell.split()).casefold())
        if found is None:
            raise Wrong("INVALID_INPUT", "neither PERSON nor ORGANISATION")
        return found

    def _document(self, cell: str, kind: str | None) -> dict[str, str | None]:
        """`NUMBER`, `KIND:NUMBER` or `KIND:NUMBER:COUNTRY`."""
        parts = [part.strip() for part in cell.split(":")]
        of = "REGISTRATION_CERTIFICATE" if kind == "ORGANISATION" else "ID_CARD"
        if len(parts) > 1:
            of = parts[0].upper().replace(" ", "_").replace("-", "_")
        if of not in DOCUMENTS or len(parts) > 3:
            raise Wrong("INVALID_INPUT", f"a document is KIND:NUMBER, KIND being one of {', '.join(sorted(DOCUMENTS))}")
        return {
            "document_kind": of,
            "document_number": rules.document_number(parts[min(1, len(parts) - 1)]),
            "document_country": rules.country(parts[2]) if len(parts) == 3 else "KG",
        }

    def _iccid(self, cell: str) -> str:
        text = cell.strip().lstrip("'")
        if self._rules.iccid_luhn and _ICCID.fullmatch(text) and _luhn(text):
            return text
        return rules.iccid(_digits(text, "INVALID_ICCID"), self._rules)

    def _tariff(self, cell: str) -> str:
        code = cell.strip().upper()
        if not _CODE.fullmatch(code):
            raise Wrong("TARIFF_NOT_FOUND", "there is no such tariff")
        return code

    def _options(self, cell: str) -> str | None:
        codes = list(dict.fromkeys(code.upper() for code in _SPLIT.split(cell) if code))
        if len(codes) > MOST_OPTIONS:
            raise Wrong("INVALID_INPUT", f"at most {MOST_OPTIONS} options")
        if not all(_CODE.fullmatch(code) for code in codes):
            raise Wrong("OPTION_NOT_FOUND", "there is no such option")
        return "{" + ",".join(codes) + "}" if codes else None

    def _start_date(self, cell: str) -> str:
        text = cell.strip()
        if found := _ISO.fullmatch(text):
            year, month, day = map(int, found.groups())
        elif found := _DOTTED.fullmatch(text):
            day, month, year = map(int, found.groups())
        else:
            raise Wrong("INVALID_INPUT", "a date is YYYY-MM-DD or DD.MM.YYYY")
        try:
            given = date(year, month, day)
        except ValueError:
            raise Wrong("INVALID_INPUT", "there is no such day") from None
        if not EARLIEST <= given <= self._rules.today:
            raise Wrong("INVALID_INPUT", f"a date from {EARLIEST} to today")
        return given.isoformat()

    def _language(self, cell: str) -> str:
        found = LANGUAGES.get(cell.strip().casefold())
        if found is None:
            raise Wrong("INVALID_INPUT", "EN, RU or KY")
        return found

    def _id(self, cell: str) -> str:
        text = cell.strip()
        if len(text) > LONGEST_ID or not text.isprintable():
            raise Wrong("INVALID_INPUT", f"an id has 1 to {LONGEST_ID} characters")
        return text

    def _amount(self, cell: str) -> str:
        text = re.sub(r"\s", "", cell).replace(",", ".")
        if not _AMOUNT.fullmatch(text) or not text.isascii():
            raise Wrong("INVALID_AMOUNT", "an amount is a decimal such as -12.50")
        return text


_MISSING = {
    "name": ErrorCode.INVALID_NAME.value, "phone": ErrorCode.INVALID_PHONE.value,
    "iccid": ErrorCode.INVALID_ICCID.value, "tariff": ErrorCode.TARIFF_NOT_FOUND.value,
}  # fmt: skip


def _digits(text: str, code: str) -> str:
    """Raises Wrong for a number that a spreadsheet has rounded: its digits are gone."""
    if _SCIENTIFIC.fullmatch(text):
        raise Wrong(code, "a spreadsheet has rounded this number; format the column as text and fill it in again")
    return text


def _luhn(digits: str) -> bool:
    total = sum(map(int, digits[-1::-2])) + sum(_DOUBLED[int(digit)] for digit in digits[-2::-2])
    return total % 10 == 0
