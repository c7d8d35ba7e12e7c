"""Inputs of declared acts, derived from their commands."""

import enum
from dataclasses import MISSING, fields
from typing import Any, get_args, get_type_hints

from backend.documents.files import Stored
from backend.services.acts import Act, NodeId


def input_of(act: Act[Any], node_id: str, text: str = "matrix") -> dict[str, Any]:
    """The variables of an act on a node: the required fields, and a reason where it may have one."""
    hints = get_type_hints(act.command)
    needed = [each.name for each in fields(act.command) if each.default is MISSING or each.name == "reason"]
    return {_camel_case(name): _value(hints[name], node_id, text) for name in needed}


def _value(kind: Any, node_id: str, text: str) -> Any:
    kind = next((each for each in get_args(kind) if each is not type(None)), kind)
    if kind is NodeId:
        return node_id
    if kind is Stored:
        return None  # the file is sent beside the variables
    if issubclass(kind, enum.Enum):
        return list(kind)[-1].value
    assert kind is str, f"write an input by hand: {kind} is not known here"
    return text


def _camel_case(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(map(str.title, rest))
