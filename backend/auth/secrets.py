"""The installation's secret, and what is derived from it: encryption of stored secrets, keyed hashes, sealed values.

It comes from CRM_SECRET_KEY, else it is made at the first start and kept in the data directory, readable by its owner
only. Without it, stored signing keys and second factors are unreadable: keys are then made anew, factors set up again.
"""

import base64
import hashlib
import hmac
import os
import secrets as random
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from cryptography.fernet import Fernet, InvalidToken

from backend.errors import StartupError
from backend.settings import Settings

LEAST_CHARACTERS = 32


def load_secrets(settings: Settings) -> "Secrets":
    """The configured secret, or the one in the data directory. Raises StartupError when neither can be had."""
    if settings.secret_key is not None:
        return Secrets(settings.secret_key.get_secret_value().encode())
    return Secrets(_from_file(settings.data_dir / "secret"))


def _from_file(path: Path) -> bytes:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Created whole under another name first: a second process sees all of it or nothing.
            draft = path.with_name(f"secret.{os.getpid()}.{random.token_hex(4)}")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(random.token_urlsafe(48).encode())
            try:
                os.link(draft, path)
            finally:
                draft.unlink()
        except FileExistsError:
            pass
        found = path.read_bytes().strip()
    except OSError as error:
        raise StartupError(f"{path}: {error.strerror}; or set CRM_SECRET_KEY") from None
    if len(found) < LEAST_CHARACTERS:
        raise StartupError(f"{path}: too short to be a secret; remove it, or set CRM_SECRET_KEY")
    return found


class Secrets:
    """Keys for separate purposes, all derived from one master secret (HMAC-SHA-256 as the derivation function)."""

    def __init__(self, master: bytes) -> None:
        self._master = master
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derived("encryption")))

    def _derived(self, purpose: str) -> bytes:
        return hmac.digest(self._master, purpose.encode(), hashlib.sha256)

    def encrypt(self, plain: bytes) -> bytes:
        return self._fernet.encrypt(plain)

    def decrypt(self, sealed: bytes) -> bytes | None:
        """None when it was encrypted under another secret."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            return None

    def keyed_hash(self, purpose: str, text: str) -> bytes:
        """A hash that nobody without the secret can compute: for values that are short or guessable."""
        return hmac.digest(self._derived(purpose), text.encode(), hashlib.sha256)

    def seal(self, purpose: str, value: Mapping[str, Any], seconds: int) -> str:
        """A value that passes through the client unread and unchanged, and expires."""
        body = orjson.dumps({"purpose": purpose, "until": time.time() + seconds, "value": value})
        return self._fernet.encrypt(body).decode()

    def unseal(self, purpose: str, text: str) -> dict[str, Any] | None:
        """What was sealed; None when it is forged, for another purpose, or expired."""
        try:
            body = orjson.loads(self._fernet.decrypt(text.encode()))
        except (InvalidToken, UnicodeEncodeError):
            return None
        if body["purpose"] != purpose or body["until"] < time.time():
            return None
        value: dict[str, Any] = body["value"]
        return value


def new_secret() -> str:
    """256 random bits as text: codes, tokens, cookies."""
    return random.token_urlsafe(32)


def hashed(secret: str) -> bytes:
    """How a secret of 256 random bits is stored: nothing shorter may be."""
    return hashlib.sha256(secret.encode()).digest()
