"""Sign-in of staff: e-mail and password, and the invitation by which a user sets a password."""

from urllib.parse import urlencode

from sqlalchemy.orm import Session as Orm
from starlette.responses import Response

from backend.auth.attempt_rules import network_of
from backend.auth.passwords import check_password, new_totp_secret
from backend.errors import Refusal
from backend.http.sign_in.factor import FactorPages, password_rules
from backend.http.web import Button, Field, Form, Link, Visit
from backend.models import User, UserRole, UserStatus
from backend.services import rules


class StaffPages(FactorPages):
    async def show_sign_in(self, visit: Visit, error: str | None = None, status: int = 200) -> Response:
        email = Field(
            "email",
            visit.text("email"),
            "email",
            visit.form.get("email", ""),
            autocomplete="username",
            invalid=bool(error),
        )
        password = Field(
            "password", visit.text("password"), "password", autocomplete="current-password", invalid=bool(error)
        )
        form = Form("/oauth/sign-in", (Button(visit.text("enter")),), (email, password), {"next": visit.next})
        company = Link(f"/oauth/company?{urlencode({'next': visit.next})}", visit.text("company_sign_in"))
        links = (company,) if self._service.settings.company_issuer else ()
        application = await self._application(visit)
        return visit.page(
            self._heading(visit, application),
            form,
            error=error,
            links=links,
            status=status,
            redirect=application.redirect,
        )

    async def sign_in(self, visit: Visit) -> Response:
        email = rules.typed_email(visit.form.get("email", ""))
        place = self._place(visit, email)
        attempts = await self._service.attempts.take_all(*password_rules(visit, email, place))
        user = await self._service.check_password(email, visit.form.get("password", ""), place, demo=visit.accepts_demo)
        if user is None:
            return await self.show_sign_in(visit, visit.text("wrong_password"), 401)
        await self._service.attempts.give_back(*attempts)
        return await self.after_first_step(visit, user, "pwd")

    async def after_first_step(self, visit: Visit, user: User, method: str) -> Response:
        """Continue with the second factor if the user has one or, as an ADMIN, must set one up; otherwise sign in."""
        if user.totp_confirmed_at is not None:
            return await self._show_second_factor(visit, self._state(user, method))
        if user.role is UserRole.ADMIN:
            return await self._show_set_up(visit, self._state(user, method, new_totp_secret()))
        return await self._begin_session(visit, user.id, user.email, [method])

    async def show_invitation(self, visit: Visit, error: str | None = None) -> Response:
        token = visit.form.get("token") or visit.request.query_params.get("token", "")
        attempt = await self._service.attempts.take("invitations from a network", network_of(visit.origin.address))
        user = await self._service.with_database(lambda db: self._service.invited_user(db, token))
        if user is None:
            enter = Link("/oauth/sign-in", visit.text("enter"))
            over = visit.text("invitation_over")
            return visit.page(visit.text("wrong_request"), intro=(over,), links=(enter,), status=404)
        await self._service.attempts.give_back(attempt)
        password = Field(
            "password", visit.text("new_password"), "password", hint=visit.text("password_hint"),
            autocomplete="new-password", invalid=bool(error),
        )  # fmt: skip
        form = Form("/oauth/invitation", (Button(visit.text("continue")),), (password,), {"token": token})
        return visit.page(
            visit.text("invitation", name=user.name), form, error=error, status=400 if error else 200,
            intro=(visit.text("invitation_intro", email=user.email),),
        )  # fmt: skip

    async def invitation(self, visit: Visit) -> Response:
        token, password = visit.form.get("token", ""), visit.form.get("password", "")
        attempt = await self._service.attempts.take("invitations from a network", network_of(visit.origin.address))
        user = await self._service.with_database(lambda db: self._service.invited_user(db, token))
        if user is None:
            return await self.show_invitation(visit)
        await self._service.attempts.give_back(attempt)
        try:
            check_password(password, [user.name, user.email])
        except Refusal:
            return await self.show_invitation(visit, visit.text("weak_password"))
        stored = await self._service.passwords.hash(password)

        def accept(db: Orm) -> User | None:
            found = self._service.invited_user(db, token)
            if found is not None:
                found.password_hash, found.status = stored, UserStatus.ACTIVE
                found.invitation_hash = found.invitation_expires_at = None
            return found

        accepted = await self._service.with_database(accept)
        if accepted is None:
            return await self.show_invitation(visit)
        return await self.after_first_step(visit, accepted, "pwd")
