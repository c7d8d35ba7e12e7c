"""Every case of the corpus through the whole system ends with its expected outcome.

Duration: forty seconds of processor time, since each of 150 files is read by a process of its own, as in production.
"""

import pytest

from backend.settings import Settings
from tests.client import Client
from tests.factories.tariffs import new_tariff
from tests.imports.bulk import post, rejected, work
from tests.imports.corpus import CASES, Case
from tests.imports.subscriber_files import TARIFF

pytestmark = pytest.mark.database
DATABASE_CODES = {"OPTION_NOT_FOUND", "INVALID_AMOUNT", "INSUFFICIENT_BALANCE", "POOL_EMPTY"}


@pytest.fixture(scope="module")
def desk(module_client: Client) -> Client:
    module_client.insert(new_tariff(TARIFF))
    return module_client


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_of_the_corpus_ends_with_its_expected_outcome(desk: Client, settings: Settings, case: Case) -> None:
    mapping = [{"column": name, "is": target} for name, target in (case.mapping or {}).items()]
    payload = desk.run(post(desk, case.body, dryRun=True, mapping=mapping or None))
    if not case.body:
        assert [error["code"] for error in payload["errors"]] == ["INVALID_FILE"]
        return
    assert payload["errors"] == []
    job = work(desk, settings, payload["job"]["id"])
    if case.structure is not None:
        assert (job["state"], job["failureCode"], job["failureRow"]) == (
            "FAILED",
            str(case.structure[0]),
            case.structure[1],
        )
        assert (job["rows"], job["done"]) == (0, 0)
        return
    assert job["state"] == "COMPLETED", job
    assert job["rows"] == job["done"] == case.rows
    wrong = [(row, column, str(code)) for row, column, code in case.rejected]
    found = rejected(job)
    assert [each for each in found if each in wrong] == wrong[:100]
    # The database may reject further rows, with options or balances that are well-formed.
    assert {code for row, column, code in found if (row, column, code) not in wrong} <= DATABASE_CODES
