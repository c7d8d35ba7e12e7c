"""The digest of an idempotency key covers every field of a mutation's input, in the form in which it is stored.

The inputs are generated from the schema, so that a new mutation or field is covered too. No database is needed.
"""

import asyncio
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from unittest.mock import AsyncMock

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    graphql,
)

from backend.auth.viewer import Origin, Role, Viewer
from backend.documents.files import Stored
from backend.exports.reads import ExportReads
from backend.schema import build_schema
from backend.services.command_digest import digest, digest_as_typed
from backend.services.idempotency import Outcome
from backend.settings import Settings

SCHEMA = build_schema()
MUTATIONS = SCHEMA.core.mutation_type
assert MUTATIONS is not None
SETTINGS = Settings()
KEY = "idempotencyKey"


def _input(name: str) -> GraphQLInputObjectType:
    assert MUTATIONS is not None
    kind = get_named_type(MUTATIONS.fields[name].args["input"].type)
    assert isinstance(kind, GraphQLInputObjectType)
    return kind


WITH_KEY = sorted(
    name for name, each in MUTATIONS.fields.items() if "input" in each.args and KEY in _input(name).fields
)
# Two values of each scalar, which differ in every stored form.
SCALARS: Mapping[str, tuple[Any, Any]] = {
    "ID": ("con_1", "con_2"), "String": ("one", "two"), "Int": (1, 2), "Boolean": (True, False),
    "Decimal": ("5", "6"), "CurrencyCode": ("KGS", "USD"), "Date": ("1980-01-31", "1981-01-31"),
    "JSON": ({"a": [1]}, {"a": [2]}),
}  # fmt: skip
NAMED = {"phone": ("+996555000001", "+996555000002"), "email": ("a@example.kg", "b@example.kg")}


@dataclass(eq=False)
class File:
    """An upload of a few bytes."""

    body: bytes
    filename: str
    content_type: str = "application/pdf"
    _left: bytes = field(default=b"", init=False)

    @property
    def size(self) -> int:
        return len(self.body)

    async def seek(self, _: int) -> None:
        self._left = self.body

    async def read(self, _: int = -1) -> bytes:
        left, self._left = self._left, b""
        return left


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lists of exports are not compiled."""
    monkeypatch.setattr(ExportReads, "check", AsyncMock())


FILES = (File(b"one", "one.txt"), File(b"two", "one.txt"))


async def _stored(key: Any, upload: File, *_: object) -> Stored:
    return Stored(key, upload.filename, upload.content_type, len(upload.body), hashlib.sha256(upload.body).digest())


def value(kind: Any, name: str, which: int = 0) -> Any:
    """The first or the second value of an input type, with all optional fields that belong to what is meant."""
    if isinstance(kind, GraphQLNonNull):
        return value(kind.of_type, name, which)
    if isinstance(kind, GraphQLList):
        return [value(kind.of_type, name, which)]
    if isinstance(kind, GraphQLInputObjectType) and "and" in kind.fields:  # a filter counts as a whole
        return {"id": {"eq": SCALARS["ID"][which]}}
    if isinstance(kind, GraphQLInputObjectType):
        left_out = not_meant(kind) - {KEY}
        return {key: value(each.type, key, which) for key, each in kind.fields.items() if key not in left_out}
    if isinstance(kind, GraphQLEnumType):
        return list(kind.values)[which % len(kind.values)]
    if kind.name == "Upload":
        return FILES[which]
    return (NAMED.get(name) or SCALARS[kind.name])[which]


def changes(kind: Any, name: str, given: Any) -> Iterator[tuple[str, Any]]:
    """The same input with one field changed, for each field at any depth; optional fields are also left out."""
    if isinstance(kind, GraphQLNonNull):
        yield from changes(kind.of_type, name, given)
    elif isinstance(kind, GraphQLList):
        yield f"{name}: two", [*given, value(kind.of_type, name, 1)]
        for told, item in changes(kind.of_type, name, given[0]):
            yield told, [item]
    elif isinstance(kind, GraphQLInputObjectType) and "and" not in kind.fields:
        for key, each in kind.fields.items():
            if key in not_meant(kind):
                continue
            for told, item in changes(each.type, key, given[key]):
                yield f"{name}.{told}", {**given, key: item}
            if not isinstance(each.type, GraphQLNonNull) and each.type is not SCHEMA.core.type_map["Boolean"]:
                yield f"{name}.{key}: absent", {**given, key: None}
    elif not isinstance(kind, GraphQLEnumType) or len(kind.values) > 1:
        yield name, value(kind, name, 1)


def not_meant(kind: GraphQLInputObjectType) -> set[str]:
    """The fields of an input that say how the mutation is called, and not what is meant."""
    return {KEY, "dryRun", "planToken", "reserve"} if "planToken" in kind.fields else {KEY}


class Recorder:
    """A request's context that does nothing and keeps the command that is hashed for the key."""

    def __init__(self) -> None:
        self.settings = SETTINGS
        self.viewer = Viewer(Role.ADMIN, "administrator")
        self.actor, self.origin = "administrator", Origin()
        self.billing, self.planner = AsyncMock(gateways={}), AsyncMock()
        self.files = AsyncMock()
        self.files.put = self.files.take = _stored
        self.asked: list[tuple[str, Mapping[str, Any], str | None]] = []

    async def check_rate(self, act: str, key: str | None) -> None: ...

    async def use_quotas(self, amounts: Mapping[Any, int]) -> None: ...

    async def give_back_quotas(self, amounts: Mapping[Any, int]) -> None: ...

    async def perform(self, act: str, command: Mapping[str, Any], key: str | None, *_: object) -> Outcome:
        self.asked.append((act, command, key))
        return Outcome()


