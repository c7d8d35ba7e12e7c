"""Files of subscribers: the columns and the rules for a row."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from backend.errors import ErrorCode, Refusal
from backend.imports.reading import dialled, plain, values
from backend.imports.reading.layout import Layout
from backend.imports.reading.options import Options
from backend.services import rules

LAYOUT = Layout(
    columns=(
        "name", "phone", "email", "kind", "document", "birth_date", "iccid", "msisdn", "tariff", "options",
        "start_date", "language", "external_id", "customer_external_id", "opening_balance",
    ),
    required=frozenset({"name", "phone", "iccid", "tariff"}),
    aliases={
        "name": (
            "full name", "customer", "customer name", "client", "subscriber", "subscriber name", "фио", "ф.и.о.", "имя",
            "имя клиента", "наименование", "название", "клиент", "абонент", "аты", "аты-жөнү", "аты жону", "кардар",
            "аталышы",
        ),
        "phone": (
            "contact", "contact phone", "contact number", "phone number", "telephone", "mobile phone", "tel",
            "телефон", "тел", "контакт", "контактный телефон", "контактный номер", "номер телефона",
            "телефон для связи", "байланыш телефону", "байланыш телефон", "телефону", "телефон номери",
        ),
        "email": (
            "mail", "e-mail address", "email address", "почта", "электронная почта", "эл. почта", "емейл", "имейл",
            "электрондук почта", "электрондук дарек",
        ),
        "kind": (
            "type", "customer kind", "customer type", "тип", "вид", "тип клиента", "вид клиента", "тип абонента",
            "түрү", "кардардын түрү",
        ),
        "document": (
            "passport", "id card", "identity document", "document number", "документ", "паспорт", "номер документа",
            "удостоверение личности", "паспорт номери", "документтин номери", "документ номери", "күбөлүк",
        ),
        "birth_date": (
            "birthday", "date of birth", "dob", "born", "дата рождения", "день рождения", "туулган күнү",
            "туулган датасы",
        ),
        "iccid": (
            "icc", "sim", "sim card", "sim number", "sim iccid", "сим", "сим-карта", "номер сим-карты", "симкарта",
            "икцид", "иккид", "сим карта номери",
        ),
        "msisdn": (
            "number", "subscriber number", "mobile number", "номер", "номер абонента", "абонентский номер",
            "мобильный номер", "номери", "абоненттин номери", "абоненттик номер",
        ),
        "tariff": (
            "plan", "tariff plan", "tariff code", "rate plan", "тариф", "тарифный план", "код тарифа", "план",
            "тарифтик план", "тарифи", "тариф коду",
        ),
        "options": (
            "option", "services", "add-ons", "addons", "опции", "опция", "услуги", "доп. услуги",
            "дополнительные услуги", "кызматтар", "кошумча кызматтар", "опциялар",
        ),
        "start_date": (
            "start", "date", "since", "activation date", "activated", "contract date", "дата", "дата начала",
            "дата подключения", "дата активации", "дата договора", "күнү", "башталган күнү", "кошулган күнү",
        ),
        "language": ("lang", "locale", "язык", "язык общения", "тил", "тили"),
        "external_id": (
            "id", "contract id", "external contract id", "contract number", "contract external id", "внешний id",
            "ид", "внешний код", "номер договора", "договор", "келишим", "келишимдин номери", "тышкы id",
        ),
        "customer_external_id": (
            "customer id", "client id", "external customer id", "ид клиента", "id клиента", "код клиента",
            "внешний id клиента", "номер клиента", "кардардын id", "кардардын коду", "кардардын номери",
        ),
        "opening_balance": (
            "balance", "initial balance", "start balance", "баланс", "начальный баланс", "остаток",
            "входящий остаток", "сальдо", "баштапкы баланс", "калдык", "калдыгы",
        ),
    },
)  # fmt: skip
# The columns of an output row between its number and its fault.
VALUES: tuple[str, ...] = (
    "name", "phone", "email", "kind", "document_kind", "document_number", "document_country", "birth_date", "iccid",
    "msisdn", "tariff", "options", "start_date", "language", "external_id", "customer_external_id", "opening_balance",
)  # fmt: skip
_MISSING = {
    "name": ErrorCode.INVALID_NAME,
    "phone": ErrorCode.INVALID_PHONE,
    "iccid": ErrorCode.INVALID_ICCID,
    "tariff": ErrorCode.TARIFF_NOT_FOUND,
}
_DOCUMENT = {"PERSON": "ID_CARD", "ORGANISATION": "REGISTRATION_CERTIFICATE"}
_COUNTRY = "KG"
_CACHED_LENGTH = 100  # results of cells up to this length are cached

Values = tuple[str | None, ...]


class Subscribers:
    """Checks rows of subscribers by the rules of the single mutations."""

    layout = LAYOUT
    values = VALUES
    valid_cells: Mapping[str, str] = {
        "name": "A", "phone": "+996700123456", "iccid": "8999671000000000011", "tariff": "A",
    }  # fmt: skip

    def __init__(self, options: Options) -> None:
        self._options = options
        self._pool = rules.pool_pattern(options)

        @lru_cache(maxsize=4096)
        def start_date(text: str) -> str:
            return values.start_date(text, options.today)

        self._start_date = start_date

    def check(self, cells: Sequence[str]) -> Values:
        """The stored form of the layout's cells. Raises Refusal; the first element of its field is the column."""
        (
            name, phone, email, kind, document, birth_date, iccid, msisdn, tariff, options, start_date, language,
            external_id, customer_external_id, opening_balance,
        ) = cells  # fmt: skip
        # Checked in the order of the columns, since the first wrong one is reported first.
        name = name if plain.is_name(name) else rules.name(_required(name, "name"))
        phone = phone if plain.is_number(phone) else self._phone(_required(phone, "phone"))
        stored_email = None if not email else email if plain.is_email(email) else _email(email)
        kind = _kind(kind)
        documents = _no_document() if not document else _document(document, kind)
        born = self._birth_date(birth_date, kind) if birth_date else None
        iccid = iccid if plain.is_iccid(iccid) else self._iccid(_required(iccid, "iccid"))
        stored_msisdn = None if not msisdn else msisdn if self._pool.fullmatch(msisdn) else self._msisdn(msisdn)
        return (
            name,
            phone,
            stored_email,
            kind,
            *documents,
            born,
            iccid,
            stored_msisdn,
            _tariff(tariff),
            _options(options) if options else None,
            self._start(start_date) if start_date else None,
            _language(language) if language else None,
            _identifier(external_id, "external_id") if external_id else None,
            _identifier(customer_external_id, "customer_external_id") if customer_external_id else None,
            _amount(opening_balance) if opening_balance else None,
        )

    def _phone(self, text: str) -> str:
        number = values.digits(text, "phone", ErrorCode.INVALID_PHONE)
        return dialled.e164(number, self._options.default_region) or rules.phone(number, self._options)

    def _msisdn(self, cell: str) -> str | None:
        text = cell.strip()
        if not text:
            return None
        number = values.digits(text, "msisdn", ErrorCode.INVALID_MSISDN)
        found = dialled.e164(number, self._options.default_region)
        return found if found and self._pool.fullmatch(found) else rules.pool_number(number, self._options)

    def _iccid(self, text: str) -> str:
        return rules.iccid(values.digits(text, "iccid", ErrorCode.INVALID_ICCID), self._options)

    def _birth_date(self, cell: str, kind: str) -> str | None:
        if rules.is_placeholder(cell):
            return None
        day = values.day(cell.strip(), "birth_date")
        return rules.birth_date(day, kind, self._options.today, ("birth_date",)).isoformat()

    def _start(self, cell: str) -> str | None:
        text = cell.strip()
        return self._start_date(text) if text else None


