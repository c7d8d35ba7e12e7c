"""The authentication service: the parts that sign-in and token checks need, built once per process."""

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
from backend.auth.known_devices import Place
from backend.auth.passwords import Passwords, totp_step
from backend.auth.provider import Provider
from backend.auth.revocations import Revocations
from backend.auth.secrets import Secrets, hashed
from backend.auth.sessions import Line
from backend.auth.tokens import AccessTokens, Authenticator
from backend.database import SIGN_IN_CONNECTIONS, Database
from backend.days import today
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
from backend.models.contract import IN_SERVICE
from backend.settings import Settings
from backend.turns import Turns

T = TypeVar("T")
CODE_SECONDS = 300
CODE_ATTEMPTS = 50  # from all networks together; each has its own limit
INVITATION_VALIDITY = timedelta(days=7)
# Requests at a time: pages, which may wait for a hash, leave connections to the token endpoint.
PAGES_AT_ONCE, OF_ONE_PLACE = SIGN_IN_CONNECTIONS - 1, 2
MAX_WAITING, WAIT_SECONDS = 100, 15.0  # of one place


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
    pages: Turns  # of places (known_devices.Place) at the sign-in pages
    protocol: Turns  # of networks at the token endpoint and the like

    @classmethod
    def build(cls, database: Database, settings: Settings, secrets: Secrets) -> "AuthService":
        keys = KeyRing(database, secrets)
        revocations = Revocations(database)
        tokens = AccessTokens(keys, settings.issuer)
        authenticator = Authenticator(tokens, keys, revocations, settings)
        attempts = Attempts(database, secrets, settings)
        pages = Turns("sign_in_pages", PAGES_AT_ONCE, OF_ONE_PLACE, MAX_WAITING, WAIT_SECONDS)
        protocol = Turns("oauth", SIGN_IN_CONNECTIONS, OF_ONE_PLACE, MAX_WAITING, WAIT_SECONDS)
        return cls(
            database,
            settings,
            secrets,
            keys,
            revocations,
            tokens,
            authenticator,
            attempts,
            Passwords(),
            pages,
            protocol,
        )

    async def with_database(self, work: Callable[[Orm], T]) -> T:
        """Run synchronous work in one transaction."""
        async with self.database.sign_in() as session:
            return await session.run_sync(work)

    async def with_provider(self, work: Callable[[Provider], T], *, demo: bool) -> T:
        """Run a step of the OAuth protocol in one transaction, after loading keys and revocations.

        `demo`: whether the request may use the demo's applications.
        """
        await self.keys.load()
        if not self.revocations.is_fresh():
            await self.revocations.catch_up()
        return await self.with_database(
            lambda db: work(Provider(db, self.tokens, self.revocations, self.secrets, self.settings, demo=demo))
        )

    # Staff

    async def check_password(self, email: str, password: str, place: Place, *, demo: bool) -> User | None:
        """The active user with this e-mail address and password, or None after the same time.

        `place` is where the attempt comes from; `demo`: whether the request may use the demo's passwords. Raises
        Throttled when too many passwords are being checked.
        """
        user = await self.with_database(lambda db: db.scalar(sa.select(User).where(User.email == email)))
        usable = user is not None and user.status is UserStatus.ACTIVE and (demo or not user.demo)
        stored = user.password_hash if user and usable else None
        good = await self.passwords.verify(password, stored, place.name, known=place.known)
        return user if good else None

    def check_second_factor(self, db: Orm, user_id: UserKey, code: str) -> User | None:
        """The user, when the code is a current TOTP code not used before, or an unused recovery code; else None.

        The code is marked as used.
        """
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
    def invited_user(db: Orm, token: str) -> User | None:
        """The user, locked, of an invitation token that has not expired; else None."""
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
        """Create a code for a number, replacing earlier ones. Returns it and whether a live contract has the number,
        to which the code signs in.
        """
        digits = self.settings.sign_in_code_digits
        code = f"{random.randbelow(10**digits):0{digits}}"

        def store(db: Orm) -> bool:
            line = line_of(db, msisdn)
            row = OneTimeCode(
                id=uuid.uuid4(),
                msisdn=msisdn,
                line=line.name if line else None,
                code_hash=b"",
                expires_at=datetime.now(UTC) + timedelta(seconds=CODE_SECONDS),
            )
            row.code_hash = self._code_hash(row.id, code)
            db.add(row)
            return line is not None

        return code, await self.with_database(store)

    def check_code(self, db: Orm, msisdn: str, code: str, *, known: bool) -> tuple[OneTimeCode, Line] | None:
        """The locked row of a correct code and its line, if it is the newest of the number, unused and not expired, and
        the line has the number still; else None. The number stays with the line until the transaction ends.

        Each call counts as an attempt, of which a code allows CODE_ATTEMPTS, and any number to a device that is `known`
        for the number: its attempts have a limit of their own, and strangers must not use up the code.
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
        if row.attempts >= CODE_ATTEMPTS and not known:
            return None
        row.attempts += 1
        good = hmac.compare_digest(row.code_hash, self._code_hash(row.id, "".join(code.split())))
        line = line_of(db, msisdn, lock=True) if good else None
        return (row, line) if line is not None and line.name == row.line else None

    def _code_hash(self, row_id: uuid.UUID, code: str) -> bytes:
        return self.secrets.keyed_hash("one-time code", f"{row_id} {code}")


def line_of(db: Orm, msisdn: str, *, lock: bool = False) -> Line | None:
    """The live contract that has a number now; None when there is none.

    With `lock` it keeps the number until the transaction ends, so that an act by which it loses the number finds a
    session that is begun here, and ends it.
    """
    statement = (
        sa.select(Contract.id, PhoneNumber.id, Contract.customer_id)
        .join(PhoneNumber, PhoneNumber.id == Contract.phone_number_id)
        .where(PhoneNumber.msisdn == msisdn, Contract.status.in_(IN_SERVICE))
    )
    row = db.execute(statement.with_for_update(read=True, of=Contract) if lock else statement).one_or_none()
    return Line(*row) if row else None


def is_verified_holder(db: Orm, settings: Settings, line: Line, document_number: str) -> bool:
    """Whether a document number proves its holder to be the customer of a line.

    The customer must be a person whose identity was verified by that document; a document that was added without
    verification proves nothing. Organisations are excluded, since many people know the numbers of their documents.
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
            IdentityDocument.replaced_at.is_(None),
            sa.or_(IdentityDocument.expires_on.is_(None), IdentityDocument.expires_on >= today(settings)),
        )
        .limit(1)
    )
    return found is not None
