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


_TRANSFER = total(
    Language,
    {
        Language.EN: "{code} is the code to take over contract {contract}. Tell it only if you want the line.",
        Language.RU: "{code} — код для принятия договора {contract}. Сообщите его, только если берёте номер себе.",
        Language.KY: "{code} — {contract} келишимин кабыл алуу коду. Номерди өзүңүзгө алсаңыз гана айтыңыз.",
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
    await _queue(session, customer, contract_id, words, number, code, encrypted, lasts)


async def queue_transfer_code(
    session: AsyncSession,
    customer: Customer,
    number: str,
    code: str,
    *,
    encrypted: Callable[[bytes], bytes],
    lasts: timedelta,
) -> None:
    """Queue the code to take over somebody else's contract as a text message to the customer's phone. The message is
    not about that contract, so that its holder does not read it.
    """
    await _queue(session, customer, None, _TRANSFER[customer.language], number, code, encrypted, lasts)


async def _queue(
    session: AsyncSession,
    customer: Customer,
    contract_id: ContractKey | None,
    words: str,
    number: str,
    code: str,
    encrypted: Callable[[bytes], bytes],
    lasts: timedelta,
) -> None:
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
