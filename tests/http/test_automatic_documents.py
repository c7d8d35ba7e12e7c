"""Automatic persisted queries, as Apollo's clients use them, by POST and by GET."""

import hashlib
import json
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.planner.persisted import AutomaticDocuments
from backend.settings import Settings
from tests.client import Client
from tests.http.test_released_documents import DOCUMENTS, ME, post
from tests.viewers import viewer_of

pytestmark = pytest.mark.database


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def persisted(text: str, **more: Any) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": hashed(text), **more}}}


def told(answer: Any) -> tuple[int, str, str]:
    error = answer.json()["errors"][0]
    return answer.status_code, error["extensions"]["code"], error["message"]


NOT_FOUND = (400, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
NOT_SUPPORTED = (400, "PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")


def test_an_unknown_hash_is_asked_for_its_text_once(reading_client: Client) -> None:
    text = "query Once { viewer { role } }"
    assert told(post(reading_client, **persisted(text))) == NOT_FOUND
    role = {"data": {"viewer": {"role": "OPERATOR"}}}
    assert post(reading_client, query=text, **persisted(text)).json() == role
    assert post(reading_client, **persisted(text)).json() == role
    assert post(reading_client, query="", **persisted(text)).json() == role


def test_by_get_it_is_the_same(reading_client: Client) -> None:
    def get(**given: str) -> Any:
        headers = {"accept": "application/graphql-response+json"}
        return reading_client.run(reading_client.http.get("/graphql", params=given, headers=headers))

    text = "query ByGet { viewer { language } }"
    extensions = json.dumps(persisted(text)["extensions"])
    assert told(get(extensions=extensions)) == NOT_FOUND
    assert get(extensions=extensions, query=text).json()["data"]["viewer"]
    assert get(extensions=extensions).json()["data"]["viewer"]


def test_a_text_must_have_its_hash_and_be_valid_to_be_remembered(reading_client: Client) -> None:
    wrong = post(reading_client, query="{ viewer { role } }", **persisted("{ viewer { language } }"))
    assert told(wrong) == (400, "PERSISTED_QUERY_HASH_MISMATCH", "provided sha does not match query")
    invalid = "query Invalid { nothing }"
    answer = post(reading_client, query=invalid, **persisted(invalid))
    assert told(answer)[1] == "GRAPHQL_VALIDATION_FAILED"
    assert told(post(reading_client, **persisted(invalid))) == NOT_FOUND


@pytest.mark.parametrize(
    "broken", [{"version": 2}, {"version": "1"}, {"sha256Hash": 7}, {"sha256Hash": "abc"}, {"sha256Hash": None}]
)
def test_what_is_no_hash_of_version_one_is_refused(reading_client: Client, broken: dict[str, Any]) -> None:
    text = "query Broken { viewer { role } }"
    assert told(post(reading_client, query=text, **persisted(text, **broken)))[:2] == (400, "BAD_REQUEST")


def test_where_only_released_documents_run_no_other_is_asked_for(
    client: Client, database_url: str, settings: Settings
) -> None:
    trusting = settings.model_copy(update={"subscribers_trusted_only": True})
    phone = Client(database_url, trusting, viewer=viewer_of(Role.LINE, client), beside=client)
    text = "query Free { viewer { role } }"
    try:
        assert told(post(phone, **persisted(text))) == NOT_SUPPORTED
        assert told(post(phone, query=text, **persisted(text))) == NOT_SUPPORTED
        me = DOCUMENTS[ME]
        assert post(phone, **persisted(me)).json()["data"]["viewer"]["role"] == "SUBSCRIBER"
        assert post(phone, query=me, **persisted(me)).json()["data"]["viewer"]["role"] == "SUBSCRIBER"
    finally:
        phone.close()


def test_nobody_fills_the_memory() -> None:
    kept = AutomaticDocuments(most=3, most_bytes=10)
    for text in ("aaa", "bbb", "ccc"):
        kept.remember(hashed(text), text)
    assert kept.text(hashed("aaa")) == "aaa"  # used: the next that goes is another
    kept.remember(hashed("ddd"), "ddd")
    assert [kept.text(hashed(text)) for text in ("aaa", "bbb", "ccc", "ddd")] == ["aaa", None, "ccc", "ddd"]
    kept.remember(hashed("яяяя"), "яяяя")  # eight bytes
    assert [kept.text(hashed(text)) for text in ("aaa", "ccc", "ddd", "яяяя")] == [None, None, None, "яяяя"]
    kept.remember(hashed("e" * 11), "e" * 11)
    assert kept.text(hashed("e" * 11)) is None
