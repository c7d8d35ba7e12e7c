"""The sign-in pages in a real browser without JavaScript: function, accessibility, width of a phone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from backend.demo.access import ADMIN_SECOND_FACTOR
from backend.settings import Settings
from tests.client import Client
from tests.servers import TOOLS, node, served

pytestmark = pytest.mark.database
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAGES = 26
CREATE = ("user", "create", "--email", "asel@crm.example", "--name", "Asel Nowak", "--role", "operator")
FLOWS = [
    "staff are redirected to the application with a code",
    "a signed-in user is not asked again",
    "staff sign out",
    "an administrator signs in with the second factor",
    "a second factor is replaced",
    "an invitation is accepted",
    "a subscriber is redirected to the application with a code",
    "a device is approved",
]
LINE = """
select p.msisdn, d.number from phone_number p join contract k on k.phone_number_id = p.id
join customer c on c.id = k.customer_id join identity_document d on d.customer_id = c.id
where c.number = 'CD00000001' and k.status = 'ACTIVE' order by k.number limit 1
"""


def chromium() -> str:
    """The path of Chromium. Skips the test with a warning where there is none."""
    found = os.environ.get("CRM_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        print("\n*** NO CHROMIUM HERE: THE SIGN-IN PAGES WERE NOT LOOKED AT ***", file=sys.__stderr__)
        pytest.skip("no Chromium")
    return found


@pytest.mark.parametrize("size", ["phone", pytest.param("desktop", marks=pytest.mark.trial)])
def test_every_page_works_without_javascript_is_accessible_and_fits_on_a_phone(
    client: Client, database_url: str, settings: Settings, tmp_path: Path, size: str
) -> None:
    binary, browser = node("puppeteer-core", "axe-core"), chromium()
    number, document = client.sql(LINE)[0]
    with served(database_url, settings.data_dir, tmp_path, CRM_LOG_FORMAT="json") as server:
        invited = server.command(*CREATE)
        environment = {
            **server.environment,
            "ISSUER": server.url,
            "LOG": str(server.log),
            "DESKTOP": "also" if size == "desktop" else "",
            "SCREENSHOTS": os.environ.get("CRM_SCREENSHOTS", ""),
            "CHROMIUM": browser,
            "HOME": str(tmp_path),
            "INVITATION": invited,
            "NUMBER": number,
            "DOCUMENT": document,
            "SECOND_FACTOR": ADMIN_SECOND_FACTOR,
        }
        script = TOOLS / "browser" / "sign_in.mjs"
        done = subprocess.run([binary, script], env=environment, capture_output=True, text=True, timeout=180)
        log = server.log.read_text()
    assert done.returncode == 0, done.stdout + done.stderr
    steps = [line.removeprefix("ok ") for line in done.stdout.splitlines() if line.startswith("ok ")]
    assert [step for step in steps if not step.startswith("page ")] == [*FLOWS, f"all {PAGES} pages"]
    assert len([step for step in steps if step.startswith("page ")]) == PAGES
    assert "Traceback" not in log
