"""Rules on single values, compared with the libraries on generated input."""

import re
from typing import Any

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from backend.errors import ErrorCode, Refusal
from backend.services import rules
from backend.settings import Settings

SETTINGS = Settings()


def code(rule: Any, *given: Any) -> ErrorCode:
    with pytest.raises(Refusal) as caught:
        rule(*given)
    return caught.value.code


@given(st.text(max_size=40))
def test_a_phone_is_stored_as_e164_or_refused(text: str) -> None:
    try:
        stored = rules.phone(text, SETTINGS)
    except Refusal as refusal:
        assert refusal.code is ErrorCode.INVALID_PHONE
        return
    assert re.fullmatch(r"\+[1-9][0-9]{4,14}", stored)
    assert phonenumbers.is_valid_number(phonenumbers.parse(stored))
    assert rules.phone(stored, SETTINGS) == stored


@given(st.integers(0, 9_999_999))
def test_every_number_of_the_demo_range_is_valid_and_may_be_typed_in_national_form(serial: int) -> None:
    stored = f"+99677{serial:07d}"
    assert rules.msisdn(stored, SETTINGS) == stored
    assert rules.msisdn(f"077{serial:07d}", SETTINGS) == stored
    assert phonenumbers.is_valid_number(phonenumbers.parse(stored))


@given(st.from_regex(r"89[0-9]{15,19}", fullmatch=True))
def test_an_iccid_requires_its_luhn_digit(payload: str) -> None:
    right = payload + luhn.calc_check_digit(payload)
    assert rules.iccid(right, SETTINGS) == right
    assert rules.iccid(f"{right[:4]} {right[4:]}F", SETTINGS) == right
    wrong = payload + str((int(right[-1]) + 1) % 10)
    assert code(rules.iccid, wrong, SETTINGS) is ErrorCode.INVALID_ICCID
    assert rules.iccid(wrong, SETTINGS.model_copy(update={"iccid_luhn": False})) == wrong
    exempt = SETTINGS.model_copy(update={"iccid_luhn_exempt_issuers": (payload[:6],)})
    assert rules.iccid(wrong, exempt) == wrong


@pytest.mark.parametrize("text", ["", "89", "8999677", "7999677000000000018", "89" + "0" * 21, "899967700000000001x"])
def test_an_invalid_iccid_is_refused(text: str) -> None:
    assert code(rules.iccid, text, SETTINGS) is ErrorCode.INVALID_ICCID


@given(st.text(max_size=250))
def test_a_name_is_normalised_or_refused(text: str) -> None:
    try:
        stored = rules.name(text)
    except Refusal as refusal:
        assert refusal.code is ErrorCode.INVALID_NAME
        return
    assert stored == " ".join(stored.split())
    assert 1 <= len(stored) <= rules.MAX_NAME_CHARACTERS
    assert "\0" not in stored
    assert any(character.isalpha() for character in stored)
    assert rules.name(stored) == stored
    stored.encode()


@pytest.mark.parametrize("text", ["", "a", "a@", "@b.kg", "a b@c.kg", "a@b", "ж\0@b.kg", "иван@mail.ru"])
def test_an_invalid_address_is_refused(text: str) -> None:
    assert code(rules.email, text) is ErrorCode.INVALID_EMAIL


def test_an_address_is_stored_in_lower_case() -> None:
    assert rules.email("  Name@Example.KG ") == "name@example.kg"
