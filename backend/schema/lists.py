"""The types of a connection, generated from the declaration of a graph type: connection, edge, filter and order."""

import enum
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Optional

import strawberry
from strawberry.utils.str_converters import to_camel_case

from backend.models.nouns import BY_GRAPH_TYPE
from backend.planner.fields import (
    MAPPING,
    Filtering,
    Form,
    GraphType,
    Identifier,
    Lead,
    Many,
    One,
    Order,
    Searched,
    Value,
)
from backend.schema.declare import lazy_type

OPERATORS = {
    "eq": "Equal to.",
    "ne": "Not equal to; a missing value differs from every value.",
    "in": "Any of these.",
    "gt": "Greater than.",
    "gte": "Greater than or equal to.",
    "lt": "Less than.",
    "lte": "Less than or equal to.",
    "contains": "Contains this text of at least 3 characters.",
    "startsWith": "Starts with this text.",
    "matches": "Fits this pattern: digits, `?` for any digit, `…` or `*` for any digits, such as `…77`. It needs the"
    " last two digits, the first five characters, or three digits in succession.",
    "isNull": "Whether the value is missing.",
}
_INPUTS: dict[str, Any] = {}


@strawberry.enum(description="Direction of an order.")
class OrderDirection(enum.Enum):
    ASC = "ASC"
    DESC = "DESC"


@strawberry.type(description="Position of a page in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether rows follow this page.")
    has_previous_page: bool = strawberry.field(description="Whether rows precede this page.")
    start_cursor: str | None = strawberry.field(description="Cursor of the first row; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last row; null on an empty page.")


_BROAD = {
    "search_too_broad": (
        bool,
        strawberry.field(
            description="True when `search` has more than 1,000 hits. The list then contains 1,000 of them, preferring "
            "names that begin with the search term. Use a more specific term."
        ),
    )
}


def _make(kind: str, name: str, description: str, fields: Mapping[str, tuple[Any, Any]]) -> Any:
    """Create a Strawberry type or input from (annotation, field) by Python name."""
    namespace: dict[str, Any] = {attribute: field for attribute, (_, field) in fields.items()}
    namespace["__annotations__"] = {attribute: annotation for attribute, (annotation, _) in fields.items()}
    decorate: Any = strawberry.input if kind == "input" else strawberry.type
    return decorate(type(name, (), namespace), name=name, description=description)


def _optional(annotation: Any, name: str, description: str) -> tuple[Any, Any]:
    field = strawberry.field(name=name, description=description, default=strawberry.UNSET)
    return Optional[annotation], field


def _operators_input(name: str, annotation: Any, filtering: Filtering) -> Any:
    """The input type that compares one kind of value. Each name is created once in the schema."""
    if name not in _INPUTS:
        fields = {}
        for operator in filtering.operators:
            kind: Any = {"in": list[annotation], "isNull": bool}.get(operator, annotation)
            fields[operator + "_"] = _optional(kind, operator, OPERATORS[operator])
        _INPUTS[name] = _make("input", name, "Compares a value; all given operators must hold.", fields)
    return _INPUTS[name]


def _value_input(mapping: Value) -> Any:
    assert mapping.filtering is not None
    if mapping.kind is not None:
        return _operators_input(f"{mapping.kind.__name__}Filter", mapping.kind, mapping.filtering)
    by_form: dict[Form, tuple[str, Any]] = {
        Form.TEXT: ("String", str),
        Form.NUMBER: ("Int", int),
        Form.BOOLEAN: ("Boolean", bool),
        Form.MOMENT: ("DateTime", datetime),
        Form.DATE: ("Date", date),
    }
    name, annotation = by_form[mapping.form]
    if "matches" in mapping.filtering.operators:
        return _operators_input("NumberFilter", annotation, mapping.filtering)
    prefix = "Text" if "contains" in mapping.filtering.operators else "Code" if name == "String" else name
    return _operators_input(f"{prefix}Filter", annotation, mapping.filtering)


def graph_type(
    cls: Any,
    model: Any,
    orders: Mapping[str, Order],
    *,
    search: tuple[Searched, ...] = (),
    default: tuple[str, bool] = ("CREATED_AT", True),
    of_node: Any = None,
    lead: Lead | None = None,
    lookup: tuple[Searched, ...] = (),
    successor: Callable[[Any], Any] | None = None,
    findable: Any = None,
) -> GraphType:
    """The `GraphType` of a Strawberry class and table. `default` is the default order and whether it is descending;
    `of_node` is the view of its rows about each node, `lookup` are the columns that `lookup(text:)` reads, `successor`
    returns the key of the row that answers for a key, `findable` is the condition without which searches find no row.
    """
    name = cls.__strawberry_definition__.name
    order, descending = default
    noun = BY_GRAPH_TYPE.get(name)
    prefix, node = (noun.id.prefix, noun.is_node) if noun else (None, False)
    view = of_node and of_node.__table__
    return GraphType(
        name, model.__table__, prefix, orders, order, descending, search, node, view, lead, lookup, findable, successor
    )


