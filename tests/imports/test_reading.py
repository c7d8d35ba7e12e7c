"""Reading a file: options, headers, stored forms of cells, reports, and errors."""

import csv
import gzip
import json
import os
import subprocess
import sys

import pytest

from backend.services.rules.encodings import encoding_named
from tests.imports.reading_child import OPTIONS, ROOT, Outcome, read, read_apart
from tests.imports.subscriber_files import HEADER, good, iccid, phone, several, text


def _read(*rows: dict[str, str], **options: object) -> Outcome:
    return read(text(rows).encode(), **options)


def _stored(column: str, cell: str, found: str | None = None, **others: str) -> str | None:
    outcome = _read(good(1, **{**others, column: cell}))
    assert outcome.status == 0
    assert outcome.rows[0]["error_code"] is None, outcome.rows[0]
    return outcome.rows[0][found or column]


def test_a_row_with_every_column_is_read() -> None:
    row = good(
        7,
        msisdn="+996555000007",
        options="B;A;B",
        customer_external_id="K-1",
        opening_balance="12.50",
        birth_date="1980-01-31",
    )
    outcome = _read(row)
    assert outcome.report == {
        "rows": 1, "columns": list(HEADER), "header": ",".join(HEADER), "notes": [],
        "dialect": {"encoding": "utf-8", "marked": False, "delimiter": ",", "end": "\n"},
    }  # fmt: skip
    assert outcome.rows == [
        {
            "row": "2",
            **{column: row[column] for column in HEADER if column != "document"},
            "document_kind": "ID_CARD",
            "document_number": "AN0000007",
            "document_country": "KG",
            "options": "{B,A}",
            **dict.fromkeys(("error_code", "error_column", "error_message", "error_value", "faults")),
            "cells": ",".join(row.values()),
        }
    ]


def test_a_row_with_the_required_columns_is_read() -> None:
    columns = ("name", "phone", "iccid", "tariff")
    outcome = read(text([good(1)], columns).encode())
    assert outcome.report["columns"] == list(columns)
    assert {column for column, value in outcome.rows[0].items() if value is not None} == {
        *columns,
        "row",
        "kind",
        "cells",
    }
    assert outcome.rows[0]["kind"] == "PERSON"


@pytest.mark.parametrize(
    ("column", "cell", "stored"),
    [
        ("name", "  Асанов \t Бакыт ", "Асанов Бакыт"),
        ("name", "И\u0306ван", "\u0419ван"),
        ("phone", "0700 12-34-56", "+996700123456"),
        ("phone", "996700123456", "+996700123456"),
        ("phone", "700123456", "+996700123456"),
        ("phone", "+996 (700) 123 456", "+996700123456"),
        ("phone", "'+996700123456", "+996700123456"),
        ("phone", "00996 700 123456", "+996700123456"),
        ("name", "\u202eАса\u00adнов\u200b Бакыи\u0306", "Асанов Бакый"),
        ("email", "a\u200bb@example.kg", "ab@example.kg"),
        ("kind", "\ufeffPERSON\u200b", "PERSON"),
        ("iccid", f"{iccid(5)[:9]}\u200b{iccid(5)[9:]}", iccid(5)),
        ("tariff", "т\u200b01", "T01"),
        ("start_date", "31.12.\u200e2024", "2024-12-31"),
        ("external_id", "E\u2060-1", "E-1"),
        ("phone", " tel: +7 495 123-45-67 ", "+74951234567"),
        ("email", " Asanov@Example.COM ", "asanov@example.com"),
        ("email", " ", None),
        ("kind", "ORGANISATION", "ORGANISATION"),
        ("kind", "юридическое лицо", "ORGANISATION"),
        ("kind", "Жеке адам", "PERSON"),
        ("kind", " ", "PERSON"),
        ("iccid", f"'{iccid(5)}", iccid(5)),
        ("iccid", f" {iccid(5)[:4]} {iccid(5)[4:9]}-{iccid(5)[9:]}F", iccid(5)),
        ("msisdn", "'0555123456", "+996555123456"),
        ("msisdn", " ", None),
        ("tariff", " start_2-A ", "START_2-A"),
        ("options", "b, a|c;a d", "{B,A,C,D}"),
        ("options", "null;x", '{"NULL",X}'),
        ("options", " ;, ", None),
        ("start_date", "31.12.2024", "2024-12-31"),
        ("start_date", "1/2/2024", "2024-02-01"),
        ("start_date", "2024-02-29", "2024-02-29"),
        ("start_date", "2026-11-25", "2026-11-25"),
        ("start_date", "1990-01-01", "1990-01-01"),
        ("birth_date", "31.12.1999", "1999-12-31"),
        ("birth_date", " 1/2/1900 ", "1900-02-01"),
        ("birth_date", "1900-01-01", "1900-01-01"),
        ("birth_date", "2026-11-25", "2026-11-25"),
        ("birth_date", "нет", None),
        ("birth_date", " ", None),
        ("language", "кыргызча", "KY"),
        ("language", "Русский", "RU"),
        ("language", "en", "EN"),
        ("external_id", " № 17/а ", "№ 17/а"),
        ("external_id", "\\N", "\\N"),
        ("opening_balance", "-1 234 567,5", "-1234567.5"),
        ("opening_balance", "1\u00a0234.5000", "1234.5000"),
        ("opening_balance", "-0,00", "0.00"),
        ("opening_balance", "007", "7"),
        ("opening_balance", "\u22125", "-5"),
        ("opening_balance", "999999999999.9999", "999999999999.9999"),
    ],
)
def test_a_cell_is_stored_in_its_normal_form(column: str, cell: str, stored: str | None) -> None:
    assert _stored(column, cell) == stored


