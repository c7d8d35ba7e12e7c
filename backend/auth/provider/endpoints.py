"""Endpoints beside the token endpoint: device authorization, revocation, introspection."""

import secrets as random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from authlib.oauth2.rfc6749 import (
    InvalidRequestError,
    InvalidScopeError,
    UnauthorizedClientError,
)
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oauth2.rfc8628 import DeviceAuthorizationEndpoint

from backend.auth.provider.grants import DEVICE_GRANT
from backend.auth.provider.rows import AccessRow, ClientRow, RefreshRow
from backend.auth.revocations import revoke
from backend.auth.secrets import hashed, new_secret
from backend.models import DeviceCode, OAuthGrant

if TYPE_CHECKING:
    from backend.auth.provider.server import Provider
DEVICE_SECONDS = 600


class DeviceAuthorization(DeviceAuthorizationEndpoint):  # type: ignore[misc]
    CLIENT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
    EXPIRES_IN = DEVICE_SECONDS
    server: "Provider"

    def create_endpoint_response(self, request: Any) -> Any:
        request.refuse_repeated_parameters()
        client = self.authenticate_client(request)
        if not client.check_grant_type(DEVICE_GRANT):
            raise UnauthorizedClientError("The client is not registered for the device code grant.")
        allowed = client.get_allowed_scope(request.payload.scope)
        if allowed is None:
            raise InvalidScopeError
        request.payload.data["scope"] = allowed
        return super().create_endpoint_response(request)

    def generate_device_code(self) -> str:
        return new_secret()

    def generate_user_code(self) -> str:
        letters = "BCDFGHJKLMNPQRSTVWXZ"  # without vowels, so that no words are formed (RFC 8628, section 6.1)
        return "-".join("".join(random.choice(letters) for _ in range(4)) for _ in range(2))

    def get_verification_uri(self) -> str:
        return f"{self.server.tokens.issuer}/oauth/device"

    def save_device_credential(self, client_id: str, scope: str, data: Mapping[str, Any]) -> None:
        client = self.server.query_client(client_id)
        assert client is not None
        row = DeviceCode(
            device_hash=hashed(data["device_code"]),
            user_code=data["user_code"],
            client_id=client.row.id,
            scope=scope,
            interval_seconds=data["interval"],
            expires_at=datetime.now(UTC) + timedelta(seconds=DEVICE_SECONDS),
        )
        self.server.db.add(row)
        self.server.db.flush()


class TokenQuery:
    """Finds the token of a revocation or introspection request."""

    server: "Provider"
    CLIENT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]

    def query_token(self, token_string: str, token_type_hint: str | None) -> AccessRow | RefreshRow | None:  # noqa: ARG002
        claims = self.server.read_access_token(token_string)
        if claims is not None:
            return AccessRow(claims)
        row = self.server.locked_refresh_token(token_string)
        if row is None:
            return None
        return RefreshRow(row, self.server.db.get_one(OAuthGrant, row.grant_id), self.server.successor(token_string))


class TokenRevocation(TokenQuery, RevocationEndpoint):  # type: ignore[misc]
    """RFC 7009. Revoking a refresh token revokes its whole grant; revoking an access token only that token."""

    def check_params(self, request: Any, client: Any) -> None:  # noqa: ARG002
        if "token" not in request.form:
            raise InvalidRequestError("Missing 'token' in request.")

    def revoke_token(self, token: AccessRow | RefreshRow, request: Any) -> None:  # noqa: ARG002
        if isinstance(token, RefreshRow):
            self.server.revoke_grant(token.grant.id)
        else:
            self.server.db.execute(revoke(f"token:{token.claims['jti']}"))


class Introspection(TokenQuery, IntrospectionEndpoint):  # type: ignore[misc]
    """RFC 7662, for confidential clients: any access token, and their own refresh tokens."""

    CLIENT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def check_params(self, request: Any, client: Any) -> None:  # noqa: ARG002
        if "token" not in request.form:
            raise InvalidRequestError("Missing 'token' in request.")

    def check_permission(self, token: AccessRow | RefreshRow, client: ClientRow, request: Any) -> bool:  # noqa: ARG002
        return isinstance(token, AccessRow) or token.check_client(client)

    def introspect_token(self, token: AccessRow | RefreshRow) -> dict[str, Any]:
        if isinstance(token, RefreshRow):
            return {"token_type": "refresh_token", "scope": token.row.scope}
        shown = ("iss", "aud", "sub", "iat", "exp", "jti", "client_id", "scope", "role")
        return {"token_type": "Bearer", **{name: token.claims[name] for name in shown if name in token.claims}}
