"""Whether a webhook is Stripe's, and what it says.

The header is `t=<seconds>,v1=<hexadecimal>,v1=…`: HMAC-SHA-256 over `<t>.<body>`, one `v1` per secret in use. The SDK
has a check of its own, which goes by the machine's clock and takes any moment in the future; ours goes by the moment it
is given, in both directions.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Any

import orjson

from backend.gateways.payments import SIGNATURE_SECONDS, BadSignature, Notice

_MOMENT = re.compile(r"[0-9]{1,12}")
_WORD = re.compile(r"[\x21-\x7e]{1,255}")


def read_notice(body: bytes, signature: str | None, secrets: Sequence[str], now: float) -> Notice:
    """What a genuine webhook says; `now` in seconds since 1970. Raises BadSignature, and nothing else."""
    check_signature(body, signature or "", secrets, now)
    try:
        event = orjson.loads(body)
    except ValueError:
        raise BadSignature("the body is not JSON") from None
    event_id, kind = _word(event, "id"), _word(event, "type")
    if event_id is None or kind is None:
        raise BadSignature("the body is not an event")
    about = event["data"].get("object") if isinstance(event.get("data"), dict) else None
    charge, refund = _references(about)
    return Notice(event_id, kind, charge, refund)


def check_signature(body: bytes, signature: str, secrets: Sequence[str], now: float) -> None:
    """Raises BadSignature."""
    pairs = [part.strip().partition("=") for part in signature.split(",")]
    moments = [value for name, _, value in pairs if name == "t"]
    given = [value.encode(errors="replace") for name, _, value in pairs if name == "v1"]
    if len(moments) != 1 or not _MOMENT.fullmatch(moments[0]):
        raise BadSignature("no moment in the signature")
    signed = moments[0].encode() + b"." + body
    expected = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode() for secret in secrets]
    if not any(hmac.compare_digest(ours, theirs) for ours in expected for theirs in given):
        raise BadSignature("no signature by a secret of ours")
    # Asked this way round, a moment that is not a number is not near either.
    if not abs(now - int(moments[0])) <= SIGNATURE_SECONDS:
        raise BadSignature("the signature is too old, or from the future")


def _references(about: Any) -> tuple[str | None, str | None]:
    """Of the payment intent and of the refund that an event's object is, or belongs to."""
    kind = about.get("object") if isinstance(about, dict) else None
    if kind == "payment_intent":
        return _word(about, "id"), None
    if kind == "refund":
        return _intent_of(about), _word(about, "id")
    return _intent_of(about), None


def _intent_of(about: Any) -> str | None:
    found = about.get("payment_intent") if isinstance(about, dict) else None
    return _word(found, "id") if isinstance(found, dict) else _word(about, "payment_intent")


def _word(container: Any, name: str) -> str | None:
    found = container.get(name) if isinstance(container, dict) else None
    return found if isinstance(found, str) and _WORD.fullmatch(found) else None
