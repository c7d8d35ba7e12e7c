"""Declaration of graph types: each field is declared once, on its Strawberry class, together with its mapping.

The declaration contains the GraphQL type, description, column and filters of the field. Strawberry prints the schema
from it, and the planner compiles from it. The policy of the type in `auth/policy.py` is found by the type's name.
"""

import enum
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Optional

import sqlalchemy as sa
import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from backend.models.base import Code, Json
from backend.planner.fields import (
    MAPPING,
    Constant,
    Embedded,
    Expression,
    External,
    Filtering,
    Form,
    Identifier,
    Join,
    Listing,
    Many,
    Mapped,
    One,
    RootExternal,
    Value,
)
from backend.planner.root_select import RootSelect, Select
from backend.services.rules import spelling

_EXACT = ("eq", "ne", "in", "isNull")
_PREFIX = ("eq", "ne", "in", "startsWith", "isNull")
_TEXT = ("eq", "ne", "in", "contains", "startsWith", "isNull")
EXACT = Filtering(_EXACT)
PREFIX = Filtering(_PREFIX)
NAME = Filtering(_TEXT, spelling=spelling.NAME, name_key="name_key")
PHONE = Filtering(_TEXT, spelling=spelling.PHONE)
NUMBER = Filtering((*_TEXT, "matches"), spelling=spelling.PHONE)
EMAIL = Filtering(_TEXT, spelling=spelling.EMAIL)
EMAIL_PREFIX = Filtering(_PREFIX, spelling=spelling.EMAIL)
EMAIL_EXACT = Filtering(_EXACT, spelling=spelling.EMAIL)
ICCID = Filtering(_TEXT, spelling=spelling.ICCID)
CODE = Filtering(_PREFIX, spelling=spelling.CODE)
CODE_TEXT = Filtering(_TEXT, spelling=spelling.CODE)
RANGE = Filtering(("eq", "ne", "in", "gt", "gte", "lt", "lte", "isNull"))
BOOLEAN = Filtering(("eq", "ne", "isNull"))


def mapped(description: str, mapping: Mapped, graphql_type: Any = None, name: str | None = None) -> Any:
    """A Strawberry field with a mapping in its metadata."""
    return strawberry.field(name=name, description=description, metadata={MAPPING: mapping}, graphql_type=graphql_type)


def identifier() -> Any:
    """The `id` of a node."""
    return mapped("Opaque, globally unique id. It never changes.", Identifier())


def column(attribute: Any, description: str, filtering: Filtering | None = None, name: str | None = None) -> Any:
    """A column of the model, which determines form, enum and nullability."""
    source: sa.Column[Any] = attribute.property.columns[0]
    return mapped(
        description,
        Value(
            expression=lambda row: row[source.name],
            form=_form(source.type),
            nullable=bool(source.nullable),
            filtering=filtering,
            kind=source.type.kind if isinstance(source.type, Code) else None,
            column=source.name,
        ),
        name=name,
    )


def computed(expression: Callable[[Any], Expression], description: str, filtering: Filtering, index_column: str) -> Any:
    """A Boolean computed from several columns; filters by it use the index on `index_column`."""
    return mapped(
        description,
        Value(expression=expression, form=Form.BOOLEAN, filtering=filtering, column=index_column),
    )


def _form(kind: Any) -> Form:
    forms: list[tuple[type[Any], Form]] = [
        (Json, Form.JSON),
        (Code, Form.CODE),
        (sa.Boolean, Form.BOOLEAN),
        (sa.Integer, Form.NUMBER),
        (sa.DateTime, Form.MOMENT),
        (sa.Date, Form.DATE),
        (sa.Text, Form.TEXT),
    ]
    return next(form for base, form in forms if isinstance(kind, base))


def embedded(
    parts: Callable[[Any, Mapping[str, Expression]], Mapping[str, tuple[Expression, Form]]],
    description: str,
    *,
    null_when: Callable[[Any], Expression] | None = None,
) -> Any:
    """An object of expressions over the row and the given arguments, such as Money."""
    return mapped(description, Embedded(parts, null_when))


