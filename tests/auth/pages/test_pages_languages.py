"""The language of the pages, and the texts in three languages."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.http.pay import OUTCOMES
from backend.http.texts import LANGUAGES, TEXTS, text
from tests.auth.pages.site import ADMIN, OPERATOR, PASSWORDS, SIGN_IN, Browser, Site, authorize_url, invite, number_of

pytestmark = pytest.mark.database


def test_a_page_is_in_the_most_explicitly_requested_language(site: Site) -> None:
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


def test_a_chosen_language_is_kept(site: Site) -> None:
    browser = site.browser(**{"accept-language": "en"})
    browser.get(SIGN_IN, lang="ky")
    assert browser.get("/oauth/number").language == "ky"
    page = browser.number(number_of(site))
    assert page.heading == text("sign_in", "KY")
    assert site.messages.sent[-1][1] == text("code_message", "KY", code=site.messages.code)


def test_the_language_an_application_requests_is_kept_through_all_steps(site: Site, browser: Browser) -> None:
    going_to = authorize_url(ui_locales="ky")
    refused = browser.password(ADMIN, "wrong", going_to)
    assert (refused.language, refused.error) == ("ky", text("wrong_password", "KY"))
    second = browser.submit(refused, email=ADMIN, password=PASSWORDS[ADMIN])
    assert (second.language, second.heading) == ("ky", text("second_factor", "KY"))
    code = browser.number(number_of(site), going_to)
    assert code.language == "ky"
    assert site.messages.sent[-1][1] == text("code_message", "KY", code=site.messages.code)


@pytest.mark.parametrize("step", ["wrong password", "weak password", "device"])
def test_changing_the_language_keeps_the_state_of_the_step(site: Site, browser: Browser, step: str) -> None:
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


def _used_keys() -> set[str]:
    """The keys of texts that the code of the pages uses, with `*` for a part that is computed."""
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


def test_every_text_that_the_pages_use_exists() -> None:
    asked = _used_keys()
    assert len(asked) > 40, "the parser still finds the uses"
    for key in asked:
        pattern = re.escape(key).replace(r"\*", ".+")
        assert any(re.fullmatch(pattern, known) for known in TEXTS), key


def test_every_text_is_used() -> None:
    patterns = [re.escape(key).replace(r"\*", ".+") for key in _used_keys()]
    assert [key for key in TEXTS if not any(re.fullmatch(pattern, key) for pattern in patterns)] == []


def test_every_text_has_the_same_placeholders_in_three_different_languages() -> None:
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
