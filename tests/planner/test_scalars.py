"""Scalars: accepted and refused input; moments have one output form."""

import base64
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest

from backend.planner.text import moment_text
from backend.schema.scalars import read_date, read_decimal, read_moment
from tests.client import Client

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["1_000", "١٢", "１２", " 12", "12 ", "NaN", "Infinity", "", ".", "0x1", "1,5", "--1"])
def test_a_decimal_has_ascii_digits(text: str) -> None:
    with pytest.raises(ValueError, match="a Decimal"):
        read_decimal(text)


@pytest.mark.parametrize("text", ["12.50", "+5", "-0.5", ".5", "5.", "1e3", 12])
def test_valid_decimals_are_accepted(text: Any) -> None:
    assert str(read_decimal(text)) == str(type(read_decimal("1"))(text))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31T12:00:00Z", NOON),
        ("2026-01-31t12:00:00z", NOON),
        ("2026-01-31T18:00:00+06:00", NOON),
        ("2026-01-31T12:00:00.5-00:00", NOON + timedelta(milliseconds=500)),
        ("2026-01-31T12:00:00.000001Z", NOON + timedelta(microseconds=1)),
    ],
)
def test_moments_of_rfc_3339_are_accepted(text: str, moment: datetime) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-31 12:00:00Z", "2026-W05-6T12:00:00Z", "20260131T120000Z", "2026-01-31T12:00Z", "2026-01-31T12:00:00",
        "2026-01-31T12:00:00+0600", "2026-01-31T12:00:00+06", "2026-01-31T12:00:00,5Z", "2026-01-31T12:00:00+06:00:01",
        "2026-02-30T12:00:00Z", "2026-01-31T25:00:00Z", "٢٠٢٦-01-31T12:00:00Z", "2026-01-31", "0001-01-01T00:00:00+06:00",
    ],
)  # fmt: skip
def test_moments_outside_rfc_3339_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a DateTime"):
        read_moment(text)


@pytest.mark.parametrize("text", ["20260131", "2026-W05-6", "2026-02-30", "2026-1-31"])
def test_a_date_has_one_form(text: str) -> None:
    with pytest.raises(ValueError, match=r"day|Date|date"):
        read_date(text)


@pytest.mark.database
def test_postgresql_and_python_write_a_moment_with_the_same_fixed_length(reading_client: Client) -> None:
    query = "query($id: ID!, $f: DateTime!, $t: DateTime!) { statement(contractId: $id, from: $f, to: $t) { from to } }"
    contract = "con_" + str(reading_client.value("select id from contract where number = 'KX1'"))
    for moment in (NOON, NOON + timedelta(microseconds=120_000), datetime(1, 1, 2, tzinfo=UTC)):
        for zone in (UTC, timezone(timedelta(hours=6))):
            told = moment_text(moment.astimezone(zone))
            assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}\+00:00", told)
            given = {"id": contract, "f": moment.astimezone(zone).isoformat(), "t": moment.isoformat()}
            assert reading_client.ask(query, given)["statement"] == {"from": told, "to": told}
    least = "{ paymentsAggregate { min(field: CREATED_AT) } a: payments(orderBy: [{ field: CREATED_AT }], first: 1) { nodes { createdAt } } }"
    found = reading_client.ask(least)
    assert found["paymentsAggregate"][0]["min"] == found["a"]["nodes"][0]["createdAt"]
    assert len(found["paymentsAggregate"][0]["min"]) == 32


@pytest.mark.database
def test_cursors_of_earlier_releases_without_trailing_zeros_are_accepted(reading_client: Client) -> None:

    page = reading_client.ask("{ customers(first: 2) { edges { cursor node { number } } } }")["customers"]["edges"]
    name, moment, key = orjson.loads(base64.b64decode(page[0]["cursor"]))
    short = moment.replace("+00:00", "").rstrip("0").rstrip(".") + "+00:00"
    cursor = base64.b64encode(f'["{name}","{short}","{key}"]'.encode()).decode()
    query = "query($a: String) { customers(first: 1, after: $a) { nodes { number } } }"
    assert reading_client.ask(query, {"a": cursor})["customers"]["nodes"] == [page[1]["node"]]
