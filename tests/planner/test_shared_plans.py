"""A cached plan gives correct answers for other values of its variables, as a naive evaluator gives them."""

import random
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from graphql import get_named_type, parse, validate

from backend.app import Assembly, assemble
from backend.auth.viewer import Role, Viewer
from backend.errors import BadUserInput
from backend.planner.documents import MAX_PLANS
from backend.planner.live import live_selection
from backend.planner.readings import Plans
from backend.resolvers import engine as engines
from backend.resolvers.engine import Request
from backend.services.idempotency import Outcome, Performer
from backend.settings import Settings
from tests.connections import shared_loop
from tests.examples import documents
from tests.generate import Coverage, Generator, vary
from tests.oracle import Oracle, World
from tests.resolvers.test_acts import GENERATED

pytestmark = pytest.mark.database

ALL_DOCUMENTS = 120
DOCUMENTS = documents(ALL_DOCUMENTS)
VARIANTS = 4
NODES = sorted({"getDeposit", "suspendContract", "assignTicket", "approveRefund", "dismissMismatch"} & set(GENERATED))
REFUSED = b'"BAD_USER_INPUT"'
OPERATOR = Viewer(Role.OPERATOR, "operator", "user:operator")
SIZES = """mutation($i: UpdateCustomerContactInput!, $n: Int) { updateCustomerContact(input: $i) { customer {
    contracts(first: 1, filter: { number: { eq: "KX1" } }) { nodes { payments(first: $n) { nodes { id } } } } } } }"""


async def no_act(*_: Any) -> None:
    """Every mutation is executed by graphql-core."""


class Asked:
    """The product on a database without writers; acts have the outcome that the test sets."""

    def __init__(self, url: str, settings: Settings, patch: pytest.MonkeyPatch) -> None:
        self.loop = shared_loop()
        self.product: Assembly = assemble(settings, url)
        self.world = self.loop.run_until_complete(self._load())
        self.oracle = Oracle(self.world, OPERATOR)
        self.outcome = Outcome()
        patch.setattr(Performer, "perform", self._perform)

    async def _load(self) -> World:
        async with self.product.database.transaction() as session:
            return await World.load(session)

    async def _perform(self, *_: object) -> Outcome:
        return self.outcome

    def naive(self, source: str, variables: dict[str, Any]) -> bytes:
        """The node as the naive evaluator answers a query."""
        try:
            return orjson.dumps(self.oracle.data(source, variables)["node"])
        except BadUserInput:
            return REFUSED

    def executed(self, source: str, variables: dict[str, Any], *, core: bool = False) -> bytes:
        """The body of the answer; with `core` by graphql-core, else as an act where possible."""
        with pytest.MonkeyPatch.context() as patch:
            if core:
                patch.setattr(engines, "compiled_act", no_act)
            execute = self.product.engine.execute(Request(source, None, variables), OPERATOR)
            return self.loop.run_until_complete(execute).body

    def heard(self, source: str, variables: dict[str, Any], type_name: str, key: Any) -> bytes:
        """The node in a message of a subscription."""
        planner = self.product.planner
        operation = planner.documents.get(source).operation(None)
        coerced = operation.variables(variables)
        try:
            selected = live_selection(planner, operation, variables, coerced, OPERATOR, 1)
            selection = self.loop.run_until_complete(selected)
        except BadUserInput:
            return REFUSED
        plan = selection.plans[type_name]["n"]
        rows = self.loop.run_until_complete(planner.read_nodes(plan, coerced, OPERATOR, [key]))
        return orjson.dumps(rows[0])


@pytest.fixture(scope="module")
def asked(read_url: str, settings: Settings) -> Iterator[Asked]:
    wide = settings.model_copy(update={"max_cost": 10**9, "max_depth": 30, "max_aliases": 1000, "cost_rate": 0})
    with pytest.MonkeyPatch.context() as patch:
        opened = Asked(read_url, wide, patch)
        yield opened
        opened.loop.run_until_complete(opened.product.database.close())


def _documents(asked: Asked, rng: random.Random, name: str) -> tuple[str, str, str, str, Generator]:
    """One random selection of a node in a query, in a payload and in a subscription; and the node's type."""
    part, _ = GENERATED[name]
    core = asked.product.schema.core
    assert core.mutation_type is not None
    payload: Any = get_named_type(core.mutation_type.fields[name].type)
    target: Any = get_named_type(payload.fields[part].type)
    generator = Generator(asked.product.schema.visible_to(Role.OPERATOR), asked.world, rng, Coverage())
    selected = generator._set(target, 1)
    declared, fragments = ", ".join(generator.declared), " ".join(generator.fragments.values())
    takes = core.mutation_type.fields[name].args["input"].type
    inner = f"... on {target.name} {selected}"
    query = f"query({', '.join(['$id: ID!', *generator.declared])}) {{ node(id: $id) {{ {inner} }} }} {fragments}"
    act = f"mutation($i: {takes}, {declared}) {{ a: {name}(input: $i) {{ n: {part} {selected} }} }} {fragments}"
    heard = f"subscription {f'({declared})' if declared else ''} {{ statusChanged {{ n: node {{ {inner} }} }} }} {fragments}"
    return query, act, heard, target.name, generator


