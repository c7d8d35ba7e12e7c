"""Ids and keys: each noun's ids are told from another's, and new keys sort by time."""

import uuid

import pytest

from backend import identifiers
from backend.identifiers import CONTRACT_ID, CUSTOMER_ID, KEY_TYPES, IdFormat, decode_id, uuid7

KEY = uuid.UUID("01907f3a-1c2d-7e4f-8a5b-6c7d8e9f0a1b")


def test_an_id_is_its_prefix_and_its_key() -> None:
    key = CONTRACT_ID.parse_key(str(KEY))
    assert CONTRACT_ID.encode(key) == f"con_{KEY}"
    assert CONTRACT_ID.decode(f"con_{KEY}") == KEY
    assert decode_id(f"con_{KEY}") == ("con", KEY)


@pytest.mark.parametrize(
    "text", [f"cus_{KEY}", str(KEY), f"con_{KEY.hex}", f"con_{str(KEY).upper()}", f"con_{{{KEY}}}", "con_", "con", ""]
)
def test_other_text_is_no_id_of_the_noun(text: str) -> None:
    assert CONTRACT_ID.decode(text) is None


def test_prefixes_are_unique() -> None:
    formats = [each for each in vars(identifiers).values() if isinstance(each, IdFormat)]
    assert len({each.prefix for each in formats}) == len(formats)
    # All files are of one kind: `dfi` shows an identity document, `att` is of a ticket.
    others = [each for each in formats if each.key_type is not identifiers.FileKey]
    assert len({each.key_type for each in others}) == len(others)


def test_every_type_of_key_may_be_a_column() -> None:
    assert {each.key_type for each in vars(identifiers).values() if isinstance(each, IdFormat)} < set(KEY_TYPES)


def test_new_keys_are_of_version_7_and_sort_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 1_000_000_000)
    first = CUSTOMER_ID.new_key()
    monkeypatch.setattr("time.time_ns", lambda: 1_001_000_000)
    second = uuid7()
    assert (first.version, second.version) == (7, 7)
    assert first < second
    assert first.int >> 80 == 1_000
