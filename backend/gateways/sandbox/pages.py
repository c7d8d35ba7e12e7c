"""Rendering of the checkout pages: one template, one stylesheet, no script."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.responses import RedirectResponse, Response

from backend.gateways.sandbox.cards import CARDS
from backend.gateways.sandbox.charges import Charge
from backend.gateways.sandbox.texts import text
from backend.money import amount_of

_PAGES = Path(__file__).parent / "pages"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("page.html")


@cache
def style() -> bytes:
    return (_PAGES / "style.css").read_bytes()


def headers(return_url: str | None = None) -> dict[str, str]:
    """Security headers: no scripts, no frames, nothing from other origins; forms may lead to this origin and the shop.

    Chromium applies `form-action` also to the target of a redirect after a form is submitted.
    """
    target = ""
    if return_url:
        parts = urlsplit(return_url)
        target = f" {parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} else f" {parts.scheme}:"
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'self'; form-action 'self'{target}; "
        "frame-ancestors 'none'; base-uri 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",  # the URL of a page gives access to its charge
        "Cache-Control": "no-store",
    }


def open_page(charge: Charge, error: str | None = None, status: int = 200) -> Response:
    """The page with the choice of a card."""
    amount, language = written_amount(charge), charge.language
    return _page(
        charge,
        text(charge.method, language),
        status,
        error=error,
        facts=[(text("amount", language), amount), (text("number", language), charge.number)],
        legend=text("cards_WALLET" if charge.method == "WALLET" else "cards", language),
        cards=[(name, text(f"card_{name}", language)) for name in CARDS],
        buttons=[
            ("pay", text("pay", language, amount=amount)),
            ("decline", text("decline", language)),
            ("cancel", text("cancel", language)),
        ],
    )


def verify_page(charge: Charge, error: str | None = None, status: int = 200) -> Response:
    """The page of 3-D Secure."""
    amount, language = written_amount(charge), charge.language
    return _page(
        charge,
        text("verify", language),
        status,
        root="../",
        error=error,
        lines=[text("verify_intro", language)],
        facts=[(text("amount", language), amount), (text("number", language), charge.number)],
        code=text("code", language),
        buttons=[("verify", text("confirm", language)), ("cancel", text("cancel", language))],
    )


def done_page(charge: Charge) -> Response:
    """The page with the outcome of a charge."""
    language = charge.language
    lines = [text(charge.failure_code, language)] if charge.failure_code else []
    if charge.return_url is None:
        lines.append(text("close", language))
    return _page(
        charge,
        text(charge.status, language),
        200,
        lines=lines,
        facts=[(text("amount", language), written_amount(charge)), (text("number", language), charge.number)],
        link=(return_address(charge), text("back", language)) if charge.return_url else None,
    )


def plain_page(heading: str, language: str, status: int, root: str = "") -> Response:
    """A page with a message only."""
    return _rendered(heading, language, status, None, root=root)


def return_address(charge: Charge) -> str:
    """The shop's URL with the parameter `payment_id` before its fragment."""
    base, mark, fragment = (charge.return_url or "").partition("#")
    joint = "&" if "?" in base else "?"
    return f"{base}{joint}payment_id={quote(charge.payment_id, safe='')}{mark}{fragment}"


def redirect(url: str, charge: Charge) -> Response:
    return RedirectResponse(url, 303, headers(charge.return_url))


def written_amount(charge: Charge) -> str:
    """The amount as text: 1,234.50 KGS in English, 1 234,50 KGS in other languages, with no-break spaces."""
    amount: Decimal = amount_of(charge.amount_minor, charge.currency)
    written = f"{amount:,f}"
    if charge.language != "EN":
        written = written.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return f"{written}\N{NO-BREAK SPACE}{charge.currency}"


def _page(charge: Charge, heading: str, status: int, **more: Any) -> Response:
    return _rendered(heading, charge.language, status, charge.return_url, **more)


def _rendered(heading: str, language: str, status: int, return_url: str | None, **more: Any) -> Response:
    values: dict[str, Any] = {
        "root": "", "error": None, "lines": (), "facts": (), "cards": (), "legend": "", "code": None, "buttons": (),
        "link": None, **more,
    }  # fmt: skip
    html = _template().render(heading=heading, language=language, notice=text("sandbox", language), **values)
    return Response(html, status, headers(return_url), media_type="text/html")
