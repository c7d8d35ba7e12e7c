"""Idempotency keys with the outcomes of the calls that had them."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from backend.models import IdempotencyKey
from backend.records.audit import COLLECT
from backend.records.rows import insert_from

RETENTION = sa.text("interval '7 days'")


def claim(actor: str, key: str, digest: bytes) -> Any:
    """The statement that inserts a key without outcome, or renews one that has expired, and begins the collection of
    changes. It returns no row while a key that is kept stands.
    """
    statement = insert(IdempotencyKey).values(actor=actor, key=key, input_hash=digest)
    renewed = {"input_hash": digest, "outcome": sa.null(), "created_at": sa.func.now()}
    expired = IdempotencyKey.created_at < sa.func.now() - RETENTION
    return statement.on_conflict_do_update(index_elements=["actor", "key"], set_=renewed, where=expired).returning(
        COLLECT
    )


def settle(actor: str, key: str, outcome: Mapping[str, Any]) -> sa.Update:
    """The statement that sets the outcome of a claimed key."""
    return (
        sa.update(IdempotencyKey)
        .where(IdempotencyKey.actor == actor, IdempotencyKey.key == key)
        .values(outcome=outcome)
    )


def release(actor: str, key: str) -> sa.Delete:
    """The statement that removes a claimed key, of a call that may be repeated with it."""
    return sa.delete(IdempotencyKey).where(IdempotencyKey.actor == actor, IdempotencyKey.key == key)


def insert_outcome(*, actor: str, key: str, input_hash: str, outcome: str) -> str:
    """The statement that inserts a key together with its outcome, and nothing where the key stands. It returns `actor`.

    The values are SQL expressions.
    """
    values = insert_from(IdempotencyKey, "", actor=actor, key=key, input_hash=input_hash, outcome=outcome)
    return f"{values} on conflict do nothing returning actor"