class ListTypes:
    """The connection, edge, filter and order types of one graph type. `target` is `noun.Type`, as in declarations."""

    def __init__(self, cls: Any, target: str, orders: Mapping[str, Order], *, searched: bool = False) -> None:
        definition = cls.__strawberry_definition__
        name = definition.name
        edge: Any = _make(
            "type",
            f"{name}Edge",
            f"A row of a list of {name}, with its cursor.",
            {
                "cursor": (str, strawberry.field(description="Cursor of the row; pass it as `after` or `before`.")),
                "node": (cls, strawberry.field(description="The row.")),
            },
        )
        self.connection = _make(
            "type",
            f"{name}Connection",
            f"A page of a list of {name}.",
            {
                "edges": (list[edge], strawberry.field(description="The rows with their cursors.")),
                "nodes": (list[cls], strawberry.field(description="The rows.")),
                "page_info": (PageInfo, strawberry.field(description="Position of the page.")),
                "total_count": (int, strawberry.field(description="Number of matching rows, counted up to 10,000.")),
                "total_count_exact": (
                    bool,
                    strawberry.field(description="False when more rows match than `totalCount` states."),
                ),
                **(_BROAD if searched else {}),
            },
        )
        self.filter = self._filter(definition, name, target)
        self.list_filter = _make(
            "input",
            f"{name}ListFilter",
            f"Condition on the related {name} rows; all given conditions must hold.",
            {
                quantifier: _optional(lazy_type(target, "Filter"), quantifier, text)
                for quantifier, text in {
                    "some": "At least one row matches.",
                    "none": "No row matches.",
                    "every": "All rows match; true for no rows.",
                }.items()
            },
        )
        fields = enum.Enum(f"{name}OrderField", {order: order for order in orders})  # type: ignore[misc]
        self.order_field = strawberry.enum(fields, description=f"Fields by which a list of {name} can be ordered.")
        self.order = _make(
            "input",
            f"{name}Order",
            f"An order of {name}.",
            {
                "field": (self.order_field, strawberry.field(description="Field to order by.")),
                "direction": (
                    OrderDirection,
                    strawberry.field(description="Direction of an order.", default=OrderDirection.ASC),
                ),
            },
        )

    @staticmethod
    def _filter(definition: Any, name: str, target: str) -> Any:
        own: Any = lazy_type(target, "Filter")
        fields: dict[str, tuple[Any, Any]] = {
            "and_": _optional(list[own], "and", "All of these conditions hold."),
            "or_": _optional(list[own], "or", "At least one of these conditions holds."),
            "not_": _optional(own, "not", "This condition does not hold."),
        }
        for field in definition.fields:
            mapping = field.metadata.get(MAPPING)
            label = field.graphql_name or _camel(field.python_name)
            if isinstance(mapping, Identifier):
                annotation = _operators_input("IDFilter", strawberry.ID, Filtering(("eq", "ne", "in")))
            elif isinstance(mapping, Value) and mapping.filtering:
                annotation = _value_input(mapping)
            elif isinstance(mapping, One) and mapping.filterable:
                annotation = lazy_type(mapping.module, "Filter")
            elif isinstance(mapping, Many) and mapping.filterable:
                annotation = lazy_type(mapping.module, "ListFilter")
            else:
                continue
            fields[field.python_name] = _optional(annotation, label, field.description or label)
        return _make("input", f"{name}Filter", f"Filter for {name} rows; all given conditions must hold.", fields)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)


def as_variable(value: Any) -> Any:
    """An argument of a list as a client sends it in variables: objects, lists, and scalars as text."""
    if isinstance(value, list):
        return [as_variable(each) for each in value]
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, datetime | date):
        return value.isoformat()
    definition = getattr(type(value), "__strawberry_definition__", None)
    if definition is None:
        return value
    given = {
        each.graphql_name or to_camel_case(each.python_name): getattr(value, each.python_name)
        for each in definition.fields
    }
    return {name: as_variable(inner) for name, inner in given.items() if inner is not strawberry.UNSET}
