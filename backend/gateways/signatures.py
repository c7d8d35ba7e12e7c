"""Signatures of webhooks as several gateways write them: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`."""

import hashlib
import hmac
import re
from collections.abc import Sequence

from backend.gateways.payments import SIGNATURE_SECONDS, BadSignature

LONGEST_HEADER = 4_096

_MOMENT = re.compile(r"t=([0-9]{1,12})")
_SIGNATURE = re.compile(r"v1=([0-9a-f]{64})")


def signature(secret: str, body: bytes, moment: int) -> str:
    """The lower-case hexadecimal HMAC of a body signed at a moment (Unix seconds)."""
    return hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()


def sign(secret: str, body: bytes, moment: int) -> str:
    """The value of the header."""
    return f"t={moment},v1={signature(secret, body, moment)}"


def check(header: str, body: bytes, secrets: Sequence[str], now: float) -> None:
    """See that one of the secrets signed the body, at most `SIGNATURE_SECONDS` before or after `now`.

    A header may hold several signatures, as it does while its sender changes secrets. Raises BadSignature.
    """
    if len(header) > LONGEST_HEADER:
        raise BadSignature("the signature is longer than any of ours")
    parts = header.split(",")
    moments = [found[1] for part in parts if (found := _MOMENT.fullmatch(part))]
    given = [found[1] for part in parts if (found := _SIGNATURE.fullmatch(part))]
    if len(moments) != 1 or not given:
        raise BadSignature("the signature has another form")
    moment = int(moments[0])
    wanted = [signature(secret, body, moment) for secret in secrets]
    # Every pair is compared, so that the time says nothing of which secret was near.
    if not any([hmac.compare_digest(one, other) for one in wanted for other in given]):  # noqa: C419
        raise BadSignature("the signature is wrong")
    if not abs(now - moment) <= SIGNATURE_SECONDS:
        raise BadSignature("the signature is too old, or of the future")
