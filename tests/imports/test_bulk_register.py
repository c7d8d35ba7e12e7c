"""ManyRegister: rows are validated, valid ones inserted or updated, invalid ones logged, all of them counted."""

import pytest

from backend.settings import Settings
from tests.client import Client
from tests.imports.bulk import good, register, rejected

pytestmark = pytest.mark.database


def test_good_rows_are_registered_and_wrong_ones_explained(client: Client, settings: Settings) -> None:
    rows = [good(1), good(2, phone="12"), good(3, tariff="NONE"), good(4, iccid="8999"), good(5)]
    job = register(client, settings, rows)
    assert (job["state"], job["rows"], job["registered"], job["rejected"]) == ("COMPLETED", 5, 2, 3), job
    assert rejected(job) == [(3, "phone", "INVALID_PHONE"), (4, "tariff", "TARIFF_NOT_FOUND"), (5, "iccid", "INVALID_ICCID")]
