"""Forms, cookies, headers, languages and the caller's address: shared by the pages and endpoints beside `/graphql`."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from backend.auth.secrets import Secrets, new_secret
from backend.auth.viewer import Origin
from backend.http.guards import NO_DEVICES
from backend.http.texts import LANGUAGES, NAMES, text
from backend.settings import Settings, is_loopback

MAX_FORM_BYTES = 32_000
MAX_FORM_FIELDS = 50
FORM_COOKIE = "crm_form"
LANGUAGE_COOKIE = "crm_language"
SESSION_COOKIE = "crm_session"
YEAR_SECONDS = 31_536_000
# Headers by which a proxy tells from whom it got a request, beside those named X-Forwarded-….
FORWARDING = frozenset({b"forwarded", b"via", b"x-real-ip", b"x-client-ip", b"true-client-ip", b"cf-connecting-ip"})

_PAGES = Path(__file__).parent / "pages"


class BadForm(Exception):
    """The request has no valid form, or not one of our pages' forms. `status` is that of the response."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Field:
    name: str
    label: str
    type: str = "text"
    value: str = ""
    hint: str = ""
    autocomplete: str = ""
    inputmode: str = ""
    required: bool = True
    invalid: bool = False
    max_length: int = 200


@dataclass(frozen=True)
class Button:
    label: str
    name: str = ""
    value: str = ""


@dataclass(frozen=True)
class Form:
    action: str
    buttons: tuple[Button, ...]
    fields: tuple[Field, ...] = ()
    hidden: Mapping[str, str] = field(default_factory=dict)
    secondary: bool = False
    text: str = ""  # above the fields


@dataclass(frozen=True)
class Link:
    href: str
    label: str


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html")


@cache
def style() -> bytes:
    return (_PAGES / "style.css").read_bytes()


def headers_of(scope: Mapping[str, Any]) -> dict[bytes, bytes]:
    """The headers by name; lines with the same name are joined to one list (RFC 9110, section 5.3)."""
    lines: list[tuple[bytes, bytes]] = scope["headers"]
    headers = dict(lines)
    if len(headers) == len(lines):
        return headers
    gathered: dict[bytes, list[bytes]] = {}
    for name, value in lines:
        gathered.setdefault(name, []).append(value)
    return {name: (b"; " if name == b"cookie" else b", ").join(values) for name, values in gathered.items()}


def origin_of(scope: Mapping[str, Any], headers: Mapping[bytes, bytes]) -> Origin:
    """The client's address and user agent. uvicorn replaces the address by the one that a trusted proxy reports."""
    client = scope.get("client")
    agent = headers.get(b"user-agent")
    return Origin(client[0] if client else None, agent.decode("latin-1") if agent else None)


def from_loopback(scope: Mapping[str, Any], headers: Mapping[bytes, bytes]) -> bool:
    """Whether a request was sent from this machine itself, by a client that addressed this server on loopback.

    A request that a proxy passed on is not: it has a header that proxies add, or was sent with HTTP/1.0, which nginx
    uses towards a server unless it is told otherwise. The name in `Host` must be one of loopback, because a web page
    of another site can give its own name the address 127.0.0.1 (DNS rebinding).
    """
    client = scope.get("client")
    forwarded = any(name in FORWARDING or name.startswith(b"x-forwarded-") for name in headers)
    return (
        client is not None
        and not forwarded
        and scope.get("http_version") != "1.0"
        and is_loopback(client[0])
        and is_loopback(_host_name(headers.get(b"host", b"")))
    )


def _host_name(host: bytes) -> str:
    """The name or address in a Host header, without its port; empty when the header is not valid."""
    try:
        return urlsplit(f"//{host.decode('latin-1')}").hostname or ""
    except ValueError:
        return ""


def accepts_demo(settings: Settings, scope: Mapping[str, Any], headers: Mapping[bytes, bytes]) -> bool:
    """Whether a request may use the demo's passwords and secrets, which are in the documentation."""
    return settings.demo_beyond_loopback or (settings.is_reached_on_loopback and from_loopback(scope, headers))


def security_headers(redirect: str | None = None) -> dict[str, str]:
    """Headers of every page: they forbid scripts, frames, content sniffing and caching.

    Chromium applies `form-action` also to redirects that follow a form, so `redirect`, the client's redirect URI, is
    added to it.
    """
    target = ""
    if redirect:
        parts = urlsplit(redirect)
        target = f" {parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else f" {parts.scheme}:"
    return {
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
        f"form-action 'self'{target}; frame-ancestors 'none'; base-uri 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # With no-referrer browsers would send `Origin: null` with our own forms.
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": NO_DEVICES,
    }


def inline_hashes(element: str, html: str) -> list[str]:
    """Sources of a Content-Security-Policy that allow exactly the inline scripts or styles of a page.

    Each is the SHA-256 of the text between the tags (CSP Level 3, section 8.3). `element` is `script` or `style`.
    """
    found = re.findall(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(each.encode()).digest()).decode()}'" for each in found]


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None


