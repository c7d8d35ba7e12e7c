"""The planner: an operation in, the JSON of its data object out, by one SQL statement."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import FieldNode, OperationType

from backend.auth.policy import own
from backend.auth.viewer import Role, Viewer
from backend.database import Database
from backend.embedded import HOLDER_ROLE, LINE_ROLE
from backend.identifiers import decode_id
from backend.planner.arguments import ArgumentReader
from backend.planner.catalog import Catalog
from backend.planner.compiler import Compiler
from backend.planner.documents import Document, Documents, Operation
from backend.planner.group_pages import without_notes
from backend.planner.plan import Plan
from backend.planner.reader import Reader
from backend.planner.readings import Readings
from backend.planner.selection import Collector
from backend.services.rules import Numbering
from backend.settings import Settings

WALLS = {Role.LINE: LINE_ROLE, Role.HOLDER: HOLDER_ROLE}


@dataclass(frozen=True)
class Answer:
    """What a plan gave: the finished data object, or rows that graphql-core has to complete."""

    data: bytes
    mixed: bool
    truncated: tuple[bytes, ...] = ()  # JSON of what aggregates left out: path, groups, rows


class Planner:
    """Holds the documents and, with each operation, its plans by role and by what was read of the variables."""

    def __init__(self, catalog: Catalog, database: Database, settings: Settings) -> None:
        self.catalog = catalog
        self._numbering: Numbering = settings
        self.documents = Documents(catalog, settings)
        self.reader = Reader(database)
        self._time_zone = settings.time_zone

    async def query(self, operation: Operation, coerced: Any, viewer: Viewer) -> Answer:
        """Answer a query operation that asks for data only (`operation.introspective` is false)."""
        plan = self.plan(operation, coerced, viewer.role)
        return await self.answer(plan, coerced, viewer)

    async def answer(self, plan: Plan, coerced: Any, viewer: Viewer) -> Answer:
        """What a plan of `plan` gives."""
        data = await self.reader.read(plan, coerced.coerced, viewer)
        if plan.noted:
            data, truncated = without_notes(data)
            return Answer(data, plan.mixed, truncated)
        return Answer(data, plan.mixed)

    def plan(self, operation: Operation, coerced: Any, role: Role, *, rows: bool = False) -> Plan:
        """The operation's plan for a role and these variables; `rows` when graphql-core completes it anyway."""
        assert operation.type is OperationType.QUERY
        return operation.plans.get(
            (role, rows), coerced.coerced, lambda readings: self._make(operation, readings, role, rows=rows)
        )

    def _make(self, operation: Operation, readings: Readings, role: Role, *, rows: bool) -> Plan:
        compiler = self._compiler(operation.document, readings, role, rows=rows)
        query = self.catalog.schema.query_type
        assert query is not None
        selected = compiler.collector.collect(query, [operation.node.selection_set])
        if rows:
            selected = {k: nodes for k, nodes in selected.items() if not nodes[0].name.value.startswith("__")}
        pieces = compiler.root(selected)
        if compiler.outside and not rows:
            return self._make(operation, readings, role, rows=True)
        return Plan(
            pieces,
            compiler.getters,
            mixed=rows,
            depends_on_values=compiler.depends_on_values,
            noted=compiler.noted,
            empty=not selected,
            wall=WALLS.get(role),
            own=own(role),
        )

    async def load(
        self,
        operation: Operation,
        coerced: Any,
        viewer: Viewer,
        type_name: str,
        nodes: Sequence[FieldNode],
        ids: Sequence[str],
    ) -> list[dict[str, Any] | None]:
        """Rows of one type, for what Python produced that points into the graph: N references, one statement.

        `nodes` are the merged field nodes whose selection is wanted. A hidden or missing row is None.
        """
        role = viewer.role

        def make(readings: Readings) -> Plan:
            compiler = self._compiler(operation.document, readings, role, rows=True)
            pieces = compiler.loaded(self.catalog.types[type_name], list(nodes))
            return Plan(
                pieces, compiler.getters, mixed=True, depends_on_values=False, wall=WALLS.get(role), own=own(role)
            )

        plan = operation.plans.get(("load", type_name, tuple(map(id, nodes)), role), coerced.coerced, make)
        prefix = self.catalog.types[type_name].prefix
        decoded = [decode_id(text) for text in ids]
        keys = [found[1] if found and found[0] == prefix else None for found in decoded]
        variables: Mapping[str, Any] = {**coerced.coerced, Compiler.LOADED: keys}
        rows: list[dict[str, Any] | None] = orjson.loads(await self.reader.read(plan, variables, viewer))
        return rows

    def live_plan(
        self, operation: Operation, coerced: Any, role: Role, type_name: str, nodes: Sequence[FieldNode]
    ) -> Plan:
        """The plan that reads nodes of one type for a subscription: finished JSON per row, or rows (`mixed`) when a
        field lives outside the database. No `nodes`: only whether each node may be seen.
        """
        key = ("live", type_name, tuple(map(id, nodes)), role)
        return operation.plans.get(
            key, coerced.coerced, lambda readings: self.make_live(operation, readings, role, type_name, nodes)
        )

    def make_live(
        self, operation: Operation, readings: Readings, role: Role, type_name: str, nodes: Sequence[FieldNode]
    ) -> Plan:
        """The same, made anew, for what is itself filed under `readings`."""
        for rows in (False, True):
            compiler = self._compiler(operation.document, readings, role, rows=rows)
            pieces = compiler.loaded(self.catalog.types[type_name], list(nodes))
            if rows or not compiler.outside:
                return Plan(
                    pieces,
                    compiler.getters,
                    mixed=rows,
                    depends_on_values=compiler.depends_on_values,
                    wall=WALLS.get(role),
                    own=own(role),
                )
        raise AssertionError

    async def read_live(self, plan: Plan, coerced: Any, viewer: Viewer, keys: Sequence[uuid.UUID]) -> list[Any]:
        """One row per key, in order; None for a node that is hidden from the viewer, or gone."""
        variables: Mapping[str, Any] = {**coerced.coerced, Compiler.LOADED: list(keys)}
        rows: list[Any] = orjson.loads(await self.reader.read(plan, variables, viewer))
        return rows

    async def read_node(self, plan: Plan, coerced: Any, viewer: Viewer, prefix: str, node_id: str) -> bytes:
        """The finished JSON of one node, by a plan of `make_live`; `null` when it is hidden or missing."""
        found = decode_id(node_id)
        keys = [found[1] if found and found[0] == prefix else None]
        variables: Mapping[str, Any] = {**coerced.coerced, Compiler.LOADED: keys}
        return (await self.reader.read(plan, variables, viewer))[1:-1]

    def collector(self, document: Document, readings: Readings) -> Collector:
        return Collector(self.catalog.schema, document.fragments, ArgumentReader(readings))

    def _compiler(self, document: Document, readings: Readings, role: Role, *, rows: bool) -> Compiler:
        collector, reader = self.collector(document, readings), ArgumentReader(readings)
        return Compiler(self.catalog, collector, reader, role, self._numbering, time_zone=self._time_zone, rows=rows)
