"""The Auth Service: everything that signing in and checking tokens needs, put together once."""

import hmac
import secrets as random
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm

from backend.auth.attempts import Attempts
from backend.auth.keys import KeyRing
from backend.auth.passwords import Passwords, totp_step
from backend.auth.provider import Provider
from backend.auth.revocations import Revocations
from backend.auth.secrets import Secrets, hashed
from backend.auth.sessions import LIVE, Line
from backend.auth.tokens import AccessTokens, Authenticator
from backend.database import Database
from backend.identifiers import UserKey
from backend.models import (
    Contract,
    Customer,
    CustomerKind,
    IdentityDocument,
    KycStatus,
    OneTimeCode,
    PhoneNumber,
    RecoveryCode,
    User,
    UserStatus,
)
from backend.settings import Settings

T = TypeVar("T")
CODE_SECONDS = 300
CODE_ATTEMPTS = 5
INVITATION = timedelta(days=7)


@dataclass(frozen=True)
class AuthService:
    database: Database
    settings: Settings
    secrets: Secrets
    keys: KeyRing
    revocations: Revocations
    tokens: AccessTokens
    authenticator: Authenticator
    attempts: Attempts
    passwords: Passwords

    @classmethod
    def build(cls, database: Database, settings: Settings, secrets: Secrets) -> "AuthService":
        keys = KeyRing(database, secrets)
        revocations = Revocations(database)
        tokens = AccessTokens(keys, settings.issuer)
        authenticator = Authenticator(tokens, keys, revocations, settings)
        attempts = Attempts(database, secrets)
        return cls(database, settings, secrets, keys, revocations, tokens, authenticator, attempts, Passwords())

    async def with_database(self, work: Callable[[Orm], T]) -> T:
        """Run synchronous work in one transaction."""
        async with self.database.transaction() as session:
            return await session.run_sync(work)

    async def with_provider(self, work: Callable[[Provider], T]) -> T:
        """Run a step of the protocol in one transaction, with keys and revocations known."""
        await self.keys.load()
        if not self.revocations.look():
            await self.revocations.catch_up()
        return await self.with_database(
            lambda db: work(Provider(db, self.tokens, self.revocations, self.secrets, self.settings))
        )

    # Staff

    async def check_password(self, email: str, password: str) -> User | None:
        """The active user with this password. It takes as long when there is none."""
        user = await self.with_database(lambda db: db.scalar(sa.select(User).where(User.email == email)))
        usable = (
            user is not None
            and user.status is UserStatus.ACTIVE
            and (not user.demo or self.settings.demo_credentials_accepted)
        )
        good = await self.passwords.verify(password, user.password_hash if user and usable else None)
        return user if good else None

    def check_second_factor(self, db: Orm, user_id: UserKey, code: str) -> User | None:
        """The user, when the code is a current one that was not used before, or an unused recovery code."""
        user = db.scalar(sa.select(User).where(User.id == user_id).with_for_update())
        if user is None or user.status is not UserStatus.ACTIVE or user.totp_secret is None:
            return None
        plain = self.secrets.decrypt(user.totp_secret)
        tidy = "".join(code.split()).upper()
        step = totp_step(plain.decode(), tidy, user.totp_last_step) if plain else None
        if step is not None:
            user.totp_last_step = step
            return user
        recovery = db.scalar(
            sa.select(RecoveryCode).where(
                RecoveryCode.user_id == user.id,
                RecoveryCode.code_hash == self.recovery_hash(user.id, tidy),
                RecoveryCode.used_at.is_(None),
            )
        )
        if recovery is None:
            return None
        recovery.used_at = datetime.now(UTC)
        return user

    def recovery_hash(self, user_id: UserKey, code: str) -> bytes:
        return self.secrets.keyed_hash("recovery code", f"{user_id} {code}")

    @staticmethod
    def invited(db: Orm, token: str) -> User | None:
        """Who was invited with this token, locked, while the invitation stands."""
        return db.scalar(
            sa.select(User)
            .where(
                User.invitation_hash == hashed(token),
                User.invitation_expires_at > sa.func.now(),
                User.status != UserStatus.DEACTIVATED,
            )
            .with_for_update()
        )

    # Subscribers

    async def new_code(self, msisdn: str) -> tuple[str, bool]:
        """A code for a number, and whether there is somebody to send it to. Those before it are void."""
        code = f"{random.randbelow(1_000_000):06}"

        def store(db: Orm) -> bool:
            row = OneTimeCode(
                id=uuid.uuid4(),
                msisdn=msisdn,
                code_hash=b"",
                expires_at=datetime.now(UTC) + timedelta(seconds=CODE_SECONDS),
            )
            row.code_hash = self._code_hash(row.id, code)
            db.add(row)
            return line_of(db, msisdn) is not None

        return code, await self.with_database(store)

    def check_code(self, db: Orm, msisdn: str, code: str) -> OneTimeCode | None:
        """The code's row, locked, when it is the newest for the number, in time, unused, and tried at most five times.

        The attempt counts whatever comes of it.
        """
        row = db.scalar(
            sa.select(OneTimeCode)
            .where(OneTimeCode.msisdn == msisdn)
            .order_by(OneTimeCode.created_at.desc())
            .limit(1)
            .with_for_update()
        )
        if row is None or row.used_at is not None or row.expires_at <= datetime.now(UTC):
            return None
        if row.attempts >= CODE_ATTEMPTS:
            return None
        row.attempts += 1
        good = hmac.compare_digest(row.code_hash, self._code_hash(row.id, "".join(code.split())))
        return row if good else None

    def _code_hash(self, row_id: uuid.UUID, code: str) -> bytes:
        return self.secrets.keyed_hash("one-time code", f"{row_id} {code}")


def line_of(db: Orm, msisdn: str) -> Line | None:
    """The live contract that holds a number now."""
    row = db.execute(
        sa.select(Contract.id, PhoneNumber.id, Contract.customer_id)
        .join(PhoneNumber, PhoneNumber.id == Contract.phone_number_id)
        .where(PhoneNumber.msisdn == msisdn, Contract.status.in_(LIVE))
    ).one_or_none()
    return Line(*row) if row else None


def is_verified_holder(db: Orm, line: Line, document_number: str) -> bool:
    """Whether a document is the line's customer's, who is a person whose identity was verified by that document.

    A document that came later was compared with nobody. A company's papers are known to many, so nobody becomes a
    company by them.
    """
    found = db.scalar(
        sa.select(sa.literal(1))
        .select_from(IdentityDocument)
        .join(Customer, Customer.id == IdentityDocument.customer_id)
        .where(
            Customer.id == line.customer_id,
            Customer.kind == CustomerKind.PERSON,
            Customer.kyc_status == KycStatus.VALIDATED,
            IdentityDocument.verified_at.is_not(None),
            IdentityDocument.number_key
            == sa.func.crm_document_key(document_number, IdentityDocument.kind, IdentityDocument.country),
            sa.or_(IdentityDocument.expires_on.is_(None), IdentityDocument.expires_on >= sa.func.current_date()),
        )
        .limit(1)
    )
    return found is not None
