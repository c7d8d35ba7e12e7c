"""The common part of payments and refunds at gateways."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from backend.database import Database
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import PaymentGateway
from backend.identifiers import PaymentKey
from backend.services.payment import POLL_DELAYS
from backend.settings import Settings


class AtGateways:
    """The configured gateways, and the schedule of polls."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        gateways: Mapping[str, PaymentGateway],
        page_url: Callable[[PaymentKey], str],
    ) -> None:
        self.page_url = page_url  # of the application's own payment page, by payment
        self.database = database
        self.settings = settings
        self.gateways = gateways

    async def close(self) -> None:
        """Close the gateways' connections."""
        for gateway in self.gateways.values():
            await gateway.close()

    async def schedule_next_poll(self, model: Any, key: uuid.UUID) -> None:
        """Set the time of the next poll. Called before a poll, so that a failed poll is repeated."""
        async with self.database.transaction() as session:
            asked = await session.scalar(sa.select(model.asked).where(model.id == key, model.ask_at.is_not(None)))
            if asked is not None:
                await session.execute(next_poll(model, key, asked))


def actor_of(gateway: PaymentGateway) -> str:
    """The actor that a gateway's changes are recorded under."""
    return f"gateway:{gateway.name}"


def unavailable() -> Refusal:
    return Refusal(ErrorCode.GATEWAY_UNAVAILABLE, "the payment gateway does not answer; try again later", ["id"])


def next_poll(model: Any, key: uuid.UUID, asked: int) -> sa.Update:
    """The statement that sets the next poll of a payment or refund which was polled `asked` times."""
    delay = POLL_DELAYS[min(asked, len(POLL_DELAYS) - 1)]
    return (
        sa.update(model)
        .where(model.id == key, model.ask_at.is_not(None))
        .values(ask_at=sa.func.now() + delay, asked=asked + 1)
        .execution_options(synchronize_session=False)
    )
