"""Subscribers sign in with a code sent to their number."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from backend.http.texts import text
from tests.auth.pages.site import Browser, Page, Site, authorize_url, number_of, wrong

pytestmark = pytest.mark.database


def test_a_code_sent_to_a_number_in_service_signs_in_as_its_line(site: Site, browser: Browser) -> None:
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


def test_a_code_is_stored_as_a_keyed_hash(site: Site, browser: Browser) -> None:
    browser.number(number_of(site))
    code = site.messages.code.encode()
    [row] = site.sql("select id, code_hash from one_time_code")
    guesses = {code, hashlib.sha256(code).digest(), hashlib.sha256(f"{row['id']} {code.decode()}".encode()).digest()}
    assert row["code_hash"] not in guesses, "an unkeyed hash of one in a million codes is found by trying"
    assert len(row["code_hash"]) == 32


@pytest.mark.parametrize("status", ["free", "DRAFT", "ACCEPTED", "CLOSED", "CANCELLED"])
def test_a_number_without_a_live_contract_gets_no_code_and_the_same_page(
    site: Site, browser: Browser, status: str
) -> None:
    served, other = number_of(site), "+996700111222" if status == "free" else number_of(site, "CD00000002")
    if status != "free":
        site.sql(
            "with lifted as (update contract_hold set until = now(), lifted_by = 'test' where until is null"
            " and contract_id in (select k.id from contract k join phone_number n on n.id = k.phone_number_id where n.msisdn = $1))"
            " update contract set status = $2, closed_at = case $2 when 'CLOSED' then now() end where phone_number_id = (select id from phone_number where msisdn = $1)",
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


def test_a_code_is_valid_for_its_number_only(site: Site, browser: Browser) -> None:
    browser.number(number_of(site, "CD00000002"))
    page = browser.number(number_of(site))
    stranger = browser.submit(page, "/oauth/code", number=number_of(site, "CD00000002"), code=site.messages.code)
    assert stranger.status == 401
    assert site.sessions() == []


@pytest.mark.parametrize(("tries", "status"), [(4, 303), (5, 429)])
def test_after_five_wrong_codes_the_network_has_to_wait(site: Site, browser: Browser, tries: int, status: int) -> None:
    page = browser.number(number_of(site))
    for _ in range(tries):
        refused = browser.code(page, wrong(site.messages.code))
        assert (refused.status, refused.error) == (401, text("wrong_code", "EN"))
    assert browser.code(page, site.messages.code).status == status
    assert len(site.sessions()) == (status == 303)


def test_a_code_is_valid_for_five_minutes(site: Site, browser: Browser) -> None:
    before = datetime.now(UTC)
    page = browser.number(number_of(site))
    assert before <= site.value("select expires_at from one_time_code") - timedelta(minutes=5) <= datetime.now(UTC)
    site.sql("update one_time_code set expires_at = now() - interval '1 second'")
    assert browser.code(page, site.messages.code).status == 401
    assert site.sessions() == []


def test_a_new_code_invalidates_the_previous_one(site: Site, browser: Browser) -> None:
    page = browser.number(number_of(site))
    older = site.messages.code
    page = browser.submit(page, "/oauth/number")
    newer = site.messages.code
    if older != newer:  # one in a million
        assert browser.code(page, older).status == 401
    assert browser.code(page, newer).status == 303


def test_a_known_or_unknown_number_can_request_three_codes_in_succession(site: Site, browser: Browser) -> None:
    for number, sent in ((number_of(site), 3), ("+996700111222", 3)):
        page = browser.number(number)
        pages = [page, browser.submit(page, "/oauth/number"), browser.submit(page, "/oauth/number")]
        assert [each.status for each in pages] == [200] * 3
        refused = browser.submit(page, "/oauth/number")
        assert refused.status == 429
        wait = int(refused.response.headers["retry-after"])
        assert 0 < wait <= 60
        assert text("code_waits", "EN", number=number, minutes=1) in refused.lines
        assert len(site.messages.sent) == sent
    assert browser.number(number_of(site, "CD00000002")).status == 200


@pytest.mark.parametrize(
    "write", ["0{0}", "{0}", "0{1} {2}-{3}", "+996 {0}", "996{0}", "(0{1}) {2} {3}", " +996-{1}-{2}-{3} "]
)
def test_a_number_may_be_written_in_any_usual_form(site: Site, browser: Browser, write: str) -> None:
    number = number_of(site)
    short = number.removeprefix("+996")
    written = write.format(short, short[:3], short[3:6], short[6:])
    assert browser.subscriber(written).status == 303
    assert [to for to, _ in site.messages.sent] == [number]


@pytest.mark.parametrize("nonsense", ["", "hello", "12", "+", "+996", "0" * 30, "<b>1</b>"])
def test_an_invalid_number_is_refused(site: Site, browser: Browser, nonsense: str) -> None:
    page = browser.number(nonsense)
    assert (page.status, page.error) == (400, text("wrong_number", "EN"))
    assert page.forms[0].fields["number"] == nonsense
    assert site.value("select count(*) from one_time_code") == 0


def test_without_a_message_gateway_every_number_gets_the_same_error_and_no_code(site: Site, browser: Browser) -> None:
    site.messages.connected = False
    for number in (number_of(site), "+996700111222"):
        page = browser.number(number)
        assert (page.status, page.error) == (503, text("cannot_send", "EN"))
    assert site.value("select count(*) from one_time_code") == 0


def test_a_failed_message_does_not_reveal_that_the_number_is_known(site: Site, browser: Browser) -> None:
    site.messages.down = True
    known, unknown = number_of(site), "+996700111222"
    pages = [browser.number(known), browser.number(unknown)]
    assert [page.status for page in pages] == [200, 200]
    assert pages[0].html.replace(known, "…") == pages[1].html.replace(unknown, "…")


def test_the_page_does_not_wait_for_the_message_gateway(site: Site, browser: Browser) -> None:
    started, released, handed_over = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def slowly(*_: object) -> None:
        started.set()
        await released.wait()
        handed_over.set()

    site.messages.send_text = slowly  # type: ignore[method-assign]
    try:
        assert browser.number(number_of(site)).status == 200
        site.run(asyncio.wait_for(started.wait(), 5))
        assert not handed_over.is_set()
        released.set()
        site.run(asyncio.wait_for(handed_over.wait(), 5))
    finally:
        del site.messages.send_text


def test_a_wrong_number_can_be_corrected_without_losing_the_application(browser: Browser) -> None:
    page = browser.number("+996700111222", authorize_url())
    again = browser.get(page.links[text("other_number", "EN")])
    assert again.forms[0].fields["next"] == authorize_url()
    assert again.heading == text("sign_in_to", "EN", client="Operator desk")