@pytest.mark.parametrize(
    ("kind", "cell", "stored"),
    [
        ("", "an 123", ("ID_CARD", "AN123", "KG")),
        ("ORGANISATION", "123", ("REGISTRATION_CERTIFICATE", "123", "KG")),
        ("", "Passport:ac1", ("PASSPORT", "AC1", "KG")),
        ("", "residence-permit : a 1 : kz ", ("RESIDENCE_PERMIT", "A1", "KZ")),
        ("", " ", (None, None, None)),
    ],
)
def test_a_document_is_read_as_kind_number_and_country(kind: str, cell: str, stored: tuple[str | None, ...]) -> None:
    row = _read(good(1, kind=kind, document=cell)).rows[0]
    assert (row["document_kind"], row["document_number"], row["document_country"]) == stored


def test_an_invalid_row_is_reported_with_its_column_message_and_value() -> None:
    row = good(1, name='ОсОО "А", Б\nВ', external_id="нет\t\\" + "x" * 300)
    (found,) = _read(row).rows
    assert (found["error_code"], found["error_column"]) == ("INVALID_INPUT", "external_id")
    assert found["error_message"] == "an identifier must have 1 to 100 printable characters"
    assert found["error_value"] == row["external_id"][:200]
    assert found["name"] is None
    assert next(csv.reader((found["cells"] or "").splitlines(keepends=True))) == list(row.values())


@pytest.mark.parametrize("column", ["name", "phone", "iccid", "tariff"])
def test_a_missing_value_is_reported(column: str) -> None:
    (found,) = _read(good(1, **{column: " "})).rows
    assert (found["error_column"], found["error_message"], found["error_value"]) == (
        column,
        "the value is missing",
        " ",
    )


@pytest.mark.parametrize("column", ["phone", "iccid", "msisdn"])
@pytest.mark.parametrize(
    ("cell", "word"), [("8.99601E+18", "scientific"), ("8,99601e18", "scientific"), ("996700123456.0", "decimal")]
)
def test_a_number_altered_by_a_spreadsheet_is_reported_as_such(column: str, cell: str, word: str) -> None:
    (found,) = _read(good(1, **{column: cell})).rows
    assert found["error_code"] == f"INVALID_{column.upper()}"
    assert word in (found["error_message"] or "")


