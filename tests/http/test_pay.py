"""The page where a payer confirms a charge: content, content security policy, and its script in a real browser."""

import asyncio
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from backend.gateways.payments import GatewayDown
from backend.http.pay import STRIPE_JS, PageFacts, pay_routes
from backend.http.texts import text
from tests.auth.test_browser import chromium
from tests.servers import free_port

KEY = "pk_test_1"
WAITING = PageFacts("pi_1_secret_2", "500.00 KGS", "P00000042", None, "EN", "PENDING")


class Seen(HTMLParser):
    """The elements of a page with their attributes, and its text outside of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in {"script", "style"}:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def named(self, name: str) -> dict[str, str | None]:
        (found,) = [attributes for _, attributes in self.elements if attributes.get("id") == name]
        return found


def application(facts: PageFacts | None, script_url: str = STRIPE_JS, more: tuple[Route, ...] = ()) -> Starlette:
    async def facts_of(payment_id: str) -> PageFacts | None:
        if payment_id == "down":
            raise GatewayDown
        return facts if payment_id == "1" else None

    def read_token(token: str) -> dict[str, Any] | None:
        tokens = {"good": "1", "gone": "2", "down": "down"}
        return {"payment_id": tokens[token]} if token in tokens else None

    return Starlette(routes=[*pay_routes(read_token, facts_of, KEY, script_url), *more])


def get(facts: PageFacts | None, token: str = "good", script_url: str = STRIPE_JS, **headers: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(application(facts, script_url))
        async with httpx.AsyncClient(transport=transport, base_url="http://crm.example", headers=headers) as browser:
            return await browser.get(f"/pay/{token}")

    return asyncio.run(ask())


def policy(response: httpx.Response) -> dict[str, list[str]]:
    parts = [part.split() for part in response.headers["content-security-policy"].split(";")]
    assert len({part[0] for part in parts}) == len(parts)
    return {part[0]: part[1:] for part in parts}


@pytest.mark.parametrize("language", ["EN", "RU", "KY"])
def test_a_pending_payment_shows_the_form_of_stripe(language: str) -> None:
    response = get(replace(WAITING, language=language))
    seen = Seen(response.text)
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert seen.all("html") == [{"lang": language.lower()}]
    assert text("pay", language, number="P00000042") in seen.text
    assert text("pay_now", language, amount="500.00 KGS") in seen.text
    box = seen.named("pay")
    assert (box["data-key"], box["data-secret"]) == (KEY, "pi_1_secret_2")
    assert box["data-confirmed"] == text("pay_confirmed", language)
    assert box["data-locale"] == {"EN": "en", "RU": "ru", "KY": "ru"}[language]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in seen.all("meta")
    assert "prefers-color-scheme: dark" in response.text
    # Card data is entered into Stripe's frame: the page has no field and no form of its own.
    assert [*seen.all("input"), *seen.all("form"), *seen.all("link")] == []


def test_scripts_are_loaded_from_stripe_or_have_the_nonce() -> None:
    response, other = get(WAITING), get(WAITING)
    rules = policy(response)
    nonce = re.fullmatch(r"'nonce-([\w-]{20,})'", rules["script-src"][0])
    assert nonce is not None
    assert nonce[1] not in other.text
    assert rules == {
        "default-src": ["'none'"],
        "script-src": [nonce[0], "https://js.stripe.com", "https://*.js.stripe.com"],
        "connect-src": ["https://api.stripe.com"],
        "frame-src": ["https://js.stripe.com", "https://*.js.stripe.com", "https://hooks.stripe.com"],
        "style-src": [nonce[0]],
        "style-src-attr": ["'unsafe-inline'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    scripts = Seen(response.text).all("script")
    assert scripts == [{"nonce": nonce[1], "src": STRIPE_JS}, {"nonce": nonce[1]}]
    assert Seen(response.text).all("style") == [{"nonce": nonce[1]}]
    assert response.headers["referrer-policy"] == "strict-origin"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("state", "key", "role"),
    [
        ("SUCCEEDED", "pay_confirmed", "status"),
        ("FAILED", "pay_failed", "alert"),
        ("CANCELLED", "pay_cancelled", "alert"),
    ],
)
def test_a_finished_payment_is_shown_without_stripe(state: str, key: str, role: str) -> None:
    response = get(replace(WAITING, state=state, return_url="https://shop.example/done"))
    seen = Seen(response.text)
    assert text(key, "EN") in seen.text
    assert [each["role"] for each in seen.all("p") if "role" in each] == [role]
    assert seen.all("script") == []
    assert "stripe" not in response.text.lower()
    assert "pi_1" not in response.text
    assert "script-src" not in policy(response)
    assert seen.all("a") == [{"href": "https://shop.example/done"}]


@pytest.mark.parametrize(("token", "language"), [("forged", "EN"), ("gone", "RU"), ("good", "KY")])
def test_an_invalid_link_is_not_found(token: str, language: str) -> None:
    response = get(None, token, **{"Accept-Language": f"xx, {language.lower()};q=0.5"})
    assert response.status_code == 404
    assert text("pay_unknown", language) in Seen(response.text).text
    assert Seen(response.text).all("script") == []


def test_an_unavailable_gateway_is_an_error_page() -> None:
    response = get(WAITING, "down")
    assert (response.status_code, text("pay_unavailable", "EN") in Seen(response.text).text) == (503, True)


def test_values_are_escaped() -> None:
    evil = '"><script>alert(1)</script>'
    response = get(
        replace(WAITING, client_secret=evil, amount=evil, number=evil, return_url=f"https://a.example/{evil}")
    )
    seen = Seen(response.text)
    assert "<script>alert" not in response.text
    assert len(seen.all("script")) == 2
    assert seen.named("pay")["data-secret"] == evil
    assert seen.named("pay")["data-return"] == f"https://a.example/{evil}"


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://shop.example/", True),
        ("com.example.app:/paid", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_the_payer_is_sent_only_to_a_safe_return_url(url: str, followed: bool) -> None:  # noqa: FBT001
    for state in ("PENDING", "SUCCEEDED"):
        seen = Seen(get(replace(WAITING, return_url=url, state=state)).text)
        assert [each["href"] for each in seen.all("a")] == ([url] if followed else [])
    assert Seen(get(replace(WAITING, return_url=url)).text).named("pay")["data-return"] == (url if followed else "")


def test_the_policy_follows_the_address_of_the_script() -> None:
    rules = policy(get(WAITING, script_url="https://js.stripe.com/endive/stripe.js"))
    assert rules["script-src"][1:] == ["https://js.stripe.com", "https://*.js.stripe.com"]
    assert policy(get(WAITING, script_url="http://127.0.0.1:9/x.js"))["script-src"][1:] == ["http://127.0.0.1:9"]


# A replacement of Stripe.js, with a payer who presses the button as soon as it is enabled.
SCRIPT = """
addEventListener('securitypolicyviolation', (event) => document.body.append(`VIOLATION ${event.violatedDirective}`));
window.Stripe = (key) => {
  const made = { key };
  return {
    elements: (options) => Object.assign(made, { options, create: (kind) => {
      const told = {};
      return { on: (name, tell) => { told[name] = tell; }, mount: (where) => {
        document.querySelector(where).textContent = [key, kind, options.clientSecret, options.locale].join(' ');
        document.querySelector(where).setAttribute('style', 'height: 1px');
        told.ready();
        setTimeout(() => document.getElementById('confirm').click());
      } };
    } }),
    confirmPayment: async ({ elements, confirmParams, redirect }) => {
      document.body.append(`ASKED ${elements === made} ${confirmParams.return_url === location.href} ${redirect}`);
      OUTCOME
    },
  };
};
"""
OUTCOMES = {
    "paid": "return { paymentIntent: { status: 'succeeded' } };",
    "processing": "return { paymentIntent: { status: 'processing' } };",
    "declined": "return { error: { message: 'Your card was declined.' } };",
    "thrown": "throw new Error('no network');",
}


@contextmanager
def served(facts: PageFacts, outcome: str) -> Iterator[str]:
    async def script(_: Request) -> Response:
        if outcome not in OUTCOMES:
            return Response(status_code=404)
        return Response(SCRIPT.replace("OUTCOME", OUTCOMES[outcome]), media_type="text/javascript")

    async def back(_: Request) -> Response:
        return HTMLResponse("<!doctype html><title>The shop</title><p>You are back.")

    port = free_port()
    url = f"http://127.0.0.1:{port}"
    facts = replace(facts, return_url=facts.return_url and url + facts.return_url)
    app = application(facts, f"{url}/stripe.js", (Route("/stripe.js", script), Route("/back", back)))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="critical", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"{url}/pay/good"
    finally:
        server.should_exit = True
        thread.join(20)


def shown(url: str, folder: Path) -> Seen:
    """The page after five virtual seconds in a browser (`--virtual-time-budget`)."""
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--virtual-time-budget=5000"]
    command = [chromium(), *options, f"--user-data-dir={folder}", "--dump-dom", url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return Seen(done.stdout)


@pytest.mark.parametrize(
    ("outcome", "said", "where"),
    [
        ("paid", "pay_confirmed", "done"),
        ("processing", "pay_processing", "done"),
        ("declined", None, "error"),
        ("thrown", "pay_try_again", "error"),
        ("missing", "pay_not_loaded", "error"),
    ],
)
def test_the_page_shows_the_outcome_in_a_browser(tmp_path: Path, outcome: str, said: str | None, where: str) -> None:
    with served(replace(WAITING, language="RU"), outcome) as url:
        seen = shown(url, tmp_path)
    expected = text(said, "RU") if said else "Your card was declined."
    assert seen.text.count(expected) == 1
    assert {name: "hidden" in seen.named(name) for name in ("done", "error")} == {
        "done": where != "done",
        "error": where != "error",
    }
    assert "VIOLATION" not in seen.text
    assert ("ASKED true true if_required" in seen.text) is (outcome != "missing")
    assert (f"{KEY} payment pi_1_secret_2 ru" in seen.text) is (outcome != "missing")
    # The form stays visible after an outcome that allows another try.
    assert ("hidden" in seen.named("pay")) is (outcome not in {"declined", "thrown"})
    assert ("disabled" in seen.named("confirm")) is (outcome not in {"declined", "thrown"})


def test_a_payer_is_sent_back_after_payment(tmp_path: Path) -> None:
    with served(replace(WAITING, return_url="/back"), "paid") as url:
        assert "You are back." in shown(url, tmp_path).text
