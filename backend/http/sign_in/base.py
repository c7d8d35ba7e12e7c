"""Shared by the sign-in pages: the person signed in in this browser, the requesting application, ending the sign-in."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm
from starlette.responses import Response

from backend.auth.known_devices import Device, Place, network_place, read_device
from backend.auth.provider import registered_uri
from backend.auth.service import AuthService
from backend.auth.sessions import Person, end_sessions_where, person_by_cookie
from backend.http.web import SESSION_COOKIE, BadForm, Visit
from backend.models import OAuthClient, Session

DEVICE_COOKIE = "crm_device"
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Application:
    """The application that a person signs in to; without a name when the page was not opened by an application."""

    name: str | None = None
    redirect: str | None = None  # its redirect URI, if that is registered


class Pages:
    def __init__(self, service: AuthService) -> None:
        self._service = service

    async def _application(self, visit: Visit) -> Application:
        """The registered application that the page to continue with belongs to."""
        client_id, wanted = visit.next_parameter("client_id"), visit.next_parameter("redirect_uri")
        if client_id is None:
            return Application()
        found = await self._service.with_database(
            lambda db: db.execute(
                sa.select(OAuthClient.name, OAuthClient.redirect_uris).where(
                    OAuthClient.client_id == client_id, OAuthClient.active
                )
            ).one_or_none()
        )
        if found is None:
            return Application()
        name, uris = found
        if wanted is None:
            return Application(name, uris[0] if uris else None)
        return Application(name, wanted if registered_uri(wanted, uris) else None)

    @staticmethod
    def _heading(visit: Visit, application: Application) -> str:
        return visit.text("sign_in_to", client=application.name) if application.name else visit.text("sign_in")

    async def _signed_in(self, visit: Visit) -> Person | None:
        return await self._service.with_database(lambda db: person_by_cookie(db, visit.session_cookie))

    def _device(self, visit: Visit) -> Device:
        return read_device(self._service.secrets, visit.request.cookies.get(DEVICE_COOKIE))

    def _place(self, visit: Visit, account: str | None) -> Place:
        """Where an attempt at an account comes from, by which it is counted."""
        return self._device(visit).place(self._service.secrets, account, visit.origin)

    def _usual_place(self, visit: Visit) -> Place:
        """Where a request comes from: the device, if some account is known there, or the network."""
        device = self._device(visit)
        return Place(f"device {device.name}", known=True) if device.accounts else network_place(visit.origin)

    @staticmethod
    def _place_of(person: Person) -> Place:
        """The place of somebody who is signed in already: the session. Strangers do not hinder it."""
        return Place(f"session {person.session.id}", known=True)

    @staticmethod
    def _end_previous_session(db: Orm, visit: Visit) -> None:
        """End the session that this browser had before the new sign-in."""
        old = person_by_cookie(db, visit.session_cookie)
        if old is not None:
            for statement in end_sessions_where(Session.id == old.session.id):
                db.execute(statement)

    def _finish_sign_in(self, visit: Visit, cookie: str | None, account: str) -> Response:
        """Go on with the page that the person wanted. The browser is a known device of the account from now on."""
        if cookie is None:
            raise BadForm(403, "the user is no longer active")
        visit.set_cookie(SESSION_COOKIE, cookie)
        lasts = round(self._service.settings.known_device_days * DAY_SECONDS)
        visit.set_cookie(DEVICE_COOKIE, self._device(visit).seal(self._service.secrets, account, lasts), lasts)
        return visit.redirect(visit.next)