def test_the_report_columns_of_rejected_rows_are_ignored_on_the_next_import() -> None:
    rows = [{**row, "row": "9", "column": "name", "code": "X", "message": "a, b"} for row in several(2)]
    outcome = read(text(rows, ("row", *HEADER, "column", "code", "message")).encode())
    assert outcome.report["header"] == ",".join(HEADER)
    assert [row["cells"] for row in outcome.rows] == [",".join(row[column] for column in HEADER) for row in rows]


def test_an_ignored_column_stays_in_the_original_row() -> None:
    rows = [{**row, "note": "a, b"} for row in several(1)]
    outcome = read(text(rows, ("note", *HEADER)).encode(), {"Note": None})
    assert outcome.report["header"] == ",".join(("note", *HEADER))
    assert outcome.report["columns"] == list(HEADER)
    assert (outcome.rows[0]["cells"] or "").startswith('"a, b",')


def test_an_error_of_the_header_names_its_column() -> None:
    outcome = read(text(several(1), headings=["nom", *HEADER[1:]]).encode())
    assert (outcome.report["code"], outcome.report["column"]) == ("UNKNOWN_COLUMN", "nom")
    outcome = read(text(several(1), HEADER[1:]).encode())
    assert (outcome.report["code"], outcome.report["column"]) == ("MISSING_COLUMN", "name")
    outcome = read(text(several(1), headings=["фио", "клиент", *HEADER[2:]]).encode())
    assert (outcome.report["code"], outcome.report["column"]) == ("DOUBLED_COLUMN", "клиент")
    outcome = read(text(several(1)).encode(), {"nom": "name"})
    assert (outcome.report["code"], outcome.report["column"]) == ("INVALID_MAPPING", "nom")


def test_a_workbook_is_reported_as_such() -> None:
    assert read(b"PK\x03\x04....").report["message"] == "this is an Excel workbook; save it as CSV"


def test_rows_are_numbered_as_in_a_spreadsheet() -> None:
    body = text([good(1, name="a\nb"), good(2), good(3)]).replace("\n+", "\n\n\n+").splitlines(keepends=True)
    body.insert(-1, "\n\n")
    outcome = read("".join(["\n", *body]).encode())
    assert [row["row"] for row in outcome.rows] == ["3", "4", "7"]


def test_luhn_digits_are_checked_according_to_the_settings() -> None:
    wrong = iccid(1)[:-1] + str((int(iccid(1)[-1]) + 1) % 10)
    assert _read(good(1, iccid=wrong)).rows[0]["error_message"] == f'the ICCID\'s check digit is wrong: "{wrong}"'
    assert _read(good(1, iccid=wrong), iccid_luhn=False).rows[0]["iccid"] == wrong
    assert _read(good(1, iccid=wrong), iccid_luhn_exempt_issuers=["8999671"]).rows[0]["iccid"] == wrong
    assert _read(good(1, iccid=wrong), iccid_luhn_exempt_issuers=["8999672"]).rows[0]["error_code"] == "INVALID_ICCID"


def test_numbers_are_read_in_the_default_region() -> None:
    assert _read(good(1, phone="8 727 258-11-11"), default_region="KZ").rows[0]["phone"] == "+77272581111"
    assert _read(good(1, phone="020 7946 0018"), default_region="GB").rows[0]["phone"] == "+442079460018"


def test_today_is_given_by_the_caller() -> None:
    assert _read(good(1, start_date="2025-01-15"), today="2025-01-14").rows[0]["error_column"] == "start_date"
    assert _read(good(1, start_date="2025-01-15"), today="2025-01-15").rows[0]["start_date"] == "2025-01-15"


def test_a_file_over_the_limit_is_refused() -> None:
    body = text(several(3)).encode()
    assert read(body, max_bytes=len(body)).status == 0
    for packed in (body, gzip.compress(body)):
        outcome = read(packed, max_bytes=len(body) - 1)
        assert (outcome.status, outcome.report["code"], outcome.report["row"]) == (3, "TOO_LARGE", None)


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8", ","), ("cp1251", ";")])
def test_letters_beyond_ascii_after_many_rows_are_read(encoding: str, delimiter: str) -> None:
    rows = [good(ordinal, name=f"Asanov {ordinal}") for ordinal in range(12_000)]
    rows.append(good(12_001, name="Жээнбекова Айгүл" if encoding == "utf-8" else "Ёлкина Светлана Сергеевна"))
    outcome = read(text(rows, delimiter=delimiter).encode(encoding))
    assert outcome.report["rows"] == 12_001
    assert outcome.rows[-1]["name"] == rows[-1]["name"]
    assert outcome.rows[-1]["row"] == "12002"


