"""Connecting a device (RFC 8628): a signed-in person enters its code in a browser and approves or denies it."""

from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm
from starlette.responses import Response

from backend.auth.sessions import person_by_cookie
from backend.http.sign_in.base import Pages
from backend.http.web import Button, Field, Form, Visit
from backend.models import DeviceCode, OAuthClient


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
        client = await self._service.with_database(lambda db: _waiting_client(db, user_code))
        if client is None:
            return self._ask_user_code(visit, visit.text("wrong_code"))
        await self._service.attempts.give_back(attempt)
        buttons = (
            Button(visit.text("allow"), "decision", "approve"),
            Button(visit.text("deny"), "decision", "deny"),
        )
        name = person.name or person.actor
        question = visit.text("device_question", client=client.name, name=name, code=user_code)
        form = Form("/oauth/device", buttons, hidden={"user_code": user_code})
        return visit.page(visit.text("device"), form, intro=(question,))

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
            client = _waiting_client(db, user_code)
            if person is None or client is None:
                return None
            row = db.scalars(sa.select(DeviceCode).where(DeviceCode.user_code == user_code).with_for_update()).one()
            staff = person.session.user_id is not None
            if decision == "deny" or not staff:
                row.denied = True
                return "denied"
            row.session_id = person.session.id
            return "done"

        result = await self._service.with_database(decide)
        if result is None:
            return await self.show_device(visit, visit.text("wrong_code"))
        await self._service.attempts.give_back(attempt)
        return visit.page(visit.text("device"), intro=(visit.text(f"device_{result}"),))


def _user_code(text: str) -> str:
    letters = "".join(character for character in text.upper() if character.isalpha())
    return f"{letters[:4]}-{letters[4:8]}" if letters else ""


def _waiting_client(db: Orm, user_code: str) -> OAuthClient | None:
    """The active client whose device waits for this code to be approved; None when there is none."""
    return db.scalar(
        sa.select(OAuthClient)
        .join(DeviceCode, DeviceCode.client_id == OAuthClient.id)
        .where(
            DeviceCode.user_code == user_code,
            DeviceCode.expires_at > sa.func.now(),
            DeviceCode.session_id.is_(None),
            DeviceCode.denied.is_(False),
            OAuthClient.active,
        )
    )
