"""Users: the staff who work with the CRM. Subscribers are customers, not users."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import USER_ID, UserKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.customer import Language
from backend.models.noun import noun


class UserRole(enum.StrEnum):
    ADMIN = "ADMIN"
    OPERATOR = "OPERATOR"
    ANALYST = "ANALYST"


class UserStatus(enum.StrEnum):
    INVITED = "INVITED"
    ACTIVE = "ACTIVE"
    DEACTIVATED = "DEACTIVATED"


@noun(USER_ID)
class User(Node, Base):
    """A member of staff. `totp_secret` is encrypted; passwords, invitations and recovery codes are stored as hashes."""

    __tablename__ = "user_account"

    id: Mapped[UserKey] = node_key()
    email: Mapped[Ascii] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[UserRole] = mapped_column(Code(UserRole))
    status: Mapped[UserStatus] = mapped_column(Code(UserStatus), server_default="INVITED")
    language: Mapped[Language] = mapped_column(Code(Language), server_default="RU")
    password_hash: Mapped[str | None]
    totp_secret: Mapped[bytes | None]
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    invitation_hash: Mapped[bytes | None] = mapped_column(unique=True)
    invitation_expires_at: Mapped[datetime | None]
    company_subject: Mapped[str | None] = mapped_column(unique=True)
    last_sign_in_at: Mapped[datetime | None]
    demo: Mapped[bool] = mapped_column(server_default=sa.false())

    __table_args__ = (
        one_of("role", UserRole),
        one_of("status", UserStatus),
        one_of("language", Language),
        sa.CheckConstraint("email = lower(email) and length(email) <= 254", "email"),
        sa.CheckConstraint("btrim(name) <> '' and length(name) <= 200", "name"),
        sa.CheckConstraint("(totp_confirmed_at is null) or (totp_secret is not null)", "totp"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "role", "created_at", "id"),
        sa.Index(None, "status", "created_at", "id"),
    )


class RecoveryCode(Base):
    """A code that replaces the second factor once."""

    __tablename__ = "recovery_code"

    user_id: Mapped[UserKey] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    used_at: Mapped[datetime | None]
