"""Builds subscriber files. No two valid rows share a SIM, a number or an identifier."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from stdnum import luhn

HEADER = (
    "name", "phone", "email", "kind", "document", "birth_date", "iccid", "msisdn", "tariff", "options", "start_date",
    "language", "external_id", "customer_external_id", "opening_balance",
)  # fmt: skip
REQUIRED = ("name", "phone", "iccid", "tariff")
TARIFF = "START"
TODAY = "2026-11-25"
RUSSIAN = (
    "ФИО", "Контактный телефон", "Почта", "Тип клиента", "Паспорт", "Дата рождения", "Сим-карта", "Номер абонента", "Тарифный план",
    "Опции", "Дата подключения", "Язык", "Номер договора", "Код клиента", "Начальный баланс",
)  # fmt: skip
KYRGYZ = (
    "Аты-жөнү", "Байланыш телефону", "Электрондук почта", "Кардардын түрү", "Документтин номери", "Туулган күнү", "ICCID", "Номери",
    "Тарифи", "Кызматтар", "Кошулган күнү", "Тили", "Келишимдин номери", "Кардардын коду", "Калдык",
)  # fmt: skip


def iccid(ordinal: int) -> str:
    """An ICCID with its Luhn check digit."""
    stem = f"8999671{ordinal:012d}"
    return stem + str(luhn.calc_check_digit(stem))


def phone(ordinal: int) -> str:
    """A contact number."""
    return f"+996700{ordinal % 1_000_000:06d}"


def good(ordinal: int, **changes: str) -> dict[str, str]:
    """A valid row with these changes."""
    return {
        "name": f"Асанов Бакыт {ordinal}",
        "phone": phone(ordinal),
        "email": f"subscriber{ordinal}@example.com",
        "kind": "PERSON",
        "document": f"ID_CARD:AN{ordinal:07d}",
        "birth_date": "",
        "iccid": iccid(ordinal),
        "msisdn": "",
        "tariff": TARIFF,
        "options": "",
        "start_date": "2025-01-15",
        "language": "RU",
        "external_id": f"EXT-{ordinal}",
        "customer_external_id": "",
        "opening_balance": "0",
        **changes,
    }


def text(
    rows: Iterable[Mapping[str, str]],
    columns: Sequence[str] = HEADER,
    headings: Sequence[str] | None = None,
    delimiter: str = ",",
    end: str = "\n",
) -> str:
    """The rows as the text of a file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow(headings or columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return out.getvalue()


_ORDINALS = count(1)


def next_ordinal() -> int:
    return next(_ORDINALS)


def several(number: int = 3, **changes: str) -> list[dict[str, str]]:
    """Valid rows, each with these changes."""
    return [good(next(_ORDINALS), **changes) for _ in range(number)]


def one(**changes: str) -> dict[str, str]:
    return several(1, **changes)[0]
