"""`/pay/<token>`: the page on which a payer confirms a charge with Stripe.js, which sends card data to Stripe only."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.errors import Throttled
from backend.gateways.payments import GatewayDown, GatewayRefused
from backend.http.links import FetchRate
from backend.http.texts import LANGUAGES, text
from backend.http.web import security_headers, style

STRIPE_JS = "https://js.stripe.com/v3/"
# Stripe's documentation, "Integration security guide", section "Content security policy": the Payment Element without
# its address search, which would require hosts of Google Maps.
CONNECT_SOURCES = "https://api.stripe.com"
FRAME_SOURCES = "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com"
SCRIPT_SOURCES = "https://js.stripe.com https://*.js.stripe.com"
LOCALES = {"EN": "en", "RU": "ru", "KY": "ru"}  # Stripe.js has no Kyrgyz locale
OUTCOMES = {"SUCCEEDED": "pay_confirmed", "FAILED": "pay_failed", "CANCELLED": "pay_cancelled"}

_PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class PageFacts:
    """What the page shows of a payment.

    `client_secret` comes from the gateway's `page_secret`; `amount` is text such as "500.00 KGS"; `language` is EN, RU
    or KY; `state` is PENDING, SUCCEEDED, FAILED or CANCELLED; `return_url` is the page the payer returns to.
    """

    client_secret: str
    amount: str
    number: str
    return_url: str | None
    language: str
    state: str


def pay_routes(
    read_token: Callable[[str], dict[str, Any] | None],
    facts_of: Callable[[str], Awaitable[PageFacts | None]],
    publishable_key: str,
    script_url: str = STRIPE_JS,
    fetches: FetchRate | None = None,
) -> list[Route]:
    """The route of the payment page.

    `read_token` returns the content of the token, `{"payment_id": …}`, or None when it is invalid or has expired.
    `facts_of` returns the facts of the payment with that id, or None when there is none; it may raise GatewayDown and
    GatewayRefused. `fetches` limits how often the page of one payment is shown, since each asks the gateway.
    """

    async def show(request: Request) -> Response:
        language = _accepted_language(request)
        token = read_token(request.path_params["token"])
        try:
            if token and fetches is not None:
                fetches.count(str(token["payment_id"]))
            facts = await facts_of(token["payment_id"]) if token else None
        except Throttled as error:
            page = _page(429, language, text("pay", language, number=""), error=text("pay_unavailable", language))
            page.headers["Retry-After"] = str(error.facts["retryAfterSeconds"])
            return page
        except (GatewayDown, GatewayRefused):
            return _page(503, language, text("pay", language, number=""), error=text("pay_unavailable", language))
        if facts is None:
            return _page(404, language, text("wrong_request", language), error=text("pay_unknown", language))
        return _payment(facts, publishable_key, script_url)

    return [Route("/pay/{token}", show)]


def _payment(facts: PageFacts, publishable_key: str, script_url: str) -> Response:
    language = facts.language if facts.language in LANGUAGES else "EN"
    heading = text("pay", language, number=facts.number)
    amount = text("pay_amount", language, amount=facts.amount)
    back = facts.return_url if facts.return_url and _is_safe_link(facts.return_url) else None
    if facts.state == "PENDING":
        form = _form(facts, language, publishable_key, script_url)
        return _page(200, language, heading, amount=amount, form=form, back=back)
    outcome = text(OUTCOMES[facts.state], language)
    which = "done" if facts.state == "SUCCEEDED" else "error"
    return _page(200, language, heading, back=back, **{which: outcome})


def _form(facts: PageFacts, language: str, publishable_key: str, script_url: str) -> dict[str, str]:
    return {
        "key": publishable_key,
        "secret": facts.client_secret,
        "script": script_url,
        "locale": LOCALES[language],
        "button": text("pay_now", language, amount=facts.amount),
        "confirmed": text("pay_confirmed", language),
        "processing": text("pay_processing", language),
        "again": text("pay_try_again", language),
        "not_loaded": text("pay_not_loaded", language),
        "needs_script": text("pay_needs_script", language),
    }


def _page(status: int, language: str, heading: str, **facts: Any) -> Response:
    nonce = secrets.token_urlsafe(16)
    shown: dict[str, Any] = {"amount": None, "error": None, "done": None, "form": None, "back": None, **facts}
    html = _template().render(
        heading=heading.strip(),
        language=language,
        nonce=nonce,
        go_back=text("pay_go_back", language),
        **shown,
    )
    script = shown["form"]["script"] if shown["form"] else None
    return Response(html, status, _headers(nonce, script), "text/html")


def _headers(nonce: str, script_url: str | None) -> dict[str, str]:
    """Security headers of the page. Stripe's hosts are allowed only on pages that load its script.

    Our own script and style are allowed by the nonce. The URL contains the token, so the Referrer-Policy sends other
    sites no more than the origin, which Stripe requires.
    """
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    if script_url is not None:
        parts = urlsplit(script_url)
        hosts = SCRIPT_SOURCES if parts.netloc == "js.stripe.com" else f"{parts.scheme}://{parts.netloc}"
        # Stripe.js sets the size of its frames by style attributes; the policy lets these load nothing.
        policy += (
            f"; script-src 'nonce-{nonce}' {hosts}; connect-src {CONNECT_SOURCES}; frame-src {FRAME_SOURCES}"
            "; style-src-attr 'unsafe-inline'"
        )
    return {
        **security_headers(),
        "Content-Security-Policy": policy,
        "Referrer-Policy": "strict-origin",
        # Wallets such as Google Pay open pop-up windows that need access to this one.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    }


def _is_safe_link(url: str) -> bool:
    """Whether the page may link to the URL: `http`, `https`, or the private scheme of an app (RFC 8252, section 7.1).

    A private scheme without a dot must be followed by `//`. Schemes that carry a script or a document are refused.
    Which origins are allowed was checked when `returnUrl` was given.
    """
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return False
    if scheme in {"javascript", "data", "vbscript", "blob", "file", "about"}:
        return False
    return scheme in {"http", "https"} or "." in scheme or (scheme != "" and url.startswith(f"{scheme}://"))


def _accepted_language(request: Request) -> str:
    for part in request.headers.get("accept-language", "").split(","):
        code = part.strip()[:2].upper()
        if code in LANGUAGES:
            return code
    return "EN"


@cache
def _template() -> Any:
    environment = Environment(
        loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    # The style sheet is our own file, so it is inserted without escaping.
    environment.globals["style"] = Markup(style().decode())  # noqa: S704
    return environment.get_template("pay.html")
