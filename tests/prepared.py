"""Documents that the tests of one process parse, validate and compile once.

Each test has an application of its own, which knows no document yet. What it derives from a document depends on the text,
the schema, the settings, the role and the facts that it reads from the variables, so the next application that needs
the same takes a copy. It is charged and waits as if it had compiled. Where a test has replaced something
(`monkeypatch`), everything is done anew: what was replaced may be a part of the planner.

This is not in conftest.py, which pytest imports under another name.
"""

import copy
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest

from backend.planner import documents
from backend.planner.documents import Operation
from backend.planner.plan import Plan
from backend.planner.planner import Planner
from backend.planner.readings import Plans, Readings

MOST_KEPT = 1_500  # syntax trees, and operations with their plans
MOST_CHARACTERS = 5_000  # larger documents belong to one test
MOST_PLANS = 20  # of one operation
T = TypeVar("T")


class Prepared:
    """What was derived from documents, the least recently used first."""

    def __init__(self) -> None:
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.paused = False

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        found = self.kept.get(key)
        if found is None:
            found = make()
            self.kept[key] = found
            if len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        else:
            self.kept.move_to_end(key)
        return found


_prepared = Prepared()


@contextmanager
def prepared_anew() -> Iterator[None]:
    """Parse, validate and compile each document anew for the length of the block."""
    before, _prepared.paused = _prepared.paused, True
    yield
    _prepared.paused = before


_parse, _validate = documents.parse, documents.validate


def _parsed(source: str, **options: Any) -> Any:
    if _prepared.paused or len(source) > MOST_CHARACTERS:
        return _parse(source, **options)
    return _prepared.get(("parsed", source, *options.items()), lambda: _parse(source, **options))


def _validated(schema: Any, node: Any, *rules: Any, **options: Any) -> Any:
    source = node.loc and node.loc.source.body
    if _prepared.paused or source is None or len(source) > MOST_CHARACTERS:
        return _validate(schema, node, *rules, **options)
    # The tree and the schema are kept with the errors, so that no other has its address.
    key = ("validated", id(schema), id(node))
    return _prepared.get(key, lambda: (_validate(schema, node, *rules, **options), schema, node))[0]


class _Compiled:
    """Plans of an operation, with the facts under which they were compiled."""

    def __init__(self, *alive: object) -> None:
        self._alive = alive  # so that no other object has the addresses in the key
        self._plans = Plans(MOST_PLANS)

    def get(self, readings: Readings, make: Callable[[], Plan]) -> Plan:
        known = self._plans.find(None, readings._variables)
        if known is None:
            plan = make()
            self._plans.add(None, readings, (copy.copy(plan), readings.facts()))
            return plan
        plan, facts = known.compiled
        for path, fact, get, _ in facts:
            readings.read_fact(path, fact, get)
        return copy.copy(plan)


def _shared(planner: Planner, operation: Operation, readings: Readings, key: Any, make: Callable[[], Plan]) -> Plan:
    # A compilation that has read facts already is a part of another one.
    if _prepared.paused or len(operation.document.source) > MOST_CHARACTERS or readings.facts():
        return make()
    settings = planner._settings.model_dump_json()
    whole = (id(planner.catalog), settings, id(operation.node), readings.required, key)
    compiled = _prepared.get(whole, lambda: _Compiled(planner.catalog, operation.document.node))
    return compiled.get(readings, make)


_compile, _compile_node = Planner._compile, Planner.compile_node_plan


def _compiled(self: Planner, operation: Operation, readings: Readings, role: Any, *, rows: bool) -> Plan:
    return _shared(
        self, operation, readings, (role, rows), lambda: _compile(self, operation, readings, role, rows=rows)
    )


def _node_compiled(
    self: Planner, operation: Operation, readings: Readings, role: Any, type_name: str, nodes: Sequence[Any]
) -> Plan:
    key = (role, type_name, *map(id, nodes))  # nodes of the document, which is kept
    make = lambda: _compile_node(self, operation, readings, role, type_name, nodes)  # noqa: E731
    return _shared(self, operation, readings, key, make)


@contextmanager
def prepared_once() -> Iterator[None]:
    """Share what is derived from documents for the length of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(documents, "parse", _parsed)
        patch.setattr(documents, "validate", _validated)
        patch.setattr(Planner, "_compile", _compiled)
        patch.setattr(Planner, "compile_node_plan", _node_compiled)
        yield
