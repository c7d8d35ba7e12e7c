"""Three execution paths agree: bytes from PostgreSQL, graphql-core over the planner's rows, a naive evaluator over ORM objects.

Duration: twenty seconds of processor time, since the queries cover every field, argument, input and syntax of the schema.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson
import pytest
import sqlalchemy as sa
from graphql import parse, validate
from graphql.validation import OverlappingFieldsCanBeMergedRule

from backend.app import Assembly, assemble
from backend.auth.viewer import OUTSIDE, Role, Viewer
from backend.errors import BadUserInput, Forbidden
from backend.planner import connections, filters, text
from backend.planner.compiler import Compiler
from backend.planner.draft import Draft
from backend.planner.text import Row
from backend.resolvers.engine import Request
from backend.schema import ledger, reconciliation, statement
from backend.settings import Settings
from tests.connections import shared_loop
from tests.generate import Coverage, Generator, Query, everything
from tests.oracle import Oracle, World
from tests.world.requests import PARTNER

pytestmark = pytest.mark.database

QUERIES = 3000  # fewer as soon as they cover the schema
REFUSED, FORBIDDEN = "refused", "forbidden"
# Queries that are too rare among random ones; they are tried first.
CORNERS = [
    '{ customers(filter: { email: { ne: "x@example.kg" } }) { nodes { number } } }',
    '{ customers(filter: { not: { email: { eq: "x@example.kg" } } }) { nodes { number } } }',
    '{ customers(filter: { name: { contains: "%%%" } }) { nodes { number } } }',
    '{ customers(filter: { number: { startsWith: "C_" } }) { nodes { number } } }',
    '{ customers(search: "a_b%c") { nodes { number } } }',
    '{ customers(search: "ивАНОВ проба") { nodes { name } totalCount } }',
    "{ customers(first: 3) { totalCount nodes { contracts(first: 0) { totalCount pageInfo { hasNextPage } } } } }",
    "{ settlements { nodes { totals { currency clearing { amount } } } } }",
]
# Moments of KX1 of `tests.world`: those of its payments, and a microsecond before each.
CORNERS += [
    f'{{ contracts(filter: {{ number: {{ startsWith: "KX" }} }}) {{ nodes {{ balance(asOf: "{moment}") {{ amount }} }} }} }}'
    for moment in ("2026-02-01T04:00:00Z", "2026-02-01T03:59:59.999999Z", "2026-03-01T00:00:00Z")
]
PERIODS = [
    ("2026-02-01T04:00:00Z", "2026-03-01T00:00:00Z"),
    ("2026-02-01T04:00:00.000001Z", "2026-03-01T00:00:00.000001Z"),
    ("2026-02-01T04:00:00Z", "2026-02-01T04:00:00Z"),
    ("2026-03-01T00:00:00Z", "2026-02-01T04:00:00Z"),
]
PERIOD = """query Q($id: ID!) { statement(contractId: $id, from: "%s", to: "%s") {
    from to openingBalance { amount } closingBalance { amount } credited { amount } debited { amount currency }
    entries { totalCount nodes { amount { amount currency } balanceAfter { amount } } } } }"""


class Bench:
    """The product and the naive evaluator side by side, on one loop."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.loop = shared_loop()
        self.product: Assembly = assemble(settings, url)
        self.world = self.loop.run_until_complete(self._load())
        without = [name for name, rows in self.world.rows.items() if not rows]
        assert without == [], "no row to compare: add `sample` to a module of tests/factories, or rows to tests/world"
        customer = next(c for c in self.world.rows["Customer"] if c.number == "CD00000001")
        contracts = [c for c in self.world.rows["Contract"] if c.customer_id == customer.id]
        line = next(c for c in contracts if c.status in {"ACTIVE", "SUSPENDED"})
        rights = {"customer_id": customer.id, "contract_id": line.id, "phone_number_id": line.phone_number_id}
        subject = f"line:{line.id}:{line.phone_number_id}"
        self.viewers = [
            Viewer(Role.OPERATOR, "operator", "user:operator"),
            Viewer(Role.ANALYST, "analyst", "user:analyst"),
            Viewer(Role.HOLDER, "subscriber", subject, **rights),
            Viewer(Role.LINE, "subscriber", subject, **rights),
            Viewer(Role.PARTNER, PARTNER, PARTNER, scopes=frozenset({"requests"})),
        ]
        paid = next(c for c in self.world.rows["Contract"] if c.number == "KX1")
        self.corners = [Query(source, {}) for source in CORNERS]
        self.corners += [Query(PERIOD % period, {"id": f"con_{paid.id}"}) for period in PERIODS]
        self.oracles = [Oracle(self.world, viewer) for viewer in self.viewers]

    async def _load(self) -> World:
        async with self.product.database.transaction() as session:
            return await World.load(session)

    def close(self) -> None:
        self.loop.run_until_complete(self.product.database.close())

    def asked(self, seed: int, coverage: Coverage, weights: tuple[int, ...] = (6, 1, 2, 2, 1)) -> "Comparison":
        """A random query by a random viewer."""
        rng = random.Random(seed)
        which = rng.choices([0, 1, 2, 3, 4], weights)[0]
        masked = self.viewers[which].role is Role.ANALYST
        subscriber = self.viewers[which].role in OUTSIDE
        core = self.product.schema.visible_to(Role.PARTNER if which == 4 else Role.OPERATOR)  # else all is FORBIDDEN
        query = Generator(core, self.world, rng, coverage, masked=masked, subscriber=subscriber).query()
        # Merged duplicates may contradict each other. By all other rules the queries are valid; to check that takes long.
        while validate(core, parse(query.source), [OverlappingFieldsCanBeMergedRule]):
            query = Generator(core, self.world, rng, coverage, masked=masked, subscriber=subscriber).query()
        if seed < len(self.corners):
            which, query = 0, self.corners[seed]
        return Comparison(self, seed, which, query)

    @staticmethod
    def attempt(answer: Callable[[], bytes]) -> bytes | str:
        try:
            return answer()
        except BadUserInput:
            return REFUSED
        except Forbidden:
            return FORBIDDEN

    def planned(self, query: Any, viewer: Viewer, *, rows: bool) -> bytes:
        async def run() -> bytes:
            planner, engine = self.product.planner, self.product.engine
            operation = planner.documents.get(query.source).operation(None)
            coerced = operation.variables(query.variables)
            before = planner.reader.statements
            plan = planner.plan(operation, coerced, viewer.role, rows=rows)
            data = await planner.reader.read(plan, coerced.coerced, viewer)
            assert planner.reader.statements == before + 1
            if not rows:
                return data
            request = Request(query.source, None, query.variables)
            response = await engine.complete(request, operation, coerced, viewer, orjson.loads(data), b"}")
            assert response.body.startswith(b'{"data":'), response.body
            return response.body[8:-1]

        return self.loop.run_until_complete(run())


