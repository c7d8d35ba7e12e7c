"""Requests and responses of the provider, independent of the HTTP framework."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from authlib.oauth2.rfc6749 import (
    InvalidRequestError,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload

from backend.auth.viewer import Origin


@dataclass
class Answer:
    """The response of an endpoint: status, body (JSON value or text), headers."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def location(self) -> str | None:
        return self.headers.get("Location")

    @location.setter
    def location(self, value: str) -> None:
        self.headers["Location"] = value

    @property
    def content(self) -> bytes:
        return orjson.dumps(self.body) if isinstance(self.body, dict | list) else str(self.body).encode()


@dataclass(frozen=True)
class Incoming:
    """An HTTP request: repeated parameters stay repeated in `query` and `form`."""

    method: str
    query: Sequence[tuple[str, str]]
    form: Sequence[tuple[str, str]]
    headers: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = field(default_factory=Origin)


class ProtocolRequest(OAuth2Request):  # type: ignore[misc]
    def __init__(self, incoming: Incoming) -> None:
        # Authlib would refuse an http address; TLS is the task of the listener or of the proxy before it.
        super().__init__(incoming.method, "https://local/", headers=dict(incoming.headers))
        pairs = [*incoming.query, *incoming.form] if incoming.method == "GET" else list(incoming.form)
        self.payload = BasicOAuth2Payload(dict(pairs))
        lists: dict[str, list[str]] = {}
        for name, value in pairs:
            lists.setdefault(name, []).append(value)
        self.payload._datalist = lists  # noqa: SLF001  its constructor drops repeated parameters
        self._form = dict(incoming.form)
        self.incoming = incoming

    @property
    def args(self) -> dict[str, str]:
        return dict(self.incoming.query)

    @property
    def form(self) -> dict[str, str]:
        return self._form

    def refuse_repeated_parameters(self) -> None:
        """Raises InvalidRequestError when a parameter occurs more than once (RFC 6749, section 3.2)."""
        # The description does not contain the name: Authlib fails on characters that RFC 6749 forbids there.
        if any(len(values) > 1 for values in self.payload.datalist.values()):
            raise InvalidRequestError("A parameter occurs more than once.")
