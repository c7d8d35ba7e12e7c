"""An export whose worker is killed starts over, with a new snapshot and under the same job; and `crm export`."""

import os
import time
from pathlib import Path

import pytest

from backend.settings import Settings
from tests import forkserver
from tests.client import Client
from tests.exports.exporting import act, cells, file_of, requested, shown, work
from tests.factories.customers import new_customer

pytestmark = pytest.mark.database
GIVEN = {"filter": {"name": {"startsWith": "Обрыв"}}, "columns": ["number"], "dialect": "MACHINE"}


def test_a_killed_export_starts_over_with_a_new_snapshot(module_client: Client, settings: Settings) -> None:
    for n in range(3):
        module_client.insert(new_customer(number=f"CK{n}", name=f"Обрыв {n}"))
    job_id = requested(module_client, "Customers", **GIVEN)
    arguments = [module_client.url, str(settings.data_dir), job_id[4:]]
    process = forkserver.start(["-m", "tests.exports.export_process", *arguments])
    while shown(module_client, job_id)["total"] is None:
        assert process.poll() is None
        time.sleep(0.05)
    process.kill()
    process.wait()
    job = shown(module_client, job_id)
    assert (job["status"], job["total"], job["url"]) == ("RUNNING", 3, None)
    module_client.insert(new_customer(number="CK3", name="Обрыв 3"))
    job = work(module_client, settings, job_id, attempt=2)
    assert (job["status"], job["rows"], job["total"]) == ("COMPLETED", 4, 4)
    assert len(cells(file_of(module_client, settings, job_id))) == 5
    # The queue may deliver the job again; the file stays as it is.
    before = job["finishedAt"]
    assert work(module_client, settings, job_id, attempt=3)["finishedAt"] == before
    assert [error["code"] for error in act(module_client, "cancel", job_id)["errors"]] == ["INVALID_TRANSITION"]


def test_the_command_writes_the_file(module_client: Client, settings: Settings, tmp_path: Path) -> None:
    module_client.insert(new_customer(number="CC1", name="Команда 1", external_id="=1+1"))
    environment = {**os.environ, "CRM_DATABASE_URL": module_client.url, "CRM_DATA_DIR": str(settings.data_dir)}
    chosen = ["--filter", '{"number": {"eq": "CC1"}}', "--columns", "number, name,externalId", "--order-by", "name:asc"]
    file = tmp_path / "list.csv"
    done = forkserver.run(["crm", "export", "customers", str(file), *chosen], env=environment)
    assert done.returncode == 0, done.stderr
    assert "1 rows" in done.stderr
    assert cells(file.read_bytes()) == [["number", "name", "externalId"], ["CC1", "Команда 1", "=1+1"]]
    for wrong, said in {
        ("list.txt",): "the name must end in .csv",
        ("wrong.csv", "--filter", '{"nothing": 1}'): "unknown field 'nothing'",
    }.items():
        command = ["crm", "export", "customers", str(tmp_path / wrong[0]), *wrong[1:]]
        refused = forkserver.run(command, env=environment)
        assert refused.returncode == 1
        assert said in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
