"""The planner compiles an operation to one SQL statement, which returns the JSON of its data object."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import FieldNode, OperationType

from backend.auth.usage import CostBuckets
from backend.auth.viewer import Role, Viewer
from backend.auth.visibility import own
from backend.database import Database, Division
from backend.embedded import HOLDER_ROLE, LINE_ROLE, PARTNER_ROLE
from backend.planner.arguments import ArgumentReader
from backend.planner.catalog import Catalog
from backend.planner.compiler import Compiler
from backend.planner.composer import Composer
from backend.planner.document_cache import Documents
from backend.planner.documents import Document, Operation
from backend.planner.draft import Draft
from backend.planner.fields import GraphType
from backend.planner.group_pages import split_notes
from backend.planner.keys import key_of, keys_of
from backend.planner.plan import Plan
from backend.planner.preparation import Preparation
from backend.planner.reader import Reader
from backend.planner.readings import Readings
from backend.planner.selection import Collector
from backend.planner.text import Piece
from backend.services.rules import Numbering
from backend.settings import Settings

WALLS = {Role.LINE: LINE_ROLE, Role.HOLDER: HOLDER_ROLE, Role.PARTNER: PARTNER_ROLE}


@dataclass(frozen=True)
class Answer:
    """The result of a plan: the complete data object or, if `mixed`, rows that graphql-core completes."""

    data: bytes
    mixed: bool
    truncated: tuple[bytes, ...] = ()  # JSON objects of what aggregates left out: path, groups, rows


class Planner:
    """Holds the documents with their plans, by operation, role and the facts read from the variables."""

    def __init__(self, catalog: Catalog, database: Database, settings: Settings, buckets: CostBuckets) -> None:
        """`buckets` are charged for what is prepared, and for the time of reads."""
        self.catalog = catalog
        self._numbering: Numbering = settings
        self._settings = settings
        self.documents = Documents(catalog, settings)
        self.preparation = Preparation(self.documents, buckets, settings)
        self.reader = Reader(database, buckets, settings.max_estimated_seconds)
        self._time_zone = settings.time_zone

    async def query(self, operation: Operation, coerced: Any, viewer: Viewer) -> Answer:
        """Run a query operation without introspection (`operation.introspective` is false)."""
        known = operation.plans.find((viewer.role, False), coerced.coerced)
        plan: Plan = known.compiled if known is not None else await self.prepared(operation, coerced, viewer)
        return await self.answer(plan, coerced, viewer)

    async def answer(self, plan: Plan, coerced: Any, viewer: Viewer) -> Answer:
        """Run a plan that `plan` returned."""
        data = await self.reader.read(plan, coerced.coerced, viewer)
        if plan.has_notes:
            data, truncated = split_notes(data)
            return Answer(data, plan.mixed, truncated)
        return Answer(data, plan.mixed)

    async def prepared(self, operation: Operation, coerced: Any, viewer: Viewer, *, rows: bool = False) -> Plan:
        """The same plan as `plan`, compiled beside the event loop. Raises Throttled."""
        role = viewer.role
        return await self.preparation.plan(
            operation,
            (role, rows),
            coerced.coerced,
            lambda readings: self._compile(operation, readings, role, rows=rows),
            viewer,
        )

    def plan(self, operation: Operation, coerced: Any, role: Role, *, rows: bool = False) -> Plan:
        """The plan of a query operation for a role and these variables, compiled if there is none yet.

        With `rows` the plan returns rows, for graphql-core to complete.
        """
        assert operation.type is OperationType.QUERY
        return operation.plans.get(
            (role, rows), coerced.coerced, lambda readings: self._compile(operation, readings, role, rows=rows)
        )

    def _compile(self, operation: Operation, readings: Readings, role: Role, *, rows: bool) -> Plan:
        compiler = self._compiler(operation.document, readings, role, rows=rows)
        query = self.catalog.schema.query_type
        assert query is not None
        selected = compiler.draft.collector.collect(query, [operation.node.selection_set])
        if rows:
            selected = {k: nodes for k, nodes in selected.items() if not nodes[0].name.value.startswith("__")}
        pieces = compiler.root(selected)
        if compiler.draft.has_external_field and not rows:
            return self._compile(operation, readings, role, rows=True)
        return _plan(compiler.draft, pieces, empty=not selected)

    async def load(
        self,
        operation: Operation,
        coerced: Any,
        viewer: Viewer,
        type_name: str,
        nodes: Sequence[FieldNode],
        ids: Sequence[str],
    ) -> list[dict[str, Any] | None]:
        """Rows of one type by their ids, in order, by one statement; None for a hidden or missing row.

        `nodes` are the merged field nodes whose selection is read. Used for references in values that Python produced.
        """
        role = viewer.role

        def make(readings: Readings) -> Plan:
            compiler = self._compiler(operation.document, readings, role, rows=True)
            pieces = compiler.rows_by_keys(self.catalog.types[type_name], list(nodes))
            return _plan(compiler.draft, pieces)

        key = ("load", type_name, tuple(map(id, nodes)), role)
        plan = await self.preparation.plan(operation, key, coerced.coerced, make, viewer)
        keys = keys_of(self.catalog.types[type_name], ids)
        variables: Mapping[str, Any] = {**coerced.coerced, Compiler.KEYS_VARIABLE: keys}
        rows: list[dict[str, Any] | None] = orjson.loads(await self.reader.read(plan, variables, viewer))
        return rows

    async def node_plan(
        self, operation: Operation, coerced: Any, viewer: Viewer, type_name: str, nodes: Sequence[FieldNode]
    ) -> Plan:
        """The plan that reads nodes of one type for a subscription: complete JSON per node, or rows (`mixed`) when a
        field is resolved from outside the database. Without `nodes` it only reads whether each node is visible.
        """
        role = viewer.role
        return await self.preparation.plan(
            operation,
            ("live", type_name, tuple(map(id, nodes)), role),
            coerced.coerced,
            lambda readings: self.compile_node_plan(operation, readings, role, type_name, nodes),
            viewer,
        )

    def compile_node_plan(
        self, operation: Operation, readings: Readings, role: Role, type_name: str, nodes: Sequence[FieldNode]
    ) -> Plan:
        """The same plan, not cached: for callers that cache their own result under `readings`."""
        for rows in (False, True):
            compiler = self._compiler(operation.document, readings, role, rows=rows)
            pieces = compiler.rows_by_keys(self.catalog.types[type_name], list(nodes))
            if rows or not compiler.draft.has_external_field:
                return _plan(compiler.draft, pieces)
        raise AssertionError

    async def read_nodes(
        self, plan: Plan, coerced: Any, viewer: Viewer, keys: Sequence[uuid.UUID], division: Division | None = None
    ) -> list[Any]:
        """One row per key, in order; None for a node that is hidden or missing. It is read on the connections of the
        viewer's division unless `division` is given.
        """
        variables: Mapping[str, Any] = {**coerced.coerced, Compiler.KEYS_VARIABLE: list(keys)}
        rows: list[Any] = orjson.loads(await self.reader.read(plan, variables, viewer, division))
        return rows

    async def read_node(self, plan: Plan, coerced: Any, viewer: Viewer, target: GraphType, node_id: str) -> bytes:
        """The complete JSON of one node, by a plan of `compile_node_plan`; `null` when it is hidden or missing."""
        variables: Mapping[str, Any] = {**coerced.coerced, Compiler.KEYS_VARIABLE: [key_of(target, node_id)]}
        return (await self.reader.read(plan, variables, viewer))[1:-1]

    def collector(self, document: Document, readings: Readings) -> Collector:
        return Collector(self.catalog.schema, document.fragments, ArgumentReader(readings))

    def list_document(self, text: str) -> Document:
        """A document that the product composed, which is not kept. Raises RequestError where it exceeds a limit."""
        return Document(text, b"", self.catalog, self._settings)

    def composer(self, document: Document, readings: Readings, role: Role) -> Composer:
        """A composer of a statement of its own, for one role and the variables of `readings`."""
        return self._compiler(document, readings, role, rows=False)

    def _compiler(self, document: Document, readings: Readings, role: Role, *, rows: bool) -> Compiler:
        collector, reader = self.collector(document, readings), ArgumentReader(readings)
        draft = Draft(self.catalog, collector, reader, role, self._numbering, time_zone=self._time_zone, rows=rows)
        return Compiler(draft)


def _plan(draft: Draft, pieces: list[Piece], *, empty: bool = False) -> Plan:
    """The plan of a finished draft, behind the row-level security of its role."""
    return Plan(
        pieces,
        draft.getters,
        mixed=draft.rows,
        depends_on_values=draft.depends_on_values,
        has_conditions=draft.has_conditions,
        crosses_relations=draft.crosses_relations,
        has_notes=draft.has_notes,
        empty=empty,
        wall=WALLS.get(draft.role),
        own=own(draft.role),
    )
