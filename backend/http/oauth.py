"""`/oauth/*` and `/.well-known/*`: the endpoints of the authorization server that applications call."""

from collections.abc import Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.auth.attempt_rules import network_of
from backend.auth.attempts import TooManyAttempts
from backend.auth.provider import DEVICE_GRANT, Answer, Incoming, Provider
from backend.auth.service import AuthService
from backend.auth.sessions import person_of
from backend.auth.viewer import SCOPES
from backend.errors import Throttled, Unauthenticated
from backend.http.web import (
    BadForm,
    accepts_demo,
    headers_of,
    origin_of,
    read_form,
)
from backend.models import Session

TOKENS = "tokens from a network"
TRY_AGAIN_SECONDS = 5  # when too many requests of one network wait


def metadata(issuer: str) -> dict[str, Any]:
    """The discovery document of OpenID Connect Discovery 1.0 and RFC 8414."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/oauth/authorize",
        "token_endpoint": f"{issuer}/oauth/token",
        "revocation_endpoint": f"{issuer}/oauth/revoke",
        "introspection_endpoint": f"{issuer}/oauth/introspect",
        "userinfo_endpoint": f"{issuer}/oauth/userinfo",
        "device_authorization_endpoint": f"{issuer}/oauth/device_authorization",
        "end_session_endpoint": f"{issuer}/oauth/logout",
        "jwks_uri": f"{issuer}/oauth/jwks",
        "scopes_supported": list(SCOPES),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials", DEVICE_GRANT],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["none", "client_secret_basic", "client_secret_post"],
        "revocation_endpoint_auth_methods_supported": ["none", "client_secret_basic", "client_secret_post"],
        "introspection_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": True,
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "amr", "sid", "name", "email"],
        "prompt_values_supported": ["none", "login"],
        "ui_locales_supported": ["en", "ru", "ky"],
    }


class OAuthEndpoints:
    def __init__(self, service: AuthService) -> None:
        self._service = service
        self._metadata = orjson.dumps(metadata(service.tokens.issuer))

    def routes(self) -> list[Route]:
        prefix = self._service.settings.path_prefix
        return [
            Route("/.well-known/openid-configuration", self.discovery),
            Route("/.well-known/oauth-authorization-server", self.discovery),
            # RFC 8414, section 3.1: the issuer's path follows the well-known part, so the proxy does not remove it.
            *([Route(f"/.well-known/oauth-authorization-server{prefix}", self.discovery)] if prefix else []),
            Route("/oauth/jwks", self.jwks),
            Route("/oauth/token", self.token, methods=["POST"]),
            Route("/oauth/revoke", self.revoke, methods=["POST"]),
            Route("/oauth/introspect", self.introspect, methods=["POST"]),
            Route("/oauth/device_authorization", self.device_authorization, methods=["POST"]),
            Route("/oauth/userinfo", self.userinfo, methods=["GET", "POST"]),
        ]

    async def discovery(self, _: Request) -> Response:
        return Response(self._metadata, media_type="application/json", headers={"Cache-Control": "public, max-age=300"})

    async def jwks(self, _: Request) -> Response:
        await self._service.keys.load()
        body = orjson.dumps(self._service.keys.public())
        return Response(body, media_type="application/json", headers={"Cache-Control": "public, max-age=300"})

    # Endpoints for clients

    async def token(self, request: Request) -> Response:
        return await self._protocol(request, TOKENS, lambda provider: provider.create_token_response)

    async def revoke(self, request: Request) -> Response:
        return await self._endpoint(request, TOKENS, "revocation")

    async def introspect(self, request: Request) -> Response:
        return await self._endpoint(request, TOKENS, "introspection")

    async def device_authorization(self, request: Request) -> Response:
        return await self._endpoint(request, "device codes from a network", "device_authorization")

    async def _endpoint(self, request: Request, limit: str, name: str) -> Response:
        def step(provider: Provider) -> Callable[[Incoming], Answer]:
            return lambda incoming: provider.create_endpoint_response(name, incoming)

        return await self._protocol(request, limit, step)

    async def _protocol(
        self, request: Request, limit: str, step: Callable[[Provider], Callable[[Incoming], Answer]]
    ) -> Response:
        headers = headers_of(request.scope)
        origin = origin_of(request.scope, headers)
        network = network_of(origin.address)
        try:
            form = await read_form(request)
            async with self._service.protocol.turn(network):
                attempt = await self._service.attempts.take(limit, network)
                incoming = Incoming("POST", request.query_params.multi_items(), form, dict(request.headers), origin)
                demo = accepts_demo(self._service.settings, request.scope, headers)
                answer = await self._service.with_provider(lambda provider: step(provider)(incoming), demo=demo)
                if answer.status < 400 and limit == TOKENS:
                    # Many subscribers of an operator share a network: only requests that fail are limited.
                    await self._service.attempts.give_back(attempt)
        except TooManyAttempts as error:
            return _error(429, "slow_down", str(error), {"Retry-After": str(error.retry_seconds)})
        except Throttled as error:
            return _error(429, "slow_down", str(error), {"Retry-After": str(TRY_AGAIN_SECONDS)})
        except BadForm as error:
            return _error(error.status, "invalid_request", str(error))
        return _response(answer)

    async def userinfo(self, request: Request) -> Response:
        try:
            viewer = await self._service.authenticator.viewer(headers_of(request.scope))
        except Unauthenticated:
            viewer = None
        if viewer is None or viewer.session_id is None:
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            return _error(401, "invalid_token", "the token is not valid, or was not issued for a person", challenge)
        if "openid" not in viewer.scopes:
            challenge = {"WWW-Authenticate": 'Bearer error="insufficient_scope", scope="openid"'}
            return _error(403, "insufficient_scope", "the token must have the scope openid", challenge)
        claims = await self._service.with_database(
            lambda db: (
                (person := person_of(db, db.get(Session, viewer.session_id)))
                and person.user_info(" ".join(viewer.scopes))
            )
        )
        if claims is None:
            challenge = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            return _error(401, "invalid_token", "the sign-in has ended", challenge)
        return Response(orjson.dumps(claims), media_type="application/json", headers={"Cache-Control": "no-store"})


def _response(answer: Answer) -> Response:
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-type"}
    headers.setdefault("Cache-Control", "no-store")
    return Response(answer.content, answer.status, headers, media_type="application/json")


def _error(status: int, code: str, description: str, headers: dict[str, str] | None = None) -> Response:
    body = orjson.dumps({"error": code, "error_description": description})
    return Response(body, status, {"Cache-Control": "no-store", **(headers or {})}, media_type="application/json")