def test_a_process_of_its_own_gives_the_same_result() -> None:
    for body in (text(several(3)).encode(), b"PK\x03\x04...."):
        apart, here = read_apart(body), read(body)
        assert (apart.status, apart.report, apart.rows) == (here.status, here.report, here.rows)


def test_a_closed_standard_output_ends_the_reader_silently() -> None:
    body = text(good(ordinal) for ordinal in range(5_000)).encode()
    child = subprocess.Popen(
        [sys.executable, "-m", "backend.imports.reading", json.dumps(OPTIONS)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdin
    assert child.stdout
    assert child.stderr
    child.stdout.close()
    try:
        child.stdin.write(body)
        child.stdin.close()
    except BrokenPipeError:
        pass
    assert child.wait(60) == 1
    assert child.stderr.read() == b""
    child.stderr.close()


def test_the_reader_loads_neither_settings_nor_database_nor_graph() -> None:
    code = "import sys, backend.imports.reading.__main__; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {"pydantic", "pydantic_settings", "sqlalchemy", "strawberry", "asyncpg", "graphql", "starlette", "dns"}
    assert not heavy & set(loaded.stdout.split())


def test_memory_does_not_grow_with_the_file() -> None:
    few, many = (read_apart(text(good(ordinal) for ordinal in range(number)).encode()) for number in (5_000, 30_000))
    assert many.report["rows"] == 30_000
    assert many.peak_kilobytes < 60_000
    assert many.peak_kilobytes - few.peak_kilobytes < 2_000


def test_phone_numbers_of_the_corpus_are_valid() -> None:
    assert _read(good(1, phone=phone(999_999))).rows[0]["phone"] == phone(999_999)


@pytest.mark.parametrize(
    ("column", "cell", "word"),
    [
        ("opening_balance", "500 сом", "500 сом contains a currency"),
        ("opening_balance", "1.234,56", "1.234,56 has more than one decimal mark"),
        ("opening_balance", "1e5", "scientific notation"),
        ("start_date", "31.01.26", "the year of 31.01.26 has two digits"),
        ("start_date", "45000", "45000 is the serial number of a date in a spreadsheet"),
        ("document", "4,3701E+14", "4,3701E+14 (scientific notation)"),
        ("external_id", "4,3701E+14", "4,3701E+14 (scientific notation)"),
    ],
)
def test_an_invalid_cell_is_reported_with_its_value_and_the_reason(column: str, cell: str, word: str) -> None:
    (found,) = _read(good(1, **{column: cell})).rows
    assert (found["error_column"], found["error_value"]) == (column, cell)
    assert word in (found["error_message"] or "")


def test_every_invalid_cell_of_a_row_is_reported() -> None:
    (found,) = _read(good(1, phone="12", iccid="x", start_date="31.01.26", opening_balance="x")).rows
    faults = json.loads(found["faults"] or "")
    assert [(each["column"], each["value"]) for each in faults] == [
        ("phone", "12"), ("iccid", "x"), ("start_date", "31.01.26"), ("opening_balance", "x"),
    ]  # fmt: skip
    assert found["error_column"] == "phone"


def test_every_unknown_column_is_reported_with_the_most_similar_known_one() -> None:
    report = read(text(several(1), headings=["nam", "phone", "horoscope", *HEADER[3:]]).encode()).report
    assert (report["code"], report["column"]) == ("UNKNOWN_COLUMN", "nam")
    assert "nam (do you mean name?), horoscope;" in report["message"]


def test_columns_are_joined_in_the_order_of_the_mapping() -> None:
    rows = [{**row, "Имя": "Бакыт", "Фамилия": "Асанов"} for row in several(2)]
    outcome = read(
        text(rows, ("Имя", "Фамилия", *HEADER[1:])).encode(), [("Фамилия", "name"), ("Имя", "name")]
    )  # fmt: skip
    assert [row["name"] for row in outcome.rows] == ["Асанов Бакыт"] * 2


def test_text_markers_of_spreadsheets_are_removed() -> None:
    outcome = _read(good(1, iccid=f'="{iccid(1)}"', name="'=Асанов"))
    assert (outcome.rows[0]["iccid"], outcome.rows[0]["name"]) == (iccid(1), "=Асанов")


def test_a_total_below_joined_columns_is_skipped() -> None:
    body = text([{**row, "Имя": "Бакыт", "Фамилия": "Асанов"} for row in several(2)], ("Фамилия", "Имя", *HEADER[1:]))
    total = "Итого" + "," * len(HEADER) + "\n"
    outcome = read((body + total).encode(), [("Фамилия", "name"), ("Имя", "name")])
    assert [row["error_code"] for row in outcome.rows] == [None, None]
    assert [note["code"] for note in outcome.report["notes"]] == ["TOTALS_SKIPPED"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("koi8r", "koi8-r"), ("win1251", "cp1251"), ("Windows 1251", "cp1251"), ("UTF8", "utf-8"), ("KOI8", None)],
)
def test_an_encoding_may_be_named_in_any_usual_form(typed: str, meant: str | None) -> None:
    assert encoding_named(typed) == meant


def test_skipped_parts_of_a_file_are_reported() -> None:
    body = "Отчёт\n\n" + text([good(1), good(2, name="Мамбетова Айг?л")]).replace("\n", ",,\n") + "Итого,2\n"
    notes = {note["code"]: note["row"] for note in read(body.encode()).report["notes"]}
    assert notes == {"TITLE_SKIPPED": 2, "COLUMNS_WITHOUT_NAME": None, "LETTERS_LOST": 5, "TOTALS_SKIPPED": 6}


def test_a_doubtful_encoding_is_reported_and_can_be_given() -> None:
    body = text([good(1, name="Ли")]).encode("cp866")
    report = read(body).report
    assert report["code"] == "ENCODING_DOUBTFUL"
    assert "as CP866: Ли" in report["message"]
    assert read(body, encoding="cp866").rows[0]["name"] == "Ли"


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("phone", "0555 123 45"), ("phone", "0555 123 4567"), ("phone", "555123"), ("phone", "9965551234"),
        ("phone", "0555 OOO 123"), ("phone", "0555 123 456 доб. 12"), ("phone", "+996055512345"), ("phone", "+996555123"),
        ("msisdn", "+77011234999"), ("msisdn", "555123"), ("msisdn", "0312 123 456"), ("msisdn", "+996312123456"),
        ("name", "\u200b\u00ad"), ("name", "12345"), ("email", "иван@mail.ru"),
    ],
)  # fmt: skip
def test_values_that_the_rules_refuse_are_refused_in_files(column: str, cell: str) -> None:
    row = _read(good(1, **{column: cell})).rows[0]
    assert (row["error_code"], row["error_column"], row["error_value"]) == (f"INVALID_{column.upper()}", column, cell)


def test_numbers_outside_of_the_numbering_plan_are_refused() -> None:
    plan = ["+99677xxxxxxx", "+99679012xxxx"]
    assert _read(good(1, msisdn="0772 20 37 03"), numbering_plan=plan).rows[0]["msisdn"] == "+996772203703"
    assert _read(good(1, msisdn="+996790123456"), numbering_plan=plan).rows[0]["msisdn"] == "+996790123456"
    assert _read(good(1, msisdn="+996555123456"), numbering_plan=plan).rows[0]["error_code"] == "INVALID_MSISDN"


def test_a_byte_order_mark_between_joined_files_is_ignored() -> None:
    first, second = text([good(1)]), text([good(2, name='Асанов, "Бакыт"')]).split("\n", 1)[1]
    rows = read((first + "\ufeff" + second).encode()).rows
    assert [row["name"] for row in rows] == ["Асанов Бакыт 1", 'Асанов, "Бакыт"']
