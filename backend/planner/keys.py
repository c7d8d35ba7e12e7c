"""Opaque ids in arguments, read as the keys of one graph type."""

import uuid
from collections.abc import Sequence

from backend.errors import BadUserInput
from backend.identifiers import decode_id
from backend.planner.arguments import Getter, Variables
from backend.planner.fields import GraphType

MAX_NODE_IDS = 100


def key_of(target: GraphType, text: str) -> uuid.UUID | None:
    """The key in an id; None for the id of another type and for a text that is not an id."""
    decoded = decode_id(text)
    return decoded[1] if decoded and decoded[0] == target.prefix else None


def keys_of(target: GraphType, ids: Sequence[str]) -> list[uuid.UUID | None]:
    """The keys in several ids, in the same order."""
    return [key_of(target, text) for text in ids]


def key_getter(get: Getter, target: GraphType) -> Getter:
    """Reads the key in an id argument."""
    return lambda variables: key_of(target, get(variables))


def keys_getter(get: Getter, target: GraphType) -> Getter:
    """Reads the keys in a list of ids. It raises BadUserInput for more than MAX_NODE_IDS."""

    def keys(variables: Variables) -> list[uuid.UUID | None]:
        ids = get(variables)
        if len(ids) > MAX_NODE_IDS:
            raise BadUserInput(f"ids: {len(ids)} ids exceed the limit of {MAX_NODE_IDS}", field="ids")
        return keys_of(target, ids)

    return keys
