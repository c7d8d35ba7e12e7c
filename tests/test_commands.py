"""The commands for sign-in, tokens, keys and the audit trail beside a running server."""

import json
import os
import re
import shutil
import stat
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.demo.access import ADMIN_SECOND_FACTOR, PASSWORDS, SERVICE_SECRET
from backend.settings import Settings
from tests import forkserver
from tests.client import Client
from tests.servers import Server, environment_of, served

pytestmark = pytest.mark.database


@pytest.fixture
def server(module_server: Server, tmp_path: Path) -> Server:
    """A server for all tests of this file, without sessions."""
    environment = {**module_server.environment, "XDG_CONFIG_HOME": str(tmp_path / "config")}
    return replace(module_server, environment=environment)


def ask(server: Server, token: str, query: str) -> Any:
    return httpx.post(
        f"{server.url}/graphql", json={"query": query}, headers={"authorization": f"Bearer {token}"}
    ).json()


def submit(browser: httpx.Client, page: httpx.Response, **fields: str) -> httpx.Response:
    """Fill in the first form of a page and submit it."""
    form = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', page.text, re.DOTALL)
    assert form is not None, page.text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[2]))
    plain = {name: value.replace("&amp;", "&") for name, value in hidden.items()}
    return browser.post(form[1].replace("&amp;", "&"), data={**plain, **fields})


def approve(url: str, address: str) -> None:
    with httpx.Client(base_url=url, follow_redirects=True) as browser:
        page = submit(browser, browser.get(address), email="operator@demo.example", password="operator of the demo")
        assert "Allow" in page.text
        assert submit(browser, page, decision="approve").status_code == 200


def test_crm_login_signs_in_once_and_crm_token_renews_the_token(server: Server, tmp_path: Path) -> None:
    login = forkserver.start(["crm", "login"], env=server.environment, stderr=subprocess.PIPE, text=True)
    assert login.stderr is not None
    first = login.stderr.readline()
    address = re.search(r"http\S+", first)
    assert address is not None, first
    approve(server.url, address[0])
    login.communicate(timeout=30)
    assert login.returncode == 0
    token = server.command("token")
    assert ask(server, token, "{ viewer { name } }")["data"] == {"viewer": {"name": "operator@demo.example"}}
    assert server.command("token") == token, "the token is still valid"

    kept = tmp_path / "config" / "telecom-crm" / "credentials.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    kept.write_text(json.dumps({**json.loads(kept.read_text()), "expires_at": 0}))
    at_once = [
        forkserver.start(["crm", "token"], env=server.environment, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    renewed = {process.communicate(timeout=60)[0].strip() for process in at_once}
    assert len(renewed) == 1, "one process renewed the token, the others waited and used it"
    assert renewed != {token}
    assert "data" in ask(server, renewed.pop(), "{ viewer { name } }")


def test_crm_token_after_the_session_ended_requires_a_new_sign_in(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "telecom-crm"
    folder.mkdir(parents=True)
    kept = {"url": server.url, "access_token": "x", "refresh_token": "y", "expires_at": 0}
    (folder / "credentials.json").write_text(json.dumps(kept))
    done = forkserver.run(["crm", "token"], env=server.environment)
    assert done.returncode == 1
    assert done.stderr.strip() == "crm: the session has ended: run `crm login` again"


def test_a_dry_run_of_a_command_prints_what_it_would_do(server: Server, module_client: Client) -> None:
    told = server.command("user", "create", "--email", "dry@example.kg", "--name", "Никто", "--dry-run")
    assert "usr_new1  email: - -> dry@example.kg" in told.splitlines()
    assert "token" not in told
    assert module_client.value("select count(*) from user_account where email = 'dry@example.kg'") == 0


def test_the_first_administrator_is_created_on_the_command_line(server: Server, module_client: Client) -> None:
    made = server.command("user", "create", "--email", "First@Example.kg", "--name", "Первый Админ")
    assert made.startswith(f"{server.url}/oauth/invitation?token=")
    with httpx.Client(base_url=server.url, follow_redirects=True) as browser:
        page = submit(browser, browser.get(made), password="four words make one")
    assert "/oauth/set-up-factor" in page.text, "an administrator needs a second factor"
    row = module_client.sql("select role, status from user_account where email = 'first@example.kg'")[0]
    assert tuple(row) == ("ADMIN", "ACTIVE")
    entry = module_client.sql("select actor, verb, outcome from audit_entry order by created_at desc limit 1")[0]
    assert tuple(entry) == ("crm user create", "inviteUser", "DONE")


def test_the_audit_trail_is_verified_on_the_command_line(
    client: Client, database_url: str, settings: Settings, tmp_path: Path
) -> None:
    own = tmp_path / "data"  # without a stored head of another database
    own.mkdir()
    shutil.copy(settings.data_dir / "secret", own)
    made = 'mutation { createCustomer(input: { kind: PERSON, name: "Аудит", phone: "+996555000777" }) { errors { code } } }'
    with served(database_url, own, tmp_path) as server:
        assert ask(server, server.token("operator"), made)["data"]["createCustomer"]["errors"] == []
        for _ in range(200):
            if client.value("select count(*) from audit_chain"):
                break
            time.sleep(0.1)
    assert server.command("audit", "verify") == "1 entries checked\nthe chain is complete and unchanged"
    client.as_owner("update audit_entry set actor = 'nobody'")
    done = forkserver.run(["crm", "audit", "verify"], env=server.environment)
    assert done.returncode == 1
    assert "BROKEN: position 1" in done.stdout


def test_crm_token_works_with_demo_data_only(client: Client, database_url: str, settings: Settings) -> None:
    client.sql("delete from oauth_client where demo")
    environment = environment_of(database_url, settings.data_dir)
    done = forkserver.run(["crm", "token", "--as", "admin"], env=environment)
    assert done.returncode == 1
    assert "no demo data" in done.stderr


def test_keys_rotate_on_the_command_line_beside_the_server(server: Server) -> None:
    old = server.command("token", "--as", "operator")
    server.command("keys", "rotate")
    new = server.token("operator")
    assert old.split(".")[0] != new.split(".")[0]
    for token in (old, new):
        assert "data" in ask(server, token, "{ viewer { name } }")


def test_the_secret_is_readable_by_its_owner_only_and_never_logged(settings: Settings, server: Server) -> None:
    path = settings.data_dir / "secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    token = server.token("operator")
    ask(server, token, "{ viewer { name } }")
    httpx.post(
        f"{server.url}/oauth/token", data={"grant_type": "client_credentials"}, auth=("demo-service", SERVICE_SECRET)
    )
    log = server.log.read_text()
    for secret in (path.read_text(), token, SERVICE_SECRET, os.environ.get("CRM_SECRET_KEY", "—")):
        assert secret not in log


def test_the_documentation_lists_the_users_of_the_demo_data() -> None:
    page = (Path(__file__).parents[1] / "docs" / "concepts" / "authentication.md").read_text()
    for role in PASSWORDS:
        assert f"`{role}@demo.example` | `{role} of the demo`" in page
    assert ADMIN_SECOND_FACTOR in page
    assert SERVICE_SECRET in page
