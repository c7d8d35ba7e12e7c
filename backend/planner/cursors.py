"""Cursors of connections: base64 of a JSON array of the order, the value of its key, and the row's id.

The format is opaque to clients and may change.
"""

import base64
import binascii
import uuid
from datetime import UTC, date, datetime
from typing import Any, assert_never

import orjson
import sqlalchemy as sa

from backend.errors import BadUserInput
from backend.planner.fields import Expression, Form, Order
from backend.planner.text import Piece, concat, json_pieces, literal


def cursor_expression(name: str, order: Order, key: Expression, identity: Expression) -> Expression:
    """The cursor of a row, as an SQL expression of type text."""
    label = _label(name, order)
    pieces: list[Piece] = [f'["{label}",', *json_pieces(key, order.form, nullable=False), ',"', identity, '"]']
    return encoded(pieces)


def encoded(pieces: list[Piece]) -> Expression:
    """Base64 of a text without line breaks, as an SQL expression."""
    lines = sa.func.encode(sa.func.convert_to(concat(pieces), literal("UTF8")), literal("base64"))
    return sa.func.translate(lines, sa.literal_column("E'\\n'"), literal(""), type_=sa.Text())


def decode_cursor(text: Any, name: str, order: Order, argument: str) -> tuple[Any, uuid.UUID]:
    """The key's value and the row's id from a cursor that a client sent.

    Raises BadUserInput when the text is not a cursor, or belongs to another order or revision.
    """
    try:
        given, value, identity = orjson.loads(base64.b64decode(str(text), validate=True))
        key = uuid.UUID(identity)
        if given == name != _label(name, order):
            raise BadUserInput(
                f"{argument}: the cursor is from an earlier version of the server; start from the first page",
                field=argument,
            )
        if given != _label(name, order):
            raise BadUserInput(f"{argument}: the cursor belongs to the order {given}, not to {name}", field=argument)
        return _parse_value(value, order.form), key
    except (ValueError, TypeError, AttributeError, OverflowError, binascii.Error):
        raise BadUserInput(f"{argument}: the value is not a cursor of this list", field=argument) from None


def _label(name: str, order: Order) -> str:
    return name if order.revision == 1 else f"{name}:{order.revision}"


def _parse_value(value: Any, form: Form) -> Any:
    match form:
        case Form.MOMENT:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise ValueError
            return moment.astimezone(UTC)
        case Form.DATE:
            return date.fromisoformat(value)
        case Form.BOOLEAN:
            if not isinstance(value, bool):
                raise TypeError
        case Form.NUMBER:
            if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
                raise TypeError
        case Form.TEXT | Form.CODE:
            if not isinstance(value, str) or "\0" in value:
                raise TypeError
        case Form.JSON:
            raise TypeError("no list is ordered by JSON")
        case _:
            assert_never(form)
    return value
