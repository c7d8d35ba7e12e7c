"""Generates the configuration reference from `backend/settings/sections.py`."""

import json
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from tables import GENERATED, cell, code_cell, table

from backend.settings import SECTIONS, Settings

HEAD = """# Configuration

The CRM is configured by environment variables, whose names begin with `CRM_`. With an invalid value, commands do not
start, and print one line that names the variable. Lists and maps are written as JSON, such as
`CRM_ALLOWED_ORIGINS='["https://desk.example"]'`. Booleans are `1` or `0`.

"""
KINDS = {
    str: "text", int: "whole number", float: "number", Decimal: "amount", bool: "boolean", Path: "path",
    SecretStr: "secret text",
}  # fmt: skip
BOUNDS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def configuration_page() -> str:
    """The page. Raises ValueError where a setting has no section or no description."""
    described = [name for section in SECTIONS for name in _own_fields(section)]
    if sorted(described) != sorted(Settings.model_fields):
        raise ValueError(f"settings without a section: {set(Settings.model_fields) ^ set(described)}")
    parts = [GENERATED, HEAD]
    for section in SECTIONS:
        rows = [_row(name, Settings.model_fields[name]) for name in _own_fields(section)]
        parts += [
            f"## {(section.__doc__ or '').strip('. ')}\n\n",
            table(("Variable", "Type", "Default", "Meaning"), rows),
        ]
        parts.append("\n")
    return "".join(parts)


def _own_fields(section: type) -> list[str]:
    return [name for name in section.__annotations__ if name != "model_config"]


def _row(name: str, field: FieldInfo) -> tuple[str, str, str, str]:
    if not field.description:
        raise ValueError(f"the setting {name} has no description")
    variable = f"CRM_{name.upper()}"
    anchor = f'<code id="{variable}">{variable}</code>'
    return anchor, _kind(field), _default(field), cell(field.description).replace("``", "`")


def _kind(field: FieldInfo) -> str:
    """The type and its bounds in words."""
    words = _words(field.annotation)
    bounds = [
        f"{sign} {getattr(each, key):,}"
        for each in field.metadata
        for key, sign in BOUNDS.items()
        if hasattr(each, key)
    ]
    least = [f"at least {each.min_length} characters" for each in field.metadata if getattr(each, "min_length", None)]
    most = [f"at most {each.max_length} characters" for each in field.metadata if getattr(each, "max_length", None)]
    return ", ".join([words, *(bound.replace("<", "&lt;") for bound in bounds), *least, *most])


def _words(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(code_cell(each) for each in arguments)
    if origin is UnionType:
        return _words(next(each for each in arguments if each is not type(None)))
    if origin is tuple:
        return f"list of {_words(arguments[0])}"
    if origin is dict:
        return "map from text to " + _words(arguments[1])
    return KINDS[annotation]


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is None:
        return "unset"
    if value is PydanticUndefined or value == ():
        return "empty"
    if isinstance(value, dict):
        value = json.dumps(value)
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, Path) and value.is_absolute():
        value = value.relative_to(Path(__file__).parents[2])
    return code_cell(str(value)) if str(value) else "empty"
