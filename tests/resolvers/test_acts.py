"""A mutation that is run as an act has the same answer, byte for byte, as one executed by graphql-core.

The mutations of the front-end contract are compared in tests/contract/test_operations.py.
"""

import random
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from graphql import get_named_type, parse, validate

from backend.app import Assembly, assemble
from backend.auth.viewer import Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.planner.reader import Reader, Unavailable
from backend.resolvers import engine as engines
from backend.resolvers.acts import compiled_act
from backend.resolvers.engine import Request
from backend.services.idempotency import Busy, Outcome, Performer
from backend.settings import Settings
from tests.both_paths import no_act
from tests.connections import shared_loop
from tests.examples import documents
from tests.generate import Coverage, Generator
from tests.oracle import World

pytestmark = pytest.mark.database
SELECTIONS = documents(300)
GENERATED = {
    "getDeposit": ("payment", {"contractId": "con_x", "amount": {"amount": "5"}, "method": "CASH", "idempotencyKey": "k"}),
    "suspendContract": ("contract", {"id": "con_x"}),
    "assignTicket": ("ticket", {"id": "tic_x"}),
    "approveRefund": ("refund", {"id": "ref_x"}),
    "chargeContract": ("entry", {"contractId": "con_x", "amount": {"amount": "5"}, "reason": "r", "idempotencyKey": "k"}),
    "applyRepair": ("mismatch", {"id": "mis_x", "idempotencyKey": "k"}),
    "dismissMismatch": ("mismatch", {"id": "mis_x", "note": "n", "idempotencyKey": "k"}),
}  # fmt: skip


class Ways:
    """The product on a database without writers; each act has the outcome that the test sets."""

    def __init__(self, url: str, settings: Settings, patch: pytest.MonkeyPatch) -> None:
        self.loop = shared_loop()
        self.product: Assembly = assemble(settings, url)
        self.world = self.loop.run_until_complete(self._load())
        self.outcome: Outcome | Exception = Outcome()
        patch.setattr(Performer, "perform", self._perform)

    def prefix(self, type_name: str) -> str | None:
        return self.product.schema.catalog.types[type_name].prefix

    async def _load(self) -> World:
        async with self.product.database.transaction() as session:
            return await World.load(session)

    async def _perform(self, *_: object) -> Outcome:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def act(self, source: str, given: dict[str, Any], viewer: Viewer) -> Any:
        operation = self.product.planner.documents.get(source).operation(None)
        act = compiled_act(self.product.planner, operation, operation.variables(given), viewer)
        return self.loop.run_until_complete(act)

    def both(self, source: str, given: dict[str, Any], role: Role = Role.OPERATOR) -> tuple[bytes, bytes]:
        request, viewer = Request(source, None, given), Viewer(role, "somebody")
        with pytest.MonkeyPatch.context() as patch:
            mine = self.loop.run_until_complete(self.product.engine.execute(request, viewer))
            patch.setattr(engines, "compiled_act", no_act)
            core = self.loop.run_until_complete(self.product.engine.execute(request, viewer))
        return mine.body, core.body


@pytest.fixture(scope="module")
def ways(read_url: str, settings: Settings) -> Iterator[Ways]:
    wide = settings.model_copy(update={"max_cost": 10**9, "max_depth": 30, "max_aliases": 1000, "cost_rate": 0})
    with pytest.MonkeyPatch.context() as patch:
        opened = Ways(read_url, wide, patch)
        yield opened
        opened.loop.run_until_complete(opened.product.database.close())