def constant(values: Callable[[str], Mapping[str | None, Any]], description: str, *, by: str | None = None) -> Any:
    """A value that depends only on the role and the column `by`; see `Constant`."""
    return mapped(description, Constant(values, by))


def external(needs: tuple[str, ...], resolver: Any, description: str) -> Any:
    """A field that `resolver` reads from outside the database; `needs` are the columns that it receives."""
    return strawberry.field(resolver=resolver, description=description, metadata={MAPPING: External(needs)})


def root_external(resolver: Any, description: str, *, target: str, rows: int) -> Any:
    """A root field that `resolver` answers; `target` and `rows`: see `RootExternal`."""
    mapping = RootExternal(target=target, rows=rows)
    return strawberry.field(resolver=resolver, description=description, metadata={MAPPING: mapping})


def one(target: str, on: Join, description: str, *, filterable: bool = True) -> Any:
    """At most one row of another type (`noun.Type`); null when there is none or it is not visible to the viewer."""
    return mapped(description, One(_name(target), on, filterable, target), Optional[lazy_type(target)])


def many(target: str, on: Join, description: str, *, filterable: bool = True) -> Any:
    """A connection to rows of another type (`noun.Type`)."""
    field = mapped(description, Many(_name(target), on, filterable, target), lazy_type(target, "Connection"))
    field.arguments = connection_arguments(target)
    return field


def listing(
    target: str,
    on: Join,
    order: Callable[[Any], Sequence[Expression]],
    description: str,
    *,
    through: Any = None,
    through_on: Join | None = None,
) -> Any:
    """A list without pages, for relations with few rows; `through` is a link table."""
    link = through.__table__ if through is not None else None
    mapping = Listing(_name(target), on, order, link, through_on)
    return mapped(description, mapping, list[lazy_type(target)])  # type: ignore[misc]


def root_select(
    kind: Any,
    description: str,
    *,
    target: str | None,
    arguments: Sequence[StrawberryArgument] = (),
    page: int | None = None,
) -> Callable[[Select], Any]:
    """A root field of the type `kind`; the decorated function is its select. `target` and `page`: see `RootSelect`."""

    def declare(select: Select) -> Any:
        field = mapped(description, RootSelect(select, target, page), kind)
        field.arguments = list(arguments)
        return field

    return declare


def _name(target: str) -> str:
    return target.split(".")[1]


def lazy_type(target: str, suffix: str = "") -> Any:
    """The Strawberry type `noun.Type` + suffix, resolved when the schema is built, so that nouns can be circular."""
    module, name = target.split(".")
    return Annotated[name + suffix, strawberry.lazy(f"backend.schema.{module}")]


def argument(name: str, kind: Any, description: str) -> StrawberryArgument:
    return StrawberryArgument(name, None, StrawberryAnnotation(kind), description=description)


def connection_arguments(target: str, *, search: str | None = None) -> list[StrawberryArgument]:
    """The arguments of a connection; `search` is the description of the argument `search`, if it has one."""
    found = [
        argument(
            "first",
            Optional[int],
            "Number of rows from the start, at most 100; 25 when neither `first` nor `last` is given.",
        ),
        argument("after", Optional[str], "Only rows after this cursor."),
        argument("last", Optional[int], "Number of rows from the end, at most 100."),
        argument("before", Optional[str], "Only rows before this cursor."),
        argument("filter", Optional[lazy_type(target, "Filter")], "Only rows that match the filter."),
        argument("order_by", Optional[list[lazy_type(target, "Order")]], "One field; ties are broken by id."),  # type: ignore[misc]
    ]
    if search:
        found.append(argument("search", Optional[str], search.strip()))
    return found


def enum_type(kind: type[enum.StrEnum], description: str, values: Mapping[str, str]) -> Any:
    """Register an enum of the models in the schema, with a description of each value."""
    differing = {member.value for member in kind} ^ set(values)
    assert not differing, f"{kind.__name__}: values and descriptions do not match: {differing}"
    registered: Any = strawberry.enum(kind, description=description)
    for value in registered.__strawberry_definition__.values:
        value.description = values[value.name]
    return registered
