"""`/oauth/authorize` and `/oauth/logout`: the endpoints of the authorization server that a browser is sent to."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import sqlalchemy as sa
from authlib.common.urls import add_params_to_uri
from authlib.oauth2 import OAuth2Error
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.auth.attempt_rules import network_of
from backend.auth.provider import Answer, Incoming, Provider, registered_uri
from backend.auth.service import AuthService
from backend.auth.sessions import Person, end_sessions_where, person_by_cookie
from backend.auth.tokens import TokenRefused
from backend.errors import Throttled
from backend.http.web import (
    SESSION_COOKIE,
    BadForm,
    Button,
    Form,
    Link,
    Visit,
    has_nul,
    read_form,
)
from backend.models import OAuthClient, Session, SignIn

INTERACTION_SECONDS = 120


class BrowserEndpoints:
    def __init__(self, service: AuthService) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        return [
            Route("/oauth/authorize", self.authorize, methods=["GET", "POST"]),
            Route("/oauth/logout", self.logout, methods=["GET", "POST"]),
        ]

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
