"""OAuth and OpenID Connect flows of two independent client libraries."""

import subprocess
from pathlib import Path

import pytest

from backend.demo.access import SERVICE_SECRET
from backend.settings import Settings
from tests.servers import TOOLS, node, served


@pytest.mark.parametrize("client", ["openid_client", "oauth4webapi"])
def test_a_client_library_from_npm_completes_every_flow(
    database_url: str, settings: Settings, tmp_path: Path, client: str
) -> None:
    binary = node("openid-client", "oauth4webapi")
    with served(database_url, settings.data_dir, tmp_path) as server:
        environment = {
            **server.environment,
            "ISSUER": server.url,
            "PUBLIC_CLIENT_ID": "operator-app",
            "DEVICE_CLIENT_ID": "crm-cli",
            "REDIRECT_URI": "http://127.0.0.1:5173/callback",
            "EMAIL": "operator@demo.example",
            "PASSWORD": "operator of the demo",
            "SERVICE_CLIENT_ID": "demo-service",
            "SERVICE_CLIENT_SECRET": SERVICE_SECRET,
            "SCOPE": "openid profile offline_access read write",
            "SERVICE_SCOPE": "read",
        }
        script = TOOLS / "oauth" / f"{client}.mjs"
        done = subprocess.run([binary, script], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    steps = [line for line in done.stdout.splitlines() if line.startswith("ok ")]
    assert len(steps) > 15
    assert steps[-1].startswith("ok all")
