"""One authorization server and one source of forged tokens per file."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from backend.settings import Settings
from tests.auth.flows import House, opened
from tests.auth.tokens.forge import Elsewhere, Forge
from tests.databases import Pool


@pytest.fixture(scope="module")
def house(settings: Settings, databases: Pool) -> Iterator[House]:
    with opened(settings, databases) as house:
        yield house


@pytest.fixture(scope="module")
def elsewhere(house: House) -> Iterator[tuple[Elsewhere, str]]:
    visited = Elsewhere()
    server = house.run(asyncio.start_server(visited, "127.0.0.1", 0))
    yield visited, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/keys"
    server.close()
    house.run(server.wait_closed())


@pytest.fixture(scope="module")
def forge(house: House, elsewhere: tuple[Elsewhere, str]) -> Forge:
    async def go() -> Forge:
        tokens = await (await house.staff()).tokens()
        ours = house.auth.keys.signing()[1].private_key
        theirs = rsa.generate_private_key(65537, 2048)
        jwks = (await house.http.get("/oauth/jwks")).content
        return Forge(tokens["access_token"], ours, theirs, tokens["id_token"], elsewhere[1], jwks)

    made = house.run(go())
    elsewhere[0].body = json.dumps({"keys": [made.their_jwk]}).encode()
    return made
