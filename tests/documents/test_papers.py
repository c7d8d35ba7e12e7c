"""Bills and statements as PDF: their texts in three languages, with any names in them."""

import asyncio
import io
import os
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from backend.documents import words
from backend.documents.papers import BillPaper, StatementPaper, StatementRow, render_bill, render_statement
from backend.models import BillKind, Language, PaymentMethod, PostingKind

MADE = datetime(2026, 11, 25, 8, 5, 6, 789_000, tzinfo=UTC)
COMMON: dict[str, Any] = {
    "operator_name": "Айдын Телеком", "operator_details": ("720000, Бишкек", "ИНН 01234567890123"),
    "customer_name": "Өмүрбекова Ңүргүл Үсөновна", "customer_number": "C00000012", "contract_number": "K00000034",
    "msisdn": "+996700100001", "currency": "KGS", "time_zone": "Asia/Bishkek", "made": MADE, "file_name": "x.pdf",
}  # fmt: skip


def bill(language: Language, **changed: Any) -> BillPaper:
    return replace(
        BillPaper(
            **COMMON, language=language, kind=BillKind.RECEIPT, number="R2026-00000001",
            amount=words.amount_text(123_450, "KGS", language), tax=words.amount_text(13_227, "KGS", language),
            tax_rate=words.rate_text(Decimal("12.00"), language),
            balance_before=words.amount_text(-5_000, "KGS", language),
            balance_after=words.amount_text(118_450, "KGS", language),
            method=words.method_text(PaymentMethod.CASH, language), payment_number="P000000001",
            issued_at=words.moment_text(MADE, language),
        ),
        **changed,
    )  # fmt: skip


def statement(language: Language, rows: int, **changed: Any) -> StatementPaper:
    kinds = list(PostingKind)
    lines = tuple(
        StatementRow(
            "25.11.2026 08:05", f"{words.posting_text(kinds[n % len(kinds)], language)}: n{n}z", f"+{n},00", "7"
        )
        for n in range(rows)
    )
    return replace(
        StatementPaper(
            **COMMON, language=language, period="01.11.2026 – 30.11.2026", made_at="25.11.2026 08:05",
            opening_balance="111,00", closing_balance="222,00", credited="333,00", debited="444,00", rows=lines,
        ),
        **changed,
    )  # fmt: skip


def pages(pdf: bytes) -> list[str]:
    assert pdf.startswith(b"%PDF-")
    return [
        " ".join(page.extract_text().replace("\N{NO-BREAK SPACE}", " ").split())
        for page in PdfReader(io.BytesIO(pdf)).pages
    ]


def text_of_pages(paper: BillPaper | StatementPaper) -> list[str]:
    render: Any = render_bill if isinstance(paper, BillPaper) else render_statement
    return pages(asyncio.run(render(paper)))


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (Language.EN, ("Receipt", "Received 1,234.50 KGS", "Tax included (12%) 132.27 KGS", "Balance before −50.00 KGS",
            "Balance after 1,184.50 KGS", "Payment method", "Cash", "25 Nov 2026, 08:05", "Page 1 / 1")),
        (Language.RU, ("Квитанция", "Получено 1 234,50 KGS", "В том числе налог (12 %) 132,27 KGS", "Баланс до операции −50,00 KGS",
            "Баланс после операции 1 184,50 KGS", "Способ оплаты", "Наличные", "25.11.2026 08:05", "Страница 1 / 1")),
        (Language.KY, ("Дүмүрчөк", "Алынды 1 234,50 KGS", "Анын ичинде салык (12 %) 132,27 KGS", "Операцияга чейинки баланс −50,00 KGS",
            "Операциядан кийинки баланс 1 184,50 KGS", "Төлөө ыкмасы", "Накталай", "25.11.2026 08:05", "Бет 1 / 1")),
    ],
)  # fmt: skip
def test_a_bill_has_every_text_in_the_language_of_the_customer(language: Language, texts: tuple[str, ...]) -> None:
    [page] = text_of_pages(bill(language))
    everywhere = (
        "Айдын Телеком", "720000, Бишкек", "ИНН 01234567890123", "Өмүрбекова Ңүргүл Үсөновна", "C00000012", "K00000034",
        "+996700100001", "№ R2026-00000001", "P000000001", "Asia/Bishkek",
    )  # fmt: skip
    assert [text for text in (*everywhere, *texts) if text not in page] == [], page


