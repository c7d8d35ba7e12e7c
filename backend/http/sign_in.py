"""The pages people sign in with. They work without JavaScript, on a phone, in three languages."""

import math
import uuid
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import segno
import sqlalchemy as sa
from sqlalchemy.orm import Session as Orm
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.auth.attempts import TooManyAttempts
from backend.auth.passwords import check_password, new_recovery_codes, new_totp_secret, totp_step, totp_uri
from backend.auth.service import AuthService, is_verified_holder, line_of
from backend.auth.sessions import SECOND_FACTOR, Person, begin, by_cookie, end_where
from backend.errors import OutsideUnavailable, Refusal
from backend.gateways.messages import Messages
from backend.http.web import (
    SESSION_COOKIE,
    BadForm,
    Button,
    Field,
    Form,
    Link,
    Visit,
    style,
)
from backend.models import DeviceCode, OAuthClient, RecoveryCode, Session, User, UserRole, UserStatus
from backend.services import rules

STEP_SECONDS = 600
Page = Callable[[Visit], Awaitable[Response]]


class SignInPages:
    def __init__(self, service: AuthService, messages: Messages) -> None:
        self._service = service
        self._messages = messages

    def routes(self) -> list[Route]:
        pages: dict[str, tuple[Page, Page]] = {
            "/oauth/sign-in": (self.show_sign_in, self.sign_in),
            "/oauth/second-factor": (self.show_account, self.second_factor),
            "/oauth/set-up-factor": (self.show_set_up, self.set_up),
            "/oauth/number": (self.show_number, self.number),
            "/oauth/code": (self.show_number, self.code),
            "/oauth/invitation": (self.show_invitation, self.invitation),
            "/oauth/device": (self.show_device, self.device),
            "/oauth/account": (self.show_account, self.change_password),
        }
        routes = [Route(path, self._page(get, post), methods=["GET", "POST"]) for path, (get, post) in pages.items()]
        return [*routes, Route("/oauth/style.css", _style)]

    def _page(self, get: Page, post: Page) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            visit = Visit(request, self._service.settings, self._service.secrets)
            try:
                if request.method != "POST":
                    return await get(visit)
                await visit.read_form()
                return await post(visit)
            except BadForm as error:
                again, expired = (Link(visit.here, visit.text("continue")),), visit.text("expired_form")
                return visit.page(visit.text("sign_in"), error=expired, links=again, status=error.status)
            except TooManyAttempts as error:
                minutes = math.ceil(error.retry_seconds / 60)
                response = visit.page(visit.text("sign_in"), error=visit.text("too_many", minutes=minutes), status=429)
                response.headers["Retry-After"] = str(error.retry_seconds)
                return response

        return answer

    async def _redirect_of(self, visit: Visit) -> str | None:
        """Where the client will be sent back to, if it is one of its registered addresses."""
        client_id, wanted = visit.next_parameter("client_id"), visit.next_parameter("redirect_uri")
        if client_id is None:
            return None
        uris = await self._service.with_database(
            lambda db: db.scalar(sa.select(OAuthClient.redirect_uris).where(OAuthClient.client_id == client_id))
        )
        if not uris:
            return None
        return wanted if wanted in uris else uris[0] if wanted is None else None

    # Staff

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
        form = Form("/oauth/sign-in", (Button(visit.text("sign_in")),), (email, password), {"next": visit.next})
        company = Link(f"/oauth/company?{urlencode({'next': visit.next})}", visit.text("company_sign_in"))
        links = (company,) if self._service.settings.company_issuer else ()
        redirect = await self._redirect_of(visit)
        return visit.page(visit.text("sign_in"), form, error=error, links=links, status=status, redirect=redirect)

    async def sign_in(self, visit: Visit) -> Response:
        email = visit.form.get("email", "").strip().lower()
        await self._service.attempts.take("password from an address", visit.origin.address)
        await self._service.attempts.take("password of an account", email)
        user = await self._service.check_password(email, visit.form.get("password", ""))
        if user is None:
            return await self.show_sign_in(visit, visit.text("wrong_password"), 401)
        return await self.after_first_step(visit, user, "pwd")

    async def after_first_step(self, visit: Visit, user: User, method: str) -> Response:
        """On to the second factor where there is one or has to be, else in."""
        if user.totp_confirmed_at is not None:
            return await self._show_second_factor(visit, self._state(user.id, method))
        if user.role is UserRole.ADMIN:
            return await self._show_set_up(visit, self._state(user.id, method, new_totp_secret()))
        return await self._enter(visit, user.id, [method])

    def _state(self, user_id: uuid.UUID, method: str, secret: str | None = None) -> str:
        value = {"user": str(user_id), "method": method, "secret": secret}
        return self._service.secrets.seal("first step", value, STEP_SECONDS)

    def _read_state(self, visit: Visit) -> dict[str, Any]:
        found = self._service.secrets.unseal("first step", visit.form.get("state", ""))
        if found is None:
            raise BadForm(400, "the first step is too long ago")
        return found

    def _read_set_up(self, visit: Visit) -> tuple[uuid.UUID, str, str]:
        state = self._read_state(visit)
        if state["secret"] is None:
            raise BadForm(400, "this step is to enter a code")
        return uuid.UUID(state["user"]), state["method"], state["secret"]

    async def _enter(self, visit: Visit, user_id: uuid.UUID, methods: list[str]) -> Response:
        lasts = timedelta(hours=self._service.settings.staff_session_hours)
        client = visit.next_parameter("client_id")

        def start(db: Orm) -> str | None:
            user = db.get_one(User, user_id)
            if user.status is not UserStatus.ACTIVE:
                return None
            self._leave_old(db, visit)
            return begin(db, user, methods, lasts, visit.origin, client=client)[1]

        return self._in(visit, await self._service.with_database(start))

    @staticmethod
    def _leave_old(db: Orm, visit: Visit) -> None:
        """Who signs in anew in this browser is no longer who was before."""
        old = by_cookie(db, visit.session_cookie)
        if old is not None:
            for statement in end_where(Session.id == old.session.id):
                db.execute(statement)

    def _in(self, visit: Visit, cookie: str | None) -> Response:
        if cookie is None:
            raise BadForm(403, "no longer active")
        visit.set_cookie(SESSION_COOKIE, cookie)
        return visit.go(visit.next)

    async def _show_second_factor(self, visit: Visit, state: str, error: str | None = None) -> Response:
        code = Field(
            "code",
            visit.text("code"),
            autocomplete="one-time-code",
            invalid=bool(error),
            longest=20,
        )
        form = Form(
            "/oauth/second-factor", (Button(visit.text("continue")),), (code,), {"state": state, "next": visit.next}
        )
        return visit.page(
            visit.text("second_factor"),
            form,
            intro=(visit.text("second_factor_intro"),),
            error=error,
            status=401 if error else 200,
            redirect=await self._redirect_of(visit),
        )

    async def second_factor(self, visit: Visit) -> Response:
        state = self._read_state(visit)
        user_id = uuid.UUID(state["user"])
        await self._service.attempts.take("second factor of an account", state["user"])
        code = visit.form.get("code", "")
        user = await self._service.with_database(lambda db: self._service.check_second_factor(db, user_id, code))
        if user is None:
            return await self._show_second_factor(visit, visit.form["state"], visit.text("wrong_code"))
        return await self._enter(visit, user_id, [state["method"], SECOND_FACTOR, "mfa"])

    async def show_set_up(self, visit: Visit) -> Response:
        person = await self._signed_in(visit)
        if person is None or person.session.user_id is None:
            return visit.go(f"/oauth/sign-in?{urlencode({'next': '/oauth/set-up-factor'})}")
        state = self._state(person.session.user_id, person.session.methods[0], new_totp_secret())
        return await self._show_set_up(visit, state)

    async def _show_set_up(self, visit: Visit, state: str, error: str | None = None) -> Response:
        found = self._service.secrets.unseal("first step", state)
        assert found is not None
        email = await self._service.with_database(
            lambda db: db.scalar(sa.select(User.email).where(User.id == uuid.UUID(found["user"])))
        )
        uri = totp_uri(found["secret"], email or "", "Telecom CRM")
        code = Field(
            "code",
            visit.text("code"),
            autocomplete="one-time-code",
            inputmode="numeric",
            invalid=bool(error),
            longest=20,
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
        """Confirm the new second factor, then show the recovery codes, once."""
        user_id, method, secret = self._read_set_up(visit)
        await self._service.attempts.take("second factor of an account", str(user_id))
        step = totp_step(secret, "".join(visit.form.get("code", "").split()), 0)
        if step is None:
            return await self._show_set_up(visit, visit.form["state"], visit.text("wrong_code"))
        codes = new_recovery_codes()

        def store(db: Orm) -> bool:
            user = db.scalars(sa.select(User).where(User.id == user_id).with_for_update()).one()
            person = by_cookie(db, visit.session_cookie)
            if user.totp_confirmed_at is not None and (person is None or person.session.user_id != user_id):
                return False  # a password does not replace a second factor that was set up meanwhile
            user.totp_secret = self._service.secrets.encrypt(secret.encode())
            user.totp_confirmed_at = sa.func.now()
            user.totp_last_step = step
            db.execute(sa.delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
            hashes = [self._service.recovery_hash(user_id, code) for code in codes]
            db.execute(sa.insert(RecoveryCode), [{"user_id": user_id, "code_hash": each} for each in hashes])
            return True

        if not await self._service.with_database(store):
            raise BadForm(403, "there is a second factor already")
        # In already, so that going on is a link; the page itself is shown only now.
        entered = await self._enter(visit, user_id, [method, SECOND_FACTOR, "mfa"])
        return visit.page(
            visit.text("recovery_codes"),
            intro=(visit.text("recovery_intro"),),
            codes=tuple(codes),
            links=(Link(entered.headers["location"], visit.text("continue")),),
        )

    # Subscribers

    async def show_number(self, visit: Visit, error: str | None = None, status: int = 200) -> Response:
        number = Field(
            "number", visit.text("number"), "tel", visit.form.get("number", ""), autocomplete="tel", inputmode="tel",
            invalid=bool(error), longest=30,
        )  # fmt: skip
        form = Form("/oauth/number", (Button(visit.text("send_code")),), (number,), {"next": visit.next})
        return visit.page(
            visit.text("sign_in"), form, intro=(visit.text("number_intro"),), error=error, status=status,
            redirect=await self._redirect_of(visit),
        )  # fmt: skip

    async def number(self, visit: Visit) -> Response:
        try:
            msisdn = rules.msisdn(visit.form.get("number", ""), self._service.settings)
        except Refusal:
            return await self.show_number(visit, visit.text("wrong_number"), 400)
        await self._service.attempts.take("codes from an address", visit.origin.address)
        await self._service.attempts.take("code to a number", msisdn)
        await self._service.attempts.take("codes to a number in a day", msisdn)
        code, ours = await self._service.new_code(msisdn)
        if ours:
            try:
                await self._messages.send_text(msisdn, visit.text("code_message", code=code))
            except OutsideUnavailable:
                return await self.show_number(visit, visit.text("cannot_send"), 503)
        return await self._show_code(visit, msisdn)

    async def _show_code(self, visit: Visit, msisdn: str, error: str | None = None, wrong: str = "") -> Response:
        code = Field(
            "code", visit.text("code"), autocomplete="one-time-code", inputmode="numeric", longest=12,
            value=visit.form.get("code", "") if wrong == "document" else "", invalid=wrong == "code",
        )  # fmt: skip
        document = Field(
            "document", visit.text("document"), hint=visit.text("document_hint"), required=False, longest=50,
            invalid=wrong == "document",
        )  # fmt: skip
        hidden = {"number": msisdn, "next": visit.next}
        again = Form("/oauth/number", (Button(visit.text("send_again")),), hidden=hidden, quiet=True)
        form = Form("/oauth/code", (Button(visit.text("sign_in")),), (code, document), hidden)
        return visit.page(
            visit.text("sign_in"), form, again, intro=(visit.text("code_intro", number=msisdn),), error=error,
            status=401 if error else 200, redirect=await self._redirect_of(visit),
        )  # fmt: skip

    async def code(self, visit: Visit) -> Response:
        try:
            msisdn = rules.msisdn(visit.form.get("number", ""), self._service.settings)
        except Refusal:
            return await self.show_number(visit, visit.text("wrong_number"), 400)
        await self._service.attempts.take("code tried from an address", visit.origin.address)
        await self._service.attempts.take("code tried for a number", msisdn)
        document = "".join(visit.form.get("document", "").split()).upper()
        holder_of = await self._may_try_document(visit, msisdn) if document else None
        if document and holder_of is None:
            return await self._show_code(visit, msisdn, visit.text("wrong_code"), "code")

        def check(db: Orm) -> tuple[str, str | None]:
            row = self._service.check_code(db, msisdn, visit.form.get("code", ""))
            line = line_of(db, msisdn)
            if row is None or line is None:
                return "code", None
            if document and (line.customer_id != holder_of or not is_verified_holder(db, line, document)):
                row.attempts -= 1  # the code was right; how often documents may be tried is counted elsewhere
                return "document", None
            row.used_at = sa.func.now()
            self._leave_old(db, visit)
            lasts = timedelta(days=self._service.settings.subscriber_session_days)
            client = visit.next_parameter("client_id")
            return "", begin(db, line, ["sms"], lasts, visit.origin, client=client, verified_holder=bool(document))[1]

        wrong, cookie = await self._service.with_database(check)
        if wrong:
            return await self._show_code(visit, msisdn, visit.text(f"wrong_{wrong}"), wrong)
        return self._in(visit, cookie)

    async def _may_try_document(self, visit: Visit, msisdn: str) -> uuid.UUID | None:
        """The customer whose document may be tried now; None unless the code is right.

        So nobody without the code uses up the customer's tries, or learns by them whose numbers belong together.
        Raises TooManyAttempts.
        """

        def look(db: Orm) -> uuid.UUID | None:
            row, line = self._service.check_code(db, msisdn, visit.form.get("code", "")), line_of(db, msisdn)
            if row is None or line is None:
                return None
            row.attempts -= 1  # it is checked again, and counted, together with the document
            return line.customer_id

        customer_id = await self._service.with_database(look)
        if customer_id is not None:
            await self._service.attempts.take("document of a customer", str(customer_id))
        return customer_id

    # Everybody

    async def _signed_in(self, visit: Visit) -> Person | None:
        return await self._service.with_database(lambda db: by_cookie(db, visit.session_cookie))

    async def show_invitation(self, visit: Visit, error: str | None = None) -> Response:
        token = visit.form.get("token") or visit.request.query_params.get("token", "")
        await self._service.attempts.take("invitation from an address", visit.origin.address)
        user = await self._service.with_database(lambda db: self._service.invited(db, token))
        if user is None:
            return visit.page(visit.text("wrong_request"), intro=(visit.text("invitation_over"),), status=404)
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
        await self._service.attempts.take("invitation from an address", visit.origin.address)
        user = await self._service.with_database(lambda db: self._service.invited(db, token))
        if user is None:
            return await self.show_invitation(visit)
        try:
            check_password(password, [user.name, user.email])
        except Refusal:
            return await self.show_invitation(visit, visit.text("weak_password"))
        stored = await self._service.passwords.hash(password)

        def accept(db: Orm) -> User | None:
            found = self._service.invited(db, token)
            if found is not None:
                found.password_hash, found.status = stored, UserStatus.ACTIVE
                found.invitation_hash = found.invitation_expires_at = None
            return found

        accepted = await self._service.with_database(accept)
        if accepted is None:
            return await self.show_invitation(visit)
        return await self.after_first_step(visit, accepted, "pwd")

    async def show_account(
        self, visit: Visit, error: str | None = None, wrong: str = "", done: str | None = None
    ) -> Response:
        person = await self._signed_in(visit)
        if person is None:
            return visit.go(f"/oauth/sign-in?{urlencode({'next': '/oauth/account'})}")
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
            links.append(Link("/oauth/set-up-factor", visit.text("set_up_factor")))
        links.append(Link("/oauth/logout", visit.text("sign_out")))
        intro = (visit.text("signed_in_as", name=person.name or person.actor),)
        status = 400 if error else 200
        return visit.page(
            visit.text("account"), *forms, intro=intro, error=error, links=tuple(links), status=status, done=done
        )

    async def change_password(self, visit: Visit) -> Response:
        person = await self._signed_in(visit)
        if person is None or person.email is None:
            return visit.go(f"/oauth/sign-in?{urlencode({'next': '/oauth/account'})}")
        await self._service.attempts.take("password of an account", person.email)
        user = await self._service.check_password(person.email, visit.form.get("current", ""))
        if user is None:
            return await self.show_account(visit, visit.text("wrong_password"), "current")
        password = visit.form.get("password", "")
        try:
            check_password(password, [user.name, user.email])
        except Refusal:
            return await self.show_account(visit, visit.text("weak_password"), "password")
        stored = await self._service.passwords.hash(password)

        def change(db: Orm) -> None:
            db.execute(sa.update(User).where(User.id == user.id).values(password_hash=stored))
            # Whoever knew the old password is out, everywhere but here.
            for statement in end_where(Session.user_id == user.id, Session.id != person.session.id):
                db.execute(statement)

        await self._service.with_database(change)
        return await self.show_account(visit, done=visit.text("password_changed"))

    # Devices

    async def show_device(self, visit: Visit, error: str | None = None) -> Response:
        user_code = _user_code(visit.form.get("user_code") or visit.request.query_params.get("user_code", ""))
        person = await self._signed_in(visit)
        if person is None:
            here = f"/oauth/device?{urlencode({'user_code': user_code})}"
            return visit.go(f"/oauth/sign-in?{urlencode({'next': here})}")
        if not user_code or error:
            return self._ask_user_code(visit, error)
        await self._service.attempts.take("user code from an address", visit.origin.address)
        client = await self._service.with_database(lambda db: _waiting_client(db, user_code))
        if client is None:
            return self._ask_user_code(visit, visit.text("wrong_code"))
        buttons = (
            Button(visit.text("allow"), "decision", "approve"),
            Button(visit.text("deny"), "decision", "deny"),
        )
        name = person.name or person.actor
        question = visit.text("device_question", client=client.name, name=name, code=user_code)
        form = Form("/oauth/device", buttons, hidden={"user_code": user_code})
        return visit.page(visit.text("device"), form, intro=(question,))

    def _ask_user_code(self, visit: Visit, error: str | None) -> Response:
        code = Field("user_code", visit.text("code"), autocomplete="off", invalid=bool(error), longest=12)
        form = Form("/oauth/device", (Button(visit.text("continue")),), (code,))
        status = 400 if error else 200
        return visit.page(visit.text("device"), form, intro=(visit.text("device_intro"),), error=error, status=status)

    async def device(self, visit: Visit) -> Response:
        user_code, decision = _user_code(visit.form.get("user_code", "")), visit.form.get("decision")
        if decision not in {"approve", "deny"}:
            return await self.show_device(visit)
        await self._service.attempts.take("user code from an address", visit.origin.address)

        def decide(db: Orm) -> str | None:
            person = by_cookie(db, visit.session_cookie)
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

        became = await self._service.with_database(decide)
        if became is None:
            return await self.show_device(visit, visit.text("wrong_code"))
        return visit.page(visit.text("device"), intro=(visit.text(f"device_{became}"),))


def _user_code(text: str) -> str:
    letters = "".join(character for character in text.upper() if character.isalpha())
    return f"{letters[:4]}-{letters[4:8]}" if letters else ""


def _waiting_client(db: Orm, user_code: str) -> OAuthClient | None:
    """The client of a device that waits for this code to be approved."""
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


async def _style(_: Request) -> Response:
    headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(style(), media_type="text/css", headers=headers)
