"""`/oauth/*` and `/.well-known/*`: the protocol endpoints of the authorization server."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson
import sqlalchemy as sa
from authlib.common.urls import add_params_to_uri
from authlib.oauth2 import OAuth2Error
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.auth.attempt_rules import network_of
from backend.auth.attempts import TooManyAttempts
from backend.auth.provider import DEVICE_GRANT, Answer, Incoming, Provider, registered_uri
from backend.auth.service import AuthService
from backend.auth.sessions import Person, end_sessions_where, person_by_cookie, person_of
from backend.auth.tokens import TokenRefused
from backend.auth.viewer import SCOPES
from backend.errors import Throttled, Unauthenticated
from backend.http.web import (
    SESSION_COOKIE,
    BadForm,
    Button,
    Form,
    Link,
    Visit,
    accepts_demo,
    has_nul,
    headers_of,
    origin_of,
    read_form,
)
from backend.models import OAuthClient, Session, SignIn

INTERACTION_SECONDS = 120
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
            Route("/oauth/authorize", self.authorize, methods=["GET", "POST"]),
            Route("/oauth/token", self.token, methods=["POST"]),
            Route("/oauth/revoke", self.revoke, methods=["POST"]),
            Route("/oauth/introspect", self.introspect, methods=["POST"]),
            Route("/oauth/device_authorization", self.device_authorization, methods=["POST"]),
            Route("/oauth/userinfo", self.userinfo, methods=["GET", "POST"]),
            Route("/oauth/logout", self.logout, methods=["GET", "POST"]),
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

    # Endpoints that a browser is sent to

    async def authorize(self, request: Request) -> Response:
        """The authorization endpoint: redirects back to the client with a code, or to the sign-in first."""
        visit = Visit(request, self._service.settings, self._service.secrets)
        query = request.query_params.multi_items()
        if has_nul(query):
            return _refused(visit, 400, "a request must not contain a NUL character")
        confirmed = False
        if request.method == "POST":
            try:
                await visit.read_form()
            except BadForm as error:
                return _refused(visit, error.status, str(error))
            confirmed = True
        incoming = Incoming("GET", query, ())

        def step(provider: Provider) -> tuple[str, Any]:
            person = person_by_cookie(provider.db, visit.session_cookie)
            try:
                grant = provider.get_consent_grant(incoming, end_user=person)
            except OAuth2Error as error:
                answer = provider.handle_error_response(incoming, error)
                return ("answer", answer) if answer.location else ("refused", str(error.description or error.error))
            client: OAuthClient = grant.request.client.row
            prompts = (incoming_value(incoming, "prompt") or "").split()
            silent = "none" in prompts
            sign_in_again = "login" in prompts or _is_older_than(person, incoming_value(incoming, "max_age"))
            if person is None or sign_in_again or not _is_for(person, client):
                if silent:
                    return "answer", _interaction_error(grant.redirect_uri, "login_required", incoming)
                return "sign in", client
            if not confirmed and _needs_confirmation(person, grant.redirect_uri):
                if silent:
                    return "answer", _interaction_error(grant.redirect_uri, "interaction_required", incoming)
                return "confirm", (client, person, grant.redirect_uri)
            return "answer", provider.create_authorization_response(grant.request, grant_user=person, grant=grant)

        try:
            async with self._service.protocol.turn(network_of(visit.origin.address)):
                what, found = await self._service.with_provider(step, demo=visit.accepts_demo)
        except Throttled as error:
            return _refused(visit, 429, str(error))
        if what == "refused":
            return _refused(visit, 400, found)
        if what == "sign in":
            # The sign-in that follows satisfies both parameters; if they were kept, they would require another one.
            rest = urlencode([(name, value) for name, value in query if name not in {"prompt", "max_age"}])
            page = "/oauth/number" if found.sign_in is SignIn.SUBSCRIBERS else "/oauth/sign-in"
            return visit.redirect(f"{page}?{urlencode({'next': f'/oauth/authorize?{rest}'})}")
        if what == "confirm":
            client, person, redirect = found
            here = f"/oauth/authorize?{urlencode(query)}"
            page = "/oauth/number" if client.sign_in is SignIn.SUBSCRIBERS else "/oauth/sign-in"
            return visit.page(
                visit.text("sign_in_to", client=client.name),
                Form(here, (Button(visit.text("continue")),)),
                intro=(visit.text("continue_to", client=client.name, name=_display_name(person)),),
                links=(Link(f"{page}?{urlencode({'next': here})}", visit.text("somebody_else")),),
                redirect=redirect,
            )
        answer: Answer = found
        if answer.location:
            location = answer.location
            if "iss=" not in urlsplit(location).query:
                location = add_params_to_uri(location, [("iss", self._service.tokens.issuer)])
            return visit.redirect(location)
        return _refused(visit, 400, "unexpected")

    async def logout(self, request: Request) -> Response:
        """OpenID Connect RP-Initiated Logout 1.0. Without a valid ID token the person has to confirm."""
        visit = Visit(request, self._service.settings, self._service.secrets)
        given = dict(request.query_params)
        confirmed = False
        if request.method == "POST":
            try:
                form = dict(await read_form(request))
                if "form_token" in form:
                    visit.form = form
                    visit.check_form()
                    confirmed = True
                given |= form
            except BadForm as error:
                return _refused(visit, error.status, str(error))
        if has_nul(given.items()):
            return _refused(visit, 400, "a request must not contain a NUL character")
        await self._service.keys.load()
        try:
            hint = self._service.tokens.read(given.get("id_token_hint", ""), kind="JWT", expired_too=True)
        except TokenRefused:
            hint = None

        def end(db: Any) -> tuple[bool, str | None, bool]:
            person = person_by_cookie(db, visit.session_cookie)
            here = str(person.session.id) if person else None
            sid = hint["sid"] if hint else here if confirmed else None
            target = None
            client_id = hint["aud"] if hint else given.get("client_id")
            client = db.scalar(sa.select(OAuthClient).where(OAuthClient.client_id == client_id)) if client_id else None
            wanted = given.get("post_logout_redirect_uri")
            if client is not None and wanted and registered_uri(wanted, client.post_logout_redirect_uris):
                target = add_params_to_uri(wanted, [("state", given["state"])]) if given.get("state") else wanted
            if sid is not None:
                for statement in end_sessions_where(Session.id == sid):
                    db.execute(statement)
            # An ID token of another person ends that person's session; the session of this browser stays.
            is_subscriber = person is not None and person.session.user_id is None
            return person is None or sid == here, target, is_subscriber

        try:
            async with self._service.protocol.turn(network_of(visit.origin.address)):
                done, target, is_subscriber = await self._service.with_database(end)
        except Throttled as error:
            return _refused(visit, 429, str(error))
        if not done:
            hidden = {k: v for k, v in given.items() if k in {"client_id", "post_logout_redirect_uri", "state"}}
            confirm = Form("/oauth/logout", (Button(visit.text("sign_out")),), hidden=hidden)
            return visit.page(
                visit.text("sign_out"), confirm, intro=(visit.text("sign_out_question"),), redirect=target
            )
        visit.set_cookie(SESSION_COOKIE, None)
        if target:
            return visit.redirect(target)
        enter = Link("/oauth/number" if is_subscriber else "/oauth/sign-in", visit.text("enter"))
        return visit.page(visit.text("signed_out"), links=(enter,))


def incoming_value(incoming: Incoming, name: str) -> str | None:
    return dict(incoming.query).get(name)


def _is_for(person: Person, client: OAuthClient) -> bool:
    """Whether the client is for this kind of person: staff or subscribers."""
    wanted = SignIn.STAFF if person.session.user_id is not None else SignIn.SUBSCRIBERS
    return client.sign_in is wanted


def _needs_confirmation(person: Person, redirect_uri: str) -> bool:
    """Whether the person must confirm before a code is sent to this address (RFC 8252, section 8.6).

    A custom URI scheme may be registered by another app, so a code is sent to one only after a recent interaction.
    """
    fresh = datetime.now(UTC) - person.session.created_at < timedelta(seconds=INTERACTION_SECONDS)
    return urlsplit(redirect_uri).scheme not in {"http", "https"} and not fresh


def _is_older_than(person: Person | None, max_age: str | None) -> bool:
    """Whether the sign-in is older than `max_age` seconds (OpenID Connect Core 1.0, section 3.1.2.1)."""
    if person is None or max_age is None or not max_age.isdecimal() or len(max_age) > 9:
        return False
    return datetime.now(UTC) - person.session.created_at > timedelta(seconds=int(max_age))


def _display_name(person: Person) -> str:
    return person.name or person.actor


def _interaction_error(redirect_uri: str, error: str, incoming: Incoming) -> Answer:
    """The error response to `prompt=none` when the person would have to sign in or confirm."""
    state = incoming_value(incoming, "state")
    location = add_params_to_uri(redirect_uri, [("error", error), *([("state", state)] if state else [])])
    return Answer(302, "", {"Location": location})


def _refused(visit: Visit, status: int, reason: str) -> Response:
    return visit.page(
        visit.text("wrong_request"), intro=(visit.text("wrong_request_intro", reason=reason),), status=status
    )


def _response(answer: Answer) -> Response:
    headers = {name: value for name, value in answer.headers.items() if name.lower() != "content-type"}
    headers.setdefault("Cache-Control", "no-store")
    return Response(answer.content, answer.status, headers, media_type="application/json")


def _error(status: int, code: str, description: str, headers: dict[str, str] | None = None) -> Response:
    body = orjson.dumps({"error": code, "error_description": description})
    return Response(body, status, {"Cache-Control": "no-store", **(headers or {})}, media_type="application/json")
