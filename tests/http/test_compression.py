"""Compressed responses: equal content, correct headers, no compression of secrets, streams flushed per event."""

import asyncio
import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import brotli
import httpx
import pytest
import zstandard

from backend.database import connect
from backend.http.compression import choose_encoding
from backend.settings import Settings
from tests.client import Client
from tests.push import PAYMENTS, pay
from tests.servers import served

pytestmark = pytest.mark.database
MANY = "{ contracts(first: 40) { nodes { id number status customer { name phone } } } }"
REGISTER = 'mutation { registerClient(input: { clientId: "long", name: "%s" }) { errors { message } } }'
OPENED: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        (b"gzip, deflate, br, zstd", b"zstd"), (b"gzip, deflate, br", b"br"), (b"gzip", b"gzip"), (b"x-gzip", b"gzip"),
        (b"GZIP;q=1.0, br;q=0.5", b"gzip"), (b"zstd;q=0, br;q=0, gzip;q=0.1", b"gzip"), (b"*", b"zstd"),
        (b"zstd;q=0, *", b"br"), (b"*;q=0", None), (b"identity", None), (b"identity, gzip;q=0.5", None),
        (b"deflate", None), (b"", None), (b"gzip;q=0", None), (b"gzip;q=x", None), (b"gzip;q=nan", None), (b";,;", None),
    ],
)  # fmt: skip
def test_the_encoding_is_the_clients_first_choice_and_among_equals_the_servers(
    accepted: bytes, encoding: bytes | None
) -> None:
    assert choose_encoding(accepted) == encoding


def raw(client: Client, method: str, url: str, **more: Any) -> tuple[httpx.Response, bytes]:
    """The answer with its body as sent, not decompressed."""

    async def go() -> tuple[httpx.Response, bytes]:
        async with client.http.stream(method, url, **more) as response:
            return response, b"".join([piece async for piece in response.aiter_raw()])

    return client.run(go())


@pytest.mark.parametrize("encoding", OPENED)
def test_every_encoding_contains_the_same_answer(reading_client: Client, encoding: str) -> None:
    _, plain = raw(reading_client, "POST", "/graphql", json={"query": MANY}, headers={"accept-encoding": "identity"})
    answer, body = raw(reading_client, "POST", "/graphql", json={"query": MANY}, headers={"accept-encoding": encoding})
    assert answer.headers["content-encoding"] == encoding
    assert answer.headers["content-length"] == str(len(body))
    assert answer.headers["vary"] == "accept-encoding"
    assert OPENED[encoding](body) == plain
    assert len(body) * 2 < len(plain)


def test_a_small_answer_is_not_compressed_and_an_uncompressed_large_one_has_vary(reading_client: Client) -> None:
    small, body = raw(reading_client, "POST", "/graphql", json={"query": "{ __typename }"})
    assert (body, small.headers.get("vary")) == (b'{"data":{"__typename":"Query"}}', None)
    plain, _ = raw(reading_client, "POST", "/graphql", json={"query": MANY}, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "accept-encoding"


def test_an_answer_that_may_contain_a_secret_is_not_compressed(client: Client) -> None:
    mutation = REGISTER % ("x" * 3000)
    asked = {"query": mutation}
    for method, url, more in (
        ("POST", "/graphql", {"json": asked}),
        ("GET", "/oauth/sign-in", {}),
        ("GET", "/oauth/sign-in?next=/oauth/authorize?" + "x" * 3000, {}),
        ("POST", "/oauth/token", {"data": {"grant_type": "x" * 3000}}),
    ):
        answer, _ = raw(client, method, url, headers={"accept-encoding": "zstd, br, gzip"}, **more)
        assert "content-encoding" not in answer.headers, url


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/oauth/style.css", "/metrics"])
def test_a_public_answer_is_compressed(reading_client: Client, path: str) -> None:
    here = {"host": "localhost"}  # metrics are for this machine
    plain, whole = raw(reading_client, "GET", path, headers={"accept-encoding": "identity", **here})
    answer, body = raw(reading_client, "GET", path, headers={"accept-encoding": "br", **here})
    assert answer.headers["content-encoding"] == "br"
    assert answer.headers["content-length"] == str(len(body))
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert "accept-encoding" in plain.headers["vary"].lower()
    opened = brotli.decompress(body)
    assert opened[:20] == whole[:20] if path == "/metrics" else opened == whole
    head, _ = raw(reading_client, "HEAD", path, headers={"accept-encoding": "br", **here})
    assert head.headers["content-encoding"] == "br"


def test_an_entity_tag_revalidates_an_answer_in_any_encoding(reading_client: Client) -> None:
    released = json.loads(Path("frontend-contract/persisted-documents.json").read_text())
    identity = next(key for key, text in released.items() if "query Catalogue(" in str(text))
    url = f"/graphql?documentId={quote(identity)}"
    answer, body = raw(reading_client, "GET", url, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    plain, whole = raw(reading_client, "GET", url, headers={"accept-encoding": "identity"})
    assert gzip.decompress(body) == whole
    assert answer.headers["etag"] == f"W/{plain.headers['etag']}"
    for tag in (answer.headers["etag"], plain.headers["etag"]):
        again, nothing = raw(reading_client, "GET", url, headers={"if-none-match": tag, "accept-encoding": "gzip"})
        assert (again.status_code, nothing) == (304, b"")
        assert "accept-encoding" in again.headers["vary"]
        assert "content-encoding" not in again.headers


def test_each_event_of_a_compressed_stream_is_flushed(
    client: Client, database_url: str, settings: Settings, tmp_path: Path
) -> None:
    contract = client.value("select id from contract where status = 'ACTIVE' order by number limit 1")
    with served(database_url, settings.data_dir, tmp_path) as server:
        headers = {
            "authorization": f"Bearer {server.token('operator')}",
            "accept-encoding": "gzip",
            "accept": "text/event-stream, multipart/mixed",
        }

        async def go(url: str) -> list[bytes]:
            beside = await connect(database_url)
            opened, events = zlib.decompressobj(zlib.MAX_WBITS | 16), []
            async with (
                httpx.AsyncClient(base_url=server.url, timeout=20) as http,
                http.stream("POST", url, json={"query": PAYMENTS}, headers=headers) as stream,
            ):
                assert stream.headers["content-encoding"] == "gzip"
                pieces = stream.aiter_raw()
                events.append(opened.decompress(await anext(pieces)))
                await asyncio.sleep(0.3)
                for minor in (100, 200):
                    await pay(beside, contract, minor)
                    events.append(opened.decompress(await anext(pieces)))
            await beside.close()
            return events

        for url in ("/graphql/stream", "/graphql"):
            first, *told = client.run(go(url))
            assert first == b":\n\n"
            assert len(told) == 2
            assert all(event.startswith(b"event: next\nid: ") and event.endswith(b"}\n\n") for event in told)
