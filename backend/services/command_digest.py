"""The digest of a command: what an idempotency key stands for.

It is made of what the caller means, not of how it was typed: `5`, `"5.00"` and `"+5"` are one amount, a phone number
with spaces and one without are one number; so it is with documents, ICCIDs and codes. What a rule refuses counts as it
was typed.
"""

import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import orjson

from backend.errors import Refusal
from backend.services import rules
from backend.services.rules import Numbering

# How fields of these names are stored, in every command.
_STORED: Mapping[str, Callable[[str, Numbering], Any]] = {
    "msisdn": rules.msisdn,
    "phone": rules.phone,
    "email": lambda text, _: rules.email(text),
    "name": lambda text, _: rules.name(text),
    "reason": lambda text, _: rules.reason(text),
    "iccid": rules.iccid,
    "tariff_code": lambda text, _: rules.code(text) or text,
    "options": lambda text, _: rules.code(text) or text,
    "country": lambda text, _: rules.country(text),
}
# Lists of these names are sets: neither order nor repetition means anything.
_SETS = {"options"}


def digest(act: str, command: Mapping[str, Any], numbering: Numbering) -> bytes:
    """SHA-256 of a command in its stored form."""
    return _hashed(act, {name: _stored(name, value, numbering) for name, value in command.items()})


def digest_as_typed(act: str, command: Mapping[str, Any]) -> bytes:
    """What `digest` was in releases before stored forms: keys that these stored are kept for 7 days."""
    return _hashed(act, command)


def _stored(name: str, value: Any, numbering: Numbering) -> Any:
    if isinstance(value, Mapping):
        parts = {key: _stored(key, inner, numbering) for key, inner in value.items()}
        return _document(parts) if name == "document" else parts
    if isinstance(value, list | tuple):
        items = [_stored(name, inner, numbering) for inner in value]
        return sorted(set(items)) if name in _SETS else items
    if isinstance(value, Decimal):
        return _exactly(value)
    if isinstance(value, str) and name in _STORED:
        try:
            return _STORED[name](value, numbering)
        except Refusal:
            return value
    return value


def _document(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document's number as documents are compared."""
    return {**parts, "number": rules.document_key(parts["number"], parts["kind"], parts["country"])}


def _exactly(value: Decimal) -> str:
    """One text per number. `normalize` would round to 28 digits."""
    sign, digits, exponent = value.as_tuple()
    written = "".join(map(str, digits)).lstrip("0")
    shortened = written.rstrip("0")
    if not shortened or not isinstance(exponent, int):
        return "0"
    return f"{'-' if sign else ''}{shortened}E{exponent + len(written) - len(shortened)}"


def _hashed(act: str, command: Mapping[str, Any]) -> bytes:
    text = orjson.dumps([act, command], option=orjson.OPT_SORT_KEYS, default=str)
    return hashlib.sha256(text).digest()
