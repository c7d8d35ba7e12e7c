"""Properties of any input: the fast paths agree with the rules, the size of blocks does not matter, and reading ends
only with a structure error."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn

from backend.errors import ErrorCode, Refusal
from backend.imports.reading import dialled, plain, values
from backend.imports.reading.__main__ import read
from backend.imports.reading.encoding import Texts
from backend.imports.reading.lines import Lines
from backend.imports.reading.options import Options
from backend.imports.reading.pool import Numbers
from backend.imports.reading.rows import unwrapped
from backend.imports.reading.structure import StructureError
from backend.services import rules
from tests.examples import examples
from tests.imports.reading_child import as_copied
from tests.imports.subscriber_files import good, text

pytestmark = pytest.mark.examples

CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
DIGITS = st.text("0123456789", min_size=2, max_size=13)
SEPARATORS = st.sampled_from(["", "", "", "", " ", "-", "(", ")", ") ", "--", ".", "/"])


def _options(region: str = "KG") -> Options:
    return Options(
        "SUBSCRIBERS",
        {},
        region,
        (),
        iccid_luhn=True,
        iccid_luhn_exempt_issuers=(),
        max_bytes=10**9,
        today=date(2026, 11, 25),
    )


def _phone(written: str, region: str) -> str | None:
    try:
        return rules.phone(written, _options(region))
    except Refusal:
        return None


def test_a_range_across_a_gap_of_the_numbering_plan_is_refused() -> None:
    numbers = Numbers(replace(_options(), numbering_plan=("+99677000000x", "+99677000002x")))
    assert numbers.check(["+996770000003", "0770 000 009"]) == ("+996770000003", "+996770000009")
    with pytest.raises(Refusal, match="\\+996770000010") as caught:
        numbers.check(["+996770000003", "+996770000025"])
    assert (caught.value.code, list(caught.value.field)) == (ErrorCode.INVALID_MSISDN, ["last"])


KINDS = [kind for kind in range(11) if kind != phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE]


@examples(1500)
@given(st.sampled_from(REGIONS), st.sampled_from(KINDS), st.integers(0, 6), st.text("0123456789", max_size=7))
def test_fast_path_numbers_near_the_examples_of_every_kind_agree_with_the_rules(
    region: str, kind: int, kept: int, end: str
) -> None:
    example = phonenumbers.example_number_for_type(region, kind)
    if example is None:
        return
    written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    for number in (written, written[: len(written) - kept] + end):
        if plain.is_number(number):
            assert _phone(number, "KG") == number


@examples(60)
@given(st.data())
def test_fast_path_numbers_of_every_country_agree_with_the_rules(data: st.DataObject) -> None:
    """Each example has numbers of every country code in the metadata."""
    for code in CODES:
        number = f"+{code}{data.draw(DIGITS)}"
        if plain.is_number(number):
            assert _phone(number, "KG") == number


def test_most_example_numbers_of_all_plans_take_the_fast_path() -> None:
    known = [phonenumbers.example_number(region) for region in REGIONS]
    written = [phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) for number in known if number]
    assert sum(map(plain.is_number, written)) > len(written) * 0.9


@st.composite
def _dialled(draw: st.DrawFn) -> tuple[str, str]:
    region = draw(st.sampled_from(["KG", "KG", "KZ", "RU", "US", "GB", "IT", *REGIONS]))
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    code = str(phonenumbers.country_code_for_region(region))
    before = draw(st.sampled_from(["", "+", code, f"+{code}", metadata.national_prefix or "0", "00" + code, "8", "00"]))
    example = phonenumbers.example_number(region)
    stem = str(example.national_number)[: draw(st.integers(0, 9))] if example else ""
    digits = before + stem + draw(DIGITS)
    return "".join(digit + draw(SEPARATORS) for digit in digits), region


@examples(3000)
@given(_dialled())
def test_dialled_numbers_agree_with_the_rules(given_number: tuple[str, str]) -> None:
    written, region = given_number
    found = dialled.e164(written, region)
    if found is not None:
        assert found == _phone(written, region)


def test_numbers_dialled_in_the_default_region_take_the_fast_path() -> None:
    for written in ("0700123456", "700123456", "996700123456", "+996 700 12 34 56", "0 (700) 12-34-56"):
        assert dialled.e164(written, "KG") == "+996700123456"


@examples(2000)
@given(
    st.one_of(st.text(max_size=30), st.text("аяЁйИ\u0306eé\u0301 -.’\u00a0", max_size=12), st.text("a ", max_size=210))
)
def test_fast_path_names_agree_with_the_rules(name: str) -> None:
    if plain.is_name(name):
        assert rules.name(name) == name


@examples(2000)
@given(
    st.text("abz09._+-A", min_size=1, max_size=70),
    st.sampled_from(["example.com", "mail.ru", "xn--e1afmkfd.xn--p1ai", "xn--a.com", "localhost", "a.test", "a-b.kg", "A.com", "a..b", "x" * 64 + ".com", ".".join(["x" * 49] * 5) + ".com"]),
)  # fmt: skip
def test_fast_path_email_addresses_agree_with_the_rules(local: str, domain: str) -> None:
    address = f"{local}@{domain}"
    if plain.is_email(address):
        assert rules.email(address) == address


@examples(1000)
@given(st.from_regex(r"\A[a-z0-9._+-]{1,20}@[a-z0-9.-]{1,30}\Z"))
def test_any_fast_path_email_address_agrees_with_the_rules(address: str) -> None:
    if plain.is_email(address):
        assert rules.email(address) == address


@examples(1000)
@given(st.text("0123456789", min_size=13, max_size=22), st.sampled_from(["whole", "as drawn"]))
def test_fast_path_iccids_agree_with_the_rules(digits: str, how: str) -> None:
    stem = "89" + digits
    card = stem + luhn.calc_check_digit(stem) if how == "whole" else stem
    if 18 <= len(card) <= 22:
        assert plain.is_iccid(card) == luhn.is_valid(card)
        if plain.is_iccid(card):
            assert rules.iccid(card, _options()) == card
    else:
        assert not plain.is_iccid(card)


@given(
    st.decimals(-(10**12) + 1, 10**12 - 1, places=4), st.sampled_from([".", ","]), st.sampled_from(["", " ", "\u00a0"])
)
def test_amounts_keep_their_value(amount: Decimal, mark: str, thousands: str) -> None:
    written = f"{amount:,.4f}".replace(",", thousands).replace(".", mark)
    assert Decimal(values.amount(written)) == amount


BODY = text(good(ordinal, name="Ёлкина\nАнна, «ИП» 𝒳") for ordinal in range(3))


@examples(300)
@given(
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.lists(st.integers(1, 900), max_size=12),
)
def test_the_borders_of_blocks_do_not_matter(encoding: str, end: str, cuts: list[int]) -> None:
    body = BODY.replace("\n", end)
    encoded = body.encode(encoding)
    places = [64, *sorted(cut + 64 for cut in cuts), len(encoded)]
    blocks = [encoded[:64], *(encoded[a:b] for a, b in pairwise(places) if a < b)]
    lines = [line for group in Lines(iter(Texts(iter(blocks)))) for line in group]
    assert lines == list(io.StringIO(body, newline=""))


WHOLE = text(good(ordinal) for ordinal in range(4)).encode()
PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [b'"', b'""', b",", b";", b"\n", b"\r", b"\0", b"\xff", "ж".encode(), "ж".encode("cp1251"), b"\\", b"\t"]
    ),
)


@examples(1500)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 8), PIECES), max_size=5), st.integers(0, 3))
def test_any_damage_gives_rows_or_a_structure_error(damage: list[tuple[int, int, bytes]], encoding: int) -> None:
    body = WHOLE
    for place, gone, piece in damage:
        body = body[:place] + piece + body[place + gone :]
    if encoding == 1:
        body = body.decode("utf-8", "replace").encode("utf-16")
    _ends(body)


@examples(500)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_structure_error(body: bytes) -> None:
    assert _ends(body) is None


def _ends(body: bytes) -> list[dict[str, str | None]] | None:
    out = io.BytesIO()
    try:
        report = read(_options(), io.BytesIO(body), lambda block: out.write(block) and None)
    except StructureError as error:
        assert error.message
        return None
    rows = as_copied(out.getvalue())
    assert report["rows"] == len(rows)
    return rows


@examples(500)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
@example("'0")  # a spreadsheet's mark of a text, which is no part of it
def test_any_cell_is_returned_unchanged_in_its_original_row(cell: str) -> None:
    row = good(1, name=cell, external_id=cell)
    rows = _ends(text([row], end="\r\n").encode())
    assert rows
    (found,) = rows
    assert next(csv.reader(io.StringIO(found["cells"], newline=""))) == list(row.values())
    if found["error_code"] is None:
        assert found["name"] == rules.name(unwrapped(cell))
    elif found["error_column"] == "name":
        assert found["error_value"] == unwrapped(cell)[:200]
