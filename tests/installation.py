"""The installation that every PostgreSQL of a run starts from. It is prepared once; a copy of its folder is quick.

Its cluster has two databases with the real migrations and the small demo data: the product's, and the template of
tests, which has unusual rows too.
"""

import asyncio
import fcntl
import os
import shutil
import subprocess
from pathlib import Path

from backend.auth.keys import KeyRing
from backend.auth.secrets import load_secrets
from backend.database import Database
from backend.demo import load_demo
from backend.demo.access import load_demo_access
from backend.embedded import APPLICATION_ROLE, DATABASE, OWNER_ROLE, ServerLocation, locate_server, private_server
from backend.embedded.cluster import initialise
from backend.migrate import migrate
from backend.settings import Settings
from tests.connections import PATIENCE_SECONDS
from tests.databases import TEMPLATE, statement
from tests.world import add_unusual_rows

DEMO_CUSTOMERS = 12
PREPARED = "prepared"


def new_installation(run: Path, name: str) -> Settings:
    """The settings of an installation in the folder `name` of the run. It has the run's secret, and no cluster yet."""
    settings = _settings(run / name)
    settings.data_dir.mkdir()
    settings.data_dir.chmod(0o755)
    load_secrets(_settings(run / PREPARED))  # creates it once
    shutil.copy(run / PREPARED / "secret", settings.data_dir)
    return settings


def add_cluster(run: Path, settings: Settings) -> None:
    """Copy the cluster of the run, which the process that asks first prepares while the others wait."""
    ready = run / "ready"
    with (run / "preparation").open("w") as one_at_a_time:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        if not ready.exists():
            _prepare(_settings(run / PREPARED))
            ready.touch()
    subprocess.run(["cp", "-a", f"{run / PREPARED}/.", settings.data_dir], check=True)


def _settings(folder: Path) -> Settings:
    which = os.environ.get("CRM_TEST_POSTGRES", "auto")
    return Settings(
        data_dir=folder,
        postgres=which,
        execution_seconds=PATIENCE_SECONDS,
        identity_provider="sandbox",
        reserve_bytes=0,  # a folder in memory needs no space for a recovery
    )


def _prepare(settings: Settings) -> None:
    settings.data_dir.chmod(0o755)
    where = locate_server(settings)
    where.cluster.parent.mkdir(parents=True, exist_ok=True)
    initialise(where)
    # Tests kill processes, never the machine, so nothing must be flushed to disk.
    with (where.cluster / "postgresql.auto.conf").open("a") as file:
        file.write("fsync = off\nfull_page_writes = off\n")
    with private_server(settings, exclusive=True) as (server, _):
        asyncio.run(_fill(server, settings))


async def _fill(server: ServerLocation, settings: Settings) -> None:
    owner, secrets = server.url(OWNER_ROLE, TEMPLATE), load_secrets(settings)
    await statement(server, f"create database {TEMPLATE}")
    await migrate(owner)
    await load_demo(owner, DEMO_CUSTOMERS, lambda *_: None)
    await load_demo_access(owner, secrets)
    # Otherwise each test that signs a token makes two keys, which takes a third of a second.
    database = Database(server.url(APPLICATION_ROLE, TEMPLATE), settings)
    await KeyRing(database, secrets).load()
    await database.close()
    await statement(server, f"create database {DATABASE} template {TEMPLATE}")
    await add_unusual_rows(owner)
