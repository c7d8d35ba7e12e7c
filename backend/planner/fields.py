"""Mappings: how the planner compiles each field of the graph.

The mapping of a field is stored in its Strawberry metadata under `MAPPING`, the `GraphType` of a type in its attribute
`__graph__`.
"""

import enum
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from backend.services.rules.spelling import TEXT, Spelling

MAPPING = "graph-mapping"

Rows = sa.FromClause  # a table under the alias it has in a statement
Expression = sa.ColumnElement[Any]
Join = Callable[[Any, Any], Expression]  # (columns of the parent, columns of the child) -> condition


class Form(enum.Enum):
    """How a value is written as JSON, and how it is read from a cursor."""

    TEXT = "text"  # any text: escaped
    CODE = "code"  # text that needs no escaping: enum values, decimals, digits
    NUMBER = "number"  # an integer
    BOOLEAN = "boolean"
    MOMENT = "moment"  # RFC 3339, UTC
    DATE = "date"
    JSON = "json"  # JSON already, as text or of a JSON type


@dataclass(frozen=True)
class Filtering:
    """The filter operators of a field. `contains` and `startsWith` require an index that supports them."""

    operators: tuple[str, ...] = ("eq", "ne", "in", "isNull")
    spelling: Spelling = TEXT  # normalises an operand to the stored form of the field
    # For names: the column that stores the key of the name. It is compared with the key of the operand.
    name_key: str | None = None


@dataclass(frozen=True)
class Mapped:
    """Base of all mappings."""


@dataclass(frozen=True)
class Value(Mapped):
    """A scalar or enum: one SQL expression over the row of the type."""

    expression: Callable[[Any], Expression]
    form: Form
    nullable: bool = False
    filtering: Filtering | None = None
    kind: type[enum.StrEnum] | None = None
    # The name of the column, where the value is one; masks and orders refer to it.
    column: str | None = None


@dataclass(frozen=True)
class Identifier(Mapped):
    """The opaque id: the prefix of the type and the value of a key column."""

    column: str = "id"


@dataclass(frozen=True)
class Embedded(Mapped):
    """An object without a row of its own, such as Money. `parts` returns its fields as expressions over the parent's
    row and the given arguments. The object is null where `null_when` holds.
    """

    parts: Callable[[Any, Mapping[str, Expression]], Mapping[str, tuple[Expression, Form]]]
    null_when: Callable[[Any], Expression] | None = None


@dataclass(frozen=True)
class Answer(Mapped):
    """A Boolean over the row and a whole number, which the argument `argument` gives. A number that `accepts` does not
    accept is bad input; `accepted` says in words which numbers it accepts.
    """

    expression: Callable[[Any, Expression], Expression]
    argument: str
    accepts: Callable[[Any], bool]
    accepted: str


@dataclass(frozen=True)
class Constant(Mapped):
    """A value that depends only on the viewer's role and at most one column. It is computed when the plan is compiled.

    `values` takes the role and maps each value of `column` to JSON data; without a column, None is the only key.
    """

    values: Callable[[str], Mapping[str | None, Any]]
    column: str | None = None


@dataclass(frozen=True)
class One(Mapped):
    """At most one row of another graph type. `module` is the module of the schema that declares the type."""

    target: str
    on: Join
    filterable: bool = True
    module: str = ""


@dataclass(frozen=True)
class Many(Mapped):
    """A connection to rows of another graph type."""

    target: str
    on: Join
    filterable: bool = True
    module: str = ""


@dataclass(frozen=True)
class Listing(Mapped):
    """A list without pages, for relations with few rows; it returns at most `max_rows`."""

    target: str
    on: Join
    order: Callable[[Any], Sequence[Expression]]
    through: sa.Table | None = None  # a link table; then `on` joins parent and link, and `through_on` link and child
    through_on: Join | None = None
    max_rows: int = 1000


@dataclass(frozen=True)
class AnyNode(Mapped):
    """A row of the graph type that `kind_column` names, found by the key in `key_column`.

    `targets` maps the values of `kind_column` to names of types.
    """

    kind_column: str
    key_column: str
    targets: Mapping[str, str]


@dataclass(frozen=True)
class External(Mapped):
    """A field that is resolved from outside the database. `needs` are the columns that its resolver receives."""

    needs: tuple[str, ...]


@dataclass(frozen=True)
class RootExternal(External):
    """A root field that a resolver answers, beside the statement of the operation. `target` is the type whose policy
    decides which roles may read the field; `rows` is the number of rows that it counts as.
    """

    needs: tuple[str, ...] = ()
    target: str = ""
    rows: int = 1


