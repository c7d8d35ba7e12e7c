"""Connecting a device (RFC 8628): a signed-in person enters its code in a browser and approves or denies it."""

from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm
from starlette.responses import Response

from backend.auth.notices import Notice, tell
from backend.auth.sessions import person_by_cookie
from backend.auth.viewer import READ, WRITE
from backend.http.sign_in.base import Pages
from backend.http.web import Button, Field, Form, Visit
from backend.models import DeviceCode, OAuthClient, User


class DevicePages(Pages):
    async def show_device(self, visit: Visit, error: str | None = None) -> Response:
        user_code = _user_code(visit.form.get("user_code") or visit.request.query_params.get("user_code", ""))
        person = await self._signed_in(visit)
        if person is None:
            here = f"/oauth/device?{urlencode({'user_code': user_code})}"
            return visit.redirect(f"/oauth/sign-in?{urlencode({'next': here})}")
        if not user_code or error:
            return self._ask_user_code(visit, error)
        attempt = await self._service.attempts.take("user codes of a person", person.subject)
        waiting = await self._service.with_database(lambda db: _waiting(db, user_code))
        if waiting is None:
            return self._ask_user_code(visit, visit.text("wrong_code"))
        client, code = waiting
        await self._service.attempts.give_back(attempt)
        buttons = (
            Button(visit.text("allow"), "decision", "approve"),
            Button(visit.text("deny"), "decision", "deny"),
        )
        name = person.name or person.actor
        question = visit.text("device_question", client=client.name, name=name, code=user_code)
        form = Form("/oauth/device", buttons, hidden={"user_code": user_code})
        days = self._service.settings.device_session_days
        intro = (question, *_grants(visit, code.scope), visit.text("device_lasts", days=f"{days:g}"))
        return visit.page(visit.text("device"), form, intro=intro)

    def _ask_user_code(self, visit: Visit, error: str | None) -> Response:
        code = Field("user_code", visit.text("code"), autocomplete="off", invalid=bool(error), max_length=12)
        form = Form("/oauth/device", (Button(visit.text("continue")),), (code,))
        status = 400 if error else 200
        return visit.page(visit.text("device"), form, intro=(visit.text("device_intro"),), error=error, status=status)

    async def device(self, visit: Visit) -> Response:
        user_code, decision = _user_code(visit.form.get("user_code", "")), visit.form.get("decision")
        if decision not in {"approve", "deny"}:
            return await self.show_device(visit)
        signed_in = await self._signed_in(visit)
        if signed_in is None:
            return await self.show_device(visit)
        attempt = await self._service.attempts.take("user codes of a person", signed_in.subject)

        def decide(db: Orm) -> str | None:
            person = person_by_cookie(db, visit.session_cookie)
            waiting = _waiting(db, user_code)
            if person is None or waiting is None:
                return None
            row = db.scalars(sa.select(DeviceCode).where(DeviceCode.user_code == user_code).with_for_update()).one()
            staff = person.session.user_id is not None
            if decision == "deny" or not staff:
                row.denied = True
                return "denied"
            row.session_id = person.session.id
            user = db.get_one(User, person.session.user_id)
            tell(db, self._service.settings, user, Notice.DEVICE_CONNECTED, visit.origin, client=waiting[0].name)
            return "done"

        result = await self._service.with_database(decide)
        if result is None:
            return await self.show_device(visit, visit.text("wrong_code"))
        await self._service.attempts.give_back(attempt)
        return visit.page(visit.text("device"), intro=(visit.text(f"device_{result}"),))


def _user_code(text: str) -> str:
    letters = "".join(character for character in text.upper() if character.isalpha())
    return f"{letters[:4]}-{letters[4:8]}" if letters else ""


def _grants(visit: Visit, scope: str) -> list[str]:
    """What a device may do with a scope, a sentence for each part."""
    scopes = scope.split()
    found = [visit.text("grants_write")] if WRITE in scopes else []
    if READ in scopes:
        found.append(visit.text("grants_read"))
    if not found:
        found.append(visit.text("grants_identity"))
    return found


def _waiting(db: Orm, user_code: str) -> tuple[OAuthClient, DeviceCode] | None:
    """The active client whose device waits for this code to be approved, and the code's row; None without one."""
    found = db.execute(
        sa.select(OAuthClient, DeviceCode)
        .join(DeviceCode, DeviceCode.client_id == OAuthClient.id)
        .where(
            DeviceCode.user_code == user_code,
            DeviceCode.expires_at > sa.func.now(),
            DeviceCode.session_id.is_(None),
            DeviceCode.denied.is_(False),
            OAuthClient.active,
        )
    ).one_or_none()
    return (found[0], found[1]) if found is not None else None
