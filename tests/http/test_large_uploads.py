"""Uploads refused before they are read to the end: a client that is still sending gets the answer."""

import http.client
import json
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backend.settings import Settings
from tests.servers import served

pytestmark = pytest.mark.database
SIZE = 30_000_000
FORM = {"content-type": "multipart/form-data; boundary=x"}
PART = b'--x\r\nContent-Disposition: form-data; name="0"; filename="a.csv"\r\n\r\n'


def test_a_refused_upload_is_answered_and_the_connection_stays_open(
    database_url: str, settings: Settings, tmp_path: Path
) -> None:
    limits = {"CRM_MAX_IMPORT_BYTES": "2000000", "CRM_MAX_SETTLEMENT_BYTES": "2000000"}
    with served(database_url, settings.data_dir, tmp_path, **limits) as server:
        operator = {"authorization": f"Bearer {server.token('operator')}"}
        preflight = {"graphql-require-preflight": "1"}
        where = urlsplit(server.url)
        with closing(http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)) as connection:
            check(connection, operator, preflight)


def check(connection: http.client.HTTPConnection, operator: dict[str, str], preflight: dict[str, str]) -> None:
    def upload(**headers: str) -> tuple[int, str]:
        connection.request("POST", "/graphql", PART + bytes(SIZE), {**FORM, **headers})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())["errors"][0]["extensions"]["code"]

    assert upload(**operator) == (400, "PREFLIGHT_REQUIRED")
    assert upload(**operator, **preflight) == (413, "PAYLOAD_TOO_LARGE")
    assert upload(authorization="Bearer none", **preflight) == (401, "UNAUTHENTICATED")
    kept = connection.sock
    connection.request("GET", "/healthz")
    assert connection.getresponse().status == 200
    assert connection.sock is kept, "the same connection served all requests"
