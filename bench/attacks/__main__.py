"""Run the attacks, one after the other, each against an instance that is calm again; print what an operator notices.

Bars, for each attack with the shipped limits: the median of every probe within 5 times its calm median or 100 ms,
whichever is more; none over 1.5 s, none refused; the memory of the process within 1.5 times the calm one, PostgreSQL's
within 1 GB; within 10 s after the attack the probes are calm again. The exit status is 1 when a bar is missed.

The attackers run in a process of their own with the lowest priority, since on another machine they would not take
processor time from the server.
"""

import asyncio
import contextlib
import importlib
import os
import pkgutil
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import asyncpg
import httpx
import psutil

import bench.attacks
from backend.demo.access import ADDRESS
from backend.demo.tokens import demo_line_tokens, demo_token
from backend.embedded import locate_server
from backend.settings import Settings
from bench.attacks._probes import Operator, Timings
from bench.attacks.target import Target
from tests.servers import CRM, free_port

CALM_SECONDS, RECOVERY_SECONDS = 10, 10
DESK = "desk"  # the operator of the probes; another person than the attackers'
TIMES_CALM, LEAST_SECONDS, WORST_SECONDS = 5, 0.1, 1.5
TIMES_MEMORY, POSTGRESQL_BYTES = 1.5, 1_000_000_000


def attacks(named: Sequence[str] = ()) -> dict[str, ModuleType]:
    """The modules of the attacks, by name. Raises SystemExit when a name is unknown."""
    names = [m.name for m in pkgutil.iter_modules(bench.attacks.__path__) if not m.name.startswith("_")]
    names.remove("target")
    if unknown := sorted(set(named) - set(names)):
        sys.exit(f"unknown attacks: {', '.join(unknown)}; there are: {', '.join(names)}")
    return {name: importlib.import_module(f"bench.attacks.{name}") for name in names if not named or name in named}


