"""What a graph field is made of: the mapping each field of a graph type carries, and the planner compiles from.

A field's mapping stands in its Strawberry metadata under `MAPPING`; a type's own in `__graph__`.
"""

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from backend.services.rules.spelling import TEXT, Spelling

MAPPING = "graph-mapping"

Rows = sa.FromClause  # a table under an alias, as a statement sees it
Expression = sa.ColumnElement[Any]
Join = Callable[[Any, Any], Expression]  # (columns of the parent, columns of the child) -> condition


class Form(enum.Enum):
    """How a value is written as JSON, which also says how it is read from input."""

    TEXT = "text"  # any text: escaped
    CODE = "code"  # text that needs no escaping: enum values, decimals, digits
    NUMBER = "number"  # an integer
    BOOLEAN = "boolean"
    MOMENT = "moment"  # RFC 3339, UTC
    DATE = "date"


@dataclass(frozen=True)
class Filtering:
    """Which operators a field offers. `contains` and `startsWith` need an index that serves them."""

    operators: tuple[str, ...] = ("eq", "ne", "in", "isNull")
    spelling: Spelling = TEXT  # how texts that are compared with the field are written as it is
    # The column that keeps the names' key: it is compared with the operand's key, in place of the value.
    name_key: str | None = None


@dataclass(frozen=True)
class Mapped:
    """Base of all mappings."""


@dataclass(frozen=True)
class Value(Mapped):
    """A scalar or enum made from one SQL expression over the type's own row."""

    expression: Callable[[Any], Expression]
    form: Form
    nullable: bool = False
    filtering: Filtering | None = None
    kind: type[enum.StrEnum] | None = None
    # Where it is a plain column, its name: policy masks and orders refer to it.
    column: str | None = None


@dataclass(frozen=True)
class Identifier(Mapped):
    """The opaque id: the type's prefix and a key column."""

    column: str = "id"


@dataclass(frozen=True)
class Embedded(Mapped):
    """An object that is not a row of its own, such as Money: its fields are expressions over this row, and over the
    arguments that were given. It is null where `null_when` holds.
    """

    parts: Callable[[Any, Mapping[str, Expression]], Mapping[str, tuple[Expression, Form]]]
    null_when: Callable[[Any], Expression] | None = None


@dataclass(frozen=True)
class Constant(Mapped):
    """A value that depends on the viewer's role and one column at most: looked up when the plan is made.

    `values` maps each value of `column` (or None alone) to plain data, given the role.
    """

    values: Callable[[str], Mapping[str | None, Any]]
    column: str | None = None


@dataclass(frozen=True)
class One(Mapped):
    """At most one row of another graph type. `module` tells the schema where that type is declared."""

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
    """A plain list of rows, for what is short by nature; never more than `most`."""

    target: str
    on: Join
    order: Callable[[Any], Sequence[Expression]]
    through: sa.Table | None = None  # a link table: `on` then joins parent and link, `through_on` link and child
    through_on: Join | None = None
    most: int = 1000


@dataclass(frozen=True)
class AnyNode(Mapped):
    """A row of whichever graph type `kind_column` names, by the key in `key_column`."""

    kind_column: str
    key_column: str
    targets: Mapping[str, str]


@dataclass(frozen=True)
class Outside(Mapped):
    """A field whose truth is outside the database; `needs` are the columns its resolver gets."""

    needs: tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """A unique key: its column, and what must hold besides for it to be unique."""

    column: str
    where: Callable[[Any], Expression] | None = None


@dataclass(frozen=True)
class RootOne(Mapped):
    """A root field that finds one row by exactly one of several keys, each an argument of the field."""

    target: str
    keys: Mapping[str, Key] = field(default_factory=lambda: {"id": Key("id")})


@dataclass(frozen=True)
class RootMany(Mapped):
    """A root connection over all visible rows of a type."""

    target: str


@dataclass(frozen=True)
class RootNode(Mapped):
    """`node(id:)` and, with `many`, `nodes(ids:)`."""

    many: bool = False


@dataclass(frozen=True)
class RootAggregate(Mapped):
    """`…Aggregate`: counts and sums over the rows a list would show."""

    target: str


@dataclass(frozen=True)
class RootTrialBalance(Mapped):
    """`trialBalance`: all accounts of one currency, in one snapshot."""

    target: str


@dataclass(frozen=True)
class RootStatement(Mapped):
    """`statement`: what a contract's account did in a period."""

    target: str
    entries: str


@dataclass(frozen=True)
class RootListing(Mapped):
    """A plain root list, newest first by a numeric key: `first` of them, with the state asked for."""

    target: str
    order: str
    state: str
    most: int = 200


@dataclass(frozen=True)
class RootEvents(Mapped):
    """`events`: a page of the log, in its order."""

    target: str
    most: int = 200


@dataclass(frozen=True)
class RootViewer(Mapped):
    """`viewer`: who asks."""


@dataclass(frozen=True)
class RootLive(Mapped):
    """A subscription: events whose topic begins with one of `topics`; `transitions`: only steps of state machines."""

    topics: tuple[str, ...] = ()
    transitions: bool = False


@dataclass(frozen=True)
class EventPart(Mapped):
    """What an event itself says: its cursor, its time, or a word of its payload."""

    name: str


@dataclass(frozen=True)
class EventNode(Mapped):
    """The node an event is about, as it is now: of the type `target`, or of any type."""

    target: str | None = None


@dataclass(frozen=True)
class Order:
    """An offered order: the column it sorts by (not null, with an index that ends in the key) and its form.

    `of` is the column it is an order of, where that is another one. Cursors name the order and its `revision`, which
    rises when the column holds other keys: a cursor of before is refused.
    """

    column: str
    form: Form
    of: str | None = None
    revision: int = 1

    @property
    def source(self) -> str:
        """The column that clients know, and that a mask hides."""
        return self.of or self.column


class Look(enum.Enum):
    """What kind of value a searched column holds."""

    NAME = enum.auto()
    EMAIL = enum.auto()
    PHONE = enum.auto()  # E.164
    ICCID = enum.auto()
    NUMBER = enum.auto()  # a number that we gave: letters, then digits
    DOCUMENT = enum.auto()
    EXTERNAL = enum.auto()  # an id of another system


@dataclass(frozen=True)
class Through:
    """How a row of another type leads to the searched one: by its own column `owner`, or by that of a row `link` that
    `on` joins to it.
    """

    target: str
    owner: str
    link: str | None = None
    on: Join | None = None


@dataclass(frozen=True)
class Searched:
    """A column that `search` looks into."""

    column: str
    look: Look
    through: Through | None = None  # whose column it is, if not the type's own
    key: str | None = None  # the column that keeps its key, where that is compared in its place


@dataclass(frozen=True)
class GraphType:
    """What a graph type is made of: its table, the prefix of its ids, orders, search and measures it offers."""

    name: str
    table: sa.Table
    prefix: str | None
    orders: Mapping[str, Order]
    default_order: str = "CREATED_AT"
    default_descending: bool = True
    search: tuple[Searched, ...] = ()
    node: bool = True
