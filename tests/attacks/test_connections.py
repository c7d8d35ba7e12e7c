"""Connections: who may hold how many, for how long, and which requests come from this machine itself."""

from typing import Any

import pytest

from backend.http.web import from_loopback


def _scope(**changed: Any) -> dict[str, Any]:
    return {"type": "http", "http_version": "1.1", "client": ("127.0.0.1", 50_000), **changed}


@pytest.mark.parametrize("host", [b"localhost", b"localhost:8000", b"127.0.0.1:8000", b"[::1]:8000", b"127.8.9.1"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_request_from_this_machine_to_a_loopback_name_comes_from_loopback(host: bytes, address: str) -> None:
    assert from_loopback(_scope(client=(address, 1)), {b"host": host})


@pytest.mark.parametrize(
    "header",
    [b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"forwarded", b"x-real-ip", b"via"],
)
def test_a_request_that_was_passed_on_does_not_come_from_loopback(header: bytes) -> None:
    assert not from_loopback(_scope(), {b"host": b"localhost", header: b"127.0.0.1"})


@pytest.mark.parametrize("host", [b"crm.example.com", b"localhost.example.com", b"", b"[", b"10.0.0.1:8000"])
def test_a_request_to_another_name_does_not_come_from_loopback(host: bytes) -> None:
    assert not from_loopback(_scope(), {b"host": host})


@pytest.mark.parametrize("changed", [{"client": ("10.0.0.1", 1)}, {"client": None}, {"http_version": "1.0"}])
def test_a_request_of_another_machine_does_not_come_from_loopback(changed: dict[str, Any]) -> None:
    assert not from_loopback(_scope(**changed), {b"host": b"localhost"})
