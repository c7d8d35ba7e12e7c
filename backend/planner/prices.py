"""The price of filters, searches, orders and groups, in rows: what they may make the database read beside the answer.

The price is part of an operation's cost. It is what is known before the database is asked; `reader.py` then asks it for
an estimate of dear plans, and charges the time that a read took.
"""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import FieldNode, ListValueNode, ObjectValueNode, ValueNode, VariableNode, value_from_ast_untyped

from backend.planner.catalog import Catalog
from backend.planner.fields import Many, Mapped, One, RootAggregate, RootMany

FILTER = ORDER = 5
SEARCH = 25
GROUPS = 100
TO_ONE = 10  # a relation to one row that a filter or a group crosses
TO_MANY = 50  # a relation to many rows that a filter crosses
RELATED_ROWS = 5  # assumed number of rows at the end of such a relation

Price = int | Callable[[Mapping[str, Any]], int]  # in rows, or a function of the variables


def conditions_price(node: FieldNode, mapping: Mapped | None, catalog: Catalog) -> Price | None:
    """The price of a field's conditions; None for a field without conditions."""
    if not isinstance(mapping, Many | RootMany | RootAggregate):
        return None
    target = mapping.target
    given = [(a.name.value, a.value) for a in node.arguments or () if a.name.value in _PRICES]

    def price(variables: Mapping[str, Any]) -> int:
        values = ((name, value_from_ast_untyped(value, dict(variables))) for name, value in given)
        return sum(_PRICES[name](value, target, catalog) for name, value in values if value)

    if not given:
        return None
    return price if any(_has_variable(value) for _, value in given) else price({})


def _filter(value: Any, target: str, catalog: Catalog) -> int:
    return FILTER + _crossed(value, target, catalog, 1)


def _crossed(value: Any, target: str, catalog: Catalog, rows: int) -> int:
    """The price of the relations that a filter crosses, for each of `rows` rows that it is applied to."""
    if isinstance(value, list):
        return sum(_crossed(each, target, catalog, rows) for each in value)
    found = 0
    for name, part in value.items() if isinstance(value, dict) else ():
        if name in {"and", "or", "not"}:
            found += _crossed(part, target, catalog, rows)
            continue
        mapping = catalog.mapping(target, name)
        if isinstance(mapping, One):
            found += rows * TO_ONE + _crossed(part, mapping.target, catalog, rows)
        elif isinstance(mapping, Many) and isinstance(part, dict):
            for condition in part.values():
                found += rows * TO_MANY + _crossed(condition, mapping.target, catalog, rows * RELATED_ROWS)
    return found


def _groups(value: Any, *_: Any) -> int:
    entries = value if isinstance(value, list) else [value]
    return GROUPS + sum(TO_ONE * str(each.get("field")).count(".") for each in entries if isinstance(each, dict))


_PRICES: Mapping[str, Callable[[Any, str, Catalog], int]] = {
    "filter": _filter,
    "search": lambda *_: SEARCH,
    "orderBy": lambda *_: ORDER,
    "groupBy": _groups,
}


def _has_variable(value: ValueNode) -> bool:
    if isinstance(value, ListValueNode):
        return any(_has_variable(each) for each in value.values)
    if isinstance(value, ObjectValueNode):
        return any(_has_variable(each.value) for each in value.fields)
    return isinstance(value, VariableNode)
