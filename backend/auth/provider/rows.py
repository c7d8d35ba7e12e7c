"""Rows of the database with the methods that Authlib requires."""

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from authlib.oauth2.rfc6749 import (
    ClientMixin,
)

from backend.auth.secrets import hashed
from backend.auth.sessions import Person
from backend.models import AuthorizationCode, ClientKind, DeviceCode, OAuthClient, OAuthGrant, RefreshToken

_LOOPBACK = re.compile(r"(http://(?:127\.0\.0\.1|\[::1\]|localhost))(?::([0-9]{1,5}))?([/?].*)?")
LARGEST_PORT = 65_535


def registered_uri(wanted: str, registered: Iterable[str]) -> str | None:
    """The registered address that equals `wanted`, or None; the port of a loopback address is ignored.

    A native application listens on any free port (RFC 8252, section 7.3).
    """
    given = _without_port(wanted)
    return next((uri for uri in registered if _without_port(uri) == given), None)


def _without_port(uri: str) -> str:
    loopback = _LOOPBACK.fullmatch(uri)
    if loopback is None or int(loopback[2] or 0) > LARGEST_PORT:
        return uri
    return loopback[1] + (loopback[3] or "")


class ClientRow(ClientMixin):  # type: ignore[misc]
    """A registered client."""

    def __init__(self, row: OAuthClient) -> None:
        self.row = row

    def get_client_id(self) -> str:
        return self.row.client_id

    def get_default_redirect_uri(self) -> str | None:
        return self.row.redirect_uris[0] if len(self.row.redirect_uris) == 1 else None

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """The requested scope if the client may have all of it, else None.

        Without a requested scope all of the client's, except offline_access: no refresh token is issued.
        """
        if not scope:
            return " ".join(name for name in self.row.scopes if name != "offline_access")
        return scope if set(scope.split()) <= set(self.row.scopes) else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return registered_uri(redirect_uri, self.row.redirect_uris) is not None

    def check_client_secret(self, client_secret: str) -> bool:
        return self.row.secret_hash is not None and hmac.compare_digest(hashed(client_secret), self.row.secret_hash)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002
        public = self.row.kind is ClientKind.PUBLIC
        return method == "none" if public else method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code" and "authorization_code" in self.row.grant_types

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in self.row.grant_types


@dataclass
class Granted:
    """A person and the grant to which tokens are added.

    `refresh_token` is the value of the next refresh token; None: a random one.
    """

    person: Person
    grant: OAuthGrant
    refresh_scope: str
    refresh_token: str | None = None


class CodeRow:
    """An authorization code."""

    def __init__(self, row: AuthorizationCode) -> None:
        self.row = row
        self.code_challenge = row.code_challenge

    def get_redirect_uri(self) -> str:
        return self.row.redirect_uri

    def get_scope(self) -> str:
        return self.row.scope


class RefreshRow:
    """A refresh token and its grant. `successor` is the value of the refresh token that replaces it."""

    def __init__(self, row: RefreshToken, grant: OAuthGrant, successor: str) -> None:
        self.row = row
        self.grant = grant
        self.successor = successor

    def check_client(self, client: ClientRow) -> bool:
        return self.grant.client_id == client.row.id

    def get_scope(self) -> str:
        return self.row.scope

    def is_expired(self) -> bool:
        return self.row.expires_at <= datetime.now(UTC)

    def is_revoked(self) -> bool:
        return self.row.used_at is not None or self.grant.revoked_at is not None


class DeviceRow:
    """A device code."""

    def __init__(self, row: DeviceCode, client_id: str) -> None:
        self.row = row
        self._client_id = client_id

    def get_client_id(self) -> str:
        return self._client_id

    def get_scope(self) -> str:
        return self.row.scope

    def get_user_code(self) -> str:
        return self.row.user_code

    def is_expired(self) -> bool:
        return self.row.expires_at <= datetime.now(UTC) or self.row.used_at is not None


class AccessRow:
    """A valid access token, by its claims."""

    def __init__(self, claims: Mapping[str, Any]) -> None:
        self.claims = claims

    def check_client(self, client: ClientRow) -> bool:
        return bool(self.claims["client_id"] == client.row.client_id)

    def is_expired(self) -> bool:
        return False  # expired and revoked tokens are not found by TokenQuery

    def is_revoked(self) -> bool:
        return False
