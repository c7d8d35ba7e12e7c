"""A run of the tests: its folder, its processes, and how they collect tests and end. The fixtures are in `fixtures.py`."""

import gc
import importlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.run_folder import RUN_FOLDER, held, new_folder, place_of_runs, remove_abandoned


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Each process of the run holds the folder of the run, which the first one makes. Those that run tests import the
    fixtures, and with them the product, which takes seconds: a process that distributes tests to others does not.
    """
    if hasattr(config, "workerinput") or config.option.collectonly or config.option.dist == "no":
        gc.disable()  # nearly nothing that is imported or collected is garbage
        config.pluginmanager.import_plugin("tests.fixtures")
    with ExitStack() as held_until_the_end:
        if hasattr(config, "workerinput"):
            folder = Path(config.workerinput["run_folder"])
            held_until_the_end.enter_context(held(folder))
        else:
            remove_abandoned(place_of_runs())
            folder = held_until_the_end.enter_context(new_folder(place_of_runs()))
        config.stash[RUN_FOLDER] = folder
        if config.option.basetemp is None:  # workers have folders in that of the run
            config.option.basetemp = folder / "files"
        config.add_cleanup(held_until_the_end.pop_all().close)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """In the first run each worker compiles a share of the test files, which pytest otherwise compiles in each worker."""
    worker = getattr(session.config, "workerinput", None)
    if worker is None:
        return
    roots = [Path(argument.partition("::")[0]) for argument in session.config.args]
    files = sorted({file for root in roots for file in ([root] if root.is_file() else _test_files(root))})
    for file in files[int(worker["workerid"].removeprefix("gw")) :: worker["workercount"]]:
        if str(file.parent) not in sys.path:
            sys.path.insert(0, str(file.parent))
        with suppress(Exception, pytest.skip.Exception):  # the collection imports it again, and reports the error
            importlib.import_module(file.stem)


def _test_files(folder: Path) -> Iterator[Path]:
    for depth in range(3):
        yield from folder.glob("*/" * depth + "test_*.py")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """With `-x` a failure in one worker ends the others after their current test, not after all tests assigned to them."""
    result = yield
    if hasattr(item.config, "workerinput"):
        seen_by_all = item.config.stash[RUN_FOLDER] / "failed"
        if item.session.shouldfail:
            seen_by_all.touch()
        elif seen_by_all.exists():
            item.session.shouldstop = "another worker's test failed"
    return result


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for garbage less often, and not in what was imported: it took a tenth of the processor time."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)
