"""What comes in and what goes out, before it is HTTP and after."""

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
    """What the endpoint says, before it is HTTP."""

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
    """An HTTP request as the protocol sees it: each parameter as often as it came."""

    method: str
    query: Sequence[tuple[str, str]]
    form: Sequence[tuple[str, str]]
    headers: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = field(default_factory=Origin)


class ProtocolRequest(OAuth2Request):  # type: ignore[misc]
    def __init__(self, incoming: Incoming) -> None:
        # Whether the transport is secure is for the listener and the proxy before it to see to, not for Authlib.
        super().__init__(incoming.method, "https://local/", headers=dict(incoming.headers))
        pairs = [*incoming.query, *incoming.form] if incoming.method == "GET" else list(incoming.form)
        self.payload = BasicOAuth2Payload(dict(pairs))
        lists: dict[str, list[str]] = {}
        for name, value in pairs:
            lists.setdefault(name, []).append(value)
        self.payload._datalist = lists  # noqa: SLF001  its own constructor forgets repeated parameters
        self._form = dict(incoming.form)
        self.incoming = incoming

    @property
    def args(self) -> dict[str, str]:
        return dict(self.incoming.query)

    @property
    def form(self) -> dict[str, str]:
        return self._form

    def refuse_repeated(self) -> None:
        """RFC 6749, section 3.2: parameters must not come more than once."""
        # What came is not repeated in the description: Authlib fails on characters that RFC 6749 does not allow there.
        if any(len(values) > 1 for values in self.payload.datalist.values()):
            raise InvalidRequestError("A parameter came more than once.")