@dataclass(frozen=True)
class Comparison:
    """A query and its three answers, each computed on first use."""

    bench: Bench
    seed: int
    which: int
    query: Query

    def __str__(self) -> str:
        viewer = self.bench.viewers[self.which]
        return f"seed {self.seed}, {viewer.role}: {self.query.source} {self.query.variables}"

    def naive(self) -> bytes | str:
        oracle = self.bench.oracles[self.which]
        return self.bench.attempt(lambda: orjson.dumps(oracle.data(self.query.source, self.query.variables)))

    def planned(self) -> bytes | str:
        return self._planned(rows=False)

    def completed(self) -> bytes | str:
        return self._planned(rows=True)

    def _planned(self, *, rows: bool) -> bytes | str:
        viewer = self.bench.viewers[self.which]
        return self.bench.attempt(lambda: self.bench.planned(self.query, viewer, rows=rows))


@pytest.fixture(scope="module")
def bench(read_url: str, settings: Settings) -> Iterator[Bench]:
    wide = settings.model_copy(update={"max_cost": 10**9, "max_depth": 30, "max_aliases": 1000})
    opened = Bench(read_url, wide)
    yield opened
    opened.close()


def _covering(
    bench: Bench, coverage: Coverage, queries: int = QUERIES, weights: tuple[int, ...] = (6, 1, 2, 2, 1)
) -> Iterator[Comparison]:
    """The corner cases, and the random queries that cover a part of the schema that no earlier one covered."""
    whole = everything(bench.product.schema.visible_to(Role.OPERATOR))
    for seed in range(queries):
        if not whole.lacking(coverage):
            return
        before = coverage.size()
        asked = bench.asked(seed, coverage, weights)
        if coverage.size() > before or seed < len(bench.corners):
            yield asked