def _required(cell: str, column: str) -> str:
    text = cell.strip()
    if not text:
        raise Refusal(_MISSING[column], "the value is missing", (column,))
    return text


def _email(cell: str) -> str | None:
    return None if rules.is_placeholder(cell) else rules.email(cell.strip())


def _kind(cell: str) -> str:
    if not cell or cell == "PERSON":
        return "PERSON"
    text = cell.strip()
    return values.kind(text) if text else "PERSON"


def _no_document() -> tuple[str | None, str | None, str | None]:
    return None, None, None


def _document(cell: str, kind: str) -> tuple[str | None, str | None, str | None]:
    """Kind, number and country of NUMBER, KIND:NUMBER or KIND:NUMBER:COUNTRY; a placeholder counts as no document."""
    if rules.is_placeholder_document(cell):
        return _no_document()
    values.check_not_shortened(cell.strip(), "document", ErrorCode.INVALID_INPUT)
    first, colon, rest = cell.partition(":")
    if not colon:
        return _DOCUMENT[kind], _document_number(first), _COUNTRY
    number, colon, country = rest.partition(":")
    stored_kind = values.document_kind(first.strip())
    stored_country = rules.country(country.strip(), ("document",)) if colon else _COUNTRY
    if number.strip() and rules.is_placeholder_document(number):
        return _no_document()
    return stored_kind, _document_number(number), stored_country


def _document_number(text: str) -> str:
    return rules.document_number(text, ("document",))


def _tariff(cell: str) -> str:
    if len(cell) <= _CACHED_LENGTH and cell:
        return _cached_tariff(cell)
    return values.tariff(_required(cell, "tariff"))


@lru_cache(maxsize=4096)
def _cached_tariff(cell: str) -> str:
    return values.tariff(_required(cell, "tariff"))


def _options(cell: str) -> str | None:
    return _cached_options(cell) if len(cell) <= _CACHED_LENGTH else values.options(cell.strip())


@lru_cache(maxsize=4096)
def _cached_options(cell: str) -> str | None:
    return values.options(cell.strip())


def _language(cell: str) -> str | None:
    if cell in {"EN", "RU", "KY"}:
        return cell
    text = cell.strip()
    return values.language(text) if text else None


def _identifier(cell: str, column: str) -> str | None:
    return None if rules.is_placeholder(cell) else values.identifier(cell.strip(), column)


def _amount(cell: str) -> str | None:
    text = cell.strip()
    return values.amount(text) if text else None
