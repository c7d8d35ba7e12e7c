"""`crm import`: the same verbs at a terminal."""

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


def test_a_file_is_taken_in_once_and_its_rejected_rows_are_written_beside_it(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    terminal = Terminal(client, settings)
    file = tmp_path / "subscribers.csv"
    file.write_bytes(sheet([good(1), good(2, tariff="NONE")]))
    status, said = terminal.run("import", str(file))
    assert (status, "1 registered" in said, "1 rejected" in said) == (0, True, True), said
    assert "TARIFF_NOT_FOUND" in (tmp_path / "subscribers.csv.rejected.csv").read_text("utf-8-sig")
    status, said = terminal.run("import", str(file))
    assert (status, "imported before" in said) == (0, True), said
    status, said = terminal.run("import", str(file), "--again", "--mode", "UPSERT")
    assert (status, "1 unchanged" in said) == (0, True), said
    assert (
        client.value(
            "select count(*) from contract k join sim s on s.id = k.sim_id where s.iccid = $1", good(1)["iccid"]
        )
        == 1
    )
    status, said = terminal.run("imports", "list")
    assert (status, said.count("subscribers.csv")) == (0, 2), said
    actors = client.sql("select distinct actor from audit_entry where verb = 'bulkRegister'")
    assert [row[0].startswith("command:") for row in actors] == [True]


def test_a_dry_run_says_what_would_be_done(client: Client, settings: Settings, tmp_path: Path) -> None:
    terminal = Terminal(client, settings)
    file = tmp_path / "tried.csv"
    file.write_bytes(sheet([good(77_001)]))
    status, said = terminal.run("import", str(file), "--dry-run")
    assert (status, "dry run, nothing was changed; would be 1 registered" in said) == (0, True), said
    assert "tried.csv  (dry run)" in terminal.run("imports", "list")[1]


def test_an_unknown_encoding_is_refused_though_the_file_was_taken_in_before(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    terminal = Terminal(client, settings)
    file = tmp_path / "named.csv"
    file.write_bytes(sheet([good(77_002)]))
    assert terminal.run("import", str(file))[0] == 0
    status, said = terminal.run("import", str(file), "--encoding", "KOI8")
    assert (status, "--encoding KOI8: the encoding must be one of UTF-8," in said) == (1, True), said


def test_a_file_that_is_none_is_one_line_and_a_status(client: Client, settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "letter.csv"
    file.write_bytes(b"Dear Sir,\nplease find enclosed\n")
    status, said = Terminal(client, settings).run("import", str(file))
    assert (status, "UNKNOWN_COLUMN" in said, "--map COLUMN=HEADING" in said) == (1, True, True), said


def test_a_command_that_was_killed_is_gone_on_with_and_a_paused_job_waits(
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
    status, said = terminal.run("import", str(file))
    assert (status, "continuing" in said, "6,000 registered" in said) == (0, True, True), said
    assert client.value("select count(*) from contract") == before + 6_000
    status, said = terminal.run("imports", "cancel", job_id)
    assert (status, "does not allow cancel" in said) == (1, True), said
