"""The pages people sign in with: what each step lets in, what it refuses, and what none of them gives away."""

import ast
import asyncio
import hashlib
import re
import string
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx
import pyotp
import pytest
import sqlalchemy as sa
from authlib.common.security import generate_token
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from backend.app import create_app
from backend.auth.passwords import Passwords
from backend.auth.sessions import begin
from backend.auth.viewer import Origin, Role, Viewer
from backend.database import connect
from backend.demo.access import ADMIN_SECOND_FACTOR
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, Place
from backend.errors import OutsideUnavailable
from backend.http.pay import OUTCOMES
from backend.http.texts import LANGUAGES, TEXTS, text
from backend.models import User
from backend.settings import Settings
from tests.auth.flows import inside_a_window
from tests.client import Client
from tests.databases import copy_of_template, statement

pytestmark = pytest.mark.database

ACCOUNT = "/oauth/account"
SIGN_IN = "/oauth/sign-in"
CALLBACK = "http://127.0.0.1:5173/callback"
AFTER_LOGOUT = "http://127.0.0.1:5173/"
ADMIN, OPERATOR, ANALYST = (f"{role}@demo.example" for role in ("admin", "operator", "analyst"))
PASSWORDS = {who: f"{who.partition('@')[0]} of the demo" for who in (ADMIN, OPERATOR, ANALYST)}
GOOD_PASSWORD = "four quiet horses"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


# argon2id takes tenths of a second on purpose; what is tested here is what comes of its answers.
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


class Recorded:
    """Messages that go nowhere: who would have got what."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.down = False
        self.connected = True

    async def send_text(self, msisdn: str, text: str) -> None:
        if self.down:
            raise OutsideUnavailable("down")
        self.sent.append((msisdn, text))

    @property
    def code(self) -> str:
        """The code of the last message."""
        found = re.findall(r"\b\d{6}\b", self.sent[-1][1])
        assert len(found) == 1, self.sent[-1]
        return found[0]


@dataclass
class Form:
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    attributes: dict[str, dict[str, str | None]] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.language: str | None = None
        self.words: dict[str, list[str]] = {"h1": [], "code": [], "alert": [], "p": []}
        self._open: list[str] = []
        self._link: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        self.attributes |= said.keys()
        if tag == "html":
            self.language = said["lang"]
        elif tag == "form":
            assert said["method"] == "post"
            self.forms.append(Form(said["action"] or ""))
        elif tag == "input":
            self.forms[-1].fields[str(said["name"])] = said["value"] or ""
            self.forms[-1].attributes[str(said["name"])] = said
        elif tag == "button":
            self.forms[-1].buttons.append((said.get("name") or "", said.get("value") or ""))
        elif tag == "a":
            self._link = said["href"]
        where = "alert" if said.get("role") == "alert" else tag
        if where in self.words:
            self._open.append(where)
            self.words[where].append("")

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag in {"h1", "code", "p"}:
            self._open.pop()
        if tag == "a":
            self._link = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.words[self._open[-1]][-1] += data
        if self._link is not None:
            self.links[data] = self._link


class Page:
    """An answer, read as a browser would: exactly as strict about what it is."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.text
        self.location = response.headers.get("location")
        reader = _Reader()
        if response.headers.get("content-type", "").startswith("text/html"):
            reader.feed(self.html)
        self.forms, self.links, self.language = reader.forms, reader.links, reader.language
        self.tags, self.attributes = reader.tags, reader.attributes
        self.heading = "".join(reader.words["h1"])
        self.error = "".join(reader.words["alert"]) or None
        self.codes = reader.words["code"]
        self.lines = reader.words["p"]

    @property
    def directives(self) -> dict[str, list[str]]:
        parts = [part.split() for part in self.response.headers["content-security-policy"].split(";")]
        return {name: values for name, *values in parts}

    def form(self, action: str) -> Form:
        return next(form for form in self.forms if form.action == action)


class Browser:
    """One person's browser: its own cookies, and forms filled in as they came."""

    def __init__(self, site: "Site", **headers: str) -> None:
        self._site = site
        transport = httpx.ASGITransport(app=site.app)
        self.http = httpx.AsyncClient(transport=transport, base_url=site.settings.issuer, headers=headers)

    def get(self, path: str, /, **parameters: str) -> Page:
        return Page(self._site.run(self.http.get(path, params=parameters or None)))

    def send(self, path: str, content: bytes, headers: dict[str, str] | None = None) -> Page:
        return Page(self._site.run(self.http.post(path, content=content, headers=FORM if headers is None else headers)))

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Page:
        return Page(self._site.run(self.http.post(path, data=fields, headers=headers)))

    def submit(self, page: Page, /, action: str | None = None, **fields: str) -> Page:
        """Press the first button of a form that is on the page, with these fields filled in."""
        form = page.form(action) if action else page.forms[0]
        assert fields.keys() <= form.fields.keys() | {name for name, _ in form.buttons}, form
        return self.post(form.action, {**form.fields, **fields})

    def token(self) -> str:
        """What a form of ours would hold for this browser."""
        return self.get(SIGN_IN).forms[0].fields["form_token"]

    @property
    def session(self) -> str | None:
        return self.http.cookies.get("crm_session")

    # Whole steps

    def password(self, email: str, password: str | None = None, going_to: str = ACCOUNT) -> Page:
        page = self.get(SIGN_IN, next=going_to)
        return self.submit(page, email=email, password=PASSWORDS.get(email, "") if password is None else password)

    def enter(self, email: str = OPERATOR) -> None:
        """Signed in, without the page: for tests of what comes after it. A password takes long on purpose."""

        def start(db: Any) -> str | None:
            user = db.scalars(sa.select(User).where(User.email == email)).one()
            return begin(db, user, ["pwd"], timedelta(hours=1), Origin(), client=None)[1]

        cookie = self._site.run(self._site.app.state.auth.with_database(start))
        self.set_session(str(cookie))
        assert self.is_in()

    def set_session(self, cookie: str) -> None:
        self.http.cookies.set("crm_session", cookie, urlsplit(self._site.settings.issuer).hostname or "", "/oauth")

    def number(self, number: str, going_to: str = ACCOUNT) -> Page:
        return self.submit(self.get("/oauth/number", next=going_to), number=number)

    def code(self, page: Page, code: str, document: str = "") -> Page:
        return self.submit(page, "/oauth/code", code=code, document=document)

    def subscriber(self, number: str, document: str = "", going_to: str = ACCOUNT) -> Page:
        page = self.number(number, going_to)
        return self.code(page, self._site.messages.code, document)

    def is_in(self) -> bool:
        return self.get(ACCOUNT).status == 200


class Site:
    """The application, browsers in front of it, SQL beside it."""

    def __init__(self, world: "World", settings: Settings) -> None:
        self.world = world
        self.settings = settings
        self.messages = Recorded()
        self.app = create_app(settings, world.url, messages=self.messages)
        self.app.state.auth.passwords._hash = QUICK
        self.run = world.client.run
        self._browsers: list[Browser] = []

    def browser(self, **headers: str) -> Browser:
        self._browsers.append(Browser(self, **headers))
        return self._browsers[-1]

    def leave(self) -> None:
        for browser in self._browsers:
            self.run(browser.http.aclose())
        self._browsers.clear()
        self.messages.sent.clear()
        self.messages.down = False
        self.messages.connected = True

    def close(self) -> None:
        self.leave()
        self.run(self.app.state.database.close())

    def sql(self, statement: str, *arguments: object) -> Any:
        return self.run(self.world.beside.fetch(statement, *arguments))

    def value(self, statement: str, *arguments: object) -> Any:
        return self.sql(statement, *arguments)[0][0]

    def sessions(self) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.sql("select subject, methods, verified_holder from session order by id")]

    def user(self, email: str) -> Any:
        return self.sql("select * from user_account where email = $1", email)[0]

    def device(self) -> Any:
        """A device begins to wait."""
        http = self.browser().http
        data = {"client_id": "crm-cli", "scope": "openid read"}
        return self.run(http.post("/oauth/device_authorization", data=data)).json()

    def poll(self, device: Any) -> Any:
        data = {"client_id": "crm-cli", "grant_type": DEVICE_GRANT, "device_code": device["device_code"]}
        return self.run(self.browser().http.post("/oauth/token", data=data)).json()


KEPT = ("customer", "user_account", "contract", "identity_document", "oauth_client")
EMPTIED = (
    "refresh_token", "authorization_code", "device_code", "oauth_grant", "session", "recovery_code", "one_time_code",
    "attempt_counter", "revocation",
)  # fmt: skip
COLUMNS = """
select string_agg(quote_ident(column_name), ', ') from information_schema.columns
where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'
"""


