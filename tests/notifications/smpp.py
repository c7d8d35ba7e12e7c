"""A channel that is connected to the SMSC simulator, and the receipts that it gets."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

from backend.notifications.channel import ChannelDown, OutgoingMessage
from backend.notifications.sms import SmsChannel
from backend.notifications.sms_session import SmscSettings
from tests.notifications.peers import PATIENCE_SECONDS, Smsc

MESSAGE = OutgoingMessage("+79991234567", None, "Your bill is {5} €", None, "n-1")
LONG = replace(MESSAGE, text="".join(f"Счёт {number} 🙂🙂🙂 " for number in range(30)), reference="n-2")
LONG_GSM = replace(MESSAGE, text="".join(f"[{number}]€€ " for number in range(120)), reference="n-3")


def settings(port: int, **changed: object) -> SmscSettings:
    return SmscSettings(
        host="127.0.0.1",
        port=port,
        system_id="crm",
        **{
            "password": "secret",
            "timeout_seconds": 5.0,
            "first_delay_seconds": 0.05,
            "max_delay_seconds": 0.2,
            **changed,
        },
    )


@contextlib.asynccontextmanager
async def connected(peer: Smsc, **options: object) -> AsyncIterator[tuple[SmsChannel, asyncio.Queue]]:
    receipts: asyncio.Queue = asyncio.Queue()
    own = {key: options.pop(key) for key in ("identifiers", "window", "on_receipt") if key in options}
    on_receipt = own.pop("on_receipt", lambda message_id, state: receipts.put_nowait((message_id, state)))
    channel = SmsChannel(settings(peer.port, **options), "Operator", on_receipt, **own)
    try:
        yield channel, receipts
    finally:
        await channel.close()


async def until_sent(channel: SmsChannel, message: OutgoingMessage = MESSAGE) -> str:
    for _ in range(PATIENCE_SECONDS * 50):
        with contextlib.suppress(ChannelDown):
            return await channel.send(message)
        await asyncio.sleep(0.02)
    raise AssertionError("never back")


async def soon(queue: asyncio.Queue) -> object:
    return await asyncio.wait_for(queue.get(), PATIENCE_SECONDS)
