"""Subscriber files with one fault each, or valid in an unusual way, and the expected outcome of each.

`CASES` are small, those of `hostile` are large. No two valid rows share a SIM, a number or an identifier, so all cases
can run on one database.
"""

import bz2
import gzip
import lzma
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.imports.subscriber_files import (
    HEADER,
    KYRGYZ,
    REQUIRED,
    RUSSIAN,
    good,
    iccid,
    next_ordinal,
    one,
    phone,
    several,
    text,
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A file with its expected outcome: an error of its structure with its row, or its rows and the rejected ones."""

    name: str
    body: bytes
    mapping: Mapping[str, str | None] | None = None
    structure: tuple[str, int | None] | None = None
    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    rows: int = 0


def _lines(number: int = 3) -> list[str]:
    return text(several(number)).splitlines(keepends=True)


def accepted(name: str, body: str | bytes, rows: int = 3, mapping: Mapping[str, str | None] | None = None) -> Case:
    return Case(name, body.encode() if isinstance(body, str) else body, mapping, rows=rows)


def refused(
    name: str, body: str | bytes, code: str, row: int | None, mapping: Mapping[str, str | None] | None = None
) -> Case:
    return Case(name, body.encode() if isinstance(body, str) else body, mapping, structure=(code, row))


def _rejects(name: str, column: str, code: str, *cells: str, **others: str) -> Case:
    """Rows with a wrong cell each, between two valid rows."""
    rows = [one(), *(one(**{**others, column: cell}) for cell in cells), one()]
    return Case(
        name,
        text(rows).encode(),
        rejected=[(3 + number, column, code) for number in range(len(cells))],
        rows=len(rows),
    )  # fmt: skip


def _without(column: str) -> str:
    return text(several(), [name for name in HEADER if name != column])


def _gzip_damaged() -> bytes:
    packed = bytearray(gzip.compress(text(several(200)).encode()))
    packed[len(packed) // 2] ^= 0xFF
    packed[-6] ^= 0xFF
    return bytes(packed)


def _dialects() -> list[Case]:
    file = lambda **how: text(several(), **how)  # noqa: E731
    # With the same two names in every row the encoding would be doubtful.
    people = [one(name=name) for name in ("Смирнова Екатерина Павловна", "Токтогулов Азамат", "Жумабаев Данияр")]
    return [
        accepted("utf-8", file()),
        accepted("utf-8 with a byte order mark", "\ufeff" + file()),
        accepted("utf-16 little endian", b"\xff\xfe" + file().encode("utf-16-le")),
        accepted("utf-16 big endian", b"\xfe\xff" + file().encode("utf-16-be")),
        accepted("utf-16 little endian without a byte order mark", file().encode("utf-16-le")),
        accepted("utf-16 big endian without a byte order mark", file().encode("utf-16-be")),
        accepted("utf-16 as excel's unicode text", b"\xff\xfe" + file(delimiter="\t", end="\r\n").encode("utf-16-le")),
        accepted("windows-1251", text(people, delimiter=";").encode("cp1251")),
        accepted("windows-1251 with a russian header", file(delimiter=";", headings=RUSSIAN).encode("cp1251")),
        *(
            accepted(f"cyrillic in {name}", file(delimiter=";", headings=RUSSIAN).encode(name))
            for name in ("koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
        ),
        accepted(
            "latin letters with umlauts", text(_of("Müller Jürgen", "Weiß Günther", "José Núñez")).encode("latin-1")
        ),
        accepted("a title above the header", "Абоненты на 01.01.2026\n;;;\n" + file(delimiter=";")),
        accepted("columns without names at the end", file().replace("\n", ",,\n")),
        accepted("semicolons", file(delimiter=";")),
        accepted("tabs", file(delimiter="\t")),
        accepted("carriage returns and line feeds", file(end="\r\n")),
        accepted("carriage returns", file(end="\r")),
        accepted("no line end after the last row", file().rstrip("\n")),
        accepted("a declared delimiter", "sep=;\r\n" + file(delimiter=";", end="\r\n")),
        accepted("a declared delimiter after the byte order mark", "\ufeffsep=|\n" + file(delimiter="|")),
        accepted("blank lines everywhere", "\n \n" + file().replace("\n", "\n\n\n")),
        accepted("rows of separators at the end", file() + "," * 13 + "\n" + "," * 13 + "\n"),
        accepted("gzip", gzip.compress(file().encode())),
        accepted("gzip in members with padding", _in_members(file().encode())),
        accepted("a russian header", file(headings=RUSSIAN)),
        accepted("a kyrgyz header", file(headings=KYRGYZ)),
        accepted(
            "a header in capitals with spaces", file(headings=[name.upper().replace("_", " ") for name in HEADER])
        ),
        accepted("a header with hyphens", file(headings=[f" {name.replace('_', '-')} " for name in HEADER])),
        accepted("the columns in reverse order", file(columns=HEADER[::-1])),
        accepted("the required columns only", file(columns=REQUIRED)),
        accepted("a header over two lines", file(headings=["full\nname", *HEADER[1:]])),
        accepted("rejected rows, corrected and sent again", _corrected()),
        accepted("a mapping", file(headings=["A", *HEADER[1:]]), mapping={"A": "name"}),
        accepted("a mapping that leaves columns out", _with_note(), mapping={"note": "", "remark": None}),
        accepted("a mapping against an alias", file(headings=["number", *HEADER[1:]]), mapping={"Number": "name"}),
        accepted("quotes, doubled quotes and lines in cells", _quoted()),
        accepted("a quotation mark in a cell without quotes", file().replace("Асанов", 'ОсОО "Ромашка')),
        accepted("backslashes and tabs", text([one(name="Back\\slash \\N\tTab"), *several(2)])),
        accepted("the longest cell there may be", _with_note("x" * 10_000), mapping={"note": None, "remark": None}),
    ]


def _of(*names: str) -> list[dict[str, str]]:
    return [one(name=name) for name in names]


def _in_members(body: bytes) -> bytes:
    return gzip.compress(body[:100]) + gzip.compress(b"") + gzip.compress(body[100:]) + b"\0" * 512


def _with_note(note: str = "да, и что") -> str:
    rows = [{**row, "note": note, "remark": "2"} for row in several()]
    return text(rows, ("note", *HEADER, "remark"))


def _corrected() -> str:
    rows = [
        {**row, "row": "17", "column": "name", "code": "INVALID_NAME", "message": "is missing"} for row in several()
    ]
    return text(rows, ("row", "column", "code", "message", *HEADER))


def _quoted() -> str:
    return text([one(name='ОсОО "Ромашка, и Ко"'), one(name="Асанов\nБакыт"), one(name="Асанов\r\nБакыт", email="")])


def _emptiness() -> list[Case]:
    return [
        refused("no bytes", b"", "EMPTY_FILE", None),
        refused("empty lines", "\n\r\n\r\n\n", "EMPTY_FILE", None),
        refused("spaces", "   \n\t\n   ", "EMPTY_FILE", None),
        refused("a byte order mark alone", b"\xef\xbb\xbf", "EMPTY_FILE", None),
        refused("a byte order mark of utf-16 alone", b"\xff\xfe", "EMPTY_FILE", None),
        refused("gzip of nothing", gzip.compress(b""), "EMPTY_FILE", None),
        refused("a declared delimiter alone", "sep=;\n", "EMPTY_FILE", None),
        refused("a header alone", ",".join(HEADER) + "\n", "NO_ROWS", None),
        refused("a header without its end", ",".join(HEADER), "NO_ROWS", None),
        refused("a header and blank lines", ",".join(HEADER) + "\n\n\n \n", "NO_ROWS", None),
        refused("a header and rows of separators", text([dict.fromkeys(HEADER, "")] * 3), "NO_ROWS", None),
    ]


def _headers() -> list[Case]:
    rows = several()
    changed = lambda **names: text(rows, headings=[names.get(name, name) for name in HEADER])  # noqa: E731
    return [
        *(refused(f"no column {column}", _without(column), "MISSING_COLUMN", 1) for column in REQUIRED),
        refused("no header", text(rows).partition("\n")[2], "UNKNOWN_COLUMN", 1),
        refused("a column misspelt", changed(opening_balance="opening_balanse"), "UNKNOWN_COLUMN", 1),
        refused("a column without a name", changed(language=""), "UNKNOWN_COLUMN", 2),
        refused("an unknown column after blank lines", "\n\n" + changed(language="horoscope"), "UNKNOWN_COLUMN", 3),
        refused("the reported columns in another case", changed(language="CODE"), "UNKNOWN_COLUMN", 1),
        refused("one column for all", "name phone iccid tariff\nA B C D\n", "UNKNOWN_COLUMN", 1),
        refused("a column twice", changed(email="name"), "DOUBLED_COLUMN", 1),
        refused("a column twice by an alias", changed(email="ФИО"), "DOUBLED_COLUMN", 1),
        refused("a column twice by case", changed(email="Phone "), "DOUBLED_COLUMN", 1),
        refused("a column twice by a mapping", changed(email="A"), "DOUBLED_COLUMN", 1, {"A": "phone"}),
        refused("a mapping to no column", changed(), "INVALID_MAPPING", None, {"name": "nom"}),
        refused("a mapping of no column", changed(), "INVALID_MAPPING", 1, {"nom": "name"}),
        refused("a contradictory mapping", changed(), "INVALID_MAPPING", None, {"name": "name", "Name": "email"}),
    ]


def _bytes() -> list[Case]:
    lines = _lines()
    first = "".join(lines[:2]).encode()
    russian = text(several(), delimiter=";").encode("cp1251")
    return [
        refused("an excel workbook", b"PK\x03\x04\x14\0\x06\0\x08\0" + b"xl/workbook.xml" * 9, "NOT_TEXT", None),
        refused("an old excel workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "NOT_TEXT", None),
        refused("an empty archive", b"PK\x05\x06" + b"\0" * 18, "NOT_TEXT", None),
        refused("an excel workbook in gzip", gzip.compress(b"PK\x03\x04" + b"\0" * 99), "NOT_TEXT", None),
        refused("a pdf document", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "NOT_TEXT", None),
        refused("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "NOT_TEXT", None),
        refused("bzip2", bz2.compress(first), "NOT_TEXT", None),
        refused("xz", lzma.compress(first), "NOT_TEXT", None),
        refused("gzip twice", gzip.compress(gzip.compress(first)), "NOT_TEXT", None),
        refused("zeros", b"\0" * 5000, "NOT_TEXT", 1),
        refused("a zero in the header", first.replace(b"email", b"em\0il"), "NOT_TEXT", 1),
        refused("a zero in a row", "".join(lines).replace("Бакыт", "Бак\0ыт").encode(), "NOT_TEXT", 2),
        refused("a zero in the last row", first + lines[2].encode() + b"\0\n", "NOT_TEXT", 4),
        refused("zeros in utf-16", b"\xff\xfe" + (lines[0] + "\0").encode("utf-16-le"), "NOT_TEXT", 2),
        refused(
            "a damaged byte in utf-8", first + lines[2].encode().replace("ы".encode(), b"\xff", 1), "UNDECODABLE", 3
        ),
        refused("a character cut off by the end", first + "Асанов Б".encode()[:-1], "UNDECODABLE", 3),
        refused("utf-8 and then windows-1251", first * 3 + lines[2].encode("cp1251"), "UNDECODABLE", 7),
        refused("a surrogate in utf-8", first + b"\xed\xa0\x80" + lines[2].encode(), "UNDECODABLE", 3),
        refused("a byte that windows-1251 does not define", russian + b"\x98\n", "ENCODING_DOUBTFUL", None),
        refused(
            "one short word in the dos code page", text([one(name="Ли")]).encode("cp866"), "ENCODING_DOUBTFUL", None
        ),
        refused("latin letters of utf-8 marked and damaged", b"\xef\xbb\xbf" + first + b"\xe9\n", "UNDECODABLE", 3),
        refused(
            "half a character of utf-16", b"\xff\xfe" + "".join(lines).encode("utf-16-le") + b"A", "UNDECODABLE", 5
        ),
        refused("half a pair of utf-16", b"\xff\xfe" + lines[0].encode("utf-16-le") + b"\x00\xd8,\0", "UNDECODABLE", 2),
        refused("gzip that is cut off", gzip.compress(text(several(50)).encode())[:-40], "BAD_GZIP", None),
        refused("gzip without its last bytes", gzip.compress(first)[:-3], "BAD_GZIP", None),
        refused("gzip that is damaged", _gzip_damaged(), "BAD_GZIP", None),
        refused("gzip and something after it", gzip.compress(first) + b"name,phone", "BAD_GZIP", None),
        refused("the beginning of gzip alone", b"\x1f\x8b", "BAD_GZIP", None),
        refused("gzip with a wrong sum", gzip.compress(first)[:-8] + b"\1" * 8, "BAD_GZIP", None),
    ]


def _cells() -> list[Case]:
    lines = _lines()
    cut = lines[2].rstrip("\n").rpartition(",")[0] + "\n"
    whole = "".join(lines)
    return [
        refused("a row with a cell too few", "".join([*lines[:2], cut, lines[3]]), "RAGGED_ROW", 3),
        refused("a row with a cell too many", whole + "x," + lines[2], "RAGGED_ROW", 5),
        refused("a row with a separator too many", whole.replace("RU,EXT", "RU,,EXT", 1), "RAGGED_ROW", 2),
        accepted("rows that end with a separator", whole.replace(",0\n", ",0,,\n")),
        refused("rows that end with a cell too many", whole.replace(",0\n", ",0,,x\n"), "RAGGED_ROW", 2),
        refused("a short row after blank lines", f"{lines[0]}\n\n{lines[1]}\n{cut}", "RAGGED_ROW", 6),
        refused(
            "a short row after a cell of lines", f"{lines[0]}{_quoted().partition(chr(10))[2]}{cut}", "RAGGED_ROW", 5
        ),
        refused("a row by another separator", whole + lines[1].replace(",", ";"), "RAGGED_ROW", 5),
        refused("a row cut off by the end", whole[:-60], "RAGGED_ROW", 4),
        accepted("a total of one word at the end", whole + "итого\n"),
        accepted(
            "a total of all cells at the end", text([*several(), dict.fromkeys(HEADER, "") | {"name": "Итого: 3"}])
        ),
        accepted("counts alone at the end", whole + ",,3,1500\n\n"),
        refused("a word for a total and a row behind it", whole + "итого\n" + lines[1], "RAGGED_ROW", 5),
        refused("a decimal comma among commas", whole.replace(",0\n", ",0,50\n", 1), "RAGGED_ROW", 2),
        accepted("separators alone, too few", whole + ",,,\n"),
        refused("a quote that is not closed", whole + '"' + lines[1], "UNCLOSED_QUOTE", 5),
        refused("a quote that is not closed in the header", '"' + whole, "UNCLOSED_QUOTE", 1),
        refused("a quote that is not closed before others", _never_closed(), "UNCLOSED_QUOTE", 3),
        refused("a quote not closed before much else", _never_closed(500), "UNCLOSED_QUOTE", 3),
        refused("a quote not closed before quoted cells", _never_closed(500, '"'), "UNCLOSED_QUOTE", 3),
        refused("a stray quote in a quoted cell", whole + '"a "b" c",' + lines[1], "UNCLOSED_QUOTE", 5),
        refused("a space after a quoted cell", whole + '"Бакыт" ,' + lines[1], "UNCLOSED_QUOTE", 5),
        refused("a lone quote at the end", whole + '"', "UNCLOSED_QUOTE", 5),
        refused("a cell too long", text([one(), one(name="Ж" * 10_001)]), "CELL_TOO_LONG", 3),
        refused("a quoted cell too long", text([one(), one(name='"' * 10_001), one()]), "CELL_TOO_LONG", 3),
        refused("a cell of lines too long", text([one(), one(name="ж\n" * 5_001), one()]), "CELL_TOO_LONG", 3),
        refused("a cell too long in a column left out", _with_note("x" * 10_001), "CELL_TOO_LONG", 2, _NOTES),
        refused("a heading too long", "x" * 10_001 + "," + whole, "CELL_TOO_LONG", 1),
        refused("a cell too long in the last column", text([one(opening_balance="9" * 10_001)]), "CELL_TOO_LONG", 2),
    ]


_NOTES: dict[str, str | None] = {"note": None, "remark": None}


def _never_closed(more: int = 3, quote: str = "") -> str:
    rest = [f"{quote}{row['name']}{quote}," + line.partition(",")[2] for row, line in _named(more)]
    lines = _lines(2)
    return "".join([*lines[:2], '"' + lines[2], *rest])


def _named(number: int) -> list[tuple[dict[str, str], str]]:
    return [(row, text([row]).partition("\n")[2]) for row in several(number)]


def _rows() -> list[Case]:
    wrong_digit = iccid(999_999_999)[:-1] + str((int(iccid(999_999_999)[-1]) + 1) % 10)
    return [
        _rejects("names", "name", "INVALID_NAME", "", "  ", "x" * 201, "a\x01b", "\x7f", "\u00a0"),
        _rejects("phones", "phone", "INVALID_PHONE", "", " ", "12", "abc", "+999123456789", "+996700", "9.967E+11"),
        _rejects("phones counted with", "phone", "INVALID_PHONE", "9,96700123456E+11", "996700123456.0", "+1" * 200),
        _rejects("e-mail addresses", "email", "INVALID_EMAIL", "a", "a@", "@b.com", "a@b", "a b@c.com", "a@b..com"),
        _rejects("more e-mail addresses", "email", "INVALID_EMAIL", "a@@b.com", "x" * 400 + "@b.com", "a@localhost"),
        _rejects("kinds", "kind", "INVALID_INPUT", "ALIEN", "1", "PERSON,ORGANISATION", "x" * 5000),
        _rejects("documents", "document", "INVALID_INPUT", "VISA:AN1", "ID_CARD:", ":AN1", "ID_CARD:AN1:KGZ"),
        _rejects("more documents", "document", "INVALID_INPUT", "A" * 51, "ID_CARD:A:K1", "ID_CARD:A:KG:X", "A\x01"),
        _rejects("cards", "iccid", "INVALID_ICCID", "", "8996", wrong_digit, "8999671" + "x" * 12, "1" * 19),
        _rejects("cards counted with", "iccid", "INVALID_ICCID", "8.99601E+18", "8,99601E+18", "8E18", "9" * 5000),
        _rejects("numbers", "msisdn", "INVALID_MSISDN", "12", "abc", "+999123456789", "9.96E+11", "996555123456.0"),
        _rejects("tariffs", "tariff", "TARIFF_NOT_FOUND", "", " ", "-A", "ТАРИФ", "A B", "A" * 41, "A;B"),
        _rejects("options", "options", "OPTION_NOT_FOUND", "A;Б", "-", "A" * 41, ";".join(f"O{n}" for n in range(51))),
        _rejects(
            "birth dates",
            "birth_date",
            "INVALID_INPUT",
            "1899-12-31",
            "2999-01-01",
            "31.02.1980",
            "01.01.80",
            "1980",
        ),
        _rejects("days", "start_date", "INVALID_INPUT", "2999-01-01", "1989-12-31", "31.02.2025", "2025-1-1", "45000"),
        _rejects(
            "more days", "start_date", "INVALID_INPUT", "12/31/2025", "01.01.25", "tomorrow", "0000-00-00", "٢٠٢٥"
        ),
        _rejects("languages", "language", "INVALID_INPUT", "DE", "РУ", "русскийй"),
        _rejects("identifiers", "external_id", "INVALID_INPUT", "x" * 101, "a\x01b", "a\tb", "a\nb", "a\ue000b"),
        _rejects("customers' identifiers", "customer_external_id", "INVALID_INPUT", "x" * 101, ".\x1f.", "a\x02"),
        _rejects(
            "amounts", "opening_balance", "INVALID_AMOUNT", "x", "1.2.3", "1,2,3", "1e5", "1234567890123", "0.12345"
        ),
        _rejects("more amounts", "opening_balance", "INVALID_AMOUNT", "--1", "1-", "$5", ".", "NaN", "Infinity", "٥"),
        _first_of_many(),
        _rejects("formulas", "phone", "INVALID_PHONE", "=1+1", "=cmd|' /C calc'!A0", "@SUM(1)"),
        _rejects("scripts and statements", "iccid", "INVALID_ICCID", "'; drop table sim; --", "<script>", "\\N", "\\."),
        accepted("unusual but valid values", _unusual(), rows=8),
    ]


def _first_of_many() -> Case:
    rows = [
        one(),
        one(name="", phone="", iccid="x"),
        one(iccid="x", tariff="", language="DE"),
        dict.fromkeys(HEADER, "x"),
    ]
    rejected = [(3, "name", "INVALID_NAME"), (4, "iccid", "INVALID_ICCID"), (5, "phone", "INVALID_PHONE")]
    return Case("the first of many wrong cells", text(rows).encode(), rejected=rejected, rows=4)


def _unusual() -> str:
    first, second, third = (next_ordinal() for _ in range(3))
    return text(
        [
            good(first, phone="'" + phone(first), iccid="'" + iccid(first)),
            good(
                second, phone=phone(second).removeprefix("+"), iccid=" ".join([iccid(second)[:10], iccid(second)[10:]])
            ),
            good(third, phone="0" + phone(third).removeprefix("+996"), iccid=iccid(third) + "F"),
            one(
                name="  Асанов \n Бакыт  ", email=" Asanov@Example.COM ", kind=" Физическое лицо ", language="кыргызча"
            ),
            one(document="passport: ac 123 : kz", kind="юрлицо", start_date="1.2.2024", opening_balance="-1 234,5"),
            one(tariff=" start ", start_date="31/12/2024", opening_balance="1\u00a0234\u00a0567.1234", document=""),
            one(
                opening_balance="-0", external_id=" 1 ", email=" ", language=" ", document=" ", start_date="1990-01-01"
            ),
            one(name="\\N", external_id="\\.", customer_external_id="a\\tb"),
        ]
    )


CASES: list[Case] = [*_dialects(), *_emptiness(), *_headers(), *_bytes(), *_cells(), *_rows()]
