"""Encoding and receipts, without a network."""

import pytest

from backend.notifications.channel import Undeliverable
from backend.notifications.sms_receipt import Receipt, answered_id, parse_deliver_sm, read_receipt
from backend.notifications.sms_text import Encoded, encode, split

HEAD = b"\0\1\1" + b"79990000001\0" + b"\0\1" + b"7070\0"


def deliver_sm(text: bytes, esm_class: int = 4, parameters: bytes = b"") -> bytes:
    return HEAD + bytes([esm_class, 0, 0, 0, 0, 1, 0, 0, 0, len(text)]) + text + parameters


def test_characters_of_the_default_alphabet_and_its_extension_are_encoded():
    assert encode("@A§`"[:3], "r") == Encoded(0, 0, (b"\x00\x41\x5f",))
    assert encode("{€}\f", "r").parts == (b"\x1b\x28\x1b\x65\x1b\x29\x1b\x0a",)


@pytest.mark.parametrize("text", ["`", "ç", "\x1b", "Ж", "\0", "🙂"])
def test_characters_outside_the_default_alphabet_require_ucs2(text: str):
    assert encode(text, "r") == Encoded(8, 0, (text.encode("utf-16-be"),))


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("a" * 160, [160]),
        ("a" * 161, [6 + 153, 6 + 8]),
        ("€" * 80, [160]),
        ("€" * 81, [6 + 152, 6 + 10]),
        ("Ж" * 70, [140]),
        ("Ж" * 71, [6 + 134, 6 + 8]),
        ("🙂" * 35, [140]),
        ("🙂" * 36, [6 + 132, 6 + 12]),
    ],
)
def test_long_texts_are_split_at_the_length_of_a_part(text: str, lengths: list[int]):
    assert [len(part) for part in encode(text, "r").parts] == lengths


def test_the_concatenation_number_is_the_same_in_every_attempt():
    first = encode("Ж" * 100, "reference").parts
    assert first == encode("Ж" * 100, "reference").parts
    assert [part[:3] + part[4:6] for part in first] == [b"\x05\0\3\x02\x01", b"\x05\0\3\x02\x02"]
    assert {encode("Ж" * 100, f"r{one}").parts[0][3] for one in range(2000)} == set(range(256))


@pytest.mark.parametrize("text", ["", "\ud83d", "a" * (153 * 255 + 1), "Ж" * (67 * 255 + 1)])
def test_an_unencodable_text_is_refused(text: str):
    with pytest.raises(Undeliverable):
        encode(text, "r")


def test_the_number_of_parts_is_limited():
    assert len(encode("a" * (153 * 255), "r").parts) == 255


def test_characters_are_never_split():
    assert split([b"a", b"\x1be", b"bc"], 2) == [b"a", b"\x1be", b"bc"]


@pytest.mark.parametrize(
    ("stat", "state"),
    [
        ("DELIVRD", "DELIVERED"), ("EXPIRED", "FAILED"), ("DELETED", "FAILED"), ("UNDELIV", "FAILED"),
        ("REJECTD", "FAILED"), ("ENROUTE", None), ("ACCEPTD", None), ("UNKNOWN", None), ("DELIVERED", "DELIVERED"),
        ("REJECTED", "FAILED"), ("UNDELIVERABLE", "FAILED"), ("Undelivered", "FAILED"), ("ACCEPTED", None),
    ],
)  # fmt: skip
def test_a_receipt_in_text_form(stat: str, state: str | None):
    body = deliver_sm(f"id:0A-7 sub:001 dlvrd:001 submit date:2601 done date:2601 stat:{stat} err:000 text:hi".encode())
    assert read_receipt(parse_deliver_sm(body), "same") == Receipt("0A-7", state)


def test_a_text_without_the_esm_class_of_a_receipt_is_not_a_receipt():
    assert read_receipt(parse_deliver_sm(deliver_sm(b"id:1 stat:DELIVRD", esm_class=0)), "same") is None
    assert read_receipt(parse_deliver_sm(deliver_sm(b"id:1 stat:DELIVRD", esm_class=0x20)), "same") is None


@pytest.mark.parametrize("ending", [b"\0", b""])
def test_a_receipt_in_parameters_with_and_without_the_final_nul(ending: bytes):
    message_id = b"abc12" + ending
    tagged = b"\x00\x1e" + bytes([0, len(message_id)]) + message_id + b"\x04\x27\x00\x01\x05" + b"\x00\x05\x00\x01\x01"
    assert read_receipt(parse_deliver_sm(deliver_sm(b"", 0, tagged)), "same") == Receipt("abc12", "FAILED")


def test_ids_in_hexadecimal_and_decimal_are_normalised():
    text = parse_deliver_sm(deliver_sm(b"id:0000004096 stat:DELIVRD"))
    assert answered_id("00001000", "hexadecimal_then_decimal") == "4096"
    assert read_receipt(text, "hexadecimal_then_decimal") == Receipt("4096", "DELIVERED")
    hexadecimal = parse_deliver_sm(deliver_sm(b"id:1000 stat:DELIVRD"))
    assert answered_id("4096", "decimal_then_hexadecimal") == "4096"
    assert read_receipt(hexadecimal, "decimal_then_hexadecimal") == Receipt("4096", "DELIVERED")
    tagged = parse_deliver_sm(deliver_sm(b"", 4, b"\x00\x1e\x00\x05" + b"1000\0"))
    assert read_receipt(tagged, "hexadecimal_then_decimal") == Receipt("4096", None)


@pytest.mark.parametrize(
    ("answered", "told"),
    [("123", "0000000123"), ("0000000123", "123"), ("00ab", "0ab"), ("0", "0000000000"), ("0-1", "0-1")],
)
def test_leading_zeros_of_ids_are_ignored(answered: str, told: str):
    receipt = parse_deliver_sm(deliver_sm(f"id:{told} stat:DELIVRD".encode()))
    assert read_receipt(receipt, "same") == Receipt(answered_id(answered, "same"), "DELIVERED")


def test_a_truncated_receipt_raises_value_error():
    for length in range(len(deliver_sm(b""))):
        with pytest.raises(ValueError, match="truncated"):
            parse_deliver_sm(deliver_sm(b"")[:length])