@pytest.mark.examples
def test_plans_of_queries_payloads_and_subscriptions_are_correct_for_other_values(asked: Asked) -> None:
    compared = refused = 0
    for seed in range(DOCUMENTS):
        rng = random.Random(seed)
        name = NODES[seed % len(NODES)]
        query, act, heard, target, generator = _documents(asked, rng, name)
        rows = asked.world.rows[target]
        if validate(asked.product.schema.core, parse(act)) or not rows:
            continue
        key = rng.choice(rows).id
        asked.outcome = Outcome(f"{asked.product.schema.catalog.types[target].prefix}_{key}")
        input_ = GENERATED[name][1]
        for _ in range(VARIANTS if generator.kinds else 1):
            variables = vary(generator.variables, generator.kinds, rng)
            told = f"seed {seed}: {query} {variables}"
            naive = asked.naive(query, {"id": asked.outcome.node_id, **variables})
            bodies = [
                asked.executed(query, {"id": asked.outcome.node_id, **variables}),
                asked.executed(act, {"i": input_, **variables}),
                asked.executed(act, {"i": input_, **variables}, core=True),
                asked.heard(heard, variables, target, key),
            ]
            if REFUSED in bodies[0]:  # the evaluator may have no row to page or to compare with null
                assert naive == REFUSED or any(v is None or v == 101 for v in variables.values()), told
                naive = REFUSED
            assert all(naive in body for body in bodies), (told, naive, bodies)
            compared += bool(generator.kinds)
            refused += naive == REFUSED
    assert compared > DOCUMENTS
    # Few documents may have no page size that is refused; `SIZES` has one below.
    assert refused < compared / 3
    assert refused or DOCUMENTS < ALL_DOCUMENTS


def test_shared_plans_use_the_page_size_of_the_request(asked: Asked) -> None:
    customer = next(c for c in asked.world.rows["Contract"] if c.number == "KX1").customer_id
    asked.outcome = Outcome(f"cus_{customer}")
    given = {"id": asked.outcome.node_id}
    for size in (1, 3, 0, 2):
        for core in (False, True):
            body = orjson.loads(asked.executed(SIZES, {"i": given, "n": size}, core=core))
            contract = body["data"]["updateCustomerContact"]["customer"]["contracts"]["nodes"][0]
            assert len(contract["payments"]["nodes"]) == size
    over = asked.executed(SIZES, {"i": given, "n": 101})
    assert over == asked.executed(SIZES, {"i": given, "n": 101}, core=True)
    assert orjson.loads(over)["errors"][0]["extensions"] == {"code": "BAD_USER_INPUT", "field": "first"}


def test_all_page_sizes_share_a_few_plans(asked: Asked) -> None:
    source = "query($n: Int, $m: Int) { customers(first: $n) { nodes { contracts(first: $m) { nodes { id } } } } }"
    operation = asked.product.planner.documents.get(source).operation(None)
    for first in range(0, 101, 7):
        for second in range(101):
            asked.product.planner.plan(operation, operation.variables({"n": first, "m": second}), Role.OPERATOR)
    assert len(operation.plans) == 16


def _parity(value: int) -> int:
    return value % 2


def _itself(value: int) -> int:
    return value


def test_the_plan_cache_keeps_plans_that_are_used_again() -> None:
    plans = Plans(MAX_PLANS)
    made: list[int] = []

    def ask(number: int) -> str:
        def make(readings: Any) -> str:
            made.append(number)
            if readings.read_fact(("x",), _parity, lambda variables: variables["x"]):
                return "odd"
            return f"even {readings.read_fact(('x',), _itself, lambda variables: variables['x'])}"

        return plans.get("key", {"x": number, "unread": object()}, make)

    assert [ask(1), ask(3), ask(2), ask(2)] == ["odd", "odd", "even 2", "even 2"]
    assert made == [1, 2]
    for number in range(4, 10 * MAX_PLANS, 2):
        assert ask(number) == f"even {number}"
        assert ask(1) == "odd"
    assert len(plans) == MAX_PLANS
    assert made.count(1) == 1
    plans.clear()
    assert ask(1) == "odd"
    assert made[-1] == 1