def test_every_letter_of_every_text_is_in_the_fonts() -> None:
    """A character that the fonts do not have is extracted as NUL."""
    letters = "".join(sorted({c for each in Language for text in words.words(each).values() for c in text} - {" "}))
    letters += "ҢңҮүӨөЁёЫыЭэ№«»—"
    [page] = text_of_pages(bill(Language.KY, customer_name=letters))
    assert "\0" not in page
    assert [c for c in letters if c not in page] == []
    assert "\0" in text_of_pages(bill(Language.KY, customer_name="\N{CJK UNIFIED IDEOGRAPH-6F22}"))[0]


def test_a_bill_without_a_number_states_that_one_follows() -> None:
    for language, text in (
        (Language.EN, "number follows"),
        (Language.RU, "номер будет присвоен"),
        (Language.KY, "номери кийин берилет"),
    ):
        [page] = text_of_pages(bill(language, number=None))
        assert text in page
        assert "№" not in page


@pytest.mark.parametrize("kind", list(BillKind))
def test_each_kind_of_bill_has_its_title_in_each_language(kind: BillKind) -> None:
    titles = {words.bill_title(kind, language) for language in Language}
    assert len(titles) == 3
    for language in Language:
        [page] = text_of_pages(bill(language, kind=kind))
        assert words.bill_title(kind, language) in page
        assert f"{words.bill_amount_label(kind, language)} 1" in page


@pytest.mark.parametrize(
    "name",
    [
        "#panic()", r"*x* $y$ \ ", "// gone? /* gone */", "<label> @reference", "= Heading", "- item", '"quoted" \\u{41}',
        '#import "/etc/passwd"', "`raw` ~ -- --- ...", "{{ jinja }} %s {0}", "</script>&amp;", "#sys.inputs.paper", "\\", "]", "[", "'",
    ],
)  # fmt: skip
def test_a_name_that_looks_like_markup_is_printed_literally(name: str) -> None:
    printed = " ".join(name.split())
    [page] = text_of_pages(
        bill(Language.EN, customer_name=name, method=name, operator_name=name, operator_details=(name,))
    )
    assert page.count(printed) >= 4, page
    [page] = text_of_pages(replace(statement(Language.EN, 0), rows=(StatementRow("now", name, "1", "2"),)))
    assert f"now {printed} 1 2" in page


def test_unprintable_characters_are_left_out_and_a_long_word_is_wrapped() -> None:
    [page] = text_of_pages(bill(Language.EN, customer_name="a\nb\tc\x07d\u202ee\ud800f"))
    assert "a b c d e f" in page
    paper = bill(Language.EN, customer_name="W" * 200)
    found = PdfReader(io.BytesIO(asyncio.run(render_bill(paper)))).pages[0].extract_text()
    assert found.count("W") == 200
    # 200 of the widest letters do not fit on one line of half a page, so they are on several.
    assert len([line for line in found.splitlines() if "WWWWW" in line]) >= 8
    assert "\N{ZERO WIDTH SPACE}" not in found


@pytest.mark.parametrize("language", list(Language))
def test_a_long_statement_has_its_column_titles_and_page_number_on_every_page(language: Language) -> None:
    found = text_of_pages(statement(language, 300))
    text = words.words(language)
    assert 7 <= len(found) <= 12
    for at, page in enumerate(found, 1):
        assert f"{text['date']} {text['what']} {text['amount']}, KGS {text['balance']}, KGS" in page
        assert f"{text['page']} {at} / {len(found)}" in page
    whole = " ".join(found)
    assert all(f"n{n}z +{n},00 7" in whole for n in range(300))
    assert all(words.posting_text(kind, language) in whole for kind in PostingKind)
    for expected in (
        text["statement"],
        "01.11.2026 – 30.11.2026",
        "111,00 KGS",
        "222,00 KGS",
        "333,00 KGS",
        "444,00 KGS",
    ):
        assert expected in found[0]
    assert text["not_shown"].partition("{")[0] not in whole


