"""The installation's secret and what is derived from it: encryption of stored secrets, keyed hashes, sealed values.

The secret is CRM_SECRET_KEY; if that is not set, it is created at the first start in a file of the data directory that
only its owner can read. If it is lost, stored signing keys and second factors cannot be decrypted: new keys are
created, and users have to set up their second factors again.
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
from pydantic import SecretStr

from backend.errors import StartupError
from backend.settings import Settings

MIN_SECRET_LENGTH = 32


def load_secrets(settings: Settings) -> "Secrets":
    """The configured secret, or the one in the data directory, created if missing.

    Raises StartupError when the file cannot be read or written, or is too short.
    """
    return secrets_of(settings.secret_key, settings.data_dir)


def secrets_of(secret_key: SecretStr | None, data_dir: Path) -> "Secrets":
    """The same, from the two settings that it depends on."""
    if secret_key is not None:
        return Secrets(secret_key.get_secret_value().encode())
    return Secrets(_from_file(data_dir / "secret"))


def _from_file(path: Path) -> bytes:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Written under another name and then linked, so that another process never reads an incomplete file.
            draft = path.with_name(f"secret.{os.getpid()}.{random.token_hex(4)}")
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(random.token_urlsafe(48).encode())
            try:
                os.link(draft, path)
            finally:
                draft.unlink()
        except FileExistsError:
            pass  # the file exists, or another process has just written it
        found = path.read_bytes().strip()
    except OSError as error:
        raise StartupError(f"{path}: {error.strerror}; make the file accessible or set CRM_SECRET_KEY") from None
    if len(found) < MIN_SECRET_LENGTH:
        message = f"the secret has fewer than {MIN_SECRET_LENGTH} characters; remove the file or set CRM_SECRET_KEY"
        raise StartupError(f"{path}: {message}")
    return found


class Secrets:
    """Keys for separate purposes, derived from one master secret by HMAC-SHA-256."""

    def __init__(self, master: bytes) -> None:
        self._master = master
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derived("encryption")))

    def _derived(self, purpose: str) -> bytes:
        return hmac.digest(self._master, purpose.encode(), hashlib.sha256)

    def encrypt(self, plain: bytes) -> bytes:
        return self._fernet.encrypt(plain)

    def decrypt(self, sealed: bytes) -> bytes | None:
        """The plain bytes; None when they were encrypted with another secret."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            return None

    def keyed_hash(self, purpose: str, text: str) -> bytes:
        """A hash that cannot be computed without the secret, for values that are short or guessable."""
        return hmac.digest(self._derived(purpose), text.encode(), hashlib.sha256)

    def seal(self, purpose: str, value: Mapping[str, Any], seconds: int) -> str:
        """Encrypt a value that a client keeps and sends back, unreadable and unchangeable, for `seconds`."""
        body = orjson.dumps({"purpose": purpose, "until": time.time() + seconds, "value": value})
        return self._fernet.encrypt(body).decode()

    def unseal(self, purpose: str, text: str) -> dict[str, Any] | None:
        """The sealed value; None when it is forged, was sealed for another purpose, or has expired."""
        try:
            body = orjson.loads(self._fernet.decrypt(text.encode()))
        except (InvalidToken, UnicodeEncodeError):
            return None
        if body["purpose"] != purpose or body["until"] < time.time():
            return None
        value: dict[str, Any] = body["value"]
        return value


def new_secret() -> str:
    """256 random bits as text, for codes, tokens and cookies."""
    return random.token_urlsafe(32)


def hashed(secret: str) -> bytes:
    """The stored form of a secret from `new_secret`. A shorter secret could be guessed from this hash."""
    return hashlib.sha256(secret.encode()).digest()
