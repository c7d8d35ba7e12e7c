"""Several processes behind one socket: the death of one, however often, does not end the others."""

import signal
import subprocess
from pathlib import Path

from tests import forkserver

# One process runs until it is stopped. The others end at once, until there have been ten of them.
ONE_DIES = """
import os, sys, time
from pathlib import Path
from backend import processes

processes.POLL_SECONDS, processes.EARLY_EXIT_SECONDS = 0.01, 0.2
processes.FIRST_PAUSE_SECONDS, processes.MAX_PAUSE_SECONDS = 0.1, 0.15
journal = Path(sys.argv[1])

def serve():
    try:
        journal.with_name("lasting").open("x").write(str(os.getpid()))
    except FileExistsError:
        with journal.open("a") as lines:
            lines.write(f"{os.getpid()}\\n")
        if journal.read_text().count("\\n") <= 10:
            os._exit(1)
    time.sleep(60)

processes.supervise(2, serve, None)
"""
ALL_DIE = """
from backend import processes

processes.POLL_SECONDS, processes.FIRST_PAUSE_SECONDS = 0.01, 0.01
processes.supervise(2, lambda: None, None)
"""


def _alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def test_a_process_that_dies_again_and_again_does_not_end_the_others(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journal.touch()
    supervisor = forkserver.start(["-c", ONE_DIES, str(journal)], stderr=subprocess.PIPE, text=True)
    started: list[int] = []
    while len(started) < 11:
        assert supervisor.poll() is None, supervisor.communicate()
        started = [int(line) for line in journal.read_text().split()]
    lasting = int((tmp_path / "lasting").read_text())
    assert _alive(lasting)
    supervisor.send_signal(signal.SIGTERM)
    _, errors = supervisor.communicate(30)
    assert supervisor.wait() == 0, errors
    assert not _alive(lasting)


def test_processes_that_all_end_at_their_start_are_given_up() -> None:
    done = forkserver.run(["-c", ALL_DIE])
    assert done.returncode == 1
    assert "the API's processes end as soon as they are started" in done.stderr
