"""The key of the hashes on the blocklist. Documents, phones and names are few enough to be guessed, so that a hash
without a key would tell them.

PostgreSQL computes the hashes (`crm_keyed_hash`), because it computes the keys of names and documents that are hashed,
also for sets of rows. It receives the key as the two blocks of HMAC (RFC 2104, section 2), and stores neither.
"""

from functools import lru_cache
from pathlib import Path

from pydantic import SecretStr

from backend.auth.secrets import secrets_of
from backend.settings import Settings

_BLOCK_BYTES = 64  # of SHA-256
_INNER, _OUTER = 0x36, 0x5C


def blocklist_pads(settings: Settings) -> tuple[bytes, bytes]:
    """The key with the inner and with the outer pad. With another secret of the installation, nobody is found."""
    return _pads(settings.secret_key, settings.data_dir)


@lru_cache(maxsize=8)  # the secret may be a file, and each act needs it
def _pads(secret_key: SecretStr | None, data_dir: Path) -> tuple[bytes, bytes]:
    key = secrets_of(secret_key, data_dir).keyed_hash("blocklist", "").ljust(_BLOCK_BYTES, b"\0")
    return bytes(byte ^ _INNER for byte in key), bytes(byte ^ _OUTER for byte in key)