def test_a_statement_states_how_many_entries_it_omits_and_that_there_are_none() -> None:
    assert (
        "Более поздние операции, не показанные здесь: 42." in text_of_pages(statement(Language.RU, 3, not_shown=42))[0]
    )
    [page] = text_of_pages(statement(Language.KY, 0))
    assert "Бул мезгилде операция болгон жок." in page
    assert "Күнү жана убактысы" not in page


def test_a_document_without_the_customers_name_has_no_customer_fields() -> None:
    for paper in (
        bill(Language.EN, customer_name=None, customer_number=None),
        statement(Language.EN, 1, customer_name=None, customer_number=None),
    ):
        [page] = text_of_pages(paper)
        assert "Customer" not in page
        assert "K00000034" in page


def test_rendering_a_document_again_gives_the_same_bytes() -> None:
    async def twice(paper: BillPaper) -> list[bytes]:
        return await asyncio.gather(*(render_bill(paper) for _ in range(8)))

    first = asyncio.run(twice(bill(Language.RU)))
    assert len(set(first)) == 1
    facts = PdfReader(io.BytesIO(first[0])).metadata
    assert facts is not None
    assert facts.title == "Квитанция R2026-00000001"
    assert facts.author == "Айдын Телеком"
    assert facts.creation_date == MADE.replace(microsecond=0)
    assert asyncio.run(render_bill(bill(Language.RU, made=MADE.replace(day=26)))) != first[0]


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_long_statements_do_not_accumulate_memory() -> None:
    """A statement of 700 rows needs about fifty megabytes, which the next one uses again."""

    async def one_after_another() -> list[int]:
        found = []
        for at in range(5):
            await render_statement(statement(Language.RU, 700, period=str(at)))
            found.append(_resident_bytes())
        return found

    found = asyncio.run(one_after_another())
    assert found[-1] - found[0] < 40_000_000, found


@pytest.mark.parametrize(
    ("minor", "currency", "english", "russian"),
    [
        (0, "KGS", "0.00", "0,00"), (5, "KGS", "0.05", "0,05"), (-123_456_789, "KGS", "−1,234,567.89", "−1 234 567,89"),
        (1_234, "JPY", "1,234", "1 234"), (1_234_567, "KWD", "1,234.567", "1 234,567"), (9_007_199_254_740_993, "KGS",
        "90,071,992,547,409.93", "90 071 992 547 409,93"),
    ],
)  # fmt: skip
def test_amounts_have_the_separators_of_the_language(minor: int, currency: str, english: str, russian: str) -> None:
    assert words.amount_text(minor, currency, Language.EN) == english
    for language in (Language.RU, Language.KY):
        written = words.amount_text(minor, currency, language)
        assert written == russian.replace(" ", "\N{NO-BREAK SPACE}")
        assert not any(unicodedata.category(c) == "Zs" and c != "\N{NO-BREAK SPACE}" for c in written)
    assert words.amount_text(100, "KGS", Language.EN, signed=True) == "+1.00"
    assert words.amount_text(0, "KGS", Language.EN, signed=True) == "0.00"


def test_rates_have_no_trailing_zeros() -> None:
    written = [words.rate_text(Decimal(rate), Language.EN) for rate in ("12.00", "12.50", "0.00", "10", "0.05")]
    assert written == ["12%", "12.5%", "0%", "10%", "0.05%"]
    assert words.rate_text(Decimal("12.50"), Language.KY) == "12,5\N{NO-BREAK SPACE}%"
