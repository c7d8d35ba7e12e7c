"""`/pay/<token>`: the page where a payer confirms a charge with Stripe.js. Card data goes from there to Stripe only."""

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

from backend.gateways.payments import GatewayDown, GatewayRefused
from backend.http.texts import LANGUAGES, text
from backend.http.web import security_headers, style

STRIPE_JS = "https://js.stripe.com/v3/"
# Stripe's documentation, "Integration security guide", section "Content security policy": the Payment Element without
# its address search, which would need Google Maps.
CONNECTS = "https://api.stripe.com"
FRAMES = "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com"
SCRIPTS = "https://js.stripe.com https://*.js.stripe.com"
LOCALES = {"EN": "en", "RU": "ru", "KY": "ru"}  # Stripe.js speaks no Kyrgyz
OUTCOMES = {"SUCCEEDED": "pay_confirmed", "FAILED": "pay_failed", "CANCELLED": "pay_cancelled"}

_PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class PageFacts:
    """A payment as its page shows it.

    `client_secret` is what the gateway's `page_secret` gave, `amount` text such as "500.00 KGS", `language` EN, RU or
    KY, `state` PENDING, SUCCEEDED, FAILED or CANCELLED. `return_url`: where the payer goes afterwards.
    """

    client_secret: str
    amount: str
    number: str
    return_url: str | None
    language: str
    state: str


def pay_routes(
    read_token: Callable[[str], dict[str, Any] | None],
    secret_of: Callable[[str], Awaitable[PageFacts | None]],
    publishable_key: str,
    script_url: str = STRIPE_JS,
) -> list[Route]:
    """`read_token` gives what is sealed in the address, `{"payment_id": …}`, or None where it is not ours or too old.

    `secret_of` is asked with the payment's id; None: there is no such payment. It may raise GatewayDown.
    """

    async def show(request: Request) -> Response:
        asked = _asked_language(request)
        said = read_token(request.path_params["token"])
        try:
            facts = await secret_of(said["payment_id"]) if said else None
        except (GatewayDown, GatewayRefused):
            return _page(503, asked, text("pay", asked, number=""), error=text("pay_unavailable", asked))
        if facts is None:
            return _page(404, asked, text("wrong_request", asked), error=text("pay_unknown", asked))
        return _payment(facts, publishable_key, script_url)

    return [Route("/pay/{token}", show)]


def _payment(facts: PageFacts, publishable_key: str, script_url: str) -> Response:
    language = facts.language if facts.language in LANGUAGES else "EN"
    heading = text("pay", language, number=facts.number)
    amount = text("pay_amount", language, amount=facts.amount)
    back = facts.return_url if facts.return_url and _may_be_followed(facts.return_url) else None
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
    """Stripe's hosts only where its script is; our own script and style by the nonce.

    The address holds the token, so other sites are told our origin at most, which Stripe wants to see.
    """
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    if script_url is not None:
        parts = urlsplit(script_url)
        hosts = SCRIPTS if parts.netloc == "js.stripe.com" else f"{parts.scheme}://{parts.netloc}"
        # Stripe.js sizes its frames by style attributes, which can call up nothing here.
        policy += (
            f"; script-src 'nonce-{nonce}' {hosts}; connect-src {CONNECTS}; frame-src {FRAMES}"
            "; style-src-attr 'unsafe-inline'"
        )
    return {
        **security_headers(),
        "Content-Security-Policy": policy,
        "Referrer-Policy": "strict-origin",
        # Wallets open windows of their own, which have to find their way back.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    }


def _may_be_followed(url: str) -> bool:
    """A web page, or an app's own scheme, with or without the dot that RFC 8252 (7.1) wants; never a script or a
    document in itself. Which of them, `returnUrl` was checked against the settings.
    """
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return False
    if scheme in {"javascript", "data", "vbscript", "blob", "file", "about"}:
        return False
    return scheme in {"http", "https"} or "." in scheme or (scheme != "" and url.startswith(f"{scheme}://"))


def _asked_language(request: Request) -> str:
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
    # Our own file, not a value: nothing in it is to be escaped.
    environment.globals["style"] = Markup(style().decode())  # noqa: S704
    return environment.get_template("pay.html")
