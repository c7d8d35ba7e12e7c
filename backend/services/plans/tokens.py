"""Plan tokens: an act that is given one does what its dry run did, or is refused.

A token is sealed with the installation's secret. It holds the actor, the mutation, a digest of the input, the keys of
the rows that the dry run changed, and a hash of each part of its effects. The act with the token runs as usual; before
it is committed, its own effects are compared with the hashes. So there is nothing to be done per verb. Verbs that pick
a row at random, from a pool, pick the row of the plan.

Keys of new rows, generated numbers and times differ from run to run; they are not compared.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import sqlalchemy as sa

from backend.auth.secrets import Secrets
from backend.auth.viewer import Viewer
from backend.errors import ErrorCode, Refusal
from backend.models import Base
from backend.services.plans.effects import INSERT, Effects, RowChange

PLAN_SECONDS = 600
EXPLAINED_SECONDS = 86_400  # for which an expired token is told from a forged one
MAX_PARTS = 500  # of effects with more, only one hash per table is stored
FIELD = ("planToken",)
KEY_COLUMN = "idempotency_key"
_PURPOSE = "plan"
_HASH_CHARACTERS = 16

Picked = Mapping[str, Sequence[uuid.UUID]]  # keys of rows by table
Part = tuple[str, str, str]  # the table, the row's key or the name of a new row, and the column; or a list's name
Parts = Mapping[Part, str]


@dataclass(frozen=True)
class Planned:
    """The content of a token: the rows that the dry run changed, and the hashes of its effects."""

    picked: Picked
    parts: Parts


def parts_of(effects: Effects, warnings: Sequence[Mapping[str, Any]]) -> dict[Part, str]:
    """A hash of each part of the effects of an act."""
    names = effects.new_nodes()
    found: dict[Part, str] = {}
    for number, row in enumerate(effects.rows):
        place = str(number) if row.key is None else names.get(str(row.key), str(row.key))
        for column in compared(row):
            before, after = _comparable(row, column, names)
            found[row.table, place, column] = _hash([before, after])
    for (table, key), version in effects.versions.items():
        found[table, str(key), "version"] = _hash(version)
    contracts = [names.get(str(each.contract_id), str(each.contract_id)) for each in effects.entries]
    found["events", "", ""] = _hash([[each.topic, names.get(str(each.node_id), "")] for each in effects.events])
    found["notifications", "", ""] = _hash([[each.topic, each.channel] for each in effects.told])
    found["charges", "", ""] = _hash(
        [
            [each.kind, key, each.amount_minor, each.currency]
            for each, key in zip(effects.entries, contracts, strict=True)
        ]
    )
    found["warnings", "", ""] = _hash([[each["code"], each["field"]] for each in warnings])
    return found if len(found) <= MAX_PARTS else _by_table(found)


def differing(planned: Parts, done: Parts) -> list[Part]:
    """The parts in which an act differs from its plan."""
    return [part for part in {**planned, **done} if planned.get(part) != done.get(part)]


def is_generated(column: sa.Column[Any]) -> bool:
    """Whether a new row's value comes from a sequence or another function of the database."""
    default = column.server_default
    if default is None:
        return False
    argument = getattr(default, "arg", None)
    return isinstance(argument, sa.sql.functions.FunctionElement) or argument is None or "(" in str(argument)


def compared(row: RowChange) -> list[str]:
    """The changed columns of a row, without those of a new row that the database generates, and without the key of the
    call.
    """
    columns = Base.metadata.tables[row.table].columns
    own = [name for name in row.columns if name in columns and name != KEY_COLUMN]
    return [name for name in own if not (row.kind == INSERT and is_generated(columns[name]))]


def _comparable(row: RowChange, name: str, names: Mapping[str, str]) -> tuple[Any, Any]:
    """The values of a column before and after: of a new time, only whether there is one."""
    before, after = row.before.get(name), row.after.get(name)
    if isinstance(Base.metadata.tables[row.table].columns[name].type, sa.DateTime):
        return before, after is not None
    return before, names.get(after, after) if isinstance(after, str) else after


def _by_table(parts: Parts) -> dict[Part, str]:
    found: dict[Part, list[Any]] = {}
    for part, value in parts.items():
        found.setdefault((part[0], "", ""), []).append([*part, value])
    return {part: _hash(sorted(values)) for part, values in found.items()}


def _hash(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS)).hexdigest()[:_HASH_CHARACTERS]


# Tokens


def sealed(
    secrets: Secrets, viewer: Viewer, act: str, digest: bytes, picked: Picked, parts: Parts
) -> tuple[str, datetime]:
    """A token, and when it expires."""
    expires_at = datetime.now(UTC) + timedelta(seconds=PLAN_SECONDS)
    nested: dict[str, dict[str, dict[str, str]]] = {}
    for (table, place, column), value in parts.items():
        nested.setdefault(table, {}).setdefault(place, {})[column] = value
    content = {
        "for": _bound(viewer, act, digest), "until": expires_at.timestamp(), "parts": nested,
        "picked": {table: list(map(str, keys)) for table, keys in picked.items()},
    }  # fmt: skip
    return secrets.seal(_PURPOSE, content, EXPLAINED_SECONDS), expires_at


def opened(secrets: Secrets, viewer: Viewer, act: str, digest: bytes, token: str) -> Planned:
    """The content of a token. Raises Refusal PLAN_TOKEN_INVALID, also for a token of another actor, act or input."""
    content = secrets.unseal(_PURPOSE, token)
    if content is None:
        raise _invalid("the plan token is not valid")
    actor, its_act, its_digest = content["for"]
    bound = _bound(viewer, act, digest)
    if actor != bound[0]:
        raise _invalid("the plan token is not valid")
    if its_act != act:
        raise _invalid(f"the plan token was made for {its_act}")
    if its_digest != bound[2]:
        raise _invalid("the plan token was made for another input")
    if content["until"] < datetime.now(UTC).timestamp():
        raise _invalid("the plan token has expired")
    parts = {
        (table, place, column): value
        for table, places in content["parts"].items()
        for place, columns in places.items()
        for column, value in columns.items()
    }
    return Planned({table: list(map(uuid.UUID, keys)) for table, keys in content["picked"].items()}, parts)


def _bound(viewer: Viewer, act: str, digest: bytes) -> list[str]:
    return [f"{viewer.role} {viewer.subject or viewer.actor}", act, digest.hex()]


def _invalid(message: str) -> Refusal:
    return Refusal(ErrorCode.PLAN_TOKEN_INVALID, f"{message}; make a new dry run", FIELD)
