"""The digest of a command, by which a repeated idempotency key is compared with its first use.

The digest is computed from normalised values: `5`, `"5.00"` and `"+5"` are the same amount, and a phone number with
spaces is the same as one without; likewise documents, ICCIDs and codes. A value that its rule refuses is used as typed.
"""

import hashlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import orjson

from backend.errors import Refusal
from backend.services import rules
from backend.services.rules import Numbering

# The rule that normalises fields of these names, in every command.
_RULES: Mapping[str, Callable[[str, Numbering], Any]] = {
    "msisdn": rules.msisdn,
    "phone": rules.phone,
    "email": lambda text, _: rules.email(text),
    "name": lambda text, _: rules.name(text),
    "reason": lambda text, _: rules.reason(text),
    "iccid": rules.iccid,
    "tariff_code": lambda text, _: rules.code(text) or text,
    "options": lambda text, _: rules.code(text) or text,
    "country": lambda text, _: rules.country(text),
    "citizenship": lambda text, _: rules.country(text),
    "tax_country": lambda text, _: rules.country(text),
}
# Lists of these names are sets: order and repetition have no meaning.
_SETS = {"options"}


def digest(act: str, command: Mapping[str, Any], numbering: Numbering) -> bytes:
    """SHA-256 of a command with normalised values."""
    return _hashed(act, {name: _normalized(name, value, numbering) for name, value in command.items()})


def digest_as_typed(act: str, command: Mapping[str, Any]) -> bytes:
    """The digest as earlier releases computed it, without normalisation; keys that they stored are kept for 7 days."""
    return _hashed(act, command)


def _normalized(name: str, value: Any, numbering: Numbering) -> Any:
    if value is None:
        return None
    if isinstance(value, str):
        return _normalized_text(name, value, numbering)
    if isinstance(value, Mapping):
        parts = {key: _normalized(key, inner, numbering) for key, inner in value.items()}
        return _normalized_document(parts) if name == "document" and _is_document(parts) else parts
    if isinstance(value, list | tuple):
        items = [_normalized(name, inner, numbering) for inner in value]
        return sorted(set(items)) if name in _SETS and all(isinstance(each, str) for each in items) else items
    return _canonical(value) if isinstance(value, Decimal) else value


def _normalized_text(name: str, value: str, numbering: Numbering) -> Any:
    if name not in _RULES:
        return value
    try:
        return _RULES[name](value, numbering)
    except Refusal:
        return value


def _is_document(parts: Mapping[str, Any]) -> bool:
    """Whether it is a document, and not free JSON that has a key of this name."""
    return all(isinstance(parts.get(name), str) for name in ("number", "kind", "country"))


def _normalized_document(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document with its number in the form in which numbers are compared."""
    return {**parts, "number": rules.document_key(parts["number"], parts["kind"], parts["country"])}


def _canonical(value: Decimal) -> str:
    """The same text for equal numbers. `Decimal.normalize` would round to 28 digits."""
    sign, digits, exponent = value.as_tuple()
    coefficient = "".join(map(str, digits)).lstrip("0")
    shortened = coefficient.rstrip("0")
    if not shortened or not isinstance(exponent, int):
        return "0"
    return f"{'-' if sign else ''}{shortened}E{exponent + len(coefficient) - len(shortened)}"


def _hashed(act: str, command: Mapping[str, Any]) -> bytes:
    text = orjson.dumps([act, command], option=orjson.OPT_SORT_KEYS, default=str)
    return hashlib.sha256(text).digest()
