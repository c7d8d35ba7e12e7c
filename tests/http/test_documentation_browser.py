"""The built documentation in a real browser: scripts and search work under its content security policy."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from backend.http.compression import Compression
from backend.http.documentation import documentation_routes
from backend.http.start import start_routes
from backend.settings import Settings
from tests.auth.test_browser import chromium
from tests.servers import TOOLS, free_port, node

ROOT = Path(__file__).parents[2]


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    routes = [*start_routes(settings), *documentation_routes(settings)]
    app = Starlette(routes=routes, middleware=[Middleware(Compression)])
    server = uvicorn.Server(uvicorn.Config(app, port=settings.port, log_level="critical", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield settings.issuer
    finally:
        server.should_exit = True
        thread.join()


@pytest.mark.trial
def test_the_documentation_works_under_its_content_security_policy(tmp_path: Path) -> None:
    binary, browser = node("puppeteer-core"), chromium()
    subprocess.run([sys.executable, "scripts/documentation"], cwd=ROOT, check=True)
    with served(Settings(data_dir=tmp_path, port=free_port(), demo=True)) as url:
        environment = {**os.environ, "URL_OF_API": url, "CHROMIUM": browser, "HOME": str(tmp_path)}
        script = TOOLS / "browser" / "documentation.mjs"
        done = subprocess.run([binary, script], env=environment, capture_output=True, text=True, timeout=180)
    assert (done.returncode, done.stdout) == (0, "ok\n"), done.stderr
