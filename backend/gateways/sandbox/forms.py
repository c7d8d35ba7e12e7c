"""Bodies and headers of calls, checked: what is stored is short, printable and of its kind."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import orjson

from backend.gateways.sandbox.faults import NONE, Fault
from backend.gateways.sandbox.problem import Problem

LONGEST_KEY = 255
LONGEST_TEXT = 255
LONGEST_URL = 2_000
MOST_MINOR = 10**15
LANGUAGES = ("EN", "RU", "KY")

_CURRENCY = re.compile(r"[A-Z]{3}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:")
_WEB = re.compile(r"(?i)https?://[A-Za-z0-9.\-\[\]:]+([/?#].*)?")
_UNSAFE = frozenset({"javascript", "data", "vbscript", "file", "blob", "about"})


@dataclass(frozen=True)
class ChargeForm:
    payment_id: str
    number: str
    amount_minor: int
    currency: str
    method: str
    return_url: str | None
    language: str


@dataclass(frozen=True)
class RefundForm:
    amount_minor: int
    currency: str


def read_charge(body: dict[str, Any]) -> ChargeForm:
    """Raises Problem INVALID_REQUEST."""
    method, language = body.get("method"), body.get("language", "EN")
    if method not in ("CARD", "WALLET"):
        raise invalid("method is CARD or WALLET")
    if language not in LANGUAGES:
        raise invalid("language is EN, RU or KY")
    return ChargeForm(
        _text(body, "payment_id"), _text(body, "number"), _amount(body), _currency(body), method,
        _return_url(body.get("return_url")), language,
    )  # fmt: skip


def read_refund(body: dict[str, Any]) -> RefundForm:
    """Raises Problem INVALID_REQUEST."""
    return RefundForm(_amount(body), _currency(body))


def read_key(header: str | None) -> str:
    """The idempotency key. Raises Problem KEY_REQUIRED."""
    if not header or len(header) > LONGEST_KEY or not (header.isascii() and header.isprintable()):
        raise Problem(400, "KEY_REQUIRED", f"Idempotency-Key has 1 to {LONGEST_KEY} printable ASCII characters")
    return header


def read_fault(header: str | None) -> str | None:
    """The name of a fault, or NONE; None without the header. Raises Problem FAULT_UNKNOWN."""
    if header is None or header == NONE:
        return header
    if header not in list(Fault):
        raise Problem(422, "FAULT_UNKNOWN", "Sandbox-Fault names no fault of the table")
    return header


def fingerprint(*parts: object) -> str:
    """What tells two bodies with one key apart."""
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()


def invalid(message: str) -> Problem:
    return Problem(422, "INVALID_REQUEST", message)


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_TEXT or not value.isprintable():
        raise invalid(f"{name} has 1 to {LONGEST_TEXT} printable characters")
    return value


def _amount(body: dict[str, Any]) -> int:
    value = body.get("amount_minor")
    if type(value) is not int or not 1 <= value <= MOST_MINOR:
        raise invalid("amount_minor is a whole number of minor units, above zero")
    return value


def _currency(body: dict[str, Any]) -> str:
    value = body.get("currency")
    if not isinstance(value, str) or not _CURRENCY.fullmatch(value):
        raise invalid("currency is an ISO 4217 code")
    return value


def _return_url(value: object) -> str | None:
    """An address that may stand in a Location and in a Content-Security-Policy; never one that is a script."""
    if value is None:
        return None
    if isinstance(value, str) and len(value) <= LONGEST_URL and value.isascii() and value.isprintable():
        scheme = _SCHEME.match(value)
        name = scheme[0][:-1].lower() if scheme else ""
        safe = bool(_WEB.fullmatch(value)) if name in ("http", "https") else name not in _UNSAFE
        if scheme and safe and not set(value) & set(' \\"<>'):
            return value
    raise invalid("return_url is no address that a payer can be sent to")