class World:
    """One database for all tests here: a copy of the template each took longer than they do. Every test finds it new."""

    def __init__(self, place: Place, name: str, settings: Settings) -> None:
        self.url = place.url(APPLICATION_ROLE, name)
        admin = Viewer(Role.ADMIN, "admin", subject="user:admin")
        self.client = Client(self.url, settings, viewer=admin)
        self.beside = self.client.run(connect(self.url))
        self._owner = self.client.run(connect(place.url(OWNER_ROLE, name), role=None))
        self._restore = self.client.run(self._keep())

    async def _keep(self) -> str:
        statements = ["set session_replication_role = replica", *(f"delete from {table}" for table in EMPTIED)]
        for email, password in PASSWORDS.items():
            change = "update user_account set password_hash = $2 where email = $1"
            await self._owner.execute(change, email, QUICK.hash(password))
        await self._owner.execute("create schema kept")
        for table in KEPT:
            columns = await self._owner.fetchval(COLUMNS, table)
            await self._owner.execute(f"create table kept.{table} as select {columns} from public.{table}")
            statements += [f"delete from {table}", f"insert into {table} ({columns}) select * from kept.{table}"]
        return ";".join([*statements, "set session_replication_role = origin"])

    def renew(self) -> None:
        self.client.run(self._owner.execute(self._restore))

    def close(self) -> None:
        self.client.run(self.beside.close())
        self.client.run(self._owner.close())
        self.client.close()


@pytest.fixture(scope="module")
def world(postgresql: Place, settings: Settings) -> Iterator[World]:
    name = copy_of_template(postgresql)
    opened = World(postgresql, name, settings)
    yield opened
    opened.close()
    asyncio.run(statement(postgresql, f"drop database {name} with (force)"))


@pytest.fixture(scope="module")
def usual(world: World, settings: Settings) -> Iterator[Site]:
    opened = Site(world, settings)
    yield opened
    opened.close()


@pytest.fixture
def site(usual: Site) -> Iterator[Site]:
    usual.world.renew()
    yield usual
    usual.leave()


@pytest.fixture
def make(site: Site) -> Iterator[Any]:
    """The same with other settings."""
    opened: list[Site] = []

    def go(**changed: object) -> Site:
        opened.append(Site(site.world, site.settings.model_copy(update=changed)))
        return opened[-1]

    yield go
    for each in opened:
        each.close()


@pytest.fixture
def browser(site: Site) -> Browser:
    return site.browser()


def number_of(site: Site, customer: str = "CD00000001") -> str:
    """The first of a customer's live numbers."""
    found: str = site.value(
        "select p.msisdn from phone_number p join contract k on k.phone_number_id = p.id "
        "join customer c on c.id = k.customer_id where c.number = $1 and k.status in ('ACTIVE', 'SUSPENDED') "
        "order by k.number limit 1",
        customer,
    )
    return found


def wrong(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def authorize_url(client_id: str = "operator-app", verifier: str = "v" * 43, **more: str) -> str:
    asked = {
        "client_id": client_id,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid",
        "state": "abc",
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
        **more,
    }
    return f"/oauth/authorize?{urlencode(asked)}"


# Staff


def test_a_password_is_stored_as_argon2id_with_the_parameters_that_owasp_and_the_rfc_recommend() -> None:
    passwords = Passwords()
    stored = asyncio.run(passwords.hash(GOOD_PASSWORD))
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert asyncio.run(passwords.verify(GOOD_PASSWORD, stored))


def test_the_right_password_lets_staff_in_and_on_to_where_they_were_going(site: Site, browser: Browser) -> None:
    going_to = authorize_url()
    first = browser.get(going_to)
    assert (first.status, urlsplit(first.location).path) == (303, SIGN_IN)
    entered = browser.submit(browser.get(first.location), email=" Operator@Demo.example ", password=PASSWORDS[OPERATOR])
    assert (entered.status, entered.location) == (303, going_to)
    back = urlsplit(browser.get(entered.location).location)
    assert f"{back.scheme}://{back.netloc}{back.path}" == CALLBACK
    assert parse_qs(back.query).keys() == {"code", "state", "iss"}
    assert site.sessions() == [(f"user:{site.user(OPERATOR)['id']}", ["pwd"], False)]
    assert site.value("select client from session") == "operator-app"
    assert site.user(OPERATOR)["last_sign_in_at"] is not None


def test_an_unknown_address_a_wrong_password_and_a_user_who_left_get_the_same_answer(
    site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.sql("update user_account set status = 'DEACTIVATED' where email = $1", ANALYST)
    service = site.app.state.auth
    service.passwords._nobody = site.run(service.passwords.hash("nobody's"))
    computed = []
    verify = service.passwords._hash.verify
    monkeypatch.setattr(service.passwords._hash, "verify", lambda *it: computed.append(it) or verify(*it))
    tries = {OPERATOR: "not the password", "nobody@demo.example": "not the password", ANALYST: PASSWORDS[ANALYST]}
    answers = []
    for email, password in tries.items():
        answer = browser.password(email, password)
        headers = {name: value for name, value in answer.response.headers.items() if name != "content-length"}
        answers.append((answer.status, headers, answer.html.replace(email, "…")))
        assert (answer.status, answer.error) == (401, text("wrong_password", "EN"))
        assert answer.forms[0].fields["email"] == email
        assert answer.forms[0].fields["password"] == ""
    assert answers[0] == answers[1] == answers[2]
    assert len(computed) == 3, "argon2 is computed for everybody: it takes as long"
    assert site.sessions() == []
    assert browser.session is None


def test_a_user_who_is_deactivated_between_the_steps_does_not_come_in(site: Site, browser: Browser) -> None:
    second = browser.password(ADMIN)
    site.sql("update user_account set status = 'DEACTIVATED' where email = $1", ADMIN)
    assert browser.submit(second, code=pyotp.TOTP(ADMIN_SECOND_FACTOR).now()).status == 401
    assert site.sessions() == []


def test_a_session_ends_with_the_user(site: Site, browser: Browser) -> None:
    browser.enter()
    assert browser.is_in()
    site.sql("update user_account set status = 'DEACTIVATED' where email = $1", OPERATOR)
    assert not browser.is_in()


def test_the_demos_users_come_in_from_this_machine_only(make: Any) -> None:
    open_to_all = make(host="0.0.0.0", public_url="http://127.0.0.1:8000")
    answer = open_to_all.browser().password(OPERATOR)
    assert (answer.status, answer.error) == (401, text("wrong_password", "EN"))


def test_after_ten_wrong_passwords_an_account_waits_and_others_do_not(site: Site, browser: Browser) -> None:
    inside_a_window(900)
    assert [browser.password(OPERATOR, "wrong").status for _ in range(10)] == [401] * 10
    refused = browser.password(OPERATOR)
    assert refused.status == 429
    assert 0 < int(refused.response.headers["retry-after"]) <= 900
    assert site.sessions() == []
    assert browser.password(ANALYST).status == 303


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/oauth/", "/\\evil.example", "/oauth/\\evil", "/oauth", "javascript:alert(1)",
        "/graphql", "", " /oauth/device", "http:/oauth/account",
    ],
)  # fmt: skip
def test_signing_in_leads_to_our_own_pages_only(site: Site, browser: Browser, elsewhere: str) -> None:
    page = browser.get("/oauth/number", next=elsewhere)
    assert page.forms[0].fields["next"] == ACCOUNT
    sent = browser.submit(page, number=number_of(site), next=elsewhere)
    entered = browser.submit(sent, "/oauth/code", code=site.messages.code, next=elsewhere)
    assert (entered.status, entered.location) == (303, ACCOUNT)


# Second factor


def test_a_password_alone_does_not_let_in_where_there_is_a_second_factor(site: Site, browser: Browser) -> None:
    second = browser.password(ADMIN)
    assert (second.status, second.heading) == (200, text("second_factor", "EN"))
    assert browser.session is None
    assert not browser.is_in()
    assert site.sessions() == []


def test_a_current_code_of_the_app_works_once(site: Site, browser: Browser) -> None:
    totp, now = pyotp.TOTP(ADMIN_SECOND_FACTOR), int(time.time())
    wanted = authorize_url()
    second = browser.password(ADMIN, going_to=wanted)
    entered = browser.submit(second, code=f" {totp.at(now)[:3]} {totp.at(now)[3:]} ")
    assert (entered.status, entered.location) == (303, wanted)
    assert site.sessions() == [(f"user:{site.user(ADMIN)['id']}", ["pwd", "otp", "mfa"], False)]
    other = site.browser()
    second = other.password(ADMIN)
    replayed = other.submit(second, code=totp.at(now))
    assert (replayed.status, replayed.error) == (401, text("wrong_code", "EN"))
    assert other.session is None
    assert other.submit(replayed, code=totp.at(now - 30)).status == 401, "nor does an earlier one after it"
    assert other.submit(replayed, code=totp.at(now + 30)).status == 303, "the next one does"


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_code_of_another_time_is_refused(browser: Browser, minutes: int) -> None:
    code = pyotp.TOTP(ADMIN_SECOND_FACTOR).at(int(time.time()) + 60 * minutes)
    assert browser.submit(browser.password(ADMIN), code=code).status == 401


def test_the_second_step_must_follow_the_first_soon_and_cannot_be_forged(site: Site, browser: Browser) -> None:
    secrets, user = site.app.state.auth.secrets, str(site.user(ADMIN)["id"])
    step = {"user": user, "method": "pwd", "secret": None}
    forged = ["", "x", "é", secrets.seal("first step", step, -1), secrets.seal("company", step, 600)]
    page = browser.password(ADMIN)
    for state in forged:
        for path in ("/oauth/second-factor", "/oauth/set-up-factor"):
            fields = {**page.forms[0].fields, "state": state, "code": pyotp.TOTP(ADMIN_SECOND_FACTOR).now()}
            assert browser.post(path, fields).status == 400, (path, state)
    assert site.sessions() == []


