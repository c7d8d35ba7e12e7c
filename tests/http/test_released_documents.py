"""Released documents of front ends: requested by id, cached by clients, and the only ones where so configured."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.errors import StartupError
from backend.planner.persisted import PersistedDocuments
from backend.settings import Settings
from tests.client import Client
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
CONTRACT = Path(__file__).parents[2] / "frontend-contract"
DOCUMENTS: dict[str, str] = json.loads((CONTRACT / "persisted-documents.json").read_text())
OPERATIONS = {path.stem for path in (CONTRACT / "operations").rglob("*.graphql")}
ME = next(key for key, text in DOCUMENTS.items() if text.startswith("query Me "))
SUSPEND = next(key for key, text in DOCUMENTS.items() if text.startswith("mutation SuspendContract"))


def post(client: Client, **body: Any) -> Any:
    headers = {"accept": "application/graphql-response+json"}
    return client.run(client.http.post("/graphql", json=body, headers=headers))


@pytest.mark.parametrize(
    "body",
    [
        {"documentId": ME},
        {"documentId": f"sha256:{ME}"},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": ME}}},
        {"query": DOCUMENTS[ME], "extensions": {"persistedQuery": {"version": 1, "sha256Hash": ME}}},
    ],
    ids=["documentId", "with prefix", "persistedQuery", "both"],
)
def test_an_id_runs_its_document(reading_client: Client, body: dict[str, Any]) -> None:
    answer = post(reading_client, **body)
    assert answer.status_code == 200
    assert answer.json()["data"]["viewer"]["role"] == "OPERATOR"


def test_an_unknown_id_and_an_id_with_another_text_are_refused(reading_client: Client) -> None:
    unknown = post(reading_client, documentId="0" * 64)
    assert (unknown.status_code, unknown.json()["errors"][0]["extensions"]["code"]) == (
        400,
        "PERSISTED_QUERY_NOT_FOUND",
    )
    assert unknown.json()["errors"][0]["message"] == "PersistedQueryNotFound"
    wrong = post(reading_client, query="{ __typename }", documentId=ME)
    assert (wrong.status_code, wrong.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_USER_INPUT")
    assert post(reading_client, documentId=7).status_code == 400


def test_every_released_document_is_within_the_limits(reading_client: Client) -> None:
    get = reading_client.app.graphql._engine._planner.documents.get  # noqa: SLF001
    assert {operation.name for text in DOCUMENTS.values() for operation in [get(text).operation(None)]} >= OPERATIONS


def test_a_get_by_id_is_revalidated_by_its_entity_tag(client: Client) -> None:
    def get(**headers: str) -> Any:
        return client.run(client.http.get("/graphql", params={"documentId": ME}, headers=headers))

    first = get()
    assert first.status_code == 200
    assert first.headers["cache-control"] == "private, no-cache"
    assert "authorization" in first.headers["vary"]
    again = get(**{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(**{"if-none-match": f"W/{first.headers['etag']}"}).status_code == 304
    client.sql(
        "update customer set name = 'Другое Имя' where id = (select id from customer order by created_at desc, id desc limit 1)"
    )
    changed = get(**{"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_a_mutation_by_id_is_refused_by_get(reading_client: Client) -> None:
    answer = reading_client.run(reading_client.http.get("/graphql", params={"documentId": SUSPEND}))
    assert answer.status_code == 405


@pytest.mark.parametrize("role", [Role.LINE, Role.HOLDER])
def test_a_subscriber_runs_released_documents_only_where_so_configured(
    client: Client, database_url: str, settings: Settings, role: Role
) -> None:
    trusted_only = settings.model_copy(update={"subscribers_trusted_only": True})
    phone = Client(database_url, trusted_only, viewer=viewer_of(role, client), beside=client)
    desk = Client(database_url, trusted_only, viewer=viewer_of(Role.ANALYST, client), beside=client)
    try:
        refused = post(phone, query="{ viewer { role } }")
        assert refused.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        assert post(phone, documentId=ME).json()["data"]["viewer"]["role"] == "SUBSCRIBER"
        assert post(phone, query=DOCUMENTS[ME]).json()["data"]["viewer"]["role"] == "SUBSCRIBER"
        assert post(desk, query="{ viewer { role } }").json()["data"] == {"viewer": {"role": "ANALYST"}}
    finally:
        phone.close()
        desk.close()


def test_ids_are_the_hashes_of_their_documents() -> None:
    assert all(hashlib.sha256(text.encode()).hexdigest() == key for key, text in DOCUMENTS.items())


def test_a_document_under_a_wrong_hash_is_not_loaded(tmp_path: Path) -> None:
    released = tmp_path / "documents.json"
    released.write_text(json.dumps({**DOCUMENTS, "0" * 64: "{ __typename }"}))
    with pytest.raises(StartupError, match="0000 is not the SHA-256"):
        PersistedDocuments.load(released)
    released.write_text(json.dumps(DOCUMENTS))
    assert PersistedDocuments.load(released).text(ME) == DOCUMENTS[ME]


def _clone(tmp_path: Path) -> Path:
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", CONTRACT.parent, root], check=True)
    return root


def _check(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "import sys; sys.path[:0] = ['.', 'frontend-contract']; sys.argv = ['contract.py', '--check']; import runpy; runpy.run_path('frontend-contract/contract.py', run_name='__main__')"]  # fmt: skip
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, env={"PATH": "/nowhere:/usr/bin-not"}, check=False
    )


def test_the_contract_check_fails_when_a_released_document_is_missing(tmp_path: Path) -> None:
    if not (CONTRACT.parent / ".git").exists():
        pytest.skip("not a repository")
    released = json.loads((CONTRACT / "released.json").read_text())
    assert set(released) <= set(DOCUMENTS)
    assert released
    root = _clone(tmp_path)
    folder = root / "frontend-contract"
    (folder / "persisted-documents.json").write_text(
        json.dumps({k: v for k, v in DOCUMENTS.items() if k != released[0]})
    )
    failed = _check(root)
    assert failed.returncode != 0
    assert released[0] in failed.stderr
