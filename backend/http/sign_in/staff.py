"""Sign-in of staff: e-mail and password, second factor, and the invitation by which a user sets a password."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import segno
import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm
from starlette.responses import Response

from backend.auth.passwords import check_password, new_recovery_codes, new_totp_secret, totp_step, totp_uri
from backend.auth.sessions import SECOND_FACTOR, begin_session, person_by_cookie
from backend.errors import Refusal
from backend.http.sign_in.base import Pages
from backend.http.web import BadForm, Button, Field, Form, Link, Visit
from backend.identifiers import USER_ID, UserKey
from backend.models import RecoveryCode, User, UserRole, UserStatus
from backend.services import rules

STEP_SECONDS = 600


class StaffPages(Pages):
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
        by_address = await self._service.attempts.take("password from an address", visit.origin.address)
        of_account = await self._service.attempts.take("password of an account", email)
        user = await self._service.check_password(email, visit.form.get("password", ""), demo=visit.accepts_demo)
        if user is None:
            return await self.show_sign_in(visit, visit.text("wrong_password"), 401)
        await self._service.attempts.give_back(by_address, of_account)
        return await self.after_first_step(visit, user, "pwd")

    async def after_first_step(self, visit: Visit, user: User, method: str) -> Response:
        """Continue with the second factor if the user has one or, as an ADMIN, must set one up; otherwise sign in."""
        if user.totp_confirmed_at is not None:
            return await self._show_second_factor(visit, self._state(user.id, method))
        if user.role is UserRole.ADMIN:
            return await self._show_set_up(visit, self._state(user.id, method, new_totp_secret()))
        return await self._begin_session(visit, user.id, [method])

    def _state(self, user_id: UserKey, method: str, secret: str | None = None) -> str:
        value = {"user": str(user_id), "method": method, "secret": secret}
        return self._service.secrets.seal("first step", value, STEP_SECONDS)

    def _read_state(self, visit: Visit) -> dict[str, Any]:
        found = self._service.secrets.unseal("first step", visit.form.get("state", ""))
        if found is None:
            raise BadForm(400, "the state of the first step is invalid or has expired")
        return found

    def _read_set_up(self, visit: Visit) -> tuple[UserKey, str, str]:
        state = self._read_state(visit)
        if state["secret"] is None:
            raise BadForm(400, "this state is for entering a code, not for setting up a second factor")
        return USER_ID.parse_key(state["user"]), state["method"], state["secret"]

    async def _begin_session(self, visit: Visit, user_id: UserKey, methods: list[str]) -> Response:
        lasts = timedelta(hours=self._service.settings.staff_session_hours)
        client = visit.next_parameter("client_id")

        def start(db: Orm) -> str | None:
            user = db.get_one(User, user_id)
            if user.status is not UserStatus.ACTIVE:
                return None
            self._end_previous_session(db, visit)
            return begin_session(db, user, methods, lasts, visit.origin, client=client)[1]

        return self._finish_sign_in(visit, await self._service.with_database(start))

    async def _show_second_factor(self, visit: Visit, state: str, error: str | None = None) -> Response:
        code = Field(
            "code",
            visit.text("code"),
            autocomplete="one-time-code",
            invalid=bool(error),
            max_length=20,
        )
        form = Form(
            "/oauth/second-factor", (Button(visit.text("continue")),), (code,), {"state": state, "next": visit.next}
        )
        application = await self._application(visit)
        return visit.page(
            visit.text("second_factor"),
            form,
            intro=(visit.text("second_factor_intro"),),
            error=error,
            status=401 if error else 200,
            redirect=application.redirect,
        )

    async def second_factor(self, visit: Visit) -> Response:
        state = self._read_state(visit)
        user_id = USER_ID.parse_key(state["user"])
        attempt = await self._service.attempts.take("second factor of an account", state["user"])
        code = visit.form.get("code", "")
        user = await self._service.with_database(lambda db: self._service.check_second_factor(db, user_id, code))
        if user is None:
            return await self._show_second_factor(visit, visit.form["state"], visit.text("wrong_code"))
        await self._service.attempts.give_back(attempt)
        return await self._begin_session(visit, user_id, [state["method"], SECOND_FACTOR, "mfa"])

    async def show_set_up(self, visit: Visit) -> Response:
        person = await self._signed_in(visit)
        if person is None or person.session.user_id is None:
            return visit.redirect(f"/oauth/sign-in?{urlencode({'next': '/oauth/set-up-factor'})}")
        state = self._state(person.session.user_id, person.session.methods[0], new_totp_secret())
        return await self._show_set_up(visit, state)

    async def _show_set_up(self, visit: Visit, state: str, error: str | None = None) -> Response:
        found = self._service.secrets.unseal("first step", state)
        assert found is not None
        email = await self._service.with_database(
            lambda db: db.scalar(sa.select(User.email).where(User.id == USER_ID.parse_key(found["user"])))
        )
        uri = totp_uri(found["secret"], email or "", "Telecom CRM")
        code = Field(
            "code",
            visit.text("code"),
            autocomplete="one-time-code",
            inputmode="numeric",
            invalid=bool(error),
            max_length=20,
        )
        form = Form(
            "/oauth/set-up-factor", (Button(visit.text("continue")),), (code,), {"state": state, "next": visit.next}
        )
        return visit.page(
            visit.text("set_up_factor"),
            form,
            intro=(visit.text("set_up_intro"),),
            error=error,
            status=401 if error else 200,
            picture=segno.make(uri, error="m").svg_data_uri(scale=4),
            picture_text=visit.text("picture_of_key"),
            key=found["secret"],
        )

    async def set_up(self, visit: Visit) -> Response:
        """Confirm the new second factor and show the recovery codes, which are never shown again."""
        user_id, method, secret = self._read_set_up(visit)
        attempt = await self._service.attempts.take("second factor of an account", str(user_id))
        step = totp_step(secret, "".join(visit.form.get("code", "").split()), 0)
        if step is None:
            return await self._show_set_up(visit, visit.form["state"], visit.text("wrong_code"))
        await self._service.attempts.give_back(attempt)
        codes = new_recovery_codes()

        def store(db: Orm) -> bool:
            user = db.scalars(sa.select(User).where(User.id == user_id).with_for_update()).one()
            person = person_by_cookie(db, visit.session_cookie)
            if user.totp_confirmed_at is not None and (person is None or person.session.user_id != user_id):
                return False  # another request set up a second factor; a password alone must not replace it
            user.totp_secret = self._service.secrets.encrypt(secret.encode())
            user.totp_confirmed_at = sa.func.now()
            user.totp_last_step = step
            db.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
            hashes = [self._service.recovery_hash(user_id, code) for code in codes]
            db.execute(sa.insert(RecoveryCode), [{"user_id": user_id, "code_hash": each} for each in hashes])
            return True

        if not await self._service.with_database(store):
            raise BadForm(403, "the user already has a second factor")
        # The person is signed in already, so the page that shows the codes needs only a link to continue.
        entered = await self._begin_session(visit, user_id, [method, SECOND_FACTOR, "mfa"])
        return visit.page(
            visit.text("recovery_codes"),
            intro=(visit.text("recovery_intro"),),
            codes=tuple(codes),
            links=(Link(entered.headers["location"], visit.text("continue")),),
        )

    async def show_invitation(self, visit: Visit, error: str | None = None) -> Response:
        token = visit.form.get("token") or visit.request.query_params.get("token", "")
        attempt = await self._service.attempts.take("invitation from an address", visit.origin.address)
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
        attempt = await self._service.attempts.take("invitation from an address", visit.origin.address)
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