def asked(name: str, given: dict[str, Any]) -> tuple[str, Mapping[str, Any], str | None]:
    """The command that the mutation `name` passes on with its key."""
    assert MUTATIONS is not None
    payload = get_named_type(MUTATIONS.fields[name].type)
    assert isinstance(payload, GraphQLObjectType)
    query = f"mutation ($input: {_input(name).name}!) {{ {name}(input: $input) {{ errors {{ code message }} }} }}"
    recorder = Recorder()
    answer = asyncio.run(graphql(SCHEMA.core, query, context_value=recorder, variable_values={"input": given}))
    assert answer.errors is None, answer.errors
    (only,) = recorder.asked
    return only


def meant(name: str, given: dict[str, Any]) -> bytes:
    act, command, _ = asked(name, given)
    return digest(act, command, SETTINGS)


@pytest.mark.parametrize("name", WITH_KEY)
def test_the_digest_of_a_key_covers_every_field_of_its_mutation(name: str) -> None:
    kind = _input(name)
    given = value(kind, name)
    assert asked(name, {**given, KEY: "k"})[2] == "k"
    whole = meant(name, given)
    assert meant(name, {**given, KEY: "another"}) == whole
    found = dict(changes(kind, "input", given))
    assert found or kind.fields.keys() <= not_meant(kind)
    assert [told for told, changed in found.items() if meant(name, changed) == whole] == []


def test_every_mutation_that_moves_money_accepts_a_key() -> None:
    money = {
        "getDeposit", "cancelPayment", "refundPayment", "approveRefund", "rejectRefund", "chargeContract", "adjustBalance",
        "transferBalance", "reverseEntry", "setCreditLimit", "importSettlement", "applyRepair", "dismissMismatch",
    }  # fmt: skip
    assert money <= set(WITH_KEY)


def test_the_digest_of_a_key_covers_the_mutation() -> None:
    given = {"id": "con_1", "reason": "why", KEY: "k"}
    acts = ("suspendContract", "resumeContract", "closeContract", "cancelPayment")
    assert len({meant(name, given) for name in acts}) == len(acts)


DEPOSIT = value(_input("getDeposit"), "getDeposit")
NEW = _input("createCustomer")
PERSON = {key: each for key, each in value(NEW, "createCustomer").items() if key not in not_meant(NEW)}


@pytest.mark.parametrize("amount", ["5.00", "+5", "05", "0.5e1"])
def test_spellings_of_one_amount_are_the_same_command(amount: str) -> None:
    assert meant("getDeposit", {**DEPOSIT, "amount": {**DEPOSIT["amount"], "amount": amount}}) == meant(
        "getDeposit", DEPOSIT
    )


@pytest.mark.parametrize("amount", ["50", "0.5", "-5", "5.01", "5e28", "50000000000000000000000000001"])
def test_another_amount_is_another_command(amount: str) -> None:
    assert meant("getDeposit", {**DEPOSIT, "amount": {**DEPOSIT["amount"], "amount": amount}}) != meant(
        "getDeposit", DEPOSIT
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [("phone", "0555 000 001"), ("phone", "996 555 000001"), ("email", "a@EXAMPLE.kg"), ("name", "  one "), ("reason", " one ")],
)  # fmt: skip
def test_a_text_is_compared_as_it_is_stored(name: str, typed: str) -> None:
    assert meant("createCustomer", {**PERSON, name: typed}) == meant("createCustomer", PERSON)
    assert meant("createCustomer", {**PERSON, name: typed + "x"}) != meant("createCustomer", PERSON)


def test_a_phone_number_is_compared_as_it_is_stored() -> None:
    one, other = ({**DEPOSIT, "msisdn": text} for text in ("+996555000001", "0555 00-00-01"))
    assert meant("getDeposit", one) == meant("getDeposit", other)


def test_keys_of_earlier_releases_match_the_command_as_it_was_typed() -> None:
    one, other = {"amount": Decimal("5.00")}, {"amount": Decimal(5)}
    assert digest("act", one, SETTINGS) == digest("act", other, SETTINGS)
    assert digest_as_typed("act", one) != digest_as_typed("act", other)
