from typing import Any

from backend.models import OAuthClient, OneTimeCode, Revocation, User
from backend.models.client import ClientKind, SignIn
from backend.models.user import UserRole, UserStatus
from tests.factories.rows import build


def new_user(email: str, **columns: Any) -> User:
    """An active operator without a password."""
    return build(User, columns, email=email, name="Hired", role=UserRole.OPERATOR, status=UserStatus.ACTIVE)


def new_oauth_client(client_id: str, **columns: Any) -> OAuthClient:
    """A public application for the staff; with `secret_hash` a confidential one. It has no grants and no scopes."""
    kind = ClientKind.CONFIDENTIAL if columns.get("secret_hash") else ClientKind.PUBLIC
    return build(
        OAuthClient,
        columns,
        client_id=client_id,
        name="Registered",
        kind=kind,
        sign_in=SignIn.STAFF,
        grant_types=[],
        scopes=[],
    )


def new_revocation(subject: str) -> Revocation:
    """The end of the tokens of a subject, such as `user:<key>`."""
    return build(Revocation, {}, subject=subject)


def new_one_time_code(msisdn: str, **columns: Any) -> OneTimeCode:
    """A code with an empty hash, which no input matches; `expires_at` must be given."""
    return build(OneTimeCode, columns, msisdn=msisdn, code_hash=b"")
