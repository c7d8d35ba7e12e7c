"""Verification and content of Stripe's webhooks.

The header is `t=<seconds>,v1=<hexadecimal>,v1=…`: HMAC-SHA-256 over `<t>.<body>`, one `v1` per secret in use. The
SDK's check uses the machine's clock and accepts any time in the future. Ours receives the time as an argument, and
limits the difference in both directions.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Any

import orjson

from backend.gateways.payments import SIGNATURE_SECONDS, BadSignature, Notice

_MOMENT = re.compile(r"[0-9]{1,12}")
_PRINTABLE = re.compile(r"[\x21-\x7e]{1,255}")


def read_notice(body: bytes, signature: str | None, secrets: Sequence[str], now: float) -> Notice:
    """Verify a webhook and return its content. `now`: Unix seconds. Raises BadSignature and no other error."""
    check_signature(body, signature or "", secrets, now)
    try:
        event = orjson.loads(body)
    except ValueError:
        raise BadSignature("the body is not JSON") from None
    event_id, kind = _printable(event, "id"), _printable(event, "type")
    if event_id is None or kind is None:
        raise BadSignature("the body is not an event")
    subject = event["data"].get("object") if isinstance(event.get("data"), dict) else None
    charge, refund = _references(subject)
    return Notice(event_id, kind, charge, refund)


def check_signature(body: bytes, signature: str, secrets: Sequence[str], now: float) -> None:
    """Check that one of the secrets signed the body, at most `SIGNATURE_SECONDS` before or after `now`.

    Raises BadSignature.
    """
    pairs = [part.strip().partition("=") for part in signature.split(",")]
    moments = [value for name, _, value in pairs if name == "t"]
    given = [value.encode(errors="replace") for name, _, value in pairs if name == "v1"]
    if len(moments) != 1 or not _MOMENT.fullmatch(moments[0]):
        raise BadSignature("the signature has no time, or several")
    signed = moments[0].encode() + b"." + body
    expected = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode() for secret in secrets]
    if not any(hmac.compare_digest(ours, theirs) for ours in expected for theirs in given):
        raise BadSignature("the signature does not match the body")
    # Written with `not`, so that NaN is refused too.
    if not abs(now - int(moments[0])) <= SIGNATURE_SECONDS:
        raise BadSignature(f"the signature's time differs from ours by more than {SIGNATURE_SECONDS} seconds")


def _references(subject: Any) -> tuple[str | None, str | None]:
    """The ids of the payment intent and of the refund that the object of an event is, or belongs to."""
    kind = subject.get("object") if isinstance(subject, dict) else None
    if kind == "payment_intent":
        return _printable(subject, "id"), None
    if kind == "refund":
        return _intent_of(subject), _printable(subject, "id")
    return _intent_of(subject), None


def _intent_of(subject: Any) -> str | None:
    found = subject.get("payment_intent") if isinstance(subject, dict) else None
    return _printable(found, "id") if isinstance(found, dict) else _printable(subject, "payment_intent")


def _printable(container: Any, name: str) -> str | None:
    found = container.get(name) if isinstance(container, dict) else None
    return found if isinstance(found, str) and _PRINTABLE.fullmatch(found) else None
