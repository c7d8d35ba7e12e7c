"""The second factor of staff: entering a code, setting one up, replacing it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import segno
import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm
from starlette.responses import Response

from backend.auth.attempt_rules import network_of
from backend.auth.known_devices import Place
from backend.auth.notices import Notice, tell
from backend.auth.passwords import new_recovery_codes, new_totp_secret, totp_step, totp_uri
from backend.auth.sessions import SECOND_FACTOR, Person, begin_session, end_sessions_where
from backend.http.sign_in.base import Pages
from backend.http.web import BadForm, Button, Field, Form, Link, Visit
from backend.identifiers import USER_ID, UserKey
from backend.models import RecoveryCode, Session, User, UserStatus

STEP_SECONDS = 600
SET_UP = "/oauth/set-up-factor"


class FactorPages(Pages):
    def _state(self, user: User, method: str, secret: str | None = None) -> str:
        """What the next step needs: with `secret`, that a factor is set up in place of the one that the user has."""
        value = {
            "user": str(user.id),
            "method": method,
            "secret": secret,
            "replaces": _confirmed_at(user),
            "account": user.email,
        }
        return self._service.secrets.seal("first step", value, STEP_SECONDS)

    def _read_state(self, visit: Visit) -> dict[str, Any]:
        found = self._service.secrets.unseal("first step", visit.form.get("state", ""))
        if found is None:
            raise BadForm(400, "the state of the first step is invalid or has expired")
        return found

    async def _begin_session(self, visit: Visit, user_id: UserKey, account: str, methods: list[str]) -> Response:
        lasts = timedelta(hours=self._service.settings.staff_session_hours)
        client = visit.next_parameter("client_id")

        def start(db: Orm) -> str | None:
            user = db.get_one(User, user_id)
            if user.status is not UserStatus.ACTIVE:
                return None
            self._end_previous_session(db, visit)
            return begin_session(db, user, methods, lasts, visit.origin, client=client)[1]

        return self._finish_sign_in(visit, await self._service.with_database(start), account)

    async def _show_second_factor(self, visit: Visit, state: str, error: str | None = None) -> Response:
        code = _code_field(visit, invalid=bool(error))
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
        place = self._place(visit, state["account"])
        attempts = await self._service.attempts.take_all(*_code_rules(state["user"], place))
        code = visit.form.get("code", "")
        user = await self._service.with_database(lambda db: self._service.check_second_factor(db, user_id, code))
        if user is None:
            return await self._show_second_factor(visit, visit.form["state"], visit.text("wrong_code"))
        await self._service.attempts.give_back(*attempts)
        return await self._begin_session(visit, user_id, user.email, [state["method"], SECOND_FACTOR, "mfa"])

    async def show_set_up(self, visit: Visit, error: str | None = None, wrong: str = "") -> Response:
        """Ask who is signed in to prove it again: a session's cookie alone must not change how the person signs in."""
        person = await self._signed_in(visit)
        if person is None or person.session.user_id is None:
            return visit.redirect(f"/oauth/sign-in?{urlencode({'next': SET_UP})}")
        user = await self._service.with_database(lambda db: db.get_one(User, person.session.user_id))
        if user.password_hash is None and not _is_recent(person):
            return visit.redirect(f"/oauth/company?{urlencode({'next': SET_UP})}")
        fields = []
        if user.password_hash is not None:
            fields.append(
                Field(
                    "current", visit.text("current_password"), "password", autocomplete="current-password",
                    invalid=wrong == "current",
                )
            )  # fmt: skip
        has_factor = user.totp_confirmed_at is not None
        if has_factor:
            fields.append(_code_field(visit, invalid=wrong == "code"))
        heading = visit.text("replace_factor" if has_factor else "set_up_factor")
        intro = visit.text("replace_intro" if has_factor else "confirm")
        form = Form("/oauth/confirm", (Button(visit.text("continue")),), tuple(fields))
        status = 401 if error else 200
        return visit.page(heading, form, intro=(intro,), error=error, status=status)

    async def confirm(self, visit: Visit) -> Response:
        """Check the password and, where there is a second factor, a code of it; then show the new key.

        A user without a password, who signs in at the company's provider, must have done so a few minutes ago.
        """
        person = await self._signed_in(visit)
        if person is None or person.session.user_id is None:
            return await self.show_set_up(visit)
        user_id = person.session.user_id
        user = await self._service.with_database(lambda db: db.get_one(User, user_id))
        if user.password_hash is None:
            if not _is_recent(person):
                return await self.show_set_up(visit)
        elif not await self._checked_password(visit, person, user, visit.form.get("current", "")):
            return await self.show_set_up(visit, visit.text("wrong_password"), "current")
        if user.totp_confirmed_at is not None:
            attempts = await self._service.attempts.take_all(*_code_rules(str(user_id), self._place_of(person)))
            code = visit.form.get("code", "")
            if not await self._service.with_database(lambda db: self._service.check_second_factor(db, user_id, code)):
                return await self.show_set_up(visit, visit.text("wrong_code"), "code")
            await self._service.attempts.give_back(*attempts)
        return await self._show_set_up(visit, self._state(user, person.session.methods[0], new_totp_secret()))

    async def _checked_password(self, visit: Visit, person: Person, user: User, password: str) -> bool:
        place = self._place_of(person)
        attempts = await self._service.attempts.take_all(*password_rules(visit, user.email, place))
        if await self._service.check_password(user.email, password, place, demo=visit.accepts_demo) is None:
            return False
        await self._service.attempts.give_back(*attempts)
        return True

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
        form = Form(SET_UP, (Button(visit.text("continue")),), (code,), {"state": state, "next": visit.next})
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
        state = self._read_state(visit)
        if state["secret"] is None:
            raise BadForm(400, "this state is for entering a code, not for setting up a second factor")
        user_id, secret = USER_ID.parse_key(state["user"]), state["secret"]
        place = self._place(visit, state["account"])
        attempts = await self._service.attempts.take_all(*_code_rules(state["user"], place))
        step = totp_step(secret, "".join(visit.form.get("code", "").split()), 0)
        if step is None:
            return await self._show_set_up(visit, visit.form["state"], visit.text("wrong_code"))
        await self._service.attempts.give_back(*attempts)
        codes = new_recovery_codes()

        def store(db: Orm) -> bool:
            user = db.scalars(sa.select(User).where(User.id == user_id).with_for_update()).one()
            if _confirmed_at(user) != state["replaces"]:
                return False  # another request set one up, which must be proven before it is replaced
            user.totp_secret = self._service.secrets.encrypt(secret.encode())
            user.totp_confirmed_at = sa.func.now()
            user.totp_last_step = step
            db.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
            hashes = [self._service.recovery_hash(user_id, code) for code in codes]
            db.execute(sa.insert(RecoveryCode), [{"user_id": user_id, "code_hash": each} for each in hashes])
            # All sessions end, since they may belong to someone who has the old factor, or none.
            for statement in end_sessions_where(Session.user_id == user_id):
                db.execute(statement)
            tell(db, self._service.settings, user, Notice.SECOND_FACTOR_SET, visit.origin)
            return True

        if not await self._service.with_database(store):
            raise BadForm(403, "the user already has a second factor")
        # The person is signed in already, so the page that shows the codes needs only a link to continue.
        entered = await self._begin_session(visit, user_id, state["account"], [state["method"], SECOND_FACTOR, "mfa"])
        return visit.page(
            visit.text("recovery_codes"),
            intro=(visit.text("recovery_intro"),),
            codes=tuple(codes),
            links=(Link(entered.headers["location"], visit.text("continue")),),
        )


def password_rules(visit: Visit, email: str, place: Place) -> list[tuple[str, ...]]:
    """The rules that limit attempts at the password of an account."""
    rules: list[tuple[str, ...]] = [("password of an account", email, place.name)]
    if not place.known:
        rules += [("passwords from a network", network_of(visit.origin.address)), ("passwords in all",)]
    return rules


def _code_rules(user: str, place: Place) -> list[tuple[str, ...]]:
    """The rules that limit attempts at a second factor, by somebody who has the password."""
    rules: list[tuple[str, ...]] = [("second factor of an account", user, place.name)]
    return rules if place.known else [*rules, ("second factors of an account in all", user)]


def _confirmed_at(user: User) -> str | None:
    """When the user's second factor was set up; it identifies the factor in a state."""
    return user.totp_confirmed_at.isoformat() if user.totp_confirmed_at is not None else None


def _is_recent(person: Person) -> bool:
    return datetime.now(UTC) - person.session.created_at < timedelta(seconds=STEP_SECONDS)


def _code_field(visit: Visit, *, invalid: bool) -> Field:
    return Field("code", visit.text("code"), autocomplete="one-time-code", invalid=invalid, max_length=20)
