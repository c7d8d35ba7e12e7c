"""Declared acts: their inputs, derived from their commands, and running one without a request."""

import enum
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, get_args, get_type_hints

from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Origin, Viewer
from backend.models.noun import Noun
from backend.models.nouns import NOUNS
from backend.services.acts import Act, NodeId, is_file
from backend.settings import Settings


async def done(act: Act[Any], session: AsyncSession, viewer: Viewer, command: Any, **others: Any) -> str:
    """Run an act in a transaction, without its record. Returns the id of its node."""
    settings = others.pop("settings", None) or Settings(_env_file=None)  # type: ignore[call-arg]
    node_id = await act.verb(settings, viewer, Origin(), command, **others)(session)
    assert isinstance(node_id, str)
    return node_id


def input_of(act: Act[Any], row_of: Callable[[Noun], str], text: str = "matrix") -> dict[str, Any]:
    """The variables of an act: the required fields, and a reason where it may have one. `row_of`: the id of a row of a
    noun; a field `id` names the act's own noun, `contract_id` a contract.
    """
    hints = get_type_hints(act.command)
    needed = [each.name for each in fields(act.command) if each.default is MISSING or each.name == "reason"]
    given = {}
    for name in needed:
        kind = next((each for each in get_args(hints[name]) if each is not type(None)), hints[name])
        value = row_of(_named(act, name)) if kind is NodeId else _value(kind, text)
        given[_camel_case(name)] = value
    return given | ({"idempotencyKey": act.name} if act.key_required else {})


def _named(act: Act[Any], field: str) -> Noun:
    """The noun that a field with an id names."""
    noun = act.noun if field == "id" else next((each for each in NOUNS if f"{each.name}_id" == field), None)
    assert noun is not None, f"write an input by hand: which noun {field} of {act.name} names is not known here"
    return noun


def _value(kind: Any, text: str) -> Any:
    if is_file(kind):
        return None  # the file is sent beside the variables
    if issubclass(kind, enum.Enum):
        return list(kind)[-1].value
    assert kind is str, f"write an input by hand: {kind} is not known here"
    return text


def _camel_case(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(map(str.title, rest))
