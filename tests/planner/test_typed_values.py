"""Arguments and filters are normalised like the stored values that they are compared with."""

import unicodedata
from typing import Any

import pytest

from tests.client import Client

pytestmark = pytest.mark.database

NUMBERS = "query ($of: PhoneNumberFilter) { phoneNumbers(filter: $of) { totalCount nodes { msisdn } } }"
CUSTOMERS = "query ($of: CustomerFilter) { customers(filter: $of) { totalCount nodes { number } } }"
SIMS = "query ($of: SimFilter) { sims(filter: $of) { totalCount nodes { iccid } } }"


def _stored(client: Client, column: str, table: str, where: str = "true") -> Any:
    return client.value(f"select {column} from {table} where {where} order by {column} limit 1")


def _national(msisdn: str) -> str:
    return "0" + msisdn.removeprefix("+996")


def _as_written(msisdn: str) -> list[str]:
    digits = msisdn[4:]
    return [
        f"0{digits}", digits, f"996{digits}", f"00996{digits}", f"+996 ({digits[:3]}) {digits[3:5]}-{digits[5:7]}-{digits[7:]}",
        f"+996\u00a0{digits[:3]}\u200b{digits[3:]}", f"0 {digits[:3]} {digits[3:]}",
    ]  # fmt: skip


def test_a_number_is_found_by_each_of_its_spellings(reading_client: Client) -> None:
    msisdn = _stored(reading_client, "msisdn", "phone_number")
    for written in _as_written(msisdn):
        for of in ({"eq": written}, {"in": ["0555 OOO 123", written]}):
            found = reading_client.ask(NUMBERS, {"of": {"msisdn": of}})["phoneNumbers"]
            assert found["nodes"] == [{"msisdn": msisdn}], written
    everything = reading_client.ask(NUMBERS, {"of": {}})["phoneNumbers"]["totalCount"]
    others = reading_client.ask(NUMBERS, {"of": {"msisdn": {"ne": _national(msisdn)}}})["phoneNumbers"]["totalCount"]
    assert others == everything - 1


def test_a_part_of_a_number_is_matched_by_its_digits(reading_client: Client) -> None:
    msisdn = _stored(reading_client, "msisdn", "phone_number")
    begins = reading_client.value("select count(*) from phone_number where msisdn like $1", msisdn[:8] + "%")
    for begun in (
        _national(msisdn)[:5],
        msisdn[:8],
        f"00{msisdn[1:8]}",
        f"996 {msisdn[4:8]}",
        f"({msisdn[4:7]}) {msisdn[7:8]}",
    ):
        found = reading_client.ask(NUMBERS, {"of": {"msisdn": {"startsWith": begun}}})["phoneNumbers"]["totalCount"]
        assert found == begins > 0, begun
    inside = f"{msisdn[7:9]} {msisdn[9:11]}-{msisdn[11:]}"
    for part in (inside, f"{_national(msisdn)[:4]} {inside}"):
        found = reading_client.ask(NUMBERS, {"of": {"msisdn": {"contains": part}}})["phoneNumbers"]["nodes"]
        assert {"msisdn": msisdn} in found, part


def test_an_invalid_number_matches_nothing_without_an_error(reading_client: Client) -> None:
    for operator in ("eq", "startsWith", "contains"):
        for text in ("0555 OOO 123", "Асанов", "123 доб. 12"):
            found = reading_client.ask(NUMBERS, {"of": {"msisdn": {operator: text}}})["phoneNumbers"]
            assert found["totalCount"] == 0, (operator, text)
    everything = reading_client.ask(NUMBERS, {"of": {}})["phoneNumbers"]["totalCount"]
    assert reading_client.ask(NUMBERS, {"of": {"msisdn": {"ne": "Асанов"}}})["phoneNumbers"]["totalCount"] == everything
    assert reading_client.errors(NUMBERS, {"of": {"msisdn": {"contains": "7 7"}}})
    # Three digits are enough, also where they could be a country code.
    assert reading_client.ask(NUMBERS, {"of": {"msisdn": {"contains": "000"}}})


def test_sims_are_found_by_the_iccid_as_printed(reading_client: Client) -> None:
    iccid = _stored(reading_client, "iccid", "sim")
    printed = f"{iccid[:4]} {iccid[4:8]} {iccid[8:12]}-{iccid[12:]}F"
    for written in (printed, f"{iccid[:10]}\u200b{iccid[10:]}", printed.lower()):
        assert reading_client.ask(SIMS, {"of": {"iccid": {"eq": written}}})["sims"]["nodes"] == [{"iccid": iccid}]
        asked = reading_client.ask("query ($key: String) { sim(iccid: $key) { iccid } }", {"key": written})
        assert asked["sim"] == {"iccid": iccid}
    part = {"iccid": {"contains": f"{iccid[10:14]} {iccid[14:]}"}}
    assert {"iccid": iccid} in reading_client.ask(SIMS, {"of": part})["sims"]["nodes"]


def test_a_sim_by_its_number_and_a_tariff_by_its_code(reading_client: Client) -> None:
    msisdn = _stored(reading_client, "msisdn", "sim", "status = 'ACTIVE'")
    for written in _as_written(msisdn):
        asked = reading_client.ask("query ($key: String) { sim(msisdn: $key) { msisdn } }", {"key": written})
        assert asked["sim"] == {"msisdn": msisdn}, written
    for written in ("t01", " T01 ", "т01", "T\u200b01"):  # the third begins with a Cyrillic letter
        asked = reading_client.ask("query ($key: String) { tariff(code: $key) { code } }", {"key": written})
        assert asked["tariff"] == {"code": "T01"}, written
    assert reading_client.ask('{ tariff(code: "no tariff") { code } sim(msisdn: "OOO") { id } }') == {
        "tariff": None,
        "sim": None,
    }
    assert reading_client.errors("query ($key: String) { tariff(code: $key) { code } }", {"key": "T" * 501})


def test_customers_are_found_by_spellings_of_address_phone_name_and_number(reading_client: Client) -> None:
    (row,) = reading_client.sql(
        "select number, name, phone, email from customer where email is not null and name ~ 'й' order by number limit 1"
    )
    filters = [
        {"email": {"eq": f" {row['email'].upper()}"}}, {"email": {"contains": row["email"].upper()}},
        {"phone": {"eq": _national(row["phone"])}}, {"number": {"eq": row["number"].lower()}},
        {"name": {"eq": unicodedata.normalize("NFD", row["name"])}, "number": {"startsWith": row["number"].lower()}},
        {"name": {"contains": unicodedata.normalize("NFD", row["name"])}, "number": {"contains": row["number"].lower()}},
    ]  # fmt: skip
    for of in filters:
        found = reading_client.ask(CUSTOMERS, {"of": of})["customers"]["nodes"]
        assert {"number": row["number"]} in found, of
