"""What the JSON Schema of an input refuses, the server refuses; and what a validation rule refuses, the schema refuses."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from backend.errors import Refusal
from backend.models.validation_rule import ValidationRule
from backend.services.input_schema import input_schema
from backend.services.input_schema.active import years_before
from backend.services.input_schema.typed import typed_pattern
from backend.services.permissions import ACTS
from backend.services.validation_rule import check_pattern
from backend.settings import Settings
from tests.client import Client
from tests.examples import examples
from tests.factories.validation_rules import new_validation_rule

TODAY = date(2026, 11, 28)


def _limit(*, most: bool) -> Any:
    def check(_: Any, limit: str, value: Any, __: Any) -> Iterator[ValidationError]:
        if isinstance(value, str) and ((value > limit) if most else (value < limit)):
            yield ValidationError(f"{value} is beyond {limit}")

    return check


# As ajv-formats reads them.
Validator = extend(Draft202012Validator, {"formatMaximum": _limit(most=True), "formatMinimum": _limit(most=False)})


def refuses(schema: Any, value: Any) -> bool:
    return not Validator(schema, format_checker=FormatChecker()).is_valid(value)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_every_input_has_a_schema(name: str) -> None:
    schema = input_schema(ACTS[name], [], TODAY)
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == name
    assert schema["additionalProperties"] is False
    assert all(each.get("description") or "$ref" in each for key, each in schema["properties"].items() if key not in {
        "idempotencyKey", "dryRun", "planToken",
    })  # fmt: skip


def _rule(**columns: Any) -> ValidationRule:
    return new_validation_rule(message_en="No.", message_ru="Нет.", message_ky="Жок.", **columns)


RULES = [
    {"form": "REQUIRED", "field": "email", "number": None, "customer_kind": "ORGANISATION"},
    {"form": "REQUIRED", "field": "document.number", "number": None, "severity": "ALERT"},
    {"form": "REQUIRED", "field": "document.expiresOn", "number": None},
    {"form": "FORMAT", "field": "name", "number": None, "min_length": 3, "max_length": 12},
    {"form": "FORMAT", "field": "email", "number": None, "pattern": "[a-z]+@[a-z]+\\.kg"},
    {
        "form": "FORMAT", "field": "document.number", "number": None, "pattern": "[A-Z]{2}[0-9]{4}",
        "document_kind": "PASSPORT", "document_country": "KG",
    },
]  # fmt: skip

_days = st.dates(date(2008, 1, 1), date(2013, 1, 1)) | st.dates(date(1880, 1, 1), date(2030, 1, 1))
_names = st.text("аяёй-  'z", min_size=1, max_size=14) | st.just("Асан Уулу")
_emails = st.from_regex("[a-cA-C]{1,4}@[a-c]{2,4}[.](kg|ru|KG)", fullmatch=True) | st.just("nobody@")
_numbers = st.from_regex("[aA][cC] ?-?[0-9]{3,5} ?", fullmatch=True) | st.sampled_from(["-", "нет", "ab 12 34"])
_documents = st.fixed_dictionaries(
    {"kind": st.sampled_from(["PASSPORT", "ID_CARD"]), "number": _numbers},
    optional={
        "country": st.sampled_from(["KG", "kg", "KZ", "K1"]),
        "expiresOn": st.none() | st.dates(TODAY - timedelta(9), TODAY + timedelta(400)).map(str),
    },
)
_inputs = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["PERSON", "ORGANISATION"]),
        "name": _names,
        "phone": st.sampled_from(["0555 90 12 34", "+996555901234", "12", "нет"]),
    },
    optional={
        "email": st.none() | _emails,
        "birthDate": st.none() | _days.map(str),
        "document": st.none() | _documents,
        "acknowledge": st.none() | st.just(["FIELD_REQUIRED"]) | st.just(["FIELD_REQUIRED", "DOCUMENT_EXPIRED"]),
    },
)
OF_RULES = {"FIELD_REQUIRED", "FORMAT_NOT_ALLOWED", "UNDER_AGE", "DOCUMENT_EXPIRED"}
CREATE = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { errors { code field } } }"
GET_SIM = "mutation ($input: GetSimInput!) { getSim(input: $input) { errors { code field } } }"
CHANGE = "mutation ($input: UpdateCustomerContactInput!) { updateCustomerContact(input: $input) { errors { code } } }"
SCHEMA = "query ($name: String!) { inputSchema(name: $name) }"


@pytest.fixture(scope="module")
def ruled(module_client: Client) -> Client:
    module_client.insert_as_owner(*(_rule(**each) for each in RULES))
    return module_client


def codes_of(client: Client, query: str, value: Any) -> set[str]:
    """The codes of a dry run; REFUSED where the request as a whole was."""
    answer = client.run(client.send(query, {"input": {**value, "dryRun": True}}))
    if "errors" in answer:
        return {"REFUSED"}
    (payload,) = answer["data"].values()
    return {each["code"] for each in payload["errors"]}


@pytest.mark.database
@examples(600)
@given(_inputs)
def test_the_schema_of_a_creation_refuses_what_the_server_refuses(ruled: Client, value: Any) -> None:
    schema = ruled.ask(SCHEMA, {"name": "createCustomer"})["inputSchema"]
    refused, found = refuses(schema, value), codes_of(ruled, CREATE, value)
    assert found or not refused, (value, list(Validator(schema).iter_errors(value)))
    assert refused or not found & OF_RULES, (value, found)
    nested = {"tariffCode": "T01", "customer": {key: each for key, each in value.items() if key != "acknowledge"}}
    if "acknowledge" in value:
        nested["acknowledge"] = value["acknowledge"]
    assert refuses(ruled.ask(SCHEMA, {"name": "getSim"})["inputSchema"], nested) == refused, value


@pytest.mark.database
@examples(200)
@given(st.fixed_dictionaries({}, optional={"name": st.none() | _names, "email": st.none() | _emails}))
def test_the_schema_of_a_change_looks_at_what_is_given(ruled: Client, value: Any) -> None:
    customer = ruled.value("select 'cus_' || id from customer where number = 'CD00000003'")
    value = {"id": customer, **value}
    schema = ruled.ask(SCHEMA, {"name": "updateCustomerContact"})["inputSchema"]
    refused, found = refuses(schema, value), codes_of(ruled, CHANGE, value)
    assert found or not refused, value
    assert refused or not found & OF_RULES, (value, found)


@pytest.mark.database
def test_a_schema_has_the_code_and_the_messages_of_each_rule(module_client: Client, settings: Settings) -> None:
    schema = module_client.ask(SCHEMA, {"name": "createCustomer"})["inputSchema"]
    age = next(each for each in schema["allOf"] if each["x-code"] == "UNDER_AGE")
    assert age["x-messages"]["KY"] == "Абонент 16 жаштан кичүү болбошу керек."
    day = module_client.value("select (now() at time zone $1)::date", settings.time_zone)
    limit = {"birthDate": {"format": "date", "formatMaximum": years_before(day, 16).isoformat()}}
    assert age["then"] == {"properties": limit}
    assert module_client.ask(SCHEMA, {"name": "retryJob"}) == {"inputSchema": None}
    assert module_client.ask(SCHEMA, {"name": "nothing"}) == {"inputSchema": None}


# Patterns

_characters = st.sampled_from(["a", "Z", "7", "-", " ", "ё", ".", "[A-Z]", "[0-9]", "[^a]", "[а-яё-]", "\\.", "[ -]"])
_counts = st.sampled_from(["", "", "", "?", "+", "*", "{2}", "{1,3}", "{0,}"])
_patterns = st.lists(st.tuples(_characters, _counts), min_size=1, max_size=5).map(
    lambda parts: "".join(character + count for character, count in parts)
)


def accepted(pattern: str) -> bool:
    try:
        check_pattern(pattern)
    except Refusal:
        return False
    return True


@examples(500)
@given(_patterns.filter(accepted), st.data())
def test_a_typed_pattern_accepts_every_spelling_of_what_the_pattern_accepts(pattern: str, data: Any) -> None:
    stored = data.draw(st.from_regex(f"(?a:{pattern})", fullmatch=True))
    typed = data.draw(st.sampled_from(["", " ", "\u00ad"])).join(["", *stored, ""])
    assert re.search(typed_pattern(pattern, None), typed)
    number = "".join(stored.upper().split())
    if re.fullmatch(pattern, number) and len(number) == len("".join(stored.split())):
        assert re.search(typed_pattern(pattern, str.upper), typed.lower())


@pytest.mark.database
@examples(300)
@given(_patterns.filter(accepted), st.text("aZz7-. ёЁ", max_size=6))
def test_postgresql_reads_a_pattern_as_python_does(module_client: Client, pattern: str, text: str) -> None:
    found = module_client.value("select $1::text ~ ('^(?:' || $2::text || ')$')", text, pattern)
    assert found == bool(re.fullmatch(pattern, text, re.DOTALL))


def test_a_leap_day_is_counted_as_postgresql_counts_it() -> None:
    assert years_before(date(2028, 2, 29), 16) == date(2012, 2, 29)
    assert years_before(date(2028, 2, 29), 18) == date(2010, 2, 28)
    assert years_before(date(2026, 11, 28), 16) == date(2010, 11, 28)