def _generated(ways: Ways, rng: random.Random, name: str) -> tuple[str, dict[str, Any], str]:
    """A document with a random selection, its variables, and the type of the payload's node."""
    core = ways.product.schema.core
    part, given = GENERATED[name]
    assert core.mutation_type is not None
    payload: Any = get_named_type(core.mutation_type.fields[name].type)
    target: Any = get_named_type(payload.fields[part].type)
    generator = Generator(ways.product.schema.visible_to(Role.OPERATOR), ways.world, rng, Coverage())
    shown = rng.sample(
        [f"n: {part} {generator._set(target, 1)}", "__typename", "errors { __typename c: code field }"], 3
    )
    selected = f"a: {name}(input: $i){generator._directive()} {{ {' '.join(generator._wrapped(payload, each) for each in shown)} }}"
    if rng.random() < 0.05:
        selected += " b: " + selected.removeprefix("a: ")
    selected = generator._wrapped(core.mutation_type, selected)
    declared = ", ".join([f"$i: {core.mutation_type.fields[name].args['input'].type}", *generator.declared])
    source = f"mutation M({declared}) {{ {selected} }} "
    return source + " ".join(generator.fragments.values()), {"i": given, **generator.variables}, target.name


def test_generated_selections_have_the_same_answer_on_both_paths(ways: Ways) -> None:
    usual = shown = 0
    for seed in range(SELECTIONS):
        rng = random.Random(seed)
        name = sorted(GENERATED)[seed % len(GENERATED)]
        source, given, target = _generated(ways, rng, name)
        if validate(ways.product.schema.core, parse(source)):
            continue  # merged duplicates may contradict each other
        rows = ways.world.rows.get(target, [])
        node = f"{ways.prefix(target)}_{rng.choice(rows).id}" if rows and rng.random() < 0.9 else None
        error = Refusal(ErrorCode.CONFLICT, "Қайта «окуп» көр\n", ["input", "id"])
        ways.outcome = Outcome(node) if node else Outcome.refused(error)
        mine, core = ways.both(source, given)
        assert mine == core, f"seed {seed}: {source} {given}"
        usual += ways.act(source, given, Viewer(Role.OPERATOR, "somebody")) is not None
        shown += b'"n":{' in mine
    assert usual > SELECTIONS / 2, "too few mutations were run as acts"
    assert shown > SELECTIONS / 3


PLAIN = "mutation($i: GetDepositInput!) { x: getDeposit(input: $i) { payment { id contract { number } } checkoutUrl errors { code message } } }"
LITERAL = 'mutation { getDeposit(input: {contractId: "x", amount: {amount: %s}, method: CASH, idempotencyKey: "k"}) { payment { id } } }'
PAY = {"i": GENERATED["getDeposit"][1]}


@pytest.mark.parametrize(
    ("outcome", "role"),
    [
        (Outcome("pay_0190f0a0-0000-7000-8000-000000000000"), Role.OPERATOR),
        (Outcome("not an id"), Role.OPERATOR),
        (Busy("come again"), Role.OPERATOR),
        (Outcome(), Role.ANALYST),
    ],
    ids=["a node that is not there", "an id of nothing", "an act that fails", "a role that may not"],
)
def test_errors_are_the_same_on_both_paths(
    ways: Ways, monkeypatch: pytest.MonkeyPatch, outcome: Any, role: Role
) -> None:
    async def noted(*_: object) -> None: ...

    monkeypatch.setattr(Performer, "refuse", noted)
    ways.outcome = outcome
    assert ways.act(PLAIN, PAY, Viewer(role, "somebody")) is not None
    mine, core = ways.both(PLAIN, PAY, role)
    assert mine == core
    assert (b'{"errors"' in mine) == (not isinstance(outcome, Outcome) or role is Role.ANALYST)


