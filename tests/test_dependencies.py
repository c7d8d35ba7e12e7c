"""The locked packages: their licences, and their comparison with security advisories in the OSV format."""

import importlib.util
import json
import sys
import zipfile
from email.message import Message
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.version import Version

ROOT = Path(__file__).parents[1]


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return loaded(ROOT / "scripts" / "advisories.py")


def advisory(identity: str, name: str, events: list[dict[str, str]], **more: Any) -> dict[str, Any]:
    affected = {"package": {"ecosystem": "PyPI", "name": name}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    return {"id": identity, "summary": "of a test", "affected": [affected], **more}


@pytest.mark.parametrize(
    ("events", "inside", "outside"),
    [
        ([{"introduced": "0"}], ["0.1", "9"], []),
        ([{"introduced": "0"}, {"fixed": "2.0"}], ["1.9"], ["2.0", "2.0.1"]),
        ([{"introduced": "1.2"}, {"last_affected": "1.10"}], ["1.2", "1.10"], ["1.1", "1.10.1"]),
        ([{"introduced": "0"}, {"fixed": "1"}, {"introduced": "2"}, {"fixed": "3"}], ["0.5", "2.5"], ["1.5", "3"]),
    ],
)
def test_a_version_lies_in_a_range_or_not(
    script: ModuleType, events: list[dict[str, str]], inside: list[str], outside: list[str]
) -> None:
    affected = advisory("A", "any", events)["affected"][0]
    assert [script.concerns(affected, Version(each)) for each in inside] == [True] * len(inside)
    assert [script.concerns(affected, Version(each)) for each in outside] == [False] * len(outside)


def test_an_advisory_for_a_locked_version_is_reported(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = [{"introduced": "0"}]
    given = [
        advisory("HIT", "SQLAlchemy", every),  # names are compared in their normalised form
        advisory("FIXED", "sqlalchemy", [{"introduced": "0"}, {"fixed": "1.0"}]),
        advisory("WITHDRAWN", "sqlalchemy", every, withdrawn="2026-01-01T00:00:00Z"),
        advisory("FOREIGN", "left-pad", every),
    ]
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for each in given:
            file.writestr(f"{each['id']}.json", json.dumps(each))
            (tmp_path / f"{each['id']}.json").write_text(json.dumps(each))
    for path in (archive, tmp_path):
        assert script.main([str(path)]) == 1
        lines = capsys.readouterr().out.splitlines()
        assert [line.split(":")[1].split()[0] for line in lines[:-1]] == ["HIT"]
        assert lines[-1] == "advisories: 4 read, 1 concern a locked version"
    for each in given[:1]:
        (tmp_path / f"{each['id']}.json").unlink()
    archive.unlink()
    assert script.main([str(tmp_path)]) == 0
    (tmp_path / "empty").mkdir()
    assert script.main([str(tmp_path / "empty")]) == 2


@pytest.mark.parametrize(
    ("declared", "accepted"),
    [
        ({"License-Expression": "MIT"}, True),
        ({"License": "LGPL"}, True),
        ({"Classifier": "License :: OSI Approved :: GNU Lesser General Public License v3 (LGPLv3)"}, True),
        ({"License": "GPL-3.0-only"}, False),
        ({"License-Expression": "AGPL-3.0-or-later"}, False),
        ({"License-Expression": "MIT AND GPL-2.0-only"}, False),
        ({"Classifier": "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"}, False),
        ({}, False),
    ],
)
def test_only_packages_with_an_accepted_licence_are_shipped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, declared: dict[str, str], *, accepted: bool
) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "scripts" / "documentation"), *sys.path])
    page = loaded(ROOT / "scripts" / "documentation" / "licences.py")
    message = Message()
    for name, value in declared.items():
        message[name] = value
    page.metadata = lambda _name: message
    lock = tmp_path / "requirements.txt"
    lock.write_text("some-package==1.0 \\\n    --hash=sha256:00\n")
    if accepted:
        assert "| some-package | 1.0 |" in page.licences_page(lock)
    else:
        with pytest.raises(ValueError, match="some-package"):
            page.licences_page(lock)
