"""The pages of the checkout in a browser without scripts."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx
import pytest

from backend.gateways.payments import ChargeStatus
from backend.gateways.sandbox.cards import CARDS
from backend.gateways.sandbox.texts import TEXTS
from tests.gateways.conformance import a_charge, in_loop
from tests.gateways.sandbox_driver import SandboxDriver, opened_sandbox

SHOP = "https://shop.test/paid?from=checkout#top"


@dataclass
class Page(HTMLParser):
    """The text, elements, buttons, cards and links of a page."""

    answer: httpx.Response

    def __post_init__(self) -> None:
        super().__init__()
        self.text, self.tags, self.buttons, self.cards, self.links, self.styles = "", [], [], [], [], []
        self.language = ""
        self.feed(self.answer.text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        facts = dict(attributes)
        if tag == "html":
            self.language = facts["lang"]
        elif tag == "button":
            self.buttons.append(facts["value"])
        elif tag == "input" and facts.get("type") == "radio":
            self.cards.append(facts["value"])
        elif tag == "a":
            self.links.append(facts["href"])
        elif tag == "link":
            self.styles.append(facts["href"])
        elif tag == "form":
            assert "action" not in facts  # it is posted to the page's own address, under any prefix

    def handle_data(self, data: str) -> None:
        self.text += data


async def _open(sandbox: SandboxDriver, **more: Any) -> tuple[str, Page]:
    started = await sandbox.gateway.start(a_charge(**{"amount_minor": 123_400, **more}))
    assert started.checkout_url.startswith(sandbox.settings.public_url + "/checkout/")
    return started.reference, Page(await sandbox.payer.get(started.checkout_url))


async def _press(sandbox: SandboxDriver, page: Page, action: str, **fields: str) -> httpx.Response:
    assert action in page.buttons
    return await sandbox.payer.post(page.answer.url, data={"action": action, **fields})


async def _follow(sandbox: SandboxDriver, answer: httpx.Response) -> Page:
    assert answer.status_code == 303, answer.text
    return Page(await sandbox.payer.get(urljoin(str(answer.url), answer.headers["location"])))


async def _status(sandbox: SandboxDriver, reference: str) -> ChargeStatus:
    return (await sandbox.gateway.fetch(reference)).status


@pytest.mark.parametrize("prefix", ["", "/sandbox"])
def test_a_payer_pays_and_sees_a_confirmation(tmp_path: Path, prefix: str):
    @in_loop
    async def scenario() -> None:
        async with opened_sandbox(tmp_path, prefix) as sandbox:
            reference, page = await _open(sandbox, number="P000000042")
            assert page.buttons == ["pay", "decline", "cancel"]
            assert page.cards == list(CARDS)
            assert page.cards[0] == "accepted"
            assert "1,234.00\N{NO-BREAK SPACE}KGS" in page.text
            assert "P000000042" in page.text
            style = await sandbox.payer.get(urljoin(str(page.answer.url), page.styles[0]))
            assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
            done = await _follow(sandbox, await _press(sandbox, page, "pay", card="accepted"))
            assert (done.buttons, done.links) == ([], [])
            assert TEXTS["SUCCEEDED"][0] in done.text
            assert await _status(sandbox, reference) is ChargeStatus.SUCCEEDED
            assert await sandbox.deliver() == ["charge.pending", "charge.succeeded"]

    scenario()


@pytest.mark.parametrize(
    ("action", "card", "status", "failure"),
    [
        ("pay", "accepted", ChargeStatus.SUCCEEDED, None),
        ("pay", "lost", ChargeStatus.SUCCEEDED, None),
        ("pay", "declined", ChargeStatus.FAILED, "CARD_DECLINED"),
        ("pay", "insufficient", ChargeStatus.FAILED, "INSUFFICIENT_FUNDS"),
        ("pay", "expired", ChargeStatus.FAILED, "CARD_EXPIRED"),
        ("decline", "accepted", ChargeStatus.FAILED, "CARD_DECLINED"),
        ("cancel", "accepted", ChargeStatus.CANCELLED, None),
    ],
)
def test_the_payer_is_sent_back_with_the_final_status(
    tmp_path: Path, action: str, card: str, status, failure: str | None
):
    @in_loop
    async def scenario() -> None:
        async with opened_sandbox(tmp_path) as sandbox:
            reference, page = await _open(sandbox, return_url=SHOP, payment_id="pay_1&x=2")
            back = await _press(sandbox, page, action, card=card)
            assert back.status_code == 303
            parts = urlsplit(back.headers["location"])
            assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == ("https", "shop.test", "/paid", "top")
            assert parse_qsl(parts.query) == [("from", "checkout"), ("payment_id", "pay_1&x=2")]
            state = await sandbox.gateway.fetch(reference)
            assert (state.status, state.failure_code) == (status, failure)
            again = Page(await sandbox.payer.get(page.answer.url))
            assert again.links == [back.headers["location"]]
            assert TEXTS[status][0] in again.text
            if failure:
                assert TEXTS[failure][0] in again.text
            late = await sandbox.payer.post(page.answer.url, data={"action": "pay", "card": "accepted"})
            assert late.headers["location"] == back.headers["location"]
            assert await _status(sandbox, reference) is status

    scenario()


@pytest.mark.parametrize("prefix", ["", "/sandbox"])
def test_the_right_verification_code_pays(tmp_path: Path, prefix: str):
    @in_loop
    async def scenario() -> None:
        async with opened_sandbox(tmp_path, prefix) as sandbox:
            reference, page = await _open(sandbox)
            step = await _follow(sandbox, await _press(sandbox, page, "pay", card="verify"))
            assert step.answer.url.path == f"{prefix}/checkout/{reference}/verify"
            assert step.buttons == ["verify", "cancel"]
            assert "123456" in step.text
            style = await sandbox.payer.get(urljoin(str(step.answer.url), step.styles[0]))
            assert style.status_code == 200
            assert (await sandbox.payer.get(page.answer.url)).headers["location"] == f"{reference}/verify"
            wrong = await _press(sandbox, step, "verify", code="000000")
            assert wrong.status_code == 422
            assert TEXTS["wrong_code"][0] in Page(wrong).text
            assert await _status(sandbox, reference) is ChargeStatus.PENDING
            done = await _follow(sandbox, await _press(sandbox, step, "verify", code=" 123456 "))
            assert TEXTS["SUCCEEDED"][0] in done.text
            assert await _status(sandbox, reference) is ChargeStatus.SUCCEEDED
            back = await sandbox.payer.get(step.answer.url)
            assert back.headers["location"] == f"../{reference}"

    scenario()


@in_loop
async def test_three_wrong_codes_fail_the_charge(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference, page = await _open(sandbox)
        step = await _follow(sandbox, await _press(sandbox, page, "pay", card="verify"))
        for _ in range(2):
            assert (await _press(sandbox, step, "verify", code="1")).status_code == 422
        done = await _follow(sandbox, await _press(sandbox, step, "verify", code="1"))
        assert TEXTS["AUTHENTICATION_FAILED"][0] in done.text
        assert await _status(sandbox, reference) is ChargeStatus.FAILED
        await _press(sandbox, step, "verify", code="123456")
        assert await _status(sandbox, reference) is ChargeStatus.FAILED


@in_loop
async def test_the_payer_may_cancel_at_the_verification(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference, page = await _open(sandbox)
        step = await _follow(sandbox, await _press(sandbox, page, "pay", card="verify"))
        await _follow(sandbox, await _press(sandbox, step, "cancel"))
        assert await _status(sandbox, reference) is ChargeStatus.CANCELLED


@in_loop
async def test_a_code_without_a_verification_does_not_pay(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference, page = await _open(sandbox)
        await sandbox.payer.post(f"{page.answer.url}/verify", data={"action": "verify", "code": "123456"})
        assert await _status(sandbox, reference) is ChargeStatus.PENDING


@pytest.mark.parametrize(
    ("language", "index", "amount"),
    [("EN", 0, "1,234.00"), ("RU", 1, "1\N{NO-BREAK SPACE}234,00"), ("KY", 2, "1\N{NO-BREAK SPACE}234,00")],
)
@pytest.mark.parametrize("method", ["CARD", "WALLET"])
def test_the_page_is_in_the_language_of_the_charge(tmp_path: Path, language: str, index: int, amount: str, method: str):
    @in_loop
    async def scenario() -> None:
        async with opened_sandbox(tmp_path) as sandbox:
            _, page = await _open(sandbox, language=language, method=method)
            assert page.language == language.lower()
            for key in (method, "sandbox", "cancel", "decline", "card_lost"):
                assert TEXTS[key][index] in page.text
            assert f"{amount}\N{NO-BREAK SPACE}KGS" in page.text
            done = await _follow(sandbox, await _press(sandbox, page, "decline"))
            assert TEXTS["CARD_DECLINED"][index] in done.text

    scenario()


def test_every_text_exists_in_three_languages():
    for key, texts in TEXTS.items():
        assert len(set(texts)) >= (2 if key == "code" else 3), key
        assert len({tuple(re.findall(r"\{\w+\}", each)) for each in texts}) == 1, key


@in_loop
async def test_values_from_outside_are_escaped(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        evil = "<script>alert(1)</script>\"'&"
        _, page = await _open(sandbox, number=evil, return_url="https://shop.test/?a='b&c=1")
        assert "script" not in page.tags
        assert evil in page.text
        done = await _press(sandbox, page, "cancel")
        assert done.headers["location"].startswith("https://shop.test/?a='b&c=1&payment_id=")
        assert Page(await sandbox.payer.get(page.answer.url)).links == [done.headers["location"]]


@pytest.mark.parametrize(
    ("return_url", "target"),
    [(None, ""), (SHOP, " https://shop.test"), ("telecom://paid", " telecom:")],
)
def test_the_policy_loads_nothing_and_allows_forms_to_redirect_only_to_the_shop(
    tmp_path: Path, return_url, target: str
):
    @in_loop
    async def scenario() -> None:
        async with opened_sandbox(tmp_path) as sandbox:
            _, page = await _open(sandbox, return_url=return_url)
            pages = [page.answer, await _press(sandbox, page, "pay", card="verify")]
            pages.append((await _follow(sandbox, pages[1])).answer)
            for answer in pages:
                assert answer.headers["content-security-policy"] == (
                    f"default-src 'none'; style-src 'self'; form-action 'self'{target}; "
                    "frame-ancestors 'none'; base-uri 'none'"
                )
                assert answer.headers["cache-control"] == "no-store"
                assert answer.headers["referrer-policy"] == "no-referrer"
            assert not re.search(r"style=|onclick|<style|javascript:", page.answer.text)

    scenario()


@in_loop
async def test_the_page_has_no_field_for_a_card_number(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        _, page = await _open(sandbox)
        assert set(re.findall(r'<input type="(\w+)"', page.answer.text)) == {"radio"}
        assert TEXTS["sandbox"][0] in page.text


@in_loop
async def test_invalid_forms_change_nothing(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        reference, page = await _open(sandbox)
        for content, kind, status in (
            (b"action=pay&card=odd", "application/x-www-form-urlencoded", 422),
            (b"", "application/x-www-form-urlencoded", 422),
            (b"action=pay&card=accepted", "text/plain", 400),
            (b"action=pay&card=accepted&x=" + b"y" * 5_000, "application/x-www-form-urlencoded", 400),
            (b"action=pay&card=accepted" + b"&a=b" * 20, "application/x-www-form-urlencoded", 400),
            (b"action=pay&card=accepted\xff", "application/x-www-form-urlencoded", 400),
        ):
            answer = await sandbox.payer.post(page.answer.url, content=content, headers={"content-type": kind})
            assert answer.status_code == status
            assert answer.headers["content-type"].startswith("text/html")
            assert await _status(sandbox, reference) is ChargeStatus.PENDING


@in_loop
async def test_an_unknown_payment_is_a_not_found_page(tmp_path: Path):
    async with opened_sandbox(tmp_path) as sandbox:
        for path in ("/checkout/ch_none", "/checkout/ch_none/verify"):
            for language, index in (("ky", 2), ("ru-RU,ru", 1), ("fr", 0)):
                answer = await sandbox.payer.get(path, headers={"accept-language": language})
                assert answer.status_code == 404
                assert TEXTS["not_found"][index] in Page(answer).text