@dataclass(frozen=True)
class Key:
    """A unique key: its column, and the condition under which the column is unique (the predicate
    of a partial index).
    """

    column: str
    where: Callable[[Any], Expression] | None = None


@dataclass(frozen=True)
class RootOne(Mapped):
    """A root field that returns one row by exactly one of several keys; each key is an argument of the field.

    `at`: the rows of the type as they were at a moment, which the argument `at` gives.
    """

    target: str
    keys: Mapping[str, Key] = field(default_factory=lambda: {"id": Key("id")})
    at: Callable[[Expression], sa.Select[Any]] | None = None


@dataclass(frozen=True)
class RootMany(Mapped):
    """A root connection of all visible rows of a type."""

    target: str


@dataclass(frozen=True)
class RootNode(Mapped):
    """`node(id:)` and, with `many`, `nodes(ids:)`."""

    many: bool = False


@dataclass(frozen=True)
class RootAggregate(Mapped):
    """`…Aggregate`: counts and sums over the rows that the list of the type would return."""

    target: str


@dataclass(frozen=True)
class RootLive(Mapped):
    """A subscription to events whose topic begins with one of `topics`.

    `transitions` restricts it to transitions of state machines.
    """

    topics: tuple[str, ...] = ()
    transitions: bool = False


@dataclass(frozen=True)
class EventPart(Mapped):
    """A field of the event itself: its cursor, its time, or a value of its payload."""

    name: str


@dataclass(frozen=True)
class EventNode(Mapped):
    """The node of an event in its present state: of the type `target`, or of any type for None."""

    target: str | None = None


@dataclass(frozen=True)
class Order:
    """An order that clients may choose: the column to sort by and its form. The column is not null and has an index
    that ends in the id.

    `of` is the column that clients see, where a derived column is sorted by. Cursors contain the name of the order and
    its `revision`. Increase the revision when the stored keys change: cursors of earlier revisions are refused.
    """

    column: str
    form: Form
    of: str | None = None
    revision: int = 1

    @property
    def source(self) -> str:
        """The column that clients see and that a mask may hide."""
        return self.of or self.column


class SearchedKind(enum.Enum):
    """The kind of value that a searched column holds."""

    NAME = enum.auto()
    EMAIL = enum.auto()
    PHONE = enum.auto()  # E.164
    ICCID = enum.auto()
    NUMBER = enum.auto()  # a number that the CRM assigned: letters, then digits
    DOCUMENT = enum.auto()
    EXTERNAL = enum.auto()  # an id assigned by another system


@dataclass(frozen=True)
class SearchedThrough:
    """The path from a row of the type `target` to the row that is searched for.

    `owner` is the column that holds the id of the searched row. It belongs to `target` itself or, where `link` is
    given, to a row of that type which `on` joins to `target`.
    """

    target: str
    owner: str
    link: str | None = None
    on: Join | None = None


@dataclass(frozen=True)
class Searched:
    """A column that `search` reads."""

    column: str
    kind: SearchedKind
    through: SearchedThrough | None = None  # for a column of another type
    key: str | None = None  # the column that stores a normalised key, which is compared instead
    # Of a number that the CRM assigns: how digits alone become the number, such as `T{:08}`.
    form: str | None = None


@dataclass(frozen=True)
class Lead:
    """The column that an index has in place of the id, where a view composes the id from this column and others.

    Ids sort by it first, and `of` returns its value from an id.
    """

    column: str
    of: Callable[[uuid.UUID], Any]


@dataclass(frozen=True)
class GraphType:
    """A graph type: its table, the prefix of its ids, its orders and its searched columns.

    `node`: it implements Node. `lookup`: the columns that `lookup(text:)` reads. `findable`: the condition without
    which searches and `lookup` find no row. `of_node`: a view of its rows about each node, whose key is the column
    `about`, for the argument `node` of lists. `successor`: the key of the row that answers for a key, where rows may be
    replaced by others.
    """

    name: str
    table: sa.Table
    prefix: str | None
    orders: Mapping[str, Order]
    default_order: str = "CREATED_AT"
    default_descending: bool = True
    search: tuple[Searched, ...] = ()
    node: bool = True
    of_node: sa.Table | None = None
    lead: Lead | None = None
    lookup: tuple[Searched, ...] = ()
    findable: Callable[[Any], Any] | None = None
    successor: Callable[[Expression], Expression] | None = None

    def answering(self, key: Expression) -> Expression:
        """The key of the row that answers for a key that a client gave."""
        return self.successor(key) if self.successor else key
