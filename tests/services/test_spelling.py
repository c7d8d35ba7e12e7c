"""Normalisation of typed values: national and international numbers, invisible characters, Cyrillic look-alikes."""

import sys
import unicodedata

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.errors import ErrorCode, Refusal
from backend.notifications.email import mailbox
from backend.services import rules
from backend.services.rules import numbers, spelling, texts
from backend.settings import Settings, load_settings

SETTINGS = Settings()


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("996555123456", "+996555123456"), ("00996555123456", "+996555123456"), ("0555 123 456", "+996555123456"),
        ("+996 (0) 555 123 456", "+996555123456"), ("(0555) 12-34-56", "+996555123456"), ("555.123.456", "+996555123456"),
        ("0555\u200b123\u00ad456", "+996555123456"), ("٠٥٥٥١٢٣٤٥٦", "+996555123456"), ("＋996５５５123456", "+996555123456"),
        ("0555 123\u2011456", "+996555123456"), ("тел. 0555 123 456", "+996555123456"), ("tel:+996-555-123-456", "+996555123456"),
        ("+7 701 123 4567", "+77011234567"), ("0312 12 34 56", "+996312123456"),
    ],
)  # fmt: skip
def test_contact_data_are_normalised(written: str, stored: str) -> None:
    assert rules.phone(written, SETTINGS) == stored


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("0555 123 45", "is not a valid number"), ("0555 123 4567", "is not a valid number"), ("555123", "is not a valid number"),
        ("9965551234", "is not a valid number"), ("0555 OOO 123", "a number must not contain letters"), ("доб. 12", "a number must not contain letters"),
        ("0555 123 456 доб. 12", 'without "доб. 12"'), ("0555123456 ext. 7", 'without "ext. 7"'), ("0555123456#12", 'without "#12"'),
        ("+996 055 512 345", "is not a valid number"), ("77011234999", "is not a valid number"), ("112", "is not a valid number"),
        ("", "is not a valid number"), ("0" * 5000, "is not a valid number"), ("0555123456, 0555123457", "is not a valid number"),
    ],
)  # fmt: skip
def test_invalid_contact_data_are_refused_with_the_value_and_the_expected_form(written: str, said: str) -> None:
    with pytest.raises(Refusal) as caught:
        rules.phone(written, SETTINGS)
    assert caught.value.code is ErrorCode.INVALID_PHONE
    assert said in caught.value.message
    assert texts.quoted(written) in caught.value.message
    assert said.startswith("without") or "expected is +996700123456 or 0700 123 456" in caught.value.message


def test_the_pool_accepts_mobile_numbers_of_the_region_or_of_the_numbering_plan() -> None:
    assert rules.pool_number("0555 123 456", SETTINGS) == "+996555123456"
    planned = load_settings(numbering_plan=("+996 77x xxx xxx", "+996-790-xxx-xxx"))
    assert planned.numbering_plan == ("+99677xxxxxxx", "+996790xxxxxx")
    assert rules.pool_number("0772 20 37 03", planned) == "+996772203703"
    assert rules.pool_number("0790 123 456", planned) == "+996790123456"  # newer than libphonenumber
    for settings, wrong in (
        (SETTINGS, "555123"), (SETTINGS, "+77011234999"), (SETTINGS, "0312 123456"), (planned, "0555 123 456"),
        (planned, "+99677220370"), (planned, "+9967722037033"), (planned, "OOO"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as caught:
            rules.pool_number(wrong, settings)
        assert (caught.value.code, list(caught.value.field)) == (ErrorCode.INVALID_MSISDN, ["msisdn"])


@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)))
def test_without_a_numbering_plan_the_pool_accepts_mobile_numbers_of_its_region(region: str) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if example is not None:
        written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        assert rules.pool_number(written, load_settings(default_region=region)) == written


def test_the_list_of_invisible_characters_is_unicodes() -> None:
    drawn = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if unicodedata.category(character) == "Cf" and character not in drawn:
            assert texts.cleaned(f"a{character}b") == "ab", hex(point)


@pytest.mark.parametrize(
    "kept", ["👩\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3", "می\u200cخواهم", "क्\u200dष", "葛\U000e0100城"]
)
def test_joiners_are_kept_where_they_change_the_glyph(kept: str) -> None:
    assert texts.cleaned(kept) == kept


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("И\u0306\u200bван", "Йван"), ("Иван\u200d", "Иван"), ("Иван\ufe0f", "Иван"), ("\ufeffИван\u3164", "Иван"),
        ("a\u202eb\u2066c", "abc"), ("\u200d👩", "👩"),
    ],
)  # fmt: skip
def test_invisible_characters_are_removed(given_text: str, kept: str) -> None:
    assert texts.cleaned(given_text) == kept


@given(st.text(max_size=60))
def test_cleaning_is_idempotent(text: str) -> None:
    once = texts.cleaned(text)
    assert texts.cleaned(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_long_runs_of_combining_marks_are_cut_early() -> None:
    assert len(texts.cleaned("a" + "\u0315\u0300" * 100_000)) <= texts.MAX_MARKS + 1


@pytest.mark.parametrize("text", ["\u200b", "\u00ad\u202e", "123", "«»", "😀", "\u3164"])
def test_a_name_requires_a_letter(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        rules.name(text)
    assert caught.value.code is ErrorCode.INVALID_NAME


def test_an_accepted_address_is_deliverable() -> None:
    with pytest.raises(Refusal) as caught:
        rules.email("иван@mail.ru")
    assert "before the @" in caught.value.message
    for written, stored, sent in (
        ("Почта@Домен.рф".replace("Почта", "Info"), "info@домен.рф", "info@xn--d1acufc.xn--p1ai"),
        ("info@xn--d1acufc.xn--p1ai", "info@домен.рф", "info@xn--d1acufc.xn--p1ai"),
        ("info@straße.de", "info@straße.de", "info@xn--strae-oqa.de"),
        ("a\u200bb@example.kg", "ab@example.kg", "ab@example.kg"),
    ):
        assert rules.email(written) == stored
        assert mailbox(stored) == sent


def test_codes_and_iccids_are_normalised() -> None:
    assert [rules.code(each) for each in (" t01 ", "т01", "t\u200b01", "no tariff", "", "\0")] == ["T01"] * 3 + [
        None
    ] * 3
    assert rules.iccid("8999 6710\u200b 0000 0000 0012F", SETTINGS) == "89996710000000000012"


@given(st.text(max_size=40))
def test_normalising_never_raises(text: str) -> None:
    for kind in (spelling.TEXT, spelling.NAME, spelling.EMAIL, spelling.PHONE, spelling.ICCID, spelling.CODE):
        once = kind.whole(text, SETTINGS)
        assert kind.whole(once, SETTINGS) == once
        assert isinstance(kind.beginning(text, SETTINGS) + kind.part(text, SETTINGS), str)


@given(st.integers(0, 9_999_999), st.integers(1, 9))
def test_a_prefix_of_a_number_is_normalised_like_the_number(serial: int, length: int) -> None:
    digits = f"77{serial:07d}"
    for begun in (
        f"0{digits[:length]}",
        f"+996{digits[:length]}",
        f"00996{digits[:length]}",
        f"996{digits[:length]}",
        digits[:length],
    ):
        assert f"+996{digits}".startswith(numbers.beginning(begun, SETTINGS)), begun


def test_zeros_alone_are_not_the_prefix_of_an_international_number() -> None:
    begun = [numbers.beginning(each, SETTINGS) for each in ("00", "000", "0049")]
    assert begun == ["+9960", "+99600", "+49"]
