"""The attacked instance, as an attack sees it."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import httpx


@dataclass(frozen=True)
class Target:
    """An instance that runs as `make run` starts it: demo data, API and worker in one process, shipped limits."""

    port: int
    database_url: str
    data_dir: str
    pid: int  # of the process that serves the API
    tokens: dict[str, str]  # by role: admin, operator, analyst, subscriber
    subscribers: Sequence[str]  # tokens of up to 100 lines of different customers

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def graphql(self) -> str:
        return f"{self.url}/graphql"

    def token(self, role: str) -> str:
        return self.tokens[role]

    def headers(self, role: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.tokens[role]}"}

    def client(self) -> httpx.AsyncClient:
        """A client with as many connections as it has requests, each of which waits as long as it takes."""
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
        return httpx.AsyncClient(base_url=self.url, limits=limits, timeout=None)

    async def send(
        self, client: httpx.AsyncClient, query: str, token: str | None, variables: dict[str, Any] | None = None
    ) -> httpx.Response | None:
        """Send a GraphQL request; None when the connection was refused or broken."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        body = {"query": query, "variables": variables or {}}
        try:
            return await client.post("/graphql", json=body, headers=headers)
        except httpx.HTTPError:
            return None

    def write(self, path: Path) -> None:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(asdict(self), file)

    @classmethod
    def read(cls, path: Path) -> "Target":
        return cls(**json.loads(path.read_text()))