def test_the_second_step_can_be_tried_ten_times(site: Site, browser: Browser) -> None:
    inside_a_window(900)
    second = browser.password(ADMIN)
    assert [browser.submit(second, code="123").status for _ in range(10)] == [401] * 10
    assert browser.submit(second, code=pyotp.TOTP(ADMIN_SECOND_FACTOR).now()).status == 429
    assert site.sessions() == []


def test_an_administrator_without_a_second_factor_sets_one_up_first_and_sees_ten_recovery_codes_once(
    site: Site, browser: Browser
) -> None:
    site.sql("update user_account set totp_secret = null, totp_confirmed_at = null where email = $1", ADMIN)
    set_up = browser.password(ADMIN, going_to="/oauth/device")
    assert (set_up.status, set_up.heading) == (200, text("set_up_factor", "EN"))
    assert 'src="data:image/svg+xml' in set_up.html
    [key] = set_up.codes
    refused = browser.submit(set_up, code="000000" if pyotp.TOTP(key).now() != "000000" else "111111")
    assert (refused.status, refused.codes) == (401, [key]), "the same key: it may be in the app already"
    assert browser.session is None
    assert not browser.is_in()
    assert site.user(ADMIN)["totp_confirmed_at"] is None

    done = browser.submit(refused, code=pyotp.TOTP(key).now())
    assert done.status == 200
    assert len(set(done.codes)) == 10
    assert all(re.fullmatch("[A-Z0-9]{5}-[A-Z0-9]{5}", code) for code in done.codes)
    assert done.links[text("continue", "EN")] == "/oauth/device"
    assert done.response.headers["cache-control"] == "no-store"
    assert browser.is_in()
    assert site.sessions() == [(f"user:{site.user(ADMIN)['id']}", ["pwd", "otp", "mfa"], False)]
    stored = site.sql("select code_hash from recovery_code")
    assert len(stored) == 10
    assert not any(code.encode() in row["code_hash"] for row in stored for code in done.codes)
    assert key.encode() not in site.user(ADMIN)["totp_secret"]
    for path in (ACCOUNT, "/oauth/set-up-factor"):
        assert not set(done.codes) & set(browser.get(path).codes)
    assert "lang=" not in done.html.partition("<body>")[2], "a link to another language would lose the codes"


def test_a_recovery_code_stands_in_for_the_app_once(site: Site, browser: Browser) -> None:
    browser.enter(ANALYST)
    set_up = browser.get("/oauth/set-up-factor")
    codes = browser.submit(set_up, code=pyotp.TOTP(set_up.codes[0]).now()).codes
    for status, code in ((303, codes[0].lower()), (401, codes[0]), (303, f" {codes[9]} ")):
        other = site.browser()
        assert other.submit(other.password(ANALYST), code=code).status == status
    assert site.value("select count(*) from recovery_code where used_at is null") == 8
    assert site.sessions()[-1][1] == ["pwd", "otp", "mfa"]


def test_anybody_may_set_up_a_second_factor_and_is_asked_for_it_from_then_on(site: Site, browser: Browser) -> None:
    assert browser.get("/oauth/set-up-factor").location == f"{SIGN_IN}?next=%2Foauth%2Fset-up-factor"
    browser.enter()
    page = browser.get(browser.get(ACCOUNT).links[text("set_up_factor", "EN")])
    assert site.user(OPERATOR)["totp_secret"] is None, "looking changes nothing"
    browser.submit(page, code=pyotp.TOTP(page.codes[0]).now())
    assert site.browser().password(OPERATOR).heading == text("second_factor", "EN")


def test_setting_up_anew_makes_the_older_recovery_codes_and_the_older_app_useless(site: Site, browser: Browser) -> None:
    browser.enter(ANALYST)
    keys, codes = [], []
    for _ in range(2):
        page = browser.get("/oauth/set-up-factor")
        keys.append(page.codes[0])
        codes.append(browser.submit(page, code=pyotp.TOTP(keys[-1]).now()).codes)
    other = site.browser()
    second = other.password(ANALYST)
    assert other.submit(second, code=codes[0][0]).status == 401
    assert other.submit(second, code=pyotp.TOTP(keys[0]).at(int(time.time()) + 30)).status == 401
    assert other.submit(second, code=pyotp.TOTP(keys[1]).at(int(time.time()) + 30)).status == 303


def test_who_knows_only_the_password_cannot_replace_a_second_factor_that_stands(site: Site, browser: Browser) -> None:
    site.sql("update user_account set totp_secret = null, totp_confirmed_at = null where email = $1", ADMIN)
    thief = site.browser()
    begun = thief.password(ADMIN)
    own = browser.password(ADMIN)
    assert browser.submit(own, code=pyotp.TOTP(own.codes[0]).now()).status == 200
    kept = site.user(ADMIN)["totp_secret"]
    refused = thief.submit(begun, code=pyotp.TOTP(begun.codes[0]).now())
    assert refused.status == 403
    assert thief.session is None
    assert site.user(ADMIN)["totp_secret"] == kept
    assert len(site.sessions()) == 1


def test_the_step_of_entering_a_code_is_not_one_of_setting_up(site: Site, browser: Browser) -> None:
    second = browser.password(ADMIN)
    assert browser.post("/oauth/set-up-factor", {**second.forms[0].fields, "code": "123456"}).status == 400


def test_a_recovery_code_can_be_typed_on_a_phone(browser: Browser) -> None:
    assert browser.password(ADMIN).forms[0].attributes["code"].get("inputmode") != "numeric"


# Invitations

INVITE = """
mutation Invite($input: InviteUserInput!) { inviteUser(input: $input) { user { id status } invitationUrl errors { code } } }
"""


def invite(site: Site, role: str = "OPERATOR", name: str = "Asel Nowak") -> str:
    """An administrator invites somebody; the path of the link that they get."""
    given = {"email": "asel@crm.example", "name": name, "role": role}
    said = site.world.client.ask(INVITE, {"input": given})["inviteUser"]
    assert said["errors"] == []
    url: str = said["invitationUrl"]
    assert url.startswith(f"{site.settings.issuer}/oauth/invitation?token=")
    return url.removeprefix(site.settings.issuer)


@pytest.mark.parametrize(
    "password",
    [
        "", "elevenchars", "password1234", "aselnowak123", "QWERTYuiop123", "aaaaaaaaaaaaaaa", "abcdefghijklmnop", "asel nowak 12",
        "crm.example 1", "asel@crm.example", "x1" * 65,
    ],
)  # fmt: skip
def test_a_weak_password_is_refused_with_a_reason(site: Site, browser: Browser, password: str) -> None:
    link = invite(site)
    refused = browser.submit(browser.get(link), password=password)
    assert (refused.status, refused.error) == (400, text("weak_password", "EN"))
    assert (site.user("asel@crm.example")["status"], site.user("asel@crm.example")["password_hash"]) == (
        "INVITED",
        None,
    )
    assert site.sessions() == []
    assert browser.submit(refused, password=GOOD_PASSWORD).status == 303, "the page can be used again"


def test_an_invitation_works_once(site: Site, browser: Browser) -> None:
    link = invite(site)
    assert site.browser().password("asel@crm.example", GOOD_PASSWORD).status == 401
    page = browser.get(link)
    assert (page.status, page.heading) == (200, "Welcome, Asel Nowak")
    assert "asel@crm.example" in page.lines[0]
    entered = browser.submit(page, password=GOOD_PASSWORD)
    assert (entered.status, entered.location) == (303, ACCOUNT)
    assert browser.is_in()
    assert site.user("asel@crm.example")["status"] == "ACTIVE"
    assert site.browser().get(link).status == 404
    again = site.browser()
    assert again.submit(page_with_token(again, page), password="another fine sentence").status == 404
    assert again.session is None
    assert site.browser().password("asel@crm.example", GOOD_PASSWORD).status == 303


def page_with_token(browser: Browser, page: Page) -> Page:
    """The page as it would be had this browser got it."""
    page.forms[0].fields["form_token"] = browser.token()
    return page


@pytest.mark.parametrize(
    "change",
    ["invitation_expires_at = now() - interval '1 second'", "status = 'DEACTIVATED'", "invitation_hash = '\\x00'"],
)
def test_an_invitation_that_is_over_changes_nothing(site: Site, browser: Browser, change: str) -> None:
    link = invite(site)
    page = browser.get(link)
    site.sql(f"update user_account set {change} where email = 'asel@crm.example'")
    for answer in (browser.get(link), browser.submit(page, password=GOOD_PASSWORD)):
        assert (answer.status, answer.heading) == (404, text("wrong_request", "EN"))
        assert "Asel" not in answer.html
    assert site.user("asel@crm.example")["password_hash"] is None
    assert site.sessions() == []


def test_an_invitation_lasts_a_week_and_a_newer_one_replaces_it(site: Site, browser: Browser) -> None:
    older = invite(site)
    left = site.value("select invitation_expires_at - now() from user_account where email = 'asel@crm.example'")
    assert 6.99 < left.total_seconds() / 86_400 <= 7
    newer = invite(site)
    assert (browser.get(older).status, browser.get(newer).status) == (404, 200)


