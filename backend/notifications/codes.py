"""One-time codes that an act sends to a customer. The readable text of the message masks the code."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.enums import total
from backend.identifiers import ContractKey
from backend.models import Customer, Language, Notification, NotificationChannel, NotificationPurpose
from backend.notifications.sender import QUEUED

_SIGNING = total(
    Language,
    {
        Language.EN: "{code} is the code to sign contract {contract}. Tell it only if you agree to the contract.",
        Language.RU: "{code} — код для подписания договора {contract}. Сообщите его, только если согласны с договором.",
        Language.KY: "{code} — {contract} келишимине кол коюу коду. Келишимге макул болсоңуз гана айтыңыз.",
    },
)


async def queue_signing_code(
    session: AsyncSession,
    customer: Customer,
    contract_id: ContractKey,
    number: str,
    code: str,
    *,
    encrypted: Callable[[bytes], bytes],
    lasts: timedelta,
) -> None:
    """Queue the code to sign a contract as a text message to the customer's phone. It is not sent after `lasts`."""
    words = _SIGNING[customer.language]
    shown = words.format(code="*" * len(code), contract=number)
    await session.execute(
        sa.insert(Notification).values(
            topic="contract.code", purpose=NotificationPurpose.SIGN_IN, channel=NotificationChannel.SMS,
            language=customer.language, customer_id=customer.id, contract_id=contract_id, recipient=customer.phone,
            text=shown, secret=encrypted(words.format(code=code, contract=number).encode()),
            expires_at=sa.func.now() + lasts,
        )
    )  # fmt: skip
    await session.execute(sa.select(sa.func.pg_notify(QUEUED, "")))