def _equal_or_refused(asked: Comparison, found: bytes | str, naive: bytes | str) -> None:
    """The answers are the same. A query that is invalid and asks for a forbidden field is refused for either reason."""
    assert found == naive or {found, naive} == {REFUSED, FORBIDDEN}, str(asked)


def _three_ways(asked: Comparison, compare: Callable[[Comparison, bytes | str, bytes | str], None]) -> bytes | str:
    naive = asked.naive()
    compare(asked, asked.planned(), naive)
    compare(asked, asked.completed(), naive)
    return naive


def test_three_execution_paths_agree_on_queries_that_cover_the_schema(bench: Bench) -> None:
    coverage = Coverage()
    answers = [_three_ways(asked, _equal_or_refused) for asked in _covering(bench, coverage)]
    assert answers.count(REFUSED) < len(answers) / 5, "too many queries were refused"
    whole = everything(bench.product.schema.visible_to(Role.OPERATOR))
    assert whole.lacking(coverage) == set(), "never generated"


@pytest.mark.trial
@pytest.mark.parametrize("seeds", [range(QUERIES), range(100_000, 104_000)], ids=["first", "further"])
def test_three_execution_paths_agree_on_random_queries(bench: Bench, seeds: range) -> None:
    coverage = Coverage()
    answers = [_three_ways(bench.asked(seed, coverage), _equal_or_refused) for seed in seeds]
    assert answers.count(REFUSED) < len(answers) / 5


@pytest.fixture
def second_wall(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """The product without the compiled predicate of rows, so that row-level security alone decides."""
    monkeypatch.setattr(Draft, "visible", lambda *_: [])
    bench.product.planner.documents.clear()
    yield bench
    bench.product.planner.documents.clear()


def test_row_level_security_alone_gives_subscribers_the_same_answers(second_wall: Bench) -> None:
    """Not partners: which violations tell about other people is decided by the policy alone."""
    for asked in _covering(second_wall, Coverage(), 200, (0, 0, 1, 1, 0)):
        if asked.seed >= len(second_wall.corners):  # the corner cases are an operator's
            _equal_or_refused(asked, asked.planned(), asked.naive())


@pytest.mark.trial
def test_row_level_security_alone_gives_subscribers_the_same_answers_to_random_queries(second_wall: Bench) -> None:
    coverage = Coverage()
    for seed in range(len(second_wall.corners), QUERIES):
        asked = second_wall.asked(seed, coverage, (0, 0, 1, 1, 0))
        _equal_or_refused(asked, asked.planned(), asked.naive())


def _swap(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, change: Callable[[Any], Any]) -> None:
    monkeypatch.setattr(owner, name, change(getattr(owner, name)))


def _fault_policy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Draft, "visible", lambda *_: [])
    monkeypatch.setattr("backend.planner.planner.WALLS", {})  # otherwise row-level security hides the fault


def _fault_masks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Draft, "value", lambda _self, _type, mapping, row: mapping.expression(row))


def _fault_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    def order(self: Any, row: Row) -> list[Any]:
        key = row[self._order.column]
        return [key.desc() if self._descending != self._backward else key.asc()]

    monkeypatch.setattr(connections.ConnectionCompiler, "order_by", order)


def _fault_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    _swap(
        monkeypatch,
        connections.ConnectionCompiler,
        "order_by",
        lambda _: lambda self, row: [row[self._order.column], row.id],
    )


