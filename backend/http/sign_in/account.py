"""The page of one's own account: change the password, set up the second factor, sign out."""

from urllib.parse import urlencode

import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm
from starlette.responses import Response

from backend.auth.notices import Notice, tell
from backend.auth.passwords import check_password
from backend.auth.sessions import Person, end_sessions_where
from backend.errors import Refusal
from backend.http.sign_in.base import Pages
from backend.http.sign_in.factor import password_rules
from backend.http.web import Button, Field, Form, Link, Visit
from backend.models import OAuthClient, Session, User

MAX_DEVICES = 50


class AccountPages(Pages):
    async def show_account(
        self, visit: Visit, error: str | None = None, wrong: str = "", done: str | None = None
    ) -> Response:
        person = await self._signed_in(visit)
        if person is None:
            return visit.redirect(f"/oauth/sign-in?{urlencode({'next': '/oauth/account'})}")
        forms, links = [], []
        if person.session.user_id is not None:
            current = Field(
                "current",
                visit.text("current_password"),
                "password",
                autocomplete="current-password",
                invalid=wrong == "current",
            )
            new = Field(
                "password", visit.text("new_password"), "password", hint=visit.text("password_hint"),
                autocomplete="new-password", invalid=wrong == "password",
            )  # fmt: skip
            forms.append(Form("/oauth/account", (Button(visit.text("change_password")),), (current, new)))
            has_factor = await self._service.with_database(
                lambda db: db.scalar(sa.select(User.totp_confirmed_at).where(User.id == person.session.user_id))
            )
            set_up = visit.text("replace_factor" if has_factor else "set_up_factor")
            links.append(Link("/oauth/set-up-factor", set_up))
        forms += await self._devices(visit, person)
        links.append(Link("/oauth/logout", visit.text("sign_out")))
        intro = (visit.text("signed_in_as", name=person.name or person.actor),)
        status = 400 if error else 200
        return visit.page(
            visit.text("account"), *forms, intro=intro, error=error, links=tuple(links), status=status, done=done
        )

    async def _devices(self, visit: Visit, person: Person) -> list[Form]:
        """A form for each device that the person connected, with which it is disconnected."""
        found = await self._service.with_database(
            lambda db: db.execute(
                sa.select(Session, OAuthClient.name)
                .join(OAuthClient, OAuthClient.client_id == Session.client)
                .where(*_devices_of(person))
                .order_by(Session.created_at.desc())
                .limit(MAX_DEVICES)
            ).all()
        )
        return [
            Form(
                "/oauth/disconnect",
                (Button(visit.text("disconnect")),),
                hidden={"session": str(session.id)},
                secondary=True,
                text=visit.text(
                    "connected_device", client=name, since=f"{session.created_at:%Y-%m-%d}",
                    until=f"{session.expires_at:%Y-%m-%d}", address=session.address or "–",
                ),
            )
            for session, name in found
        ]  # fmt: skip

    async def disconnect(self, visit: Visit) -> Response:
        """End the session of a device that the person connected, and with it the device's tokens."""
        person = await self._signed_in(visit)
        if person is None:
            return await self.show_account(visit)
        chosen = visit.form.get("session", "")

        def end(db: Orm) -> None:
            for statement in end_sessions_where(sa.cast(Session.id, sa.Text) == chosen, *_devices_of(person)):
                db.execute(statement)

        await self._service.with_database(end)
        return await self.show_account(visit, done=visit.text("disconnected"))

    async def change_password(self, visit: Visit) -> Response:
        person = await self._signed_in(visit)
        if person is None or person.email is None:
            return visit.redirect(f"/oauth/sign-in?{urlencode({'next': '/oauth/account'})}")
        place = self._place_of(person)
        rules = password_rules(visit, person.email, place)
        attempts = await self._service.attempts.take_all(*rules)
        user = await self._service.check_password(
            person.email, visit.form.get("current", ""), place, demo=visit.accepts_demo
        )
        if user is None:
            return await self.show_account(visit, visit.text("wrong_password"), "current")
        await self._service.attempts.give_back(*attempts)
        password = visit.form.get("password", "")
        try:
            check_password(password, [user.name, user.email])
        except Refusal:
            return await self.show_account(visit, visit.text("weak_password"), "password")
        stored = await self._service.passwords.hash(password)

        def change(db: Orm) -> None:
            db.execute(sa.update(User).where(User.id == user.id).values(password_hash=stored))
            tell(db, self._service.settings, user, Notice.PASSWORD_CHANGED, visit.origin)
            # All other sessions of the user end, since they may belong to someone who knew the old password.
            for statement in end_sessions_where(Session.user_id == user.id, Session.id != person.session.id):
                db.execute(statement)

        await self._service.with_database(change)
        return await self.show_account(visit, done=visit.text("password_changed"))


def _devices_of(person: Person) -> list[sa.ColumnElement[bool]]:
    """The live sessions of devices of a person: sessions that no browser's cookie belongs to."""
    return [
        Session.subject == person.subject,
        Session.cookie_hash.is_(None),
        Session.client.is_not(None),
        Session.ended_at.is_(None),
        Session.expires_at > sa.func.now(),
    ]