@dataclass
class Instance:
    target: Target
    desk: str  # the token of the probes

    def memory(self) -> tuple[int, int]:
        """The memory of the API's process, and of PostgreSQL's processes without what they share, in bytes."""
        served = psutil.Process(self.target.pid)
        cluster = locate_server(Settings(data_dir=Path(self.target.data_dir))).cluster
        owner = int((cluster / "postmaster.pid").read_text().split()[0])
        postgres = 0
        for process in [psutil.Process(owner), *psutil.Process(owner).children()]:
            with contextlib.suppress(psutil.NoSuchProcess):
                postgres += process.memory_full_info().uss
        return served.memory_info().rss, postgres

    def disk(self) -> int:
        """The bytes of the data directory."""
        files = (path for path in Path(self.target.data_dir).rglob("*") if path.is_file())
        total = 0
        for path in files:
            with contextlib.suppress(FileNotFoundError):
                total += path.stat().st_size
        return total


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Instance]:
    """Run `crm run`, which is what `make run` starts, with data of its own."""
    port = free_port()
    environment = {**os.environ, "CRM_DATA_DIR": str(folder), "CRM_PORT": str(port), "CRM_LOG_LEVEL": "error"}
    environment.pop("CRM_DATABASE_URL", None)
    with (folder / "attacks.log").open("wb") as log:
        process = subprocess.Popen([CRM, "run"], env=environment, stdout=log, stderr=log)
    try:
        for _ in range(1200):
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                    break
            if process.poll() is not None:
                sys.exit((folder / "attacks.log").read_text())
            time.sleep(0.1)
        url = subprocess.run(
            [CRM, "database-url"], env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()
        yield asyncio.run(_instance(folder, port, url, process.pid))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


async def _instance(folder: Path, port: int, url: str, pid: int) -> Instance:
    settings, issuer = Settings(data_dir=folder), f"http://127.0.0.1:{port}"
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(
            "insert into user_account (email, name, role, status, password_hash, demo, created_at)"
            " select $1, 'Desk', role, status, password_hash, true, clock_timestamp() from user_account where email = $2",
            ADDRESS.format(role=DESK), ADDRESS.format(role="operator"),
        )  # fmt: skip
    finally:
        await connection.close()
    roles = ("admin", "operator", "analyst", "subscriber")
    tokens = {role: await demo_token(settings, url, role, 12, issuer) for role in roles}
    subscribers = await demo_line_tokens(settings, url, 100, 12, issuer)
    desk = await demo_token(settings, url, DESK, 12, issuer)
    return Instance(Target(port, url, str(folder), pid, tokens, subscribers), desk)


def misses(calm: dict[str, Timings], seen: dict[str, Timings]) -> list[str]:
    """The bars that the probes missed."""
    found = []
    for name, timings in seen.items():
        allowed = max(TIMES_CALM * calm[name].median, LEAST_SECONDS)
        if timings.refused:
            found.append(f"{name}: {len(timings.refused)} refused, such as {timings.refused[0]}")
        if timings.median > allowed:
            found.append(f"{name}: median {timings.median * 1000:.0f} ms, allowed {allowed * 1000:.0f} ms")
        if timings.worst > WORST_SECONDS:
            found.append(f"{name}: worst {timings.worst:.1f} s")
    return found


async def under(instance: Instance, operator: Operator, name: str, folder: Path, calm: dict[str, Timings]) -> list[str]:
    """Run one attack. Prints its row; returns the bars that were missed."""
    module = attacks([name])[name]
    before, used = instance.memory(), instance.disk()
    description = folder / "target.json"
    instance.target.write(description)
    attacker = subprocess.Popen(
        ["nice", "-n", "19", sys.executable, "-m", "bench.attacks._attacker", name, str(description)]
    )
    try:
        await asyncio.sleep(1.5)  # the attacker's imports
        seen = await operator.work(getattr(module, "SECONDS", 10))
        during = instance.memory()
        ended = attacker.poll()
    finally:
        attacker.kill()
        attacker.wait()
    missed = misses(calm, seen)
    if ended is not None:
        missed.append(f"the attack ended by itself with the status {ended}")
    if during[0] > TIMES_MEMORY * before[0]:
        missed.append(f"memory {before[0] / 1e6:.0f} -> {during[0] / 1e6:.0f} MB")
    if during[1] > POSTGRESQL_BYTES:
        missed.append(f"PostgreSQL's memory {during[1] / 1e6:.0f} MB")
    await asyncio.sleep(RECOVERY_SECONDS)
    missed += [f"10 s later: {each}" for each in misses(calm, await operator.work(3))]
    cells = [f"{t.median * 1000:5.0f} {t.worst * 1000:6.0f}" for t in seen.values()]
    grown = (instance.disk() - used) / 1e6
    print(f"| {name:22} | {' | '.join(cells)} | {during[0] / 1e6:4.0f} | {during[1] / 1e6:5.0f} | {grown:6.0f} |")
    for each in missed:
        print(f"    missed: {each}", flush=True)
    return missed


async def attacked(instance: Instance, names: Sequence[str], folder: Path) -> int:
    operator = Operator(instance.target.url, instance.desk, ADDRESS.format(role=DESK), "operator of the demo")
    await operator.prepare()
    await operator.work(3)  # plans and caches
    calm = await operator.work(CALM_SECONDS)
    print(__doc__)
    print(f"| {'median, worst in ms':22} | {' | '.join(f'{name:>12}' for name in calm)} | MB   | MB PG | MB disk |")
    print(f"| {'calm':22} | {' | '.join(f'{t.median * 1000:5.0f} {t.worst * 1000:6.0f}' for t in calm.values())} |")
    missed = []
    for name in names:
        missed += await under(instance, operator, name, folder, calm)
    await operator.close()
    print("every bar was met" if not missed else f"{len(missed)} bars were missed")
    return 1 if missed else 0


def main() -> int:
    names = list(attacks(sys.argv[1:]))
    folder = Path(tempfile.mkdtemp(prefix="crm-attacks-"))
    folder.chmod(0o755)
    try:
        with served(folder) as instance:
            return asyncio.run(attacked(instance, names, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
