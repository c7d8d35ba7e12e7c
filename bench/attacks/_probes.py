"""What an operator does once per second while an attack runs, and how long it takes."""

import asyncio
import statistics
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from backend.http.sign_in.base import DEVICE_COOKIE as DEVICE
from tests.auth.flows import forms

PATIENCE_SECONDS = 15.0
KEY = "query($id: ID!) { customer(id: $id) { id name phone contracts(first: 5) { nodes { id number status } } } }"
LIST = "{ tickets(first: 25) { nodes { id subject status contract { number customer { name } } } } }"
SEARCH = "query($text: String!) { customers(first: 10, search: $text) { nodes { id name phone } } }"
DEPOSIT = "mutation($i: GetDepositInput!) { getDeposit(input: $i) { payment { id status } errors { code } } }"


class Refused(Exception):
    """The probe got another answer than it should."""


@dataclass
class Timings:
    """The durations of one probe in seconds, and the reasons of those that were refused."""

    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds) if self.seconds else float("inf")

    @property
    def worst(self) -> float:
        return max(self.seconds, default=float("inf"))


class Operator:
    """An operator at a console: a token and a kept-alive connection for GraphQL, new connections for the rest."""

    def __init__(self, url: str, token: str, email: str, password: str) -> None:
        self._url, self._email, self._password = url, email, password
        self._http = httpx.AsyncClient(
            base_url=url, headers={"authorization": f"Bearer {token}"}, timeout=PATIENCE_SECONDS
        )
        self._customer = self._contract = self._device = ""

    async def prepare(self) -> None:
        """Find the customer and the contract that the probes use."""
        data = await self._ask(
            "{ contracts(first: 1, filter: { status: { eq: ACTIVE } }) { nodes { id customer { id name } } } }"
        )
        found = data["contracts"]["nodes"][0]
        self._contract, self._customer = found["id"], found["customer"]["id"]
        self._name = found["customer"]["name"].split()[0]

    async def _ask(self, query: str, **variables: Any) -> Any:
        answer = await self._http.post("/graphql", json={"query": query, "variables": variables})
        if answer.status_code != 200 or "errors" in answer.json():
            raise Refused(answer.text[:200])
        return answer.json()["data"]

    async def _deposit(self) -> None:
        key = uuid.uuid4().hex
        given = {"contractId": self._contract, "amount": {"amount": "1.00"}, "method": "CASH", "idempotencyKey": key}
        data = await self._ask(DEPOSIT, i=given)
        if data["getDeposit"]["errors"]:
            raise Refused(str(data["getDeposit"]["errors"]))

    async def _sign_in(self) -> None:
        """Sign in with the browser of the desk, which is a known device of the operator from the second time on."""
        cookies = {DEVICE: self._device} if self._device else {}
        async with httpx.AsyncClient(base_url=self._url, timeout=PATIENCE_SECONDS, cookies=cookies) as http:
            page = await http.get("/oauth/sign-in", params={"next": "/oauth/account"})
            if page.status_code != 200:
                raise Refused(f"{page.status_code} {page.text[:100]}")
            form = forms(page.text)[0]
            given = {**form.fields, "email": self._email, "password": self._password}
            answer = await http.post(form.action, data=given)
            if answer.status_code != 303:
                raise Refused(f"{answer.status_code} {answer.text[:100]}")
            self._device = answer.cookies.get(DEVICE) or self._device

    async def _ready(self) -> None:
        async with httpx.AsyncClient(base_url=self._url, timeout=PATIENCE_SECONDS) as http:
            answer = await http.get("/readyz")
            if answer.status_code != 200:
                raise Refused(f"{answer.status_code} {answer.text[:100]}")

    def probes(self) -> dict[str, Callable[[], Awaitable[Any]]]:
        return {
            "key read": lambda: self._ask(KEY, id=self._customer),
            "list": lambda: self._ask(LIST),
            "search": lambda: self._ask(SEARCH, text=self._name),
            "payment": self._deposit,
            "sign-in": self._sign_in,
            "readyz": self._ready,
        }

    async def work(self, seconds: float) -> dict[str, Timings]:
        """Run every probe once per second. A probe that still runs is not started again; it counts when it ends."""
        found = {name: Timings() for name in self.probes()}
        ends = time.monotonic() + seconds

        async def repeat(name: str, probe: Callable[[], Awaitable[Any]]) -> None:
            while time.monotonic() < ends:
                began = time.monotonic()
                try:
                    await probe()
                except (Refused, httpx.HTTPError) as error:
                    found[name].refused.append(f"{type(error).__name__} {error}"[:160])
                found[name].seconds.append(time.monotonic() - began)
                await asyncio.sleep(max(0.0, began + 1 - time.monotonic()))

        await asyncio.gather(*(repeat(name, probe) for name, probe in self.probes().items()))
        return found

    async def close(self) -> None:
        await self._http.aclose()
