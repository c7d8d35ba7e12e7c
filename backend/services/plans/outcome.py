"""A plan as it is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Change:
    """One field of a node that the act would change. `node`: its id, or the name of a new node; None for a row without
    an id.
    """

    node: str | None
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Charge:
    """One entry on the account of a contract."""

    what: str
    amount: Decimal
    currency: str
    when: datetime


@dataclass(frozen=True)
class Plan:
    """What an act would do, as its caller may read it."""

    changes: Sequence[Change]
    events: Sequence[str]
    notifications: Sequence[str]
    charges: Sequence[Charge]
    plan_token: str
    expires_at: datetime
