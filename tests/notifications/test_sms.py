"""Short messages against a real SMSC simulator."""

import asyncio
import logging
from dataclasses import replace

import pytest

from backend.notifications.channel import ChannelDown, OutgoingMessage
from backend.notifications.sms import source
from tests.notifications.peers import in_loop, smsc
from tests.notifications.smpp import LONG, LONG_GSM, MESSAGE, connected, settings, soon


@in_loop
async def test_a_short_text_is_sent_in_seven_bits_with_a_receipt_requested():
    async with smsc() as peer, connected(peer) as (channel, _):
        assert await channel.send(MESSAGE) == "m-4096"
        assert await peer.next_line("submit") == {
            "mode": "accept", "to": "79991234567", "from": "Operator", "ton": 1, "npi": 1, "source_ton": 5,
            "text": MESSAGE.text, "data_coding": 0, "esm_class": 0, "registered_delivery": 1, "parts": 1, "part": 1,
            "number": None, "whole": MESSAGE.text,
        }  # fmt: skip


@in_loop
async def test_cyrillic_is_sent_in_ucs2():
    async with smsc() as peer, connected(peer) as (channel, _):
        await channel.send(replace(MESSAGE, text="Баланс: 10 ₽ 🙂"))
        got = await peer.next_line("submit")
        assert (got["data_coding"], got["esm_class"], got["whole"]) == (8, 0, "Баланс: 10 ₽ 🙂")


@pytest.mark.parametrize(("message", "data_coding"), [(LONG, 8), (LONG_GSM, 0)])
def test_a_long_text_is_reassembled_by_the_smsc(message: OutgoingMessage, data_coding: int):
    @in_loop
    async def scenario() -> None:
        async with smsc() as peer, connected(peer) as (channel, _):
            ids = (await channel.send(message)).split(",")
            got = peer.submits()
            assert ids == [f"m-{4096 + index}" for index in range(len(got))]
            assert len(got) > 3
            assert [one["part"] for one in got] == list(range(1, len(got) + 1))
            assert {(one["parts"], one["esm_class"], one["data_coding"]) for one in got} == {
                (len(got), 0x40, data_coding)
            }
            assert len({one["number"] for one in got}) == 1
            assert got[-1]["whole"] == message.text
            for one in got:
                one["text"].encode()  # a part with half a surrogate pair has no UTF-8

    scenario()


@pytest.mark.parametrize(
    "stat", [("DELIVRD", "DELIVERED"), ("UNDELIV", "FAILED"), ("EXPIRED", "FAILED"), ("REJECTD", "FAILED")]
)
@pytest.mark.parametrize("tlv", ["none", "nul", "bare"])
def test_a_receipt_has_the_id_that_send_returned(stat: tuple[str, str], tlv: str):
    @in_loop
    async def scenario() -> None:
        async with smsc() as peer, connected(peer) as (channel, receipts):
            await peer.order(receipts=5, stat=stat[0], tlv=tlv)
            sent = await channel.send(MESSAGE)
            assert await soon(receipts) == (sent, stat[1])
            assert await peer.next_line("receipt_answer") == 0

    scenario()


@pytest.mark.parametrize("tlv", ["none", "nul"])
@pytest.mark.parametrize("identifiers", ["hexadecimal_then_decimal", "decimal_then_hexadecimal"])
def test_receipts_with_ids_in_another_base_are_matched(identifiers: str, tlv: str):
    @in_loop
    async def scenario() -> None:
        async with smsc() as peer, connected(peer, identifiers=identifiers) as (channel, receipts):
            await peer.order(ids=identifiers, receipts=0, tlv=tlv)
            assert await channel.send(MESSAGE) == "4096"
            assert await soon(receipts) == ("4096", "DELIVERED")

    scenario()


@in_loop
async def test_a_receipt_that_could_not_be_handled_is_requested_again():
    def fail(message_id: str, state: str) -> None:
        raise RuntimeError(message_id, state)

    async with smsc() as peer, connected(peer, on_receipt=fail) as (channel, _):
        await peer.order(receipts=0)
        await channel.send(MESSAGE)
        assert await peer.next_line("receipt_answer") == 0x64


@in_loop
async def test_a_message_from_a_subscriber_is_acknowledged_and_not_a_receipt():
    async with smsc() as peer, connected(peer) as (channel, receipts):
        await channel.send(MESSAGE)
        await peer.order(deliver={"source_addr": "7999", "esm_class": 0, "short_message": "id:m-4096 stat:DELIVRD"})
        assert await peer.next_line("receipt_answer") == 0
        assert receipts.empty()


@in_loop
async def test_concurrent_messages_get_their_own_ids():
    async with smsc() as peer, connected(peer, window=4) as (channel, _):
        messages = [replace(MESSAGE, to=f"+7999000{one:04}", reference=f"n-{one}") for one in range(100)]
        ids = await asyncio.gather(*map(channel.send, messages))
        order = [one["to"] for one in peer.submits()]
        assert dict(zip((one.to[1:] for one in messages), ids, strict=True)) == {
            to: f"m-{4096 + index}" for index, to in enumerate(order)
        }
        assert peer.count("bound") == 1


@in_loop
async def test_closing_unbinds_and_a_closed_channel_is_down():
    async with smsc() as peer:
        async with connected(peer) as (channel, _):
            await channel.send(MESSAGE)
        assert await peer.next_line("unbound") is True
        with pytest.raises(ChannelDown, match="closed"):
            await channel.send(MESSAGE)


@in_loop
async def test_neither_the_password_nor_the_text_reaches_a_log(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    async with smsc() as peer, connected(peer) as (channel, _):
        await channel.send(MESSAGE)
    assert [record.name for record in caplog.records if record.name.startswith("smpp")] == []
    assert not any(name.startswith("smpp.Client") for name in logging.Logger.manager.loggerDict)


@pytest.mark.parametrize(("sender", "ton"), [("Operator", 5), ("7070", 0), ("+79990000000", 1)])
def test_the_type_of_the_sender_is_set(sender: str, ton: int):
    assert source(sender)["source_addr_ton"] == ton


@pytest.mark.parametrize("sender", ["", "Оператор", "TwelveLetter", "a\nb"])
def test_an_invalid_sender_is_refused(sender: str):
    with pytest.raises(ValueError, match="not a valid sender"):
        source(sender)


def test_a_password_longer_than_smpp_allows_is_refused():
    with pytest.raises(ValueError, match="at most"):
        settings(1, password="ninechars")
