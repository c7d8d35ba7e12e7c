"""Signatures of webhooks in a form that several gateways use: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`."""

import hashlib
import hmac
import re
from collections.abc import Sequence

from backend.gateways.payments import SIGNATURE_SECONDS, BadSignature

MAX_HEADER_LENGTH = 4_096

_MOMENT = re.compile(r"t=([0-9]{1,12})")
_SIGNATURE = re.compile(r"v1=([0-9a-f]{64})")


def signature(secret: str, body: bytes, moment: int) -> str:
    """The HMAC of a body signed at `moment` (Unix seconds), in lower-case hexadecimal."""
    return hmac.new(secret.encode(), b"%d." % moment + body, hashlib.sha256).hexdigest()


def sign(secret: str, body: bytes, moment: int) -> str:
    """The value of the signature header."""
    return f"t={moment},v1={signature(secret, body, moment)}"


def check(header: str, body: bytes, secrets: Sequence[str], now: float) -> None:
    """Check that one of the secrets signed the body, at most `SIGNATURE_SECONDS` before or after `now`.

    A header may contain several signatures, while the sender replaces its secret. Raises BadSignature.
    """
    if len(header) > MAX_HEADER_LENGTH:
        raise BadSignature(f"the signature is longer than {MAX_HEADER_LENGTH} characters")
    parts = header.split(",")
    moments = [found[1] for part in parts if (found := _MOMENT.fullmatch(part))]
    given = [found[1] for part in parts if (found := _SIGNATURE.fullmatch(part))]
    if len(moments) != 1 or not given:
        raise BadSignature("the signature does not have the form t=<seconds>,v1=<hexadecimal>")
    moment = int(moments[0])
    wanted = [signature(secret, body, moment) for secret in secrets]
    # All pairs are compared, so that the duration does not depend on which of them match.
    if not any([hmac.compare_digest(one, other) for one in wanted for other in given]):  # noqa: C419
        raise BadSignature("the signature does not match the body")
    if not abs(now - moment) <= SIGNATURE_SECONDS:
        raise BadSignature(f"the signature's time differs from ours by more than {SIGNATURE_SECONDS} seconds")
