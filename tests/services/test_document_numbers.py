"""Document numbers: equality, placeholders, and the same key in Python and PostgreSQL."""

import random

import pytest

from backend.errors import Refusal
from backend.services import rules
from backend.services.rules.placeholders import LOOK_ALIKES, SEPARATORS
from tests.client import Client

SAME = (
    "ID1234567",
    "id 1234567",
    "ID-1234567",
    "ІD1234567",
    "ІД№ 1234567".replace("ІД", "ИД"),
    "1D1234567",
    "ID 123 45 67",
)
NONE = (
    "-", "—", ".", "...", "???", "0", "00000000", "0-0", "x", "XXX", "х", "нет", "НЕТ", "Н Е Т", "нету", "N/A", "n.a.", "Н/Д", "б/н", "Б.Н.",
    "без номера", "none", "NULL", "nil", "unknown", "отсутствует", "жок", "Жок", "документ жок", "test", "тест", "(нет)",
)  # fmt: skip
SOME = ("AN1234567", "AC1234567", "PE0000001", "C-17", "100", "нетто", "Н-1", "N12", "10000000", "K00000001")
OF_DOCUMENTS = ("1", "77", "1111111", "AAAA", "ID0000000", "AN 000 000 0")  # other identifiers may be these


@pytest.mark.parametrize("number", SAME)
def test_spellings_of_one_document_number_have_one_key(number: str) -> None:
    assert rules.document_key(rules.document_number(number), "ID_CARD", "KG") == "ID1234567"


def test_letters_are_read_as_digits_only_in_the_place_of_digits() -> None:
    assert rules.document_key("AN12345OI", "ID_CARD", "KG") == "AN1234501"
    assert rules.document_key("АН1234567", "PASSPORT", "KG") == "AN1234567"  # written in Cyrillic
    assert rules.document_key("AN12345OI", "ID_CARD", "KZ") == "AN12345OI"
    assert rules.document_key("AN12345OI", "RESIDENCE_PERMIT", "KG") == "AN12345OI"
    assert rules.document_key("AH123456", "PASSPORT", "KG") == "AH123456"


@pytest.mark.parametrize("text", NONE)
def test_a_placeholder_is_not_a_document_number(text: str) -> None:
    assert rules.is_placeholder(text)
    assert rules.is_placeholder_document(text)
    with pytest.raises(Refusal):
        rules.document_number(text)


@pytest.mark.parametrize(
    "text", ["потерян", "в процессе", "なし", "없음", "لا يوجد", "ei ole", "ID", "паспорт", "·", "∅", "😀"]
)
def test_words_of_any_language_are_not_document_numbers(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        rules.document_number(text)
    assert refused.value.message.startswith("a document number must contain a digit")


@pytest.mark.parametrize("text", SOME)
def test_a_valid_document_number_is_not_a_placeholder(text: str) -> None:
    assert not rules.is_placeholder(text)
    assert not rules.is_placeholder_document(text)


@pytest.mark.parametrize("text", OF_DOCUMENTS)
def test_one_repeated_digit_is_not_a_document_number(text: str) -> None:
    assert not rules.is_placeholder(text) or not text.strip("0")
    assert rules.is_placeholder_document(text)


@pytest.mark.database
def test_the_database_computes_the_same_key(reading_client: Client) -> None:
    rng = random.Random(14)
    letters = LOOK_ALIKES[0] + LOOK_ALIKES[1] + SEPARATORS.replace("\t", "") + "0123456789OILНДИЖҢӨҮ№ＡＢ１２éß"
    texts = [*SAME, *SOME, "АН123456О"] + [
        rng.choice(("", "ID", "АН", "ИД", "1D")) + "".join(rng.choices(letters, k=rng.randint(1, 9)))
        for _ in range(2000)
    ]
    numbers = ["".join(text.split()).upper() for text in texts]
    for kind, country in (("ID_CARD", "KG"), ("PASSPORT", "KG"), ("PASSPORT", "KZ"), ("RESIDENCE_PERMIT", "KG")):
        found = reading_client.sql(
            "select crm_document_key(n, $2, $3) from unnest($1::text[]) with ordinality x(n, i) order by i",
            numbers, kind, country,
        )  # fmt: skip
        differing = [
            (number, row[0], rules.document_key(number, kind, country))
            for number, row in zip(numbers, found, strict=True)
            if row[0] != rules.document_key(number, kind, country)
        ]
        assert differing == []
