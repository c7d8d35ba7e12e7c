"""The kinds of files beside subscribers: SIM packages, ranges of numbers, tariffs."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from backend.errors import ErrorCode, Refusal
from backend.imports.reading import plain, values
from backend.imports.reading.layout import Layout, key
from backend.imports.reading.options import Options
from backend.services import rules

MAX_NUMBERS = 100_000  # in one range
_IMSI = re.compile(r"[0-9]{6,15}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_STATES = {"": "AVAILABLE", "available": "AVAILABLE", "imported": "IMPORTED", "свободна": "AVAILABLE"}
_KINDS = {"": "PHYSICAL", "physical": "PHYSICAL", "card": "PHYSICAL", "карта": "PHYSICAL", "esim": "ESIM"}
_YES_OR_NO = {
    "": "t", "true": "t", "yes": "t", "1": "t", "да": "t", "ооба": "t", "false": "f", "no": "f", "0": "f", "нет": "f",
    "жок": "f",
}  # fmt: skip

Values = tuple[str | None, ...]


def _word(words: dict[str, str], cell: str, column: str, expected: str) -> str:
    found = words.get(key(cell)) if len(cell) <= values.MAX_IDENTIFIER_LENGTH else None
    if found is None:
        raise Refusal(ErrorCode.INVALID_INPUT, f"the value must be {expected}", (column,))
    return found


def _location(cell: str) -> str | None:
    found = rules.code(cell) if cell else None
    if cell and found is None:
        raise Refusal(ErrorCode.INVALID_INPUT, "a location must be a code of letters, digits and dashes", ("location",))
    return found


class Sims:
    """Checks rows of a SIM package."""

    layout: Layout = Layout(
        ("iccid", "imsi", "kind", "status", "location"),
        frozenset({"iccid"}),
        {
            "iccid": ("icc", "sim", "sim card", "сим", "сим-карта", "номер сим-карты", "икцид"),
            "imsi": ("имси",),
            "kind": ("type", "тип", "вид", "түрү"),
            "status": ("state", "статус", "состояние", "абалы"),
            "location": ("shop", "warehouse", "склад", "место", "точка продаж", "жайгашкан жери"),
        },
    )
    values: tuple[str, ...] = ("iccid", "imsi", "kind", "status", "location")
    valid_cells: Mapping[str, str] = {"iccid": "8999671000000000011"}

    def __init__(self, options: Options) -> None:
        self._options = options

    def check(self, cells: Sequence[str]) -> Values:
        """The stored form of the layout's cells. Raises Refusal; the first element of its field is the column."""
        iccid, imsi, kind, status, location = cells
        if not plain.is_iccid(iccid):
            text = iccid.strip()
            if not text:
                raise Refusal(ErrorCode.INVALID_ICCID, "the value is missing", ("iccid",))
            iccid = rules.iccid(values.digits(text, "iccid", ErrorCode.INVALID_ICCID), self._options)
        imsi = imsi.strip().removeprefix("'")
        if imsi and not _IMSI.fullmatch(imsi):
            raise Refusal(ErrorCode.INVALID_INPUT, "an IMSI must have 6 to 15 digits", ("imsi",))
        return (
            iccid,
            imsi or None,
            _word(_KINDS, kind.strip(), "kind", "PHYSICAL or ESIM"),
            _word(_STATES, status.strip(), "status", "AVAILABLE or IMPORTED"),
            _location(location.strip()),
        )


class Numbers:
    """Checks rows of ranges of numbers; `last` is empty for a single number."""

    layout: Layout = Layout(
        ("first", "last"),
        frozenset({"first"}),
        {
            "first": ("msisdn", "number", "from", "start", "номер", "первый", "начало", "с", "номери"),
            "last": ("to", "end", "последний", "конец", "по", "акыркы"),
        },
    )
    values: tuple[str, ...] = ("msisdn", "last_msisdn")
    valid_cells: Mapping[str, str] = {"first": "+996700123456"}

    def __init__(self, options: Options) -> None:
        self._options = options

    def check(self, cells: Sequence[str]) -> Values:
        """The stored form of the layout's cells. Raises Refusal; the first element of its field is the column."""
        first, last = (self._number(cell, column) for cell, column in zip(cells, ("first", "last"), strict=True))
        if first is None:
            raise Refusal(ErrorCode.INVALID_MSISDN, "the value is missing", ("first",))
        last = last or first
        if len(last) != len(first) or last < first:
            message = f"the last number must have as many digits as {first} and not be below it"
            raise Refusal(ErrorCode.INVALID_MSISDN, message, ("last",))
        if int(last) - int(first) >= MAX_NUMBERS:
            raise Refusal(ErrorCode.INVALID_INPUT, f"a range has at most {MAX_NUMBERS} numbers", ("last",))
        for number in range(int(first) + 1, int(last)):  # the numbering plan may have gaps within the range
            rules.pool_number(f"+{number}", self._options, ("last",))
        return first, last

    def _number(self, cell: str, column: str) -> str | None:
        text = cell.strip()
        if not text:
            return None
        return rules.pool_number(values.digits(text, column, ErrorCode.INVALID_MSISDN), self._options, (column,))


class Tariffs:
    """Checks rows of tariffs."""

    layout: Layout = Layout(
        ("tariff", "name", "monthly_fee", "currency", "active", "options"),
        frozenset({"tariff", "name", "monthly_fee"}),
        {
            "tariff": ("tariff code", "plan", "код", "код тарифа", "тариф", "коду"),
            "name": ("title", "название", "наименование", "аты", "аталышы"),
            "monthly_fee": ("fee", "price", "абонентская плата", "плата", "цена", "баасы", "айлык төлөм"),
            "currency": ("валюта",),
            "active": ("on sale", "активен", "в продаже", "активдүү"),
            "options": ("option", "services", "опции", "услуги", "кызматтар"),
        },
    )
    values: tuple[str, ...] = ("tariff", "name", "monthly_fee", "currency", "active", "options")
    valid_cells: Mapping[str, str] = {"tariff": "A", "name": "A", "monthly_fee": "0"}

    def __init__(self, options: Options) -> None:
        self._options = options

    def check(self, cells: Sequence[str]) -> Values:
        """The stored form of the layout's cells. Raises Refusal; the first element of its field is the column."""
        tariff, name, fee, currency, active, options = (cell.strip() for cell in cells)
        code = values.tariff(tariff)
        name = rules.name(name)
        if not fee:
            raise Refusal(ErrorCode.INVALID_AMOUNT, "the value is missing", ("monthly_fee",))
        try:
            fee = values.amount(fee)
        except Refusal as refusal:
            raise Refusal(refusal.code, refusal.message, ("monthly_fee",)) from None
        if Decimal(fee) < 0:
            raise Refusal(ErrorCode.INVALID_AMOUNT, "a fee must not be negative", ("monthly_fee",))
        if currency and not _CURRENCY.fullmatch(currency.upper()):
            raise Refusal(
                ErrorCode.INVALID_INPUT, "a currency must be a code of three letters (ISO 4217)", ("currency",)
            )
        return (
            code,
            name,
            fee,
            currency.upper() or None,
            _word(_YES_OR_NO, active, "active", "yes or no"),
            values.options(options) if options else None,
        )
