"""Delivery receipts: deliver_sm PDUs that report the state of a message sent earlier (SMPP 3.4, appendix B).

They are parsed here, because smpplib removes the last character of a receipted_message_id without a final NUL, and
raises KeyError for parameters that it does not expect in a deliver_sm.
"""

import re
import struct
from dataclasses import dataclass
from typing import Literal

ReceiptState = Literal["DELIVERED", "FAILED"]
# The notation of ids: the same everywhere, or different in the SMSC's answers (first) and in the text of its receipts.
Identifiers = Literal["same", "hexadecimal_then_decimal", "decimal_then_hexadecimal"]

MESSAGE_TYPE_MASK, RECEIPT_TYPE = 0x3C, 0x04
MESSAGE_PAYLOAD, RECEIPTED_MESSAGE_ID, MESSAGE_STATE = 0x0424, 0x001E, 0x0427
_NUMBER = re.compile("[0-9A-Fa-f]+")
TEXT_ID = re.compile(r"\bid:\s*([^\s]+)", re.IGNORECASE)
TEXT_STATE = re.compile(r"\bstat:\s*([A-Za-z]+)", re.IGNORECASE)
# The abbreviations of SMPP 3.4, appendix B, and the full words that some SMSCs send. Other states (ENROUTE, ACCEPTD,
# UNKNOWN) are not final and are ignored.
STATES_BY_TEXT: dict[str, ReceiptState] = {
    "DELIVRD": "DELIVERED", "DELIVERED": "DELIVERED", "EXPIRED": "FAILED", "DELETED": "FAILED", "UNDELIV": "FAILED",
    "UNDELIVERED": "FAILED", "UNDELIVERABLE": "FAILED", "REJECTD": "FAILED", "REJECTED": "FAILED",
}  # fmt: skip
STATES_BY_NUMBER: dict[int, ReceiptState] = {2: "DELIVERED", 3: "FAILED", 4: "FAILED", 5: "FAILED", 8: "FAILED"}


@dataclass(frozen=True)
class Delivered:
    """The parts of a deliver_sm. `parameters`: the optional parameters by tag."""

    source: str
    esm_class: int
    text: bytes
    parameters: dict[int, bytes]


@dataclass(frozen=True)
class Receipt:
    """A receipt for a message or a part. `state`: None where it is not final."""

    message_id: str
    state: ReceiptState | None


def parse_deliver_sm(body: bytes) -> Delivered:
    """Parse the body of a deliver_sm, without the header of 16 octets. Raises ValueError for a truncated one."""
    try:
        _, at = _c_string(body, 0)
        source, at = _c_string(body, at + 2)
        _, at = _c_string(body, at + 2)
        esm_class, at = body[at], at + 3
        _, at = _c_string(body, at)
        _, at = _c_string(body, at)
        length, at = body[at + 4], at + 5
        text, at = body[at : at + length], at + length
        parameters: dict[int, bytes] = {}
        while at + 4 <= len(body):
            tag, size = struct.unpack_from(">HH", body, at)
            parameters[tag] = body[at + 4 : at + 4 + size]
            at += 4 + size
    except (IndexError, ValueError) as error:
        raise ValueError(f"truncated deliver_sm: {body[:64].hex()}") from error
    return Delivered(source, esm_class, text or parameters.get(MESSAGE_PAYLOAD, b""), parameters)


def _c_string(body: bytes, at: int) -> tuple[str, int]:
    end = body.index(0, at)
    return body[at:end].decode("latin-1"), end + 1


def read_receipt(delivered: Delivered, identifiers: Identifiers) -> Receipt | None:
    """The receipt in a deliver_sm, or None. The text alone is not a receipt, because a subscriber could write it."""
    tagged = delivered.parameters.get(RECEIPTED_MESSAGE_ID, b"").split(b"\0")[0].decode("latin-1")
    if not tagged and delivered.esm_class & MESSAGE_TYPE_MASK != RECEIPT_TYPE:
        return None
    text = delivered.text.decode("latin-1")
    written = TEXT_ID.search(text)
    if not tagged and written is None:
        return None
    number = delivered.parameters.get(MESSAGE_STATE, b"")
    word = TEXT_STATE.search(text)
    state = STATES_BY_NUMBER.get(number[0]) if number else STATES_BY_TEXT.get(word[1].upper() if word else "")
    if tagged or written is None:
        return Receipt(answered_id(tagged, identifiers), state)
    return Receipt(
        _decimal(written[1], {"hexadecimal_then_decimal": 10, "decimal_then_hexadecimal": 16}.get(identifiers)), state
    )


def answered_id(message_id: str, identifiers: Identifiers) -> str:
    """An id of a submit_sm_resp, or a receipted_message_id, in the notation by which receipts are matched."""
    return _decimal(message_id, {"hexadecimal_then_decimal": 16, "decimal_then_hexadecimal": 10}.get(identifiers))


def _decimal(message_id: str, base: int | None) -> str:
    """An id in one notation: decimal where the notations differ, and without leading zeros.

    Receipts often have ten digits with leading zeros where answers have none (SMPP 3.4, appendix B).
    """
    if base is None:
        return (message_id.lstrip("0") or "0") if _NUMBER.fullmatch(message_id) else message_id
    try:
        return str(int(message_id, base))
    except ValueError:
        return message_id
