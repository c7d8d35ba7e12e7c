"""The settings of a sandbox gateway."""

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
    """The settings of a sandbox.

    `path`: the SQLite file, created when it is missing; several processes may use it. `public_url`: the URL at which
    payers reach the application, including a path prefix. For tests: `clock` gives Unix seconds, `token` the random
    part of ids, and `transport` sends the webhooks.
    """

    path: Path
    api_key: str
    webhook_secret: str
    webhook_url: str
    public_url: str
    clock: Callable[[], float] = time.time
    token: Callable[[], str] = _token
    transport: httpx.AsyncBaseTransport | None = None
    stall_seconds: float = CALL_SECONDS + 5  # longer than the time limit of the CRM's calls
    delay_seconds: float = 5.0  # of a delayed webhook
    refund_seconds: float = 3.0  # until the end of a refund that is PENDING
