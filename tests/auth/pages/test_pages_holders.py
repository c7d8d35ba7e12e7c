"""A subscriber who also gives the document number of the contract's customer becomes the holder."""

import pytest

from backend.http.texts import text
from tests.auth.flows import inside_a_window
from tests.auth.pages.site import Browser, Site, number_of, wrong

pytestmark = pytest.mark.database


def test_a_verified_person_with_the_document_number_becomes_the_holder(site: Site, browser: Browser) -> None:
    assert browser.subscriber(number_of(site), "id 00 00001").status == 303
    [(_, methods, verified_holder)] = site.sessions()
    assert (methods, verified_holder) == (["sms"], True)


def test_without_the_document_number_the_session_is_of_the_line_only(site: Site, browser: Browser) -> None:
    assert browser.subscriber(number_of(site)).status == 303
    assert site.sessions()[0][2] is False


def test_a_wrong_document_number_is_refused_and_the_code_stays_valid(site: Site, browser: Browser) -> None:
    page = browser.number(number_of(site))
    refused = browser.code(page, site.messages.code, "ID0000002")
    assert (refused.status, refused.error) == (401, text("wrong_document", "EN"))
    assert site.sessions() == []
    assert refused.form("/oauth/code").fields["code"] == site.messages.code
    assert browser.code(refused, site.messages.code, "ID0000001").status == 303
    assert site.sessions()[0][2] is True


NOT_A_HOLDER = {
    "a company": "update customer set kind = 'ORGANISATION'",
    "a person who was not verified": "update customer set kyc_status = 'INITIALIZED'",
    "a person whose identity was rejected": "update customer set kyc_status = 'REJECTED'",
    "an expired document": "update identity_document set expires_on = current_date - 1",
    "a replaced document": "update identity_document set replaced_at = now()",
    "no document at all": "update identity_document set customer_id = (select id from customer where number = 'CX3')",
}


@pytest.mark.parametrize("why", NOT_A_HOLDER)
def test_a_subscriber_does_not_become_the_holder_with(site: Site, browser: Browser, why: str) -> None:
    site.sql(NOT_A_HOLDER[why])
    page = browser.number(number_of(site))
    refused = browser.code(page, site.messages.code, "ID0000001")
    assert (refused.status, refused.error) == (401, text("wrong_document", "EN"))
    assert site.sessions() == []
    assert browser.code(page, site.messages.code).status == 303
    assert site.sessions()[0][2] is False


def test_document_numbers_of_a_customer_can_be_tried_five_times_a_day(site: Site, browser: Browser) -> None:
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
    assert browser.get(refused.links[text("begin_again", "EN")]).status == 200, "the link leads to a page"
    second = site.value(
        "select max(p.msisdn) from phone_number p join contract k on k.phone_number_id = p.id "
        "join customer c on c.id = k.customer_id where c.number = 'CD00000001' and p.msisdn <> $1",
        number_of(site),
    )
    other = browser.number(second)
    assert browser.code(other, site.messages.code, "ID0000001").status == 429, (
        "the limit holds for the customer's other number as well"
    )
    assert browser.code(other, site.messages.code).status == 303, "a sign-in without a document number is not limited"
    assert site.sessions()[0][2] is False


def test_tries_without_a_correct_code_do_not_count_as_tries_of_a_document_number(site: Site, browser: Browser) -> None:
    page = browser.number(number_of(site))
    for _ in range(2):
        for _ in range(4):
            assert browser.code(page, wrong(site.messages.code), "ID0000009").error == text("wrong_code", "EN")
        site.sql("delete from failed_attempts")
    assert browser.code(page, site.messages.code, "ID0000001").status == 303
    assert site.sessions()[0][2] is True


def test_a_subscribers_session_ends_with_the_contract(site: Site, browser: Browser) -> None:
    browser.subscriber(number_of(site))
    assert browser.is_in()
    site.sql(
        "with lifted as (update contract_hold set until = now(), lifted_by = 'test' where until is null)"
        " update contract set status = 'CLOSED', closed_at = now()"
    )
    assert not browser.is_in()