def test_each_of_several_mutations_has_its_own_answer(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    refused: list[Any] = []

    async def noted(_: object, __: object, ___: object, act: str) -> None:
        refused.append(act)

    monkeypatch.setattr(Performer, "refuse", noted)
    ways.outcome = Outcome()
    invite = 'inviteUser(input: { email: "a@example.kg", name: "А Б", role: OPERATOR }) { errors { code } }'
    deposit = "getDeposit(input: $i) { errors { code } }"
    source = f"mutation($i: GetDepositInput!) {{ a: {deposit} b: {invite} c: {deposit} }}"
    answer = orjson.loads(ways.both(source, PAY)[0])
    assert answer["data"] == {"a": {"errors": []}, "b": None, "c": {"errors": []}}
    assert [(e["path"], e["extensions"]["code"]) for e in answer["errors"]] == [(["b"], "FORBIDDEN")]
    assert set(refused) == {"inviteUser"}


def test_a_node_that_cannot_be_read_is_null_with_an_error(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object) -> bytes:
        raise Unavailable("the database cannot be reached")

    monkeypatch.setattr(Reader, "read", away)
    ways.outcome = Outcome("pay_0190f0a0-0000-7000-8000-000000000000")
    mine, core = ways.both(PLAIN, PAY)
    assert mine == core
    assert b'"path":["x","payment"]' in mine
    assert b'"data":{"x":{"payment":null,"checkoutUrl":null,"errors":[]}}' in mine


@pytest.mark.parametrize("amount", ['"1"', '"x"', "1", "null"])
def test_literals_are_read_the_same_on_both_paths(ways: Ways, amount: str) -> None:
    ways.outcome = Outcome()
    mine, core = ways.both(LITERAL % amount, {})
    assert mine == core


@pytest.mark.parametrize(
    "source",
    [
        "mutation($i: GetDepositInput!) { a: getDeposit(input: $i) { errors { code } } b: getDeposit(input: $i) { errors { code } } }",
        "mutation($i: GetDepositInput!) { __typename getDeposit(input: $i) { errors { code } } }",
        "mutation($i: GetDepositInput!) { getDeposit(input: $i) { a: payment { id } b: payment { number } } }",
        "mutation($i: GetDepositInput!) { getDeposit(input: $i) { payment { contract { sim { networkState { registration } } } } } }",
    ],
    ids=["two acts", "a name beside", "two nodes", "from outside"],
)
def test_unsupported_documents_are_executed_by_graphql_core(ways: Ways, source: str) -> None:
    assert ways.act(source, PAY, Viewer(Role.OPERATOR, "somebody")) is None


def test_an_input_is_built_as_strawberry_builds_it(ways: Ways, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nested objects, absent fields with and without defaults, nulls, lists, enums."""
    seen: list[Callable[..., Any] | Any] = []

    async def noted(_: object, __: object, ___: object, act: str, command: Any, *____: object) -> Outcome:
        seen.append((act, command))
        return Outcome()

    monkeypatch.setattr(Performer, "perform", noted)
    person = {"kind": "PERSON", "name": "А Б", "phone": "+996555000123", "document": {"kind": "ID_CARD", "number": "1"}}
    calls = [
        ("mutation($i: GetSimInput!) { getSim(input: $i) { errors { code } } }", {"customer": person, "tariffCode": "T", "options": ["a", "b"]}),
        ("mutation($i: GetSimInput!) { getSim(input: $i) { errors { code } } }", {"customerId": "cus_x", "tariffCode": "T", "options": None}),
        ("mutation($i: UpdateCustomerContactInput!) { updateCustomerContact(input: $i) { errors { code } } }", {"id": "cus_x", "email": None}),
        ("mutation($i: GetDepositInput!) { getDeposit(input: $i) { errors { code } } }", PAY["i"]),
    ]  # fmt: skip
    inputs = [
        kind for kind in ways.product.schema.core.type_map.values() if kind.extensions.get("strawberry-definition")
    ]
    for built in (True, False):
        if not built:
            for kind in inputs:
                monkeypatch.setattr(kind.extensions["strawberry-definition"], "from_input", None, raising=False)
        for source, given in calls:
            ways.both(source, {"i": given})
    half = len(seen) // 2
    assert half == len(calls) * 2
    assert seen[:half] == seen[half:]
    assert seen[0][1]["customer"]["document"]["country"] == "KG"
