"""A hundred connections from fifty networks guess passwords and one-time codes; strangers try to lock the desk out."""

import asyncio
import itertools
import random

import httpx

from bench.attacks.target import Target
from tests.auth.flows import forms

EMAILS = ("desk@demo.example", "operator@demo.example", "admin@demo.example", "nobody@demo.example")
NETWORKS, PER_NETWORK = 50, 2


async def _password(http: httpx.AsyncClient, email: str, guess: str) -> None:
    form = forms((await http.get("/oauth/sign-in")).text)[0]
    await http.post(form.action, data={**form.fields, "email": email, "password": guess})


async def _code(http: httpx.AsyncClient, number: str, guess: str) -> None:
    form = forms((await http.get("/oauth/number")).text)[0]
    await http.post(form.action, data={**form.fields, "number": number})
    await http.post("/oauth/code", data={**form.fields, "number": number, "code": guess, "document": ""})


async def _guess(target: Target, address: str) -> None:
    """Guess without end, from one address."""
    transport = httpx.AsyncHTTPTransport(local_address=address)
    async with httpx.AsyncClient(transport=transport, base_url=target.url, timeout=None) as http:
        for n in itertools.count():
            try:
                await _password(http, random.choice(EMAILS), f"guess number {n}")
                await _code(http, f"+9967705{random.randrange(10**5):05}", f"{random.randrange(10**8):08}")
            except (httpx.HTTPError, IndexError):
                await asyncio.sleep(0.1)


async def attack(target: Target) -> None:
    # Any address of 127.0.0.0/8 is one of this machine; each /24 is a network of its own to the limits.
    addresses = [f"127.{network + 1}.0.{host + 1}" for network in range(NETWORKS) for host in range(PER_NETWORK)]
    await asyncio.gather(*(_guess(target, address) for address in addresses))
