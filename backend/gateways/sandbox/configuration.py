"""What a sandbox gateway is told when it is made."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from backend.gateways.payments import CALL_SECONDS


def _token() -> str:
    return secrets.token_hex(16)


@dataclass(frozen=True)
class SandboxSettings:
    """`path` is the SQLite file, made when it is missing; several processes may serve it.

    `public_url` is how payers reach the application, prefix included. The rest is for tests: `clock` gives Unix
    seconds, `token` the unguessable part of ids, `transport` carries the webhooks.
    """

    path: Path
    api_key: str
    webhook_secret: str
    webhook_url: str
    public_url: str
    clock: Callable[[], float] = time.time
    token: Callable[[], str] = _token
    transport: httpx.AsyncBaseTransport | None = None
    stall_seconds: float = CALL_SECONDS + 5  # longer than our own patience
    delay_seconds: float = 5.0  # of a delayed webhook
    refund_seconds: float = 3.0  # until a refund that is not done at once ends