def test_an_invited_administrator_sets_up_a_second_factor_before_anything_else(site: Site, browser: Browser) -> None:
    page = browser.get(invite(site, role="ADMIN"))
    set_up = browser.submit(page, password=GOOD_PASSWORD)
    assert (set_up.status, set_up.heading) == (200, text("set_up_factor", "EN"))
    assert browser.session is None
    assert len(browser.submit(set_up, code=pyotp.TOTP(set_up.codes[0]).now()).codes) == 10
    assert browser.is_in()


# Subscribers


def test_a_code_sent_to_a_number_in_service_lets_its_user_in_as_the_line(site: Site, browser: Browser) -> None:
    number = number_of(site)
    page = browser.number(number, going_to="/oauth/device")
    assert page.status == 200
    assert number in page.lines[0]
    assert site.messages.sent == [(number, f"{site.messages.code} is your sign-in code. Give it to nobody.")]
    assert site.messages.code not in page.html
    entered = browser.code(page, f" {site.messages.code[:3]} {site.messages.code[3:]}")
    assert (entered.status, entered.location) == (303, "/oauth/device")
    contract, line = site.sql(
        "select k.id, p.id as line from contract k join phone_number p on p.id = k.phone_number_id where p.msisdn = $1",
        number,
    )[0]
    assert site.sessions() == [(f"line:{contract}:{line}", ["sms"], False)]
    assert browser.is_in()


def test_a_code_is_stored_only_under_the_installations_key(site: Site, browser: Browser) -> None:
    browser.number(number_of(site))
    code = site.messages.code.encode()
    [row] = site.sql("select id, code_hash from one_time_code")
    guesses = {code, hashlib.sha256(code).digest(), hashlib.sha256(f"{row['id']} {code.decode()}".encode()).digest()}
    assert row["code_hash"] not in guesses, "a million codes are soon tried"
    assert len(row["code_hash"]) == 32


@pytest.mark.parametrize("status", ["free", "DRAFT", "ACCEPTED", "CLOSED", "CANCELLED"])
def test_a_number_without_a_live_contract_gets_no_code_and_nobody_can_tell(
    site: Site, browser: Browser, status: str
) -> None:
    served, other = number_of(site), "+996700111222" if status == "free" else number_of(site, "CD00000002")
    if status != "free":
        site.sql(
            "update contract set status = $2, closed_at = case $2 when 'CLOSED' then now() end where phone_number_id = (select id from phone_number where msisdn = $1)",
            other, status,
        )  # fmt: skip
    pages = []
    for number in (served, other):
        page = browser.number(number)
        headers = {name: value for name, value in page.response.headers.items() if name != "content-length"}
        pages.append((page.status, headers, page.html.replace(number, "…")))
    assert pages[0] == pages[1]
    assert [to for to, _ in site.messages.sent] == [served]
    refused = browser.code(Page(page.response), "123456")
    assert (refused.status, refused.error) == (401, text("wrong_code", "EN"))


def test_a_suspended_line_gets_a_code(site: Site, browser: Browser) -> None:
    number = number_of(site, "CD00000007")
    assert site.value("select status from contract where phone_number_id = (select id from phone_number where msisdn = $1)", number) == "SUSPENDED"  # fmt: skip
    assert browser.subscriber(number).status == 303


def test_a_code_works_once(site: Site, browser: Browser) -> None:
    page = browser.number(number_of(site))
    assert browser.code(page, site.messages.code).status == 303
    assert browser.code(page, site.messages.code).status == 401
    assert len(site.sessions()) == 1


def test_a_code_is_good_for_its_number_only(site: Site, browser: Browser) -> None:
    browser.number(number_of(site, "CD00000002"))
    page = browser.number(number_of(site))
    stranger = browser.submit(page, "/oauth/code", number=number_of(site, "CD00000002"), code=site.messages.code)
    assert stranger.status == 401
    assert site.sessions() == []


@pytest.mark.parametrize(("tries", "status"), [(4, 303), (5, 401)])
def test_five_wrong_tries_void_a_code(site: Site, browser: Browser, tries: int, status: int) -> None:
    page = browser.number(number_of(site))
    for _ in range(tries):
        refused = browser.code(page, wrong(site.messages.code))
        assert (refused.status, refused.error) == (401, text("wrong_code", "EN"))
    assert browser.code(page, site.messages.code).status == status
    assert len(site.sessions()) == (status == 303)


def test_a_code_is_good_for_five_minutes(site: Site, browser: Browser) -> None:
    page = browser.number(number_of(site))
    left = site.value("select expires_at - now() from one_time_code").total_seconds()
    assert 295 < left <= 300
    site.sql("update one_time_code set expires_at = now() - interval '1 second'")
    assert browser.code(page, site.messages.code).status == 401
    assert site.sessions() == []


def test_another_code_voids_the_one_before(site: Site, browser: Browser) -> None:
    page = browser.number(number_of(site))
    older = site.messages.code
    page = browser.submit(page, "/oauth/number")
    newer = site.messages.code
    if older != newer:  # one in a million
        assert browser.code(page, older).status == 401
    assert browser.code(page, newer).status == 303


