"""Signing keys: the current one, the next one, which is already published, and former ones.

A former key stays published until every token that it signed has expired. The keys are stored encrypted in the
database, so that all processes sign and verify with the same ones. They rotate by time: the next key becomes current at
its `signs_from`, and the first process that notices creates its successor.
"""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import orjson
import sqlalchemy as sa
import structlog
from joserfc.jwk import RSAKey
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.secrets import Secrets
from backend.database import Database
from backend.locks import AdvisoryLock
from backend.models import SigningKey

ALGORITHM = "RS256"  # mandatory for every OpenID Connect client (OpenID Connect Core 1.0, section 15.1)
KEY_BITS = 2048
SIGNING_PERIOD = timedelta(days=30)
PUBLISHED_AFTER_USE = timedelta(days=1)  # longer than the lifetime of any token
REFRESH_SECONDS = 60.0
MIN_REFRESH_SECONDS = 2.0  # the keys are read at most this often because of tokens with an unknown `kid`

log = structlog.get_logger()


@dataclass(frozen=True)
class _Key:
    kid: str
    key: RSAKey
    public: dict[str, Any]
    signs_from: datetime


class KeyRing:
    """The published keys of this installation, cached in this process."""

    def __init__(self, database: Database, secrets: Secrets) -> None:
        self._database = database
        self._secrets = secrets
        self._keys: dict[str, _Key] = {}
        self._loaded_at = 0.0
        self._loading = asyncio.Lock()

    async def load(self, *, unknown_kid: bool = False) -> None:
        """Read the keys when the cache is too old, and create those that are missing."""
        max_age = MIN_REFRESH_SECONDS if unknown_kid else REFRESH_SECONDS
        if self._keys and time.monotonic() - self._loaded_at < max_age:
            return
        async with self._loading:
            if self._keys and time.monotonic() - self._loaded_at < max_age:
                return
            async with self._database.sign_in() as session:
                await self._ensure(session)
            self._loaded_at = time.monotonic()

    async def rotate(self) -> str:
        """Make the next key current now. Returns its `kid`."""
        async with self._database.sign_in() as session:
            await self._ensure(session)
            next_key = max(self._keys.values(), key=lambda key: key.signs_from)
            await session.execute(
                sa.update(SigningKey).where(SigningKey.kid == next_key.kid).values(signs_from=datetime.now(UTC))
            )
            await self._ensure(session)
        return next_key.kid

    async def _ensure(self, session: AsyncSession) -> None:
        rows = await self._read(session)
        now = datetime.now(UTC)
        if any(row.signs_from <= now for row in rows) and any(row.signs_from > now for row in rows):
            self._keys = {row.kid: row for row in rows}
            return
        await session.execute(sa.select(sa.func.pg_advisory_xact_lock(AdvisoryLock.SIGNING_KEYS)))
        rows = await self._read(session)
        signing = sorted((row for row in rows if row.signs_from <= now), key=lambda row: row.signs_from)
        if not signing:
            rows.append(await self._make(session, now))
        if not any(row.signs_from > now for row in rows):
            rows.append(await self._make(session, now + SIGNING_PERIOD))
        for old in signing[:-1]:
            await session.execute(
                sa.update(SigningKey)
                .where(SigningKey.kid == old.kid, SigningKey.published_until.is_(None))
                .values(published_until=now + PUBLISHED_AFTER_USE)
            )
        self._keys = {row.kid: row for row in rows}

    async def _read(self, session: AsyncSession) -> list[_Key]:
        published = sa.or_(SigningKey.published_until.is_(None), SigningKey.published_until > sa.func.now())
        found = []
        for row in await session.execute(
            sa.select(SigningKey.kid, SigningKey.private_key, SigningKey.public_key, SigningKey.signs_from).where(
                published
            )
        ):
            plain = self._secrets.decrypt(row.private_key)
            if plain is None:
                log.warning("signing key ignored: it was encrypted with another CRM_SECRET_KEY", kid=row.kid)
                continue
            found.append(_Key(row.kid, _parsed(plain), row.public_key, row.signs_from))
        return found

    async def _make(self, session: AsyncSession, signs_from: datetime) -> _Key:
        key: RSAKey = await asyncio.to_thread(RSAKey.generate_key, KEY_BITS)
        kid = key.thumbprint()
        public = {**key.as_dict(private=False), "kid": kid, "use": "sig", "alg": ALGORITHM}
        private = self._secrets.encrypt(orjson.dumps(key.as_dict(private=True)))
        session.add(SigningKey(kid=kid, private_key=private, public_key=public, signs_from=signs_from))
        await session.flush()
        return _Key(kid, key, public, signs_from)

    def signing(self) -> tuple[str, RSAKey]:
        """The `kid` and the key that signs now. Await `load` before."""
        now = datetime.now(UTC)
        current = max((key for key in self._keys.values() if key.signs_from <= now), key=lambda key: key.signs_from)
        return current.kid, current.key

    def find(self, kid: str) -> RSAKey | None:
        found = self._keys.get(kid)
        return found.key if found else None

    def public(self) -> dict[str, Any]:
        """The published keys as a JSON Web Key Set (RFC 7517, section 5)."""
        return {"keys": [key.public for key in sorted(self._keys.values(), key=lambda key: key.signs_from)]}


@lru_cache(maxsize=16)
def _parsed(private: bytes) -> RSAKey:
    """The key of a JSON Web Key. To check one takes 20 ms, and the keys are read again and again."""
    key: RSAKey = RSAKey.import_key(orjson.loads(private))
    return key
