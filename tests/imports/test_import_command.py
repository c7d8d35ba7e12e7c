"""The command `crm import`."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from backend.settings import Settings
from tests import forkserver
from tests.client import Client
from tests.imports.bulk import good, sheet

pytestmark = pytest.mark.database


class Terminal:
    def __init__(self, client: Client, settings: Settings) -> None:
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("CRM_")},
            "CRM_DATABASE_URL": client.url, "CRM_DATA_DIR": str(settings.data_dir),
        }  # fmt: skip

    def run(self, *words: str) -> tuple[int, str]:
        done = forkserver.run(["crm", *words], env=self.environment)
        return done.returncode, done.stdout + done.stderr

    def begin(self, *words: str) -> forkserver.Process:
        return forkserver.start(
            ["crm", *words], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


def test_a_file_is_imported_once_and_its_rejected_rows_are_written_beside_it(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    terminal = Terminal(client, settings)
    file = tmp_path / "subscribers.csv"
    file.write_bytes(sheet([good(1), good(2, tariff="NONE")]))
    status, output = terminal.run("import", str(file))
    assert (status, "1 registered" in output, "1 rejected" in output) == (0, True, True), output
    assert "TARIFF_NOT_FOUND" in (tmp_path / "subscribers.csv.rejected.csv").read_text("utf-8-sig")
    status, output = terminal.run("import", str(file))
    assert (status, "imported before" in output) == (0, True), output
    status, output = terminal.run("import", str(file), "--again", "--mode", "UPSERT")
    assert (status, "1 unchanged" in output) == (0, True), output
    assert (
        client.value(
            "select count(*) from contract k join sim s on s.id = k.sim_id where s.iccid = $1", good(1)["iccid"]
        )
        == 1
    )
    status, output = terminal.run("imports", "list")
    assert (status, output.count("subscribers.csv")) == (0, 2), output
    actors = client.sql("select distinct actor from audit_entry where verb = 'bulkRegister'")
    assert [row[0].startswith("command:") for row in actors] == [True]


def test_a_dry_run_prints_what_would_be_done(client: Client, settings: Settings, tmp_path: Path) -> None:
    terminal = Terminal(client, settings)
    file = tmp_path / "tried.csv"
    file.write_bytes(sheet([good(77_001)]))
    status, output = terminal.run("import", str(file), "--dry-run")
    assert (status, "dry run, nothing was changed; would be 1 registered" in output) == (0, True), output
    assert "tried.csv  (dry run)" in terminal.run("imports", "list")[1]


def test_an_unknown_encoding_is_refused_for_a_file_imported_before(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    terminal = Terminal(client, settings)
    file = tmp_path / "named.csv"
    file.write_bytes(sheet([good(77_002)]))
    assert terminal.run("import", str(file))[0] == 0
    status, output = terminal.run("import", str(file), "--encoding", "KOI8")
    assert (status, "--encoding KOI8: the encoding must be one of UTF-8," in output) == (1, True), output


def test_an_invalid_file_is_an_error_message_and_a_status(client: Client, settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "letter.csv"
    file.write_bytes(b"Dear Sir,\nplease find enclosed\n")
    status, output = Terminal(client, settings).run("import", str(file))
    assert (status, "UNKNOWN_COLUMN" in output, "--map COLUMN=HEADING" in output) == (1, True, True), output


def test_a_killed_command_is_resumed_and_a_paused_job_continues(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    terminal = Terminal(client, settings)
    file = tmp_path / "many.csv"
    file.write_bytes(sheet([good(n) for n in range(6_000)]))
    before = client.value("select count(*) from contract")
    process = terminal.begin("import", str(file))
    mine = "select {0} from import_job where file_name = 'many.csv'"
    until = time.monotonic() + 60
    while not client.sql(mine.format("1")) or not client.value(mine.format("done")):
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert 0 < client.value(mine.format("done")) < 6_000
    job_id = client.value(mine.format("'imp_' || id"))
    assert terminal.run("imports", "pause", job_id)[0] == 0
    assert client.value(mine.format("state")) == "PAUSED"
    status, output = terminal.run("import", str(file))
    assert (status, "continuing" in output, "6,000 registered" in output) == (0, True, True), output
    assert client.value("select count(*) from contract") == before + 6_000
    status, output = terminal.run("imports", "cancel", job_id)
    assert (status, "does not allow cancel" in output) == (1, True), output
