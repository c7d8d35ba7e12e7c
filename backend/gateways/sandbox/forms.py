"""Validation of the bodies and headers of calls."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import orjson

from backend.gateways.sandbox.faults import NONE, Fault
from backend.gateways.sandbox.problem import Problem

MAX_KEY_LENGTH = 255
MAX_TEXT_LENGTH = 255
MAX_URL_LENGTH = 2_000
MAX_AMOUNT_MINOR = 10**15
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
    """Validate the body of a new charge. Raises Problem INVALID_REQUEST."""
    method, language = body.get("method"), body.get("language", "EN")
    if method not in ("CARD", "WALLET"):
        raise invalid("method must be CARD or WALLET")
    if language not in LANGUAGES:
        raise invalid("language must be EN, RU or KY")
    return ChargeForm(
        _text(body, "payment_id"), _text(body, "number"), _amount(body), _currency(body), method,
        _return_url(body.get("return_url")), language,
    )  # fmt: skip


def read_refund(body: dict[str, Any]) -> RefundForm:
    """Validate the body of a new refund. Raises Problem INVALID_REQUEST."""
    return RefundForm(_amount(body), _currency(body))


def read_key(header: str | None) -> str:
    """Validate the header `Idempotency-Key`. Raises Problem KEY_REQUIRED."""
    if not header or len(header) > MAX_KEY_LENGTH or not (header.isascii() and header.isprintable()):
        raise Problem(
            400, "KEY_REQUIRED", f"Idempotency-Key must have 1 to {MAX_KEY_LENGTH} printable ASCII characters"
        )
    return header


def read_fault(header: str | None) -> str | None:
    """Validate the header `Sandbox-Fault`: the name of a fault, or NONE; None without it. Raises FAULT_UNKNOWN."""
    if header is None or header == NONE:
        return header
    if header not in list(Fault):
        raise Problem(422, "FAULT_UNKNOWN", "Sandbox-Fault must be the name of a fault, or NONE")
    return header


def fingerprint(*parts: object) -> str:
    """A hash by which two requests with one idempotency key are compared."""
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()


def invalid(message: str) -> Problem:
    return Problem(422, "INVALID_REQUEST", message)


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= MAX_TEXT_LENGTH or not value.isprintable():
        raise invalid(f"{name} must be a text of 1 to {MAX_TEXT_LENGTH} printable characters")
    return value


def _amount(body: dict[str, Any]) -> int:
    value = body.get("amount_minor")
    if type(value) is not int or not 1 <= value <= MAX_AMOUNT_MINOR:
        raise invalid(f"amount_minor must be an integer from 1 to {MAX_AMOUNT_MINOR}")
    return value


def _currency(body: dict[str, Any]) -> str:
    value = body.get("currency")
    if not isinstance(value, str) or not _CURRENCY.fullmatch(value):
        raise invalid("currency must be an ISO 4217 code")
    return value


def _return_url(value: object) -> str | None:
    """Validate a URL for the headers Location and Content-Security-Policy; URLs that run scripts are refused."""
    if value is None:
        return None
    if isinstance(value, str) and len(value) <= MAX_URL_LENGTH and value.isascii() and value.isprintable():
        scheme = _SCHEME.match(value)
        name = scheme[0][:-1].lower() if scheme else ""
        safe = bool(_WEB.fullmatch(value)) if name in ("http", "https") else name not in _UNSAFE
        if scheme and safe and not set(value) & set(' \\"<>'):
            return value
    raise invalid("return_url must be an absolute URL to which a browser can be redirected")
