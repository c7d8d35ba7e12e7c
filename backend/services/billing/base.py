"""What both sides of the billing service share."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from backend.database import Database
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import PaymentGateway
from backend.identifiers import PaymentKey
from backend.models import PaymentMethod
from backend.services.payment import ASK_AFTER, COUNTER
from backend.settings import Settings


class AtGateways:
    """The gateways, and when they are asked."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        gateways: Mapping[str, PaymentGateway],
        page_url: Callable[[PaymentKey], str],
    ) -> None:
        self.page_url = page_url  # of our own payment page
        self.database = database
        self.settings = settings
        self.gateways = gateways

    async def close(self) -> None:
        """At the end of the process."""
        for gateway in self.gateways.values():
            await gateway.close()

    def gateway_for(self, method: PaymentMethod) -> str | None:
        """The gateway that takes payments of a method; None where none does, or none is needed."""
        return None if method in COUNTER else next(iter(self.gateways), None)

    async def push_on(self, model: Any, key: uuid.UUID) -> None:
        """Set the next time first: whatever happens to this try, there is another."""
        async with self.database.transaction() as session:
            asked = await session.scalar(sa.select(model.asked).where(model.id == key, model.ask_at.is_not(None)))
            if asked is not None:
                await session.execute(later(model, key, asked))


def actor_of(gateway: PaymentGateway) -> str:
    return f"gateway:{gateway.name}"


def unavailable() -> Refusal:
    return Refusal(ErrorCode.GATEWAY_UNAVAILABLE, "the payment gateway does not answer; try again later", ["id"])


def later(model: Any, key: uuid.UUID, asked: int) -> sa.Update:
    pause = ASK_AFTER[min(asked, len(ASK_AFTER) - 1)]
    return (
        sa.update(model)
        .where(model.id == key, model.ask_at.is_not(None))
        .values(ask_at=sa.func.now() + pause, asked=asked + 1)
        .execution_options(synchronize_session=False)
    )
