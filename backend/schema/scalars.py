"""Scalars of the schema. They are serialised exactly as the planner's SQL writes them."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NewType

import strawberry
from graphql import (
    EnumValueNode,
    FloatValueNode,
    IntValueNode,
    ListValueNode,
    ObjectValueNode,
    StringValueNode,
    value_from_ast_untyped,
)
from strawberry.types.scalar import ScalarDefinition

from backend import exact_json
from backend.planner.text import moment_text

CurrencyCode = NewType("CurrencyCode", str)
FieldPath = NewType("FieldPath", str)
Json = NewType("Json", object)
Upload = NewType("Upload", object)


# RFC 3339, section 5.6, date-time. Python accepts more: week dates, the basic format, a comma, a space instead of T.
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


def write_moment(value: datetime | str) -> str:
    """Serialise a moment; rows contain it as text already."""
    return value if isinstance(value, str) else moment_text(value)


def read_moment(value: Any) -> datetime:
    if not isinstance(value, str):
        raise TypeError("a DateTime must be a string such as 2026-01-31T12:00:00Z")
    if not _MOMENT.fullmatch(value):
        raise ValueError("a DateTime must have the format of RFC 3339 with an offset, such as 2026-01-31T12:00:00Z")
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except ValueError:
        raise ValueError("a DateTime must be an existing date and time, such as 2026-01-31T12:00:00Z") from None
    except OverflowError:
        raise ValueError("a DateTime must be between the years 1 and 9999 in UTC") from None


def read_date(value: Any) -> date:
    if not isinstance(value, str):
        raise TypeError("a Date must be a string such as 2026-01-31")
    if not _DATE.fullmatch(value):
        raise ValueError("a Date must have the format of RFC 3339, such as 2026-01-31")
    return date.fromisoformat(value)


def read_decimal(value: Any) -> Decimal:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise TypeError('a Decimal must be a string such as "12.50", because a float is not exact')
    if isinstance(value, str) and not _DECIMAL.fullmatch(value):
        raise ValueError('a Decimal must consist of the digits 0 to 9 and at most one decimal point, such as "12.50"')
    try:
        return Decimal(value)
    except InvalidOperation:  # the exponent is out of range
        raise ValueError('a Decimal must be a string such as "12.50", with an exponent in range') from None


def read_currency(value: Any) -> str:
    if not isinstance(value, str) or len(value) != 3 or not value.isascii() or not value.isupper():
        raise ValueError("a CurrencyCode must consist of three upper-case letters (ISO 4217), such as KGS")
    return value


_PATH = re.compile(r"[a-zA-Z][a-zA-Z0-9]*(\.[a-zA-Z][a-zA-Z0-9]*)*")


def read_path(value: Any) -> str:
    """A path such as `contract.tariff.code`, unchanged, or the name of an order: `CREATED_AT` becomes `createdAt`."""
    if isinstance(value, str) and re.fullmatch("[A-Z]+(_[A-Z]+)*", value):
        head, *rest = value.lower().split("_")
        return head + "".join(part.title() for part in rest)
    if not isinstance(value, str) or len(value) > 200 or not _PATH.fullmatch(value):
        raise ValueError(
            "a FieldPath must be the name of a field, or a path over to-one relations such as contract.tariff.code"
        )
    return value


def _read_path_literal(node: Any, _: Any = None) -> str:
    if not isinstance(node, EnumValueNode | StringValueNode):
        raise TypeError("a FieldPath must be a name or a string")
    return read_path(node.value)


def _read_json_literal(node: Any, variables: Any = None) -> Any:
    """A JSON value in the document; its numbers are kept as they are written."""
    match node:
        case IntValueNode() | FloatValueNode():
            return exact_json.number(node.value)
        case ListValueNode():
            return [_read_json_literal(each, variables) for each in node.values]
        case ObjectValueNode():
            return {each.name.value: _read_json_literal(each.value, variables) for each in node.fields}
        case _:
            return value_from_ast_untyped(node, variables)


def read_upload(value: Any) -> Any:
    if not hasattr(value, "read"):
        raise TypeError("an Upload must be a file of a multipart request")
    return value


SCALARS: dict[object, ScalarDefinition] = {
    Upload: strawberry.scalar(
        name="Upload",
        description="A file of a request by the GraphQL multipart request specification.",
        serialize=lambda _: None,
        parse_value=read_upload,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment, RFC 3339, in UTC: `2026-01-31T12:00:00.000000+00:00`.",
        specified_by_url="https://scalars.graphql.org/andimarek/date-time",
        serialize=write_moment,
        parse_value=read_moment,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A calendar date: `2026-01-31`.",
        serialize=str,
        parse_value=read_date,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description='An exact decimal number, as text: `"12.50"`.',
        serialize=str,
        parse_value=read_decimal,
    ),
    FieldPath: strawberry.scalar(
        name="FieldPath",
        description='A field, as in orders (`CREATED_AT`), or a path over to-one relations (`"contract.tariff.code"`).',
        serialize=str,
        parse_value=read_path,
        parse_literal=_read_path_literal,
    ),
    Json: strawberry.scalar(
        name="JSON",
        description="Any JSON value: an object, a list, a string, a number, a Boolean.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc8259",
        serialize=lambda value: value,
        parse_value=lambda value: value,
        parse_literal=_read_json_literal,
    ),
    CurrencyCode: strawberry.scalar(
        name="CurrencyCode",
        description="A currency, ISO 4217: `KGS`.",
        serialize=str,
        parse_value=read_currency,
    ),
}
