"""What a killed run of the tests leaves is removed by the next run, and nothing else is."""

import subprocess
from pathlib import Path

import psutil

from tests import forkserver
from tests.run_folder import PREFIX, held, new_folder, remove_abandoned

# The process id of a "PostgreSQL" that outlives its run follows the folder.
RUN = """
import signal, subprocess, sys, time
from pathlib import Path
signal.signal(signal.SIGQUIT, signal.SIG_DFL)  # a shell starts processes in the background that ignore it
from tests.run_folder import new_folder
with new_folder(Path(sys.argv[1])) as folder:
    cluster = folder / "gw0" / "postgres-15"
    cluster.mkdir(parents=True)
    server = subprocess.Popen([f"postgres -D {cluster}", "60"], executable="/bin/sleep", stdout=subprocess.DEVNULL)
    (cluster / "postmaster.pid").write_text(f"{server.pid}\\n")
    print(folder, server.pid, flush=True)
    time.sleep(60)
"""


def _runs(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_the_folder_of_a_killed_run_is_removed_and_its_postgresql_is_ended(tmp_path: Path) -> None:
    of_somebody_else = tmp_path / f"{PREFIX}unknown"
    of_somebody_else.mkdir()
    run = forkserver.start(["-c", RUN, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    folder, server = run.stdout.readline().split()
    assert remove_abandoned(tmp_path) == []
    with held(Path(folder)):  # as a worker of the run does
        run.kill()
        run.communicate()
        assert remove_abandoned(tmp_path) == []
    assert _runs(int(server))
    assert remove_abandoned(tmp_path) == [Path(folder)]
    assert not _runs(int(server))
    assert list(tmp_path.iterdir()) == [of_somebody_else]


def test_the_folder_of_a_run_is_removed_at_its_end(tmp_path: Path) -> None:
    with new_folder(tmp_path) as folder:
        (folder / "file").touch()
    assert list(tmp_path.iterdir()) == []
