"""How the naive evaluator compares, writes and orders values."""

import base64
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from backend import models
from backend.errors import BadUserInput
from backend.services.rules import spelling
from tests import folding
from tests.oracle.world import DIGITS, NUMBERING


def _compare(operator: str, value: Any, operand: Any, spell: spelling.Spelling, *, fold: bool = False) -> bool:
    if operator == "isNull":
        return (value is None) is operand
    begun = operand
    if operator in {"contains", "startsWith"}:
        begun = spell.beginning(operand, NUMBERING)
        operand = spell.part(operand, NUMBERING) if operator == "contains" else begun
    elif operator == "matches":
        pass
    elif isinstance(operand, list):
        operand = [_whole(each, spell) for each in operand]
    else:
        operand = _whole(operand, spell)
    if operator == "ne":
        return bool(value != operand)
    if operator == "matches":
        return re.fullmatch(operand.replace("+", r"\\+").replace("?", ".").replace("…", ".*"), value) is not None
    if operator == "contains" and len(operand) < 3:
        raise BadUserInput("contains")
    if value is None:
        return False
    left, right = (value.lower(), operand.lower()) if fold and isinstance(operand, str) else (value, operand)
    match operator:
        case "eq":
            return bool(value == operand)
        case "in":
            return value in operand
        case "gt":
            return bool(value > operand)
        case "gte":
            return bool(value >= operand)
        case "lt":
            return bool(value < operand)
        case "lte":
            return bool(value <= operand)
        case "contains":
            return right in left or (spell.dialled and left.startswith(begun))
        case "startsWith":
            return bool(left.startswith(right))
    raise AssertionError(operator)


def _whole(operand: Any, spell: spelling.Spelling) -> Any:
    return spell.whole(operand, NUMBERING) if type(operand) is str else operand


def _compare_names(operator: str, value: Any, operand: Any) -> bool:
    if operator == "isNull":
        return not operand
    if operator == "contains" and len(operand) < 3:
        raise BadUserInput("contains")
    key = folding.name_key(value)
    if operator == "in":
        return key in map(folding.name_key, operand)
    wanted = folding.name_key(operand)
    match operator:
        case "eq":
            return key == wanted
        case "ne":
            return key != wanted
        case "contains":
            return wanted.lstrip(" ") in key
        case "startsWith":
            return key.startswith(wanted)
    raise AssertionError(operator)


def _snake(name: str) -> str:
    if name == "class":  # a keyword of Python
        return "number_class"
    return "".join("_" + c.lower() if c.isupper() else c for c in name)


def _before(due: Any, now: datetime) -> bool:
    return due is not None and due < now


def _newest(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.created_at, row.id.int), reverse=True)


def _currency(name: str, row: Any) -> str:
    """The currency of an amount of a mismatch: each side's own; that of a difference is the gateway's, if it has one."""
    if not isinstance(row, models.Mismatch):
        return str(row.currency)
    if name.startswith(("payment", "ledger")):
        return str(row.payment_currency)
    return str(row.gateway_currency if name.startswith("gateway") else row.gateway_currency or row.payment_currency)


def _money(minor: int, currency: str) -> dict[str, Any]:
    digits = DIGITS.get(currency, 2)
    return {"amount": Decimal(minor).scaleb(-digits), "currency": currency}


def _text(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value.isoformat() if isinstance(value, date) else value
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "+00:00"


def _cursor(code: str, value: Any, key: Any) -> str:
    text = json.dumps([code, _text(value), str(key)], ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(text.encode()).decode()


def _position(cursor: str, code: str, rows: list[Any], key: Callable[[Any], Any], descending: bool) -> float:  # noqa: FBT001
    """The position of a cursor among the rows; between two of them when its own row is not in the list."""
    import uuid

    try:
        given, value, identity = json.loads(base64.b64decode(cursor, validate=True))
        readers = {"DAY": date.fromisoformat, "ROW": int, "SCORE": int}
        value = readers.get(code, datetime.fromisoformat if code.endswith("_AT") else str.encode)(value)
        at = (value, uuid.UUID(identity).int)
    except (ValueError, TypeError, AttributeError):
        raise BadUserInput("cursor") from None
    if given != code:
        raise BadUserInput("order")
    keys = [key(row) for row in rows]
    if at in keys:
        return keys.index(at)
    ahead = sum(1 for each in keys if (each > at if descending else each < at))
    return ahead - 0.5
