"""Opaque ids in arguments, read as the keys of one graph type."""

import uuid
from collections.abc import Sequence

from backend.errors import BadUserInput
from backend.identifiers import decode_id
from backend.models.nouns import BY_PREFIX
from backend.planner.arguments import Getter, Variables
from backend.planner.fields import GraphType

MAX_NODE_IDS = 100


def prefix_of(text: str) -> str:
    """The prefix of the id of a noun; empty for another text. So there are few values: each has plans of its own."""
    decoded = decode_id(text)
    return decoded[0] if decoded and decoded[0] in BY_PREFIX else ""


def prefixes_of(ids: Sequence[str]) -> tuple[str, ...]:
    """The different prefixes of ids, in alphabetical order."""
    return tuple(sorted({prefix_of(text) for text in ids[:MAX_NODE_IDS]} - {""}))


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


def any_key_getter(get: Getter) -> Getter:
    """Reads the key in the id of any type; None for a text that is not an id."""

    def key(variables: Variables) -> uuid.UUID | None:
        decoded = decode_id(get(variables))
        return decoded[1] if decoded and decoded[0] in BY_PREFIX else None

    return key


def keys_getter(get: Getter, target: GraphType) -> Getter:
    """Reads the keys in a list of ids. It raises BadUserInput for more than MAX_NODE_IDS."""

    def keys(variables: Variables) -> list[uuid.UUID | None]:
        ids = get(variables)
        if len(ids) > MAX_NODE_IDS:
            raise BadUserInput(f"ids: {len(ids)} ids exceed the limit of {MAX_NODE_IDS}", field="ids")
        return keys_of(target, ids)

    return keys