def _fault_inclusive_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    original = connections.ConnectionCompiler._past_cursor
    monkeypatch.setattr(
        connections.ConnectionCompiler,
        "_past_cursor",
        lambda self, row, name, below, *, inclusive: original(self, row, name, below, inclusive=True),
    )


def _fault_null_inequality(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(filters._COMPARISONS, "ne", lambda left, right: left != right)


def _fault_wildcards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "escaped", lambda given: given)


def _fault_unescaped_text(monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.planner import compiler

    def pieces(value: Any, form: Any, *, nullable: bool) -> list[Any]:
        if form is text.Form.TEXT:
            return ['"', sa.func.coalesce(value, ""), '"'] if nullable else ['"', value, '"']
        return text.json_pieces(value, form, nullable=nullable)

    monkeypatch.setattr(compiler, "json_pieces", pieces)


def _fault_count(monkeypatch: pytest.MonkeyPatch) -> None:
    original = connections.ConnectionCompiler._row_conditions
    monkeypatch.setattr(
        connections.ConnectionCompiler, "_row_conditions", lambda self, row, related: original(self, row, related)[:1]
    )


def _fault_negation(monkeypatch: pytest.MonkeyPatch) -> None:
    def field(self: Any, graph_type: Any, row: Any, argument: Any) -> Any:
        parts = []
        for name, part in argument.fields().items():
            if name in {"and", "or"}:
                parts += [self.predicate(graph_type, row, item) for item in part.items()]
            elif name == "not":
                parts.append(sa.not_(self.predicate(graph_type, row, part)))
            else:
                parts.append(self._field(graph_type, row, name, part))
        return sa.and_(sa.true(), *parts)

    monkeypatch.setattr(filters.Filters, "predicate", field)


def _fault_moment_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    microsecond = sa.literal_column("interval '1 microsecond'")
    _swap(
        monkeypatch,
        ledger,
        "_balance_at",
        lambda original: lambda contract, currency, moment: original(contract, currency, moment - microsecond),
    )


def _fault_end_of_period_included(monkeypatch: pytest.MonkeyPatch) -> None:
    def within(contract: Row, entry: Row, period: dict[str, Any]) -> list[Any]:
        at = entry["created_at"]
        return [entry["contract_id"] == contract.id, entry["currency"] == contract["currency"], at >= period["from"], at <= period["to"]]  # fmt: skip

    monkeypatch.setattr(statement, "_entries_of_period", within)


def _fault_currencies_mixed(monkeypatch: pytest.MonkeyPatch) -> None:
    def within(contract: Row, entry: Row, period: dict[str, Any]) -> list[Any]:
        at = entry["created_at"]
        return [entry["contract_id"] == contract.id, at >= period["from"], at < period["to"]]

    monkeypatch.setattr(statement, "_entries_of_period", within)


def _fault_null_money(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(original: Any) -> Any:
        return lambda self, field, mapping, nodes, row: original(
            self, field, replace(mapping, null_when=None), nodes, row
        )

    _swap(monkeypatch, Compiler, "_embedded", change)


def _fault_owed_and_owing(monkeypatch: pytest.MonkeyPatch) -> None:
    _swap(monkeypatch, reconciliation, "_clearing_balance", lambda original: lambda total: -original(total))


FAULTS = [
    _fault_policy, _fault_masks, _fault_ties, _fault_direction, _fault_inclusive_cursor, _fault_null_inequality,
    _fault_wildcards, _fault_unescaped_text, _fault_count, _fault_negation,
    _fault_moment_left_out, _fault_end_of_period_included, _fault_currencies_mixed, _fault_null_money,
    _fault_owed_and_owing,
]  # fmt: skip


@pytest.mark.parametrize("plant", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_planted_in_the_planner_is_caught(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    plant(monkeypatch)
    bench.product.planner.documents.clear()
    coverage = Coverage()
    try:
        for seed in range(QUERIES):
            asked = bench.asked(seed, coverage)
            try:
                if asked.planned() != asked.naive():
                    return
            except Exception:  # noqa: BLE001  a fault may also break the statement
                return
        pytest.fail("no query told the fault apart")
    finally:
        bench.product.planner.documents.clear()
