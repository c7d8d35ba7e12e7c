"""D3: the catalogue as one JSON file, out and in."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.cli.catalogue import _export, _import
from backend.errors import StartupError
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database
VERSION = {"number": 1, "validFrom": "2026-01-01T00:00:00Z", "monthlyFee": "100.00", "allowances": []}
MESSAGE = {"en": "Does not fit.", "ru": "Не подходит.", "ky": "Туура келбейт."}


@pytest.fixture(scope="module")
def admin(module_database_url: str, settings: Settings) -> Iterator[Client]:
    client = Client(module_database_url, settings, viewer=Viewer(Role.ADMIN, "admin", currency="KGS", language="RU"))
    yield client
    client.close()


def exported(client: Client, settings: Settings) -> Any:
    return json.loads(client.run(_export(settings, client.url)))


def read(client: Client, settings: Settings, document: Any, *, dry_run: bool = False) -> int:
    content = json.dumps(document).encode()
    changed: int = client.run(_import(settings, client.url, content, "каталог", dry_run=dry_run))
    return changed


def moved(document: Any, prefix: str) -> Any:
    """The same catalogue with other codes."""
    found = json.loads(json.dumps(document))
    for each in (*found["tariffs"], *found["options"]):
        each["code"] = prefix + each["code"]
    for each in found["options"]:
        each["tariffs"] = [prefix + code for code in each["tariffs"]]
    for each in found["rules"]:
        each |= {
            name: prefix + each[name] for name in ("tariff", "option", "otherTariff", "otherOption") if name in each
        }
    return found


def own(document: Any, prefix: str) -> Any:
    """What of a catalogue has codes with a prefix."""
    coded = {
        name: [each for each in document[name] if each["code"].startswith(prefix)] for name in ("tariffs", "options")
    }
    about = [each for each in document["rules"] if each.get("tariff", each.get("option")).startswith(prefix)]
    return {"form": document["form"], **coded, "rules": about}


def test_d3_a_catalogue_that_was_written_is_read_and_written_the_same(
    admin: Client, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = "mutation ($input: SetCompatibilityRuleInput!) { setCompatibilityRule(input: $input) { errors { code } } }"
    for given in (
        {"form": "REQUIRES", "optionCode": "MUSIC", "otherOptionCode": "NET5"},
        {"form": "AGE", "tariffCode": "T05", "minAge": 14, "maxAge": 25},
        {"form": "SALES_PERIOD", "tariffCode": "T05", "soldUntil": "2030-12-31"},
    ):
        admin.ask(rule, {"input": {**given, "message": MESSAGE, "reason": "правило"}})
    before = exported(admin, settings)
    assert len(before["tariffs"]) > 10
    assert any(len(each["versions"]) > 1 for each in before["tariffs"])
    assert any(version["allowances"] for each in before["tariffs"] for version in each["versions"])
    assert read(admin, settings, before) == 0
    other = moved(before, "Q")
    items = sum(len(other[name]) for name in ("tariffs", "options", "rules"))
    assert read(admin, settings, other, dry_run=True) == items
    assert "dry run" in capsys.readouterr().err
    assert exported(admin, settings) == before
    assert read(admin, settings, other) == items
    after = exported(admin, settings)
    assert own(after, "Q") == other
    assert [each for each in after["tariffs"] if not each["code"].startswith("Q")] == before["tariffs"]
    assert read(admin, settings, other) == 0
    entry = admin.sql("select actor, verb from audit_entry order by created_at desc, id desc limit 1")[0]
    assert (entry["actor"].split(":")[0], entry["verb"]) == ("command", "importCatalogue")


def test_a_further_version_is_put_into_force_and_a_published_one_is_never_changed(
    admin: Client, settings: Settings
) -> None:
    tariff = {"code": "NF1", "name": "Из файла", "currency": "KGS", "active": True, "versions": [VERSION]}
    assert read(admin, settings, {"tariffs": [tariff]}) == 1
    further = {"number": 2, "monthlyFee": "120", "allowances": [{"kind": "MINUTES", "scope": "NATIONAL", "amount": 60}]}
    assert read(admin, settings, {"tariffs": [{**tariff, "versions": [VERSION, further]}]}) == 1
    asked = '{ tariff(code: "NF1") { monthlyFee { amount } currentVersion { number allowances { amount } } } }'
    assert admin.ask(asked)["tariff"] == {
        "monthlyFee": {"amount": "120.00"}, "currentVersion": {"number": 2, "allowances": [{"amount": 60}]},
    }  # fmt: skip
    with pytest.raises(StartupError, match=r"^tariffs\[0\]\.versions\[0\]\.number: version 1 is published"):
        read(admin, settings, {"tariffs": [{**tariff, "versions": [{**VERSION, "monthlyFee": "1.00"}]}]})
    # Sold no more, with the versions that it has.
    assert read(admin, settings, {"tariffs": [{**tariff, "active": False}]}) == 1
    assert admin.ask('{ tariff(code: "NF1") { active } }')["tariff"] == {"active": False}


def test_a_wrong_file_is_refused_by_its_place_and_changes_nothing(admin: Client, settings: Settings) -> None:
    before = exported(admin, settings)
    new = {"code": "NF9", "name": "Новый", "currency": "KGS", "versions": [VERSION]}
    option = {"code": "OF9", "name": "Новая", "currency": "KGS", "fee": "1", "tariffs": ["NONE"]}
    rule = {"form": "AGE", "tariff": "NF9", "minAge": 20, "maxAge": 19, "message": MESSAGE}
    late = {**VERSION, "number": 3}
    for document, place in (
        ({"tariffs": [new, {**new, "price": 1}]}, r"tariffs\[1\]\.price: "),
        ({"tariffs": [new, {**new, "code": "a b"}]}, r"tariffs\[1\]\.code: a code has"),
        ({"tariffs": [new, {**new, "code": "nf9"}]}, r"tariffs\[1\]\.code: NF9 is given twice"),
        (
            {"tariffs": [{**new, "versions": [VERSION, late]}]},
            r"tariffs\[0\]\.versions\[1\]\.number: the next version is 2",
        ),
        (
            {"tariffs": [{**new, "versions": [{**VERSION, "monthlyFee": "1.001"}]}]},
            r"tariffs\[0\]\.versions\[0\]\.monthlyFee",
        ),
        (
            {"tariffs": [{**new, "versions": [{**VERSION, "monthlyFee": "NaN"}]}]},
            r"tariffs\[0\]\.versions\[0\]\.monthlyFee",
        ),
        ({"tariffs": [{**new, "code": "T05", "currency": "USD"}]}, r"tariffs\[0\]\.currency: the tariff T05 is in KGS"),
        ({"tariffs": [new], "options": [option]}, r"options\[0\]\.tariffCodes: there is no tariff"),
        ({"tariffs": [new], "rules": [rule]}, r"rules\[0\]\.maxAge: maxAge is before minAge"),
        ({"form": 2}, r"form: "),
        ([], r"the file: "),
    ):
        with pytest.raises(StartupError, match="^" + place):
            read(admin, settings, document)
    with pytest.raises(StartupError, match="the file: Invalid JSON"):
        admin.run(_import(settings, admin.url, b'{"tariffs": [', "каталог", dry_run=False))
    assert exported(admin, settings) == before