def test_a_number_gets_three_codes_in_ten_minutes_known_or_not(site: Site, browser: Browser) -> None:
    inside_a_window(600)
    for number, sent in ((number_of(site), 3), ("+996700111222", 3)):
        page = browser.number(number)
        pages = [page, browser.submit(page, "/oauth/number"), browser.submit(page, "/oauth/number")]
        assert [each.status for each in pages] == [200] * 3
        refused = browser.submit(page, "/oauth/number")
        assert refused.status == 429
        wait = int(refused.response.headers["retry-after"])
        assert 0 < wait <= 600
        assert refused.error == text("too_many", "EN", minutes=-(-wait // 60))
        assert len(site.messages.sent) == sent
    assert browser.number(number_of(site, "CD00000002")).status == 200


def test_codes_of_a_number_can_be_tried_fifteen_times_an_hour(site: Site, browser: Browser) -> None:
    inside_a_window(3_600)
    for _ in range(3):
        page = browser.number(number_of(site))
        assert [browser.code(page, wrong(site.messages.code)).status for _ in range(5)] == [401] * 5
    assert browser.code(page, site.messages.code).status == 429


@pytest.mark.parametrize(
    "write", ["0{0}", "{0}", "0{1} {2}-{3}", "+996 {0}", "996{0}", "(0{1}) {2} {3}", " +996-{1}-{2}-{3} "]
)
def test_a_number_may_be_written_as_people_write_it(site: Site, browser: Browser, write: str) -> None:
    number = number_of(site)
    short = number.removeprefix("+996")
    written = write.format(short, short[:3], short[3:6], short[6:])
    assert browser.subscriber(written).status == 303
    assert [to for to, _ in site.messages.sent] == [number]


@pytest.mark.parametrize("nonsense", ["", "hello", "12", "+", "+996", "0" * 30, "<b>1</b>"])
def test_what_is_no_number_is_said_to_be_none(site: Site, browser: Browser, nonsense: str) -> None:
    page = browser.number(nonsense)
    assert (page.status, page.error) == (400, text("wrong_number", "EN"))
    assert page.forms[0].fields["number"] == nonsense
    assert site.value("select count(*) from one_time_code") == 0


def test_where_nothing_can_be_sent_everybody_is_told_so_and_no_code_is_made(site: Site, browser: Browser) -> None:
    site.messages.connected = False
    for number in (number_of(site), "+996700111222"):
        page = browser.number(number)
        assert (page.status, page.error) == (503, text("cannot_send", "EN"))
    assert site.value("select count(*) from one_time_code") == 0


def test_a_message_that_is_not_taken_tells_nobody_that_the_number_is_ours(site: Site, browser: Browser) -> None:
    site.messages.down = True
    known, unknown = number_of(site), "+996700111222"
    pages = [browser.number(known), browser.number(unknown)]
    assert [page.status for page in pages] == [200, 200]
    assert pages[0].html.replace(known, "…") == pages[1].html.replace(unknown, "…")


def test_a_message_that_takes_long_is_not_waited_for(site: Site, browser: Browser) -> None:
    begun, let_go, handed = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slowly(*_: object) -> None:
        begun.set()
        await let_go.wait()
        handed.set()

    site.messages.send_text = slowly  # type: ignore[method-assign]
    try:
        assert browser.number(number_of(site)).status == 200
        site.run(asyncio.wait_for(begun.wait(), 5))
        assert not handed.is_set()
        let_go.set()
        site.run(asyncio.wait_for(handed.wait(), 5))
    finally:
        del site.messages.send_text


def test_a_number_typed_wrongly_can_be_corrected_and_the_page_says_where_it_leads(browser: Browser) -> None:
    page = browser.number("+996700111222", authorize_url())
    again = browser.get(page.links[text("other_number", "EN")])
    assert again.forms[0].fields["next"] == authorize_url()
    assert again.heading == text("sign_in_to", "EN", client="Operator desk")


# Holders


def test_a_verified_person_with_the_document_becomes_the_holder(site: Site, browser: Browser) -> None:
    assert browser.subscriber(number_of(site), "id 00 00001").status == 303
    [(_, methods, verified_holder)] = site.sessions()
    assert (methods, verified_holder) == (["sms"], True)


def test_without_the_document_the_same_person_is_the_line_only(site: Site, browser: Browser) -> None:
    assert browser.subscriber(number_of(site)).status == 303
    assert site.sessions()[0][2] is False


def test_a_wrong_document_is_refused_and_the_code_stays_good(site: Site, browser: Browser) -> None:
    page = browser.number(number_of(site))
    refused = browser.code(page, site.messages.code, "ID0000002")
    assert (refused.status, refused.error) == (401, text("wrong_document", "EN"))
    assert site.sessions() == []
    assert refused.form("/oauth/code").fields["code"] == site.messages.code
    assert browser.code(refused, site.messages.code, "ID0000001").status == 303
    assert site.sessions()[0][2] is True


NOT_A_HOLDER = {
    "a company": "update customer set kind = 'ORGANISATION'",
    "a person nobody has checked": "update customer set kyc_status = 'INITIALIZED'",
    "a person who was refused": "update customer set kyc_status = 'REJECTED'",
    "an expired document": "update identity_document set expires_on = current_date - 1",
    "no document at all": "delete from identity_document",
}


@pytest.mark.parametrize("why", NOT_A_HOLDER)
def test_nobody_becomes_a_holder_with(site: Site, browser: Browser, why: str) -> None:
    site.sql(NOT_A_HOLDER[why])
    page = browser.number(number_of(site))
    refused = browser.code(page, site.messages.code, "ID0000001")
    assert (refused.status, refused.error) == (401, text("wrong_document", "EN"))
    assert site.sessions() == []
    assert browser.code(page, site.messages.code).status == 303
    assert site.sessions()[0][2] is False


def test_documents_of_a_customer_can_be_tried_five_times_a_day(site: Site, browser: Browser) -> None:
    inside_a_window(86_400)
    page = browser.number(number_of(site))
    for n in range(5):
        assert browser.code(page, site.messages.code, f"ID000010{n}").error == text("wrong_document", "EN")
    refused = browser.code(page, site.messages.code, "ID0000001")
    assert refused.status == 429
    minutes = -(-int(refused.response.headers["retry-after"]) // 60)
    assert 0 < minutes <= 24 * 60
    if minutes > 90:
        assert refused.error == text("too_many_hours", "EN", hours=-(-minutes // 60))
    assert browser.get(refused.links[text("begin_again", "EN")]).status == 200, "and it leads somewhere"
    second = site.value(
        "select max(p.msisdn) from phone_number p join contract k on k.phone_number_id = p.id "
        "join customer c on c.id = k.customer_id where c.number = 'CD00000001' and p.msisdn <> $1",
        number_of(site),
    )
    other = browser.number(second)
    assert browser.code(other, site.messages.code, "ID0000001").status == 429, "nor with the customer's other number"
    assert browser.code(other, site.messages.code).status == 303, "without a document it still works"
    assert site.sessions()[0][2] is False


def test_a_stranger_without_the_code_cannot_use_up_the_tries_of_a_document(site: Site, browser: Browser) -> None:
    page = browser.number(number_of(site))
    for _ in range(5):
        assert browser.code(page, wrong(site.messages.code), "ID0000009").error == text("wrong_code", "EN")
    page = browser.submit(page, "/oauth/number")
    assert browser.code(page, site.messages.code, "ID0000001").status == 303
    assert site.sessions()[0][2] is True


def test_a_subscribers_session_ends_with_the_contract(site: Site, browser: Browser) -> None:
    browser.subscriber(number_of(site))
    assert browser.is_in()
    site.sql("update contract set status = 'CLOSED', closed_at = now()")
    assert not browser.is_in()


# Sessions and cookies


@pytest.mark.parametrize("second", ["staff", "subscriber"])
def test_signing_in_anew_ends_the_browsers_old_session(site: Site, browser: Browser, second: str) -> None:
    browser.enter()
    old = browser.session
    other = site.browser()
    other.enter()
    if second == "staff":
        assert browser.password(ANALYST).status == 303
    else:
        assert browser.subscriber(number_of(site)).status == 303
    assert browser.session not in {None, old}
    assert [row["ended_at"] is None for row in site.sql("select ended_at from session order by id")] == [False, True, True]  # fmt: skip
    revived = site.browser()
    revived.set_session(str(old))
    assert not revived.is_in()
    revived.set_session(str(browser.session))
    assert revived.is_in()
    assert other.is_in(), "the same person's other browser stays"


@pytest.mark.parametrize(("public_url", "secure"), [(None, False), ("https://crm.example", True)])
def test_cookies_are_for_the_pages_only_and_out_of_reach_of_scripts(
    make: Any, public_url: str | None, *, secure: bool
) -> None:
    site = make(public_url=public_url, host="127.0.0.1")
    browser = site.browser()
    page = browser.get(SIGN_IN, lang="ru")
    entered = browser.submit(page, email=OPERATOR, password=PASSWORDS[OPERATOR])
    out = browser.submit(browser.get("/oauth/logout"))
    lines = [line for answer in (page, entered, out) for line in answer.response.headers.get_list("set-cookie")]
    found = {}
    for line in lines:
        name, _, rest = line.partition("=")
        found.setdefault(name, []).append({part.strip().lower() for part in rest.split(";")[1:]})
    assert found.keys() == {"crm_form", "crm_language", "crm_session"}
    assert len(found["crm_session"]) == 2, "set at the sign-in, removed at the sign-out"
    for attributes in (each for several in found.values() for each in several):
        assert {"httponly", "samesite=lax", "path=/oauth"} <= attributes
        assert ("secure" in attributes) is secure
        assert not any(each.startswith("domain") for each in attributes)
    assert browser.session is None


def test_a_session_cookie_is_unguessable_and_stored_only_hashed(site: Site, browser: Browser) -> None:
    browser.enter()
    cookie = str(browser.session)
    assert len(cookie) >= 43
    assert site.value("select count(*) from session s where s::text like '%' || $1 || '%'", cookie) == 0


# Requests that another site makes a browser send


class Prey:
    """Somebody who is in the middle of everything, and all the forms they could be made to send."""

    def __init__(self, site: Site) -> None:
        self.browser = site.browser()
        self.browser.enter()
        self.device = site.device()
        link = invite(site)
        at_the_door = site.browser()
        self.browser.number(number_of(site))
        second = at_the_door.password(ADMIN).forms[0].fields["state"]
        set_up = self.browser.get("/oauth/set-up-factor")
        key = set_up.codes[0]
        self.forms: dict[str, dict[str, str]] = {
            SIGN_IN: {"email": ANALYST, "password": PASSWORDS[ANALYST]},
            "/oauth/number": {"number": number_of(site, "CD00000002")},
            "/oauth/code": {"number": number_of(site), "code": site.messages.code},
            "/oauth/second-factor": {"state": second, "code": pyotp.TOTP(ADMIN_SECOND_FACTOR).now()},
            "/oauth/set-up-factor": {"state": set_up.forms[0].fields["state"], "code": pyotp.TOTP(key).now()},
            "/oauth/invitation": {"token": parse_qs(urlsplit(link).query)["token"][0], "password": GOOD_PASSWORD},
            "/oauth/device": {"user_code": self.device["user_code"], "decision": "approve"},
            ACCOUNT: {"current": PASSWORDS[OPERATOR], "password": GOOD_PASSWORD},
            authorize_url("subscriber-app", redirect_uri="telecomcrm://callback"): {"x": "y"},
        }


def whole_state(site: Site) -> list[Any]:
    tables = ("session", "one_time_code", "device_code", "recovery_code", "authorization_code")
    found: list[Any] = [
        tuple(tuple(row) for row in site.sql(f"select t::text from {table} t order by 1")) for table in tables
    ]
    users = (
        "select email, status, password_hash, totp_secret, totp_last_step, invitation_hash from user_account order by 1"
    )
    return [*found, [tuple(row) for row in site.sql(users)], list(site.messages.sent)]


@pytest.mark.parametrize(
    "how", ["no token", "another browser's token", "a foreign origin", "no origin", "another port", "a broken origin"]
)
def test_a_form_that_another_site_sends_does_nothing(site: Site, how: str) -> None:
    prey = Prey(site)
    own = prey.browser.token()
    token = {"no token": None, "another browser's token": site.browser().token()}.get(how, own)
    origin = {
        "a foreign origin": "https://evil.example", "no origin": "null", "another port": "http://127.0.0.1:8001",
        "a broken origin": "http://[",
    }.get(how, site.settings.issuer)  # fmt: skip
    before, cookies = whole_state(site), dict(prey.browser.http.cookies)
    for path, fields in prey.forms.items():
        given = fields if token is None else {**fields, "form_token": token}
        assert prey.browser.post(path, given, origin=origin).status == 403, path
    assert whole_state(site) == before
    assert dict(prey.browser.http.cookies) == cookies
    # And with its token, from our own page, every one of them would have done something.
    for path, fields in list(prey.forms.items())[:-2]:
        prey.browser.post(path, {**fields, "form_token": own}, origin=site.settings.issuer)
        then = whole_state(site)
        assert then != before, path
        before = then


def test_a_form_page_that_was_left_open_can_be_begun_again(browser: Browser) -> None:
    page = browser.get(SIGN_IN, next=authorize_url())
    refused = browser.submit(page, form_token="old", email=OPERATOR, password=PASSWORDS[OPERATOR])
    assert (refused.status, refused.error) == (403, text("expired_form", "EN"))
    [link] = [href for label, href in refused.links.items() if label == text("begin_again", "EN")]
    assert browser.get(link).forms[0].fields["next"] == authorize_url()


def test_sign_out_by_another_site_only_asks(site: Site, browser: Browser) -> None:
    browser.enter()
    asked = browser.post("/oauth/logout", {"x": "y"}, origin="https://evil.example")
    assert (asked.status, asked.lines[0]) == (200, text("sign_out_question", "EN"))
    for fields, origin in (
        ({"form_token": site.browser().token()}, site.settings.issuer),
        ({"form_token": browser.token()}, "https://evil.example"),
    ):
        assert browser.post("/oauth/logout", fields, origin=origin).status == 403
    assert browser.is_in()


# Headers


def test_every_page_forbids_scripts_frames_sniffing_and_caches(site: Site) -> None:
    prey = Prey(site)
    browser = prey.browser
    pages = {path: browser.get(path) for path in ("/oauth/number", "/oauth/set-up-factor", "/oauth/device", ACCOUNT)}
    pages |= {
        "sign-in": browser.get(SIGN_IN, next=authorize_url()),
        "question": browser.get("/oauth/device", user_code=prey.device["user_code"]),
        "wrong invitation": browser.get("/oauth/invitation", token="x"),
        "wrong application": browser.get("/oauth/authorize", client_id="x"),
        "sign-out": browser.get("/oauth/logout"),
        "redirect": site.browser().get(ACCOUNT),
        "wrong password": browser.password(OPERATOR, "wrong"),
        "forbidden": browser.post(SIGN_IN, {}),
        "too large": browser.send(SIGN_IN, b"a" * 40_000),
        "codes": browser.submit(pages["/oauth/set-up-factor"], code=prey.forms["/oauth/set-up-factor"]["code"][::-1]),
        "code": browser.number(number_of(site)),
        "too many": [browser.number(number_of(site)) for _ in range(3)][-1],
    }
    assert pages["too many"].status == 429
    for name, page in pages.items():
        headers, policy = page.response.headers, page.directives
        assert policy["default-src"] == ["'none'"], name
        assert policy.keys() == {"default-src", "style-src", "img-src", "form-action", "frame-ancestors", "base-uri"}
        assert (policy["style-src"], policy["img-src"]) == (["'self'"], ["'self'", "data:"])
        assert (policy["frame-ancestors"], policy["base-uri"]) == (["'none'"], ["'none'"]), name
        assert policy["form-action"] == (["'self'", "http://127.0.0.1:5173"] if name == "sign-in" else ["'self'"]), name
        assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY"), name
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "same-origin"), name
        assert "script" not in page.tags, name
        assert "style" not in page.attributes | set(page.tags), name
        assert not any(attribute.startswith("on") for attribute in page.attributes), name
        if page.status != 303:
            assert headers["content-type"] == "text/html; charset=utf-8", name


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ({}, ["'self'", "http://127.0.0.1:5173"]),
        ({"redirect_uri": "http://localhost:5173/callback"}, ["'self'", "http://localhost:5173"]),
        ({"redirect_uri": "http://localhost:51004/callback"}, ["'self'", "http://localhost:51004"]),
        ({"redirect_uri": "https://evil.example/callback"}, ["'self'"]),
        ({"redirect_uri": "javascript:alert(1)"}, ["'self'"]),
        ({"client_id": "unknown"}, ["'self'"]),
        ({"client_id": "subscriber-app", "redirect_uri": "telecomcrm://callback"}, ["'self'", "telecomcrm:"]),
    ],
)
def test_a_form_may_lead_to_an_address_the_application_registered_and_nowhere_else(
    browser: Browser, asked: dict[str, str], allowed: list[str]
) -> None:
    going_to = authorize_url(**asked)
    for path in (SIGN_IN, "/oauth/number"):
        assert browser.get(path, next=going_to).directives["form-action"] == allowed
    wrong_password = browser.password(OPERATOR, "wrong", going_to)
    assert wrong_password.directives["form-action"] == allowed


def test_an_apps_own_scheme_gets_no_code_without_a_touch_later_on(site: Site, browser: Browser) -> None:
    asked = authorize_url("subscriber-app", redirect_uri="telecomcrm://callback")
    browser.subscriber(number_of(site))
    assert browser.get(asked).location.startswith("telecomcrm://callback?code="), "just signed in"
    site.sql("update session set created_at = now() - interval '121 seconds'")
    page = browser.get(asked)
    assert (page.status, page.heading) == (200, text("sign_in_to", "EN", client="My number"))
    assert page.directives["form-action"] == ["'self'", "telecomcrm:"]
    assert urlsplit(page.links[text("somebody_else", "EN")]).path == "/oauth/number"
    assert site.value("select count(*) from authorization_code") == 1
    went_on = browser.submit(page)
    assert (went_on.status, went_on.location.partition("=")[0]) == (303, "telecomcrm://callback?code")


def test_the_style_sheet_is_a_style_sheet_and_needs_nothing_else(browser: Browser) -> None:
    style = browser.get("/oauth/style.css").response
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert style.headers["x-content-type-options"] == "nosniff"
    assert "url(" not in style.text
    assert "@import" not in style.text
    assert "prefers-color-scheme: dark" in style.text


# Languages


def test_a_page_is_in_the_language_that_was_asked_for_most_plainly(site: Site) -> None:
    inside = authorize_url(ui_locales="ky-KG ru")
    cases: list[tuple[dict[str, str], dict[str, str], str]] = [
        ({}, {}, "en"),
        ({}, {"accept-language": "ru-RU,ru;q=0.9,en;q=0.8"}, "ru"),
        ({}, {"accept-language": "de, ky;q=0.5"}, "ky"),
        ({}, {"accept-language": "de,*"}, "en"),
        ({"next": inside}, {"accept-language": "ru"}, "ky"),
        ({"next": inside, "lang": "en"}, {"accept-language": "ru"}, "en"),
        ({"lang": "RU"}, {}, "ru"),
        ({"lang": "xx"}, {"accept-language": "ky"}, "ky"),
        ({"next": authorize_url(ui_locales="de fr")}, {"accept-language": "ru"}, "ru"),
    ]
    for parameters, headers, language in cases:
        page = site.browser(**headers).get(SIGN_IN, **parameters)
        assert page.language == language, (parameters, headers)
        client = "next" in parameters and "Operator desk"
        expected = text("sign_in_to", language.upper(), client=client) if client else text("sign_in", language.upper())
        assert page.heading == expected


def test_a_chosen_language_stays(site: Site) -> None:
    browser = site.browser(**{"accept-language": "en"})
    browser.get(SIGN_IN, lang="ky")
    assert browser.get("/oauth/number").language == "ky"
    page = browser.number(number_of(site))
    assert page.heading == text("sign_in", "KY")
    assert site.messages.sent[-1][1] == text("code_message", "KY", code=site.messages.code)


def test_the_language_an_application_asks_for_stays_through_all_steps(site: Site, browser: Browser) -> None:
    going_to = authorize_url(ui_locales="ky")
    refused = browser.password(ADMIN, "wrong", going_to)
    assert (refused.language, refused.error) == ("ky", text("wrong_password", "KY"))
    second = browser.submit(refused, email=ADMIN, password=PASSWORDS[ADMIN])
    assert (second.language, second.heading) == ("ky", text("second_factor", "KY"))
    code = browser.number(number_of(site), going_to)
    assert code.language == "ky"
    assert site.messages.sent[-1][1] == text("code_message", "KY", code=site.messages.code)


@pytest.mark.parametrize("step", ["wrong password", "weak password", "device"])
def test_changing_the_language_in_between_does_not_lose_the_way(site: Site, browser: Browser, step: str) -> None:
    if step == "wrong password":
        page, kept = browser.password(OPERATOR, "wrong", authorize_url()), {"next": authorize_url()}
    elif step == "weak password":
        page = browser.submit(browser.get(invite(site)), password="short")
        kept = {"token": page.forms[0].fields["token"]}
    else:
        browser.enter()
        device = site.device()
        page = browser.submit(browser.get("/oauth/device"), user_code=device["user_code"])
        kept = {"user_code": device["user_code"]}
    translated = browser.get(page.links["Русский"])
    assert (translated.status, translated.language) == (200, "ru")
    assert kept.items() <= translated.forms[0].fields.items()


def test_every_page_links_to_itself_in_every_language(browser: Browser) -> None:
    page = browser.get("/oauth/number", next=authorize_url(), lang="ru")
    for code, name in (("EN", "English"), ("RU", "Русский"), ("KY", "Кыргызча")):
        there = browser.get(page.links[name])
        assert (there.language, there.heading) == (code.lower(), text("sign_in_to", code, client="Operator desk"))
        assert there.forms[0].fields["next"] == authorize_url()


def _literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)
    elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "OUTCOMES":
        yield from OUTCOMES.values()
    else:
        pytest.fail(ast.dump(node))


def _asked() -> set[str]:
    """The keys that the pages' code asks for; a `*` where it puts one together."""
    found: set[str] = set()
    for path in Path("backend/http").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            of_page = isinstance(node.func, ast.Attribute) and node.func.attr == "text"
            if (of_page and isinstance(node.func.value, ast.Name) and node.func.value.id in {"visit", "self"}) or (
                path.name == "pay.py" and isinstance(node.func, ast.Name) and node.func.id == "text"
            ):  # type: ignore[attr-defined]
                found |= set(_literals(node.args[0]))
    return found


def test_every_text_the_pages_ask_for_is_there_in_three_languages() -> None:
    asked = _asked()
    assert len(asked) > 40, "the reader of the source still finds them"
    for key in asked:
        pattern = re.escape(key).replace(r"\*", ".+")
        assert any(re.fullmatch(pattern, known) for known in TEXTS), key


def test_every_text_is_asked_for_somewhere() -> None:
    patterns = [re.escape(key).replace(r"\*", ".+") for key in _asked()]
    assert [key for key in TEXTS if not any(re.fullmatch(pattern, key) for pattern in patterns)] == []


def test_every_text_says_the_same_facts_in_three_different_languages() -> None:
    for key, versions in TEXTS.items():
        assert len(versions) == len(LANGUAGES) == 3, key
        assert all(version.strip() == version != "" for version in versions), key
        facts = [{name for _, name, _, _ in string.Formatter().parse(version) if name} for version in versions]
        assert facts[0] == facts[1] == facts[2], key
        english, russian, kyrgyz = versions
        assert not re.search("[А-Яа-яЁёӨөҮүҢң]", english), key
        assert re.search("[А-Яа-яЁё]", russian), key
        assert re.search("[А-Яа-яЁёӨөҮүҢң]", kyrgyz), key
        if key != "code":
            assert russian != kyrgyz, key


# What people and programs write

EVIL = """"><img src=x onerror=alert(1)>'<b>&amp;{{7*7}}"""


def test_what_was_typed_is_shown_as_text(site: Site, browser: Browser) -> None:
    site.sql("update user_account set name = $1 where email = $2", EVIL, OPERATOR)
    site.sql("update oauth_client set name = $1 where client_id = 'crm-cli'", EVIL)
    link = invite(site, name="<i>Eve & Co</i>")
    pages = [
        browser.password(EVIL, EVIL),
        browser.number(EVIL),
        browser.get(SIGN_IN, next=f"/oauth/{EVIL}"),
        browser.get(SIGN_IN, lang=EVIL),
        browser.get(SIGN_IN, **{EVIL: EVIL}),
        browser.get("/oauth/authorize", client_id="operator-app", response_type=EVIL, redirect_uri=EVIL),
        browser.get(link),
        browser.get("/oauth/logout", client_id=EVIL, state=EVIL),
    ]
    assert pages[0].forms[0].fields["email"] == EVIL
    assert pages[1].forms[0].fields["number"] == EVIL
    assert pages[2].forms[0].fields["next"] == f"/oauth/{EVIL}"
    assert pages[6].heading == "Welcome, <i>Eve & Co</i>"
    browser.enter()
    pages += [browser.get(ACCOUNT), browser.get("/oauth/device", user_code=site.device()["user_code"])]
    assert EVIL in pages[-2].lines[0]
    assert pages[-1].lines[0].count(EVIL) == 2, "the device's application and the person"
    pages.append(browser.get("/oauth/logout", client_id=EVIL, state=EVIL))
    assert pages[-1].forms[0].fields["state"] == EVIL
    for page in pages:
        assert page.status in {200, 400, 401}
        assert not {"img", "b", "i"} & set(page.tags), page.html
        assert not any(name.startswith("on") for name in page.attributes)


FORMS = (SIGN_IN, "/oauth/second-factor", "/oauth/set-up-factor", "/oauth/number", "/oauth/code", "/oauth/invitation",
         "/oauth/device", ACCOUNT, "/oauth/logout", "/oauth/authorize")  # fmt: skip
HOSTILE: dict[str, tuple[bytes, dict[str, str], int]] = {
    "100 KB": (b"email=" + b"a" * 100_000, FORM, 413),
    "1000 fields": (b"&".join(b"f%d=1" % n for n in range(1_000)), FORM, 400),
    "JSON": (b'{"email":"a"}', {"content-type": "application/json"}, 415),
    "multipart": (b"--x\r\n\r\n--x--", {"content-type": "multipart/form-data; boundary=x"}, 415),
    "no type": (b"email=a", {}, 415),
    "invalid UTF-8": (b"email=%FF%FE", FORM, 400),
    "half a character": (b"form_token=%D0", FORM, 400),
    "a surrogate": (b"email=%ED%A0%80", FORM, 400),
    "bytes that are not ASCII": ("email=é".encode("latin-1"), FORM, 400),
    "NUL": (b"email=a%00b", FORM, 400),
    "NUL in a name": (b"em%00ail=a", FORM, 400),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_form_is_refused_plainly(site: Site, browser: Browser, what: str) -> None:
    body, headers, status = HOSTILE[what]
    for path in FORMS:
        page = browser.send(path, body, headers)
        assert page.status == status, path
        assert page.language == "en", "a page, not a bare error"
    assert site.sessions() == []


@pytest.mark.parametrize(
    "body", [b"", b"&&&===", b"form_token", b"form_token=%E2%98%83", b"%", b"%zz=%", b"form_token=a&form_token=b"]
)
def test_a_form_of_nonsense_is_a_form_without_its_token(browser: Browser, body: bytes) -> None:
    assert browser.send(SIGN_IN, body).status == 403


@pytest.mark.parametrize(
    "query",
    [
        "next=//[", "next=/oauth/authorize?client_id=%2500", "client_id=%00", "next=%00", "next=%FF", "lang=%ED%A0%80",
        "next=/oauth/x%0D%0ASet-Cookie:%20a=b", "ui_locales=%00", "user_code=%00%C3%9F", "state=%00&nonce=%00",
        "id_token_hint=%00", "next=/oauth/authorize?ui_locales=%2500%26redirect_uri=%5B",
        "client_id=operator-app&response_type=%22", "client_id=operator-app&response_type=%D1%88",
        "client_id=operator-app&response_type=code&redirect_uri=http://127.0.0.1/%5C%22", f"next=/oauth/{'a' * 5_000}",
    ],
)  # fmt: skip
def test_a_hostile_address_is_no_fault_of_the_server(browser: Browser, query: str) -> None:
    for path in (*FORMS, "/oauth/style.css"):
        page = browser.get(f"{path}?{query}")
        assert page.status in {200, 303, 400, 404}, path
        assert "a=b" not in str(page.response.headers.get_list("set-cookie"))


def test_an_application_that_asks_with_a_nul_is_refused_also_after_the_sign_in(browser: Browser) -> None:
    browser.enter()
    for name in ("client_id", "nonce", "state", "scope", "redirect_uri"):
        assert browser.get(f"{authorize_url()}&{name}=%00").status == 400


def test_a_parameter_that_comes_twice_is_refused_whatever_its_name(site: Site, browser: Browser) -> None:
    for path in ("/oauth/token", "/oauth/device_authorization"):
        answer = browser.send(path, b"grant_type=refresh_token&client_id=crm-cli&%22%D1%88=1&%22%D1%88=2").response
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("value", [b"", b"\xff\xfe", b'"', b"a" * 5_000, b"%00", "ш".encode()])
def test_a_hostile_cookie_is_nobody(site: Site, browser: Browser, value: bytes) -> None:
    for name in (b"crm_session", b"crm_form", b"crm_language"):
        headers = [(b"cookie", name + b"=" + value)]
        assert site.run(browser.http.get(SIGN_IN, headers=headers)).status_code == 200
        assert site.run(browser.http.get(ACCOUNT, headers=headers)).status_code == 303


# Devices


@pytest.mark.parametrize("typed", ["{}", "{lower}", "{bare}", " {bare} "])
def test_a_device_whose_code_was_allowed_acts_as_the_person(site: Site, browser: Browser, typed: str) -> None:
    browser.enter()
    device = site.device()
    code = device["user_code"]
    page = browser.submit(
        browser.get("/oauth/device"),
        user_code=typed.format(code, lower=code.lower(), bare=code.replace("-", "").lower()),
    )
    assert page.lines[0] == text("device_question", "EN", client="crm login", name="Олег Операторов", code=code)
    assert page.forms[0].buttons == [("decision", "approve"), ("decision", "deny")]
    done = browser.submit(page, decision="approve")
    assert (done.status, done.lines[0]) == (200, text("device_done", "EN"))
    assert site.poll(device)["token_type"] == "Bearer"
    assert [subject for subject, _, _ in site.sessions()] == [f"user:{site.user(OPERATOR)['id']}"] * 2


def test_a_device_that_was_denied_gets_nothing(site: Site, browser: Browser) -> None:
    browser.enter()
    device = site.device()
    page = browser.get("/oauth/device", user_code=device["user_code"])
    denied = browser.submit(page, decision="deny")
    assert (denied.status, denied.lines[0]) == (200, text("device_denied", "EN"))
    assert site.poll(device)["error"] == "access_denied"
    assert browser.submit(page, decision="approve").status == 400, "and it stays denied"


def test_looking_at_a_devices_code_allows_nothing(site: Site, browser: Browser) -> None:
    browser.enter()
    device = site.device()
    browser.submit(browser.get("/oauth/device"), user_code=device["user_code"])
    browser.get("/oauth/device", user_code=device["user_code"], decision="approve")
    assert site.poll(device)["error"] == "authorization_pending"


def test_a_wrong_or_expired_or_used_code_of_a_device_is_refused(site: Site, browser: Browser) -> None:
    browser.enter()
    expired, used = site.device(), site.device()
    site.sql("update device_code set expires_at = now() where user_code = $1", expired["user_code"])
    page = browser.get("/oauth/device", user_code=used["user_code"])
    browser.submit(page, decision="approve")
    for code in ("BBBB-BBBB", "1234", expired["user_code"], used["user_code"]):
        refused = browser.submit(browser.get("/oauth/device"), user_code=code)
        if code != "1234":
            assert (refused.status, refused.error) == (400, text("wrong_code", "EN")), code
        assert [form.fields["user_code"] for form in refused.forms] == [""]
        fields = {"user_code": code, "decision": "approve", "form_token": browser.token()}
        assert browser.post("/oauth/device", fields).status == 400, code


def test_codes_of_devices_can_be_tried_twenty_times(browser: Browser) -> None:
    inside_a_window(600)
    browser.enter()
    tries = [browser.get("/oauth/device", user_code=f"BBBB-BBB{letter}").status for letter in "BCDFGHJKLMNPQRSTVWXZ"]
    assert tries == [400] * 20
    assert browser.get("/oauth/device", user_code="CCCC-CCCC").status == 429


def test_a_device_page_leads_to_the_sign_in_and_back(site: Site, browser: Browser) -> None:
    device = site.device()
    here = urlsplit(device["verification_uri_complete"])
    led = browser.get(f"{here.path}?{here.query}")
    assert (led.status, urlsplit(led.location).path) == (303, SIGN_IN)
    entered = browser.submit(browser.get(led.location), email=OPERATOR, password=PASSWORDS[OPERATOR])
    page = browser.get(entered.location)
    assert page.forms[0].fields["user_code"] == device["user_code"]
    browser.http.cookies.delete("crm_session")
    late = browser.submit(page, decision="approve")
    assert (late.status, urlsplit(late.location).path) == (303, SIGN_IN)
    assert site.poll(device)["error"] == "authorization_pending"


def test_a_subscriber_is_told_that_the_device_gets_nothing(site: Site, browser: Browser) -> None:
    browser.subscriber(number_of(site))
    device = site.device()
    answer = browser.submit(browser.get("/oauth/device", user_code=device["user_code"]), decision="approve")
    assert answer.lines[-1] == text("device_denied", "EN")
    assert site.poll(device)["error"] == "access_denied"


# The account


def test_a_new_password_ends_the_other_sessions_and_not_this_one(site: Site, browser: Browser) -> None:
    others = [site.browser(), site.browser()]
    others[0].enter()
    others[1].enter(ANALYST)
    browser.enter()
    device = site.device()
    browser.submit(browser.get("/oauth/device", user_code=device["user_code"]), decision="approve")
    assert "access_token" in site.poll(device)
    changed = browser.submit(browser.get(ACCOUNT), current=PASSWORDS[OPERATOR], password=GOOD_PASSWORD)
    assert changed.status == 200
    assert text("password_changed", "EN") in changed.lines
    assert browser.is_in()
    assert [each.is_in() for each in others] == [False, True]
    assert site.value("select count(*) from session where ended_at is null") == 2
    ended = {row["id"] for row in site.sql("select id from session where ended_at is not null")}
    revoked = {row["subject"] for row in site.sql("select subject from revocation")}
    assert revoked >= {f"session:{each}" for each in ended}
    assert len(ended) == 2, "the other browser's and the device's"
    assert site.browser().password(OPERATOR).status == 401
    assert site.browser().password(OPERATOR, GOOD_PASSWORD).status == 303


@pytest.mark.parametrize(
    ("current", "new", "error"),
    [
        ("not the password", GOOD_PASSWORD, "wrong_password"),
        ("", GOOD_PASSWORD, "wrong_password"),
        (PASSWORDS[OPERATOR], "short", "weak_password"),
        (PASSWORDS[OPERATOR], "Операторов 12", "weak_password"),
        (PASSWORDS[OPERATOR], "operator@demo", "weak_password"),
    ],
)
def test_a_password_that_cannot_be_changed_stays(
    site: Site, browser: Browser, current: str, new: str, error: str
) -> None:
    other = site.browser()
    other.enter()
    browser.enter()
    stored = site.user(OPERATOR)["password_hash"]
    refused = browser.submit(browser.get(ACCOUNT), current=current, password=new)
    assert (refused.status, refused.error) == (400, text(error, "EN"))
    marked = [name for name, said in refused.forms[0].attributes.items() if "aria-invalid" in said]
    assert marked == ["current" if error == "wrong_password" else "password"], "the one to correct, not both"
    assert site.user(OPERATOR)["password_hash"] == stored
    assert other.is_in()


def test_a_subscriber_has_no_password_to_change(site: Site, browser: Browser) -> None:
    browser.subscriber(number_of(site))
    page = browser.get(ACCOUNT)
    assert page.forms == []
    assert text("set_up_factor", "EN") not in page.links
    refused = browser.post(ACCOUNT, {"current": "a", "password": GOOD_PASSWORD, "form_token": browser.token()})
    assert (refused.status, urlsplit(refused.location).path) == (303, SIGN_IN)


def test_nobody_has_no_account(browser: Browser) -> None:
    for path in (ACCOUNT, "/oauth/second-factor"):
        led = browser.get(path)
        assert (led.status, led.location) == (303, f"{SIGN_IN}?next={quote(ACCOUNT, safe='')}")


# Sign-out


def id_token(site: Site, browser: Browser) -> str:
    """The ID token of an application that the person in this browser uses."""
    verifier = generate_token(48)
    back = browser.get(authorize_url(verifier=verifier)).location
    code = parse_qs(urlsplit(back).query)["code"][0]
    data = {
        "grant_type": "authorization_code", "client_id": "operator-app", "code": code, "redirect_uri": CALLBACK,
        "code_verifier": verifier,
    }  # fmt: skip
    token: str = site.run(browser.http.post("/oauth/token", data=data)).json()["id_token"]
    return token


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_application_signs_its_person_out_and_gets_them_back(site: Site, browser: Browser, method: str) -> None:
    browser.enter()
    asked = {"id_token_hint": id_token(site, browser), "post_logout_redirect_uri": AFTER_LOGOUT, "state": "s 1"}
    out = browser.get("/oauth/logout", **asked) if method == "GET" else browser.post("/oauth/logout", asked)
    assert (out.status, out.location) == (303, f"{AFTER_LOGOUT}?state=s+1")
    assert browser.session is None
    assert site.value("select count(*) from session where ended_at is null") == 0
    revoked = site.value("select subject from revocation order by created_at desc limit 1")
    assert revoked == f"session:{site.value('select id from session')}"


def test_without_an_id_token_the_person_is_asked_first(site: Site, browser: Browser) -> None:
    browser.enter()
    asked = browser.get(
        "/oauth/logout", client_id="operator-app", post_logout_redirect_uri=AFTER_LOGOUT, state="s",
    )  # fmt: skip
    assert (asked.status, asked.lines[0]) == (200, text("sign_out_question", "EN"))
    assert asked.directives["form-action"] == ["'self'", "http://127.0.0.1:5173"]
    assert browser.is_in()
    out = browser.submit(asked)
    assert (out.status, out.location) == (303, f"{AFTER_LOGOUT}?state=s")
    assert not browser.is_in()
    assert site.value("select count(*) from session where ended_at is null") == 0


@pytest.mark.parametrize("hint", ["", "x", "forged", "of another kind"])
def test_a_hint_that_is_no_id_token_of_ours_signs_nobody_out(site: Site, browser: Browser, hint: str) -> None:
    browser.enter()
    if hint == "forged":
        head, body, _ = id_token(site, browser).split(".")
        hint = f"{head}.{body}.{'A' * 342}"
    elif hint == "of another kind":
        device = site.device()
        browser.submit(browser.get("/oauth/device", user_code=device["user_code"]), decision="approve")
        hint = site.poll(device)["access_token"]
    asked = browser.get("/oauth/logout", id_token_hint=hint, post_logout_redirect_uri=AFTER_LOGOUT)
    assert (asked.status, asked.lines[0]) == (200, text("sign_out_question", "EN"))
    assert browser.is_in()


def test_somebody_elses_id_token_does_not_sign_this_person_out(site: Site, browser: Browser) -> None:
    other = site.browser()
    other.enter(ANALYST)
    hint = id_token(site, other)
    browser.enter()
    asked = browser.get("/oauth/logout", id_token_hint=hint)
    assert (asked.status, asked.lines[0]) == (200, text("sign_out_question", "EN"))
    assert browser.session is not None
    assert browser.is_in()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", f"{AFTER_LOGOUT}x", CALLBACK, "javascript:alert(1)"])
def test_after_the_sign_out_nobody_is_sent_to_an_address_that_is_not_registered(
    site: Site, browser: Browser, elsewhere: str
) -> None:
    browser.enter()
    out = browser.get("/oauth/logout", id_token_hint=id_token(site, browser), post_logout_redirect_uri=elsewhere)
    assert (out.status, out.location, out.heading) == (200, None, text("signed_out", "EN"))
    assert not browser.is_in()


def test_who_is_not_signed_in_is_signed_out_without_a_question(browser: Browser) -> None:
    out = browser.get("/oauth/logout")
    assert (out.status, out.heading, out.forms) == (200, text("signed_out", "EN"), [])
