"""Automatic persisted queries by POST and by GET, in the protocol of Apollo's clients."""

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


def error_of(answer: Any) -> tuple[int, str, str]:
    error = answer.json()["errors"][0]
    return answer.status_code, error["extensions"]["code"], error["message"]


NOT_FOUND = (400, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
NOT_SUPPORTED = (400, "PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")


def test_a_document_is_stored_when_its_hash_is_first_sent_with_its_text(reading_client: Client) -> None:
    text = "query Once { viewer { role } }"
    assert error_of(post(reading_client, **persisted(text))) == NOT_FOUND
    role = {"data": {"viewer": {"role": "OPERATOR"}}}
    assert post(reading_client, query=text, **persisted(text)).json() == role
    assert post(reading_client, **persisted(text)).json() == role
    assert post(reading_client, query="", **persisted(text)).json() == role


def test_automatic_documents_work_by_get(reading_client: Client) -> None:
    def get(**given: str) -> Any:
        headers = {"accept": "application/graphql-response+json"}
        return reading_client.run(reading_client.http.get("/graphql", params=given, headers=headers))

    text = "query ByGet { viewer { language } }"
    extensions = json.dumps(persisted(text)["extensions"])
    assert error_of(get(extensions=extensions)) == NOT_FOUND
    assert get(extensions=extensions, query=text).json()["data"]["viewer"]
    assert get(extensions=extensions).json()["data"]["viewer"]


def test_a_document_with_a_wrong_hash_or_an_invalid_document_is_not_stored(reading_client: Client) -> None:
    wrong = post(reading_client, query="{ viewer { role } }", **persisted("{ viewer { language } }"))
    assert error_of(wrong) == (400, "PERSISTED_QUERY_HASH_MISMATCH", "provided sha does not match query")
    invalid = "query Invalid { nothing }"
    answer = post(reading_client, query=invalid, **persisted(invalid))
    assert error_of(answer)[1] == "GRAPHQL_VALIDATION_FAILED"
    assert error_of(post(reading_client, **persisted(invalid))) == NOT_FOUND


@pytest.mark.parametrize(
    "malformed", [{"version": 2}, {"version": "1"}, {"sha256Hash": 7}, {"sha256Hash": "abc"}, {"sha256Hash": None}]
)
def test_a_malformed_hash_or_another_version_is_refused(reading_client: Client, malformed: dict[str, Any]) -> None:
    text = "query Broken { viewer { role } }"
    assert error_of(post(reading_client, query=text, **persisted(text, **malformed)))[:2] == (400, "BAD_REQUEST")


def test_automatic_documents_are_not_supported_where_only_released_documents_run(
    client: Client, database_url: str, settings: Settings
) -> None:
    trusting = settings.model_copy(update={"subscribers_trusted_only": True})
    phone = Client(database_url, trusting, viewer=viewer_of(Role.LINE, client), beside=client)
    text = "query Free { viewer { role } }"
    try:
        assert error_of(post(phone, **persisted(text))) == NOT_SUPPORTED
        assert error_of(post(phone, query=text, **persisted(text))) == NOT_SUPPORTED
        me = DOCUMENTS[ME]
        assert post(phone, **persisted(me)).json()["data"]["viewer"]["role"] == "SUBSCRIBER"
        assert post(phone, query=me, **persisted(me)).json()["data"]["viewer"]["role"] == "SUBSCRIBER"
    finally:
        phone.close()


def test_the_least_recently_used_documents_are_dropped_at_the_limits() -> None:
    kept = AutomaticDocuments(max_documents=3, max_bytes=10)
    for text in ("aaa", "bbb", "ccc"):
        kept.store(hashed(text), text)
    assert kept.text(hashed("aaa")) == "aaa"  # reading it makes it the most recently used
    kept.store(hashed("ddd"), "ddd")
    assert [kept.text(hashed(text)) for text in ("aaa", "bbb", "ccc", "ddd")] == ["aaa", None, "ccc", "ddd"]
    kept.store(hashed("яяяя"), "яяяя")  # eight bytes
    assert [kept.text(hashed(text)) for text in ("aaa", "ccc", "ddd", "яяяя")] == [None, None, None, "яяяя"]
    kept.store(hashed("e" * 11), "e" * 11)
    assert kept.text(hashed("e" * 11)) is None