class Visit:
    """One request to a page: its language, its form, its cookies."""

    def __init__(self, request: Request, settings: Settings, secrets: Secrets) -> None:
        self.request = request
        self.settings = settings
        self._secrets = secrets
        self.form: dict[str, str] = {}
        self.language = self._language()
        self.form_cookie = request.cookies.get(FORM_COOKIE) or new_secret()
        headers = headers_of(request.scope)
        self.origin = origin_of(request.scope, headers)
        self.accepts_demo = accepts_demo(settings, request.scope, headers)
        self._cookies: list[tuple[str, str | None, int | None]] = []
        if request.cookies.get(FORM_COOKIE) != self.form_cookie:
            self.set_cookie(FORM_COOKIE, self.form_cookie)
        if request.query_params.get("lang", "").upper() in LANGUAGES:
            self.set_cookie(LANGUAGE_COOKIE, self.language, YEAR_SECONDS)

    def _language(self) -> str:
        wanted = [self.request.query_params.get("lang", ""), self.request.cookies.get(LANGUAGE_COOKIE, "")]
        ui_locales = self.next_parameter("ui_locales")
        wanted += (ui_locales or self.request.query_params.get("ui_locales", "")).split()
        wanted += [part.partition(";")[0] for part in self.request.headers.get("accept-language", "").split(",")]
        for each in wanted:
            code = each.strip()[:2].upper()
            if code in LANGUAGES:
                return code
        return "EN"

    def text(self, key: str, **facts: object) -> str:
        return text(key, self.language, **facts)

    @property
    def session_cookie(self) -> str | None:
        return self.request.cookies.get(SESSION_COOKIE)

    @property
    def next(self) -> str:
        """The page to continue with: one under `/oauth/`, never of another site."""
        wanted = self.form.get("next") or self.request.query_params.get("next") or ""
        return wanted if wanted.startswith("/oauth/") and "\\" not in wanted else "/oauth/account"

    @property
    def here(self) -> str:
        """The address that starts this page again, with the same page to continue with."""
        return f"{self.request.url.path}?{urlencode(self._link_parameters())}"

    def _link_parameters(self) -> list[tuple[str, str]]:
        """The parameters of a link to this page; after a POST they come from the form instead of the address."""
        posted = {name: self.form[name] for name in ("next", "token", "user_code") if self.form.get(name)}
        query = [(k, v) for k, v in self.request.query_params.multi_items() if k != "lang" and k not in posted]
        return [*query, *posted.items()]

    def next_parameter(self, name: str) -> str | None:
        found = dict(parse_qsl(urlsplit(self.next).query)).get(name)
        return None if found is None or "\0" in found else found

    def _form_token(self) -> str:
        return self._secrets.keyed_hash("form", self.form_cookie).hex()

    async def read_form(self) -> None:
        """Read the posted form and check its origin and token. Raises BadForm."""
        self.form = dict(await read_form(self.request))
        self.language = self._language()
        self.check_form()

    def check_form(self) -> None:
        """Check that the form was on one of our pages and shown to this browser. Raises BadForm 403."""
        origin = self.request.headers.get("origin")
        our_hosts = {self.request.headers.get("host"), urlsplit(self.settings.issuer).netloc}
        if origin is not None and _host(origin) not in our_hosts:
            raise BadForm(403, "the form was sent from another site")
        given = self.form.get("form_token", "")
        if not hmac.compare_digest(given.encode(), self._form_token().encode()):
            raise BadForm(403, "the form has no valid form_token")

    def set_cookie(self, name: str, value: str | None, seconds: int | None = None) -> None:
        """Set a cookie in the response; None removes it. Without `seconds` it ends with the browser's session."""
        self._cookies.append((name, value, seconds))

    def _finish(self, response: Response, redirect: str | None = None) -> Response:
        response.headers.update(security_headers(redirect))
        secure, path = self.settings.issuer.startswith("https:"), f"{self.settings.path_prefix}/oauth"
        for name, value, seconds in self._cookies:
            if value is None:
                response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="lax")
            else:
                response.set_cookie(
                    name, value, max_age=seconds, path=path, secure=secure, httponly=True, samesite="lax"
                )
        return response

    def redirect(self, url: str) -> Response:
        return self._finish(RedirectResponse(self._public_url(url), 303))

    def _public_url(self, url: str) -> str:
        """An address as browsers reach it: a path gets the prefix that a proxy removes."""
        return f"{self.settings.path_prefix}{url}" if url.startswith("/") else url

    def page(
        self,
        heading: str,
        *forms: Form,
        intro: tuple[str, ...] = (),
        error: str | None = None,
        links: tuple[Link, ...] = (),
        status: int = 200,
        redirect: str | None = None,
        **more: Any,
    ) -> Response:
        """Render a page of forms. `redirect` is the URI of the client to which a form may lead in the end."""
        query, here = self._link_parameters(), self.request.url.path
        choices = [
            {"code": code, "name": NAMES[code], "href": f"{here}?{urlencode([*query, ('lang', code)])}"}
            for code in LANGUAGES
        ]
        facts: dict[str, Any] = {"picture": None, "picture_text": "", "key": None, "codes": (), "done": None, **more}
        html = _template().render(
            heading=heading,
            forms=forms,
            intro=intro,
            error=error,
            links=links,
            language=self.language,
            language_label=self.text("language"),
            languages=() if facts["codes"] else choices,  # recovery codes are shown once: a link would lose them
            form_token=self._form_token(),
            url=self._public_url,
            **facts,
        )
        return self._finish(Response(html, status, media_type="text/html"), redirect)


def has_nul(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether a name or a value contains a NUL character, which PostgreSQL cannot store."""
    return any("\0" in part for pair in pairs for part in pair)


async def read_form(request: Request) -> list[tuple[str, str]]:
    """The names and values of a URL-encoded body. Raises BadForm 400, 413, 415."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise BadForm(415, "the Content-Type must be application/x-www-form-urlencoded")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            raise BadForm(413, f"the form is larger than {MAX_FORM_BYTES} bytes")
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FORM_FIELDS)
    except ValueError:
        raise BadForm(400, f"the body is not a URL-encoded form in UTF-8 of at most {MAX_FORM_FIELDS} fields") from None
    if has_nul(pairs):
        raise BadForm(400, "a form must not contain a NUL character")
    return pairs
